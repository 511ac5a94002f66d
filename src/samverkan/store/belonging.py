"""Which body's a document is, by the matters it names; and the unshared ones that a role for some bodies does not show.

A document is the body's whose matter it is put in, else that of each matter whose registry number it was read to name, or
names by what a person has said instead in review. What names no body's matter is nobody's in particular, and hidden from
nobody at the organisation. The numbers are laid up beside the documents, so that the database itself leaves out what is
hidden, however many there are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from samverkan.store.bulk import insert_rows
from samverkan.store.drafted import CORRECTED, HEAD, head_name
from samverkan.store.models import Document, Entry, Mark, Matter, NumberRead, Shared
from samverkan.store.published import publications
from samverkan.store.taking_turns import take_turns_on_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samverkan.store.view import View

_BATCH: Final = 500
_LONGEST: Final = 80
_WHOSE: Final = Coalesce("body", "told__body")
_WHOSE_OF: Final = Coalesce("matter__body", "matter__told__body")
"""A matter's own body; where it was registered without, that whose minutes tell of it."""
_ITEMS: Final = {
    "sqlite": "json_each(d.items) i",
    "postgresql": "jsonb_array_elements(d.items) i",
}
_NUMBER: Final = {
    "sqlite": "json_extract(i.value, '$.position'), json_extract(i.value, '$.head.registry_number')",
    "postgresql": "i.value ->> 'position', i.value -> 'head' ->> 'registry_number'",
}


def index_numbers(documents: Iterable[UUID]) -> None:
    """Lay up anew the registry numbers that these documents name: as many questions however many there are."""
    ids = list(documents)
    for n in range(0, len(ids), _BATCH):
        batch = ids[n : n + _BATCH]
        with transaction.atomic():
            take_turns_on_documents(batch)
            NumberRead.objects.filter(document__in=batch).delete()
            rows = [[one.hex, number] for one, number in _numbers(batch)]
            insert_rows(NumberRead, ["document_id", "registry_number"], rows)


def bodies_of_documents(organisation: str, ids: Sequence[UUID]) -> Mapping[UUID, set[int]]:
    """The bodies of some of an organisation's documents; one without any is left out."""
    found: dict[UUID, set[int]] = defaultdict(set)
    numbers = NumberRead.objects.filter(document__in=ids, document__organisation=organisation)
    named = list(numbers.values_list("document", "registry_number"))
    matters = Matter.objects.filter(organisation=organisation, registry_number__in={number for _, number in named})
    rows = matters.annotate(whose=_WHOSE).exclude(whose=None)
    bodies: dict[str, int] = dict(rows.values_list("registry_number", "whose"))
    for document, number in named:
        if number in bodies:
            found[document].add(bodies[number])
    put = Document.objects.filter(organisation=organisation, pk__in=ids).annotate(whose=_WHOSE_OF)
    for document, body in put.exclude(whose=None).values_list("pk", "whose"):
        found[document] = {body}
    return found


def not_hidden(view: View) -> Q:
    """The condition on documents that no other body keeps to itself; of other organisations' it says nothing."""
    if view.bodies is None:
        return Q()
    handled = Matter.objects.filter(organisation=view.scope, registry_number=OuterRef("registry_number"))
    handled = handled.annotate(whose=_WHOSE)
    numbers = NumberRead.objects.filter(document=OuterRef("pk"))
    of_somebody = Exists(numbers.filter(Exists(handled.filter(whose__isnull=False))))
    of_mine = Exists(numbers.filter(Exists(handled.filter(whose__in=view.bodies))))
    shared = Shared.objects.filter(document=OuterRef("pk"))
    if view.until is not None:
        shared = shared.filter(recorded__lt=view.until)
    if view.come is not None:
        shared = shared.filter(recorded__lt=view.come)
    return (
        ~Q(organisation=view.scope)
        | Q(matter__body__in=view.bodies)
        | Q(matter__body=None, matter__told__body__in=view.bodies)
        | (Q(matter__body=None, matter__told=None) & (Q(of_mine) | ~Q(of_somebody)))
        | Q(Exists(shared))
        | Q(Exists(publications().filter(document=OuterRef("pk"))))
    )


def hidden_from(view: View, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of some documents that other bodies have not shared: none for a whole organisation."""
    if view.bodies is None:
        return frozenset()
    asked = set(ids)
    seen = Document.objects.filter(not_hidden(view), pk__in=asked).values_list("pk", flat=True)
    return frozenset(asked - set(seen)) if asked else frozenset()


def _numbers(ids: Sequence[UUID]) -> list[tuple[UUID, str]]:
    """Every registry number that a document names, as matters are called: as read or as corrected, and as recorded."""
    named = _read(ids)
    corrected = Mark.objects.filter(draft__in=ids, state=CORRECTED, fact__endswith=f".{HEAD}")
    for document, fact, value in corrected.values_list("draft", "fact", "value"):
        if (document, fact) in named and value is not None and "registry_number" in value["head"]:
            named[document, fact] = value["head"]["registry_number"]
    recorded = Entry.objects.filter(document__in=ids, replaced_by=None)
    told = recorded.values_list("document", KeyTextTransform("registry_number", "head"))
    every = [*((document, number) for (document, _), number in named.items()), *told]
    found = {(document, " ".join(str(number or "").split())) for document, number in every}
    return sorted((document, number) for document, number in found if 0 < len(number) <= _LONGEST)


def _read(ids: Sequence[UUID]) -> dict[tuple[UUID, str], str | None]:
    """The number that each entry was read to name, by its document and its head's place; asked of the database: drafts are long."""
    if not ids:
        return {}
    key = Document._meta.pk
    places = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.document_id, {_NUMBER[connection.vendor]} FROM store_draft d, {_ITEMS[connection.vendor]} "  # noqa: S608 - texts of our own
            f"WHERE d.document_id IN ({places})",
            [key.get_db_prep_value(one, connection) for one in ids],
        )
        rows = cursor.fetchall()
    return {
        (one if isinstance(one, UUID) else UUID(one), head_name(int(position))): number
        for one, position, number in rows
    }
