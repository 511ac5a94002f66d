"""A list of agreements as a file to work on: rows in; the list with its columns out.

It says first whose list it is, which day it is about and what it leaves out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.web.listing import ListFile
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from samverkan.store.models import StandingSpan
    from samverkan.store.portfolio import Filter
    from samverkan.words import Language

_COLUMNS: Final = {"title": 60, "parties": 50, "standing": 18, "begins": 14, "ends": 24, "waiting": 12, "urn": 46}


class Listing(NamedTuple):
    """What the file is a list of. `party`: the other party's name where one is asked for."""

    organisation: str
    on: date
    known: date | None
    papers: date | None
    wanted: Filter
    party: str
    language: Language

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

    def file(self, rows: Iterable[StandingSpan]) -> ListFile:
        """The list to be taken out."""
        columns = list(zip(self.headings(), _COLUMNS.values(), strict=True))
        sheets = self.say("export.sheet_about"), self.say("export.sheet")
        return ListFile(f"{self.say('file')}-{self.on}", sheets, self.about(), columns, map(self.cells, rows))
