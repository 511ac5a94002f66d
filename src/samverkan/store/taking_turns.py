"""Whoever makes an agreement's indexes anew waits for who is at it already: agreements in, a lock until the transaction ends."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

_LOCK: Final = zlib.crc32(b"samverkan.index") >> 1


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
