"""Meetings: planned, summoned, held; what happens at them is kept, item by item, until the justering closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.identity_free import refuse_identity_numbers
from samverkan.actions.item_copies import item_of, number_items, refuse_at_justering, refuse_closed, saved
from samverkan.actions.roles import Right
from samverkan.core.deciding import Item
from samverkan.core.deciding import Meeting as MeetingKept
from samverkan.core.law import Body as Kind
from samverkan.core.writing.meeting_json import from_json, to_json
from samverkan.store.models import AgendaItem, Body, Meeting
from samverkan.store.taking_turns import take_turns_on_body

if TYPE_CHECKING:
    from datetime import date


@action(Right.KEEP_MEETING)
def plan_meeting(
    acting: Acting, *, body: Body, day: date, members: int, kind: Kind = Kind.BOARD, place: str = "", began: str = ""
) -> Meeting:  # fmt: skip
    """A meeting of a body on a day. `members`: how many the body has. Its attendance is that of the body's last meeting."""
    if body.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_body")
    if members < 1:
        raise InvalidError("members_missing")
    take_turns_on_body(body.pk)
    if Meeting.objects.filter(body=body, day=day).exists():
        raise InvalidError("meeting_exists", day=day)
    last = Meeting.objects.filter(body=body).order_by("-day").first()
    before = None if last is None else meeting_of(last, items=False)
    kept = MeetingKept(
        acting.organisation.called(day), body.name, kind, day, members, place.strip(), began.strip(),
        attendance=() if before is None else before.attendance, secretary="" if before is None else before.secretary,
        chair="" if before is None else before.chair, remote_allowed=None if before is None else before.remote_allowed,
    )  # fmt: skip
    refuse_identity_numbers(kept)
    made = Meeting.objects.create(organisation=acting.organisation, body=body, day=day, kept=to_json(kept))
    acting.note("meeting_planned", made.pk, body=body.pk, day=day)
    return made


@action(Right.KEEP_MEETING)
def keep_meeting(acting: Acting, *, meeting: Meeting, kept: MeetingKept, version: int) -> Meeting:
    """Save who is there, when and where, who signs; what has been justerat at once stays as it was signed (`justering.as_put`).

    InvalidError `saved_since` where somebody has saved since.
    """
    current = _current(acting, meeting)
    if current.version != version:
        raise InvalidError("saved_since", title=current.body.name)
    if current.justeringar.filter(withdrawn=None).exclude(immediate=True).exists():
        raise InvalidError("meeting_justered")
    refuse_identity_numbers(kept)
    before = meeting_of(current, items=False)
    kept = kept._replace(organisation=before.organisation, body=before.body, kind=before.kind, items=())
    if current.justeringar.filter(withdrawn=None).exists():
        kept = kept._replace(day=before.day)  # which the § that is justerad already has been decided on
    current.kept, current.day, current.version = to_json(kept), kept.day, current.version + 1
    current.save()
    acting.note("meeting_kept", current.pk, version=current.version)
    return current


@action(Right.KEEP_MEETING)
def summon(acting: Acting, *, meeting: Meeting) -> Meeting:
    """Say that the summons has gone out: what is put on the agenda from now on is late."""
    current = _current(acting, meeting)
    if current.state != "planned":
        raise InvalidError("meeting_summoned")
    current.state = "summoned"
    current.save()
    acting.note("meeting_summoned", current.pk)
    return current


@action(Right.KEEP_MEETING)
def hold(acting: Acting, *, meeting: Meeting) -> Meeting:
    """Open the meeting: its items get their sections, in the order of the agenda, after the body's last of the year."""
    current = _current(acting, meeting)
    if current.state == "held":
        raise InvalidError("meeting_held")
    current.state = "held"
    current.save()
    number_items(current)
    acting.note("meeting_opened", current.pk)
    return current


@action(Right.KEEP_MEETING)
def keep_item(acting: Acting, *, item: AgendaItem, kept: Item, version: int) -> AgendaItem:
    """Save what happens with an item at the meeting. InvalidError as `preparing.saved` says, or where it is put to justering."""
    if item.meeting is None or item.meeting.state != "held":
        raise InvalidError("meeting_not_held")
    Meeting.objects.select_for_update().get(pk=item.meeting.pk)  # nobody puts it to justering meanwhile
    refuse_closed(acting, item)
    refuse_at_justering(item)
    made = saved(acting, item, kept, version)
    acting.note("item_kept", made.pk, version=made.version)
    return made


def meeting_of(meeting: Meeting, *, items: bool = True) -> MeetingKept:
    """The meeting as it is kept, with its items in the order of the agenda."""
    kept = from_json(MeetingKept, meeting.kept)
    if not items:
        return kept
    return kept._replace(items=tuple(item_of(one) for one in meeting.items.order_by("position")))


def _current(acting: Acting, meeting: Meeting) -> Meeting:
    current = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if current.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_body")
    return current
