"""The money as the ledger has it: rules, cost lines and closed settlements as known by then, and the settlement derived from them."""
