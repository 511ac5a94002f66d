"""The agreements of one cooperation, each with the items that a person has put with it, in; their instruments out.

Nothing is linked by guess here. What only changes an agreement is a change of it, as in `linking`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import AssignmentGiven, Decision
from samverkan.core.standing.changing import changes_of, split
from samverkan.core.standing.items import Instrument
from samverkan.core.standing.naming import Named, named_facts, parties_of
from samverkan.core.standing.neighbours import reported_later, without_told_ones_on_file
from samverkan.core.standing.whose import aliases_in, profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.core.facts import Fact
    from samverkan.core.standing.items import RecordedItem


def settled(agreements: Mapping[str, Sequence[RecordedItem]], before: Named | None = None) -> dict[str, Instrument]:
    """Each agreement's facts with the parties named, by the key given; the order of items does not matter.

    `before`: what was named in the same items for others who see some of them, as long as these are kept.
    """
    before = {} if before is None else before
    aliases = aliases_in([item for items in agreements.values() for item in items])
    facts = [_facts(items, aliases, before) for items in agreements.values()]
    cooperations = [0] * len(facts)
    return {
        key: Instrument(
            "0",
            (*without_told_ones_on_file(facts, cooperations, n), *reported_later(facts, cooperations, n)),
        )
        for n, key in enumerate(agreements)
    }


def _facts(items: Sequence[RecordedItem], aliases: Mapping[str, str], before: Named) -> list[Fact]:
    ordered = sorted(items, key=lambda item: (str(item.day or ""), item.id))
    profiles = [profile(item, aliases) for item in ordered]
    parties = parties_of(profiles)
    beside = [one for one in profiles if one.item.only_assigns or one.item.only_halts]
    deciding = [one for one in profiles if one not in beside]
    own, *later = split(deciding) if deciding else ([],)
    facts = named_facts(own, parties, before)
    for change in later:
        facts += changes_of(facts, named_facts(change, parties, before), amends=any(one.item.amends for one in change))
    for one in beside:  # of what decides on no agreement, only what it is there for
        kept = AssignmentGiven if one.item.only_assigns else Decision
        facts += [fact for fact in named_facts([one], parties, before) if isinstance(fact, kept)]
    return facts
