"""The form that puts an entry with another agreement: what it says before, who it names, what stands on the pages after."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html
from tests.store.office import MUNICIPALITY, REGION, confirm, office
from tests.web.test_agreement import logged_in, text

from samverkan.actions.acting import Acting
from samverkan.actions.documents import publish
from samverkan.actions.moving import move
from samverkan.actions.register import open_agreement, register_organisation
from samverkan.actions.reviewing import Place
from samverkan.actions.roles import Role
from samverkan.store.models import Agreement, Entry, Organisation, Party

if TYPE_CHECKING:
    from django.test import Client
    from lxml.html import HtmlElement

pytestmark = pytest.mark.django_db

OURS = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
THEIRS = "vastana/2019-11-13-socialnamnden-97.txt"
THIRD = "2120000142"


@pytest.fixture
def right() -> Agreement:
    """Where it belongs: with Lindmora's own decision."""
    office(REGION)
    office(MUNICIPALITY)
    lindmora = Organisation.objects.get(pk=MUNICIPALITY)
    made = open_agreement(office(REGION), cooperation=None, parties=[lindmora])
    day = date(2019, 11, 20)
    confirm(office(MUNICIPALITY), THEIRS, arrived=day, justered=day, agreement=made)
    return made


@pytest.fixture
def entry(right: Agreement) -> Entry:
    """Where it is: with an agreement with Utby."""
    itself = Acting(None, Organisation(number=THIRD, kind="municipality"), frozenset({Role.REGISTRAR}))
    utby = register_organisation(
        itself, number=THIRD, kind="municipality", name="Utby kommun", from_day=date(2000, 1, 1)
    )
    wrong = open_agreement(office(REGION), cooperation=None, parties=[utby])
    document, _ = confirm(
        office(REGION), OURS, arrived=date(2019, 10, 30), justered=date(2019, 10, 30), agreement=wrong
    )
    return Entry.objects.get(document=document)


def address(entry: Entry) -> str:
    return f"/documents/{entry.document_id}/entries/{entry.pk}/move"


def sent(client: Client, entry: Entry, **given: Any) -> Any:
    return client.post(address(entry), given)


def page_of(answer: Any) -> HtmlElement:
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def test_it_is_moved_after_what_it_changes_has_been_shown(client: Client, entry: Entry, right: Agreement) -> None:
    registrar = logged_in(client, REGION, Role.REGISTRAR)
    facts = page_of(registrar.get(f"/agreements/{entry.agreement_id}/facts"))
    assert address(entry) in facts.xpath("//a/@href")
    document = page_of(registrar.get(f"/documents/{entry.document_id}"))
    assert address(entry) in document.xpath("//a/@href")
    page = page_of(registrar.get(address(entry)))
    assert f"a:{entry.agreement_id}" not in page.xpath("//input[@name='place']/@value")
    assert f"a:{right.pk}" in page.xpath("//input[@name='place']/@value")
    page = page_of(sent(registrar, entry, place=f"a:{right.pk}", why="Gäller Lindmora"))
    assert "Läs vad valet ändrar" in text(page.xpath("//*[@role='alert']")[0])
    told = page.xpath("//input[@name='told']")[0].get("value")
    assert "Hela paragrafen flyttas" in text(page)
    effect = text(page.find_class("effect")[0])
    assert "Det andra parter själva har antecknat om samma sak flyttas inte" in effect
    assert "publicerad" not in effect
    assert "Lindmora kommun får se den och uppgifterna" in effect
    assert "Utby kommun ser inte längre uppgifterna" in effect
    assert "blir inga uppgifter kvar" in effect
    assert page.get_element_by_id("why").text.strip() == "Gäller Lindmora"
    answer = sent(registrar, entry, place=f"a:{right.pk}", told=told, why="Gäller Lindmora")
    assert answer["Location"] == f"/agreements/{right.pk}/facts"
    made = Entry.objects.get(replaces=entry)
    assert made.agreement == right
    here = text(page_of(registrar.get(f"/agreements/{right.pk}/facts")))
    assert "Flyttad hit från ett annat avtal: Gäller Lindmora" in here
    away = page_of(registrar.get(f"/agreements/{entry.agreement_id}/facts"))
    assert "Flyttad till ett annat avtal: Gäller Lindmora" in text(away)
    assert not away.xpath("//a[contains(@href,'/move')]")


def test_others_are_not_told_from_where_nor_why(client: Client, entry: Entry, right: Agreement) -> None:
    registrar = logged_in(client, REGION, Role.REGISTRAR)
    told = page_of(sent(registrar, entry, place=f"a:{right.pk}", show="yes")).xpath("//input[@name='told']/@value")[0]
    sent(registrar, entry, place=f"a:{right.pk}", told=told, why="Inte Utby utan Lindmora")
    lindmora = logged_in(client, MUNICIPALITY, Role.REGISTRAR)
    here = text(page_of(lindmora.get(f"/agreements/{right.pk}/facts")))
    assert "§ 112" in here
    assert "Utby" not in here
    assert lindmora.get(address(entry)).status_code == 404


def test_a_choice_that_changed_after_it_was_shown_is_shown_anew(client: Client, entry: Entry, right: Agreement) -> None:
    registrar = logged_in(client, REGION, Role.REGISTRAR)
    told = page_of(sent(registrar, entry, place=f"a:{right.pk}", show="yes")).xpath("//input[@name='told']/@value")[0]
    page = page_of(sent(registrar, entry, place="none", told=told, why="Hör till inget avtal"))
    assert "Läs vad valet ändrar" in text(page.xpath("//*[@role='alert']")[0])
    assert not Entry.objects.filter(replaces=entry).exists()


