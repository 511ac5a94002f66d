"""The yearly report of execution: assignments and a year in; what was given, done, reported, late and unanswered out.

A year is told as it stood on its last day, or on the day asked about where that is earlier: what is fulfilled later is told
as such. An assignment is of the year where it was open on any day of it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

State = Literal["done", "reported", "late", "open", "orphan"]
Lack = Literal["no_report", "no_answer", "part", "no_day", "late", "nobody", "only_told"]


class Task(NamedTuple):
    """An assignment as it is known on the day: `given` None: no day is told; `is_done` without `done`: nor is that one's day.

    `reported` is the day of the last report of the whole, `partly` whether a part was reported after it, or alone.
    """

    key: int
    body: str
    agreement: str
    given: date | None
    due: date | None
    reported: date | None
    partly: bool
    is_done: bool
    done: date | None
    orphan: bool
    told: bool


class Line(NamedTuple):
    """A task in the year: its state at the end, the days it was late (0: none), what is unanswered, and what came later."""

    task: Task
    state: State
    late: int
    lacks: tuple[Lack, ...]
    later: bool


class Month(NamedTuple):
    """How many were given and fulfilled in a month, and open at its end."""

    first: date
    given: int
    done: int
    open: int


class Year(NamedTuple):
    """The report: its last day, a line for each task, and the months up to that day."""

    year: int
    until: date
    lines: tuple[Line, ...]
    months: tuple[Month, ...]

    @property
    def given(self) -> tuple[Line, ...]:
        """Those given in the year."""
        return tuple(one for one in self.lines if one.task.given is not None and one.task.given.year == self.year)

    @property
    def earlier(self) -> tuple[Line, ...]:
        """Those given before it, or on a day that is not told, and open when it began."""
        return tuple(one for one in self.lines if one not in self.given)


def yearly(tasks: Iterable[Task], year: int, on: date) -> Year:
    """The report of a year as it stood on its last day, or on the day `on` where that is earlier."""
    first, until = date(year, 1, 1), min(date(year, 12, 31), on)
    mine = [one for one in tasks if _is_of(one, first, until)] if first <= until else []
    lines = tuple(_line(one, until) for one in sorted(mine, key=lambda one: (one.given or date.min, one.key)))
    return Year(year, until, lines, tuple(_months(mine, year, until)))


def _is_of(task: Task, first: date, until: date) -> bool:
    begun = task.given is None or task.given <= until
    earlier = task.given is None or task.given < first
    return begun and not (earlier and task.is_done and (task.done is None or task.done < first))


def _line(task: Task, until: date) -> Line:
    done = _done_by(task, until)
    reported = task.reported is not None and task.reported <= until
    state: State
    if task.orphan:
        state = "orphan"
    elif done:
        state = "done"
    elif reported and not task.partly:
        state = "reported"
    else:
        state = "late" if task.due is not None and task.due < until else "open"
    ended = task.done if done else task.reported if state == "reported" else until
    late = 0 if task.due is None or ended is None else max(0, (ended - task.due).days)
    return Line(task, state, late, tuple(_lacks(task, state, reported=reported)), task.is_done and not done)


def _lacks(task: Task, state: State, *, reported: bool) -> Iterable[Lack]:
    if state == "orphan":
        yield "nobody"
    if state == "done":
        return
    if state == "late":
        yield "late"
    if state == "reported":
        yield "no_answer"
    elif task.partly:
        yield "part"
    elif not reported:
        yield "no_report"
    if task.due is None:
        yield "no_day"
    if task.told:
        yield "only_told"


def _done_by(task: Task, day: date) -> bool:
    return task.is_done and (task.done is None or task.done <= day)


def _months(tasks: Sequence[Task], year: int, until: date) -> Iterable[Month]:
    for n in range(1, until.month + 1 if until.year == year else 1):
        first = date(year, n, 1)
        last = min(until, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        given = sum(one.given is not None and first <= one.given <= last for one in tasks)
        done = sum(one.is_done and one.done is not None and first <= one.done <= last for one in tasks)
        still = sum((one.given is None or one.given <= last) and not _done_by(one, last) for one in tasks)
        yield Month(first, given, done, still)
