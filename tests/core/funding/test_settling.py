"""The laws of a settlement: parts sum to the whole, order and splitting change no total, what is not in force divides nothing."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.core.facts import ShareValue
from samverkan.core.funding.differing import Borne, differences
from samverkan.core.funding.evening import Billed
from samverkan.core.funding.rules import NO_RULES, Cap, FundingRules, OtherFunding, Selection
from samverkan.core.funding.settling import Books, settle
from samverkan.core.funding.terms import Agreement, Terms
from samverkan.core.funding.vouchers import CostLine
from samverkan.core.money import divide

if TYPE_CHECKING:
    from random import Random

    from samverkan.core.funding.settlement import Settlement

REGION, TOWN, PARISH = "Region Vik", "Ekby kommun", "Åby kommun"
FIRST = date(2020, 1, 1)


def percent(*figures: str) -> tuple[ShareValue, ...]:
    return tuple(ShareValue(party, "percent", one) for party, one in zip((REGION, TOWN, PARISH), figures, strict=False))


def amounts(*figures: str | None, measure: str = "amount") -> tuple[ShareValue, ...]:
    named = zip((REGION, TOWN, PARISH), figures, strict=False)
    return tuple(ShareValue(party, measure, None, one) for party, one in named if one is not None)  # type: ignore[arg-type]


def agreement(*rows: Terms, rules: FundingRules = NO_RULES, parties: tuple[str, ...] = (REGION, TOWN)) -> Agreement:
    return Agreement("Samverkansavtal", parties, rows, rules)


def cost(day: str, kronor: float, row: int = 1, **more: object) -> CostLine:
    return CostLine("kostnader.csv", row, date.fromisoformat(day), round(kronor * 100), **more)  # type: ignore[arg-type]


def year(number: int, shares: tuple[ShareValue, ...]) -> Terms:
    return Terms(date(number, 1, 1), date(number, 12, 31), shares)


def codes(settlement: Settlement) -> list[str]:
    return [one.code for one in settlement.findings]


parts = st.lists(st.fractions(0, 1, max_denominator=997), min_size=1, max_size=6).map(
    lambda some: [one / sum(some) for one in some] if sum(some) else [Fraction(1)] + [Fraction(0)] * (len(some) - 1)
)


@given(ore=st.integers(-(10**6), 10**6), of=st.integers(-40, 140), whole=st.integers(1, 100))
def test_of_two_the_ore_left_over_goes_to_who_lost_most_and_else_to_the_larger_share(
    ore: int, of: int, whole: int
) -> None:
    shares = [Fraction(of, whole), 1 - Fraction(of, whole)]
    exact = [abs(ore) * share for share in shares]
    parts = [floor(one) for one in exact]
    if sum(parts) < abs(ore):
        parts[max((0, 1), key=lambda at: (exact[at] - parts[at], shares[at], -at))] += 1
    assert divide(ore, shares) == tuple(part if ore >= 0 else -part for part in parts)


@given(st.integers(-(10**13), 10**13), parts)
def test_parts_sum_to_the_whole_and_lie_within_an_ore_of_the_exact(ore: int, shares: list[Fraction]) -> None:
    found = divide(ore, shares)
    assert sum(found) == ore
    assert all(abs(part - ore * share) < 1 for part, share in zip(found, shares, strict=True))
    assert divide(-ore, shares) == tuple(-part for part in found)


PARTIES = (REGION, TOWN, PARISH)
YEARS = range(2019, 2027)
SOURCES = ("region.csv", "stad.csv")


@st.composite
def lines(draw: st.DrawFn, most: int = 12) -> list[CostLine]:
    """Costs and credits of a few accounts, some of them grants, some for several days."""
    found = []
    for row in range(1, draw(st.integers(0, most)) + 1):
        day = FIRST + timedelta(draw(st.integers(0, 1500)))
        ore = draw(st.integers(-200, 200) | st.integers(-(10**9), 10**9))
        days = draw(st.none() | st.integers(0, 400) | st.sampled_from([0, 30, 61]))
        first, last = (None, None) if days is None else (day, day + timedelta(days))
        account, source = draw(st.sampled_from([None, "5010", "3510", "3520"])), draw(st.sampled_from(SOURCES))
        found.append(CostLine(source, row, day, ore, account=account, first=first, last=last))
    return found


@st.composite
def shares(draw: st.DrawFn) -> tuple[ShareValue, ...]:
    """Every measure, alone and beside each other; now and then shares that do not sum, or leave nobody to bear the rest."""
    found = []
    for party in PARTIES:
        measure = draw(st.sampled_from(["amount", "per_inhabitant", None, None, None]))
        if measure is not None:
            kronor = draw(st.integers(0, 3000) | st.integers(0, 10**7))
            found.append(ShareValue(party, measure, None, f"{kronor},{draw(st.integers(0, 99)):02}"))
    size = draw(st.lists(st.integers(0, 60), min_size=3, max_size=3))
    kind = draw(st.sampled_from(["percent", "fraction", "fraction", "other", "mixed", "none"]))
    if kind in ("percent", "mixed"):
        found += [ShareValue(party, "percent", str(one)) for party, one in zip(PARTIES[:2], size, strict=False)]
        left = 100 - sum(size[:2])
        found.append(ShareValue(PARISH, "other", None, "barn") if kind == "mixed" else percent("0", "0", str(left))[2])
    elif kind == "fraction" and sum(size):
        found += [ShareValue(one, "fraction", None, f"{of}/{sum(size)}") for one, of in zip(PARTIES, size, strict=True)]
    elif kind == "other":
        found += [ShareValue(party, "other", None, "barn") for party in PARTIES[: draw(st.integers(1, 3))]]
    return tuple(found)


@st.composite
def rows(draw: st.DrawFn) -> tuple[Terms, ...]:
    """Successive terms, now and then one that may not divide."""
    found, begins = [], FIRST
    for _ in range(draw(st.integers(0, 5))):
        ends = begins + timedelta(draw(st.integers(0, 500)))
        found.append(Terms(begins, ends, draw(shares()), (), draw(st.sampled_from(["", "", "", "terms_only_told"]))))
        begins = ends + timedelta(1)
    return tuple(found)


@st.composite
def rules(draw: st.DrawFn) -> FundingRules:
    """Every rule of money, each there or not."""
    figures = st.integers(1, 10**5)
    series = st.none() | st.builds(lambda base: ("KPI", base), st.sampled_from(YEARS))
    grants = st.builds(
        OtherFunding, st.just("Bidrag"), st.sampled_from([Selection(("3510",)), Selection(("35*",))]),
        st.fractions(0, 1, max_denominator=100) | st.just(Fraction(1)), st.sampled_from([None, None, REGION, PARISH]),
    )  # fmt: skip
    caps = st.builds(Cap, st.sampled_from([REGION, TOWN]), st.integers(0, 10**8), st.none(), st.none(), series)
    return FundingRules(
        belongs=draw(st.sampled_from([(), (), (Selection(("5010",)),)])),
        other=tuple(draw(st.lists(grants, max_size=2))),
        caps=tuple(draw(st.lists(caps, max_size=2, unique_by=lambda cap: cap.party))),
        inhabitants={year: {party: draw(figures) for party in PARTIES} for year in YEARS if draw(st.integers(0, 9))},
        keys={year: {party: Fraction(draw(figures), 7) for party in PARTIES} for year in YEARS},
        indexes={"KPI": {year: Fraction(draw(st.integers(900, 1100)), 10) for year in YEARS}},
        amount_index=draw(series), provider=TOWN, rest=draw(st.sampled_from([None, TOWN, REGION])),
    )  # fmt: skip


asked_of = st.builds(lambda terms, said: agreement(*terms, rules=said, parties=PARTIES), rows(), rules())
charges = st.dictionaries(st.sampled_from(YEARS), st.fixed_dictionaries({TOWN: st.integers(-(10**6), 10**8)}))
DAYS = {"first": FIRST, "last": FIRST + timedelta(2000)}
periods = st.sampled_from([{}, DAYS, {"first": FIRST + timedelta(90), "last": FIRST + timedelta(800)}])


def beside_lines(found: Settlement, asked: Agreement, number: int) -> bool:
    """Whether fixed amounts of an interval fall on no line: they are above its cost, or it has none that is shared."""
    of_it = [one.line for one in found.lines if one.interval == number]
    grants = [next((grant for grant in asked.rules.other if grant.holds(line)), None) for line in of_it]
    return bool(found.intervals[number].above_cost) or all(grant is not None and grant.to for grant in grants)


@given(lines(), asked_of, charges, periods)
def test_nothing_is_lost_and_nothing_is_made(
    costs: list[CostLine], asked: Agreement, charged: dict[int, dict[str, int]], days: dict[str, date]
) -> None:
    found = settle(asked, costs, charged=charged, **days)
    assert sum(one.ore for one in found.lines) == sum(one.ore for one in costs)
    excluded = sum(one.ore for one in found.lines if one.status == "excluded")
    above = sum(one.above_cost for one in found.intervals)
    assert sum(found.totals) + found.not_covered - above + excluded == sum(one.ore for one in costs)
    for number, interval in enumerate(found.intervals):
        of_it = [one for one in found.lines if one.interval == number]
        assert sum(one.ore for one in of_it) == interval.ore
        assert interval.ore == sum(interval.parts) + interval.not_covered - interval.above_cost
        assert not (interval.not_covered and interval.above_cost)
        if not beside_lines(found, asked, number):
            assert sum(one.not_covered for one in of_it) == interval.not_covered
            assert tuple(sum(one.parts[at] for one in of_it) for at in range(len(PARTIES))) == interval.parts
    for one in found.lines:
        assert one.status == "excluded" or sum(one.parts) + one.not_covered == one.ore


@given(lines(), asked_of, charges, st.randoms(), st.integers(0, 11), st.integers(1, 5) | st.integers(-(10**6), 10**6))
def test_order_and_splitting_of_lines_change_no_total(
    costs: list[CostLine], asked: Agreement, charged: dict[int, dict[str, int]], random: Random, at: int, part: int
) -> None:
    before = settle(asked, costs, charged=charged, **DAYS)
    other = list(costs)
    random.shuffle(other)
    if other and (whole := other[at % len(other)]).ore:
        other[at % len(other)] = whole._replace(ore=whole.ore - part)
        other.append(whole._replace(ore=part))
    after = settle(asked, other, charged=charged, **DAYS)
    assert (after.totals, after.not_covered) == (before.totals, before.not_covered)
    assert [one.parts for one in after.intervals] == [one.parts for one in before.intervals]


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


@given(lines(), asked_of, periods)
def test_what_is_owed_evens_out(costs: list[CostLine], asked: Agreement, days: dict[str, date]) -> None:
    books = Books({}, {SOURCES[0]: REGION})
    found = settle(asked, costs, billed=[Billed(REGION, TOWN, 5000)], books=books, **days)
    assert tuple(one.party for one in found.balances) == PARTIES
    assert sum(one.due for one in found.balances) == 0
    left = {one.party: one.due for one in found.balances}
    for paid in found.transfers:
        assert paid.ore > 0
        left[paid.payer] -= paid.ore
        left[paid.payee] += paid.ore
    assert not any(left.values())


@given(lines(), lines(4), asked_of, asked_of, st.integers(0, 11))
def test_corrected_data_settle_to_the_original_and_the_differences(
    costs: list[CostLine], late: list[CostLine], before: Agreement, after: Agreement, without: int
) -> None:
    """Late vouchers, vouchers taken back and corrected terms: what was closed and the rows of the new one are what it settles."""
    named = [one._replace(voucher=f"A {one.row}") for one in costs]
    now = [one for at, one in enumerate(named) if at != without] + [
        one._replace(voucher=f"B {one.row}") for one in late
    ]
    closed, new = settle(before, named, **DAYS), settle(after, now, **DAYS)
    found = differences(borne_in(closed), borne_in(new), PARTIES)
    for at in range(len(PARTIES)):
        was, total = (sum(one.parts[at] for one in of.lines if one.parts) for of in (closed, new))
        assert was + sum(one.parts[at] for one in found) == total
        assert total == new.totals[at] or any(beside_lines(new, after, at) for at in range(len(new.intervals)))


def borne_in(settlement: Settlement) -> list[Borne]:
    return [
        Borne("", one.line.voucher or "", one.line.day, one.ore, dict(zip(settlement.parties, one.parts, strict=True)))
        for one in settlement.lines
        if one.status == "divided"
    ]


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
    found = settle(asked, [cost("2021-05-05", 800)], first=date(2021, 1, 1), last=date(2021, 12, 31))
    assert (found.totals, found.intervals[0].above_cost, codes(found)) == ((50000, 50000), 20000, ["above_self_cost"])
    assert sum(sum(one.parts) for one in found.lines) == 80000
    assert [(one.payer, one.payee, one.ore) for one in found.transfers] == [(REGION, TOWN, 50000)]


def test_fixed_amounts_below_the_cost_leave_the_rest_to_who_bears_it_or_to_nobody() -> None:
    days = {"first": date(2021, 1, 1), "last": date(2021, 12, 31)}
    bare = settle(agreement(year(2021, amounts("300", "300"))), [cost("2021-05-05", 800)], **days)
    assert (bare.totals, bare.not_covered, codes(bare)) == ((30000, 30000), 20000, ["nobody_bears"])
    borne = settle(
        agreement(year(2021, amounts("300", "300")), rules=FundingRules(rest=TOWN)), [cost("2021-05-05", 800)], **days
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
    days = {"first": date(2021, 1, 1), "last": date(2021, 12, 31)}
    assert settle(agreement(year(2021, fixed)), [cost("2021-05-05", 1000)], **days).totals == (30000, 70000)


def test_amounts_of_a_year_without_days_to_settle_are_told() -> None:
    asked = agreement(year(2021, (*amounts("365", None), ShareValue(TOWN, "percent", "100"))))
    found = settle(asked, [cost("2021-03-01", 10), cost("2021-03-02", 10)])
    assert (found.totals, codes(found)) == ((200, 1800), ["days_unsaid"])
    assert codes(settle(asked, [cost("2021-03-01", 400)], first=date(2021, 1, 1), last=date(2021, 12, 31))) == []


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


YEAR = {"first": date(2021, 1, 1), "last": date(2021, 12, 31)}


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


@given(
    st.integers(1, 10**7), st.integers(2020, 2025), st.sets(st.dates(date(2020, 1, 2), date(2025, 12, 31)), max_size=12)
)
def test_an_amount_of_a_year_comes_to_itself_in_however_many_settlements(ore: int, of: int, cuts: set[date]) -> None:
    asked = agreement(Terms(None, None, (*amounts(f"{ore // 100},{ore % 100:02}"), ShareValue(TOWN, "percent", "100"))))
    begins = sorted({date(of, 1, 1), *(one for one in cuts if one.year == of)})
    ends = [*(one - timedelta(days=1) for one in begins[1:]), date(of, 12, 31)]
    found = [settle(asked, [], first=first, last=last) for first, last in zip(begins, ends, strict=True)]
    assert sum(one.totals[0] for one in found) == ore


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
