"""The cost lines of an agreement as a file to work on: rows in; the list with its columns out.

It says first of which agreement it is and what it leaves out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.web.listing import ListFile
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from samverkan.store.models import BookedLine
    from samverkan.words import Language

_COLUMNS: Final = {
    "day": 12, "voucher": 14, "text": 50, "account": 10, "objects": 18, "amount": 14, "from": 12, "to": 12, "party": 28, "file": 30,
}  # fmt: skip


class CostList(NamedTuple):
    """What the file is a list of. `names`: what each party is called, by its number; `left`: what the list is limited to."""

    agreement: str
    on: date
    known: date | None
    names: Mapping[str, str]
    left: tuple[tuple[str, str], ...]
    language: Language

    def say(self, code: str) -> str:
        """A word of the list's."""
        return say("money", code, {}, self.language)

    def about(self) -> Iterator[tuple[str, str]]:
        """Of which agreement, as known when, and what is left out: a name and what it is."""
        yield self.say("costs.file.agreement"), self.agreement
        yield say("portfolio", "export.known", {}, self.language), str(self.known or self.on)
        for code, value in self.left:
            yield self.say(f"column.{code}"), value

    def headings(self) -> list[str]:
        """The columns' names."""
        return [self.say(f"column.{column}") for column in _COLUMNS]

    def cells(self, line: BookedLine) -> list[str | int | Decimal | date]:
        """A line's values; what it does not say is empty, for it is a list to calculate on."""
        voucher = line.voucher
        return [
            line.day, voucher.name, line.text, line.account, " ".join(objects_said(line)), Decimal(line.ore) / 100, line.first or "",
            line.last or "", self.names.get(voucher.organisation_id, voucher.organisation_id),
            voucher.file.name or self.say("costs.typed"),
        ]  # fmt: skip

    def file(self, rows: Iterable[BookedLine]) -> ListFile:
        """The list to be taken out."""
        columns = list(zip(self.headings(), _COLUMNS.values(), strict=True))
        sheets = say("portfolio", "export.sheet_about", {}, self.language), self.say("way.costs")
        return ListFile(f"{self.say('costs.file')}-{self.on}", sheets, self.about(), columns, map(self.cells, rows))


def ledger_spelled(ledger: str) -> str:
    """A ledger's name; of one that is an organisation number, with its dash."""
    return f"{ledger[:6]}-{ledger[6:]}" if len(ledger) == 10 and ledger.isdecimal() else ledger


def objects_said(line: BookedLine) -> list[str]:
    """The objects of a line as rules name them: "1:720"."""
    return [f"{one[0]}:{one[1]}" for one in line.objects_on]
