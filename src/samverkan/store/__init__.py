"""The ledger: facts and where they come from, kept for good in SQLite or PostgreSQL.

In: values of the core and who records them. Out: the same values, as they were known on any day. What is recorded is
never changed: the database itself refuses it (`append_only`).
"""
