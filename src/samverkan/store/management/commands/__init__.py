"""Commands of Django for the ledger."""
