"""HTML bytes in, what the page says out, by lxml: blocks as lines, list items with their marks, tables as lines.

Scripts, styles, menus and hidden parts are left out. No tree is built, so memory does not grow with the markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.findings import Finding
from samverkan.outside.encodings import decode, decode_marked
from samverkan.outside.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEFT_OUT = {
    "script", "style", "nav", "noscript", "template", "button", "select", "textarea", "svg", "math", "iframe",
    "object", "audio", "video", "canvas", "map", "dialog",
}  # fmt: skip
_PARAGRAPHS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "section", "article",
    "main", "header", "footer", "aside", "fieldset", "form", "hr", "figure", "address", "details", "title", "body",
}  # fmt: skip
_LINES = {
    "div", "li", "br", "dt", "dd", "caption", "figcaption", "legend", "summary", "option", "thead", "tbody", "tfoot",
}  # fmt: skip
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
}  # fmt: skip
_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHUNK = 1 << 16


def read_html(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text of the page, and what was wrong with its encoding; UnreadableError `too_large` past the limit for text."""
    from lxml import etree

    raw, findings = _as_utf8(data)
    page = _Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", recover=True, huge_tree=True)
    for start in range(0, len(raw), _CHUNK):
        parser.feed(raw[start : start + _CHUNK])
    parser.close()
    return page.layout.text(), findings


def _as_utf8(data: bytes) -> tuple[bytes, tuple[Finding, ...]]:
    """The markup in UTF-8, from what its byte order mark says, else what it says of itself, else what it looks like."""
    said = _CHARSET.search(data, 0, 4096) or _XML_ENCODING.match(data)
    if said is not None and decode_marked(data[:4]) is None:
        name = said[1].decode("ascii").lower()
        if name in ("iso-8859-1", "latin1", "us-ascii", "ascii"):
            name = "cp1252"  # as every browser takes it
        try:
            return data.decode(name).encode("utf-8", "replace"), ()
        except (LookupError, ValueError):
            pass  # it says wrong of itself
    markup, findings = decode(data)
    return markup.encode("utf-8", "replace"), tuple(Finding(one.code, one.values) for one in findings)


class _Page:
    """What lxml calls while it reads."""

    def __init__(self) -> None:
        self.layout = Layout()
        self._skipped: list[str] = []
        self._as_is = 0
        self._lists: list[int | None] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins, `tag` in small letters; one that readers do not see is skipped with all it holds."""
        if self._skipped:
            if tag == self._skipped[0]:
                self._skipped.append(tag)
            return
        if (tag in _LEFT_OUT or _is_hidden(attributes)) and tag not in _VOID:
            self._skipped.append(tag)
            return
        if tag == "tr":
            self.layout.begin_row()
        elif tag in _PARAGRAPHS:
            self.layout.blank_line()
        elif tag in _LINES:
            self.layout.end_line()
        if tag in ("ul", "ol"):
            self._lists.append(_first_number(attributes) if tag == "ol" else None)
        elif tag == "li" and self._lists:
            self._mark_item()
        elif tag == "pre":
            self._as_is += 1

    def end(self, tag: str) -> None:
        """An element ends; lxml ends those that the page leaves open."""
        if self._skipped:
            if tag == self._skipped[0]:
                self._skipped.pop()
            return
        if tag in ("td", "th"):
            self.layout.end_cell()
        elif tag == "tr":
            self.layout.end_row()
        elif tag == "pre":
            self.layout.end_line(as_is=True)
            self._as_is = max(0, self._as_is - 1)
            self.layout.blank_line()
        elif tag in _PARAGRAPHS:
            self.layout.blank_line()
        elif tag in _LINES and tag != "br":
            self.layout.end_line()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()

    def data(self, text: str) -> None:
        """Characters between tags, entities resolved; they may come in several pieces."""
        if self._skipped:
            return
        if not self._as_is:
            self.layout.words(text)
            return
        *ended, rest = text.split("\n")
        for line in ended:
            self.layout.words(line)
            self.layout.end_line(as_is=True, keep_empty=True)
        if rest:
            self.layout.words(rest)

    def comment(self, text: str) -> None:
        """Nothing: a comment says nothing to the reader of the page."""

    def close(self) -> None:
        """The end of the page."""

    def _mark_item(self) -> None:
        number = self._lists[-1]
        if number is None:
            self.layout.words("• ")
        else:
            self.layout.words(f"{number}. ")
            self._lists[-1] = number + 1


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return bool(attributes) and (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") == "navigation"
        or ("style" in attributes and _HIDDEN.search(attributes["style"]) is not None)
    )


def _first_number(attributes: Mapping[str, str]) -> int:
    start = attributes.get("start", "1")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
