"""The bytes of a list (CSV) in, its headings and rows out, each row with the line it begins on.

Semicolons, commas or tabs; any encoding that `encodings` tells. What is no table is a TableError with a code.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import Final, NamedTuple

from samverkan.core.findings import SamverkanError
from samverkan.outside.encodings import decode, decode_marked

MOST_ROWS: Final = 200_000
_DELIMITERS: Final = ";\t,|"
_FIELD: Final = 1 << 20


class TableError(SamverkanError):
    """The bytes are no table; the code says why."""


class Line(NamedTuple):
    """One row: the line it begins on in the file, counted from 1, and its cells."""

    number: int
    cells: list[str]


class Table(NamedTuple):
    """The headings as they stand, and the rows under them."""

    headings: list[str]
    rows: list[Line]


def read_table(data: bytes) -> Table:
    """The table; TableError `table_empty`, `table_not_text`, `table_one_column`, `table_broken` or `table_too_long`."""
    if not data.strip():
        raise TableError("table_empty")
    text, _ = decode(data)
    if (b"\0" in data and decode_marked(data) is None) or data[:4] in (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"):
        raise TableError("table_not_text")
    text = text.lstrip("\ufeff")
    if text[:4].casefold() == "sep=":  # Excel's own way to tell the sign
        text = "\n" + text.partition("\n")[2]
    delimiter = _delimiter(text)
    lines = _lines(text, delimiter)
    if not lines:
        raise TableError("table_empty")
    headings = [cell.strip() for cell in lines[0].cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) < 2:
        raise TableError("table_one_column")
    return Table(headings, lines[1:])


def _delimiter(text: str) -> str:
    """The sign that parts the headings: the one that parts them most."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=lambda sign: (len(next(csv.reader([first], delimiter=sign))), sign == ";"))


def _lines(text: str, delimiter: str) -> list[Line]:
    csv.field_size_limit(_FIELD)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(Line(begins, cells))
            begins = reader.line_num + 1
            if len(lines) > MOST_ROWS + 1:
                raise TableError("table_too_long", most=MOST_ROWS)
    except csv.Error:
        raise TableError("table_broken", line=begins) from None
    return lines
