"""The rows of a list of costs in, each with its line and cells; its cost lines out, or what is wrong with each row.

A cell is text, or what a workbook holds: a number, a day, nothing. One row that cannot be read, and no line of the list is given.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.funding.flaws import MOST, Flaw
from samverkan.core.funding.sie_lines import day_of
from samverkan.core.funding.vouchers import CostLine
from samverkan.core.money import ore_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samverkan.core.funding.cost_columns import Column, Headings

Cell = object
_LARGEST: Final = 10**13
_TIME: Final = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_UNIT: Final = re.compile(r"\s*(?:kr|sek|:-)\.?$", re.IGNORECASE)
_POINTS: Final = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+)(,\d{1,2})", re.ASCII)
_COMMAS: Final = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+)(\.\d{1,2})", re.ASCII)
_PARTS: Final = re.compile(r"[+-]?[\d \u00a0\u202f]*[.,]\d{3,}", re.ASCII)
_TOTAL: Final = re.compile(r"(?:del)?(?:summa|total|totalt|sum)\b", re.IGNORECASE)
_COST_CENTRE: Final = "1"
_PROJECT: Final = "6"


class Taken(NamedTuple):
    """The cost lines of a list, none where a row is wrong; what is wrong, row by row (the first `MOST`), and how many rows."""

    lines: tuple[CostLine, ...]
    flaws: tuple[Flaw, ...]
    bad_rows: int


class _RowError(Exception):
    """A cell that cannot be read: code and values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def take(rows: Iterable[tuple[int, list[Cell]]], headings: Headings, source: str, *, strict: bool = False) -> Taken:
    """Each row under the headings as a cost line of the file `source`; rows without anything in them are passed over.

    `strict`: a row may not have more cells than there are headings, be they empty (where a comma parts the cells, a decimal comma
    would make one more).
    """
    at = {column: headings.headings.index(name) for column, name in headings.columns.items()}
    width = len(headings.headings) if strict else len([*_trimmed(headings.headings)])
    lines: list[CostLine] = []
    flaws: list[Flaw] = []
    bad = 0
    for number, cells in rows:
        row = _Cells(cells, at, headings.columns)
        if number <= headings.row or not any(not _empty(cell) for cell in cells):
            continue
        if text_of(cells[0]) == headings.headings[0] and tuple(map(text_of, cells)) == headings.headings[: len(cells)]:
            continue  # the headings again, as on each printed page
        if row.total():
            if len(flaws) < MOST:
                flaws.append(Flaw("table_total", number))
            continue
        try:
            if len(cells if strict else _trimmed(cells)) > width:
                raise _RowError("table_wide", cells=len(cells), columns=width)
            lines.append(_line(row, source, number))
        except _RowError as error:
            bad += 1
            if bad <= MOST:
                flaws.append(Flaw(error.code, number, error.values, stops=True))
    return Taken(() if bad else tuple(lines), tuple(flaws), bad)


class _Cells:
    """One row, asked by our columns."""

    __slots__ = ("_at", "_cells", "_names")

    def __init__(self, cells: list[Cell], at: Mapping[Column, int], names: Mapping[Column, str]) -> None:
        self._cells, self._at, self._names = cells, at, names

    def cell(self, column: Column) -> Cell:
        at = self._at.get(column)
        return None if at is None or at >= len(self._cells) or _empty(self._cells[at]) else self._cells[at]

    def text(self, column: Column) -> str:
        return text_of(self.cell(column))

    def has(self, column: Column) -> bool:
        return column in self._at

    def name(self, column: Column) -> str:
        return self._names.get(column, column)

    def day(self, column: Column) -> date | None:
        """The day in a column; None where the cell is empty."""
        cell = self.cell(column)
        if cell is None:
            return None
        found = _day(cell)
        if found is None:
            raise _RowError("table_day", column=self.name(column), written=_shown(cell))
        return found

    def ore(self, column: Column) -> int | None:
        """The öre in a column; None where the cell is empty."""
        cell = self.cell(column)
        if cell is None:
            return None
        try:
            ore = _ore(cell)
        except ValueError:
            raise _RowError("table_amount", column=self.name(column), written=_shown(cell)) from None
        if ore is None:
            raise _RowError("table_parts", column=self.name(column), written=_shown(cell))
        return ore

    def total(self) -> bool:
        """Whether it sums the rows above: no day, and a cell that begins with "Summa" or "Totalt"."""
        day = self.cell("date")
        if day is not None:
            return isinstance(day, str) and _TOTAL.match(day.strip()) is not None
        return any(isinstance(cell, str) and _TOTAL.match(cell.strip()) for cell in self._cells)


