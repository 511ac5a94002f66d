"""What is public: published documents, and the agreements as they stand by them alone.

In: nothing that anybody has to be let in for. Out: values from the public columns only; `Particulars` and drafts are never
asked for. What is withdrawn is not shown for any earlier day either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef

from samverkan.store.folding import by_bytes, holds
from samverkan.store.heading import body_name, day_of
from samverkan.store.listed import Listed
from samverkan.store.models import Document, Entry, Published, Rendition, StandingSpan
from samverkan.store.view import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

PAGE = 30


class PublicDocument(NamedTuple):
    """A published document: what its own recorded entries call it, whose it is and of which day."""

    document: Document
    title: str
    body: str
    day: date | None
    kind: str


def publications() -> QuerySet[Published]:
    """What makes documents public now: the last word on each, where it has not been withdrawn."""
    later = Published.objects.filter(document=OuterRef("document"), id__gt=OuterRef("id"))
    return Published.objects.filter(~Exists(later), withdrawn=False)


def published(ids: Sequence[UUID] | None = None) -> QuerySet[Document]:
    """The documents that are published now; only of these where some are named."""
    shown = publications()
    if ids is not None:
        shown = shown.filter(document__in=ids)
    return Document.objects.filter(pk__in=shown.values("document")).select_related("organisation", "content")


def documents(*, text: str = "", page: int = 1) -> Listed:
    """A page of the published documents, the last to arrive first."""
    rows = published().order_by("-arrived", "id")
    if text:
        heads = Entry.objects.filter(holds(text, "head__title"), document__in=rows.values("pk"))
        rows = rows.filter(pk__in=heads.values("document"))
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    return Listed(_told(list(rows[(page - 1) * PAGE : page * PAGE])), total, page, pages)


def document(id: UUID) -> tuple[PublicDocument, Rendition | None] | None:  # noqa: A002 - the address names it so
    """One published document with its text; None where it is not published."""
    found = _told(list(published([id])))
    if not found:
        return None
    return found[0], Rendition.objects.filter(content=found[0].document.content_id).first()


def documents_of(agreement: UUID) -> Sequence[PublicDocument]:
    """The published documents that concern an agreement, oldest first."""
    concerned = (
        Entry.objects.filter(agreement=agreement, replaced_by=None).values_list("document", flat=True).distinct()
    )
    return sorted(_told(list(published(list(concerned)))), key=lambda one: (str(one.day or ""), str(one.document.pk)))


def agreements(on: date, *, text: str = "", page: int = 1) -> Listed:
    """A page of the agreements that published documents tell of, as these say they stand on the day."""
    rows = StandingSpan.objects.filter(scope=PUBLIC, first__lte=on, last__gte=on).order_by(
        by_bytes("title_key"), "agreement"
    )
    for word in text.casefold().split():
        rows = rows.filter(searched__contains=word)
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    return Listed(list(rows[(page - 1) * PAGE : page * PAGE]), total, page, pages)


def _told(documents: Sequence[Document]) -> list[PublicDocument]:
    heads: dict[Any, Any] = {}
    for key, head in (
        Entry.objects.filter(document__in=[one.pk for one in documents])
        .order_by("-id")
        .values_list("document_id", "head")
    ):
        heads[key] = head  # the first entry stays
    kinds = dict(
        Rendition.objects.filter(content__in={one.content_id for one in documents}).values_list("content_id", "kind")
    )
    found = []
    for one in documents:
        head = heads.get(one.pk, {})
        title = str(head.get("title") or head.get("object") or "")
        found.append(
            PublicDocument(one, title, body_name(head), day_of(head.get("day")), kinds.get(one.content_id, "unknown"))
        )
    return found
