"""Minutes that only give an assignment (to negotiate, to look into it), put with the agreement it concerns.

In: the agreements found and the paper. Out: the agreement where the assignment is declared fulfilled, else the one the
paper is about; none where it cannot be told. Such a paper decides on no agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import AssignmentFulfilled, AssignmentGiven
from samverkan.core.standing.kinship import kinship
from samverkan.core.standing.naming import named_facts, parties_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.facts import Fact
    from samverkan.core.standing.whose import Profile


def place(paper: Profile, facts: Sequence[list[Fact]], groups: Sequence[Sequence[Profile]]) -> None:
    """Add the assignment to the facts of the agreement it concerns."""
    best: tuple[tuple[int, str], int, list[AssignmentGiven]] | None = None
    for n, group in enumerate(groups):
        near = [kin for one in group if (kin := kinship(paper, one)).same is not None or kin.related]
        given = [
            one
            for one in named_facts([paper], parties_of([*group, paper]))
            if isinstance(one, AssignmentGiven) and any(one.party == other.party for other in facts[n])
        ]
        if not given:
            continue
        reported = {(one.party, one.day, one.section) for one in facts[n] if isinstance(one, AssignmentFulfilled)}
        fulfilled = any((one.party, one.day, one.section) in reported for one in given)
        rank = 3 if fulfilled else 2 if any(kin.same for kin in near) else 1 if any(kin.related for kin in near) else 0
        latest = max((str(one.item.day) for one in group if one.item.day is not None), default="")
        if rank and (best is None or (rank, latest) > best[0]):
            best = (rank, latest), n, given
    if best is not None:
        facts[best[1]].extend(best[2])
