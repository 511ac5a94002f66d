"""Files of costs on their way in: read and booked beside the pages, stopped, forgotten; ledgers and years told apart; on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from tests.actions.money.economists import agreed, economist, take
from tests.store.office import MUNICIPALITY, REGION

from samverkan.actions.acting import InvalidError
from samverkan.actions.money import cost_drafts, taking_costs
from samverkan.actions.money.cost_drafts import (
    KEPT_DAYS,
    bring_costs,
    drop_costs,
    forget_old,
    look_at_costs,
    read_waiting,
    say_columns,
    say_ledger,
)
from samverkan.actions.money.costs import type_cost
from samverkan.actions.money.reading_costs import unpacked
from samverkan.actions.money.rules import set_cost_rules, set_money_rules
from samverkan.actions.money.settlements import put_settlement
from samverkan.actions.money.taking_costs import book_waiting, leave_to_be_taken, stop_taking, take_costs
from samverkan.actions.roles import Role
from samverkan.store.models import AuditContent, BookedVoucher, CostDraft, CostFile
from samverkan.store.models import Role as RoleRow
from samverkan.store.money.booked import booked_lines
from samverkan.store.money.drafted import files_of, looked
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.actions.acting import Acting
    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

HEAD = "datum;belopp;verifikation;text\n"
TABLE = (HEAD + "".join(f"2025-01-{at:02};{at};A {at};Rad {at}\n" for at in range(1, 8))).encode()
STRANGE = b"Tidpunkt;Slant;Vad\n2025-01-15;10;Hyra\n"


@pytest.fixture
def agreement() -> Agreement:
    return agreed()


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a large one, of which each piece is told."""
    monkeypatch.setattr(cost_drafts, "AT_ONCE", 10)
    monkeypatch.setattr(cost_drafts, "_TOLD_EVERY", 0.0)
    monkeypatch.setattr(taking_costs, "MANY", 1)
    monkeypatch.setattr(taking_costs, "BATCH", 3)


def at_work() -> Acting:
    """An economist whose role is on file, as the worker asks for it."""
    acting = economist(MUNICIPALITY)
    assert acting.person is not None
    RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=Role.ECONOMIST)
    return acting


def left(agreement: Agreement, data: bytes = TABLE, name: str = "a.csv", **more: Any) -> CostDraft:
    return bring_costs(at_work(), agreement=agreement, name=name, stream=BytesIO(data), size=len(data), **more)


def sie(number: str, year: str, *vouchers: str) -> bytes:
    return f"#FLAGGA 0\r\n#SIETYP 4\r\n{number}{year}#KONTO 5010 Hyra\r\n{''.join(vouchers)}".encode()


def voucher(number: int, day: str, kronor: int, own: str = "") -> str:
    return f"#VER A {number} {day} Hyra\r\n{{\r\n#TRANS 5010 {{}} {kronor} {own}\r\n#TRANS 1930 {{}} -{kronor} {own}\r\n}}\r\n"


def book_the_first(draft: CostDraft, monkeypatch: pytest.MonkeyPatch) -> None:
    """Book the draft's first turn and stop there."""
    some = taking_costs.book

    def stopped_after_the_first(*given: Any) -> None:
        some(*given)
        monkeypatch.setattr(taking_costs, "book", some)
        CostDraft.objects.filter(pk=draft.pk).update(state="stopping")

    monkeypatch.setattr(taking_costs, "book", stopped_after_the_first)
    book_waiting()


