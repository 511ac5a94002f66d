"""The terms that divide cost: what each party pays, from which day to which, and what set it.

In come the rows of an agreement as a standing answers them; out come stretches of days on which the same shares are in force, or on
which nothing may be divided, and why. Days are inclusive at both ends, as papers print them.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.funding.dividing import figure_said
from samverkan.core.funding.rules import NO_RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.facts import ShareValue
    from samverkan.core.funding.rules import FundingRules
    from samverkan.core.sources import Citation

STANDS: Final = frozenset({"in_force", "agreed", "ended"})
"""The standings of an agreement whose terms divide the cost of their days: it has stood, stands or will."""

RESTS: Final = frozenset({"decided", "agreed"})
"""What a term must rest on to divide anything, unless a person has confirmed what is only told."""


class Terms(NamedTuple):
    """One row: shares in force from `first` to `last` (None: open); `bars` the code of why it divides nothing, else ""."""

    first: date | None
    last: date | None
    shares: tuple[ShareValue, ...]
    citations: tuple[Citation, ...] = ()
    bars: str = ""


class Agreement(NamedTuple):
    """What a settlement needs of an agreement: its name, its parties in order, its rows, the rules beside its shares.

    `standing` is the code of the standing that the rows come from.
    """

    name: str
    parties: tuple[str, ...]
    rows: tuple[Terms, ...]
    rules: FundingRules = NO_RULES
    standing: str = "in_force"


class Stretch(NamedTuple):
    """Days on which the same shares are in force; `bars`: why nothing is divided on them ("" where it is)."""

    first: date
    last: date
    shares: tuple[ShareValue, ...]
    citations: tuple[Citation, ...]
    bars: str = ""


def stretches(rows: Sequence[Terms], first: date, last: date) -> tuple[Stretch, ...]:
    """The days from `first` to `last`, each in one stretch; neighbours with the same shares are one.

    Of rows on the same day one that divides outranks one that is barred. Two that divide, and say different shares, bar each other
    (`overlapping`); a day in no row is `no_agreement`. Rows that say the same, however it is written, are one.
    """
    cuts = {first}
    for row in rows:
        cuts.update(day for day in (row.first, _after(row.last)) if day is not None and first < day <= last)
    starts = sorted(cuts)
    found: list[Stretch] = []
    for begins, ends in zip(starts, [*(day - timedelta(days=1) for day in starts[1:]), last], strict=True):
        one = _stretch(rows, begins, ends)
        before = found[-1] if found else None
        if before is not None and (_said(before.shares), before.bars) == (_said(one.shares), one.bars):
            cited = tuple(dict.fromkeys((*before.citations, *one.citations)))
            found[-1] = before._replace(last=one.last, citations=cited)
        else:
            found.append(one)
    return tuple(found)


def _after(last: date | None) -> date | None:
    return None if last is None or last == date.max else last + timedelta(days=1)


def _stretch(rows: Sequence[Terms], first: date, last: date) -> Stretch:
    here = [row for row in rows if _covers(row, first)]
    dividing = [row for row in here if not row.bars]
    said = {_said(row.shares) for row in dividing}
    if len(said) > 1:
        return Stretch(first, last, (), _cited(dividing), "overlapping")
    if said:
        return Stretch(first, last, dividing[0].shares, _cited(dividing))
    if here:
        return Stretch(first, last, (), _cited(here[:1]), here[0].bars)
    return Stretch(first, last, (), (), "no_agreement")


def _said(shares: Sequence[ShareValue]) -> tuple[tuple[str, ...], ...]:
    """What shares say, whatever way and in whatever order they are written: "50", "50,0" and 1/2 are the same."""
    return tuple(sorted((one.party, *figure_said(one)) for one in shares))


def _covers(row: Terms, day: date) -> bool:
    return (row.first is None or row.first <= day) and (row.last is None or day <= row.last)


def _cited(rows: Sequence[Terms]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(cited for row in rows for cited in row.citations))
