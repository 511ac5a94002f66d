"""From one page to the next: the account's own pages, where a missing paper is left, the diary system, the days kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import html
from tests.store.office import MUNICIPALITY, REGION, confirm, office
from tests.web.test_facts_pages import as_filled_in

from samverkan.actions.diary import set_diary_address
from samverkan.actions.roles import Role
from samverkan.store.models import Fact, Matter
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.test import Client
    from lxml.html import HtmlElement

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

OURS = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
DAY = date(2019, 10, 30)


def log_in(client: Client, number: str, role: Role = Role.REGISTRAR) -> Client:
    person = office(number, role).person
    assert person is not None
    RoleRow.objects.get_or_create(person=person, organisation_id=number, role=role.value)
    client.force_login(person)
    return client


@pytest.fixture
def agreement() -> Agreement:
    """The region's decision alone, joint; the municipality's is not on file."""
    office(MUNICIPALITY)
    return confirm(office(REGION), OURS, arrived=DAY, justered=DAY)[1]


def page(client: Client, address: str) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    found: HtmlElement = html.fromstring(answer.content.decode())
    return found


def button(client: Client, agreement: Agreement, words: str) -> str:
    links = page(client, f"/agreements/{agreement.pk}?on=2019-11-01").xpath(
        "//ul[@class='todo']//a[contains(@class,'button')]"
    )
    (found,) = [one for one in links if words in one.text_content()]
    return str(found.get("href"))


def test_a_missing_paper_of_ones_own_is_left_where_papers_are_left_with_what_is_known(
    client: Client, agreement: Agreement
) -> None:
    address = button(log_in(client, MUNICIPALITY), agreement, "Lämna in protokollet")
    form = page(client, address)
    assert "open" in form.get_element_by_id("leave").attrib
    concerns = form.get_element_by_id("concerns").get("value")
    assert "Lindmora kommun" in concerns
    assert "Familjecentralen Lärkan" in concerns
    assert "on=2019-11-01" in address


def test_the_others_paper_is_asked_for_by_letter(client: Client, agreement: Agreement) -> None:
    assert button(log_in(client, REGION), agreement, "Begär protokollsutdrag").startswith("mailto:")


def test_who_may_not_take_papers_in_is_not_led_there(client: Client, agreement: Agreement) -> None:
    assert button(log_in(client, MUNICIPALITY, Role.ECONOMIST), agreement, "Begär").startswith("mailto:")


def test_the_account_leads_to_what_belongs_to_it(client: Client) -> None:
    shown = page(log_in(client, REGION), "/account")
    for address in ("/reminders", "/account/factors", "/account/password"):
        if shown.xpath(f"//main//a[@href='{address}']"):
            assert client.get(address).status_code in (200, 302)
    assert shown.xpath("//main//a[@href='/reminders']")
    assert not shown.xpath("//main//a[@href='/people']")
    administrator = page(log_in(client, REGION, Role.ADMINISTRATOR), "/account")
    assert administrator.xpath("//main//a[@href='/people']")


def test_the_days_asked_about_are_kept_when_something_is_recorded(client: Client, agreement: Agreement) -> None:
    log_in(client, REGION)
    row = Fact.objects.filter(kind="Decision").first()
    assert row is not None
    address = f"/agreements/{agreement.pk}/facts/{row.pk}?on=2020-02-01&known=2099-01-01"
    answer = client.post(address, as_filled_in(client, address, section="113", why="Felläst", do="correct"))
    new = Fact.objects.get(replaces=row)
    assert answer["Location"] == f"/agreements/{agreement.pk}/facts?on=2020-02-01&known=2099-01-01#f{new.pk}"
    assert f"Registrerat som uppgift {new.pk}." in client.get(answer["Location"]).content.decode()

    early = f"/agreements/{agreement.pk}/facts/{new.pk}?known=2020-02-01"
    answer = client.post(early, as_filled_in(client, early, section="112", why="Rätt först", do="correct"))
    assert "inte så som läget var känt 1 februari 2020" in client.get(answer["Location"]).content.decode()


def test_choosing_another_kind_of_fact_keeps_the_days(client: Client, agreement: Agreement) -> None:
    shown = page(log_in(client, REGION), f"/agreements/{agreement.pk}/facts/new?on=2020-02-01")
    (chooser,) = [one for one in shown.forms if "kind" in one.fields and one.method == "GET"]
    assert chooser.fields["on"] == "2020-02-01"


def test_a_matter_and_its_agreement_lead_to_the_diary_system(client: Client, agreement: Agreement) -> None:
    log_in(client, REGION)
    (matter,) = Matter.objects.filter(organisation=REGION, agreements__agreement=agreement)
    outside = "https://diariet.vastana.example/arende/HSN%202019-00412"
    addresses = (f"/matters/{matter.pk}", f"/agreements/{agreement.pk}")
    for address in addresses:
        assert "diariet.vastana" not in client.get(address).content.decode()
    set_diary_address(office(REGION), address="https://diariet.vastana.example/arende/{number}")
    for address in addresses:
        assert page(client, address).xpath(f"//a[@href='{outside}']"), address
    assert page(client, f"/agreements/{agreement.pk}").xpath(f"//a[@href='/matters/{matter.pk}']")
    log_in(client, MUNICIPALITY)
    assert "diariet.vastana" not in client.get(f"/agreements/{agreement.pk}").content.decode()
