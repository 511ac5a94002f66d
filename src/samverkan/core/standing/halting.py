"""Matters put off or withdrawn in words that name no agreement, put with the agreement whose matter it is.

In: the agreements found and the paper. Out: the one it belongs to by registry number or by subject and parties, where
only one can be meant; else those of which a person must say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import Decision, Fact
from samverkan.core.standing.case import APPROVING
from samverkan.core.standing.kinship import kinship
from samverkan.core.standing.naming import named_facts, parties_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.standing.whose import Profile


def place_halted(paper: Profile, facts: Sequence[list[Fact]], groups: Sequence[Sequence[Profile]]) -> list[int]:
    """Add what the paper decides to the agreement whose matter it is; the numbers of those it may be, where unsure."""
    sure, near, unsure = [], [], []
    for n, group in enumerate(groups):
        kin = [found for one in group if (found := kinship(paper, one)).same is not False]
        rules = {rule for one in kin for rule, _ in one.grounds}
        if any(one.same for one in kin) or "same_registry_number" in rules:
            sure.append(n)
        elif any(one.near for one in kin):
            near.append(n)
        elif "same_subject" in rules:
            unsure.append(n)
    meant = [n for n in sure or near if not _decided_before(paper, facts[n], groups[n])]
    if len(meant) != 1:
        return meant or unsure
    (n,) = meant
    facts[n].extend(_said(paper, groups[n]))
    return []


def _said(paper: Profile, group: Sequence[Profile]) -> list[Decision]:
    named = named_facts([paper], parties_of([*group, paper]))
    return [one for one in named if isinstance(one, Decision)]


def _decided_before(paper: Profile, facts: Sequence[Fact], group: Sequence[Profile]) -> bool:
    """Whether the party had already approved the agreement: its matter is another one."""
    day = paper.item.day
    parties = {one.party for one in _said(paper, group)}
    return day is not None and any(
        isinstance(one, Decision)
        and one.act in APPROVING
        and one.party in parties
        and one.happened is not None
        and one.happened.last < day.first
        for one in facts
    )
