"""A settlement, as its JSON has it, and one of its payments in; the lines of the invoice for it out, which sum to it to the öre.

A line for each interval with the party's part, one for what it has borne in its own accounts, one for what it was billed before;
each cut where the treatment of VAT changes. Nothing here decides a treatment. Invoices are in Swedish (`invoice_words`).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.core.findings import SamverkanError
from samverkan.core.funding.invoice_words import FIXED, own_rows, part_words, share_words
from samverkan.core.funding.invoicing import Line, SetBy
from samverkan.core.funding.selecting import of_days
from samverkan.core.funding.vat import treatments_over
from samverkan.core.money import Divider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samverkan.core.funding.vat import Stretch, Treatment


class UninvoicedError(SamverkanError):
    """What cannot be invoiced as it is: `vat_unsaid` with first and last day, `vat_turns` with the day."""


class Earlier(NamedTuple):
    """What one was invoiced by another before under one treatment, in öre, for which days, and by which numbers.

    Negative: credited, or what it has invoiced the other.
    """

    vat: Treatment
    first: date
    last: date
    ore: int
    numbers: tuple[str, ...] = ()


class Charged(NamedTuple):
    """A line and the interval (from 0) whose cost it is a part of; -1: none alone."""

    line: Line
    interval: int


def invoice_lines(
    result: Mapping[str, Any], transfer: Mapping[str, Any], *, buyer: str, account_source: str, vat: Sequence[Treatment],
    set_by: Sequence[SetBy], agreement: str, earlier: Mapping[str, Sequence[Earlier]], account: str = "", name: str = "",
    planned: bool = False,
) -> tuple[Charged, ...]:  # fmt: skip
    """The lines for a party of the settlement, the `buyer`: their sum is the transfer's amount, negative where it gets the money.

    `set_by`: of each interval, with the share left out; `agreement`: what the lines of no interval name; `account_source`: the
    source of lines in the buyer's accounts; `earlier`: by the other party; `name`: what the settlement is called. Of several
    payments each has its part of every line, and all of what was billed between the two. UninvoicedError where the VAT of some
    day is not said, or it changes and nobody can tell what was billed before on each side.
    """
    about = _About(result, buyer, account_source, tuple(vat), set_by, SetBy(agreement), earlier, planned)
    mine = [one for one in result["transfers"] if buyer in (one["from"], one["to"])]
    others = [_other(one, buyer) for one in mine]
    own = {one: list(about.billed_by(one)) for one in others}
    shared = [*about.parts(), *about.borne(), *about.billed_by_others(others)]
    due = [_signed(one, buyer) - _sum(own[other]) for one, other in zip(mine, others, strict=True)]
    at = mine.index(transfer)
    if len(mine) > 1 and sum(due) == _sum(shared) != 0:
        shared = _portion(shared, due, at, others[at])
    found = [*shared, *own[others[at]]]
    if _sum(found) != _signed(transfer, buyer):
        found = list(about.whole(f"Betalning enligt {name}", _signed(transfer, buyer)))
    return tuple(one._replace(line=one.line._replace(account=account)) for one in found)


class _About(NamedTuple):
    """What a buyer's lines are made of: as `invoice_lines` takes it; `bare`: what the lines of no interval name."""

    result: Mapping[str, Any]
    buyer: str
    source: str
    vat: tuple[Treatment, ...]
    set_by: Sequence[SetBy]
    bare: SetBy
    earlier: Mapping[str, Sequence[Earlier]]
    planned: bool

    @property
    def balance(self) -> Mapping[str, Any]:
        """What the buyer bears, has borne and was billed."""
        return next(one for one in self.result["balances"] if one["party"] == self.buyer)

    def parts(self) -> Iterator[Charged]:
        """The buyer's part of each interval; what is to its good alone by itself."""
        for at, one in enumerate(self.result["intervals"]):
            rows = [row for row in self._divided() if row["interval"] == at]
            own = own_rows(one, rows)
            alone = own.get(self.buyer, [])
            part = _of(one["parts"], self.buyer) - sum(row["ore"] for row in alone)
            base = one["ore"] - sum(row["ore"] for of in own.values() for row in of)
            days = _Days(date.fromisoformat(one["from"]), date.fromisoformat(one["to"]), self.vat)
            shares = [share for share in one["shares"] if share["party"] == self.buyer]
            by_days = bool(shares) and {share["measure"] for share in shares} <= FIXED
            booked = (
                []
                if by_days
                else [self._booked(row, _of(row["parts"], self.buyer)) for row in rows if row not in alone]
            )
            text = part_words(one, self.buyer, part=part, base=base, planned=self.planned)
            told = self.set_by[at]._replace(share=share_words(one["shares"], self.buyer))
            yield from (Charged(line, at) for line in _cut(text, part, days, booked, told))
            grants = [self._booked(row, row["ore"]) for row in alone]
            text = "Bidrag och avgifter som bara gäller er"
            yield from (Charged(line, at) for line in _cut(text, _total(grants), days, grants, self.bare))

    def borne(self) -> Iterator[Charged]:
        """What it has borne in its own accounts; and what it is to get of fixed amounts that exceed the cost."""
        own = [
            self._booked(row, row["not_covered_ore"] - row["ore"])
            for row in self._divided()
            if row["source"] == self.source
        ]
        above = min(
            sum(one["above_cost_ore"] for one in self.result["intervals"]), self.balance["borne_ore"] + _total(own)
        )
        ore = max(above, 0) - self.balance["borne_ore"]
        text = "Intäkt i er egen bokföring" if ore > 0 else "Kostnad enligt budget hos er" if self.planned else _BORNE
        yield from self._lines(text, ore, own)
        if above > 0:
            yield from self._lines("Fasta belopp utöver kostnaden", -above)

    def billed_by(self, other: str) -> Iterator[Charged]:
        """What another has billed it before, by the treatment that it had then."""
        for one in self.earlier.get(other, ()):
            if one.ore:
                text = "Fakturerat tidigare" if one.ore > 0 else "Fakturerat av er tidigare"
                numbers = f": {', '.join(one.numbers)}" if one.numbers else ""
                yield Charged(Line(f"{text}{numbers}", -one.ore, one.vat, one.first, one.last, self.bare), -1)

    def billed_by_others(self, payments: Sequence[str]) -> Iterator[Charged]:
        """What it was billed by who has no payment now; and what earlier settlements say beside what has been invoiced."""
        known = 0
        for other, found in self.earlier.items():
            known += sum(one.ore for one in found)
            if other not in payments:
                for one in self.billed_by(other):
                    yield one._replace(line=one.line._replace(text=f"{one.line.text} ({other})"))
        yield from self._lines("Avräknat tidigare", known - self.balance["billed_ore"], by_days=False)

    def whole(self, text: str, ore: int) -> Iterator[Charged]:
        """One amount for all of the days."""
        return self._lines(text, ore, by_days=False)

    def _lines(self, text: str, ore: int, booked: Sequence[_Booked] = (), *, by_days: bool = True) -> Iterator[Charged]:
        first, last = map(date.fromisoformat, self.result["period"])
        cut = _cut(text, ore, _Days(first, last, self.vat), booked, self.bare, by_days=by_days)
        return (Charged(line, -1) for line in cut)

    def _divided(self) -> Iterator[Mapping[str, Any]]:
        return (row for row in self.result["lines"] if row["status"] == "divided")

    def _booked(self, row: Mapping[str, Any], ore: int) -> _Booked:
        """Of a budget, which has a row for each month, the days are the month's."""
        day = date.fromisoformat(row["date"])
        if row.get("from") and row.get("to"):
            return _Booked(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]), ore)
        return _Booked(day, day.replace(day=monthrange(day.year, day.month)[1]) if self.planned else day, ore)


