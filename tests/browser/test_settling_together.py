"""The money in a browser: what it has cost, a settlement put by one economist, read to its vouchers and approved by both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.browser.conftest import follow
from tests.browser.test_accessible import looked_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

LARKAN = "Familjecentralen Lärkan 2025–2027"


def overview(page: Page) -> str:
    """The money of the agreement, from the list of agreements; its address."""
    page.goto("/agreements")
    follow(page.get_by_role("link", name=re.compile(LARKAN)).first)
    address = page.url.split("?")[0] + "/money"
    page.goto(address + "?year=2025")
    return address


def test_a_settlement_goes_from_one_economist_to_the_other_and_closes(page_as: Callable[..., Page]) -> None:
    municipality, region = page_as("ekonom@lindmora.example"), page_as("ekonom@vastana.example")
    overview(municipality)
    expect(municipality.locator(".lead")).to_contain_text("Region Västana är skyldig Lindmora kommun")
    expect(municipality.locator("svg[role=img]")).to_have_count(1)
    wrong = looked_at(municipality, "money")
    municipality.locator("details summary").filter(has_text="Gör en avräkning").click()
    follow(municipality.get_by_role("button", name="Lägg fram"))
    expect(municipality.get_by_role("heading", level=1)).to_contain_text("Avräkning 1")
    expect(municipality.get_by_role("table", name="Verifikationsrader")).to_contain_text("Statsbidrag första halvåret")
    wrong |= looked_at(municipality, "settlement")
    region.goto(municipality.url)
    follow(region.get_by_role("button", name="Godkänn för vår del"))
    expect(region.locator("main")).to_contain_text("Väntar på annan part")
    municipality.reload()
    follow(municipality.get_by_role("button", name="Godkänn för vår del"))
    expect(municipality.locator("main")).to_contain_text("Stängd")
    expect(municipality.get_by_role("button", name="Godkänn för vår del")).to_have_count(0)
    overview(region)
    expect(region.locator(".lead")).not_to_contain_text("skyldig")
    narrow = page_as("ekonom@vastana.example", width=320, dark=True)
    narrow.goto(municipality.url)
    wrong |= looked_at(narrow, "settlement, narrow")
    assert wrong == {}
