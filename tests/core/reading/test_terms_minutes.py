"""What minutes say of an agreement as a whole, and which items say nothing of one. The comment names the trait of its row."""

import pytest
from terms_reading import minutes, periods, shares

from samverkan.core.reading.reader import read_text
from samverkan.core.sources import Document, Span

NO_TERMS = [
    # a motion about agreements
    ("Motion om samverkansavtal mellan kommuner", "Motionen avslås.", "Avtal gäller 2020-2022."),
    # an election
    ("Val av ledamot i Solviks kommunalförbund", "Till ledamot för tiden till och med 2026-12-31 utses A B.", ""),
    # a budget with percentages
    ("Budget 2025 med plan 2026-2027", "Budgeten fastställs.", "Nämnden finansierar 50 procent av kostnaden."),
    # a programme with years
    ("Handlingsprogram 2024-2030", "Handlingsprogrammet antas för perioden 2024-2030.", ""),
    # an agreement on wages
    ("Redovisning av kollektivavtal", "Informationen noteras.", "Avtalet gäller 2024-2025."),
    # nothing said of an agreement
    ("Översyn av räddningstjänsten", "Kontoret får i uppdrag att göra en översyn.", ""),
]


@pytest.mark.parametrize(("title", "decided", "told"), NO_TERMS)
def test_no_terms(title, decided, told):
    assert minutes(decided, told, title=title) == (None, ())


SUBJECT = [
    # the service and its place from the decision
    (
        "Avtal om spädbarnsverksamhet",
        "Nämnden godkänner samverkansavtal med Region Solvik avseende spädbarnsverksamhet i Vikby under perioden 2025-2026.",
        "",
        "spädbarnsverksamhet i Vikby",
    ),
    # the place from the background, without the article
    (
        "Avtal om samverkan vid spädbarnsverksamhet 2026",
        "Avtalet godkänns.",
        "Kostnaden för spädbarnsverksamheten i Vikby delas.",
        "spädbarnsverksamhet i Vikby",
    ),
    # until when is no part of it
    (
        "Avtal om hemsjukvård",
        "Nämnden förlänger avtalet om hemsjukvård till och med den 31 december 2027.",
        "",
        "hemsjukvård",
    ),
    # a joint board
    ("Avtal om gemensam överförmyndarnämnd", "Avtalet godkänns.", "", "gemensam överförmyndarnämnd"),
]


@pytest.mark.parametrize(("title", "decided", "told", "expected"), SUBJECT)
def test_subject(title, decided, told, expected):
    found = minutes(decided, told, title=title)[0]
    assert found is not None
    assert found.object is not None
    assert found.object.value == expected


PARTIES = [
    # between two, from the title
    (
        "Avtal mellan västra vårdnämnden och Vikby kommun om Fyren",
        "Avtalet godkänns.",
        {},
        ["Västra vårdnämnden", "Vikby kommun"],
    ),
    # with one: the body itself is the other
    (
        "Samverkansavtal om Fyren",
        "Socialnämnden godkänner samverkansavtal med Region Solvik om Fyren.",
        {"body": "Socialnämnden"},
        ["Socialnämnden", "Region Solvik"],
    ),
    # the organisation, where the text prints it
    (
        "Samverkansavtal om Fyren",
        "Vikby kommun ingår avtal med Region Solvik om Fyren.",
        {"body": "Kommunstyrelsen", "organisation": "Vikby kommun"},
        ["Vikby kommun", "Region Solvik"],
    ),
]


@pytest.mark.parametrize(("title", "decided", "more", "expected"), PARTIES)
def test_parties(title, decided, more, expected):
    found = minutes(decided, title=title, **more)[0]
    assert found is not None
    assert [p.value for p in found.parties] == expected


TARGETS = [
    # who comes there
    (
        "Dit kommer gravida kvinnor och mödrar med barn upp till 1 år.",
        "gravida kvinnor och mödrar med barn upp till 1 år",
        0,
    ),
    # whom it takes is what it requires
    (
        "Verksamheten vänder sig till familjer med barn 0-5 år. Gruppen tar emot den som har haft ett stödsamtal.",
        "familjer med barn 0-5 år",
        1,
    ),
]


@pytest.mark.parametrize(("told", "who", "needs"), TARGETS)
def test_target_group(told, who, needs):
    found = minutes("Avtalet om Fyren godkänns.", told)[0]
    assert found is not None
    assert found.target_group is not None
    assert (found.target_group.text.value, len(found.target_group.prerequisites)) == (who, needs)


def test_the_board_that_approves_is_a_party():
    found = minutes("Socialnämnden godkänner samverkansavtalet med Norra vårdnämnden om Fyren.")[0]
    assert found is not None
    assert [p.value for p in found.parties] == ["Socialnämnden", "Norra vårdnämnden"]


def test_parties_may_stand_in_what_is_quoted():
    decided = "Nämnden ger direktören i uppdrag att omförhandla avtalet med Vikby kommun om Fyren."
    quoted = [Span(decided.index("att omförhandla"), len(decided) - 1)]
    told = "\n" * 200 + (
        "Region Solvik betalar i dag 70 procent av kostnaden och kommunen 30 procent. En lika fördelning vore bättre."
    )
    found = minutes(decided, told, title="Uppdrag om avtal om Fyren", organisation="Region Solvik", quoted=quoted)[0]
    assert shares(found) == ["previous Region Solvik percent 70", "previous Vikby kommun percent 30"]


