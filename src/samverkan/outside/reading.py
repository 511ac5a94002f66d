"""A file in, what it says out: opening and the core's reader composed.

The findings of opening stand before the reader's own, and every finding names its paper and where in it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from samverkan.core.findings import Finding
from samverkan.outside.opening import open_bytes, open_document

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from samverkan.core.reading.values import Reading
    from samverkan.core.sources import Document

_MOST_WORDS = 160
_MISSED = frozenset({"nothing_recognised", "no_meeting_date"})


def read_file(path: str | os.PathLike[str]) -> Reading:
    """The reading of the document at the path ("-" is standard input); UnreadableError where there is none."""
    return _read(*open_document(path))


def read_bytes(data: bytes, source: str) -> Reading:
    """The same of bytes already at hand; `source` is what to call them."""
    return _read(*open_bytes(data, source))


def _read(document: Document, findings: tuple[Finding, ...]) -> Reading:
    from samverkan.core.reading.reader import read_text

    reading = read_text(document)
    if not findings and not reading.findings:
        return reading
    own = reading.findings
    if any(found.code == "not_swedish" for found in findings):  # that is why: no other page would help
        own = tuple(found for found in own if found.code not in _MISSED)
    return replace(reading, findings=(*findings, *_placed(document, own)))


def _placed(document: Document, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings in the order of the text, each with the paper, the printed page, the line and the words."""
    at, line = 0, 1
    for found in sorted(findings, key=lambda one: one.span or (0, 0)):
        values: dict[str, object] = {"source": document.source}
        if found.span is not None:
            line += document.text.count("\n", at, found.span.start)
            at = found.span.start
            page = document.page_at(at)
            words = str(found.values.get("words") or document.text[at : min(found.span.end, at + 2 * _MOST_WORDS)])
            values |= {"page": page and page.label, "line": line, "words": _one_line(words)}
        yield Finding(found.code, {**found.values, **values}, found.span)


def _one_line(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"
