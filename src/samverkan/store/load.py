"""Rows of the ledger in, the core's values out: what somebody sees of some agreements, as it was known on a day.

Three questions to the database, however many agreements are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F
from django.utils import timezone

from samverkan.core.sources import Citation
from samverkan.core.standing.items import RecordedItem
from samverkan.core.writing.ledger_json import fact_from_json, item_from_json
from samverkan.store.models import Entry, Fact, Published, Shared
from samverkan.store.view import JOINT, PUBLIC, View, reached_others

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from samverkan.core.facts import Fact as FactValue


class Loaded(NamedTuple):
    """The items of each agreement, and the words that their citations quote."""

    items: Mapping[UUID, list[RecordedItem]]
    quotes: dict[Citation, str]


class EntryRow(NamedTuple):
    """An entry as the database holds it. `gone`: when another took its place, maybe with another agreement."""

    id: int
    organisation_id: str
    agreement_id: UUID
    document_id: UUID
    head: Any
    recorded: datetime
    reached: date
    gone: datetime | None


class FactRow(NamedTuple):
    """A fact as the database holds it."""

    id: int
    organisation_id: str
    agreement_id: UUID
    entry_id: int | None
    kind: str
    value: Any
    recorded: datetime
    reached: date
    replaces_id: int | None
    why: str


class Rows(NamedTuple):
    """What the database holds of some agreements: read once, seen in any number of views."""

    entries: list[EntryRow]
    facts: list[FactRow]
    shared: Mapping[UUID, datetime]
    published: Mapping[UUID, list[tuple[datetime, bool]]]


class Shown(NamedTuple):
    """The rows that a view shows, those that are corrected left out."""

    entries: list[EntryRow]
    facts: list[FactRow]

    @property
    def key(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The same for two views that show the same."""
        return tuple([one.id for one in self.entries]), tuple([one.id for one in self.facts])


def rows_of(agreements: Iterable[UUID]) -> Rows:
    """The rows of these agreements."""
    asked = list(agreements)
    held = Entry.objects.filter(agreement__in=asked).annotate(gone=F("replaced_by__recorded"))
    entries = [EntryRow(*row) for row in held.order_by("id").values_list(*EntryRow._fields)]
    facts = [
        FactRow(*row) for row in Fact.objects.filter(agreement__in=asked).order_by("id").values_list(*FactRow._fields)
    ]
    documents = {entry.document_id for entry in entries}
    shared: dict[UUID, datetime] = {}
    published: dict[UUID, list[tuple[datetime, bool]]] = defaultdict(list)
    for document, recorded in (
        Shared.objects.filter(document__in=documents).order_by("-recorded").values_list("document", "recorded")
    ):
        shared[document] = recorded  # the earliest stays
    for document, recorded, withdrawn in (
        Published.objects.filter(document__in=documents).order_by("id").values_list("document", "recorded", "withdrawn")
    ):
        published[document].append((recorded, withdrawn))
    return Rows(entries, facts, shared, published)


def by_cooperation(rows: Rows, cooperations: Iterable[Iterable[UUID]]) -> list[Rows]:
    """The same rows, for each cooperation those of its agreements."""
    of = {agreement: n for n, members in enumerate(cooperations) for agreement in members}
    parts = [Rows([], [], rows.shared, rows.published) for _ in range(len(set(of.values())))]
    for entry in rows.entries:
        parts[of[entry.agreement_id]].entries.append(entry)
    for fact in rows.facts:
        parts[of[fact.agreement_id]].facts.append(fact)
    return parts


def seen(rows: Rows, view: View) -> Loaded:
    """What the view shows of the rows, corrections applied."""
    return Values(rows).of(shown(rows, view))


def shown(rows: Rows, view: View) -> Shown:
    """The rows that the view shows."""
    return _Seen(rows, view).shown()


