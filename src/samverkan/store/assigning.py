"""Assignments as the register holds them: what entries give and declare fulfilled in, a row for what each sees of each out.

What is seen of an assignment changes as it is declared fulfilled, corrected or taken back: it then has several rows, each for
the views in which it is so.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.reading.due import due_in
from samverkan.core.standing.names import body_key
from samverkan.core.standing.several import most_like, told_apart
from samverkan.store.heading import capital, day_of, span_of
from samverkan.store.models import RegisterAssignment
from samverkan.store.seeing import Held, areas, laid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from samverkan.store.models import Entry
    from samverkan.store.seeing import Area, Seer

FOLLOWS: Final = frozenset({"AssignmentFulfilled", "AssignmentReported", "AssignmentDue"})
"""What papers and people say of an assignment that was given."""


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


class Moved(NamedTuple):
    """Another day set for an assignment: when it was set and to what, by which entry's § or by a person (no entry)."""

    set: str | None
    due: str
    section: str
    entry: int | None
    words: str
    span: Sequence[int] | None


class Report(NamedTuple):
    """A report back: the day, the § and entry that tell of it (or a person), in which document, the words; a part of it only."""

    day: str | None
    section: str
    entry: int | None
    document: str
    words: str
    partly: bool
    span: Sequence[int] | None


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
    root: int
    also: tuple[int, ...]
    due_how: str
    due_words: str
    dues: tuple[Moved, ...]
    reports: tuple[Report, ...]


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
    """What was given, each with what became of it; and what was fulfilled, or reported in a paper, but given nowhere."""
    given: dict[tuple[Any, ...], list[Told]] = defaultdict(list)
    for fact in facts:
        if fact.kind == "AssignmentGiven":
            given[_key(fact)].append(fact)
    follow = [fact for fact in facts if fact.kind in FOLLOWS]
    bodies = {body_key(str(one.value["body"])): one.value.get("party") for one in facts if one.value.get("body")}
    whose = {body: _party(party, body) for body, party in bodies.items()}
    taken: set[int] = set()
    for key, these in given.items():
        ends = [one for one in follow if key in _of(one, given, whose)]
        taken.update(one.id for one in ends)
        yield from (_assignment(*one) for one in _apart(these, ends))
    alone: dict[object, list[Told]] = defaultdict(list)
    for one in follow:
        if one.id in taken or one.entry is None or one.kind == "AssignmentDue":
            continue
        if one.kind == "AssignmentFulfilled":
            yield _assignment([], [one])
        else:
            alone[one.value.get("day"), one.value.get("section")].append(one)
    for these in alone.values():
        yield _assignment([], these)


