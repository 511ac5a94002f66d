"""Where an item begins, what its number and title are, and what its header leaves out."""

from __future__ import annotations

import pytest
from asking import TOP, minutes, read, value

# (items as printed, [(section, registry number, title)])  # trait
DECIDED = "\n\nBeslut\nAvtalet godkänns.\n\n"
FORMS = [
    (f"§ 7\nAvtal om familjerådgivning{DECIDED}", [("7", None, "Avtal om familjerådgivning")]),  # § alone on its line
    (
        f"§ 7\nDnr SN 2024/0031\nAvtal om familjerådgivning{DECIDED}",
        [("7", "SN 2024/0031", "Avtal om familjerådgivning")],
    ),  # number before the title
    (
        f"§ 7\nAvtal om familjerådgivning\nDnr SN 2024/0031{DECIDED}",
        [("7", "SN 2024/0031", "Avtal om familjerådgivning")],
    ),  # number after the title
    (
        f"§ 7 Ärendenummer SN-2024-00031\nAvtal om familjerådgivning{DECIDED}",
        [("7", "SN-2024-00031", "Avtal om familjerådgivning")],
    ),  # Ärendenummer on the §'s line
    (f"§ 7 Dnr 2024SN31\nAvtal om familjerådgivning{DECIDED}", [("7", "2024SN31", "Avtal om familjerådgivning")]),  # glued
    (f"§ 7 2024.031 SN\nAvtal om familjerådgivning{DECIDED}", [("7", "2024.031 SN", "Avtal om familjerådgivning")]),  # no label
    (
        f"§ 7Avtal om familjerådgivning SN 2024-0031{DECIDED}",
        [("7", "SN 2024-0031", "Avtal om familjerådgivning")],
    ),  # no space after the number
    (
        f"§ 7 Avtal om familjerådgivning / 2024/1082{DECIDED}",
        [("7", "2024/1082", "Avtal om familjerådgivning")],
    ),  # registry number after a slash
    (
        f"§ 7\nAvtal om familjerådgivning, SN 2024/31{DECIDED}",
        [("7", "SN 2024/31", "Avtal om familjerådgivning")],
    ),  # after a comma
    (f"SN § 7\nAvtal om familjerådgivning{DECIDED}", [("7", None, "Avtal om familjerådgivning")]),  # the board's letters
    (f"Sn §7\nAvtal om familjerådgivning{DECIDED}", [("7", None, "Avtal om familjerådgivning")]),  # small letters, glued
    (f"Sn 7\nAvtal om familjerådgivning{DECIDED}", [("7", None, "Avtal om familjerådgivning")]),  # letters, no sign
    (f"KS 7 Avtal om familjerådgivning{DECIDED}", [("7", None, "Avtal om familjerådgivning")]),  # letters, title beside
    (f"§ 7/24\nAvtal om familjerådgivning{DECIDED}", [("7", None, "Avtal om familjerådgivning")]),  # the year after a slash
    (f"§ 7/2024 Avtal om familjerådgivning{DECIDED}", [("7", None, "Avtal om familjerådgivning")]),  # the whole year
    (
        f"Sn 7 Au 12 Dnr SN 2024/31 Avtal om familjerådgivning{DECIDED}",
        [("7", "SN 2024/31", "Avtal om familjerådgivning")],
    ),  # preparatory chain: the first is the item
    (
        f"§ 7\nAU § 12\nAvtal om familjerådgivning{DECIDED}",
        [("7", None, "Avtal om familjerådgivning")],
    ),  # a committee's § under the board's
    (
        f"§ 7 Avtal om familjerådgivning{DECIDED}§ 8 Ny taxa\n\nBeslut\nTaxan fastställs.\n",
        [("7", None, "Avtal om familjerådgivning"), ("8", None, "Ny taxa")],
    ),  # two items
    (
        f"7 Dnr SN 2024/31 Avtal om familjerådgivning{DECIDED}8 Dnr SN 2024/32 Ny taxa\n\nBeslut\nTaxan fastställs.\n",
        [("7", "SN 2024/31", "Avtal om familjerådgivning"), ("8", "SN 2024/32", "Ny taxa")],
    ),  # the sign lost, the diary label beside
    (
        f"27 Val av justerare\n\nBeslut\nEva Alm utses.\n\n28 Avtal om familjerådgivning{DECIDED}29 Ny taxa\n\nBeslut\nTaxan fastställs.\n",
        [("27", None, "Val av justerare"), ("28", None, "Avtal om familjerådgivning"), ("29", None, "Ny taxa")],
    ),  # the sign lost, ascending by one
    (f"Ärende 7\nAvtal om familjerådgivning{DECIDED}", [("7", None, "Avtal om familjerådgivning")]),  # Ärende N
    (f"Nr 166. Avtal om familjerådgivning{DECIDED}", [("166", None, "Avtal om familjerådgivning")]),  # council print
    (
        f"§ 7\n\nAvtal mellan Ekbo kommun och Region\n\nSjöland om familjerådgivning{DECIDED}",
        [("7", None, "Avtal mellan Ekbo kommun och Region|Sjöland om familjerådgivning")],
    ),  # a title over two lines with a blank line between may be cut
    (
        f"§ 7\nAvtal mellan Ekbo kommun och\nRegion Sjöland om familjerådgivning{DECIDED}",
        [("7", None, "Avtal mellan Ekbo kommun och Region Sjöland om familjerådgivning")],
    ),  # a title over two lines
    (
        f"§ 7\nAvtal om familje-\nrådgivning{DECIDED}",
        [("7", None, "Avtal om familjerådgivning")],
    ),  # a title hyphenated over two lines
    (
        "**§ 7 Avtal om familjerådgivning****Beslut**\nAvtalet godkänns.\n",
        [("7", None, "Avtal om familjerådgivning")],
    ),  # bold and glued
    (
        "§ 7\nAvtal om familjerådgivning\n\nÄrendet innehåller uppgifter som omfattas av sekretess och visas inte.\n",
        [("7", None, "Avtal om familjerådgivning")],
    ),  # a confidential item: title and a line
    (
        f"§ 7 Avtal om familjerådgivning{DECIDED}§ 8\nInformation\n\nBeslut\nInformationen noteras.\n",
        [("7", None, "Avtal om familjerådgivning"), ("8", None, "Information")],
    ),  # a title that reads like a heading
]  # fmt: skip