@pytest.mark.usefixtures("large")
def test_a_large_file_waits_in_the_storage_and_is_read_outside_any_transaction(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    draft = left(agreement)
    assert (draft.state, draft.total, default_storage.exists(f"costs/{draft.pk}")) == ("reading", len(TABLE), True)
    read, inside = cost_drafts.read_costs, []

    def reading(*given: Any) -> Any:
        inside.append(list(connection.savepoint_ids))
        return read(*given)

    monkeypatch.setattr(cost_drafts, "read_costs", reading)
    with django_capture_on_commit_callbacks(execute=True):
        read_waiting()
    draft.refresh_from_db()
    assert (draft.state, draft.kind, len(draft.data["lines"])) == ("ready", "csv", 7)
    assert inside == [[]]
    assert not default_storage.exists(f"costs/{draft.pk}")


@pytest.mark.usefixtures("large")
def test_it_is_stopped_while_it_is_read(agreement: Agreement, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = left(agreement)
    fetched = cost_drafts.fetch

    def dropped_meanwhile(key: Any) -> Any:
        drop_costs(at_work(), draft=draft)
        return fetched(key)

    monkeypatch.setattr(cost_drafts, "fetch", dropped_meanwhile)
    read_waiting()
    draft.refresh_from_db()
    assert (draft.state, draft.data) == ("dropped", {})


@pytest.mark.usefixtures("large")
def test_why_a_large_file_cannot_be_used_is_kept_for_its_page_and_the_next_is_read(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = [left(agreement, data) for data in (b"<html><body>Logga in", TABLE, TABLE)]
    default_storage.delete(f"costs/{drafts[1].pk}")
    read_waiting()
    for draft in drafts:
        draft.refresh_from_db()
    assert [one.state for one in drafts] == ["refused", "refused", "ready"]
    assert [unpacked(one.data["problem"]).code for one in drafts[:2]] == ["costs_refused", "costs_file_gone"]
    assert unpacked(drafts[0].data["problem"]).values["why"].code == "web_page"
    again = left(agreement)
    monkeypatch.setattr(cost_drafts, "read_costs", lambda *_: 1 / 0)
    read_waiting()
    again.refresh_from_db()
    assert (again.state, again.data["problem"]["code"]) == ("refused", "costs_unread")


@pytest.mark.usefixtures("large")
def test_who_has_no_role_any_more_takes_nothing_in(agreement: Agreement) -> None:
    draft = left(agreement)
    RoleRow.objects.filter(person=draft.person).delete()
    read_waiting()
    draft.refresh_from_db()
    assert draft.state == "refused"


@pytest.mark.usefixtures("large")
def test_columns_of_a_large_list_are_said_and_it_is_read_by_them(agreement: Agreement) -> None:
    draft = left(agreement, STRANGE)
    read_waiting()
    draft.refresh_from_db()
    assert (draft.state, draft.data["headings"]) == ("columns", ["Tidpunkt", "Slant", "Vad"])
    wrong = say_columns(at_work(), draft=draft, columns={"date": "Vad", "amount": "Slant"})
    read_waiting()
    wrong.refresh_from_db()
    assert (wrong.state, wrong.data["problem"]["code"]) == ("columns", "costs_refused")
    said = say_columns(at_work(), draft=wrong, columns={"date": "Tidpunkt", "amount": "Slant"})
    assert said.state == "reading"
    read_waiting()
    said.refresh_from_db()
    assert (said.state, len(said.data["lines"])) == ("ready", 1)


@pytest.mark.usefixtures("large")
def test_many_vouchers_are_booked_some_at_a_time_stopped_and_taken_up_again(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(MUNICIPALITY, agreement, "2025-01-07;1;B 1;Bort\n2025-01-02;99;A 2;Ändras\n")
    draft = left(agreement)
    read_waiting()
    draft.refresh_from_db()
    (gone,) = looked(draft).missing
    draft = leave_to_be_taken(at_work(), draft=draft, withdraw=[gone])
    with pytest.raises(InvalidError) as twice:
        take_costs(at_work(), draft=draft)
    assert twice.value.code == "draft_gone"
    with pytest.raises(InvalidError) as early:
        put_settlement(at_work(), agreement=agreement, first=gone.recorded.date(), last=gone.recorded.date())
    assert early.value.code == "costs_being_taken"
    book_the_first(draft, monkeypatch)
    assert BookedVoucher.objects.filter(file=draft.pk).count() == 3
    CostDraft.objects.filter(pk=draft.pk).update(state="taking")
    draft = stop_taking(at_work(), draft=draft)
    found = looked(draft)
    assert ([one.name for one in found.new], len(found.changed), found.same) == (["A 4", "A 5", "A 6", "A 7"], 0, 3)
    leave_to_be_taken(at_work(), draft=draft, withdraw=found.missing)
    book_waiting()
    assert sorted(line.ore // 100 for line in booked_lines(agreement.pk)) == [1, 2, 3, 4, 5, 6, 7]
    assert CostFile.objects.get(pk=draft.pk).booked.count() == 8  # and the one that was taken back
    assert not CostDraft.objects.exists()


@pytest.mark.usefixtures("large")
def test_what_fails_while_it_is_booked_waits_again_and_says_so(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = left(agreement)
    read_waiting()
    draft.refresh_from_db()
    leave_to_be_taken(at_work(), draft=draft)
    monkeypatch.setattr(taking_costs, "book", lambda *_: 1 / 0)
    book_waiting()
    draft.refresh_from_db()
    assert (draft.state, draft.data["problem"]["code"]) == ("ready", "costs_not_booked")


def test_a_small_workbook_with_a_million_rows_waits_for_its_turn(agreement: Agreement) -> None:
    with ZipFile(data := BytesIO(), "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row></row>" * 2_000_000)
    assert len(data.getvalue()) < 200_000
    assert left(agreement, data.getvalue(), "a.xlsx").state == "reading"


def test_what_nobody_takes_in_is_forgotten_after_its_days(agreement: Agreement) -> None:
    old, new = left(agreement, STRANGE), left(agreement, TABLE)
    assert default_storage.exists(f"costs/{old.pk}")
    then = timezone.now() - timedelta(days=KEPT_DAYS, minutes=1)
    CostDraft.objects.filter(pk=old.pk).update(made=then)
    forget_old()
    assert list(CostDraft.objects.all()) == [new]
    assert not default_storage.exists(f"costs/{old.pk}")


def test_a_draft_that_was_dropped_meanwhile_is_not_taken(agreement: Agreement) -> None:
    draft = left(agreement)
    drop_costs(at_work(), draft=draft)
    with pytest.raises(InvalidError) as wrong:
        take_costs(at_work(), draft=draft)
    assert wrong.value.code == "draft_gone"
    assert not BookedVoucher.objects.exists()


YEAR = "#RAR 0 20250101 20251231\r\n"


def test_two_ledgers_of_one_organisation_keep_their_vouchers_apart(agreement: Agreement) -> None:
    acting = at_work()
    files = [
        sie(number, YEAR, voucher(1, "20250115", kronor))
        for number, kronor in (("", 100), ("#ORGNR 556677-8899\r\n", 70))
    ]
    for data in (*files, *files):
        draft = look_at_costs(acting, agreement=agreement, name="a.se", stream=BytesIO(data))
        if looked(draft).new:
            take_costs(acting, draft=draft)
        assert (looked(draft).changed, looked(draft).missing) == ([], [])
    assert sorted(line.ore for line in booked_lines(agreement.pk)) == [7000, 10000]
    assert sorted(BookedVoucher.objects.values_list("key", "file__ledger")) == [
        ("2025 A 1", ""), ("5566778899\t2025 A 1", "5566778899"),
    ]  # fmt: skip
    named = look_at_costs(
        acting, agreement=agreement, name="b.se", stream=BytesIO(files[0]), ledger="Det gamla systemet"
    )
    assert (looked(named).new, looked(named).same) == ([], 1)  # the same voucher, whichever ledger it is said to be of


def test_a_voucher_is_of_its_accounting_year_whatever_day_its_rows_have(agreement: Agreement) -> None:
    acting = at_work()
    broken = "#RAR 0 20240701 20250630\r\n#RAR -1 20230701 20240630\r\n"
    first = look_at_costs(
        acting, agreement=agreement, name="a.se",
        stream=BytesIO(sie("", broken, voucher(1, "20240701", 1), voucher(2, "20250115", 2))),
    )  # fmt: skip
    take_costs(acting, draft=first)
    after = look_at_costs(
        acting, agreement=agreement, name="b.se",
        stream=BytesIO(sie("", "#RAR 0 20250701 20260630\r\n", voucher(2, "20250815", 3), voucher(3, "20250915", 4, "20260105"))),
    )  # fmt: skip
    assert (len(looked(after).new), len(looked(after).changed)) == (2, 0)
    take_costs(acting, draft=after)
    assert set(BookedVoucher.objects.values_list("key", flat=True)) == {
        "2024-07 A 1", "2024-07 A 2", "2025-07 A 2", "2025-07 A 3",
    }  # fmt: skip


def test_an_account_that_is_no_account_is_refused_and_no_number_of_a_person_is_kept(agreement: Agreement) -> None:
    long = "datum;belopp;konto\n2025-01-15;10;Hyra av lokaler i Södervik\n"
    with pytest.raises(InvalidError) as wrong:
        look_at_costs(at_work(), agreement=agreement, name="a.csv", stream=BytesIO(long.encode()))
    assert (wrong.value.code, wrong.value.values["row"]) == ("cost_account_long", 2)
    person = "datum;belopp;objekt\n2025-01-15;10;19121212-1212\n"
    draft = look_at_costs(at_work(), agreement=agreement, name="a.csv", stream=BytesIO(person.encode()))
    assert "19121212" not in str(draft.data)


@pytest.mark.parametrize("own", [True, False])
def test_a_grant_that_the_agreement_or_the_party_names_is_read_out_of_the_accounts(
    own: bool, agreement: Agreement
) -> None:
    set_cost_rules(economist(MUNICIPALITY), agreement=agreement, data={"belongs": [{"accounts": ["40*"]}]})
    grant = {"other_funding": [{"name": "Statsbidrag", "accounts": ["3510"]}]}
    if own:
        set_cost_rules(economist(MUNICIPALITY), agreement=agreement, data={"belongs": [{"accounts": ["40*"]}], **grant})
    else:
        set_money_rules(economist(REGION), agreement=agreement, data={"provider": MUNICIPALITY, **grant}, ground="p. 6")
    rows = "2025-05-01;1000;A 1;Mat;4010\n2025-05-02;-400;A 2;Statsbidrag;3510\n2025-05-03;7;A 3;Annat;6010\n"
    file = take(MUNICIPALITY, agreement, rows, name="bidrag.csv", columns="datum;belopp;verifikation;text;konto\n")
    assert sorted(line.ore for one in file.booked.all() for line in one.lines.all()) == [-40_000, 100_000]


@pytest.mark.usefixtures("large")
def test_what_is_half_booked_keeps_its_ledger_is_not_dropped_meanwhile_and_keeps_each_reason(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    unbalanced = voucher(9, "20250109", 9).replace("-9", "-8")
    data = sie("", YEAR, *(voucher(at, f"202501{at:02}", at) for at in range(1, 8)), unbalanced)
    draft = left(agreement, data, "a.se")
    read_waiting()
    draft.refresh_from_db()
    leave_to_be_taken(at_work(), draft=draft, despite="Rättas i mars")
    noted = AuditContent.objects.count()
    with pytest.raises(InvalidError) as busy:
        drop_costs(at_work(), draft=draft)
    assert (busy.value.code, AuditContent.objects.count()) == ("draft_gone", noted)
    book_the_first(draft, monkeypatch)
    CostDraft.objects.filter(pk=draft.pk).update(state="taking")
    draft = stop_taking(at_work(), draft=draft)
    with pytest.raises(InvalidError) as turned:
        say_ledger(at_work(), draft=draft, ledger="Bolaget AB")
    assert turned.value.code == "ledger_booked"
    leave_to_be_taken(at_work(), draft=draft, despite="Rättad i huvudboken")
    book_waiting()
    files = files_of(draft.pk)
    assert [(one.despite, one.ledger, one.booked.count()) for one in files] == [
        ("Rättas i mars", "", 3), ("Rättad i huvudboken", "", 5),
    ]  # fmt: skip
    with pytest.raises(InvalidError) as gone:
        drop_costs(at_work(), draft=draft)
    assert gone.value.code == "draft_gone"
    assert not AuditContent.objects.filter(verb="costs_dropped").exists()


PERSON, OTHER = "8112189876", "19121212-1212"


def test_no_number_of_a_person_is_kept_of_a_vouchers_name_a_flaw_or_an_account(agreement: Agreement) -> None:
    acting = at_work()
    named = voucher(1, "20250102", 5).replace("A 1", f'L "{PERSON}"')
    other = voucher(2, "20250102", 5).replace("A 2", f'L "{OTHER}"').replace("-5", "-4")
    data = sie("", YEAR, named, other)
    draft = look_at_costs(acting, agreement=agreement, name="a.se", stream=BytesIO(data))
    assert PERSON not in str(draft.data)
    assert "1212" not in str(draft.data)
    take_costs(acting, draft=draft, despite="Rättas")
    booked = list(BookedVoucher.objects.all())
    assert len({one.name for one in booked}) == 2
    assert all(one.name.startswith("L dold-") and one.key == f"2025 {one.name}" for one in booked)
    again = look_at_costs(acting, agreement=agreement, name="a.se", stream=BytesIO(data))
    assert (looked(again).new, looked(again).same) == ([], 2)
    shifted = f"datum;belopp\n{OTHER};5\n".encode()
    with pytest.raises(InvalidError) as wrong:
        look_at_costs(acting, agreement=agreement, name="a.csv", stream=BytesIO(shifted))
    assert "1212" not in say("actions", wrong.value.code, wrong.value.values, "sv")
    accounts = f"datum;belopp;konto\n2025-01-02;5;{OTHER}\n".encode()
    listed = look_at_costs(acting, agreement=agreement, name="a.csv", stream=BytesIO(accounts))
    assert listed.data["lines"][0][4] == "-"
    with pytest.raises(InvalidError) as typed:
        type_cost(acting, agreement=agreement, day=date(2025, 1, 2), ore=1, text="Tolk", account=OTHER)
    assert typed.value.code == "identity_number_in_account"


def test_a_voucher_whose_number_might_be_a_persons_is_told_by_it_and_changes_as_others(agreement: Agreement) -> None:
    acting = at_work()

    def left_again(number: str, kronor: int) -> CostDraft:
        data = sie("", YEAR, voucher(1, "20250115", kronor).replace("A 1", f"A {number}"))
        return look_at_costs(acting, agreement=agreement, name="a.se", stream=BytesIO(data))

    take_costs(acting, draft=left_again(PERSON, 5))
    found = looked(left_again(f"{PERSON[:6]}-{PERSON[6:]}", 6))
    assert (len(found.new), len(found.changed), found.missing) == (0, 1, [])


def test_sole_traders_ledgers_are_told_apart_and_their_numbers_not_kept(agreement: Agreement) -> None:
    acting = at_work()
    found = [
        look_at_costs(
            acting, agreement=agreement, name="a.se", stream=BytesIO(sie(f"#ORGNR {number}\r\n", YEAR, voucher(1, "20250102", 5)))
        )
        for number in (PERSON, "191212121212", PERSON)
    ]  # fmt: skip
    ledgers = [one.ledger for one in found]
    assert ledgers[0] == ledgers[2] != ledgers[1]
    assert all(one.startswith("enskild-") for one in ledgers)
    assert all(one.data["person"] and not one.data["whose"] for one in found)
