"""A list of costs, CSV or XLSX, in; its cost lines out, or its headings and what each seems to be (for a preview).

CSV: comma, semicolon or tab, any encoding that `encodings` tells. XLSX: the first sheet that has the headings. Titles may stand
above the headings. Nothing of a list is given where one row of it is wrong.
"""

from __future__ import annotations

import csv
import warnings
import zipfile
from contextlib import contextmanager
from io import BytesIO, StringIO
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.funding.cost_columns import WITHIN, find_headings, guess, unit_above
from samverkan.core.funding.cost_rows import Taken, take, text_of
from samverkan.core.funding.flaws import NoCostsError
from samverkan.outside.encodings import decode, decode_marked
from samverkan.outside.files import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import IO

    from openpyxl import Workbook

    from samverkan.core.funding.cost_columns import Column, Headings
    from samverkan.core.funding.cost_rows import Cell

Row = tuple[int, "list[Cell]"]

MOST_ROWS: Final = 1 << 20
"""As many rows as a sheet can have."""

_MOST_COLUMNS: Final = 100
_UNPACKED: Final = 512 * MEGABYTE
_STRINGS: Final = 64 * MEGABYTE
"""The most that the texts of a workbook take unpacked: unlike its rows they are all held, some four million where they are short."""

_PARTS: Final = 2000
_DELIMITERS: Final = ";\t,"
_FIELD: Final = 1 << 20
_SAMPLE: Final = 5


class Preview(NamedTuple):
    """What a list looks like: the sheet ("" in a CSV), its headings, which column each seems to be, and its first rows."""

    sheet: str
    row: int
    headings: tuple[str, ...]
    columns: Mapping[Column, str]
    missing: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


class _Sheet(NamedTuple):
    """A table that can be gone through once: its name, its first rows, and all of them."""

    name: str
    first: list[Row]
    rows: Iterator[Row]
    strict: bool


def take_table(data: bytes, kind: str, source: str, mapping: Mapping[str, str] | None) -> Taken:
    """The cost lines of a list ("csv" or "xlsx"); NoCostsError where it has no headings, or cannot be read at all."""
    with _sheets(data, kind) as sheets:
        sheet, headings = _with_headings(sheets, mapping)
        if headings.missing:
            raise _lacking(headings)
        if headings.twice is not None:
            raise NoCostsError("table_heading_twice", row=headings.row, heading=headings.twice)
        return take(sheet.rows, headings, source, strict=sheet.strict)


def preview_table(data: bytes, kind: str, mapping: Mapping[str, str] | None) -> Preview:
    """The headings of a list and what they seem to be, also where columns are missing; NoCostsError where there are none."""
    with _sheets(data, kind) as sheets:
        sheet, headings = _with_headings(sheets, mapping, lacking=True)
        under = (cells for number, cells in sheet.first if number > headings.row)
        sample = tuple(tuple(text_of(cell) for cell in cells) for cells in islice(under, _SAMPLE))
        return Preview(sheet.name, *headings[:3], headings.missing, sample)


