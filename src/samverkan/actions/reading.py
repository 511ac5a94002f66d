"""Bytes in, what they say as a draft for review out. Nothing is written: a paper is read before any transaction."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from samverkan.core.findings import UnreadableError
from samverkan.core.writing.ledger_json import fact_to_json, item_to_json
from samverkan.core.writing.recording import record
from samverkan.outside.kinds import HEAD, kind_of
from samverkan.outside.reading import read_bytes

Json = Any


class Paper(NamedTuple):
    """A paper as read. `unreadable`: why nothing could be read of it, as a finding; then there is no text."""

    data: bytes
    sha256: str
    file_name: str
    format: str
    kind: str
    text: str
    pages: list[Json]
    items: list[Json]
    findings: list[Json]
    unreadable: bool = False


def read_paper(data: bytes, file_name: str) -> Paper:
    """What the bytes say; whatever is wrong with them is told in the findings."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        reading = read_bytes(data, file_name)
    except UnreadableError as error:
        found = [{"code": error.code, "values": _plain(error.values)}]
        return Paper(data, sha256, file_name, _format(data), "unknown", "", [], [], found, unreadable=True)
    document = reading.document
    items = [
        {
            "position": position,
            "head": item_to_json(item),
            "facts": [{"kind": type(fact).__name__, "value": fact_to_json(fact, item.quotes)} for fact in item.facts],
        }
        for position, item in enumerate(record(reading))
    ]
    findings = [{"code": found.code, "values": _plain(found.values), "span": found.span} for found in reading.findings]
    pages = [list(page) for page in document.pages]
    return Paper(data, sha256, file_name, _format(data), reading.kind, document.text, pages, items, findings)


def _format(data: bytes) -> str:
    try:
        return kind_of(data[:HEAD])
    except UnreadableError:
        return "other"


def _plain(values: Any) -> Json:
    return {
        name: held if isinstance(held, str | int | bool | list | None) else str(held) for name, held in values.items()
    }
