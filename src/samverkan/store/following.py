"""Assignments followed to the end: an organisation, a view and a day in; each with what has become of it by the day out.

What was set or reported later than the day is not counted; whom it was given to is held against the register of bodies.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce

from samverkan.core.dates import PartialDate
from samverkan.core.standing.names import body_key
from samverkan.store.assigning import Moved, Report
from samverkan.store.heading import day_of
from samverkan.store.models import Body, RegisterAssignment
from samverkan.store.registers import co_parties, seen_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from samverkan.store.models import Organisation
    from samverkan.store.view import View

STATUSES: Final = ("overdue", "open", "reported", "told", "orphan", "done")
"""What may have become of an assignment, what needs somebody first."""


class AssignmentRow(NamedTuple):
    """An assignment as it is listed, and what has become of it by the day.

    `due` is the day that holds: what was set last (`moved`), else its own words' (`own`, said as `how` in `words`).
    `orphan`: why nobody answers for it: "unnamed" (declared fulfilled, given nowhere), "nobody", "gone" or "unregistered"
    (its receiver is no body, was none any longer, or is not in the register); "" where somebody does.
    """

    id: int
    root: int
    text: str
    body: str
    day: date | None
    section: str
    to: str
    due: date | None
    done_day: date | None
    done_section: str
    agreement: UUID | None
    status: str
    done: bool
    own: date | None
    how: str
    words: str
    moved: Sequence[Moved]
    reports: Sequence[Report]
    orphan: str

    @property
    def reported(self) -> date | None:
        """The day of the last report that is not of a part only."""
        return next((day_of(one.day) for one in reversed(self.reports) if not one.partly), None)


_FIELDS: Final = (
    "id", "root", "text", "body", "day", "section", "to", "due", "done_day", "done_section", "of", "fulfilled", "orphan", "told",
    "given", "due_how", "due_words", "dues", "reports", "also",
)  # fmt: skip


def assignments(organisation: Organisation, view: View, on: date) -> list[AssignmentRow]:
    """Every assignment the organisation sees, with its status on the day; the rows themselves by `assignment_rows`."""
    known = _Bodies(organisation, view)
    return [_row(dict(zip(_FIELDS, row, strict=True)), on, known) for row in _values(organisation, view, on)]


def assignment(organisation: Organisation, view: View, on: date, root: int) -> AssignmentRow | None:
    """The assignment that a fact is of; None where none is seen."""
    held = [dict(zip(_FIELDS, row, strict=True)) for row in _values(organisation, view, on)]
    found = next((one for one in held if one["root"] == root), None) or next(
        (one for one in held if root in one["also"]), None
    )
    return None if found is None else _row(found, on, _Bodies(organisation, view))


def of_section(
    organisation: Organisation, view: View, on: date, *, agreement: UUID, day: date, section: str
) -> list[AssignmentRow]:  # fmt: skip
    """The assignments that a § of a day gave about the agreement: those it sees."""
    known = _Bodies(organisation, view)
    rows = _values(organisation, view, on, of=agreement, day=day, section=section)
    return [_row(dict(zip(_FIELDS, row, strict=True)), on, known) for row in rows]


def _values(organisation: Organisation, view: View, on: date, **which: object) -> Iterable[tuple[Any, ...]]:
    seen = seen_in(RegisterAssignment.objects.all(), organisation, view).filter(Q(day=None) | Q(day__lte=on))
    seen = seen.annotate(of=Coalesce("given__agreement", "done__agreement")).filter(**which)
    return seen.order_by("-day", "section", "given", "done", "text", "id").values_list(*_FIELDS)


def assignment_rows(listed: Iterable[AssignmentRow]) -> Mapping[int, RegisterAssignment]:
    """The rows of these, by their keys, with the papers that give them and declare them fulfilled."""
    rows = RegisterAssignment.objects.select_related("given__document", "done__document")
    return rows.in_bulk([one.id for one in listed])


class _Bodies:
    """The bodies of the organisation and of those it has agreements with, as known: whom something can be given to."""

    def __init__(self, organisation: Organisation, view: View) -> None:
        parties = co_parties(organisation, view)
        rows = Body.objects.filter(organisation__in=[one.pk for one in parties]).prefetch_related("endings")
        if view.until is not None:
            rows = rows.filter(recorded__lt=view.until)
        self.until: dict[str, list[date | None]] = {}
        self.own = False
        for one in rows:
            endings = [it.last_day for it in one.endings.all() if view.until is None or it.recorded < view.until]
            self.until.setdefault(body_key(one.name), []).append(max(endings, default=None))
            self.own = self.own or one.organisation_id == organisation.pk

    def lacks(self, to: str, day: date | None) -> str:
        """Why nobody is there to do it; "" where somebody is, or the register does not tell."""
        if not self.own or not _A_BODY.search(to) or _GENERIC.fullmatch(to):
            return ""
        ends = self.until.get(body_key(to))
        if ends is None:
            return "unregistered"
        return "gone" if day is not None and all(one is not None and one < day for one in ends) else ""


_A_BODY: Final = re.compile(r"(?i)(?:nämnd|styrelse|utskott|beredning|direktion|fullmäktige)(?:e?n|et|s)*$")
_GENERIC: Final = re.compile(r"(?i)(?:nämnd|styrelse|utskott|beredning|direktion|fullmäktige)(?:e?n|et|s)*")


def _row(held: dict[str, Any], on: date, bodies: _Bodies) -> AssignmentRow:
    moved = [one for one in map(Moved._make, held["dues"]) if _by(one.set, on)]
    reports = [one for one in map(Report._make, held["reports"]) if _by(one.day, on)]
    own: date | None = held["due"]
    due = _last_of(moved[-1].due) if moved else own
    done = held["fulfilled"] and (held["done_day"] is None or held["done_day"] <= on)
    orphan = ""
    if held["orphan"]:
        orphan = "unnamed" if held["given"] is None else "nobody"
    elif not done:
        orphan = bodies.lacks(held["to"], held["day"])
    if orphan:
        status = "orphan"
    elif done:
        status = "done"
    elif reports and not reports[-1].partly:
        status = "reported"
    elif due is not None and due < on:
        status = "overdue"
    else:
        status = "told" if held["told"] else "open"
    return AssignmentRow(
        held["id"], held["root"], held["text"], held["body"], held["day"], held["section"], held["to"], due, held["done_day"],
        held["done_section"], held["of"], status, done, own, held["due_how"], held["due_words"], moved, reports, orphan,
    )  # fmt: skip


def _by(day: str | None, on: date) -> bool:
    found = day_of(day)
    return found is None or found <= on


def _last_of(written: str) -> date | None:
    """The last day of a date as it is written, a whole one or a month."""
    try:
        return PartialDate.parse(written).last
    except ValueError:
        return None
