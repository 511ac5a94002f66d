"""Spans of a PDF's text in, where their words stand out: page numbers and rectangles, one for each line.

Made on demand, for what a person looks at: only the pages that hold the spans are opened.
"""

from __future__ import annotations

import ctypes
import math
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.core.sources import Span
from samverkan.outside.files import fetch
from samverkan.outside.pdf import HYPHENS, PAGE_BREAK, opened, page_text, readable, text_page

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from samverkan.core.sources import Document

_Box = tuple[float, float, float, float]
_FINE = 100  # pdfium tells whole units only: ask in hundredths of a point


class Rectangle(NamedTuple):
    """Part of a page, in points from the top left corner of the page as it is shown; pages count from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Position(NamedTuple):
    """A span and where its words stand, line by line in reading order."""

    span: Span
    rectangles: tuple[Rectangle, ...]


def positions(
    path: str | os.PathLike[str] | bytes, spans: Iterable[Span], *, document: Document | None = None
) -> tuple[Position, ...]:
    """Where each span of the document's text stands; no rectangles for a document that is no PDF.

    `path` may also be the bytes of a PDF. With the `document` that was opened from it, only pages with spans are read.
    """
    asked = [Span(*span) for span in spans]
    data = path if isinstance(path, bytes) else _pdf_bytes(path)
    if data is None:
        return tuple(Position(span, ()) for span in asked)
    found: list[list[Rectangle]] = [[] for _ in asked]
    with opened(data) as (pdfium, handle):
        starts = _page_starts(pdfium, handle, document)
        for number, start in enumerate(starts):
            end = starts[number + 1] - len(PAGE_BREAK) if number + 1 < len(starts) else None
            here = [at for at, span in enumerate(asked) if span.end > start and (end is None or span.start < end)]
            if not here:
                continue
            with text_page(pdfium, handle, number) as handles:
                if handles is None:
                    continue
                page = _PageText(pdfium, *handles)
                for at in here:
                    local = Span(max(asked[at].start - start, 0), asked[at].end - start)
                    found[at].extend(Rectangle(number + 1, *box) for box in page.boxes(local))
    return tuple(Position(span, tuple(boxes)) for span, boxes in zip(asked, found, strict=True))


def _pdf_bytes(path: str | os.PathLike[str]) -> bytes | None:
    import os

    kind, data = fetch(os.fspath(path))
    return data if kind == "pdf" else None


def _page_starts(pdfium: Any, handle: Any, document: Document | None) -> list[int]:
    """The offset at which the text of each page begins."""
    if document is not None:
        pieces = document.text.split(PAGE_BREAK)
    else:
        pieces = []
        for number in range(pdfium.FPDF_GetPageCount(handle)):
            with text_page(pdfium, handle, number) as handles:
                pieces.append("" if handles is None else readable(page_text(pdfium, handles[1])))
    return [0, *accumulate(len(piece) + len(PAGE_BREAK) for piece in pieces[:-1])]


class _PageText:
    """One open page: its text as `read_pdf` gives it, and for each character where pdfium keeps it."""

    def __init__(self, pdfium: Any, page: Any, text: Any) -> None:
        self._pdfium, self._page, self._text_page = pdfium, page, text
        raw = page_text(pdfium, text)
        self._text = readable(raw)
        self._at: list[int] = []
        unit = 0
        for char in raw.replace("\r\n", "\n\x01"):  # the mark keeps the count of units: \r\n is two of them
            if char == "\x01":
                unit += 1
                continue
            self._at.extend([unit] * (2 if char in HYPHENS else 1))
            unit += 2 if char > "\uffff" else 1
        self._width = max(1, round(pdfium.FPDF_GetPageWidthF(page) * _FINE))
        self._height = max(1, round(pdfium.FPDF_GetPageHeightF(page) * _FINE))

    def boxes(self, span: Span) -> Iterator[_Box]:
        """Left, top, right and bottom of each line of the span."""
        start = span.start
        for line in self._text[span.start : span.end].split("\n"):
            bare = line.strip()
            if bare:
                first = start + line.index(bare)
                yield from self._line(first, first + len(bare) - 1)
            start += len(line) + 1

    def _line(self, first: int, last: int) -> Iterator[_Box]:
        pdfium = self._pdfium
        begin = pdfium.FPDFText_GetCharIndexFromTextIndex(self._text_page, self._at[first])
        end = pdfium.FPDFText_GetCharIndexFromTextIndex(self._text_page, self._at[last])
        if begin < 0 or end < begin:
            return
        upright = abs(math.sin(pdfium.FPDFText_GetCharAngle(self._text_page, begin))) < 0.5
        joined: list[_Box] = []
        for at in range(pdfium.FPDFText_CountRects(self._text_page, begin, end - begin + 1)):
            box = self._box(at)
            if joined and _on_one_line(joined[-1], box, upright=upright):
                a = joined[-1]
                joined[-1] = (min(a[0], box[0]), min(a[1], box[1]), max(a[2], box[2]), max(a[3], box[3]))
            else:
                joined.append(box)
        for low_x, low_y, high_x, high_y in joined:
            (x1, y1), (x2, y2) = self._shown(low_x, low_y), self._shown(high_x, high_y)
            yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def _box(self, at: int) -> _Box:
        """A rectangle of the words last asked for, in the page's own coordinates: the least x and y, the greatest."""
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        self._pdfium.FPDFText_GetRect(self._text_page, at, left, top, right, bottom)
        return left.value, bottom.value, right.value, top.value

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """The point on the page as it is shown, rotated and cropped."""
        across, down = ctypes.c_int(), ctypes.c_int()
        self._pdfium.FPDF_PageToDevice(self._page, 0, 0, self._width, self._height, 0, x, y, across, down)
        return across.value / _FINE, down.value / _FINE


def _on_one_line(one: _Box, other: _Box, *, upright: bool) -> bool:
    """Whether two boxes stand on one line: across it they share at least half of the smaller one."""
    low, high = (1, 3) if upright else (0, 2)
    shared = min(one[high], other[high]) - max(one[low], other[low])
    return shared * 2 >= min(one[high] - one[low], other[high] - other[low])
