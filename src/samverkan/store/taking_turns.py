"""Whoever makes an index anew waits for who is at it already: what it is of in, a lock until the transaction ends.

They are taken in this order where it is known beforehand, so that few wait for each other: trust, bodies, agreements, matters,
documents. A paper that is taken in and recorded at once has its document's turn first; where two then wait for each other,
PostgreSQL refuses the one, and nothing of it is done.
A body's meetings, an organisation's trust and its invoices have rows that are never changed, so that nothing of theirs can be
locked: who is at them takes a turn, too.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

_LOCK: Final = zlib.crc32(b"samverkan.index") >> 1
_MATTERS: Final = zlib.crc32(b"samverkan.matters") >> 1
_DOCUMENTS: Final = zlib.crc32(b"samverkan.documents") >> 1
_BODIES: Final = zlib.crc32(b"samverkan.bodies") >> 1
_TRUST: Final = zlib.crc32(b"samverkan.trust") >> 1
_INVOICES: Final = zlib.crc32(b"samverkan.invoices") >> 1
_MOST: Final = 256
"""How many locks of a kind anybody holds: things share them, as the database has not one for each of many thousands."""


def take_turns(agreements: Iterable[UUID]) -> None:
    """Wait until nobody else indexes the same cooperations; on SQLite the transaction itself has waited."""
    if connection.vendor == "postgresql":
        cooperations = (
            "SELECT DISTINCT hashtext(cooperation_id::text) AS one FROM store_agreement WHERE id = ANY(%s) ORDER BY one"
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT pg_advisory_xact_lock(%s, one) FROM ({cooperations}) AS them",  # noqa: S608 - our own words
                [_LOCK, list(agreements)],
            )


def take_turn_if_free(agreement: UUID) -> bool:
    """The turn at the agreement's cooperation, unless somebody has it: False, and nobody has waited."""
    if connection.vendor != "postgresql":
        return True
    asked = "SELECT pg_try_advisory_xact_lock(%s, hashtext(cooperation_id::text)) FROM store_agreement WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(asked, [_LOCK, agreement])
        return bool(cursor.fetchone()[0])


def take_turns_on_matters(matters: Iterable[int]) -> None:
    """Wait until nobody else says whose these matters are."""
    _take_turns(_MATTERS, matters)


def take_turns_on_documents(documents: Iterable[UUID]) -> None:
    """Wait until nobody else says what these documents name, and who may find them."""
    _take_turns(_DOCUMENTS, documents)


def take_turns_on_body(body: int) -> None:
    """Wait until nobody else plans a meeting of the body, or numbers the sections of one."""
    _take_turns(_BODIES, [body])


def take_turns_on_trust(organisation: str) -> None:
    """Wait until nobody else says whom the organisation trusts, or records what comes by that."""
    _take_turns(_TRUST, [organisation])


def take_turns_on_invoices(organisation: str) -> None:
    """Wait until nobody else numbers invoices of the organisation."""
    _take_turns(_INVOICES, [organisation])


def _take_turns(lock: int, keys: Iterable[object]) -> None:
    if connection.vendor == "postgresql":
        places = sorted({zlib.crc32(str(key).encode()) % _MOST for key in keys})
        with connection.cursor() as cursor:
            for place in places:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [lock, place])
