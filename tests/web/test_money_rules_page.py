"""The rules of money in the browser: rows of fields, what is wrong said at its field, earlier versions kept."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.actions.money.economists import agreed, economist, take
from tests.store.office import MUNICIPALITY, REGION
from tests.web.money_office import ALERT, LEAD, log_in, page, text

from samverkan.actions.acting import InvalidError
from samverkan.actions.money.rules import set_cost_rules, set_money_rules
from samverkan.actions.roles import Role
from samverkan.store.models import BookedLine, MoneyRules
from samverkan.store.money.rules import funded
from samverkan.store.view import JOINT, View
from samverkan.words import say

if TYPE_CHECKING:
    from django.test import Client
    from lxml import html

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

TERMS = {"terms-0-provider": MUNICIPALITY, "ground": "Avtalet p. 6"}


@pytest.fixture
def agreement() -> Agreement:
    return agreed()


def written(form: html.HtmlElement) -> dict[str, str]:
    """What the form's fields hold, as a browser would send them."""
    found = {one.get("name"): one.get("value", "") for one in form.xpath("//form[@novalidate]//input[@name]")}
    found |= {
        one.get("name"): next(iter(one.xpath("option[@selected]/@value")), "") for one in form.xpath("//main//select")
    }
    boxes = form.xpath("//input[@type='checkbox']")
    return {
        name: value
        for name, value in found.items()
        if name not in {one.get("name") for one in boxes if not one.get("checked")}
    }


def test_an_organisation_says_which_accounts_are_the_agreements_and_only_these_are_taken(
    client: Client, agreement: Agreement
) -> None:
    log_in(client, MUNICIPALITY)
    rules = f"/agreements/{agreement.pk}/money-rules"
    assert "Ingen part har angett vilka konton som är avtalets." in text(page(client.get(rules)), LEAD)
    given = {
        "belongs-0-accounts": "4000 – 4999; 50*", "belongs-0-from": "2025-01-01", "belongs-1-objects": "1:720",
        "belongs-1-accounts": "7010", "other_funding-0-name": "Statsbidrag", "other_funding-0-accounts": "3510",
        "other_funding-0-percent": "39,5",
    }  # fmt: skip
    done = page(client.post(f"{rules}/accounts", given, follow=True))
    assert "Lindmora kommun har angett vilka konton som är avtalets; Region Västana har inte det." in text(done, LEAD)
    assert "4000-4999, 50*" in text(done)
    row = MoneyRules.objects.get(organisation=MUNICIPALITY)
    assert row.data == {
        "belongs": [{"accounts": ["4000-4999", "50*"], "from": "2025-01-01"}, {"accounts": ["7010"], "objects": ["1:720"]}],
        "other_funding": [{"name": "Statsbidrag", "accounts": ["3510"], "percent": "39.5"}],
    }  # fmt: skip
    take(MUNICIPALITY, agreement, "2025-01-15;1;A 1;Hyra\n", name="utan-konto.csv")
    assert BookedLine.objects.count() == 1
    again = written(page(client.get(f"{rules}/accounts")))
    assert "redan sparade så" in text(page(client.post(f"{rules}/accounts", again, follow=True)))
    assert MoneyRules.objects.filter(organisation=MUNICIPALITY).count() == 1
    client.post(f"{rules}/accounts", {**again, "ground": "Ekonomichefen 2025-01-07"})
    assert MoneyRules.objects.filter(organisation=MUNICIPALITY).order_by("pk").last().data == row.data  # type: ignore[union-attr]
    assert "1 tidigare version" in text(page(client.get(rules)))


@pytest.mark.parametrize(
    ("accounts", "said"), [("4010, 40X0", "är inga konton"), ("4999-4000", "kommer det sista kontot före det första")]
)
def test_what_names_no_accounts_is_refused_on_the_page_and_by_the_action(
    client: Client, agreement: Agreement, accounts: str, said: str
) -> None:
    log_in(client, MUNICIPALITY)
    wrong = page(client.post(f"/agreements/{agreement.pk}/money-rules/accounts", {"belongs-0-accounts": accounts}))
    assert said in text(wrong, "//*[@id='belongs-0-accounts-error']")
    with pytest.raises(InvalidError) as refused:
        set_cost_rules(
            economist(MUNICIPALITY), agreement=agreement, data={"belongs": [{"accounts": accounts.split(", ")}]}
        )
    assert "belongs[0].accounts: " in say("actions", "rules_wrong", refused.value.values, "sv")
    assert not MoneyRules.objects.filter(organisation=MUNICIPALITY).exists()


