"""Papers that extend or amend an agreement on file, put where they belong: groups of items in, facts of each out.

A decision to extend is no decision on another agreement, and one to amend no second decision on the same. Where the
papers do not show which agreement is meant, the group stands by itself and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import (
    THE_TEXT,
    Amendment,
    Decision,
    Extension,
    Fact,
    PeriodValue,
    Proposal,
    ShareValue,
    Signature,
    Term,
)
from samverkan.core.standing.case import APPROVING
from samverkan.core.standing.run import ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.standing.whose import Profile


def split(profiles: Sequence[Profile]) -> list[tuple[Profile, ...]]:
    """A group whose agreement was settled before some of its papers change it: the agreement's own, and the others."""
    changes = [one for one in profiles if one.item.amends or one.item.extends]
    own = [one for one in profiles if not (one.item.amends or one.item.extends)]
    later = tuple(one for one in changes if any(_settles(base, one) for base in own))
    if not later:
        return [tuple(profiles)]
    apart = {one.item.id for one in later}
    return [tuple(one for one in profiles if one.item.id not in apart), later]


def _settles(base: Profile, change: Profile) -> bool:
    """Whether the paper shows the agreement settled before the change: its text, or the same party's decision."""
    day = change.item.day
    if day is None:
        return base.item.text and not change.item.text
    if base.item.text:
        return base.item.known is not None and base.item.known < day.last
    approves = any(isinstance(one, Decision) and one.act in APPROVING for one in base.item.facts)
    known = base.item.day
    return approves and base.own_key == change.own_key and known is not None and known.last < day.last


def attach(facts: list[list[Fact]], cooperations: Sequence[int], groups: Sequence[Sequence[Profile]]) -> dict[int, int]:
    """Move what only changes an agreement to that agreement; returns, for each group, the one it is part of."""
    changing = [all(one.item.extends or one.item.amends for one in group) for group in groups]
    of = {n: n for n in range(len(facts))}
    for n, group in enumerate(groups):
        if not changing[n]:
            continue
        bases = [
            m for m in range(len(facts)) if m != n and cooperations[m] == cooperations[n] and not changing[m]
        ]  # fmt: skip
        amends = any(one.item.amends for one in group) or _until(facts[n]) is None
        base = (_amended if amends else _extended)(facts, bases, n)
        if base is None:
            continue
        of[n] = base
        facts[base] += _changes(facts[n], _until(facts[base]), amends=amends)
    return of


def changes_of(base: Sequence[Fact], change: Sequence[Fact], *, amends: bool) -> list[Fact]:
    """What papers that only change an agreement are to it, where it is known which: the facts of both in."""
    return _changes(change, _until(base), amends=amends or _until(change) is None)


def _extended(facts: list[list[Fact]], bases: list[int], n: int) -> int | None:
    """The agreement whose own period ends before the extension does; the latest such."""
    to = _until(facts[n])
    ends = [(end.last, m) for m in bases if to is not None and (end := _until(facts[m])) and end.last < to.last]
    return max(ends)[1] if ends else None


def _amended(facts: list[list[Fact]], bases: list[int], n: int) -> int | None:
    """The one agreement that can be meant: its time holds the day of the change, or it is the only one there is."""
    first = _from(facts[n])
    day = None if first is None else first.first
    if day is None:
        return bases[0] if len(bases) == 1 else None
    holding = [m for m in bases if _holds(facts[m], day)]
    return holding[0] if len(holding) == 1 else None


def _holds(facts: Iterable[Fact], day: date) -> bool:
    """Whether the agreement, as first decided or as extended, holds the day or ends just before it."""
    extended = [one.to for one in facts if isinstance(one, Extension)]
    ends = [end.last for end in (*extended, _until(facts)) if end is not None]
    first = _from(facts)
    return (first is None or first.first <= day) and (not ends or day <= max(ends) + ONE_DAY)


