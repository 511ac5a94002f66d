"""Invoices' sums, their parting by VAT, and VAT as a dated setting."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.invoices import CARE, TAXED, invoice, line

from samverkan.core.funding.invoicing import sums, turned
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


@given(st.integers(-(10**9), 10**9).filter(bool), st.sampled_from([None, Decimal("3.5"), Decimal("0.01")]))
def test_a_line_turned_has_the_opposite_amount_and_its_product_is_its_amount(ore: int, price: Decimal | None) -> None:
    one = line(ore)
    if price is not None:
        one = one._replace(price=price, quantity=Decimal(ore), ore=int(price * ore * 100))
    assert one.product == one.ore
    assert turned(one).product == turned(one).ore == -one.ore
    assert turned(turned(one)).product == one.ore
