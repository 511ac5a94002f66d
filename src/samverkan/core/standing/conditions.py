"""Whether the conditions of the parties' decisions are met: one by one, those that wait only for each other together.

A matching decision is met when the other party itself has decided and no term differs; other kinds only by a fact or a
day that shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import Condition, ConditionShown, Decision, Fact
from samverkan.core.standing.case import APPROVING
from samverkan.core.standing.names import same_body
from samverkan.core.standing.signing import signed_by, signing
from samverkan.core.standing.values import ConditionState, Proof

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samverkan.core.standing.case import Case
    from samverkan.core.standing.status import PartyState


def resolved(
    case: Case, states: Mapping[str, PartyState], differing: tuple[str, ...]
) -> tuple[tuple[ConditionState, ...], frozenset[str]]:
    """Every condition with its answer, and the parties whose decisions bind: all their conditions are met."""
    deciding = {name for name, state in states.items() if state.decided}
    shown = {(one.decision, one.condition): one for one in case.of(ConditionShown)}
    alone = {
        (name, n): _alone(case, state, n, condition, shown.get((state.act.id, n)) if state.act else None)
        for name, state in states.items()
        if state.act is not None
        for n, condition in enumerate(state.act.conditions)
        if condition.kind != "matching_decision" or (state.act.id, n) in shown
    }
    binding = set(deciding)
    while True:
        falling = {
            name
            for name in binding
            if any(
                (alone[name, n].holds is not True)
                if (name, n) in alone
                else bool(differing) or not _waited_for(name, condition, case.parties) <= binding
                for n, condition in enumerate(_conditions(states[name]))
            )
        }
        if not falling:
            break
        binding -= falling
    answers = []
    for name in case.parties:
        state = states[name]
        for n, condition in enumerate(_conditions(state)):
            why = alone.get((name, n)) or _matching(case, name, condition, states, binding, differing)
            answers.append(
                ConditionState(name, condition.kind, condition.on, why.holds, condition.text, condition.citations, why)
            )
    return tuple(answers), frozenset(binding)


def _conditions(state: PartyState) -> tuple[Condition, ...]:
    return state.act.conditions if state.act is not None else ()


def _waited_for(party: str, condition: Condition, parties: tuple[str, ...]) -> set[str]:
    """The parties a matching decision is asked of: the one named, else every other."""
    if condition.on is not None and condition.on in parties and condition.on != party:
        return {condition.on}
    return {other for other in parties if other != party}


def _alone(case: Case, state: PartyState, n: int, condition: Condition, shown: ConditionShown | None) -> Proof:
    """A condition that no other party's matching decision answers."""
    if shown is not None:
        return _why("condition_shown", shown.met, condition, facts=(shown,), party=state.name, number=n + 1)
    if condition.signing:
        signed = signing(case)
        missing = signed.values["missing"]
        return _why(
            "signature_required", signed.holds, condition, facts=signed_by(case), party=state.name, missing=missing
        )
    if condition.kind == "other_decision" and condition.on:
        made = [
            one
            for one in case.of(Decision)
            if _made_by(one, condition.on) and case.happened_by(one) and one.act != "other"
        ]
        last = made[-1] if made else None
        if last is not None and last.act in APPROVING:
            return _why("other_body_has_decided", True, condition, facts=(last,), party=state.name)
        if last is not None and last.act in {"reject", "refrain", "rescind"}:
            return _why("other_body_has_decided", False, condition, facts=(last,), party=state.name)
        return _why("other_body_has_decided", None, condition, party=state.name)
    if condition.kind == "time" and condition.day is not None and condition.day <= case.on:
        return _why("day_has_come", True, condition, party=state.name, day=condition.day)
    return _why("nothing_shows_condition", None, condition, party=state.name, kind=condition.kind)


def _made_by(decision: Decision, on: str) -> bool:
    return on == decision.party or same_body(on, decision.body)


def _matching(
    case: Case,
    party: str,
    condition: Condition,
    states: Mapping[str, PartyState],
    binding: set[str],
    differing: tuple[str, ...],
) -> Proof:
    """Whether the others have decided the same; what they have done is the reason either way."""
    others = [other for other in case.parties if other in _waited_for(party, condition, case.parties)]
    acts: list[Fact] = [act for other in others if (act := states[other].act) is not None]
    if not others:
        return _why("matching_decision", None, condition, party=party, others=())
    if all(states[other].decided for other in others):
        if differing:
            return _why(
                "matching_decision_differs", False, condition, facts=acts, party=party, others=others, terms=differing
            )
        if all(other in binding or party in binding for other in others):
            rule = "met_together" if any(_conditions(states[other]) for other in others) else "matching_decision"
            return _why(rule, True, condition, facts=acts, party=party, others=others)
        if all(_only_waits_for(states[other], party, case.parties) for other in others):
            return _why("matching_decision", True, condition, facts=acts, party=party, others=others)
        return _why("others_decision_waits", None, condition, facts=acts, party=party, others=others)
    missing = [other for other in others if not states[other].decided]
    unknown = all(states[other].status in {"none", "annulled"} for other in missing)
    return _why("matching_decision", None if unknown else False, condition, facts=acts, party=party, others=missing)


def _only_waits_for(state: PartyState, party: str, parties: tuple[str, ...]) -> bool:
    """Whether the other's decision is conditional on nothing but this party's."""
    return all(
        one.kind == "matching_decision" and _waited_for(state.name, one, parties) <= {party}
        for one in _conditions(state)
    )


def _why(rule: str, holds: bool | None, condition: Condition, facts: Iterable[Fact] = (), **values: object) -> Proof:
    cited = [citation for fact in facts for citation in fact.citations]
    return Proof(rule, holds, {"on": condition.on, **values}, tuple(dict.fromkeys((*condition.citations, *cited))))