TOLD_SHARES = [
    # "det" is the agreement that ends
    (
        "",
        "Nuvarande avtal löper ut den 31 december 2024. Enligt det svarar Norra vårdnämnden för 45 procent av kostnaden "
        "och Vikby kommun för 55 procent.",
        ["previous Norra vårdnämnden percent 45", "previous Vikby kommun percent 55"],
    ),
    # what an assignment is to bring about
    (
        "",
        "Fullmäktige gav styrelsen i uppdrag att pröva frågan. Kostnaderna ska fördelas efter folkmängd.",
        [],
    ),
    # a part in a bracket is of the one named there
    (
        "",
        "Norra vårdnämnden tecknar avtalet och betalar de fasta kostnaderna (för Hedvik 2,5 %).",
        [],
    ),
    # a municipality's part in the genitive
    ("Vikby kommuns andel av kostnaderna är från samma dag 31,5 procent.", "", ["current Vikby kommun percent 31.5"]),
]


@pytest.mark.parametrize(("decided", "told", "expected"), TOLD_SHARES)
def test_told_shares(decided, told, expected):
    found = minutes(decided, told, title="Avtal mellan Norra vårdnämnden och Vikby kommun om Fyren")[0]
    assert shares(found) == expected


TOLD_PERIODS = [
    # extended, told in the sentence after
    ("", "Det första avtalet avsåg åren 2019–2020. Det har sedan förlängts till och med den 31 december 2021.",
     ["previous 2019-01-01 2020-12-31", "previous - 2021-12-31"]),
    # what it replaces stands after its own period
    ("", "Avtalet omfattar perioden 1 januari 2022 - 31 december 2022 och ersätter det avtal som löper ut vid årsskiftet.",
     ["current 2022-01-01 2022-12-31"]),
    # a year in a condition
    ("Avtalet om Fyren förlängs t.o.m. 2018-12-31 under förutsättning att ingen skatteväxling sker för år 2018.", "",
     ["current - 2018-12-31"]),
    # years in the title decided on outrank a day told of
    ("Nämnden godkänner samverkansavtal om Fyren 2025-2028.", "Det avtal som skulle gälla från 1 januari 2023 godkändes inte.",
     ["current 2025-01-01 2028-12-31"]),
]  # fmt: skip


@pytest.mark.parametrize(("decided", "told", "expected"), TOLD_PERIODS)
def test_told_periods(decided, told, expected):
    assert periods(minutes(decided, told)[0]) == expected


SERVICES = [
    # a verb after it
    ("Gemensam nämnd för tolkförmedling, bildas från och med den 1 mars 2026.", "tolkförmedling"),
    # the next clause
    ("Avtal avseende gemensam hjälpmedelsnämnd, att godkänna reglemente.", "gemensam hjälpmedelsnämnd"),
    # its year
    ("Avtal med Vikby kommun om familjecentral för 2027.", "familjecentral"),
    # its time
    (
        "Avtal med Vikby kommun om familjecentralen Fyren för tiden 1 januari 2024 – 31 december 2026.",
        "familjecentralen Fyren",
    ),
]


@pytest.mark.parametrize(("decided", "expected"), SERVICES)
def test_the_service_ends_where_the_clause_goes_on(decided, expected):
    found = minutes(decided, title="Avtal om samverkan")[0]
    assert found is not None
    assert found.object is not None
    assert found.object.value == expected


def test_what_an_older_assignment_holds_is_no_term():
    title = "Avtal mellan Norra vårdnämnden och Vikby kommun om Fyren"
    decided = (
        "Nämnden förklarar uppdraget 2024-06-23 § 14, att förlänga avtalet för år 2025 under "
        "förutsättning att nämnden finansierar 80 procent "
        "och Vikby kommun 20 procent, fullgjort."
    )
    quoted = [Span(decided.index("att förlänga"), decided.index(", fullgjort"))]
    found = minutes(decided, title=title, quoted=quoted)[0]
    assert periods(found) == []
    assert shares(found) == []


def test_a_text_that_only_proposes_decides_nothing():
    decided = "Nämnden godkänner avtal om Fyren för perioden 1 januari 2025 - 31 december 2026."
    assert [p.basis for p in minutes(decided)[0].periods] == ["decided"]
    assert [p.basis for p in minutes(decided, proposed=True)[0].periods] == ["told"]


def test_purpose():
    found = minutes("Avtalet om Fyren godkänns.", "Syftet med avtalet är att skapa stabilitet i arbetet.")[0]
    assert found is not None
    assert found.purpose is not None
    assert found.purpose.value == "att skapa stabilitet i arbetet"


def test_a_point_says_the_same_wherever_its_lines_break() -> None:
    """A numbered point whose first line has no verb is no heading: minutes as PDF break lines where they like."""
    words = (
        "1. Samverkansavtal mellan Region Västana och Lindmora kommun om Ungdomsmottagningen Kajen för perioden 1 januari "
        "2026–31 december 2028 godkänns."
    ).split()
    for n in range(6, len(words)):
        point = " ".join(words[:n]) + "\n" + " ".join(words[n:])
        reading = read_text(
            Document("", "", f"Protokoll\nSocialnämnden\n§ 1\nSamverkansavtal\nSocialnämndens beslut\n{point}\n")
        )
        terms = reading.items[0].terms
        assert terms is not None
        assert [str(one.from_) for one in terms.periods] == ["2026-01-01"], point