_BORNE = "Kostnad i er egen bokföring"


class _Booked(NamedTuple):
    """An amount and the days that it is for, spread evenly over them."""

    first: date
    last: date
    ore: int

    def until(self, day: date) -> int:
        """What of it falls on the days up to and with one."""
        gone = (min(day, self.last) - self.first).days + 1
        return of_days(self.ore, gone, (self.last - self.first).days + 1) if gone > 0 else 0


class _Days(NamedTuple):
    """Days, both included, and the treatments that may hold on them."""

    first: date
    last: date
    vat: tuple[Treatment, ...]

    def stretches(self) -> tuple[tuple[Stretch, Treatment], ...]:
        found = treatments_over(self.first, self.last, self.vat)
        for one in found:
            if one.treatment is None:
                raise UninvoicedError("vat_unsaid", first=one.first, last=one.last)
        return tuple((one, one.treatment) for one in found if one.treatment is not None)


def _cut(
    text: str, ore: int, days: _Days, booked: Sequence[_Booked], told: SetBy, *, by_days: bool = True
) -> Iterator[Line]:
    """An amount as one line, or as one for each treatment of its days by what is booked on them; nothing of nothing.

    What is booked on no day of its own is spread over all of them where it may be (`by_days`).
    """
    left = ore - _total(booked)
    if not ore and not any(one.ore for one in booked):
        return
    stretches = days.stretches()
    if len(stretches) == 1:
        if ore:
            yield Line(text, ore, stretches[0][1], days.first, days.last, told)
        return
    if left and not by_days:
        raise UninvoicedError("vat_turns", day=stretches[1][0].first)
    # what is booked on a day outside, such as of a bill that came late, goes with the nearest
    every = [*booked, _Booked(days.first, days.last, left)]
    gone = 0
    for at, (stretch, treatment) in enumerate(stretches, 1):
        until = ore if at == len(stretches) else sum(one.until(stretch.last) for one in every)
        if until != gone:
            yield Line(
                f"{text}, den del som gäller dessa dagar", until - gone, treatment, stretch.first, stretch.last, told
            )
        gone = until


def _portion(found: Sequence[Charged], due: Sequence[int], at: int, other: str) -> list[Charged]:
    """One payment's part of lines that several payments are for, by running remainder: they sum to what is due by each."""
    divider = Divider([Fraction(one, sum(due)) for one in due])
    gone, before, portion = 0, 0, []
    for one in found:
        gone += one.line.ore
        until = divider.divide(gone)[at]
        if until != before:
            text = f"{one.line.text}, den del som regleras med {other}"
            portion.append(one._replace(line=one.line._replace(text=text, ore=until - before)))
        before = until
    return portion


def _other(transfer: Mapping[str, Any], party: str) -> str:
    return str(transfer["to"] if transfer["from"] == party else transfer["from"])


def _signed(transfer: Mapping[str, Any], buyer: str) -> int:
    return int(transfer["ore"]) if transfer["from"] == buyer else -int(transfer["ore"])


def _sum(found: Iterable[Charged]) -> int:
    return sum(one.line.ore for one in found)


def _total(booked: Iterable[_Booked]) -> int:
    return sum(one.ore for one in booked)


def _of(parts: Iterable[Mapping[str, Any]], party: str) -> int:
    return next((int(one["ore"]) for one in parts if one["party"] == party), 0)
