"""A passkey set up and used in a real browser (Chromium's own virtual authenticator), on an installation that runs for real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests import homes
from tests.browser.conftest import follow
from tests.serving import free_port, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PASSWORD = "grodan hoppar i diket"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A workspace of its own, no demo, behind a proxy that says it speaks https; one account without a second factor."""
    port = free_port()
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SAMVERKAN", "DATABASE", "DJANGO"))
    }
    environment = {
        **kept, "SAMVERKAN_HOME": str(tmp_path), "SAMVERKAN_BEHIND_PROXY": "1",
        "SAMVERKAN_ORIGINS": f"http://localhost:{port}",
    }  # fmt: skip
    make = f"from samverkan.store.models import Person; Person.objects.create_user('rut@vastana.example', '{PASSWORD}', name='Rut Ek')"
    homes.migrated(tmp_path)
    for words in (["manage", "collectstatic", "--noinput"], ["manage", "shell", "-v0", "-c", make]):
        subprocess.run([sys.executable, "-m", "samverkan", *words], env=environment, check=True, capture_output=True)
    serve = [
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
        "--no-control-socket",
        "samverkan.config.wsgi",
    ]
    with served(serve, port, environment, tmp_path / "server.log"):
        yield f"http://localhost:{port}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with a virtual authenticator that confirms by itself."""
    context = browser.new_context(extra_http_headers={"X-Forwarded-Proto": "https"})
    one = context.new_page()
    devtools = context.new_cdp_session(one)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True,
        "hasResidentKey": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield one
    context.close()


def test_a_passkey_is_set_up_and_logs_in(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    _password(page, address)
    expect(page).to_have_url(address + "/account/factors")  # nothing else is seen before
    follow(page.locator("main a[href='/account/factors/passkey']"))
    page.fill("#name", "Arbetsdatorn")
    with page.expect_navigation(url="**/account/factors/codes"):  # once the authenticator has answered
        page.click("main button[type=submit]")
    page.goto(address + "/account")
    expect(page.locator("main")).to_contain_text("Du bekräftar inloggningen på 1 sätt")
    assert complaints == []  # nothing that the content security policy refuses

    follow(page.locator("form[action='/logout'] button"))
    _password(page, address)
    expect(page).to_have_url(address + "/login/second")
    page.goto(address + "/account")
    expect(page).to_have_url(re.compile("/login"))  # the password alone opens nothing
    page.goto(address + "/login/second")
    with page.expect_navigation(url=lambda url: "/login" not in url):
        page.click("form[data-passkey] button")
    page.goto(address + "/account/factors")
    expect(page.locator("main")).to_contain_text("Passnyckel: Arbetsdatorn")


def _password(page: Page, address: str) -> None:
    page.goto(address + "/login")
    page.fill("#email", "rut@vastana.example")
    page.fill("#password", PASSWORD)
    follow(page.locator("main button[type=submit]"))
