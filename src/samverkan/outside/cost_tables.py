"""A list of costs, CSV or XLSX, in; its cost lines out, or its headings and what each seems to be (for a preview).

CSV: comma, semicolon or tab, any encoding that `encodings` tells. XLSX: the one sheet that has the headings and is not hidden; where
several have them nothing is read. Titles may stand above the headings. Nothing of a list is given where one row of it is wrong.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from contextlib import contextmanager
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.funding.cost_columns import WITHIN, find_headings, known_in
from samverkan.core.funding.cost_rows import Taken, take, text_of
from samverkan.core.funding.cost_units import unit_above
from samverkan.core.funding.flaws import Flaw, NoCostsError
from samverkan.outside.files import MEGABYTE
from samverkan.outside.tables import TableError, csv_rows, csv_text, sign_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import IO

    from openpyxl import Workbook

    from samverkan.core.funding.cost_columns import Column, Headings
    from samverkan.core.funding.cost_rows import Cell
    from samverkan.core.funding.cost_units import Said

Row = tuple[int, "list[Cell]"]

MOST_ROWS: Final = 1 << 20
"""As many rows as a sheet can have."""

_MOST_COLUMNS: Final = 100
_UNPACKED: Final = 512 * MEGABYTE
_STRINGS: Final = 64 * MEGABYTE
"""The most that the texts of a workbook take unpacked: unlike its rows they are all held, some four million where they are short."""

_PARTS: Final = 2000
_DELIMITERS: Final = ";\t,"
_SAMPLE: Final = 5
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_TAG: Final = 1 << 16
_NUMBER: Final = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
_HIDDEN: Final = re.compile(rb"""\bhidden=["'](?:1|true)["']""")


class Preview(NamedTuple):
    """What a list looks like: the sheet ("" in a CSV), its headings, which column each seems to be, and its first rows."""

    sheet: str
    row: int
    headings: tuple[str, ...]
    columns: Mapping[Column, str]
    missing: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


class _Sheet(NamedTuple):
    """A table that can be gone through once: its name, its first rows, and all of them; of a workbook whether it is shown, and its part."""

    name: str
    first: list[Row]
    rows: Iterator[Row]
    strict: bool
    shown: bool = True
    part: str = ""

    @property
    def anything(self) -> bool:
        """Whether any of the first rows has anything in it."""
        return any(text_of(cell) for _, cells in self.first for cell in cells)

    def under(self, headings: Headings) -> bool:
        """Whether there are, or may be, rows under the headings."""
        return len(self.first) == WITHIN + _SAMPLE or any(
            text_of(cell) for number, cells in self.first if number > headings.row for cell in cells
        )


def take_table(data: bytes, kind: str, source: str, mapping: Mapping[str, str] | None) -> Taken:
    """The cost lines of a list ("csv" or "xlsx"); NoCostsError where it has no headings, or cannot be read at all."""
    with _sheets(data, kind, mapping) as sheets:
        sheet, headings = _with_headings(sheets, mapping)
        if headings.missing:
            raise _lacking(headings)
        if headings.twice is not None:
            raise NoCostsError("table_heading_twice", row=headings.row, heading=headings.twice)
        taken = take(sheet.rows, headings, source, strict=sheet.strict)
        if taken.bad_rows:
            return taken
        more = (*_perhaps_not_kronor(sheet, headings), *_hidden_taken(data, sheet, taken), *_not_read(sheet, sheets))
        return taken._replace(flaws=(*taken.flaws, *more))


def preview_table(data: bytes, kind: str, mapping: Mapping[str, str] | None) -> Preview:
    """The headings of a list and what they seem to be, also where columns are missing; NoCostsError where there are none."""
    with _sheets(data, kind, mapping) as sheets:
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
    sheets: list[_Sheet], mapping: Mapping[str, str] | None, *, lacking: bool = False
) -> tuple[_Sheet, Headings]:
    """The sheet with all the columns that are needed, and its headings; else the one that has most of them.

    NoCostsError `table_sheets` where several have them, and rows under them: a sheet of sums beside its months is read by no rule.
    """
    best: tuple[_Sheet, Headings] | None = None
    whole: list[tuple[_Sheet, Headings]] = []
    for sheet in sheets:
        if not sheet.shown:
            continue
        texts = [(number, [text_of(cell) for cell in cells]) for number, cells in sheet.first]
        headings = find_headings(texts, mapping)
        if headings is None:
            continue
        if not headings.lacking and (mapping is None or not _absent(headings, mapping)):
            whole.append((sheet, headings))
        if best is None or len(headings.columns) > len(best[1].columns):
            best = (sheet, headings)
    filled = [sheet.name for sheet, headings in whole if sheet.under(headings)]
    if len(filled) > 1:
        raise NoCostsError("table_sheets", sheets=filled)
    best = next((one for one in whole if one[0].name in filled), next(iter(whole), best))
    if best is None:
        raise NoCostsError("table_empty")
    _in_kronor(*best)
    if mapping is not None and not lacking:
        absent = _absent(best[1], mapping)
        if absent:
            raise NoCostsError("table_mapped", row=best[1].row, absent=absent, found=_named(best[1]))
    return best


