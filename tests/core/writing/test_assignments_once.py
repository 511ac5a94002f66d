"""One assignment that two papers cite, with its § and without, is one row; two assignments of a day are two."""

from __future__ import annotations

from datetime import date

from two_bodies import REGION, answer, region, region_approves, town, town_approves

from samverkan.core.dates import PartialDate
from samverkan.core.facts import AssignmentFulfilled, AssignmentGiven
from samverkan.core.standing import standing

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
