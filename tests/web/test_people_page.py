"""The administrator's page: inviting, giving and taking roles, as a person does it in the browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from tests.store.office import MUNICIPALITY, REGION, office
from tests.web.entering import log_in, person

from samverkan.actions.register import register_body
from samverkan.actions.roles import Role
from samverkan.store.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    person("admin@vastana.example", Role.ADMINISTRATOR)
    log_in(client, "admin@vastana.example")
    return client


INVITATION = {"email": "ny@vastana.example", "name": "Ny Person", "role": "officer", "body": ""}


def test_somebody_invited_gets_a_letter_whose_link_lets_them_in(administrator: Client) -> None:
    assert administrator.post("/people", INVITATION)["Location"] == "/people?done=invited"
    (letter,) = mail.outbox
    assert letter.to == ["ny@vastana.example"]
    assert "Region Västana" in letter.body
    link = re.search(r"http://testserver(/welcome/\S+)", letter.body)
    assert link is not None
    newcomer = Client()
    new = "en mening som jag minns"
    assert newcomer.post(link[1], {"new": new, "same": new}).status_code == 302
    assert log_in(newcomer, "ny@vastana.example", new)["Location"] == "/"
    assert newcomer.get("/agreements").status_code == 200
    page = administrator.get("/people").content.decode()
    assert "2 personer har en roll hos Region Västana" in page
    assert "Handläggare" in page


def test_what_was_written_stays_where_it_was_wrong(administrator: Client) -> None:
    answer = administrator.post("/people", {**INVITATION, "email": "ingen adress"}).content.decode()
    assert "ingen adress är ingen e-postadress" in answer
    assert 'value="Ny Person"' in answer
    assert mail.outbox == []


@pytest.mark.parametrize("body", ["9" * 5000, "9" * 30, "²", "-1"])
def test_a_body_that_is_none_is_told(administrator: Client, body: str) -> None:
    answer = administrator.post("/people", {**INVITATION, "role": "registrar", "body": body})
    assert answer.status_code in (200, 400)
    assert not Person.objects.filter(email="ny@vastana.example").exists()


def test_a_letter_that_cannot_be_sent_is_told_and_the_role_is_kept(administrator: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = administrator.post("/people", INVITATION, follow=True).content.decode()
    assert "brevet gick inte att skicka" in answer
    assert Person.objects.get(email="ny@vastana.example").roles.count() == 1


def test_roles_are_given_and_taken_for_the_organisation_or_a_body(administrator: Client) -> None:
    body = register_body(office(REGION), name="Kulturnämnden")
    administrator.post("/people", INVITATION)
    one = Person.objects.get(email="ny@vastana.example")
    assert administrator.post(f"/people/{one.pk}/give", {"role": "justerare", "body": str(body.pk)}).status_code == 302
    assert "Justerare: Kulturnämnden" in administrator.get(f"/people/{one.pk}").content.decode()
    held = one.roles.get(role="officer")
    assert administrator.post(f"/people/{one.pk}/take/{held.pk}").status_code == 302
    assert administrator.post(f"/people/{one.pk}/take/{held.pk}").status_code == 404  # the double click
    assert [role.role for role in one.roles.all()] == ["justerare"]


def test_one_who_is_closed_out_is_out_at_once(administrator: Client) -> None:
    somebody, other = person("bo@vastana.example"), Client()
    log_in(other, "bo@vastana.example")
    assert other.get("/").status_code == 200
    administrator.post(f"/people/{somebody.pk}/close")
    assert other.get("/").status_code == 302
    assert "stämmer inte" in log_in(other, "bo@vastana.example").content.decode()


def test_another_organisations_people_are_not_here(administrator: Client) -> None:
    office(MUNICIPALITY)
    theirs = person("nils@lindmora.example", Role.OFFICER, number=MUNICIPALITY)
    assert "nils@lindmora" not in administrator.get("/people").content.decode()
    for address in ("", "/give", "/close", "/link", "/factors/forget"):
        method = administrator.post if address else administrator.get
        assert method(f"/people/{theirs.pk}{address}", {"role": "officer"}).status_code == 404


def test_somebody_with_a_role_for_a_body_alone_gets_in(client: Client) -> None:
    body = register_body(office(REGION), name="Kulturnämnden")
    somebody = person("k@vastana.example")
    somebody.roles.update(body=body, role="officer")
    log_in(client, "k@vastana.example")
    assert client.get("/agreements").status_code == 200
    assert client.get("/people").status_code == 403
    assert "Handläggare, Region Västana: Kulturnämnden" in client.get("/account").content.decode()


def test_the_list_is_filtered_sorted_and_taken_out_as_a_file(administrator: Client) -> None:
    administrator.post("/people", {**INVITATION, "email": "orjan@vastana.example", "name": "Örjan Ek"})
    administrator.post("/people", {**INVITATION, "email": "ake@vastana.example", "name": "Åke Ek"})
    page = administrator.get("/people", {"sort": "-name"}).content.decode()
    assert page.index("Örjan Ek") < page.index("Åke Ek")
    page = administrator.get("/people", {"text": "örjan"}).content.decode()
    assert "Örjan Ek" in page
    assert "Åke Ek" not in page
    answer = administrator.get("/people", {"text": "ek", "format": "csv", "sort": "name"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert [row.split(";")[:3] for row in rows[1:]] == [
        ["Rut Ek", "admin@vastana.example", "Administratör"], ["Åke Ek", "ake@vastana.example", "Handläggare"],
        ["Örjan Ek", "orjan@vastana.example", "Handläggare"],
    ]  # fmt: skip
