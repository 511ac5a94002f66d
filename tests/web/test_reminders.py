"""Reminders in the browser: the choice of letters, saying no from one, and the calendar behind a secret address."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.digests import stop_token
from samverkan.actions.roles import Role
from samverkan.store.models import Agreement, CalendarFeed, Person
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

pytestmark = pytest.mark.django_db


def log_in(client: Client) -> Person:
    acting = office(REGION)
    assert acting.person is not None
    RoleRow.objects.create(person=acting.person, organisation=acting.organisation, role=Role.REGISTRAR)
    client.force_login(acting.person)
    return acting.person


def in_force() -> Agreement:
    """An agreement on file that goes on for years yet, by both parties' decisions."""
    _, agreement = confirm(
        office(REGION), "vastana/2024-06-18-halso-och-sjukvardsnamnden-93.txt", arrived=date(2024, 6, 25)
    )
    confirm(
        office(MUNICIPALITY), "vastana/2024-06-12-socialnamnden-71.txt", arrived=date(2024, 6, 26), agreement=agreement,
        justered=date(2024, 6, 20),
    )  # fmt: skip
    return agreement


def feed_of(client: Client) -> str:
    page = client.post("/reminders", {"do": "calendar_new"}).content.decode()
    found = re.search(r"(/calendar/[\w-]+\.ics)", page)
    assert found is not None
    return found[1]


def events(answer: HttpResponse) -> list[object]:
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_letters_are_stopped_and_started(client: Client, settings: Any) -> None:
    person = log_in(client)
    assert "har ingen e-postserver ännu: inga brev skickas" in client.get("/reminders").content.decode()
    settings.EMAIL_HOST = "mail.example"
    assert "Du får ett e-brev om dagen" in client.get("/reminders").content.decode()
    assert "Du får inga e-brev" in client.post("/reminders", {"do": "digest_off"}).content.decode()
    assert not Person.objects.get(pk=person.pk).digest
    client.post("/reminders", {"do": "digest_on"})
    assert Person.objects.get(pk=person.pk).digest
    assert client.post("/reminders", {"do": "dance"}).status_code == 400


def test_a_mail_program_stops_them_without_login_or_form(client: Client) -> None:
    person = log_in(client)
    client.logout()
    client.handler.enforce_csrf_checks = True
    address = f"/reminders/stop/{stop_token(person)}"
    assert "Vill du sluta" in client.get(address).content.decode()
    assert Person.objects.get(pk=person.pk).digest, "looking changes nothing"
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Person.objects.get(pk=person.pk).digest
    assert client.post("/reminders/stop/abc").status_code == 404


def test_the_calendar_is_read_with_the_secret_alone_and_not_with_an_old_one(client: Client) -> None:
    log_in(client)
    office(MUNICIPALITY)
    in_force()
    first = feed_of(client)
    second = feed_of(client)
    client.logout()
    assert client.get(first).status_code == 404
    answer = client.get(second)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert CalendarFeed.objects.get().secret not in second
    Person.objects.update(is_active=False)
    assert client.get(second).status_code == 404


def test_the_address_can_be_taken_away(client: Client) -> None:
    log_in(client)
    address = feed_of(client)
    assert "Du har en kalenderadress" in client.get("/reminders").content.decode()
    client.post("/reminders", {"do": "calendar_end"})
    assert client.get(address).status_code == 404


def test_every_day_is_an_all_day_event_that_the_icalendar_package_reads(client: Client) -> None:
    log_in(client)
    office(MUNICIPALITY)
    agreement = in_force()
    answer = client.get(feed_of(client))
    found = events(answer)
    assert found
    for one in found:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "LAST-MODIFIED"} <= set(one)
        assert type(one.decoded("DTSTART")) is date
        assert one.decoded("DTEND") - one.decoded("DTSTART") == timedelta(days=1)
        assert str(agreement.pk) in str(one["URL"])
    assert len({str(one["UID"]) for one in found}) == len(found)
    for line in answer.content.split(b"\r\n"):
        assert len(line) <= 75


def test_what_has_not_changed_is_not_sent_again_and_a_new_paper_raises_the_sequence(client: Client) -> None:
    log_in(client)
    office(MUNICIPALITY)
    agreement = in_force()
    address = feed_of(client)
    before = client.get(address)
    again = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    confirm(
        office(REGION), "vastana/2024-05-22-socialnamndens-arbetsutskott-58.txt", arrived=date(2024, 9, 12),
        agreement=agreement,
    )  # fmt: skip
    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    was = {str(one["UID"]): int(one["SEQUENCE"]) for one in events(before)}
    now = {str(one["UID"]): int(one["SEQUENCE"]) for one in events(after)}
    assert was.keys() & now.keys()
    assert all(now[uid] > was[uid] for uid in was.keys() & now.keys())
