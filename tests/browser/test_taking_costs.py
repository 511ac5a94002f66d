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
    leave(page, "nästa.csv", f"datum;belopp;verifikation;text\n2025-04-02;1234,50;T {scheme};Tolk {scheme}\n".encode())
    expect(page.locator(".lead")).to_contain_text("säg nedan om den är samma verifikation eller en annan")
    follow(page.get_by_role("button", name="Ta in"))
    expect(page.get_by_role("alert")).to_contain_text("Gå igenom den och säg")
    wrong |= looked_at(page, "doubtful")
    page.get_by_label(f"T {scheme} är samma, med ny dag").check()
    page.get_by_label("Jag har gått igenom numren").check()
    follow(page.get_by_role("button", name="Ta in"))
    expect(page.locator("tbody")).to_contain_text("2025-04-02")

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
        f"datum;belopp;konto;verifikation;text\n2025-04-02;1000;5010;T {scheme};Tolk {scheme}\n".encode(),
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


EVERY: Final = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  window.waiting = new Set(all.filter(one => one.checkVisibility() && one.tabIndex >= 0 && !one.disabled && one.type != "hidden"));
  document.activeElement.blur();
  return window.waiting.size + 3 * document.querySelectorAll("input[type=date]").length;  // day, month, year, calendar
}"""
FOCUSED: Final = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  window.waiting.delete(one);
  const inside = one.type == "date" && !one.matches(":focus-visible");  // its calendar's button shows itself
  const shown = inside || style.outlineStyle != "none" || style.boxShadow != "none";
  const seen = one == document.body || (shown && box.bottom > 0 && box.top < innerHeight);
  return seen ? "" : one.outerHTML.slice(0, 120);
}"""


def unreached(page: Page) -> list[str]:
    """What the tab key does not lead to, or leads to without showing where one is."""
    faint = []
    for _ in range(page.evaluate(EVERY) + 5):
        page.keyboard.press("Tab")
        faint.append(page.evaluate(FOCUSED))
    left: list[str] = page.evaluate("[...window.waiting].map(one => one.outerHTML.slice(0, 120))")
    return [one for one in faint if one] + left


def test_the_pages_of_money_are_walked_by_keyboard_alone(page_as: Callable[..., Page]) -> None:
    page = page_as(ECONOMIST)
    agreement = costs(page).removesuffix("/costs")
    wrong = {}
    for path in ("costs", "budgets", "money-rules", "money"):
        page.goto(f"{agreement}/{path}")
        wrong[path] = unreached(page)
    page.get_by_text("Gör en avräkning", exact=True).click()
    follow(page.get_by_role("button", name="Lägg fram"))
    wrong["settlement"] = unreached(page)
    page.goto("/invoices")
    wrong["invoices"] = unreached(page)
    assert not any(wrong.values()), json.dumps(wrong, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_large_file_on_its_way_holds_and_is_stopped_by_keyboard(
    scheme: str, page_as: Callable[..., Page]
) -> None:
    page = page_as(ECONOMIST, dark=scheme == "dark")
    costs(page)
    rows = b"2025-03-20;1,00;5010;L 1;Larare\n" * 140_000
    leave(page, f"stor-{scheme}.csv", b"datum;belopp;konto;verifikation;text\n" + rows)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "0")
    expect(page.locator("#way")).to_contain_text("0 av 4 MB")
    wrong = looked_at(page, "on its way")
    assert unreached(page) == []
    stop = page.get_by_role("button", name="Stoppa läsningen")
    stop.focus()
    with page.expect_response(lambda answer: "part=way" in answer.url):
        pass
    expect(stop).to_be_focused()  # what is fetched anew takes the focus from nobody
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".message")).to_contain_text("Inget ur stor-")
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)
