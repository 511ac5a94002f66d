"""A table of a file typed by hand, and where it stands, so that what is wrong in it is named by its key.

In go values as JSON and TOML have them; out come texts, days, öre and fractions, or a StatedError that names the key.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from samverkan.core.dates import PartialDate
from samverkan.core.findings import SamverkanError
from samverkan.core.money import ore_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBER: Final = re.compile(r"[+-]?\d{1,18}(?:[.,]\d{1,18})?", re.ASCII)


class StatedError(SamverkanError):
    """The file of the agreement does not say what it must: `key` is where, as "terms[0].shares[1].percent"."""


class Table:
    """A table of the file and where it stands, so that what is wrong in it can be named."""

    def __init__(self, value: Mapping[str, Any], place: str) -> None:
        self.value, self._place = value, place

    def key(self, name: str) -> str:
        """Where a value of the table stands, as the errors say it."""
        return f"{self._place}.{name}" if self._place else name

    def each(self, name: str) -> list[Table]:
        """The tables of a list; none where the key is not there."""
        said = self.value.get(name) or []
        if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
            raise StatedError("not_a_list_of_tables", key=self.key(name))
        return [Table(one, f"{self.key(name)}[{at}]") for at, one in enumerate(said)]

    def text(self, name: str) -> str:
        """A text that must be there."""
        said = self.value.get(name)
        if not isinstance(said, str) or not said.strip():
            raise StatedError("text_missing", key=self.key(name))
        return said

    def text_or_none(self, name: str) -> str | None:
        """A text, or None where the key is not there."""
        return None if self.value.get(name) is None else self.text(name)

    def word(self, name: str, known: Sequence[str], default: str) -> Any:
        """One of the words known; the default where nothing is said."""
        said = self.value.get(name)
        if said is None:
            return default
        if said not in known:
            raise StatedError("unknown_word", key=self.key(name), value=str(said), known=list(known))
        return said

    def table(self, name: str) -> Mapping[str, Any]:
        """The values of a table in this one; empty where it is not there."""
        said = self.value.get(name)
        if said is None:
            return {}
        if not isinstance(said, dict):
            raise StatedError("not_a_table", key=self.key(name))
        return said

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        said = self.value.get(name) or []
        if not isinstance(said, list):
            raise StatedError("not_a_list", key=self.key(name))
        return tuple(str(one) for one in said)

    def first(self, name: str) -> date | None:
        """The first day of what is said: "2024" is from 1 January."""
        said = self.day(name)
        return None if said is None else said.first

    def last(self, name: str) -> date | None:
        """The last day of what is said: "2024" is to 31 December."""
        said = self.day(name)
        return None if said is None else said.last

    def day(self, name: str) -> PartialDate | None:
        """A day, month or year; None where nothing is said."""
        said = self.value.get(name)
        if said is None or said == "":
            return None
        if isinstance(said, datetime):
            said = said.date()
        try:
            return PartialDate.of(said) if isinstance(said, date) else PartialDate.parse(str(said))
        except ValueError:
            raise StatedError("not_a_day", key=self.key(name), value=str(said)) from None

    def ore(self, name: str) -> int:
        """An amount in kronor, as öre."""
        try:
            return ore_of(str(self.value.get(name, "")))
        except ValueError:
            raise StatedError("not_an_amount", key=self.key(name), value=str(self.value.get(name, ""))) from None

    def fraction(self, name: str) -> Fraction:
        """A figure of nothing or more."""
        said = self.value.get(name, "")
        written = format(Decimal(str(said)), "f") if isinstance(said, float) and isfinite(said) else str(said)
        if isinstance(said, bool) or not _NUMBER.fullmatch(written) or written.startswith("-"):
            raise StatedError("not_a_figure", key=self.key(name), value=str(said)[:40])
        return Fraction(written.replace(",", "."))

    def part(self, name: str) -> Fraction:
        """Percent as a part of one; all where nothing is said."""
        part = self.fraction(name) / 100 if self.value.get(name) is not None else Fraction(1)
        if part > 1:
            raise StatedError("more_than_all", key=self.key(name), value=str(self.value[name]))
        return part

    def year(self, name: str) -> int:
        """A key that is a year."""
        if not (name.isascii() and name.isdecimal() and len(name) == 4):
            raise StatedError("not_a_year", key=self.key(name), value=name)
        return int(name)

    def people(self, name: str) -> int:
        """A number of people."""
        figure = self.fraction(name)
        if figure.denominator != 1:
            raise StatedError("not_whole_people", key=self.key(name), value=str(self.value[name])[:40])
        return int(figure)

    def by_year(self, name: str) -> dict[int, Table]:
        """The tables of years."""
        years = Table(self.table(name), self.key(name))
        return {years.year(year): Table(years.table(year), years.key(year)) for year in years.value}
