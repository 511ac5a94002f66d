"""PDF bytes in, the text of its pages out, by pdfium: in copies of this process that may take only so much memory.

Pages are parted by a form feed on a line of its own, lines by a newline; a hyphen at a line's end is "-" and a newline,
where pdfium writes one mark. `positions` maps back.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from samverkan.core.findings import Finding, UnreadableError
from samverkan.outside.files import MEGABYTE, TEXT_LIMIT, too_large
from samverkan.outside.guard import can_copy, guarded, spare_cores

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE_BREAK = "\n\f\n"
"""What parts the texts of two pages."""

HYPHENS = ("\ufffe", "\x02")
"""pdfium's marks for a hyphen that ends a line."""

_MOST_PAGES = 50_000
_MOST_PARTS = 4
_WORTH_A_PART = 256 * 1024
"""Bytes of a PDF for which one more core pays for itself."""

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY
_INFLATED_LIMIT = 256 * MEGABYTE
_COULD_BURST = _INFLATED_LIMIT // 1032  # deflate never grows more than 1,032 times
_ENDING = re.compile(rb"endstream")
_CLAIM = re.compile(rb"/Count\s{1,9}0{0,9}([1-9][0-9]{6,20})")
_BEYOND = 0xFFFFF
"""From so many pages on pdfium takes no notice of what the page tree says of their number."""


def read_pdf(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text of every page, and findings on pages without text or that cannot be read."""
    import pypdfium2.raw  # noqa: F401 - here, so that the copies that read need not load it

    refuse_hostile(data)
    parts = min(_MOST_PARTS, spare_cores(), len(data) // _WORTH_A_PART + 1) if can_copy() else 1
    answers = guarded([partial(_read_part, data, part, parts) for part in range(parts)])
    texts: list[str] = [text for answer in answers for text in answer[0]]
    silent: list[int] = [page for answer in answers for page in answer[1]]
    broken: list[int] = [page for answer in answers for page in answer[2]]
    if len(silent) + len(broken) == len(texts):
        raise UnreadableError("pdf_without_text" if silent else "pdf_damaged", pages=len(texts))
    findings = []
    if silent:
        findings.append(Finding("pages_without_text", {"pages": silent}))
    if broken:
        findings.append(Finding("pages_unreadable", {"pages": broken}))
    if b"%%EOF" not in data[-2048:]:
        findings.append(Finding("pdf_truncated", {"pages": len(texts)}))
    return PAGE_BREAK.join(texts), tuple(findings)


def _read_part(data: bytes, part: int, parts: int) -> tuple[list[str], list[int], list[int]]:
    """One of so many parts of the pages: their texts, and the numbers of those without text and of those that are broken."""
    texts: list[str] = []
    silent: list[int] = []
    broken: list[int] = []
    room = TEXT_LIMIT
    with opened(data) as (pdfium, document):
        count = pdfium.FPDF_GetPageCount(document)
        if count > _MOST_PAGES:
            raise _too_many_pages(count)
        for number in range(count * part // parts, count * (part + 1) // parts):
            raw = _raw_text(pdfium, document, number)
            text = readable(raw or "")
            if raw is None:
                broken.append(number + 1)
            elif not text or text.isspace():
                silent.append(number + 1)
            texts.append(text)
            room -= len(text) + len(PAGE_BREAK)
            if room < 0:
                raise too_large(None, TEXT_LIMIT)
    return texts, silent, broken


def readable(raw: str) -> str:
    """The text of a page as `read_pdf` gives it, from the one pdfium gives."""
    text = raw.replace("\r\n", "\n")
    for mark in HYPHENS:
        text = text.replace(mark, "-\n")
    return text.replace("\f", " ").replace("\x00", "\ufffd")


@contextmanager
def opened(data: bytes) -> Iterator[tuple[Any, Any]]:
    """The raw interface of pdfium and the document, open while the block runs."""
    import pypdfium2.raw as pdfium

    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        wrong = pdfium.FPDF_GetLastError()
        raise UnreadableError("pdf_encrypted" if wrong in (_PASSWORD, _SECURITY) else "pdf_damaged")
    try:
        yield pdfium, document
    finally:
        pdfium.FPDF_CloseDocument(document)


@contextmanager
def text_page(pdfium: Any, document: Any, number: int) -> Iterator[tuple[Any, Any] | None]:
    """The page (counted from 0) and its text, open while the block runs; None where pdfium cannot load it."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        yield None
        return
    try:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            yield None
            return
        try:
            yield page, text
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)


def page_text(pdfium: Any, text: Any) -> str:
    """The text as pdfium has it of an open text page."""
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = pdfium.FPDFText_GetText(text, 0, count, buffer)
    return bytes(memoryview(buffer)[: max(written - 1, 0)]).decode("utf-16-le", "replace")


def _raw_text(pdfium: Any, document: Any, number: int) -> str | None:
    with text_page(pdfium, document, number) as handles:
        return None if handles is None else page_text(pdfium, handles[1])


def refuse_hostile(data: bytes) -> None:
    """Refuse, before anything reads it, what is made to take all memory; UnreadableError says which way."""
    _refuse_bomb(data)
    _refuse_claim(data)


def _refuse_bomb(data: bytes) -> None:
    """Refuse a stream that inflates beyond measure before pdfium gives it memory; only long streams can."""
    start = 0
    for ending in _ENDING.finditer(data):
        begin = data.rfind(b"stream", start, ending.start())
        start = ending.end()
        if begin < 0 or ending.start() - begin < _COULD_BURST:
            continue
        body = memoryview(data)[begin + len(b"stream") : ending.start()]
        if _inflated_above(bytes(body[:_COULD_BURST]).lstrip(b"\r\n")[:2], body):
            raise UnreadableError("pdf_too_large", limit=_INFLATED_LIMIT // MEGABYTE)


def _refuse_claim(data: bytes) -> None:
    """Refuse a page tree that says it has more pages than pdfium can count."""
    claimed = max((int(count) for count in _CLAIM.findall(data)), default=0)
    if claimed >= _BEYOND:
        raise _too_many_pages(claimed)


def _too_many_pages(count: int) -> UnreadableError:
    return UnreadableError("too_many_pages", count=count, limit=_MOST_PAGES)


def _inflated_above(head: bytes, body: memoryview) -> bool:
    if head[:1] != b"\x78":
        return False
    inflate = zlib.decompressobj()
    waiting, total = bytes(body).lstrip(b"\r\n"), 0
    try:
        while waiting and not inflate.eof:
            total += len(inflate.decompress(waiting, MEGABYTE))
            waiting = inflate.unconsumed_tail
            if total > _INFLATED_LIMIT:
                return True
    except zlib.error:
        return False
    return False
