"""Which lines, and which days of them, are of the settlement: what belongs to the agreement, and to the period.

In come cost lines; out come pieces that are to be divided, each with its place in the order of the lines, and the lines that are
left out with why.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.findings import Finding
from samverkan.core.funding.settlement import SettledLine
from samverkan.core.funding.vouchers import is_result
from samverkan.core.money import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from samverkan.core.funding.rules import FundingRules
    from samverkan.core.funding.vouchers import AccountKind, CostLine

    Days = tuple[date, date]


class Piece(NamedTuple):
    """A line, or a part of one, to be divided: its place, its amount, the first and last of its days that count.

    `other`: it is a grant or fee; `to`: it is to the good of one party alone. `before`: of a line for several days what the lines
    before it that are for the same days come to, so that days are taken by running remainder.
    """

    at: int
    line: CostLine
    ore: int
    first: date
    last: date
    other: bool = False
    to: str | None = None
    before: int = 0

    def of_days(self, first: date, last: date) -> int:
        """What of it falls on some of the days that its line is for, öre: by running remainder over all lines for the same days."""
        line = self.line
        if line.first is None or line.last is None:
            return self.ore
        return falls_on(self.ore, (line.first, line.last), (first, last), self.before)


class Pieces(NamedTuple):
    """What is to be divided, what is left out, and the first and last day of it all (None: nothing is)."""

    found: tuple[Piece, ...]
    excluded: tuple[tuple[int, SettledLine], ...]
    first: date | None
    last: date | None
    findings: tuple[Finding, ...]


def selected(
    lines: Iterable[CostLine], rules: FundingRules, kinds: Mapping[str, Mapping[str, AccountKind]], first: date | None, last: date | None,
) -> Pieces:  # fmt: skip
    """The lines that belong to the agreement and fall in the period, the others left out each with its reason.

    `kinds`: of lines from accounts, by source, what each account is. Where no rule says which accounts belong, those of cost and income do.
    """
    found: list[Piece] = []
    shared: list[_Shared] = []
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
        rule = next((number for number, one in enumerate(rules.other) if one.holds(line)), -1) if rules.other else -1
        if rule < 0 and line.first is None:  # as nearly all are
            found.append(Piece(at, line, line.ore, begins, ends))
        else:
            shared.append(_Shared(rule, begins, ends, at, line))
    for piece in _of_rules_and_days(shared, rules):
        cut = piece._replace(first=max(piece.first, first or piece.first), last=min(piece.last, last or piece.last))
        found.append(cut)
        excluded += _left(cut)
    found.sort(key=itemgetter(0))
    earliest = first or min((one.first for one in found), default=None)
    latest = last or max((one.last for one in found), default=None)
    return Pieces(tuple(found), tuple(excluded), earliest, latest, tuple(findings))


def left_out(line: CostLine, rules: FundingRules, kinds: Mapping[str, AccountKind] | None) -> str:
    """Why the line does not belong to the agreement; "" where it does."""
    if rules.belongs:
        belongs = any(one.holds(line) for one in rules.belongs) or any(one.holds(line) for one in rules.other)
        return "" if belongs else "other_account"
    return "" if kinds is None or is_result(line.account, kinds) else "balance_account"


def account_unasked(line: CostLine, rules: FundingRules) -> bool:
    """Whether a line belongs to the agreement by rules that name accounts, and has none: it is let in whichever its account may be."""
    if line.account is not None or any(one.holds(line) for one in rules.other):
        return False
    holding = [one for one in rules.belongs if one.holds(line)]
    return bool(holding) and all(one.accounts for one in holding)


def _outside(begins: date, ends: date, first: date | None, last: date | None) -> str:
    return "other_period" if (last is not None and begins > last) or (first is not None and ends < first) else ""


class _Shared(NamedTuple):
    """A line that a portion is taken of, or days: by which rule (-1: none), its first and last day, its place."""

    rule: int
    first: date
    last: date
    at: int
    line: CostLine


def _of_rules_and_days(shared: Iterable[_Shared], rules: FundingRules) -> Iterator[Piece]:
    """The pieces of lines of grants and of several days, by running remainder: of each rule by day, of the same days after each other.

    So the sum of what counts is that of the sum of the lines, in whatever order and however split they come.
    """
    whole: dict[int, int] = defaultdict(int)
    of_same: dict[tuple[int, date, date], int] = defaultdict(int)
    for rule, first, last, at, line in sorted(shared, key=itemgetter(0, 1, 2, 3)):
        other = rules.other[rule] if rule >= 0 else None
        portion = Fraction(1) if other is None else other.portion
        before, whole[rule] = whole[rule], whole[rule] + line.ore
        ore = line.ore if portion == 1 else rounded(whole[rule] * portion) - rounded(before * portion)
        same = of_same[rule, first, last]
        of_same[rule, first, last] += ore
        yield Piece(at, line, ore, first, last, other is not None, None if other is None else other.to, same)


def _left(piece: Piece) -> Iterator[tuple[int, SettledLine]]:
    """What of a line is left out: the portion of a grant that is for other cost, and what falls on days outside the settlement."""
    line = piece.line
    for ore, why in (
        (line.ore - piece.ore, "other_portion"),
        (piece.ore - piece.of_days(piece.first, piece.last), "other_period"),
    ):
        if ore:
            yield piece.at, SettledLine(line, ore, "excluded", why=why)


def falls_on(ore: int, whole: Days, some: Days, before: int = 0) -> int:
    """What of an amount (öre) that is for the days of `whole`, first and last, falls on those of `some` that are among them.

    By running remainder: days that are parted sum to what falls on them together, and all of them to the amount; `before` is what
    other amounts for the same days come to, after which this one is taken.
    """
    begins, ends = whole
    days = (ends - begins).days + 1
    gone, until = max(0, (some[0] - begins).days), min(days, (some[1] - begins).days + 1)
    if gone >= until:
        return 0
    now, was = (of_days(one, until, days) - of_days(one, gone, days) for one in (before + ore, before))
    return now - was


def of_days(ore: int, gone: int, days: int) -> int:
    """What of an amount falls on the first `gone` of all the days (or months) that it is for."""
    return ore * gone // days if ore >= 0 else -(-ore * gone // days)
