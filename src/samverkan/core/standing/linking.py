"""Many papers' items in, the agreements they concern out: one `Instrument` each, the parties named in its facts.

Items are joined only where it can be told that they concern one agreement; where it cannot, they stay apart and say so.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.facts import Linked
from samverkan.core.standing.assigning import place
from samverkan.core.standing.changing import attach, split
from samverkan.core.standing.items import Instrument
from samverkan.core.standing.kinship import Ground, Kinship, kinship
from samverkan.core.standing.names import is_qualified, person_in
from samverkan.core.standing.naming import named_facts, parties_of
from samverkan.core.standing.neighbours import reported_later, without_told_ones_on_file
from samverkan.core.standing.whose import Profile, aliases_in, profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samverkan.core.facts import Fact
    from samverkan.core.standing.items import RecordedItem


class Group(NamedTuple):
    """Items that concern one agreement, why, and the items that may do so too."""

    profiles: tuple[Profile, ...]
    grounds: tuple[Ground, ...]
    unsure: tuple[Profile, ...]


def link(items: Iterable[RecordedItem]) -> tuple[Instrument, ...]:
    """The agreements that the items concern, in order of their first paper. The order of input does not matter."""
    ordered = sorted(items, key=lambda item: (str(item.day or ""), item.id))
    aliases = aliases_in(ordered)
    profiles = [profile(item, aliases) for item in ordered]
    found = grouped([one for one in profiles if not one.item.only_assigns])
    return tuple(assembled(found, [one for one in profiles if one.item.only_assigns]))


def grouped(profiles: list[Profile]) -> list[tuple[Group, int]]:
    """The profiles in groups, each with the number of its cooperation."""
    pairs = dict(_pairs(profiles))
    together = _Sets(len(profiles))
    for (a, b), kin in pairs.items():
        if kin.same and not any(_apart(pairs, x, y) for x in together.of(a) for y in together.of(b)):
            together.join(a, b)
    doubtful: dict[int, set[int]] = defaultdict(set)
    for (a, b), kin in pairs.items():
        if kin.same is None and together.find(a) != together.find(b):
            doubtful[a].add(together.find(b))
            doubtful[b].add(together.find(a))
    for a in sorted(doubtful):
        others = {together.find(b) for b in doubtful[a]} - {together.find(a)}
        if len(others) == 1 and len(together.of(a)) == 1:
            b = others.pop()
            clear = not any(_apart(pairs, a, y) for y in together.of(b))
            if clear and any(_near(pairs, a, y) for y in together.of(b)):
                together.join(a, b)
    return _groups(profiles, pairs, together)


def _groups(profiles: list[Profile], pairs: dict[tuple[int, int], Kinship], together: _Sets) -> list[tuple[Group, int]]:
    related = _Sets(len(profiles))
    of_one: dict[int, dict[Ground, None]] = defaultdict(dict)
    unsure: dict[int, dict[int, None]] = defaultdict(dict)
    for (a, b), kin in sorted(pairs.items()):
        first, second = together.find(a), together.find(b)
        if kin.related or first == second:
            related.join(a, b)
        if first == second:
            of_one[first].update((ground, None) for ground in kin.grounds)
        elif kin.same is None:
            unsure[first][b] = None
            unsure[second][a] = None
    groups = []
    for members in together.all():
        first = members[0]
        doubtful = tuple(profiles[b] for b in unsure[first])
        for part in split([profiles[a] for a in members]):
            groups.append((Group(part, tuple(of_one[first]), doubtful), related.find(first)))
    return groups


def _pairs(profiles: list[Profile]) -> Iterator[tuple[tuple[int, int], Kinship]]:
    """Every pair that has something in common, compared once."""
    blocks: dict[object, list[int]] = defaultdict(list)
    for n, one in enumerate(profiles):
        for stem in one.subject | one.titled:
            blocks[stem].append(n)
        if one.item.registry_number:
            blocks[one.item.registry_number, one.own_key].append(n)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    if _could_meet(profiles[a], profiles[b]):
                        yield (a, b), kinship(profiles[a], profiles[b])


def _could_meet(one: Profile, other: Profile) -> bool:
    """Whether they may have a side in common: they share one, or one of them does not show all its own."""
    return one.loose or other.loose or not one.keys or not other.keys or bool(one.keys & other.keys)


def _apart(pairs: dict[tuple[int, int], Kinship], a: int, b: int) -> bool:
    """Whether the two were compared and found to concern different agreements."""
    kin = pairs.get((min(a, b), max(a, b)))
    return kin is not None and kin.same is False


def _near(pairs: dict[tuple[int, int], Kinship], a: int, b: int) -> bool:
    """Whether the two were compared and found near enough to be joined where nothing else can be meant."""
    kin = pairs.get((min(a, b), max(a, b)))
    return kin is not None and kin.near


class _Sets:
    """Disjoint sets of numbers, each known by its smallest."""

    def __init__(self, size: int) -> None:
        self._members = {n: [n] for n in range(size)}
        self._of = list(range(size))

    def find(self, n: int) -> int:
        """The number by which the set of `n` is known."""
        return self._of[n]

    def of(self, n: int) -> list[int]:
        """The set of `n`, in order."""
        return self._members[self._of[n]]

    def join(self, a: int, b: int) -> None:
        """Make the sets of `a` and `b` one; nothing where they already are."""
        first, second = sorted((self._of[a], self._of[b]))
        if first != second:
            for n in self._members[second]:
                self._of[n] = first
            self._members[first] = sorted(self._members[first] + self._members.pop(second))

    def all(self) -> list[list[int]]:
        """Every set, in order of its smallest member."""
        return [self._members[n] for n in sorted(self._members)]


def assembled(groups: list[tuple[Group, int]], assigning: Iterable[Profile] = ()) -> Iterator[Instrument]:
    """Each group as an instrument: names put in, changes at the agreement they change, grounds as a fact."""
    papers = [group.profiles for group, _ in groups]
    facts = [named_facts(these, parties_of(these)) for these in papers]
    numbers = [number for _, number in groups]
    of = attach(facts, numbers, papers)
    for paper in assigning:
        place(paper, facts, [these if of[n] == n else () for n, these in enumerate(papers)])
    whose = {one.item.id: of[n] for n, these in enumerate(papers) for one in these}
    for n, (group, _) in enumerate(groups):
        if of[n] != n:
            continue
        links = _links(group, [one for one in group.unsure if whose[one.item.id] != n])
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
