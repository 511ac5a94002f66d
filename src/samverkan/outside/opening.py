"""A path or bytes in, a `Document` and the findings of opening it out; whatever cannot be read is an UnreadableError.

The text is the one every span counts: a text file's decoded content, line ends and all, or what the PDF, DOCX or HTML
says.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from samverkan.core.findings import Finding, UnreadableError
from samverkan.core.reading.values import Reading
from samverkan.core.sources import Document
from samverkan.outside.encodings import decode
from samverkan.outside.files import STDIN, TEXT_LIMIT, fetch, too_large
from samverkan.outside.kinds import HEAD, kind_of
from samverkan.outside.language import language_findings
from samverkan.outside.pages import pages_of

if TYPE_CHECKING:
    from samverkan.outside.kinds import Kind

Findings = tuple[Finding, ...]


def open_document(path: str | os.PathLike[str]) -> tuple[Document, Findings]:
    """The document at the path ("-" is standard input) and what is wrong with it."""
    source = os.fspath(path)
    try:
        kind, data = fetch(source)
        return _document(source, kind, data)
    except UnreadableError as error:
        error.values.setdefault("source", source)
        raise


def open_bytes(data: bytes, source: str) -> tuple[Document, Findings]:
    """The same for bytes already at hand; `source` is what to call them."""
    try:
        return _document(source, kind_of(data[:HEAD]), data)
    except UnreadableError as error:
        error.values.setdefault("source", source)
        raise


def unread(source: str, error: UnreadableError) -> Reading:
    """The reading of a document that could not be read: its bytes' hash, where it can be opened, and why it was not read."""
    return Reading(Document(source, _sha256(source), ""), "unknown", findings=(Finding(error.code, error.values),))


def _sha256(path: str) -> str:
    """The hash of the file's bytes, however many; "" for what is no file or cannot be opened, and for standard input."""
    try:
        if path == STDIN or not os.path.isfile(path):
            return ""
        with open(path, "rb", buffering=0) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def _document(source: str, kind: Kind, data: bytes) -> tuple[Document, Findings]:
    text, findings = _text(kind, data)
    if len(text) > TEXT_LIMIT:
        raise too_large(None, TEXT_LIMIT)
    if not text or text.isspace():
        raise UnreadableError("empty_document")
    findings = tuple(
        Finding(found.code, {"source": source, **found.values}, found.span)
        for found in (*findings, *language_findings(text))
    )
    return Document(
        source, hashlib.sha256(data).hexdigest(), text, pages_of(text, by_form_feed=kind == "pdf")
    ), findings


def _text(kind: Kind, data: bytes) -> tuple[str, Findings]:
    if kind == "pdf":
        from samverkan.outside.pdf import read_pdf

        return read_pdf(data)
    if kind == "docx":
        from samverkan.outside.docx import read_docx

        return read_docx(data)
    if kind == "html":
        from samverkan.outside.html import read_html

        return read_html(data)
    return decode(data)
