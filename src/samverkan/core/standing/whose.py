"""Whose paper an item is, and which names in it are one party: an item in, its profile for comparison out.

A party's key is its legal person's where the papers name it (p:), else its body's (b:). A body whose name many have
(socialnämnden) is `loose` until another paper shows whose it is.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.dates import Period
from samverkan.core.standing.items import Actor, RecordedItem
from samverkan.core.standing.names import (
    Kind,
    body_in,
    body_key,
    is_qualified,
    is_vague,
    kind_of_body,
    person_in,
    person_key,
    plain,
    same_body,
)
from samverkan.core.standing.subjects import stems, years

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Profile(NamedTuple):
    """An item as linking compares it. `keys` holds the parties' keys, the own one too where it is known."""

    item: RecordedItem
    own: Actor
    own_key: str | None
    loose: bool
    named: tuple[Actor, ...]
    keys: frozenset[str]
    subject: frozenset[str]
    titled: frozenset[str]
    periods: tuple[Period, ...]


@lru_cache(maxsize=8192)
def actor(name: str) -> Actor:
    """The legal person and body in a name as printed."""
    person = person_in(name)
    body = body_in(name)
    if person is None and body is None:
        return Actor(None if is_vague(name) else name, None)
    return Actor(person[0] if person else None, body)


def key_of(who: Actor, aliases: Mapping[str, str]) -> str | None:
    """The party's key; None where it is nobody in particular."""
    if who.person:
        return "p:" + person_key(who.person)
    if who.body and not is_vague(who.body):
        return aliases.get(body_key(who.body), "b:" + body_key(who.body))
    return None


def owner(item: RecordedItem) -> Actor:
    """Whose paper it is: as it says itself, else the named party whose body it is, else the only one it can be."""
    if item.text:
        return Actor(None, None)
    body = item.board or item.body
    if item.organisation:
        person = person_in(item.organisation)
        return Actor(person[0] if person else item.organisation, body)
    for name in (item.body, item.board):
        person = person_in(name) if name else None
        if person is not None:
            return Actor(person[0], body_in(name or "") or body)
    named = [actor(name) for name in item.parties]
    for one in named:
        if one.person and one.body and (same_body(one.body, item.body) or same_body(one.body, item.board)):
            return Actor(one.person, body)
        if one.body and not one.person and same_body(one.body, body):
            return Actor(None, body)
    kind = kind_of_body(body)
    fitting = [one for one in named if one.person and not one.body and _kind(one.person) == kind]
    if kind is not None and len(fitting) == 1 and len(named) > 1:
        return Actor(fitting[0].person, body)
    return Actor(None, body)


def _kind(person: str) -> Kind | None:
    found = person_in(person)
    return found[1] if found else None


def aliases_in(items: Iterable[RecordedItem]) -> dict[str, str]:
    """Bodies of a name of their own whose legal person some paper names: body key → party key."""
    found: dict[str, set[str]] = {}
    for item in items:
        for one in (owner(item), *(actor(name) for name in item.parties)):
            if one.person and one.body and is_qualified(one.body):
                found.setdefault(body_key(one.body), set()).add("p:" + person_key(one.person))
    return {body: persons.pop() for body, persons in found.items() if len(persons) == 1}


def profile(item: RecordedItem, aliases: Mapping[str, str]) -> Profile:
    """The item laid out for comparison."""
    own = owner(item)
    own_key = None if item.text else key_of(own, aliases)
    loose = own_key is not None and own_key.startswith("b:") and not is_qualified(own.body or "")
    named = tuple(actor(name) for name in item.parties if not is_vague(name))
    mine = {key for one in named if not _is_own(one, own) and (key := key_of(one, aliases)) is not None}
    if own_key is not None and not loose:
        mine.add(own_key)
    names = [name for one in (own, *named) for name in one if name]
    subject = stems(item.object or "", *names)
    titled = stems(item.title or "", *names)
    return Profile(item, own, own_key, loose, named, frozenset(mine), subject or titled, titled, _periods(item))


def _is_own(one: Actor, own: Actor) -> bool:
    """Whether a named party is the paper's own body without its legal person."""
    return own.person is not None and one.person is None and same_body(one.body, own.body)


def _periods(item: RecordedItem) -> tuple[Period, ...]:
    found = [
        Period.inclusive(None if one.from_ is None else one.from_.first, None if one.to is None else one.to.last)
        for one in item.periods
        if (one.from_ or one.to)
        and not (one.from_ is not None and one.to is not None and one.to.last < one.from_.first)
    ]
    if not found and item.title:
        named = years(item.title)
        if named:
            first, last = min(named), max(named)
            found = [Period.inclusive(date(first, 1, 1), date(last, 12, 31))]
    return tuple(found)


def display(names: Iterable[str]) -> str:
    """The name to print of several of one party: one that says what it is, the shortest, with a capital."""
    named = sorted(set(names), key=lambda name: (person_in(name) is None, name[:1].islower(), len(name), plain(name)))
    return named[0][:1].upper() + named[0][1:]
