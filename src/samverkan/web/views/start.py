"""Start: what needs somebody, by when."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.actions.roles import Right
from samverkan.store.models import Party
from samverkan.store.money.closed import awaiting_approval
from samverkan.store.needed import needed_page, next_day
from samverkan.web.listing import page_asked
from samverkan.web.page import page
from samverkan.words import say
from samverkan.words.needs import say_day, say_near, say_need, say_whose, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from samverkan.store.models import Due
    from samverkan.web.asked import Asked


class Thing(NamedTuple):
    """One thing to do: what, for which agreement, whose."""

    what: str
    agreement: UUID
    title: str
    whose: str
    code: str


class Day(NamedTuple):
    """The things of one day; late: what should have been done."""

    heading: str
    near: str
    late: bool
    things: Sequence[Thing]


@page("web/start.html", may=Right.SEE_JOINT)
def start(asked: Asked) -> dict[str, Any]:
    """What needs somebody on the day, day by day; what to do first where there is nothing."""
    organisation = asked.somebody.organisation
    found = needed_page(organisation, asked.view, on=asked.on, today=asked.today, page=page_asked(asked))
    upcoming = None if found.total or found.only else next_day(organisation, asked.view, on=asked.on)
    return {
        "sentence": summary(found.counts, asked.on, asked.language),
        "days": list(_days(found.things, asked)),
        "page": found.page,
        "pages": found.pages,
        "only": found.only,
        "settlements": _settlements(asked),
        "agreements": found.total > 0 or Party.objects.filter(organisation=organisation).exists(),
        "upcoming": None if upcoming is None else _thing(upcoming, asked),
        "upcoming_day": None if upcoming is None else upcoming.day or upcoming.first,
    }


def _settlements(asked: Asked) -> list[tuple[UUID, str]]:
    """The settlements that wait for the reader's approval, each with what to do."""
    if not asked.may(Right.APPROVE_SETTLEMENT) or asked.view.until is not None:
        return []
    return [
        (one.pk, say("settling", "awaits", {"number": one.number, "title": one.result["agreement"]}, asked.language))
        for one in awaiting_approval(asked.somebody.organisation)
    ]


def _days(found: Iterable[Due], asked: Asked) -> Iterator[Day]:
    for late, these in groupby(found, key=lambda one: one.day is not None and one.day < asked.on):
        for day, of_day in groupby(these, key=lambda one: None if late else one.day):
            yield Day(*_heading(day, asked, late=late), late, [_thing(one, asked, late=late) for one in of_day])


def _heading(day: date | None, asked: Asked, *, late: bool) -> tuple[str, str]:
    if late:
        return say("needs", "late", {}, asked.language), ""
    if day is None:
        return say("needs", "no_day", {}, asked.language), ""
    return say_day(day, asked.language), say_near(day, asked.on, asked.language) if (day - asked.on).days < 2 else ""


def _thing(due: Due, asked: Asked, *, late: bool = False) -> Thing:
    what = say_need(due.code, due.values, asked.language)
    if late:
        what = say("needs", "was_due", {"what": what, "day": due.day}, asked.language)
    title = due.values.get("title") or say("needs", "untitled", {}, asked.language)
    return Thing(what, due.agreement_id, title, say_whose(due.party, due.values, asked.language), due.code)
