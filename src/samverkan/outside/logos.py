"""A picture for the head of a paper, checked: its bytes in, nothing out, or why it cannot stand there.

A paper says only what it says in words: a picture has no letters, fetches nothing and runs nothing. A certified extract may have no
picture larger than a tenth of the page (docs/extract.md), so that a picture is not many times as wide as it is high.
"""

from __future__ import annotations

import re
from typing import Final

from samverkan.core.findings import SamverkanError

LARGEST: Final = 512 << 10
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_MOST_PIXELS: Final = 2000
_WIDEST: Final = 8
_REFUSED: Final = frozenset(
    {
        "script",
        "foreignObject",
        "image",
        "text",
        "tspan",
        "textPath",
        "style",
        "a",
        "animate",
        "set",
        "animateTransform",
    }
)
_SIZE: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px|pt|mm|cm|in)?\s*")


class LogoError(SamverkanError):
    """The picture cannot stand on a paper; the code says why (domain `actions`)."""


def check_logo(data: bytes) -> str:
    """ "png" or "svg". LogoError where it is neither, too large, of an odd shape, or holds what no paper may."""
    if len(data) > LARGEST:
        raise LogoError("logo_large", most=LARGEST >> 10)
    if data.startswith(_PNG):
        width, height = _png_size(data)
        kind = "png"
    elif data.lstrip()[:5] in (b"<svg ", b"<?xml", b"<svg\n", b"<svg>"):
        width, height = _svg_size(data)
        kind = "svg"
    else:
        raise LogoError("logo_no_picture")
    if width <= 0 or height <= 0 or width > _WIDEST * height:
        raise LogoError("logo_shape", most=_WIDEST)
    return kind


def _png_size(data: bytes) -> tuple[float, float]:
    """What the header says (ISO/IEC 15948, 11.2.2)."""
    if data[12:16] != b"IHDR" or len(data) < 33:
        raise LogoError("logo_no_picture")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if max(width, height) > _MOST_PIXELS:
        raise LogoError("logo_pixels", most=_MOST_PIXELS)
    return width, height


def _svg_size(data: bytes) -> tuple[float, float]:
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise LogoError("logo_more_than_shapes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise LogoError("logo_no_picture") from None
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        name = etree.QName(one).localname
        fetched = any(_fetches(etree.QName(key).localname, str(value)) for key, value in one.attrib.items())
        if name in _REFUSED or fetched:
            raise LogoError("logo_more_than_shapes")
    if etree.QName(root).localname != "svg":
        raise LogoError("logo_no_picture")
    box = str(root.get("viewBox", "")).replace(",", " ").split()
    sides = box[2:4] if len(box) == 4 else [str(root.get("width", "")), str(root.get("height", ""))]
    found = [_SIZE.fullmatch(side) for side in sides]
    if len(found) != 2 or not all(found):
        raise LogoError("logo_shape", most=_WIDEST)
    width, height = (float(one[1]) for one in found if one)
    return width, height


def _fetches(name: str, value: str) -> bool:
    """Whether an attribute points out of the picture, or acts."""
    if name == "href":
        return not value.startswith("#")
    return name.startswith("on") or bool(re.search(r"url\(\s*['\"]?(?!#)", value))
