"""What an organisation hands over to its archive: its own file and what has come to it as joint, in; a holding out.

Only what the organisation itself sees (`store.shown`): never a paper that another has not made joint, nor another's
protected columns.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Q
from django.utils import timezone

from samverkan.core.writing.archive_mets import DATA
from samverkan.core.writing.archive_values import (
    Attached,
    Disposal,
    Handled,
    Holding,
    Keeper,
    Matter,
    Protected,
    Record,
)
from samverkan.store.heading import body_name
from samverkan.store.models import AgreementMatter, Cooperation, Disposed, Document, Entry, Particulars, Party, Redacted
from samverkan.store.models import Matter as MatterRow
from samverkan.store.money.archived import money_of
from samverkan.store.shown import documents_shown, entries_shown, facts_shown
from samverkan.store.view import View
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from samverkan.store.models import Invoice, Organisation

MEDIA: Final = {
    "pdf": ("application/pdf", "pdf"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "html": ("text/html", "html"),
    "text": ("text/plain", "txt"),
}
"""The kinds of bytes that are kept: as they are named to others, and the ending of a file."""


class Gathered(NamedTuple):
    """The holding; everything that its documents record and people have said, and the money of its agreements, as JSON can hold it."""

    holding: Holding
    facts: Mapping[str, Any]
    money: Mapping[str, Any]


def gather(organisation: Organisation, keeper: Keeper, until: date | None) -> Gathered:
    """All that is the organisation's to keep, of what had come to it by the day."""
    view = View(organisation.pk, papers=until)
    documents = list(
        documents_shown(organisation, view)
        .select_related("content", "content__rendition", "organisation", "matter")
        .prefetch_related("organisation__names")
        .defer("content__rendition__text", "content__rendition__pages", "draft__items", "draft__findings")
        .order_by("arrived", "recorded", "pk")
    )
    entries = _entries(organisation, view, [one.pk for one in documents])
    rows = MatterRow.objects.filter(organisation=organisation).select_related("body").order_by("registry_number", "pk")
    places = _Places(organisation, rows)
    told = _Told(organisation)
    money = money_of(organisation, until)
    records = [
        *(told.record(one, entries.get(one.pk, ()), places) for one in documents),
        *(told.invoice(one, places) for one in money.invoices),
    ]
    used = {matter for record in records for matter in record.matters}
    matters = [_matter(one) for one in rows if until is None or str(one.pk) in used or _there(one) <= until]
    return Gathered(Holding(keeper, until, matters, records), _facts(organisation, view, entries), money.data)


def _entries(organisation: Organisation, view: View, documents: list[UUID]) -> dict[UUID, list[Entry]]:
    """The entries of each document that the organisation sees; of its own also those that concern no agreement."""
    seen = Q(pk__in=entries_shown(organisation, view).values("pk"))
    loose = Q(organisation=organisation, agreement=None, replaced_by=None)
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for one in Entry.objects.filter(seen | loose).order_by("document", "position", "pk"):
        found[one.document_id].append(one)
    wanted = set(documents)
    return {document: rows for document, rows in found.items() if document in wanted}


class _Places:
    """In which of the organisation's own matters a document belongs."""

    def __init__(self, organisation: Organisation, rows: Iterable[MatterRow]) -> None:
        self.organisation = organisation
        self.numbers = {one.registry_number: str(one.pk) for one in rows}
        self.of: dict[UUID, set[str]] = defaultdict(set)
        concerned = AgreementMatter.objects.filter(matter__organisation=organisation)
        for agreement, matter in concerned.values_list("agreement", "matter"):
            self.of[agreement].add(str(matter))

    def matters(self, document: Document, entries: Iterable[Entry]) -> list[str]:
        """The matter it was filed in; else those whose numbers its entries name; else those of its agreements."""
        if document.matter_id is not None and document.organisation_id == self.organisation.pk:
            return [str(document.matter_id)]
        named = set()
        if document.organisation_id == self.organisation.pk:
            written = (str(one.head.get("registry_number") or "") for one in entries)
            named = {self.numbers[number] for number in written if number in self.numbers}
        agreements = {one.agreement_id for one in entries if one.agreement_id is not None}
        return sorted(named or {matter for one in agreements for matter in self.of.get(one, ())})


