"""From papers to an answer: a condition as a point of its own, and an agreement's text that says otherwise than the minutes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import samverkan

if TYPE_CHECKING:
    from pathlib import Path

    from samverkan.core.standing import Standing

APPROVES = (
    "{body} godkänner avtal mellan Region Sundland och Nordvik kommun om ungdomsmottagning för perioden "
    "1 januari 2024–31 december 2025."
)
HALVES = "Kostnaden fördelas med 50 procent på regionen och 50 procent på kommunen."
TEXT = """Samverkansavtal om ungdomsmottagning

1. Parter
Region Sundland, genom hälso- och sjukvårdsnämnden
Nordvik kommun, genom socialnämnden

2. Avtalstid
Avtalet gäller från och med den 1 januari 2024 till och med den 31 december 2025.

3. Kostnader
Regionen svarar för 60 procent och kommunen för 40 procent av kostnaderna.

4. Underskrifter
För Region Sundland               För Nordvik kommun
2023-05-02                        2023-05-03
Eva Ek                            Bo Al
"""


def paper(organisation: str, body: str, day: str, section: int, *points: str) -> str:
    numbered = "\n".join(f"{n}. {point}" for n, point in enumerate((APPROVES.format(body=body), HALVES, *points), 1))
    return f"{organisation}\n{body}\nProtokoll {day}\n\n§ {section} Avtal om ungdomsmottagning 2024–2025\n\nBeslut\n{numbered}\n"


def standing(folder: Path, **papers: str) -> Standing:
    for name, text in papers.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    readings = [samverkan.read(path) for path in sorted(folder.glob("*.txt"))]
    (one,) = samverkan.standing(readings, on=date(2024, 3, 1)).agreements
    return one


@pytest.mark.parametrize(
    "condition",
    [
        "Beslutet gäller under förutsättning att kommunfullmäktige anslår medel i budget 2024.",
        "Avtalet gäller under förutsättning att kommunfullmäktige godkänner avtalet.",
        "Godkännandet gäller under förutsättning att kommunfullmäktige godkänner avtalet.",
    ],
)
def test_a_condition_as_a_point_of_its_own_binds_the_approval(tmp_path: Path, condition: str) -> None:
    region = paper("Region Sundland", "Hälso- och sjukvårdsnämnden", "2023-04-20", 55)
    town = paper("Nordvik kommun", "Socialnämnden", "2023-03-14", 31, condition)
    found = standing(tmp_path, region=region, town=town)
    assert found.standing == "awaiting"
    assert "unmet_condition" in {one.code for one in found.open}


def test_minutes_that_decide_otherwise_than_the_text_are_told(tmp_path: Path) -> None:
    region = paper("Region Sundland", "Hälso- och sjukvårdsnämnden", "2023-04-20", 55)
    town = paper("Nordvik kommun", "Socialnämnden", "2023-03-14", 31)
    found = standing(tmp_path, region=region, text=TEXT, town=town)
    assert ("differing_term", "shares") in {(one.code, one.values.get("term")) for one in found.open}


def test_a_copy_of_a_paper_is_the_same_paper(tmp_path: Path) -> None:
    region = paper("Region Sundland", "Hälso- och sjukvårdsnämnden", "2023-04-20", 55)
    town = paper("Nordvik kommun", "Socialnämnden", "2023-03-14", 31)
    once, twice = tmp_path / "once", tmp_path / "twice"
    once.mkdir()
    twice.mkdir()
    one = standing(once, region=region, town=town)
    other = standing(twice, region=region, region_copy=region, town=town)
    assert [(fact.code, fact.party) for fact in other.open] == [(fact.code, fact.party) for fact in one.open]
    assert len(other.terms) == len(one.terms)


def test_a_decision_to_extend_is_no_rule_for_extending_once_more(tmp_path: Path) -> None:
    text = (
        "Region Sundland\nHälso- och sjukvårdsnämnden\nProtokoll 2023-11-02\n\n§ 91 Förlängning av avtal om ungdomsmottagning\n\n"
        "Beslut\n1. Hälso- och sjukvårdsnämnden godkänner förlängning av avtalet med Nordvik kommun om ungdomsmottagning till och "
        "med den 31 december 2025.\n"
    )
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    reading = samverkan.read(tmp_path / "one.txt")
    (item,) = reading.items
    assert item.terms is not None
    assert item.terms.extension is not None
    assert item.terms.extension.value is True
    (one,) = samverkan.standing([reading], on=date(2024, 3, 1)).agreements
    assert {row.extension for row in one.terms} == {None}
