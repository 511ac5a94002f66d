"""The words of operative points: what each act is called, and that a reader takes the same from them."""

from __future__ import annotations

from datetime import date

import pytest
from tests.meetings_said import decision_out

from samverkan.core.dates import PartialDate
from samverkan.core.deciding.values import Item, Meeting, Point
from samverkan.core.facts import ExtensionValue, PeriodValue, ShareValue
from samverkan.core.law import Body
from samverkan.core.reading.reader import read_text
from samverkan.core.sources import Document
from samverkan.core.writing import phrasing
from samverkan.core.writing.minutes import minutes
from samverkan.core.writing.minutes_words import in_sentence, length_words, period_words, sections_words
from samverkan.core.writing.phrasing import Awaited, Instrument
from samverkan.core.writing.printed import words_of

BOARD = "Hälso- och sjukvårdsnämnden"
AVTAL = Instrument(("Region Västana", "Lindmora kommun"), "spädbarnsverksamhet")
SHARED = (ShareValue("Region Västana", "percent", "50"), ShareValue("Lindmora kommun", "percent", "50"))
YEARS = PeriodValue(PartialDate(2027, 1, 1), PartialDate(2029, 12, 31))
NAMED = "samverkansavtalet mellan Region Västana och Lindmora kommun om spädbarnsverksamhet"
APPROVES = f"{BOARD} godkänner {NAMED}"
TWELFTH = PartialDate(2026, 2, 11)

SAID = [
    (phrasing.approve(BOARD, AVTAL), f"{APPROVES}."),
    (
        phrasing.approve(BOARD, AVTAL._replace(period=YEARS)),
        f"{APPROVES} för perioden 1 januari 2027–31 december 2029.",
    ),
    (
        phrasing.approve(BOARD, AVTAL._replace(period=PeriodValue(PartialDate(2027), PartialDate(2027)))),
        f"{APPROVES} för år 2027.",
    ),
    (
        phrasing.approve(BOARD, AVTAL._replace(period=PeriodValue(PartialDate(2027, 1, 1), None, open_ended=True))),
        f"{APPROVES} från och med den 1 januari 2027 tills vidare.",
    ),
    (
        phrasing.approve(
            BOARD,
            AVTAL._replace(period=YEARS, extension=ExtensionValue(False, "excluded"), shares=SHARED),
            awaits=[Awaited(body="Socialnämnden", organisation="Lindmora kommun")],
        ),
        f"{APPROVES} för perioden 1 januari 2027–31 december 2029, utan möjlighet till förlängning, under förutsättning att "
        "socialnämnden i Lindmora kommun fattar likalydande beslut. Av kostnaden betalar Region Västana 50 procent och "
        "Lindmora kommun 50 procent.",
    ),
    (
        phrasing.approve(BOARD, AVTAL._replace(extension=ExtensionValue(True, "option", 24, 1))),
        f"{APPROVES}. Avtalet kan förlängas en gång med två år.",
    ),
    (
        phrasing.approve(BOARD, AVTAL._replace(extension=ExtensionValue(True, "automatic", 12, None, 6))),
        f"{APPROVES}. Avtalet förlängs med ett år i taget om ingen part säger upp det senast sex månader före avtalstidens slut.",
    ),
    (
        phrasing.approve(
            BOARD, AVTAL, awaits=[phrasing.ALL_PARTIES, Awaited("budget", what="att medel anslås i budgeten")]
        ),
        f"{APPROVES}, under förutsättning att samtliga parter fattar likalydande beslut. Beslutet gäller även under "
        "förutsättning att medel anslås i budgeten.",
    ),
    (
        phrasing.approve(BOARD, AVTAL, awaits=[Awaited("other_decision", body="Regionfullmäktige")]),
        f"{APPROVES}, under förutsättning att regionfullmäktige godkänner avtalet.",
    ),
    (
        phrasing.approve(BOARD, AVTAL, awaits=[Awaited("time", what="att det undertecknas senast den 1 mars 2027")]),
        f"{APPROVES}, under förutsättning att det undertecknas senast den 1 mars 2027.",
    ),
    (
        phrasing.extend(BOARD, AVTAL, date(2031, 12, 31), awaits=[Awaited(organisation="Lindmora kommun")]),
        f"{BOARD} förlänger {NAMED} till och med den 31 december 2031, under förutsättning att Lindmora kommun fattar "
        "likalydande beslut.",
    ),
    (phrasing.terminate(BOARD, AVTAL, date(2031, 12, 31)), f"{BOARD} säger upp {NAMED} till den 31 december 2031."),
    (phrasing.terminate(BOARD, AVTAL, None), f"{BOARD} säger upp {NAMED}."),
    (
        phrasing.adopt(BOARD, "reglemente för den gemensamma nämnden"),
        f"{BOARD} antar reglemente för den gemensamma nämnden.",
    ),
    (
        phrasing.assign(BOARD, "Regiondirektören", "följa upp avtalet", report=date(2028, 3, 31), report_to=BOARD),
        "Regiondirektören får i uppdrag att följa upp avtalet och återrapportera till hälso- och sjukvårdsnämnden senast den "
        "31 mars 2028.",
    ),
    (phrasing.assign(BOARD, "Regiondirektören", "utreda frågan"), "Regiondirektören får i uppdrag att utreda frågan."),
    (
        phrasing.fulfilled(BOARD, TWELFTH, "12", "förhandla om avtalet"),
        f"{BOARD} förklarar uppdraget från 2026-02-11 § 12, att förhandla om avtalet, fullgjort.",
    ),
    (phrasing.fulfilled(BOARD, TWELFTH, None), f"{BOARD} förklarar uppdraget från 2026-02-11 fullgjort."),
    (
        phrasing.propose(
            BOARD, "Regionfullmäktige", phrasing.approve("Regionfullmäktige", AVTAL), via=["Regionstyrelsen"]
        ),
        f"{BOARD} föreslår att regionstyrelsen föreslår att regionfullmäktige beslutar att godkänna {NAMED}.",
    ),
    (
        phrasing.propose(
            BOARD, "Regionfullmäktige", phrasing.assign("Regionfullmäktige", "Regiondirektören", "utreda")
        ),
        f"{BOARD} föreslår att regionfullmäktige beslutar att regiondirektören får i uppdrag att utreda.",
    ),
    (
        phrasing.propose(BOARD, "Regionfullmäktige", phrasing.terminate("Regionfullmäktige", AVTAL, None)),
        f"{BOARD} föreslår att regionfullmäktige beslutar att säga upp {NAMED}.",
    ),
    (
        phrasing.postpone(BOARD, until=date(2027, 5, 12)),
        f"{BOARD} bordlägger ärendet till sammanträdet den 12 maj 2027.",
    ),
    (phrasing.postpone(BOARD), f"{BOARD} bordlägger ärendet."),
    (
        phrasing.refer_back(BOARD, to="Arbetsutskottet", why="belysa kostnaden"),
        f"{BOARD} återremitterar ärendet till arbetsutskottet för att belysa kostnaden.",
    ),
    (phrasing.reject(BOARD, "förslaget till samverkansavtal"), f"{BOARD} avslår förslaget till samverkansavtal."),
    (phrasing.withdrawn(BOARD), "Ärendet utgår."),
    (phrasing.note(BOARD), f"{BOARD} noterar informationen till protokollet."),
    (
        phrasing.rescind(BOARD, date(2026, 2, 11), "12", "samverkansavtal"),
        f"{BOARD} upphäver sitt beslut 2026-02-11 § 12 om samverkansavtal.",
    ),
    (
        phrasing.delegate(BOARD, "ordföranden", "underteckna avtalet"),
        f"{BOARD} bemyndigar ordföranden att underteckna avtalet.",
    ),
    (
        phrasing.elect(BOARD, ["Anna Ek", "Bo Al"], "ledamöter i styrgruppen"),
        f"{BOARD} utser Anna Ek och Bo Al till ledamöter i styrgruppen.",
    ),
    (phrasing.elect(BOARD, ["Bo Al"], "att justera protokollet"), f"{BOARD} utser Bo Al att justera protokollet."),
]


