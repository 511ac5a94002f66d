"""Values of the core in, rows of the ledger out: entries and facts of one organisation's file.

Facts hold no personal data of those whom the service helps: one whose value, words or reason holds a personal identity
number is refused (NotKeptError).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.core.findings import SamverkanError
from samverkan.core.identity import identity_numbers
from samverkan.core.writing.ledger_json import fact_to_json, item_to_json
from samverkan.store.models import Entry, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from samverkan.core.facts import Fact as FactValue
    from samverkan.core.sources import Citation
    from samverkan.core.standing.items import RecordedItem
    from samverkan.store.models import Agreement, Document, Organisation, Person


class NotKeptError(SamverkanError):
    """What the ledger does not take: code `identity_number`; nothing is kept."""


class Recording(NamedTuple):
    """Who records, when, for which organisation, when it reached it, and why."""

    organisation: Organisation
    by: Person | None
    at: datetime
    reached: date
    why: str


class Moved(NamedTuple):
    """An entry in another's place, and each of that one's facts, by its key, as it is there again."""

    entry: Entry
    facts: Mapping[int, Fact]


def append_item(
    item: RecordedItem, document: Document, position: int, recording: Recording, *, agreement: Agreement | None,
) -> Entry:  # fmt: skip
    """One entry of a document, with its facts."""
    head = item_to_json(item)
    rows = [(fact, fact_to_json(fact, item.quotes)) for fact in item.facts]
    _refuse_identity_numbers(recording.why, head, *(value for _, value in rows))
    entry = Entry.objects.create(
        organisation=recording.organisation, agreement=agreement, document=document, position=position,
        head=head, reached=recording.reached, why=recording.why, recorded=recording.at, by=recording.by,
    )  # fmt: skip
    Fact.objects.bulk_create([_row(fact, value, entry, agreement, recording) for fact, value in rows])
    return entry


def append_fact(
    fact: FactValue, recording: Recording, *, agreement: Agreement | None, entry: Entry | None = None,
    replaces: Fact | None = None, quotes: Mapping[Citation, str] | None = None,
) -> Fact:  # fmt: skip
    """One fact that a person says, or that corrects another; `quotes`: the words it still rests on."""
    value = fact_to_json(fact, quotes or {})
    _refuse_identity_numbers(recording.why, value)
    row = Fact(
        organisation=recording.organisation, agreement=agreement, entry=entry, kind=type(fact).__name__,
        happened=str(fact.happened or ""), reached=recording.reached, why=recording.why,
        value=value, replaces=replaces, recorded=recording.at, by=recording.by,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def take_back(fact: Fact, recording: Recording) -> Fact:
    """Say that a fact was recorded wrongly and that nothing stands in its place."""
    _refuse_identity_numbers(recording.why)
    return Fact.objects.create(
        organisation=recording.organisation, agreement=fact.agreement, entry=fact.entry, kind=fact.kind,
        happened=fact.happened, reached=recording.reached, why=recording.why, value=None, replaces=fact,
        recorded=recording.at, by=recording.by,
    )  # fmt: skip


def append_moved(entry: Entry, recording: Recording, *, agreement: Agreement | None) -> Moved:
    """The entry put with another agreement or none: a new one in its place, every fact it ever had again with its corrections.

    What they say, when it reached the organisation and why it was recorded are as they were.
    """
    _refuse_identity_numbers(recording.why)
    made = Entry.objects.create(
        organisation=recording.organisation, agreement=agreement, document=entry.document, position=entry.position,
        head=entry.head, reached=entry.reached, why=recording.why, replaces=entry, recorded=recording.at,
        by=recording.by,
    )  # fmt: skip
    again: dict[int, Fact] = {}
    for fact in Fact.objects.filter(entry=entry).order_by("pk"):
        again[fact.pk] = append_again(
            fact, recording, agreement=agreement, entry=made, replaces=again.get(fact.replaces_id or 0)
        )
    return Moved(made, again)


def append_again(
    fact: Fact, recording: Recording, *, agreement: Agreement | None, entry: Entry | None = None,
    replaces: Fact | None = None, value: Any = None,
) -> Fact:  # fmt: skip
    """A fact that is on file, said of another agreement; `value`: what it then says, where that is not the same."""
    row = Fact(
        organisation=recording.organisation, agreement=agreement, entry=entry, kind=fact.kind, happened=fact.happened,
        reached=fact.reached, why=fact.why, value=fact.value if value is None else value, replaces=replaces,
        recorded=recording.at, by=recording.by,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _row(fact: FactValue, value: Any, entry: Entry, agreement: Agreement | None, recording: Recording) -> Fact:
    return Fact(
        organisation=recording.organisation, agreement=agreement, entry=entry, kind=type(fact).__name__,
        happened=str(fact.happened or ""), reached=recording.reached, why=recording.why, value=value,
        recorded=recording.at, by=recording.by,
    )  # fmt: skip


def _refuse_identity_numbers(*values: Any) -> None:
    for text in _texts(values):
        if next(identity_numbers(text), None) is not None:
            raise NotKeptError("identity_number")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