def _of(
    fact: Told, given: Mapping[tuple[Any, ...], Sequence[Told]], whose: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """The assignments that it is of: of its party, its day and §, its body where several bodies' are of both.

    What a person says is of the organisation's own, whatever name its papers have for it.
    """
    told, own = (fact.value.get("day"), fact.value.get("section")), body_key(str(fact.value.get("body") or ""))
    there = {key: these for key, these in given.items() if key[2] and key[1:3] == told}
    party = None if fact.entry is None else _party(fact.value.get("party"), own)
    fits = [
        key
        for key, these in there.items()
        if key[0] == own or _same(party, whose.get(key[0]) or _party(these[0].value.get("party"), key[0]))
    ]
    return [key for key in fits if key[0] == own] or fits


def _party(named: object, body: str) -> object:
    """The legal person; None where the paper names it by its body alone."""
    return None if not named or body_key(str(named)) == body else named


def _same(one: object, other: object) -> bool:
    """Whether nothing tells two parties apart."""
    return not one or not other or one == other


def _key(fact: Told) -> tuple[Any, ...]:
    """What is the same assignment told again: one day and § of one body; else each is its own."""
    value = fact.value
    if value.get("day") and value.get("section"):
        return (body_key(str(value.get("by") or value.get("body") or "")), value["day"], value["section"])
    return (fact.root, value.get("day"), value.get("section"))


def _apart(given: Sequence[Told], ends: Sequence[Told]) -> Iterator[tuple[list[Told], list[Told]]]:
    """The assignments of one §, several where its points give several; each with what tells of it by its words.

    What cannot be told apart by its words is of them all.
    """
    seeds = told_apart(given, _giver, lambda one: str(one.value.get("text") or ""))
    if not seeds:
        yield list(given), list(ends)
        return
    every = [_said(one) for one in seeds]
    parts: list[tuple[list[Told], list[Told]]] = [([], []) for _ in seeds]
    for n, these in enumerate((given, ends)):
        for one in these:
            for at in [seeds.index(one)] if one in seeds else sorted(most_like(_said(one), every)):
                parts[at][n].append(one)
    yield from parts


def _giver(fact: Told) -> int | None:
    """The entry that gives it; None where it is only told of."""
    return fact.entry.pk if fact.entry is not None and fact.value.get("basis", "decided") == "decided" else None


def _said(fact: Told) -> str:
    return str(fact.value.get("text") or _words(fact))


def _words(fact: Told) -> str:
    """The words that the fact is cited to."""
    return next(
        (
            words
            for one in fact.value.get("citations") or ()
            if (words := " ".join(str(one.get("words") or "").split()))
        ),
        "",
    )


def _assignment(given: Sequence[Told], told: Sequence[Told]) -> _Assignment:
    done, reported, moved = (
        sorted(
            (one for one in told if one.kind == kind), key=lambda one: (str(one.value.get("happened") or ""), one.id)
        )
        for kind in ("AssignmentFulfilled", "AssignmentReported", "AssignmentDue")
    )
    best = min(given, key=lambda one: one.value.get("basis", "decided") != "decided", default=None)
    longest = max((str(one.value.get("text") or "") for one in given), key=len, default="")
    end = done[0] if done else None
    first = best or end or reported[0]
    value = first.value
    source = first if best is not None or end is None else None  # where it is told of, if not given
    day = day_of(value.get("day") or value.get("happened")) if best else day_of(value.get("day"))
    due = due_in(longest, day)
    row = Row(
        given_id=source.entry.pk if source is not None and source.entry is not None else None,
        done_id=end.entry.pk if end is not None and end.entry is not None else None,
        body=capital(str(value.get("by") or value.get("body") or ""))[:200],
        day=day, section=str(value.get("section") or "")[:40],
        to=str(next((one.value.get("to") for one in given if one.value.get("to")), "") or "")[:200],
        text=longest or ("" if end is not None else _words(first)), words=span_of(value), due=None if due is None else due.day,
        told=(best is None and end is None)
        or (best is not None and all(one.value.get("basis", "decided") != "decided" for one in given)),
        orphan=(best is None and end is not None) or any(one.value.get("receiver_exists") is False for one in given),
        fulfilled=end is not None,
        done_day=None if end is None else day_of(end.value.get("happened") or _head(end).get("day")),
        done_section="" if end is None else _section(end),
        root=first.root, also=tuple(sorted({one.root for one in (*given, *told)} - {first.root})),
        due_how="" if due is None else due.how, due_words="" if due is None else due.words,
        dues=tuple(
            Moved(_day(one), str(one.value["due"]), _section(one), _entry(one), _words(one), span_of(one.value))
            for one in moved
            if one.value.get("due")
        ),
        reports=tuple(
            Report(
                _day(one), _section(one), _entry(one), str(one.value.get("document") or ""), _words(one),
                bool(one.value.get("partial")), span_of(one.value),
            )
            for one in reported
        ),
    )  # fmt: skip
    return _Assignment(first.root, row)


def _head(fact: Told) -> Any:
    return fact.entry.head if fact.entry is not None else {}


def _section(fact: Told) -> str:
    """The § that says it."""
    return str(_head(fact).get("section") or "")[:40]


def _day(fact: Told) -> str | None:
    found = fact.value.get("happened") or _head(fact).get("day")
    return None if found is None else str(found)


def _entry(fact: Told) -> int | None:
    return None if fact.entry is None else fact.entry.pk
