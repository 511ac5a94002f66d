"""Assignments and what became of them: what was given, told of and declared fulfilled in, one row each out.

Fulfilled also where the minutes that gave it are not on file. An orphan is a fulfilment that names no assignment, or an
assignment to a body that does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.facts import AssignmentDue, AssignmentFulfilled, AssignmentGiven, AssignmentReported
from samverkan.core.standing.case import cite
from samverkan.core.standing.names import body_key, same_body
from samverkan.core.standing.several import most_like, told_apart
from samverkan.core.standing.subjects import alike, stems
from samverkan.core.standing.values import AssignmentPoint, AssignmentState, Open

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.core.standing.case import Case

_ENOUGH: Final = 2
"""So many words of weight at least: one alone, such as the service's name, tells no assignment from another."""


class _Row(NamedTuple):
    """A row with the party whose assignment it is, the assignments that its § gives where several, and which of them it is."""

    state: AssignmentState
    party: str
    every: tuple[str, ...] = ()
    mine: frozenset[int] = frozenset()


def assignments(case: Case) -> tuple[AssignmentState, ...]:
    """Every assignment the papers hold, in order, on the day asked about."""
    rows: list[_Row] = []
    given = case.of(AssignmentGiven)
    whose = _parties_of_bodies(case)
    for done in _fulfilments(case):
        if done.day is None and done.section is None:
            state = AssignmentState(None, None, _capital(done.body), "orphan", "decided", "", done.citations)
            rows.append(_Row(state, done.party))
            continue
        own, every, mine = _ended(given, done)
        day = done.day or next((one.day for one in own if one.day), None)
        section = done.section or next((one.section for one in own if one.section), None)
        told = [every[n] for n in mine] if every else [one.text for one in own]
        state = AssignmentState(
            day, section, _capital(done.body), "fulfilled", "decided", max(told, key=len, default=""), cite(done, *own)
        )
        rows.append(_Row(state, done.party, every, mine))
    taken = fulfilled(case)
    groups: dict[object, list[AssignmentGiven]] = {}
    for one in given:
        if one.basis != "decided" or case.happened_by(one):
            named = one.day is not None and one.section is not None
            body = body_key(one.by or one.body or "")
            groups.setdefault((one.party, body, one.day, one.section) if named else one.id, []).append(one)
    for together in groups.values():
        same = [one for one in together if one.id not in taken]
        if not same:
            continue
        one = max(same, key=lambda it: (it.basis == "decided", len(it.text), it.id))
        every, own_points = _texts(together), _texts(same) or (max((it.text for it in same), key=len),)
        state = AssignmentState(
            one.day, one.section, _capital(one.by or one.body), "given", one.basis, one.text, cite(*same),
            points=tuple(AssignmentPoint(text) for text in own_points),
        )  # fmt: skip
        mine = frozenset(n for text in own_points for n in most_like(text, every))
        party = whose.get(body_key(one.by or one.body or ""), one.party)
        rows.append(_Row(state if one.receiver_exists else state._replace(status="orphan"), party, every, mine))
    return _each_once(_followed(rows, case), whose)


def fulfilled(case: Case) -> set[str]:
    """The assignments given, by identity, that are declared fulfilled: of a § that gives several, those that are meant."""
    given = case.of(AssignmentGiven)
    found: set[str] = set()
    said: dict[object, frozenset[int]] = {}  # of each §, what has been fulfilled one by one
    for done in _fulfilments(case):
        if done.day is not None or done.section is not None:
            _, every, mine = _ended(given, done)
            key = done.party, done.day, done.section
            said[key] = all_ = said.get(key, frozenset()) | mine
            found.update(one.id for one in _meant(given, done) if most_like(one.text, every) <= all_)
    return found


def _fulfilments(case: Case) -> list[AssignmentFulfilled]:
    return [one for one in case.of(AssignmentFulfilled) if case.happened_by(one)]


def _ended(
    given: Sequence[AssignmentGiven], done: AssignmentFulfilled
) -> tuple[list[AssignmentGiven], tuple[str, ...], frozenset[int]]:
    """What a fulfilment is of: what was given, the assignments of the § where it gives several, and which of them."""
    own = _meant(given, done)
    every = _texts(own)
    mine = frozenset(most_like(done.text, every))
    return [one for one in own if not every or most_like(one.text, every) & mine], every, mine


def _texts(same: Sequence[AssignmentGiven]) -> tuple[str, ...]:
    """The assignments of one § by their words; none where it gives but one."""
    return tuple(
        one.text
        for one in told_apart(
            same,
            lambda one: one.citations[0].source if one.basis == "decided" and one.citations else None,
            lambda one: one.text,
        )
    )


def _followed(rows: Sequence[_Row], case: Case) -> list[AssignmentState]:
    """The rows with what was reported of each and the day that was said for it since."""
    told: list[list[AssignmentReported]] = [[] for _ in rows]
    days: list[list[AssignmentDue]] = [[] for _ in rows]
    for report in case.of(AssignmentReported):
        for n in _of(report, rows) if case.happened_by(report) else ():
            told[n].append(report)
    for due in case.of(AssignmentDue):
        for n in _of(due, rows) if case.happened_by(due) else ():
            days[n].append(due)
    return [_told(row, told[n], days[n]) if told[n] or days[n] else row.state for n, row in enumerate(rows)]


