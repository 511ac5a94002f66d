"""A made-up country, as large as wished, to measure and to try things in: sizes and a seed in, a filled ledger out.

`places` says who there is, `stories` what they decide and when, `sheets` what the papers of it say, `rows` writes them.
Nothing in it is about anybody who exists. The same seed makes the same country for the same day.
"""

from __future__ import annotations

from samverkan.actions.country.making import Size, make_country

__all__ = ["Size", "make_country"]
