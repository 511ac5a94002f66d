"""Assignments as the register holds them: what entries give and declare fulfilled in, a row for what each sees of each out.

What is seen of an assignment changes as it is declared fulfilled, corrected or taken back: it then has several rows, each for
the views in which it is so.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.reading.dating import dates_in
from samverkan.core.standing.names import body_key
from samverkan.store.heading import capital, day_of, span_of
from samverkan.store.models import RegisterAssignment
from samverkan.store.seeing import Held, areas, laid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from samverkan.store.models import Entry
    from samverkan.store.seeing import Area, Seer

_BY_WHEN: Final = ("senast", "före", "till och med")


class Told(NamedTuple):
    """A fact that an entry of an agreement holds, or that a person says of it (then there is no entry).

    `root`: the first of its chain of corrections.
    """

    id: int
    root: int
    organisation: str
    agreement: UUID | None
    entry: Entry | None
    kind: str
    value: Any
    held: Held


class Sight(NamedTuple):
    """Since when an entry stands, and who sees it."""

    held: Held
    seers: Mapping[str, Seer]


class Row(NamedTuple):
    """What is seen of an assignment: the columns of `RegisterAssignment`."""

    given_id: int | None
    done_id: int | None
    body: str
    day: date | None
    section: str
    to: str
    text: str
    words: tuple[int, int] | None
    due: date | None
    told: bool
    orphan: bool
    fulfilled: bool
    done_day: date | None
    done_section: str


class _Assignment(NamedTuple):
    """A row, and the first of the facts it is of: what is the same twice is twice."""

    root: int
    row: Row


def assignments_of(told: Iterable[Told], sights: Mapping[int, Sight]) -> Iterator[RegisterAssignment]:
    """The rows of the assignments that these facts give and declare fulfilled; `sights`: of each entry."""
    for facts in _together(told):
        kept: dict[tuple[int, ...], list[_Assignment]] = {}
        for organisation in sorted({one for fact in facts for one in _seers(fact, sights)}):
            mine, joint = (_states(facts, sights, organisation, kept, joint=one) for one in (False, True))
            for (_, row), columns in laid(mine, joint):
                yield RegisterAssignment(organisation=organisation, **row._asdict(), **columns)


def _together(told: Iterable[Told]) -> Iterable[list[Told]]:
    """The facts that may be of one assignment: those of one day and §, and what corrects one into another."""
    parts: dict[object, list[Told]] = {}
    for fact in told:
        keys = _keys(fact)
        found = {id(parts[key]): parts[key] for key in keys if key in parts}
        joined = [*(one for part in found.values() for one in part), fact]
        parts.update((key, joined) for one in joined for key in _keys(one))
    for part in {id(part): part for part in parts.values()}.values():
        yield sorted(part, key=lambda one: (one.entry is None, one.entry.pk if one.entry else 0, one.root, one.id))


def _keys(fact: Told) -> list[object]:
    keys: list[object] = [fact.root]
    if fact.value is not None and fact.value.get("section"):
        keys.append((fact.agreement, fact.value.get("day"), fact.value["section"]))
    return keys


def _seers(fact: Told, sights: Mapping[int, Sight]) -> Iterable[str]:
    return (fact.organisation,) if fact.entry is None else sights[fact.entry.pk].seers


def _states(
    facts: Sequence[Told], sights: Mapping[int, Sight], organisation: str,
    kept: dict[tuple[int, ...], list[_Assignment]], *, joint: bool,
) -> Iterator[tuple[_Assignment, Area]]:  # fmt: skip
    """What an organisation sees of the assignments, and in which views."""
    held = [(one, these) for one in facts if (these := _held(one, sights, organisation, joint=joint))]

    def told(recorded: datetime, reached: date) -> list[_Assignment]:
        here = [fact for fact, these in held if all(one.at(recorded, reached) for one in these)]
        key = tuple(fact.id for fact in here)
        if key not in kept:
            kept[key] = list(_assignments([fact for fact in here if fact.value is not None]))
        return kept[key]

    return areas((mark for _, these in held for one in these for mark in one.marks), told)


def _held(fact: Told, sights: Mapping[int, Sight], organisation: str, *, joint: bool) -> list[Held]:
    """Since when the organisation sees the entry and the fact; nothing: never."""
    if fact.entry is None:  # what a person says is the organisation's own
        return [fact.held] if fact.organisation == organisation and not joint else []
    sight = sights[fact.entry.pk]
    seer = sight.seers.get(organisation)
    if seer is None:
        return []
    return [held for one in (sight.held, fact.held) if (held := seer.held(one, joint=joint)) is not None]


def _assignments(facts: Sequence[Told]) -> Iterator[_Assignment]:
    """What was given, each with the fulfilment of its day and §; and what was fulfilled but given nowhere."""
    given: dict[tuple[Any, ...], list[Told]] = defaultdict(list)
    for fact in facts:
        if fact.kind == "AssignmentGiven":
            given[_key(fact)].append(fact)
    done = [fact for fact in facts if fact.kind == "AssignmentFulfilled"]
    taken: set[int] = set()
    for key, these in given.items():
        ends = [
            one for one in done if key[2] and (one.value.get("day"), one.value.get("section")) == key[1:3]
        ]  # fmt: skip
        taken.update(one.id for one in ends)
        yield _assignment(these, ends[:1])
    for one in done:
        if one.id not in taken and one.entry is not None:
            yield _assignment([], [one])


def _key(fact: Told) -> tuple[Any, ...]:
    """What is the same assignment told again: one day and § of one body; else each is its own."""
    value = fact.value
    if value.get("day") and value.get("section"):
        return (body_key(str(value.get("by") or value.get("body") or "")), value["day"], value["section"])
    return (fact.root, value.get("day"), value.get("section"))


def _assignment(given: Sequence[Told], done: Sequence[Told]) -> _Assignment:
    best = min(given, key=lambda one: one.value.get("basis", "decided") != "decided", default=None)
    longest = max((str(one.value.get("text") or "") for one in given), key=len, default="")
    end = done[0] if done else None
    first = best or done[0]
    value = first.value
    head = end.entry.head if end is not None and end.entry is not None else {}
    row = Row(
        given_id=best.entry.pk if best is not None and best.entry is not None else None,
        done_id=end.entry.pk if end is not None and end.entry is not None else None,
        body=capital(str(value.get("by") or value.get("body") or ""))[:200],
        day=day_of(value.get("day") or value.get("happened")) if best else day_of(value.get("day")),
        section=str(value.get("section") or "")[:40],
        to=str(next((one.value.get("to") for one in given if one.value.get("to")), "") or "")[:200],
        text=longest, words=span_of(value), due=due_in(longest),
        told=best is not None and all(one.value.get("basis", "decided") != "decided" for one in given),
        orphan=best is None or any(one.value.get("receiver_exists") is False for one in given),
        fulfilled=end is not None,
        done_day=None if end is None else day_of(end.value.get("happened") or head.get("day")),
        done_section=str(head.get("section") or "")[:40],
    )  # fmt: skip
    return _Assignment(first.root, row)


@lru_cache(maxsize=4096)
def due_in(text: str) -> date | None:
    """The last day that an assignment's own words give: "senast den 31 mars 2024"."""
    folded = text.casefold()
    for cue in _BY_WHEN:
        at = folded.find(cue)
        if at >= 0:
            for found in dates_in(text, at, min(len(text), at + 60)):
                if found.date is not None:
                    return found.date.last
    return None