def _changes(facts: Sequence[Fact], end: PartialDate | None, *, amends: bool) -> list[Fact]:
    """What the papers of a change are to the agreement they change: its terms are not the agreement's own."""
    found: list[Fact] = []
    papers = _papers(facts)
    text = next((one for one in facts if isinstance(one, Term) and one.party == THE_TEXT), None)
    for one in facts:
        if isinstance(one, Decision | Proposal):
            if isinstance(one, Decision) and one.act not in APPROVING:
                continue
            found += _change(one, papers[one.party, one.happened], papers["all"], end, amends=amends)
        elif not isinstance(one, Term | Signature):
            found.append(one)
    if text is not None and not any(isinstance(one, Extension | Amendment) for one in found):
        said = Proposal(id=text.id, party=THE_TEXT, citations=text.citations, known=text.known)
        found += _change(said, papers["all"], papers["all"], end, amends=amends)
    return found


class _Said:
    """What some papers state of the change, the most weighty first."""

    def __init__(self) -> None:
        self.periods: list[Term] = []
        self.shares: list[Term] = []

    def add(self, term: Term) -> None:
        """Take a term in, if it is a period or shares that are not told of as earlier; other terms change nothing."""
        if term.role != "previous" and term.term == "period":
            self.periods.append(term)
        elif term.role != "previous" and term.term == "shares":
            self.shares.append(term)

    def first(self) -> PartialDate | None:
        """The day from which the change holds; None where no period states one, or periods state different ones."""
        days = {one.value.from_ for one in self.periods if isinstance(one.value, PeriodValue) and one.value.from_}
        return days.pop() if len(days) == 1 else None

    def last(self) -> PartialDate | None:
        """The last day that any of the periods states; None where none does."""
        return max(
            (one.value.to for one in self.periods if isinstance(one.value, PeriodValue) and one.value.to), default=None
        )

    def divided(self) -> tuple[ShareValue, ...]:
        """The shares of the most weighty term: the agreement's own before what is decided, that before what is told."""
        weight = {"agreed": 0, "decided": 1, "told": 2}
        best = min(self.shares, key=lambda one: (weight[one.basis], one.id), default=None)
        return () if best is None else best.shares


def _papers(facts: Sequence[Fact]) -> Mapping[object, _Said]:
    """What each paper of the change states, and all of them together."""
    found: dict[object, _Said] = {"all": _Said()}
    for one in facts:
        if isinstance(one, Decision | Proposal | Term):
            said = found.setdefault((one.party, one.happened), _Said())
            if isinstance(one, Term):
                said.add(one)
                found["all"].add(one)
    return found


def _change(
    one: Decision | Proposal, said: _Said, together: _Said, end: PartialDate | None, *, amends: bool
) -> list[Fact]:
    """The decision, or what is proposed, as the extension and the amendment that it is."""
    proposed = isinstance(one, Proposal)
    found: list[Fact] = []
    to = said.last() or together.last()
    first = said.first() or together.first()
    if to is not None and (end is None or to.last > end.last):
        found.append(
            Extension(
                id=one.id, party=one.party, body=one.body, happened=one.happened, known=one.known,
                citations=one.citations, to=to, section=one.section, conditions=one.conditions, proposed=proposed,
            )
        )  # fmt: skip
    if amends:
        found.append(
            Amendment(
                id=f"{one.id}:amends", party=one.party, body=one.body, happened=one.happened, known=one.known,
                citations=one.citations, from_=first, shares=said.divided() or together.divided(), section=one.section,
                conditions=one.conditions, proposed=proposed,
            )
        )  # fmt: skip
    return found


def _until(facts: Iterable[Fact]) -> PartialDate | None:
    """The last day of the period that the papers state as the agreement's own."""
    return max((one.to for one in _own(facts) if one.to), default=None, key=lambda end: end.last)


def _from(facts: Iterable[Fact]) -> PartialDate | None:
    """The first day of it."""
    return min((one.from_ for one in _own(facts) if one.from_), default=None)


def _own(facts: Iterable[Fact]) -> list[PeriodValue]:
    terms = (one for one in facts if isinstance(one, Term) and one.role == "current")
    return [one.value for one in terms if isinstance(one.value, PeriodValue)]
