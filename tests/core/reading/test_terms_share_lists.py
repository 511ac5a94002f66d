"""Divisions in lists, tables and annexes, and what looks like one and is none. The comment names the trait of its row."""

import pytest
from terms_reading import agreement, section, shares, terms

TWO = "Samverkansavtal om Fyren\n\nParter\nNorrviks kommun (nedan kommunen) och Region Solvik (nedan regionen).\n\n"
S40 = "current Region Solvik percent 40"

UNDER_WORDS = [
    # entries after a colon; the same words under "t.o.m. 2022:" were the division before
    (
        "Fördelning fr.o.m. 2023:\nNorrviks kommun 40 procent\nTallby kommun 60 procent\n"
        "Fördelning t.o.m. 2022:\nNorrviks kommun 50 procent\nTallby kommun 50 procent",
        [
            "current Norrviks kommun percent 40",
            "current Tallby kommun percent 60",
            "previous Norrviks kommun percent 50",
            "previous Tallby kommun percent 50",
        ],
    ),
    # cells
    (
        "Parternas andelar är:\n| Norrvik | 52,5 % |\n| Tallby | 47,5 % |",
        ["current Norrviks kommun percent 52.5", "current Tallby kommun percent 47.5"],
    ),
    # what was paid before a year
    (
        "Kommunerna betalar 9 kr per invånare till Region Solvik. Avgiften var före 2021 8 kr per invånare.",
        [
            f"{r} {p} per_inhabitant {n}"
            for r, n in (("current", 9), ("previous", 8))
            for p in ("Norrviks kommun", "Tallby kommun")
        ],
    ),
    # a fee besides the division by a yardstick
    (
        "Kostnaden fördelas i proportion till antalet löner föregående år. Varje kommun betalar därutöver 40 000 kr.",
        [
            f"current {p} other i proportion till antalet löner föregående år"
            for p in ("Norrviks kommun", "Region Solvik", "Tallby kommun")
        ],
    ),
    # strokes of any number
    (
        "Kostnaden fördelas så att Norrvik betalar 13/20 och Tallby 7/20.",
        ["current Norrviks kommun fraction 65", "current Tallby kommun fraction 35"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), UNDER_WORDS)
def test_under_words(text, expected):
    assert shares(section("Kostnader", text)) == sorted(expected)


NO_SHARES = [
    # part of a grant
    "Ca 39 % av statsbidraget avsätts till gemensam utbildning.",
    # a ceiling of an index
    "Kostnaden räknas upp med PKV, dock högst 3 procent per år.",
    # a staff rate
    "Kommunen tillhandahåller en samordnare på 50 procent tjänst.",
    # limits of size classes are inhabitants
    "Avgift för kommun upp till 30 000 invånare framgår av bilaga.",
    # a rhythm of payment
    "Värdkommunen fakturerar månadsvis en tolftedel av budget.",
    # penalty interest
    "Vid sen betalning utgår ränta med 8 procent.",
    # each its own
    "Varje kommun svarar för kostnaden för sin egen personal.",
    # an hourly rate
    "För extra insatser debiteras 450 kronor per timme.",
]


@pytest.mark.parametrize("text", NO_SHARES)
def test_no_shares(text):
    assert shares(section("Ekonomi", text)) == []


def test_a_lost_figure_is_a_finding_and_no_share():
    item, findings = agreement(f"{TWO}Ekonomi\nKommunen svarar för procent och regionen för 40 procent.\n")
    assert shares(item.terms) == [S40]
    assert [f.code for f in findings] == ["figure_lost"]


def test_a_figure_in_an_annex_is_a_finding():
    item, findings = agreement(f"{TWO}Ekonomi\nKostnaden fördelas enligt särskild bilaga.\n")
    assert shares(item.terms) == []
    assert [f.code for f in findings] == ["share_in_annex"]


def test_an_annex_alone_has_its_parties_in_its_rows():
    text = (
        "BILAGA 2\n\nBilaga 2: Fördelning av kostnader\n\nBilagan hör till avtalet om Fyren.\n\n"
        "Kommun  Invånare  Andel\nNorrvik  12 450  60 %\nTallby  8 300  40 %\nSumma  20 750  100 %\n"
    )
    found = terms(text)
    assert found.title is not None
    assert found.title.value == "Bilaga 2: Fördelning av kostnader"
    assert shares(found) == ["current Norrviks kommun percent 60", "current Tallby kommun percent 40"]
