"""The laws of a settlement: parts sum to the whole, order and splitting change no total, what is owed and what differs even out."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.core.funding.sharing import PARISH, REGION, TOWN, agreement, amounts, percent

from samverkan.core.facts import ShareValue
from samverkan.core.funding.differing import Borne, differences
from samverkan.core.funding.evening import Billed
from samverkan.core.funding.rules import Cap, FundingRules, OtherFunding, Selection
from samverkan.core.funding.settling import Books, settle
from samverkan.core.funding.terms import Agreement, Terms
from samverkan.core.funding.vouchers import CostLine
from samverkan.core.money import divide

if TYPE_CHECKING:
    from random import Random

    from samverkan.core.funding.settlement import Settlement

FIRST = date(2020, 1, 1)
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


def borne_in(settlement: Settlement) -> list[Borne]:
    return [
        Borne("", one.line.voucher or "", one.line.day, one.ore, dict(zip(settlement.parties, one.parts, strict=True)))
        for one in settlement.lines
        if one.status == "divided"
    ]


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


@given(
    st.integers(1, 10**7), st.integers(2020, 2025), st.sets(st.dates(date(2020, 1, 2), date(2025, 12, 31)), max_size=12)
)
def test_an_amount_of_a_year_comes_to_itself_in_however_many_settlements(ore: int, of: int, cuts: set[date]) -> None:
    asked = agreement(Terms(None, None, (*amounts(f"{ore // 100},{ore % 100:02}"), ShareValue(TOWN, "percent", "100"))))
    begins = sorted({date(of, 1, 1), *(one for one in cuts if one.year == of)})
    ends = [*(one - timedelta(days=1) for one in begins[1:]), date(of, 12, 31)]
    found = [settle(asked, [], first=first, last=last) for first, last in zip(begins, ends, strict=True)]
    assert sum(one.totals[0] for one in found) == ore
