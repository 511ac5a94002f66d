"""Assignments and what became of them: what was given, told of and declared fulfilled in, one row each out.

Fulfilled also where the minutes that gave it are not on file. An orphan is a fulfilment that names no assignment, or an
assignment to a body that does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.core.facts import AssignmentDue, AssignmentFulfilled, AssignmentGiven, AssignmentReported
from samverkan.core.standing.case import cite
from samverkan.core.standing.names import body_key
from samverkan.core.standing.subjects import alike, stems
from samverkan.core.standing.values import AssignmentPoint, AssignmentState, Open

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.core.standing.case import Case

_ENOUGH: Final = 2
"""So many words of weight at least: one alone, such as the service's name, tells no assignment from another."""


def assignments(case: Case) -> tuple[AssignmentState, ...]:
    """Every assignment the papers hold, in order, on the day asked about."""
    rows: list[AssignmentState] = []
    given = case.of(AssignmentGiven)
    taken: set[str] = set()
    apart: set[object] = set()
    for done in case.of(AssignmentFulfilled):
        if not case.happened_by(done):
            continue
        if done.day is None and done.section is None:
            rows.append(AssignmentState(None, None, _capital(done.body), "orphan", "decided", "", done.citations))
            continue
        own = _meant(given, done)
        taken.update(one.id for one in own)
        if done.text:
            apart.update(_section(one) for one in own)
        day = done.day or next((one.day for one in own if one.day), None)
        section = done.section or next((one.section for one in own if one.section), None)
        text = max((one.text for one in own), key=len, default="")
        row = AssignmentState(day, section, _capital(done.body), "fulfilled", "decided", text, cite(done, *own))
        rows.append(_followed(row, case))
    left = {_section(one) for one in given if one.id not in taken and one.basis == "decided"}
    told: dict[object, list[AssignmentGiven]] = {}
    for one in given:
        if one.id not in taken and (one.basis != "decided" or case.happened_by(one)):
            if _section(one) in apart - left:  # told again, of what is fulfilled one by one
                continue
            told.setdefault(_section(one), []).append(one)
    for key, same in told.items():
        one = max(same, key=lambda it: (it.basis == "decided", len(it.text), it.id))
        row = AssignmentState(
            one.day, one.section, _capital(one.by or one.body), "given", one.basis, one.text, cite(*same)
        )
        row = row._replace(points=_points(same))
        every = _points([it for it in given if _section(it) == key]) if key in apart else row.points
        rows.append(_followed(row if one.receiver_exists else row._replace(status="orphan"), case, every))
    return _each_once(rows, _parties_of_bodies(case))


def of_words(same: Sequence[AssignmentGiven], text: str) -> list[AssignmentGiven]:
    """Of what one § gives, what the words are most like; all of it where they tell none of it apart."""
    points = _points(same) if same and text else ()
    like = list(_most_like(text, points))
    if len(points) < 2 or len(like) > 1:
        return list(same)
    return [one for one in same if list(_most_like(one.text, points)) == like]


def _section(one: AssignmentGiven) -> object:
    """What is of one § of one day; else each is its own."""
    return one.id if one.day is None or one.section is None else (one.party, one.day, one.section)


def _followed(row: AssignmentState, case: Case, every: Sequence[AssignmentPoint] = ()) -> AssignmentState:
    """The row with what was reported of it and the day that was said for it since; `every`: all that its § gave."""
    if row.date is None and row.section is None:
        return row
    told = [one for one in case.of(AssignmentReported) if case.happened_by(one) and _is_of(one, row)]
    days = [one for one in case.of(AssignmentDue) if case.happened_by(one) and _is_of(one, row)]
    if not told and not days:
        return row
    return row._replace(
        due=days[-1].due if days else None, reported=tuple(one.happened for one in told),
        points=tuple(_point(one, every, told, days) for one in row.points),
        citations=tuple(dict.fromkeys((*row.citations, *cite(*told, *days)))),
    )  # fmt: skip


def _points(same: Sequence[AssignmentGiven]) -> tuple[AssignmentPoint, ...]:
    """The assignments of one §, told apart by their words: those that one paper's points give, else the one there is."""
    by: dict[str, dict[frozenset[str], str]] = {}
    for one in same:
        if one.basis == "decided" and one.citations:
            by.setdefault(one.citations[0].source, {}).setdefault(stems(one.text), one.text)
    texts = max(by.values(), key=len, default={})
    if len(texts) < 2:
        return (AssignmentPoint(max((one.text for one in same), key=len)),)
    return tuple(AssignmentPoint(text) for text in texts.values())


def _point(
    one: AssignmentPoint, every: Sequence[AssignmentPoint], told: Sequence[AssignmentReported], days: Sequence[AssignmentDue]
) -> AssignmentPoint:  # fmt: skip
    """One of them with what was reported of it and the day set for it: by the words most like its own, else of all."""
    mine = [report for report in told if one in _most_like(report.text, every)]
    moved = [day.due for day in days if one in _most_like(day.text, every)]
    return one._replace(due=moved[-1] if moved else None, reported=bool(mine) and not mine[-1].partial)


def _most_like(text: str, every: Sequence[AssignmentPoint]) -> Sequence[AssignmentPoint]:
    scores = [len(stems(text) & stems(one.text)) for one in every]
    best = max(scores, default=0)
    return [every[scores.index(best)]] if best and scores.count(best) == 1 else every


def _is_of(fact: AssignmentReported | AssignmentDue, row: AssignmentState) -> bool:
    """Whether it names the assignment: its day and §, or the one of them that both tell."""
    same = [mine == other for mine, other in ((fact.day, row.date), (fact.section, row.section)) if mine and other]
    return bool(same) and all(same)


def _capital(body: str | None) -> str | None:
    return body and body[:1].upper() + body[1:]


def _meant(given: Sequence[AssignmentGiven], done: AssignmentFulfilled) -> list[AssignmentGiven]:
    """The assignments that a fulfilment is of: those of its day and §, and what leaves one unsaid but tells the same."""
    own = [one for one in given if one.party == done.party]
    same = [one for one in own if (one.day, one.section) == (done.day, done.section)]
    exact = of_words(same, done.text)
    partly = [
        one
        for one in own
        if one not in same
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
