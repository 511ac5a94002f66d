"""A settlement, as its JSON has it, and one of its payments in; the lines of the invoice for it out, which sum to it to the öre.

A line for each interval with the party's part, one for what it has borne in its own accounts, one for what it was billed before;
each cut where the treatment of VAT changes. Nothing here decides a treatment. Invoices are in Swedish.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.core.findings import SamverkanError
from samverkan.core.funding.invoicing import Line, SetBy
from samverkan.core.funding.vat import treatments_over
from samverkan.core.money import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samverkan.core.funding.vat import Stretch, Treatment


class UninvoicedError(SamverkanError):
    """What cannot be invoiced as it is: `vat_unsaid` with first and last day, `vat_turns` with the day."""


class Earlier(NamedTuple):
    """What was invoiced before under one treatment, in öre (credited: negative), and for which days."""

    vat: Treatment
    first: date
    last: date
    ore: int


class Charged(NamedTuple):
    """A line and the interval (from 0) whose cost it is a part of; -1: none alone."""

    line: Line
    interval: int


def invoice_lines(
    result: Mapping[str, Any], transfer: Mapping[str, Any], *, buyer: str, account_source: str, vat: Sequence[Treatment],
    set_by: Sequence[SetBy], earlier: Sequence[Earlier] = (), account: str = "", name: str = "", planned: bool = False,
) -> tuple[Charged, ...]:  # fmt: skip
    """The lines for a party of the settlement, the `buyer`: their sum is the transfer's amount, negative where it gets the money.

    `set_by`: of each interval, with the share left out; `account_source`: the source of lines in the buyer's accounts; `name`: what
    the settlement is called. UninvoicedError where the VAT of some day is not said, or a sum cannot be cut where it changes.
    """
    owed = transfer["ore"] if transfer["from"] == buyer else -transfer["ore"]
    alone = [one for one in result["transfers"] if buyer in (one["from"], one["to"])] == [transfer]
    spans = [(date.fromisoformat(one["from"]), date.fromisoformat(one["to"])) for one in result["intervals"]]
    whole = _Days(min(first for first, _ in spans), max(last for _, last in spans), tuple(vat))
    first_set = set_by[0]._replace(share="")
    found: list[Charged] = []
    if alone:
        for at, one in enumerate(result["intervals"]):
            days = _Days(*spans[at], tuple(vat))
            part = _of(one["parts"], buyer)
            booked = [(date.fromisoformat(line["date"]), _of(line["parts"], buyer)) for line in _divided(result, at)]
            told = set_by[at]._replace(share=share_words(one["shares"], buyer))
            text = f"Andel av {'budgeten' if planned else 'kostnaden'} {in_words(one['ore'])} kronor"
            found += [Charged(line, at) for line in _cut(text, part, days, booked, told)]
        balance = next(one for one in result["balances"] if one["party"] == buyer)
        own = [
            (date.fromisoformat(line["date"]), line["not_covered_ore"] - line["ore"])
            for line in _divided(result)
            if line["source"] == account_source
        ]
        text = "Kostnad i er egen bokföring" if balance["borne_ore"] > 0 else "Intäkt i er egen bokföring"
        found += [Charged(line, -1) for line in _cut(text, -balance["borne_ore"], whole, own, first_set)]
        found += [Charged(line, -1) for line in _billed(balance["billed_ore"], whole, earlier, first_set)]
    if sum(one.line.ore for one in found) != owed:
        found = [Charged(line, -1) for line in _cut(f"Betalning enligt {name}", owed, whole, [], first_set)]
    return tuple(one._replace(line=one.line._replace(account=account)) for one in found)


def share_words(shares: Iterable[Mapping[str, Any]], party: str) -> str:
    """A party's share as the line says it; empty where the settlement has none for it."""
    said = next((one for one in shares if one["party"] == party), None)
    if said is None:
        return ""
    match said["measure"]:
        case "percent":
            return f"{str(said['percent']).replace('.', ',')} procent"
        case "amount":
            return f"{said['value']} kronor om året"
        case "per_inhabitant":
            return f"{said['value']} kronor per invånare"
        case _:
            return str(said["value"] or said["percent"] or "")


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


def _cut(text: str, ore: int, days: _Days, booked: Sequence[tuple[date, int]], told: SetBy) -> Iterator[Line]:
    """An amount as one line, or as one for each treatment of its days by what is booked on them; nothing of nothing."""
    if not ore and not any(one for _, one in booked):
        return
    stretches = days.stretches()
    if len(stretches) == 1:
        if ore:
            yield Line(text, ore, stretches[0][1], days.first, days.last, told)
        return
    if sum(one for _, one in booked) != ore or any(not days.first <= day <= days.last for day, _ in booked):
        raise UninvoicedError("vat_turns", day=stretches[1][0].first)
    for stretch, treatment in stretches:
        part = sum(one for day, one in booked if stretch.first <= day <= stretch.last)
        if part:
            yield Line(f"{text}, den del som gäller dessa dagar", part, treatment, stretch.first, stretch.last, told)


def _billed(ore: int, days: _Days, earlier: Sequence[Earlier], told: SetBy) -> Iterator[Line]:
    """What was billed before, by the treatment that it had then."""
    text = "Fakturerat tidigare" if ore > 0 else "Krediterat tidigare"
    if ore and sum(one.ore for one in earlier) == ore:
        for one in earlier:
            if one.ore:
                yield Line(text, -one.ore, one.vat, one.first, one.last, told)
        return
    yield from _cut(text, -ore, days, [], told)


def _divided(result: Mapping[str, Any], interval: int | None = None) -> Iterator[Mapping[str, Any]]:
    for line in result["lines"]:
        if line["status"] == "divided" and interval in (None, line["interval"]):
            yield line


def _of(parts: Iterable[Mapping[str, Any]], party: str) -> int:
    return next((int(one["ore"]) for one in parts if one["party"] == party), 0)
