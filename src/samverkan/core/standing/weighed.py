"""What both the standing and the days it leads to rest on, worked out once: facts and a day in, the parts of the answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.standing.case import Case
from samverkan.core.standing.matching import matching
from samverkan.core.standing.status import PartyState, party_state
from samverkan.core.standing.terms import Course, course

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from samverkan.core.facts import Fact
    from samverkan.core.standing.values import Match


class Weighed(NamedTuple):
    """One agreement's facts laid out for a day, each party's state by its name, its terms compared and through time.

    `differing`: the names of the terms that differ.
    """

    case: Case
    states: dict[str, PartyState]
    matches: tuple[Match, ...]
    differing: tuple[str, ...]
    course: Course


def weigh(facts_of_one_agreement: Iterable[Fact], *, on: date, known: date | None) -> Weighed:
    """The facts weighed, as known on the day `known` (None: all on file). CaseError where one identity stands for two facts."""
    case = Case(facts_of_one_agreement, on=on, known=known)
    matches = matching(case)
    differing = tuple([match.term for match in matches if match.verdict == "differs"])
    states = {name: party_state(case, name) for name in case.parties}
    return Weighed(case, states, matches, differing, course(case, differing))