def _line(row: _Cells, source: str, number: int) -> CostLine:
    day = row.day("date")
    if day is None:
        raise _RowError("table_no_day", column=row.name("date"))
    ore = _amount(row)
    first, last = row.day("from"), row.day("to")
    if (first is None) != (last is None):
        raise _RowError("table_days_half", first=row.name("from"), last=row.name("to"))
    if first is not None and last is not None and last < first:
        raise _RowError("table_days_order", first=first.isoformat(), last=last.isoformat())
    objects = tuple(
        (dimension, text)
        for dimension, text in ((_COST_CENTRE, row.text("object")), (_PROJECT, row.text("project")))
        if text
    )
    series, named = row.text("series"), row.text("voucher")
    return CostLine(
        source, number, day, ore, row.text("text"), row.text("account") or None, objects,
        f"{series} {named}".strip() if named else None, first, last, series="" if named else series,
    )  # fmt: skip


def _amount(row: _Cells) -> int:
    """The amount, or debit less credit; where a row has all of them they agree."""
    ore, debit, credit = row.ore("amount"), row.ore("debit"), row.ore("credit")
    if debit is None and credit is None:
        if ore is None:
            raise _RowError("table_no_amount", column=row.name("amount" if row.has("amount") else "debit"))
        return ore
    both = (debit or 0) - (credit or 0)
    if ore is not None and ore != both:
        raise _RowError("table_two_amounts", column=row.name("amount"))
    return both


def _empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _trimmed(cells: list[Cell] | tuple[str, ...]) -> list[Cell]:
    """The cells up to the last that has anything."""
    end = len(cells)
    while end and _empty(cells[end - 1]):
        end -= 1
    return list(cells[:end])


def text_of(cell: Cell) -> str:
    """What a cell says as text; a whole number without decimals, as an account is written."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return " ".join(str(cell).split())


def _shown(cell: Cell) -> str:
    return text_of(cell)[:60]


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        return None
    text = _TIME.sub("", text_of(cell))
    found = _DAY.fullmatch(text)
    return day_of(f"{found[1]}{int(found[2]):02}{int(found[3]):02}" if found else text)


def _ore(cell: Cell) -> int | None:
    """The öre; None for parts of an öre, ValueError for what is no amount."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise ValueError(cell)
    if isinstance(cell, str):
        return _ore_written(cell)
    if abs(cell) > _LARGEST or cell != cell:
        raise ValueError(cell)
    exact = Decimal(cell if isinstance(cell, int) else f"{cell:.15g}") * 100
    return int(exact) if exact == exact.to_integral_value() else None


def _ore_written(cell: str) -> int | None:
    text = _UNIT.sub("", cell.strip()).strip().replace("\u2212", "-")
    if text.endswith("-") and not text.startswith(("-", "+")):
        text = f"-{text[:-1].strip()}"  # as some ledgers write what is owed
    text = re.sub(r"^([+-])\s+", r"\1", text)
    for thousands, decimal in ((_POINTS, "."), (_COMMAS, ",")):
        found = thousands.fullmatch(text)
        if found is not None:
            text = f"{found[1]}{found[2].replace(decimal, '')}{found[3]}"
    if _PARTS.fullmatch(text):
        return None
    return ore_of(text)
