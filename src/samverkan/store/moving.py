"""What it does to move an entry to another agreement: who comes to see its document, and who no longer does.

In: an entry and the agreement, or the parties of a new one. Out: organisations' numbers, and the statements that follow it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.standing.names import person_key
from samverkan.store.load import EntryRow, FactRow, Rows, seen
from samverkan.store.models import Entry, Fact, Party, Shared
from samverkan.store.seeing import Sharing
from samverkan.store.view import View
from samverkan.store.whose import Met, met, whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID

    from samverkan.core.standing.items import RecordedItem
    from samverkan.store.models import Agreement


REFERS: Final = ("decision", "of")
"""The keys by which what a person says names another fact."""


class Readers(NamedTuple):
    """The other organisations that come to see the entry and its document, and those who no longer see the entry."""

    new: frozenset[str]
    lost: frozenset[str]


class Follows(NamedTuple):
    """Something a person said that rests on the entry. `stays`: it is true of what is left where it was, too."""

    fact: Fact
    stays: bool


class There(NamedTuple):
    """What the organisation has said of an agreement already: the same, or (`earlier`) what is corrected by saying it."""

    same: bool
    earlier: Fact | None


def readers_moved(entry: Entry, *, agreement: UUID | None, parties: Iterable[str] = ()) -> Readers:
    """Whose eyes the move opens the document to and closes the entry to; `parties`: those who become party by it."""
    if not Shared.objects.filter(document=entry.document_id).exists():
        return Readers(frozenset(), frozenset())
    before, there = _parties_of([entry.agreement_id]), _parties_of([agreement]) | set(parties)
    others = Entry.objects.filter(document=entry.document_id, replaced_by=None).exclude(pk=entry.pk)
    seen = before | _parties_of(others.values_list("agreement", flat=True))
    own = {entry.organisation_id}
    return Readers(frozenset(there - seen - own), frozenset(before - there - own))


def _parties_of(agreements: Iterable[UUID | None]) -> set[str]:
    ids = [one for one in agreements if one is not None]
    return set(Party.objects.filter(agreement__in=ids).values_list("organisation", flat=True)) if ids else set()


def item_of(entry: Entry) -> RecordedItem:
    """The entry as the core has it, corrections applied."""
    held = Entry.objects.filter(pk=entry.pk).values_list(*EntryRow._fields[:-2])
    entries = [EntryRow(*(*row, None, None)) for row in held]  # as if it had not been moved
    facts = [FactRow(*row) for row in Fact.objects.filter(entry=entry).order_by("pk").values_list(*FactRow._fields)]
    (item,) = seen(Rows(entries, facts, Sharing({}, {}), {}), View(entry.organisation_id), None).items[
        entries[0].agreement_id
    ]
    return item


def following(entry: Entry) -> list[Follows]:
    """What people of the organisation have said, without a paper, of what the entry decides."""
    said = Fact.objects.filter(
        organisation=entry.organisation_id, agreement=entry.agreement_id, entry=None, replaced_by=None,
        value__isnull=False,
    )  # fmt: skip
    if not said.exists():
        return []
    decided = frozenset(identities(Fact.objects.filter(entry=entry).values_list("pk", "replaces")).values())
    left = Entry.objects.filter(agreement=entry.agreement_id, organisation=entry.organisation_id, replaced_by=None)
    heads = list(left.exclude(pk=entry.pk).values_list("head", flat=True))
    party = _who_met(entry)
    found = []
    for one in said.order_by("pk"):
        value: Any = one.value
        if any(value.get(name) in decided for name in REFERS):
            found.append(Follows(one, False))
        elif party is not None and person_key(value.get("party", "")) in party.names and _is_of(value, entry.head):
            found.append(Follows(one, any(_is_of(value, head) for head in heads)))
    return found


def said_there(fact: Fact, value: Any, agreement: Agreement | None) -> There:
    """Whether what a person said is said of that agreement, too: corrected since on neither side, there, or here."""
    of_kind = Fact.objects.filter(organisation=fact.organisation_id, entry=None, kind=fact.kind)
    here = {one.pk: one for one in of_kind.filter(agreement=fact.agreement_id)}
    there = {one.pk: one for one in of_kind.filter(agreement=agreement)}
    replaced = {one.replaces_id for one in there.values()}
    said = list(_so_far(here, fact.pk))
    for key, latest in there.items():
        if key in replaced or latest.value is None:
            continue
        if value in _so_far(there, key):
            return There(True, None)
        if latest.value in said:
            return There(False, latest)
    return There(False, None)


def _so_far(rows: Mapping[int, Fact], key: int | None) -> Iterator[Any]:
    """What a statement says and said before it was corrected."""
    while key is not None and key in rows:
        yield rows[key].value
        key = rows[key].replaces_id


def _who_met(entry: Entry) -> Met | None:
    """The organisation whose minutes the entry is of."""
    parties = _parties_of([entry.agreement_id])
    every = met([entry.organisation_id, *parties])
    own = every.pop(entry.organisation_id)
    return whose(entry.head, own, list(every.values()))


def identities(facts: Iterable[tuple[int, int | None]]) -> Mapping[int, str]:
    """How what refers to facts names each of them (key, which it replaces): by the first of its corrections."""
    roots: dict[int, int] = {}
    for key, replaces in sorted(facts):
        roots[key] = key if replaces is None else roots.get(replaces, key)
    return {key: f"{root:012d}" for key, root in roots.items()}


def _is_of(value: Mapping[str, Any], head: Mapping[str, Any]) -> bool:
    """Whether it tells of that day's meeting and, where it names paragraphs, of that one."""
    day, section = head.get("day"), head.get("section")
    if not day:
        return False
    if "meeting" in value:
        return bool(value["meeting"] == day and (not value.get("sections") or section in value["sections"]))
    return bool(value.get("section") and value.get("day") == day and value["section"] == section)
