"""A settlement, as its JSON has it, and one of its payments in; the lines of the invoice for it out, which sum to it to the öre.

A line for each interval with the party's part, one for what it has borne in its own accounts, one for what it was billed before;
or, where VAT is charged, a line for each interval of what one party has supplied another alone. Each is cut where the treatment of
VAT changes. Nothing here decides a treatment. Invoices are in Swedish (`invoice_words`).
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.core.funding.invoice_cutting import PLAIN, Booked, Cutting, Days, cut, total
from samverkan.core.funding.invoice_words import FIXED, own_rows, part_words, share_words
from samverkan.core.funding.invoicing import Line, SetBy
from samverkan.core.money import Divider, in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from samverkan.core.funding.vat import Treatment

    Row = Mapping[str, Any]


class Earlier(NamedTuple):
    """What one has invoiced another before under one treatment, less credited, in öre, for which days, and by which numbers."""

    vat: Treatment
    first: date
    last: date
    ore: int
    numbers: tuple[str, ...] = ()


class Charged(NamedTuple):
    """A line and the interval (from 0) whose cost it is a part of; -1: none alone.

    `rows`: the lines of the settlement (from 0) behind it. `billed`: whose earlier invoices it takes off or gives back.
    """

    line: Line
    interval: int
    rows: tuple[int, ...] = ()
    billed: str = ""


class Known(NamedTuple):
    """What invoices of a settlement are made of.

    `sources`: source of lines to party, other lines are the provider's; `set_by`: of a buyer, what set the shares of each interval,
    with the share left out; `agreement`: what the lines of no interval name; `before`: seller and buyer to what was invoiced;
    `name`: what the settlement is called.
    """

    result: Mapping[str, Any]
    sources: Mapping[str, str]
    vat: Sequence[Treatment]
    set_by: Callable[[str], Sequence[SetBy]]
    agreement: str
    before: Mapping[tuple[str, str], Sequence[Earlier]]
    name: str = ""
    planned: bool = False


class Lines:
    """The lines of a settlement's invoices, for whom one asks."""

    def __init__(self, known: Known) -> None:
        """Of what is known; nothing is computed before it is asked for."""
        self.known = known
        self.result = known.result
        self.first, self.last = map(date.fromisoformat, known.result["period"])
        self._bare = SetBy(known.agreement)

    def netted(self, transfer: Mapping[str, Any], buyer: str) -> list[Charged]:
        """A payment as its `buyer` sees it: their sum is its amount, negative where the buyer gets the money.

        Of several payments each has its part of every line where all go the same way; where some go back, those that go as the whole
        does have them, and what is left of each is said as such. All of what was billed between the two goes with their payment.
        UninvoicedError where the VAT of some day is not said, or it changes and nobody can tell what was billed before on each side.
        """
        mine = [one for one in self.result["transfers"] if buyer in (one["from"], one["to"])]
        others = [_other(one, buyer) for one in mine]
        own = {one: list(self._billed_between(one, buyer)) for one in others}
        shared = [*self._parts(buyer), *self._borne(buyer), *self._billed_by_others(buyer, others)]
        due = [_signed(one, buyer) - _sum(own[other]) for one, other in zip(mine, others, strict=True)]
        whole, at = _sum(shared), mine.index(transfer)
        if len(mine) > 1 and sum(due) == whole:
            of = [one if one * whole > 0 else 0 for one in due]
            shared = _portion(shared, of, at, others[at]) if of[at] else []
            evened = due[at] - _sum(shared)
            shared += self.whole(f"Utjämning mellan parterna enligt {self.known.name}", evened, by_days=True)
        found = [*shared, *own[others[at]]]
        if _sum(found) != _signed(transfer, buyer):
            found = self.whole(f"Betalning enligt {self.known.name}", _signed(transfer, buyer))
        return found

    def supplied(self, seller: str, buyer: str, *, turned: bool = False) -> list[Charged]:
        """What of the cost in the seller's accounts the buyer bears; `turned`: as the buyer says it who invoices income of the seller."""
        sign = -1 if turned else 1
        found: list[Charged] = []
        for at, of in enumerate(self._intervals):
            one = of.interval
            sold = [row for row in of.shared if self._seller(row) == seller]
            part = sum(_of(row["parts"], buyer) for row in sold)
            if seller == self._provider:  # what fixed amounts are above the cost
                part += _of(one["parts"], buyer) - sum(_of(row["parts"], buyer) for row in of.rows)
            text = part_words(one, buyer, part=of.part(buyer), base=of.base, planned=self.known.planned)
            base = sum(row["ore"] for row in sold)
            if base != of.base:
                whose = "er" if turned else "vår"
                text += f", den del som gäller {in_words(base)} kronor i {whose} bokföring"
            told = self.known.set_by(buyer)[at]._replace(share=share_words(one["shares"], buyer))
            found += self._of_interval(of, at, text, sign * part, sold, buyer, told, sign)
            grants = [row for row in of.alone(buyer) if self._seller(row) == seller]
            found += self._grants(of, at, "oss" if turned else "er", grants, sign)
        return found

    def billed(self, seller: str, buyer: str) -> list[Charged]:
        """What the seller has invoiced the buyer before, taken off, by the treatment that it had then."""
        found = []
        for one in self.known.before.get((seller, buyer), ()):
            if one.ore:
                line = Line(f"Fakturerat tidigare{_numbers(one)}", -one.ore, one.vat, one.first, one.last, self._bare)
                found.append(Charged(line, -1, billed=seller))
        return found

    def whole(self, text: str, ore: int, *, by_days: bool = False) -> list[Charged]:
        """One amount for all of the days."""
        return list(self._lines(text, ore, by_days=by_days))

    def payment(self, ore: int, like: Line) -> Charged:
        """An amount of a payment in one line, with the days and the VAT of another."""
        return Charged(
            Line(f"Betalning enligt {self.known.name}", ore, like.vat, like.first, like.last, self._bare), -1
        )

    def _parts(self, buyer: str) -> Iterator[Charged]:
        """The buyer's part of each interval; what is to its good alone by itself."""
        for at, of in enumerate(self._intervals):
            part = of.part(buyer)
            text = part_words(of.interval, buyer, part=part, base=of.base, planned=self.known.planned)
            told = self.known.set_by(buyer)[at]._replace(share=share_words(of.interval["shares"], buyer))
            rows = of.but(buyer)
            yield from self._of_interval(of, at, text, part, rows, buyer, told)
            yield from self._grants(of, at, "er", of.alone(buyer))

    def _of_interval(
        self, of: _Interval, at: int, text: str, part: int, rows: Sequence[Row], buyer: str, told: SetBy, sign: int = 1
    ) -> Iterator[Charged]:  # fmt: skip
        """A part of an interval's cost; so much a year is cut by the days, whenever the cost was booked."""
        shares = [share for share in of.interval["shares"] if share["party"] == buyer]
        by_days = bool(shares) and {share["measure"] for share in shares} <= FIXED
        booked = [self._booked(row, sign * _of(row["parts"], buyer)) for row in rows]
        how = Cutting(spread=by_days, costs=True)
        yield from self._charged(text, part, of.days(self.known.vat), booked, told, at, how)

    def _grants(self, of: _Interval, at: int, whose: str, rows: Sequence[Row], sign: int = 1) -> Iterator[Charged]:
        booked = [self._booked(row, sign * row["ore"]) for row in rows]
        text = f"Bidrag och avgifter som bara gäller {whose}"
        yield from self._charged(text, total(booked), of.days(self.known.vat), booked, self._bare, at)

    def _borne(self, buyer: str) -> Iterator[Charged]:
        """What it has borne in its own accounts; and what it is to get of fixed amounts that exceed the cost."""
        own = [
            self._booked(row, row["not_covered_ore"] - row["ore"])
            for of in self._intervals
            for row in of.rows
            if self.known.sources.get(row["source"]) == buyer
        ]
        borne = self._balance(buyer)["borne_ore"]
        above = max(min(sum(one["above_cost_ore"] for one in self.result["intervals"]), borne + total(own)), 0)
        ore, planned = above - borne, self.known.planned
        text = "Intäkt i er egen bokföring" if ore > 0 else "Kostnad enligt budget hos er" if planned else _BORNE
        yield from self._lines(text, ore, own)
        if above > 0:
            yield from self._lines("Fasta belopp utöver kostnaden", -above)

    def _billed_between(self, other: str, buyer: str) -> Iterator[Charged]:
        """What another has billed the buyer before, and it the other."""
        yield from self.billed(other, buyer)
        for one in self.billed(buyer, other):
            text = one.line.text.replace("Fakturerat", "Fakturerat av er", 1)
            yield one._replace(line=one.line._replace(text=text, ore=-one.line.ore))

    def _billed_by_others(self, buyer: str, payments: Sequence[str]) -> Iterator[Charged]:
        """What it was billed by who has no payment now; and what earlier settlements say beside what has been invoiced."""
        known = 0
        for other in dict.fromkeys(one for pair in self.known.before if buyer in pair for one in pair if one != buyer):
            found = list(self._billed_between(other, buyer))
            known -= _sum(found)
            if other not in payments:
                for one in found:
                    yield one._replace(line=one.line._replace(text=f"{one.line.text} ({other})"))
        yield from self._lines("Avräknat tidigare", known - self._balance(buyer)["billed_ore"], by_days=False)

    def _lines(self, text: str, ore: int, booked: Sequence[Booked] = (), *, by_days: bool = True) -> Iterator[Charged]:
        days = Days(self.first, self.last, self.known.vat)
        return self._charged(text, ore, days, booked, self._bare, -1, Cutting(whole=not by_days))

    def _charged(
        self, text: str, ore: int, days: Days, booked: Sequence[Booked], told: SetBy, at: int, how: Cutting = PLAIN
    ) -> Iterator[Charged]:  # fmt: skip
        for line, rows in cut(text, ore, days, booked, told, how):
            yield Charged(line, at, rows)

    @cached_property
    def _intervals(self) -> list[_Interval]:
        rows: dict[int, list[Row]] = defaultdict(list)
        for row in self.result["lines"]:
            if row["status"] == "divided":
                rows[row["interval"]].append(row)
        return [_Interval(one, rows[at]) for at, one in enumerate(self.result["intervals"])]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(row): at for at, row in enumerate(self.result["lines"])}

    @cached_property
    def _provider(self) -> str:
        """Who bears what is in nobody's accounts; empty where there is nothing of it."""
        borne: dict[str, int] = defaultdict(int)
        for of in self._intervals:
            for row in of.rows:
                borne[self.known.sources.get(row["source"], "")] += row["ore"] - row["not_covered_ore"]
        parties = [one["party"] for one in self.result["balances"] if one["borne_ore"] != borne[one["party"]]]
        return str(parties[0]) if parties else ""

    def _seller(self, row: Row) -> str:
        return self.known.sources.get(row["source"], self._provider)

    def _balance(self, party: str) -> Mapping[str, Any]:
        """What the party bears, has borne and was billed."""
        return next(one for one in self.result["balances"] if one["party"] == party)

    def _booked(self, row: Row, ore: int) -> Booked:
        """Of a budget, which has a row for each month, the days are the month's."""
        first = last = date.fromisoformat(row["date"])
        if row.get("from") and row.get("to"):
            first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
        elif self.known.planned:
            last = first.replace(day=monthrange(first.year, first.month)[1])
        return Booked(first, last, ore, row["ore"], self._places[id(row)])


