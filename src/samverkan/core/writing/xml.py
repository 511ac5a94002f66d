"""XML written with Python alone: elements in, bytes out, whatever signs the values hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

if TYPE_CHECKING:
    from datetime import datetime
    from xml.etree.ElementTree import Element

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The signs that XML 1.0 cannot hold, however they are written."""


def plain(text: str) -> str:
    """The text as XML can hold it: a sign that it cannot is shown to have been there."""
    return _NO_XML.sub("\ufffd", text)


def add(parent: Element, tag: str, text: str = "", /, **attributes: str) -> Element:
    """A new element last in another; an attribute's name ends with _ where Python keeps the word, and has __ for a colon."""
    named = {name.rstrip("_").replace("__", ":"): plain(value) for name, value in attributes.items()}
    made = ElementTree.SubElement(parent, tag, named)
    if text:
        made.text = plain(text)
    return made


def written(root: Element) -> bytes:
    """The document, indented, with its declaration."""
    ElementTree.indent(root)
    out: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return out + b"\n"


def moment(at: datetime) -> str:
    """A moment as XML Schema writes it."""
    return at.isoformat(timespec="seconds")
