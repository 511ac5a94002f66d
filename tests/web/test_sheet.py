"""The sheet that pictures of months are drawn on: values stand in order, and no two levels are written over each other."""

from __future__ import annotations

import itertools

from hypothesis import assume, given
from hypothesis import strategies as st

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
