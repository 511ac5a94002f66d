"""Vouchers without a number, or with the same, told apart and known again; on both databases."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from tests.actions.money.economists import agreed, another, economist
from tests.actions.money.ledger_files import counts, kronor, left, taken, ver
from tests.store.office import MUNICIPALITY

from samverkan.actions.acting import InvalidError
from samverkan.actions.money.cost_drafts import look_at_costs
from samverkan.actions.money.costs import withdraw_voucher
from samverkan.actions.money.taking_costs import take_costs
from samverkan.store.models import BookedVoucher
from samverkan.store.money.drafted import looked

if TYPE_CHECKING:
    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    return agreed()


JANUARY = (
    ver('B ""', "20250115", 100),
    ver('B ""', "20250115", 100),
    ver('B ""', "20250120", 200),
    ver('B ""', "20250121"),
)
FEBRUARY = (ver('B ""', "20250210", 5000),)


@pytest.mark.parametrize("named", ['B ""', '"" ""', '"" 0'])
def test_the_next_files_vouchers_without_a_number_leave_the_last_ones_as_they_are(
    agreement: Agreement, named: str
) -> None:
    january, february = ([one.replace('B ""', named) for one in month] for month in (JANUARY, FEBRUARY))
    taken(agreement, *january)
    assert BookedVoucher.objects.count() == 4  # two that say the same are two
    assert counts(looked(left(agreement, *february))) == (1, 0, 0, 0)
    taken(agreement, *february)
    assert kronor(agreement) == [5, 6, 100, 100, 200, 5000]
    assert counts(looked(left(agreement, *january, *february))) == (0, 0, 5, 0)
    assert counts(looked(left(agreement, *january[1:], *february))) == (0, 0, 4, 1)


def test_two_vouchers_of_one_number_are_two_and_of_one_day_they_wait_for_a_reason(agreement: Agreement) -> None:
    plan = [ver('"#" 1', f"2025{month:02}28", 70, "Avskrivning") for month in (1, 2, 3)]
    taken(agreement, *plan)
    assert counts(looked(left(agreement, *plan))) == (0, 0, 3, 0)
    assert counts(looked(left(agreement, plan[1]))) == (0, 0, 1, 0)  # alone in its file it has the number to itself
    twice = (ver("A 1", "20250115", 100), ver("A 1", "20250115", 100), ver("A 1", "20250115", 30))
    with pytest.raises(InvalidError) as wrong:
        taken(agreement, *twice)
    assert wrong.value.code == "costs_flawed"
    taken(agreement, *twice, despite="Samma nummer i två system")
    assert kronor(agreement) == [30, 70, 70, 70, 100, 100]
    assert counts(looked(left(agreement, *twice))) == (0, 0, 3, 0)
    assert counts(looked(left(agreement, *twice, *plan))) == (0, 0, 6, 0)


def test_a_voucher_that_was_corrected_away_is_missing_wherever_in_the_period_it_is(agreement: Agreement) -> None:
    file = [ver(f"A {at}", day, at) for at, day in ((1, "20250102"), (2, "20250115"), (3, "20250131"))]
    taken(agreement, *file)
    away = [one.replace("5010 {}", "1510 {}") for one in file]
    draft = left(agreement, away[0], file[1], away[2])
    assert (sorted(one.name for one in looked(draft).missing), looked(draft).same) == (["A 1", "A 3"], 1)
    none = left(agreement, *away)
    gone = looked(none).missing
    assert sorted(one.name for one in gone) == ["A 1", "A 2", "A 3"]
    take_costs(economist(MUNICIPALITY), draft=none, withdraw=gone)
    assert kronor(agreement) == []
    with pytest.raises(InvalidError) as wrong:
        left(agreement, *away)
    assert (wrong.value.code, wrong.value.values["count"]) == ("costs_none", 6)


def test_a_row_that_a_list_of_the_other_kind_lacks_is_missing_as_in_its_own(agreement: Agreement) -> None:
    rows = [("datum", "belopp", "text"), ("2025-01-15", 100, "Tolk"), ("2025-01-31", 5, "Resa")]
    listed = "\n".join(";".join(map(str, row)) for row in rows).encode()
    draft = look_at_costs(economist(MUNICIPALITY), agreement=agreement, name="a.csv", stream=BytesIO(listed))
    take_costs(economist(MUNICIPALITY), draft=draft)
    book, data = Workbook(), BytesIO()
    for row in (rows[0], ("2025-01-15", 110, "Tolk"), rows[2]):
        book.active.append(row)
    book.save(data)
    data.seek(0)
    again = look_at_costs(economist(MUNICIPALITY), agreement=agreement, name="a.xlsx", stream=data)
    assert counts(looked(again)) == (1, 0, 1, 1)


def test_rows_of_zero_are_told_from_what_does_not_belong(agreement: Agreement) -> None:
    zero = ver("A 1", "20250102", 1).replace("-1\r", "0\r").replace(" 1\r", " 0\r")
    draft = left(agreement, zero, ver("A 2", "20250102", 2))
    assert (draft.data["left_out"], draft.data["zero"]) == (2, 1)
    with pytest.raises(InvalidError) as wrong:
        left(agreement, zero.replace("1930", "5020"))
    assert (wrong.value.code, wrong.value.values["count"]) == ("costs_zero", 2)


def test_a_line_that_is_booked_in_another_agreement_waits_for_a_reason_and_anothers_of_its_voucher_does_not(
    agreement: Agreement,
) -> None:
    other = another(agreement)
    taken(agreement, ver("A 1", "20250102", 1), ver('B ""', "20250103", 2))
    draft = left(other, ver("A 1", "20250102", 1, "El"), ver('B ""', "20250103", 2), ver("A 2", "20250102", 1))
    found = looked(draft).elsewhere
    assert [(one.voucher, one.line.ore, one.agreement) for one in found] == [
        ("A 1", 100, agreement.pk),
        ("", 200, agreement.pk),
    ]
    with pytest.raises(InvalidError) as wrong:
        take_costs(economist(MUNICIPALITY), draft=draft)
    assert wrong.value.code == "costs_flawed"
    take_costs(economist(MUNICIPALITY), draft=draft, despite="Delas lika mellan avtalen")
    assert looked(left(other, ver("A 1", "20250102", 1))).elsewhere == []  # it is settled
    another_line = left(other, ver("A 1", "20250102", 7), ver('B ""', "20250103", 2, "El"))
    assert looked(another_line).elsewhere == []
    withdraw = BookedVoucher.objects.get(agreement=agreement, name="A 1")
    withdraw_voucher(economist(MUNICIPALITY), voucher=withdraw, why="Fel avtal")
    assert looked(left(another(agreement), ver("A 1", "20250102", 1))).elsewhere[0].agreement == other.pk
