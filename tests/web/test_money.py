"""The pages of money: what it has cost and who owes whom, a year beside its budget and as a file."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook
from tests.actions.money.economists import agreed, economist, take
from tests.store.office import MUNICIPALITY, REGION
from tests.web.settling_pages import DAYS, ROWS, at, text

from samverkan.actions.money.budgets import CostType, record_budget
from samverkan.actions.money.costs import type_cost, withdraw_voucher
from samverkan.actions.money.rules import set_money_rules
from samverkan.actions.money.settlements import approve_settlement, put_settlement
from samverkan.actions.roles import Role
from samverkan.core.facts import ShareValue
from samverkan.store.models import BookedVoucher, Settlement
from samverkan.store.money.rules import funded

if TYPE_CHECKING:
    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    made = agreed()
    take(MUNICIPALITY, made, ROWS)
    return made


def test_the_first_line_says_what_it_has_cost_and_who_owes_whom(agreement: Agreement) -> None:
    said = text(at(REGION), f"/agreements/{agreement.pk}/money?year=2025")
    assert re.search(r"<h1>Ekonomi 2025: \S+", said)
    assert "Utfall 2025: 1 500,01 kr. Region Västana är skyldig Lindmora kommun 750,01 kr." in said
    assert "Ingen budget är registrerad för 2025." in said
    english = at(REGION)
    english.cookies["language"] = "en"
    assert "Region Västana owes Lindmora kommun SEK 750.01." in text(
        english, f"/agreements/{agreement.pk}/money?year=2025"
    )


def test_a_budget_stands_beside_with_its_decision_and_the_forecast_with_its_method(agreement: Agreement) -> None:
    rows = [CostType("Lokal", 1_200_000, ("50*",))]
    record_budget(
        economist(REGION),
        agreement=agreement,
        year=2025,
        body="Socialnämnden",
        section="§ 88",
        decided=date(2024, 11, 12),
        rows=rows,
    )
    said = text(at(MUNICIPALITY), f"/agreements/{agreement.pk}/money?year=2025&on=2025-03-15")
    assert "version 1: Socialnämnden § 88, 12 november 2024." in said
    assert "det som bokförda månader kostade och budgeten för de andra" in said
    assert "Kostnad hittills 2025: 1 500,01 kr av budgeterade 12 000 kr." in said
    assert said.count('class="money-plan"') == 13  # twelve months and the key
    assert "11 500,01 kr" in said


def test_before_anything_was_joint_the_overview_says_so_of_that_day(agreement: Agreement) -> None:
    known = timezone.localdate() - timedelta(days=400)
    said = text(at(REGION), f"/agreements/{agreement.pk}/money?known={known}")
    assert "Avtalet hade inga gemensamma handlingar den" in said
    assert "handlingar ännu" not in said


def test_a_budget_that_was_not_known_then_makes_no_year_of_it(agreement: Agreement) -> None:
    later = economist(REGION, at=timezone.now() + timedelta(days=2))
    record_budget(
        later, agreement=agreement, year=2031, body="Nämnden", section="1", decided=date(2025, 11, 1), rows=[CostType("Allt", 1)]
    )  # fmt: skip
    address = f"/agreements/{agreement.pk}/money?year=2025"
    tomorrow = timezone.localdate() + timedelta(days=1)
    year = '<option value="2031"'
    assert year in text(at(REGION), address)
    assert year not in text(at(REGION), f"{address}&known={tomorrow}")


def test_every_year_that_a_cost_for_several_days_falls_on_can_be_chosen(agreement: Agreement) -> None:
    rent = {"text": "Hyra", "first": date(2026, 11, 1), "last": date(2028, 1, 31)}
    type_cost(economist(MUNICIPALITY), agreement=agreement, day=date(2029, 2, 1), ore=45_700, **rent)  # type: ignore[arg-type]
    found = html.fromstring(text(at(REGION), f"/agreements/{agreement.pk}/money?year=2025"))
    assert found.xpath("//select[@id='year']/option/@value") == ["2025", "2026", "2027", "2028"]


def test_fixed_amounts_above_the_cost_have_a_row_of_their_own_and_the_sum_holds_them(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fixed(*asked: Any, **how: Any) -> Any:
        found = funded(*asked, **how)
        assert found is not None
        shares = (ShareValue("Region Västana", "amount", None, "2000"),)
        rows = tuple(row._replace(shares=shares) for row in found.asked.rows)
        return found._replace(asked=found.asked._replace(rows=rows))

    monkeypatch.setattr("samverkan.web.views.money.funded", fixed)
    found = html.fromstring(text(at(REGION), f"/agreements/{agreement.pk}/money?year=2025"))
    rows = {
        row.xpath("th")[0].text_content(): [cell.text_content() for cell in row.xpath("td")]
        for row in found.xpath("//details//tr[th[@scope='row']]")
    }
    assert rows["Fasta belopp utöver kostnaden"] == ["–", "499,99", "0,00"]
    assert rows["Hela året"] == ["1 500,01", "2 000,00", "0,00"]
    months = [name for name in rows if len(name) == 3]
    parts = [Decimal(rows[name][1].replace(" ", "").replace(",", ".")) for name in months]
    assert sum(parts) == Decimal("1500.01")


def test_others_see_nothing_and_a_registrar_changes_nothing(agreement: Agreement) -> None:
    at(MUNICIPALITY).post(f"/agreements/{agreement.pk}/money", DAYS)
    made = Settlement.objects.get()
    registrar = at(REGION, Role.REGISTRAR)
    assert "Godkänn för vår del" not in text(registrar, f"/settlements/{made.pk}")
    assert registrar.post(f"/settlements/{made.pk}", {"do": "approve", "digest": made.digest}).status_code == 403
    assert not made.approvals.exists()


def test_the_cost_per_family_is_shown_where_they_are_not_few(agreement: Agreement) -> None:
    for count, shown in ((4, False), (5, True)):
        rules = {"provider": MUNICIPALITY, "families": {"2025": count}}
        set_money_rules(economist(REGION), agreement=agreement, data=rules, ground="Verksamhetens rapport")
        assert ("300 kr per familj" in text(at(REGION), f"/agreements/{agreement.pk}/money?year=2025")) == shown


def test_what_was_known_before_is_told_again(agreement: Agreement) -> None:
    said = text(at(REGION), f"/agreements/{agreement.pk}/money?year=2025&known=2020-01-01")
    assert "1 500,01" not in said


def test_of_costs_that_are_all_taken_back_the_pages_say_what_goes_back(agreement: Agreement) -> None:
    made = put_settlement(economist(MUNICIPALITY), agreement=agreement, first=date(2025, 1, 1), last=date(2025, 12, 31))
    for number in (REGION, MUNICIPALITY):
        approve_settlement(economist(number), settlement=made, digest=made.digest)
    for voucher in BookedVoucher.objects.filter(replaced=None):
        withdraw_voucher(economist(voucher.organisation_id), voucher=voucher, why="Hör till ett annat avtal")
    client = at(MUNICIPALITY)
    assert "Utöver stängda avräkningar är Lindmora kommun skyldig Region Västana 750,01 kr" in text(
        client, f"/agreements/{agreement.pk}/money?year=2025"
    )
    assert "Region Västana betalar 750,01 kr till Lindmora kommun." in text(client, f"/agreements/{agreement.pk}/money")
    put = client.post(f"/agreements/{agreement.pk}/money", DAYS, follow=True)
    assert "Lindmora kommun är skyldig Region Västana 750,01 kr" in put.content.decode().replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_beyond_all_agreements_is_answered(day: str, agreement: Agreement) -> None:
    for page in ("", "/money", "/costs", "/budgets", "/money-rules"):
        answer = at(REGION).get(f"/agreements/{agreement.pk}{page}?on={day}")
        assert answer.status_code == 200, page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_year_is_taken_out_by_month_party_and_type_as_the_page_has_it(form: str, agreement: Agreement) -> None:
    rows = [CostType("Lokal", 1_200_001, ("50*",))]
    record_budget(
        economist(REGION), agreement=agreement, year=2025, body="Socialnämnden", section="§ 88", decided=date(2024, 11, 12), rows=rows,
    )  # fmt: skip
    page = at(REGION).get(f"/agreements/{agreement.pk}/money?year=2025&on=2025-03-15").content.decode()
    (way,) = (one[2] for one in html.fromstring(page).iterlinks() if f"/money.{form}" in one[2])
    assert way.endswith("?year=2025&on=2025-03-15")
    answer = at(REGION).get(way)
    assert f'filename="uppfoljning-2025.{form}"' in answer["Content-Disposition"]
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    if form == "xlsx":
        found = list(load_workbook(BytesIO(data)).worksheets[1].iter_rows(values_only=True))
    else:
        told = data.decode("utf-8-sig").split("\r\n\r\n")
        assert "Socialnämnden § 88, 12 november 2024" in told[0]
        found = [tuple(_number(one) for one in line.split(";")) for line in told[1].strip().split("\r\n")]
    assert found[0] == ("Månad", "Kostnadsslag", "Part", "Budget", "Utfall", "Avvikelse")
    months = [row for row in found[1:] if row[0]]
    assert (months[0][0], months[0][4], months[1][4]) == ("jan", 500.01, 500.0)
    assert sorted({row[2] for row in months}) == ["Lindmora kommun", "Region Västana"]
    assert round(sum(row[3] for row in months), 2) == 12000.01
    assert round(sum(row[4] for row in months), 2) == 1500.01
    assert [row[1:] for row in found[1:] if not row[0]] == [
        ("Lokal", "Alla parter", 12000.01, 0.0, 12000.01), ("Utanför budgetens konton", "Alla parter", 0.0, 1500.01, -1500.01),
    ]  # fmt: skip


def _number(written: str) -> Any:
    return float(written.lstrip("'").replace(",", ".")) if written.lstrip("'-").replace(",", "").isdigit() else written