def unpacked(stream: IO[bytes]) -> int:
    """How many bytes a workbook says that it takes unpacked; 0 for what is none. The stream stands at its beginning afterwards."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return 0
    finally:
        stream.seek(0)


def _with_headings(
    sheets: Iterator[_Sheet], mapping: Mapping[str, str] | None, *, lacking: bool = False
) -> tuple[_Sheet, Headings]:
    """The first sheet with all the columns that are needed, and its headings; else the one that has most of them."""
    best: tuple[_Sheet, Headings] | None = None
    for sheet in sheets:
        texts = [(number, [text_of(cell) for cell in cells]) for number, cells in sheet.first]
        headings = find_headings(texts, mapping)
        if headings is None:
            continue
        if not headings.lacking:
            best = (sheet, headings)
            break
        if best is None or len(headings.columns) > len(best[1].columns):
            best = (sheet, headings)
    if best is None:
        raise NoCostsError("table_empty")
    _in_kronor(*best)
    if mapping is not None and not lacking:
        absent = [name for column, name in mapping.items() if name and column not in best[1].columns]
        if absent:
            raise NoCostsError("table_mapped", row=best[1].row, absent=absent, found=_named(best[1]))
    return best


def _in_kronor(sheet: _Sheet, headings: Headings) -> None:
    """NoCostsError where the amounts are said to be in anything but kronor: no such amount is guessed, and no mapping makes it one."""
    if headings.foreign is not None:
        raise NoCostsError("table_unit", row=headings.row, written=headings.foreign[:60])
    for number, cells in sheet.first:
        title = unit_above([text_of(cell) for cell in cells]) if number < headings.row else None
        if title is not None:
            raise NoCostsError("table_unit", row=number, written=title[:60])


def _lacking(headings: Headings) -> NoCostsError:
    if len(headings.lacking) == 2:
        return NoCostsError("table_no_headings", found=_named(headings))
    if not headings.lacking:
        alike = next(iter(headings.alike.values()))
        return NoCostsError("table_headings_alike", row=headings.row, alike=[one[:40] for one in alike[:12]])
    code = "table_no_day_column" if "date" in headings.lacking else "table_no_amount_column"
    return NoCostsError(code, row=headings.row, found=_named(headings))


def _named(headings: Headings) -> list[str]:
    return [heading[:40] for heading in headings.headings if heading][:12]


@contextmanager
def _sheets(data: bytes, kind: str) -> Iterator[Iterator[_Sheet]]:
    if kind == "csv":
        yield iter([_csv(data)])
        return
    with warnings.catch_warnings():  # of what a workbook has and openpyxl does not keep
        warnings.simplefilter("ignore")
        book = _workbook(data)
        try:
            yield (
                _sheet(sheet.title, _numbered(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)), strict=False)
                for sheet in book.worksheets
            )
        finally:
            book.close()


def _sheet(name: str, rows: Iterator[Row], *, strict: bool) -> _Sheet:
    first = list(islice(rows, WITHIN + _SAMPLE))
    return _Sheet(name, first, chain(first, rows), strict)


def _csv(data: bytes) -> _Sheet:
    if b"\0" in data[:MEGABYTE] and decode_marked(data) is None:
        raise NoCostsError("not_text")
    text, _ = decode(data)
    text = text.lstrip("\ufeff")
    if text[:4].casefold() == "sep=":  # Excel's own way to tell the sign
        text = "\n" + text.partition("\n")[2]
    csv.field_size_limit(_FIELD)
    sign = _delimiter(text)
    return _sheet("", _csv_rows(text, sign), strict=sign == ",")


def _delimiter(text: str) -> str:
    """The sign that parts the cells: the one that shows most of our headings, then the one that parts the first rows most."""
    head = text[: 1 << 16]
    begins = head.splitlines(keepends=True)[:WITHIN]

    def weight(sign: str) -> tuple[int, int, int]:
        rows = [next(csv.reader([line], delimiter=sign), []) for line in begins]
        return max((len(guess(row)) for row in rows), default=0), max(map(len, rows), default=0), sign == ";"

    return max(_DELIMITERS, key=weight)


def _csv_rows(text: str, sign: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
    begins = 1
    try:
        for count, cells in enumerate(reader):
            if count > MOST_ROWS:
                raise NoCostsError("table_long", most=MOST_ROWS)
            yield begins, list(cells)
            begins = reader.line_num + 1
    except csv.Error:
        raise NoCostsError("table_broken", row=begins) from None


def _workbook(data: bytes) -> Workbook:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NoCostsError("workbook_damaged") from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise NoCostsError("other_kind" if "word/document.xml" in names else "archive")
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
        raise NoCostsError("workbook_large", most=_UNPACKED // MEGABYTE)
    if any(part.file_size > _STRINGS for part in parts if part.filename.casefold().endswith("sharedstrings.xml")):
        raise NoCostsError("workbook_large", most=_STRINGS // MEGABYTE)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
    except Exception as error:  # openpyxl says in many ways that a part is not as it should be
        raise NoCostsError("workbook_damaged") from error
    return book


def _numbered(rows: Iterator[tuple[Cell, ...]]) -> Iterator[Row]:
    number = 0
    while True:
        try:
            cells = next(rows, None)
        except Exception as error:  # the same, further down
            raise NoCostsError("workbook_damaged") from error
        if cells is None:
            return
        number += 1
        if number > MOST_ROWS:
            raise NoCostsError("table_long", most=MOST_ROWS)
        end = len(cells)
        while end and cells[end - 1] is None:
            end -= 1
        yield number, list(cells[:end])
