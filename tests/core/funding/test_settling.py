"""A settlement by example: what each rule does to the parts, and what divides nothing and is told."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.core.funding.sharing import PARISH, REGION, TOWN, agreement, amounts, percent

from samverkan.core.facts import ShareValue
from samverkan.core.funding.evening import Billed
from samverkan.core.funding.rules import Cap, FundingRules, OtherFunding, Selection
from samverkan.core.funding.settling import Books, settle
from samverkan.core.funding.terms import Terms
from samverkan.core.funding.vouchers import CostLine

if TYPE_CHECKING:
    from samverkan.core.funding.settlement import Settlement

YEAR = {"first": date(2021, 1, 1), "last": date(2021, 12, 31)}


def cost(day: str, kronor: float, row: int = 1, **more: object) -> CostLine:
    return CostLine("kostnader.csv", row, date.fromisoformat(day), round(kronor * 100), **more)  # type: ignore[arg-type]


def year(number: int, shares: tuple[ShareValue, ...]) -> Terms:
    return Terms(date(number, 1, 1), date(number, 12, 31), shares)


def codes(settlement: Settlement) -> list[str]:
    return [one.code for one in settlement.findings]


def test_an_ore_at_a_time_is_the_same_cost_of_a_grant_in_part_and_of_several_days() -> None:
    grant = FundingRules(other=(OtherFunding("Bidrag", Selection(("3510",)), Fraction(39, 100)),))
    asked = agreement(Terms(None, None, percent("50", "50")), rules=grant)
    rent = cost("2021-01-05", 1000, account="5010")
    whole = settle(asked, [rent, cost("2021-02-01", -1, account="3510")])
    days = [date(2021, 2, 1) + timedelta(at) for at in range(100)]
    split = settle(asked, [rent, *(cost(str(day), -0.01, account="3510") for day in days)])
    assert split.totals == whole.totals == (49981, 49980)
    two = agreement(year(2021, percent("100", "0")), year(2022, percent("0", "100")))
    months = {"first": date(2021, 12, 1), "last": date(2022, 1, 31)}
    assert settle(two, [cost("2021-12-20", 1, **months)]).totals == (50, 50)
    assert settle(two, [cost("2021-12-20", 0.01, row, **months) for row in range(100)]).totals == (50, 50)


def test_the_share_changes_between_years_and_each_cost_is_divided_by_its_day() -> None:
    asked = agreement(year(2021, percent("70", "30")), year(2022, percent("50", "50")))
    found = settle(asked, [cost("2021-12-31", 100.01), cost("2022-01-01", 100.01), cost("2023-01-01", 7)])
    assert [one.parts for one in found.intervals] == [(7001, 3000), (5001, 5000)]
    assert (found.totals, found.not_covered) == ((12002, 8000), 700)
    assert [one.status for one in found.lines] == ["divided", "divided", "not_covered"]
    assert codes(found) == ["no_agreement"]
    assert found.findings[0].values == {"from": date(2023, 1, 1), "to": date(2023, 1, 1), "count": 1, "ore": 700}


def test_rows_that_say_the_same_are_one_interval_divided_once() -> None:
    asked = agreement(year(2021, percent("50", "50")), year(2022, percent("50", "50")))
    found = settle(asked, [cost("2021-06-01", 0.01), cost("2022-06-01", 0.01)])
    assert [one.parts for one in found.intervals] == [(1, 1)]


@pytest.mark.parametrize("bars", ["terms_only_told", "agreement_awaiting"])
def test_terms_that_do_not_rest_on_a_decision_divide_nothing(bars: str) -> None:
    found = settle(agreement(year(2021, percent("50", "50"))._replace(bars=bars)), [cost("2021-06-01", 10)])
    assert (found.totals, found.not_covered, codes(found)) == ((0, 0), 1000, [bars])


def test_agreements_that_overlap_with_other_shares_divide_nothing_on_those_days() -> None:
    other = Terms(date(2021, 7, 1), date(2022, 6, 30), percent("50", "50"))
    found = settle(agreement(year(2021, percent("70", "30")), other), [cost("2021-06-30", 10), cost("2021-07-01", 10)])
    assert (found.totals, found.not_covered, codes(found)) == ((700, 300), 1000, ["overlapping"])


def test_shares_that_do_not_sum_divide_nothing_and_say_what_they_sum_to() -> None:
    found = settle(agreement(year(2021, percent("70", "40"))), [cost("2021-06-01", 10)])
    assert (found.totals, codes(found), found.findings[0].values["sum"]) == ((0, 0), ["shares_do_not_sum"], "110")


def test_grants_are_netted_first_and_one_partys_own_grant_is_its_alone() -> None:
    grant = OtherFunding("Statsbidrag", Selection(accounts=("35*",)))
    own = OtherFunding("Regionens bidrag", Selection(accounts=("3600",)), to=REGION)
    asked = agreement(year(2021, percent("50", "50")), rules=FundingRules(other=(grant, own)))
    found = settle(
        asked,
        [
            cost("2021-03-01", 1000, account="5010"),
            cost("2021-03-02", -300, account="3510"),
            cost("2021-03-03", -100, account="3600"),
        ],
    )
    assert (found.totals, found.intervals[0].other) == ((25000, 35000), -40000)


@pytest.mark.parametrize("to", [None, REGION])
def test_a_cost_of_no_account_is_no_grant(to: str | None) -> None:
    grant = OtherFunding("Statsbidrag", Selection(accounts=("3510",)), Fraction(39, 100), to)
    asked = agreement(year(2021, percent("50", "50")), rules=FundingRules(other=(grant,)))
    found = settle(asked, [cost("2021-03-01", 1000)])
    assert (found.totals, found.intervals[0].other) == ((50000, 50000), 0)


def test_a_grant_may_be_known_by_its_object_and_one_that_names_nothing_holds_nothing() -> None:
    by_object, bare = OtherFunding("Bidrag", Selection(objects=("6:1",))), OtherFunding("Allt", Selection())
    asked = agreement(year(2021, percent("50", "50")), rules=FundingRules(other=(bare, by_object)))
    found = settle(asked, [cost("2021-03-01", 1000), cost("2021-03-02", -300, objects=(("6", "1"),))])
    assert (found.totals, found.intervals[0].other) == ((35000, 35000), -30000)


def test_a_portion_of_a_grant_is_netted_and_the_rest_is_left_out() -> None:
    grant = OtherFunding("Statsbidrag", Selection(accounts=("35*",)), Fraction(39, 100))
    asked = agreement(year(2021, percent("50", "50")), rules=FundingRules(other=(grant,)))
    found = settle(asked, [cost("2021-03-01", 1000, account="5010"), cost("2021-03-02", -100, account="3510")])
    assert found.totals == (48050, 48050)
    assert [(one.status, one.ore) for one in found.lines] == [
        ("divided", 100000),
        ("divided", -3900),
        ("excluded", -6100),
    ]


def test_fixed_amounts_come_first_and_follow_the_days_of_the_year() -> None:
    mixed = (*amounts(None, "3650"), ShareValue(REGION, "percent", "100"))
    half = Terms(date(2021, 1, 1), date(2021, 1, 31), mixed)
    found = settle(agreement(half), [cost("2021-01-15", 1000)], last=date(2021, 1, 31), first=date(2021, 1, 1))
    assert found.totals == (69000, 31000)


def test_fixed_amounts_above_the_cost_are_a_finding_and_are_not_cut() -> None:
    asked = agreement(year(2021, amounts("500", "500")), rules=FundingRules(provider=TOWN))
    found = settle(asked, [cost("2021-05-05", 800)], **YEAR)
    assert (found.totals, found.intervals[0].above_cost, codes(found)) == ((50000, 50000), 20000, ["above_self_cost"])
    assert sum(sum(one.parts) for one in found.lines) == 80000
    assert [(one.payer, one.payee, one.ore) for one in found.transfers] == [(REGION, TOWN, 50000)]


def test_fixed_amounts_below_the_cost_leave_the_rest_to_who_bears_it_or_to_nobody() -> None:
    bare = settle(agreement(year(2021, amounts("300", "300"))), [cost("2021-05-05", 800)], **YEAR)
    assert (bare.totals, bare.not_covered, codes(bare)) == ((30000, 30000), 20000, ["nobody_bears"])
    borne = settle(
        agreement(year(2021, amounts("300", "300")), rules=FundingRules(rest=TOWN)), [cost("2021-05-05", 800)], **YEAR
    )
    assert (borne.totals, codes(borne)) == ((30000, 50000), [])


def test_amounts_per_inhabitant_follow_each_years_figures_and_the_index() -> None:
    rules = FundingRules(
        inhabitants={2021: {REGION: 100, TOWN: 50}, 2022: {REGION: 110, TOWN: 50}}, rest=REGION,
        indexes={"KPI": {2021: Fraction(300), 2022: Fraction(330)}}, amount_index=("KPI", 2021),
    )  # fmt: skip
    terms = Terms(date(2021, 1, 1), date(2022, 12, 31), amounts(None, "2", measure="per_inhabitant"))
    days = {"first": date(2021, 1, 1), "last": date(2022, 12, 31)}
    found = settle(agreement(terms, rules=rules), [cost("2021-05-05", 1000), cost("2022-05-05", 1000)], **days)
    assert [one.parts for one in found.intervals] == [(90000, 10000), (89000, 11000)]
    without = settle(agreement(terms), [cost("2021-05-05", 1000)], **days)
    assert codes(without) == ["inhabitants_missing"]
    assert without.findings[0].values["party"] == TOWN


def test_a_yardstick_divides_by_the_figures_that_are_given_for_the_year() -> None:
    rules = FundingRules(keys={2021: {REGION: Fraction(3), TOWN: Fraction(1)}})
    both = (ShareValue(REGION, "other", None, "folkmängd"), ShareValue(TOWN, "other", None, "folkmängd"))
    terms = Terms(date(2021, 1, 1), date(2022, 12, 31), both)
    found = settle(agreement(terms, rules=rules), [cost("2021-05-05", 1000), cost("2022-05-05", 1000)])
    assert (found.totals, found.not_covered, codes(found)) == ((75000, 25000), 100000, ["key_missing"])


def test_what_is_over_a_cap_falls_on_the_others_and_the_cap_is_of_the_whole_year() -> None:
    rules = FundingRules(caps=(Cap(TOWN, 40000),))
    first, then = (
        Terms(date(2021, 1, 1), date(2021, 6, 30), percent("50", "50")),
        Terms(date(2021, 7, 1), date(2021, 12, 31), percent("60", "40")),
    )
    found = settle(agreement(first, then, rules=rules), [cost("2021-05-05", 600), cost("2021-08-05", 600)])
    assert [one.parts for one in found.intervals] == [(30000, 30000), (50000, 10000)]


def test_a_cost_for_several_days_falls_on_the_years_that_it_is_for() -> None:
    rent = cost("2021-12-20", 120, first=date(2021, 12, 1), last=date(2022, 1, 30))
    asked = agreement(year(2021, percent("100", "0")), year(2022, percent("0", "100")))
    whole = settle(asked, [rent])
    assert whole.totals == (6098, 5902)
    only = settle(asked, [rent], first=date(2022, 1, 1), last=date(2022, 12, 31))
    assert only.totals == (0, 5902)
    assert [(one.status, one.ore, one.why) for one in only.lines] == [
        ("divided", 5902, ""),
        ("excluded", 6098, "other_period"),
    ]


def test_who_owes_whom_goes_by_in_whose_accounts_the_cost_lies() -> None:
    asked = agreement(year(2021, percent("70", "30")))
    costs = [
        cost("2021-05-05", 1000)._replace(source="kommunen.se"),
        cost("2021-05-06", 200)._replace(source="regionen.se"),
    ]
    found = settle(
        asked,
        costs,
        books=Books({}, {"kommunen.se": TOWN, "regionen.se": REGION}),
        billed=[Billed(REGION, TOWN, 50000)],
    )
    assert [(one.payer, one.payee, one.ore) for one in found.transfers] == [(REGION, TOWN, 14000)]


def test_accounts_of_the_balance_sheet_are_no_cost_unless_a_rule_says_so() -> None:
    kinds = {"kostnader.csv": {"1930": "asset", "5010": "cost"}}
    costs = [
        cost("2021-05-05", 10, account="5010"),
        cost("2021-05-05", -10, account="1930"),
        cost("2021-05-05", 2, account="6570"),
    ]
    found = settle(agreement(year(2021, percent("50", "50"))), costs, books=Books(kinds))  # type: ignore[arg-type]
    assert (found.totals, [one.why for one in found.lines]) == ((600, 600), ["", "balance_account", ""])


def test_which_accounts_and_objects_belong_is_a_dated_rule() -> None:
    rules = FundingRules(
        belongs=(Selection(("4000-4999", "50*"), ("1:720",), None, date(2021, 6, 30)), Selection(("6000",)))
    )
    costs = [
        cost("2021-05-05", 1, account="40105", objects=(("1", "720"),)), cost("2021-05-05", 10, account="5010", objects=(("1", "721"),)),
        cost("2021-07-05", 100, account="4010", objects=(("1", "720"),)), cost("2021-07-05", 1000, account="6000"),
    ]  # fmt: skip
    found = settle(agreement(year(2021, percent("100", "0")), rules=rules), costs)
    assert [one.why for one in found.lines] == ["", "other_account", "other_account", ""]


def test_a_line_of_nothing_is_left_out_and_told_where_it_would_have_counted() -> None:
    found = settle(agreement(year(2021, percent("50", "50"))), [cost("2021-05-05", 0, 7), cost("2021-05-05", -5)])
    assert (found.totals, codes(found)) == ((-250, -250), ["zero_line"])
    belongs = FundingRules(belongs=(Selection(("5010",)),))
    costs = [
        cost("2021-05-05", 0, account="1930"),
        cost("2019-05-05", 0, account="5010"),
        cost("2021-05-05", 5, account="5010"),
    ]
    found = settle(agreement(year(2021, percent("50", "50")), rules=belongs), costs, **YEAR)
    assert ([one.why for one in found.lines], codes(found)) == (["other_account", "other_period", ""], [])


def test_what_a_rule_says_of_who_is_no_party_is_told_and_a_grant_to_them_is_not_covered() -> None:
    grant = OtherFunding("Bidrag", Selection(accounts=("35*",)), to="Viks kommun")
    rules = FundingRules(other=(grant,), caps=(Cap("Ekby", 100),), provider=TOWN)
    costs = [cost("2021-03-01", 1000, account="5010"), cost("2021-03-02", -300, account="3510")]
    asked = agreement(year(2021, percent("50", "50")), rules=rules)
    found = settle(asked, costs, billed=[Billed("Vik", TOWN, 5)])
    assert (found.totals, found.not_covered) == ((50000, 50000), -30000)
    said = [(one.code, one.values.get("key"), one.values["party"]) for one in found.findings]
    assert said == [
        ("party_unknown", "caps", "Ekby"), ("party_unknown", "billed", "Vik"), ("grant_to_unknown", None, "Viks kommun"),
    ]  # fmt: skip


def test_two_shares_of_one_party_are_both_counted() -> None:
    twice = (*percent("50", "50"), ShareValue(REGION, "percent", "50"))
    found = settle(agreement(year(2021, twice)), [cost("2021-05-05", 10)])
    assert (codes(found), found.findings[0].values["sum"]) == (["shares_do_not_sum"], "150")
    fixed = (*amounts("100", None), *amounts("200", None), ShareValue(TOWN, "percent", "100"))
    assert settle(agreement(year(2021, fixed)), [cost("2021-05-05", 1000)], **YEAR).totals == (30000, 70000)


def test_amounts_of_a_year_without_days_to_settle_are_told() -> None:
    asked = agreement(year(2021, (*amounts("365", None), ShareValue(TOWN, "percent", "100"))))
    found = settle(asked, [cost("2021-03-01", 10), cost("2021-03-02", 10)])
    assert (found.totals, codes(found)) == ((200, 1800), ["days_unsaid"])
    assert codes(settle(asked, [cost("2021-03-01", 400)], **YEAR)) == []


def test_the_last_day_there_is_can_be_settled() -> None:
    open_ended = Terms(None, None, percent("50", "50"))
    always = cost("9999-12-31", 10, first=date.min, last=date.max)
    found = settle(agreement(open_ended), [always])
    assert found.totals == (500, 500)


@pytest.mark.parametrize("figure", ["1e999999999", "nan", "-5", "101", "50 %", "1/0", ""])
def test_a_share_that_is_no_figure_divides_nothing(figure: str) -> None:
    shares = (ShareValue(REGION, "percent", figure), ShareValue(TOWN, "percent", "50"))
    assert codes(settle(agreement(year(2021, shares)), [cost("2021-05-05", 10)])) == ["share_unreadable"]


def test_a_share_of_who_is_no_party_divides_nothing() -> None:
    shares = (ShareValue(REGION, "percent", "70"), ShareValue("Lindmåra kommun", "percent", "30"))
    found = settle(agreement(year(2021, shares)), [cost("2021-05-05", 10)])
    assert (found.totals, found.not_covered, codes(found)) == ((0, 0), 1000, ["share_of_no_party"])
    assert found.findings[0].values["party"] == "Lindmåra kommun"


def test_a_yardstick_beside_percent_that_leave_less_than_nothing_divides_nothing() -> None:
    rules = FundingRules(keys={2021: {PARISH: Fraction(1)}})
    shares = (*percent("70", "60"), ShareValue(PARISH, "other", None, "barn"))
    asked = agreement(year(2021, shares), rules=rules, parties=(REGION, TOWN, PARISH))
    found = settle(asked, [cost("2021-05-05", 1000)])
    assert (found.totals, found.not_covered, codes(found)) == ((0, 0, 0), 100000, ["shares_do_not_sum"])
    assert found.findings[0].values["sum"] == "130"


@pytest.mark.parametrize("measure", ["amount", "per_inhabitant"])
def test_an_amount_below_nothing_divides_nothing(measure: str) -> None:
    shares = (*amounts("-100", measure=measure), ShareValue(TOWN, "percent", "100"))
    asked = agreement(year(2021, shares), rules=FundingRules(inhabitants={2021: {REGION: 5}}))
    assert codes(settle(asked, [cost("2021-05-05", 10)], **YEAR)) == ["share_unreadable"]


def test_who_bears_the_rest_bears_all_where_the_amounts_come_to_nothing() -> None:
    nothing = year(2021, amounts("0"))
    found = settle(agreement(nothing, rules=FundingRules(rest=TOWN)), [cost("2021-05-05", 10)], **YEAR)
    assert (found.totals, found.not_covered, codes(found)) == ((0, 1000), 0, [])
    own = OtherFunding("Bidrag", Selection(("35*",)), to=REGION)
    costs = [cost("2021-05-05", 10), cost("2021-05-06", -3, account="3510")]
    bare = settle(agreement(nothing, rules=FundingRules(other=(own,))), costs, **YEAR)
    assert (bare.totals, bare.not_covered, codes(bare)) == ((-300, 0), 1000, ["nobody_bears"])
    assert [(one.status, one.why, one.parts) for one in bare.lines] == [
        ("not_covered", "nobody_bears", ()),
        ("divided", "", (-300, 0)),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (percent("50", "50"), percent("50,0", "50.0")),
        (percent("50", "50"), (ShareValue(REGION, "fraction", None, "1/2"), ShareValue(TOWN, "percent", "50"))),
        (percent("50", "50"), percent("50", "50")[::-1]),
        ((*amounts("1000", None), *percent("0", "100")), (*amounts("1 000,00", None), *percent("0", "100"))),
    ],
)
def test_the_same_shares_written_otherwise_are_the_same(
    one: tuple[ShareValue, ...], other: tuple[ShareValue, ...]
) -> None:
    both = settle(agreement(year(2021, one), year(2021, other)), [cost("2021-05-05", 1000)], **YEAR)
    assert (both.not_covered, codes(both)) == (0, [])
    assert both.totals == settle(agreement(year(2021, one)), [cost("2021-05-05", 1000)], **YEAR).totals
    half, then = year(2021, one)._replace(last=date(2021, 6, 30)), year(2021, other)._replace(first=date(2021, 7, 1))
    assert len(settle(agreement(half, then), [cost("2021-05-05", 1000)], **YEAR).intervals) == 1


def test_one_party_twice_written_in_two_ways_is_counted_twice() -> None:
    shares = (ShareValue(REGION, "percent", "25"), ShareValue(REGION, "percent", None, "1/4"), *percent("0", "50"))
    assert settle(agreement(year(2021, shares)), [cost("2021-05-05", 10)]).totals == (500, 500)


def test_a_yardstick_that_differs_or_an_amount_that_is_none_is_not_the_same() -> None:
    for one, other in (("barn", "folkmängd"), ("många", "få")):
        measure = "other" if one == "barn" else "amount"
        rows = [year(2021, (ShareValue(REGION, measure, None, said),)) for said in (one, other)]  # type: ignore[arg-type]
        assert codes(settle(agreement(*rows), [cost("2021-05-05", 10)])) == ["overlapping"]


@pytest.mark.parametrize(
    ("rest", "caps", "kronor", "totals", "told"),
    [
        (None, (), -50, (10000, 10000), [("above_self_cost", 25000)]),
        (TOWN, (), -50, (10000, -15000), [("above_self_cost", 15000)]),
        (None, (Cap(TOWN, 4000),), 160, (10000, 4000), [("nobody_bears", 2000)]),
        (None, (Cap(REGION, 0), Cap(TOWN, 0)), -50, (0, 0), [("nobody_bears", -5000)]),
    ],
)
def test_fixed_amounts_are_above_the_cost_or_below_it_never_both(
    rest: str | None, caps: tuple[Cap, ...], kronor: int, totals: tuple[int, ...], told: list[tuple[str, int]]
) -> None:
    shares = amounts("100", None if rest else "100")
    asked = agreement(year(2021, shares), rules=FundingRules(rest=rest, caps=caps))
    found = settle(asked, [cost("2021-05-05", kronor - 1), cost("2021-05-06", 1)], **YEAR)
    assert (found.totals, [(one.code, one.values["ore"]) for one in found.findings]) == (totals, told)
    above = sum(one.above_cost for one in found.intervals)
    assert sum(found.totals) + found.not_covered - above == kronor * 100
