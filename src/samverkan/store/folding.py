"""Letters as Swedes take them, whatever the database: words sought in columns, and columns in the order of their keys.

PostgreSQL folds every letter, SQLite only those without rings and dots: a word with å, ä or ö is sought there by a pattern.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Func, Q, Value
from django.db.models.functions import Coalesce, Collate, Lower, Replace

from samverkan.store.swedish_order import LETTERS


def holds(word: str, *columns: str) -> Q:
    """That one of the columns holds the word, large and small letters alike."""
    if word.isascii() or connection.vendor != "sqlite":
        return reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns))
    return reduce(or_, (Q(**{f"{column}__iregex": re.escape(word)}) for column in columns))


def by_bytes(column: str | Func) -> Collate:
    """The column in the order of its bytes, whatever the database's language."""
    return Collate(column, "BINARY" if connection.vendor == "sqlite" else "C")


def swedish_key(column: str) -> Collate:
    """The column in the order of the Swedish alphabet, as `swedish_order.swedish` keeps it; without a value first."""
    key: Func = Coalesce(column, Value(""))
    for letter, at in LETTERS.items():
        for one in (letter, letter.upper()):
            key = Replace(key, Value(one), Value(at))
    return by_bytes(Lower(key))
