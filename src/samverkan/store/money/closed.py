"""What closed settlements mean for the next one: what they billed, what of a cap is used, and how it differs from them.

A closed settlement names each party as it was called then; here it is called as today (`names`: by organisation number).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from samverkan.core.facts import ShareValue
from samverkan.core.funding.differing import Borne, differences
from samverkan.core.funding.evening import Billed
from samverkan.core.funding.selecting import falls_on
from samverkan.store.models import Settlement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from samverkan.core.funding.differing import Difference
    from samverkan.core.funding.selecting import Days
    from samverkan.core.funding.settlement import Settlement as Settled
    from samverkan.core.funding.vouchers import CostLine
    from samverkan.store.models import Agreement, Organisation

_PORTION: Final = "other_portion"
"""Why the portion of a grant that is for other cost is left out (`core.funding.selecting`)."""


def closed_settlements(agreement: Agreement, until: datetime | None = None) -> list[Settlement]:
    """Those that every party has approved, in order, as known."""
    rows = agreement.settlements.prefetch_related("approvals").order_by("number")
    return [row for row in rows if is_closed(row, until)]


def is_closed(settlement: Settlement, until: datetime | None = None) -> bool:
    """Whether every party had approved it by then."""
    wanted = set(settlement.result["organisations"])
    given = {one.organisation_id for one in settlement.approvals.all() if until is None or one.recorded < until}
    return wanted <= given


def awaiting_approval(organisation: Organisation) -> list[Settlement]:
    """The settlements that wait for the organisation's economist, the oldest first."""
    mine = organisation.agreements.values("agreement")
    rows = Settlement.objects.filter(agreement__in=mine, withdrawn=None).exclude(approvals__organisation=organisation)
    return [row for row in rows.order_by("recorded") if organisation.pk in row.result["organisations"]]


def share_days(one: Settlement, first: date, last: date) -> bool:
    """Whether the settlement is of some of the days."""
    return one.first <= last and first <= one.last


def party_numbers(result: Mapping[str, Any]) -> dict[str, str]:
    """The organisation number of each party of a settlement, by what it is called there."""
    names = [one["party"] for one in result["totals"]]
    return dict(zip(names, result["organisations"], strict=True))


def billed_by(closed: Iterable[Settlement], names: Mapping[str, str]) -> Iterator[Billed]:
    """What was to be paid by them."""
    for one in closed:
        called = _called(one, names)
        for paid in one.result["transfers"]:
            yield Billed(called[paid["from"]], called[paid["to"]], paid["ore"])


def charged_by(
    closed: Sequence[Settlement], first: date, last: date, names: Mapping[str, str], *, interim: bool
) -> dict[int, dict[str, int]]:  # fmt: skip
    """What each party bears of other days, by calendar year: by the last final settlement of those days.

    For an interim one, of days that have none, by the last interim settlement.
    """
    found: dict[int, dict[str, int]] = {}
    taken: list[Days] = [(first, last)]
    for kind in ("final", "interim") if interim else ("final",):
        for one in reversed(closed):
            if one.kind != kind or any(share_days(one, *days) for days in taken):
                continue
            taken.append((one.first, one.last))
            called = _called(one, names)
            for year, parts in _charged(one.result):
                of_year = found.setdefault(year, {})
                for part in parts:
                    party = called[part["party"]]
                    of_year[party] = of_year.get(party, 0) + part["ore"]
    return found


def _charged(result: Mapping[str, Any]) -> Iterator[tuple[int, Sequence[Mapping[str, Any]]]]:
    if "charged" in result:
        yield from ((int(year), parts) for year, parts in result["charged"].items())
    else:  # one that was closed before this was kept
        yield from ((int(one["from"][:4]), one["parts"]) for one in result["intervals"])


def differences_since_closed(
    agreement: Agreement, found: Settled, names: Mapping[str, str], until: datetime | None = None
) -> tuple[Difference, ...]:
    """What a settlement adds to those closed before for the same days: rows for late vouchers, corrected amounts and shares.

    Compared is what each day was divided for: of a cost for several days what falls on days that were closed.
    """
    closed: list[Settlement] = []
    for one in closed_settlements(agreement, until):
        if one.kind == "final" and (found.first or one.last) <= one.first and one.last <= (found.last or one.first):
            closed = [*(each for each in closed if not share_days(each, one.first, one.last)), one]
    days = sorted((one.first, one.last) for one in closed)
    before = [borne for one in closed for borne in _borne_in(one.result, _called(one, names))]
    return differences(before, list(_borne_on(days, found)), found.parties)


def _borne_on(days: Sequence[Days], found: Settled) -> Iterator[Borne]:
    """What of each divided line falls on some days."""
    portions = {_named(one.line) for one in found.lines if one.why == _PORTION}
    for line in found.lines:
        if line.status != "divided":
            continue
        of, interval = line.line, found.intervals[line.interval]
        first = of.day if of.first is None else max(of.first, interval.first)
        last = of.day if of.last is None else min(of.last, interval.last)
        some = [one for one in days if one[0] <= last and first <= one[1]]
        if not some:
            continue
        parts = [sum(falls_on(part, (first, last), one) for one in some) for part in line.parts]
        yield Borne(
            of.source, of.voucher or of.text, of.day, sum(parts), dict(zip(found.parties, parts, strict=True)),
            frozenset(interval.shares), cuts=(of.first is not None) + (_named(of) in portions),
        )  # fmt: skip


def _named(line: CostLine) -> tuple[object, ...]:
    """What tells a line from others: the portion of a grant that is left out is a row of its own beside the one that is divided."""
    return line.source, line.row, line.day.isoformat(), line.voucher


def _named_in(line: Mapping[str, Any]) -> tuple[object, ...]:
    """The same of a line of a closed settlement."""
    return line["source"], line["row"], line["date"], line["voucher"]


def _borne_in(result: Mapping[str, Any], called: Mapping[str, str]) -> Iterator[Borne]:
    shares = [
        frozenset(
            ShareValue(called.get(one["party"], one["party"]), one["measure"], one["percent"], one["value"])
            for one in interval["shares"]
        )
        for interval in result["intervals"]
    ]  # fmt: skip
    portions = {_named_in(line) for line in result["lines"] if line["why"] == _PORTION}
    for line in result["lines"]:
        if line["status"] == "divided":
            yield Borne(
                line["source"], line["voucher"] or line["text"] or "", date.fromisoformat(line["date"]),
                line["ore"] - line["not_covered_ore"], {called[part["party"]]: part["ore"] for part in line["parts"]},
                shares[line["interval"]], cuts=(line["from"] is not None) + (_named_in(line) in portions),
            )  # fmt: skip


def _called(one: Settlement, names: Mapping[str, str]) -> dict[str, str]:
    """What each of its parties is called today, by what it is called there."""
    return {then: names.get(number, then) for then, number in party_numbers(one.result).items()}
