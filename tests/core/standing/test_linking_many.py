"""Hundreds of papers on one agreement: compared in kinds, as if every two had been compared, in a time that grows with them."""

from __future__ import annotations

import random
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from test_linking import FIVE, VIK, item

from samverkan.core.standing import grouping, kinship
from samverkan.core.standing.grouping import grouped
from samverkan.core.standing.linking import link
from samverkan.core.standing.whose import aliases_in, profile

if TYPE_CHECKING:
    from samverkan.core.standing.items import RecordedItem
    from samverkan.core.standing.whose import Profile

TITLES = (
    "Samverkansavtal om familjecentral 2022", "samverkansavtal om  familjecentral 2022", "Avtal om familjecentral",
    "Avtal om ungdomsmottagning 2022", "Avtal med Region Vik om familjecentral och ungdomsmottagning",
    "Samverkansavtal mellan parterna",
)  # fmt: skip


def near_alike(number: int) -> list[RecordedItem]:
    """Different papers of two parties on one agreement: another § each, a registry number for every three."""
    return [
        item(
            TITLES[0], organisation=VIK[n % 2], body=("Hälsonämnden", "Socialnämnden")[n % 2], parties=VIK,
            section=str(n), number=f"{'HS'[n % 2]}N 2021-{n // 6}", period=("2022-01-01", "2022-12-31"),
        )
        for n in range(number)
    ]  # fmt: skip


@pytest.mark.parametrize("number", [100, 200, 400])
def test_comparisons_grow_with_the_papers_not_with_their_pairs(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(one: Profile, other: Profile) -> kinship.Kinship:
        asked.append((one, other))
        return kinship.kinship(one, other)

    monkeypatch.setattr(grouping, "kinship", counted)
    (found,) = link(near_alike(number))
    assert len({fact.id for fact in found.facts}) > number
    assert number / 10 < len(asked) <= 2 * number  # every two would be 79,800 of 400


def mixed(seed: int) -> list[RecordedItem]:
    """Papers that agree, contradict, point at each other and leave things unsaid, as chance will have it."""
    pick = random.Random(seed)
    return [
        item(
            pick.choice(TITLES),
            day=pick.choice(["2021-09-22", "2021-10-01", "2023-10-01"]),
            organisation=pick.choice([None, None, "Ekby kommun", "Region Vik", "Alby kommun"]),
            body=pick.choice(["Socialnämnden", "Hälsonämnden", "Västra hälso- och sjukvårdsnämnden"]),
            parties=pick.choice([(), ("Region Vik",), ("Ekby kommun",), VIK, ("Region Vik", "Alby kommun"), FIVE[:3]]),
            period=pick.choice([None, None, ("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-12-31")]),
            number=pick.choice([None, None, "SN 2021-5", "HSN 7"]),
            section=pick.choice(["1", "50", "77"]),
            pointers=pick.choice([(), (), (("§ 50 SN", "SN"),), (("§ 50", "Hälsonämnden"),)]),
        )
        for _ in range(pick.randint(2, 16))
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_the_groups_are_those_of_comparing_every_two(seed: int) -> None:
    items = sorted(mixed(seed), key=lambda one: (str(one.day or ""), one.id))
    profiles = [profile(one, aliases_in(items)) for one in items]
    found = {frozenset(one.item.id for one in group.profiles) for group, _ in grouped(profiles)}
    assert found == every_two(profiles)


def every_two(profiles: list[Profile]) -> set[frozenset[str]]:
    """The groups as told by comparing every two papers, one pair at a time in the order of the papers' stems."""
    blocks: dict[object, list[int]] = {}
    for n, one in enumerate(profiles):
        for key in [*sorted(one.subject | one.titled), (one.item.registry_number, one.own_key)]:
            if key != (None, one.own_key):
                blocks.setdefault(key, []).append(n)
    kin = {}
    for members in blocks.values():
        for a, b in combinations(members, 2):
            one, other = profiles[a], profiles[b]
            if one.loose or other.loose or not one.keys or not other.keys or one.keys & other.keys:
                kin.setdefault((a, b), kinship.kinship(one, other))
    of = {n: {n} for n in range(len(profiles))}

    def between(a: int, b: int) -> list[kinship.Kinship]:
        return [kin[min(x, y), max(x, y)] for x in of[a] for y in of[b] if (min(x, y), max(x, y)) in kin]

    def join(a: int, b: int) -> None:
        joined = of[a] | of[b]
        of.update(dict.fromkeys(joined, joined))

    for (a, b), said in kin.items():
        if said.same and of[a] is not of[b] and all(one.same is not False for one in between(a, b)):
            join(a, b)
    for a in range(len(profiles)):
        unsure = [b for b in range(len(profiles)) if (one := kin.get((min(a, b), max(a, b)))) and one.same is None]
        others = {min(of[b]): b for b in unsure if of[b] is not of[a]}
        if len(of[a]) == 1 and len(others) == 1:
            (b,) = others.values()
            if all(one.same is not False for one in between(a, b)) and any(one.near for one in between(a, b)):
                join(a, b)
    return {frozenset(profiles[n].item.id for n in members) for members in of.values()}
