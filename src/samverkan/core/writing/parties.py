"""The parties an item names: what the reader found in, each party once and as linking compares them out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from samverkan.core.sources import Span
from samverkan.core.standing.names import body_in, is_vague, parties_in, person_in, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samverkan.core.reading.values import Item
    from samverkan.core.sources import Cited

Named = tuple[str, Span]

_LONGEST: Final = 160
_THROUGH: Final = re.compile(r"[^;]{0,60}\bgenom\s+(?:sin\s+|dess\s+)?$", re.DOTALL)
_OF: Final = re.compile(r"\s*(?:,|i|vid|inom)\s*$")
_REGION_BEFORE: Final = re.compile(r"\b(Region|Landstinget)\s+$")


def parties_as_printed(text: str, listed: Iterable[Cited[str]]) -> list[Named]:
    """The parties in the order of the text; a board and the principal it acts for, printed together, are one."""
    found: list[Named] = []
    for name, span in sorted(((one.value, one.span) for one in listed), key=lambda one: (one[1].start, -one[1].end)):
        before = found[-1] if found else None
        if before is not None and before[1].start <= span.start and span.end <= before[1].end:
            continue  # printed inside the one before it
        joined = _joined(text, before, (name, span)) if before is not None else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append((_whole(text, name, span), span))
    return found


def _whole(text: str, name: str, span: Span) -> str:
    """The name with what its printed words add: the principal beside a board, the region before a place."""
    printed = " ".join(text[span.start : span.end].split())
    person, body = person_in(printed), body_in(printed)
    if person is not None and body is not None and len(printed) < _LONGEST:
        return f"{body}, {person[0]}"
    region = _REGION_BEFORE.search(text, max(0, span.start - 20), span.start)
    if region is not None and "kommun" not in printed:
        return f"{region[1]} {printed}"
    return name


def _joined(text: str, before: Named, after: Named) -> Named | None:
    """Two names that are one party: "Region Vik genom hälsonämnden", "socialnämnden i Ekby kommun"."""
    between = text[before[1].end : after[1].start]
    one, other = before[0], after[0]
    if person_in(one) and not body_in(one) and body_in(other) and not person_in(other) and _THROUGH.match(between):
        return f"{body_in(other)}, {one}", Span(before[1].start, after[1].end)
    if body_in(one) and not person_in(one) and person_in(other) and not body_in(other) and _OF.match(between):
        return f"{one}, {other}", Span(before[1].start, after[1].end)
    return None


def parties_named(item: Item, listed: list[Named]) -> list[Named]:
    """The parties that the item lists; where it lists one or none, also those its title and its conditions name."""
    found = {name: span for name, span in listed if not is_vague(name)}
    if len(found) > 1:
        return list(found.items())
    known = {plain(name) for name in found}
    if item.title is not None:
        for name in parties_in(item.title.value):
            if plain(name) not in known:
                found[name] = item.title.span
    for decision in item.decisions:
        for condition in decision.conditions:
            on = condition.on
            if condition.kind == "matching_decision" and on is not None and not is_vague(on.value):
                found.setdefault(on.value, on.span)
    return list(found.items())
