"""The first bytes in, the kind of document out: told from the content, never from the name.

Every supported file is one of `Kind`; anything else is an UnreadableError that says what it is and what to do.
"""

from __future__ import annotations

import re
from typing import Literal

from samverkan.core.findings import UnreadableError
from samverkan.outside.encodings import decode_marked

Kind = Literal["text", "html", "pdf", "docx"]

HEAD = 4096
"""How many bytes of the beginning tell the kind."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (_OLE, "old_word"),
    (b"{\\rtf", "rtf"),
    (b"PK\x05\x06", "zip"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"%!PS", "postscript"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,9}"
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|div|p|h[1-6]|table|article|section|main|ul|ol|span|script|style)\b)",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = dict.fromkeys({*range(32), 0x7F} - set(b"\t\n\r\f\x0b\x1b\x1a\x02\x1e\x1f"))


def kind_of(head: bytes) -> Kind:
    """The kind of the document whose first `HEAD` bytes these are (all of them, where it is shorter)."""
    if not head.strip(b" \t\r\n\f\x00\xef\xbb\xbf"):
        raise UnreadableError("empty_document")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_ZIP):
        return "docx"  # what the archive holds is told when it is opened
    if head.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in head:
        raise UnreadableError("docx_encrypted")
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise UnreadableError(f"unsupported_{what}")
    start = _beginning(head)
    if start is None:
        raise UnreadableError("not_text")
    return "html" if _HTML.match(start) else "text"


def _beginning(head: bytes) -> str | None:
    """The beginning as characters, enough to see a tag; None where the bytes are no text."""
    marked = decode_marked(head)
    text = head.decode("latin-1") if marked is None else marked
    return None if len(text.translate(_CONTROL)) < len(text) * 0.98 else text
