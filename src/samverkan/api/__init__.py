"""The API under /api/v1: a request in, one action or one derivation asked, its answer as JSON out."""
