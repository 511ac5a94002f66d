"""`samverkan register-organisation` on an empty installation: the administrator whom it names gets in, or nothing is made."""

from __future__ import annotations

import getpass
import io
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samverkan.cli.main import main
from samverkan.store.models import AuditContent, Body, Organisation, OrganisationName, Person, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.django_db

PASSWORD = "ett långt eget lösenord"
NAMED = {
    "--name": "Alingsås kommun", "--kind": "municipality", "--administrator": "Namn@alingsas.example",
    "--administrator-name": "Namn Namnsson",
}  # fmt: skip


def register(*more: str, number: str = "212000-1553", **changed: str) -> int:
    named = {**NAMED, **{f"--{name.replace('_', '-')}": value for name, value in changed.items()}}
    words = [part for name, value in named.items() if value for part in (name, value)]
    return main(["register-organisation", number, *words, *more])


def log_in(password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/login", {"email": "namn@alingsas.example", "password": password})
    return client


def test_the_address_leads_to_a_password_once_and_then_to_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert register("--body", "Socialnämnden", "--body", "Kommunstyrelsen", "--from", "1971-01-01") == 0
    said = capsys.readouterr().out
    address = re.search(r"http://[^/]+(/welcome/\S+)", said)
    assert address is not None
    assert "Alingsås kommun (2120001553) är registrerad med 2 organ." in said
    assert {one.name for one in Body.objects.all()} == {"Socialnämnden", "Kommunstyrelsen"}
    client = Client()
    client.post(address[1], {"new": PASSWORD, "same": PASSWORD})
    inside = log_in().get("/people")
    assert inside.status_code == 200
    assert "Alingsås kommun" in inside.content.decode()
    assert "Namn Namnsson" in inside.content.decode()
    assert 'name="new"' not in client.get(address[1]).content.decode()  # used up


def test_who_did_it_and_what_stands_in_the_log_without_the_address() -> None:
    register("--body", "Socialnämnden")
    kept = list(AuditContent.objects.values_list("verb", "content"))
    assert {verb for verb, _ in kept} == {
        "organisation_registered", "body_registered", "person_invited", "role_given", "organisation_begun",
    }  # fmt: skip
    assert "alingsas.example" not in str(kept)


def test_a_password_comes_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert register("--ask-password") == 0
    assert log_in().get("/people").status_code == 200


def answers(monkeypatch: pytest.MonkeyPatch, typed: Sequence[str]) -> None:
    terminal, left = io.StringIO(), iter(typed)
    terminal.isatty = lambda: True  # type: ignore[method-assign]  # somebody sits at it
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr(getpass, "getpass", lambda _: next(left))


def test_a_password_is_asked_for_twice_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, [PASSWORD, PASSWORD])
    assert register("--ask-password") == 0
    assert log_in().get("/people").status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"), [([PASSWORD, "ett annat lösenord"], "inte lika"), (["kort", "kort"], "tolv")]
)
def test_a_password_that_will_not_do_leaves_nothing(
    typed: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, typed)
    assert register("--ask-password") == 1
    assert said in capsys.readouterr().err
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("more", "changed", "said", "code"),
    [
        ((), {"number": "2120001554"}, "inget organisationsnummer", 1),
        ((), {"kind": "king"}, "king är inget slag", 1),
        ((), {"administrator": "ingen"}, "ingen är ingen e-postadress", 1),
        (("--body", "Nämnden", "--body", "Nämnden"), {}, "Nämnden finns redan", 1),
        ((), {"name": ""}, "--name saknas", 2),
        (("--from", "1971-02-30"), {}, "1971-02-30 är ingen", 2),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    more: tuple[str, ...], changed: dict[str, str], said: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert register(*more, **changed) == code
    assert said in capsys.readouterr().err
    for model in (Organisation, OrganisationName, Body, Person, Role, AuditContent):
        assert not model.objects.exists(), model


def test_an_organisation_that_is_there_stays_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    register()
    assert register(name="Kapad kommun", administrator="annan@x.example") == 1
    assert "redan registrerad" in capsys.readouterr().err
    assert Organisation.objects.get().name == "Alingsås kommun"
    assert [one.email for one in Person.objects.all()] == ["namn@alingsas.example"]


def test_a_later_organisation_may_have_an_administrator_with_an_account(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    register("--ask-password")
    monkeypatch.setattr("sys.stdin", io.StringIO("ett helt annat lösenord\n"))
    assert register("--ask-password", number="2321990018", name="Region Västana", kind="region") == 1
    assert "behåller sitt lösenord" in capsys.readouterr().err
    assert register(number="2321990018", name="Region Västana", kind="region") == 0
    assert "/login" in capsys.readouterr().out
    assert log_in().get("/people").status_code == 200
    assert {one.organisation_id for one in Role.objects.all()} == {"2120001553", "2321990018"}
