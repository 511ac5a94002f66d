"""An assignment followed in minutes: reported back is not fulfilled, and its time can be another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from two_bodies import REGION, answer, region, region_approves

from samverkan.core.dates import PartialDate
from samverkan.core.facts import AssignmentDue, AssignmentFulfilled, AssignmentGiven, AssignmentReported
from samverkan.core.sources import Citation, Span
from samverkan.core.standing import standing
from samverkan.core.writing.recording import record
from samverkan.outside.reading import read_bytes

if TYPE_CHECKING:
    from samverkan.core.facts import Fact

TASK = "förhandla fram ett nytt avtal om ungdomsmottagningen med Nordvik kommun"
GIVEN = PartialDate(2023, 3, 14)


def _facts(point: str) -> tuple[Fact, ...]:
    return tuple(fact for item in record(read_bytes(minutes(point).encode(), "papper.txt")) for fact in item.facts)


def minutes(point: str) -> str:
    return region(f"att {point},\n\n{region_approves()}")


@pytest.mark.parametrize(
    ("point", "partly"),
    [
        (f"anteckna återrapporteringen av uppdraget 2023-03-14 § 22, att {TASK}", False),
        (f"notera redovisningen av nämndens uppdrag 2023-03-14 § 22, att {TASK}", False),
        (f"notera delredovisningen av uppdraget 2023-03-14 § 22, att {TASK}", True),
        (f"förklara uppdraget 2023-03-14 § 22, att {TASK}, ej fullgjort", True),
    ],
)
def test_what_is_noted_is_reported_but_not_fulfilled(point: str, partly: bool) -> None:
    found = [one for one in answer(minutes(point)).open if one.code.startswith("assignment")]
    facts = _facts(point)
    assert [(str(one.day), one.section, one.partial) for one in facts if isinstance(one, AssignmentReported)] == [
        ("2023-03-14", "22", partly)
    ]
    assert not any(isinstance(one, AssignmentFulfilled) for one in facts)
    assert all(one.code != "assignment_reported" for one in found), "what was given is not on file"


@pytest.mark.parametrize(
    "point",
    [
        "anteckna informationen om avtalet 2023-03-14 § 22",
        f"förklara uppdraget 2023-03-14 § 22, att {TASK}, fullgjort",
        "notera återrapporteringen av uppdraget att se över lokalerna",
    ],
)
def test_other_notes_are_no_reports(point: str) -> None:
    assert not any(isinstance(one, AssignmentReported) for one in _facts(point))


def test_a_decision_can_set_another_day() -> None:
    (due,) = (
        one
        for one in _facts(f"förlänga tiden för uppdraget 2023-03-14 § 22, att {TASK}, till den 31 december 2024")
        if isinstance(one, AssignmentDue)
    )
    assert (str(due.due), str(due.day), due.section) == ("2024-12-31", "2023-03-14", "22")


@pytest.mark.parametrize(
    "point",
    [
        "förlänga avtalet enligt uppdraget 2023-03-14 § 22 till den 31 december 2026",
        "uppdraget 2023-03-14 § 22 gäller även avtalet som förlängs till den 31 december 2026",
    ],
)
def test_an_extended_agreement_is_no_other_day_for_an_assignment(point: str) -> None:
    assert not any(isinstance(one, AssignmentDue) for one in _facts(point))


def test_the_standing_tells_what_was_reported_and_asks_for_an_answer() -> None:
    given = AssignmentGiven(id="1", party=REGION, body="Nämnden", happened=GIVEN, day=GIVEN, section="22", text=TASK)
    told = AssignmentReported(id="2", party=REGION, happened=PartialDate(2023, 9, 1), day=GIVEN, section="22")
    later = AssignmentDue(
        id="3", party=REGION, happened=PartialDate(2023, 6, 1), day=GIVEN, section="22", due=PartialDate(2024, 1, 31)
    )
    on = date(2024, 3, 1)
    (row,) = standing([given, told, later], on=on, known=None).assignments
    assert (row.status, row.reported, row.due) == ("given", (PartialDate(2023, 9, 1),), PartialDate(2024, 1, 31))
    codes = {one.code for one in standing([given, told, later], on=on, known=None).open}
    assert "assignment_reported" in codes
    assert "assignment_open" in {one.code for one in standing([given, told], on=date(2023, 8, 1), known=None).open}
    done = AssignmentFulfilled(id="4", party=REGION, happened=PartialDate(2024, 2, 1), day=GIVEN, section="22")
    (row,) = standing([given, told, later, done], on=on, known=None).assignments
    assert (row.status, row.reported) == ("fulfilled", (PartialDate(2023, 9, 1),))


def test_one_assignment_of_a_section_is_fulfilled_by_its_words_and_the_others_stay() -> None:
    texts = (TASK, "se över lokalerna", "redovisa kostnaderna")
    given = [
        AssignmentGiven(
            id=str(n), party=REGION, body="Nämnden", happened=GIVEN, day=GIVEN, section="22", text=text,
            citations=(Citation("protokoll", None, "22", None, Span(n, n + 1)),),
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip
    told = AssignmentReported(
        id="8", party=REGION, happened=PartialDate(2023, 9, 1), day=GIVEN, section="22", text=texts[1]
    )

    def done(n: int, text: str) -> AssignmentFulfilled:
        return AssignmentFulfilled(
            id=f"9{n}", party=REGION, happened=PartialDate(2024, 2, 1), day=GIVEN, section="22", text=text
        )

    def rows(*facts: Fact) -> list[tuple[str, str, list[tuple[str, bool]]]]:
        found = standing([*given, told, *facts], on=date(2024, 3, 1), known=None)
        assert ("assignment_open" in {one.code for one in found.open}) is any(
            one.status == "given" for one in found.assignments
        )
        return [(one.status, one.text, [(it.text, it.reported) for it in one.points]) for one in found.assignments]

    assert rows(done(1, "lokalerna")) == [
        ("fulfilled", texts[1], []), ("given", TASK, [(TASK, False), (texts[2], False)])
    ]  # fmt: skip
    assert [one[0] for one in rows(done(0, TASK), done(1, "lokalerna"), done(2, "kostnaderna"))] == ["fulfilled"] * 3
    assert [one[0] for one in rows(done(1, ""))] == ["fulfilled"], "said without words it is of them all"
