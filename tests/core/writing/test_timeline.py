"""The geometry of a timeline: situations in, which piece lies where out; no piece lies on another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.standing.plain_facts import facts_of

from samverkan.core.standing import standing
from samverkan.core.standing.events import dated_events
from samverkan.core.writing.timeline import LABELS, Lane, Piece, Timeline, timeline

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from samverkan.core.facts import Fact

TWO = """
2021-09-08 Ekby kommun/Socialnämndens arbetsutskott: proposes to Socialnämnden § 264; if matching_decision of Region Vik
2021-09-22 Ekby kommun/Socialnämnden: approves § 50; if matching_decision of Region Vik
2021-10-01 Region Vik/Hälsonämnden: approves § 196
2021-09-22 Ekby kommun/Socialnämnden: says period 2022-01-01–2022-12-31 (decided)
2021-10-01 Region Vik/Hälsonämnden: says period 2022-01-01–2022-12-31 (decided)
2021-10-01 Region Vik/Hälsonämnden: says period 2019-01-01–2020-12-31 (told, previous)
2021-10-08 Region Vik: announces meeting 2021-10-01
undated the agreement: says extension automatic, 12 months each, notice 6 months (agreed)
"""


def drawn(facts: str, on: str, **more: object) -> Timeline:
    found = of(facts_of(facts), date.fromisoformat(on), **more)
    assert found is not None
    return found


def of(known: Sequence[Fact], day: date, **more: object) -> Timeline | None:
    events = dated_events(known, on=day, known=None)
    return timeline(standing(known, on=day, known=None), known, events, on=day, known=None, **more)  # type: ignore[arg-type]


def lane(found: Timeline, kind: str, party: str | None = None) -> Lane:
    (one,) = [one for one in found.lanes if one.kind == kind and one.party == party]
    return one


def days_of(found: Timeline, piece: Piece) -> tuple[str, str]:
    return str(found.first + timedelta(days=piece.start)), str(found.first + timedelta(days=piece.end))


def shown(found: Timeline, kind: str, party: str | None = None) -> list[tuple[str, str, str]]:
    return [(piece.code, *days_of(found, piece)) for piece in lane(found, kind, party).pieces]


def test_each_party_has_its_lane_with_what_it_did() -> None:
    found = drawn(TWO, "2022-03-01")
    assert [(one.kind, one.party) for one in found.lanes] == [
        ("party", "Ekby kommun"), ("party", "Region Vik"), ("periods", None), ("windows", None),
    ]  # fmt: skip
    assert shown(found, "party", "Ekby kommun") == [
        ("propose", "2021-09-08", "2021-09-08"), ("approve", "2021-09-22", "2021-09-22"),
    ]  # fmt: skip
    (decided,) = lane(found, "party", "Region Vik").pieces
    assert (decided.code, decided.section) == ("approve", "196")


def test_periods_show_what_was_told_of_before_and_each_extension() -> None:
    assert shown(drawn(TWO, "2022-03-01"), "periods") == [
        ("previous", "2019-01-01", "2020-12-31"), ("period", "2022-01-01", "2022-12-31"),
    ]  # fmt: skip
    assert shown(drawn(TWO, "2023-03-01"), "periods")[-1] == ("extended", "2023-01-01", "2023-12-31")


def test_windows_show_conditions_until_they_are_met_and_the_times_that_run() -> None:
    assert shown(drawn(TWO, "2022-03-01"), "windows") == [
        ("condition", "2021-09-22", "2021-10-01"), ("appeal_by", "2021-10-08", "2021-10-29"),
        ("termination_notice_by", "2022-01-01", "2022-06-30"), ("extension_takes_hold", "2023-01-01", "2023-01-01"),
    ]  # fmt: skip


def test_a_condition_that_is_not_met_goes_on_to_the_day_asked_about() -> None:
    alone = "\n".join(line for line in TWO.splitlines() if "Region Vik/" not in line and "announces" not in line)
    (condition,) = [one for one in lane(drawn(alone, "2021-12-01"), "windows").pieces if one.code == "condition"]
    assert not condition.closes
    assert str(condition.until) == "2021-12-01"


def test_what_waits_is_told_as_waiting() -> None:
    early = drawn(TWO, "2021-09-25")
    (period,) = [one for one in lane(early, "periods").pieces if one.code == "period"]
    assert period.values["waits"] is True
    (period,) = [one for one in lane(drawn(TWO, "2022-03-01"), "periods").pieces if one.code == "period"]
    assert period.values["waits"] is False


def test_one_section_is_one_mark_and_a_plan_is_none_once_it_is_done() -> None:
    facts = """
2021-09-01 Ekby kommun/Socialnämnden: tells that Region Vik will decide 2021-10-01
2021-09-22 Ekby kommun/Socialnämnden: approves § 50
2021-09-22 Ekby kommun/Socialnämnden: approves § 50
2021-09-22 Ekby kommun/Socialnämnden: says period 2022-01-01–2022-12-31 (decided)
2021-09-22 Ekby kommun/Socialnämnden: says parties Ekby kommun, Region Vik (told)
"""
    found = drawn(facts, "2021-09-25")
    assert shown(found, "party", "Ekby kommun") == [("approve", "2021-09-22", "2021-09-22")]
    assert shown(found, "party", "Region Vik") == [("planned", "2021-10-01", "2021-10-01")]
    done = drawn(facts + "2021-10-01 Region Vik/Hälsonämnden: approves § 196\n", "2021-10-05")
    assert shown(done, "party", "Region Vik") == [("approve", "2021-10-01", "2021-10-01")]


def test_a_party_without_a_paper_has_an_empty_lane() -> None:
    facts = """
