"""The workspace in a real browser: a server of its own in a process, a home folder of its own, the system's Chromium.

`workspace` is the server with the samples loaded, one for each test file; `browser` a browser for all; `page_as` gives a page where
somebody is logged in; `follow` presses what leads to another page; `settled` waits for what a page fetches of itself. Without
Chromium these tests are left out, and say so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from tests import homes
from tests.actions.letterbox import Box, mail_server
from tests.homes import PASSWORD
from tests.serving import free_port, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
_ARGUMENTS: Final = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
_PATIENCE: Final = 60_000  # ms: every answer writes its row of the log, and another test may keep the disk busy


class Workspace(NamedTuple):
    """A server at work: its address, its home folder, the environment of its programs, where its letters come."""

    address: str
    home: Path
    env: dict[str, str]
    box: Box

    def run(self, *arguments: str) -> str:
        """What a command of ours prints, on the same workspace."""
        done = subprocess.run(
            [sys.executable, "-m", "samverkan", *arguments],
            env=self.env,
            cwd=homes.ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


def follow(leads_on: Locator) -> None:
    """Press a link, or a button that sends a form, and wait until the page that answers is there.

    What a test did next would otherwise sometimes be done to the page that is on its way out, or stop the form on its way.
    """
    with leads_on.page.expect_navigation():
        leads_on.click()


def settled(page: Page) -> None:
    """Wait until nothing that the page fetches of itself is on its way, or half in its place."""
    from playwright.sync_api import expect

    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, [aria-busy=true]")).to_have_count(0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the tests of this folder out where there is no browser."""
    if CHROMIUM is None:
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """`samverkan serve` on a home of its own, the samples loaded."""
    home = tmp_path_factory.mktemp("home")
    homes.with_samples(home)
    box, port = Box(), free_port()
    with mail_server(box) as post:
        env = homes.environment(home) | {"SAMVERKAN_SMTP_URL": f"smtp://127.0.0.1:{post}"}
        with served(["-m", "samverkan", "serve", "--port", str(port)], port, env, home / "server.log") as address:
            yield Workspace(address, home, env, box)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window; closed after each file, for its event loop runs in the thread as long as it is open."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page_as(browser: Browser, workspace: Workspace) -> Iterator[Callable[..., Page]]:
    """A new page of its own session where the person with that e-mail address is logged in; its errors fail the test.

    Without an address nobody is logged in. That the page asked for is refused or missing is no error of the page.
    """
    contexts: list[BrowserContext] = []
    errors: list[tuple[str, str]] = []
    asked: set[str] = set()

    def hears(request: Request) -> None:
        if request.is_navigation_request():
            asked.add(request.url)

    def opened(email: str | None, *, width: int = 1300, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=workspace.address, viewport={"width": width, "height": 900}, locale="sv-SE",
            color_scheme="dark" if dark else "light",
        )  # fmt: skip
        context.set_default_timeout(_PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", hears)
        page.on("pageerror", lambda error: errors.append((page.url, str(error))))
        page.on(
            "console",
            lambda said: errors.append((said.location.get("url", ""), said.text)) if said.type == "error" else None,
        )
        if email is None:
            return page
        page.goto("/login")
        page.get_by_label("E-postadress").fill(email)
        page.get_by_label("Lösenord").fill(PASSWORD)
        with page.expect_navigation(url=lambda address: "/login" not in address):
            page.keyboard.press("Enter")
        return page

    yield opened
    for context in contexts:
        context.close()
    refused = [(url, said) for url, said in errors if url in asked and said.startswith("Failed to load resource")]
    assert [one for one in errors if one not in refused] == []