@pytest.mark.parametrize(("point", "words"), SAID, ids=[words[:60] for _, words in SAID])
def test_a_point_is_said_as_boards_say_it(point: Point, words: str) -> None:
    assert point.text == words


@pytest.mark.parametrize("point", [point for point, _ in SAID], ids=[words[:60] for _, words in SAID])
def test_a_reader_takes_from_it_what_it_does(point: Point) -> None:
    item = Item("Samverkansavtal om spädbarnsverksamhet", "71", points=(point,))
    meeting = Meeting("Region Västana", BOARD, Body.BOARD, date(2026, 11, 18), 9, items=(item,))
    printed = minutes(meeting)
    text = f"Region Västana {printed.kind}\n{BOARD} 2026-11-18\nSida 1 (1)\n{words_of(printed)}"
    (read,) = read_text(Document("minutes", "", text)).items
    conditions = [tuple(one) for one in point.conditions]
    assert [decision_out(one) for one in read.decisions] == [
        (1, point.act, BOARD, point.to, point.via, point.inner, point.text, conditions, list(point.fulfils))
    ]


@pytest.mark.parametrize(
    ("body", "inside"),
    [
        ("Socialnämnden", "socialnämnden"),
        ("Hälso- och sjukvårdsnämnden", "hälso- och sjukvårdsnämnden"),
        ("Västra hälso- och sjukvårdsnämnden", "västra hälso- och sjukvårdsnämnden"),
        ("Kommunstyrelsens arbetsutskott", "kommunstyrelsens arbetsutskott"),
        ("Göteborgs stads socialnämnd", "Göteborgs stads socialnämnd"),
        ("Tekniska nämnden", "tekniska nämnden"),
        ("Gemensamma nämnden för hemsjukvård", "gemensamma nämnden för hemsjukvård"),
        ("", ""),
    ],
)
def test_a_body_s_name_inside_a_sentence(body: str, inside: str) -> None:
    assert in_sentence(body) == inside


def test_sections_that_follow_each_other_are_one_span() -> None:
    assert [sections_words(s.split()) for s in ("71", "69 70 71", "69 71 72", "69 70 80a")] == [
        "§ 71", "§§ 69–71", "§§ 69, 71–72", "§§ 69–70, 80a",
    ]  # fmt: skip


def test_lengths_and_periods_not_told() -> None:
    assert [length_words(n) for n in (1, 6, 12, 24, 18, 180)] == [
        "en månad", "sex månader", "ett år", "två år", "18 månader", "15 år",
    ]  # fmt: skip
    assert period_words(PeriodValue(None, None)) == ""
