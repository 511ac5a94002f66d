"""The lines of an invoice sum to the payment of its settlement, whatever the shares, the costs and the turns of VAT."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.invoices import CARE, OUTSIDE, TAXED

from samverkan.core.funding.evening import Billed
from samverkan.core.funding.invoice_lines import Earlier, UninvoicedError, invoice_lines
from samverkan.core.funding.invoicing import SetBy, invoices_of
from samverkan.core.funding.settling import Books, settle
from samverkan.core.funding.stated import agreement_of
from samverkan.core.funding.vouchers import CostLine
from samverkan.core.writing.settlement_json import settlement_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samverkan.core.funding.vat import Treatment

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
TURN = date(2025, 7, 1)
ALWAYS = CARE._replace(first=date(2020, 1, 1))
TURNS = (ALWAYS._replace(last=TURN - timedelta(days=1)), OUTSIDE._replace(first=TURN))
PARTIES = ("A", "B", "C")


def settled(
    costs: Iterable[tuple[str, date, int]], percents: Sequence[Sequence[int]] = ((50, 50),), billed: Sequence[Billed] = ()
) -> dict[str, Any]:  # fmt: skip
    """The year's costs, each (in whose accounts, day, öre), by shares that change with July where two are given."""
    begins = [FIRST, TURN][: len(percents)]
    ends = [*(day - timedelta(days=1) for day in begins[1:]), LAST]
    terms = [
        {"from": str(begin), "to": str(end), "confirmed": True,
         "shares": [{"party": party, "percent": str(percent)} for party, percent in zip(PARTIES, shares, strict=False)]}
        for begin, end, shares in zip(begins, ends, percents, strict=True)
    ]  # fmt: skip
    lines = [CostLine(whose, at, day, ore) for at, (whose, day, ore) in enumerate(costs, 1)]
    of = {party: party for party in PARTIES[: len(percents[0])]}
    agreement = agreement_of({"agreement": "Avtalet", "parties": list(of), "terms": terms})
    found = settle(agreement, lines, first=FIRST, last=LAST, books=Books({}, of), billed=list(billed))
    return settlement_json(found, say=lambda finding: finding.code)


def charged(
    result: dict[str, Any], at: int = 0, *, buyer: str = "", vat: Sequence[Treatment] = (ALWAYS,), earlier: Sequence[Earlier] = ()
) -> list[tuple[str, int, str]]:  # fmt: skip
    """The lines of a payment, each its text, öre and category of VAT."""
    transfer = result["transfers"][at]
    buyer = buyer or transfer["from"]
    set_by = [SetBy("Avtalet")] * len(result["intervals"])
    found = invoice_lines(
        result, transfer, buyer=buyer, account_source=buyer, vat=vat, set_by=set_by, earlier=earlier, name="avräkning 1"
    )
    for one in found:
        assert one.line.first is not None
        assert one.line.last is not None
        assert one.line.vat.holds_on(one.line.first)
        assert one.line.vat.holds_on(one.line.last)
    return [(one.line.text, one.line.ore, one.line.vat.category) for one in found]


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
        ("Andel av kostnaden 135,00 kronor, den del som gäller dessa dagar", 5000, "E"),
        ("Andel av kostnaden 135,00 kronor, den del som gäller dessa dagar", 1750, "O"),
        ("Kostnad i er egen bokföring, den del som gäller dessa dagar", -500, "O"),
    ]


def test_what_was_billed_before_is_taken_off_by_the_vat_it_had() -> None:
    before = [Earlier(TURNS[0], FIRST, date(2025, 3, 31), 3000), Earlier(TURNS[1], TURN, LAST, 500)]
    result = settled([("B", date(2025, 3, 1), 10000), ("B", date(2025, 9, 1), 3000)], billed=[Billed("A", "B", 3500)])
    assert charged(result, vat=TURNS, earlier=before)[2:] == [
        ("Fakturerat tidigare", -3000, "E"),
        ("Fakturerat tidigare", -500, "O"),
    ]
    with pytest.raises(UninvoicedError) as wrong:
        charged(result, vat=TURNS)
    assert (wrong.value.code, wrong.value.values) == ("vat_turns", {"day": TURN})


def test_a_party_of_several_payments_gets_one_line_with_the_amount() -> None:
    thirds = [(50, 25, 25)]
    result = settled([("B", date(2025, 3, 1), 30000), ("C", date(2025, 3, 2), 30000)], thirds)
    assert [(one["from"], one["ore"]) for one in result["transfers"]] == [("A", 15000), ("A", 15000)]
    for at in (0, 1):
        assert charged(result, at) == [("Betalning enligt avräkning 1", 15000, "E")]
        buyer = result["transfers"][at]["to"]
        assert sum(ore for _, ore, _ in charged(result, at, buyer=buyer)) == -15000
    with pytest.raises(UninvoicedError):
        charged(result, vat=TURNS)


def test_days_without_a_treatment_are_refused_with_the_days() -> None:
    result = settled([("B", date(2025, 3, 1), 10000)])
    with pytest.raises(UninvoicedError) as wrong:
        charged(result, vat=(TAXED[25]._replace(first=date(2025, 2, 1)),))
    assert (wrong.value.code, wrong.value.values) == ("vat_unsaid", {"first": FIRST, "last": date(2025, 1, 31)})


def test_the_groups_of_what_was_charged_are_invoices_of_their_own() -> None:
    result = settled([("B", date(2025, 3, 1), 10000), ("B", date(2025, 9, 1), -3000)])
    transfer = result["transfers"][0]
    lines = invoice_lines(
        result, transfer, buyer="A", account_source="A", vat=TURNS, set_by=[SetBy("Avtalet")], name="avräkning 1"
    )
    assert [(one.kind, sum(line.ore for line in one.lines)) for one in invoices_of(one.line for one in lines)] == [
        ("invoice", 5000),
        ("credit_note", 1500),
    ]
