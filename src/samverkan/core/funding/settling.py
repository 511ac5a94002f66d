"""Costs and an agreement in, the settlement out: each interval of constant shares summed exactly and divided once, to the öre.

The lines' parts follow by running remainder, so that they sum to the interval's. Nothing is divided on a day when no agreement stands,
nor by a share that is neither decided, agreed nor confirmed: such lines are listed as not covered.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.findings import Finding
from samverkan.core.funding.dividing import caps_of, divided, goes_by_year, weights
from samverkan.core.funding.evening import balances_of, transfers_of
from samverkan.core.funding.running import line_parts
from samverkan.core.funding.selecting import falls_on, selected
from samverkan.core.funding.settlement import Interval, SettledLine, Settlement
from samverkan.core.funding.terms import stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samverkan.core.funding.dividing import Division, Weights
    from samverkan.core.funding.evening import Billed
    from samverkan.core.funding.selecting import Piece, Pieces
    from samverkan.core.funding.terms import Agreement, Stretch
    from samverkan.core.funding.vouchers import AccountKind, CostLine


class Books(NamedTuple):
    """What is known of the accounts that the lines come from, by the lines' source."""

    kinds: Mapping[str, Mapping[str, AccountKind]] = {}
    of: Mapping[str, str] = {}
    """The party in whose accounts the lines of a source are booked."""


_NO_BOOKS = Books()


def settle(
    agreement: Agreement, lines: Iterable[CostLine], *, first: date | None = None, last: date | None = None,
    books: Books = _NO_BOOKS, billed: Sequence[Billed] = (), charged: Mapping[int, Mapping[str, int]] | None = None,
) -> Settlement:  # fmt: skip
    """The cost of the days from `first` to `last` (None: of the first and last line) divided between the parties.

    `billed` is what has been invoiced before for the same days; `charged` what each party bears of other days of a calendar year by
    settlements of their own (a cap is of the whole year), None where nobody can tell. Every flaw is a finding; nothing is raised for
    what the data say.
    """
    pieces = selected(lines, agreement.rules, books.kinds, first, last)
    begins, ends = pieces.first, pieces.last
    parts = _Parts(agreement, charged or {})
    if begins is not None and ends is not None:
        for stretch in _slices(stretches(agreement.rows, begins, ends), agreement):
            parts.begin(stretch)
        for at, piece in _placed(pieces, parts.starts):
            parts.held[at].append(piece)
        parts.divide()
    unsaid = []
    if parts.by_days and (first is None or last is None):
        unsaid.append(Finding("days_unsaid", {"from": begins, "to": ends}))
    capped = any(one.party in agreement.parties for one in agreement.rules.caps)
    if capped and charged is None and parts.intervals and not _whole_years(begins, ends):
        unsaid.append(Finding("cap_of_part_year", {"from": begins, "to": ends}))
    totals = [0] * len(agreement.parties)
    for interval in parts.intervals:
        totals = [total + part for total, part in zip(totals, interval.parts, strict=True)]
    settled = sorted((*parts.lines, *pieces.excluded), key=lambda one: one[0])
    lines_ = tuple(line for _, line in settled)
    balances = balances_of(agreement, lines_, parts.intervals, totals, books.of, billed)
    return Settlement(
        agreement.name, agreement.parties, begins, ends, lines_,
        tuple(parts.intervals), tuple(totals), parts.not_covered, balances, transfers_of(balances),
        (*_unknown(agreement, books, billed), *pieces.findings, *unsaid, *parts.findings),
        tuple((year, tuple(of_year)) for year, of_year in sorted(parts.charged.items())),
    )  # fmt: skip


