"""One assignment that two papers cite, with its § and without, is one row; two assignments of a day are two."""

from __future__ import annotations

from datetime import date

from two_bodies import REGION, answer, region, region_approves, town, town_approves

from samverkan.core.dates import PartialDate
from samverkan.core.facts import AssignmentFulfilled, AssignmentGiven, AssignmentReported
from samverkan.core.sources import Citation
from samverkan.core.standing import standing
from samverkan.core.writing.standing_json import assignment_json

TASK = "förhandla fram ett nytt avtal om ungdomsmottagningen med Nordvik kommun"
TOLD = "Region Sundland och kommunen har tagit fram ett avtal om ungdomsmottagningen i Nordvik."


def reported(extra: str = "") -> str:
    """The region's minutes: the assignment, by day and §, declared fulfilled."""
    return region(f"att förklara uppdraget 2023-03-14 § 22, att {TASK}, fullgjort,\n\n{extra}{region_approves()}")


def told(task: str) -> str:
    """The municipality's minutes: an assignment of that day told of without its §."""
    words = f"Hälso- och sjukvårdsnämnden i Region Sundland gav den 14 mars 2023 regiondirektören i uppdrag att {task}."
    return town(town_approves()).replace(TOLD, words)


def test_cited_with_and_without_its_section() -> None:
    (row,) = answer(reported(), told(TASK)).assignments
    assert (str(row.date), row.section, row.status) == ("2023-03-14", "22", "fulfilled")
    assert {citation.source for citation in row.citations} == {"paper 1.txt", "paper 2.txt"}


def test_another_assignment_of_the_day_stays_another() -> None:
    rows = answer(reported(), told("se över lokalerna för barnhälsovården i Nordvik")).assignments
    assert [(row.section, row.status) for row in rows] == [("22", "fulfilled"), (None, "given")]
    assert rows[1].body == REGION


def test_a_fulfilment_takes_no_other_assignment_of_its_day() -> None:
    """The party's own papers tell of two assignments of the day, of one without its §: that one is not fulfilled."""
    day = PartialDate(2023, 3, 14)
    other = "se över lokalerna för barnhälsovården i Limby"
    facts = [
        AssignmentGiven(id="1", party=REGION, day=day, section="22", by=REGION, text=TASK, basis="told"),
        AssignmentGiven(id="2", party=REGION, day=day, by=REGION, text=other, basis="told"),
        AssignmentFulfilled(id="3", party=REGION, day=day, section="22"),
    ]
    rows = standing(facts, on=date(2024, 3, 1), known=None).assignments
    assert [(row.text, row.section, row.status) for row in rows] == [(TASK, "22", "fulfilled"), (other, None, "given")]


DAY = PartialDate(2023, 3, 14)
CITED = (Citation("minutes.txt", None, "22", "2023-03-14", None),)
BOARD = "Hälso- och sjukvårdsnämnden"
COSTS = "regiondirektören får i uppdrag att redovisa kostnaderna senast den 1 mars 2024"
ROOMS = "ekonomidirektören får i uppdrag att se över lokalerna senast den 1 juni 2024"
ON = date(2025, 1, 1)


def given(identity: str, text: str, party: str = REGION, body: str = BOARD) -> AssignmentGiven:
    return AssignmentGiven(
        id=identity, party=party, body=body, happened=DAY, day=DAY, section="22", by=body, text=text, citations=CITED
    )


TWO = [given("1", COSTS), given("2", ROOMS)]


def test_one_of_two_assignments_of_a_section_is_fulfilled_by_its_words() -> None:
    done = AssignmentFulfilled(
        id="3", party=REGION, body=BOARD, day=DAY, section="22", text="att redovisa kostnaderna, fullgjort"
    )
    rows = standing([*TWO, done], on=ON, known=None).assignments
    assert [(row.status, row.text) for row in rows] == [("fulfilled", COSTS), ("given", ROOMS)]
    assert [one.text for one in rows[1].points] == [ROOMS]
    of_both = AssignmentFulfilled(id="3", party=REGION, body=BOARD, day=DAY, section="22")
    assert [row.status for row in standing([*TWO, of_both], on=ON, known=None).assignments] == ["fulfilled"]
    report = AssignmentReported(
        id="4", party=REGION, body=BOARD, day=DAY, section="22", text="redovisningen av kostnaderna noteras"
    )
    rows = standing([*TWO, done, report], on=ON, known=None).assignments
    assert [len(row.reported) for row in rows] == [1, 0]


def test_a_report_is_of_its_own_partys_assignment_and_of_its_own_bodys() -> None:
    others = given("5", COSTS, "Nordviks kommun", "Socialnämnden")
    committee = given("6", ROOMS, REGION, "Regionstyrelsen")
    report = AssignmentReported(
        id="7", party=REGION, body=BOARD, happened=PartialDate(2024, 2, 1), day=DAY, section="22"
    )
    rows = standing([TWO[0], others, committee, report], on=ON, known=None).assignments
    assert {row.body: len(row.reported) for row in rows} == {BOARD: 1, "Socialnämnden": 0, "Regionstyrelsen": 0}
    of_a_day = AssignmentReported(id="8", party=REGION, happened=PartialDate(2024, 2, 1), day=DAY)
    assert not any(row.reported for row in standing([TWO[0], committee, of_a_day], on=ON, known=None).assignments)
    assert [len(row.reported) for row in standing([TWO[0], others, of_a_day], on=ON, known=None).assignments] == [1, 0]


def test_the_json_tells_each_assignment_of_a_section_and_no_report_of_a_part_as_a_report() -> None:
    reported = AssignmentReported(
        id="3", party=REGION, body=BOARD, happened=PartialDate(2024, 2, 1), day=DAY, section="22", text=COSTS
    )
    partly = AssignmentReported(
        id="4",
        party=REGION,
        body=BOARD,
        happened=PartialDate(2024, 2, 2),
        day=DAY,
        section="22",
        text=ROOMS,
        partial=True,
    )
    (row,) = standing([*TWO, reported, partly], on=ON, known=None).assignments
    said = assignment_json(row)
    assert (said["due"], said["reported"]) == ("2024-06-01", ["2024-02-01"])
    assert [(one["due"], one["reported"]) for one in said["points"]] == [("2024-03-01", True), ("2024-06-01", False)]
