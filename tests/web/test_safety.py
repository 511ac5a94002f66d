"""Safety: headers, cookies, forms, errors in our words, log lines without anybody in them."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as installed
from django.test import Client
from django.utils.module_loading import import_string
from tests.web.entering import PASSWORD, log_in, person

from samverkan.actions.roles import Role
from samverkan.store.models import Matter
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.django_db


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the installation's own log would hold."""
    said = installed.LOGGING["formatters"]["line"]
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(import_string(said["()"])(said["format"], style=said["style"]))
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


ADDRESSES = [
    "agreements?text=a\0b&party=\0&sort=\0", "meetings?body=\0&text=a\0b", "matters?text=a\0b", "documents?text=a\0",
    "assignments?text=a\0b", "logs?target=a\0&person=\0", "bodies?text=\0",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_nul_in_an_address_is_a_blank(client: Client, address: str) -> None:
    person("rut@vastana.example", Role.REGISTRAR, Role.ADMINISTRATOR, Role.AUDITOR)
    log_in(client)
    assert client.get(f"/{address.replace(chr(0), '%00')}").status_code == 200


def test_a_nul_in_a_field_is_a_blank(client: Client) -> None:
    person()
    log_in(client)
    sent = {"registry_number": "SN 2024\x00047", "title": "a\0b", "link": "\0"}
    assert client.post("/matters", sent).status_code == 302
    (made,) = Matter.objects.all()
    assert (made.registry_number, made.title) == ("SN 2024 047", "a b")
    assert log_in(client, "a\0b@vastana.example", "x\0y").status_code == 200


def test_a_failed_login_a_404_and_a_fault_leave_nobody_in_the_log(
    client: Client, logged: io.StringIO, monkeypatch: Any
) -> None:
    person()
    log_in(client, "rut@vastana.example", "mitt hemliga lösen")
    client.get("/agreements/rut@vastana.example")
    client.get("/people/19121212-1212", {"name": "Rut Ek"})
    log_in(client)
    client.raise_request_exception = False

    def broken(*_: object, **__: object) -> None:
        raise ValueError("Rut Ek (rut@vastana.example) finns redan")

    monkeypatch.setattr("samverkan.web.views.agreements.portfolio", broken)
    answer = client.get("/agreements?text=Rut")
    assert answer.status_code == 500
    logging.getLogger("x").warning("mail to %s failed for 191212121212", "rut@vastana.example")
    lines = logged.getvalue()
    for personal in ("rut", "Rut", "@", "1212", "hemliga", PASSWORD):
        assert personal not in lines, lines
    assert "404 GET /(no such address)" in lines
    assert "500 GET /agreements" in lines
    assert "builtins.ValueError" in lines
    assert "views/agreements.py" in lines


def test_errors_are_said_in_our_words(client: Client) -> None:
    answer = client.get("/finns/inte")
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.content.decode()
    bad = client.get("/", headers={"host": "evil.example"})
    assert bad.status_code == 400
    assert "Samverkan" in bad.content.decode()
    client.cookies["language"] = "en"
    assert say("pages", "missing.why", {}, "en") in client.get("/finns/inte").content.decode()


def test_an_address_for_forms_opened_as_a_page_says_so(client: Client) -> None:
    answer = client.get("/documents/upload")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Ingenting är ändrat" in answer.content.decode()


def test_a_fault_is_said_also_when_nothing_works(client: Client, monkeypatch: Any) -> None:
    client.raise_request_exception = False

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("samverkan.web.page.asked_by", broken)
    monkeypatch.setattr("samverkan.web.views.errors.asked_by", broken)
    answer = client.get("/login")
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_a_form_from_elsewhere_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    person()
    answer = log_in(client)
    assert answer.status_code == 403
    assert "Läs in den på nytt" in answer.content.decode()


def test_every_answer_has_its_headers(client: Client) -> None:
    for address in ("/login", "/finns/inte", "/accessibility"):
        answer = client.get(address)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"


def test_no_page_has_a_script_or_a_style_of_its_own(client: Client) -> None:
    person()
    log_in(client)
    for address in ("/login", "/account", "/account/factors", "/account/factors/app", "/account/factors/passkey"):
        page = client.get(address).content.decode()
        assert "<script>" not in page
        assert " style=" not in page
        assert "onclick" not in page


def test_the_accessibility_statement_is_there_for_everybody(client: Client, settings: Any) -> None:
    page = client.get("/accessibility").content.decode()
    for told in ("2018:1937", "Anmäl en brist", "digg.se/tdosanmalan", "delvis förenlig"):
        assert told in page
    settings.OFFICE, settings.CONTACT = "Region Västana", "it@vastana.example"
    client.cookies["language"] = "en"
    page = client.get("/accessibility").content.decode()
    assert "Region Västana is responsible" in page
    assert "it@vastana.example" in page
    assert 'href="/accessibility"' in client.get("/login").content.decode()


def run(tmp_path: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command as an office would run it: not a demo, a home of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAMVERKAN", "DATABASE", "DJANGO"))
    }
    environment = {**kept, "SAMVERKAN_HOME": str(tmp_path), "SAMVERKAN_HOSTS": "samverkan.example", **more}
    command = [sys.executable, "-m", "samverkan", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_djangos_own_check_finds_nothing_in_an_installation(tmp_path: Path) -> None:
    done = run(tmp_path, "manage", "check", "--deploy", "--fail-level", "INFO")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues (0 silenced)" in done.stdout


def test_what_is_asked_of_django_is_passed_on_as_it_stands(tmp_path: Path) -> None:
    done = run(tmp_path, "manage", "check", "--no-such-option")
    assert done.returncode == 2
    assert "--no-such-option" in done.stderr
    assert "Available subcommands" in run(tmp_path, "manage", "help").stdout


@pytest.mark.parametrize(
    ("setting", "value"), [("SAMVERKAN_SESSION_MINUTES", "an hour"), ("SAMVERKAN_OIDC", "/no/such.toml")]
)
def test_a_setting_that_cannot_be_understood_is_named(tmp_path: Path, setting: str, value: str) -> None:
    done = run(tmp_path, "manage", "check", **{setting: value})
    assert done.returncode == 1
    assert setting in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_the_demo_only_https_is_spoken_and_cookies_are_kept_to_it(tmp_path: Path) -> None:
    code = (
        "from django.test import Client; a = Client().get('/login', secure=True, headers={'host': 'samverkan.example'}); "
        "b = Client().get('/login', headers={'host': 'samverkan.example'}); "
        "c = a.cookies['csrftoken']; "
        "print(a['Strict-Transport-Security'], b.status_code, b['Location'], c['secure'], c['httponly'], c['samesite'])"
    )
    assert run(tmp_path, "migrate").returncode == 0
    done = run(tmp_path, "manage", "shell", "-v0", "-c", code)
    assert done.stdout.strip() == (
        "max-age=31536000; includeSubDomains; preload 301 https://samverkan.example/login True True Lax"
    ), done.stderr
