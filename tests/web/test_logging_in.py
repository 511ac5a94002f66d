"""Logging in by password and a second step, as an office does it: outside the demo."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import global_settings
from django.test import Client
from django.utils import timezone
from tests.web.entering import PASSWORD, code, factors, log_in, person, with_app

from samverkan.actions.account import password_token
from samverkan.store.models import Attempt, LoginSession, Person
from samverkan.web import throttle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _for_real(settings: Any) -> None:
    settings.DEMO = False
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False


def opens(client: Client, address: str = "/") -> bool:
    return client.get(address).status_code == 200


def test_without_a_second_factor_one_is_set_up_before_anything_is_seen(client: Client) -> None:
    somebody = person()
    assert log_in(client).status_code == 302
    for address in ("/", "/agreements", "/account", "/people"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/account/factors"), address
    assert "Innan du kan fortsätta" in client.get("/account/factors").content.decode()

    page = client.get("/account/factors/app").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert secret is not None
    wrong = client.post("/account/factors/app", {"code": "000000"})
    assert "Koden stämmer inte" in wrong.content.decode()
    assert secret[1] in wrong.content.decode()  # the same picture still holds
    assert factors(somebody) == []

    assert client.post("/account/factors/app", {"code": code(secret[1])})["Location"] == "/account/factors/codes"
    assert factors(somebody) == ["recovery_codes", "totp"]
    assert len(re.findall(r"<li><code>\d{8}</code></li>", client.get("/account/factors/codes").content.decode())) == 10
    assert opens(client)
    kept = Authenticator.objects.get(user=somebody, type="totp").data["secret"]
    assert secret[1] not in kept


def test_a_code_that_cannot_be_tried_since_the_key_is_another_is_told_why(client: Client, settings: Any) -> None:
    secret = with_app(person())
    settings.SECRET_KEY = "the key of another machine, after a restore"
    log_in(client)
    answer = client.post("/login/second", {"code": code(secret)})
    assert answer.status_code < 500
    assert "installationens nyckel är en annan" in answer.content.decode()
    assert not opens(client)


def test_a_password_is_kept_so_that_guessing_is_slow(settings: Any) -> None:
    """In the installation's own way, which most tests do without."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    somebody = person()
    kind, rounds, _, _ = somebody.password.split("$")
    assert (kind, int(rounds) >= 600_000) == ("pbkdf2_sha256", True), "OWASP's figure for PBKDF2 with SHA-256, 2023"
    assert somebody.check_password(PASSWORD)


def test_the_second_step_is_asked_and_a_code_works_once(client: Client) -> None:
    secret = with_app(person())
    assert log_in(client, next="/agreements")["Location"] == "/login/second"
    assert not opens(client)
    assert "Koden stämmer inte" in client.post("/login/second", {"code": "123456"}).content.decode()
    right = code(secret)
    assert client.post("/login/second", {"code": right})["Location"] == "/agreements"
    assert opens(client)

    other = Client()
    log_in(other)
    assert "Koden stämmer inte" in other.post("/login/second", {"code": right}).content.decode()
    assert not opens(other)


def test_a_recovery_code_opens_once(client: Client) -> None:
    somebody = person()
    with_app(somebody)
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    one = RecoveryCodes.activate(somebody).get_unused_codes()[0]
    log_in(client)
    assert client.post("/login/second", {"code": one})["Location"] == "/"
    other = Client()
    log_in(other)
    assert other.post("/login/second", {"code": one}).status_code == 200
    assert not opens(other)


def test_the_second_step_alone_leads_nowhere(client: Client) -> None:
    assert client.get("/login/second")["Location"] == "/login"
    assert client.post("/login/second", {"code": "123456"})["Location"] == "/login"


def test_a_session_from_before_the_factor_was_set_up_ends(client: Client) -> None:
    somebody = person()
    log_in(client)
    with_app(somebody)
    assert client.get("/")["Location"] == "/login"


def test_with_the_demo_no_second_step_is_asked(client: Client, settings: Any) -> None:
    settings.DEMO = True
    with_app(person())
    assert log_in(client)["Location"] == "/"
    assert opens(client)