class _Interval:
    """An interval and its divided lines. `shared`: those that are not to the good or the cost of one party alone."""

    def __init__(self, interval: Mapping[str, Any], rows: Sequence[Row]) -> None:
        self.interval = interval
        self.rows = rows
        self._own = own_rows(interval, rows)
        own = {id(row) for of in self._own.values() for row in of}
        self.shared = [row for row in rows if id(row) not in own]
        self.base = interval["ore"] - sum(row["ore"] for of in self._own.values() for row in of)

    def alone(self, party: str) -> Sequence[Row]:
        """The lines that are one party's alone."""
        return self._own.get(party, [])

    def but(self, party: str) -> Sequence[Row]:
        """All but those."""
        alone = {id(row) for row in self.alone(party)}
        return [row for row in self.rows if id(row) not in alone]

    def part(self, party: str) -> int:
        """What the party bears of these."""
        return _of(self.interval["parts"], party) - sum(int(row["ore"]) for row in self.alone(party))

    def days(self, vat: Sequence[Treatment]) -> Days:
        return Days(date.fromisoformat(self.interval["from"]), date.fromisoformat(self.interval["to"]), vat)


_BORNE = "Kostnad i er egen bokföring"


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


def _numbers(one: Earlier) -> str:
    return f": {', '.join(one.numbers)}" if one.numbers else ""


def _other(transfer: Mapping[str, Any], party: str) -> str:
    return str(transfer["to"] if transfer["from"] == party else transfer["from"])


def _signed(transfer: Mapping[str, Any], buyer: str) -> int:
    return int(transfer["ore"]) if transfer["from"] == buyer else -int(transfer["ore"])


def _sum(found: Iterable[Charged]) -> int:
    return sum(one.line.ore for one in found)


def _of(parts: Iterable[Mapping[str, Any]], party: str) -> int:
    return next((int(one["ore"]) for one in parts if one["party"] == party), 0)
