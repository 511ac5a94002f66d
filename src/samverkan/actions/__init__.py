"""What a person can do, one verb a function: the access rule, the change and the audit row in one transaction.

In: who acts (`Acting`) and values. Out: what was made. After a refusal, or a fault, nothing has changed.
"""