class _Told:
    """Documents as records; the protected columns of the organisation's own alone."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        mine = Particulars.objects.filter(document__organisation=organisation)
        erased = Disposed.objects.filter(document__organisation=organisation).select_related("rule")
        self.disposed = {
            one.document_id: Disposal(timezone.localtime(one.recorded), one.decision, one.rule.ground) for one in erased
        }
        made = Redacted.objects.filter(document__organisation=organisation)
        self.redacts = {one.document_id: one.original_id.urn for one in made}
        self.protected = {
            one.document_id: Protected(one.file_name, one.sender, one.concerns) for one in mine
        }  # fmt: skip

    def record(self, one: Document, entries: Iterable[Entry], places: _Places) -> Record:
        media, ending = MEDIA.get(one.content.kind, ("application/octet-stream", "bin"))
        rendition = getattr(one.content, "rendition", None)
        own = one.organisation_id == self.organisation.pk
        joint = bool(one.shared.all())
        return Record(
            id=one.pk.urn,
            number=one.number,
            kind="unknown" if rendition is None else rendition.kind,
            arrived=one.arrived,
            recorded=timezone.localtime(one.recorded),
            owner=one.organisation_id,
            owner_name=one.organisation.called(one.arrived),
            own=own,
            joint=joint,
            signed_original=one.signed_original,
            sha256=one.content_id,
            size=one.content.size,
            media=media,
            path=f"{DATA}{one.content_id}.{ending}",
            matters=places.matters(one, entries),
            handled=[_handled(entry.head) for entry in entries],
            protected=self.protected.get(one.pk) if own else None,
            disposed=self.disposed.get(one.pk),
            redacts=self.redacts.get(one.pk, ""),
        )

    def invoice(self, one: Invoice, places: _Places) -> Record:
        """An invoice or a credit note, sent or got: the PDF for people, the same values as XML."""
        pdf, xml = (f"{DATA}{content.pk}.{content.kind}" for content in (one.pdf, one.xml))
        issued, kind = date.fromisoformat(one.data["issued"]), f"kind.{one.data['kind']}"
        return Record(
            id=one.pk.urn,
            number=one.number,
            kind=one.data["kind"],
            arrived=issued,
            recorded=timezone.localtime(one.recorded),
            owner=one.organisation_id,
            owner_name=one.organisation.called(issued),
            own=one.organisation_id == self.organisation.pk,
            joint=False,
            signed_original=False,
            sha256=one.pdf_id,
            size=one.pdf.size,
            media="application/pdf",
            path=pdf,
            matters=sorted(places.of.get(one.settlement.agreement_id, ())),
            handled=(),
            protected=None,
            title=f"{say('invoicing', kind, {}, 'sv')} {one.number}",
            also=(Attached(xml, "application/xml", one.xml_id),),
        )


def _handled(head: Any) -> Handled:
    section, number, title = (str(head.get(name) or "") for name in ("section", "registry_number", "title"))
    return Handled(body_name(head), str(head.get("day") or ""), section, number, title or str(head.get("object") or ""))


def _matter(one: MatterRow) -> Matter:
    return Matter(str(one.pk), one.registry_number, one.title, "" if one.body is None else one.body.name, one.opened)


def _there(one: MatterRow) -> date:
    """Since when there is the matter, as far as is known."""
    return one.opened or timezone.localtime(one.recorded).date()


def _facts(organisation: Organisation, view: View, entries: Mapping[UUID, Iterable[Entry]]) -> dict[str, Any]:
    """The recorded entries and facts, each in the words of the ledger, and the agreements that they are of."""
    rows = [one for these in entries.values() for one in these]
    facts = list(facts_shown(organisation, view).order_by("pk"))
    named = {one.agreement_id for one in rows} | {one.agreement_id for one in facts}
    agreements = {one for one in named if one is not None}
    cooperations = Cooperation.objects.filter(agreements__in=agreements).values_list("agreements", "pk")
    parties: dict[UUID, list[str]] = defaultdict(list)
    for agreement, number in (
        Party.objects.filter(agreement__in=agreements).order_by("organisation").values_list("agreement", "organisation")
    ):
        parties[agreement].append(number)
    of = dict(cooperations)
    return {
        "agreements": [
            {"id": str(one), "cooperation": str(of[one]), "parties": parties[one]} for one in sorted(agreements, key=str)
        ],
        "entries": [
            {
                "id": one.pk, "document": str(one.document_id), "agreement": _name(one.agreement_id), "head": one.head,
                "organisation": one.organisation_id, "reached": str(one.reached), "recorded": one.recorded.isoformat(),
                "why": one.why,
            }
            for one in rows
        ],
        "facts": [
            {
                "id": one.pk, "entry": one.entry_id, "agreement": _name(one.agreement_id), "kind": one.kind,
                "value": one.value, "organisation": one.organisation_id, "reached": str(one.reached),
                "recorded": one.recorded.isoformat(), "why": one.why,
            }
            for one in facts
        ],
    }  # fmt: skip


def _name(agreement: UUID | None) -> str | None:
    return None if agreement is None else str(agreement)