def _whole_years(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _unknown(agreement: Agreement, books: Books, billed: Iterable[Billed]) -> Iterator[Finding]:
    """Parties that some rule names and the agreement does not: nothing goes by that rule."""
    rules = agreement.rules
    said = [
        *(("caps", one.party) for one in rules.caps), ("provider", rules.provider), ("rest", rules.rest),
        *(("accounts_of", party) for party in books.of.values()),
        *(("billed", party) for one in billed for party in (one.payer, one.payee)),
    ]  # fmt: skip
    for key, party in dict.fromkeys(said):
        if party is not None and party not in agreement.parties:
            yield Finding("party_unknown", {"key": key, "party": party, "parties": list(agreement.parties)})


def _slices(found: Iterable[Stretch], agreement: Agreement) -> Iterator[Stretch]:
    """The stretches, those whose figures go by year cut at each New Year."""
    for one in found:
        if one.bars or not goes_by_year(one, agreement.rules):
            yield one
            continue
        for year in range(one.first.year, one.last.year + 1):
            yield one._replace(first=max(one.first, date(year, 1, 1)), last=min(one.last, date(year, 12, 31)))


def _placed(pieces: Pieces, starts: Sequence[date]) -> Iterator[tuple[int, Piece]]:
    """Each piece with the number of the stretch that it falls in; one for several days is parted by them."""
    for piece in pieces.found:
        line = piece.line
        if line.first is None or line.last is None:
            yield bisect_right(starts, line.day) - 1, piece
            continue
        day = piece.first
        while True:
            at = bisect_right(starts, day) - 1
            ends = min(piece.last, starts[at + 1] - timedelta(days=1)) if at + 1 < len(starts) else piece.last
            yield at, piece._replace(ore=piece.of_days(day, ends))
            if ends == piece.last:
                break
            day = ends + timedelta(days=1)


class _Parts:
    """The stretches being divided: what falls in each, then the intervals, the lines and what is wrong."""

    def __init__(self, agreement: Agreement, charged: Mapping[int, Mapping[str, int]]) -> None:
        self._agreement = agreement
        self._stretches: list[Stretch] = []
        self._paid: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for year, parts in charged.items():
            self._paid[year] |= parts
        self.starts: list[date] = []
        self.held: list[list[Piece]] = []
        self.intervals: list[Interval] = []
        self.lines: list[tuple[int, SettledLine]] = []
        self.findings: list[Finding] = []
        self.charged: dict[int, list[int]] = {}
        self.not_covered = 0
        self.by_days = False
        """Whether some amount follows how many days are settled."""

    def begin(self, stretch: Stretch) -> None:
        """Take a stretch that begins after the ones before."""
        self._stretches.append(stretch)
        self.starts.append(stretch.first)
        self.held.append([])

    def divide(self) -> None:
        """Divide every stretch that something falls in; a rule of fixed amounts also where nothing does."""
        for stretch, every in zip(self._stretches, self.held, strict=True):
            held = self._known(stretch, every)
            if stretch.bars:
                self._leave(held, Finding(stretch.bars, {"from": stretch.first, "to": stretch.last}))
                continue
            how = weights(stretch, self._agreement.parties, self._agreement.rules)
            caps = caps_of(stretch, self._agreement.parties, self._agreement.rules)
            if isinstance(how, Finding) or isinstance(caps, Finding):
                self._leave(held, how if isinstance(how, Finding) else caps)  # type: ignore[arg-type]  # one of them is
                continue
            self.by_days = self.by_days or any(how.fixed)
            if how.nobody:
                self._leave(
                    [one for one in held if one.to is None],
                    Finding("nobody_bears", {"from": stretch.first, "to": stretch.last}),
                )
                held = [one for one in held if one.to is not None]
            if held or any(how.fixed):
                self._divide(stretch, held, how, caps)

    def _known(self, stretch: Stretch, held: Sequence[Piece]) -> list[Piece]:
        """Those that may be divided; a grant that is said to be for who is no party is not."""
        days = {"from": stretch.first, "to": stretch.last}
        for party in dict.fromkeys(one.to for one in held if one.to not in (None, *self._agreement.parties)):
            self._leave([one for one in held if one.to == party], Finding("grant_to_unknown", {**days, "party": party}))
        return [one for one in held if one.to in (None, *self._agreement.parties)]

    def _leave(self, held: Sequence[Piece], why: Finding) -> None:
        """Nothing of these is divided: say why, how many and how much, once for the stretch."""
        if not held:
            return
        ore = sum(one.ore for one in held)
        self.not_covered += ore
        self.findings.append(Finding(why.code, {**why.values, "count": len(held), "ore": ore}))
        self.lines += [
            (one.at, SettledLine(one.line, one.ore, "not_covered", why=why.code, not_covered=one.ore)) for one in held
        ]

    def _divide(self, stretch: Stretch, held: Sequence[Piece], how: Weights, caps: Sequence[int | None]) -> None:
        parties, number = self._agreement.parties, len(self.intervals)
        shared = [one for one in held if one.to is None]
        ore = sum(one.ore for one in shared)
        paid = self._paid[stretch.first.year]
        left = [None if cap is None else cap - paid[party] for party, cap in zip(parties, caps, strict=True)]
        found = divided(ore, how, left)
        for party, part in zip(parties, found.parts, strict=True):
            paid[party] += part
        own = [0] * len(parties)
        for one in held:
            if one.to is not None:
                own[parties.index(one.to)] += one.ore
        self.intervals.append(
            Interval(
                stretch.first, stretch.last, ore + sum(own), stretch.shares,
                tuple(part + one for part, one in zip(found.parts, own, strict=True)), stretch.citations,
                sum(one.ore for one in held if one.other), found.not_covered, found.above_cost,
            )
        )  # fmt: skip
        self.not_covered += found.not_covered
        fixed = sum(one if cap is None else min(one, cap) for one, cap in zip(how.fixed, left, strict=True))
        self._tell(stretch, ore, found, fixed)
        parts = line_parts([one.ore for one in shared], how, found)
        for one, of_line in zip(shared, parts, strict=True):
            bare = one.ore - sum(of_line)
            self.lines.append((one.at, SettledLine(one.line, one.ore, "divided", of_line, number, "", bare)))
        self._charge(stretch, found, zip(shared, parts, strict=True))
        for one in held:
            if one.to is not None:
                alone = tuple(one.ore if party == one.to else 0 for party in parties)
                self.lines.append((one.at, SettledLine(one.line, one.ore, "divided", alone, number)))

    def _charge(self, stretch: Stretch, found: Division, lines: Iterable[tuple[Piece, tuple[int, ...]]]) -> None:
        """What a cap counts, by calendar year; over a New Year each line by its days, for then lines are all that was divided."""
        if stretch.first.year == stretch.last.year:
            self._add(stretch.first.year, found.parts)
            return
        of_years: dict[int, list[Sequence[int]]] = defaultdict(list)
        for one, parts in lines:
            if one.first.year == one.last.year:
                of_years[one.first.year].append(parts)
                continue
            first, last = max(one.first, stretch.first), min(one.last, stretch.last)
            for year in range(first.year, last.year + 1):
                of_year = date(year, 1, 1), date(year, 12, 31)
                of_years[year].append([falls_on(part, (first, last), of_year) for part in parts])
        for year, every in of_years.items():
            self._add(year, list(map(sum, zip(*every, strict=True))))

    def _add(self, year: int, parts: Sequence[int]) -> None:
        self.charged[year] = list(map(add, self.charged.get(year, [0] * len(parts)), parts))

    def _tell(self, stretch: Stretch, ore: int, found: Division, fixed: int) -> None:
        """What a reader should know of the division; `fixed`: what of the fixed amounts no cap cuts."""
        days = {"from": stretch.first, "to": stretch.last}
        if fixed > max(ore, 0):
            self.findings.append(Finding("above_self_cost", {**days, "ore": fixed - ore}))
        if found.not_covered:
            self.findings.append(Finding("nobody_bears", {**days, "ore": found.not_covered}))
