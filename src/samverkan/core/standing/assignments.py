"""Assignments and what became of them: what was given, told of and declared fulfilled in, one row each out.

Fulfilled also where the minutes that gave it are not on file. An orphan is a fulfilment that names no assignment, or an
assignment to a body that does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import AssignmentFulfilled, AssignmentGiven
from samverkan.core.standing.case import cite
from samverkan.core.standing.subjects import alike, stems
from samverkan.core.standing.values import AssignmentState, Open

if TYPE_CHECKING:
    from samverkan.core.standing.case import Case


def assignments(case: Case) -> tuple[AssignmentState, ...]:
    """Every assignment the papers hold, in order, on the day asked about."""
    rows: list[AssignmentState] = []
    given = case.of(AssignmentGiven)
    taken: set[str] = set()
    for done in case.of(AssignmentFulfilled):
        if not case.happened_by(done):
            continue
        if done.day is None and done.section is None:
            rows.append(AssignmentState(None, None, _capital(done.body), "orphan", "decided", "", done.citations))
            continue
        own = [one for one in given if _same(one, done)]
        taken.update(one.id for one in own)
        day = done.day or next((one.day for one in own if one.day), None)
        section = done.section or next((one.section for one in own if one.section), None)
        text = max((one.text for one in own), key=len, default="")
        rows.append(AssignmentState(day, section, _capital(done.body), "fulfilled", "decided", text, cite(done, *own)))
    told: dict[object, list[AssignmentGiven]] = {}
    for one in given:
        if one.id not in taken and (one.basis != "decided" or case.happened_by(one)):
            named = one.day is not None and one.section is not None
            told.setdefault((one.party, one.day, one.section) if named else one.id, []).append(one)
    for same in told.values():
        one = max(same, key=lambda it: (it.basis == "decided", len(it.text), it.id))
        row = AssignmentState(
            one.day, one.section, _capital(one.by or one.body), "given", one.basis, one.text, cite(*same)
        )
        rows.append(row if one.receiver_exists else row._replace(status="orphan"))
    return tuple(rows)


def _capital(body: str | None) -> str | None:
    return body and body[:1].upper() + body[1:]


def _same(given: AssignmentGiven, done: AssignmentFulfilled) -> bool:
    """Whether the fulfilment is of this assignment; what only another party's paper tells stays by itself."""
    if given.party != done.party:
        return False
    days = given.day is None or done.day is None or given.day == done.day
    sections = given.section is None or done.section is None or given.section == done.section
    return days and sections and not (given.day is None and given.section is None)


def open_assignments(case: Case, rows: tuple[AssignmentState, ...]) -> list[Open]:
    """What there is to do: report back, find the assignment meant, settle what the papers tell differently."""
    entries = [
        Open(
            "assignment_open" if row.status == "given" else "orphan_assignment",
            None, {"body": row.body, "day": row.date, "section": row.section}, row.citations,
        )
        for row in rows
        if row.status == "orphan" or (row.status == "given" and row.basis == "decided")
    ]  # fmt: skip
    given = [one for one in case.of(AssignmentGiven) if one.day is not None and one.day.is_day and one.text]
    for n, one in enumerate(given):
        for other in given[n + 1 :]:
            same_decision = one.day == other.day and one.by == other.by and one.party != other.party
            if same_decision and alike(stems(one.text), stems(other.text)) is not True:
                entries.append(Open("told_differently", None, {"body": one.by, "day": one.day}, cite(one, other)))
    return entries
