"""What a text only tells of: acts of others and of the past, and assignments given elsewhere."""

from __future__ import annotations

import pytest
from asking import item, minutes, value

# (background, act, by, date, planned)  # trait
TOLD = [
    (
        "I juni 2020 beslutade Hälsonämnden att förlänga avtalet.",
        ("approve", "Hälsonämnden", "2020-06", False),
    ),  # a month, inverted order
    (
        "Hälsonämnden beslutade den 9 maj 2023 att säga upp avtalet.",
        ("terminate", "Hälsonämnden", "2023-05-09", False),
    ),  # a day
    (
        "Kommunfullmäktige antog 2019-04-08 riktlinjer för rådgivning.",
        ("adopt", "Kommunfullmäktige", "2019-04-08", False),
    ),  # the verb itself
    (
        "Hälsonämnden avstår därefter från ytterligare förlängning.",
        ("refrain", "Hälsonämnden", None, False),
    ),  # refrains, no day
    (
        "Hälsonämnden kommer att ta upp ärendet den 1 oktober 2024.",
        ("other", "Hälsonämnden", "2024-10-01", True),
    ),  # planned
]


@pytest.mark.parametrize(("words", "expected"), TOLD)
def test_told_act(words: str, expected: tuple[str, str | None, str | None, bool]) -> None:
    found = item(f"Sammanfattning av ärendet\n{words}\n\nBeslut\nAvtalet godkänns.\n")
    assert [(t.act, value(t.by), str(t.date) if t.date else None, t.planned) for t in found.told] == [expected]
    assert [d.act for d in found.decisions] == ["approve"]


def test_two_acts_in_one_sentence_are_two() -> None:
    found = item(
        "Sammanfattning av ärendet\nI juni 2020 beslutade Hälsonämnden att förlänga avtalet och samtidigt fattades beslut om "
        "en översyn.\n\nBeslut\nAvtalet godkänns.\n"
    ).told
    assert [str(t.date) for t in found] == ["2020-06", "2020-06"]


# (background, date, section, body, receiver)  # trait
ASSIGNMENTS = [
    (
        "Hälsonämnden gav den 9 maj 2023, § 41, förvaltningen i uppdrag att se över avtalet.",
        ("2023-05-09", "41", "Hälsonämnden", "förvaltningen"),
    ),  # day and section
    (
        "Vid sammanträdet den 9 maj 2023 gav hälsonämnden förvaltningschefen i uppdrag att förlänga avtalet.",
        ("2023-05-09", None, "hälsonämnden", "förvaltningschefen"),
    ),  # inverted order
    (
        "Kommunstyrelsen uppdrog åt socialnämnden att utreda frågan.",
        (None, None, "Kommunstyrelsen", "socialnämnden"),
    ),  # uppdrog åt
]


@pytest.mark.parametrize(("words", "expected"), ASSIGNMENTS)
def test_told_assignment(words: str, expected: tuple[str | None, ...]) -> None:
    (found,) = item(f"Sammanfattning av ärendet\n{words}\n\nBeslut\nAvtalet godkänns.\n").assignments
    assert (str(found.date) if found.date else None, found.section, value(found.body), value(found.to)) == expected
    assert found.basis == "told"


def test_what_a_quoted_assignment_holds_stays_inside_it() -> None:
    found = item(
        "Beslut\nSocialnämnden förklarar uppdraget 2023-05-09 § 41, att förlänga avtalet under förutsättning att Vike kommun "
        "fattar likalydande beslut, fullgjort.\n"
    )
    (decision,), (assignment,) = found.decisions, found.assignments
    assert decision.conditions == ()
    assert (str(assignment.date), assignment.section) == ("2023-05-09", "41")
    assert [c.kind for c in assignment.conditions] == ["matching_decision"]


def test_an_assignment_that_the_item_gives_is_its_own() -> None:
    (found,) = item("Beslut\nSocialnämnden ger förvaltningen i uppdrag att se över avtalet.\n").assignments
    assert (str(found.date), found.section, value(found.to), found.basis) == (
        "2024-03-12",
        "12",
        "förvaltningen",
        "decided",
    )


def test_an_assignment_given_without_a_heading_is_one_all_the_same() -> None:
    (found,) = minutes(
        "§ 12 Uppföljning\nSocialnämnden uppdrar åt förvaltningschefen att följa upp avtalet med Region Sjöland.\n"
    ).items
    assert [(value(a.to), a.basis, str(a.date)) for a in found.assignments] == [
        ("förvaltningschefen", "decided", "2024-03-12")
    ]
