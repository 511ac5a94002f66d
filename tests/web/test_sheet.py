"""The sheet that pictures of months are drawn on, and a year's cost on it: in order, nothing over another, each party told apart."""

from __future__ import annotations

import itertools
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from samverkan.core.funding.following import Month
from samverkan.web.money.picture import KINDS, keys, picture
from samverkan.web.sheet import sheet


@given(st.integers(-(10**12), 0), st.integers(0, 10**12))
def test_levels_stand_apart_and_within_the_sheet(least: int, most: int) -> None:
    assume(least != most)
    found = sheet(["jan", "feb"], str, least=least, most=most, left=90, step=52, plot=180)
    heights = sorted(one.y for one in found.levels)
    assert all(lower - higher >= 14 for higher, lower in itertools.pairwise(heights))
    assert 1 <= len(heights) <= 6
    assert "0" in {one.text for one in found.levels}
    assert found.y(most) <= found.y(0) <= found.y(least) < found.months[0].y < found.height
    assert all(found.left <= one.x <= found.width for one in found.months)


@given(st.integers(1, 12), st.lists(st.integers(0, 10**9), min_size=12, max_size=12))
def test_each_party_is_told_apart_by_its_pattern_or_by_its_number(parties: int, costs: list[int]) -> None:
    assume(any(costs))
    none = (0,) * parties
    months = [
        Month(date(2025, at, 1), 0, cost * parties, none, (cost,) * parties, ended=True) for at, cost in enumerate(costs, 1)
    ]  # fmt: skip
    told = keys([f"Part {at}" for at in range(parties)])
    assert len({(kind, number) for kind, number, _ in told}) == parties
    made = picture(months, [str(one.first.month) for one in months], str)
    assert made is not None
    assert bool(made.numbers) == (parties > KINDS)
    numbers = {number: kind for kind, number, _ in told if number}
    for one in made.numbers:
        (box,) = (
            each
            for each in made.boxes
            if 0 <= one.x - each.x < made.sheet.step and each.y <= one.y < each.y + each.height
        )
        assert box.kind == numbers[one.text]
        assert box.x + box.width < one.x
