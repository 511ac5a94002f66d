"""The pages of the registers, as a registrar and others meet them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.register import register_body, register_matter
from samverkan.store.models import Body, Matter, ReadContent, Role

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 6, 13, tzinfo=UTC)


@pytest.fixture
def registrar(client: Client) -> Client:
    office(REGION)  # the other party
    acting = office(MUNICIPALITY)
    confirm(acting, "vastana/2024-05-22-socialnamndens-arbetsutskott-58.txt", arrived=date(2024, 5, 23))
    confirm(acting, "vastana/2024-06-12-socialnamnden-71.txt", arrived=date(2024, 6, 13))
    Role.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person)  # type: ignore[arg-type]
    return client


def _page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_matter_answers_where_in_the_decision_it_is(registrar: Client) -> None:
    matter = Matter.objects.get()
    shown = _page(registrar, f"/matters/{matter.pk}")
    assert "Socialnämnden godkände avtalet den 12 juni 2024, §\u00a071." in shown
    assert "föreslog" in shown
    earlier = _page(registrar, f"/matters/{matter.pk}?on=2024-06-01")
    assert (
        "har inte beslutat, så vitt handlingarna visar" in earlier or "Inget beslut finns bland handlingarna" in earlier
    )
    assert "SN 2024/047" in _page(registrar, "/matters?text=047")
    assert "Inget stämmer med urvalet" in _page(registrar, "/matters?text=finnsinte")


def test_a_whole_diary_is_listed_a_page_at_a_time_in_few_words_to_the_database(registrar: Client) -> None:
    own = office(MUNICIPALITY).organisation
    many = [Matter(organisation=own, registry_number=f"D {n}", title=f"Ärende {n}", recorded=NOW) for n in range(1500)]
    Matter.objects.bulk_create(many)
    with CaptureQueriesContext(connection) as asked:
        shown = _page(registrar, "/matters?sort=title&page=2")
    assert shown.count("Ärende ") >= 50
    assert max(len(one["sql"]) for one in asked) < 3000, "no list of all the numbers"
    assert "Ärende 77<" in _page(registrar, "/matters?text=%C3%A4rende+D+77")
    assert len(registrar.get("/matters?format=csv").content.splitlines()) == 1502


@pytest.mark.parametrize("register", ["bodies", "meetings", "matters", "assignments"])
def test_a_list_that_is_taken_out_is_in_the_read_log(registrar: Client, register: str) -> None:
    _page(registrar, f"/{register}")
    assert not ReadContent.objects.exists()
    registrar.get(f"/{register}?format=csv")
    assert ReadContent.objects.get().content["values"]["page"] == f"{register}_export"


def test_meetings_lead_to_the_words(registrar: Client) -> None:
    shown = _page(registrar, "/meetings")
    assert "2 sammanträden framgår av handlingarna." in shown
    assert "12 juni 2024: Socialnämnden" in shown
    assert "/documents/" in shown
    assert "#words" in shown


@pytest.mark.parametrize("register", ["bodies", "meetings", "matters", "assignments"])
def test_every_list_can_be_taken_out_as_a_file(registrar: Client, register: str) -> None:
    register_body(office(MUNICIPALITY), name="=1+1")
    answer = registrar.get(f"/{register}?format=csv")
    assert answer["Content-Type"].startswith("text/csv")
    text = answer.content.decode("utf-8-sig")
    assert ";" in text.splitlines()[0]
    assert not any(line.startswith("=") for line in text.splitlines())


@pytest.mark.parametrize("register", ["bodies", "meetings", "matters", "assignments"])
@pytest.mark.parametrize(
    "query",
    ["page=x", "page=-1", "page=99999", "year=x&sort=nonsense", "sort=-nonsense&text=%27%22%3C", "organisation=x"],
)
def test_nothing_in_the_address_is_an_error(registrar: Client, register: str, query: str) -> None:
    _page(registrar, f"/{register}?{query}")


def test_an_empty_register_teaches(client: Client) -> None:
    acting = office(REGION)
    Role.objects.create(person=acting.person, organisation=acting.organisation, role="registrar")
    client.force_login(acting.person)  # type: ignore[arg-type]
    for register in ("bodies", "meetings", "matters", "assignments"):
        assert "ännu" in _page(client, f"/{register}")


def test_a_registrar_registers_merges_and_ends_bodies(registrar: Client) -> None:
    for name in ("Norra nämnden", "Södra nämnden"):
        registrar.post("/bodies", {"name": name, "from_day": "2010-01-01"})
    both = [str(one.pk) for one in Body.objects.order_by("pk")]
    registrar.post("/bodies", {"name": "Nämnden", "from_day": "2020-01-01", "after": both})
    merged = Body.objects.get(name="Nämnden")
    shown = _page(registrar, f"/bodies/{merged.pk}")
    assert "Norra nämnden" in shown
    assert "Tog över från" in shown
    assert "upphörde den 31 december 2019" in _page(registrar, f"/bodies/{both[0]}")
    assert registrar.post(f"/bodies/{merged.pk}", {"last_day": "2024-12-31"}).status_code == 302
    assert "upphörde den 31 december 2024" in _page(registrar, f"/bodies/{merged.pk}")


def test_wrong_input_is_told_and_changes_nothing(registrar: Client) -> None:
    before = Body.objects.count(), Matter.objects.count()
    for address, given in (
        ("/bodies", {"name": " ", "from_day": ""}), ("/bodies", {"name": "A", "from_day": "i fjol"}),
        ("/matters", {"registry_number": ""}), ("/matters", {"registry_number": "X 1", "link": "javascript:alert(1)"}),
        ("/matters", {"registry_number": "X 1", "opened": "2024-13-01"}),
    ):  # fmt: skip
        assert registrar.post(address, given).status_code == 400
    assert (Body.objects.count(), Matter.objects.count()) == before


def test_a_matter_added_twice_is_one_and_links_to_the_diary(registrar: Client) -> None:
    given = {"registry_number": "SN 2025/1", "title": "Nytt avtal", "link": "https://diarium.example/SN-2025-1"}
    addresses = {registrar.post("/matters", given)["Location"] for _ in range(2)}
    (address,) = addresses
    assert 'href="https://diarium.example/SN-2025-1"' in _page(registrar, address)


def test_others_bodies_and_matters_are_as_if_they_were_not_there(registrar: Client) -> None:
    other = office(REGION)
    matter = register_matter(other, registry_number="HSN 2025-1")
    _page(registrar, f"/matters/{matter.pk}", 404)
    mine = registrar.post("/bodies", {"name": "Egen"})["Location"]
    body = register_body(other, name="Regionens nämnd")
    shown = _page(registrar, f"/bodies/{body.pk}")  # a party of the agreement: seen, not changed
    assert "Ange sista dagen" not in shown
    assert registrar.post(f"/bodies/{body.pk}", {"last_day": "2024-12-31"}).status_code == 400
    assert "Ange sista dagen" in _page(registrar, mine)


def test_who_may_not_keep_registers_has_no_forms_and_is_refused(client: Client) -> None:
    acting = office(MUNICIPALITY)
    Role.objects.create(person=acting.person, organisation=acting.organisation, role="officer")
    client.force_login(acting.person)  # type: ignore[arg-type]
    assert 'name="from_day"' not in _page(client, "/bodies")
    assert client.post("/bodies", {"name": "Nämnden"}).status_code == 403
    assert client.post("/matters", {"registry_number": "1"}).status_code == 403
    assert not Body.objects.filter(name="Nämnden").exists()


def test_a_body_names_each_matter_once_as_it_was_called_last(registrar: Client) -> None:
    body = Body.objects.filter(name="Socialnämnden", organisation=MUNICIPALITY).first()
    if body is None:
        body = register_body(office(MUNICIPALITY), name="Socialnämnden")
    shown = _page(registrar, f"/bodies/{body.pk}")
    assert shown.count(">SN 2024/047</a>") == 1