class Values:
    """Rows as the core's values, each made once, however many views show it."""

    def __init__(self, rows: Rows) -> None:
        self._quotes: dict[Citation, str] = {}
        self._sources = {entry.id: str(entry.document_id) for entry in rows.entries}
        self._roots = _roots(rows.facts)
        self._facts: dict[int, FactValue] = {}
        self._heads: dict[int, RecordedItem] = {}

    def of(self, these: Shown) -> Loaded:
        """The values of some of the rows. The words are those of all that has been made, so keep to one view where they are told."""
        of_entry: dict[int, list[FactValue]] = defaultdict(list)
        said: dict[UUID, list[FactValue]] = defaultdict(list)
        for row in these.facts:
            if row.value is None:
                continue
            value = self._facts.get(row.id) or self._fact(row)
            if row.entry_id is None:
                said[row.agreement_id].append(value)
            else:
                of_entry[row.entry_id].append(value)
        items: dict[UUID, list[RecordedItem]] = defaultdict(list)
        for entry in these.entries:
            head = self._heads.get(entry.id) or self._head(entry)
            items[entry.agreement_id].append(head._replace(facts=tuple(of_entry.get(entry.id, ()))))
        for agreement, facts_said in said.items():
            items[agreement].append(_said(facts_said))
        return Loaded(items, self._quotes)

    def _fact(self, row: FactRow) -> FactValue:
        source = f"fact:{row.id}" if row.entry_id is None else self._sources.get(row.entry_id, "")
        id_ = f"{self._roots[row.id]:012d}"
        value = fact_from_json(row.kind, row.value, id=id_, source=source, quotes=self._quotes)
        if row.entry_id is None:
            value = _by_a_person(value, row, source, self._quotes)
        self._facts[row.id] = value
        return value

    def _head(self, row: EntryRow) -> RecordedItem:
        source, quotes = self._sources[row.id], self._quotes
        head = item_from_json(row.head, id=f"{row.id:012d}", source=source, facts=(), quotes=quotes)
        self._heads[row.id] = head
        return head


def facts_shown(rows: Rows, view: View) -> list[FactRow]:
    """Every row of a fact that the view shows, those that another has replaced too, in the order they were recorded."""
    return _Seen(rows, view).facts()


class _Seen:
    def __init__(self, rows: Rows, view: View) -> None:
        self.rows, self.view, self.until = rows, view, view.until
        self.documents = {entry.id: entry.document_id for entry in rows.entries}

    def shown(self) -> Shown:
        entries = [one for one in self.rows.entries if not self._known(one.gone) and self._shows(one, one.document_id)]
        return Shown(entries, _last(self.facts()))

    def facts(self) -> list[FactRow]:
        """Those shown, replaced or not."""
        return [
            one
            for one in self.rows.facts
            if self._shows(one, None if one.entry_id is None else self.documents.get(one.entry_id))
        ]

    def _known(self, at: datetime | None) -> bool:
        """Whether what was recorded at the moment, if anything was, is known in the view."""
        return at is not None and (self.until is None or at < self.until)

    def _shows(self, row: EntryRow | FactRow, document: UUID | None) -> bool:
        if self.until is not None and row.recorded >= self.until:
            return False
        reached: date = row.reached
        if self.view.scope != row.organisation_id:
            since = self._since(document)
            if since is None:
                return False
            if self.view.papers is not None:
                reached = reached_others(reached, since)
        return self.view.papers is None or reached <= self.view.papers

    def _since(self, document: UUID | None) -> datetime | None:
        """From when what the document says is seen by others; None where it is not, or was not yet known to be."""
        if document is None:
            return None
        if self.view.scope == PUBLIC:
            shown: datetime | None = None
            for recorded, withdrawn in self.rows.published.get(document, ()):
                if self.until is None or recorded < self.until:
                    shown = None if withdrawn else recorded
            return shown
        since = self.rows.shared.get(document)
        return None if since is None or (self.until is not None and since >= self.until) else since


def _by_a_person(value: FactValue, row: FactRow, source: str, quotes: dict[Citation, str]) -> FactValue:
    """The fact with the person's own words as what it rests on."""
    day = str(timezone.localtime(row.recorded).date())
    citation = Citation(source, None, None, day, None)
    quotes[citation] = row.why
    return replace(value, citations=(citation,))


def _last(rows: list[FactRow]) -> list[FactRow]:
    """The rows that no other of them replaces."""
    replaced = {row.replaces_id for row in rows if row.replaces_id is not None}
    return [row for row in rows if row.id not in replaced] if replaced else rows


def _roots(facts: Iterable[FactRow]) -> dict[int, int]:
    """The first of each chain of corrections: facts that refer to it still do after a correction."""
    roots: dict[int, int] = {}
    for fact in facts:
        roots[fact.id] = fact.id if fact.replaces_id is None else roots.get(fact.replaces_id, fact.id)
    return roots


def _said(facts: list[FactValue]) -> RecordedItem:
    """What people say of an agreement, as an item that is no paper's."""
    first = facts[0]
    return RecordedItem(
        id=f"{first.id}:said", text=False, organisation=None, body=None, board=None, registry_number=None,
        section=None, day=None, title=None, object=None, parties=(), periods=(), extends=False, facts=tuple(facts),
        citation=first.citations[0], quotes={},
    )  # fmt: skip


__all__ = ["JOINT", "PUBLIC", "Loaded", "Rows", "Shown", "Values", "View", "by_cooperation", "rows_of", "seen", "shown"]
