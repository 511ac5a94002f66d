"""One agreement: what its page shows, to whom, and that everything on it leads to the words."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.store.office import EXAMPLES, MUNICIPALITY, REGION, confirm, office

from samverkan.actions.documents import receive
from samverkan.actions.marking import CONFIRMED, mark
from samverkan.actions.reading import read_paper
from samverkan.actions.reviewing import Place, record
from samverkan.actions.roles import Role
from samverkan.store.models import Document
from samverkan.store.models import Role as RoleRow
from samverkan.web.sides import Cell, Head, Line, Sides, compared

if TYPE_CHECKING:
    from django.test import Client
    from lxml.html import HtmlElement

    from samverkan.actions.acting import Acting
    from samverkan.actions.reading import Paper
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


# -- what there is to do ---------------------------------------------------------------------------------------------


def todo(page: HtmlElement, words: str) -> HtmlElement:
    (found,) = [one for one in page.xpath("//ul[@class='todo']/li") if words in text(one)]
    return found


def test_each_thing_that_is_missing_says_whose_it_is_and_has_one_way_to_it(
    registrar: Client, agreement: Agreement
) -> None:
    page = shown(registrar, agreement, "?on=2021-06-01")
    (button,) = todo(page, "Region Västana (§ 112, 23 oktober 2019) har fått laga kraft").xpath(
        ".//a[contains(@class,'button')]"
    )
    assert text(button) == "Registrera anslag"
    form = html.fromstring(registrar.get(button.get("href")).content.decode())
    assert form.get_element_by_id("field-meeting").get("value") == "2019-10-23"
    assert form.get_element_by_id("field-sections").text == "112"
    assert form.xpath("//select[@id='field-party']/option[@selected]")[0].get("value") == "Region Västana"


def test_a_decision_that_is_not_on_file_is_asked_for_by_a_letter_that_is_ready(client: Client) -> None:
    region = office(REGION)
    office(MUNICIPALITY)
    day = date(2019, 10, 30)
    _, alone = confirm(region, OURS, arrived=day, justered=day)
    page = shown(logged_in(client, REGION, Role.REGISTRAR), alone, "?on=2019-11-01")
    one = todo(page, "Begär protokollsutdrag")
    (button,) = one.xpath(".//a[contains(@class,'button')]")
    address, _, query = button.get("href").partition("?")
    assert address == "mailto:socialnamnden@lindmora.example"
    letter = parse_qs(query)
    assert "Familjecentralen Lärkan" in letter["subject"][0]
    assert "Region Västana" in letter["body"][0]
    assert "Senast 31 december 2019" in text(one)
    late = shown(client, alone, "?on=2020-02-01")
    assert "Skulle ha varit klart 31 december 2019" in text(todo(late, "Begär protokollsutdrag"))


def test_who_may_not_state_is_offered_no_way_to(client: Client, agreement: Agreement) -> None:
    page = shown(logged_in(client, REGION, Role.AUDITOR), agreement, "?on=2021-06-01")
    assert page.xpath("//ul[@class='todo']/li")
    assert not page.xpath("//ul[@class='todo']//a[contains(@href,'/facts/new')]")


# -- side by side ----------------------------------------------------------------------------------------------------


def test_the_decisions_stand_side_by_side_with_the_verdict_between(registrar: Client, agreement: Agreement) -> None:
    page = shown(registrar, agreement, "?on=2021-06-01")
    (table,) = page.xpath("//table[contains(@class,'sides')]")
    heads = [text(one) for one in table.xpath("./thead//th")]
    assert heads[0].startswith("Hälso- och sjukvårdsnämnden i Region Västana beslutat")
    assert heads[1].startswith("Socialnämnden i Lindmora kommun beslutat")
    rows = {text(one.xpath("./th")[0]): one for one in table.xpath("./tbody/tr")}
    assert list(rows) == [
        "Beslutets ord",
        "föremålet lika",
        "parterna lika",
        "avtalstiden lika",
        "förlängning lika",
        "fördelningen lika",
    ]
    period = [text(one) for one in rows["avtalstiden lika"].xpath("./td")]
    assert all("1 januari 2020 – 31 december 2022" in one for one in period)
    assert rows["Beslutets ord"].xpath(".//mark")


@pytest.mark.parametrize(
    ("texts", "marked"),
    [
        (["Nämnden godkänner avtalet.", "Nämnden godkänner avtalet"], [[], []]),
        (["godkänner avtalet för 2022", "godkänner avtalet för 2023"], [["2022"], ["2023"]]),
        (["godkänner avtalet", "godkänner inte avtalet"], [[], ["inte"]]),
        (["70 procent", ""], [[], []]),
        (["", ""], [[], []]),
        (["a b c", "a b c", "a b d"], [[], [], ["d"]]),
    ],
)
def test_words_that_the_other_lacks_are_marked(texts: list[str], marked: list[list[str]]) -> None:
    found = compared(texts)
    assert [[one.words for one in pieces if one.differs] for pieces in found] == marked
    assert ["".join(one.words for one in pieces) for pieces in found] == texts


# -- around it ---------------------------------------------------------------------------------------------------------


def test_documents_and_contacts_stand_on_the_page(registrar: Client, agreement: Agreement) -> None:
    page = shown(registrar, agreement)
    papers = page.xpath("//section[@aria-labelledby='papers']//li")
    assert [text(one.xpath("./a")[0]) for one in papers] == [
        "Protokoll (§ 112, 23 oktober 2019)",
        "Protokoll (§ 97, 13 november 2019)",
        "Avtalstext",
    ]
    assert all(one.xpath("./a[starts-with(@href,'/documents/')]") for one in papers)
    assert not page.xpath("//*[@class='signed']")
    contacts = page.xpath("//section[@aria-labelledby='contacts']//li")
    assert [text(one) for one in contacts] == ["Socialnämnden i Lindmora kommun – socialnamnden@lindmora.example"]


def test_a_signed_original_is_shown_as_one(registrar: Client) -> None:
    region = office(REGION)
    paper = read_paper((EXAMPLES / TEXT).read_bytes(), "avtal.txt")
    receive(region, paper=paper, arrived=date(2019, 12, 9), signed_original=True)
    _, made = confirm(region, TEXT, arrived=date(2019, 12, 9), ground="signed")
    (paper_,) = shown(registrar, made).xpath("//section[@aria-labelledby='papers']//li")
    assert "Undertecknat original" in text(paper_)


def test_a_range_of_days_broken_at_the_end_of_a_line_differs_from_no_other() -> None:
    pieces = compared(["perioden 1 januari 2025–31 december 2027", "perioden 1 januari 2025– 31 december 2027"])
    assert not any(piece.differs for side in pieces for piece in side)
    broken, whole = compared(["godkänner samverkans- avtalet med hälso- och sjukvården", "godkänner samverkansavtalet"])
    assert [piece.words for piece in broken if piece.differs] == ["med hälso- och sjukvården"]
    assert not any(piece.differs for piece in whole)


def test_three_parties_stand_in_a_column_each() -> None:
    heads = [Head(name, "beslutat", "decided", "", "", ()) for name in ("Alby", "Ekby", "Norby")]
    cells = [Cell(head.name, "2022", (), ()) for head in heads]
    three = Sides(heads, [Line("avtalstiden", "lika", "identical", cells)])
    asked = SimpleNamespace(language="sv", dates="", public=False)
    table = html.fromstring(get_template("web/sides.html").render({"sides": three, "asked": asked}))
    assert [text(one) for one in table.xpath("//thead//th")] == [
        "Villkor",
        "Alby beslutat",
        "Ekby beslutat",
        "Norby beslutat",
    ]
    assert [text(one) for one in table.xpath("//tbody//td")] == ["Alby: 2022", "Ekby: 2022", "Norby: 2022"]
    assert text(table.xpath("//tbody//th")[0]) == "avtalstiden lika"


def test_another_organisations_file_names_are_its_own(registrar: Client, agreement: Agreement) -> None:
    papers = shown(registrar, agreement).xpath("//section[@aria-labelledby='papers']//li")
    said = [text(one) for one in papers]
    assert any(one.endswith("2019-10-23-halso-och-sjukvardsnamnden-112.txt") for one in said)
    assert not any("97.txt" in one for one in said)


def test_the_proof_unfolds_and_each_reason_leads_to_its_words(registrar: Client, agreement: Agreement) -> None:
    folded = shown(registrar, agreement, "?on=2021-06-01")
    (way,) = folded.xpath("//section[@aria-labelledby='proof']//a[contains(@href,'proof=open')]")
    assert folded.xpath("//details[@class='proof' and not(@open)]")
    page = shown(registrar, agreement, way.get("href").removesuffix("#proof"))
    (proof,) = page.xpath("//details[@class='proof' and @open]")
    assert proof.xpath(".//a[starts-with(@href,'/documents/') and contains(@href,'span=')]")


def test_the_page_asks_the_database_as_often_for_forty_papers_as_for_two(
    registrar: Client, agreement: Agreement, django_assert_num_queries: Any
) -> None:  # fmt: skip
    address = f"/agreements/{agreement.pk}?on=2021-06-01"
    registrar.get(address)
    with CaptureQueriesContext(connection) as few:
        registrar.get(address)
    region = office(REGION)
    words = (EXAMPLES / OURS).read_text(encoding="utf-8")
    for n in range(38):
        paper = read_paper(words.replace("§ 112", f"§ {200 + n}").encode(), f"{n}.txt")
        received(region, paper, agreement)
    assert Document.objects.count() >= 40
    with django_assert_num_queries(len(few)):
        registrar.get(address)
    with CaptureQueriesContext(connection) as facts:
        registrar.get(f"/agreements/{agreement.pk}/facts")
    assert len(facts) <= len(few) + 2


def received(acting: Acting, paper: Paper, agreement: Agreement) -> None:
    document, _ = receive(acting, paper=paper, arrived=date(2019, 10, 30))
    for item in document.draft.items:
        for n in range(len(item["facts"])):
            mark(acting, draft=document.draft, fact=f"{item['position']}.{n}", state=CONFIRMED)
    places = {item["position"]: Place(agreement, None, []) for item in document.draft.items}
    record(acting, draft=document.draft, places=places, why="bekräftat")
