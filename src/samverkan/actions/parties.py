"""An organisation becomes party to an agreement that there is, because somebody says so and not a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting, InvalidError, RefusedError, action
from samverkan.actions.register import join
from samverkan.actions.roles import Right
from samverkan.actions.stating import given_reason
from samverkan.store.indexing import index
from samverkan.store.models import Document, Entry, Party
from samverkan.store.registering import index_registered
from samverkan.store.wording import index_readers

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from django.db.models import QuerySet

    from samverkan.store.models import Agreement, Organisation


def joint_of(agreement: Agreement) -> QuerySet[Document]:
    """The documents that are joint of an agreement: what whoever becomes party to it comes to see."""
    entries = Entry.objects.filter(agreement=agreement, replaced_by=None)
    shared = Document.objects.filter(pk__in=entries.values("document"), shared__isnull=False).distinct()
    return shared.select_related("organisation").prefetch_related("organisation__names").order_by("arrived", "pk")


@action(Right.SHARE)
def add_party(
    acting: Acting, *, agreement: Agreement, organisation: Organisation, why: str, shown: Collection[UUID]
) -> Party:  # fmt: skip
    """Make an organisation party to an agreement of one's own: from now on it sees what is joint of it, for good.

    `shown`: the joint documents that whoever does it was told of. InvalidError where it is no agreement of theirs, the
    organisation is party already, there is no reason, or it would see other documents than told.
    """
    if not Party.objects.filter(agreement=agreement, organisation=acting.organisation).exists():
        raise InvalidError("not_your_agreement")
    why = given_reason(why)
    documents = list(joint_of(agreement))
    if not acting.may_with(Right.SHARE, *(one for one in documents if one.organisation_id == acting.organisation.pk)):
        raise RefusedError("not_for_your_body")
    if {one.pk for one in documents} - set(shown):
        raise InvalidError("others_would_see")
    if not join(acting, agreement, [organisation]):
        raise InvalidError("already_party")
    index([agreement], today=acting.today)  # first: in it those who work on one agreement take turns
    index_registered([agreement.pk])
    index_readers(Entry.objects.filter(agreement=agreement).values_list("document", flat=True).distinct())
    acting.note("party_added", agreement.urn, party=organisation.pk, why=why)
    return Party.objects.get(agreement=agreement, organisation=organisation)
