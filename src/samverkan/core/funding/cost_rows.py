"""The rows of a list of costs in, each with its line and cells; its cost lines out, or what is wrong with each row.

A cell is text, or what a workbook holds: a number, a day, nothing. One row that cannot be read, and no line of the list is given.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.funding.cost_currency import is_currency
from samverkan.core.funding.flaws import MOST, Flaw
from samverkan.core.funding.sie_lines import day_of
from samverkan.core.funding.vouchers import CostLine
from samverkan.core.money import ore_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samverkan.core.funding.cost_columns import Column, Headings

Cell = object
_LARGEST: Final = 10**13
_TIME: Final = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?", re.ASCII)
_ZONED: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)", re.ASCII
)
_DAY: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_UNIT: Final = re.compile(r"\s*(?:kr|sek|:-)\.?$", re.IGNORECASE)
_POINTS: Final = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+)(,\d{1,2})", re.ASCII)
_COMMAS: Final = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+)(\.\d{1,2})", re.ASCII)
_WHOLE: Final = re.compile(r"[+-]?\d+", re.ASCII)
_DECIMALS: Final = re.compile(r"[.,]\d{1,2}\b", re.ASCII)
_TWO_DIGITS: Final = re.compile(r"\d{2}", re.ASCII)
_PARTS: Final = re.compile(r"[+-]?[\d \u00a0\u202f]*[.,]\d{3,}", re.ASCII)
_TOTAL: Final = re.compile(r"(?:del)?(?:summa|total|totalt|sum)\b", re.IGNORECASE)
_IN_KRONOR: Final = frozenset({"", "sek", "kr", "kronor", "svenska kronor"})
_COST_CENTRE: Final = "1"
_PROJECT: Final = "6"
_AMOUNTS: Final[tuple[Column, ...]] = ("amount", "debit", "credit")
_CODES: Final[frozenset[Column]] = frozenset({"object", "project", "series", "voucher"})


class Taken(NamedTuple):
    """The cost lines of a list, none where a row is wrong; what is wrong, row by row (the first `MOST`), and how many rows."""

    lines: tuple[CostLine, ...]
    flaws: tuple[Flaw, ...]
    bad_rows: int


class _RowError(Exception):
    """A cell that cannot be read: code and values; `also`: another of the same row."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self.also: _RowError | None = None

    def flaws(self, row: int) -> list[Flaw]:
        return [Flaw(one.code, row, one.values, stops=True) for one in (self, self.also) if one is not None]


def take(rows: Iterable[tuple[int, list[Cell]]], headings: Headings, source: str, *, strict: bool = False) -> Taken:
    """Each row under the headings as a cost line of the file `source`; rows without anything in them are passed over.

    `strict`: a row may not have more cells than there are headings, be they empty (where a comma parts the cells, a decimal comma
    would make one more).
    """
    at = {column: headings.headings.index(name) for column, name in headings.columns.items()}
    currencies = headings.currencies
    width = len(headings.headings) if strict else len([*_trimmed(headings.headings)])
    lines: list[CostLine] = []
    flaws: list[Flaw] = []
    totals, commas, less = _Totals(), _Commas(at), _Credits()
    bad = 0
    for number, cells in rows:
        row = _Cells(cells, at, headings.columns)
        if number <= headings.row or not any(not _empty(cell) for cell in cells):
            continue
        if text_of(cells[0]) == headings.headings[0] and tuple(map(text_of, cells)) == headings.headings[: len(cells)]:
            continue  # the headings again, as on each printed page
        if row.total() and (bad or totals.end(row)):
            if len(flaws) < MOST:
                flaws.append(Flaw("table_total", number))
            continue
        try:
            if len(cells if strict else _trimmed(cells)) > width:
                raise _RowError("table_wide", cells=len(cells), columns=width)
            for place in currencies:
                _in_kronor(cells[place] if place < len(cells) else None, headings.headings[place])
            if row.total():
                totals.refuse(row)
            line = _line(row, source, number)
        except _RowError as error:
            bad += 1
            if bad <= MOST:
                flaws += error.flaws(number)
            continue
        lines.append(line)
        totals.sum += line.ore
        less.see(row, number)
        if strict:
            commas.see(row, cells, number)
    parted = [] if bad else commas.told(len(lines))
    flaws += [*parted[:MOST], *([] if bad or parted else less.told())]
    bad += len(parted)
    return Taken(() if bad else tuple(lines), tuple(flaws), bad)


class _Totals:
    """What the rows sum to, so that a row is a total only where it is the sum of the rows above it, from any earlier total on."""

    def __init__(self) -> None:
        self.sum = 0
        self._last = 0
        self._before = {0}

    def end(self, row: _Cells) -> bool:
        """Whether it is: in the day's own cell it says so by itself, and without an amount it takes nothing away."""
        if row.cell("date") is None:
            try:
                ore = _amount(row)
            except _RowError as error:
                return error.code == "table_no_amount"
            if self.sum - ore not in self._before:
                return False
        self._last = self.sum
        self._before.add(self.sum)
        return True

    def refuse(self, row: _Cells) -> None:
        """Refuse a row that says that it is a total and is none: what it says is named, and what the rows above sum to.

        Where some of them are above an earlier total: those since it, and all.
        """
        values: dict[str, object] = {"said": _amount(row), "column": row.name("date")}
        since = self.sum - self._last
        if since in (0, self.sum):
            raise _RowError("table_sum", **values, above=self.sum)
        raise _RowError("table_sum_later", **values, since=since, above=self.sum)


