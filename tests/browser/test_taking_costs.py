"""A file of costs in a real browser: left, looked at and taken in; and every page on the way, as axe and a narrow window see it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import follow
from tests.browser.test_accessible import looked_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ECONOMIST: Final = "ekonom@lindmora.example"
SERVICE: Final = "Lärkan 2025"
FLAWED: Final = (
    b'#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n#RAR 0 20250101 20251231\r\n#KONTO 5010 "Loner"\r\n#VER B 1 20250320 "Vikarie"\r\n{\r\n'
    b"#TRANS 5010 {} 900.00\r\n#TRANS 1930 {} -890.00\r\n}\r\n"
)


def leave(page: Page, name: str, data: bytes) -> None:
    """Choose the file and send it."""
    page.get_by_role("link", name="Läs in en fil med kostnader").click()
    page.get_by_label("Fil", exact=True).set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    follow(page.get_by_role("button", name="Läs filen"))


def costs(page: Page) -> str:
    """To the costs of the agreement, the way people go; the address."""
    page.goto("/agreements")
    follow(page.get_by_role("link", name=SERVICE).first)
    follow(page.get_by_role("navigation", name="Avtalets ekonomi").get_by_role("link", name="Kostnader"))
    return page.url.partition("?")[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_file_is_left_looked_at_and_taken_in(scheme: str, page_as: Callable[..., Page]) -> None:
    page = page_as(ECONOMIST, dark=scheme == "dark")
    address = costs(page)
    wrong = looked_at(page, "costs")

    leave(
        page,
        f"okänd-{scheme}.csv",
        f"Tidpunkt;Slant;Sak;Kto;Nr\n2025-03-20;1 234,50;Tolk {scheme};5010;T {scheme}\n".encode(),
    )
    expect(page.locator(".lead")).to_contain_text(
        "Säg vilken kolumn som är vilken" if scheme == "light" else "1 verifikation är ny"
    )
    wrong |= looked_at(page, "columns")
    if scheme == "light":  # said once: the second file with these headings is read by it
        for column, heading in (
            ("Dag", "Tidpunkt"),
            ("Belopp", "Slant"),
            ("Text", "Sak"),
            ("Konto", "Kto"),
            ("Verifikationsnummer", "Nr"),
        ):
            page.get_by_label(column, exact=True).select_option(label=heading)
        follow(page.get_by_role("button", name="Läs filen så"))
    expect(page.locator(".lead")).to_have_text("1 verifikation är ny.")
    follow(page.get_by_role("button", name="Ta in"))
    expect(page.locator(".message")).to_contain_text("1 verifikation ur okänd-")
    expect(page.locator("tbody")).to_contain_text(f"Tolk {scheme}")

    page.goto(address)
    leave(page, "sned.se", FLAWED)
    expect(page.locator(".todo")).to_contain_text("sned.se, rad 6: verifikation B 1 är inte i balans")
    wrong |= looked_at(page, "draft")
    follow(page.get_by_role("button", name="Ta in"))
    expect(page.get_by_role("alert")).to_contain_text("måste avgöras först")
    follow(page.get_by_role("button", name="Släng inläsningen"))
    expect(page.locator(".message")).to_contain_text("Inget ur sned.se är taget.")

    leave(
        page,
        "ändrad.csv",
        f"datum;belopp;konto;verifikation;text\n2025-03-20;1000;5010;T {scheme};Tolk {scheme}\n".encode(),
    )
    expect(page.locator("#changed-rows tbody")).to_contain_text("−234,50")
    wrong |= looked_at(page, "changed")
    follow(page.get_by_role("button", name="Ta in"))
    follow(page.get_by_role("link", name=f"T {scheme}").first)
    wrong |= looked_at(page, "voucher")
    page.get_by_label("Varför").fill("Provades bara")
    follow(page.get_by_role("button", name="Ta tillbaka"))
    expect(page.locator(".message")).to_contain_text("är återtagen")
    wrong |= looked_at(page, "taken back")
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_forms_and_the_other_pages_of_money_hold(scheme: str, page_as: Callable[..., Page]) -> None:
    page = page_as(ECONOMIST, dark=scheme == "dark")
    address = costs(page)
    agreement = address.removesuffix("/costs")
    wrong = {}
    for path in (
        "costs/file",
        "costs/new",
        "money-rules",
        "money-rules/accounts",
        "money-rules/terms",
        "budgets",
        "budgets/new",
    ):
        page.goto(f"{agreement}/{path}")
        wrong |= looked_at(page, path)
    page.get_by_label("Kronor").first.fill("mycket")
    follow(page.get_by_role("button", name="Registrera budgeten"))
    expect(page.locator("[aria-invalid]").first).to_be_visible()
    wrong |= looked_at(page, "wrong budget")
    page.goto(f"{agreement}/money-rules/accounts")
    page.get_by_label("Konton").first.press("Enter")  # saves: does not ask for more rows
    expect(page.locator(".message")).to_contain_text("redan sparade så")
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)
