"""Documents as an organisation sees them: one receipt with what became of it, and the list of what came in.

In: an organisation, a view, what is wanted. Out: rows. What the view does not show is as if it were not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from django.db.models import Exists, OuterRef, Q

from samverkan.store.belonging import hidden_from, not_hidden
from samverkan.store.folding import holds
from samverkan.store.models import Document, Entry, Published, Shared
from samverkan.store.registers import titles
from samverkan.store.retention import disposal_of
from samverkan.store.shown import agreements_shown, entries_shown, shares_shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import Model, QuerySet

    from samverkan.store.models import Disposed, Organisation
    from samverkan.store.view import View

M = TypeVar("M", bound="Model")

PAGE: Final = 50
STATES: Final = ("waiting", "unreadable", "recorded")
SORTS: Final = {"arrived": "arrived", "number": "number", "name": "particulars__file_name", "state": "draft__state"}


class Concerned(NamedTuple):
    """An agreement that entries of a document concern, and its title where it has one."""

    id: UUID
    title: str


class Receipt(NamedTuple):
    """A document, whether it is the organisation's own, since when and why it is joint, what it concerns.

    `public`: since when it is shown without login; `withdrawn`: since when it is so no longer.
    """

    document: Document
    own: bool
    state: str
    shared: Shared | None
    public: datetime | None
    withdrawn: datetime | None
    agreements: list[Concerned]
    disposed: Disposed | None = None


class Wanted(NamedTuple):
    """What of the list is wanted; "-arrived" sorts the other way round."""

    state: str = ""
    text: str = ""
    sort: str = "-arrived"
    page: int = 1
    size: int = PAGE


class Arrived(NamedTuple):
    """How many documents there are, how many wait and how many could not be read; one page of those wanted."""

    total: int
    waiting: int
    unreadable: int
    left: int
    rows: Sequence[Document]
    page: int
    pages: int


def receipt(organisation: Organisation, view: View, id: UUID, *, on: date) -> Receipt | None:  # noqa: A002
    """The document, where the organisation may see it: its own file, or what is joint of an agreement of its own."""
    found = Document.objects.filter(pk=id).select_related("content", "particulars", "draft", "matter")
    document = found.prefetch_related("organisation__names").first()
    if document is None or hidden_from(view, [document.pk]):
        return None
    mine = document.organisation_id == organisation.pk
    shared = shares_shown(view).filter(document=document).order_by("recorded", "pk").first()
    entries = entries_shown(organisation, view).filter(document=document)
    concerned = agreements_shown(organisation, view).filter(pk__in=entries.values("agreement"))
    agreements = list(concerned.values_list("pk", flat=True))
    if not agreements and not (mine and view.scope == organisation.pk and _there(document, view)):
        return None
    return Receipt(
        document, mine, _state(document, view), shared, *_publication(document, view),
        [Concerned(one, title) for one, title, _ in titles(agreements, view, on)], disposal_of(document),
    )  # fmt: skip


def arrived(organisation: Organisation, view: View, wanted: Wanted, *, on: date) -> Arrived:
    """The organisation's documents that had come in by the day, newest first unless asked otherwise."""
    every = _until(Document.objects.filter(organisation=organisation, arrived__lte=view.papers or on), view)
    every = every.filter(not_hidden(view), arrived__lte=on)
    kept = every
    if wanted.state in STATES:
        kept = _in_state(kept, wanted.state, view)
    for word in wanted.text.split():
        kept = kept.filter(
            holds(word, "number", "particulars__file_name", "particulars__sender", "particulars__concerns")
        )
    column = SORTS.get(wanted.sort.removeprefix("-"), "arrived")
    order = f"-{column}" if wanted.sort.startswith("-") else column
    left = kept.count()
    pages = max(1, -(-left // wanted.size))
    page = max(1, min(wanted.page, pages))
    rows = kept.select_related("particulars", "draft", "content", "content__rendition")
    rows = rows.defer("content__rendition__text", "content__rendition__pages", "draft__items")
    rows = rows.order_by(order, "-recorded")
    shown = list(rows[(page - 1) * wanted.size : page * wanted.size])
    for one in shown:
        one.state = _state(one, view)  # type: ignore[attr-defined]  # as the view has it
    wait, unread = (_in_state(every, state, view).count() for state in ("waiting", "unreadable"))
    return Arrived(every.count(), wait, unread, left, shown, page, pages)


def waiting(organisation: Organisation, view: View) -> QuerySet[Document]:
    """The organisation's documents that wait for review, the one that has waited longest first."""
    return _with_names(organisation, "waiting", view).order_by("arrived", "recorded")


def unreadable(organisation: Organisation, view: View) -> QuerySet[Document]:
    """The organisation's documents that could not be read, the oldest first."""
    return _with_names(organisation, "unreadable", view).filter(disposed=None).order_by("arrived", "recorded")


def _with_names(organisation: Organisation, state: str, view: View) -> QuerySet[Document]:
    rows = Document.objects.filter(not_hidden(view), organisation=organisation, draft__state=state)
    rows = rows.select_related("particulars", "draft", "content", "content__rendition")
    return rows.defer("content__rendition__text", "content__rendition__pages")


def _publication(document: Document, view: View) -> tuple[datetime | None, datetime | None]:
    """Since when it is public, or since when it is so no longer."""
    public, withdrawn = None, None
    for one in _until(Published.objects.filter(document=document), view).order_by("pk"):
        if one.withdrawn and public is not None:
            public, withdrawn = None, one.recorded
        elif not one.withdrawn and public is None:
            public, withdrawn = one.recorded, None
    return public, withdrawn


def _there(document: Document, view: View) -> bool:
    if view.until is not None and document.recorded >= view.until:
        return False
    return view.papers is None or document.arrived <= view.papers


def _until(rows: QuerySet[M], view: View) -> QuerySet[M]:
    return rows if view.until is None else rows.filter(recorded__lt=view.until)


def _state(document: Document, view: View) -> str:
    """Its state, now or as it was known: recorded from its first entry on."""
    state: str = document.draft.state
    if view.until is None or state != "recorded":
        return state
    entries = list(Entry.objects.filter(document=document).values_list("recorded", flat=True))
    return "recorded" if not entries or min(entries) < view.until else "waiting"


def _in_state(rows: QuerySet[Document], state: str, view: View) -> QuerySet[Document]:
    if view.until is None or state == "unreadable":
        return rows.filter(draft__state=state)
    later = Entry.objects.filter(document=OuterRef("pk"))
    rows = rows.annotate(some=Exists(later), before=Exists(later.filter(recorded__lt=view.until)))
    recorded = Q(draft__state="recorded") & (Q(before=True) | Q(some=False))
    if state == "recorded":
        return rows.filter(recorded)
    return rows.exclude(recorded).exclude(draft__state="unreadable")
