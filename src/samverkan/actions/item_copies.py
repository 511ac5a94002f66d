"""An item as a working copy: what is kept of it, saved by whoever has seen the latest version, numbered when the meeting opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting, InvalidError
from samverkan.actions.identity_free import refuse_identity_numbers
from samverkan.actions.numbering import last_section
from samverkan.core.deciding import Item
from samverkan.core.writing.meeting_json import from_json, to_json
from samverkan.core.writing.understood import understood
from samverkan.store.models import AgendaItem
from samverkan.store.taking_turns import take_turns_on_body

if TYPE_CHECKING:
    from samverkan.store.models import Meeting


def item_of(item: AgendaItem) -> Item:
    """What is kept of it."""
    return from_json(Item, item.item)


def saved(acting: Acting, item: AgendaItem, kept: Item, version: int) -> AgendaItem:
    """Save an item that is open; inside another action.

    What the points do is read from their words. InvalidError `saved_since` where somebody has saved a later version: nothing
    is lost of either.
    """
    current = AgendaItem.objects.select_for_update().get(pk=item.pk)
    refuse_closed(acting, current)
    if current.version != version:
        raise InvalidError("saved_since", title=kept.title)
    refuse_identity_numbers(kept)
    before = item_of(current)
    points = understood(current.body.name, kept.title, [one.text for one in kept.points])
    kept = kept._replace(
        points=points, section=before.section, registry_number=before.registry_number, clause=before.clause,
        late=before.late or kept.late,
    )  # fmt: skip
    current.item, current.version = to_json(kept), current.version + 1
    current.save()
    return current


def number_items(meeting: Meeting) -> None:
    """Give the items that have no § theirs, in the order of the agenda; inside another action."""
    take_turns_on_body(meeting.body_id)
    items = list(meeting.items.select_for_update().order_by("position"))
    own = [item_of(one).section for one in items]
    number = max([last_section(meeting.body, meeting.day, but=meeting), *(int(one) for one in own if one.isdecimal())])
    for one, section in zip(items, own, strict=True):
        if not section:
            number += 1
            one.item = to_json(item_of(one)._replace(section=str(number)))
            one.save(update_fields=["item"])


def refuse_at_justering(item: AgendaItem) -> None:
    """Refuse an item that is put to justering, or justerad: what is being signed is not changed. Its meeting is locked."""
    section = item_of(item).section
    if item.meeting is not None and any(
        section in one.sections for one in item.meeting.justeringar.filter(withdrawn=None)
    ):
        raise InvalidError("item_at_justering", section=section)


def refuse_closed(acting: Acting, item: AgendaItem) -> None:
    """Refuse an item that is another organisation's or closed by its justering."""
    if item.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_item")
    if item.justering_id is not None:
        raise InvalidError("item_closed")
