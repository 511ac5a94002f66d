"""Invoices' sums, their parting by VAT, and VAT as a dated setting."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.invoices import CARE, OUTSIDE, TAXED, invoice, line

from samverkan.core.funding.invoicing import Group, credit_of, invoices_of, sums, turned
from samverkan.core.funding.vat import Stretch, treatment_on, treatments_over

OLD = CARE._replace(first=date(2020, 1, 1), last=date(2026, 1, 31))
NEW = TAXED[25]._replace(first=date(2026, 3, 1))


def test_of_settings_that_hold_on_a_day_the_one_that_began_last_is_taken() -> None:
    always = CARE._replace(first=date(2019, 1, 1))
    assert treatment_on(date(2026, 1, 31), [always, OLD]) == OLD
    assert treatment_on(date(2026, 2, 1), [always, OLD]) == always
    assert treatment_on(date(2018, 12, 31), [always, OLD]) is None


def test_a_period_is_parted_where_the_setting_changes_and_days_without_one_are_told() -> None:
    assert treatments_over(date(2026, 1, 1), date(2026, 3, 31), [NEW, OLD]) == (
        Stretch(date(2026, 1, 1), date(2026, 1, 31), OLD),
        Stretch(date(2026, 2, 1), date(2026, 2, 28), None),
        Stretch(date(2026, 3, 1), date(2026, 3, 31), NEW),
    )


def test_vat_is_summed_by_rate_and_rounded_once_half_up() -> None:
    found = sums(invoice([line(10, TAXED[25]), line(12, TAXED[25]), line(25, TAXED[6]), line(100)]))
    assert [(one.category, one.rate, one.ore, one.vat) for one in found.by_vat] == [
        ("S", 25, 22, 6),  # 5.5
        ("S", 6, 25, 2),  # 1.5
        ("E", 0, 100, 0),
    ]
    assert (found.net, found.vat, found.gross, found.payable, found.rounding) == (147, 8, 155, 155, 0)


@pytest.mark.parametrize(("ore", "payable"), [(149, 100), (150, 200), (200, 200), (249, 200), (50, 100), (49, 0)])
def test_the_amount_to_pay_is_rounded_to_kronor_only_when_agreed(ore: int, payable: int) -> None:
    assert sums(invoice([line(ore)])).payable == ore
    found = sums(invoice([line(ore)])._replace(to_kronor=True))
    assert (found.payable, found.rounding) == (payable, payable - ore)


def test_what_is_outside_the_scope_of_vat_is_an_invoice_of_its_own_and_less_than_nothing_a_credit_note() -> None:
    care, fee, outside = line(100), line(50, TAXED[25]), line(-30, OUTSIDE)
    assert invoices_of([care, outside, fee]) == (
        Group("invoice", (care, fee)),
        Group("credit_note", (line(30, OUTSIDE),)),
    )
    assert invoices_of([]) == ()


def test_what_is_paid_with_the_vat_says_whether_it_is_an_invoice_or_a_credit_note() -> None:
    more, less = line(110), line(-100, TAXED[25])
    (group,) = invoices_of([more, less])  # 10 öre without VAT, 15 less than nothing with it
    assert (group.kind, [one.ore for one in group.lines]) == ("credit_note", [-110, 100])
    (group,) = invoices_of([line(100), less])  # nothing without VAT, but the VAT is to be given back
    assert group.kind == "credit_note"
    assert invoices_of([line(100), line(-100)]) == ()


def test_a_credit_note_gives_back_what_was_invoiced_and_names_it() -> None:
    first = invoice([line(100), line(50, TAXED[25])])
    back = credit_of(first, number="2026-0002", issued=date(2026, 5, 1))
    assert (back.kind, [one.number for one in back.preceding]) == ("credit_note", ["2026-0001"])
    assert sums(back) == sums(first)


@given(st.integers(-(10**9), 10**9).filter(bool), st.sampled_from([None, Decimal("3.5"), Decimal("0.01")]))
def test_a_line_turned_has_the_opposite_amount_and_its_product_is_its_amount(ore: int, price: Decimal | None) -> None:
    one = line(ore)
    if price is not None:
        one = one._replace(price=price, quantity=Decimal(ore), ore=int(price * ore * 100))
    assert one.product == one.ore
    assert turned(one).product == turned(one).ore == -one.ore
    assert turned(turned(one)).product == one.ore


@given(
    st.lists(st.tuples(st.integers(-(10**6), 10**6).filter(bool), st.sampled_from([CARE, OUTSIDE, *TAXED.values()])))
)
def test_parting_loses_no_öre(amounts: list[tuple[int, object]]) -> None:
    lines = [line(ore, vat) for ore, vat in amounts]  # type: ignore[arg-type]
    parted = invoices_of(lines)
    assert all(sums(invoice(group.lines)).gross >= 0 for group in parted)
    net = sum(sum(one.ore for one in group.lines) * (-1 if group.kind == "credit_note" else 1) for group in parted)
    assert net == sum(one.ore for one in lines)
