"""The workspace in a real browser: a server of its own in a process, a home folder of its own, the system's Chromium.

`workspace` is the server with the samples loaded, one for each test file; `browser` a browser for all; `page_as` gives a page where
somebody is logged in; `follow` presses what leads to another page. Without Chromium these tests are left out, and say so.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from tests import homes
from tests.homes import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
_ARGUMENTS: Final = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
_PATIENCE: Final = 90
_PATIENCE_OF_A_PAGE: Final = (
    20_000  # ms: every answer writes its row of the log, and another test may keep the disk busy
)


class Workspace(NamedTuple):
    """A server at work: its address, its home folder, the environment of its programs."""

    address: str
    home: Path
    env: dict[str, str]

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
    env = homes.environment(home)
    port = _free_port()
    made = Workspace(f"http://127.0.0.1:{port}", home, env)
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "samverkan", "serve", "--port", str(port)],
            env=env,
            cwd=homes.ROOT,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(f"{made.address}/login", server, home / "server.log")
            yield made
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window; closed after each file, for its event loop runs in the thread as long as it is open."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=_PATIENCE_OF_A_PAGE)
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
    errors: list[str] = []

    def opened(email: str | None, *, width: int = 1300, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=workspace.address, viewport={"width": width, "height": 900}, locale="sv-SE",
            color_scheme="dark" if dark else "light",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(f"{page.url}: {said.text}") if _wrong(said, page) else None)
        if email is None:
            return page
        page.goto("/login")
        page.get_by_label("E-postadress").fill(email)
        page.get_by_label("Lösenord").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/login" not in address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def _wrong(said: ConsoleMessage, page: Page) -> bool:
    """Whether what the console says is an error: also what the content security policy refuses."""
    refused = said.text.startswith("Failed to load resource") and said.location.get("url") == page.url
    return said.type == "error" and not refused


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")
