"""The logs in the browser: an auditor sees who did and read what, filtered, and that the log is read is logged."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.audit import write_audit, write_read
from samverkan.actions.logs import erase_log_content
from samverkan.actions.roles import Role
from samverkan.store.models import Person, ReadContent, ReadEntry
from samverkan.store.models import Role as RoleRow
from samverkan.store.sealing import seal

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client: Client) -> Client:
    acting = office(REGION, Role.AUDITOR)
    assert acting.person is not None
    Person.objects.filter(pk=acting.person.pk).update(name="Rut Revisor")
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role=Role.AUDITOR)
    client.force_login(acting.person)
    return client


def seen(client: Client, **query: str) -> str:
    answer = client.get("/logs", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_did_and_read_what_is_seen_and_not_what_others_did(auditor: Client) -> None:
    document, agreement = confirm(
        office(REGION), "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=date(2019, 10, 30)
    )
    write_read(office(REGION), agreement.urn, page="agreement")
    write_read(office(REGION), document.pk.urn, page="original")
    write_audit(office(MUNICIPALITY), "document_received", "theirs-alone", {})
    page = seen(auditor)
    assert "Tog emot en handling" in page
    assert agreement.urn in page
    assert f"/agreements/{agreement.pk}" in page
    assert f"/documents/{document.pk}" in page
    assert f"/agreements/{document.pk}" not in page, "what is of a document leads to no agreement"
    assert "theirs-alone" not in page


def test_the_filters_leave_what_is_asked_for(auditor: Client) -> None:
    ours = office(REGION)
    assert ours.person is not None
    write_read(ours, "page:one")
    write_audit(ours, "document_shared", "page:two", {})
    assert "page:one" not in seen(auditor, log="audit")
    assert "page:two" in seen(auditor, log="audit")
    assert "page:two" not in seen(auditor, target="e:one")
    assert "page:one" in seen(auditor, target="e:one")
    assert "Ingen rad" in seen(auditor, day="2001-01-01")
    for end in ("0001-01-01", "9999-12-31"):  # of the calendar: no day before, none after
        assert "Ingen rad" in seen(auditor, day=end)
        assert auditor.get("/", {"known": end, "papers": end, "on": end}).status_code == 200
    mine = str(Person.objects.get(name="Rut Revisor").pk)
    assert "page:one" not in seen(auditor, person=mine)
    RoleRow.objects.create(person=ours.person, organisation=ours.organisation, role=Role.REGISTRAR)
    assert "page:one" in seen(auditor, person=str(ours.person.pk), log="read")
    assert auditor.get("/logs", {"day": "yesterday"}).status_code == 400


def test_reading_the_log_is_logged_with_what_was_asked_for(auditor: Client) -> None:
    seen(auditor, target="page:one")
    row = ReadContent.objects.get(target="logs")
    assert row.content["values"]["of"] == "page:one"
    assert "logs" in seen(auditor, log="read")


def test_what_is_erased_and_what_is_not_sealed_is_said(auditor: Client) -> None:
    write_read(office(REGION), "page:secret")
    assert "förseglas om några sekunder" in seen(auditor, target="page:secret")
    seal()
    assert "förseglas om några sekunder" not in seen(auditor, target="page:secret")
    row = ReadEntry.objects.get(content__target="page:secret").pk
    erase_log_content(office(REGION, Role.ADMINISTRATOR), log="read", rows=[row], why="Gallringsbeslut")
    page = seen(auditor, log="read")
    assert "Innehållet är raderat" in page


def test_a_long_log_is_paged(auditor: Client) -> None:
    ours = office(REGION)
    for n in range(60):
        write_read(ours, f"page:{n:02}")
    assert "page:59" in seen(auditor)
    assert "page:00" not in seen(auditor)
    assert "page:00" in seen(auditor, page="2")
    assert "page:00" in seen(auditor, page="99999")


def test_a_registrar_may_not(client: Client) -> None:
    person = office(REGION).person
    assert person is not None
    RoleRow.objects.create(person=person, organisation_id=REGION, role=Role.REGISTRAR)
    client.force_login(person)
    assert client.get("/logs").status_code == 403


def test_the_log_is_taken_out_as_a_file_whose_columns_and_values_have_names(auditor: Client) -> None:
    write_read(office(REGION), "urn:uuid:0", page="agreement", on="2020-01-01")
    write_read(office(REGION), "urn:uuid:1", page="original")
    answer = auditor.get("/logs", {"format": "csv", "log": "read", "sort": "at"})
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0] == ["Tid", "Vem", "Vad", "Uppgifter", "Med vad", "Rad"]
    mine = [row for row in rows if "urn:uuid:" in ";".join(row)]
    assert "Läget den: 2020-01-01" in ";".join(mine[0])
    assert "urn:uuid:1" in ";".join(mine[1])
    assert ReadContent.objects.filter(content__values__page="logs_export").exists()
