"""Which body's a document is, by the matters it names; and the unshared ones that a role for some bodies does not show.

A document is the body's whose matter it is put in, else that of each matter whose registry number it was read to name.
What names no body's matter is nobody's in particular, and hidden from nobody at the organisation.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from samverkan.store.models import Document, Matter, Shared
from samverkan.store.published import published

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.store.view import View

_READ = {
    "sqlite": "json_each(d.items) i",
    "postgresql": "jsonb_array_elements(d.items) i",
}
_NUMBER = {
    "sqlite": "json_extract(i.value, '$.head.registry_number')",
    "postgresql": "i.value -> 'head' ->> 'registry_number'",
}


def bodies_of_documents(organisation: str, ids: Sequence[UUID] | None = None) -> Mapping[UUID, set[int]]:
    """The bodies of an organisation's documents, of only these where some are named; one without any is left out."""
    bodies = dict(
        Matter.objects.filter(organisation=organisation).exclude(body=None).values_list("registry_number", "body")
    )
    found: dict[UUID, set[int]] = defaultdict(set)
    if not bodies:
        return found
    for document, number in _numbers(organisation, ids):
        if number in bodies:
            found[document].add(bodies[number])
    put = Document.objects.filter(organisation=organisation).exclude(matter__body=None)
    for document, body in (put if ids is None else put.filter(pk__in=ids)).values_list("pk", "matter__body"):
        found[document] = {body}
    return found


def hidden_from(view: View, ids: Sequence[UUID] | None = None) -> frozenset[UUID]:
    """The documents, of only these where some are named, that other bodies have not shared: none for a whole organisation."""
    if view.bodies is None:
        return frozenset()
    others = {one for one, bodies in bodies_of_documents(view.scope, ids).items() if not bodies & view.bodies}
    if not others:
        return frozenset()
    shared = Shared.objects.filter(document__organisation=view.scope)
    if view.until is not None:
        shared = shared.filter(recorded__lt=view.until)
    public = published().filter(organisation=view.scope)
    return frozenset(others - set(shared.values_list("document", flat=True)) - set(public.values_list("pk", flat=True)))


def _numbers(organisation: str, ids: Sequence[UUID] | None) -> list[tuple[UUID, str]]:
    """Every registry number that a draft was read to name, asked of the database: the drafts themselves are long."""
    which, values = "", [organisation]
    if ids is not None:
        key = Document._meta.pk
        which = f" AND o.id IN ({', '.join(['%s'] * len(ids))})"
        values += [key.get_db_prep_value(one, connection) for one in ids]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT d.document_id, {_NUMBER[connection.vendor]} "  # noqa: S608 - texts of our own
            f"FROM store_document o JOIN store_draft d ON d.document_id = o.id, {_READ[connection.vendor]} "
            f"WHERE o.organisation_id = %s{which}",
            values,
        )
        return [(one if isinstance(one, UUID) else UUID(one), number) for one, number in cursor.fetchall()]
