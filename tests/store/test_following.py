"""Assignments followed to the end: given, reported, moved, fulfilled, late or nobody's, on any day and as it was known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.store.followed import TASKS, given, kept, reported
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.acting import InvalidError
from samverkan.actions.register import end_body, register_body
from samverkan.actions.stating import state, take_back
from samverkan.store import following
from samverkan.store.models import RegisterAssignment
from samverkan.store.needed import needed, needed_page
from samverkan.store.registering import rebuild_registers
from samverkan.store.view import JOINT, View
from samverkan.words.needs import summary

if TYPE_CHECKING:
    from samverkan.actions.acting import Acting
    from samverkan.store.following import AssignmentRow
    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db
SAID = {"party": "Region Västana", "body": "Hälso- och sjukvårdsnämnden", "day": "2023-05-16", "section": "88"}
COSTS, ROOMS, VISITS, YOUTH = (words.split("att ", 1)[1] for words in TASKS.values())


def rows(acting: Acting, on: date, view: View | None = None) -> dict[str, AssignmentRow]:
    """The assignments by the first word that tells them apart."""
    found = following.assignments(acting.organisation, view or View(acting.organisation.pk), on)
    words = {"costs": "kostnaderna", "rooms": "lokalerna", "visits": "besök", "youth": "öppettider"}
    return {key: one for one in found for key, word in words.items() if word in one.text}


@pytest.fixture
def region() -> tuple[Acting, Agreement]:
    acting = office(REGION)
    _, agreement = confirm(acting, "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=date(2019, 10, 30))
    return acting, kept(acting, given(), arrived=date(2023, 5, 20), agreement=agreement)


def test_each_point_of_a_section_is_an_assignment_with_the_day_its_words_say(region: tuple[Acting, Agreement]) -> None:
    found = rows(region[0], date(2023, 6, 1))
    assert {key: (one.due, one.how) for key, one in found.items()} == {
        "costs": (date(2024, 3, 1), "day"), "rooms": (date(2023, 6, 30), "meeting"), "visits": (None, "occasion"),
        "youth": (date(2024, 12, 31), "year"),
    }  # fmt: skip
    assert {one.status for one in found.values()} == {"open"}
    assert found["visits"].words == "i samband med delårsrapporten"
    assert {key: one.status for key, one in rows(region[0], date(2024, 3, 2)).items()} == {
        "costs": "overdue", "rooms": "overdue", "visits": "open", "youth": "open",
    }  # fmt: skip


def test_a_report_is_told_from_its_day_and_is_no_fulfilment(region: tuple[Acting, Agreement]) -> None:
    acting, agreement = region
    point = f"anteckna återrapporteringen av uppdraget 2023-05-16 § 88, att {COSTS}"
    kept(acting, reported(point), arrived=date(2024, 2, 25), agreement=agreement)
    one = rows(acting, date(2024, 4, 1))["costs"]
    assert (one.status, one.reported, one.done) == ("reported", date(2024, 2, 20), False)
    assert [(it.section, it.partly) for it in one.reports] == [("12", False)]
    assert rows(acting, date(2024, 2, 19))["costs"].status == "open"
    assert rows(acting, date(2024, 4, 1))["visits"].status == "open", "another point of the same §"
    earlier = View(REGION, papers=date(2024, 2, 24))
    assert rows(acting, date(2024, 4, 1), earlier)["costs"].status == "overdue"


def test_a_part_reported_and_what_is_found_not_fulfilled_stay_open(region: tuple[Acting, Agreement]) -> None:
    acting, agreement = region
    kept(
        acting, reported(f"notera delredovisningen av uppdraget 2023-05-16 § 88, att {COSTS}"), arrived=date(2024, 2, 25),
        agreement=agreement,
    )  # fmt: skip
    assert rows(acting, date(2024, 2, 28))["costs"].status == "open"
    one = rows(acting, date(2024, 4, 1))["costs"]
    assert (one.status, one.reported, [it.partly for it in one.reports]) == ("overdue", None, [True])


def test_another_day_holds_from_when_it_was_set_and_the_first_stays_told(region: tuple[Acting, Agreement]) -> None:
    acting, agreement = region
    point = f"förlänga tiden för uppdraget 2023-05-16 § 88, att {COSTS}, till den 31 oktober 2024"
    kept(acting, reported(point), arrived=date(2024, 2, 25), agreement=agreement)
    one = rows(acting, date(2024, 4, 1))["costs"]
    assert (one.due, one.own, one.status, [it.section for it in one.moved]) == (
        date(2024, 10, 31), date(2024, 3, 1), "open", ["12"],
    )  # fmt: skip
    assert rows(acting, date(2024, 2, 1))["costs"].due == date(2024, 3, 1)


def test_a_person_can_say_it_was_reported_and_set_another_day_and_take_it_back(
    region: tuple[Acting, Agreement],
) -> None:
    acting, agreement = region
    on = date(2025, 1, 15)
    told = {**SAID, "happened": "2024-06-01", "document": "Årsrapport 2023"}
    fact = state(acting, agreement=agreement, kind="AssignmentReported", value=told, why="Enligt direktören")
    assert {one.status for one in rows(acting, on).values()} == {"reported"}, (
        "it names the §, so it is of all its points"
    )
    assert rows(acting, on)["rooms"].reports[0].document == "Årsrapport 2023"
    take_back(acting, fact=fact, why="Fel uppdrag")
    assert {one.status for one in rows(acting, on).values()} == {"overdue", "open"}
    of_one = {**told, "text": rows(acting, on)["rooms"].text}
    fact = state(acting, agreement=agreement, kind="AssignmentReported", value=of_one, why="Enligt direktören")
    assert {key for key, one in rows(acting, on).items() if one.reports} == {"rooms"}
    take_back(acting, fact=fact, why="Fel uppdrag")
    due = {**SAID, "happened": "2024-06-01", "due": "2025-06-30"}
    state(acting, agreement=agreement, kind="AssignmentDue", value=due, why="Nämndens presidium")
    assert {(one.due, one.status) for one in rows(acting, on).values()} == {(date(2025, 6, 30), "open")}
    other = office(MUNICIPALITY)
    assert {one.status for one in rows(other, on, View(JOINT)).values()} <= {"overdue", "open"}
    with pytest.raises(InvalidError):
        state(acting, agreement=agreement, kind="AssignmentDue", value={**due, "due": "2022-01-01"}, why="Fel")


def test_a_receiver_that_had_ended_or_never_was_is_nobody(region: tuple[Acting, Agreement]) -> None:
    acting, _ = region
    on = date(2024, 1, 1)
    assert rows(acting, on)["youth"].orphan == "", "no register of bodies is kept: nothing can be told"
    board = register_body(acting, name="Kulturnämnden", from_day=date(2010, 1, 1))
    assert (rows(acting, on)["youth"].status, rows(acting, on)["youth"].orphan) == ("orphan", "unregistered")
    youth = register_body(acting, name="Ungdomsnämnden", from_day=date(2010, 1, 1))
    assert rows(acting, on)["youth"].status == "open"
    end_body(acting, body=youth, last_day=date(2022, 12, 31), successor=board)
    assert rows(acting, on)["youth"].orphan == "gone"
    assert rows(acting, on)["costs"].orphan == "", "an official is no body"


def test_its_address_stays_and_what_is_rebuilt_is_the_same(region: tuple[Acting, Agreement]) -> None:
    acting, agreement = region
    before = rows(acting, date(2024, 4, 1))
    kept(
        acting, reported(f"anteckna återrapporteringen av uppdraget 2023-05-16 § 88, att {COSTS}"), arrived=date(2024, 2, 25),
        agreement=agreement,
    )  # fmt: skip
    after = rows(acting, date(2024, 4, 1))
    assert {key: one.root for key, one in after.items()} == {key: one.root for key, one in before.items()}
    held = set(RegisterAssignment.objects.values_list("organisation", "root", "text", "due", "since", "gone"))
    list(rebuild_registers())
    assert set(RegisterAssignment.objects.values_list("organisation", "root", "text", "due", "since", "gone")) == held
    found = following.assignment(acting.organisation, View(REGION), date(2024, 4, 1), after["costs"].root)
    assert found is not None
    assert found.text == after["costs"].text
    assert following.assignment(acting.organisation, View(REGION), date(2024, 4, 1), 0) is None


def test_what_needs_somebody_tells_of_each_late_assignment(region: tuple[Acting, Agreement]) -> None:
    acting, agreement = region

    def told(on: date) -> list[tuple[str, date | None]]:
        found = needed(acting.organisation, View(REGION), on=on, today=acting.today)
        return sorted((one.code, one.day) for one in found if one.code.startswith("assignment"))

    on = acting.today
    assert told(on) == [
        ("assignment_day", date(2023, 6, 30)), ("assignment_day", date(2024, 3, 1)), ("assignment_day", date(2024, 12, 31)),
        ("assignment_open", None),
    ]  # fmt: skip
    page = needed_page(acting.organisation, View(REGION), on=on, today=on, page=1)
    assert "3 uppdrag är försenade." in summary(page.counts, on, "sv")
    point = f"anteckna återrapporteringen av uppdraget 2023-05-16 § 88, att {COSTS}"
    kept(acting, reported(point), arrived=date(2024, 2, 25), agreement=agreement)
    assert ("assignment_day", date(2024, 3, 1)) not in told(on)
    assert len(told(on)) == 3
    said = {**SAID, "happened": "2024-06-01"}
    state(acting, agreement=agreement, kind="AssignmentReported", value=said, why="Enligt direktören")
    assert told(on) == [("assignment_reported", None)]
