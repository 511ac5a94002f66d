"""Logging in by OIDC, against a provider that runs: discovery, the code flow with PKCE, and all that may go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests.store.office import REGION
from tests.web.entering import factors, person

from samverkan.config.providers import providers
from samverkan.store.models import LoginSession, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib"),
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

FILE = """
[[provider]]
id = "regionen"
name = "Region Västana"
server_url = "{url}"
client_id = "samverkan"
client_secret = "hemligt"
domains = ["vastana.example"]
acr_values = ["http://id.elegnamnden.se/loa/1.0/loa3"]
make_accounts = {make_accounts}
[provider.levels]
"loa3" = 3
[[provider]]
id = "kommunen"
name = "Lindmora kommun"
server_url = "{url}"
client_id = "samverkan-2"
client_secret = "hemligt"
domains = ["lindmora.example"]
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def _for_real(settings: Any, provider: str, tmp_path: Path) -> None:
    settings.DEMO = False
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    configure(settings, provider, tmp_path)


def configure(settings: Any, url: str, folder: Path, *, make_accounts: str = "false") -> None:
    file = folder / "oidc.toml"
    file.write_text(FILE.format(url=url, make_accounts=make_accounts), encoding="utf-8")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": providers(file)}}


def known_there(url: str, sub: str, **claims: Any) -> None:
    requests.put(f"{url}/users/{sub}", json=claims, timeout=5).raise_for_status()


def go(client: Client, sub: str, provider_id: str = "regionen", *, after: str = "") -> Any:
    """As the browser: to the provider, say who one is, and back; the answer of the page one comes back to."""
    started = client.get(f"/login/with/{provider_id}", {"next": after} if after else {})
    assert started.status_code == 302, started
    asked = parse_qs(urlsplit(started["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    back = requests.post(started["Location"], data={"sub": sub}, allow_redirects=False, timeout=5)
    return client.get(back.headers["Location"])


def test_the_login_page_offers_the_providers(client: Client) -> None:
    page = client.get("/login").content.decode()
    assert '/login/with/regionen"' in page
    assert "Lindmora kommun" in page


def test_somebody_known_by_address_is_let_in_without_a_second_step_of_ours(client: Client, provider: str) -> None:
    somebody = person("rut@vastana.example")
    known_there(
        provider,
        "rut-1",
        email="Rut@Vastana.Example",
        name="Rut",
        amr=["mfa"],
        **{"https://id.oidc.se/claim/orgNumber": "232199-0018"},
    )
    assert go(client, "rut-1", after="/agreements")["Location"] == "/agreements"
    assert client.get("/agreements").status_code == 200
    kept = client.session["assurance"]
    assert (kept["provider"], kept["level"]) == ("regionen", 1)
    assert client.session["organisation"] == REGION
    account = SocialAccount.objects.get(user=somebody)
    assert (account.provider, account.uid, account.extra_data) == ("regionen", "rut-1", {})
    assert somebody.check_password("grodan hoppar i diket")
    assert factors(somebody) == []


def test_next_time_they_are_known_by_the_providers_name_for_them(client: Client, provider: str) -> None:
    somebody = person("rut@vastana.example")
    known_there(provider, "rut-2", email="rut@vastana.example")
    go(client, "rut-2")
    known_there(provider, "rut-2", email="nytt.namn@vastana.example")
    later = Client()
    assert go(later, "rut-2")["Location"] == "/"
    assert LoginSession.objects.filter(person=somebody).count() == 2
    assert Person.objects.count() == 2  # the office's own, and Rut


def test_the_level_is_what_the_settings_say_of_the_acr(client: Client, provider: str) -> None:
    person("rut@vastana.example")
    known_there(provider, "rut-3", email="rut@vastana.example", acr="loa3")
    go(client, "rut-3")
    assert client.session["assurance"]["level"] == 3


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"email": "okand@vastana.example"}, "unknown"),
        ({"email": "nils@lindmora.example"}, "not_vouched"),  # the other provider's to vouch for
        ({"email": "rut@vastana.example", "email_verified": False}, "not_vouched"),
        ({"email": "rut@vastana.example", "email_verified": "false"}, "not_vouched"),
        ({"email": "rut@evil.example"}, "not_vouched"),
        ({"email": "rut@vastana.example@evil.example"}, "not_vouched"),
        ({}, "not_vouched"),
    ],
)
def test_who_is_not_known_or_not_vouched_for_is_told(
    client: Client, provider: str, claims: dict[str, Any], code: str
) -> None:
    person("rut@vastana.example")
    person("nils@lindmora.example")
    known_there(provider, "x", **claims)
    answer = go(client, "x")
    assert answer["Location"] == f"/login?told={code}"
    assert "Inloggningen lyckades, men" in client.get(answer["Location"]).content.decode()
    assert client.get("/agreements").status_code == 302
    assert not SocialAccount.objects.exists()


