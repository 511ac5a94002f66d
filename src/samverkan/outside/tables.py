"""The bytes of a list (CSV) in, its headings and rows out, each row with the line it begins on.

Semicolons, commas or tabs; any encoding that `encodings` tells. What is no table is a TableError with a code. Its parts (`csv_text`,
`sign_between`, `csv_rows`) read lists of costs too.
"""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.findings import SamverkanError
from samverkan.outside.encodings import decode, decode_marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST_ROWS: Final = 200_000
_DELIMITERS: Final = ";\t,|"
_FIELD: Final = 1 << 20
_HEAD: Final = 1 << 16
_FIRST: Final = 200


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
    if data[:4] in (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"):
        raise TableError("table_not_text")
    text, said = csv_text(data)
    lines = _lines(text, said or sign_between(text, _DELIMITERS, lambda rows: len(rows[0])))
    if not lines:
        raise TableError("table_empty")
    headings = [cell.strip() for cell in lines[0].cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) < 2:
        raise TableError("table_one_column")
    return Table(headings, lines[1:])


def csv_text(data: bytes) -> tuple[str, str]:
    """The text, and the sign between its cells where its first line tells it as Excel does (`sep=;`), else "".

    That line is blank then. TableError `table_not_text`.
    """
    if b"\0" in data and decode_marked(data) is None:
        raise TableError("table_not_text")
    text = decode(data)[0].lstrip("\ufeff")
    if text[:4].casefold() != "sep=":
        return text, ""
    line, _, rest = text.partition("\n")
    return f"\n{rest}", line[4:5].strip("\r")


def sign_between(text: str, signs: str, known: Callable[[Sequence[Sequence[str]]], int]) -> str:
    """Which of the signs parts the cells, by the first rows.

    That by which they say most that is `known`; then that which parts most of them into equally many cells; then the semicolon.
    """
    head = text[:_HEAD]
    if len(text) > _HEAD:
        head = head[: head.rfind("\n") + 1] or head

    def weight(sign: str) -> tuple[int, int, bool, int]:
        rows = [line.cells for line in _begun(head, sign) if any(cell.strip() for cell in line.cells)]
        widths = Counter(len(cells) for cells in rows if len(cells) > 1)
        same, width = max(((count, width) for width, count in widths.items()), default=(0, 1))
        return known(rows) if rows else 0, same, sign == ";", width

    return max(signs, key=weight)


def csv_rows(text: str, sign: str, *, strict: bool = True) -> Iterator[Line]:
    """Each row. TableError `table_broken` with the line that a row begins on, where quotation marks do not come in pairs."""
    csv.field_size_limit(_FIELD)
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=strict)
    begins = 1
    try:
        for cells in reader:
            yield Line(begins, cells)
            begins = reader.line_num + 1
    except csv.Error:
        raise TableError("table_broken", line=begins) from None


def _begun(text: str, sign: str) -> Iterator[Line]:
    """The first rows, as far as they can be told apart."""
    try:
        yield from islice(csv_rows(text, sign, strict=False), _FIRST)
    except TableError:
        return


def _lines(text: str, sign: str) -> list[Line]:
    lines: list[Line] = []
    for line in csv_rows(text, sign):
        if any(cell.strip() for cell in line.cells):
            lines.append(line)
        if len(lines) > MOST_ROWS + 1:
            raise TableError("table_too_long", most=MOST_ROWS)
    return lines
