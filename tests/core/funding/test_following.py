"""Budget beside actual: months that sum, types of cost, a forecast with its method, small figures not shown."""

from __future__ import annotations

from datetime import date, timedelta

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


def test_a_changed_share_is_told_as_such_however_small_the_voucher() -> None:
    day = date(2025, 1, 1)
    was = [Borne("x", "1", day, 3, {"A": 2, "B": 1}, "halves"), Borne("x", "2", day, 3, {"A": 1, "B": 2}, "halves")]
    other = [Borne("x", "1", day, 3, {"A": 0, "B": 3}, "tenths"), Borne("x", "2", day, 3, {"A": 1, "B": 2}, "tenths")]
    moved = [Borne("x", "1", day, 3, {"A": 1, "B": 2}, "halves"), Borne("x", "2", day, 3, {"A": 2, "B": 1}, "halves")]
    capped = [Borne("x", "1", day, 9000, {"A": 9000, "B": 0}, "halves")]
    assert [(one.cause, one.parts) for one in differences(was, other, "AB")] == [("share", (-2, 2))]
    assert differences(was, moved, "AB") == ()
    assert [one.cause for one in differences(was[:1], moved[:1], "AB")] == ["rounding"]
    uncapped = [Borne("x", "1", day, 9000, {"A": 4500, "B": 4500}, "halves")]
    assert [one.cause for one in differences(uncapped, capped, "AB")] == ["share"]


def test_a_cost_for_several_months_falls_on_each_by_its_days_in_whichever_year_it_is_booked() -> None:
    before = CostLine("a.csv", 1, date(2024, 12, 20), 5900, first=date(2025, 2, 1), last=date(2025, 3, 31))
    after = CostLine("a.csv", 2, date(2026, 1, 10), 6100, first=date(2025, 10, 1), last=date(2025, 11, 30))
    outside = CostLine("a.csv", 3, date(2025, 12, 1), 6200, first=date(2025, 12, 1), last=date(2026, 1, 31))
    spent = settle(HALVES, [before, after, outside], **YEAR)
    found = follow(2025, spent, None, [Planned("Allt", 0)], on=date(2026, 1, 1))
    costs = {at: (one.cost, one.parts) for at, one in enumerate(found.months, 1) if one.cost}
    assert {at: cost for at, (cost, _) in costs.items()} == {2: 2800, 3: 3100, 10: 3100, 11: 3000, 12: 3100}
    assert costs[2][1] == (1400, 1400)
    assert (found.cost, found.forecast, found.types[-1].cost) == (15_100, 15_100, 15_100)


def test_an_accrual_over_a_change_of_shares_is_divided_by_each_months_own() -> None:
    turned = Agreement(
        "Avtalet", PARTIES,
        tuple(
            Terms(first, last, (ShareValue(PARTIES[0], "percent", one), ShareValue(PARTIES[1], "percent", other)))
            for first, last, one, other in (
                (date(2025, 1, 1), date(2025, 3, 15), "100", "0"), (date(2025, 3, 16), date(2025, 4, 30), "0", "100"),
            )
        ),
    )  # fmt: skip
    line = CostLine("a.csv", 1, date(2025, 3, 1), 92, first=date(2025, 3, 1), last=date(2025, 5, 31))
    found = follow(2025, settle(turned, [line], **YEAR), None, [], on=date(2025, 4, 1))
    assert [(one.cost, one.parts) for one in found.months[2:6]] == [
        (31, (15, 16)), (30, (0, 30)), (31, (0, 0)), (0, (0, 0)),
    ]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.integers(-(10**6), 10**6), st.integers(-400, 400), st.integers(0, 800), st.sampled_from(["", "amount"])),
        max_size=6,
    )
)  # fmt: skip
def test_what_falls_on_the_months_and_beside_them_is_what_was_settled(rows: list[tuple[int, int, int, str]]) -> None:
    fixed = any(measure for *_, measure in rows)
    shares = (
        (ShareValue(PARTIES[0], "amount", None, "1000"), ShareValue(PARTIES[1], "percent", "100"))
        if fixed
        else tuple(ShareValue(party, "percent", "50") for party in PARTIES)
    )
    agreement = Agreement("Avtalet", PARTIES, (Terms(date(2025, 1, 1), date(2025, 9, 14), shares),))
    lines = [
        CostLine("a.csv", at, begins, ore, first=begins, last=begins + timedelta(days=days))
        for at, (ore, start, days, _) in enumerate(rows)
        for begins in [date(2025, 1, 1) + timedelta(days=start)]
    ]
    spent = settle(agreement, lines, **YEAR)
    found = follow(2025, spent, None, [], on=date(2026, 1, 1))
    assert sum(one.cost for one in found.months) == sum(one.ore for one in spent.lines if one.status != "excluded")
    for at in range(len(PARTIES)):
        assert sum(one.parts[at] for one in found.months) + found.above[at] == spent.totals[at]
        divided = sum(one.parts[at] for one in spent.lines if one.parts)
        assert sum(one.parts[at] for one in found.months) == divided


def test_what_is_paid_for_a_year_ahead_says_nothing_of_whether_its_months_are_booked() -> None:
    planned = [Planned("Löner", 1_200_000)]
    ahead = CostLine("a.csv", 9, date(2025, 1, 2), 36_500, first=date(2025, 1, 1), last=date(2025, 12, 31))
    spent = settle(HALVES, [cost(1, 1000), ahead], **YEAR)
    found = follow(2025, spent, settle(HALVES, plan_lines(2025, planned), **YEAR), planned, on=date(2025, 6, 1))
    assert found.forecast == 100_000 + 3_100 + 11 * 100_000


def test_fixed_amounts_above_the_cost_stand_beside_the_months() -> None:
    fixed = (ShareValue(PARTIES[0], "amount", None, "1000"),)
    agreement = Agreement("Avtalet", PARTIES, (Terms(date(2025, 1, 1), date(2025, 12, 31), fixed),))
    found = follow(2025, settle(agreement, [cost(1, 400)], **YEAR), None, [], on=date(2026, 1, 1))
    assert (found.months[0].parts, found.above) == ((40_000, 0), (60_000, 0))


def test_the_last_year_there_is_can_be_followed() -> None:
    spent = settle(HALVES, [], first=date(9999, 1, 1), last=date(9999, 12, 31))
    assert follow(9999, spent, None, [], on=date(2025, 1, 1)).method == "none"
