"""The facts of one agreement laid out for the rules: what was known, in order, by kind, by party.

Built once for each question; the rules read it and never write to it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from samverkan.core.facts import (
    THE_TEXT,
    Decision,
    Extension,
    Fact,
    PeriodValue,
    Proposal,
    Term,
    visible,
)
from samverkan.core.standing.values import Proof

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import TermName
    from samverkan.core.sources import Citation

F = TypeVar("F", bound=Fact)

_NONE: Final[list[Fact]] = []  # never written to
APPROVING: Final = frozenset({"approve", "adopt"})
_SETTLES: Final = APPROVING | {"other"}
"""The acts whose paper decides terms; other: what corrects an earlier decision."""
_BASIS_RANK = {"agreed": 0, "decided": 1, "told": 2}


class Case:
    """One agreement's facts as known by a day, and the day asked about.

    `acts`: every decision and proposal, decisions first; `speaking`: whose papers count for the day; `has_text`: the
    agreement's own text is on file; `undated`: some paper has no date. Terms are those that count for the day; those of
    later papers only tell which agreement it is (`named`).
    """

    __slots__ = (
        "_by_kind",
        "_named",
        "_starts",
        "_terms",
        "acts",
        "facts",
        "has_text",
        "on",
        "parties",
        "period",
        "speaking",
        "start",
        "undated",
    )

    def __init__(self, facts: Iterable[Fact], *, on: date, known: date | None) -> None:
        self.on = on
        self.facts = [fact for _, fact in visible(facts, known)]
        self.undated = False
        by_kind: dict[type[Fact], list[Fact]] = {}
        for fact in self.facts:
            kind = type(fact)
            if fact.happened is None:
                self.undated = True
            if kind in by_kind:
                by_kind[kind].append(fact)
            else:
                by_kind[kind] = [fact]
        self._by_kind = by_kind
        self.acts: list[Decision | Proposal] = [*self.of(Decision), *self.of(Proposal)]
        self._named: dict[str, list[Term]] = {}
        self._starts: dict[tuple[str, PartialDate | None], date] = {}
        self.has_text = False
        undecided = self._undecided_papers()
        for term in self.of(Term):
            if term.party == THE_TEXT:
                self.has_text = True
            if term.role != "previous":
                if term.basis == "decided" and (term.party, term.happened) in undecided:
                    term = replace(term, proposed=True)  # of what was refused, put off or left to others
                self._named.setdefault(term.term, []).append(term)
                if isinstance(term.value, PeriodValue) and term.value.from_ is not None:
                    first = term.value.from_.first
                    paper = term.party, term.happened
                    self._starts[paper] = min(first, self._starts.get(paper, first))
        for stated in self._named.values():
            if len(stated) > 1:
                stated.sort(key=_weight)
        self.start: date | None = None
        self._terms = self._of_the_day()
        self.parties = self._parties()
        self.period = self._period()
        period = self.stated_period()
        self.start = None if period is None or period.from_ is None else period.from_.first
        self.speaking = {fact.party for fact in self.facts if self.counts(fact)}

    def _undecided_papers(self) -> set[tuple[str, PartialDate | None]]:
        """The papers, by party and day, whose decision is no approval of the party's: what they state is only proposed."""
        decided: dict[tuple[str, PartialDate | None], bool] = {}
        for one in self.of(Decision):
            approves = one.act in _SETTLES and left_to_higher(one, self.of(Proposal)) is None
            paper = one.party, one.happened
            decided[paper] = decided.get(paper, False) or approves
        return {paper for paper, approved in decided.items() if not approved}

    def _of_the_day(self) -> dict[str, list[Term]]:
        """The terms without those of papers later than the day, unless what these decide reaches back to it."""
        later = [term for stated in self._named.values() for term in stated if not self._had_come(term)]
        if not later:
            return self._named
        left_out = {term.id for term in later}
        return {
            name: kept
            for name, stated in self._named.items()
            if (kept := [term for term in stated if term.id not in left_out])
        }

    def _had_come(self, term: Term) -> bool:
        """Whether a term counts: said or decided by the day, or decided later for a time that reaches back to it."""
        if term.party == THE_TEXT:
            if term.known is None or term.known <= self.on or self._reaches_back(term):
                return True
            return any(self.happened_by(one) and one.act in APPROVING for one in self.of(Decision))
        if self.happened_by(term):
            return True
        acts = {one.act for one in self.of(Decision) if (one.party, one.happened) == (term.party, term.happened)}
        return not term.proposed and (not acts or bool(acts & APPROVING)) and self._reaches_back(term)

    def _reaches_back(self, fact: Fact) -> bool:
        """Whether the period that the fact's own paper states, else the agreement's text, else others', had begun."""
        starts = self._starts
        first = starts.get((fact.party, fact.happened)) or starts.get((THE_TEXT, None))
        if first is None:
            first = min((day for (_, happened), day in starts.items() if _by(happened, self.on)), default=self.start)
        return first is not None and first <= self.on

    def of(self, kind: type[F]) -> list[F]:
        """Every fact of the kind, in order."""
        return self._by_kind.get(kind, _NONE)  # type: ignore[return-value]  # filed under their own kind

    def terms(self, name: TermName) -> list[Term]:
        """What is stated of a term of this agreement: the text first, then decisions, what is told, proposals."""
        return self._terms.get(name, [])

    def named(self, name: TermName) -> Term | None:
        """What the agreement is known by, such as its title: as its text says, else a paper that approves it, whatever the day."""
        stated = self._named.get(name)
        if not stated:
            return None
        if stated[0].party == THE_TEXT:
            return stated[0]
        approved = {(one.party, one.happened) for one in self.of(Decision) if one.act in APPROVING}
        return next((term for term in stated if (term.party, term.happened) in approved), stated[0])

    def value(self, name: TermName) -> Term | None:
        """The statement of a term that outranks the others; None where nobody states it."""
        stated = self._terms.get(name)
        return stated[0] if stated else None

    def stated_period(self) -> PeriodValue | None:
        """The agreement's own period, before any extension."""
        value = None if self.period is None else self.period.value
        return value if isinstance(value, PeriodValue) else None

    def happened_by(self, fact: Fact) -> bool:
        """Whether the fact lies on or before the day asked about; an undated one does, with an entry in `open`."""
        return _by(fact.happened, self.on)

    def counts(self, fact: Fact, start: date | None = None) -> bool:
        """Whether a decision counts for the day: taken by then, or for a period that reaches back to it."""
        if self.happened_by(fact):
            return True
        return self._reaches_back(fact) if start is None else start <= self.on

    def _parties(self) -> tuple[str, ...]:
        named: dict[str, None] = {}
        for term in self._named.get("parties", ()):
            if isinstance(term.value, tuple):
                named.update((name, None) for name in term.value if isinstance(name, str))
                if term.party == THE_TEXT:
                    break
        acting = {fact.party: None for kind in (Decision, Proposal, Extension) for fact in self.of(kind)}
        if any(term.party == THE_TEXT for term in self._named.get("parties", ())):
            named |= acting
        else:  # in the order in which they act: the same on every day
            named = acting | named
        named.pop(THE_TEXT, None)
        return tuple(named)

    def _period(self) -> Term | None:
        """What states the period: a statement with a first day before one without."""
        stated = self.terms("period")
        dated = (one for one in stated if isinstance(one.value, PeriodValue) and one.value.from_ is not None)
        return next(dated, stated[0] if stated else None)