@pytest.mark.parametrize(("items", "expected"), FORMS)
def test_form_of_an_item(items: str, expected: list[tuple[str, str | None, str]]) -> None:
    found = minutes(items).items
    assert [(value(i.section), value(i.registry_number)) for i in found] == [(s, r) for s, r, _ in expected]
    for item, (_, _, title) in zip(found, expected, strict=True):
        assert value(item.title) in (title.replace("|", " "), title.partition("|")[0])


# (whole text, sections)  # trait: what repeats a number is no item
CONTENTS = [
    (
        f"{TOP}Innehåll\n§ 7 Avtal om råd ........ 3\n§ 8 Ny taxa ........ 4\n\n"
        "§ 7 Avtal om råd\n\nBeslut\nAvtalet godkänns.\n\n§ 8 Ny taxa\n\nBeslut\nTaxan fastställs.\n",
        ["7", "8"],
    ),  # dot leaders
    (
        f"{TOP}§ 7 Avtal om råd 3\n§ 8 Ny taxa 4\n§ 9 Val 5\n\n"
        "§ 7 Avtal om råd\n\nBeslut\nAvtalet godkänns.\n\n§ 8 Ny taxa\n\nBeslut\nTaxan fastställs.\n\n§ 9 Val\n\nBeslut\nEva Alm utses.\n",
        ["7", "8", "9"],
    ),  # page numbers without dots
    (
        f"{TOP}§ 7 Avtal om råd\n§ 8 Ny taxa\n\n"
        "§ 7 Avtal om råd\n\nBeslut\nAvtalet godkänns.\n\n§ 8 Ny taxa\n\nBeslut\nTaxan fastställs.\n",
        ["7", "8"],
    ),  # no page numbers
    (f"{TOP}Paragrafer §§ 7-8\n\n§ 7 Avtal om råd\n\nBeslut\nAvtalet godkänns.\n", ["7"]),  # a range on the front page
    (
        f"{TOP}Eva Alm (X), ej §§ 82-87\nPer Ek (Y), §§ 88-89\n\n§ 82 Avtal om råd\n\nBeslut\nAvtalet godkänns.\n",
        ["82"],
    ),  # attendance
    (
        f"{TOP}§ 7 Avtal om råd\n\nBeslut\nAvgiften tas ut enligt\n12 § lagen om avgifter.\nAvtalet godkänns.\n",
        ["7"],
    ),  # law, old style
    (
        f"{TOP}§ 7 Avtal om råd\n\nBeslutsunderlag\n§ 50 SN Avtal om råd\nTjänsteskrivelse 2024-02-20\n\nBeslut\nAvtalet godkänns.\n",
        ["7"],
    ),  # another body's § among the documents
    (
        f"{TOP}§ 7 Avtal om råd\n\nBeslut\n1. Avtalet godkänns.\n2. Taxan fastställs.\n\n3 (9)\n\n§ 8 Val\n\nBeslut\nEva Alm utses.\n",
        ["7", "8"],
    ),  # list points and page numbers are no items
]


