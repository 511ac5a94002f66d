"""The pages of a settlement: put, approved by each party, turned down or taken back, and taken out."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook
from tests.actions.money.economists import agreed, economist, take
from tests.store.office import MUNICIPALITY, REGION
from tests.web.settling_pages import DAYS, ROWS, at, text

from samverkan.actions.money.budgets import CostType, record_budget
from samverkan.actions.money.cost_drafts import look_at_costs
from samverkan.actions.money.costs import type_cost
from samverkan.actions.money.rules import set_money_rules
from samverkan.actions.money.settlements import approve_settlement, put_settlement
from samverkan.actions.money.taking_costs import take_costs
from samverkan.actions.roles import Role
from samverkan.core.funding.terms import Terms
from samverkan.store.models import BookedVoucher, Settlement
from samverkan.store.money.drafted import looked
from samverkan.web.money.days_to_settle import days_to_settle

if TYPE_CHECKING:
    from django.test import Client

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    made = agreed()
    take(MUNICIPALITY, made, ROWS)
    return made


def test_a_settlement_is_put_on_the_page_approved_by_both_and_closed(agreement: Agreement) -> None:
    municipality, region = at(MUNICIPALITY), at(REGION)
    put = municipality.post(f"/agreements/{agreement.pk}/money", DAYS, follow=True)
    made = Settlement.objects.get()
    assert put.redirect_chain[-1][0] == f"/settlements/{made.pk}"
    said = text(region, f"/settlements/{made.pk}")
    assert "Region Västana är skyldig Lindmora kommun 750,01 kr." in said
    assert "Väntar på er" in said
    assert "Sen faktura" not in said
    assert "Avräkning 1 väntar på ert godkännande" in text(region, "/")
    region.post(f"/settlements/{made.pk}", {"do": "approve", "digest": made.digest})
    assert "väntar på ert godkännande" not in text(region, "/")
    again = region.post(f"/settlements/{made.pk}", {"do": "approve", "digest": made.digest})
    assert "Din organisation har redan godkänt avräkningen." in again.content.decode()
    municipality.post(f"/settlements/{made.pk}", {"do": "approve", "digest": made.digest})
    assert "Stängd" in text(region, f"/settlements/{made.pk}")
    type_cost(economist(REGION), agreement=agreement, day=date(2025, 3, 1), ore=100, text="Sen faktura")
    municipality.post(f"/agreements/{agreement.pk}/money", DAYS)
    second = Settlement.objects.get(number=2)
    assert "Ny verifikation" in text(region, f"/settlements/{second.pk}")
    assert "Stängd" in text(region, f"/settlements/{made.pk}")


def test_a_settlement_says_what_each_has_booked_and_has_left_to_settle_with_the_words_that_set_the_shares(
    agreement: Agreement,
) -> None:
    take(REGION, agreement, "2025-03-01;100;B 1;Läkare\n", name="regionen.csv")
    client = at(MUNICIPALITY)
    client.post(f"/agreements/{agreement.pk}/money", DAYS)
    address = f"/settlements/{Settlement.objects.get().pk}"
    found = html.fromstring(text(client, address))
    rows = found.xpath("//section[@aria-labelledby='totals']//tbody/tr")
    assert [[cell.text_content() for cell in row.xpath("*")] for row in rows] == [
        ["Region Västana", "800,01", "100,00", "0,00", "700,01"],
        ["Lindmora kommun", "800,00", "1 500,01", "0,00", "−700,01"],
    ]
    assert "Avräknat förut" in found.xpath("//section[@aria-labelledby='totals']//thead")[0].text_content()
    assert "det som är avräknat förut" in found.xpath("//section[@aria-labelledby='totals']/p")[0].text_content()
    words = " ".join(one.text_content() for one in found.xpath("//section[@aria-labelledby='intervals']//blockquote"))
    assert "50 procent" in words


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("0001-01-01", "2025-12-31", "börja tidigast 1990"),
        ("2025-01-01", "9999-12-31", "sluta senast"),
        ("", "2025-12-31", "Ange både första och sista dagen."),
    ],
)
def test_days_that_nobody_settles_are_refused(agreement: Agreement, first: str, last: str, said: str) -> None:
    for kind in ("final", "interim"):
        given = {"first": first, "last": last, "kind": kind}
        assert said in at(MUNICIPALITY).post(f"/agreements/{agreement.pk}/money", given).content.decode()
    assert not Settlement.objects.exists()


def test_of_three_settlements_by_two_parties_each_is_closed_or_turned_down_before_the_next_of_its_days(
    agreement: Agreement,
) -> None:
    here, there, money = at(REGION), at(MUNICIPALITY), f"/agreements/{agreement.pk}/money"
    here.post(money, DAYS)
    first = Settlement.objects.get()
    refused = there.post(money, DAYS).content.decode()
    alert = html.fromstring(refused).xpath("//*[@role='alert']")[0]
    assert "Avräkning 1 gäller samma dagar och väntar på godkännande." in alert.text_content()
    (way,) = alert.xpath(".//a/@href")
    assert way == f"/settlements/{first.pk}"
    there.post(way, {"do": "withdraw", "why": "Fel dagar"})
    there.post(money, DAYS)
    second = Settlement.objects.get(number=2)
    assert (
        "är en annan än den du läste"
        in here.post(f"/settlements/{second.pk}", {"do": "approve", "digest": "0"}).content.decode()
    )
    for client in (here, there):
        client.post(f"/settlements/{second.pk}", {"do": "approve", "digest": second.digest})
    here.post(money, DAYS)
    third = Settlement.objects.get(number=3)
    assert third.result["transfers"] == []
    states = [
        one.text_content()
        for one in html.fromstring(text(here, money)).xpath("//section[@aria-labelledby='settlements']//tbody/tr/td[3]")
    ]
    assert states == ["Väntar på er", "Stängd", "Återtagen"]
    assert "Väntar på er ekonom" in text(at(MUNICIPALITY, Role.REGISTRAR), money)
    assert "Väntar på er ekonom" in text(at(REGION, Role.REGISTRAR), f"/settlements/{third.pk}")


def test_on_an_earlier_day_nothing_is_put_approved_or_taken_back(agreement: Agreement) -> None:
    client = at(MUNICIPALITY)
    money = f"/agreements/{agreement.pk}/money?year=2025"
    assert "Lägg fram" in text(client, money)
    client.post(f"/agreements/{agreement.pk}/money", DAYS)
    address = f"/settlements/{Settlement.objects.get().pk}"
    assert "Godkänn för vår del" in text(client, address)
    assert "Återta" in text(client, address)
    known = timezone.localdate()
    assert "Lägg fram" not in text(client, f"{money}&known={known}")
    then = text(client, f"{address}?known={known}")
    assert "Avräkning 1" in then
    assert "Godkänn för vår del" not in then
    assert "Återta" not in then


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        ("2026-01-02", "2025-01-01", "2025-12-31"),
        ("2025-11-20", "2025-01-01", "2025-10-31"),
        ("2025-12-31", "2025-01-01", "2025-11-30"),
        ("2025-01-31", "2025-01-01", ""),
    ],
)
def test_the_days_to_settle_are_those_of_months_that_have_ended(
    agreement: Agreement, on: str, first: str, last: str
) -> None:
    assert days_offered(at(MUNICIPALITY), f"{agreement.pk}/money?year=2025&on={on}") == (first, last)


def test_the_days_to_settle_end_with_the_agreement() -> None:
    june, december = date(2025, 6, 30), date(2025, 12, 31)
    rows = [Terms(date(2024, 1, 1), december.replace(year=2024), (), ()), Terms(date(2025, 1, 1), june, (), ())]
    assert days_to_settle(2025, rows, [], date(2026, 2, 1)) == (date(2025, 1, 1), june)
    assert days_to_settle(2025, [*rows, Terms(date(2025, 7, 1), None, (), ())], [], date(2026, 2, 1))[1] == december
    assert days_to_settle(2025, rows, [june], date(2026, 2, 1)) == (date(2025, 1, 1), june)


def test_the_days_to_settle_follow_those_that_are_closed(agreement: Agreement) -> None:
    made = put_settlement(economist(MUNICIPALITY), agreement=agreement, first=date(2025, 1, 1), last=date(2025, 1, 31))
    client = at(MUNICIPALITY)
    assert days_offered(client, f"{agreement.pk}/money?year=2025") == ("2025-01-01", "2025-12-31")
    for number in (REGION, MUNICIPALITY):
        approve_settlement(economist(number), settlement=made, digest=made.digest)
    assert days_offered(client, f"{agreement.pk}/money?year=2025") == ("2025-02-01", "2025-12-31")


def days_offered(client: Client, address: str) -> tuple[str, str]:
    """The days that the form begins with."""
    form = html.fromstring(text(client, f"/agreements/{address}"))
    first, last = (form.xpath(f"string(//input[@id='{name}']/@value)") for name in ("first", "last"))
    return first, last


def test_a_settlement_that_was_taken_back_says_nothing_to_pay(agreement: Agreement) -> None:
    client = at(MUNICIPALITY)
    client.post(f"/agreements/{agreement.pk}/money", DAYS)
    client.post(f"/settlements/{Settlement.objects.get().pk}", {"do": "withdraw", "why": "A 2 saknas"})
    found = html.fromstring(text(client, f"/agreements/{agreement.pk}/money?year=2025"))
    (row,) = found.xpath("//section[@aria-labelledby='settlements']//tbody/tr")
    assert [cell.text_content() for cell in row.xpath("td")][-2:] == ["Återtagen", "–"]
    said = text(client, f"/settlements/{Settlement.objects.get().pk}")
    assert "är återtagen och gäller inte." in said
    assert "är skyldig" not in said


def test_a_settlement_is_turned_down_with_a_reason_and_a_second_waits_for_it(agreement: Agreement) -> None:
    municipality, region = at(MUNICIPALITY), at(REGION)
    municipality.post(f"/agreements/{agreement.pk}/money", DAYS)
    refused = municipality.post(f"/agreements/{agreement.pk}/money", DAYS).content.decode()
    assert "Avräkning 1 gäller samma dagar och väntar på godkännande." in refused
    made = Settlement.objects.get()
    assert "Ange varför." in region.post(f"/settlements/{made.pk}", {"do": "withdraw", "why": " "}).content.decode()
    region.post(f"/settlements/{made.pk}", {"do": "withdraw", "why": "A 2 är inte vår"})
    assert "A 2 är inte vår" in text(municipality, f"/settlements/{made.pk}")


def test_the_lines_are_taken_out_as_files(agreement: Agreement) -> None:
    client = at(MUNICIPALITY)
    client.post(f"/agreements/{agreement.pk}/money", DAYS)
    made = Settlement.objects.get()
    answer = client.get(f"/settlements/{made.pk}/lines.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="avrakning-1.csv"'
    lines = answer.getvalue().decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert [line.split(";")[0] for line in lines[:4]] == ["Avräkning 1", "Dagar", "Kontrollsumma", ""]
    assert "2025-01-15;A 1;;Hyra;Lindmora kommun;1000,01;delas;500,01;500,00" in lines
    book = load_workbook(BytesIO(client.get(f"/settlements/{made.pk}/lines.xlsx").getvalue()))  # type: ignore[attr-defined]
    rows = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert [row[1] for row in rows] == ["Verifikation", "A 1", "A 2"]
    assert rows[1][5:] == [1000.01, "delas", 500.01, 500]
    assert rows[1][0] == datetime(2025, 1, 15)


def test_an_interim_settlement_and_its_file_say_which_budget_it_is_of(agreement: Agreement) -> None:
    record_budget(
        economist(REGION), agreement=agreement, year=2025, body="Socialnämnden", section="88", decided=date(2024, 11, 12),
        rows=[CostType("Allt", 1_200_000)],
    )  # fmt: skip
    client = at(MUNICIPALITY)
    client.post(f"/agreements/{agreement.pk}/money", {**DAYS, "last": "2025-03-31", "kind": "interim"})
    made = Settlement.objects.get()
    told = "Budget 2025, version 1{}Socialnämnden § 88, 12 november 2024"
    said = text(client, f"/settlements/{made.pk}")
    assert told.format(": ") in said
    assert ("Månader i budgeten" in said, "Budget hos parten" in said) == (True, True)
    assert ("Verifikationsrader" in said, "Bokfört hos parten" in said) == (False, False)
    lines = client.get(f"/settlements/{made.pk}/lines.csv").getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
    assert told.format(";") in lines.replace("\N{NO-BREAK SPACE}", " ").splitlines()


def test_each_line_leads_to_its_voucher_also_from_another_ledger_a_year_of_its_own_and_without_a_number(
    agreement: Agreement,
) -> None:
    for head, day, kronor in (("#ORGNR 556677-8899", "20250115", 70), ("#RAR 0 20250701 20260630", "20250715", 30)):
        data = f'#FLAGGA 0\n#SIETYP 4\n{head}\n#VER A 1 {day} "Hyra"\n{{\n#TRANS 5010 {{}} {kronor}\n#TRANS 1930 {{}} -{kronor}\n}}\n'
        acting = economist(MUNICIPALITY)
        draft = look_at_costs(acting, agreement=agreement, name=f"{kronor}.se", stream=BytesIO(data.encode("cp437")))
        take_costs(acting, draft=draft, others=[one.before for one in looked(draft).doubtful])
    for ore in (100, 200):
        type_cost(economist(MUNICIPALITY), agreement=agreement, day=date(2025, 3, 1), ore=ore, text="Utan nummer")
    put_settlement(economist(MUNICIPALITY), agreement=agreement, first=date(2025, 1, 1), last=date(2025, 12, 31))
    page = html.fromstring(text(at(REGION), f"/settlements/{Settlement.objects.get().pk}"))
    (table,) = (
        one for one in page.iter("table") if "Verifikation" in one.text_content() and "Hyra" in one.text_content()
    )
    ways = {}
    for row in table.findall("tbody/tr"):
        (way,) = row.iterlinks()
        ways[row.findall("td")[5].text_content()] = way[2]
    told = {
        f"/vouchers/{one.pk}": sum(line.ore for line in one.lines.all() if line.account != "1930")
        for one in BookedVoucher.objects.all()
    }
    assert {ore: told[way] for ore, way in ways.items()} == {
        "1 000,01": 100001, "500,00": 50000, "70,00": 7000, "30,00": 3000, "1,00": 100, "2,00": 200,
    }  # fmt: skip


def test_a_settlement_shows_the_rules_that_it_went_by_also_when_they_have_changed_since(agreement: Agreement) -> None:
    for kronor, ground in (("600", "Tillägg § 4"), ("700", "Tillägg § 5")):
        rules = {"provider": MUNICIPALITY, "caps": [{"party": REGION, "kronor": kronor}]}
        set_money_rules(economist(REGION), agreement=agreement, data=rules, ground=ground)
        if kronor == "600":
            made = put_settlement(
                economist(MUNICIPALITY), agreement=agreement, first=date(2025, 1, 1), last=date(2025, 12, 31)
            )
    said = text(at(REGION), f"/settlements/{made.pk}")
    assert "Vad avtalet säger utöver andelarna. Grund: Tillägg § 4." in said
    assert "600" in said.split("Grund: Tillägg § 4.")[1].split("</details>")[0]
    assert "Tillägg § 5" not in said
