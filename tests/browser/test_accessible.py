"""Every page in a real browser, light and dark: axe finds no violation, and at 320 px nothing is wider than the window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from .conftest import Workspace

PAGES = [
    "/", "/agreements", "AGREEMENT", "AGREEMENT/facts", "/documents", "DOCUMENT", "/review", "/bodies", "/meetings", "/matters",
    "/assignments", "/search?text=avtalet", "/people", "/account", "/reminders", "/tokens", "/matters/import", "/public",
    "/accessibility",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_and_narrow_windows_hold_every_page(
    scheme: str, workspace: Workspace, page_as: Callable[..., Page]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = page_as("registrator@vastana.example")
    page.emulate_media(color_scheme=scheme)
    places = {"AGREEMENT": _first(page, workspace, "/agreements"), "DOCUMENT": _first(page, workspace, "/documents")}
    wrong = {}
    for written in PAGES:
        path = written
        for name, address in places.items():
            path = path.replace(name, address)
        page.set_viewport_size({"width": 1200, "height": 900})
        answer = page.goto(workspace.address + path)
        assert answer is not None
        assert answer.status == 200, path
        found = Axe().run(page).response["violations"]
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        if found or width > 320:
            told = [(one["id"], [node["html"][:160] for node in one["nodes"]][:4]) for one in found]
            wrong[written] = (told, width)
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)


def _first(page: Page, workspace: Workspace, path: str) -> str:
    """The address of the first thing listed."""
    page.goto(workspace.address + path)
    href = page.locator(f"main a[href^='{path}/']:not([href$='.csv'])").first.get_attribute("href")
    assert href
    return href.partition("?")[0]
