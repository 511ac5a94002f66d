"""Names of rows that have no name of their own: the database's number in, a UUID that does not show it out, and back.

The numbers are mixed, not hidden: whoever knows a name learns nothing of how many rows there are or which came next
(profile RES.02). What a name may open is asked elsewhere. The name of a row never changes.
"""

from __future__ import annotations

import hashlib
from typing import Final
from uuid import UUID

_HALF: Final = 0xFFFFFFFF
_ROUNDS: Final = 6
_VERSION: Final = 0x8 << 76 | 0x2 << 62  # RFC 9562: version 8, variant 10
_CHECK: Final = (1 << 46) - 1


def name_of(kind: str, row: int) -> UUID:
    """The name of the row of that kind."""
    left, right = row >> 32, row & _HALF
    for n in range(_ROUNDS):
        left, right = right, left ^ _mixed(kind, n, right)
    return _named(kind, left << 32 | right)


def rows_named(kind: str, name: UUID) -> list[int]:
    """The row that the name is of; none where it is no such row's name."""
    mixed = (name.int >> 80 << 16) | (name.int >> 46 & 0xFFFF)
    if _named(kind, mixed) != name:
        return []
    left, right = mixed >> 32, mixed & _HALF
    for n in reversed(range(_ROUNDS)):
        left, right = right ^ _mixed(kind, n, left), left
    row = left << 32 | right
    return [row] if row < 1 << 63 else []


def _named(kind: str, mixed: int) -> UUID:
    """48 bits of what is mixed, version, 12 bits of check, variant, the other 16 bits, 46 of check."""
    check = int.from_bytes(hashlib.blake2s(f"{kind}:{mixed}".encode(), digest_size=8).digest(), "big")
    return UUID(int=mixed >> 16 << 80 | _VERSION | check >> 52 << 64 | (mixed & 0xFFFF) << 46 | check & _CHECK)


def _mixed(kind: str, n: int, half: int) -> int:
    digest = hashlib.blake2s(f"samverkan:{kind}:{n}:{half}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big")
