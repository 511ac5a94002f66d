"""What minutes say of an agreement as a whole, and which items say nothing of one. The comment names the trait of its row."""

import pytest
from terms_reading import minutes, periods, shares

from samverkan.core.sources import Span

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
    told = (
        "Region Solvik betalar i dag 70 procent av kostnaden och kommunen 30 procent. En lika fördelning vore bättre."
    )
    found = minutes(decided, told, title="Uppdrag om avtal om Fyren", organisation="Region Solvik", quoted=quoted)[0]
    assert shares(found) == ["previous Region Solvik percent 70", "previous Vikby kommun percent 30"]


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
