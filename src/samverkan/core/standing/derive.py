"""The standing of one agreement: its facts, a day and what was known in; the answer with its proof out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.core.facts import Linked, Told
from samverkan.core.standing.assignments import assignments, open_assignments
from samverkan.core.standing.case import cite
from samverkan.core.standing.conditions import resolved
from samverkan.core.standing.finality import forces
from samverkan.core.standing.missing import open_entries
from samverkan.core.standing.names import body_in, person_in
from samverkan.core.standing.policy import Question, decide
from samverkan.core.standing.previous import previous
from samverkan.core.standing.values import Party, Proof, Standing, ToldOf
from samverkan.core.standing.weighed import Weighed, weigh

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from samverkan.core.facts import Fact
    from samverkan.core.standing.case import Case
    from samverkan.core.standing.status import PartyState
    from samverkan.core.standing.values import PartyStatus, StandingCode

_ROOT: Final[dict[StandingCode, tuple[str, bool | None]]] = {
    "in_force": ("is_in_force", True),
    "agreed": ("is_agreed", True),
    "ended": ("has_ended", False),
    "awaiting": ("is_awaiting", False),
    "lapsed": ("has_lapsed", False),
    "proposed": ("is_proposed", False),
    "cannot_tell": ("cannot_be_told", None),
}


def standing(facts_of_one_agreement: Iterable[Fact], *, on: date, known: date | None) -> Standing:
    """Whether the agreement stands on the day `on`, by what was known on the day `known` (None: all on file).

    In: the facts of one instrument, in any order. Out: the standing with its parties, terms, conditions, matching,
    open entries and proof. Facts known later than `known` change nothing. CaseError where one identity stands for two
    different facts. Each rule: docs/standing.md.
    """
    return standing_of(weigh(facts_of_one_agreement, on=on, known=known), known=known)


def standing_of(weighed: Weighed, *, known: date | None) -> Standing:
    """The same, of facts that have been weighed."""
    case, states, matches, differing, through_time = weighed
    conditions, binding = resolved(case, states, differing)
    statuses = _statuses(states, binding, bool(differing))
    proofs = tuple([states[name].proof(statuses[name]) for name in case.parties])
    asked = Question(case, states, statuses, proofs, binding, conditions, matches, through_time)
    code, tried = decide(asked)
    done = assignments(case)
    taken = [act for state in states.values() if (act := state.decision) is not None]
    force = forces(case, [*taken, *through_time.changes])
    object_, title = case.named("object"), case.named("title")
    named = None if object_ is None else str(object_.value)
    return Standing(
        cooperation=f"{named or 'agreement'}: {', '.join(sorted(case.parties))}",
        object=named,
        title=None if title is None else str(title.value),
        parties=tuple(
            [_party(case, states[name], statuses[name], through_time.leaves.get(name)) for name in case.parties]
        ),
        standing=code,
        terms=through_time.rows,
        previous=previous(case),
        matching=matches,
        conditions=conditions,
        open=(*open_entries(asked, code, tried, force), *open_assignments(case, done)),
        assignments=done,
        told=tuple([_told(one) for one in case.of(Told)]),
        proof=Proof(
            *_ROOT[code],
            {"standing": code, "on": case.on, "known": known, "object": named},
            (),
            (*tried, *_one_agreement(case), *force),
        ),
    )


def _statuses(
    states: Mapping[str, PartyState], binding: Collection[str], some_term_differs: bool
) -> dict[str, PartyStatus]:
    """Each party's status, now that it is known whose decisions bind."""
    found: dict[str, PartyStatus] = {
        name: "decided_conditionally" if state.decided and name not in binding else state.status
        for name, state in states.items()
    }
    if some_term_differs:  # nobody's decision is in doubt for that: only its conditions and the agreement are
        found |= {name: "decided" for name, state in states.items() if state.decided and not _conditional(state)}
    return found


def _conditional(state: PartyState) -> bool:
    return state.act is not None and bool(state.act.conditions)


def _party(case: Case, state: PartyState, status: PartyStatus, left: date | None) -> Party:
    own = [one for one in case.acts if one.party == state.name]
    numbers = dict.fromkeys(one.registry_number for one in own if one.registry_number)
    body = state.body
    if body is None and person_in(state.name) is None:
        body = body_in(state.name)
    if body is not None:
        body = body[:1].upper() + body[1:]
    return Party(state.name, body, tuple(numbers), status, cite(state.act) if state.act is not None else (), left)


def _told(one: Told) -> ToldOf:
    return ToldOf(one.act, one.by, one.day, one.section, one.planned, one.text, one.citations)


def _one_agreement(case: Case) -> Iterable[Proof]:
    """On what grounds the papers are held to concern one agreement."""
    for one in case.of(Linked):
        because = tuple([Proof(rule, None if not one.sure else True, dict(values)) for rule, values in one.grounds])
        yield Proof("one_agreement", True if one.sure else None, {}, one.citations, because)
