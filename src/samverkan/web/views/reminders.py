"""Being reminded: the daily letter, the calendar's secret address, and saying no from a letter."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from samverkan.actions.acting import InvalidError, acting_as
from samverkan.actions.audit import write_read
from samverkan.actions.digests import stopping
from samverkan.actions.reminders import calendar_of, choose_digest, end_calendar, renew_calendar
from samverkan.actions.roles import Right
from samverkan.store.models import CalendarFeed, Person
from samverkan.store.needed import coming
from samverkan.web.calendar_feed import calendar
from samverkan.web.page import ANYBODY, page

if TYPE_CHECKING:
    from samverkan.store.models import Due
    from samverkan.web.asked import Asked
    from samverkan.words import Language


@page("web/reminders.html", may=Right.SEE_JOINT, methods=("GET", "POST"))
def reminders(asked: Asked) -> dict[str, Any]:
    """How the person is reminded; a new calendar address is shown once, when it is made."""
    acting = asked.somebody
    assert acting.person is not None
    secret = ""
    if asked.request.method == "POST":
        match asked.request.POST.get("do", ""):
            case "digest_on" | "digest_off" as do:
                choose_digest(acting, wanted=do == "digest_on")
            case "calendar_new":
                secret = renew_calendar(acting)
            case "calendar_end":
                end_calendar(acting)
            case other:
                raise InvalidError("no_such_choice", choice=other[:40])
    feed = CalendarFeed.objects.filter(person=acting.person).first()
    return {
        "person": Person.objects.get(pk=acting.person.pk),
        "mail": bool(settings.EMAIL_HOST),
        "made": None if feed is None else timezone.localtime(feed.made).date(),
        "address": f"{settings.ADDRESS}/calendar/{secret}.ics" if secret else "",
    }


@page("web/reminders.html", may=ANYBODY)
def feed(asked: Asked, secret: str) -> HttpResponse:
    """The calendar behind a secret address."""
    person = calendar_of(secret)
    if person is None:
        raise Http404
    found: list[Due] = []
    people = acting_as(person, timezone.now()).values()
    for acting in people:
        found += coming(acting.organisation, acting.view(), on=asked.today)
    language: Language = "en" if person.language == "en" else "sv"
    answer = HttpResponse(calendar(found, language), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="samverkan.ics"'
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    answer["ETag"] = f'"{_digest(answer.content)}"'
    unchanged = get_conditional_response(asked.request, etag=answer["ETag"], response=answer)
    if unchanged is None or unchanged.status_code != 304:
        for acting in people:
            write_read(acting, "calendar")
    return answer if unchanged is None else unchanged


@page("web/stop.html", may=ANYBODY, methods=("GET", "POST"))
def stop(asked: Asked, token: str) -> dict[str, Any]:
    """No more letters, said from one: asked on the page, or at once by a mail program (RFC 8058)."""
    person = stopping(token)
    if person is None:
        raise Http404
    if asked.request.method == "POST":
        acting = next(iter(acting_as(person, timezone.now()).values()), None)
        if acting is not None:
            choose_digest(acting, wanted=False)
    return {"stopped": asked.request.method == "POST", "token": token}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
