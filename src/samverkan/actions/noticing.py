"""The notice that minutes are justerade: put up on the notice board, and taken down when its time is out (KL 8:12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.recording_minutes import indexed
from samverkan.actions.roles import Right
from samverkan.core.dates import PartialDate
from samverkan.core.facts import NoticePosted
from samverkan.core.standing.items import OWN
from samverkan.store.append import Recording, append_fact
from samverkan.store.models import Entry, Fact, Meeting, Minutes, Notice, NoticeDown

if TYPE_CHECKING:
    from datetime import date

    from samverkan.store.models import Justering


@action(Right.KEEP_MEETING)
def post_notice(acting: Acting, *, justering: Justering, posted: date, place: str) -> Notice:
    """Announce that minutes are justerade, on the notice board from a day on; `place`: where they can be read.

    InvalidError where they are not justerade, the day is before the justering or to come, or it is announced already.
    """
    done = _done(acting, justering)
    if posted < done.day:
        raise InvalidError("notice_before_justering", posted=posted, day=done.day)
    if posted > acting.today:
        raise InvalidError("happens_later", day=posted)
    place = " ".join(place.split())
    if not place:
        raise InvalidError("notice_place_missing")
    if Notice.objects.filter(justering=justering).exists():
        raise InvalidError("notice_posted_already")
    made = Notice.objects.create(
        justering=justering, posted=posted, place=place[:200], by=acting.person, recorded=acting.at
    )
    _recorded(acting, done, posted, None, f"Anslaget {posted}")
    acting.note("notice_posted", justering.pk, posted=posted, sections=justering.sections)
    return made


@action(Right.KEEP_MEETING)
def take_down_notice(acting: Acting, *, justering: Justering, removed: date) -> NoticeDown:
    """Say that the notice came down on a day. InvalidError where there is none, or it came down already."""
    done = _done(acting, justering)
    notice = Notice.objects.filter(justering=justering).first()
    if notice is None:
        raise InvalidError("notice_not_posted")
    if NoticeDown.objects.filter(notice=notice).exists():
        raise InvalidError("notice_down_already")
    if removed < notice.posted:
        raise InvalidError("notice_down_before", removed=removed, posted=notice.posted)
    if removed > acting.today:
        raise InvalidError("happens_later", day=removed)
    made = NoticeDown.objects.create(notice=notice, removed=removed, by=acting.person, recorded=acting.at)
    _recorded(acting, done, notice.posted, removed, f"Nedtaget {removed}")
    acting.note("notice_taken_down", justering.pk, removed=removed)
    return made


def _done(acting: Acting, justering: Justering) -> Minutes:
    if justering.meeting.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_body")
    Meeting.objects.select_for_update().get(pk=justering.meeting_id)  # nobody else announces it meanwhile
    done = Minutes.objects.filter(justering=justering).first()
    if done is None:
        raise InvalidError("not_justerade")
    return done


def _recorded(acting: Acting, done: Minutes, posted: date, removed: date | None, why: str) -> None:
    """Each entry of the minutes says when it was announced; what it said of that before is replaced."""
    recording = Recording(acting.organisation, acting.person, acting.at, acting.today, why)
    papers = [done.document, *(part.document for part in done.parts.select_related("document"))]
    entries = list(Entry.objects.filter(document__in=papers, replaced_by=None))
    meeting = PartialDate.of(done.justering.meeting.day)
    for entry in entries:
        before = Fact.objects.filter(entry=entry, kind="NoticePosted", replaced_by=None).first()
        fact = NoticePosted(
            id=f"{entry.pk}:notice", party=OWN, body=entry.head.get("body"), happened=PartialDate.of(posted), meeting=meeting,
            sections=(entry.head["section"],) if entry.head.get("section") else (),
            removed=None if removed is None else PartialDate.of(removed),
        )  # fmt: skip
        append_fact(fact, recording, agreement=entry.agreement, entry=entry, replaces=before)
    for paper in papers:
        indexed(acting, paper, [one for one in entries if one.document_id == paper.pk])
