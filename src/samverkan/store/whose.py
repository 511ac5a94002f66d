"""Whose minutes an entry is of: its head and the organisations that may have met in, the one that did out.

A paper names its organisation, or only a body; a body's name says whose it is where one of them has registered it, or
where only one of them is of the kind that has such a body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.core.standing.names import body_key, kind_of_body, person_in, person_key
from samverkan.store.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Met(NamedTuple):
    """An organisation as papers may name it: its number, its kind, its names' keys and its bodies' keys."""

    number: str
    kind: str
    names: frozenset[str]
    bodies: Mapping[str, int]


def met(numbers: Iterable[str]) -> dict[str, Met]:
    """The organisations with these numbers, by number: three questions to the database."""
    rows = Organisation.objects.filter(pk__in=set(numbers)).prefetch_related("names", "bodies")
    return {
        one.pk: Met(
            one.pk,
            one.kind,
            frozenset(person_key(row.name) for row in one.names.all()),
            {body_key(body.name): body.pk for body in sorted(one.bodies.all(), key=lambda it: str(it.from_day or ""))},
        )
        for one in rows
    }


def whose(head: Mapping[str, Any], own: Met, others: Sequence[Met]) -> Met | None:
    """Whose minutes the entry is of, of the one whose file it is in and the other parties; None: nobody's of theirs.

    Its own where nothing tells.
    """
    every = [own, *(one for one in others if one.number != own.number)]
    named = person_in(str(head.get("organisation") or "")) or next(
        (found for name in ("body", "board") if (found := person_in(str(head.get(name) or "")))), None
    )
    if named is not None:
        return next((one for one in every if person_key(named[0]) in one.names), None)
    boards = [body_key(str(head[name])) for name in ("board", "body") if head.get(name)]
    registered = [one for one in every if any(board in one.bodies for board in boards)]
    if registered:
        return registered[0]
    kinds = {kind for board in boards if (kind := kind_of_body(board)) is not None}
    fitting = [one for one in every if one.kind in kinds]
    if own not in fitting and len(fitting) == 1:
        return fitting[0]
    return own


def body_of(head: Mapping[str, Any], one: Met) -> int | None:
    """The key of its body whose minutes they are: the board that a committee prepares for, where it is named."""
    keys = [body_key(str(head[name])) for name in ("board", "body") if head.get(name)]
    return next((one.bodies[key] for key in keys if key in one.bodies), None)
