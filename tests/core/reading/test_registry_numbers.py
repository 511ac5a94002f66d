"""Registry numbers as authorities print them, and those the extraction has cut off."""

from __future__ import annotations

import pytest
from asking import minutes, value

from samverkan.core.reading.registry import registry_in

# (number)  # trait: every shape, with a label
SHAPES = [
    "HSNB 2021-00233",  # letters, year, dash, five figures
    "KS 2012/172",  # letters, year, slash
    "KS2008/0267-00",  # glued letters, ending -00
    "KS/2014:339",  # slash and colon
    "SÄN/2012:3",  # Swedish letters, colon
    "2021.055 SN",  # year, dot, letters last
    "2023KS133",  # all glued
    "2021VFN528",  # all glued, three letters
    "2023/KS 0362",  # year first, slash
    "KU.2017.3",  # dots
    "LS 2016-1303",  # letters, year, dash
    "LS/1245/2008",  # year last
    "LD12/03503",  # two figures of the year
    "RD 2016/148",  # two letters
    "RS160570",  # year and number glued
    "KSN-2017-1724",  # dashes throughout
    "SLK-2023-00875",  # dashes, five figures
    "0126/22",  # year last, no letters
    "1091/22",  # year last, no letters
    "SN 18/0098",  # letters, two figures of the year
    "2014/241",  # no letters
    "1.6-0463/2011",  # a plan number first
    "LKS 2012-270-106",  # three groups
]


@pytest.mark.parametrize("number", SHAPES)
@pytest.mark.parametrize("before", ["Dnr ", "Diarienummer "])
def test_shape_after_a_label(number: str, before: str) -> None:
    text = f"{before}{number}"
    found = registry_in(text, bare=False)
    assert found is not None
    assert found.number is not None
    assert text[slice(*found.number)] == number
    assert found.labelled


@pytest.mark.parametrize("number", SHAPES)
def test_shape_beside_the_section_number(number: str) -> None:
    (item,) = minutes(f"§ 7 Dnr {number}\nAvtal om familjerådgivning\n\nBeslut\nAvtalet godkänns.\n").items
    assert (value(item.registry_number), value(item.title)) == (number, "Avtal om familjerådgivning")


# (label)  # trait
LABELS = [
    "Dnr", "DNR:", "Dnr:", "D nr", "Dnr Dnr", "Diarienummer", "Diarienummer:", "Diarienr", "Ärendenummer", "Vår beteckning",
    "Ärendebeteckning", "Beteckning",
]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_label(label: str) -> None:
    text = f"{label} SN 2024/0031"
    found = registry_in(text, bare=False)
    assert found is not None
    assert found.number is not None
    assert text[slice(*found.number)] == "SN 2024/0031"


# (words after the number)  # trait: what follows is not of the number
FOLLOWED = [
    ("Dnr KS 2012/172 51 Remissvar om vägar", "KS 2012/172"),  # an archive code
    ("Dnr 2021VFN528 779", "2021VFN528"),  # an archive code after a glued number
    ("Dnr 2021/KS 0280 013", "2021/KS 0280"),  # an archive code after letters in the middle
    ("Dnr KS 2012/172 Remissvar", "KS 2012/172"),  # the title on the same line
    ("Avtal om råd / 2022/1082", "2022/1082"),  # after a slash, no label
]


@pytest.mark.parametrize(("text", "number"), FOLLOWED)
def test_what_follows_is_not_of_the_number(text: str, number: str) -> None:
    found = registry_in(text, bare=True)
    assert found is not None
    assert found.number is not None
    assert text[slice(*found.number)] == number


# (text)  # trait: cut off by the extraction
CUT = [
    "Dnr 261/",  # the year is lost, end of line
    "Dnr 2016/",  # the number is lost, end of line
    "Dnr KS 2014/",  # letters and year only
    "Dnr: LKS",  # letters only
    "Dnr 261/ Revidering av taxan",  # the next word is not glued on
    "Dnr KS 2014/ (2) text går vidare",  # a page number is not glued on
]


@pytest.mark.parametrize("text", CUT)
def test_a_number_cut_off_is_told_and_not_guessed(text: str) -> None:
    found = registry_in(text, bare=False)
    assert found is not None
    assert found.number is None


@pytest.mark.parametrize("text", CUT)
def test_a_number_cut_off_in_an_item_is_null_with_a_finding(text: str) -> None:
    reading = minutes(f"§ 7 Avtal om familjerådgivning\n{text}\n\nBeslut\nAvtalet godkänns.\n")
    (item,) = reading.items
    assert item.registry_number is None
    assert [f.code for f in reading.findings] == ["registry_number_cut"]


# (text)  # trait: looks like a registry number, is none
NONE = [
    "för perioden 2026-2028",  # a span of years
    "2019–2020",  # a span of years, en dash
    "läsåret 2023/24",  # a school year
    "den 12 mars 2024",  # a date
    "2024-03-12",  # a date in figures
    "26 (64)",  # a page
    "Tel. 031-100 200",  # a telephone number
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_registry_number(text: str) -> None:
    found = registry_in(text, bare=True)
    assert found is None or found.number is None