def test_a_new_agreement_gets_the_parties_that_are_ticked(client: Client, entry: Entry) -> None:
    registrar = logged_in(client, REGION, Role.REGISTRAR)
    page = page_of(sent(registrar, entry, place="new", show="yes"))
    assert MUNICIPALITY in page.xpath("//input[@name='party']/@value")
    chosen = {"place": "new", "parties-shown": "yes", "party": [REGION], "why": "Eget avtal"}
    page = page_of(sent(registrar, entry, **chosen))
    assert "minst två parter" in text(page.xpath("//*[@role='alert']")[0])
    chosen["party-add"] = "Utby kommun"
    page = page_of(sent(registrar, entry, **chosen, show="yes"))
    assert THIRD in page.xpath("//input[@name='party'][@checked]/@value")
    told = page.xpath("//input[@name='told']/@value")[0]
    sent(registrar, entry, **{**chosen, "party": [REGION, THIRD], "party-add": "", "told": told})
    made = Entry.objects.get(replaces=entry)
    assert set(Party.objects.filter(agreement=made.agreement).values_list("organisation", flat=True)) == {REGION, THIRD}


def test_with_none_it_can_be_moved_from_the_documents_page(client: Client, entry: Entry) -> None:
    registrar = logged_in(client, REGION, Role.REGISTRAR)
    told = page_of(sent(registrar, entry, place="none", show="yes")).xpath("//input[@name='told']/@value")[0]
    answer = sent(registrar, entry, place="none", told=told, why="Hör till inget avtal")
    made = Entry.objects.get(replaces=entry)
    assert answer["Location"] == f"/documents/{entry.document_id}"
    page = page_of(registrar.get(answer["Location"]))
    assert "hör inte till något avtal" in text(page)
    assert address(made) in page.xpath("//a/@href")
    facts = text(page_of(registrar.get(f"/agreements/{entry.agreement_id}/facts")))
    assert "Hör inte längre till något avtal: Hör till inget avtal" in facts
    assert "ett annat avtal" not in facts
    again = page_of(registrar.get(address(entry)))
    assert "Nu hör de inte till något avtal" in text(again)
    again = page_of(sent(registrar, entry, place="", told="", why="En gång till"))
    assert "Inget är flyttat" in text(again.xpath("//*[@role='alert']")[0])
    move(office(REGION), entry=made, place=Place(entry.agreement), why="Tillbaka", shown_to=[THIRD])
    facts = text(page_of(registrar.get(f"/agreements/{entry.agreement_id}/facts")))
    assert "Flyttad hit, hörde förut inte till något avtal: Tillbaka" in facts


def test_an_officer_is_told_to_ask_the_registrar(client: Client, entry: Entry, right: Agreement) -> None:
    officer = logged_in(client, REGION, Role.OFFICER)
    page = page_of(sent(officer, entry, place=f"a:{right.pk}", show="yes"))
    assert "Be registratorn flytta uppgifterna" in text(page)
    told = page.xpath("//input[@name='told']/@value")[0]
    sent(officer, entry, place=f"a:{right.pk}", told=told, why="Ändå")
    assert not Entry.objects.filter(replaces=entry).exists()


def test_what_is_published_is_said_to_change_what_is_public(client: Client, right: Agreement) -> None:
    document, wrong = confirm(office(REGION), OURS, arrived=date(2019, 10, 30))
    entry = Entry.objects.get(agreement=wrong)
    registrar = logged_in(client, REGION, Role.REGISTRAR)
    effect = text(page_of(sent(registrar, entry, place=f"a:{right.pk}", show="yes")).find_class("effect")[0])
    assert "bara ni ser uppgifterna" in effect
    publish(office(REGION), document=document)
    effect = text(page_of(sent(registrar, entry, place=f"a:{right.pk}", show="yes")).find_class("effect")[0])
    assert "flytten ändrar också vad som visas om avtalen utan inloggning" in effect
    assert "bara ni ser" not in effect
    publish(office(REGION), document=document, withdrawn=True)
    effect = text(page_of(sent(registrar, entry, place=f"a:{right.pk}", show="yes")).find_class("effect")[0])
    assert "bara ni ser uppgifterna" in effect


def test_papers_of_a_day_before_the_move_show_others_the_facts_as_they_stood(client: Client) -> None:
    then, later = datetime(2026, 1, 10, 9, tzinfo=UTC), datetime(2026, 1, 20, 9, tzinfo=UTC)
    _, agreement = confirm(
        office(REGION, at=then), OURS, arrived=date(2019, 10, 30), justered=date(2019, 10, 30)
    )  # fmt: skip
    move(office(REGION, at=later), entry=Entry.objects.get(agreement=agreement), place=None, why="Fel avtal")
    lindmora = logged_in(client, MUNICIPALITY, Role.REGISTRAR)
    page = page_of(lindmora.get(f"/agreements/{agreement.pk}/facts?papers=2026-01-12"))
    assert "§ 112" in text(page)
    assert "Inte längre i det här avtalet" not in text(page)
    assert not page.find_class("fact--replaced")
    page = page_of(lindmora.get(f"/agreements/{agreement.pk}/facts"))
    assert "Inte längre i det här avtalet" in text(page)
    assert page.find_class("fact--replaced")
    assert "Fel avtal" not in text(page)
