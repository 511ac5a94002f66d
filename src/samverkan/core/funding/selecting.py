"""Which lines, and which days of them, are of the settlement: what belongs to the agreement, and to the period.

In come cost lines; out come pieces that are to be divided, each with its place in the order of the lines, and the lines that are
left out with why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.findings import Finding
from samverkan.core.funding.settlement import SettledLine
from samverkan.core.money import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from samverkan.core.funding.rules import FundingRules, OtherFunding
    from samverkan.core.funding.vouchers import AccountKind, CostLine


class Piece(NamedTuple):
    """A line, or a part of one, to be divided: its place, its amount, the first and last of its days that count.

    `other`: it is a grant or fee; `to`: it is to the good of one party alone.
    """

    at: int
    line: CostLine
    ore: int
    first: date
    last: date
    other: bool = False
    to: str | None = None


class Pieces(NamedTuple):
    """What is to be divided, what is left out, and the first and last day of it all (None: nothing is)."""

    found: tuple[Piece, ...]
    excluded: tuple[tuple[int, SettledLine], ...]
    first: date | None
    last: date | None
    findings: tuple[Finding, ...]


_RESULT = "345678"
"""The first digit of the accounts of income and cost, in the charts of accounts of companies and of municipalities (BAS, Kommun-Bas)."""


def selected(
    lines: Iterable[CostLine], rules: FundingRules, kinds: Mapping[str, Mapping[str, AccountKind]], first: date | None, last: date | None,
) -> Pieces:  # fmt: skip
    """The lines that belong to the agreement and fall in the period, the others left out each with its reason.

    `kinds`: of lines from accounts, by source, what each account is. Where no rule says which accounts belong, those of cost and income do.
    """
    found: list[Piece] = []
    excluded: list[tuple[int, SettledLine]] = []
    findings: list[Finding] = []
    for at, line in enumerate(lines):
        begins, ends = line.first or line.day, line.last or line.day
        why = left_out(line, rules, kinds.get(line.source)) or _outside(begins, ends, first, last)
        if not why and not line.ore:
            why = "zero"
            findings.append(Finding("zero_line", {"source": line.source, "line": line.row}))
        if why:
            excluded.append((at, SettledLine(line, line.ore, "excluded", why=why)))
            continue
        if not rules.other and line.first is None:  # as nearly all are
            found.append(Piece(at, line, line.ore, begins, ends))
            continue
        other = next((one for one in rules.other if one.holds(line)), None)
        ore = _portion(line, other, at, excluded)
        to = None if other is None else other.to
        span = (max(begins, first or begins), min(ends, last or ends))
        found.append(Piece(at, line, ore, *span, other is not None, to))
        excluded += _other_days(at, line, ore, span)
    earliest = first or min((one.first for one in found), default=None)
    latest = last or max((one.last for one in found), default=None)
    return Pieces(tuple(found), tuple(excluded), earliest, latest, tuple(findings))


def left_out(line: CostLine, rules: FundingRules, kinds: Mapping[str, AccountKind] | None) -> str:
    """Why the line does not belong to the agreement; "" where it does."""
    if rules.belongs:
        belongs = any(one.holds(line) for one in rules.belongs) or any(one.holds(line) for one in rules.other)
        return "" if belongs else "other_account"
    if kinds is None or line.account is None:
        return ""
    kind = kinds.get(line.account)
    result = kind in ("cost", "income") if kind is not None else line.account[:1] in _RESULT
    return "" if result else "balance_account"


def _outside(begins: date, ends: date, first: date | None, last: date | None) -> str:
    return "other_period" if (last is not None and begins > last) or (first is not None and ends < first) else ""


def _portion(line: CostLine, other: OtherFunding | None, at: int, excluded: list[tuple[int, SettledLine]]) -> int:
    """What of the line is to be divided: of a grant the portion that the rule says, the rest is left out."""
    if other is None or other.portion == 1:
        return line.ore
    ore = rounded(line.ore * other.portion)
    excluded.append((at, SettledLine(line, line.ore - ore, "excluded", why="other_portion")))
    return ore


def _other_days(at: int, line: CostLine, ore: int, span: tuple[date, date]) -> list[tuple[int, SettledLine]]:
    """What of a line for several days falls on days outside the settlement."""
    if line.first is None or line.last is None or span == (line.first, line.last):
        return []
    days = (line.last - line.first).days + 1
    inside = of_days(ore, (span[1] - line.first).days + 1, days) - of_days(ore, (span[0] - line.first).days, days)
    return [(at, SettledLine(line, ore - inside, "excluded", why="other_period"))]


def of_days(ore: int, gone: int, days: int) -> int:
    """What of an amount falls on the first `gone` of all the days (or months) that it is for."""
    return ore * gone // days if ore >= 0 else -(-ore * gone // days)