@pytest.mark.parametrize(
    ("email", "password"), [("rut@vastana.example", "fel"), ("ingen@vastana.example", PASSWORD), ("", "")]
)
def test_a_wrong_login_says_the_same_whoever_it_is(client: Client, email: str, password: str) -> None:
    person()
    answer = log_in(client, email, password)
    assert "E-postadressen eller lösenordet stämmer inte" in answer.content.decode()
    assert not LoginSession.objects.exclude(person=None).exists()


def test_a_closed_account_does_not_open(client: Client) -> None:
    person(is_active=False)
    assert "stämmer inte" in log_in(client).content.decode()


def test_an_address_elsewhere_is_not_gone_to_after_login(client: Client, settings: Any) -> None:
    settings.DEMO = True
    person()
    assert log_in(client, next="https://evil.example/")["Location"] == "/"
    assert log_in(client, next="//evil.example/")["Location"] == "/"


def test_too_many_tries_are_turned_away_with_how_long(client: Client) -> None:
    person()
    for _ in range(throttle.LIMITS["account"]):
        assert log_in(client, password="fel").status_code == 200
    answer = log_in(client)  # the right password, too
    assert answer.status_code == 429
    assert "Vänta 15 minuter" in answer.content.decode()
    assert not opens(client)
    assert log_in(client, "annan@vastana.example", "fel").status_code == 200  # others are not turned away
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=14, seconds=30))
    assert "Vänta 1 minut " in log_in(client).content.decode()
    Attempt.objects.update(at=timezone.now() - throttle.WINDOW)
    assert log_in(client).status_code == 302


def test_an_address_that_tries_many_accounts_is_turned_away(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setitem(throttle.LIMITS, "address", 5)
    person()
    for n in range(5):
        log_in(client, f"{n}@vastana.example", "fel")
    assert log_in(client).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert log_in(elsewhere).status_code == 302


def test_a_client_cannot_choose_its_address(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setitem(throttle.LIMITS, "address", 5)
    person()
    for n in range(5):
        client.post(
            "/login", {"email": f"{n}@x.example", "password": "fel"}, headers={"X-Forwarded-For": f"192.0.2.{n}"}
        )
    assert log_in(client).status_code == 429


def test_second_steps_are_counted_too(client: Client) -> None:
    secret = with_app(person())
    log_in(client)
    for _ in range(throttle.LIMITS["account"]):
        client.post("/login/second", {"code": "000000"})
    assert client.post("/login/second", {"code": code(secret)}).status_code == 429


def test_who_succeeds_is_not_counted(client: Client) -> None:
    person()
    for _ in range(throttle.LIMITS["account"] + 2):
        assert log_in(client).status_code == 302
        client.post("/logout")
    assert not Attempt.objects.exists()


def test_no_address_of_anybody_stands_among_the_tries(client: Client) -> None:
    log_in(client, password="fel")
    kept = list(Attempt.objects.values_list("key", flat=True))
    assert len(kept) == 2
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in kept)


def test_a_session_lives_as_long_as_it_is_used_and_no_longer(client: Client, settings: Any) -> None:
    settings.DEMO = True
    person()
    log_in(client)
    assert opens(client)
    almost = timezone.now() + timedelta(minutes=1)
    session = client.session
    session["seen"] -= 120  # last used two minutes ago
    session.save()
    LoginSession.objects.update(expire_date=almost)
    client.get("/review", {"part": "news"})  # which a page asks for by itself
    assert LoginSession.objects.get(person__email="rut@vastana.example").expire_date == almost
    assert opens(client)
    prolonged = LoginSession.objects.get(person__email="rut@vastana.example").expire_date
    assert prolonged > timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE - 60)
    LoginSession.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not opens(client)


def test_a_form_sent_after_the_session_has_ended_leads_back_to_its_page(client: Client) -> None:
    sent = client.post("/documents/upload", headers={"referer": "http://testserver/documents?state=waiting"})
    assert sent["Location"] == "/login?next=%2Fdocuments%3Fstate%3Dwaiting"
    assert (
        client.post("/documents/upload", headers={"referer": "https://evil.example/x"})["Location"] == "/login?next=%2F"
    )
    assert client.post("/documents/upload")["Location"] == "/login?next=%2F"


def test_logged_out_everywhere_but_here(client: Client, settings: Any) -> None:
    settings.DEMO = True
    person()
    others = [Client(), Client()]
    for one in (client, *others):
        log_in(one)
    assert "i 2 andra webbläsare" in client.get("/account").content.decode()
    assert client.post("/account/sessions/end").status_code == 302
    assert opens(client)
    assert not any(opens(one) for one in others)


