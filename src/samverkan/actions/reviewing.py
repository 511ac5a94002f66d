"""The end of a review: what is confirmed, corrected or added of a document becomes facts, once (`marking` leads here)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.actions.acting import Acting, InvalidError, RefusedError, action
from samverkan.actions.documents import GROUNDS, share_in
from samverkan.actions.marking import open_for_review
from samverkan.actions.register import connect, join, matter_in, open_agreement
from samverkan.actions.roles import Right
from samverkan.store.append import Recording, append_item
from samverkan.store.drafted import reviewed, with_justering
from samverkan.store.indexing import index
from samverkan.store.models import Agreement, Body, Cooperation, Draft, Entry, Organisation, Party
from samverkan.store.registering import index_registered
from samverkan.store.whose import body_of, met, whose
from samverkan.store.wording import index_readers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID


class Place(NamedTuple):
    """Which agreement an entry concerns: one that there is, or a new one of a cooperation that there is, or of a new one.

    `same_as`: the position of the entry whose new agreement it is, too.
    """

    agreement: Agreement | None = None
    cooperation: Cooperation | None = None
    parties: Sequence[Organisation] = ()
    same_as: int | None = None


@action(Right.REVIEW)
def record(
    acting: Acting, *, draft: Draft, places: Mapping[int, Place | None], why: str, justered: date | None = None,
    ground: str | None = None,
) -> list[Entry]:  # fmt: skip
    """Append what is confirmed, corrected or added of a document, entry by entry, and close its review.

    `places`: the agreement of each entry; an entry without a place is left out. `justered`: the day the minutes were
    justerade, which makes them joint; `ground`: another reason why the document is joint. Making it joint asks for the
    right to share. InvalidError where it is recorded already, however many ask at once.
    """
    draft = open_for_review(acting, draft)
    _may_share(acting, draft, justered, ground)
    document = draft.document
    recording = Recording(acting.organisation, acting.person, acting.at, document.arrived, why)
    entries: list[Entry] = []
    opened: dict[int, Agreement] = {}
    grown: set[UUID] = set()
    for item, position in reviewed(draft):
        place = places.get(position)
        if place is None or not item.facts:
            continue
        if justered is not None:
            item = with_justering(item, justered)
        refuse_others(acting, place)
        key = position if place.same_as is None else place.same_as
        agreement = place.agreement or opened.get(key)
        if agreement is None:
            agreement = open_agreement(acting, cooperation=place.cooperation, parties=place.parties)
            opened[key] = agreement
        if join(acting, agreement, place.parties):
            grown.add(agreement.pk)
        entries.append(append_item(item, document, position, recording, agreement=agreement))
        if item.registry_number and not item.text:
            in_matter(acting, entries[-1], agreement)
    concerned = {entry.agreement for entry in entries if entry.agreement is not None}
    if justered is not None or ground is not None:
        share_in(acting, document, "justering" if justered is not None else ground or "")
    Draft.objects.filter(pk=draft.pk).update(state="recorded")
    index(concerned, today=acting.today)  # first: in it those who work on one agreement take turns
    index_registered({one.pk for one in concerned})
    index_readers({document.pk, *_documents_of(grown)})
    acting.note("document_recorded", document.pk, entries=[entry.pk for entry in entries], why=why)
    return entries


def _documents_of(agreements: Iterable[UUID]) -> Iterable[UUID]:
    """The documents that the agreements rest on: what is joint of them is a new party's to find, too."""
    return Entry.objects.filter(agreement__in=agreements).values_list("document", flat=True)


def in_matter(acting: Acting, entry: Entry, agreement: Agreement) -> None:
    """Put what the organisation's own minutes tell in the matter they name; another's registry number is another's matter."""
    head = entry.head
    numbers = Party.objects.filter(agreement=agreement).values_list("organisation", flat=True)
    all_ = met([acting.organisation.pk, *numbers])
    own = all_.pop(acting.organisation.pk)
    if whose(head, own, list(all_.values())) != own:
        return
    key = body_of(head, own)
    body = None if key is None else Body.objects.get(pk=key)
    connect(acting, agreement, matter_in(acting, head["registry_number"], title=head.get("title") or "", body=body))


def refuse_others(acting: Acting, place: Place) -> None:
    """Refuse an agreement or cooperation that the organisation is not in: nobody makes themselves a party to another's."""
    mine = Party.objects.filter(organisation=acting.organisation)
    if place.agreement is not None and not mine.filter(agreement=place.agreement).exists():
        raise InvalidError("not_your_agreement")
    if place.cooperation is not None and not mine.filter(agreement__cooperation=place.cooperation).exists():
        raise InvalidError("not_your_agreement")


def _may_share(acting: Acting, draft: Draft, justered: date | None, ground: str | None) -> None:
    """Refuse to make joint without the right to, a day to come, and a ground that is none."""
    if justered is None and ground is None:
        return
    if not acting.may(Right.SHARE):
        raise RefusedError("not_allowed", right=Right.SHARE.value)
    if not acting.may_with(Right.SHARE, draft):
        raise RefusedError("not_for_your_body")
    if justered is not None and justered > acting.today:
        raise InvalidError("justered_later", day=justered)
    if ground is not None and ground not in GROUNDS:
        raise InvalidError("unknown_ground", ground=ground, known=", ".join(GROUNDS))
