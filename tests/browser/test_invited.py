"""The first administrator of a new organisation, in a real browser: the printed address, a password, and in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.browser.conftest import follow

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from tests.browser.conftest import Workspace

PASSWORD = "ett långt eget lösenord"


def test_the_printed_address_leads_in(workspace: Workspace, browser: Browser) -> None:
    said = workspace.run(
        "register-organisation", "232100-0206", "--name", "Region Prov", "--kind", "region", "--body", "Provnämnden",
        "--administrator", "prov@region.example", "--administrator-name", "Prov Person",
    )  # fmt: skip
    path = re.search(r"/welcome/\S+", said)
    assert path is not None
    with browser.new_context(base_url=workspace.address, locale="sv-SE") as context:
        page = context.new_page()
        page.goto(path[0])
        for field in page.get_by_role("textbox").all():
            field.fill(PASSWORD)
        follow(page.get_by_role("button", name="Välj lösenordet"))
        page.get_by_label("E-postadress").fill("prov@region.example")
        page.get_by_label("Lösenord").fill(PASSWORD)
        with page.expect_navigation(url=lambda address: "/login" not in address):
            page.keyboard.press("Enter")
        page.goto("/people")
        expect(page.locator("main")).to_contain_text("Prov Person")
        page.goto("/bodies")
        expect(page.locator("main")).to_contain_text("Provnämnden")
