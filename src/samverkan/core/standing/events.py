"""The days that an agreement's facts lead to: facts and a day in, dated events out, in order of their day.

They are what a timeline shows and what people are reminded of: when the period begins and ends, when a time runs out,
when something must have been decided. They follow from the facts as they stand on the day asked about; none is
guessed where a paper does not say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from samverkan.core.facts import (
    AssignmentGiven,
    Justering,
    NoticePosted,
    Termination,
    Told,
)
from samverkan.core.law import appeal, justering, notice
from samverkan.core.standing.assignments import fulfilled
from samverkan.core.standing.case import cite
from samverkan.core.standing.finality import covers
from samverkan.core.standing.run import ONE_DAY
from samverkan.core.standing.weighed import Weighed, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from samverkan.core.facts import Fact
    from samverkan.core.sources import Citation
    from samverkan.core.standing.case import Case
    from samverkan.core.standing.finality import Disposed
    from samverkan.core.standing.status import PartyState
    from samverkan.core.standing.terms import Course

EventCode = Literal[
    "begins",  # the first day of the agreement's period
    "ends",  # its last day, as extended, terminated or left so far
    "leaves",  # a party's last day in it
    "extension_takes_hold",  # the day an automatic extension begins, unless somebody gives notice
    "termination_notice_by",  # the last day to give notice of termination before that
    "extension_decision_by",  # the last day to decide on the extension that the agreement leaves open
    "decision_needed_by",  # the last day before the period begins, while the party has not decided
    "decision_planned",  # the day a paper says that a decision is planned
    "condition_day",  # the day that a condition of time names
    "assignment_day",  # the same of an assignment that is not declared fulfilled
    "justering_by",  # the last day to have the minutes justerade (KL 5:69), while no paper shows that they are
    "notice_by",  # the last day to announce the justering (KL 8:12), while no paper shows that it is
    "appeal_by",  # the last day to appeal a decision (KL 13:5)
]
EVENTS: Final[tuple[EventCode, ...]] = get_args(EventCode)
"""Every code of an event, in the order in which several of one day are given."""

_NOT_DECIDED: Final = frozenset({"none", "proposed", "postponed", "referred_back"})
_REFUSED: Final = frozenset({"rejected", "withdrawn"})


class Event(NamedTuple):
    """A day, what it is, whose it is (None: everybody's), the words it rests on.

    `first`: the first day of the time that ends on `day`, where it is a time; `values`: what a sentence about it needs
    beside.
    """

    code: EventCode
    day: date
    party: str | None
    citations: tuple[Citation, ...]
    first: date | None = None
    values: Mapping[str, object] = {}


def dated_events(facts: Iterable[Fact], *, on: date, known: date | None) -> tuple[Event, ...]:
    """Every event of one agreement, past and to come, as it stands on the day `on` by what was known on `known`."""
    return events_of(weigh(facts, on=on, known=known))


def events_of(weighed: Weighed) -> tuple[Event, ...]:
    """The same, of facts that have been weighed."""
    case, through_time = weighed.case, weighed.course
    states = list(weighed.states.values())
    found = [
        *_period(case, through_time),
        *_extension(through_time),
        *_decisions(case, states),
        *_conditions(states, through_time),
        *_assignments(case),
        *_minutes(case, states, through_time),
    ]
    found.sort(key=lambda one: (one.day, EVENTS.index(one.code), one.party or ""))
    return tuple(found)


def _period(case: Case, through_time: Course) -> Iterator[Event]:
    rows = through_time.rows
    cited = () if case.period is None else case.period.citations
    if through_time.start is not None and rows:
        yield Event("begins", through_time.start, None, cited)
    if through_time.end is not None and rows:
        yield Event("ends", through_time.end, None, rows[-1].citations, through_time.start)
    for one in through_time.changes:
        last = through_time.leaves.get(one.party)
        if last is not None and isinstance(one, Termination):
            yield Event("leaves", last, one.party, one.citations)


def _extension(through_time: Course) -> Iterator[Event]:
    allowed = through_time.next
    if allowed is None:
        return
    values = {"end": allowed.end, "to": allowed.to}
    if allowed.mode == "automatic":
        yield Event("termination_notice_by", allowed.by, None, allowed.citations, through_time.start, values)
        yield Event("extension_takes_hold", allowed.end + ONE_DAY, None, allowed.citations, None, values)
    else:
        yield Event("extension_decision_by", allowed.by, None, allowed.citations, through_time.start, values)


def _decisions(case: Case, states: Sequence[PartyState]) -> Iterator[Event]:
    """What is still to be decided, and when that is planned; nothing where a party has refused."""
    if any(state.status in _REFUSED for state in states):
        return
    for state in states:
        if state.status not in _NOT_DECIDED:
            continue
        cited = () if state.act is None else state.act.citations
        if case.start is not None:
            yield Event("decision_needed_by", case.start - ONE_DAY, state.name, cited, None, {"body": state.body})
        for told in case.of(Told):
            if told.planned and told.by == state.name and told.day is not None and told.day.is_day:
                yield Event("decision_planned", told.day.first, state.name, told.citations, None, {"body": state.body})


def _conditions(states: Iterable[PartyState], through_time: Course) -> Iterator[Event]:
    acts = [state.act for state in states if state.act is not None]
    for act in (*acts, *through_time.changes):
        for one in getattr(act, "conditions", ()):
            if one.day is not None:
                yield Event("condition_day", one.day, act.party, one.citations or act.citations, None, _words(one.text))


def _assignments(case: Case) -> Iterator[Event]:
    done = fulfilled(case)
    for one in case.of(AssignmentGiven):
        if one.id in done:
            continue
        for condition in one.conditions:
            if condition.day is not None:
                yield Event("assignment_day", condition.day, one.party, one.citations, None, _words(one.text))


def _words(text: str) -> dict[str, object]:
    return {"words": " ".join(text.split())}


def _minutes(case: Case, states: Iterable[PartyState], through_time: Course) -> Iterator[Event]:
    """The days that follow from each decision's meeting: justering, notice, appeal."""
    taken: dict[tuple[object, ...], Disposed] = {}
    for one in (*(act for state in states if (act := state.decision) is not None), *through_time.changes):
        if one.happened is not None and one.happened.is_day and case.happened_by(one):
            taken.setdefault((one.party, one.happened, one.section), one)
    for decision in taken.values():
        yield from _of_meeting(case, decision)


def _of_meeting(case: Case, decision: Disposed) -> Iterator[Event]:
    assert decision.happened is not None
    meeting = decision.happened.first
    values = {"section": decision.section, "day": decision.happened, "body": decision.body}
    signed = [one for one in case.of(Justering) if one.party == decision.party and covers(one, decision)]
    posted = [one for one in case.of(NoticePosted) if one.party == decision.party and covers(one, decision)]
    if not signed and not posted:
        by = justering.last_day(meeting=meeting).day
        if by is not None:
            yield Event("justering_by", by, decision.party, decision.citations, meeting, values)
    elif not posted:
        day = next((one.happened.first for one in signed if one.happened is not None and one.happened.is_day), None)
        by = notice.last_day(justering=day).day
        if by is not None:
            yield Event("notice_by", by, decision.party, cite(decision, *signed), day, values)
    for one in posted[-1:]:
        up = one.happened
        last = appeal.last_day(notice=up.first).day if up is not None and up.is_day else None
        if up is not None and last is not None:
            yield Event("appeal_by", last, decision.party, one.citations, up.first, values)
