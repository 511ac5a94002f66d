"""The calendar's address leads to the server that made it, whichever port it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.conftest import follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from .conftest import Workspace


def test_the_calendar_that_is_made_can_be_read(page_as: Callable[..., Page], workspace: Workspace) -> None:
    page = page_as("registrator@vastana.example")
    page.goto("/reminders")
    follow(page.get_by_role("button", name="Gör en kalenderadress"))
    address = page.locator("code.once").inner_text()
    assert address.startswith(workspace.address)
    assert page.request.get(address).text().startswith("BEGIN:VCALENDAR")
    page.goto("/api/v1/docs")  # its console says no error either
