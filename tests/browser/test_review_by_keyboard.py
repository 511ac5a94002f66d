"""From paper to an agreement in force, with the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.browser.conftest import follow, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from tests.browser.conftest import Workspace

DECISION = Path(__file__).parents[2] / "examples/alingsas-beslut/2021-09-29-socialnamnden-50.txt"
REGISTRAR = "registrator@alingsas.example"
COLLEAGUE = "registrator@vgr.example"
DAY = "2022-03-01"


def at(page: Page, name: str) -> None:
    """Wait until the fact has the focus."""
    expect(page.locator(f'.fact[data-fact="{name}"] .fact__sentence')).to_be_focused()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, id_: str) -> None:
    """Go with the tabulator to a field, as a person would."""
    for _ in range(60):
        if page.evaluate("document.activeElement.id") == id_:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{id_} cannot be reached with the tabulator")


def upload(page: Page, file: object, name: str) -> None:
    """Take a paper in; the browser's own window for files is the one thing that no key of the page opens here."""
    page.goto("/documents")
    if not page.locator("#arrived").is_visible():
        page.locator("details.leave summary").press("Enter")
    page.locator("#files").set_input_files(file)  # type: ignore[arg-type]
    page.locator("#arrived").fill("2021-10-06")
    page.locator("#number").press("Enter")
    expect(page.locator(".outcomes").filter(has_text=name).first).to_be_visible()
    expect(page.locator("#listed")).to_contain_text(name)


def test_the_missing_decision_brings_the_agreement_into_force(
    page_as: Callable[..., Page], workspace: Workspace
) -> None:
    page = page_as(REGISTRAR)
    page.goto(f"/agreements?on={DAY}")
    expect(page.locator("main .lead")).to_contain_text("1 väntar")

    upload(page, DECISION, DECISION.name)

    page.goto(f"/review?on={DAY}")
    with page.expect_navigation():
        page.get_by_role("link", name=DECISION.name).press("Enter")
    expect(page.locator("#lead")).to_have_text("9 uppgifter hittade. 1 osäker: börja med den.")
    at(page, "0.5")
    expect(page.locator("#paper mark.is-current")).to_have_text("50 procent")

    press(page, "j", "j", "k")
    at(page, "0.head")
    press(page, "k", "Enter", "Enter")
    expect(page.locator("#lead")).to_contain_text("2 av 9 uppgifter är granskade")
    press(page, "x")
    expect(page.locator(".fact--rejected")).to_have_count(1)
    press(page, "u")
    expect(page.locator(".fact--rejected")).to_have_count(0)
    at(page, "0.2")

    _edits_the_title(page)
    _adds_what_was_not_found(page)
    press(page, "s")
    expect(page.locator("#lead")).to_contain_text("Alla 10 uppgifter är granskade")
    press(page, "Control+z")
    expect(page.locator("#lead")).to_contain_text("4 av 10 uppgifter är granskade")
    press(page, "s")
    expect(page.locator("#lead")).to_contain_text("Alla 10 uppgifter är granskade")

    effect = page.locator(".effect")
    expect(effect).to_contain_text("9 uppgifter registreras.")
    expect(effect).to_contain_text("går från väntar till gäller.")
    expect(effect).to_contain_text("Bara Alingsås kommun ser uppgifterna.")
    expect(page.locator("#record")).to_have_text("Registrera 9 uppgifter")
    settled(page)

    press(page, "?")
    expect(page.locator(".keys")).to_be_visible()
    page.locator("#paper-own").focus()
    press(page, "ArrowDown")  # round to the first: minutes that are justerade
    expect(page.locator("#paper-minutes")).to_be_checked()
    expect(page.locator("#justered-error")).to_be_visible()
    settled(page)
    tab_to(page, "justered")
    page.keyboard.type("2021-10-05")
    press(page, "Tab")
    expect(page.locator("#justered-error")).to_have_count(0)
    expect(effect).to_contain_text("Västra Götalandsregionen får se uppgifterna och handlingen")
    page.screenshot(path=str(workspace.home / "review.png"), full_page=True)
    settled(page)
    tab_to(page, "record")
    with page.expect_navigation(url="**/agreements/**"):
        press(page, "Enter")
    expect(page.locator(".badge").first).to_have_text("Gäller")
    expect(page.locator(".message")).to_contain_text("går från väntar till gäller")
    page.goto(f"/agreements?on={DAY}")
    expect(page.locator("main .lead")).to_contain_text("1 gäller")

    other = page_as(COLLEAGUE)
    other.goto(f"/agreements?on={DAY}")
    expect(other.locator("main .lead")).to_contain_text("1 gäller")


