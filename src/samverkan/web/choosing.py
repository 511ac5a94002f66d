"""Agreements to choose among: what is proposed for an entry in, each option with its reasons out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.words import say
from samverkan.words.proofs import say_proof

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.store.placing import Proposed
    from samverkan.words import Language

NONE: Final = "none"
NEW: Final = "new"


class Option(NamedTuple):
    """One agreement to choose, and why it is proposed."""

    value: str
    label: str
    reasons: Sequence[str]
    chosen: bool


class PartyOption(NamedTuple):
    """One organisation that may be party to it."""

    number: str
    name: str
    chosen: bool


def called(one: Proposed, language: Language) -> str:
    """An agreement by its title and how it stands."""
    standing = say("pages", f"standing.{one.standing}", {}, language).lower() if one.standing else ""
    return say("review", "end.agreement", {"title": titled(one, language), "standing": standing}, language)


def titled(one: Proposed, language: Language) -> str:
    """Its title, or that it has none."""
    return one.title or say("review", "untitled", {}, language)


def reasons(one: Proposed, language: Language) -> list[str]:
    """Why the entry may concern it, or may not."""
    return list(_reasons(one, language))


def _reasons(one: Proposed, language: Language) -> Iterator[str]:
    rules = [rule for rule, _ in one.grounds]
    if one.number and "same_registry_number" not in rules:
        yield say("review", "end.number", {"number": one.number}, language)
    for rule, values in one.grounds:
        yield say_proof(rule, dict(values), language)
    if one.same is None:
        yield say("review", "end.unsure", {}, language)
    elif not one.same:
        yield say("review", "end.another", {}, language)
