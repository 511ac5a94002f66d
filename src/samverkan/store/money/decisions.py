"""The decisions that the money of an agreement can rest on: the § that an organisation holds, where their words stand, and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Q

from samverkan.core.sources import Citation, Span
from samverkan.store.heading import body_name, day_of
from samverkan.store.models import Entry
from samverkan.store.shown import documents_shown, entries_shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from samverkan.store.models import Agreement, Organisation
    from samverkan.store.view import View

_MOST: Final = 300


class Decided(NamedTuple):
    """A § of some minutes: who decided, its number, its day and what it is about."""

    entry: int
    body: str
    section: str
    day: date
    title: str


def decisions_of(agreement: Agreement, organisation: Organisation, view: View) -> list[Decided]:
    """The § about the agreement or another of its cooperation that the organisation sees, and its own about none; the last first."""
    of = Q(agreement__cooperation=agreement.cooperation_id)
    seen = Q(pk__in=entries_shown(organisation, view).filter(of).values("pk"))
    own = Q(organisation=organisation, agreement=None, replaced_by=None)
    mine = documents_shown(organisation, view).values("pk")
    rows = Entry.objects.filter(seen | own, document__in=mine).order_by("-pk")
    found = [one for one in map(_decided, rows) if one is not None]
    return sorted(found, key=lambda one: (one.day, one.entry), reverse=True)[:_MOST]


def _decided(entry: Entry) -> Decided | None:
    """None where the paper does not say who, in which § and on which day."""
    head = entry.head
    body, section, day = body_name(head), str(head.get("section") or ""), day_of(head.get("day"))
    title = str(head.get("title") or head.get("object") or "")
    return Decided(entry.pk, body, section, day, title) if body and section and day is not None else None


def places_of(entries: Iterable[Entry], organisation: Organisation, view: View) -> dict[int, Citation]:
    """Where the words of each stand, by its key; those in papers that the organisation does not see are left out."""
    of = {one.pk: one for one in entries}
    documents = documents_shown(organisation, view).filter(pk__in={one.document_id for one in of.values()})
    shown: set[UUID] = set(documents.values_list("pk", flat=True))
    return {key: _place(one) for key, one in of.items() if one.document_id in shown}


def _place(entry: Entry) -> Citation:
    said = entry.head.get("citation") or {}
    span = Span(*said["span"]) if said.get("span") else None
    return Citation(str(entry.document_id), said.get("page"), entry.head.get("section"), entry.head.get("day"), span)


def quotes_of(citations: Iterable[Citation], organisation: Organisation, view: View) -> dict[Citation, str]:
    """The words at each place, of papers that the organisation sees; a place without its words is left out."""
    of = [one for one in citations if one.span is not None and not one.source.startswith("fact:")]
    shown = documents_shown(organisation, view).filter(pk__in={one.source for one in of})
    texts = {str(key): text for key, text in shown.values_list("pk", "content__rendition__text") if text}
    return {one: texts[one.source][one.span.start : one.span.end] for one in of if one.span and one.source in texts}