@pytest.mark.parametrize(("text", "sections"), CONTENTS)
def test_what_repeats_a_number_is_no_item(text: str, sections: list[str]) -> None:
    found = read(text).items
    assert [value(i.section) for i in found] == sections
    assert all(i.decisions for i in found)


# (page furniture)  # trait: it splits an item and is not of it
FURNITURE = [
    "21 (72)\nSocialnämnden\nProtokoll nr 3\nSammanträdesdatum: 2024-03-12",  # page, body, number, day
    "26 (64)",  # page of pages
    "2(42)",  # page of pages, glued
    "Sida 3 (41)",  # Sida
    "Blad 6",  # Blad
    "1/54",  # a slash
    "[36]",  # square brackets
    "Protokoll från socialnämnden, 2024-03-12",  # footer
    "Justerandes sign",  # signature line
    "Justerarsignaturer",  # signatures in one word
    "Justerare: Justerare: Justerare: Rätt utdraget intygar:",  # an empty signature row
    "Ordförandes sign. Justerandes sign.",  # two on a line
    "Utdragsbestyrkande",  # certifier's line
]


@pytest.mark.parametrize("page", FURNITURE)
def test_page_furniture_inside_an_item_is_not_of_it(page: str) -> None:
    (found,) = minutes(
        f"§ 7 Avtal om råd\n\nBeslut\n1. Socialnämnden godkänner avtalet om råd till\n\n{page}\n\n"
        "familjer i hela länet.\n2. Taxan fastställs.\n"
    ).items
    assert [d.text.value for d in found.decisions] == [
        "Socialnämnden godkänner avtalet om råd till familjer i hela länet.",
        "Taxan fastställs.",
    ]


def test_a_page_break_between_a_title_and_its_section() -> None:
    (found,) = minutes(
        "§ 7 Avtal om råd\n\n21 (72)\nSocialnämnden\nProtokoll nr 3\n\nBeslut\nAvtalet godkänns.\n"
    ).items
    assert (value(found.title), [d.act for d in found.decisions]) == ("Avtal om råd", ["approve"])


def test_two_papers_in_one_text_keep_their_items_apart() -> None:
    found = read(
        f"{TOP}§ 44 Förbundsordning\n\nBeslut\nFörbundsordningen godkänns.\n\n"
        "Sjöbygdens kommunalförbund\nSAMMANTRÄDESPROTOKOLL\nDirektionen\nSammanträdesdatum: 2024-01-15\n\n"
        "§ 45 Förbundsordning\n\nBeslut\nDirektionen antar förslaget.\n"
    ).items
    assert [value(i.section) for i in found] == ["44", "45"]