def test_a_grant_is_booked_on_accounts_or_on_objects(client: Client, agreement: Agreement) -> None:
    log_in(client, MUNICIPALITY)
    address = f"/agreements/{agreement.pk}/money-rules/accounts"
    bare = page(client.post(address, {"other_funding-0-name": "Statsbidrag"}))
    assert "Konton eller objekt behövs i rad 1" in text(bare, "//*[@id='other_funding-0-accounts-error']")
    wrong = page(client.post(address, {"other_funding-0-name": "Statsbidrag", "other_funding-0-accounts": "40X0"}))
    assert "är inga konton" in text(wrong, "//*[@id='other_funding-0-accounts-error']")
    client.post(address, {"other_funding-0-name": "Statsbidrag", "other_funding-0-objects": "1:720"})
    assert MoneyRules.objects.get(organisation=MUNICIPALITY).data == {
        "other_funding": [{"name": "Statsbidrag", "objects": ["1:720"]}]
    }


def test_what_is_wrong_is_said_at_its_field_and_all_that_was_written_is_kept(
    client: Client, agreement: Agreement
) -> None:
    log_in(client, MUNICIPALITY)
    address = f"/agreements/{agreement.pk}/money-rules/terms"
    before = MoneyRules.objects.count()
    given = {
        **TERMS, "caps-0-party": REGION, "caps-0-kronor": "mycket", "caps-1-kronor": "100", "caps-1-party": REGION,
        "caps-1-from": "2026", "caps-1-to": "2025", "caps-1-index": "LPIK", "vat-0-category": "E", "vat-0-rate": "25",
        "vat-0-from": "2025-01-01", "inhabitants-0-year": "25", f"inhabitants-0-{REGION}": "1000",
    }  # fmt: skip
    form = page(client.post(address, given))
    wrong = {
        one.get("name"): one.xpath("../p[@class='field__error']")[0].text_content()
        for one in form.xpath("//*[@aria-invalid]")
    }
    assert wrong.keys() == {
        "caps-0-kronor", "caps-1-to", "caps-1-base", "vat-0-rate", "vat-0-ground", "inhabitants-0-year",
    }  # fmt: skip
    assert "”mycket” är inget belopp i kronor" in wrong["caps-0-kronor"]
    assert "6 fält är fel" in text(form, ALERT)
    kept = written(form)
    assert {name: kept[name] for name in given} == given
    assert MoneyRules.objects.count() == before
    bare = page(client.post(address, {**TERMS, "ground": ""}))
    assert bare.xpath("//*[@aria-invalid]/@name") == ["ground"]


def test_a_cap_is_of_whole_years_and_one_kept_by_its_days_comes_back_as_years(
    client: Client, agreement: Agreement
) -> None:
    log_in(client, REGION)
    address = f"/agreements/{agreement.pk}/money-rules/terms"
    caps = [{"party": REGION, "kronor": "5", "from": "2025-01-01", "to": "2026-12-31"}]
    set_money_rules(
        economist(REGION), agreement=agreement, data={"provider": MUNICIPALITY, "caps": caps}, ground="p. 6"
    )
    form = page(client.get(address))
    assert [form.get_element_by_id(f"caps-0-{name}").get("type") for name in ("from", "to")] == [None, None]
    again = written(form)
    assert (again["caps-0-from"], again["caps-0-to"]) == ("2025", "2026")
    client.post(address, {**again, "caps-0-to": ""})
    kept = MoneyRules.objects.filter(organisation=None).order_by("pk").last()
    assert kept is not None
    assert kept.data["caps"] == [{"party": REGION, "kronor": "5.00", "from": 2025}]
    found = funded(agreement, View(JOINT), on=date(2025, 6, 1), party=economist(REGION).organisation)
    assert found is not None
    assert [(one.first, one.last) for one in found.asked.rules.caps] == [(date(2025, 1, 1), None)]


