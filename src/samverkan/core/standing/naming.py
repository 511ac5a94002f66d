"""The parties' names put into the facts of one agreement: items' profiles in, facts that name their parties out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from samverkan.core.facts import (
    AssignmentGiven,
    Condition,
    Decision,
    Dispatch,
    Fact,
    PointedAt,
    Proposal,
    ShareValue,
    Term,
    Told,
)
from samverkan.core.standing.items import OWN, Actor
from samverkan.core.standing.names import (
    body_in,
    body_key,
    is_vague,
    kind_of_body,
    letters_of,
    person_in,
    person_key,
    plain,
    same_body,
    stands_for,
)
from samverkan.core.standing.values import UNNAMED
from samverkan.core.standing.whose import Profile, actor, display

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Parties:
    """The parties of one agreement: their names to print, their bodies, the letters they are shortened to."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._own: dict[str, str] = {}
        self._bodies: dict[str, str] = {}
        self._letters: dict[str, str] = {}
        self._found: dict[tuple[str, str], str] = {}
        names: dict[str, set[str]] = defaultdict(set)
        keys = {key for one in profiles for key in one.keys}
        for one in profiles:
            key = one.own_key
            if one.loose:
                key = _elimination(one, keys) or key
            if key is not None:
                self._own[one.item.id] = key
                keys.add(key)
        merged = _merged(keys)
        self._own = {item: merged.get(key, key) for item, key in self._own.items()}
        for one in profiles:
            mine = self._own.get(one.item.id)
            if mine is not None:
                names[mine].add(one.own.person or one.own.body or "")
                for body in (one.item.body, one.item.board, one.own.body):
                    if body:
                        self._bodies.setdefault(body_key(body), mine)
                for letters in letters_of(one.item.registry_number or ""):
                    self._letters.setdefault(letters, mine)
            for who in one.named:
                found = self._key(who, merged, keys)
                if found is not None:
                    names[found].add(who.person or who.body or "")
                    if who.body:
                        self._bodies.setdefault(body_key(who.body), found)
        self._names = {key: display(_best(found)) for key, found in names.items() if any(found)}
        known = (self._names, self._bodies, self._letters, self._own)
        self.signature = tuple([tuple(one.items()) for one in known])
        """The same for parties that go by the same names."""

    def _key(self, who: Actor, merged: dict[str, str], keys: set[str]) -> str | None:
        if who.person:
            key = "p:" + person_key(who.person)
        elif who.body and not is_vague(who.body):
            key = self._bodies.get(body_key(who.body), "b:" + body_key(who.body))
        else:
            return None
        key = merged.get(key, key)
        return key if key in keys or key.startswith("p:") else self._bodies.get(body_key(who.body or ""), key)

    def own(self, profile: Profile) -> str:
        """The name of the party whose paper it is."""
        key = self._own.get(profile.item.id)
        name = None if key is None else self._names.get(key)
        return name or profile.own.person or profile.own.body or UNNAMED

    def name(self, printed: str, profile: Profile) -> str:
        """The party a printed name stands for in a paper; the name itself where it stands for none of them."""
        asked = printed, profile.item.id
        found = self._found.get(asked)
        if found is None:
            found = self._found[asked] = self._name(printed, profile)
        return found

    def _name(self, printed: str, profile: Profile) -> str:
        if is_vague(printed) or (profile.own.body and same_body(printed, profile.own.body)):
            return self._vague(printed, profile)
        who = actor(printed)
        if who.person is not None:
            return self._names.get("p:" + person_key(who.person), printed)
        key = self._bodies.get(body_key(who.body or printed))
        if key is None and printed.isupper():
            key = self.by_letters(printed)
        return self._names.get(key, printed) if key is not None else printed

    def _vague(self, printed: str, profile: Profile) -> str:
        word = plain(printed)
        if word in {"kommunen", "staden", "regionen", "landstinget"}:
            regional = word in {"regionen", "landstinget"}
            fitting = [
                name for key, name in self._names.items() if key.startswith("p:region") == regional and key[:2] == "p:"
            ]
            return fitting[0] if len(fitting) == 1 else printed
        if word.endswith(("nämnden", "styrelsen", "fullmäktige", "utskottet", "utskott")):
            return self.own(profile)
        return printed

    def by_letters(self, letters: str) -> str | None:
        """The key of the party whose body an abbreviation stands for: by initials, else by a registry number."""
        fitting = {key for body, key in self._bodies.items() if stands_for(letters, body)}
        return fitting.pop() if len(fitting) == 1 else self._letters.get(letters)

    def pointed(self, body: str | None) -> str | None:
        """The name of the party whose body a supporting document names."""
        if not body:
            return None
        key = self._bodies.get(body_key(body)) or (self.by_letters(body) if body.isupper() else None)
        return None if key is None else self._names.get(key)

    def body_named(self, letters: str, party: str) -> str | None:
        """The party's body that an abbreviation stands for, as printed somewhere."""
        for body, key in self._bodies.items():
            if self._names.get(key) == party and (stands_for(letters, body) or body_key(letters) == body):
                return body[:1].upper() + body[1:]
        return None


