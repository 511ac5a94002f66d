"""What the operative words of an item do, as a reader of the minutes will understand them: points out.

The same grammar reads the printed minutes, so that what is recorded at the justering is what the secretary has seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.deciding.values import Condition, Fulfilled, Point
from samverkan.core.reading.reader import read_text
from samverkan.core.sources import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.reading.values import Decision, Reading


def understood(body: str, title: str, texts: Sequence[str]) -> tuple[Point, ...]:
    """Each text as a point of that body's decision. One that does nothing that a reader sees has the act "other"."""
    texts = [" ".join(text.split()) for text in texts if text.split()]
    found = _read(body, title, texts)
    return tuple(_point(text, found.get(n)) for n, text in enumerate(texts, 1))


def read_points(body: str, title: str, texts: Sequence[str]) -> Reading:
    """The reading of minutes that hold nothing but these points, decided by that body."""
    lines = "\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1))
    paper = f"Protokoll\n{body}\nSammanträdesdatum 2000-01-01\n\n§ 1\n\n{title}\n\n{body}s beslut\n{lines}\n"
    return read_text(Document("", "", paper))


def _read(body: str, title: str, texts: Sequence[str]) -> dict[int, Decision]:
    decisions = [one for item in read_points(body, title, texts).items for one in item.decisions]
    return {one.number or n: one for n, one in enumerate(decisions, 1)}


def _point(text: str, read: Decision | None) -> Point:
    if read is None:
        return Point(text, "other")
    return Point(
        text, read.act, None if read.by is None else read.by.value, None if read.to is None else read.to.value,
        tuple(one.value for one in read.via), read.inner,
        tuple(Condition(one.kind, None if one.on is None else one.on.value, one.text.value) for one in read.conditions),
        tuple(Fulfilled(one.date, one.section) for one in read.fulfils),
    )  # fmt: skip