def test_a_staff_proposal_is_one_item_with_its_title_and_number() -> None:
    (found,) = read(
        "Ekbo kommun\nTJÄNSTESKRIVELSE\nDatum 2024-02-20\nDnr SN 2024/0031\n\nNytt avtal om familjerådgivning\n\n"
        "Förslag till beslut\nSocialnämnden godkänner avtalet.\n\nSammanfattning av ärendet\nAvtalet löper ut.\n"
    ).items
    assert (value(found.section), value(found.registry_number), value(found.title), found.status) == (
        None,
        "SN 2024/0031",
        "Nytt avtal om familjerådgivning",
        "proposed",
    )


def test_what_follows_a_registry_number_on_the_titles_line_is_the_items_text() -> None:
    (found,) = minutes(
        "§ 12 Avtal om familjerådgivning i Ekbo Dnr SN 2024/0031 Arbetsutskottet behandlade avtalet den 2 februari 2024 "
        "§ 9 och nämnden har fått det utsänt.\n\nBeslut\nAvtalet godkänns.\n"
    ).items
    assert value(found.title) == "Avtal om familjerådgivning i Ekbo"
    assert [(str(r.date), r.section) for r in found.references] == [("2024-02-02", "9")]


def test_the_same_decision_heading_again_begins_an_item_where_nothing_is_numbered() -> None:
    found = read(
        "Direktionens protokoll 13 december 2022\n\nOrgan: Direktionen för Ekbo miljöförbund\n\n"
        "Direktionens beslut\n\nDagordningen godkänns.\n\nDirektionens beslut\n\nDirektionen fastställer budgeten.\n"
    )
    assert [[d.act for d in i.decisions] for i in found.items] == [["approve"], ["adopt"]]


def test_a_title_that_goes_on_after_a_blank_line() -> None:
    (found,) = minutes("§ 12Avtal mellan Ekbo\n\nkommun och Region Sjöland\n\nBeslut\n\nAvtalet godkänns.\n").items
    assert value(found.title) == "Avtal mellan Ekbo kommun och Region Sjöland"


def test_a_decision_that_only_follows_the_proposal_after_it_is_that_proposal() -> None:
    (found,) = minutes(
        "§ 12 Kontaktperson för vattenfrågor\nSocialnämnden beslutar enligt arbetsutskottets förslag Arbetsutskottet föreslår "
        "socialnämnden besluta att utse Ada Lind till kontaktperson.\n"
    ).items
    assert [(d.act, value(d.by)) for d in found.decisions] == [("elect", "Socialnämnden")]


def test_a_proposal_whose_board_s_decision_is_its_own_heading() -> None:
    found = read(
        "Din position: Hem > Ekbo kommun > Kommunstyrelsen > Sammanträde 2024-09-30\n\n120 Kommunchefens rapport\n\n"
        "Förslag till beslut\nKommunstyrelsens beslut\n\n- Informationen noteras\n\n121 Delårsbokslut\n\n"
        "Kommunstyrelsens förslag till kommunfullmäktige\n\n- Delårsbokslut godkänns\n"
    )
    assert found.kind == "summons"
    assert [(value(i.section), i.status, [d.act for d in i.decisions]) for i in found.items] == [
        ("120", "proposed", ["note"]),
        ("121", "proposed", ["propose"]),
    ]


def test_the_preparatory_chain_under_the_title_holds_the_registry_number() -> None:
    found = minutes(
        "KS § 91\nFörstudie om familjecentraler\n\nAU § 97\nKS 2011/140-60\n- (Kommunstyrelsen 2011-02-17, § 33)\n"
        "- Ledningskontoret 2011-04-05\n\nBeslut\nFörstudien godkänns.\n"
    ).items
    assert [(value(i.section), value(i.registry_number)) for i in found] == [("91", "KS 2011/140-60")]
    assert [(str(r.date), r.section) for r in found[0].references] == [("2011-02-17", "33")]


def test_a_party_s_letters_belong_to_the_title() -> None:
    (found,) = minutes("§ 12 Entledigande av Ada Lind (SD)\n\nBeslut\nAda Lind beviljas avsked.\n").items
    assert value(found.title) == "Entledigande av Ada Lind (SD)"