def _elimination(one: Profile, keys: set[str]) -> str | None:
    """The only party that a body of many can be: named by the other papers, not by its own as the other side."""
    left = [
        key
        for key in keys - one.keys
        if key.startswith("p:")
        and (kind_of_body(one.own.body) in {None, "region" if key.startswith("p:region") else "municipality"})
    ]
    return left[0] if len(left) == 1 else None


def _merged(keys: set[str]) -> dict[str, str]:
    """A body that no paper places, and the only legal person of its kind that has no paper's body: one party."""
    bodies = [key for key in sorted(keys) if key.startswith("b:")]
    persons = [key for key in sorted(keys) if key.startswith("p:")]
    merged: dict[str, str] = {}
    for body in bodies:
        kind = kind_of_body(body[2:])
        fitting = [key for key in persons if kind is not None and (kind == "region") == key.startswith("p:region")]
        if len(fitting) == 1 and len(bodies) == 1 and len(persons) > 1:
            merged[body] = fitting[0]
    return merged


def _best(names: Iterable[str]) -> list[str]:
    found = [name for name in names if name]
    return [name for name in found if person_in(name)] or found


def parties_of(profiles: Sequence[Profile]) -> Parties:
    """Who the parties of one agreement are, from all its papers together."""
    return Parties(profiles)


Named: TypeAlias = dict[object, list[Fact]]
"""What has been named, for who else sees some of the same items: `named_facts` reads it and fills it."""


def named_facts(profiles: Sequence[Profile], parties: Parties, before: Named | None = None) -> list[Fact]:
    """Every fact of the items with the parties' names put in."""
    before = {} if before is None else before
    facts: list[Fact] = []
    for one in profiles:
        asked = one.item.id, one.own, parties.signature, tuple([id(fact) for fact in one.item.facts])
        found = before.get(asked)
        if found is None:
            found = before[asked] = [_named(fact, one, parties) for fact in one.item.facts]
        facts += found
    return facts


def _named(fact: Fact, profile: Profile, parties: Parties) -> Fact:
    party = parties.own(profile) if fact.party == OWN else fact.party and parties.name(fact.party, profile)
    if isinstance(fact, Decision | Proposal):
        return replace(fact, party=party, conditions=_conditions(fact.conditions, profile, parties))
    if isinstance(fact, Term):
        value = fact.value
        if fact.term == "parties" and isinstance(value, tuple):
            value = tuple(dict.fromkeys(parties.name(name, profile) for name in value if isinstance(name, str)))
            if profile.item.text is False and party not in value:
                value = (*value, party)
        elif fact.shares:
            value = _shares(fact.shares, profile, parties)
        return replace(fact, party=party, value=value)
    if isinstance(fact, AssignmentGiven):
        by = party if fact.by == OWN else parties.name(fact.by, profile) if fact.by else fact.by
        return replace(fact, party=party, by=by, shares=_shares(fact.shares, profile, parties))
    if isinstance(fact, Told):
        return replace(fact, party=party, by=None if fact.by is None else parties.name(fact.by, profile))
    if isinstance(fact, PointedAt):
        whose = parties.pointed(fact.decision_body)
        body = fact.decision_body
        if whose is not None and body is not None and body.isupper():
            body = parties.body_named(body, whose) or body
        return replace(fact, party=party, decision_of=whose, decision_body=body)
    if isinstance(fact, Dispatch):
        body = body_in(fact.to)
        who = parties.name(fact.to, profile) if person_in(fact.to) else parties.pointed(body) if body else None
        return replace(fact, party=party, of=None if who == fact.to and not person_in(fact.to) else who)
    return replace(fact, party=party)


def _shares(shares: Iterable[ShareValue], profile: Profile, parties: Parties) -> tuple[ShareValue, ...]:
    return tuple(share._replace(party=parties.name(share.party, profile)) for share in shares)


def _conditions(conditions: tuple[Condition, ...], profile: Profile, parties: Parties) -> tuple[Condition, ...]:
    return tuple(one if one.on is None else one._replace(on=parties.name(one.on, profile)) for one in conditions)
