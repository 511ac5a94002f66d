"""Assignments followed, the yearly report and the conditions, as a registrar, an auditor and others meet them."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.store.followed import TASKS, given, kept, reported
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.roles import Role
from samverkan.actions.stating import state
from samverkan.outside.reading import read_bytes
from samverkan.store.conditions import Conditionals, conditionals
from samverkan.store.following import assignments
from samverkan.store.models import Agreement, Person, ReadContent
from samverkan.store.models import Role as RoleRow
from samverkan.store.view import View
from samverkan.web.assigned import heading, lead
from samverkan.web.views import conditions as views

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samverkan.core.standing.values import ConditionState
    from samverkan.web.asked import Asked

pytestmark = pytest.mark.django_db
TODAY = date(2024, 4, 1)
COSTS = TASKS["costs"].split("att ", 1)[1]


def somebody(number: str, role: Role) -> Client:
    person = Person.objects.create_user(f"page-{role}@{number}.example", name="Någon")
    RoleRow.objects.create(person=person, organisation=office(number).organisation, role=role)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def registrar() -> Client:
    acting = office(REGION)
    office(MUNICIPALITY)
    _, agreement = confirm(acting, "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=date(2019, 10, 30))
    kept(acting, given(), arrived=date(2023, 5, 20), agreement=agreement)
    point = f"anteckna återrapporteringen av uppdraget 2023-05-16 § 88, att {COSTS}"
    kept(acting, reported(point), arrived=date(2024, 2, 25), agreement=agreement)
    return somebody(REGION, Role.REGISTRAR)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def address_of(client: Client, text: str) -> str:
    """The address of the assignment whose words hold the text."""
    shown = page(client, "/assignments")
    return next(
        part.split('"')[0] for part in shown.split('href="')[1:] if text in part and part.startswith("/assignments/")
    )


def test_an_assignments_page_tells_it_to_the_end(registrar: Client) -> None:
    shown = page(registrar, address_of(registrar, "kostnaderna"))
    assert "Hälso- och sjukvårdsnämnden gav uppdraget den 16 maj 2023, §\u00a088." in shown
    assert "Det återrapporterades den 20 februari 2024 men är inte förklarat fullgjort." in shown
    assert "1 mars 2024, enligt uppdragets egna ord: ”senast den 1 mars 2024”" in shown
    assert "#words" in shown
    assert "<title>Uppdrag från Hälso- och sjukvårdsnämnden, §" in shown
    late = page(registrar, address_of(registrar, "lokalerna") + "?on=2023-07-01")
    assert "är 1 dag försenat" in late
    occasion = page(registrar, address_of(registrar, "besök"))
    assert "ingen dag kan räknas ut" in occasion
    page(registrar, "/assignments/999999", 404)


def test_one_of_the_assignments_of_a_section_is_chosen_and_no_words_stand_in_an_address(registrar: Client) -> None:
    """Said without words it would be said of all four."""
    shown = page(registrar, address_of(registrar, "kostnaderna"))
    (there,) = (part.split('"')[0] for part in shown.split('href="') if "kind=AssignmentFulfilled" in part[:200])
    assert "text=" not in there
    form = page(registrar, unescape(there))
    assert re.search(r'<option value="[^"]*kostnaderna[^"]*" selected>', form)
    agreement = there.split("/")[2]
    for wanted in TASKS.values():
        assert form.count(wanted.split("uppdrag ", 1)[1]) == 2, "in the option's value and its words"
    assert "kostnaderna" not in page(
        registrar, f"/agreements/{uuid4()}/facts/new?assignment={there.split('=')[-1]}", 404
    )
    bare = f"/agreements/{agreement}/facts/new?kind=AssignmentFulfilled&day=2023-05-16&section=88"
    assert '<option value="" selected>Välj</option>' in page(registrar, bare)
    sent = {
        "kind": "AssignmentFulfilled",
        "party": "Region Västana",
        "happened": "2024-03-01",
        "day": "2023-05-16",
        "section": "88",
    }
    refused = registrar.post(bare, {**sent, "why": "Enligt direktören"})
    assert "Fyll i fältet." in refused.content.decode()
    (words,) = (one for one in re.findall(r'<option value="([^"]+)"', form) if "lokalerna" in one)
    assert registrar.post(bare, {**sent, "text": words, "why": "Enligt direktören"}).status_code == 302
    listed = page(registrar, "/assignments?status=done")
    assert "lokalerna" in listed
    assert "kostnaderna" not in listed
    assert "lokalerna" not in page(registrar, bare), "it is fulfilled"
    assert "kind=AssignmentFulfilled" in page(registrar, f"/agreements/{agreement}"), "the others are not"
    of_all = {"party": "Region Västana", "happened": "2024-03-02", "day": "2023-05-16", "section": "88"}
    state(
        office(REGION),
        agreement=Agreement.objects.get(pk=agreement),
        kind="AssignmentReported",
        value=of_all,
        why="Enligt direktören",
    )
    assert "kind=AssignmentDue" in page(registrar, f"/agreements/{agreement}"), "or the work goes on"


def test_what_the_papers_do_not_say_is_said_in_words(registrar: Client) -> None:
    acting = office(REGION)
    one = next(it for it in assignments(acting.organisation, View(REGION), TODAY) if it.reported)
    asked = cast("Asked", SimpleNamespace(language="sv", on=TODAY))
    done = one._replace(status="done", done=True, done_day=None, body="", day=None, section="")
    assert heading(done, asked) == "Uppdrag"
    assert lead(done, asked) == (
        "Vem som gav uppdraget framgår inte av handlingarna. Det är förklarat fullgjort; dagen framgår inte av handlingarna."
    )
    assert "gav uppdraget, §\u00a088; dagen framgår inte av handlingarna." in lead(one._replace(day=None), asked)


def test_the_report_answers_in_its_first_line_and_tells_every_assignment(registrar: Client) -> None:
    shown = page(registrar, "/assignments/report?year=2023")
    assert "Under 2023 gavs 4 uppdrag; 3 pågår, 1 är försenat." in shown
    shown = page(registrar, "/assignments/report?year=2024&body=H%C3%A4lso-+och+sjukv%C3%A5rdsn%C3%A4mnden&side=gave")
    assert "Under 2024 gav Hälso- och sjukvårdsnämnden inga uppdrag" in shown
    assert "Från tidigare år var 4 uppdrag öppna när 2024 började; 1 är återrapporterat utan ställningstagande" in shown
    assert ", 2 pågår, 1 är försenat." in shown
    assert "inget ställningstagande till återrapporten" in shown
    assert 'name="side"' in shown
    assert 'name="side"' not in page(registrar, "/assignments/report?year=2024"), "given or got by whom?"
    got = page(registrar, "/assignments/report?year=2023&body=ungdomsn%C3%A4mnden&side=got")
    assert "Under 2023 fick ungdomsnämnden 1 uppdrag; 1 pågår." in got
    for query in ("year=x", "year=0001", "year=2099", "body=%3Cb%3E&side=x"):
        page(registrar, f"/assignments/report?{query}")


def test_the_report_is_taken_out_as_files_by_an_auditor_and_logged(registrar: Client) -> None:
    auditor = somebody(REGION, Role.AUDITOR)
    assert "Hämta som" in page(auditor, "/assignments/report?year=2023")
    listed = auditor.get("/assignments/report.csv?year=2023")
    lines = _body(listed).decode("utf-8-sig").splitlines()
    rows = [line.split(";") for line in lines if line.startswith("Hälso- och sjukvårdsnämnden;")]
    columns = next(line for line in lines if line.startswith("Organ;Avtal")).split(";")
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [one["Återrapporterat"] for one in told] == ["nej"] * 4
    assert {(one["Senast"], one["Dagar försenat"]) for one in told} == {
        ("2024-03-01", "0"), ("2023-06-30", "184"), ("framgår inte", "framgår inte"), ("2024-12-31", "0"),
    }  # fmt: skip
    book = load_workbook(BytesIO(_body(auditor.get("/assignments/report.xlsx?year=2023"))))
    rows = list(book["2023"].iter_rows(values_only=True))
    assert len(rows) == 5
    paper = read_bytes(_body(auditor.get("/assignments/report.pdf?year=2023")), "rapport.pdf").document.text
    assert "Under 2023 gavs 4 uppdrag; 3 pågår, 1 är försenat." in " ".join(paper.split())
    assert ReadContent.objects.count() == 3
    page(auditor, "/assignments/report.doc", 404)
    page(somebody(REGION, Role.STEERING_MEMBER), "/assignments/report.csv", 403)


def _body(answer: HttpResponse) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def test_the_conditions_say_who_waits_for_whom_on_the_day(registrar: Client) -> None:
    acting = office(MUNICIPALITY)
    confirm(acting, "vastana/2024-06-12-socialnamnden-71.txt", arrived=date(2024, 6, 13))
    client = somebody(MUNICIPALITY, Role.AUDITOR)
    shown = page(client, "/conditions?on=2024-06-14")
    assert "1 villkor väntar på att uppfyllas, i 1 avtal." in shown
    assert "Lindmora kommun väntar på Region Västana" in shown
    assert "<svg" in shown
    assert "under förutsättning att hälso- och sjukvårdsnämnden i Region Västana" in " ".join(shown.split())
    assert "§ 71" in shown.replace("\u00a0", " ")
    agreement = shown.split('href="/agreements/')[1].split("?")[0].split('"')[0]
    assert "Lindmora kommun väntar på Region Västana" in page(client, f"/agreements/{agreement}?on=2024-06-14")
    listed = client.get("/conditions?on=2024-06-14&format=csv").content.decode("utf-8-sig").splitlines()
    assert len(listed) == 2
    state = "Framgår inte av handlingarna"
    assert state in shown
    assert "Det framgår inte av handlingarna att Region Västana har beslutat." in shown
    assert "Lindmora kommun väntar" not in page(client, "/conditions?on=2024-01-01")
    assert "Inget finns ännu" in page(client, "/conditions?known=2020-01-01")
    assert "Lindmora kommun väntar" not in page(registrar, "/conditions?on=2024-06-14"), "it is not shared"


def test_met_conditions_and_agreements_that_are_over_change_no_count(monkeypatch: pytest.MonkeyPatch) -> None:
    acting = office(MUNICIPALITY)
    confirm(acting, "vastana/2024-06-12-socialnamnden-71.txt", arrived=date(2024, 6, 13))
    client = somebody(MUNICIPALITY, Role.AUDITOR)
    (found,) = conditionals(
        acting.organisation, View(MUNICIPALITY), on=date(2024, 6, 14), today=acting.today, over=False
    ).agreements
    (one,) = found.answer.conditions

    def shown_with(standing: str, *conditions: ConditionState, whole: bool = True) -> None:
        answer = found.answer._replace(standing=standing, conditions=conditions)
        listed = Conditionals([found._replace(answer=answer)], {}, 1 if whole else 500, whole)
        monkeypatch.setattr(views, "conditionals", lambda *_, **__: listed)

    shown_with("ended", one)
    shown = page(client, "/conditions?which=all")
    assert "Inget villkor väntar på att uppfyllas." in shown
    assert "Visa bara det som väntar" in shown
    shown_with("proposed", one, one._replace(kind="budget", text="pengar finns", met=True))
    assert "medel i budgeten" not in page(client, "/conditions").casefold(), "the picture shows no more than the table"
    assert "medel i budgeten" in page(client, "/conditions?which=all").casefold()
    shown_with("proposed", one, whole=False)
    assert "Bland 400 av de 500 avtal som har villkor väntar 1 villkor på att uppfyllas, i 1 avtal." in page(
        client, "/conditions"
    )
    assert (
        "Listan omfattar 400 av de 500 avtal"
        in client.get("/conditions?format=csv").content.decode("utf-8-sig").splitlines()[-1]
    )
