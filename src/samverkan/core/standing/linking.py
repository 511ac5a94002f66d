"""Many papers' items in, the agreements they concern out: one `Instrument` each, the parties named in its facts.

Items are joined only where it can be told that they concern one agreement; where it cannot, they stay apart and say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import Linked
from samverkan.core.standing.assigning import place
from samverkan.core.standing.changing import attach
from samverkan.core.standing.grouping import Group, grouped
from samverkan.core.standing.halting import place_halted
from samverkan.core.standing.items import Instrument
from samverkan.core.standing.names import is_qualified, person_in
from samverkan.core.standing.naming import named_facts, parties_of
from samverkan.core.standing.neighbours import reported_later, without_told_ones_on_file
from samverkan.core.standing.whose import aliases_in, profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samverkan.core.facts import Fact
    from samverkan.core.standing.items import RecordedItem
    from samverkan.core.standing.kinship import Ground
    from samverkan.core.standing.whose import Profile


def link(items: Iterable[RecordedItem]) -> tuple[Instrument, ...]:
    """The agreements that the items concern, in order of their first paper. The order of input does not matter."""
    ordered = sorted(items, key=lambda item: (str(item.day or ""), item.id))
    aliases = aliases_in(ordered)
    profiles = [profile(item, aliases) for item in ordered]
    found = grouped([one for one in profiles if not (one.item.only_assigns or one.item.only_halts)])
    return tuple(assembled(found, [one for one in profiles if one.item.only_assigns or one.item.only_halts]))


def assembled(groups: list[tuple[Group, int]], beside: Iterable[Profile] = ()) -> Iterator[Instrument]:
    """Each group as an instrument: names put in, changes at the agreement they change, grounds as a fact.

    `beside`: papers that are no agreement of their own, put with the one they concern.
    """
    papers = [group.profiles for group, _ in groups]
    facts = [named_facts(these, parties_of(these)) for these in papers]
    numbers = [number for _, number in groups]
    of = attach(facts, numbers, papers)
    bases = [these if of[n] == n else () for n, these in enumerate(papers)]
    unsure: dict[int, list[Profile]] = {}
    for paper in beside:
        if paper.item.only_assigns:
            place(paper, facts, bases)
        else:
            for n in place_halted(paper, facts, bases):
                unsure.setdefault(n, []).append(paper)
    whose = {one.item.id: of[n] for n, these in enumerate(papers) for one in these}
    for n, (group, _) in enumerate(groups):
        if of[n] != n:
            continue
        doubtful = [one for one in group.unsure if whose[one.item.id] != n]
        links = _links(group, [*doubtful, *unsure.get(n, ())])
        told = without_told_ones_on_file(facts, numbers, n)
        yield Instrument(str(numbers[n]), (*told, *reported_later(facts, numbers, n), *links))


def _each_once(grounds: Iterable[Ground]) -> Iterator[Ground]:
    """The grounds without repetition: of each that only names differently, the one that names legal persons best."""
    best: dict[object, Ground] = {}
    for ground in sorted(grounds, key=_plainness):
        rule, values = ground
        written = rule in {"same_registry_number", "same_title", "pointed_at"}
        best.setdefault((rule, values) if written else rule, ground)
    yield from (ground for ground in grounds if ground in best.values())


def _plainness(ground: Ground) -> tuple[int, int]:
    names = dict(ground[1]).get("parties", ())
    loose = [one for one in names if not person_in(one) and not is_qualified(one)] if isinstance(names, tuple) else []
    return len(loose), -len(names) if isinstance(names, tuple) else 0


def _links(group: Group, unsure: list[Profile]) -> Iterator[Fact]:
    first = group.profiles[0].item
    citations = tuple(one.item.citation for one in group.profiles)
    if group.grounds:
        grounds = tuple(_each_once(group.grounds))
        yield Linked(id=f"{first.id}:linked", party="", citations=citations, grounds=grounds)
    if all(one.item.amends and not any(span.start and span.end for span in one.periods) for one in group.profiles):
        values: tuple[tuple[str, object], ...] = (("section", first.section), ("day", first.day))
        yield Linked(
            id=f"{first.id}:amends", party="", sure=False, grounds=(("unsure_amended_agreement", values),),
            citations=citations,
        )  # fmt: skip
    for other in unsure:
        values = (("title", other.item.title), ("day", other.item.day))
        yield Linked(
            id=f"{first.id}:unsure:{other.item.id}",
            party="",
            sure=False,
            grounds=(("unsure_same_agreement", values),),
            citations=(first.citation, other.item.citation),
        )
