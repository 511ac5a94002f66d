"""The list of agreements: its sentence, its filter in the address, and the same list as a file."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook

from samverkan.actions.country import Size, make_country
from samverkan.actions.roles import Role
from samverkan.store.indexing import rebuild
from samverkan.store.models import Organisation, Party, Person, ReadContent, StandingSpan
from samverkan.store.models import Role as RoleRow
from samverkan.store.portfolio import others
from samverkan.words import LANGUAGES, say

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(client: Client) -> Organisation:
    """A region with some agreements, its registrar logged in."""
    today = timezone.localdate()
    list(make_country(Size(5, 25, 200), seed=4, password="demo demo demo", today=today))
    list(rebuild(today=today))
    most, _ = Counter(Party.objects.values_list("organisation", flat=True)).most_common(1)[0]
    client.force_login(Person.objects.get(roles__organisation=most, roles__role="registrar"))
    return Organisation.objects.get(pk=most)


def lines(client: Client, query: str = "") -> list[list[str]]:
    answer = client.get(f"/agreements/export.csv{query}")
    assert answer.status_code == 200
    assert answer.streaming
    written = answer.getvalue().decode()
    assert written.startswith("\ufeff")
    return list(csv.reader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";"))


def table(client: Client, query: str = "") -> list[list[str]]:
    found = lines(client, query)
    return found[found.index([]) + 2 :]


def test_the_first_line_says_how_many_there_are_and_how_they_stand(client: Client, region: Organisation) -> None:
    page = html.fromstring(client.get("/agreements").content)
    lead = " ".join(page.find_class("lead")[0].text_content().split())
    assert lead.startswith(f"{region.agreements.count()} avtal: ")
    assert "gäller" in lead
    assert len(page.xpath("//tbody/tr")) == min(50, region.agreements.count())


def test_a_filter_stands_in_the_address_and_in_its_fields(client: Client, region: Organisation) -> None:
    other = others(region, date(2026, 1, 1))[0].number
    answer = client.get(f"/agreements?standing=ended&party={other}&from=2015-01-01&to=2030-12-31&text=samverkansavtal")
    page = html.fromstring(answer.content)
    chosen = page.xpath("//form[@role='search']//option[@selected]/@value")
    assert chosen == ["ended", other]
    assert page.xpath("//input[@id='from']/@value") == ["2015-01-01"]
    assert {badge.text_content() for badge in page.find_class("badge")} <= {"Upphört"}


def test_what_is_filtered_is_what_is_exported(client: Client, region: Organisation) -> None:
    page = html.fromstring(client.get("/agreements?standing=in_force&sort=-begins").content)
    shown = [cell.text_content() for cell in page.xpath("//tbody/tr/td[1]")]
    exported = table(client, "?standing=in_force&sort=-begins")
    assert [row[0] for row in exported][: len(shown)] == shown
    assert {row[2] for row in exported} == {"Gäller"}
    assert len(table(client)) == region.agreements.count()


def test_the_file_says_first_what_it_is(client: Client, region: Organisation) -> None:
    said = lines(client, "?on=2023-05-01&known=2023-06-01&standing=in_force")
    about = dict(line for line in said[: said.index([])])
    assert about == {
        "Avtal för": region.name, "Läget den": "2023-05-01", "Så som det var känt den": "2023-06-01", "Läge": "Gäller"
    }  # fmt: skip
    assert said[said.index([]) + 1][:3] == ["Avtal", "Parter", "Läge"]


def test_the_workbook_has_real_dates_and_a_frozen_heading(client: Client, region: Organisation) -> None:
    answer = client.get("/agreements/export.xlsx")
    book = load_workbook(io.BytesIO(answer.getvalue()))
    sheet = book["Avtal"]
    assert book.active is sheet
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]][:3] == ["Avtal", "Parter", "Läge"]
    assert sheet.max_row == region.agreements.count() + 1
    begins = [row[3].value for row in sheet.iter_rows(min_row=2)]
    assert any(isinstance(value, datetime) for value in begins)
    about = {row[0].value: row[1].value for row in book["Om listan"].iter_rows()}
    assert about["Läget den"] == str(timezone.localdate())


@pytest.mark.parametrize("title", ['=HYPERLINK("http://x")', "+1", "-1", "@sum", "\t=1"])
def test_a_title_is_never_a_formula(client: Client, region: Organisation, title: str) -> None:
    StandingSpan.objects.update(title=title)
    assert {row[0] for row in table(client)} == {f"'{title}"}
    sheet = load_workbook(io.BytesIO(client.get("/agreements/export.xlsx").getvalue()))["Avtal"]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_an_export_is_logged_and_asks_for_the_right(client: Client, region: Organisation) -> None:
    before = ReadContent.objects.count()
    table(client)
    assert ReadContent.objects.count() == before + 1
    held = RoleRow.objects.filter(organisation=region)
    held.exclude(role="registrar").delete()
    held.update(role=Role.CARE_STAFF)
    for form in ("csv", "xlsx"):
        assert client.get(f"/agreements/export.{form}").status_code == 403
    assert b"export.csv" not in client.get("/agreements").content
    assert client.get("/agreements/export.pdf").status_code == 403


@pytest.mark.parametrize(
    ("query", "code"),
    [("from=2022-13-01", "no_day"), ("to=x", "no_day"), ("from=2023-01-02&to=2023-01-01", "period_turned")],
)
@pytest.mark.parametrize("address", ["/agreements", "/agreements/export.csv"])
def test_days_that_are_none_are_told(client: Client, region: Organisation, query: str, code: str, address: str) -> None:
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 400
    values = {"day": query.partition("=")[2], "first": date(2023, 1, 2), "last": date(2023, 1, 1)}
    assert say("actions", code, values, "sv") in html.fromstring(answer.content).text_content()


@pytest.mark.parametrize(
    "query", ["page=0", "page=99999999999999999", "page=²", "sort=secret", "standing=x", "party=' OR 1"]
)
def test_an_address_made_by_hand_does_no_harm(client: Client, region: Organisation, query: str) -> None:
    assert client.get(f"/agreements?{query}").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_agreements_the_page_says_what_to_do(client: Client, language: str) -> None:
    person = Person.objects.create_user("ny@x.example", name="Ny")
    organisation = Organisation.objects.create(number="2120990011", kind="municipality")
    RoleRow.objects.create(person=person, organisation=organisation, role="registrar")
    client.force_login(person)
    client.cookies["language"] = language
    page = client.get("/agreements").content.decode()
    assert say("pages", "agreements.none", {}, language) in page  # type: ignore[arg-type]
