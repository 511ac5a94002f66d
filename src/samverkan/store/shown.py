"""What a view shows, as questions to the database: entries, facts and documents that can be counted, sorted and paged.

The same rules as `store.seeing` has, which `store.load` applies to one agreement's rows: own and joint, recorded by `known`,
come by `papers`, what is corrected left out. What is joint is shown to the parties of its agreement alone. Names, parties,
ends of bodies and what matters concern come with their rows, as they were known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from samverkan.store.belonging import not_hidden
from samverkan.store.concerning import concerning
from samverkan.store.models import (
    Agreement,
    AgreementMatter,
    Body,
    BodyEnded,
    Document,
    Entry,
    Fact,
    Matter,
    Organisation,
    OrganisationName,
    Party,
    Rendition,
    Shared,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Model, QuerySet

    from samverkan.store.view import View

M = TypeVar("M", bound="Model")
R = TypeVar("R", Entry, Fact)


def agreements_shown(organisation: Organisation, view: View) -> QuerySet[Agreement]:
    """The agreements that the organisation is party to."""
    mine = Party.objects.filter(organisation=organisation, agreement=OuterRef("pk"))
    return Agreement.objects.filter(Exists(_by(mine, view)))


def parties_shown(agreements: Iterable[UUID], view: View) -> QuerySet[Party]:
    """The parties of some agreements, and what each is called."""
    rows = _by(Party.objects.filter(agreement__in=list(agreements)), view).select_related("organisation")
    return rows.prefetch_related(_names("organisation__names", view)).order_by("organisation")


def entries_shown(organisation: Organisation, view: View) -> QuerySet[Entry]:
    """The entries that the view shows, those in whose place another stands left out."""
    seen = Entry.objects.filter(_own_or_joint(organisation, view, "document"))
    seen = _come(_by(seen, view), organisation, view)
    later = _come(_by(Entry.objects.filter(replaces=OuterRef("pk")), view), organisation, view)
    return seen.filter(~Exists(later))


def facts_shown(organisation: Organisation, view: View) -> QuerySet[Fact]:
    """The facts that entries in the view state and that people say, corrections applied."""
    seen = Fact.objects.filter(_own_or_joint(organisation, view, "entry__document"))
    seen = _come(_by(seen, view), organisation, view)
    kept = seen.filter(~Exists(seen.filter(replaces=OuterRef("pk"))), value__isnull=False)
    stated = Q(entry__isnull=True) | Q(entry__in=entries_shown(organisation, view).values("pk"))
    return kept.filter(stated).select_related("organisation").prefetch_related(_names("organisation__names", view))


def documents_shown(organisation: Organisation, view: View) -> QuerySet[Document]:
    """The organisation's own documents, and what others have made joint of the agreements it is party to."""
    entries = entries_shown(organisation, view).filter(document=OuterRef("pk"), agreement__isnull=False)
    shown = Q(Exists(entries) & _shared("pk", view))
    if view.scope == organisation.pk:
        own = Q(organisation=organisation) & not_hidden(view)
        shown |= own if view.papers is None else own & Q(arrived__lte=view.papers)
    rows = _by(Document.objects.filter(shown), view)
    if view.until is not None:
        first = Entry.objects.filter(document=OuterRef("pk")).order_by("recorded").values("recorded")[:1]
        rows = rows.annotate(entered=Subquery(first))
    return rows.select_related("draft").prefetch_related(Prefetch("shared", shares_shown(view)))


def state_of(document: Document, view: View) -> str | None:
    """What had become of one of `documents_shown`: recorded from its first entry on. None of another's document."""
    draft = getattr(document, "draft", None)
    if document.organisation_id != view.scope or draft is None:
        return None
    entered: datetime | None = getattr(document, "entered", None)  # annotated where an earlier day is asked for
    later = view.until is not None and entered is not None and entered >= view.until
    return "waiting" if draft.state == "recorded" and later else str(draft.state)


def rendition_of(document: Document, view: View) -> Rendition | None:
    """The document's text, where it could be read by then."""
    found: Rendition | None = getattr(document.content, "rendition", None)
    if found is not None and hasattr(document, "disposed"):
        return None  # another organisation may hold the same bytes
    return None if found is None or (view.until is not None and found.recorded >= view.until) else found


def matters_shown(organisation: Organisation, view: View) -> QuerySet[Matter]:
    """The organisation's own matters; what others call theirs is not joint."""
    own = Matter.objects.filter(organisation=organisation) if view.scope == organisation.pk else Matter.objects.none()
    concerned = concerning(AgreementMatter.objects.order_by("pk"), view.until)
    return _by(own, view).prefetch_related(Prefetch("agreements", concerned))


def organisations_shown(organisation: Organisation, view: View) -> QuerySet[Organisation]:
    """The organisation, and those it has agreements with."""
    agreements = agreements_shown(organisation, view).values("pk")
    together = _by(Party.objects.filter(agreement__in=agreements), view).values("organisation")
    shown = Organisation.objects.filter(Q(pk=organisation.pk) | Q(pk__in=together))
    return shown.prefetch_related(_names("names", view))


def bodies_shown(organisation: Organisation, view: View) -> QuerySet[Body]:
    """The bodies of those organisations."""
    rows = Body.objects.filter(organisation__in=organisations_shown(organisation, view).values("pk"))
    return _by(rows, view).prefetch_related(Prefetch("endings", _by(BodyEnded.objects.order_by("pk"), view)))


def _names(path: str, view: View) -> Prefetch[str, QuerySet[OrganisationName], str]:
    """Organisations' names that were recorded by then."""
    return Prefetch(path, _by(OrganisationName.objects.all(), view))


def _own_or_joint(organisation: Organisation, view: View, document: str) -> Q:
    mine = _by(Party.objects.filter(organisation=organisation), view)
    if view.come is not None:
        mine = mine.filter(recorded__lt=view.come)
    joint = Q(agreement__in=mine.values("agreement")) & _shared(document, view)
    own = Q(organisation=organisation, agreement__isnull=False)
    return own | joint if view.scope == organisation.pk else joint


def _shared(document: str, view: View) -> Q:
    """That the document is joint, and was by then."""
    return Q(Exists(shares_shown(view).filter(document=OuterRef(document))))


def shares_shown(view: View) -> QuerySet[Shared]:
    """What has made documents joint, as known and by the day that papers had arrived."""
    shared = _by(Shared.objects.all(), view)
    return shared if view.come is None else shared.filter(recorded__lt=view.come)


def _come(rows: QuerySet[R], organisation: Organisation, view: View) -> QuerySet[R]:
    """The rows that had come by the day of `papers`: to others not before they were recorded."""
    if view.come is None:
        return rows
    theirs = Q(recorded__lt=view.come)
    come = Q(organisation=organisation) | theirs if view.scope == organisation.pk else theirs
    return rows.filter(come, reached__lte=view.papers)


def _by(rows: QuerySet[M], view: View) -> QuerySet[M]:
    """The rows that were recorded by the day that the view names."""
    return rows if view.until is None else rows.filter(recorded__lt=view.until)