2021-10-01 Region Vik/Hälsonämnden: approves § 196
2021-10-01 Region Vik/Hälsonämnden: says parties Region Vik, Ekby kommun (told)
"""
    assert lane(drawn(facts, "2021-11-01"), "party", "Ekby kommun") == Lane("party", "Ekby kommun", (), 1)


def test_the_day_asked_about_is_drawn_near_and_told_at_the_edge_when_far() -> None:
    near = drawn(TWO, "2022-03-01")
    assert near.first + timedelta(days=near.on) == date(2022, 3, 1)
    assert not near.outside
    late = drawn(
        TWO.replace("says extension automatic, 12 months each, notice 6 months", "says extension excluded"),
        "2040-01-01",
    )
    assert (late.outside, late.on) == (True, late.days)
    early = drawn(TWO, "1995-01-01")
    assert (early.outside, early.on) == (True, 0)


def test_what_has_no_day_is_listed_and_not_drawn() -> None:
    found = drawn(
        "undated Ekby kommun/Socialnämnden: approves § 50\n2021-10-01 Region Vik/Hälsonämnden: approves § 196",
        "2022-01-01",
    )
    assert [(one.code, one.party) for one in found.undated] == [("approve", "Ekby kommun")]
    assert lane(found, "party", "Ekby kommun").pieces == ()


def test_nothing_dated_gives_no_timeline() -> None:
    known = facts_of("undated Ekby kommun/Socialnämnden: approves § 50")
    day = date(2022, 1, 1)
    assert timeline(standing(known, on=day, known=None), known, (), on=day, known=None) is None


def test_an_open_period_goes_on_to_the_edge() -> None:
    found = drawn(TWO.replace("2022-01-01–2022-12-31", "2022-01-01–further notice"), "2022-03-01")
    (period,) = [one for one in lane(found, "periods").pieces if one.code == "period"]
    assert (period.end, period.closes, period.until) == (found.days, False, None)


def test_neighbours_lie_in_the_lane_of_periods_and_say_which_they_are() -> None:
    other = standing(
        facts_of("2019-10-01 Region Vik/Hälsonämnden: approves § 1\n"
            "2019-10-01 Region Vik/Hälsonämnden: says period 2020-01-01–2021-12-31 (decided)"),
        on=date(2022, 3, 1), known=None,
    )  # fmt: skip
    found = drawn(TWO, "2022-03-01", before=("key", other))
    (before,) = [one for one in lane(found, "periods").pieces if one.code == "before"]
    assert (before.values["key"], days_of(found, before)) == ("key", ("2020-01-01", "2021-12-31"))


@pytest.mark.parametrize(
    ("last", "step"),
    [("2022-12-31", "month"), ("2024-12-31", "quarter"), ("2031-12-31", "year"), ("2090-12-31", "years")],
)
def test_there_are_never_more_days_along_the_edge_than_can_be_read(last: str, step: str) -> None:
    found = drawn(
        TWO.replace("2022-12-31", last).replace("2019-01-01–2020-12-31", "2021-01-01–2021-06-30"), "2022-03-01"
    )
    assert 3 <= len(found.ticks) <= 13, step
    assert all(found.first + timedelta(days=one.at) == one.day for one in found.ticks)


_KINDS = (
    "approves § {n}",
    "proposes to Nämnden § {n}",
    "extends to {later} § {n}",
    "signs",
    "gives notice",
    "postpones § {n}",
    "announces",
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dates(date(1990, 1, 1), date(2090, 1, 1)),
            st.sampled_from(_KINDS),
            st.sampled_from(["Ekby", "Vik", "Norby"]),
        ),
        min_size=1,
        max_size=25,
    ),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.randoms(use_true_random=False),
)
def test_no_two_pieces_lie_on_each_other_and_the_order_of_facts_does_not_matter(
    acts: list[tuple[date, str, str]], on: date, order: random.Random
) -> None:
    lines = [
        f"[f{n:02d}] {day} {party}/Nämnden: {what.format(n=n, later=day + timedelta(days=400))}"
        for n, (day, what, party) in enumerate(acts)
    ]
    lines += [
        f"[t] {acts[0][0]} {acts[0][2]}/Nämnden: says period {acts[0][0]}–{acts[0][0] + timedelta(days=700)} (decided)"
    ]
    facts = facts_of("\n".join(lines))
    found = of(facts, on)
    order.shuffle(facts)
    assert of(facts, on) == found
    if found is None:
        return  # nobody is known to be party: nothing to draw
    for one in found.lanes:
        room = round(found.days * LABELS[one.kind])
        for n, piece in enumerate(one.pieces):
            assert 0 <= piece.start <= piece.end <= found.days
            assert 0 <= piece.row < one.rows
            for other in one.pieces[:n]:
                assert piece.row != other.row or not _overlap(_room(piece, room), _room(other, room))
    numbers = [piece.n for one in found.lanes for piece in one.pieces] + [piece.n for piece in found.undated]
    assert sorted(numbers) == list(range(len(numbers)))


def _room(piece: Piece, label: int) -> tuple[int, int]:
    if piece.back:
        return min(piece.start, piece.end - label), piece.end
    return piece.start, max(piece.end, piece.start + label)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
