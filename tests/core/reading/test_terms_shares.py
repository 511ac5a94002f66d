"""Who pays what: wordings in, shares out. The comment names the trait of its row."""

import pytest
from terms_reading import minutes, section, shares, terms

TWO = "Samverkansavtal om Fyren\n\nParter\nNorrviks kommun (nedan kommunen) och Region Solvik (nedan regionen).\n\n"
N60, S40 = "current Norrviks kommun percent 60", "current Region Solvik percent 40"
HALF = ["current Norrviks kommun percent 50", "current Region Solvik percent 50"]

BETWEEN_TWO = [
    # party before figure, short names
    ("Kommunen svarar för 60 procent och regionen för 40 procent av kostnaden.", [N60, S40]),
    # percent sign without a space
    ("Kommunen finansierar 60% och regionen 40%.", [N60, S40]),
    # figure in words, repeated in a bracket
    ("Kommunen betalar sextio (60) procent och regionen fyrtio (40) procent.", [N60, S40]),
    # figure before party
    ("60 procent av kostnaden betalas av kommunen och 40 procent av regionen.", [N60, S40]),
    # figure on party
    ("Kostnaden fördelas med 60 procent på kommunen och 40 procent på regionen.", [N60, S40]),
    # both named first, then figure before party
    ("Kommunen och regionen delar kostnaden, 60 procent för kommunen och 40 procent för regionen.", [N60, S40]),
    # a pair with a stroke
    ("Kostnaden fördelas 60/40 mellan kommunen och regionen.", [N60, S40]),
    # names in a row, figures in a row
    ("Kommunen och regionen svarar för 60 respektive 40 procent av kostnaden.", [N60, S40]),
    # "vardera" for both named
    ("Kommunen och regionen finansierar 50 procent vardera.", HALF),
    # "vardera" for the parties, who are named elsewhere
    ("Parterna bär kostnaden med 50 procent vardera.", HALF),
    # equal parts with a printed figure are percent
    ("Kostnaden delas enligt 50/50-principen, var sin lika stor del.", HALF),
    # fractions in words
    (
        "Kommunen bär två tredjedelar och regionen en tredjedel av kostnaden.",
        ["current Norrviks kommun fraction 2/3", "current Region Solvik fraction 1/3"],
    ),
    # half each, no figure
    (
        "Parterna svarar för hälften var av kostnaden.",
        ["current Norrviks kommun fraction 50", "current Region Solvik fraction 50"],
    ),
    # equal parts without a figure
    (
        "Kostnaden delas lika mellan parterna.",
        ["current Norrviks kommun fraction 50", "current Region Solvik fraction 50"],
    ),
    # decimals
    (
        "Kommunen svarar för 62,5 % och regionen för 37,5 % av kostnaden.",
        ["current Norrviks kommun percent 62.5", "current Region Solvik percent 37.5"],
    ),
    # the old division in a sentence of its own
    (
        "Kommunen svarar för 60 procent och regionen för 40 procent. Tidigare fördelning var 50 procent vardera.",
        [N60, S40, "previous Norrviks kommun percent 50", "previous Region Solvik percent 50"],
    ),
    # the old division in the past tense, the verb before its subject
    (
        "Parterna finansierar 50 procent vardera. Till och med 2022 stod kommunen för 60 procent och regionen för 40 procent.",
        [*HALF, "previous Norrviks kommun percent 60", "previous Region Solvik percent 40"],
    ),
    # a later step
    (
        "Kostnaden fördelas 60/40 mellan kommunen och regionen. Från och med 2027 fördelas kostnaden "
        "50/50 mellan kommunen och regionen.",
        [N60, S40, "planned Norrviks kommun percent 50", "planned Region Solvik percent 50"],
    ),
    # the same division again for deficits: the first statement
    ("Kommunen svarar för 60 procent och regionen för 40 procent. Underskott delas lika.", [N60, S40]),
    # amounts
    (
        "Kommunens del är 1,5 mnkr per år. Regionens del är 800 tkr.",
        ["current Norrviks kommun amount 1500000", "current Region Solvik amount 800000"],
    ),
    # who pays whom
    ("Regionen ersätter kommunen med 450.000 kronor per år.", ["current Region Solvik amount 450000"]),
    # the receiver named first
    (
        "Regionen ska till kommunen årligen betala en ersättning om 2,75 miljoner kronor.",
        ["current Region Solvik amount 2750000"],
    ),
    # from one figure to the next
    (
        "Kommunens andel höjs från 40 till 55 procent och regionens andel sänks från 60 till 45 procent.",
        [
            "current Norrviks kommun percent 55",
            "current Region Solvik percent 45",
            "previous Norrviks kommun percent 40",
            "previous Region Solvik percent 60",
        ],
    ),
    # an amount is what the parts are parts of
    (
        "Kostnaden, 600 tkr per år, fördelas lika mellan parterna.",
        ["current Norrviks kommun fraction 50", "current Region Solvik fraction 50"],
    ),
    # so much an inhabitant, to the other party
    ("Regionen ersätter kommunen med 3 kronor per invånare.", ["current Region Solvik per_inhabitant 3"]),
    # a yardstick without a figure
    (
        "Kostnaden fördelas i förhållande till antalet besök.",
        [
            "current Norrviks kommun other i förhållande till antalet besök",
            "current Region Solvik other i förhållande till antalet besök",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BETWEEN_TWO)
def test_between_two(text, expected):
    assert shares(terms(f"{TWO}Kostnadsfördelning\n{text}\n")) == sorted(expected)


WORDED = [
    # the party right after its figure
    ("Kostnaden bärs av parterna, med fördelningen 60 procent kommunen och 40 procent regionen.", [N60, S40]),
    # the old division beside the new, in brackets
    (
        "Kommunen svarar för 60 % (tidigare 30 %) och regionen för 40 % (tidigare 70 %) av kostnaden.",
        [N60, S40, "previous Norrviks kommun percent 30", "previous Region Solvik percent 70"],
    ),
    # the old division first, in the same sentence
    (
        "Den tidigare fördelningen, 70 procent för regionen och 30 procent för kommunen, ändras till 50 procent vardera.",
        [*HALF, "previous Norrviks kommun percent 30", "previous Region Solvik percent 70"],
    ),
    # what the parties do themselves
    (
        "Parterna delar lika på kostnaderna.",
        ["current Norrviks kommun fraction 50", "current Region Solvik fraction 50"],
    ),
    # half to each
    (
        "Kostnaderna delas med hälften var.",
        ["current Norrviks kommun fraction 50", "current Region Solvik fraction 50"],
    ),
    # bare nouns after their figures
    (
        "Fördelningsnyckeln är 60 % region och 40 % kommun.",
        ["current Norrviks kommun percent 40", "current Region Solvik percent 60"],
    ),
    # "andelen" of a party
    ("Andelen för kommunen är 60 % och för regionen 40 %.", [N60, S40]),
    # the new after the old in one sentence
    (
        "Till och med 2020 betalade kommunen 60 % och regionen 40 %, därefter betalar parterna 50 % vardera.",
        [*HALF, "previous Norrviks kommun percent 60", "previous Region Solvik percent 40"],
    ),
    # what is paid stands before the verb
    (
        "Städning och samordnartjänst betalas med hälften var av regionen och kommunen.",
        ["current Norrviks kommun fraction 50", "current Region Solvik fraction 50"],
    ),
    # contributes a part, said of one alone
    ("Regionen bidrar med en fjärdedel.", ["current Region Solvik fraction 25"]),
    # in two halves
    (
        "Kostnaderna delas på hälften.",
        ["current Norrviks kommun fraction 50", "current Region Solvik fraction 50"],
    ),
    # so much was given before
    (
        "Regionen ersätter kommunen med 900 tkr per år. Genom hittills gällande avtal bidrog regionen med 700 tkr.",
        ["current Region Solvik amount 900000", "previous Region Solvik amount 700000"],
    ),
    # what is left
    (
        "Regionen står för 3/4 av kostnaden och kommunen för resterande 1/4.",
        ["current Norrviks kommun fraction 25", "current Region Solvik fraction 75"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDED)
def test_worded(text, expected):
    assert shares(terms(f"{TWO}Kostnadsfördelning\n{text}\n")) == sorted(expected)


AMONG_THREE = [
    # names of the list, genitive dropped
    (
        "Norrvik svarar för 50 %, Tallby för 20 % och Region Solvik för 30 %.",
        ["current Norrviks kommun percent 50", "current Region Solvik percent 30", "current Tallby kommun percent 20"],
    ),
    # the group's members each
    (
        "Regionen bär 40 procent och kommunerna 30 procent vardera av kostnaden.",
        ["current Norrviks kommun percent 30", "current Region Solvik percent 40", "current Tallby kommun percent 30"],
    ),
    # the group as one
    (
        "Regionen bär 40 procent och kommunerna tillsammans 60 procent av kostnaden.",
        ["current Region Solvik percent 40", "current kommunerna percent 60"],
    ),
    # per inhabitant, old and new in one sentence
    (
        "Kommunernas avgift höjs från 11 kronor per invånare till 15 kronor per invånare.",
        [
            f"{r} {p} per_inhabitant {n}"
            for r, n in (("current", 15), ("previous", 11))
            for p in ("Norrviks kommun", "Tallby kommun")
        ],
    ),
    # what the fee was
    (
        "Kommunerna betalar 9 kr per invånare. Till och med 2021 var avgiften 7 kr per invånare.",
        [
            f"{r} {p} per_inhabitant {n}"
            for r, n in (("current", 9), ("previous", 7))
            for p in ("Norrviks kommun", "Tallby kommun")
        ],
    ),
    # what the fee was, where only one pays it
    (
        "Tallby ersätter Norrvik med 22 kr per invånare. Till utgången av 2019 var ersättningen 19 kr per invånare.",
        ["current Tallby kommun per_inhabitant 22", "previous Tallby kommun per_inhabitant 19"],
    ),
    # so much for each of them
    (
        "Kommunernas bidrag är 100 000 kr per kommun.",
        ["current Norrviks kommun amount 100000", "current Tallby kommun amount 100000"],
    ),
    # equal parts of the rest are no parts of the whole
    ("Regionen betalar hälften. Resten delas lika mellan kommunerna.", ["current Region Solvik fraction 50"]),
    # one and a group are two sides
    (
        "Kostnaden delas lika mellan regionen och kommunerna.",
        ["current Region Solvik fraction 50", "current kommunerna fraction 50"],
    ),
    # half to each side
    (
        "Regionen och kommunerna bär hälften vardera.",
        ["current Region Solvik fraction 50", "current kommunerna fraction 50"],
    ),
    # what is paid once, beside a yardstick
    (
        "Norrvik och Tallby ersätter regionen i förhållande till antalet löner. Startkostnaden delas med en tredjedel på vardera parten.",
        [f"current {p} other i förhållande till antalet löner" for p in ("Norrviks kommun", "Tallby kommun")],
    ),
    # outside the agreement
    (
        "Tallby ersätter Norrvik med 900 000 kr. Utryckning utanför avtalet debiteras Tallby efter självkostnad.",
        ["current Tallby kommun amount 900000"],
    ),
    # a third each, the figure last
    (
        "Lön och resor betalas av parterna med en tredjedel vardera.",
        [f"current {p} fraction 1/3" for p in ("Norrviks kommun", "Region Solvik", "Tallby kommun")],
    ),
    # two named, a quarter each
    (
        "Kostnaden bärs till hälften av Region Solvik. Norrvik och Tallby svarar för en fjärdedel var.",
        [
            "current Norrviks kommun fraction 25",
            "current Region Solvik fraction 50",
            "current Tallby kommun fraction 25",
        ],
    ),
    # two divide by a yardstick, the third pays an amount
    (
        "Norrvik och Tallby delar kostnaden efter antalet besök. Regionen betalar ett fast belopp om 500 000 kr per år.",
        [
            "current Norrviks kommun other efter antalet besök",
            "current Region Solvik amount 500000",
            "current Tallby kommun other efter antalet besök",
        ],
    ),
    # a third each
    (
        "Parterna betalar 1/3 vardera av kostnaden.",
        [f"current {p} fraction 1/3" for p in ("Norrviks kommun", "Region Solvik", "Tallby kommun")],
    ),
    # a stroke on each party
    (
        "Kostnaden fördelas med 2/5 på Norrvik, 2/5 på Tallby och 1/5 på Region Solvik.",
        [
            "current Norrviks kommun fraction 40",
            "current Region Solvik fraction 20",
            "current Tallby kommun fraction 40",
        ],
    ),
    # two sides of many parties
    (
        "Verksamheten finansieras enligt 50/50-principen. Kommunerna betalar sin del varje år.",
        ["current Region Solvik percent 50", "current kommunerna percent 50"],
    ),
    # a pair in the order of a party and a group
    (
        "Kostnaden fördelas 70/30 mellan regionen och kommunerna.",
        ["current Region Solvik percent 70", "current kommunerna percent 30"],
    ),
    # parts of the whole, each divided by a yardstick of its own
    (
        "Kostnaden fördelas mellan kommunerna så att hälften fördelas efter folkmängd och hälften efter antalet ärenden.",
        [
            f"current {p} other efter folkmängd och hälften efter antalet ärenden"
            for p in ("Norrviks kommun", "Tallby kommun")
        ],
    ),
    # who pays whom by an hourly rate
    (
        "Norrvik och Tallby betalar Region Solvik för nedlagda timmar enligt gällande timtaxa.",
        [
            "current Norrviks kommun other enligt gällande timtaxa",
            "current Tallby kommun other enligt gällande timtaxa",
        ],
    ),
    # amounts after the verb, the mark for kronor with a hyphen that does not break
    (
        "Med folkmängden vid årsskiftet betalar Norrvik 60.000:‐ och Tallby 95.000:‐.",
        ["current Norrviks kommun amount 60000", "current Tallby kommun amount 95000"],
    ),
    # what the key is
    *(
        (text, [f"current {p} other {words}" for p in ("Norrviks kommun", "Region Solvik", "Tallby kommun")])
        for text, words in (
            ("Som fördelningsnyckel används invånarantalet.", "används invånarantalet"),
            ("Avgiften beräknas på antalet anställda.", "på antalet anställda"),
            ("Parterna betalar efter förbrukning.", "efter förbrukning"),
        )
    ),
    # by inhabitants, for the group only
    (
        "Kostnaden fördelas mellan kommunerna utifrån folkmängd.",
        ["current Norrviks kommun other utifrån folkmängd", "current Tallby kommun other utifrån folkmängd"],
    ),
    # two named as one: nothing is said of either alone
    (
        "Norrviks kommun och Tallby kommun betalar hälften och Region Solvik hälften.",
        ["current Region Solvik fraction 50"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), AMONG_THREE)
def test_among_three(text, expected):
    assert shares(section("Ekonomi", text)) == sorted(expected)


TITLE = "Avtal mellan Norra vårdnämnden och Vikby kommun om familjecentral"


IN_MINUTES = [
    # "nämnden" is the board that is a party
    (
        "",
        "Den tidigare fördelningen innebar att nämnden stod för 70 procent och Vikby kommun för 30 procent.",
        ["previous Norra vårdnämnden percent 70", "previous Vikby kommun percent 30"],
    ),
    # decided
    (
        "Norra vårdnämnden godkänner avtal där nämnden finansierar 55 procent och Vikby kommun 45 procent.",
        "",
        ["current Norra vårdnämnden percent 55", "current Vikby kommun percent 45"],
    ),
    # parties after the figure
    (
        "",
        "Kostnaden delas med 50 procent vardera mellan Vikby kommun och Norra vårdnämnden.",
        ["current Norra vårdnämnden percent 50", "current Vikby kommun percent 50"],
    ),
    # the old division in the perfect tense
    (
        "",
        "Kostnaderna delas lika, 50 procent vardera. Tidigare har Norra vårdnämnden stått för 70 procent och "
        "Vikby kommun för 30 procent.",
        [
            "current Norra vårdnämnden percent 50",
            "current Vikby kommun percent 50",
            "previous Norra vårdnämnden percent 70",
            "previous Vikby kommun percent 30",
        ],
    ),
    # a board's own budget
    ("", "I budgeten finns 60 tkr, som är 5 kr/invånare.", []),
    # a share of people
    ("", "Av kommunens barn har 12 procent kontakt med mottagningen.", []),
]


@pytest.mark.parametrize(("decided", "told", "expected"), IN_MINUTES)
def test_in_minutes(decided, told, expected):
    assert shares(minutes(decided, told, title=TITLE)[0]) == sorted(expected)