def test_an_unknown_person_gets_an_account_without_a_role_where_the_settings_say_so(
    client: Client, provider: str, settings: Any, tmp_path: Path
) -> None:
    configure(settings, provider, tmp_path, make_accounts="true")
    known_there(provider, "new-1", email="ny@vastana.example", name="Ny Person", roles=["administrator"])
    assert go(client, "new-1")["Location"] == "/"
    made = Person.objects.get(email="ny@vastana.example")
    assert (made.name, made.roles.count(), made.has_usable_password()) == ("Ny Person", 0, False)
    answer = client.get("/agreements")
    assert answer.status_code == 403
    assert "ingen roll ännu" in answer.content.decode()


def test_a_closed_account_is_not_opened_by_a_provider(client: Client, provider: str) -> None:
    somebody = person("rut@vastana.example")
    known_there(provider, "rut-4", email="rut@vastana.example")
    assert go(client, "rut-4")["Location"] == "/"
    Person.objects.filter(pk=somebody.pk).update(is_active=False)
    for again in (Client(), client):
        assert go(again, "rut-4")["Location"] == "/login?told=inactive"
        assert again.get("/agreements").status_code == 302


def test_an_answer_with_a_state_of_somebody_elses_is_refused(client: Client, provider: str) -> None:
    person("rut@vastana.example")
    known_there(provider, "rut-5", email="rut@vastana.example")
    client.get("/login/with/regionen")
    for query in ({"code": "x", "state": "wrong"}, {"code": "x"}, {"error": "server_error"}, {}):
        assert client.get("/login/with/regionen/back", query)["Location"] == "/login?told=provider_failed"
    started = Client().get("/login/with/regionen")
    back = requests.post(started["Location"], data={"sub": "rut-5"}, allow_redirects=False, timeout=5)
    assert client.get(back.headers["Location"])["Location"] == "/login?told=provider_failed"
    assert client.get("/agreements").status_code == 302


def test_a_code_is_not_taken_twice(client: Client, provider: str) -> None:
    person("rut@vastana.example")
    known_there(provider, "rut-6", email="rut@vastana.example")
    started = client.get("/login/with/regionen")
    back = requests.post(started["Location"], data={"sub": "rut-6"}, allow_redirects=False, timeout=5)
    assert client.get(back.headers["Location"])["Location"] == "/"
    client.post("/logout")
    assert client.get(back.headers["Location"])["Location"] == "/login?told=provider_failed"


def test_a_provider_that_does_not_answer_is_told(client: Client, settings: Any, tmp_path: Path) -> None:
    configure(settings, "http://127.0.0.1:1", tmp_path)
    answer = client.get("/login/with/regionen")
    assert answer["Location"] == "/login?told=provider_failed"
    assert "gick inte att slutföra" in client.get(answer["Location"]).content.decode()


def test_a_provider_that_is_not_there_is_404(client: Client) -> None:
    assert client.get("/login/with/ingen").status_code == 404
    assert client.get("/login/with/ingen/back").status_code == 404


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[provider]]\nid = 'a'", "lacks name"),
        ("[[provider]", "cannot be read"),
        (FILE.replace("domains", "domians").format(url="x", make_accounts="false"), "domians, which is no setting"),
        (FILE.replace('"kommunen"', '"regionen"').format(url="x", make_accounts="false"), "same id"),
    ],
)
def test_a_file_that_says_wrong_is_named_with_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    from django.core.exceptions import ImproperlyConfigured

    file = tmp_path / "oidc.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match=told):
        providers(file)
