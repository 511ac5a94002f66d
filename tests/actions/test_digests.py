"""The daily letter, sent to a real mail server: only what has changed or is due, in the reader's language, once."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.actions.letterbox import Box, mail_server
from tests.serving import free_port
from tests.store.office import MUNICIPALITY, REGION, confirm, office
from tests.store.own import workspace

from samverkan.actions.digests import deliver, make_digests, stop_token, stopping
from samverkan.actions.roles import Role
from samverkan.store.indexing import index, rebuild
from samverkan.store.models import Digest, Person
from samverkan.store.models import Role as RoleRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samverkan.store.models import Agreement

MORNING = datetime(2019, 12, 9, 7, 0, tzinfo=UTC)


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    made = Box()
    with mail_server(made) as port:
        _use(settings, port)
        yield made


def _use(settings: Any, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.DIGEST_HOUR = 6
    settings.ADDRESS = "https://samverkan.example"


def reader(number: str = REGION, role: Role = Role.REGISTRAR, language: str = "sv") -> Person:
    acting = office(number, role)
    assert acting.person is not None
    RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=role)
    Person.objects.filter(pk=acting.person.pk).update(language=language, name="Rut Ek")
    return Person.objects.get(pk=acting.person.pk)


def half_decided() -> Agreement:
    office(MUNICIPALITY)
    _, agreement = confirm(
        office(REGION), "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=date(2019, 10, 30)
    )
    list(rebuild(today=MORNING.date()))
    return agreement


def work(now: datetime) -> int:
    make_digests(now=now)
    return deliver(now=now)


def test_the_letter_tells_what_waits_in_text_and_html_and_how_to_stop_it(box: Box) -> None:
    agreement = half_decided()
    person = reader()
    assert work(MORNING) == 1
    (letter,) = box.letters
    assert letter["To"] == f"Rut Ek <{person.email}>"
    assert "1 avtal väntar på beslut." in str(letter["Subject"])
    text = letter.get_body(("plain",))
    html = letter.get_body(("html",))
    assert text is not None
    assert html is not None
    for part in (text.get_content(), html.get_content()):
        assert "Beslut saknas – den 31 december 2019" in part
        assert f"https://samverkan.example/agreements/{agreement.pk}" in part
    assert 'lang="sv"' in html.get_content()
    stop = str(letter["List-Unsubscribe"]).strip("<>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stopping(stop.rsplit("/", 1)[1]) == person
    assert letter["Message-ID"]


def test_each_in_their_own_language(box: Box) -> None:
    half_decided()
    reader(language="en")
    work(MORNING)
    assert "1 agreement waits for a decision." in str(box.letters[0]["Subject"])


def test_nothing_is_told_twice_and_each_step_nearer_is_told_once(box: Box) -> None:
    half_decided()
    reader()
    days = []
    for n in range(30):
        if work(MORNING + timedelta(days=n)):
            days.append((MORNING + timedelta(days=n)).date())
        work(MORNING + timedelta(days=n, hours=3))
    assert days == [date(2019, 12, 9), date(2019, 12, 24), date(2019, 12, 30), date(2020, 1, 1)]
    assert "Snart dags".upper() in box.letters[1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert len(box.letters) == 4


def test_what_is_done_is_told_as_over(box: Box) -> None:
    agreement = half_decided()
    reader()
    work(MORNING)
    confirm(
        office(MUNICIPALITY), "vastana/2019-11-13-socialnamnden-97.txt", arrived=date(2019, 11, 20),
        agreement=agreement, justered=date(2019, 11, 15),
    )  # fmt: skip
    index([agreement], today=date(2019, 12, 10))
    work(MORNING + timedelta(days=1))
    told = box.letters[1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "INTE LÄNGRE AKTUELLT" in told
    assert "Beslut saknas" in told


def test_a_server_that_is_down_loses_nothing_and_is_asked_less_and_less_often(settings: Any) -> None:
    half_decided()
    reader()
    _use(settings, free_port())
    assert work(MORNING) == 0
    row = Digest.objects.get()
    assert (row.state, row.attempts, row.next) == ("waiting", 1, MORNING + timedelta(minutes=1))
    assert deliver(now=MORNING + timedelta(seconds=30)) == 0
    assert Digest.objects.get().attempts == 1, "it is too early to try"
    deliver(now=MORNING + timedelta(minutes=1))
    assert Digest.objects.get().next == MORNING + timedelta(minutes=3)
    box = Box()
    with mail_server(box, settings.EMAIL_PORT):
        assert deliver(now=MORNING + timedelta(minutes=4)) == 1
        assert deliver(now=MORNING + timedelta(minutes=9)) == 0
    assert len(box.letters) == 1
    assert Digest.objects.get().state == "sent"


def test_a_letter_that_never_went_is_told_the_day_after(settings: Any, box: Box) -> None:
    half_decided()
    reader()
    box.answer = "451 later"
    assert work(MORNING) == 0
    box.answer = ""
    assert work(MORNING + timedelta(days=1)) == 1
    assert len(box.letters) == 1
    assert sorted(Digest.objects.values_list("state", flat=True)) == ["replaced", "sent"]


def test_a_letter_that_may_have_been_taken_is_not_sent_again(box: Box) -> None:
    half_decided()
    reader()
    box.answer = "drop"
    assert work(MORNING) == 0
    assert Digest.objects.get().state == "unsure"
    box.answer = ""
    assert deliver(now=MORNING + timedelta(hours=5)) == 0
    assert box.letters == []


def test_what_a_dead_worker_had_claimed_is_sent_and_what_it_was_sending_is_not(box: Box) -> None:
    half_decided()
    reader()
    make_digests(now=MORNING)
    later = MORNING + timedelta(minutes=11)
    Digest.objects.update(state="sending", changed=MORNING)
    assert deliver(now=later) == 0
    assert Digest.objects.get().state == "unsure"
    Digest.objects.update(state="claimed", changed=MORNING)
    assert deliver(now=MORNING + timedelta(minutes=5)) == 0
    assert deliver(now=later) == 1


def test_no_letter_before_the_hour_without_a_server_or_to_those_who_have_none_to_get(box: Box, settings: Any) -> None:
    half_decided()
    person = reader()
    assert make_digests(now=datetime(2019, 12, 9, 4, 59, tzinfo=UTC)) == 0
    Person.objects.filter(pk=person.pk).update(digest=False)
    assert make_digests(now=MORNING) == 0
    Person.objects.filter(pk=person.pk).update(digest=True, is_active=False)
    assert make_digests(now=MORNING) == 0
    Person.objects.filter(pk=person.pk).update(is_active=True)
    host, settings.EMAIL_HOST = settings.EMAIL_HOST, ""
    assert make_digests(now=MORNING) == 0
    settings.EMAIL_HOST = host
    assert Digest.objects.count() == 0
    assert make_digests(now=MORNING) == 1
    assert deliver(now=MORNING) == 1


def test_a_token_of_somebody_elses_making_stops_nothing() -> None:
    person = reader()
    assert stopping(stop_token(person)) == person
    assert stopping(stop_token(person)[:-1]) is None
    assert stopping("x") is None


_MANY = f"""
from datetime import date, timedelta
from tests.store.office import REGION, MUNICIPALITY, confirm, office
from samverkan.store.models import Person, Role
office(MUNICIPALITY)
ours = office(REGION)
confirm(ours, "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=date(2019, 10, 30))
for n in range(12):
    person = Person.objects.create_user(f"p{{n}}@region.example", name=f"Person {{n}}")
    Role.objects.create(person=person, organisation=ours.organisation, role="registrar")
assert {REGION!r}
"""


def test_two_workers_at_once_and_one_killed_in_the_middle_send_nothing_twice(tmp_path: Path) -> None:
    box = Box()
    box.slow = 0.3
    with workspace(tmp_path / "home") as own, mail_server(box) as port:
        own.python(_MANY)
        env = {"SAMVERKAN_SMTP_URL": f"smtp://127.0.0.1:{port}", "SAMVERKAN_DIGEST_HOUR": "0"}
        killed = own.start("work", "--once", **env)
        other = own.start("work", "--once", **env)
        end = time.monotonic() + 60
        while len(box.letters) < 3 and time.monotonic() < end:
            time.sleep(0.02)
        killed.kill()
        killed.communicate()
        _, err = other.communicate(timeout=60)
        assert other.returncode == 0, err
        own.samverkan("work", "--once", **env)
        to = sorted(str(one["To"]) for one in box.letters)
        assert len(to) == len(set(to))
        assert len(to) >= 11, "all but at most the one that was on its way when the worker died"
        states = own.python(
            "from samverkan.store.models import Digest\nprint(*sorted(Digest.objects.values_list('state', flat=True)))"
        ).split()
        assert len(states) == 12
        assert states.count("sent") >= 11
