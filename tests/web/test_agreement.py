"""One agreement: what its page shows, to whom, and that everything on it leads to the words."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import html
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.roles import Role
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.test import Client
    from lxml.html import HtmlElement

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

OURS = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
THEIRS = "vastana/2019-11-13-socialnamnden-97.txt"
TEXT = "vastana/2019-12-05-samverkansavtal-2020-2022.txt"


@pytest.fixture
def agreement() -> Agreement:
    """The two decisions and the agreement's text, as both organisations have them."""
    region, municipality = office(REGION), office(MUNICIPALITY)
    day = date(2019, 10, 30)
    _, made = confirm(region, OURS, arrived=day, justered=day)
    confirm(municipality, THEIRS, arrived=date(2019, 11, 20), justered=date(2019, 11, 20), agreement=made)
    confirm(region, TEXT, arrived=date(2019, 12, 9), agreement=made, ground="signed")
    return made


@pytest.fixture
def registrar(client: Client) -> Client:
    return logged_in(client, REGION, Role.REGISTRAR)


def logged_in(client: Client, number: str, role: Role) -> Client:
    person = office(number, role).person
    assert person is not None
    RoleRow.objects.get_or_create(person=person, organisation_id=number, role=role)
    client.force_login(person)
    return client


def shown(client: Client, agreement: Agreement, query: str = "") -> HtmlElement:
    answer = client.get(f"/agreements/{agreement.pk}{query}")
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_timeline_says_what_it_shows_and_every_mark_leads_to_its_row(
    registrar: Client, agreement: Agreement
) -> None:
    page = shown(registrar, agreement, "?on=2021-06-01")
    (svg,) = page.xpath("//svg[@role='group']")
    title, described = (page.get_element_by_id(one) for one in svg.get("aria-labelledby").split())
    assert text(title) == "Avtalets tidslinje"
    assert "till" in text(described)
    links = svg.xpath(".//a")
    assert len(links) >= 8
    for link in links:
        said = text(link.xpath("./title")[0])
        assert said
        row = page.get_element_by_id(link.get("href").removeprefix("#"))
        day = re.match(r"\d{4}-\d\d-\d\d", said)
        assert day is not None
        assert text(row).startswith(day[0])
    words = [text(one) for one in svg.xpath(".//*[@class='tl-label']")]
    assert "Beslut § 112, 2019-10-23" in words
    assert "Beslut § 97, 2019-11-13" in words
    assert "Avtalstid 2020-01-01–2022-12-31" in words
    assert [text(one) for one in svg.xpath(".//*[@class='tl-name']")] == [
        "Hälso- och sjukvårdsnämnden i Region Västana", "Socialnämnden i Lindmora kommun", "Avtalets tid", "Villkor och tider",
    ]  # fmt: skip


def test_nothing_on_the_page_has_script_or_style_of_its_own(registrar: Client, agreement: Agreement) -> None:
    page = shown(registrar, agreement)
    assert page.xpath("//@style | //style | //script[not(@src)] | //@onclick") == []


def test_an_agreement_without_any_paper_that_day_is_said_to_be_unknown(registrar: Client, agreement: Agreement) -> None:
    page = shown(registrar, agreement, "?known=2010-01-01")
    assert "Det går inte att säga något om avtalet" in text(page.get_element_by_id("main"))
