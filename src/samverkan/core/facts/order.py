"""In which order facts count, and which of them were known by a day: facts in, those that count out, in order."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from samverkan.core.facts.kinds import ORDER, Correction, Fact
from samverkan.core.findings import CaseError

if TYPE_CHECKING:
    from collections.abc import Iterable

_RANK: Final = {kind: rank for rank, kind in enumerate(ORDER)}
_START: Final = date.min
_KEY: Final = itemgetter(0)


def order_key(fact: Fact) -> tuple[date, int, str]:
    """Day, kind, identity; an undated fact comes first, so that a dated one counts after it."""
    happened = fact.happened
    return (_START if happened is None else happened.last, _RANK[type(fact)], fact.id)


def visible(facts: Iterable[Fact], known: date | None) -> list[tuple[tuple[date, int, str], Fact]]:
    """The facts known by the day `known` (None: all), corrections applied, in order, each with its `order_key`.

    CaseError `two_facts_one_identity` where one identity stands for two different facts.
    """
    by_id: dict[str, Fact] = {}
    corrections: list[Correction] = []
    for fact in facts:
        if known is not None and fact.known is not None and fact.known > known:
            continue
        if by_id.setdefault(fact.id, fact) is not fact:
            if by_id[fact.id] != fact:
                raise CaseError("two_facts_one_identity", id=fact.id)
        elif type(fact) is Correction:
            corrections.append(fact)
    if corrections:
        corrections.sort(key=lambda one: (one.known or _START, one.id))
        for one in corrections:
            by_id.pop(one.id, None)
            by_id.pop(one.replaces, None)
            if one.by is not None:
                by_id[one.by.id] = one.by
    found = [
        ((_START if (happened := fact.happened) is None else happened.last, _RANK[type(fact)], fact.id), fact)
        for fact in by_id.values()
    ]
    found.sort(key=_KEY)
    return found