def _absent(headings: Headings, mapping: Mapping[str, str]) -> list[str]:
    """The headings of a mapping that are not there."""
    return [name for column, name in mapping.items() if name and column not in headings.columns]


def _not_read(sheet: _Sheet, sheets: list[_Sheet]) -> Iterator[Flaw]:
    """That other sheets of the workbook have something in them, and are not read."""
    others = [one.name for one in sheets if one is not sheet and one.anything]
    if others:
        yield Flaw("table_sheet", None, {"sheet": sheet.name, "others": others})


def _hidden_taken(data: bytes, sheet: _Sheet, taken: Taken) -> Iterator[Flaw]:
    """That rows which are hidden or filtered away in the workbook are among the lines."""
    if not sheet.part or not taken.lines:
        return
    hidden = _hidden_rows(data, sheet.part)
    rows = [line.row for line in taken.lines if line.row in hidden] if hidden else []
    if rows:
        yield Flaw("table_hidden", rows[0], {"count": len(rows)})


def _hidden_rows(data: bytes, part: str) -> set[int]:
    """The numbers of the rows of a sheet that are hidden; openpyxl tells them only of a workbook that is held whole."""
    hidden: set[int] = set()
    number, kept = 0, b""
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(part) as stream:
        while more := stream.read(MEGABYTE):
            kept += more
            for row in _ROW.finditer(kept):
                said = _NUMBER.search(row[1])
                number = int(said[1]) if said else number + 1
                if _HIDDEN.search(row[1]):
                    hidden.add(number)
            kept = kept[kept.rfind(b">") + 1 :]
            kept = kept[kept.find(b"<") :] if b"<" in kept[-_TAG:] else b""
    return hidden


def _in_kronor(sheet: _Sheet, headings: Headings) -> None:
    """NoCostsError where the amounts are said to be in anything but kronor: no such amount is guessed, and no mapping makes it one."""
    if headings.foreign is not None:
        raise NoCostsError("table_unit", row=headings.row, written=headings.foreign[:60])
    for number, title, said in _titles(sheet, headings):
        if said == "certain":
            raise NoCostsError("table_unit", row=number, written=title[:60])


def _perhaps_not_kronor(sheet: _Sheet, headings: Headings) -> Iterator[Flaw]:
    """What titles say that may be of the amounts, where no heading says kronor: what is set off as a unit a person settles."""
    for number, title, said in _titles(sheet, headings):
        if said == "asked" or not headings.in_kronor:
            yield Flaw("table_title", number, {"written": title[:60]}, stops=said == "asked" and not headings.in_kronor)


def _titles(sheet: _Sheet, headings: Headings) -> Iterator[tuple[int, str, Said]]:
    """The titles above the headings that say, or may say, that amounts are not in kronor."""
    for number, cells in sheet.first:
        for cell in map(text_of, cells) if number < headings.row else ():
            said = unit_above(cell)
            if said is not None:
                yield number, cell, said


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
def _sheets(data: bytes, kind: str, mapping: Mapping[str, str] | None) -> Iterator[list[_Sheet]]:
    if kind == "csv":
        yield [_csv(data, mapping)]
        return
    with warnings.catch_warnings():  # of what a workbook has and openpyxl does not keep
        warnings.simplefilter("ignore")
        book = _workbook(data)
        try:
            yield [
                _sheet(sheet.title, _numbered(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)), strict=False)._replace(
                    shown=sheet.sheet_state == "visible", part=sheet._worksheet_path
                )
                for sheet in book.worksheets
            ]  # fmt: skip
        finally:
            book.close()


def _sheet(name: str, rows: Iterator[Row], *, strict: bool) -> _Sheet:
    first = list(islice(rows, WITHIN + _SAMPLE))
    return _Sheet(name, first, chain(first, rows), strict)


def _csv(data: bytes, mapping: Mapping[str, str] | None) -> _Sheet:
    try:
        text, said = csv_text(data)
    except TableError:
        raise NoCostsError("not_text") from None
    sign = said or sign_between(text, _DELIMITERS, lambda rows: known_in(rows[:WITHIN], mapping))
    return _sheet("", _csv_rows(text, sign), strict=sign == ",")


def _csv_rows(text: str, sign: str) -> Iterator[Row]:
    try:
        for count, (number, cells) in enumerate(csv_rows(text, sign)):
            if count > MOST_ROWS:
                raise NoCostsError("table_long", most=MOST_ROWS)
            yield number, [*cells]
    except TableError as error:
        raise NoCostsError("table_broken", row=error.values["line"]) from None


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
