"""VAT as it has been decided: dated settings with their grounds in, the one that holds on a day out. Nothing here computes a treatment.

Whether care, a fee or a share of a cost bears VAT is a question of law that the organisation answers once, names its ground for,
and dates; an invoice takes the answer as it stands.
"""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

Category = Literal["S", "E", "O"]
"""As EN 16931 has it: S taxed by a rate, E exempt, O outside the scope of VAT."""

RATES: Final = (6, 12, 25)
"""Percent, in Sweden."""


CODES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "E": ("VATEX-EU-132", *(f"VATEX-EU-132-1{letter}" for letter in "ABCDEFGHIJKLMNOPQ")),
    "O": ("VATEX-EU-O",),
})  # fmt: skip
"""Codes of the list VATEX that go with a category: activities in the public interest, by the letters of art. 132.1 of 2006/112/EC."""


class Treatment(NamedTuple):
    """A treatment from its first day to its last (none: until another begins).

    `ground`: what it rests on, as people name it ("Mervärdesskattelagen 10 kap. 6 §, sjukvård"); never empty. `reason`: what the
    invoice says of an exemption (the ground where it is empty); `code`: the same as one of `CODES`, where one is chosen.
    """

    category: Category
    ground: str
    first: date
    last: date | None = None
    rate: int = 0
    reason: str = ""
    code: str = ""

    @property
    def exemption(self) -> str:
        """What the invoice says of why there is no VAT; empty where there is."""
        return "" if self.category == "S" else (self.reason.strip() or self.ground.strip())

    def holds_on(self, day: date) -> bool:
        """Whether the day is one of its days."""
        return self.first <= day and (self.last is None or day <= self.last)


class Stretch(NamedTuple):
    """Days, both included, with the treatment that holds on all of them; None where none does."""

    first: date
    last: date
    treatment: Treatment | None


def treatment_on(day: date, treatments: Iterable[Treatment]) -> Treatment | None:
    """The treatment that holds on the day: of several, the one that began last; None where none does."""
    holding = [one for one in treatments if one.holds_on(day)]
    return max(holding, key=lambda one: one.first, default=None)


def treatments_over(first: date, last: date, treatments: Iterable[Treatment]) -> tuple[Stretch, ...]:
    """The days of a period by their treatment: a line for each, where the setting changes on the way."""
    known = tuple(treatments)
    turns = {first}
    for one in known:
        turns.add(one.first)
        if one.last is not None:
            turns.add(one.last + timedelta(days=1))
    begins = sorted(day for day in turns if first <= day <= last)
    ends = [*(day - timedelta(days=1) for day in begins[1:]), last]
    out: list[Stretch] = []
    for begin, end in zip(begins, ends, strict=True):
        treatment = treatment_on(begin, known)
        if out and out[-1].treatment == treatment:
            out[-1] = out[-1]._replace(last=end)
        else:
            out.append(Stretch(begin, end, treatment))
    return tuple(out)
