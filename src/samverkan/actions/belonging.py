"""Which body's a thing is: what a role for one body alone is limited to.

A matter is its body's, as a meeting and what stands on its agenda; a document that of the matters it names, a draft or an
entry its document's, a fact that of the paper that says it. What no body is told of is nobody's in particular: whoever has the
right at the organisation, for whichever body, may take care of it.
"""

from __future__ import annotations

from typing import Any

from samverkan.store.belonging import bodies_of_documents
from samverkan.store.models import (
    AgendaItem,
    Body,
    BodyEnded,
    Certification,
    Dispatch,
    Document,
    Draft,
    Entry,
    Extract,
    Fact,
    Justering,
    Matter,
    MatterBody,
    Meeting,
)

BOUND = (Body, Matter, Document, Draft, Entry, Fact, Meeting, AgendaItem, Justering, Certification, Extract, Dispatch)
"""What may be one body's."""


def bodies_of(thing: Any) -> frozenset[int]:
    """The bodies whose it is; none: nobody's in particular."""
    if isinstance(thing, Fact):
        thing = thing.entry
    if isinstance(thing, Draft | Entry):
        thing = thing.document
    if isinstance(thing, Dispatch):
        thing = thing.extract
    if isinstance(thing, Extract | Certification):
        thing = thing.item
    if isinstance(thing, Justering):
        thing = thing.meeting
    if isinstance(thing, Meeting | AgendaItem):
        return frozenset({thing.body_id})
    if isinstance(thing, Body):
        return frozenset({thing.pk})
    if isinstance(thing, Matter):
        told = MatterBody.objects.filter(matter=thing).values_list("body", flat=True) if thing.body_id is None else ()
        return frozenset(told if thing.body_id is None else {thing.body_id})
    if isinstance(thing, Document):
        return frozenset(bodies_of_documents(thing.organisation_id, [thing.pk]).get(thing.pk, ()))
    return frozenset()


def taken_over(body: int) -> set[int]:
    """The body and those that it has taken over from, as far back as is known."""
    found, new = {body}, {body}
    while new:
        new = set(BodyEnded.objects.filter(successor__in=new).values_list("body", flat=True)) - found
        found |= new
    return found
