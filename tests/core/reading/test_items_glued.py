"""Items in text that a portal has glued to lines, pages or one page after another."""

from __future__ import annotations

from asking import minutes, read, value


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


def test_a_title_ends_where_its_first_word_begins_the_text() -> None:
    (found,) = minutes(
        "§ 12 Rapport Synpunkt Ekbo Rapport gällande Synpunkt Ekbo, fjärde kvartalet, läggs till handlingarna.\n"
    ).items
    assert (value(found.title), [d.act for d in found.decisions]) == ("Rapport Synpunkt Ekbo", ["note"])


def test_another_paper_of_a_bundle_is_not_of_the_proposal() -> None:
    (found,) = read(
        "Transkript\n\n1\nMISSIV 1(1) Landstingsfullmäktige Motion om vårdval\nFörslag till beslut\n"
        "Landstingsstyrelsen föreslår landstingsfullmäktige besluta att avslå motionen.\n\n2\n"
        "YTTRANDE 1(2) Landstingsfullmäktige Motion om vårdval I en motion föreslår Ada Lind - att göra analyser inom alla enheter\n"
    ).items
    assert [(d.act, d.inner) for d in found.decisions] == [("propose", "reject")]


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


def test_a_title_in_capitals_ends_where_they_do() -> None:
    (found,) = minutes(
        "§ 12 INFORMATION OM ENKÄTEN Dnr: Kommunchef Ada Lind berättar om enkäten. Nämnden antecknar informationen.\n"
    ).items
    assert value(found.title) == "INFORMATION OM ENKÄTEN"


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
