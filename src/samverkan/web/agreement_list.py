"""A list of agreements as a file to work on: rows in; CSV that a Swedish Excel opens rightly, or XLSX with real dates, out.

Both say first whose list it is, which day it is about and what it leaves out. No cell is ever a formula.
"""

from __future__ import annotations

import csv
from itertools import chain
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from samverkan.web.listing import cell
from samverkan.web.workbook import workbook
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from samverkan.store.models import StandingSpan
    from samverkan.store.portfolio import Filter
    from samverkan.words import Language

_COLUMNS: Final = {"title": 60, "parties": 50, "standing": 18, "begins": 14, "ends": 24, "waiting": 12, "urn": 46}
_BOM: Final = "\ufeff"


class Listing(NamedTuple):
    """What the file is a list of. `party`: the other party's name where one is asked for."""

    organisation: str
    on: date
    known: date | None
    papers: date | None
    wanted: Filter
    party: str
    language: Language

    @property
    def file_name(self) -> str:
        """The file's name without its ending."""
        return f"{self.say('file')}-{self.on}"

    def say(self, code: str, **values: object) -> str:
        """A word or sentence of the list's."""
        return say("portfolio", code, values, self.language)

    def headings(self) -> list[str]:
        """The columns' names."""
        return [self.say(f"export.{column}") for column in _COLUMNS]

    def about(self) -> Iterator[tuple[str, str]]:
        """Whose list, about which day, and what is left out: a name and what it is."""
        wanted = self.wanted
        yield self.say("export.organisation"), self.organisation
        yield self.say("export.on"), str(self.on)
        yield self.say("export.known"), str(self.known or self.say("export.all_known"))
        if self.papers is not None:
            yield self.say("export.papers"), str(self.papers)
        if wanted.standing:
            yield self.say("export.standing"), self.standing(wanted.standing)
        if wanted.party:
            yield self.say("export.party"), self.party
        if wanted.from_ is not None:
            yield self.say("from"), str(wanted.from_)
        if wanted.to is not None:
            yield self.say("to"), str(wanted.to)
        if wanted.text:
            yield self.say("export.text"), wanted.text

    def standing(self, code: str) -> str:
        """A standing in a word."""
        return say("pages", f"standing.{code}", {}, self.language)

    def cells(self, row: StandingSpan) -> list[str | int | date]:
        """A row's values; what is unknown is said."""
        return [
            row.title or self.say("untitled"), row.parties, self.standing(row.standing),
            row.begins or say("pages", "unknown", {}, self.language),
            row.ends or say("pages", "no_end", {}, self.language),
            row.waiting, row.agreement_id.urn,
        ]  # fmt: skip


def as_csv(listing: Listing, rows: Iterable[StandingSpan]) -> Iterator[str]:
    """The lines, one at a time: UTF-8 with a byte order mark, semicolons between."""
    write = csv.writer(_Lines(), delimiter=";", lineterminator="\r\n")
    yield _BOM
    for line in chain(listing.about(), [[]], [listing.headings()], map(listing.cells, rows)):
        yield write.writerow([cell(one) for one in line])  # what `_Lines` gives back


def as_xlsx(listing: Listing, rows: Iterable[StandingSpan]) -> IO[bytes]:
    """The workbook: the list, and a sheet that says what it is."""
    columns = list(zip(listing.headings(), _COLUMNS.values(), strict=True))
    names = listing.say("export.sheet_about"), listing.say("export.sheet")
    return workbook(names, listing.about(), columns, map(listing.cells, rows))


class _Lines:
    """Gives each line back to who writes it."""

    def write(self, line: str) -> str:
        return line
