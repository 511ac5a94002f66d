"""The register of documents as the public may read it: date, designation, sender or recipient, what it concerns (OSL 5:2).

In: nothing that anybody has to be let in for. Out: the public columns alone; `Particulars` are never asked for. Read it is
only where the organisation has opened it. Its own view of its register is `store.receipts.arrived`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q, Subquery

from samverkan.store.folding import holds
from samverkan.store.listed import Listed
from samverkan.store.models import Disclosed, Document, OpenedRegister, Organisation
from samverkan.store.published import publications

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from django.db.models import QuerySet

PAGE: Final = 50
_AT_ONCE: Final = 5000
"""How many are asked for at a time: a database takes so many values in a question and no more."""


def opened() -> QuerySet[Organisation]:
    """The organisations whose register may be read without login."""
    later = OpenedRegister.objects.filter(organisation=OuterRef("organisation"), id__gt=OuterRef("id"))
    now = OpenedRegister.objects.filter(~Exists(later), closed=False)
    return Organisation.objects.filter(pk__in=now.values("organisation")).prefetch_related("names").order_by("pk")


def is_open(organisation: Organisation) -> bool:
    """Whether the organisation's is."""
    return opened().filter(pk=organisation.pk).exists()


def disclosed(documents: Iterable[UUID]) -> Mapping[UUID, Disclosed]:
    """What the public register says of each of these documents."""
    asked = list(documents)
    found: dict[UUID, Disclosed] = {}
    for at in range(0, len(asked), _AT_ONCE):
        rows = Disclosed.objects.filter(document__in=asked[at : at + _AT_ONCE]).order_by("pk")
        found |= {one.document_id: one for one in rows}
    return found


def public_rows(
    *, organisation: str = "", text: str = "", year: int | None = None, page: int = 1, size: int = PAGE
) -> Listed:  # fmt: skip
    """A page of the opened registers, the last to arrive first."""
    rows = Document.objects.filter(organisation__in=opened().values("pk"))
    last = Disclosed.objects.filter(document=OuterRef("pk")).order_by("-pk")
    rows = rows.annotate(
        sender=Subquery(last.values("sender")[:1]), concerns=Subquery(last.values("concerns")[:1]),
        public=Exists(publications().filter(document=OuterRef("pk"))),
    )  # fmt: skip
    if organisation:
        rows = rows.filter(organisation=organisation)
    if year is not None:
        rows = rows.filter(arrived__year=year)
    for word in text.split():
        rows = rows.filter(holds(word, "number", "sender", "concerns") | Q(content=word.casefold()))
    total = rows.count()
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    shown = (
        rows.select_related("organisation")
        .prefetch_related("organisation__names")
        .order_by("-arrived", "-recorded", "pk")
    )
    return Listed(list(shown[(page - 1) * size : page * size]), total, page, pages)