def test_all_that_the_agreement_says_is_kept_shown_and_comes_back_in_the_form(
    client: Client, agreement: Agreement
) -> None:
    log_in(client, REGION)
    rules = f"/agreements/{agreement.pk}/money-rules"
    given = {
        **TERMS, "terms-0-rest": REGION, "terms-0-payment_days": "30", "terms-0-index": "LPIK", "terms-0-base": "2024",
        "terms-0-round_to_kronor": "yes", "caps-0-party": REGION, "caps-0-kronor": "1 200 000,50", "caps-0-index": "LPIK",
        "caps-0-base": "2024", "other_funding-0-name": "Bidrag", "other_funding-0-accounts": "3510",
        "other_funding-0-until": "2025-06-30", "other_funding-0-to": REGION, "inhabitants-0-year": "2025",
        f"inhabitants-0-{MUNICIPALITY}": "18250", "keys-0-year": "2025", f"keys-0-{REGION}": "3,5", "indexes-0-index": "LPIK",
        "indexes-0-year": "2024", "indexes-0-level": "100", "indexes-1-index": "LPIK", "indexes-1-year": "2025",
        "indexes-1-level": "103,2", "vat-0-category": "S", "vat-0-rate": "25", "vat-0-ground": "ML 3 kap.", "vat-0-from": "2025-01-01",
    }  # fmt: skip
    done = page(client.post(f"{rules}/terms", given, follow=True))
    said = text(done)
    for words in (
        "Lindmora kommun",
        "1 200 000,50",
        "Momspliktigt (S)",
        "103.2",
        "Grund: Avtalet p. 6.",
        "Angett av Någon",
    ):
        assert words in said, words
    data = MoneyRules.objects.filter(organisation=None).order_by("pk").last().data  # type: ignore[union-attr]
    assert data == {
        "provider": MUNICIPALITY, "rest": REGION, "payment_days": 30, "round_to_kronor": True,
        "amount_index": {"index": "LPIK", "base": 2024},
        "caps": [{"party": REGION, "kronor": "1200000.50", "index": "LPIK", "base": 2024}],
        "other_funding": [{"name": "Bidrag", "accounts": ["3510"], "until": "2025-06-30", "to": REGION}],
        "inhabitants": {"2025": {MUNICIPALITY: 18250}}, "keys": {"2025": {REGION: "3.5"}},
        "indexes": {"LPIK": {"2024": "100", "2025": "103.2"}},
        "vat": [{"category": "S", "rate": 25, "ground": "ML 3 kap.", "from": "2025-01-01"}],
    }  # fmt: skip
    again = written(page(client.get(f"{rules}/terms")))
    client.post(f"{rules}/terms", {**again, "ground": "Avtalet p. 7"})
    assert MoneyRules.objects.filter(organisation=None).order_by("pk").last().data == data  # type: ignore[union-attr]
    assert "2 tidigare versioner" in text(page(client.get(rules)))


def test_rules_that_the_other_party_changed_meanwhile_are_not_written_over(
    client: Client, agreement: Agreement
) -> None:
    log_in(client, MUNICIPALITY)
    address = f"/agreements/{agreement.pk}/money-rules/terms"
    first = {"provider": MUNICIPALITY, "caps": [{"party": REGION, "kronor": 1000}], "payment_days": 30}
    set_money_rules(economist(REGION), agreement=agreement, data=first, ground="Avtalet p. 6")
    mine = written(page(client.get(address)))
    theirs = {**first, "payment_days": 20, "families": {"2025": 7}}
    set_money_rules(economist(REGION), agreement=agreement, data=theirs, ground="Tillägg 1")
    refused = page(client.post(address, {**mine, "caps-0-kronor": "2 000"}))
    said = text(refused, ALERT)
    assert "har sparat något annat sedan du öppnade formuläret" in said
    assert (
        "Ändrat sedan dess: Vem som bär kostnaden och hur den betalas, Familjer som har tagits emot och Grund." in said
    )
    assert MoneyRules.objects.filter(agreement=agreement).latest("pk").ground == "Tillägg 1"
    client.post(address, written(refused))
    last = MoneyRules.objects.filter(agreement=agreement).latest("pk")
    assert last.ground == "Tillägg 1"
    assert (last.data["payment_days"], last.data["families"]) == (20, {"2025": 7})
    assert [str(one["kronor"]) for one in last.data["caps"]] == ["2000.00"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_table_and_field_has_its_words(client: Client, agreement: Agreement, language: str) -> None:
    log_in(client, REGION)
    client.cookies["language"] = language
    for path in ("money-rules/accounts", "money-rules/terms", "budgets/new", "costs", "costs/file", "costs/new"):
        said = text(page(client.get(f"/agreements/{agreement.pk}/{path}")))
        assert re.findall(r"\b(?:table|field|rules|costs|cost|budget|file|wrong)\.\w+", said) == [], path


def test_more_rows_are_asked_for_and_nothing_is_saved(client: Client, agreement: Agreement) -> None:
    log_in(client, REGION)
    before = MoneyRules.objects.count()
    form = page(
        client.post(f"/agreements/{agreement.pk}/money-rules/terms", {**TERMS, "caps-0-kronor": "x", "more": "caps"})
    )
    assert form.xpath("//input[starts-with(@name, 'caps-') and contains(@name, '-kronor')]/@value")[0] == "x"
    assert len(form.xpath("//input[starts-with(@name, 'caps-') and contains(@name, '-kronor')]")) == 7
    assert MoneyRules.objects.count() == before


def test_a_registrar_reads_the_rules_and_changes_none(client: Client, agreement: Agreement) -> None:
    log_in(client, MUNICIPALITY, Role.REGISTRAR)
    rules = f"/agreements/{agreement.pk}/money-rules"
    shown = page(client.get(rules))
    assert "Håller verksamhetenLindmora kommun" in text(shown)
    assert shown.xpath("//a[contains(@href, '/money-rules/')]") == []
    assert client.post(f"{rules}/terms", TERMS).status_code == 403
    assert client.get(f"{rules}/accounts").status_code == 403
