"""Who waits for whom: an agreement's conditions in; each with whom it waits for and since when, and the arrows of a picture, out.

Nothing is judged here: whether a condition is met is as the standing says. Two parties whose decisions wait for each other's
matching decision are one pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.facts import Amendment, Decision, Extension, Proposal
from samverkan.core.standing.names import same_body

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import Fact
    from samverkan.core.sources import Citation
    from samverkan.core.standing.values import ConditionState, Standing


class Waiting(NamedTuple):
    """A condition: whose decision of which day and § waits, for whom (parties, or another body; none: for something else).

    `by`: what met it. `fact` and `number`: the decision that holds it, and which of its conditions it is, from 0.
    """

    condition: ConditionState
    whom: tuple[str, ...]
    since: PartialDate | None
    section: str | None
    body: str | None
    by: tuple[Citation, ...]
    fact: str
    number: int


class Arrow(NamedTuple):
    """Somebody waits for somebody, or for something (`thing`: the condition's kind); `mutual`: and the other way round.

    `met`: True where all of it is, False where something of it has failed.
    """

    who: str
    whom: str
    thing: bool
    kinds: tuple[str, ...]
    met: bool | None
    mutual: bool


def waiting(standing: Standing, facts: Iterable[Fact]) -> tuple[Waiting, ...]:
    """The agreement's conditions in their order, each with whom it waits for."""
    acts = [one for one in facts if isinstance(one, Decision | Proposal | Extension | Amendment)]
    names = [one.name for one in standing.parties]
    return tuple(_waiting(one, names, acts) for one in standing.conditions)


def _waiting(one: ConditionState, names: Sequence[str], acts: Sequence[Fact]) -> Waiting:
    others = tuple(name for name in names if name != one.party)
    whom: tuple[str, ...] = ()
    if one.because.rule == "signature_required":
        missing = one.because.values.get("missing")
        whom = tuple(name for name in others if not isinstance(missing, list | tuple) or name in missing)
    elif one.kind == "matching_decision":
        whom = (one.on,) if one.on in others else others
    elif one.kind == "other_decision" and one.on:
        whom = (next((name for name in others if same_body(one.on, name)), one.on),)
    found = [
        (act, n)
        for act in acts
        if act.party == one.party
        for n, condition in enumerate(getattr(act, "conditions", ()))
        if (condition.kind, condition.text) == (one.kind, one.text)
    ]
    act, number = found[-1] if found else (None, -1)
    by = tuple(cited for cited in one.because.citations if cited not in one.citations) if one.met else ()
    return Waiting(
        one, whom, None if act is None else act.happened, getattr(act, "section", None), None if act is None else act.body, by,
        "" if act is None else act.id, number,
    )  # fmt: skip


def arrows(waits: Iterable[Waiting]) -> tuple[Arrow, ...]:
    """The arrows between those who wait and whom or what they wait for; two that wait for each other are one."""
    found: dict[tuple[str, str, bool], list[ConditionState]] = {}
    for one in waits:
        for whom, thing in [(name, False) for name in one.whom] or [(one.condition.kind, True)]:
            found.setdefault((one.condition.party, whom, thing), []).append(one.condition)
    drawn: list[Arrow] = []
    for (who, whom, thing), conditions in found.items():
        back = found.get((whom, who, thing), [])
        mutual = not thing and all(
            any(one.kind == "matching_decision" for one in these) for these in (conditions, back)
        )
        if mutual and any((one.who, one.whom) == (whom, who) for one in drawn):
            continue
        every = [*conditions, *(back if mutual else ())]
        kinds = tuple(dict.fromkeys(one.kind for one in every))
        drawn.append(Arrow(who, whom, thing, kinds, _met(every), mutual))
    return tuple(drawn)


def _met(conditions: Sequence[ConditionState]) -> bool | None:
    if all(one.met for one in conditions):
        return True
    return False if any(one.met is False for one in conditions) else None
