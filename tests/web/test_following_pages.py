"""Assignments followed, the yearly report and the conditions, as a registrar, an auditor and others meet them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.store.followed import TASKS, given, kept, reported
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.roles import Role
from samverkan.outside.reading import read_bytes
from samverkan.store.models import Person, ReadContent
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db
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
    assert "kind=AssignmentFulfilled&amp;day=2023-05-16&amp;section=88&amp;text=ge" in shown
    late = page(registrar, address_of(registrar, "lokalerna") + "?on=2023-07-01")
    assert "är 1 dag försenat" in late
    occasion = page(registrar, address_of(registrar, "besök"))
    assert "ingen dag kan räknas ut" in occasion
    page(registrar, "/assignments/999999", 404)


def test_the_report_answers_in_its_first_line_and_tells_every_assignment(registrar: Client) -> None:
    shown = page(registrar, "/assignments/report?year=2023")
    assert "Under 2023 gavs 4 uppdrag; 3 pågår, 1 är försenat." in shown
    shown = page(registrar, "/assignments/report?year=2024&body=H%C3%A4lso-+och+sjukv%C3%A5rdsn%C3%A4mnden&side=gave")
    assert "Under 2024 gav Hälso- och sjukvårdsnämnden inga uppdrag" in shown
    assert "Från tidigare år var 4 uppdrag öppna när 2024 började; 1 är återrapporterat utan ställningstagande" in shown
    assert ", 2 pågår, 1 är försenat." in shown
    assert "nämnden har inte tagit ställning" in shown
    got = page(registrar, "/assignments/report?year=2023&body=ungdomsn%C3%A4mnden&side=got")
    assert "Under 2023 fick ungdomsnämnden 1 uppdrag; 1 pågår." in got
    for query in ("year=x", "year=0001", "year=2099", "body=%3Cb%3E&side=x"):
        page(registrar, f"/assignments/report?{query}")


def test_the_report_is_taken_out_as_files_by_an_auditor_and_logged(registrar: Client) -> None:
    auditor = somebody(REGION, Role.AUDITOR)
    assert "Hämta som" in page(auditor, "/assignments/report?year=2023")
    listed = auditor.get("/assignments/report.csv?year=2023")
    lines = _body(listed).decode("utf-8-sig").splitlines()
    assert sum(line.startswith("Hälso- och sjukvårdsnämnden;") for line in lines) == 4
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
    assert "Lindmora kommun väntar" not in page(client, "/conditions?on=2024-01-01")
    assert "Inget finns ännu" in page(client, "/conditions?known=2020-01-01")
    assert "Lindmora kommun väntar" not in page(registrar, "/conditions?on=2024-06-14"), "it is not shared"
