"""A settlement as the JSON of `settle --json` (docs/json.md): codes in English, sentences by `say`, amounts in öre."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samverkan.core.writing.standing_json import citations_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from samverkan.core.facts import ShareValue
    from samverkan.core.findings import Finding
    from samverkan.core.funding.settlement import Interval, SettledLine, Settlement

    Say = Callable[[Finding], str]


def settlement_json(settlement: Settlement, *, say: Say, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """The answer as plain values; `findings` are those of the files, told before those of the settlement."""
    intervals = [_interval(one, settlement.parties) for one in settlement.intervals]
    return {
        "agreement": settlement.agreement,
        "period": [None if day is None else str(day) for day in (settlement.first, settlement.last)],
        "lines": [_line(one, settlement.parties, intervals) for one in settlement.lines],
        "intervals": intervals,
        "totals": _parts(settlement.parties, settlement.totals),
        "not_covered_ore": settlement.not_covered,
        "balances": [
            {
                "party": one.party,
                "part_ore": one.part,
                "borne_ore": one.borne,
                "billed_ore": one.billed,
                "due_ore": one.due,
            }
            for one in settlement.balances
        ],
        "transfers": [{"from": one.payer, "to": one.payee, "ore": one.ore} for one in settlement.transfers],
        "findings": [_finding(one, say) for one in (*findings, *settlement.findings)],
    }


def _line(one: SettledLine, parties: Sequence[str], intervals: Sequence[dict[str, Any]]) -> dict[str, Any]:
    line = one.line
    interval = intervals[one.interval] if one.interval >= 0 else None
    return {
        "source": line.source,
        "row": line.row,
        "voucher": line.voucher,
        "date": str(line.day),
        "from": _within(line.first, None if interval is None else interval["from"], max),
        "to": _within(line.last, None if interval is None else interval["to"], min),
        "ore": one.ore,
        "status": one.status,
        "why": one.why or None,
        "text": line.text or None,
        "account": line.account,
        "not_covered_ore": one.not_covered,
        "parts": _parts(parties, one.parts) if one.parts else [],
        "interval": one.interval if one.interval >= 0 else None,
        "citations": [] if interval is None else interval["citations"],
    }


def _within(day: date | None, bound: str | None, nearest: Callable[[str, str], str]) -> str | None:
    """A first or last day of a line for several days, no further out than the interval that the row is of."""
    return None if day is None else str(day) if bound is None else nearest(str(day), bound)


def _interval(one: Interval, parties: Sequence[str]) -> dict[str, Any]:
    return {
        "from": str(one.first),
        "to": str(one.last),
        "ore": one.ore,
        "other_funding_ore": one.other,
        "not_covered_ore": one.not_covered,
        "above_cost_ore": one.above_cost,
        "shares": [_share(share) for share in one.shares],
        "parts": _parts(parties, one.parts),
        "citations": citations_json(one.citations),
    }


def _share(share: ShareValue) -> dict[str, Any]:
    return {"party": share.party, "measure": share.measure, "percent": share.percent, "value": share.value}


def _parts(parties: Sequence[str], parts: Sequence[int]) -> list[dict[str, Any]]:
    return [{"party": party, "ore": part} for party, part in zip(parties, parts, strict=True)]


def _finding(one: Finding, say: Say) -> dict[str, Any]:
    values = {
        name: value if isinstance(value, int | list) else None if value is None else str(value)
        for name, value in one.values.items()
    }
    return {"code": one.code, "message": say(one), "values": values, "span": None}
