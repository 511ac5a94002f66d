"""Invoices in a browser: made of a settlement that both have approved, read by the other party, the details mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.browser.conftest import follow
from tests.browser.test_accessible import looked_at
from tests.browser.test_settling_together import overview

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def test_an_invoice_is_made_of_a_closed_settlement_and_read_by_the_other_party(page_as: Callable[..., Page]) -> None:
    municipality, region = page_as("ekonom@lindmora.example"), page_as("ekonom@vastana.example")
    overview(municipality)
    municipality.locator("details summary").filter(has_text="Gör en avräkning").click()
    follow(municipality.get_by_role("button", name="Lägg fram"))
    for page in (municipality, region):
        page.goto(municipality.url)
        follow(page.get_by_role("button", name="Godkänn för vår del"))
    expect(region.locator("main")).to_contain_text("Lindmora kommun har inte gjort sin faktura ännu.")
    municipality.reload()
    follow(municipality.get_by_role("button", name="Gör fakturor"))
    expect(municipality.locator("main")).to_contain_text("Fakturan är gjord")
    expect(municipality.get_by_role("button", name="Gör fakturor")).to_have_count(0)
    wrong = looked_at(municipality, "settlement with invoices")
    follow(municipality.get_by_role("table", name="Fakturor").get_by_role("link").first)
    expect(municipality.locator(".lead")).to_contain_text("till Region Västana: 978")
    wrong |= looked_at(municipality, "invoice")
    narrow = page_as("ekonom@vastana.example", width=320, dark=True)
    narrow.goto(municipality.url)
    expect(narrow.locator("main")).to_contain_text("4600 1:311")
    wrong |= looked_at(narrow, "invoice, narrow")
    narrow.goto("/invoices")
    wrong |= looked_at(narrow, "invoices, narrow")
    narrow.goto("/invoice-details")
    narrow.get_by_label("Gironummer").fill("4-3")
    follow(narrow.get_by_role("button", name="Spara fakturauppgifter"))
    expect(narrow.get_by_role("alert")).to_contain_text("Gironummer: 43 är inget giltigt plusgironummer")
    wrong |= looked_at(narrow, "details, narrow")
    assert wrong == {}
