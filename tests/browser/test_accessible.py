"""Every page in a real browser, light and dark: axe finds no violation, nothing is wider than 320 px, the console says no error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from django.template.loader import render_to_string
from django.urls import get_resolver, resolve
from playwright.sync_api import expect
from tests.browser.conftest import follow, settled

from samverkan.web.addresses import urlpatterns

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

REGISTRAR: Final = "registrator@vastana.example"
DECISION: Final = Path(__file__).parents[2] / "examples/alingsas-beslut/2021-09-29-socialnamnden-50.txt"

PAGES: Final = (
    "/", "/agreements", "/agreements?on=2023-02-01&known=2026-01-01", "AGREEMENT", "AGREEMENT?on=2024-06-15&proof=open",
    "AGREEMENT/facts", "AGREEMENT/money", "/invoices",
    "AGREEMENT/parties", "AGREEMENT/facts/new", "AGREEMENT/facts/new?kind=Signature", "FACT", "MOVE", "/documents",
    "DOCUMENT", "DOCUMENT?span=0-14", "DOCUMENT/review", "DOCUMENT/review/add", "/review", "/bodies", "BODY", "/meetings", "/matters",
    "MATTER", "/matters/import", "/assignments", "ASSIGNMENT", "/assignments/report?year=2023", "/conditions?which=all",
    "/search?text=avtalet", "/search?text=barnmorska", "/search", "/people", "PERSON",
    "/tokens", "/logs/erase", "/account", "/account/password", "/account/factors", "/account/factors/app", "/account/factors/passkey",
    "/deciding", "/clauses/new", "/clauses/new?party=2120990011", "/items/new", "/trust", "/logo", "/signatories", "/notice-board",
    "/verify",
    "/register", "/retention", "DOCUMENT/register", "DOCUMENT/redact", "/public/register",
    "/account/factors/codes", "/account/again", "/reminders", "/public", "PUBLIC", "PUBLISHED", "/accessibility",
)  # fmt: skip
REFUSED: Final = {
    "/logs": 403, "/nothing": 404, "/agreements/00000000-0000-4000-8000-000000000000": 404, "/documents/upload": 405,
    "/agreements?on=nonsense": 400,
}  # fmt: skip
VISITORS: Final = (
    "/login",
    "/notice-board",
    "/verify",
    "/public",
    "/public/register",
    "PUBLIC",
    "PUBLISHED",
    "/accessibility",
    "/welcome/nobody/nothing",
    "/nothing",
)
PLACES: Final = {
    "FACT": "/agreements/{id}/facts/1", "MOVE": "/documents/{id}/entries/1/move",
    "AGREEMENT": "/agreements/{id}", "DOCUMENT": "/documents/{id}", "BODY": "/bodies/1", "ASSIGNMENT": "/assignments/1",
    "MATTER": "/matters/1", "PERSON": "/people/{id}", "PUBLIC": "/public/agreements/{id}", "PUBLISHED": "/public/documents/{id}",
}  # fmt: skip
LOOKED_AT_ELSEWHERE: Final = {
    "review-fact": "below", "review-entry": "below", "logs": "below", "login": "below", "welcome": "below", "account_login": "is login",
    "mfa_authenticate": "test_passkey.py: needs a login half done", "stop-digest": "needs a letter: a sentence and a button",
    "openid_connect_login": "leads elsewhere", "openid_connect_callback": "leads on", "page-picture": "a picture",
    "clause": "test_deciding.py", "agenda-item": "test_deciding.py", "agenda": "test_deciding.py", "justering": "test_deciding.py",
    "extract": "test_deciding.py", "draft-minutes": "a file", "justering-paper": "a file", "extract-paper": "a file",
    "draft-minutes-docx": "a file", "summons": "a file", "officer-report": "a file", "officer-report-docx": "a file",
    "summons-docx": "a file",
    "certification": "needs two who certify: a table and a button, in tests/web/test_deciding_pages.py", "certification-paper": "a file",
    "own-certificate": "a file", "logo-picture": "a picture", "agreement-signing": "test_deciding.py",
    "agreement-signing-paper": "a file", "agreement-signing-word": "a file",
    "original": "a file", "public-original": "a file", "calendar": "a file", "agreements-export": "a file",
    "money-file": "a file", "invoices-file": "a file",
    "settlement-sie": "a file", "invoice-pdf": "a file", "invoice-xml": "a file", "invoice": "test_invoicing.py",
    "invoice-details": "test_invoicing.py",
    "execution-file": "a file", "settlement": "test_settling_together.py", "settlement-file": "a file",
    "costs": "test_taking_costs.py", "costs-file": "a file", "cost-file": "test_taking_costs.py", "new-cost": "test_taking_costs.py",
    "cost-draft": "test_taking_costs.py", "voucher": "test_taking_costs.py",
    "money-rules": "test_taking_costs.py", "set-accounts": "test_taking_costs.py", "set-terms": "test_taking_costs.py",
    "budgets": "test_taking_costs.py",
    "new-budget": "test_taking_costs.py",
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_and_narrow_windows_hold_every_page(scheme: str, page_as: Callable[..., Page]) -> None:
    page = page_as(REGISTRAR, dark=scheme == "dark")
    there = _there(page)
    wrong = {}
    for written in PAGES:
        wrong |= _opened(page, written, there)
    for address, status in REFUSED.items():
        wrong |= _opened(page, address, there, status)
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_so_do_the_pages_of_visitors_and_auditors(scheme: str, page_as: Callable[..., Page]) -> None:
    there = _there(page_as(REGISTRAR))
    visitor = page_as(None, dark=scheme == "dark")
    wrong = {}
    for written in VISITORS:
        wrong |= _opened(visitor, written, there, 404 if written == "/nothing" else 200)
    fault = render_to_string("web/people/plain_error.html", {"status": 500})
    visitor.route(
        "**/fault", lambda route: route.fulfill(status=500, content_type="text/html; charset=utf-8", body=fault)
    )
    wrong |= _opened(visitor, "/fault", there, 500)
    wrong |= _opened(page_as("revisor@vastana.example", dark=scheme == "dark"), "/logs", there)
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_so_do_the_forms_of_review(scheme: str, page_as: Callable[..., Page]) -> None:
    page = page_as("registrator@alingsas.example", dark=scheme == "dark")
    page.goto("/documents")
    page.locator("details.leave summary").click()
    paper = DECISION.read_bytes() + f"\n{scheme}\n".encode()
    page.locator("#files").set_input_files({"name": f"{scheme}.txt", "mimeType": "text/plain", "buffer": paper})
    page.get_by_role("button", name="Lämna in").click()
    expect(page.locator(".outcome")).to_contain_text("väntar på granskning")
    expect(page.locator("#listed")).to_contain_text(f"{scheme}.txt")
    wrong = looked_at(page, "uploaded")
    page.goto("/review")
    follow(page.get_by_role("link", name=f"{scheme}.txt"))
    expect(page.locator(".fact__sentence").first).to_be_visible()
    wrong |= looked_at(page, "review")
    page.keyboard.press("e")
    expect(page.locator("#field-words")).to_be_visible()
    wrong |= looked_at(page, "edit")
    page.reload()
    expect(page.locator(".fact__sentence").first).to_be_visible()
    page.keyboard.press("a")
    expect(page.locator("#choose-words")).to_be_visible()
    wrong |= looked_at(page, "add")
    page.reload()
    follow(page.get_by_role("link", name="Lägg till ett ärende"))
    expect(page.locator("#field-words")).to_be_visible()
    wrong |= looked_at(page, "entry")
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)


def test_no_page_is_forgotten() -> None:
    looked_at = {
        resolve(_address(one, PLACES).format(id="0" * 8 + "-0000-4000-8000-" + "0" * 12).partition("?")[0]).url_name
        for one in PAGES
    }
    pages = {one.name for one in urlpatterns if "GET" in getattr(one.callback, "methods", ())}
    assert pages - looked_at - LOOKED_AT_ELSEWHERE.keys() == set()
    assert LOOKED_AT_ELSEWHERE.keys() <= {one.name for one in get_resolver("samverkan.web.addresses").url_patterns}


def _there(page: Page) -> dict[str, str]:
    """The address of one of each thing; a paper is published if none is."""
    there = {name: _first(page, path) for name, path in {
        "AGREEMENT": "/agreements", "DOCUMENT": "/documents", "BODY": "/bodies", "MATTER": "/matters",
        "ASSIGNMENT": "/assignments", "PERSON": "/people",
    }.items()}  # fmt: skip
    page.goto(there["DOCUMENT"])
    publish = page.get_by_role("button", name="Publicera handlingen")
    if publish.count():
        follow(publish)
    there["PUBLIC"] = _first(page, "/public", "/public/agreements")
    there["PUBLISHED"] = _first(page, "/public", "/public/documents")
    page.goto(there["AGREEMENT"] + "/facts")
    there["FACT"] = page.locator(".fact__do a").first.get_attribute("href") or ""
    there["MOVE"] = page.locator(".fact__do a[href$='/move']").first.get_attribute("href") or ""
    return there


def _first(page: Page, path: str, start: str = "") -> str:
    """The address of the first thing listed."""
    page.goto(path)
    href = page.locator(
        f"main td a[href^='{start or path}/'], main li a[href^='{start or path}/']"
    ).first.get_attribute("href")
    assert href
    return href.partition("?")[0]


def _address(written: str, there: dict[str, str]) -> str:
    for name in PLACES:
        written = written.replace(name, there[name])
    return written


def _opened(page: Page, written: str, there: dict[str, str], status: int = 200) -> dict[str, Any]:
    page.set_viewport_size({"width": 1200, "height": 900})
    answer = page.goto(_address(written, there))
    assert answer is not None
    assert answer.status == status, written
    return looked_at(page, written)


def looked_at(page: Page, name: str) -> dict[str, Any]:
    """What axe finds and how wide the page is in a narrow window, where either is wrong."""
    from axe_playwright_python.sync_playwright import Axe

    settled(page)
    page.set_viewport_size({"width": 1200, "height": 900})
    found = Axe().run(page).response["violations"]
    page.set_viewport_size({"width": 320, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1200, "height": 900})
    told = [(one["id"], [node["html"][:160] for node in one["nodes"]][:4]) for one in found]
    return {name: (told, width)} if told or width > 320 else {}
