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


def test_a_summons_lists_its_items_by_agenda_number() -> None:
    found = read(
        "Ekbo kommun\nKALLELSE\nSocialnämnden\n2024-03-12\n\n1. Val av justerare\n\n2. Avtal om familjerådgivning\n"
        "Dnr SN 2024/0031\nFörslag till beslut\nSocialnämnden godkänner avtalet.\n\n3. Övriga frågor\n"
    ).items
    numbered = {value(i.section): i for i in found}
    assert value(numbered["2"].title) == "Avtal om familjerådgivning"
    assert value(numbered["2"].registry_number) == "SN 2024/0031"
    assert {i.status for i in found} == {"proposed"}


def test_what_follows_a_registry_number_on_the_titles_line_is_the_items_text() -> None:
    (found,) = minutes(
        "§ 12 Avtal om familjerådgivning i Ekbo Dnr SN 2024/0031 Arbetsutskottet behandlade avtalet den 2 februari 2024 "
        "§ 9 och nämnden har fått det utsänt.\n\nBeslut\nAvtalet godkänns.\n"
    ).items
    assert value(found.title) == "Avtal om familjerådgivning i Ekbo"
    assert [(str(r.date), r.section) for r in found.references] == [("2024-02-02", "9")]


def test_numbers_in_running_text_after_those_present_begin_items() -> None:
    found = read(
        "1 Socialnämnden PROTOKOLL Datum 2024-03-12 Plats Ekbo, Storgatan 12 Postadress Ekbo Beslutande Ada Lind (S), "
        "ordförande Bo Ek (M) Övriga deltagare Cia Al, sekreterare 1 Val av justerare Bo Ek (M) utses att justera "
        "protokollet. 2 Verksamhetsinformation Förvaltningschefen informerar om avtalet.\n"
    ).items
    assert [(value(i.section), len(i.decisions)) for i in found] == [("1", 1), ("2", 0)]


def test_a_matter_s_number_beside_the_sender_is_no_item() -> None:
    found = read(
        "Transkript\n\n1 PROTOKOLL 1(18)\nLandstingets kansli LS 9/2012 Ekonomiavdelningen Landstingsstyrelsen Tid Tisdagen den "
        "11 december 2012 Plats Ekbo Närvarande ledamöter Ada Lind (M), ordförande\n\n2 2(18)\n"
        "Ordföranden hälsade välkommen. 239 Val av protokolljusterare Att jämte ordföranden justera protokollet utsågs "
        "Bo Ek. 240 Direktörens rapport att notera informationen till protokollet. Direktören presenterade en ny chef.\n"
    )
    assert value(found.body) == "Landstingsstyrelsen"
    assert [(value(i.section), value(i.title), [d.act for d in i.decisions]) for i in found.items] == [
        ("239", "Val av protokolljusterare", ["elect"]),
        ("240", "Direktörens rapport", ["note"]),
    ]


def test_the_same_decision_heading_again_begins_an_item_where_nothing_is_numbered() -> None:
    found = read(
        "Direktionens protokoll 13 december 2022\n\nOrgan: Direktionen för Ekbo miljöförbund\n\n"
        "Direktionens beslut\n\nDagordningen godkänns.\n\nDirektionens beslut\n\nDirektionen fastställer budgeten.\n"
    )
    assert [[d.act for d in i.decisions] for i in found.items] == [["approve"], ["adopt"]]


def test_pages_without_numbers_begin_items_each() -> None:
    found = read(
        "Transkript\n\n1 SOCIALNÄMNDEN Plats och tid Ekbo Beslutande Ada Lind (S) ordförande Utses att justera Bo Ek (M) "
        "Underskrifter Sekreterare Paragrafer Ordförande Justerande\n\n"
        "2 SOCIALNÄMNDEN Fastställande av dagordning Utsänd dagordning fastställs med ändringen att punkt 14 tidigareläggs.\n\n"
        "3 SOCIALNÄMNDEN Avtal om familjerådgivning Socialnämnden godkänner avtalet med Region Sjöland om familjerådgivning.\n"
    )
    assert [(value(i.title), [d.act for d in i.decisions]) for i in found.items] == [
        ("Fastställande av dagordning", ["adopt"]),
        ("Avtal om familjerådgivning", ["approve"]),
    ]


