"""Earlier decisions that a text points at, and what only looks like one."""

from __future__ import annotations

import pytest
from asking import item, passage

from samverkan.core.reading.references import references_in

# (wording, [(date, section)])  # trait
REFERENCES = [
    ("Nämnden beslutade 2021-06-23 § 144 att förlänga avtalet.", [("2021-06-23", "144")]),  # day and section
    ("Nämnden beslutade 2021-06-23 §144 att förlänga avtalet.", [("2021-06-23", "144")]),  # sign glued
    ("Enligt KS § 187, 2016-12-06, gäller taxan.", [("2016-12-06", "187")]),  # letters, section, day
    ("Fullmäktige beslutade den 25 januari 1993, § 6, om taxan.", [("1993-01-25", "6")]),  # day in words
    ("Nämndens beslut 2012-05-31 § 14 upphävs.", [("2012-05-31", "14")]),  # "beslut" before
    ("Bordlagt den 1 april 2023, § 233.", [("2023-04-01", "233")]),  # postponed
    ("Återremitterat den 4 maj 2023, § 41.", [("2023-05-04", "41")]),  # referred back
    ("Förbundet tog upp frågan den 23 november 2012, 112, och avslutade den.", [("2012-11-23", "112")]),  # sign lost
    ("Ärendet behandlades enligt AU § 127.", [(None, "127")]),  # no day
    ("Kommunfullmäktige beslutade § 12 att höja taxan.", [(None, "12")]),  # no day, body before
    ("Kommunstyrelsen beslutade den 9 maj 2023 att höja taxan.", [("2023-05-09", None)]),  # day alone
    ("Vid sammanträdet 2023-05-09 gav nämnden ett uppdrag.", [("2023-05-09", None)]),  # the meeting of a day
    (
        "Nämnden beslutade 2023-05-09 § 41 och 2023-06-13 § 58 om taxan.",
        [("2023-05-09", "41"), ("2023-06-13", "58")],
    ),  # two
    ("Riktlinjerna antogs av fullmäktige (KF 77/2014).", [(None, "77")]),  # number and year
    ("Nämnden beslutade 2023-05-09, § 41/23, att höja taxan.", [("2023-05-09", "41")]),  # the year after a slash
]


@pytest.mark.parametrize(("words", "expected"), REFERENCES)
def test_reference(words: str, expected: list[tuple[str | None, str | None]]) -> None:
    found = references_in(passage(words))
    assert [(str(r.date) if r.date else None, r.section) for r in found] == expected


# (wording)  # trait: points at no decision
NONE = [
    "Avgiften tas ut enligt 12 § lagen om avgifter.",  # law, old style
    "Enligt 4 kap. 3 § kommunallagen ska nämnden redovisa.",  # chapter and section of a law
    "Enligt § 5 kommunallagen ska nämnden redovisa.",  # section before the law
    "Beslut enligt 8 § förvaltningslagen.",  # law right after "beslut enligt"
    "I skrivelse den 9 maj 2023 begär föreningen bidrag.",  # a letter
    "Tjänsteskrivelse daterad 2024-02-20.",  # a staff letter
    "Motion den 9 maj 2023 av Eva Alm (X).",  # a motion
    "Förvaltningens tjänsteutlåtande den 9 maj 2023.",  # a staff paper
    "I juni 2020 beslutade nämnden att förlänga avtalet.",  # a month has no day
    "Avtalet gäller från och med den 1 januari 2022 till och med den 31 december 2022.",  # a period
    "Redovisningen ska lämnas senast den 1 juni 2024.",  # a day to come
    "Ärendet bordläggs till sammanträdet den 16 april 2024.",  # the next meeting
    "Paragraferna §§ 82-99 justerades.",  # a range of its own
]


@pytest.mark.parametrize("words", NONE)
def test_what_is_no_reference(words: str) -> None:
    assert references_in(passage(words)) == []


def test_day_and_section_found_twice_are_one_reference() -> None:
    found = item(
        "Sammanfattning av ärendet\nNämnden beslutade 2023-05-09 § 41 om taxan. Beslutet 2023-05-09 § 41 gäller än.\n\n"
        "Beslut\nTaxan fastställs.\n"
    ).references
    assert [(str(r.date), r.section) for r in found] == [("2023-05-09", "41")]


def test_a_day_after_the_meeting_is_no_reference() -> None:
    found = item(
        "Sammanfattning av ärendet\nNämnden beslutade 2024-04-16 § 41 om taxan.\n\nBeslut\nTaxan fastställs.\n"
    )
    assert found.references == ()


def test_the_item_s_own_number_is_no_reference() -> None:
    found = item("Sammanfattning av ärendet\nBeslut fattas under § 12.\n\nBeslut\nTaxan fastställs.\n")
    assert found.references == ()


@pytest.mark.parametrize(
    "words",
    [
        "Riksdagen beslutade den 30 maj 2006 om ändringar i lagen.",
        "Kommunstyrelsens ordförande fick den 23 september 2021 ett mail om saken.",
        "Motionen väcktes i fullmäktige den 4 mars 2020 av Ada Lind.",
    ],
)
def test_a_day_of_the_state_a_letter_or_a_motion_is_no_decision(words: str) -> None:
    assert references_in(passage(words)) == []


def test_a_board_whose_name_ends_like_an_auxiliary_has_decided() -> None:
    (found,) = references_in(passage("Tekniska nämnden beslutade den 26 augusti 2019 om yttrande."))
    assert (str(found.date), found.section) == ("2019-08-26", None)


def test_a_number_after_a_lost_day_is_a_decision_s() -> None:
    (found,) = references_in(passage("Kommunstyrelsen beslutade , 120 att ge kontoret i uppdrag att svara."))
    assert (found.date, found.section) == (None, "120")


def test_a_number_in_brackets_whose_sign_is_lost() -> None:
    found = references_in(passage("Den senaste revideringen beslutades september 2008 ( 197)."))
    assert [r.section for r in found] == ["197"]
    assert references_in(passage("Enligt reglemente för landstingsstyrelsen ( 7) gäller detta.")) == []
