"""Budget beside actual: months that sum, types of cost, a forecast with its method, small figures not shown."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from samverkan.core.facts import ShareValue
from samverkan.core.funding.differing import Borne, differences
from samverkan.core.funding.following import Planned, follow, monthly, per_family, plan_lines
from samverkan.core.funding.settling import settle
from samverkan.core.funding.terms import Agreement, Terms
from samverkan.core.funding.vouchers import CostLine

PARTIES = ("Region Vik", "Ekby kommun")
YEAR = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}
HALVES = Agreement(
    "Avtalet", PARTIES,
    (Terms(date(2025, 1, 1), date(2025, 12, 31), tuple(ShareValue(party, "percent", "50") for party in PARTIES)),),
)  # fmt: skip


def cost(month: int, kronor: int, account: str = "") -> CostLine:
    return CostLine("a.csv", month, date(2025, month, 15), kronor * 100, account=account or None)


@given(st.integers(-(10**12), 10**12))
def test_the_months_sum_to_the_year(ore: int) -> None:
    assert sum(monthly(ore)) == ore
    assert max(monthly(ore)) - min(monthly(ore)) <= 1


def test_budget_and_cost_stand_beside_each_other_by_month_party_and_type() -> None:
    planned = [Planned("Löner", 1_200_000, ("50*",)), Planned("Lokal", 120_000, ("60*",))]
    plan = settle(HALVES, plan_lines(2025, planned), **YEAR)
    spent = settle(HALVES, [cost(1, 1500, "5010"), cost(2, 90, "6010"), cost(2, 5, "7010")], **YEAR)
    found = follow(2025, spent, plan, planned, on=date(2025, 3, 1))
    assert [(one.planned, one.cost, one.ended) for one in found.months[:3]] == [
        (110_000, 150_000, True), (110_000, 9500, True), (110_000, 0, False),
    ]  # fmt: skip
    assert found.months[0].parts == (75_000, 75_000)
    assert found.months[0].planned_parts == (55_000, 55_000)
    assert [tuple(row) for row in found.types] == [
        ("Löner", 1_200_000, 150_000),
        ("Lokal", 120_000, 9000),
        ("", 0, 500),
    ]
    assert (found.forecast, found.method) == (159_500 + 10 * 110_000, "budget_left")


def test_without_a_budget_the_forecast_is_the_mean_of_the_months_that_have_ended() -> None:
    spent = settle(HALVES, [cost(1, 100), cost(2, 200)], **YEAR)
    assert follow(2025, spent, None, [], on=date(2025, 3, 15))[-2:] == (180_000, "run_rate")
    assert follow(2025, spent, None, [], on=date(2026, 1, 1))[-2:] == (30_000, "closed_year")
    assert follow(2025, spent, None, [], on=date(2025, 1, 15))[-2:] == (None, "none")


def test_a_month_that_has_ended_and_has_nothing_booked_yet_is_forecast_by_its_budget() -> None:
    planned = [Planned("Löner", 120_000)]
    spent = settle(HALVES, [cost(1, 200)], **YEAR)
    found = follow(2025, spent, settle(HALVES, plan_lines(2025, planned), **YEAR), planned, on=date(2025, 4, 1))
    assert found.forecast == 20_000 + 11 * 10_000


def test_the_cost_per_family_is_not_shown_where_they_are_few() -> None:
    assert per_family(100_000, {"2025": 5}, 2025) == 20_000
    assert per_family(100_000, {"2025": 4}, 2025) is None
    assert per_family(100_000, {}, 2025) is None


borne = st.lists(
    st.builds(
        lambda source, voucher, day, a, b: Borne(source, voucher, date(2025, 1, day), a + b, {"A": a, "B": b}),
        st.sampled_from(["x", "y"]), st.sampled_from(["1", "2", "3"]), st.integers(1, 3), st.integers(-9, 9), st.integers(-9, 9),
    ),
    max_size=8,
)  # fmt: skip


@given(borne, borne)
def test_what_was_settled_and_the_differences_are_what_is_settled_now(before: list[Borne], after: list[Borne]) -> None:
    found = differences(before, after, ["A", "B"])
    for at, party in enumerate(("A", "B")):
        was, now = (sum(one.parts[party] for one in side) for side in (before, after))
        assert was + sum(one.parts[at] for one in found) == now
    assert sum(one.ore for one in found) == sum(one.ore for one in after) - sum(one.ore for one in before)


def test_a_cost_booked_in_another_year_is_of_the_months_that_it_is_for() -> None:
    before = CostLine("a.csv", 1, date(2024, 12, 20), 6000, first=date(2025, 2, 1), last=date(2025, 3, 31))
    after = CostLine("a.csv", 2, date(2026, 1, 10), 6000, first=date(2025, 10, 1), last=date(2025, 11, 30))
    spent = settle(HALVES, [before, after], **YEAR)
    found = follow(2025, spent, None, [Planned("Allt", 0)], on=date(2026, 1, 1))
    assert [at for at, one in enumerate(found.months, 1) if one.cost] == [2, 11]
    assert (found.cost, found.forecast, found.types[-1].cost) == (12_000, 12_000, 12_000)


def test_the_last_year_there_is_can_be_followed() -> None:
    spent = settle(HALVES, [], first=date(9999, 1, 1), last=date(9999, 12, 31))
    assert follow(9999, spent, None, [], on=date(2025, 1, 1)).method == "none"
