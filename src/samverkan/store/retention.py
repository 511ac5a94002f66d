"""How long documents are kept, and which may be erased: the organisation's rules in, a list to decide on out.

A document is kept to the end of the year that lies so many years after it came in. One that something rests on is never
proposed: see `Hindrance`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

from django.db.models import Exists, OuterRef, Q, QuerySet

from samverkan.core.reading.values import Kind
from samverkan.store import blobs
from samverkan.store.models import Content, Disposed, Document, Entry, RetentionRule, Shared
from samverkan.store.published import publications

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from samverkan.store.models import Organisation

UNREAD: Final = "unread"
KINDS: Final = (*get_args(Kind), UNREAD)
"""What rules are for: each kind of document, and what could not be read."""

HINDRANCES: Final = ("agreement", "joint", "published", "signed", "review")
"""Why a document is not erased though its time is out: an agreement's facts rest on it, other parties have it as joint, it is
published, it is a signed original, its review is not ended."""


class Proposal(NamedTuple):
    """A document that may be erased: by which rule, and the last day it was to be kept."""

    document: Document
    rule: RetentionRule
    kept_until: date


class Proposals(NamedTuple):
    """What may be erased, and of what else whose time is out, how many each thing hinders."""

    rows: Sequence[Proposal]
    total: int
    hindered: Mapping[str, int]


def kept_until(arrived: date, years: int) -> date:
    """The last day that a document is kept."""
    return date(min(arrived.year + years, date.max.year), 12, 31)


def rules(organisation: Organisation, on: date) -> dict[str, RetentionRule]:
    """The rule for each kind that has one on the day."""
    found: dict[str, RetentionRule] = {}
    for one in RetentionRule.objects.filter(organisation=organisation, from_day__lte=on).order_by("from_day", "pk"):
        found[one.kind] = one
    return found


def every_rule(organisation: Organisation) -> QuerySet[RetentionRule]:
    """All that has been decided, the latest first."""
    return RetentionRule.objects.filter(organisation=organisation).select_related("by").order_by("-from_day", "-pk")


def proposals(organisation: Organisation, on: date, *, most: int = 100) -> Proposals:
    """What may be erased on the day, the oldest first."""
    held = rules(organisation, on)
    due = _due(organisation, held, on)
    hindered = {name: due.filter(_HINDERED[name]).count() for name in HINDRANCES}
    free = due.exclude(_any_hindrance()).select_related("content", "content__rendition", "particulars")
    free = free.defer("content__rendition__text", "content__rendition__pages").order_by("arrived", "recorded", "pk")
    rows = []
    for one in free[:most]:
        rule = held[_kind(one)]
        rows.append(Proposal(one, rule, kept_until(one.arrived, rule.years or 0)))
    return Proposals(rows, free.count(), {name: count for name, count in hindered.items() if count})


def disposable(organisation: Organisation, documents: Iterable[UUID], on: date) -> dict[UUID, RetentionRule]:
    """Those of the documents that may be erased on the day, and by which rule."""
    held = rules(organisation, on)
    free = _due(organisation, held, on).exclude(_any_hindrance()).filter(pk__in=list(documents))
    return {one.pk: held[_kind(one)] for one in free.select_related("content__rendition")}


def disposed(organisation: Organisation) -> QuerySet[Disposed]:
    """What has been erased, the latest first."""
    rows = Disposed.objects.filter(document__organisation=organisation).select_related("document", "rule", "by")
    return rows.order_by("-recorded", "-pk")


def disposal_of(document: Document) -> Disposed | None:
    """By what the document's content has been erased; None where it has not."""
    return Disposed.objects.filter(document=document).select_related("rule").first()


def unused(contents: Iterable[str] | QuerySet[Any, Any]) -> list[str]:
    """The contents that nothing holds any more: every receipt of them is erased, and nothing else refers to them."""
    asked = contents if isinstance(contents, QuerySet) else list(contents)
    found = Content.objects.filter(pk__in=asked, documents__disposed__isnull=False).distinct()
    found = found.exclude(Exists(Document.objects.filter(content=OuterRef("pk"), disposed=None)))
    for related in Content._meta.related_objects:
        if related.related_model not in (Document,) and related.name != "rendition":
            name: Any = related.field.name
            model: Any = related.related_model
            found = found.exclude(Exists(model.objects.filter(**{name: OuterRef("pk")})))
    return list(found.values_list("pk", flat=True))


def erased_contents() -> set[str]:
    """All contents that are gone for good."""
    return set(unused(Disposed.objects.values("document__content")))


def erase_bytes() -> None:
    """Erase the bytes of what is disposed and lies there still: after a decision, or one that was stopped before the end."""
    for sha256 in sorted(erased_contents()):
        blobs.erase(sha256)


def _due(organisation: Organisation, held: Mapping[str, RetentionRule], on: date) -> QuerySet[Document]:
    """The documents whose time is out, and whose content is there."""
    out = Q(pk__in=[])
    for kind, rule in held.items():
        if rule.years is not None and rule.years < on.year:
            of_kind = Q(content__rendition=None) if kind == UNREAD else Q(content__rendition__kind=kind)
            out |= of_kind & Q(arrived__lt=date(on.year - rule.years, 1, 1))
    return Document.objects.filter(out, organisation=organisation, disposed=None)


_HINDERED: Final[dict[str, Q]] = {
    "agreement": Q(Exists(Entry.objects.filter(document=OuterRef("pk"), replaced_by=None, agreement__isnull=False))),
    "joint": Q(Exists(Shared.objects.filter(document=OuterRef("pk")))),
    "published": Q(Exists(publications().filter(document=OuterRef("pk")))),
    "signed": Q(signed_original=True),
    "review": Q(draft__state="waiting"),
}


def _any_hindrance() -> Q:
    every = Q(pk__in=[])
    for one in _HINDERED.values():
        every |= one
    return every


def _kind(document: Document) -> str:
    rendition = getattr(document.content, "rendition", None)
    return UNREAD if rendition is None else str(rendition.kind)
