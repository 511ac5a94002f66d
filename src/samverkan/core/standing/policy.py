"""Which standing an agreement has: the rules, in the order in which they decide (docs/standing.md).

Each rule is asked in turn; the first that holds gives the standing, and those asked before it stand in the proof as not
holding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.facts import CLOSED, THE_TEXT, Confirmation, Decision, Fact, Term
from samverkan.core.standing.case import proved
from samverkan.core.standing.matching import no_term_differs, same_value
from samverkan.core.standing.names import body_key
from samverkan.core.standing.signing import signed_by, signed_in_time

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from samverkan.core.standing.case import Case
    from samverkan.core.standing.status import PartyState
    from samverkan.core.standing.terms import Course
    from samverkan.core.standing.values import ConditionState, Match, PartyStatus, Proof, StandingCode


class Question(NamedTuple):
    """What the rules are asked about: the case and what has been found of it."""

    case: Case
    states: Mapping[str, PartyState]
    statuses: Mapping[str, PartyStatus]
    parties: tuple[Proof, ...]
    binding: frozenset[str]
    conditions: tuple[ConditionState, ...]
    matching: tuple[Match, ...]
    course: Course


class Answered(NamedTuple):
    """What a rule answered: its proof, None where nothing on file concerns it, and the standing where it decides."""

    proof: Proof | None
    standing: StandingCode | None


_ENDED_BY: Final = frozenset({"termination_day_unknown", "one_of_several_left"})
"""What leaves it open, from its day to the period's end, whether the agreement still holds."""
_DISPOSED: Final = {
    "approve": "yes",
    "adopt": "yes",
    "reject": "no",
    "refrain": "no",
    "postpone": "later",
    "refer_back": "back",
}


def papers_contradict(asked: Question) -> Answered:
    """Two papers say different things of what one party decided, or of what the agreement's text says."""
    because = [*_contradicting_decisions(asked.case), *_contradicting_terms(asked.case)]
    return Answered(proved("papers_contradict", bool(because), *because), "cannot_tell" if because else None)


def _contradicting_decisions(case: Case) -> list[Proof]:
    if len(case.of(Decision)) < 2:
        return []
    made: dict[tuple[str, str, object], dict[str, Decision]] = {}
    for one in case.of(Decision):
        if one.happened is not None and one.act in _DISPOSED and case.counts(one):
            made.setdefault((one.party, body_key(one.body or ""), one.happened), {})[_DISPOSED[one.act]] = one
    return [
        proved("decided_two_ways", True, facts=acts.values(), party=party, day=day)
        for (party, _, day), acts in made.items()
        if len(acts) > 1
    ]


def _contradicting_terms(case: Case) -> list[Proof]:
    found = []
    for name in ("period", "shares", "extension"):
        by_paper: dict[tuple[object, ...], Term] = {}
        stated = case.terms(name)
        for term in stated if len(stated) > 1 else ():
            if term.proposed or term.basis == "told" or (term.basis == "agreed") != (term.party == THE_TEXT):
                continue
            first = by_paper.setdefault((term.party, term.happened, term.role, term.from_), term)
            if first is not term and same_value(name, first.value, term.value) is False:
                found.append(proved("stated_two_ways", True, facts=(first, term), party=term.party or None, term=name))
    return found


def a_party_refused(asked: Question) -> Answered:
    """A party refused, withdrew, or gave notice before the agreement began: it lapsed."""
    because = [proof for proof in asked.parties if proof.rule in {"refused", "withdrawn"}]
    if asked.course.terminated_before_start is not None:
        because.append(asked.course.terminated_before_start)
    return Answered(proved("a_party_refused", bool(because), *because), "lapsed" if because else None)


def all_have_decided(asked: Question) -> Answered:
    """Every party has decided, every condition is met and no term differs: the period says whether it is in force."""
    case = asked.case
    differs = no_term_differs(asked.matching)
    several = len(case.parties) > 1
    bound = several and all(name in asked.binding for name in case.parties)
    because = [*asked.parties, *(one.because for one in asked.conditions), differs]
    if not several:
        because.append(proved("other_party_unknown", None, parties=case.parties))
    signed = signed_in_time(case)
    if signed is not None:
        because.append(signed)
    holds = bound and differs.holds is True and (signed is None or signed.holds is True)
    proof = proved("all_have_decided", holds, *because, parties=case.parties)
    if not holds:
        return Answered(proof, None)
    period, standing = _by_period(asked)
    return Answered(proof._replace(because=(*proof.because, *asked.course.reasons, period)), standing)


def _by_period(asked: Question) -> tuple[Proof, StandingCode]:
    """The day held against the period: before it agreed, in it in force, after it ended."""
    case, course = asked.case, asked.course
    on, start, end = case.on, course.start, course.end
    values = {"on": on, "start": start, "end": end}
    facts = [term for term in case.terms("period") if not term.proposed][:1]
    if course.unclear is not None and (end is None or (on <= end) == (course.unclear.rule in _ENDED_BY)):
        return proved("end_cannot_be_told", None, course.unclear, facts=facts, **values), "cannot_tell"
    if end is not None and on > end:
        return proved("period_is_over", True, facts=facts, **values), "ended"
    if start is None and end is None and not course.open_ended:
        return proved("period_unknown", None, facts=facts, **values), "agreed"
    begins = start or _settled(asked)
    if begins is not None and on < begins:
        return proved("period_not_begun", True, facts=facts, **values), "agreed"
    return proved("in_period", True, facts=facts, **values), "in_force"


def _settled(asked: Question) -> date | None:
    """The day all was done that the agreement asks for: the last decision, and the last signature where it must be."""
    days = [state.act.happened for state in asked.states.values() if state.act is not None]
    if signed_in_time(asked.case) is not None:
        days += [one.happened for one in signed_by(asked.case)]
    return max((day.last for day in days if day is not None), default=None)


def matter_closed(asked: Question) -> Answered:
    """A person says that the matter was closed, and the parties have not all decided: there is nothing to wait for."""
    said = [one for one in asked.case.of(Confirmation) if one.of == CLOSED and asked.case.happened_by(one)]
    if not said:
        return Answered(None, None)
    return Answered(proved("matter_closed", True, facts=said[-1:], day=said[-1].happened), "lapsed")


def some_have_decided(asked: Question) -> Answered:
    """Some party has decided, and something is still missing: it waits."""
    decided = tuple([name for name in asked.case.parties if asked.states[name].decided])
    missing = tuple([name for name in asked.case.parties if name not in decided])
    acts: list[Fact] = [act for name in decided if (act := asked.states[name].act) is not None]
    proof = proved("some_have_decided", bool(decided), facts=acts, decided=decided, missing=missing)
    return Answered(proof, "awaiting" if decided else None)


def nothing_decided(asked: Question) -> Answered:
    """Only proposals, or nothing yet by the day."""
    return Answered(proved("nothing_decided", True, on=asked.case.on), "proposed")


POLICY: Final[tuple[Callable[[Question], Answered], ...]] = (
    papers_contradict,
    a_party_refused,
    all_have_decided,
    matter_closed,
    some_have_decided,
    nothing_decided,
)
"""The order of precedence. Reading it tells which standing goes before which."""


def decide(asked: Question) -> tuple[StandingCode, tuple[Proof, ...]]:
    """The standing, and every rule asked until one decided."""
    tried = []
    for rule in POLICY:
        proof, standing = rule(asked)
        if proof is not None:
            tried.append(proof)
        if standing is not None:
            return standing, tuple(tried)
    raise AssertionError("the last rule always decides")
