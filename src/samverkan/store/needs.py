"""What needs somebody: how an agreement stands and the days it leads to in, each thing to do and by when out.

A thing is told of from `first` to `last` (both in it): a time that runs out from when it concerns anybody until it has;
what is not done for as long as it is not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.reading.due import due_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samverkan.core.standing.events import Event
    from samverkan.core.standing.values import Open, Standing

NEEDS: Final = (
    "assignment_day", "assignment_open", "assignment_reported", "appeal_by", "termination_notice_by", "extension_decision_by",
    "justering_by", "notice_by", "condition_day", "missing_decision", "missing_minutes", "unmet_condition",
    "contradicting_papers", "differing_term", "period_passed", "not_signed", "ends",
)  # fmt: skip
"""Every code, what is most pressing first."""

_OPEN: Final = frozenset(NEEDS) - {"assignment_day", "condition_day"}
_ASSIGNMENTS: Final = frozenset({"assignment_open", "assignment_reported"})
_DECISIONS: Final = frozenset({"missing_decision", "missing_minutes"})
_STANDS: Final = frozenset({"in_force", "agreed"})
_OVER: Final = frozenset({"ended", "lapsed"})
_AHEAD: Final = {
    "ends": 180, "termination_notice_by": 180, "extension_decision_by": 180, "condition_day": 90, "assignment_day": 90,
    "justering_by": 30, "notice_by": 30, "appeal_by": 60,
}  # fmt: skip
"""How many days ahead a day is told of; what is not named here is no day that needs somebody."""

_STAYS: Final = frozenset({"assignment_day"})
"""What is still to be done when its day has passed."""

_ONE_DAY: Final = timedelta(days=1)
_TURNS: Final = {"ends": 1, "leaves": 1, "appeal_by": 1, "begins": 0, "extension_takes_hold": 0}
"""The days on which, or after which, an agreement may stand otherwise."""


class Need(NamedTuple):
    """One thing: its code, whose it is ("": both parties'), the last day where there is one, and the sentence's values."""

    code: str
    party: str
    day: date | None
    first: date
    last: date
    values: Mapping[str, Any]


def needs(answer: Standing, events: Sequence[Event], first: date, last: date) -> Iterator[Need]:
    """What the agreement needs of somebody in a span of days in which it stands as `answer` says."""
    over = answer.standing in _OVER
    open_ = [one for one in answer.open if one.code in _OPEN and (not over or one.code in _ASSIGNMENTS)]
    if any(one.code == "period_passed" for one in open_):
        open_ = [one for one in open_ if one.code not in _DECISIONS]
    if any(one.code in _DECISIONS for one in open_):  # a condition that the other decides says the same once more
        open_ = [one for one in open_ if one.values.get("kind") != "matching_decision"]
    told = {citation for one in events if one.code == "assignment_day" for citation in one.citations}
    by = {one.party: one.day for one in events if one.code == "decision_needed_by" and one.day >= first}
    said = set()
    for one in open_:
        if one.code == "assignment_open" and told & set(one.citations):
            continue
        if one.code == "assignment_open":
            yield from _assigned(answer, one, first, last)
            continue
        day = by.get(one.party) if one.code in _DECISIONS else None
        if one.code == "unmet_condition":
            day = next((it.day for it in events if it.code == "condition_day" and _same(it, one)), None)
            said.add(one.values.get("words"))
        yield Need(one.code, one.party or "", day, first, last, _plain(one.values))
    renewed = any(one.code == "extension_takes_hold" for one in events)
    for event in events:
        ahead = _AHEAD.get(event.code)
        stays = event.code in _STAYS
        if ahead is None or (over and not stays):
            continue
        if event.code == "ends" and (renewed or answer.standing not in _STANDS):
            continue
        if event.code == "condition_day" and event.values.get("words") in said:
            continue
        begins, until = max(first, event.day - timedelta(days=ahead)), last if stays else min(last, event.day)
        if begins <= until:
            yield Need(event.code, event.party or "", event.day, begins, until, _plain(event.values))


def _assigned(answer: Standing, entry: Open, first: date, last: date) -> Iterator[Need]:
    """The assignments of a § that are not reported: each by its day, where its words or a later decision give one."""
    row = next((one for one in answer.assignments if one.citations == entry.citations and one.status == "given"), None)
    points = row.points if row is not None else ()
    given = row.date.first if row is not None and row.date is not None and row.date.is_day else None
    without = not points
    for point in points:
        if point.reported:
            continue
        said = due_in(point.text, given)
        day = point.due.last if point.due is not None else None if said is None else said.day
        if day is None:
            without = True
            continue
        begins = max(first, day - timedelta(days=_AHEAD["assignment_day"]))
        if begins <= last:
            values = {**_plain(entry.values), "words": " ".join(point.text.split())}
            yield Need("assignment_day", "", day, begins, last, values)
    if without:
        yield Need(entry.code, entry.party or "", None, first, last, _plain(entry.values))


def turns(events: Iterable[Event]) -> Iterator[date]:
    """The days that follow from the facts, though none of them names it, on which the standing may change."""
    for one in events:
        if one.code in _TURNS:
            yield one.day + _ONE_DAY * _TURNS[one.code]


def _same(event: Event, entry: Open) -> bool:
    return event.party == entry.party and event.values.get("words") == " ".join(str(entry.values.get("words")).split())


_KEPT: Final = ("body", "section", "day", "paper", "planned", "pointer", "term", "words", "kind", "end", "to", "what")


def _plain(values: Mapping[str, object]) -> dict[str, Any]:
    """The values that the sentences use, as JSON keeps them."""
    kept = {name: values[name] for name in _KEPT if values.get(name) is not None}
    return {
        name: [str(one) for one in value] if isinstance(value, list | tuple) else str(value)
        for name, value in kept.items()
    }