def test_a_title_that_goes_on_after_a_blank_line() -> None:
    (found,) = minutes("§ 12Avtal mellan Ekbo\n\nkommun och Region Sjöland\n\nBeslut\n\nAvtalet godkänns.\n").items
    assert value(found.title) == "Avtal mellan Ekbo kommun och Region Sjöland"


def test_a_title_ends_where_its_first_word_begins_the_text() -> None:
    (found,) = minutes(
        "§ 12 Rapport Synpunkt Ekbo Rapport gällande Synpunkt Ekbo, fjärde kvartalet, läggs till handlingarna.\n"
    ).items
    assert (value(found.title), [d.act for d in found.decisions]) == ("Rapport Synpunkt Ekbo", ["note"])


def test_the_contents_of_a_summons_give_way_to_the_item_itself() -> None:
    (found,) = read(
        "KALLELSE/FÖREDRAGNINGSLISTA\nTekniska nämnden\nTid 2024-01-21, kl 19:00\n\nÄrenden\n\n1 Muntlig information\n\n"
        "2 Nämndens internbudget\n\n3 Delegationsbeslut\n\nORDFÖRANDEFÖRSLAG\n\n2 Nämndens internbudget (TEF/2023:263)\n\n"
        "Förslag till beslut\nTekniska nämnden antar förslaget till internbudget.\n"
    ).items
    assert (value(found.section), value(found.registry_number)) == ("2", "TEF/2023:263")
    assert [d.act for d in found.decisions] == ["adopt"]


def test_another_paper_of_a_bundle_is_not_of_the_proposal() -> None:
    (found,) = read(
        "Transkript\n\n1\nMISSIV 1(1) Landstingsfullmäktige Motion om vårdval\nFörslag till beslut\n"
        "Landstingsstyrelsen föreslår landstingsfullmäktige besluta att avslå motionen.\n\n2\n"
        "YTTRANDE 1(2) Landstingsfullmäktige Motion om vårdval I en motion föreslår Ada Lind - att göra analyser inom alla enheter\n"
    ).items
    assert [(d.act, d.inner) for d in found.decisions] == [("propose", "reject")]


def test_a_decision_that_only_follows_the_proposal_after_it_is_that_proposal() -> None:
    (found,) = minutes(
        "§ 12 Kontaktperson för vattenfrågor\nSocialnämnden beslutar enligt arbetsutskottets förslag Arbetsutskottet föreslår "
        "socialnämnden besluta att utse Ada Lind till kontaktperson.\n"
    ).items
    assert [(d.act, value(d.by)) for d in found.decisions] == [("elect", "Socialnämnden")]


PAGES = "1 Ekbo kommun SAMMANTRÄDESPROTOKOLL Folkhälsorådet Sida 36 Plats och tid Kommunhuset Beslutande Ada Lind (S), ordförande\n\n"


def test_what_the_contents_list_is_not_the_item() -> None:
    glued = read(
        f"{PAGES}2 37 Innehållsförteckning FHR 29 Godkännande av dagordningen FHR 30 Länsstyrelsens arbete i länet FHR 31 Kriterier "
        "för bidrag\n\n3 38 FHR 29 Godkännande av dagordning Dagordningen godkänns.\n\n"
        "4 39 FHR 30 Länsstyrelsens arbete Folkhälsorådet godkänner rapporten.\n"
    )
    by_line = minutes(
        "Innehållsförteckning\n\n§ 12/24 Dagordning\n\n§ 13/24 Avtal\n\n(2)\n\n§ 12/24 Dagordning\n\nDagordningen godkänns.\n"
    )
    assert [(value(i.section), value(i.title), len(i.decisions)) for i in glued.items] == [
        ("29", "Godkännande av dagordning", 1),
        ("30", "Länsstyrelsens arbete", 1),
    ]
    assert [(value(i.section), len(i.decisions)) for i in by_line.items] == [("12", 1)]


