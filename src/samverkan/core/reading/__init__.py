"""Text in, cited items, decisions, conditions and terms out.

Every value quotes the document; what the words do not say is None, and what is wrong with them is a finding. Never raises.
"""
