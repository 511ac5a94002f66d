"""Bytes in, what they say as a draft for review out. Nothing is written: a paper is read before any transaction."""

from __future__ import annotations

import hashlib
import os
from functools import partial
from typing import Any, Final, NamedTuple

from samverkan.core.findings import UnreadableError
from samverkan.core.writing.ledger_json import fact_to_json, item_to_json
from samverkan.core.writing.recording import record
from samverkan.outside.files import fetch, too_large
from samverkan.outside.kinds import HEAD, kind_of
from samverkan.outside.readers import elsewhere
from samverkan.outside.reading import read_bytes

Json = Any

_SECONDS: Final = 300


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
        reading = elsewhere(partial(read_bytes, data, file_name), _SECONDS)
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


class Known(NamedTuple):
    """A file whose bytes are there already: not read again."""

    sha256: str


def read_path(path: str, known: frozenset[str], limit: int) -> Paper | Known:
    """The same of a file, named by its path; UnreadableError for what is no paper at all."""
    size = os.stat(path).st_size if os.path.isfile(path) else 0
    if size > limit:
        raise too_large(size, limit)
    _, data = fetch(path)
    sha256 = hashlib.sha256(data).hexdigest()
    return Known(sha256) if sha256 in known else read_paper(data, path)


def _format(data: bytes) -> str:
    try:
        return kind_of(data[:HEAD])
    except UnreadableError:
        return "other"


def _plain(values: Any) -> Json:
    return {
        name: held if isinstance(held, str | int | bool | list | None) else str(held) for name, held in values.items()
    }