def test_a_page_number_before_the_front_page_s_labels_is_no_item() -> None:
    found = read(
        "1 PROTOKOLL 63 Organ Plats Landstingsstyrelsen Landstingshuset Tidpunkt Onsdagen den 27 maj 2015 Ledamöter Ada Lind (S), "
        "ordförande Bo Ek, budgetchef 109 Fastställande av föredragningslista 1. Föredragningslistan fastställs. 110 Föregående "
        "protokoll Anmäls att protokollet justerats.\n"
    )
    assert [(value(i.section), value(i.title)) for i in found.items][:1] == [
        ("109", "Fastställande av föredragningslista")
    ]
    assert value(found.meeting_date) == "2015-05-27"


def test_a_summons_glued_with_bare_numbers_and_headings() -> None:
    found = read(
        "1 FÖREDRAGNINGSLISTA 1 (17) Organ Plats Regionfullmäktige Stadshuset Tidpunkt Tisdagen den 19 juni 2012 klockan "
        "Sammanträdet öppnas 2 Närvaro Närvaron kontrolleras. 3 Utseende av justerare Förslag till beslut utse Ada Lind att justera "
        "dagens protokoll 4 Sammanträdesdagar 2013 Förslag till beslut fastställa sammanträdesdagarna enligt bilaga.\n"
    )
    numbered = {value(i.section): i for i in found.items}
    assert [d.act for d in numbered["3"].decisions] == ["elect"]
    assert (value(numbered["4"].title), [d.act for d in numbered["4"].decisions]) == (
        "Sammanträdesdagar 2013",
        ["adopt"],
    )
    assert value(found.meeting_date) == "2012-06-19"


def test_a_summons_whose_points_stand_right_under_the_title() -> None:
    found = read(
        "KALLELSE\nKommunfullmäktige\n\n1. Val av justerare 2. Information 3. Anmälningar "
        "1. Anmälningarna läggs till handlingarna. 1. Länsstyrelsen har utsett en ny ledamot "
        "efter Ada Lind (S) - Dnr 2014/886-KS. 4. Entledigande av ledamot i Ekbo kommunfullmäktige 1. Ada Lind (S) beviljas avsked.\n"
    ).items
    assert [(value(i.title), [d.act for d in i.decisions], i.registry_number) for i in found][-2:] == [
        ("Anmälningar", ["note"], None),
        ("Entledigande av ledamot i Ekbo kommunfullmäktige", ["approve"], None),
    ]


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


def test_a_title_in_capitals_ends_where_they_do() -> None:
    (found,) = minutes(
        "§ 12 INFORMATION OM ENKÄTEN Dnr: Kommunchef Ada Lind berättar om enkäten. Nämnden antecknar informationen.\n"
    ).items
    assert value(found.title) == "INFORMATION OM ENKÄTEN"


def test_the_preparatory_chain_under_the_title_holds_the_registry_number() -> None:
    found = minutes(
        "KS § 288\nFörstudie om familjecentraler\n\nAU § 294\nKS 2009/229-80\n- (Kommunstyrelsen 2009-05-28, § 151)\n"
        "- Ledningskontoret 2009-09-17\n\nBeslut\nFörstudien godkänns.\n"
    ).items
    assert [(value(i.section), value(i.registry_number)) for i in found] == [("288", "KS 2009/229-80")]
    assert [(str(r.date), r.section) for r in found[0].references] == [("2009-05-28", "151")]


