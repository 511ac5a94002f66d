"""Vouchers without a number, or with the same, told apart and known again, however they were booked before; on both databases."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from tests.actions.money.economists import agreed, another, economist
from tests.store.office import MUNICIPALITY

from samverkan.actions.acting import InvalidError
from samverkan.actions.money import taking_costs
from samverkan.actions.money.booking_costs import book, file_of
from samverkan.actions.money.cost_drafts import look_at_costs
from samverkan.actions.money.costs import withdraw_voucher
from samverkan.actions.money.taking_costs import book_waiting, leave_to_be_taken, take_costs
from samverkan.actions.roles import Role
from samverkan.store.models import BookedVoucher
from samverkan.store.models import Role as RoleRow
from samverkan.store.money.booked import Written, booked_lines, digest
from samverkan.store.money.drafted import draft_vouchers, looked

if TYPE_CHECKING:
    from samverkan.store.models import Agreement, CostDraft
    from samverkan.store.money.drafted import Looked

pytestmark = pytest.mark.django_db

HEAD = "#FLAGGA 0\r\n#SIETYP 4\r\n#KONTO 5010 Hyra\r\n#KONTO 5020 El\r\n"
TWO_ROWS = "#TRANS 5010 {} 5\r\n#TRANS 5020 {} 6\r\n#TRANS 1930 {} -11\r\n"


@pytest.fixture
def agreement() -> Agreement:
    return agreed()


def ver(named: str, day: str, kronor: int = 0, text: str = "Hyra") -> str:
    rows = f"#TRANS 5010 {{}} {kronor}\r\n#TRANS 1930 {{}} -{kronor}\r\n" if kronor else TWO_ROWS
    return f"#VER {named} {day} {text}\r\n{{\r\n{rows}}}\r\n"


def left(agreement: Agreement, *vouchers: str) -> CostDraft:
    data = BytesIO((HEAD + "".join(vouchers)).encode())
    return look_at_costs(economist(MUNICIPALITY), agreement=agreement, name="a.si", stream=data)


def taken(agreement: Agreement, *vouchers: str, despite: str = "") -> None:
    take_costs(economist(MUNICIPALITY), draft=left(agreement, *vouchers), despite=despite)


def counts(found: Looked) -> tuple[int, int, int, int]:
    return len(found.new), len(found.changed), found.same, len(found.missing)


def kronor(agreement: Agreement) -> list[int]:
    return sorted(line.ore // 100 for line in booked_lines(agreement.pk))


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


def test_a_number_that_is_booked_of_another_months_voucher_is_another_voucher(agreement: Agreement) -> None:
    january, february, march = (ver("A 1", f"2025{at:02}28", at * 100) for at in (1, 2, 3))
    taken(agreement, january)
    taken(agreement, january, february)
    assert counts(looked(left(agreement, february))) == (0, 0, 1, 0)
    assert counts(looked(left(agreement, march))) == (1, 0, 0, 0)
    taken(agreement, march)
    assert kronor(agreement) == [100, 200, 300]
    for file in ((january,), (february,), (march,), (february, march), (january, february, march)):
        assert counts(looked(left(agreement, *file))) == (0, 0, len(file), 0)
    around = ver("A 2", "20250101", 7), ver("A 3", "20250131", 8)
    assert counts(looked(left(agreement, january.replace("100", "101"), *around))) == (2, 1, 0, 0)


def test_a_number_of_two_vouchers_of_one_file_is_the_next_months_too(agreement: Agreement) -> None:
    months = [ver("A 1", f"2025{at:02}28", at * 100) for at in (1, 2, 3, 4)]
    taken(agreement, *months[:2])
    taken(agreement, months[2])
    taken(agreement, months[3])
    assert kronor(agreement) == [100, 200, 300, 400]
    withdraw = next(one for one in BookedVoucher.objects.all() if one.lines.get().day.month == 3)
    withdraw_voucher(economist(MUNICIPALITY), voucher=withdraw, why="Fel avtal")
    assert counts(looked(left(agreement, months[3]))) == (0, 0, 1, 0)


def test_a_corrected_day_of_the_first_or_the_last_voucher_is_its_change_and_not_another_voucher(
    agreement: Agreement,
) -> None:
    taken(agreement, ver("A 1", "20250102", 100), ver("A 2", "20250115", 7), ver("A 3", "20250131", 9))
    again = left(agreement, ver("A 1", "20250103", 100), ver("A 2", "20250115", 7), ver("A 3", "20250130", 9))
    assert counts(looked(again)) == (0, 2, 1, 0)
    take_costs(economist(MUNICIPALITY), draft=again)
    assert kronor(agreement) == [7, 9, 100]


def book_as_before(agreement: Agreement, *vouchers: str, key: str = "2025 B", name: str = "B") -> None:
    """Book them all as one, as was done before it was seen that they have no number; or, without a key, each line by itself."""
    lines = [line for one in draft_vouchers(left(agreement, *vouchers)) for line in one.lines]
    acting = economist(MUNICIPALITY)
    file = file_of(acting, agreement, name="old.si", kind="sie", vouchers=1)
    one = Written(key, name, tuple(lines), digest(lines))
    keys = [key for each in draft_vouchers(left(agreement, *vouchers)) for key in each.apart]
    apart = [Written(keys[at], "", (line,), digest([line])) for at, line in enumerate(lines)] if not key else []
    book(acting, file, [(each, None) for each in ([one] if key else apart)])


def test_what_was_booked_as_one_voucher_is_known_again_and_so_are_parts_of_it(agreement: Agreement) -> None:
    book_as_before(agreement, *JANUARY)
    for file in (JANUARY, (*JANUARY, *FEBRUARY), FEBRUARY, JANUARY[:2]):
        found = looked(left(agreement, *file))
        assert (len(found.new), found.missing) == (len([one for one in file if one in FEBRUARY]), [])
    taken(agreement, *JANUARY, *FEBRUARY)
    assert kronor(agreement) == [5, 6, 100, 100, 200, 5000]


def test_what_is_gone_from_what_was_booked_as_one_is_shown_as_its_change(agreement: Agreement) -> None:
    book_as_before(agreement, *JANUARY, *FEBRUARY)
    file = (JANUARY[0], JANUARY[2].replace("200", "201"), JANUARY[3])
    found = looked(left(agreement, *file))
    assert counts(found) == (1, 1, 0, 0)
    taken(agreement, *file)
    assert kronor(agreement) == [5, 6, 100, 201, 5000]  # February is not of this file's days
    assert counts(looked(left(agreement, *file))) == (0, 0, 2, 0)


def test_what_is_split_from_a_voucher_is_booked_in_the_turn_that_changes_it(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting = economist(MUNICIPALITY)
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role=Role.ECONOMIST)
    whole = ver("A 1", "20250115", 100), ver("A 1", "20250116", 200)
    book_as_before(agreement, *whole, key="2025 A 1", name="A 1")
    draft = left(
        agreement, whole[0], whole[1].replace("200", "250"), ver("A 2", "20250131", 1), ver("A 3", "20250131", 2)
    )
    monkeypatch.setattr(taking_costs, "BATCH", 1)
    after, some = [], taking_costs.book

    def seen(*given: Any) -> None:
        some(*given)
        after.append(kronor(agreement))

    monkeypatch.setattr(taking_costs, "book", seen)
    leave_to_be_taken(acting, draft=draft)
    book_waiting()
    assert after == [[100, 250], [1, 100, 250], [1, 2, 100, 250]]


def test_lines_without_series_or_number_that_were_booked_one_by_one_are_known_again(agreement: Agreement) -> None:
    voucher = ver('"" ""', "20250121")
    book_as_before(agreement, voucher, key="")
    assert BookedVoucher.objects.count() == 2
    assert counts(looked(left(agreement, voucher))) == (0, 0, 2, 0)
    assert {line.day for line in booked_lines(agreement.pk)} == {date(2025, 1, 21)}


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
