"""Values of the core in, rows of the ledger out: entries and facts of one organisation's file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.writing.ledger_json import fact_to_json, item_to_json
from samverkan.store.models import Entry, Fact

if TYPE_CHECKING:
    from datetime import date, datetime

    from samverkan.core.facts import Fact as FactValue
    from samverkan.core.standing.items import RecordedItem
    from samverkan.store.models import Agreement, Document, Organisation, Person


class Recording(NamedTuple):
    """Who records, when, for which organisation, when it reached it, and why."""

    organisation: Organisation
    by: Person | None
    at: datetime
    reached: date
    why: str


def append_item(
    item: RecordedItem, document: Document, position: int, recording: Recording, *,
    agreement: Agreement | None, replaces: Entry | None = None,
) -> Entry:  # fmt: skip
    """One entry of a document, with its facts."""
    entry = Entry.objects.create(
        organisation=recording.organisation, agreement=agreement, document=document, position=position,
        head=item_to_json(item), reached=recording.reached, why=recording.why, replaces=replaces,
        recorded=recording.at, by=recording.by,
    )  # fmt: skip
    Fact.objects.bulk_create([_row(fact, item, entry, agreement, recording) for fact in item.facts])
    return entry


def append_fact(
    fact: FactValue, recording: Recording, *, agreement: Agreement | None, entry: Entry | None = None,
    replaces: Fact | None = None,
) -> Fact:  # fmt: skip
    """One fact that a person says, or that corrects another."""
    row = Fact(
        organisation=recording.organisation, agreement=agreement, entry=entry, kind=type(fact).__name__,
        happened=str(fact.happened or ""), reached=recording.reached, why=recording.why,
        value=fact_to_json(fact, {}), replaces=replaces, recorded=recording.at, by=recording.by,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def take_back(fact: Fact, recording: Recording) -> Fact:
    """Say that a fact was recorded wrongly and that nothing stands in its place."""
    return Fact.objects.create(
        organisation=recording.organisation, agreement=fact.agreement, entry=fact.entry, kind=fact.kind,
        happened=fact.happened, reached=recording.reached, why=recording.why, value=None, replaces=fact,
        recorded=recording.at, by=recording.by,
    )  # fmt: skip


def _row(
    fact: FactValue, item: RecordedItem, entry: Entry, agreement: Agreement | None, recording: Recording
) -> Fact:  # fmt: skip
    return Fact(
        organisation=recording.organisation, agreement=agreement, entry=entry, kind=type(fact).__name__,
        happened=str(fact.happened or ""), reached=recording.reached, why=recording.why,
        value=fact_to_json(fact, item.quotes), recorded=recording.at, by=recording.by,
    )  # fmt: skip
