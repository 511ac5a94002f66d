"""The way to a meeting: a matter is proposed to a body, put on an agenda, and goes on to the next body.

An item is a working copy: whoever saves it says which version they saw, and nobody writes over what another has saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.clauses import content_of, is_locked
from samverkan.actions.identity_free import refuse_identity_numbers
from samverkan.actions.item_copies import item_of, number_items, refuse_at_justering, refuse_closed, saved
from samverkan.actions.numbering import open_matter
from samverkan.actions.register import connect
from samverkan.actions.roles import Right
from samverkan.core.deciding import Item
from samverkan.core.writing.meeting_json import to_json
from samverkan.core.writing.understood import understood
from samverkan.store.models import AgendaItem, Agreement, Body, ClauseVersion, Matter, Meeting, Party

if TYPE_CHECKING:
    from collections.abc import Sequence


@action(Right.PREPARE)
def propose(
    acting: Acting, *, body: Body, title: str, matter: Matter | None = None, clause: ClauseVersion | None = None,
    agreement: Agreement | None = None, points: Sequence[str] = (), heard: Sequence[str] = (), after: AgendaItem | None = None,
) -> AgendaItem:  # fmt: skip
    """Propose that a body decide; under a new registry number of its own where no matter is given.

    With a clause the points are the clause's, word for word, and `points` are put after them. InvalidError where the body or
    matter is another organisation's, or the clause is not locked by every party.
    """
    _own(acting, body, matter, after)
    if clause is not None:
        agreement = clause.clause.agreement
        if not is_locked(clause):
            raise InvalidError("clause_not_locked")
        if clause.clause.versions.filter(number__gt=clause.number).exists():
            raise InvalidError("clause_superseded")
    if (
        agreement is not None
        and not Party.objects.filter(agreement=agreement, organisation=acting.organisation).exists()
    ):
        raise InvalidError("not_your_agreement")
    title = " ".join(title.split()) or ("" if clause is None else content_of(clause).title)
    if not title:
        raise InvalidError("title_missing")
    matter = matter or open_matter(acting, body, title)
    if agreement is not None:
        connect(acting, agreement, matter)
    carried = () if clause is None else content_of(clause).points
    item = Item(
        title=title[:400], registry_number=matter.registry_number, heard=tuple(heard),
        points=understood(body.name, title, (*carried, *points)), clause="" if clause is None else clause.fingerprint,
    )  # fmt: skip
    refuse_identity_numbers(item)
    made = AgendaItem.objects.create(
        organisation=acting.organisation, body=body, matter=matter, agreement=agreement, clause=clause, after=after,
        item=to_json(item),
    )  # fmt: skip
    acting.note("item_proposed", made.pk, body=body.pk, matter=matter.registry_number)
    return made


@action(Right.PREPARE)
def prepare_item(acting: Acting, *, item: AgendaItem, kept: Item, version: int) -> AgendaItem:
    """Save what is proposed, before the meeting is held. InvalidError as `saved` says."""
    if item.meeting is not None and item.meeting.state == "held":
        raise InvalidError("meeting_held")
    made = saved(acting, item, kept, version)
    acting.note("item_prepared", made.pk, version=made.version)
    return made


@action(Right.PREPARE)
def put_on_agenda(acting: Acting, *, item: AgendaItem, meeting: Meeting, position: int | None = None) -> AgendaItem:
    """Put an item on a meeting's agenda, last or at a place from 0; one that comes after the summons is late.

    InvalidError where the meeting is another body's or is over, or the item is closed, has been withdrawn (utgår), is at justering,
    or stands on an agenda already.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
    refuse_closed(acting, item)
    refuse_at_justering(item)
    kept = item_of(item)
    if kept.points and all(one.act == "withdrawn" for one in kept.points):
        raise InvalidError("item_withdrawn")
    if meeting.body_id != item.body_id:
        raise InvalidError("meeting_of_another_body")
    if item.meeting is not None and (item.meeting != meeting or position is None or meeting.state == "held"):
        raise InvalidError("on_another_agenda", day=item.meeting.day)
    if meeting.justeringar.filter(withdrawn=None, immediate=False).exists():
        raise InvalidError("meeting_held")
    others = list(meeting.items.exclude(pk=item.pk).order_by("position"))
    place = len(others) if position is None else max(0, min(position, len(others)))
    if item.meeting is None and meeting.state != "planned" and not kept.late:
        item.item = to_json(kept._replace(late=True))
    item.meeting, item.version = meeting, item.version + 1
    others.insert(place, item)
    for n, one in enumerate(others):
        one.position = n
        one.save(update_fields=["position", *(("meeting", "version", "item") if one.pk == item.pk else ())])
    if meeting.state == "held":
        number_items(meeting)
    acting.note("item_on_agenda", item.pk, meeting=meeting.pk, position=place)
    return item


@action(Right.PREPARE)
def take_off_agenda(acting: Acting, *, item: AgendaItem) -> AgendaItem:
    """Take an item off its agenda before the meeting is held; it waits for another."""
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
    refuse_closed(acting, item)
    if item.meeting is None or item.meeting.state == "held":
        raise InvalidError("meeting_held")
    acting.note("item_off_agenda", item.pk, meeting=item.meeting_id)
    item.meeting, item.version = None, item.version + 1
    item.save(update_fields=["meeting", "version"])
    return item


@action(Right.PREPARE)
def lead_on(acting: Acting, *, item: AgendaItem, body: Body) -> AgendaItem:
    """Take a matter on to the body that decides next, or to the same one's next meeting: a new item with what was decided on.

    What either body decides is its own. InvalidError where it has been led on to that body already.
    """
    item = (
        AgendaItem.objects.select_for_update(of=("self",))
        .select_related("matter", "clause", "agreement")
        .get(pk=item.pk)
    )
    if item.followed_by.filter(body=body, justering=None).exists():
        raise InvalidError("led_on_already", body=body.name)
    kept = item_of(item)
    made = propose(
        acting, body=body, title=kept.title, matter=item.matter, clause=item.clause, agreement=item.agreement,
        heard=kept.heard, after=item,
    )  # fmt: skip
    carried = understood(body.name, kept.title, [one.text for one in kept.points])
    made.item = to_json(item_of(made)._replace(points=carried))
    made.save(update_fields=["item"])
    acting.note("item_led_on", item.pk, to=made.pk, body=body.pk)
    return made


def _own(acting: Acting, body: Body, matter: Matter | None, after: AgendaItem | None) -> None:
    number = acting.organisation.pk
    if body.organisation_id != number:
        raise InvalidError("not_your_body")
    if (matter is not None and matter.organisation_id != number) or (
        after is not None and after.organisation_id != number
    ):
        raise InvalidError("not_your_item")