def _edits_the_title(page: Page) -> None:
    press(page, "e")
    title = page.locator("#field-value")
    expect(title).to_be_focused()
    settled(page)
    press(page, "Control+a", "Delete")
    tab_to(page, "field-words")
    page.keyboard.type("ord som inte står i handlingen")
    press(page, "Tab", "Enter")
    expect(page.locator("#error-words")).to_be_visible()
    settled(page)
    title.focus()
    page.keyboard.type("Samverkansavtal om spädbarnsmottagning 2022")
    tab_to(page, "field-words")
    with page.expect_response(lambda answer: "part=paper" in answer.url):  # the paper's marks follow the correction
        press(page, "Control+a", "Delete", "Tab", "Enter")
    expect(page.locator(".fact--corrected")).to_contain_text("Samverkansavtal om spädbarnsmottagning 2022")


def _adds_what_was_not_found(page: Page) -> None:
    """Words selected in the paper, A, the kind by its first letters."""
    settled(page)
    page.evaluate(
        """() => { const text = document.querySelector('.paper__text').childNodes; const range = document.createRange();
        const node = [...text].find(one => one.textContent.includes('ersätter det avtal som löper ut'));
        const at = node.textContent.indexOf('ersätter'); range.setStart(node, at); range.setEnd(node, at + 31);
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    press(page, "a")
    expect(page.locator("#choose-words")).to_have_value("ersätter det avtal som löper ut")
    settled(page)
    page.keyboard.type("Det som handlingen")
    tab_to(page, "choose-words")
    press(page, "Tab", "Enter")
    expect(page.locator("#facts h2")).to_contain_text("Det som handlingen berättar")
    expect(page.locator("#field-text")).to_have_value("ersätter det avtal som löper ut")
    settled(page)
    tab_to(page, "field-words")
    press(page, "Tab", "Enter")
    expect(page.locator(".fact--added")).to_contain_text("ersätter det avtal som löper ut")
    expect(page.locator("#paper mark").filter(has_text="ersätter det avtal")).to_have_count(1)


def test_what_another_says_is_seen_and_nothing_is_recorded_twice(
    page_as: Callable[..., Page], workspace: Workspace
) -> None:
    page = page_as("registrator@vastana.example")
    upload(
        page, {"name": "utkast.txt", "mimeType": "text/plain", "buffer": DECISION.read_bytes() + b"\n"}, "utkast.txt"
    )
    page.goto("/review")
    follow(page.get_by_role("link", name="utkast.txt"))
    address = page.url

    colleague = page_as("handlaggare@vastana.example")
    colleague.goto(address)
    press(colleague, "Enter")
    expect(colleague.locator(".fact--confirmed")).to_have_count(1)
    press(page, "j", "Enter")
    expect(page.locator(".fact--confirmed")).to_have_count(2)
    expect(page.locator(".fact--confirmed").first).to_contain_text("av Hedda Strand")
    press(page, "s")
    expect(page.locator("#lead")).to_contain_text("Alla 9 uppgifter är granskade")
    settled(page)
    page.get_by_label("Ett nytt avtal i en ny samverkan").check()
    page.locator("[id^=party-add]").fill("Alingsås kommun")
    press(page, "Tab")
    settled(page)
    follow(page.get_by_role("button", name="Visa vad valen ändrar"))
    expect(page.locator(".effect")).to_contain_text("Ett nytt avtal läggs upp")

    second = page.context.new_page()
    second.goto(address)
    with page.expect_navigation(url="**/agreements/**"):
        page.locator("#record").click()
    second.get_by_label("Ett nytt avtal i en ny samverkan").check()
    second.locator("[id^=party-add]").fill("Alingsås kommun")
    press(second, "Tab")
    settled(second)
    follow(second.locator("#record"))
    expect(second.locator(".message")).to_contain_text("Ingenting har registrerats två gånger")