class _Commas:
    """Whole amounts with two digits in the cell after them, in a list with commas between the cells: perhaps a decimal comma.

    Not where an amount of the list has decimals of its own. What is a code (an object, a voucher's number) may well have two digits: it
    is told only where every row has them.
    """

    def __init__(self, at: Mapping[Column, int]) -> None:
        of = {place: column for column, place in at.items()}
        self._next = {column: (at[column] + 1, of.get(at[column] + 1)) for column in _AMOUNTS if column in at}
        self._seen: dict[Column, list[Flaw]] = {column: [] for column in self._next}
        self._decimals = False

    def see(self, row: _Cells, cells: list[Cell], number: int) -> None:
        """A row that could be read."""
        for column, (after, _) in self._next.items():
            written, beside = row.text(column), text_of(cells[after]) if after < len(cells) else ""
            self._decimals = self._decimals or _DECIMALS.search(written) is not None
            if _WHOLE.fullmatch(written) and _TWO_DIGITS.fullmatch(beside):
                values = {"column": row.name(column), "written": written, "after": beside}
                self._seen[column].append(Flaw("table_comma", number, values, stops=True))

    def told(self, count: int) -> list[Flaw]:
        """Those of a list of so many rows that may be cut at a decimal comma, by their rows."""
        if self._decimals:
            return []
        doubtful = [
            flaw
            for column, found in self._seen.items()
            if self._next[column][1] not in _CODES or len(found) == count
            for flaw in found
        ]
        return sorted(doubtful, key=lambda one: one.row or 0)


class _Credits:
    """Credits with a minus sign: what is taken off twice becomes a cost. Where every credit has one, a person is to settle it."""

    def __init__(self) -> None:
        self._count = self._negative = 0
        self._first: Flaw | None = None

    def see(self, row: _Cells, number: int) -> None:
        """A row that could be read."""
        ore = row.ore("credit")
        if not ore:
            return
        self._count += 1
        if ore < 0:
            self._negative += 1
            self._first = self._first or Flaw("table_credit_negative", number, {"column": row.name("credit")})

    def told(self) -> list[Flaw]:
        if self._first is None:
            return []
        values = {**self._first.values, "count": self._negative}
        return [self._first._replace(values=values, stops=self._negative == self._count)]


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
        """Whether it says that it sums the rows above: no day, and a cell that begins with "Summa" or "Totalt"."""
        day = self.cell("date")
        if day is not None:
            return isinstance(day, str) and _TOTAL.match(day.strip()) is not None
        return any(isinstance(cell, str) and _TOTAL.match(cell.strip()) for cell in self._cells)


def _in_kronor(cell: Cell, column: str) -> None:
    """Refuse a row whose amount is in another currency."""
    written = text_of(cell)
    if written.casefold().rstrip(".") not in _IN_KRONOR and is_currency(column, written):
        raise _RowError("table_currency", column=column, written=_shown(cell))


def _line(row: _Cells, source: str, number: int) -> CostLine:
    day, ore = _day_and_amount(row)
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


def _day_and_amount(row: _Cells) -> tuple[date, int]:
    """Both; where neither can be read, both are told."""
    try:
        day = row.day("date")
        if day is None:
            raise _RowError("table_no_day", column=row.name("date"))
    except _RowError as error:
        try:
            _amount(row)
        except _RowError as also:
            error.also = also
        raise
    return day, _amount(row)


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
    written = text_of(cell)
    zoned = _ZONED.fullmatch(written)
    if zoned is not None:
        return _day_in_sweden("{}T{}{}".format(*zoned.groups()))
    text = _TIME.sub("", written)
    found = _DAY.fullmatch(text)
    return day_of(f"{found[1]}{int(found[2]):02}{int(found[3]):02}" if found else text)


def _day_in_sweden(moment: str) -> date | None:
    """The day that a moment with its zone is on in Sweden: 2023-12-31T23:00:00Z is New Year's Day."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return datetime.fromisoformat(moment).astimezone(ZoneInfo("Europe/Stockholm")).date()
    except (ValueError, OverflowError, ZoneInfoNotFoundError):
        return None


def _ore(cell: Cell) -> int | None:
    """The öre; None for parts of an öre, ValueError for what is no amount."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise ValueError(cell)
    if isinstance(cell, str):
        return ore_written(cell)
    if abs(cell) > _LARGEST or cell != cell:
        raise ValueError(cell)
    exact = Decimal(cell if isinstance(cell, int) else f"{cell:.15g}") * 100
    return int(exact) if exact == exact.to_integral_value() else None


def ore_written(cell: str) -> int | None:
    """The öre of an amount as files and people write it: "1 234,50", "1500 kr", "1.234,50", "10-".

    None for parts of an öre, and where a sign may part kronor from decimals or thousands; ValueError for what is no amount.
    """
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