def test_a_changed_password_ends_every_other_session(client: Client, settings: Any) -> None:
    settings.DEMO = True
    somebody = person()
    other = Client()
    log_in(client)
    log_in(other)
    new = "en helt annan mening"
    for sent, told in (
        ({"old": "fel", "new": new, "same": new}, "Det nuvarande lösenordet stämmer inte"),
        ({"old": PASSWORD, "new": new, "same": "olika"}, "är inte lika"),
        ({"old": PASSWORD, "new": "kort", "same": "kort"}, "för kort"),
        ({"old": PASSWORD, "new": "password1234", "same": "password1234"}, "för vanligt"),
    ):
        assert told in client.post("/account/password", sent).content.decode()
    assert client.post("/account/password", {"old": PASSWORD, "new": new, "same": new}).status_code == 302
    assert opens(client)
    assert not opens(other)
    somebody.refresh_from_db()
    assert somebody.check_password(new)


def test_an_invitations_link_works_once_and_not_for_ever(client: Client, settings: Any) -> None:
    somebody = Person.objects.create_user("ny@vastana.example", name="Ny")
    link = f"/welcome/{somebody.pk}/{password_token(somebody)}"
    assert "inbjuden" in client.get(link).content.decode()
    assert "är inte lika" in client.post(link, {"new": PASSWORD, "same": "x"}).content.decode()
    assert client.post(link, {"new": PASSWORD, "same": PASSWORD})["Location"] == "/login?told=password_chosen"
    assert "gäller inte längre" in client.get(link).content.decode()
    assert (
        "gäller inte längre"
        in client.post(link, {"new": "ett annat lösen", "same": "ett annat lösen"}).content.decode()
    )
    somebody.refresh_from_db()
    assert somebody.check_password(PASSWORD)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "gäller inte längre" in client.get(f"/welcome/{somebody.pk}/{password_token(somebody)}").content.decode()


def test_a_link_that_is_changed_opens_nothing(client: Client) -> None:
    one, other = (Person.objects.create_user(f"{n}@vastana.example", name="Ny") for n in "ab")
    for link in (f"{other.pk}/{password_token(one)}", f"{one.pk}/x", f"nobody/{password_token(one)}"):
        assert "gäller inte längre" in client.get(f"/welcome/{link}").content.decode()


def test_the_account_is_changed_and_a_bad_name_is_refused(client: Client, settings: Any) -> None:
    settings.DEMO = True
    somebody = person()
    log_in(client)
    assert client.post("/account", {"name": " Rut  Ek-Strand ", "language": "en"}).status_code == 302
    somebody.refresh_from_db()
    assert (somebody.name, somebody.language, somebody.digest) == ("Rut Ek-Strand", "en", False)
    assert "Your account" in client.get("/account").content.decode()
    assert client.post("/account", {"name": " ", "language": "sv"}).status_code == 400


def test_the_last_factor_stays_and_anothers_cannot_be_touched(client: Client) -> None:
    somebody, other = person(), person("annan@vastana.example")
    secret = with_app(somebody)
    with_app(other)
    log_in(client)
    client.post("/login/second", {"code": code(secret)})
    own = Authenticator.objects.get(user=somebody, type="totp")
    assert "enda sätt" in client.post(f"/account/factors/{own.pk}/remove").content.decode()
    theirs = Authenticator.objects.get(user=other, type="totp")
    assert client.post(f"/account/factors/{theirs.pk}/remove").status_code == 404
    assert Authenticator.objects.filter(type="totp").count() == 2


def test_what_touches_the_account_asks_again_after_a_while(client: Client) -> None:
    secret = with_app(person())
    log_in(client)
    client.post("/login/second", {"code": code(secret)})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    assert client.get("/account/factors/codes")["Location"] == "/account/again?next=recovery-codes"
    assert (
        "stämmer inte" in client.post("/account/again", {"next": "recovery-codes", "code": "000000"}).content.decode()
    )
    answer = client.post("/account/again", {"next": "recovery-codes", "code": code(secret, later=1)})
    assert answer["Location"] == "/account/factors/codes"
    assert opens(client, "/account/factors/codes")
