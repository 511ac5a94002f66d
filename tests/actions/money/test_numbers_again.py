"""Vouchers whose number is booked of another: the same that has changed, another, or one of which a person has to say it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from tests.actions.money.economists import agreed, economist, take
from tests.actions.money.ledger_files import counts, kronor, left, taken, ver
from tests.store.office import MUNICIPALITY

from samverkan.actions.acting import InvalidError
from samverkan.actions.money import taking_costs
from samverkan.actions.money.cost_drafts import look_at_costs
from samverkan.actions.money.costs import withdraw_voucher
from samverkan.actions.money.taking_costs import book_waiting, leave_to_be_taken, stop_taking, take_costs
from samverkan.actions.roles import Role
from samverkan.store.models import BookedVoucher
from samverkan.store.models import Role as RoleRow
from samverkan.store.money.booked import booked_lines
from samverkan.store.money.drafted import looked

if TYPE_CHECKING:
    from samverkan.store.models import Agreement, CostDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    return agreed()


JANUARY, FEBRUARY, MARCH = (ver("A 1", f"2025{at:02}28", at * 100) for at in (1, 2, 3))


def doubtful(draft: CostDraft) -> list[BookedVoucher]:
    return [one.before for one in looked(draft).doubtful]


def days(agreement: Agreement) -> list[str]:
    return [str(line.day) for line in booked_lines(agreement.pk)]


def test_of_a_number_that_is_booked_in_another_month_a_person_says_whether_it_is_the_same(agreement: Agreement) -> None:
    taken(agreement, JANUARY, ver("A 2", "20250131", 7))
    moved = JANUARY.replace("0128", "0203")
    draft = left(agreement, moved, ver("A 3", "20250228", 9))
    assert counts(looked(draft)) == (1, 0, 0, 0)
    (before,) = doubtful(draft)
    with pytest.raises(InvalidError) as wrong:
        take_costs(economist(MUNICIPALITY), draft=draft)
    assert (wrong.value.code, wrong.value.values["count"]) == ("costs_numbers_unsaid", 1)
    file = take_costs(economist(MUNICIPALITY), draft=draft, moved=[before], changes=False)
    assert file.vouchers == 2
    assert days(agreement) == ["2025-01-31", "2025-02-03", "2025-02-28"]
    assert kronor(agreement) == [7, 9, 100]
    again = left(agreement, moved, ver("A 3", "20250228", 9))
    assert (counts(looked(again)), doubtful(again)) == ((0, 0, 2, 0), [])
    older = left(agreement, JANUARY, ver("A 2", "20250131", 7))
    assert (counts(looked(older)), doubtful(older)) == ((0, 1, 1, 0), [])  # as it was before it changed: no other


def test_another_voucher_of_a_number_is_said_once_and_booked_beside_the_first(agreement: Agreement) -> None:
    taken(agreement, JANUARY)
    taken(agreement, FEBRUARY)
    assert kronor(agreement) == [100, 200]
    for file in ((JANUARY,), (FEBRUARY,), (JANUARY, FEBRUARY)):
        draft = left(agreement, *file)
        assert (counts(looked(draft)), doubtful(draft)) == ((0, 0, len(file), 0), [])
    corrected = left(agreement, FEBRUARY.replace("200", "250"))
    assert (counts(looked(corrected)), doubtful(corrected)) == ((0, 1, 0, 0), [])
    take_costs(economist(MUNICIPALITY), draft=corrected)
    assert kronor(agreement) == [100, 250]
    march = left(agreement, MARCH)  # the number comes again, that is known
    assert (counts(looked(march)), doubtful(march)) == ((1, 0, 0, 0), [])


def test_a_number_that_a_longer_file_has_twice_is_told_by_its_month(agreement: Agreement) -> None:
    taken(agreement, JANUARY)
    draft = left(agreement, JANUARY.replace("100", "101"), FEBRUARY)
    assert (counts(looked(draft)), doubtful(draft)) == ((1, 1, 0, 0), [])
    take_costs(economist(MUNICIPALITY), draft=draft)
    assert kronor(agreement) == [101, 200]


def test_a_list_asks_of_a_number_of_another_month_too(agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, "2025-01-31;100;1;Hyra\n")
    with pytest.raises(InvalidError) as wrong:
        take(MUNICIPALITY, agreement, "2025-02-28;100;1;Hyra\n")
    assert wrong.value.code == "costs_numbers_unsaid"
    take(MUNICIPALITY, agreement, "2025-02-28;100;1;Hyra\n", others=list(BookedVoucher.objects.all()))
    assert days(agreement) == ["2025-01-31", "2025-02-28"]


def test_what_was_said_of_the_numbers_goes_with_a_file_that_is_booked_by_the_worker(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(agreement, JANUARY, ver("A 2", "20250128", 5))
    acting = economist(MUNICIPALITY)
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role=Role.ECONOMIST)
    draft = left(agreement, FEBRUARY, ver("A 2", "20250228", 6), ver("A 3", "20250228", 7))
    with pytest.raises(InvalidError):
        leave_to_be_taken(acting, draft=draft)
    one, two = doubtful(draft)
    assert (one.name, two.name) == ("A 1", "A 2")
    monkeypatch.setattr(taking_costs, "BATCH", 1)
    leave_to_be_taken(acting, draft=draft, moved=[two], others=[one])
    book_waiting()
    assert kronor(agreement) == [6, 7, 100, 200]
    assert not BookedVoucher.objects.filter(withdrawn=True).exists()


def test_no_other_file_is_taken_while_one_is_being_booked(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting = economist(MUNICIPALITY)
    february = left(agreement, *(ver(f"A {n}", "20250228", 200 + n) for n in (1, 2)))
    january = left(agreement, *(ver(f"A {n}", "20250128", 100 + n) for n in (1, 2)))
    leave_to_be_taken(acting, draft=february)
    for take_it in (take_costs, leave_to_be_taken):
        with pytest.raises(InvalidError) as wrong:
            take_it(acting, draft=january)
        assert (wrong.value.code, wrong.value.values) == ("costs_being_taken", {"name": "a.si"})
    stop_taking(acting, draft=february)
    take_costs(acting, draft=january)
    assert len(doubtful(february)) == 2


def test_without_the_changes_nothing_of_their_numbers_is_booked(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_costs, "BATCH", 1)
    taken(agreement, ver("A 1", "20250115"), ver("A 2", "20250115", 40))
    acting = economist(MUNICIPALITY)
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role=Role.ECONOMIST)
    split = ver("A 1", "20250115", 5), ver("A 1", "20250116", 7), ver("A 2", "20250115", 40)
    draft = left(agreement, *split)
    assert counts(looked(draft)) == (1, 1, 1, 0)
    with pytest.raises(InvalidError) as nothing:
        take_costs(acting, draft=draft, changes=False)
    assert nothing.value.code == "costs_nothing_new"
    for file, many in (((*split, ver("A 3", "20250131", 9)), False), ((*split, ver("A 4", "20250131", 9)), True)):
        draft = left(agreement, *file)
        if many:
            leave_to_be_taken(acting, draft=draft, changes=False)
            book_waiting()
        else:
            take_costs(acting, draft=draft, changes=False)
    assert kronor(agreement) == [5, 6, 9, 9, 40]
    leave_to_be_taken(acting, draft=left(agreement, *split))
    book_waiting()
    assert kronor(agreement) == [5, 7, 9, 9, 40]


def test_a_row_of_another_month_makes_no_other_voucher_of_it_a_change(agreement: Agreement) -> None:
    taken(agreement, JANUARY)
    draft = left(agreement, FEBRUARY, ver("B 9", "20250131", 5))
    assert (counts(looked(draft)), len(doubtful(draft))) == ((1, 0, 0, 0), 1)


def test_another_ledgers_voucher_of_the_number_is_none_of_it(agreement: Agreement) -> None:
    company = "#ORGNR 556677-8899\r\n"
    taken(agreement, company, ver("A 1", "20250115", 1500))
    taken(agreement, ver("A 1", "20250115", 1000))
    assert counts(looked(left(agreement, ver("A 1", "20250115", 1500)))) == (0, 1, 0, 0)


def test_a_day_corrected_past_the_files_own_days_is_a_change(agreement: Agreement) -> None:
    taken(agreement, JANUARY, ver("A 2", "20250110", 7))
    taken(agreement, FEBRUARY, ver("A 5", "20250210", 8))
    draft = left(agreement, FEBRUARY.replace("0228", "0227"), ver("A 5", "20250210", 8))
    assert (counts(looked(draft)), doubtful(draft)) == ((0, 1, 1, 0), [])
    twice = (ver("C 1", "20250312", 1), ver("C 1", "20250328", 2))
    taken(agreement, *twice)
    assert counts(looked(left(agreement, twice[0], twice[1].replace("0328", "0327")))) == (0, 1, 1, 0)


def test_numbers_that_nobody_was_shown_wait_for_somebody(agreement: Agreement) -> None:
    taken(agreement, JANUARY)
    mine = left(agreement, FEBRUARY, ver("A 2", "20250203", 40))
    shown = doubtful(mine)
    taken(agreement, ver("A 2", "20250128", 40))
    with pytest.raises(InvalidError) as wrong:
        take_costs(economist(MUNICIPALITY), draft=mine, others=shown)
    assert (wrong.value.code, wrong.value.values["count"]) == ("costs_numbers_unsaid", 1)
    assert [one.name for one in shown] == ["A 1"]
    assert sorted(one.name for one in doubtful(mine)) == ["A 1", "A 2"]


def test_a_voucher_that_shared_its_number_changes_as_others(agreement: Agreement) -> None:
    taken(agreement, JANUARY, FEBRUARY, MARCH)
    february = left(agreement, FEBRUARY.replace("0228", "0227").replace("200", "250"))
    assert (counts(looked(february)), doubtful(february)) == ((0, 1, 0, 0), [])
    assert counts(looked(left(agreement, JANUARY, FEBRUARY, MARCH.replace("300", "350")))) == (0, 1, 2, 0)
    for booked in BookedVoucher.objects.all():
        if {line.day.month for line in booked.lines.all()} < {1, 2}:
            withdraw_voucher(economist(MUNICIPALITY), voucher=booked, why="Fel avtal")
    (left_one,) = doubtful(left(agreement, MARCH.replace("0328", "0403")))
    assert left_one.lines.get().day.month == 3


def test_of_two_vouchers_of_a_number_one_may_be_the_one_that_moved(agreement: Agreement) -> None:
    taken(agreement, JANUARY)
    draft = left(agreement, JANUARY.replace("0128", "0203"), FEBRUARY)
    (before,) = doubtful(draft)
    take_costs(economist(MUNICIPALITY), draft=draft, moved=[before])
    assert (kronor(agreement), days(agreement)) == ([100, 200], ["2025-02-03", "2025-02-28"])


def test_what_may_have_moved_can_be_taken_back_where_it_is_another(agreement: Agreement) -> None:
    taken(agreement, JANUARY)
    file = JANUARY.replace("0128", "0203"), ver("A 2", "20250110", 7)
    draft = left(agreement, *file)
    (before,) = doubtful(draft)
    assert looked(draft).missing == [before]
    take_costs(economist(MUNICIPALITY), draft=draft, moved=[before], withdraw=[before])  # the same: it is not gone
    assert kronor(agreement) == [7, 100]
    again = left(agreement, JANUARY.replace("0128", "0303"), ver("A 5", "20250210", 8), ver("A 6", "20250201", 1))
    (before,) = doubtful(again)
    take_costs(economist(MUNICIPALITY), draft=again, others=[before], withdraw=looked(again).missing)
    assert kronor(agreement) == [1, 7, 8, 100]


def test_of_vouchers_of_a_month_that_a_list_has_as_one_the_others_are_missing(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_costs, "BATCH", 1)
    taken(agreement, ver("A 1", "20250115", 5), ver("A 1", "20250116", 7))
    acting = economist(MUNICIPALITY)
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role=Role.ECONOMIST)
    data = b"datum;belopp;verifikation;text\n2025-01-15;5;A 1;Hyra\n2025-01-16;7;A 1;Hyra\n"
    draft = look_at_costs(acting, agreement=agreement, name="a.csv", stream=BytesIO(data))
    assert counts(looked(draft)) == (0, 1, 0, 1)
    leave_to_be_taken(acting, draft=draft, withdraw=looked(draft).missing)
    book_waiting()
    assert kronor(agreement) == [5, 7]


@pytest.mark.parametrize("first", ["", "#RAR 0 20240701 20250630\r\n"])
def test_a_new_day_is_asked_about_also_where_one_file_says_no_accounting_year(agreement: Agreement, first: str) -> None:
    other = "" if first else "#RAR 0 20240701 20250630\r\n"
    taken(agreement, first, ver("A 1", "20250301", 100))
    draft = left(agreement, other, ver("A 1", "20250401", 100))
    assert len(doubtful(draft)) == 1


@pytest.mark.parametrize("files", [((JANUARY,), (FEBRUARY,)), ((JANUARY, FEBRUARY),)])
def test_a_list_of_several_months_is_the_vouchers_of_each(
    agreement: Agreement, files: tuple[tuple[str, ...], ...]
) -> None:
    for file in files:
        taken(agreement, *file)
    take(MUNICIPALITY, agreement, "2025-01-28;101;A 1;Hyra\n2025-02-28;200;A 1;Hyra\n")
    assert kronor(agreement) == [101, 200]
    take(MUNICIPALITY, agreement, "2025-02-28;201;A 1;Hyra\n")
    assert kronor(agreement) == [101, 201]


def test_a_list_is_the_vouchers_of_an_accounting_year_that_is_no_calendar_year(agreement: Agreement) -> None:
    taken(agreement, "#RAR 0 20240701 20250630\r\n", ver("A 1", "20250115", 100))
    take(MUNICIPALITY, agreement, "2025-01-15;110;A 1;Hyra\n")
    assert kronor(agreement) == [110]


def test_numbers_that_come_twice_are_known_again_in_another_ledger(agreement: Agreement) -> None:
    taken(agreement, JANUARY, FEBRUARY)
    again = left(agreement, "#ORGNR 556677-8899\r\n", JANUARY, FEBRUARY)
    assert (counts(looked(again)), doubtful(again)) == ((0, 0, 2, 0), [])


def test_a_number_whose_voucher_is_taken_back_is_free(agreement: Agreement) -> None:
    taken(agreement, JANUARY)
    withdraw_voucher(economist(MUNICIPALITY), voucher=BookedVoucher.objects.get(), why="Fel avtal")
    taken(agreement, FEBRUARY)
    assert kronor(agreement) == [200]
    again = left(agreement, JANUARY)
    assert (counts(looked(again)), len(doubtful(again))) == ((0, 0, 0, 0), 1)


def test_a_number_that_is_booked_of_another_months_voucher_is_another_voucher(agreement: Agreement) -> None:
    taken(agreement, JANUARY)
    taken(agreement, JANUARY, FEBRUARY)
    assert counts(looked(left(agreement, FEBRUARY))) == (0, 0, 1, 0)
    taken(agreement, MARCH)
    assert kronor(agreement) == [100, 200, 300]
    for file in ((JANUARY,), (FEBRUARY,), (MARCH,), (FEBRUARY, MARCH), (JANUARY, FEBRUARY, MARCH)):
        assert counts(looked(left(agreement, *file))) == (0, 0, len(file), 0)
    around = ver("A 2", "20250101", 7), ver("A 3", "20250131", 8)
    assert counts(looked(left(agreement, JANUARY.replace("100", "101"), *around))) == (2, 1, 0, 0)


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
