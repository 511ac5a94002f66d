"""Profiles of items in, the groups that concern one agreement out, each with why and with what may belong to it too.

Hundreds of papers on one agreement say nearly the same of it. Those that say exactly the same to a comparison are one
`kind`, and kinds are compared instead of papers: the time grows with the papers, not with their pairs.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.facts import PointedAt
from samverkan.core.standing.changing import split
from samverkan.core.standing.kinship import Ground, Kinship, kinship, named_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.core.standing.whose import Profile

Kind = tuple[int, ...]
"""Numbers of profiles that no comparison can tell apart, in order."""
_Pointer = tuple[str, str]
_ALONE: Final = 1


class Group(NamedTuple):
    """Items that concern one agreement, why, and the items that may do so too."""

    profiles: tuple[Profile, ...]
    grounds: tuple[Ground, ...]
    unsure: tuple[Profile, ...]


def grouped(profiles: Sequence[Profile]) -> list[tuple[Group, int]]:
    """The profiles in groups, each with the number of its cooperation."""
    compared = _Compared(profiles)
    together = _Sets(compared)
    for (k, other), kin in compared.verdicts.items():
        if kin.same:
            for a in sorted(together.roots[k]):
                for b in sorted(together.roots[other]):
                    if together.may_join(a, b):
                        together.join(a, b)
    for a in range(len(profiles)):
        if len(together.of(a)) == _ALONE:
            _join_the_only_one(a, compared, together)
    return _groups(profiles, compared, together)


def _join_the_only_one(a: int, compared: _Compared, together: _Sets) -> None:
    """Put a paper that only one group can be meant by with that group, if only something unsaid keeps it apart."""
    kind = compared.of[a]
    others: set[int] = set()
    for other in compared.doubtful[kind]:
        others |= together.roots[other] - {a}
        if len(others) > 1:
            return
    if others:
        (b,) = others
        if together.may_join(a, b) and any(compared.near(kind, other) for other in together.kinds[b]):
            together.join(a, b)


def _groups(profiles: Sequence[Profile], compared: _Compared, together: _Sets) -> list[tuple[Group, int]]:
    related = _Sets(compared)
    unsure: dict[int, set[int]] = defaultdict(set)
    for (k, other), kin in compared.verdicts.items():
        if kin.related:
            related.join_all([*compared.kinds[k], *compared.kinds[other]])
        if kin.same is None:
            for one, another in {(k, other), (other, k)}:
                for a in together.roots[one]:
                    unsure[a].update(b for b in compared.kinds[another] if together.find(b) != a)
    for members in together.all():
        related.join_all(members)
    groups = []
    for members in together.all():
        first = members[0]
        grounds = tuple(dict.fromkeys(compared.grounds(members)))
        doubtful = tuple(profiles[b] for b in sorted(unsure[first]))
        for part in split([profiles[a] for a in members]):
            groups.append((Group(part, grounds, doubtful), related.find(first)))
    return groups


class _Compared:
    """Every two kinds that have something in common, compared once.

    `of`: the kind of each profile; `verdicts`: by two kinds' numbers, the lower first, in the order to join them in;
    `apart` and `doubtful`: for each kind those that are another agreement, and those that cannot be told.
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = profiles
        keys = _keys(profiles)
        by_key: dict[object, list[int]] = defaultdict(list)
        for n, key in enumerate(keys):
            by_key[key].append(n)
        self.kinds: list[Kind] = [tuple(members) for members in by_key.values()]
        self.of = {n: k for k, members in enumerate(self.kinds) for n in members}
        numbered: dict[object, int] = {}
        self._plain = [numbered.setdefault(keys[members[0]][:-1], len(numbered)) for members in self.kinds]
        self._number = [keys[members[0]][-1] for members in self.kinds]
        self._known: dict[tuple[int, int, object], Kinship] = {}
        self.verdicts = dict(self._pairs())
        self.apart: dict[int, set[int]] = defaultdict(set)
        self.doubtful: dict[int, set[int]] = defaultdict(set)
        for (k, other), kin in self.verdicts.items():
            if kin.same is not True:
                found = self.apart if kin.same is False else self.doubtful
                found[k].add(other)
                found[other].add(k)

    def near(self, k: int, other: int) -> bool:
        """Whether nothing but something unsaid keeps the two kinds from being told to be one agreement."""
        kin = self.verdicts.get((min(k, other), max(k, other)))
        return kin is not None and kin.near

    def grounds(self, members: Sequence[int]) -> Iterator[Ground]:
        """Why the members are one agreement, in the order in which their papers come."""
        here: dict[int, list[int]] = defaultdict(list)
        for n in members:
            here[self.of[n]].append(n)
        pairs = []
        for k, mine in here.items():
            for other, theirs in here.items():
                later = next((b for b in theirs if b > mine[0]), None)
                if later is not None and (min(k, other), max(k, other)) in self.verdicts:
                    pairs.append((mine[0], later, k, other))
        for _, _, k, other in sorted(pairs):
            yield from self._compare(k, other).grounds

    def _pairs(self) -> Iterator[tuple[tuple[int, int], Kinship]]:
        blocks: dict[object, list[int]] = defaultdict(list)
        for k, members in enumerate(self.kinds):
            one = self.profiles[members[0]]
            for stem in sorted(one.subject | one.titled):
                blocks[stem].append(k)
            if self._number[k] is not None:
                blocks[self._number[k], one.own_key].append(k)
        seen: set[tuple[int, int]] = set()
        for kinds in blocks.values():
            for i, k in enumerate(kinds):
                for other in kinds[i:]:
                    if (k, other) in seen or (k == other and len(self.kinds[k]) == _ALONE):
                        continue
                    seen.add((k, other))
                    if _could_meet(self.profiles[self.kinds[k][0]], self.profiles[self.kinds[other][0]]):
                        yield (k, other), self._compare(k, other)

    def _compare(self, k: int, other: int) -> Kinship:
        """The verdict on two kinds, in that order; of those that differ in registry number alone, asked once."""
        number = self._number[k] if self._number[k] == self._number[other] else None
        asked = (self._plain[k], self._plain[other], number)
        found = self._known.get(asked)
        if found is None:
            one, another = self.profiles[self.kinds[k][0]], self.profiles[self.kinds[other][-1]]
            found = self._known[asked] = kinship(one, another)
        return found


