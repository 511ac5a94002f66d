"""The lines of an invoice sum to the payment of its settlement, whatever the shares, the costs and the turns of VAT."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.invoices import CARE, OUTSIDE, TAXED

from samverkan.core.funding.evening import Billed
from samverkan.core.funding.invoice_cutting import UninvoicedError
from samverkan.core.funding.invoice_lines import Earlier, Known, Lines
from samverkan.core.funding.invoicing import SetBy
from samverkan.core.funding.settling import Books, settle
from samverkan.core.funding.stated import agreement_of
from samverkan.core.funding.vouchers import CostLine
from samverkan.core.writing.settlement_json import settlement_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samverkan.core.funding.invoicing import Line
    from samverkan.core.funding.vat import Treatment

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
TURN = date(2025, 7, 1)
ALWAYS = CARE._replace(first=date(2020, 1, 1))
TURNS = (ALWAYS._replace(last=TURN - timedelta(days=1)), OUTSIDE._replace(first=TURN))
PARTIES = ("A", "B", "C")


def settled(
    costs: Iterable[tuple[str, date, int]], percents: Sequence[Sequence[int]] = ((50, 50),), billed: Sequence[Billed] = (),
    rules: Mapping[str, Any] | None = None, shares: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:  # fmt: skip
    """The year's costs, each (in whose accounts, day, öre), by shares that change with July where two are given.

    `rules`: of money, beside; `shares`: in place of percents.
    """
    lines = [CostLine(whose, at, day, ore) for at, (whose, day, ore) in enumerate(costs, 1)]
    return settled_of(lines, percents, billed, rules, shares)


def settled_of(
    lines: Sequence[CostLine], percents: Sequence[Sequence[int]] = ((50, 50),), billed: Sequence[Billed] = (),
    rules: Mapping[str, Any] | None = None, shares: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:  # fmt: skip
    begins = [FIRST, TURN][: len(percents)]
    ends = [*(day - timedelta(days=1) for day in begins[1:]), LAST]
    terms = [
        {"from": str(begin), "to": str(end), "confirmed": True,
         "shares": list(shares) or [{"party": party, "percent": str(percent)} for party, percent in zip(PARTIES, row, strict=False)]}
        for begin, end, row in zip(begins, ends, percents, strict=True)
    ]  # fmt: skip
    of = {party: party for party in PARTIES[: len(percents[0])]}
    agreement = agreement_of({"agreement": "Avtalet", "parties": list(of), "terms": terms, **(rules or {})})
    found = settle(agreement, lines, first=FIRST, last=LAST, books=Books({}, of), billed=list(billed))
    return settlement_json(found, say=lambda finding: finding.code)


def charged(
    result: dict[str, Any], at: int = 0, *, buyer: str = "", vat: Sequence[Treatment] = (ALWAYS,),
    earlier: Mapping[str, Sequence[Earlier]] | None = None, planned: bool = False,
) -> list[tuple[str, int, str]]:  # fmt: skip
    """The lines of a payment, each its text, öre and category of VAT."""
    return [(one.text, one.ore, one.vat.category) for one in lines_of(result, at, buyer, vat, earlier, planned=planned)]


def known(
    result: Mapping[str, Any], vat: Sequence[Treatment], before: Mapping[tuple[str, str], Sequence[Earlier]], *, planned: bool = False
) -> Lines:  # fmt: skip
    told = [SetBy("Avtalet")] * len(result["intervals"])
    sources = {party: party for party in PARTIES}
    return Lines(Known(result, sources, vat, lambda _: told, "Avtalet", before, "avräkning 1", planned))


def lines_of(
    result: dict[str, Any], at: int = 0, buyer: str = "", vat: Sequence[Treatment] = (ALWAYS,),
    earlier: Mapping[str, Sequence[Earlier]] | None = None, *, planned: bool = False,
) -> list[Line]:  # fmt: skip
    transfer = result["transfers"][at]
    buyer = buyer or transfer["from"]
    before: dict[tuple[str, str], list[Earlier]] = {}
    for other, of in (earlier or {}).items():
        for one in of:  # what is less than nothing the buyer has invoiced the other
            pair = (other, buyer) if one.ore > 0 else (buyer, other)
            before.setdefault(pair, []).append(one._replace(ore=abs(one.ore)))
    found = known(result, vat, before, planned=planned).netted(transfer, buyer)
    for one in found:
        assert one.line.first is not None
        assert one.line.last is not None
        assert one.line.vat.holds_on(one.line.first)
        assert one.line.vat.holds_on(one.line.last)
    return [one.line for one in found]


COSTS = st.lists(
    st.tuples(
        st.sampled_from(PARTIES[:2]),
        st.dates(FIRST, LAST),
        st.integers(-(10**9), 10**9).filter(bool),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(costs=COSTS, percent=st.integers(0, 100), later=st.integers(0, 100), turns=st.booleans())
def test_the_lines_sum_to_the_payment_whatever_is_divided(
    costs: list[tuple[str, date, int]], percent: int, later: int, turns: bool
) -> None:
    result = settled(costs, [(percent, 100 - percent), (later, 100 - later)])
    for transfer in result["transfers"]:
        vat = TURNS if turns else (ALWAYS,)
        lines = charged(result, vat=vat)
        assert sum(ore for _, ore, _ in lines) == transfer["ore"]
        assert all(ore for _, ore, _ in lines)
        back = charged(result, buyer=transfer["to"], vat=vat)
        assert sum(ore for _, ore, _ in back) == -transfer["ore"]


def test_a_line_is_cut_where_the_vat_changes_by_the_vouchers_of_each_side() -> None:
    result = settled([("B", date(2025, 3, 1), 10000), ("B", date(2025, 9, 1), 3000), ("A", date(2025, 10, 1), 500)])
    assert charged(result, vat=TURNS) == [
        ("Andel av kostnaden 135,00 kronor, den del som gäller dessa dagar: 100,00 kronor", 5000, "E"),
        ("Andel av kostnaden 135,00 kronor, den del som gäller dessa dagar: 35,00 kronor", 1750, "O"),
        ("Kostnad i er egen bokföring, den del som gäller dessa dagar", -500, "O"),
    ]


def test_what_was_billed_before_is_taken_off_by_the_vat_it_had_and_names_its_invoices() -> None:
    before = [Earlier(TURNS[0], FIRST, date(2025, 3, 31), 3000, ("7", "8")), Earlier(TURNS[1], TURN, LAST, 500, ("9",))]
    result = settled([("B", date(2025, 3, 1), 10000), ("B", date(2025, 9, 1), 3000)], billed=[Billed("A", "B", 3500)])
    assert charged(result, vat=TURNS, earlier={"B": before})[2:] == [
        ("Fakturerat tidigare: 7, 8", -3000, "E"),
        ("Fakturerat tidigare: 9", -500, "O"),
    ]
    assert charged(result)[1:] == [("Avräknat tidigare", -3500, "E")]
    with pytest.raises(UninvoicedError) as wrong:
        charged(result, vat=TURNS)
    assert (wrong.value.code, wrong.value.values) == ("vat_turns", {"day": TURN})


def test_what_the_buyer_itself_has_invoiced_is_not_called_credited() -> None:
    result = settled([("B", date(2025, 3, 1), 1000)], billed=[Billed("A", "B", 3500)])
    assert (result["transfers"][0]["from"], result["transfers"][0]["ore"]) == ("B", 3000)
    assert charged(result, earlier={"A": [Earlier(ALWAYS, FIRST, LAST, -3500, ("14",))]})[-1] == (
        "Fakturerat av er tidigare: 14", 3500, "E",
    )  # fmt: skip


THIRDS = [(50, 25, 25)]


def test_each_of_several_payments_has_its_part_of_every_line_and_what_was_billed_between_the_two() -> None:
    costs = [("B", date(2025, 3, 1), 30000), ("C", date(2025, 9, 2), 30001), ("A", date(2025, 9, 3), 200)]
    result = settled(costs, THIRDS, billed=[Billed("A", "B", 1000)])
    assert [(one["from"], one["to"], one["ore"]) for one in result["transfers"]] == [
        ("A", "C", 14951),
        ("A", "B", 13950),
    ]
    earlier = {"B": [Earlier(TURNS[0], FIRST, date(2025, 3, 31), 1000, ("7",))]}
    to_c, to_b = (charged(result, at, vat=TURNS, earlier=earlier) for at in (0, 1))
    assert [(ore, category) for _, ore, category in to_c] == [(7500, "E"), (7551, "O"), (-100, "O")]
    assert to_b[-1] == ("Fakturerat tidigare: 7", -1000, "E")
    assert [ore for _, ore, _ in to_b] == [7500, 7550, -100, -1000]
    assert to_c[0][0].endswith("den del som gäller dessa dagar: 300,00 kronor, den del som regleras med C")
    for at, one in enumerate(result["transfers"]):
        assert sum(ore for _, ore, _ in charged(result, at, buyer=one["to"])) == -one["ore"]


@settings(max_examples=100, deadline=None)
@given(
    costs=st.lists(st.tuples(st.sampled_from(PARTIES), st.dates(FIRST, LAST), st.integers(-(10**6), 10**7).filter(bool)), min_size=1),
    billed=st.lists(st.builds(Billed, st.just("A"), st.sampled_from("BC"), st.integers(1, 10**6)), max_size=2),
    turns=st.booleans(),
)  # fmt: skip
def test_the_lines_of_all_payments_of_a_party_are_what_it_owes_whatever_was_billed(
    costs: list[tuple[str, date, int]], billed: list[Billed], turns: bool
) -> None:
    result = settled(costs, THIRDS, billed)
    vat = TURNS if turns else (ALWAYS,)
    for at, transfer in enumerate(result["transfers"]):
        for buyer, sign in ((transfer["from"], 1), (transfer["to"], -1)):
            between: dict[str, list[Earlier]] = {}
            for one in billed:
                if buyer in (one.payer, one.payee):
                    other, ore = (one.payee, one.ore) if buyer == one.payer else (one.payer, -one.ore)
                    between.setdefault(other, []).append(Earlier(vat[0], FIRST, FIRST, ore))
            found = charged(result, at, buyer=buyer, vat=vat, earlier=between)
            assert sum(ore for _, ore, _ in found) == sign * transfer["ore"]


def test_a_cost_for_several_days_over_a_turn_of_vat_is_parted_by_its_days() -> None:
    rent = CostLine("B", 1, date(2025, 6, 25), 36500, first=FIRST, last=LAST)
    by_category = {category: ore for _, ore, category in charged(settled_of([rent]), vat=TURNS)}
    assert by_category == {"E": 50 * 181, "O": 50 * 184}
    shared = settled_of([rent], [(50, 50), (30, 70)])  # the shares turn on the same day
    assert [(ore, category) for _, ore, category in charged(shared, vat=TURNS)] == [(9050, "E"), (5520, "O")]
    own = settled_of([rent, CostLine("A", 1, date(2025, 6, 25), 3650, first=FIRST, last=LAST)])
    assert [(ore, category) for _, ore, category in charged(own, vat=TURNS)[2:]] == [(-1810, "E"), (-1840, "O")]


def test_the_budget_of_a_month_is_parted_by_the_days_of_the_month() -> None:
    months = [CostLine("budget", month, date(2025, month, 1), 31000) for month in range(1, 13)]
    result = settled_of(months, rules={"provider": "B"})
    turns = (ALWAYS._replace(last=date(2025, 1, 10)), OUTSIDE._replace(first=date(2025, 1, 11)))
    assert [ore for _, ore, _ in charged(result, vat=turns, planned=True)] == [5000, 181000]


def test_with_no_cost_left_what_was_billed_goes_back() -> None:
    result = settled([], billed=[Billed("A", "B", 3500)])
    assert result["intervals"] == []
    before = {"B": [Earlier(ALWAYS, FIRST, LAST, 3500, ("7",))]}
    assert charged(result, buyer="A", earlier=before) == [("Fakturerat tidigare: 7", -3500, "E")]


FIXED = ({"party": "A", "measure": "amount", "value": "3650"}, {"party": "B", "percent": "100"})


@pytest.mark.parametrize(
    ("shares", "rules", "costs", "said"),
    [
        ((), {}, [1000000], [("Andel av kostnaden 10 000,00 kronor", 500000, "Andel 50 procent")]),
        (FIXED, {}, [1000000], [("Fast belopp", 365000, "Fast belopp 3 650 kronor om året")]),
        (
            ({"party": "A", "measure": "per_inhabitant", "value": "12.50"}, {"party": "B", "percent": "100"}),
            {"inhabitants": {"2025": {"A": 100}}}, [1000000],
            [("Belopp per invånare", 125000, "Belopp 12,50 kronor per invånare och år")],
        ),
        (
            ({"party": "B", "measure": "amount", "value": "4000"}, {"party": "A", "percent": "100"}), {}, [1000000],
            [("Andel av kostnaden 6 000,00 kronor, sedan andras fasta belopp på 4 000,00 kronor är dragna", 600000, "Andel 100 procent")],
        ),
        (
            ({"party": "B", "measure": "amount", "value": "4000"},), {"rest": "A"}, [1000000],
            [("Andel av kostnaden 6 000,00 kronor, sedan andras fasta belopp på 4 000,00 kronor är dragna", 600000, "Det som återstår")],
        ),
        (
            (), {"caps": [{"party": "A", "kronor": "3000"}]}, [1000000],
            [("Andel av kostnaden 10 000,00 kronor, upp till tak enligt avtalet", 300000, "Andel 50 procent")],
        ),
        (
            (), {"caps": [{"party": "B", "kronor": "3000"}]}, [1000000],
            [("Andel av kostnaden 10 000,00 kronor, med det som ligger över andras tak", 700000, "Andel 50 procent")],
        ),
        (
            ({"party": "A", "measure": "other", "value": "antal besök"}, {"party": "B", "measure": "other", "value": "antal besök"}),
            {"keys": {"2025": {"A": 3, "B": 1}}}, [1000000],
            [("Andel av kostnaden 10 000,00 kronor", 750000, "Andel efter antal besök")],
        ),
        (
            (), {"other_funding": [{"name": "Bidrag", "accounts": ["3510"], "to": "A"}]}, [1000000, -100000],
            [("Andel av kostnaden 10 000,00 kronor", 500000, "Andel 50 procent"),
             ("Bidrag och avgifter som bara gäller er", -100000, "")],
        ),
        (
            (), {"other_funding": [{"name": "Bidrag", "accounts": ["3510"], "to": "B"}]}, [1000000, -100000],
            [("Andel av kostnaden 10 000,00 kronor", 500000, "Andel 50 procent")],
        ),
    ],
)  # fmt: skip
def test_a_line_says_what_set_its_amount_and_no_share_that_it_does_not_follow(
    shares: Sequence[Mapping[str, Any]], rules: Mapping[str, Any], costs: list[int], said: list[tuple[str, int, str]]
) -> None:
    lines = [
        CostLine("B", at, date(2025, 3, 1), ore, account="5010" if ore > 0 else "3510") for at, ore in enumerate(costs)
    ]
    result = settled_of(lines, rules=rules, shares=shares)
    found = [one for one in lines_of(result, buyer="A") if "bokföring" not in one.text]
    shown = [
        (one.text.replace("\N{NO-BREAK SPACE}", " "), one.ore, one.set_by.share.replace("\N{NO-BREAK SPACE}", " "))
        for one in found
        if one.set_by
    ]
    assert shown == said


def test_a_fixed_amount_is_parted_by_the_days_whenever_the_cost_was_booked() -> None:
    result = settled([("B", date(2025, 2, 1), 900000)], shares=FIXED)
    assert [(ore, category) for _, ore, category in charged(result, vat=TURNS)] == [(181000, "E"), (184000, "O")]


def test_fixed_amounts_above_the_cost_are_said_to_whom_they_go() -> None:
    both = ({"party": "A", "measure": "amount", "value": "3650"}, {"party": "B", "measure": "amount", "value": "730"})
    result = settled([("A", date(2025, 2, 1), 400000)], shares=both, rules={"provider": "B"})
    assert charged(result, buyer="B", vat=TURNS) == [
        ("Fast belopp, den del som gäller dessa dagar", 36200, "E"),
        ("Fast belopp, den del som gäller dessa dagar", 36800, "O"),
        ("Fasta belopp utöver kostnaden, den del som gäller dessa dagar", -18843, "E"),
        ("Fasta belopp utöver kostnaden, den del som gäller dessa dagar", -19157, "O"),
    ]


def test_days_without_a_treatment_are_refused_with_the_days() -> None:
    result = settled([("B", date(2025, 3, 1), 10000)])
    with pytest.raises(UninvoicedError) as wrong:
        charged(result, vat=(TAXED[25]._replace(first=date(2025, 2, 1)),))
    assert (wrong.value.code, wrong.value.values) == ("vat_unsaid", {"first": FIRST, "last": date(2025, 1, 31)})
