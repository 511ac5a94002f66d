"""Assignments: what we were told to do, and whether we did."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.actions.roles import Right
from samverkan.store import following, registers
from samverkan.store.swedish_order import swedish
from samverkan.web.assigned import address_of
from samverkan.web.listing import as_csv, columns_said, page_asked, text_asked, wants_csv, year_asked
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from samverkan.store.following import AssignmentRow
    from samverkan.store.models import RegisterAssignment
    from samverkan.web.asked import Asked


class Shown(NamedTuple):
    """An assignment in words, with the addresses of the words that give it and of those that declare it fulfilled."""

    one: AssignmentRow
    why: str
    row: RegisterAssignment
    status: str
    word: str
    given: str
    done: str
    is_done: bool
    done_day: date | None


@page("web/assignments.html", may=Right.SEE_JOINT)
def assignments(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The assignments, those that are late first."""
    given = asked.request.GET
    every = following.assignments(asked.somebody.organisation, asked.view, asked.on)
    count = Counter(one.status for one in every)
    status, text, year = given.get("status", ""), text_asked(asked), year_asked(asked)
    left = [one for one in every if _wanted(one, status, text.casefold().split(), year)]
    sort = given.get("sort", "status")
    left = _sorted(left, sort)
    if wants_csv(asked):
        columns = columns_said("text body day section to due reported status done", asked.language)
        return as_csv(asked, "assignments", columns, [
            (
                one.text, one.body, one.day, one.section, one.to, one.due, one.reported, _word(one.status, asked),
                one.done_day if one.done else None,
            )
            for one in left
        ])  # fmt: skip
    listed = registers.page_of(left, page_asked(asked))
    rows = following.assignment_rows(listed.rows)
    asked.hidden_of(one.document_id for row in rows.values() for one in (row.given, row.done) if one is not None)
    return {
        "found": listed, "rows": [_shown(one, rows[one.id], asked) for one in listed.rows if one.id in rows], "count": len(every),
        "lead": _lead(count, len(every), asked),
        "statuses": [(one, _word(one, asked)) for one in following.STATUSES], "status": status, "text": text, "year": given.get("year", ""),
        "sort": sort, "columns": ("status", "text", "day", "to", "due", "done"),
    }  # fmt: skip


def _lead(count: Counter[str], total: int, asked: Asked) -> str:
    if not total:
        return say("registers", "assignments.none", {}, asked.language)
    parts = [
        say("registers", f"assignments.{one}", {"count": count[one]}, asked.language)
        for one in following.STATUSES
        if count[one]
    ]
    return say("registers", "assignments.lead", {"count": total, "parts": parts}, asked.language)


def _wanted(one: AssignmentRow, status: str, words: list[str], year: int | None) -> bool:
    held = f"{one.text} {one.body} {one.to} § {one.section}".casefold()
    of_year = year is None or (one.day is not None and one.day.year == year)
    return of_year and (not status or one.status == status) and all(word in held for word in words)


def _sorted(rows: list[AssignmentRow], sort: str) -> list[AssignmentRow]:
    keys: dict[str, Any] = {
        "status": lambda one: following.STATUSES.index(one.status), "text": lambda one: swedish(one.text),
        "day": lambda one: str(one.day or ""), "to": lambda one: swedish(one.to), "due": lambda one: str(one.due or "9"),
        "done": lambda one: str((one.done_day if one.done else None) or ""),
    }  # fmt: skip
    return sorted(rows, key=keys.get(sort.removeprefix("-"), keys["status"]), reverse=sort.startswith("-"))


def _shown(one: AssignmentRow, row: RegisterAssignment, asked: Asked) -> Shown:
    why = say("following", f"orphan.{one.orphan}", {"to": one.to}, asked.language) if one.orphan else ""
    given = address_of(row.given.document_id, row.words, asked) if row.given is not None else ""
    done = ""
    if one.done and row.done is not None:
        done = address_of(row.done.document_id, (row.done.head.get("citation") or {}).get("span"), asked)
    return Shown(
        one, why, row, one.status, _word(one.status, asked), given, done, one.done, row.done_day if one.done else None
    )


def _word(status: str, asked: Asked) -> str:
    return say("registers", f"status.{status}", {}, asked.language)
