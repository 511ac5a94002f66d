"""What a decision depends on: each condition's kind and whom it waits for."""

from __future__ import annotations

import pytest
from asking import decided, item, one_decided, value

# (wording, kind, waits for)  # trait
CONDITIONS = [
    (
        "Socialnämnden godkänner avtalet under förutsättning att Hälsonämnden fattar likalydande beslut.",
        ("matching_decision", "Hälsonämnden"),
    ),  # last in the sentence
    (
        "Under förutsättning att Vike kommun fattar motsvarande beslut godkänner socialnämnden avtalet.",
        ("matching_decision", "Vike kommun"),
    ),  # first in the sentence
    (
        "Socialnämnden godkänner avtalet under förutsättning av motsvarande beslut i Hälsonämnden.",
        ("matching_decision", "Hälsonämnden"),
    ),  # "av" and a noun
    (
        "Avtalet godkänns under förutsättning att samtliga parter fattar likalydande beslut.",
        ("matching_decision", "samtliga parter"),
    ),  # all parties
    (
        "Avtalet godkänns under förutsättning att medel finns i budgeten för 2027. Av kostnaden betalar Vike kommun hälften.",
        ("budget", None),
    ),  # a year last in the sentence, and another sentence after it
    (
        "Avtalet godkänns under förutsättning övriga parter beslutar detsamma.",
        ("matching_decision", "övriga parter"),
    ),  # att lost
    (
        "Avtalet godkänns under förutsättning att övriga medlemskommuner godkänner det.",
        ("matching_decision", "övriga medlemskommuner"),
    ),  # members approve
    (
        "Avtalet träder i kraft när samtliga medlemmar godkänt det.",
        ("matching_decision", "samtliga medlemmar"),
    ),  # "träder i kraft när"
    (
        "Socialnämnden godkänner avtalet under förutsättning av kommunfullmäktiges beslut.",
        ("other_decision", "kommunfullmäktige"),
    ),  # a higher body's decision
    (
        "Lokalen hyrs ut under förutsättning att kommunstyrelsen godkänner hyresnivån.",
        ("other_decision", "kommunstyrelsen"),
    ),  # another body approves another thing
    (
        "Socialnämnden godkänner avtalet under förutsättning att medel avsätts i budget för 2025.",
        ("budget", None),
    ),  # money
    (
        "Socialnämnden godkänner avtalet under förutsättning att statsbidrag beviljas.",
        ("budget", None),
    ),  # a grant
    (
        "Socialnämnden godkänner avtalet under förutsättning att avtalet justeras så att parterna betalar hälften var.",
        ("terms", None),
    ),  # the terms are changed
    (
        "Bidraget beviljas under förutsättning att redovisning lämnas senast den 1 juni 2024.",
        ("time", None),
    ),  # a day
    (
        "Bidraget beviljas under förutsättning att föreningen är öppen för alla.",
        ("other", None),
    ),  # anything else
    (
        "Socialnämnden godkänner avtalet med förbehåll för kommunfullmäktiges godkännande.",
        ("other_decision", "kommunfullmäktige"),
    ),  # "med förbehåll för"
    (
        "Beslutet förutsätter att Hälsonämnden fattar likalydande beslut.",
        ("matching_decision", "Hälsonämnden"),
    ),  # "förutsätter att"
    (
        "Avtalet godkänns, förutsatt att Vike kommun fattar samma beslut.",
        ("matching_decision", "Vike kommun"),
    ),  # "förutsatt att", "samma"
    (
        "Socialnämnden godkänner avtalet på villkor att Vike kommun fattar likalydande beslut.",
        ("matching_decision", "Vike kommun"),
    ),  # "på villkor att"
]


@pytest.mark.parametrize(("words", "expected"), CONDITIONS)
def test_condition(words: str, expected: tuple[str, str | None]) -> None:
    (found,) = one_decided(words).conditions
    on = value(found.on)
    assert (found.kind, on.lower() if isinstance(on, str) else on) == (
        expected[0],
        expected[1].lower() if expected[1] else None,
    )


def test_a_sentence_of_its_own_covers_every_point_and_counts_on_the_first() -> None:
    found = decided(
        "1. Avtalet godkänns.\n2. Riktlinjerna antas.\n\n"
        "Beslutet gäller under förutsättning att Hälsonämnden fattar likalydande beslut."
    )
    assert [[c.kind for c in d.conditions] for d in found] == [["matching_decision"], []]


def test_detta_under_forutsattning_belongs_to_the_point_before() -> None:
    found = decided(
        "1. Avtalet godkänns. Detta under förutsättning att Vike kommun fattar motsvarande beslut.\n2. Riktlinjerna antas."
    )
    assert [[c.kind for c in d.conditions] for d in found] == [["matching_decision"], []]


# (wording)  # trait: a list of conditions, each its own
LISTED = [
    "Avtalet godkänns under förutsättning att:\na) Vike kommun fattar likalydande beslut\nb) medel avsätts i budget",  # a) b) by line
    "Avtalet godkänns under förutsättning att: a) Vike kommun fattar likalydande beslut, b) medel avsätts i budget.",  # inline
    "Avtalet godkänns under förutsättning att:\nA. Vike kommun fattar likalydande beslut\nB. medel avsätts i budget",  # A. B.
]


@pytest.mark.parametrize("words", LISTED)
def test_listed_conditions_count_each(words: str) -> None:
    assert [c.kind for c in one_decided(words).conditions] == ["matching_decision", "budget"]


# (wording)  # trait: words that look like a condition and are none
NONE = [
    "Socialnämnden godkänner avtalet inom budgetram.",  # "inom budgetram" is no condition
    "De likalydande motionerna avslås.",  # "likalydande" of motions
    "Avtalet upprättas i två likalydande exemplar och godkänns.",  # "likalydande" of copies
    "Socialnämnden förklarar uppdraget 2023-05-09 § 41, att förlänga avtalet under förutsättning att Vike kommun fattar "
    "likalydande beslut, fullgjort.",  # inside a quoted older assignment
]


@pytest.mark.parametrize("words", NONE)
def test_false_friends_of_conditions(words: str) -> None:
    assert one_decided(words).conditions == ()


def test_a_condition_ends_with_its_sentence_though_a_year_stands_last() -> None:
    said = "under förutsättning att medel finns i budgeten för 2027"
    (one,) = one_decided(f"Avtalet godkänns {said}. Av kostnaden betalar Vike kommun hälften.").conditions
    assert one.text.value == said


def test_a_condition_told_of_in_the_background_is_not_the_decision_s() -> None:
    read = item(
        "Sammanfattning av ärendet\nNämnden gav 2023-05-09, § 41, förvaltningen i uppdrag att förlänga avtalet under "
        "förutsättning att Vike kommun fattar likalydande beslut.\n\nBeslut\nSocialnämnden godkänner avtalet.\n"
    )
    assert [d.conditions for d in read.decisions] == [()]
    assert [[c.kind for c in a.conditions] for a in read.assignments] == [["matching_decision"]]


def test_conditions_by_bare_capital_letters() -> None:
    (found,) = decided(
        "Ekbo kommun godkänner avtalet under förutsättning att:\nA Skatteväxling sker enligt bilagan\nB Tillägg tas fram av kommunerna\n"
        "C Hänsyn tas till skolans resurser."
    )
    assert len(found.conditions) == 3
