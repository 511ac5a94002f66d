"""A PDF and the number of a page in, the page as a picture (PNG) and the places of words on it out.

pdfium is at work here on whatever somebody sent in: in a copy that may take only so much memory and time, and never beside a
thread (`readers.elsewhere`). Pages count from 1; places are in points from the top left corner of the page as shown.
"""

from __future__ import annotations

import struct
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.findings import UnreadableError
from samverkan.core.sources import Document, Span
from samverkan.outside.guard import guarded
from samverkan.outside.pdf import opened
from samverkan.outside.positions import positions
from samverkan.outside.readers import elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTHS: Final = (600, 1200, 2000)
"""How wide a picture may be asked for, in pixels."""

_MOST_PIXELS: Final = 24_000_000
_SECONDS: Final = 60
_PACKING: Final = 3

Box = tuple[float, float, float, float]


class Sheet(NamedTuple):
    """A page, of so many, its size, and for each span asked about the boxes of its words: left, top, right, bottom."""

    page: int
    pages: int
    width: float
    height: float
    boxes: list[list[Box]]


def picture(data: bytes, page: int, *, width: int) -> bytes:
    """The page as a PNG so many pixels wide; UnreadableError where it cannot be drawn."""
    return elsewhere(partial(_guarded_picture, data, page, width), _SECONDS)


def sheet(data: bytes, text: str, page: int, spans: Iterable[Span]) -> Sheet:
    """The page, or the last where there are fewer, and where the words of the spans stand; `text` is the document's."""
    return Sheet(*elsewhere(partial(_guarded_sheet, data, text, page, list(spans)), _SECONDS))


def _guarded_picture(data: bytes, page: int, width: int) -> bytes:
    drawn: bytes = guarded([partial(_picture, data, page, width)], seconds=_SECONDS)[0]
    return drawn


def _guarded_sheet(data: bytes, text: str, page: int, spans: list[Span]) -> Any:
    return guarded([partial(_sheet, data, text, page, spans)], seconds=_SECONDS)[0]


def _picture(data: bytes, number: int, width: int) -> bytes:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()  # what is filled in is part of how the page looks
        page = document[number - 1]
        across, down = page.get_size()
        scale = min(width / max(across, 1), (_MOST_PIXELS / max(across * down, 1)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True)
    except (pypdfium2.PdfiumError, IndexError):
        raise UnreadableError("pdf_damaged") from None
    return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)


def _png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """Red, green and blue (or one grey) a pixel, as a PNG (ISO/IEC 15948)."""
    rows = b"".join(b"\0" + pixels[at : at + width * channels] for at in range(0, stride * height, stride))
    colour = {1: 0, 3: 2, 4: 6}[channels]
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, _PACKING)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


def _sheet(data: bytes, text: str, number: int, spans: list[Span]) -> tuple[int, int, float, float, list[list[Box]]]:
    with opened(data) as (pdfium, document):
        count = int(pdfium.FPDF_GetPageCount(document))
        number = max(1, min(number, count))
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            raise UnreadableError("pdf_damaged")
        size = float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))
        pdfium.FPDF_ClosePage(page)
    found = positions(data, spans, document=Document("", "", text)) if spans else ()
    boxes = [[tuple(box[1:]) for box in one.rectangles if box.page == number] for one in found]
    return number, count, *size, boxes  # type: ignore[return-value]  # four numbers each