def _told(row: _Row, told: Sequence[AssignmentReported], days: Sequence[AssignmentDue]) -> AssignmentState:
    return row.state._replace(
        due=days[-1].due if days else None, reported=tuple(one.happened for one in told if not one.partial),
        points=tuple(_point(one, row.every, told, days) for one in row.state.points),
        citations=tuple(dict.fromkeys((*row.state.citations, *cite(*told, *days)))),
    )  # fmt: skip


def _point(
    one: AssignmentPoint, every: Sequence[str], told: Sequence[AssignmentReported], days: Sequence[AssignmentDue]
) -> AssignmentPoint:
    """One of them with what was reported of it and the day set for it: by the words most like its own, else of all."""
    own = most_like(one.text, every)
    mine = [report for report in told if not every or most_like(report.text, every) & own]
    moved = [day.due for day in days if not every or most_like(day.text, every) & own]
    return one._replace(due=moved[-1] if moved else None, reported=bool(mine) and not mine[-1].partial)


def _of(fact: AssignmentReported | AssignmentDue, rows: Sequence[_Row]) -> list[int]:
    """The rows of the assignment that it names: of its party, its day and §, its body where several bodies' are of both.

    Where one of the two is not said, only where it can be of one assignment alone.
    """
    fits = [n for n, row in enumerate(rows) if row.party == fact.party and _names(fact, row.state)]
    exact = [n for n in fits if (fact.day, fact.section) == (rows[n].state.date, rows[n].state.section)]
    if fact.day is None or fact.section is None or not exact:
        exact = fits if len({rows[n].state[:3] for n in fits}) == 1 else []
    own = [n for n in exact if same_body(rows[n].state.body, fact.body)] or exact
    return [n for n in own if not rows[n].every or most_like(fact.text, rows[n].every) & rows[n].mine]


def _names(fact: AssignmentReported | AssignmentDue, state: AssignmentState) -> bool:
    """Whether it names the day or § of the assignment, and neither otherwise."""
    same = [mine == other for mine, other in ((fact.day, state.date), (fact.section, state.section)) if mine and other]
    return bool(same) and all(same)


def _capital(body: str | None) -> str | None:
    return body and body[:1].upper() + body[1:]


def _meant(given: Sequence[AssignmentGiven], done: AssignmentFulfilled) -> list[AssignmentGiven]:
    """The assignments that a fulfilment is of: those of its day and §, and what leaves one unsaid but tells the same."""
    own = [one for one in given if one.party == done.party]
    exact = [one for one in own if (one.day, one.section) == (done.day, done.section)]
    partly = [
        one
        for one in own
        if one not in exact
        and (one.day == done.day or (None in {one.day, done.day}))
        and (one.section == done.section or (None in {one.section, done.section}))
        and not (one.day is None and one.section is None)
    ]
    told = [one.text for one in exact] or [one.text for one in partly[:1]]
    return exact + [
        one for one in partly if any(not text or not one.text or _same_text(one.text, text) for text in told)
    ]


def _parties_of_bodies(case: Case) -> dict[str, str]:
    """The party that each body on file acts for, and each party's own name; by the body's key."""
    bodies = {body_key(one.body): one.party for one in case.facts if one.body and one.party}
    return bodies | {body_key(party): party for party in case.parties}


def _each_once(rows: Sequence[AssignmentState], whose: Mapping[str, str]) -> tuple[AssignmentState, ...]:
    """The rows with one that names no § joined to the only one of its day and body that tells the same."""
    found = list(rows)
    n = 0
    while n < len(found):
        row = found[n]
        same = [m for m, other in enumerate(found) if m != n and _tells(row, other, whose)]
        if len(same) == 1:
            other = found[same[0]]
            found[same[0]] = other._replace(
                basis="decided" if "decided" in {row.basis, other.basis} else other.basis,
                text=max(other.text, row.text, key=len),
                citations=tuple(dict.fromkeys((*other.citations, *row.citations))),
            )
            del found[n]
        else:
            n += 1
    return tuple(found)


def _tells(row: AssignmentState, other: AssignmentState, whose: Mapping[str, str]) -> bool:
    """Whether a row without a § tells of the other's assignment: of one day and body, in the same words."""
    return (
        row.section is None
        and row.date is not None
        and row.date == other.date
        and "orphan" not in {row.status, other.status}
        and row.status != "fulfilled"
        and row.body is not None
        and other.body is not None
        and whose.get(body_key(row.body), row.body) == whose.get(body_key(other.body), other.body)
        and _same_text(row.text, other.text)
    )


def _same_text(one: str, other: str) -> bool:
    """Whether two texts tell the same assignment: the words of one are all in the other's."""
    mine, theirs = stems(one), stems(other)
    return alike(mine, theirs) is True and min(len(mine), len(theirs)) >= _ENOUGH


def open_assignments(case: Case, rows: tuple[AssignmentState, ...]) -> list[Open]:
    """What there is to do: report back, find the assignment meant, settle what the papers tell differently."""
    entries = [
        Open(
            _code(row),
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


def _code(row: AssignmentState) -> str:
    if row.status == "orphan":
        return "orphan_assignment"
    return "assignment_reported" if row.points and all(one.reported for one in row.points) else "assignment_open"
