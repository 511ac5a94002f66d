"""The papers of Västana with a few more: additions to the agreement, a text that must be signed, one of three leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from answers import EXAMPLES, open_codes, opened, party, shares_by_party, standing, terms_on

if TYPE_CHECKING:
    from pathlib import Path

VASTANA = EXAMPLES / "vastana"
TOWN_ADDS = """LINDMORA KOMMUN                 SAMMANTRÄDESPROTOKOLL                        Blad 9
Socialnämnden                   2021-05-12

SN § 44                                                         Dnr SN 2019/188

Tilläggsavtal till samverkansavtal med Region Västana om Familjecentralen Lärkan

Ärendebeskrivning
Parterna vill ändra kostnadsfördelningen från och med den 1 juli 2021.

Socialnämndens beslut
1. Tilläggsavtal till samverkansavtalet med Region Västana om Familjecentralen Lärkan godkänns. Från och med
den 1 juli 2021 bär Region Västana 60 procent och Lindmora kommun 40 procent av de gemensamma kostnaderna.

Beslutet ska skickas till
Region Västana, hälso- och sjukvårdsnämnden
"""
REGION_ADDS = """REGION VÄSTANA                            PROTOKOLL                                14 (38)
Hälso- och sjukvårdsnämnden               Sammanträdesdatum 2021-05-25


§ 51 Tilläggsavtal med Lindmora kommun om Familjecentralen Lärkan
Dnr HSN 2019-00412

Hälso- och sjukvårdsnämndens beslut
Hälso- och sjukvårdsnämnden beslutar

att godkänna tilläggsavtal till samverkansavtalet mellan Region Västana och Lindmora kommun om Familjecentralen
Lärkan, enligt vilket regionen från och med den 1 juli 2021 svarar för 60 procent och kommunen för 40 procent av
kostnaderna.

Beslutet skickas till
Socialnämnden i Lindmora kommun
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    for name, text in (("kommunen", TOWN_ADDS), ("regionen", REGION_ADDS)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_an_addition_changes_the_shares_from_its_day(papers: Path) -> None:
    (first,) = [one for one in standing(VASTANA, papers, on="2021-10-01") if one["standing"] == "in_force"]
    assert list(shares_by_party(terms_on(first, "2021-06-30")["shares"]).values()) == ["70", "30"]
    assert list(shares_by_party(terms_on(first, "2021-07-01")["shares"]).values()) == ["60", "40"]
    assert {one["citations"][0]["section"] for one in first["parties"]} == {"112", "97"}  # what they decided in 2019


def test_before_both_have_added_it_nothing_changes(papers: Path) -> None:
    (first,) = [
        one for one in standing(VASTANA, papers, on="2021-10-01", known="2021-05-20") if one["standing"] == "in_force"
    ]
    assert len(first["terms"]) == 1
    entry = opened(first, "missing_decision")
    assert (entry["party"], entry["values"]["what"]) == ("Region Västana", "amendment")


def test_what_is_added_is_not_decided_twice(papers: Path) -> None:
    """The parties' decisions on the addition need their own legal force, and are no decision on another agreement."""
    found = standing(VASTANA, papers, on="2023-06-01")
    assert len(found) == 2
    (first,) = [one for one in found if one["standing"] == "in_force"]
    sections = {entry["values"]["section"] for entry in first["open"] if entry["code"] == "not_final"}
    assert sections == {"112", "97", "61", "74", "44", "51"}


TEXT = """Samverkansavtal om familjerådgivning i Ekby, Alby och Norby 2020–2023

1 Parter
Ekby kommun, Alby kommun och Norby kommun.

2 Avtalstid
Avtalet träder i kraft när samtliga parter har undertecknat det. Avtalet gäller från och med den 1 januari 2020 till
och med den 31 december 2023.

3 Uppsägning
Avtalet kan sägas upp av part med sex (6) månaders uppsägningstid.{others}
"""
DECISION = """{who} KOMMUN                 SAMMANTRÄDESPROTOKOLL                        1 (3)
Kommunfullmäktige                   {day}

§ {section} Samverkansavtal om familjerådgivning i Ekby, Alby och Norby 2020–2023
Dnr KS 2019/{section}

Kommunfullmäktiges beslut
Kommunfullmäktige godkänner samverkansavtal mellan Ekby kommun, Alby kommun och Norby kommun om familjerådgivning för
perioden 1 januari 2020–31 december 2023.
"""
NOTICE = """NORBY KOMMUN                 SAMMANTRÄDESPROTOKOLL                        1 (3)
Kommunfullmäktige                   2021-06-15

§ 80 Uppsägning av samverkansavtal om familjerådgivning i Ekby, Alby och Norby 2020–2023
Dnr KS 2019/70

Kommunfullmäktiges beslut
Kommunfullmäktige säger upp samverkansavtalet mellan Ekby kommun, Alby kommun och Norby kommun om familjerådgivning
till den 31 december 2021.
"""


def _three(folder: Path, others: str, signed: str = "") -> Path:
    (folder / "avtal.txt").write_text(TEXT.format(others=others) + signed, encoding="utf-8")
    for who, day, section in (
        ("EKBY", "2019-09-10", "50"),
        ("ALBY", "2019-09-11", "60"),
        ("NORBY", "2019-09-12", "70"),
    ):
        text = DECISION.format(who=who, day=day, section=section)
        (folder / f"{who}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_text_that_must_be_signed_waits_for_it(tmp_path: Path) -> None:
    (found,) = standing(_three(tmp_path, ""), on="2020-03-01")
    assert found["standing"] == "awaiting"
    assert "not_signed" in open_codes(found)
    assert "undated_paper" in open_codes(found)


@pytest.mark.parametrize(("others", "expected"), [
    ("", "cannot_tell"),
    (" Säger en part upp avtalet fortsätter det att gälla mellan övriga parter.", "in_force"),
])  # fmt: skip
def test_one_of_three_gives_notice(others: str, expected: str, tmp_path: Path) -> None:
    folder = _three(tmp_path, others)
    text = (
        (folder / "avtal.txt")
        .read_text("utf-8")
        .replace("Avtalet träder i kraft när samtliga parter har undertecknat det. ", "")
    )
    (folder / "avtal.txt").write_text(text, encoding="utf-8")
    (folder / "uppsägning.txt").write_text(NOTICE, encoding="utf-8")
    (before,) = standing(folder, on="2021-12-31")
    assert before["standing"] == "in_force"
    (after,) = standing(folder, on="2022-01-01")
    assert after["standing"] == expected
    assert party(after, "Norby kommun")["left"] == "2021-12-31"
    assert ("party_left" in open_codes(after)) == (expected == "cannot_tell")
