"""Budgets in the browser: by whom they were decided, versions beside each other, and a form that begins from the last one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from tests.actions.money.economists import agreed, economist
from tests.store.office import MUNICIPALITY, REGION, confirm, office
from tests.web.money_office import ALERT, LEAD, log_in, page, text

from samverkan.actions.acting import InvalidError
from samverkan.actions.money.budgets import CostType, record_budget
from samverkan.actions.roles import Role
from samverkan.store.models import Budget

if TYPE_CHECKING:
    from django.test import Client
    from lxml import html

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

GIVEN = {
    "decision-0-year": "2025", "decision-0-body": "Socialnämnden", "decision-0-section": "§ 71", "decision-0-decided": "2024-06-12",
    "budget-0-cost_type": "Lokal", "budget-0-kronor": "240 000", "budget-0-accounts": "50*", "budget-1-cost_type": "Personal",
    "budget-1-kronor": "1 602 310,50", "budget-1-accounts": "70*; 75*",
}  # fmt: skip


@pytest.fixture
def agreement() -> Agreement:
    return agreed()


def test_a_budget_is_recorded_once_and_the_first_line_says_it(client: Client, agreement: Agreement) -> None:
    log_in(client, MUNICIPALITY)
    budgets = f"/agreements/{agreement.pk}/budgets"
    assert "Ingen budget är registrerad ännu." in text(page(client.get(budgets)), LEAD)
    done = page(client.post(f"{budgets}/new", GIVEN, follow=True))
    assert "Budgeten för 2025 är registrerad." in text(done)
    assert text(page(client.get(f"{budgets}?on=2025-05-01")), LEAD) == (
        "Budgeten för 2025 är 1 842 310,50 kr, beslutad av Socialnämnden § 71 den 12 juni 2024."
    )
    again = page(client.post(f"{budgets}/new", GIVEN, follow=True))
    assert "är redan registrerad så" in text(again)
    assert Budget.objects.count() == 1
    assert "men för 2025" in text(page(client.get(f"{budgets}?on=2026-05-01")), LEAD)


def test_the_next_version_begins_from_the_last_and_both_stand_beside_each_other(
    client: Client, agreement: Agreement
) -> None:
    log_in(client, REGION)
    rows = (CostType("Lokal", 24_000_000, ("50*",)), CostType("Tolk", 100_00))
    record_budget(
        economist(MUNICIPALITY), agreement=agreement, year=2025, body="Socialnämnden", section="71", decided=date(2024, 6, 12), rows=rows
    )  # fmt: skip
    budgets = f"/agreements/{agreement.pk}/budgets"
    form = page(client.get(f"{budgets}/new?year=2025"))
    begun = {one.get("name"): one.get("value") for one in form.xpath("//main//input[@name]")}
    assert (begun["decision-0-year"], begun["budget-0-kronor"], begun["budget-1-cost_type"]) == (
        "2025",
        "240\xa0000",
        "Tolk",
    )
    assert begun["decision-0-section"] == ""
    given = {
        **GIVEN, "decision-0-section": "80", "budget-0-kronor": "250000", "budget-0-accounts": "50*, 51*", "budget-1-cost_type": "El",
        "budget-1-kronor": "5",
    }  # fmt: skip
    client.post(f"{budgets}/new", given)
    shown = page(client.get(budgets))
    cells = {
        row.xpath("th")[0].text_content(): [text(cell, ".") for cell in row.xpath("td")]
        for row in shown.xpath("//tbody/tr")
    }
    assert cells["Lokal"] == ["50*, 51* tidigare 50*", "250 000,00", "240 000,00", "10 000,00"]
    assert cells["Tolk"][1:] == ["finns inte", "100,00", "−100,00"]
    assert cells["El"][1:] == ["5,00", "finns inte", "5,00"]
    assert [text(cell, ".") for cell in shown.xpath("//tfoot//td")] == ["250 005,00", "240 100,00", "9 905,00"]
    before = timezone.localdate() - timedelta(days=1)
    assert "Ingen budget" in text(page(client.get(f"{budgets}?known={before}")), LEAD)


def test_what_is_wrong_is_said_at_its_field_and_all_that_was_written_is_kept(
    client: Client, agreement: Agreement
) -> None:
    log_in(client, MUNICIPALITY)
    address = f"/agreements/{agreement.pk}/budgets/new"
    wrong = {**GIVEN, "decision-0-decided": "i juni", "budget-0-kronor": "mycket", "budget-1-cost_type": ""}
    form = page(client.post(address, wrong))
    assert {*form.xpath("//*[@aria-invalid]/@name")} == {"decision-0-decided", "budget-0-kronor", "budget-1-cost_type"}
    kept = {one.get("name"): one.get("value") for one in form.xpath("//main//input[@name]")}
    assert {name: kept[name] for name in wrong} == wrong
    assert "Lokal står på två rader" in text(
        page(client.post(address, {**GIVEN, "budget-1-cost_type": "Lokal"})), ALERT
    )
    empty = {name: value for name, value in GIVEN.items() if name.startswith("decision")}
    assert "Budgeten har inga rader" in text(page(client.post(address, empty)), ALERT)
    assert not Budget.objects.exists()


def test_an_account_of_two_cost_types_is_refused_at_its_field(client: Client, agreement: Agreement) -> None:
    log_in(client, MUNICIPALITY)
    address = f"/agreements/{agreement.pk}/budgets/new"
    for accounts, said in (
        ("70*; 50*", "50* står också under Lokal. Ett konto kan bara höra till ett kostnadsslag."),
        ("5010", "5010 har konton gemensamma med 50* under Lokal."),
    ):
        form = page(client.post(address, {**GIVEN, "budget-1-accounts": accounts}))
        (field,) = form.xpath("//*[@aria-invalid]")
        assert (field.get("name"), field.get("value")) == ("budget-1-accounts", accounts)
        assert said in text(form, "//main")
    with pytest.raises(InvalidError, match="budget_accounts_twice"):
        record_budget(
            economist(MUNICIPALITY), agreement=agreement, year=2025, body="Nämnden", section="1", decided=date(2024, 6, 12),
            rows=[CostType("Lokal", 1, ("50*",)), CostType("Personal", 1, ("50*",))],
        )  # fmt: skip
    assert not Budget.objects.exists()


def test_a_registrar_reads_the_budget_and_records_none(client: Client, agreement: Agreement) -> None:
    log_in(client, MUNICIPALITY, Role.REGISTRAR)
    budgets = f"/agreements/{agreement.pk}/budgets"
    assert page(client.get(budgets)).xpath("//a[contains(@href, '/budgets/new')]") == []
    assert client.post(f"{budgets}/new", GIVEN).status_code == 403


def chosen(form: html.HtmlElement) -> dict[str, str]:
    """The § to choose among: what each is called, by its value."""
    return {
        one.get("value"): one.text_content().replace("\xa0", " ") for one in form.xpath("//select/option[@value!='']")
    }


def test_a_decision_that_is_held_is_chosen_and_led_to(client: Client, agreement: Agreement) -> None:
    log_in(client, MUNICIPALITY)
    budgets = f"/agreements/{agreement.pk}/budgets"
    held = chosen(page(client.get(f"{budgets}/new")))
    (entry,) = [value for value, said in held.items() if said.startswith("Socialnämnden § 71, 12 juni 2024: ")]
    given = {
        **GIVEN,
        "decision-0-entry": entry,
        "decision-0-body": "",
        "decision-0-section": "9",
        "decision-0-decided": "",
    }
    client.post(f"{budgets}/new", given)
    made = Budget.objects.get()
    assert (made.body, made.section, made.decided, str(made.entry_id)) == (
        "Socialnämnden",
        "71",
        date(2024, 6, 12),
        entry,
    )
    client.post(f"{budgets}/new", given)
    assert Budget.objects.count() == 1
    for address in (budgets, f"/agreements/{agreement.pk}/money?year=2025"):
        (link,) = page(client.get(address)).xpath("//main//a[contains(., '§ 71, 12 juni 2024')]/@href")
        assert client.get(link).status_code == 200
        assert "<mark" in client.get(link).content.decode()


def test_a_decision_in_another_partys_own_file_is_none_to_choose_and_not_led_to(
    client: Client, agreement: Agreement
) -> None:
    document, _ = confirm(
        office(MUNICIPALITY), "vastana/2019-11-13-socialnamnden-97.txt", arrived=date(2019, 11, 20), agreement=agreement
    )
    entry = document.entries.get()
    budgets = f"/agreements/{agreement.pk}/budgets"
    log_in(client, REGION)
    assert str(entry.pk) not in chosen(page(client.get(f"{budgets}/new")))
    refused = page(client.post(f"{budgets}/new", {**GIVEN, "decision-0-entry": str(entry.pk)}))
    assert refused.xpath("//*[@aria-invalid]/@name") == ["decision-0-entry"]
    said: dict[str, Any] = {
        "agreement": agreement, "year": 2025, "body": "Socialnämnden", "section": "97", "decided": date(2019, 11, 13),
        "rows": [CostType("Allt", 1)], "entry": entry.pk,
    }  # fmt: skip
    with pytest.raises(InvalidError, match="budget_decision_unknown"):
        record_budget(economist(REGION), **said)
    with pytest.raises(InvalidError, match="budget_decision_other"):
        record_budget(economist(MUNICIPALITY), **{**said, "section": "98"})
    record_budget(economist(MUNICIPALITY), **said)
    told = page(client.get(budgets))
    assert "Socialnämnden § 97, 13 november 2019." in text(told)
    link = "//main//a[contains(., '§ 97')]"
    assert told.xpath(link) == []
    log_in(client, MUNICIPALITY)
    assert len(page(client.get(budgets)).xpath(link)) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"decision-0-section": " § "}, "Säg vilket organ som beslutade budgeten och i vilken paragraf."),
        ({"decision-0-decided": "9999-12-31"}, "senast i dag"),
        ({"decision-0-decided": "0001-01-01"}, "tidigast 1990"),
        ({"decision-0-section": "7" * 21}, "Paragraf är för långt. Det får ha högst 20 tecken."),
        ({"decision-0-body": "N" * 201}, "högst 200 tecken"),
        ({"budget-0-cost_type": "L" * 121}, "Kostnadsslag är för långt. Det får ha högst 120 tecken."),
        ({"decision-0-section": "19121212-1212"}, "personnummer"),
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_is_cut(
    client: Client, agreement: Agreement, wrong: dict[str, str], said: str
) -> None:
    log_in(client, MUNICIPALITY)
    refused = page(client.post(f"/agreements/{agreement.pk}/budgets/new", {**GIVEN, **wrong}))
    assert said in text(refused, ALERT)
    assert not Budget.objects.exists()
    client.post(f"/agreements/{agreement.pk}/budgets/new", {**GIVEN, "decision-0-section": "§§ 4–5"})
    assert Budget.objects.get().section == "4–5"
