"""Rows of the ledger in, the core's values out: what somebody sees of some agreements, as it was known on a day.

As many questions to the database however many agreements are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

from samverkan.core.sources import Citation
from samverkan.core.standing.items import RecordedItem
from samverkan.core.writing.ledger_json import fact_from_json, item_from_json
from samverkan.store.models import Entry, Fact, Published
from samverkan.store.seeing import Sharing, Since, others, own, sharing_of, shows
from samverkan.store.view import JOINT, PUBLIC, View

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
    """An entry as the database holds it. `gone`: when another took its place, maybe with another agreement, and of which day."""

    id: int
    organisation_id: str
    agreement_id: UUID
    document_id: UUID
    head: Any
    recorded: datetime
    reached: date
    gone: datetime | None
    gone_reached: date | None


_ENTRY = (*EntryRow._fields[:-2], "replaced_by__recorded", "replaced_by__reached")


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
    sharing: Sharing
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
    entries = [EntryRow(*row) for row in Entry.objects.filter(agreement__in=asked).order_by("id").values_list(*_ENTRY)]
    facts = [
        FactRow(*row) for row in Fact.objects.filter(agreement__in=asked).order_by("id").values_list(*FactRow._fields)
    ]
    documents = {entry.document_id for entry in entries}
    published: dict[UUID, list[tuple[datetime, bool]]] = defaultdict(list)
    for document, recorded, withdrawn in (
        Published.objects.filter(document__in=documents).order_by("id").values_list("document", "recorded", "withdrawn")
    ):
        published[document].append((recorded, withdrawn))
    return Rows(entries, facts, sharing_of(documents, asked), published)


def by_cooperation(rows: Rows, cooperations: Iterable[Iterable[UUID]]) -> list[Rows]:
    """The same rows, for each cooperation those of its agreements."""
    of = {agreement: n for n, members in enumerate(cooperations) for agreement in members}
    parts = [Rows([], [], rows.sharing, rows.published) for _ in range(len(set(of.values())))]
    for entry in rows.entries:
        parts[of[entry.agreement_id]].entries.append(entry)
    for fact in rows.facts:
        parts[of[fact.agreement_id]].facts.append(fact)
    return parts


def seen(rows: Rows, view: View, party: str | None) -> Loaded:
    """What the view shows of the rows, corrections applied; `party`: as `shown` takes it."""
    return Values(rows).of(shown(rows, view, party))


def shown(rows: Rows, view: View, party: str | None) -> Shown:
    """The rows that the view shows.

    What is joint is shown to a party of its agreement: in an organisation's view itself; in the joint one `party`, None: all.
    """
    return _Seen(rows, view, party).shown()


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


def facts_shown(rows: Rows, view: View, party: str | None) -> list[FactRow]:
    """Every row of a fact that the view shows, those that another has replaced too, in the order they were recorded."""
    return _Seen(rows, view, party).facts()


def entries_gone(rows: Rows, view: View, party: str | None) -> frozenset[int]:
    """The entries that the view shows no more, as it shows what stands in their place."""
    seen_ = _Seen(rows, view, party)
    return frozenset(one.id for one in rows.entries if seen_.gone(one))


class _Seen:
    def __init__(self, rows: Rows, view: View, party: str | None) -> None:
        self.rows, self.view, self.until = rows, view, view.until
        self.party = party if view.scope in (JOINT, PUBLIC) else view.scope
        self.always = view.until is None and view.papers is None
        self.documents = {entry.id: entry.document_id for entry in rows.entries}

    def shown(self) -> Shown:
        entries = [one for one in self.rows.entries if self._shows(one, one.document_id)]
        gone = {one.id for one in entries if self.gone(one)}
        if gone:
            entries = [one for one in entries if one.id not in gone]
            return Shown(entries, _last([one for one in self.facts() if one.entry_id not in gone]))
        return Shown(entries, _last(self.facts()))

    def facts(self) -> list[FactRow]:
        """Those shown, replaced or not."""
        return [
            one
            for one in self.rows.facts
            if self._shows(one, None if one.entry_id is None else self.documents.get(one.entry_id))
        ]

    def _shows(self, row: EntryRow | FactRow, document: UUID | None) -> bool:
        if self.always:  # of all agreements, when they are indexed: no day has to be told
            return self.view.scope == row.organisation_id or self._together(document, row.agreement_id) is not None
        since = self._since(row, document, row.recorded, row.reached)
        return since is not None and shows(self.view, self.until, since)

    def gone(self, row: EntryRow) -> bool:
        """Whether the entry in its place had come, too, to whom the view is of."""
        if row.gone is None or row.gone_reached is None:
            return False
        if self.always:
            return True
        since = self._since(row, row.document_id, row.gone, row.gone_reached)
        return since is not None and shows(self.view, self.until, since)

    def _since(
        self, row: EntryRow | FactRow, document: UUID | None, recorded: datetime, reached: date
    ) -> Since | None:  # fmt: skip
        """Since when what was recorded of a row is seen."""
        if self.view.scope == row.organisation_id:
            return own(recorded, reached)
        together = self._together(document, row.agreement_id)
        return None if together is None else others(recorded, reached, together)

    def _together(self, document: UUID | None, agreement: UUID) -> datetime | None:
        """From when what the document says of the agreement is seen by others than its own organisation."""
        if document is None:
            return None
        if self.view.scope == PUBLIC:
            public: datetime | None = None
            for recorded, withdrawn in self.rows.published.get(document, ()):
                if self.until is None or recorded < self.until:
                    public = None if withdrawn else recorded
            return public
        if self.party is not None:
            return self.rows.sharing.together(document, agreement, self.party)
        return self.rows.sharing.shared.get(document)


def _by_a_person(value: FactValue, row: FactRow, source: str, quotes: dict[Citation, str]) -> FactValue:
    """The fact with the person's own words as what it rests on."""
    day = str(timezone.localtime(row.recorded).date())
    citation = Citation(source, None, None, day, None)
    quotes[citation] = row.why
    return replace(value, citations=(citation,))


def _last(rows: list[FactRow]) -> list[FactRow]:
    """The facts that no other of them replaces."""
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
