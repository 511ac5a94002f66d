"""Which papers a settlement makes: each claims its own supply, only what was invoiced is credited, and all sums to what is due."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.funding.test_invoice_lines import ALWAYS, FIRST, LAST, PARTIES, TURN, TURNS, known, settled
from tests.invoices import OUTSIDE, TAXED

from samverkan.core.funding.evening import Billed
from samverkan.core.funding.invoice_cutting import UninvoicedError
from samverkan.core.funding.invoice_lines import Earlier
from samverkan.core.funding.invoice_papers import papers_of, rate_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samverkan.core.funding.invoice_papers import Paper, Rate
    from samverkan.core.funding.vat import Treatment

S = TAXED[25]._replace(first=date(2020, 1, 1))
EXEMPT_THEN_TAXED = (TURNS[0], S._replace(first=TURN))
LOW_THEN_HIGH = (TAXED[6]._replace(first=date(2020, 1, 1), last=TURNS[0].last), S._replace(first=TURN))
VATS = [
    (ALWAYS,),
    TURNS,
    (S,),
    EXEMPT_THEN_TAXED,
    LOW_THEN_HIGH,
    (S._replace(last=TURNS[0].last), OUTSIDE._replace(first=TURN)),
]
MARCH, MAY, SEPTEMBER = date(2025, 3, 1), date(2025, 5, 2), date(2025, 9, 1)

Costs = list[tuple[str, date, int]]


class Year:
    """One year's settlements, one after another, each of the whole year and with what the ones before invoiced."""

    def __init__(
        self, percents: Sequence[Sequence[int]] = ((50, 50),), shares: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        self.percents, self.shares = percents, shares
        self.invoiced: dict[tuple[str, str], dict[Treatment, int]] = defaultdict(lambda: defaultdict(int))
        self.billed: list[Billed] = []

    def settle(self, costs: Costs, *vat: Treatment) -> list[Paper]:
        self.result = settled(costs, self.percents, self.billed, shares=self.shares)
        before = {
            pair: [Earlier(one, FIRST, LAST, ore, ("7",)) for one, ore in of.items()]
            for pair, of in self.invoiced.items()
        }
        papers = papers_of(known(self.result, vat, before), self.left())
        for one in papers:
            for line in one.lines:
                sign = -1 if one.kind == "credit_note" else 1
                self.invoiced[one.seller, one.buyer][line.line.vat] += sign * line.line.ore
        self.billed += [Billed(one["from"], one["to"], one["ore"]) for one in self.result["transfers"]]
        return list(papers)

    def left(self) -> dict[tuple[str, str, Rate], int]:
        found: dict[tuple[str, str, Rate], int] = defaultdict(int)
        for pair, of in self.invoiced.items():
            for vat, ore in of.items():
                found[*pair, rate_of(vat)] += ore
        return found


def told(papers: Iterable[Paper]) -> list[tuple[str, str, str, dict[str, int]]]:
    """Each paper as seller, buyer, kind and its sums by category and rate."""
    return [
        (
            one.seller,
            one.buyer,
            one.kind,
            {f"{category}{rate or ''}": ore for (category, rate), ore in by_rate(one).items()},
        )
        for one in papers
    ]


def by_rate(paper: Paper) -> dict[Rate, int]:
    found: dict[Rate, int] = defaultdict(int)
    for one in paper.lines:
        found[rate_of(one.line.vat)] += one.line.ore
    return found


def texts(paper: Paper) -> list[tuple[str, int]]:
    return [(one.line.text.replace("\N{NO-BREAK SPACE}", " "), one.line.ore) for one in paper.lines]


def test_where_vat_is_charged_each_side_invoices_its_own_supply() -> None:
    papers = Year().settle([("A", MARCH, 100000), ("B", MAY, 200000)], S)
    assert told(papers) == [("A", "B", "invoice", {"S25": 50000}), ("B", "A", "invoice", {"S25": 100000})]
    assert texts(papers[0]) == [
        ("Andel av kostnaden 3 000,00 kronor, den del som gäller 1 000,00 kronor i vår bokföring", 50000)
    ]
    assert [one.rows for paper in papers for one in paper.lines] == [(0,), (1,)]


def test_without_vat_one_invoice_nets_what_each_has_borne() -> None:
    papers = Year().settle([("A", MARCH, 100000), ("B", MAY, 200000)], ALWAYS)
    assert told(papers) == [("B", "A", "invoice", {"E": 50000})]
    assert texts(papers[0]) == [
        ("Andel av kostnaden 3 000,00 kronor", 150000),
        ("Kostnad i er egen bokföring", -100000),
    ]
    assert [one.rows for one in papers[0].lines] == [(0, 1), (0,)]


def test_a_cost_before_vat_and_one_after_it_are_invoiced_by_who_bore_each() -> None:
    papers = Year().settle([("B", MARCH, 200000), ("A", SEPTEMBER, 190000)], *EXEMPT_THEN_TAXED)
    assert told(papers) == [("A", "B", "invoice", {"S25": 95000}), ("B", "A", "invoice", {"E": 100000})]


def test_what_was_invoiced_with_vat_is_credited_with_it_and_the_rest_is_the_others_invoice() -> None:
    year = Year()
    assert told(year.settle([("B", MARCH, 600000)], S)) == [("B", "A", "invoice", {"S25": 300000})]
    papers = year.settle([("A", MARCH, 800000)], S)
    assert told(papers) == [("A", "B", "invoice", {"S25": 400000}), ("B", "A", "credit_note", {"S25": 300000})]
    assert texts(papers[1]) == [("Fakturerat tidigare: 7", 300000)]


def test_without_vat_too_no_more_is_credited_than_was_invoiced() -> None:
    year = Year()
    year.settle([("B", MARCH, 600000)], ALWAYS)
    papers = year.settle([("A", MARCH, 800000)], ALWAYS)
    assert told(papers) == [("A", "B", "invoice", {"E": 400000}), ("B", "A", "credit_note", {"E": 300000})]
    assert texts(papers[0]) == [("Andel av kostnaden 8 000,00 kronor", 400000)]
    assert texts(papers[1]) == [("Fakturerat tidigare: 7", 300000)]


def test_what_others_have_credited_meanwhile_is_not_credited_again() -> None:
    year = Year()
    year.settle([("B", MARCH, 600000)], ALWAYS)
    result = settled([("B", MARCH, 100000)], billed=year.billed)
    before = {("B", "A"): [Earlier(ALWAYS, FIRST, LAST, 300000, ("7",))]}
    assert told(papers_of(known(result, (ALWAYS,), before), {("B", "A", ("E", 0)): 300000})) == [
        ("B", "A", "credit_note", {"E": 250000})
    ]
    assert told(papers_of(known(result, (ALWAYS,), before), {("B", "A", ("E", 0)): 299999})) == [
        ("A", "B", "invoice", {"E": 250000})
    ]


def test_a_treatment_that_was_wrong_is_credited_as_it_was_and_invoiced_as_it_is() -> None:
    year = Year()
    year.settle([("B", MARCH, 100000)], ALWAYS)
    papers = year.settle([("B", MARCH, 120000)], S)
    assert told(papers) == [("B", "A", "invoice", {"S25": 60000}), ("B", "A", "credit_note", {"E": 50000})]


def test_income_with_nothing_to_credit_is_invoiced_by_who_is_to_have_a_part_of_it() -> None:
    papers = Year().settle([("B", MARCH, 100000), ("B", SEPTEMBER, -30000)], *LOW_THEN_HIGH)
    assert told(papers) == [("A", "B", "invoice", {"S25": 15000}), ("B", "A", "invoice", {"S6": 50000})]
    assert texts(papers[0]) == [
        ("Andel av kostnaden 700,00 kronor, den del som gäller dessa dagar: −300,00 kronor", 15000)
    ]


def test_supplies_that_even_out_are_invoiced_though_nothing_is_paid() -> None:
    year = Year()
    papers = year.settle([("A", MARCH, 100000), ("B", MAY, 100000)], S)
    assert year.result["transfers"] == []
    assert told(papers) == [("A", "B", "invoice", {"S25": 50000}), ("B", "A", "invoice", {"S25": 50000})]
    assert papers_of(known(year.result, (ALWAYS,), {}), {}) == ()


def test_of_three_each_bears_its_part_of_the_cost_of_each() -> None:
    thirds = [{"party": one, "measure": "fraction", "value": "1/3"} for one in PARTIES]
    papers = Year(((34, 33, 33),), thirds).settle([("A", MARCH, 300000), ("B", MAY, 90000)], S)
    assert told(papers) == [
        ("A", "B", "invoice", {"S25": 100000}), ("A", "C", "invoice", {"S25": 100000}),
        ("B", "A", "invoice", {"S25": 30000}), ("B", "C", "invoice", {"S25": 30000}),
    ]  # fmt: skip


def test_where_payments_go_both_ways_no_line_has_its_sign_turned() -> None:
    """C has borne 1 100 000 of 3 000 000 and was billed 500 000 too little by B: it pays B and A, and is to have of the whole."""
    thirds = [{"party": one, "measure": "fraction", "value": "1/3"} for one in PARTIES]
    costs = [("A", MARCH, 110000000), ("B", MARCH, 80000000), ("C", MARCH, 110000000)]
    result = settled(costs, ((34, 33, 33),), [Billed("B", "C", 50000000)], shares=thirds)
    assert [(one["from"], one["to"], one["ore"]) for one in result["transfers"]] == [
        ("C", "B", 30000000),
        ("C", "A", 10000000),
    ]
    before = {("C", "B"): [Earlier(ALWAYS, FIRST, LAST, 50000000, ("9",))]}
    papers = papers_of(known(result, (ALWAYS,), before), {("C", "B", ("E", 0)): 50000000})
    assert told(papers) == [("A", "C", "invoice", {"E": 10000000}), ("C", "B", "credit_note", {"E": 30000000})]
    assert texts(papers[0]) == [("Utjämning mellan parterna enligt avräkning 1", 10000000)]
    # B bears 1 000 000, has borne 800 000 and was invoiced 500 000
    assert sum(ore for _, ore in texts(papers[1])) == 30000000
    seen = known(result, (ALWAYS,), before).netted(result["transfers"][0], "C")
    assert [(one.line.text.split(",")[0], one.line.ore) for one in seen] == [
        ("Andel av kostnaden 3\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000", 100000000), ("Kostnad i er egen bokföring", -110000000),
        ("Utjämning mellan parterna enligt avräkning 1", -10000000), ("Fakturerat av er tidigare: 9", 50000000),
    ]  # fmt: skip


def test_what_earlier_settlements_claimed_and_nobody_invoiced_here_is_refused_where_vat_is_charged() -> None:
    result = settled([("B", MARCH, 100000)], billed=[Billed("A", "B", 3500)])
    with pytest.raises(UninvoicedError) as wrong:
        papers_of(known(result, (S,), {}), {})
    assert wrong.value.code == "sums"


COSTS = st.lists(
    st.tuples(st.sampled_from(PARTIES), st.dates(FIRST, LAST), st.integers(-(10**6), 10**7).filter(bool)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=200, deadline=None)
@given(
    rounds=st.lists(st.tuples(COSTS, st.sampled_from(VATS)), min_size=1, max_size=3),
    percents=st.sampled_from([((50, 25, 25),), ((34, 33, 33), (10, 80, 10)), ((100, 0, 0),)]),
)
def test_whatever_is_settled_again_the_papers_sum_to_what_is_due_and_credit_what_was_invoiced(
    rounds: list[tuple[Costs, tuple[Treatment, ...]]], percents: Sequence[Sequence[int]]
) -> None:
    year = Year(percents)
    for costs, vat in rounds:
        left = year.left()
        papers = year.settle(costs, *vat)
        for party in PARTIES:
            due = next(one["due_ore"] for one in year.result["balances"] if one["party"] == party)
            assert sum(one.ore * ((one.buyer == party) - (one.seller == party)) for one in papers) == due
        for one in papers:
            assert len({line.line.vat.category == "O" for line in one.lines}) == 1
            for rate, ore in by_rate(one).items():
                assert ore > 0
                if one.kind == "credit_note":
                    assert ore <= left[one.seller, one.buyer, rate]
        if any(one.category == "S" for one in vat):
            of_taxed(year, vat)
        assert year.settle(costs, *vat) == []  # the same again makes nothing


def of_taxed(year: Year, vat: Sequence[Treatment]) -> None:
    """What each has now invoiced each other is its part of the cost in the other's accounts, no more."""
    rates = {rate_of(one) for one in vat}
    for seller in PARTIES:
        for buyer in PARTIES:
            for rate, ore in ((rate_of(one), ore) for one, ore in year.invoiced[seller, buyer].items()):
                assert rate in rates or ore == 0 or rate[0] != "S"
    for one in year.result["balances"]:
        party = one["party"]
        paid = sum(sum(of.values()) * ((pair[1] == party) - (pair[0] == party)) for pair, of in year.invoiced.items())
        assert paid == one["part_ore"] - one["borne_ore"]
