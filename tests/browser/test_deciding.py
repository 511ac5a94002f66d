"""The whole way of a joint matter, in both organisations and in a browser: from joint clause to an agreement in force."""

from __future__ import annotations

import re
import time
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from playwright.sync_api import expect
from tests.browser.conftest import follow
from tests.browser.test_accessible import looked_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from tests.browser.conftest import Workspace

REGION = ("vastana", "Hälso- och sjukvårdsnämnden", "HSN {year}-{number:05}", "Karin Lind", "Per Sund")
MUNICIPALITY = ("lindmora", "Socialnämnden", "SN {year}/{number:03}", "Jonas Brandt", "Anna Ekdahl")
KAJEN, LARKAN, FYREN = "Ungdomsmottagningen Kajen", "Familjecentralen Vågen", "Familjecentralen Fyren"
Side = tuple[str, str, str, str, str]


def today() -> date:
    """The day in Sweden, where the workspace is, wherever the tests are run."""
    return datetime.now(ZoneInfo("Europe/Stockholm")).date()


def registrar(page_as: Callable[..., Page], side: Side) -> Page:
    return page_as(f"registrator@{side[0]}.example")


def clause(page: Page, service: str) -> str:
    """The region begins a joint clause with the municipality; its address."""
    page.goto("/deciding")
    follow(page.get_by_role("link", name="Ny gemensam klausul"))
    page.get_by_label("Lindmora kommun").check()
    follow(page.get_by_role("button", name="Fortsätt"))
    page.get_by_label("Avtalets namn").fill(f"Samverkansavtal om {service}")
    page.get_by_label("Verksamhet").fill(service)
    begins = today().replace(month=1, day=1)
    page.locator("#first").fill(str(begins))
    page.locator("#last").fill(str(begins.replace(year=begins.year + 2, month=12, day=31)))
    page.locator("#share-0").fill("70")
    page.locator("#share-1").fill("30")
    page.get_by_label("Förlängning").select_option("excluded")
    follow(page.get_by_role("button", name="Spara som ny version"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Samverkansavtal om {service}")
    return page.url


def lock(page: Page, address: str, number: int) -> None:
    page.goto(address)
    follow(page.get_by_role("button", name=f"Lås version {number}"))
    expect(page.locator(".message")).to_contain_text("Klausulen är låst för er del")


def proposed(page: Page, side: Side, address: str) -> None:
    """The body gets its series of numbers, and the clause as a proposal."""
    page.goto("/bodies")
    follow(page.get_by_role("link", name=side[1], exact=True))
    page.get_by_label("Mönster").fill(side[2])
    follow(page.get_by_role("button", name="Spara serien"))
    page.goto(address)
    follow(page.get_by_role("link", name="Föreslå ett organ att besluta"))
    page.get_by_label("Organ", exact=True).select_option(label=side[1])
    page.get_by_label("Sammanfattning av ärendet").fill("Parterna vill driva ungdomsmottagningen tillsammans.")
    follow(page.get_by_role("button", name="Föreslå"))
    expect(page.locator(".message")).to_contain_text("Förslaget är sparat under")


def at_the_table(page: Page, side: Side, day: date) -> str:
    """A meeting with the proposal on its agenda, opened, and who is there; the address of the agenda."""
    page.goto("/deciding")
    page.locator("details summary").filter(has_text="Nytt sammanträde").click()
    page.get_by_label("Organ", exact=True).select_option(label=side[1])
    page.get_by_label("Dag", exact=True).fill(str(day))
    page.get_by_label("Antal ledamöter").fill("3")
    page.get_by_label("Plats").fill("Sal A")
    follow(page.get_by_role("button", name="Lägg upp sammanträdet"))
    follow(page.get_by_role("button", name="Sätt upp"))
    follow(page.get_by_role("button", name="Kallelsen är utsänd"))
    follow(page.get_by_role("button", name="Öppna sammanträdet"))
    page.get_by_label("Närvarande").fill(
        f"{side[3]} (S), ordförande\n{side[4]} (C)\nLeif Sandin (M)\nNils Berg, sekreterare"
    )
    page.get_by_label("Justerare", exact=True).fill(side[4])
    follow(page.get_by_role("button", name="Spara"))
    expect(page.locator(".message")).to_contain_text("uppgifter är sparade")
    return page.url


def justerad(page_as: Callable[..., Page], page: Page, agenda: str, side: Side) -> str:
    """The minutes put to the chair and the justerare, who sign; the address of the justering."""
    page.goto(agenda)
    follow(page.get_by_role("button", name="Lämna till justering"))
    expect(page.locator(".message")).to_contain_text("lämnat till justering")
    for email in ("ordforande", "justerare"):
        signer = page_as(f"{email}@{side[0]}.example")
        signer.goto("/deciding")
        follow(signer.get_by_role("link", name=re.compile("Protokoll")).first)
        follow(signer.get_by_role("button", name="Underteckna protokollet"))
        expect(signer.locator(".message")).to_contain_text("Du har undertecknat")
    expect(signer.locator(".lead")).to_contain_text("Justerat")
    return str(signer.url)


def agreement(page: Page, service: str) -> Page:
    page.goto("/agreements")
    follow(page.get_by_role("link", name=re.compile(service)).first)
    return page


def signed_by_both(page_as: Callable[..., Page], region: Page, municipality: Page, address: str) -> dict[str, object]:
    """Each appoints who signs; the agreement is put to signing, signed by both and kept; what axe finds on the way."""
    for page in (region, municipality):
        page.goto("/signatories")
        page.get_by_label("Konto").select_option(index=1)
        page.get_by_label("Befattning").fill("direktör")
        page.get_by_label("Enligt").fill("Delegationsordningen p. 3")
        follow(page.get_by_role("button", name="Utse"))
    region.goto(address)
    region.get_by_label("Varför undertecknas avtalet ändå").fill("Undertecknas i förväg.")
    follow(region.get_by_role("button", name="Lämna till undertecknande"))
    expect(region.locator(".lead")).to_contain_text("Ingen part har undertecknat ännu")
    municipality.goto(region.url)
    municipality.get_by_label("Varför undertecknas avtalet ändå").fill("Undertecknas i förväg.")
    follow(municipality.get_by_role("button", name="Spara vilka som undertecknar"))
    for side in (REGION, MUNICIPALITY):
        signer = page_as(f"firmatecknare@{side[0]}.example")
        signer.goto("/deciding")
        follow(signer.get_by_role("link", name=f"Samverkansavtal om {FYREN}").first)
        follow(signer.get_by_role("button", name="Underteckna avtalet"))
    expect(signer.locator(".lead")).to_contain_text("Undertecknat av alla parter")
    region.goto(address)
    expect(region.locator("#signing + p")).to_contain_text("Undertecknat av alla parter")
    return looked_at(signer, "agreement-signing") | looked_at(region, "clause")


def is_sent(page: Page, workspace: Workspace) -> None:
    """The workspace sends by itself: looked at again until it has, it says so."""
    until = time.monotonic() + 120
    while "Skickat till 1 mottagare" not in page.locator(".lead").inner_text() and time.monotonic() < until:
        time.sleep(1)
        page.reload()
    expect(page.locator(".lead")).to_contain_text("Skickat till 1 mottagare")
    assert [one["To"] for one in workspace.box.letters if "§" in one["Subject"]] == [
        "Lindmora kommun <registrator@lindmora.example>"
    ]


def test_from_joint_clause_to_in_force_in_both_organisations(
    page_as: Callable[..., Page], workspace: Workspace
) -> None:
    day = today() - timedelta(days=1)
    region, municipality = registrar(page_as, REGION), registrar(page_as, MUNICIPALITY)
    address = clause(region, KAJEN)

    municipality.goto(address)
    municipality.get_by_label("Kommentar", exact=True).fill("Vi föreslår hälften var.")
    follow(municipality.get_by_role("button", name="Kommentera"))
    municipality.locator("details summary").filter(has_text="Ändra klausulen").click()
    municipality.locator("#share-0").fill("50")
    municipality.locator("#share-1").fill("50")
    municipality.locator("#points").fill("")
    follow(municipality.get_by_role("button", name="Spara som ny version"))
    expect(municipality.locator("ins").first).to_have_text("50")
    expect(municipality.locator("del").first).to_have_text("70")
    lock(municipality, address, 2)
    lock(region, address, 2)
    expect(region.locator(".lead")).to_contain_text("Alla parter har låst klausulen")
    wrong = looked_at(region, "clause")

    proposed(region, REGION, address)
    agenda = at_the_table(region, REGION, day)
    wrong |= looked_at(region, "agenda")
    follow(region.get_by_role("link", name=re.compile("§ 1 ")))
    region.get_by_label("Beslutet skickas till").fill("Lindmora kommun <registrator@lindmora.example>")
    follow(region.get_by_role("button", name="Spara"))
    wrong |= looked_at(region, "item")
    signed = justerad(page_as, region, agenda, REGION)
    expect(agreement(region, KAJEN).locator(".badge").first).to_have_text("Väntar")

    region.goto(signed)
    region.get_by_label("Protokollet förvaras").fill("Regionens kansli")
    follow(region.get_by_role("button", name="Anslå justeringen"))
    expect(region.locator(".lead")).to_contain_text("överklagas till och med")
    wrong |= looked_at(region, "justering")
    follow(region.get_by_role("button", name=re.compile("Bestyrk utdrag")))
    expect(region.locator("#certified + ul")).to_contain_text("Rut Ek")
    with region.expect_download() as saved:
        region.get_by_role("link", name=re.compile("Spara utdraget")).click()
    extract = workspace.home / "utdrag.pdf"
    saved.value.save_as(extract)
    follow(region.get_by_role("button", name="Skicka"))
    expect(region.get_by_role("row", name=re.compile("Lindmora kommun"))).to_be_visible()
    wrong |= looked_at(region, "extract")
    is_sent(region, workspace)

    anybody = page_as(None)
    anybody.goto("/notice-board")
    expect(anybody.locator("main")).to_contain_text("Regionens kansli")
    anybody.goto("/verify")
    anybody.locator("#file").set_input_files(extract)
    follow(anybody.get_by_role("button", name="Kontrollera"))
    expect(anybody.locator(".lead")).to_contain_text("är helt och sidan säger detsamma")
    wrong |= looked_at(anybody, "verify")
    assert wrong == {}

    proposed(municipality, MUNICIPALITY, address)
    justerad(page_as, municipality, at_the_table(municipality, MUNICIPALITY, day), MUNICIPALITY)
    expect(agreement(municipality, KAJEN).locator(".badge").first).to_have_text("Gäller")
    expect(agreement(region, KAJEN).locator(".badge").first).to_have_text("Gäller")


def test_the_agreement_itself_is_signed_by_both_and_kept(page_as: Callable[..., Page]) -> None:
    region, municipality = registrar(page_as, REGION), registrar(page_as, MUNICIPALITY)
    address = clause(region, FYREN)
    lock(region, address, 1)
    lock(municipality, address, 1)
    assert signed_by_both(page_as, region, municipality, address) == {}


def test_the_board_changes_one_word_and_what_follows_is_told(
    page_as: Callable[..., Page], workspace: Workspace
) -> None:
    region, municipality = registrar(page_as, REGION), registrar(page_as, MUNICIPALITY)
    address = clause(region, LARKAN)
    lock(region, address, 1)
    lock(municipality, address, 1)
    proposed(municipality, MUNICIPALITY, address)
    day = today()
    agenda = at_the_table(municipality, MUNICIPALITY, day)
    follow(municipality.get_by_role("link", name=re.compile("§ . ")).last)
    words = municipality.locator("#points")
    words.fill(
        words.input_value()
        .replace("bär 70 procent", "bär 60 procent")
        .replace("kommun 30 procent", "kommun 40 procent")
    )
    follow(municipality.get_by_role("button", name="Spara"))

    expect(municipality.get_by_role("heading", name="Beslutet blir inte längre likalydande")).to_be_visible()
    changed = municipality.locator(".changed")
    expect(changed.locator("ins").first).to_have_text("60")
    expect(changed.locator("del").first).to_have_text("70")
    expect(changed.get_by_role("row", name=re.compile("Kostnadsfördelning"))).to_contain_text("60")
    expect(changed).to_contain_text("Region Västana")
    assert looked_at(municipality, "changed") == {}

    justerad(page_as, municipality, agenda, MUNICIPALITY)
    proposed(region, REGION, address)
    justerad(page_as, region, at_the_table(region, REGION, day), REGION)
    page = agreement(region, LARKAN)
    expect(page.locator(".badge").first).to_have_text("Väntar")
    expect(page.locator("main")).to_contain_text("skiljer")