def _keys(profiles: Sequence[Profile]) -> list[tuple[object, ...]]:
    """All that a comparison looks at, of each profile; the registry number last, None where no other shares it."""
    numbers: dict[object, int] = defaultdict(int)
    for one in profiles:
        numbers[one.item.registry_number, one.own_key] += 1
    points, pointed = _pointers(profiles)
    return [
        (
            one.own, one.own_key, one.loose, one.named, one.keys, one.subject, one.titled, one.periods, one.item.title,
            points[n], pointed[n],
            one.item.registry_number if numbers[one.item.registry_number, one.own_key] > 1 else None,
        )
        for n, one in enumerate(profiles)
    ]  # fmt: skip


def _pointers(profiles: Sequence[Profile]) -> tuple[list[tuple[object, ...]], list[frozenset[_Pointer]]]:
    """Of each profile: its supporting documents that are an item on file, and those of others that are this item."""
    at: dict[str | None, list[int]] = defaultdict(list)
    for n, one in enumerate(profiles):
        at[one.item.section].append(n)
    targets: dict[_Pointer, list[int]] = {}
    points: list[tuple[object, ...]] = []
    pointed: list[set[_Pointer]] = [set() for _ in profiles]
    for one in profiles:
        found = []
        for fact in one.item.facts:
            if isinstance(fact, PointedAt) and fact.section is not None and fact.decision_body:
                pointer = (fact.section, fact.decision_body)
                if pointer not in targets:
                    targets[pointer] = [n for n in at[fact.section] if named_by(fact.decision_body, profiles[n])]
                    for n in targets[pointer]:
                        pointed[n].add(pointer)
                if targets[pointer]:
                    found.append((*pointer, fact.pointer, fact.title))
        points.append(tuple(found))
    return points, [frozenset(each) for each in pointed]


def _could_meet(one: Profile, other: Profile) -> bool:
    return one.loose or other.loose or not one.keys or not other.keys or bool(one.keys & other.keys)


class _Sets:
    """Disjoint sets of profiles, each known by its smallest number (its root).

    `roots`: of each kind, the sets it lies in; `kinds`: of each set, the kinds in it.
    """

    def __init__(self, compared: _Compared) -> None:
        size = len(compared.of)
        self._members = {n: [n] for n in range(size)}
        self._of = list(range(size))
        self.roots = [set(members) for members in compared.kinds]
        self.kinds = {n: {compared.of[n]} for n in range(size)}
        self._apart = {n: set(compared.apart[compared.of[n]]) for n in range(size)}

    def find(self, n: int) -> int:
        return self._of[n]

    def of(self, n: int) -> list[int]:
        return self._members[self._of[n]]

    def may_join(self, a: int, b: int) -> bool:
        """Whether the two are different sets, and nothing in one is another agreement than something in the other."""
        first, second = self._of[a], self._of[b]
        return first != second and self._apart[first].isdisjoint(self.kinds[second])

    def join(self, a: int, b: int) -> None:
        first, second = sorted((self._of[a], self._of[b]))
        if first == second:
            return
        for n in self._members[second]:
            self._of[n] = first
        for k in self.kinds[second]:
            self.roots[k].discard(second)
            self.roots[k].add(first)
        self.kinds[first] |= self.kinds.pop(second)
        self._apart[first] |= self._apart.pop(second)
        self._members[first] += self._members.pop(second)

    def join_all(self, members: Sequence[int]) -> None:
        """Join every one of them with the first."""
        for n in members[1:]:
            if self._of[n] != self._of[members[0]]:
                self.join(members[0], n)

    def all(self) -> list[list[int]]:
        return [sorted(self._members[n]) for n in sorted(self._members)]
