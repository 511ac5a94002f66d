"""Who gets the extract, and what the decision rested on."""

from __future__ import annotations

import pytest
from asking import HEAD, item, minutes, value

END = "\n\nJusterandes sign\n"

# (lines under "Skickas till", [(name, e-mail)])  # trait
RECIPIENTS = [
    ("Region Sjöland\nAkten", [("Region Sjöland", None), ("Akten", None)]),  # one a line
    ("• Region Sjöland\n• Akten", [("Region Sjöland", None), ("Akten", None)]),  # bullets
    ("- Region Sjöland\n- Akten", [("Region Sjöland", None), ("Akten", None)]),  # dashes
    (
        "• Barnhälsan, barnhalsan@sjoland.example",
        [("Barnhälsan", "barnhalsan@sjoland.example")],
    ),  # e-mail after a comma
    ("Barnhälsan barnhalsan@sjoland.example", [("Barnhälsan", "barnhalsan@sjoland.example")]),  # e-mail after a space
    ("Barnhälsan (barnhalsan@sjoland.example)", [("Barnhälsan", "barnhalsan@sjoland.example")]),  # e-mail in brackets
    (
        "• Socialnämnden, Vike kommun, socialnamnden@vike.example",
        [("Socialnämnden, Vike kommun", "socialnamnden@vike.example")],
    ),  # a body with its municipality is one entry
    (
        "Kommunstyrelsen Socialförvaltningen Akten",
        [("Kommunstyrelsen", None), ("Socialförvaltningen", None), ("Akten", None)],
    ),  # space separated, no delimiter
    ("Kommunstyrelsen, akten", [("Kommunstyrelsen", None), ("akten", None)]),  # comma separated
    (
        "Kommunstyrelsen; Ekonomichefen; Akten",
        [("Kommunstyrelsen", None), ("Ekonomichefen", None), ("Akten", None)],
    ),  # semicolons
    ("KF Handling 2024 nr 239", [("KF Handling 2024 nr 239", None)]),  # a document
    ("Skrivelse till Region Sjöland", [("Skrivelse till Region Sjöland", None)]),  # a letter
    ("Styrande dokument", [("Styrande dokument", None)]),  # a register
    ("Diariet", [("Diariet", None)]),  # the registry
    (
        "Ekonomiavdelningen\nAkten\n\nLINDMORA KOMMUN      SAMMANTRÄDESPROTOKOLL      Blad 6\nSocialnämnden      2024-06-12",
        [("Ekonomiavdelningen", None), ("Akten", None)],
    ),  # the next page's head
]


@pytest.mark.parametrize(("lines", "expected"), RECIPIENTS)
@pytest.mark.parametrize("heading", ["Skickas till", "Expedieras till:", "Protokollsutdrag skickas till"])
def test_recipients(heading: str, lines: str, expected: list[tuple[str, str | None]]) -> None:
    found = item(f"Beslut\nAvtalet godkänns.\n\n{heading}\n{lines}{END}").recipients
    assert [(value(r.name), r.email) for r in found] == expected


def test_the_list_ends_with_the_page() -> None:
    found = item("Beslut\nAvtalet godkänns.\n\nSkickas till\nRegion Sjöland\nAkten\n\n26 (64)\n\nJusterandes sign\n")
    assert [value(r.name) for r in found.recipients] == ["Region Sjöland", "Akten"]


def test_a_list_on_the_heading_s_own_line() -> None:
    found = item("Beslut\nAvtalet godkänns.\n\nSkickas till: Kommunstyrelsen Akten\n")
    assert [value(r.name) for r in found.recipients] == ["Kommunstyrelsen", "Akten"]


