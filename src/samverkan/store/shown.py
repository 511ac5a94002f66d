"""What a view shows, as questions to the database: entries, facts and documents that can be counted, sorted and paged.

The same rules as `store.load` applies to one agreement's rows: own and joint, recorded by `known`, arrived by `papers`,
what is corrected left out. What is joint is shown to the parties of its agreement alone.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from samverkan.store.belonging import hidden_from
from samverkan.store.models import Agreement, Body, Document, Entry, Fact, Matter, Organisation, Party, Shared

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from samverkan.store.view import View


def agreements_shown(organisation: Organisation, view: View) -> QuerySet[Agreement]:
    """The agreements that the organisation is party to."""
    mine = Party.objects.filter(organisation=organisation, agreement=OuterRef("pk"))
    return Agreement.objects.filter(Exists(_by(mine, view)))


def entries_shown(organisation: Organisation, view: View) -> QuerySet[Entry]:
    """The entries that the view shows, those in whose place another stands left out."""
    seen = Entry.objects.filter(_own_or_joint(organisation, view, "document"))
    seen = _reached(_by(seen, view), view)
    return seen.filter(~Exists(seen.filter(replaces=OuterRef("pk"))))


def facts_shown(organisation: Organisation, view: View) -> QuerySet[Fact]:
    """The facts that entries in the view state, corrections applied."""
    seen = Fact.objects.filter(_own_or_joint(organisation, view, "entry__document"))
    seen = _reached(_by(seen, view), view)
    kept = seen.filter(~Exists(seen.filter(replaces=OuterRef("pk"))), value__isnull=False)
    return kept.filter(entry__in=entries_shown(organisation, view).values("pk"))


def documents_shown(organisation: Organisation, view: View) -> QuerySet[Document]:
    """The organisation's own documents, and what others have made joint of the agreements it is party to."""
    entries = entries_shown(organisation, view).filter(document=OuterRef("pk"), agreement__isnull=False)
    shown = Q(Exists(entries) & _shared("pk", view))
    if view.scope == organisation.pk:
        own = Q(organisation=organisation) & ~Q(pk__in=hidden_from(view))
        shown |= own if view.papers is None else own & Q(arrived__lte=view.papers)
    return _by(Document.objects.filter(shown), view)


def matters_shown(organisation: Organisation, view: View) -> QuerySet[Matter]:
    """The organisation's own matters; what others call theirs is not joint."""
    own = Matter.objects.filter(organisation=organisation) if view.scope == organisation.pk else Matter.objects.none()
    return _by(own, view)


def organisations_shown(organisation: Organisation, view: View) -> QuerySet[Organisation]:
    """The organisation, and those it has agreements with."""
    agreements = agreements_shown(organisation, view).values("pk")
    together = _by(Party.objects.filter(agreement__in=agreements), view).values("organisation")
    return Organisation.objects.filter(Q(pk=organisation.pk) | Q(pk__in=together))


def bodies_shown(organisation: Organisation, view: View) -> QuerySet[Body]:
    """The bodies of those organisations."""
    return _by(Body.objects.filter(organisation__in=organisations_shown(organisation, view).values("pk")), view)


def _own_or_joint(organisation: Organisation, view: View, document: str) -> Q:
    mine = _by(Party.objects.filter(organisation=organisation), view).values("agreement")
    joint = Q(agreement__in=mine) & _shared(document, view)
    return Q(organisation=organisation) | joint if view.scope == organisation.pk else joint


def _shared(document: str, view: View) -> Q:
    """That the document is joint, and was by then."""
    shared = _by(Shared.objects.filter(document=OuterRef(document)), view)
    if view.papers is not None:
        shared = shared.filter(recorded__lt=_end_of(view.papers))
    return Q(Exists(shared))


def _reached(rows: QuerySet[Entry] | QuerySet[Fact], view: View) -> QuerySet:  # type: ignore[type-arg]
    return rows if view.papers is None else rows.filter(reached__lte=view.papers)


def _by(rows: QuerySet, view: View) -> QuerySet:  # type: ignore[type-arg]  # of whichever table
    """The rows that were recorded by the day that the view names."""
    return rows if view.until is None else rows.filter(recorded__lt=view.until)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())
