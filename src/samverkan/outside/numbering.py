"""The numbering and styles of a DOCX in, the printed mark of each paragraph out: "1.", "a)", "§ 12", "•".

Word keeps the marks of lists apart from their text; without them no point of a decision has a number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BULLET = "•"
_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _List:
    abstract: str
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of each list as they come."""

    def __init__(self, numbering: bytes, styles: bytes) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str | None, int | None, str | None]] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()
        for node in _nodes(numbering):
            name = _local(node)
            if name == "abstractNum":
                self._levels[_value(node, "abstractNumId")] = dict(map(_level, _children(node, "lvl")))
            elif name == "num":
                abstract = next((_value(child) for child in _children(node, "abstractNumId")), "")
                self._lists[_value(node, "numId")] = _List(abstract, dict(_restarts(node)))
        for node in _nodes(styles):
            if _local(node) == "style":
                self._styles[_value(node, "styleId")] = _style(node)

    def mark(self, style: str | None, number: str | None, level: int | None) -> str:
        """The mark of the next paragraph of that style, list and level, counted up; "" where it has none."""
        if number is None:
            number, styled = self._of_style(style)
            level = styled if level is None else level
        level = min(max(level or 0, 0), _LEVELS - 1)
        used = self._lists.get(number or "0")
        levels = self._levels.get(used.abstract) if used else None
        if used is None or levels is None or level not in levels:
            return ""
        counts = self._counts.setdefault(used.abstract, [0] * _LEVELS)
        if number not in self._begun and number is not None:
            self._begun.add(number)
            for at, start in used.restarts.items():
                counts[at] = start - 1
        for at in range(level):
            counts[at] = counts[at] or _start(levels, at)
        counts[level] = counts[level] + 1 if counts[level] or level in used.restarts else _start(levels, level)
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if levels[level].format == "bullet":
            return BULLET
        text = levels[level].text
        for at in range(level + 1):
            shown = levels[at].format if at in levels else "decimal"
            text = text.replace(f"%{at + 1}", _written(counts[at], shown))
        return text.strip()

    def _of_style(self, style: str | None) -> tuple[str | None, int | None]:
        """The list and level that a style gives its paragraphs, by itself or by what it is based on."""
        level = None
        for _ in range(_LEVELS):
            number, own_level, base = self._styles.get(style or "", (None, None, None))
            level = own_level if level is None else level
            if number is not None or base is None:
                return number, level
            style = base
        return None, level


def _nodes(xml: bytes) -> list[Any]:
    """The elements just below the root; none where the part is missing or broken: a paper without marks can be read."""
    from lxml import etree

    if not xml or b"<!DOCTYPE" in xml:
        return []
    try:
        return list(etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True)))
    except etree.XMLSyntaxError:
        return []


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _children(node: Any, name: str) -> Iterator[Any]:
    return (child for child in node if _local(child) == name)


def _value(node: Any, name: str = "val") -> str:
    return next((str(value) for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def _level(node: Any) -> tuple[int, _Level]:
    level = _Level()
    for child in node:
        name = _local(child)
        if name == "start":
            level.start = _number(_value(child), 1)
        elif name == "numFmt":
            level.format = _value(child)
        elif name == "lvlText":
            level.text = _value(child)[:40]
    return _number(_value(node, "ilvl"), 0), level


def _restarts(node: Any) -> Iterator[tuple[int, int]]:
    for override in _children(node, "lvlOverride"):
        for start in _children(override, "startOverride"):
            yield min(_number(_value(override, "ilvl"), 0), _LEVELS - 1), _number(_value(start), 1)


def _style(node: Any) -> tuple[str | None, int | None, str | None]:
    number = level = base = None
    for child in node:
        if _local(child) == "basedOn":
            base = _value(child)
        elif _local(child) == "pPr":
            for part in (part for numbering in _children(child, "numPr") for part in numbering):
                if _local(part) == "numId":
                    number = _value(part)
                elif _local(part) == "ilvl":
                    level = _number(_value(part), 0)
    return number, level, base


def _start(levels: dict[int, _Level], at: int) -> int:
    return levels[at].start if at in levels else 1


def _written(number: int, how: str) -> str:
    if how in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letter.upper() if how == "upperLetter" else letter
    if how in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = ""
        for worth, sign in _ROMAN:
            roman += sign * (number // worth)
            number %= worth
        return roman.upper() if how == "upperRoman" else roman
    if how == "none":
        return ""
    return str(number)