# (lines under "Beslutsunderlag", [(title, date)])  # trait
DOCUMENTS = [
    ("Tjänsteskrivelse 2024-02-20", [("Tjänsteskrivelse", "2024-02-20")]),  # day last
    ("• Tjänsteutlåtande daterat 2024-02-20", [("Tjänsteutlåtande", "2024-02-20")]),  # "daterat"
    ("Förvaltningens skrivelse den 20 februari 2024", [("Förvaltningens skrivelse", "2024-02-20")]),  # day in words
    ("Avtal om familjerådgivning", [("Avtal om familjerådgivning", None)]),  # no day
    (
        "• Avtal mellan Ekbo kommun och Region Sjöland\nom familjerådgivning\n• Tjänsteskrivelse 2024-02-20",
        [
            ("Avtal mellan Ekbo kommun och Region Sjöland om familjerådgivning", None),
            ("Tjänsteskrivelse", "2024-02-20"),
        ],
    ),  # an entry over two lines
    (
        "• Avtal mellan Ekbo kommun och Region Sjöland\nom familjerådgivning, 2024-02-20",
        [("Avtal mellan Ekbo kommun och Region Sjöland om familjerådgivning", "2024-02-20")],
    ),  # over two lines, with its day
    (
        "• Avtal mellan Ekbo kommun och Region Sjöland om familjerådgivning,\n2024-02-20",
        [("Avtal mellan Ekbo kommun och Region Sjöland om familjerådgivning", "2024-02-20")],
    ),  # the day alone on the second line
    (
        "• § 50 SN Avtal om familjerådgivning",
        [("§ 50 SN Avtal om familjerådgivning", None)],
    ),  # another body's decision as a document
]


@pytest.mark.parametrize(("lines", "expected"), DOCUMENTS)
def test_supporting_documents(lines: str, expected: list[tuple[str, str | None]]) -> None:
    found = item(f"Beslutsunderlag\n{lines}\n\nBeslut\nAvtalet godkänns.\n").supporting_documents
    assert [(value(d.title), str(d.date) if d.date else None) for d in found] == expected


def test_names_under_what_they_are_to_do() -> None:
    found = item(
        "Beslut\nAvtalet godkänns.\n\nBeslutet skickas till\nFör verkställighet:\nEkonomienheten\nFör kännedom:\nKommunstyrelsen\n"
    )
    assert [value(r.name) for r in found.recipients] == ["Ekonomienheten", "Kommunstyrelsen"]


def test_another_page_is_not_of_the_list() -> None:
    found = item(
        "Beslut\nAvtalet godkänns.\n\nExpedieras\nKommunstyrelsen\n\n(2)\n\nFörslag till\n\nBudget 2024, plan 2025\n"
    )
    assert [value(r.name) for r in found.recipients] == ["Kommunstyrelsen"]


def test_names_glued_to_a_signature() -> None:
    found = item(
        "Beslut\nAvtalet godkänns. Delges Kommunstyrelsen Region Sjöland A Lind Brandchef Postadress: Ekbo kommun, Storgatan 1, Ekbo "
        "Telefon: Fax: E-post:\n"
    )
    assert [value(r.name) for r in found.recipients] == ["Kommunstyrelsen", "Region Sjöland"]


def test_the_bullets_of_a_symbol_font() -> None:
    found = item(
        "Beslut\nAvtalet godkänns.\n\nExpedieras\n\uf0b7 Kommunstyrelsen\n\uf0b7 Ekonomienheten\n\nTelefonlista för enheten\n"
    )
    assert [value(r.name) for r in found.recipients] == ["Kommunstyrelsen", "Ekonomienheten"]


def test_a_glued_list_with_dashes() -> None:
    found = item("Beslut\nSocialnämnden godkänner avtalet. Protokollsutdrag - Förbundets medlemmar - Revisorerna\n")
    assert [value(r.name) for r in found.recipients] == ["Förbundets medlemmar", "Revisorerna"]


def test_a_list_of_bullets_goes_on_over_the_page() -> None:
    found = item("Beslut\nAvtalet godkänns.\n\nExpedieras\n• Kommunstyrelsen\n\n(2)\n\n• Barnombudet i Ekbo\n")
    assert [value(r.name) for r in found.recipients] == ["Kommunstyrelsen", "Barnombudet i Ekbo"]


def test_a_document_s_title_is_quoted_without_its_day() -> None:
    read = minutes(
        HEAD
        + "Beslutsunderlag\n• Avtal mellan Ekbo kommun\noch Region Sjöland,\n2024-02-20\n\nBeslut\nAvtalet godkänns.\n"
    )
    (found,) = read.items[0].supporting_documents
    assert read.document.text[slice(*found.title.span)] == "Avtal mellan Ekbo kommun\noch Region Sjöland"
