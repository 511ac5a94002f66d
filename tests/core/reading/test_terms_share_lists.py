"""Divisions in lists, tables and annexes, and what looks like one and is none. The comment names the trait of its row."""

import pytest
from terms_reading import agreement, section, shares, terms

TWO = "Samverkansavtal om Fyren\n\nParter\nNorrviks kommun (nedan kommunen) och Region Solvik (nedan regionen).\n\n"
N60, S40 = "current Norrviks kommun percent 60", "current Region Solvik percent 40"

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


TABLES = [
    # parties as columns, by their short names
    (
        "Den fördelas så här:\n\n                  Kommunen     Regionen\nAndel av kostnaden    60 %         40 %\n",
        [N60, S40],
    ),
    # the old and the new division beside each other
    (
        "Kostnaderna fördelas enligt tabellen.\n\nPart             Nuvarande avtal   Nytt avtal\n"
        "Norrviks kommun   55 %             60 %\nRegion Solvik     45 %             40 %\n",
        [N60, S40, "previous Norrviks kommun percent 55", "previous Region Solvik percent 45"],
    ),
    # the unit stands in the line that leads in
    (
        "Årlig avgift, kronor:\n\nPart               Avgift\nNorrviks kommun   412 000\nRegion Solvik      96 500\n"
        "Summa             508 500\n",
        ["current Norrviks kommun amount 412000", "current Region Solvik amount 96500"],
    ),
    # the unit in the head of its column, beside one that counts people
    (
        "Kostnaden delas:\n\nPart              Invånare     Belopp, tkr\nNorrviks kommun   12 450       1 200\n"
        "Region Solvik     98 300       2 400\n",
        ["current Norrviks kommun amount 1200000", "current Region Solvik amount 2400000"],
    ),
    # entries with a colon, the unit in the heading
    (
        "PARTERNAS INSATSER (kronor per år)\nNorrviks kommun: 150 000\nRegion Solvik: 400 000\n",
        ["current Norrviks kommun amount 150000", "current Region Solvik amount 400000"],
    ),
    # figures of a hundred without a unit
    (
        "Kostnaden fördelas enligt följande andelar:\nNorrviks kommun | 60\nRegion Solvik | 40\n",
        [N60, S40],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_tables(text, expected):
    assert shares(terms(f"{TWO}Kostnader\n{text}\nTvist\nI domstol.\n")) == sorted(expected)


def test_a_table_of_what_is_paid_to_the_parties_is_no_division():
    text = "Utjämning\nRegionen betalar under fem år till kommunerna:\n\nBelopp, tkr\nNorrvik   1 250\nTallby     840\n"
    assert shares(section("Ekonomi", text)) == []


def test_a_table_of_seats_is_no_division():
    text = "Organisation\nLedamöterna utses så här:\n\nPart        Antal\nNorrviks kommun   3\nRegion Solvik     4\n"
    assert shares(terms(f"{TWO}{text}")) == []


SHORT_NAMES = [
    # given in the title
    (
        "Samverkansavtal mellan Solviks kommunalförbund (SK) och Solviks Turism AB om resmål\n\nParter\n"
        "Mellan Solviks kommunalförbund och Solviks Turism AB har följande avtal träffats.\n\nErsättning\n"
        "Från 2020 betalar SK 1,4 Mkr per år till bolaget.\n",
        ["current Solviks kommunalförbund amount 1400000"],
    ),
    # the last part of a word in its name, and its sort
    (
        "Samarbetsavtal om praktik\n\nParter\nNorrviks Djurpark AB och Tallby kommun.\n\nKostnader\n"
        "Tallby kommun betalar 48 000 kronor per år. Parken betalar 12 000 kronor per år.\n",
        ["current Norrviks Djurpark AB amount 12000", "current Tallby kommun amount 48000"],
    ),
    # the first word of a name
    (
        "Avtal om trygghet\n\nParter\nPolismyndigheten, Brandkåren Solvik, org.nr 222000-0001, och Tallby kommun.\n\nEkonomi\n"
        "Kostnaden bärs av polisen till 25 procent, av brandkåren till 30 procent och av kommunen till 45 procent.\n",
        [
            "current Brandkåren Solvik percent 30",
            "current Polismyndigheten percent 25",
            "current Tallby kommun percent 45",
        ],
    ),
    # "landstinget" beside a board of a region
    (
        "Avtal om tåg\n\nParter\nTrafiknämnden i Region Solvik och Landstinget i Viken.\n\nErsättning\n"
        "Landstinget betalar till Region Solvik 37 procent av underskottet.\n",
        ["current Landstinget i Viken percent 37"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SHORT_NAMES)
def test_short_names(text, expected):
    assert shares(terms(text)) == sorted(expected)


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
