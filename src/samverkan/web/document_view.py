"""A document on a page: the original as it looks, with words marked, one page at a time.

In: a document and marks, each a span and the fact it belongs to. Out: a `DocumentView`, which `web/document_view.html`
shows. A PDF is a picture of its page with the marks drawn over it, and its text; any other is its text.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.findings import Finding, UnreadableError
from samverkan.outside.pdf import PAGE_BREAK
from samverkan.outside.pictures import WIDTHS, sheet
from samverkan.store import blobs
from samverkan.store.models import Rendition
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samverkan.core.sources import Span
    from samverkan.store.models import Document
    from samverkan.words import Language

_PART: Final = 60_000
"""How much text is shown at once of a document that is no PDF."""


class Mark(NamedTuple):
    """Words to mark, and the fact they belong to ("0.3"); "" where they are only shown."""

    span: Span
    fact: str = ""


class Piece(NamedTuple):
    """Text as it stands. `facts` None: not marked; else those that its words belong to, parted by spaces."""

    text: str
    facts: str | None
    first: bool


class Box(NamedTuple):
    """A rectangle on the page, in points, as SVG writes it."""

    x: str
    y: str
    width: str
    height: str


class Shape(NamedTuple):
    """The rectangles of one mark."""

    fact: str
    boxes: Sequence[Box]
    first: bool


class DocumentView(NamedTuple):
    """One page of a document. `flaw`: why there is no picture, or nothing at all; `places`: on which page each fact is.

    `start`: where the page's text begins in the whole.
    """

    document: Document
    picture: bool
    widths: Sequence[int]
    page: int
    pages: int
    label: str
    width: str
    height: str
    shapes: Sequence[Shape]
    pieces: Sequence[Piece]
    flaw: str
    places: Mapping[str, int]
    start: int


def document_view(
    document: Document, marks: Iterable[Mark], *, page: int | None, language: Language
) -> DocumentView:  # fmt: skip
    """The page asked for; where none is, the one with the first of the marks."""
    rendition = Rendition.objects.filter(content=document.content_id).first()
    text = "" if rendition is None else rendition.text
    pdf = document.content.kind == "pdf"
    starts = _page_starts(text) if pdf else _part_starts(text)
    kept = sorted({one for one in marks if 0 <= one.span.start < one.span.end <= len(text)})
    places = {one.fact: bisect_right(starts, one.span.start) for one in reversed(kept)}
    number = page or (bisect_right(starts, kept[0].span.start) if kept else 1)
    pages, flaw, width, height, shapes = len(starts), "", 0.0, 0.0, []
    if pdf:
        here = [one for one in kept if _on(one.span, starts, number)]
        try:
            seen = sheet(blobs.fetch(document.content_id), text, number, [one.span for one in here])
            number, pages, width, height = seen.page, max(seen.pages, 1), seen.width, seen.height
            shapes = _shapes(here, seen.boxes)
        except UnreadableError as error:
            flaw = say_finding(Finding(error.code, {**error.values, "source": _name(document)}), language)
    number = max(1, min(number, pages))
    start, end = _bounds(starts, number, len(text), len(PAGE_BREAK) if pdf else 0)
    pieces = list(_pieces(text, start, end, kept)) if number <= len(starts) else []
    label = "" if rendition is None else _label(rendition, start)
    return DocumentView(
        document, width > 0, WIDTHS, number, pages, label, f"{width:.2f}", f"{height:.2f}", shapes, pieces, flaw,
        places, start,
    )  # fmt: skip


def _name(document: Document) -> str:
    return document.particulars.file_name


def _page_starts(text: str) -> list[int]:
    starts, at = [0], 0
    while (at := text.find(PAGE_BREAK, at)) >= 0:
        at += len(PAGE_BREAK)
        starts.append(at)
    return starts


def _part_starts(text: str) -> list[int]:
    """Parts of a length to read, each beginning a line where a line ends anywhere in it."""
    starts = [0]
    while len(text) - starts[-1] > _PART:
        line = text.rfind("\n", starts[-1] + 1, starts[-1] + _PART)
        starts.append(line + 1 if line > 0 else starts[-1] + _PART)
    return starts


def _bounds(starts: list[int], number: int, length: int, between: int) -> tuple[int, int]:
    if number > len(starts):
        return length, length
    return starts[number - 1], starts[number] - between if number < len(starts) else length


def _on(span: Span, starts: list[int], number: int) -> bool:
    start, end = _bounds(starts, number, span.end, 0)
    return span.start < end and span.end > start


def _shapes(marks: list[Mark], boxes: list[list[tuple[float, float, float, float]]]) -> list[Shape]:
    shapes: list[Shape] = []
    for mark, found in zip(marks, boxes, strict=True):
        if found:
            drawn = [
                Box(f"{left - 1:.2f}", f"{top - 1.5:.2f}", f"{right - left + 2:.2f}", f"{bottom - top + 3:.2f}")
                for left, top, right, bottom in found  # a little air around the letters
            ]
            shapes.append(Shape(mark.fact, drawn, first=not shapes))
    return shapes


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> Iterable[Piece]:
    """The text cut wherever a mark begins or ends: marks may overlap, a piece belongs to all that hold it."""
    here = [one for one in marks if one.span.start < end and one.span.end > start]
    cuts = sorted(
        {start, end, *(max(one.span.start, start) for one in here), *(min(one.span.end, end) for one in here)}
    )
    first = True
    for begin, until in itertools.pairwise(cuts):
        inside = [one for one in here if one.span.start <= begin and one.span.end >= until]
        facts = " ".join(dict.fromkeys(one.fact for one in inside)) if inside else None
        yield Piece(text[begin:until], facts, first=bool(inside) and first)
        first = first and not inside


def _label(rendition: Rendition, start: int) -> str:
    """The page's number as printed on it."""
    for begin, end, label in rendition.pages:
        if begin <= start < end:
            return str(label or "")
    return ""
