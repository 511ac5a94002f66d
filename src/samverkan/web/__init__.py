"""The pages: a request in, one action or one derivation asked, its answer as a page out. No rule is made here."""