def test_a_link_that_names_the_agenda_makes_no_summons() -> None:
    found = read(
        "§ 140 Samverkansavtal om gymnasieutbildning\n\nFörslag till beslut\n\nKommunstyrelsen föreslår kommunfullmäktige besluta att anta "
        "avtalet.\n\nKommunfullmäktiges beslut\n\nKommunfullmäktige beslutade enligt kommunstyrelsens förslag.\n\nDagordning\n\n"
        "Ärendet finns att läsa i sin helhet.\n"
    )
    assert found.kind in ("minutes", "extract")
    assert [d.act for i in found.items for d in i.decisions] == ["approve"]


def test_a_party_s_letters_belong_to_the_title() -> None:
    (found,) = minutes("§ 12 Entledigande av Ada Lind (SD)\n\nBeslut\nAda Lind beviljas avsked.\n").items
    assert value(found.title) == "Entledigande av Ada Lind (SD)"


def test_a_paper_glued_to_one_line_is_cut_at_its_pages() -> None:
    found = read(
        "1 Ekbo kommun Kommunstyrelsen PROTOKOLL 1 (9) Plats och tid Kommunhuset, Ekbo, klockan 13.00 Beslutande Ada Lind (S), ordförande, "
        "Bo Ek (M), Cia Al (C), Dan By (V), Eva Co (L), Fia Du (S), Ger Ek (M), Hel Fa (C), Ida Ga (V) Övriga deltagande Jan Ho, "
        "kommunchef, Kim Il, sekreterare Utses att justera Bo Ek Justeringens plats och tid Kommunhuset Ekbo Underskrifter Sekreterare "
        "Paragrafer 117-130 Ordförande Justerande Anslag Protokollet är justerat Förvaringsplats Kommunhuset 2 117 Val av justerare "
        "Bo Ek utses att justera protokollet. 3 118 Avtal om familjerådgivning Kommunstyrelsen godkänner avtalet.\n"
    )
    assert [(value(i.section), value(i.title), [d.act for d in i.decisions]) for i in found.items] == [
        ("117", "Val av justerare", ["elect"]),
        ("118", "Avtal om familjerådgivning", ["approve"]),
    ]


def test_a_number_alone_at_a_page_s_top_begins_an_item() -> None:
    (found,) = read(
        "1\nProtokoll\nKommunstyrelsens arbetsutskott\nNärvarande\nAda Lind (M), ordförande\nParagrafer\nJustering Bo Ek\nUnderskrifter\n"
        "2 (16)\n283\nUtredning om matleveranser till hemtjänsten\nDnr KS 2024/12\nBeslut\nUtredningen antas.\n"
    ).items
    assert (value(found.section), value(found.title)) == ("283", "Utredning om matleveranser till hemtjänsten")


def test_a_summary_without_blank_lines() -> None:
    found = read(
        "Kortfattat: Hälso- och sjukvårdsnämnden 2024-09-21\nPressmeddelande – 21 september 2024\nNotiser från nämndens sammanträde.\n"
        "Ny överenskommelse för barns hälsa\nÖverenskommelsen visar hur region och kommuner ska arbeta ihop för barn och unga.\n"
        "Direktören ges i uppdrag att teckna lokala överenskommelser.\n"
    ).items
    assert [(value(i.title), [d.act for d in i.decisions]) for i in found] == [
        ("Ny överenskommelse för barns hälsa", ["assign"])
    ]


def test_starred_clauses_after_the_meeting_s_day() -> None:
    found = read(
        "Pressmeddelande\n\nHälso- och sjukvårdsnämnden beslutade vid sitt sammanträde den 28 augusti 2024 om följande:\n"
        "* att säga upp avtalet med kommunerna om folkhälsoarbete.\n* att uppdra åt direktören att se över formerna för samverkan.\n"
    ).items
    assert [d.act for i in found for d in i.decisions] == ["terminate", "assign"]
