"""The digests that the logs are held by: a row's content, a row's link in its chain, a seal.

In: what is written. Out: SHA-256 in hexadecimal. Each link holds the one before it, so a change anywhere shows.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime


def content_digest(verb: str, target: str, content: dict[str, Any]) -> str:
    """The digest of a row's content: its JSON, keys in order."""
    return _digest([verb, target, content])


def link_of(before: str, log: str, organisation: str, row: int, at: datetime, digest: str) -> str:
    """A row's link: whose it is, which row, when, the digest of its content, and the link before it."""
    return _digest([before, log, organisation, row, _moment(at), digest])


def seal_digest(before: str, last_link: str, log: str, organisation: str, number: int, at: datetime, count: int) -> str:
    """A seal's digest: its place among the organisation's seals, when, how many rows, and the last row's link."""
    return _digest([before, last_link, log, organisation, number, _moment(at), count])


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _digest(parts: list[Any]) -> str:
    written = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
