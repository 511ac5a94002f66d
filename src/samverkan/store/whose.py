"""Whose minutes an entry is of: its head and the organisations that may have met in, the one that did out.

A paper names its organisation, or only a body; a body's name says whose it is where one of them has registered it, or
where only one of them is of the kind that has such a body.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.core.standing.names import body_key, kind_of_body, person_in, person_key
from samverkan.store.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from samverkan.store.models import Entry


class Met(NamedTuple):
    """An organisation as papers may name it: its number, its kind, its names' keys and its bodies' keys."""

    number: str
    kind: str
    names: frozenset[str]
    bodies: Mapping[str, int]


class Owners:
    """Whose minutes entries are of, as more is known of the parties, what they are called and which bodies they have."""

    def __init__(self, files: Iterable[str], parties: Mapping[UUID, Mapping[str, datetime]]) -> None:
        """`files`: the organisations in whose files they are; `parties`: of their agreements, since when."""
        self.parties = parties
        numbers = {*files, *(one for held in parties.values() for one in held)}
        every = Organisation.objects.filter(pk__in=numbers).prefetch_related("names", "bodies")
        self.organisations = {one.pk: one for one in every}
        self.moments = {
            one.pk: sorted({row.recorded for row in (*one.names.all(), *one.bodies.all())}) for one in every
        }
        self._met: dict[tuple[str, int], Met] = {}

    def of(self, entry: Entry) -> list[tuple[datetime, str]]:
        """Whose it is from when it was recorded, and again from when that is another's: that in whose file it is if nobody's."""
        parties = self.parties.get(entry.agreement_id, {}) if entry.agreement_id is not None else {}
        concerned = {entry.organisation_id, *parties}
        later = {joined for joined in parties.values() if joined > entry.recorded}
        later |= {one for number in concerned for one in self._after(number, entry.recorded)}
        found: list[tuple[datetime, str]] = []
        for moment in (entry.recorded, *sorted(later)):
            own = self._at(entry.organisation_id, moment)
            others = [self._at(one, moment) for one, joined in parties.items() if joined <= moment]
            number = (whose(entry.head, own, others) or own).number
            if not found or found[-1][1] != number:
                found.append((moment, number))
        return found

    def _after(self, number: str, moment: datetime) -> Sequence[datetime]:
        moments = self.moments[number]
        return moments[bisect_right(moments, moment) :]

    def _at(self, number: str, moment: datetime) -> Met:
        key = number, bisect_right(self.moments[number], moment)
        if key not in self._met:
            self._met[key] = _met(self.organisations[number], moment)
        return self._met[key]


def names_of(*names: str | None) -> frozenset[str]:
    """The keys under which organisations and bodies are known of which some texts may be the names."""
    texts = [one for one in names if one]
    people = [found[0] for one in texts if (found := person_in(one)) is not None]
    return frozenset({body_key(one) for one in texts} | {person_key(one) for one in (*texts, *people)})


def met(numbers: Iterable[str]) -> dict[str, Met]:
    """The organisations with these numbers, by number: three questions to the database."""
    rows = Organisation.objects.filter(pk__in=set(numbers)).prefetch_related("names", "bodies")
    return {one.pk: _met(one) for one in rows}


def _met(one: Organisation, by: datetime | None = None) -> Met:
    """The organisation as it was known by a moment."""
    names = [row for row in one.names.all() if by is None or row.recorded <= by]
    bodies = [row for row in one.bodies.all() if by is None or row.recorded <= by]
    return Met(
        one.pk,
        one.kind,
        frozenset(person_key(row.name) for row in names),
        {body_key(body.name): body.pk for body in sorted(bodies, key=lambda it: str(it.from_day or ""))},
    )


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
