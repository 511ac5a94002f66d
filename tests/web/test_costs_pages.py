"""Costs in the browser: a file left, looked at and taken in; a list to filter and take out; a voucher through time."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from tests.actions.money.economists import agreed, another, economist, take
from tests.store.office import MUNICIPALITY, REGION
from tests.web.money_office import ALERT, LEAD, log_in, page, text

from samverkan.actions.money.cost_drafts import read_waiting
from samverkan.actions.money.costs import type_cost
from samverkan.actions.money.rules import set_cost_rules
from samverkan.actions.money.taking_costs import book_waiting
from samverkan.actions.roles import Role
from samverkan.store.models import BookedVoucher, CostColumns, CostDraft, CostFile

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

ROWS = "2025-01-15;1000,01;A 1;Hyra\n2025-02-15;500;A 2;Löner\n"
TABLE = ("datum;belopp;verifikation;text\n" + ROWS).encode()
SIE = (
    b'#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n#ORGNR 212099-0011\r\n#RAR 0 20250101 20251231\r\n#KONTO 5010 "Hyra"\r\n'
    b'#VER A 1 20250115 "Hyra"\r\n{\r\n#TRANS 5010 {} 100.00\r\n#TRANS 1930 {} -90.00\r\n}\r\n'
    b'#VER A 2 20260115 "Hyra"\r\n{\r\n#TRANS 5010 {} 50.00\r\n#TRANS 1930 {} -50.00\r\n}\r\n'
)
TAKE = {"do": "take", "changes": "yes"}


@pytest.fixture
def agreement() -> Agreement:
    return agreed()


def leave(client: Client, agreement: Agreement, data: bytes, name: str = "kostnader.csv", **more: str) -> HttpResponse:
    file = SimpleUploadedFile(name, data)
    return client.post(f"/agreements/{agreement.pk}/costs/file", {"file": file, **more})


def brought(client: Client, agreement: Agreement, data: bytes, name: str = "kostnader.csv", **more: str) -> str:
    """The address of what is looked at."""
    answer = leave(client, agreement, data, name, **more)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return str(answer["Location"])


def test_a_file_is_left_looked_at_and_taken_in_and_the_list_says_what_it_came_to(
    client: Client, agreement: Agreement
) -> None:
    log_in(client, MUNICIPALITY)
    costs = f"/agreements/{agreement.pk}/costs"
    assert "Inga kostnader är intagna ännu." in text(page(client.get(costs)), LEAD)
    address = brought(client, agreement, TABLE)
    looked = page(client.get(address))
    assert text(looked, LEAD) == "2 verifikationer är nya."
    assert "De nya är tillsammans 1 500,01 kr" in text(looked)
    assert not BookedVoucher.objects.exists()
    assert "kostnader.csv" in text(page(client.get(costs)), "//*[@id='waiting']/..")
    answer = client.post(address, TAKE, follow=True)
    assert "2 verifikationer ur kostnader.csv är bokförda." in text(page(answer))
    assert text(page(client.get(costs)), LEAD) == "1 500,01 kr i 2 verifikationer, senast 15 februari 2025."
    again = client.post(address, TAKE, follow=True)
    assert "2 verifikationer" in text(page(again), LEAD)
    assert CostFile.objects.count() == 1
    same = page(client.get(brought(client, agreement, TABLE)))
    assert text(same, LEAD) == "2 verifikationer finns redan."
    assert "Filen har inget nytt att ta in." in text(same)
    assert same.xpath("//button[text()='Ta in']") == []


def test_a_changed_file_shows_before_and_after_and_what_it_lacks_is_taken_back_where_it_is_ticked(
    client: Client, agreement: Agreement
) -> None:
    take(MUNICIPALITY, agreement, ROWS + "2025-02-20;7;A 3;Porto\n2025-02-21;8;A 4;Kaffe\n")
    log_in(client, MUNICIPALITY)
    newer = "datum;belopp;verifikation;text\n2025-01-15;900;A 1;Hyra\n2025-02-15;500;A 2;Löner\n2025-03-01;1;A 5;Nytt\n"
    address = brought(client, agreement, newer.encode(), "ny.csv")
    looked = page(client.get(address))
    assert text(looked, LEAD) == "1 verifikation är ny, 1 har ändrats och 1 finns redan."
    row = text(looked, "//*[@id='changed-rows']//tbody/tr")
    assert "1 000,01 kr" in row
    assert "900 kr" in row
    assert "−100,01" in row
    boxes = {one.text_content().split(",")[0]: one.get("for") for one in looked.xpath("//*[@id='missing']/..//label")}
    assert boxes.keys() == {"A 3", "A 4"}
    assert "Filen täcker deras dagar." in text(looked)
    one = brought(client, agreement, f"{newer}2025-02-20;7;A 3;Porto\n".encode(), "nyare.csv")
    assert "Filen täcker dess dag. Kryssa för den om den ska tas tillbaka" in text(page(client.get(one)))
    client.post(address, {**TAKE, "withdraw": boxes["A 3"].removeprefix("gone-")})
    shown = page(client.get(f"/agreements/{agreement.pk}/costs"))
    assert text(shown, LEAD).startswith("1 409 kr i 4 verifikationer")
    assert "1 000,01 kr, tagen ur kostnader.csv" in text(shown, "//*[@class='before']")
    assert "A 3" in text(shown, "//*[@id='gone']/..")


def test_a_change_by_another_file_after_this_one_was_read_is_said_and_not_written_over_unasked(
    client: Client, agreement: Agreement
) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    log_in(client, MUNICIPALITY)
    address = brought(client, agreement, TABLE.replace(b"1000,01", b"1100"), "först.csv")
    ticked = "//input[@id='changes']/@checked"
    looked = page(client.get(address))
    assert "efter att den här filen lästes in" not in text(looked)
    assert looked.xpath(ticked)
    take(MUNICIPALITY, agreement, ROWS.replace("1000,01", "1200"), name="sedan.csv")
    looked = page(client.get(address))
    row = text(looked, "//*[@id='changed-rows']//tbody/tr")
    assert "ur sedan.csv, efter att den här filen lästes in." in row
    assert not looked.xpath(ticked)
    turned = page(client.post(address, {**TAKE, "turn": "changed_page:1"}))
    assert turned.xpath(ticked)


def test_a_web_page_is_refused_with_what_it_is_and_bad_rows_are_named(client: Client, agreement: Agreement) -> None:
    log_in(client, MUNICIPALITY)
    said = text(page(leave(client, agreement, b"<html><body>Logga in</body></html>", "a.se")), ALERT)
    assert "a.se: filen är en webbsida" in said
    assert "Inget är bokfört." in said
    assert "Är en kolumn fel?" not in said
    rows = "datum;belopp\n2025-13-01;5\n2025-01-01;mycket\n"
    said = text(page(leave(client, agreement, rows.encode(), "fel.csv")), ALERT)
    assert said.count("fel.csv, rad 2") == 1
    assert said.count("fel.csv, rad 3") == 1
    assert "kryssa i att du själv vill säga vilken kolumn som är vilken" in said
    assert "fil" in text(page(client.post(f"/agreements/{agreement.pk}/costs/file")), ALERT)
    balances = b"#FLAGGA 0\r\n#SIETYP 1\r\n#RAR 0 20250101 20251231\r\n#KONTO 5010 Hyra\r\n#RES 0 5010 100\r\n"
    said = text(page(leave(client, agreement, balances, "saldon.se")), ALERT)
    assert "saldon.se har inga verifikationer eller rader att ta in." in said
    assert not CostDraft.objects.exists()


def test_a_voucher_out_of_balance_waits_for_a_reason_that_all_see(client: Client, agreement: Agreement) -> None:
    log_in(client, MUNICIPALITY)
    address = brought(client, agreement, SIE, "a.se")
    looked = page(client.get(address))
    assert "a.se, rad 7: verifikation A 1 är inte i balans" in text(looked, "//*[@id='stops']/..")
    assert "måste avgöras först" in text(looked, LEAD)
    assert "2026" in text(looked, "//details")
    refused = page(client.post(address, TAKE))
    assert "måste avgöras först" in text(refused, ALERT)
    assert not BookedVoucher.objects.exists()
    client.post(address, {**TAKE, "despite": "Rättas i mars"})
    log_in(client, REGION)
    voucher = BookedVoucher.objects.get(name="A 1")
    assert "Togs in trots fel i filen: Rättas i mars" in text(page(client.get(f"/vouchers/{voucher.pk}")))


def test_unknown_headings_are_said_once_and_the_next_file_is_read_by_them(client: Client, agreement: Agreement) -> None:
    log_in(client, MUNICIPALITY)
    strange = b"Tidpunkt;Slant;Vad\n2025-01-15;10;Hyra\n"
    address = brought(client, agreement, strange, "egen.csv")
    form = page(client.get(address))
    assert "2025-01-15" in text(form, "//table")
    assert "Slant" in text(form, "//*[@id='column-amount']")
    lacking = page(client.post(address, {"do": "columns", "amount": "Slant"}))
    assert "Säg vilken kolumn som är dagen." in text(lacking, ALERT)
    assert lacking.xpath("//select[@name='amount']/option[@selected]/text()") == ["Slant"]
    wrong = page(client.post(address, {"do": "columns", "date": "Vad", "amount": "Slant"}))
    assert "rad 2" in text(wrong, ALERT)
    assert not CostColumns.objects.exists()
    client.post(address, {"do": "columns", "date": "Tidpunkt", "amount": "Slant", "text": "Vad"})
    assert text(page(client.get(address)), LEAD) == "1 verifikation är ny."
    assert "file" not in CostDraft.objects.get().data
    twice = client.post(address, {"do": "columns", "date": "Tidpunkt", "amount": "Slant", "text": "Vad"})
    assert (twice.status_code, twice["Location"]) == (302, address)
    second = page(client.get(brought(client, agreement, strange + b"2025-01-16;11;El\n", "egen2.csv")))
    assert text(second, LEAD) == "2 verifikationer är nya."
    assert "Dag: Tidpunkt" in text(second, "//details")
    chosen = page(client.get(brought(client, agreement, TABLE, choose="yes")))
    assert chosen.xpath("//select[@name='date']/option[@selected]/text()") == ["datum"]


def test_a_workbook_is_mapped_as_a_csv_is(client: Client, agreement: Agreement) -> None:
    log_in(client, MUNICIPALITY)
    book, data = Workbook(), io.BytesIO()
    for row in (("Kostnader för 19121212-1212",), ("Tidpunkt", "Slant"), (date(2025, 1, 15), 10.5)):
        book.active.append(row)
    book.save(data)
    address = brought(client, agreement, data.getvalue(), "lista 19121212-1212.xlsx")
    form = page(client.get(address))
    assert "19121212-1212" not in text(form, "//h1")
    assert form.xpath("//select[@name='date']/option/text()")[1:] == ["Tidpunkt", "Slant"]
    client.post(address, {"do": "columns", "date": "Tidpunkt", "amount": "Slant"})
    assert "De nya är tillsammans 10,50 kr." in text(page(client.get(address)))


def test_a_draft_is_its_organisations_alone_and_a_registrar_takes_nothing_in(
    client: Client, agreement: Agreement
) -> None:
    log_in(client, MUNICIPALITY)
    address = brought(client, agreement, TABLE)
    log_in(client, REGION)
    assert client.get(address).status_code == 404
    assert client.post(address, {"do": "drop"}).status_code == 404
    log_in(client, MUNICIPALITY, Role.REGISTRAR)
    assert client.get(address).status_code == 403
    shown = page(client.get(f"/agreements/{agreement.pk}/costs"))
    assert shown.xpath("//a[contains(@href, '/costs/file')]") == []
    assert leave(client, agreement, TABLE).status_code == 403
    log_in(client, MUNICIPALITY)
    for _ in range(2):  # the second from an old page
        answer = client.post(address, {"do": "drop"}, follow=True)
        assert "Inget ur kostnader.csv är taget." in text(page(answer))
    assert [(one.state, one.data) for one in CostDraft.objects.all()] == [("dropped", {})]
    assert client.get(address).status_code == 302
    assert page(client.get(f"/agreements/{agreement.pk}/costs", follow=True)).xpath("//*[@id='waiting']") == []


def test_a_cost_is_typed_and_what_was_written_is_kept_at_its_field(client: Client, agreement: Agreement) -> None:
    log_in(client, REGION)
    address = f"/agreements/{agreement.pk}/costs/new"
    given = {"day": "2025-05-01", "kronor": "tusen", "text": "Tolk", "account": "7010"}
    wrong = page(client.post(address, given))
    assert wrong.xpath("//input[@name='text']/@value") == ["Tolk"]
    (field,) = wrong.xpath("//input[@name='kronor']")
    assert (field.get("aria-invalid"), field.get("value")) == ("true", "tusen")
    assert "”tusen” är inget belopp i kronor" in text(wrong, "//*[@id='kronor-error']")
    for change in ({"day": "2025-02-30"}, {"kronor": "0"}, {"kronor": "1,005"}, {"first": "2025-01-01"}):
        found = page(client.post(address, {**given, "kronor": "1 000,50", **change}))
        assert found.xpath("//*[@aria-invalid]/@name") == [*change]
    whole = {**given, "kronor": "1 000,50", "first": "2025-05-01", "last": "2025-05-31"}
    done = page(client.post(address, whole, follow=True))
    assert "Kostnaden är bokförd." in text(done)
    assert "avser 1 maj 2025–31 maj 2025" in text(done, "//tbody")
    (key,) = page(client.get(address)).xpath("//input[@name='key']/@value")
    for _ in range(2):  # a double click
        assert client.post(address, {**whole, "text": "Resa", "key": key}).status_code == 302
    assert BookedVoucher.objects.count() == 2
    ahead = timezone.localdate() + timedelta(days=1)
    for day, told in ((ahead, True), (timezone.localdate(), False)):
        done = page(client.post(address, {"day": f"{day}", "kronor": "1500 kr", "text": f"Hyra {day}"}, follow=True))
        assert ("har inte varit än" in text(done, "//*[@role='status']")) == told
    assert BookedVoucher.objects.filter(lines__ore=1500_00).count() == 2


def test_a_voucher_of_ones_own_is_taken_back_with_a_reason_and_another_partys_is_not(
    client: Client, agreement: Agreement
) -> None:
    type_cost(economist(REGION), agreement=agreement, day=date(2025, 5, 1), ore=5000, text="Tolk")
    voucher = BookedVoucher.objects.get()
    address = f"/vouchers/{voucher.pk}"
    log_in(client, MUNICIPALITY)
    assert page(client.get(address)).xpath("//*[@id='why']") == []
    assert "Be dem ta bort den" in text(page(client.post(address, {"why": "Inte vår"})), ALERT)
    log_in(client, REGION)
    assert page(client.post(address, {"why": " "})).xpath(ALERT)
    answer = client.post(address, {"why": "Dubbelt"}, follow=True)
    assert "Verifikation Egen 1 är återtagen." in text(page(answer))
    assert "Inga kostnader är intagna ännu." in text(page(answer), LEAD)
    again = client.post(address, {"why": "Dubbelt"}, follow=True)
    assert "Återtagen hos Region Västana" in text(page(again), LEAD)
    assert BookedVoucher.objects.count() == 2


def test_the_list_is_filtered_and_sorted_and_what_is_filtered_is_what_is_exported(
    client: Client, agreement: Agreement
) -> None:
    take(MUNICIPALITY, agreement, ROWS + "2026-01-02;-30,50;A 3;Återbäring el\n")
    take(REGION, agreement, "2025-01-20;60;A 1;=LÄKARE()\n")
    log_in(client, REGION)
    costs = f"/agreements/{agreement.pk}/costs"

    def cells(query: str, at: int) -> list[str]:
        rows = page(client.get(costs + query)).xpath("//tbody/tr")
        return [row.xpath("td")[at].text_content().strip() for row in rows]

    assert cells("", 0) == ["2026-01-02", "2025-02-15", "2025-01-20", "2025-01-15"]
    assert cells("?sort=amount", 4)[0] == "−30,50"
    assert cells("?year=2025&text=ÅTERBÄRING", 0) == []
    assert cells("?text=återbäring+el", 0) == ["2026-01-02"]
    assert cells(f"?party={REGION}", 2) == ["=LÄKARE()"]
    answer = client.get(f"{costs}.csv?year=2025&sort=day")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))
    listed = rows[rows.index([]) + 2 :]
    assert [(row[0], row[5]) for row in listed] == [
        ("2025-01-15", "1000,01"), ("2025-01-20", "60,00"), ("2025-02-15", "500,00"),
    ]  # fmt: skip
    assert listed[1][2] == "'=LÄKARE()"
    assert ["År", "2025"] in rows
    minus = client.get(f"{costs}.csv?year=2026").getvalue().decode()
    assert ";-30,50;" in minus
    book = load_workbook(io.BytesIO(client.get(f"{costs}.xlsx").getvalue()))
    assert sum(row[5].value for row in book["Kostnader"].iter_rows(min_row=2)) == pytest.approx(1529.51)
    assert client.get(f"{costs}.pdf").status_code == 404


def test_an_earlier_day_is_answered_as_it_was_known_then(client: Client, agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    log_in(client, REGION)
    before = timezone.localdate() - timedelta(days=1)
    then = page(client.get(f"/agreements/{agreement.pk}/costs?known={before}"))
    assert "Inga kostnader var intagna den" in text(then, LEAD)
    assert then.xpath("//a[contains(@href, '/costs/')]") == []
    voucher = BookedVoucher.objects.first()
    assert voucher is not None
    assert client.get(f"/vouchers/{voucher.pk}?known={before}").status_code == 404


def test_ticks_and_a_reason_are_kept_when_the_preview_is_paged(client: Client, agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, "2025-01-20;7;Z 1;Porto\n")
    log_in(client, MUNICIPALITY)
    rows = "".join(f"2025-01-{1 + at % 28:02};{at + 1};B {at};Rad {at}\n" for at in range(45))
    address = brought(client, agreement, ("datum;belopp;verifikation;text\n" + rows).encode(), "lång.csv")
    first = page(client.get(address))
    (box,) = first.xpath("//input[@name='withdraw']/@value")
    (turn,) = first.xpath("//button[@name='turn']/@value")
    second = page(client.post(address, {"do": "take", "withdraw": box, "changes": "yes", "page": "1", "turn": turn}))
    assert "sida 2 av 3" in text(second, "//*[@id='new-rows']").lower()
    assert second.xpath("//input[@name='withdraw']/@checked") == ["checked"]
    assert second.xpath("//input[@name='page']/@value") == ["2"]
    assert not BookedVoucher.objects.filter(name__startswith="B").exists()
    client.post(address, {"do": "take", "withdraw": box, "changes": "yes", "page": "2"})
    assert BookedVoucher.objects.filter(withdrawn=True).count() == 1


def test_a_large_file_is_read_beside_the_page_that_says_how_far_it_has_come(
    client: Client, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samverkan.actions.money.cost_drafts.AT_ONCE", 10)
    log_in(client, MUNICIPALITY)
    address = brought(client, agreement, TABLE)
    shown = page(client.get(address))
    assert "Inget är bokfört ännu." in text(shown, LEAD)
    assert shown.xpath("//progress/@value") == ["0"]
    assert "läses nu" in text(page(client.get(f"/agreements/{agreement.pk}/costs")), "//*[@id='waiting']/..")
    way = client.get(f"{address}?part=way", headers={"HX-Request": "true"})
    assert "<h1" not in way.content.decode()
    read_waiting()
    assert client.get(f"{address}?part=way", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert text(page(client.get(address)), LEAD) == "2 verifikationer är nya."
    assert "sparas filen till och med" in text(page(client.get(address)))
    bad = brought(client, agreement, b"datum;belopp\n2025-13-01;5\n", "fel.csv")
    read_waiting()
    assert "fel.csv, rad 2" in text(page(client.get(bad)), ALERT)
    assert "gick inte att ta in" in text(page(client.get(f"/agreements/{agreement.pk}/costs")), "//*[@id='waiting']/..")


def test_many_vouchers_are_booked_beside_the_page_and_the_booking_is_stopped(
    client: Client, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samverkan.actions.money.taking_costs.MANY", 1)
    log_in(client, MUNICIPALITY)
    address = brought(client, agreement, TABLE)
    assert client.post(address, TAKE)["Location"] == address
    assert "2 verifikationer bokförs." in text(page(client.get(address)), LEAD)
    assert client.post(address, TAKE)["Location"] == address  # a second click
    stopped = page(client.post(address, {"do": "stop"}, follow=True))
    assert "Bokföringen är stoppad." in text(stopped)
    assert not BookedVoucher.objects.exists()
    client.post(address, TAKE)
    book_waiting()
    assert "?file=" in client.get(address)["Location"]
    assert BookedVoucher.objects.count() == 2


def test_a_file_of_another_ledger_is_told_from_ones_own(client: Client, agreement: Agreement) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    log_in(client, MUNICIPALITY)
    table = b"datum;belopp;verifikation;text\n2025-01-16;77;A 1;Bolagets hyra\n"
    address = brought(client, agreement, table, "bolag.csv")
    assert text(page(client.get(address)), LEAD) == "1 verifikation har ändrats."
    client.post(address, {"do": "ledger", "ledger": "556677-8899"})
    shown = page(client.get(address))
    assert text(shown, LEAD) == "1 verifikation är ny."
    assert "bokföringen ”556677-8899”" in text(shown)
    assert shown.xpath("//*[@id='missing']") == []
    client.post(address, TAKE)
    form = page(client.get(f"/agreements/{agreement.pk}/costs/file"))
    assert form.xpath("//datalist/option/@value") == ["556677-8899"]
    voucher = BookedVoucher.objects.get(lines__ore=7700)
    assert "bokföringen ”556677-8899”" in text(page(client.get(f"/vouchers/{voucher.pk}")))


def test_a_file_that_has_nothing_left_of_the_agreement_shows_what_it_lacks(
    client: Client, agreement: Agreement
) -> None:
    log_in(client, MUNICIPALITY)
    whole = SIE.replace(b"-90.00", b"-100.00").replace(b"20260115", b"20250131")
    client.post(brought(client, agreement, whole, "a.se"), TAKE)
    address = brought(client, agreement, whole.replace(b"#TRANS 5010", b"#TRANS 1510"), "ny.se")
    looked = page(client.get(address))
    assert text(looked, LEAD) == "4 rader hör inte till avtalet."
    (box,) = [
        one.get("value") for one in looked.xpath("//input[@name='withdraw']") if "A 2" in one.getnext().text_content()
    ]
    client.post(address, {**TAKE, "withdraw": box})
    assert [one.name for one in BookedVoucher.objects.filter(withdrawn=True)] == ["A 2"]


def test_rows_without_an_account_are_said_to_pass_the_rules_on_accounts(client: Client, agreement: Agreement) -> None:
    log_in(client, MUNICIPALITY)
    assert "sålla" not in text(page(client.get(brought(client, agreement, TABLE, "utan regler.csv"))))
    set_cost_rules(economist(MUNICIPALITY), agreement=agreement, data={"belongs": [{"accounts": ["5*"]}]})
    said = text(page(client.get(brought(client, agreement, TABLE, "utan.csv"))), "//*[@id='take']")
    assert "Ingen rad i filen har något konto" in said
    assert "2 rader räknas till avtalet" in said
    rows = b"datum;belopp;konto\n2025-01-15;10;5010\n2025-01-16;20;\n2025-01-17;30;6010\n"
    said = text(page(client.get(brought(client, agreement, rows, "någon.csv"))), "//*[@id='take']")
    assert "1 rad i filen har inget konto. Reglerna för konton kan inte sålla den, så den räknas till avtalet." in said
    rows = b"datum;belopp;konto\n2025-01-15;10;5010\n2025-01-17;30;6010\n"
    assert "sålla" not in text(page(client.get(brought(client, agreement, rows, "alla.csv"))))


def test_rows_for_days_on_which_nothing_is_divided_are_told_with_the_days_and_why(
    client: Client, agreement: Agreement
) -> None:
    log_in(client, MUNICIPALITY)
    rows = (
        b"datum;belopp;verifikation;from;to\n2024-11-15;10;A 1;;\n2025-01-31;62;A 2;2024-12-01;2025-01-31\n2025-01-16;30;A 3;;\n"
        b"2027-12-31;40;A 4;;\n2028-02-01;50;A 5;;\n2028-02-03;2,50;A 6;;\n"
    )
    said = text(page(client.get(brought(client, agreement, rows))), "//*[@id='take']")
    assert "Fördelningen 15 november 2024–31 december 2024 är bara omtalad" in said
    assert "bekräftad: 2 rader, 41 kr, fördelas inte." in said
    assert "Inget avtal gäller 1 februari 2028–3 februari 2028: 2 rader, 52,50 kr, fördelas inte." in said
    assert "fördelas inte" not in text(page(client.get(brought(client, agreement, TABLE, "året.csv"))))
    take(MUNICIPALITY, agreement, ROWS)
    moved = b"datum;belopp;verifikation;text;from;to\n2025-01-15;1000,01;A 1;Hyra;2028-01-01;2028-01-31\n"
    said = text(page(client.get(brought(client, agreement, moved, "ändrad.csv"))), "//*[@id='take']")
    assert "Inget avtal gäller 1 januari 2028–31 januari 2028: 1 rad, 1 000,01 kr, fördelas inte." in said
    assert said.count("avser") == 1
    unknown = another(agreement)
    said = text(page(client.get(brought(client, unknown, b"datum;belopp\n2025-01-15;20\n", "annat.csv"))))
    assert "Inget avtal gäller 15 januari 2025: 1 rad, 20 kr, fördelas inte." in said


def test_what_is_booked_in_another_agreement_is_named_and_waits_for_a_reason(
    client: Client, agreement: Agreement
) -> None:
    take(MUNICIPALITY, agreement, ROWS)
    log_in(client, MUNICIPALITY)
    address = brought(client, another(agreement), TABLE)
    looked = page(client.get(address))
    said = text(looked, "//*[@id='stops']/..")
    assert "Rad 2, verifikation A 1 2025-01-15: 1 000,01 kr är redan bokfört i avtalet" in said
    assert "måste avgöras först" in text(page(client.post(address, TAKE)), ALERT)
    assert BookedVoucher.objects.count() == 2
    client.post(address, {**TAKE, "despite": "Delas mellan avtalen"})
    assert BookedVoucher.objects.count() == 4


def test_a_file_above_the_limit_is_told_to_be_exported_for_a_shorter_time(
    client: Client, agreement: Agreement, settings: Any
) -> None:
    log_in(client, MUNICIPALITY)
    settings.UPLOAD_LIMIT = 10
    said = text(page(leave(client, agreement, SIE, "a.se")), ALERT)
    assert "a.se är större än 0 MB. Exportera en kortare tid" in said
    assert "SIE" not in said
