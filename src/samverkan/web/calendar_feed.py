"""The calendar of what needs somebody: things with their days in, an iCalendar (RFC 5545) out.

The same facts give the same bytes, so that a reader's own copy goes on being right: a thing's UID stays when its day
moves, and its SEQUENCE is how many facts and entries its agreement has, which only grows.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db.models import Count, Max
from icalendar import Calendar, Event

from samverkan.store.models import Entry, Fact
from samverkan.words import say
from samverkan.words.needs import say_need, say_whose

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from samverkan.store.models import Due
    from samverkan.words import Language

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_PART = ("section", "day", "end", "words", "pointer", "term", "what")


class _Change(NamedTuple):
    number: int
    at: datetime


def calendar(found: Iterable[Due], language: Language) -> bytes:
    """The calendar, one all-day event a thing; where a thing has several days, the first."""
    things: dict[str, Due] = {}
    for due in found:
        things.setdefault(_uid(due), due)
    changes = _changes({one.agreement_id for one in things.values()})
    made = Calendar()
    made.add("prodid", "-//Samverkan//Samverkan//SV")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", say("needs", "calendar.name", {}, language))
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for uid, due in sorted(things.items(), key=lambda one: (one[1].day, one[0])):
        made.add_component(_event(uid, due, changes.get(due.agreement_id, _Change(0, _LONG_AGO)), language))
    written: bytes = made.to_ical()
    return written


def _event(uid: str, due: Due, change: _Change, language: Language) -> Event:
    event = Event()
    what = say_need(due.code, due.values, language)
    title = due.values.get("title") or say("needs", "untitled", {}, language)
    address = f"{settings.ADDRESS}/agreements/{due.agreement_id}"
    assert due.day is not None
    event.add("uid", uid)
    event.add("dtstamp", change.at)
    event.add("last-modified", change.at)
    event.add("sequence", change.number)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    event.add("summary", what)
    event.add("description", f"{title}\n{say_whose(due.party, due.values, language)}\n{address}")
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event


def _uid(due: Due) -> str:
    part = [due.values.get(name) for name in _PART]
    told = json.dumps([str(due.agreement_id), due.code, due.party, part], sort_keys=True)
    return f"{hashlib.sha256(told.encode()).hexdigest()[:32]}@samverkan"


def _changes(agreements: set[UUID]) -> dict[UUID, _Change]:
    """How many facts and entries each agreement has, and when the last was recorded."""
    changes: dict[UUID, _Change] = {}
    for rows in (Fact.objects, Entry.objects):
        asked = rows.filter(agreement__in=agreements).values_list("agreement").annotate(Count("pk"), Max("recorded"))
        for agreement, count, at in asked:
            before = changes.get(agreement, _Change(0, _LONG_AGO))
            changes[agreement] = _Change(before.number + count, max(before.at, at.replace(microsecond=0)))
    return changes
