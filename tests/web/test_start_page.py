"""Start: what needs somebody, by when; and what to do first where there is nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import html
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.roles import Role
from samverkan.store.models import Fact
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.test import Client

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db


def log_in(client: Client, number: str = REGION, role: Role = Role.REGISTRAR) -> Client:
    acting = office(number, role)
    assert acting.person is not None
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role=role)
    client.force_login(acting.person)
    return client


def half_decided() -> Agreement:
    office(MUNICIPALITY)
    _, agreement = confirm(
        office(REGION), "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=date(2019, 10, 30)
    )
    return agreement


def test_the_first_line_says_what_waits_and_each_thing_its_day_whose_it_is_and_where(client: Client) -> None:
    agreement = half_decided()
    page = log_in(client).get("/", {"on": "2019-12-29"}).content.decode()
    assert "1 avtal väntar på beslut." in page
    assert "Beslut saknas" in page
    assert "Tisdag 31 december 2019" in page
    assert "Lindmora kommun" in page
    assert f"/agreements/{agreement.pk}?on=2019-12-29" in page


def test_an_earlier_day_of_very_many_agreements_says_of_which_it_tells(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = half_decided()
    monkeypatch.setattr("samverkan.store.portfolio.AT_MOST", -1)
    page = log_in(client).get("/", {"on": "2019-12-29"}).content.decode()
    assert "Sidan visar vad som väntade i avtal 1–1 av 1" in page
    assert f"/agreements/{agreement.pk}?on=2019-12-29" in page
    page = client.get("/", {"known": "2000-01-01"}).content.decode()
    assert "I de avtalen behövde inget göras den dagen." in page
    assert "Sidan visar" not in client.get("/").content.decode()


def test_a_matter_that_nobody_decided_in_time_is_closed_from_its_line_and_leaves_the_page(client: Client) -> None:
    agreement = half_decided()
    logged_in = log_in(client)
    page = html.fromstring(logged_in.get(f"/agreements/{agreement.pk}").content.decode())
    (form,) = [
        link.get("href") for link in page.xpath("//a") if " ".join(link.text_content().split()) == "Ärendet är avslutat"
    ]
    fields = set(html.fromstring(logged_in.get(form).content.decode()).forms[-1].fields)
    assert fields == {"csrfmiddlewaretoken", "kind", "happened", "why"}
    sent = {"kind": "Closed", "happened": "", "why": "Frågan löstes på annat sätt"}
    assert "Avgör om ärendet ska avslutas" in logged_in.get("/").content.decode()
    logged_in.post(form, sent)
    assert not Fact.objects.filter(kind="Confirmation").exists(), "a day is asked for"
    assert logged_in.post(form, sent | {"happened": "2023-03-01"}).status_code == 302
    assert "Avgör om ärendet ska avslutas" not in logged_in.get("/").content.decode()
    assert "Avgör om ärendet ska avslutas" in logged_in.get("/", {"on": "2023-02-28"}).content.decode()
    told = logged_in.get(f"/agreements/{agreement.pk}").content.decode()
    assert "ärendet avslutades (1 mars 2023) utan att alla parter hade beslutat" in told
    assert "Ärendet är avslutat." in logged_in.get(f"/agreements/{agreement.pk}/facts").content.decode()


def test_in_english(client: Client) -> None:
    half_decided()
    client.cookies["language"] = "en"
    page = log_in(client).get("/", {"on": "2019-12-29"}).content.decode()
    assert "1 agreement waits for a decision." in page
    assert "Tuesday 31 December 2019" in page


def test_today_what_has_passed_is_to_be_settled(client: Client) -> None:
    half_decided()
    page = log_in(client).get("/").content.decode()
    assert "Avgör om ärendet ska avslutas" in page
    assert "Utan bestämd dag" in page


def test_as_it_was_known_before_the_paper_was_recorded_there_is_nothing(client: Client) -> None:
    half_decided()
    page = log_in(client).get("/", {"on": "2019-12-29", "known": "2019-12-29"}).content.decode()
    assert "Beslut saknas" not in page
    assert "Inget behöver göras" in page


def test_an_empty_page_teaches_what_to_do_first(client: Client) -> None:
    page = log_in(client).get("/").content.decode()
    assert "Börja med att lämna in en handling" in page


def test_one_who_sees_only_what_is_joint_is_told_only_that(client: Client) -> None:
    half_decided()
    page = log_in(client, role=Role.CARE_STAFF).get("/", {"on": "2019-12-29"}).content.decode()
    assert "Beslut saknas" not in page


def test_the_other_party_is_not_told_what_it_does_not_see(client: Client) -> None:
    half_decided()
    page = log_in(client, MUNICIPALITY).get("/", {"on": "2019-12-29"}).content.decode()
    assert "Beslut saknas" not in page


def test_a_page_number_that_is_none_is_the_first_page(client: Client) -> None:
    half_decided()
    log_in(client)
    for page in ("x", "0", "99999999999999", "²"):
        assert "Beslut saknas" in client.get("/", {"on": "2019-12-29", "page": page}).content.decode()