def _weight(term: Term) -> tuple[bool, int, bool, int, str]:
    """What outranks what: decided papers, the agreement's text, decisions, what is told; of equals the latest."""
    day = 0 if term.happened is None else -term.happened.last.toordinal()
    return (term.proposed, _BASIS_RANK[term.basis], term.role != "current", day, term.id)


def left_to_higher(decision: Decision, proposals: Iterable[Proposal]) -> Proposal | None:
    """The proposal by which the same body, the same day, leaves the decision to a higher one."""
    for one in proposals:
        same = (one.party, one.body, one.happened, one.section) == (
            decision.party, decision.body, decision.happened, decision.section,
        )  # fmt: skip
        if same and one.to and one.to != decision.body and one.inner in APPROVING:
            return one
    return None


def _by(happened: PartialDate | None, on: date) -> bool:
    return happened is None or happened.last <= on


def cite(*facts: Fact) -> tuple[Citation, ...]:
    """The citations of some facts, each once, in order."""
    if len(facts) == 1:
        return facts[0].citations
    if not facts:
        return ()
    return tuple(dict.fromkeys([citation for fact in facts for citation in fact.citations]))


def proved(rule: str, holds: bool | None, *because: Proof, facts: Iterable[Fact] = (), **values: object) -> Proof:
    """A rule applied, resting on facts and on other rules."""
    return Proof(rule, holds, values, cite(*facts) if facts else (), because)
