"""The index of the registers: agreements in, their entries and assignments laid up for each who may see them, out.

Derived from entries, facts and what is joint: dropping it loses nothing, and `rebuild_registers` makes the same again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import transaction
from django.db.models import F

from samverkan.core.standing.names import body_key
from samverkan.store.assigning import FOLLOWS, Sight, Told, assignments_of
from samverkan.store.heading import body_name, day_of, span_of
from samverkan.store.models import Entry, Fact, Matter, MatterBody, RegisterAssignment, RegisterEntry
from samverkan.store.seeing import Area, Held, Since, areas, held_of, laid, sharing_of
from samverkan.store.taking_turns import take_turns, take_turns_on_matters
from samverkan.store.whose import Owners, body_of, met, names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from samverkan.store.models import Organisation
    from samverkan.store.seeing import Seer

_BATCH: Final = 500
_AT_ONCE: Final = 100
"""Agreements that are laid up together with what somebody does, or at a time after it."""
_ACTS: Final = {
    "Proposal": "propose", "Extension": "extension", "Amendment": "amendment", "Termination": "terminate",
    "AssignmentFulfilled": "fulfilled",
}  # fmt: skip
PREPARES: Final = frozenset({"propose", "note", "assign", "fulfilled", "other", "elect"})
"""What an entry may do without deciding on an agreement."""
_ASSIGNMENTS: Final = frozenset({"AssignmentGiven", *FOLLOWS})
_TOLD: Final = frozenset({*_ACTS, "Decision", *_ASSIGNMENTS})


def index_registered(agreements: Iterable[UUID]) -> None:
    """Lay up the entries and assignments of these agreements anew."""
    ids = list(agreements)
    with transaction.atomic():
        take_turns(ids)
        before = _matters_told(ids)
        _lay_up(ids)
        say_whose_matters({*before, *_matters_told(ids)})


def index_registered_of(document: UUID) -> None:
    """The same, for the agreements that a document concerns."""
    index_registered(
        Entry.objects.filter(document=document).exclude(agreement=None).values_list("agreement", flat=True).distinct()
    )


def index_registered_naming(organisation: Organisation, name: str) -> None:
    """The same, for the organisation's agreements where an entry names it, or a body of its, as it is called from now on.

    At once where they are few; else a batch at a time once what was done is kept, each for itself, so that nobody waits
    for all of them. What is left when the program dies meanwhile, `rebuild_registers` lays up.
    """
    heads = Entry.objects.filter(agreement__parties__organisation=organisation)
    rows = heads.values_list("agreement", "head__organisation", "head__body", "head__board")
    asked = names_of(name)
    named = list(dict.fromkeys(one for one, *held in rows.iterator(chunk_size=2000) if asked & names_of(*held)))
    if len(named) <= _AT_ONCE:
        index_registered(named)
        return

    def lay_up() -> None:
        for n in range(0, len(named), _AT_ONCE):
            index_registered(named[n : n + _AT_ONCE])

    transaction.on_commit(lay_up, robust=True)


def say_whose_matters(matters: Iterable[int]) -> None:
    """Say anew whose these matters are, those registered without a body: the body's whose minutes are the first to tell of it.

    Asked of the organisation's own minutes of every agreement, so that it does not matter which was laid up last.
    """
    keys = list(matters)
    with transaction.atomic():
        take_turns_on_matters(keys)
        for n in range(0, len(keys), _BATCH):
            _say_whose(keys[n : n + _BATCH])


def rebuild_registers() -> Iterator[int]:
    """Drop the index and make it again; yields how many agreements are done. Stopped half-way, it can be run again.

    Whose matters are stands as it did until all that tells of them is laid up: what is hidden is so meanwhile, too.
    """
    with transaction.atomic():
        RegisterAssignment.objects.all().delete()
        RegisterEntry.objects.all().delete()
    ids = list(
        Entry.objects.exclude(agreement=None).order_by("agreement").values_list("agreement", flat=True).distinct()
    )
    for n in range(0, len(ids), _BATCH):
        with transaction.atomic():
            take_turns(ids[n : n + _BATCH])
            _lay_up(ids[n : n + _BATCH])  # anew: somebody may have recorded meanwhile
        yield min(n + _BATCH, len(ids))
    matters = list(Matter.objects.filter(body=None).order_by("pk").values_list("pk", flat=True))
    for n in range(0, len(matters), _BATCH):
        say_whose_matters(matters[n : n + _BATCH])


def _lay_up(ids: Sequence[UUID]) -> None:
    _drop(ids)
    _write(ids)


def _matters_told(ids: Sequence[UUID]) -> list[int]:
    """The matters without a body that entries of these agreements tell of, as they are laid up now."""
    rows = RegisterEntry.objects.filter(entry__agreement__in=ids).exclude(registry_number="")
    told = set(rows.values_list("organisation", "registry_number"))
    matters = Matter.objects.filter(
        body=None, organisation__in={one for one, _ in told}, registry_number__in={number for _, number in told}
    )
    held = matters.values_list("pk", "organisation", "registry_number")
    return [key for key, *one in held if tuple(one) in told]


def _say_whose(keys: Sequence[int]) -> None:
    matters = list(Matter.objects.filter(pk__in=keys, body=None))
    rows = RegisterEntry.objects.filter(
        organisation__in={one.organisation_id for one in matters}, owner=F("organisation"),
        registry_number__in={one.registry_number for one in matters}, gone=None, replaced=None,
    ).exclude(since=None)  # fmt: skip
    heads: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for *matter, head in rows.order_by("entry").values_list("organisation", "registry_number", "entry__head"):
        heads[matter[0], matter[1]].append(head)
    every = met({one for one, _ in heads}) if heads else {}
    told = []
    for one in matters:
        said = heads.get((one.organisation_id, one.registry_number), ())
        body = next((key for head in said if (key := body_of(head, every[one.organisation_id])) is not None), None)
        if body is not None:
            told.append(MatterBody(matter=one, body_id=body))
    MatterBody.objects.filter(matter__in=matters).delete()
    MatterBody.objects.bulk_create(told)


def _drop(ids: Sequence[UUID]) -> None:
    entries = Entry.objects.filter(agreement__in=ids)
    RegisterAssignment.objects.filter(given__in=entries).delete()
    RegisterAssignment.objects.filter(done__in=entries).delete()
    RegisterEntry.objects.filter(entry__in=entries).delete()


def _write(ids: Sequence[UUID]) -> None:
    entries = {one.pk: one for one in _entries(ids)}
    sharing = sharing_of({one.document_id for one in entries.values()}, ids)
    sights = {
        key: Sight(held_of(one), sharing.seers(one.document_id, one.agreement_id, one.organisation_id))
        for key, one in entries.items()
    }
    facts = _told(ids, entries)
    of_entry: dict[int, list[Told]] = defaultdict(list)
    for fact in facts:
        if fact.entry is not None:
            of_entry[fact.entry.pk].append(fact)
    owners = Owners({one.organisation_id for one in entries.values()}, sharing.parties)
    RegisterEntry.objects.bulk_create(
        [
            row
            for key, one in entries.items()
            if not one.head.get("text")
            for row in _rows(one, _States(of_entry[key], sights[key].held, one, owners.of(one)), sights[key].seers)
        ],
        batch_size=500,
    )
    assigned = [fact for fact in facts if fact.kind in _ASSIGNMENTS]
    RegisterAssignment.objects.bulk_create(assignments_of(assigned, sights), batch_size=500)


def _entries(ids: Sequence[UUID]) -> Iterable[Entry]:
    return Entry.objects.filter(agreement__in=ids).select_related("replaced_by").order_by("id")


def _told(ids: Sequence[UUID], entries: Mapping[int, Entry]) -> list[Told]:
    """The facts that the registers tell of, corrected or not: those of entries, and what people say became of an assignment."""
    rows = Fact.objects.filter(agreement__in=ids, kind__in=_TOLD)
    held = list(rows.exclude(entry=None, kind__in=_TOLD - FOLLOWS).order_by("id"))
    later = {one.replaces_id: Since(one.recorded, one.reached) for one in held if one.replaces_id is not None}
    roots: dict[int, int] = {}
    found = []
    for one in held:
        roots[one.pk] = one.pk if one.replaces_id is None else roots.get(one.replaces_id, one.pk)
        since = Held(Since(one.recorded, one.reached), later.get(one.pk))
        entry = None if one.entry_id is None else entries[one.entry_id]
        found.append(
            Told(one.pk, roots[one.pk], one.organisation_id, one.agreement_id, entry, one.kind, one.value, since)
        )
    return found


class _State(NamedTuple):
    """What is told of an entry beside its head: whose it is and what it does, codes with the span of the words."""

    owner: str
    acts: tuple[tuple[str, tuple[int, int] | None], ...]


class _States:
    """What is told of an entry by a moment and a day, as its facts are corrected and more is known of whose it is."""

    def __init__(
        self, facts: Sequence[Told], held: Held, entry: Entry, owners: Sequence[tuple[datetime, str]]
    ) -> None:  # fmt: skip
        self.facts = sorted(facts, key=lambda one: (one.root, one.id))
        self.held, self.owners = held, owners
        self.extends = bool(entry.head.get("extends"))
        self.changing = len(owners) > 1 or any(fact.held != held for fact in facts)
        self._acts: dict[tuple[int, ...], Any] = {}

    def seen(self, seer: Seer, *, joint: bool) -> Iterable[tuple[_State, Area]]:
        """What is told to one who sees the entry, and in which views."""
        held = seer.held(self.held, joint=joint)
        if held is None:
            return []
        if not self.changing and held.over is None:
            since, reached = held.since
            return [(_State(self.owners[0][1], self._does(self.facts)), Area(since, None, reached, None))]
        return self._areas(held, [(fact, seer.held(fact.held, joint=joint)) for fact in self.facts])

    def _areas(self, held: Held, facts: Sequence[tuple[Told, Held | None]]) -> Iterator[tuple[_State, Area]]:
        def told(recorded: datetime, reached: date) -> Iterator[_State]:
            if held.at(recorded, reached):
                here = [fact for fact, one in facts if one is not None and one.at(recorded, reached)]
                owner = next(one for since, one in reversed(self.owners) if since <= recorded)
                yield _State(owner, self._does(here))

        marks = [mark for one in (held, *(one for _, one in facts)) if one is not None for mark in one.marks]
        marks += [Since(since, held.since.reached) for since, _ in self.owners]
        return areas(marks, told)

    def _does(self, facts: Sequence[Told]) -> Any:
        key = tuple(fact.id for fact in facts)
        if key not in self._acts:
            self._acts[key] = _acts(facts, extends=self.extends)
        return self._acts[key]


def _rows(entry: Entry, states: _States, seers: Mapping[str, Seer]) -> Iterator[RegisterEntry]:
    """An entry's rows: for each who sees it one, and more where what is told of it changed."""
    head = _head(entry.head)
    for organisation, seer in seers.items():
        mine = list(states.seen(seer, joint=False))
        for state, columns in laid(mine, states.seen(seer, joint=True) if seer.own else mine):
            yield RegisterEntry(
                organisation=organisation, entry=entry, owner=state.owner, acts=state.acts, step=step_of(state.acts), **head,
                **columns,
            )  # fmt: skip


def step_of(acts: Iterable[Sequence[Any]]) -> int:
    """How far what an entry does brings its matter: 2 decided, 1 proposed, 0 neither."""
    codes = {code for code, _ in acts}
    return 2 if codes - PREPARES else 1 if "propose" in codes else 0


def _head(head: Any) -> dict[str, Any]:
    name = body_name(head)
    return {
        "body": name[:200], "body_key": body_key(name)[:200], "day": day_of(head.get("day")),
        "section": str(head.get("section") or "")[:40], "registry_number": " ".join(str(head.get("registry_number") or "").split())[:80],
        "title": str(head.get("title") or head.get("object") or "")[:400],
    }  # fmt: skip


def _acts(facts: Iterable[Told], *, extends: bool) -> tuple[tuple[str, tuple[int, int] | None], ...]:
    """What an entry does, as codes with the span of the words."""
    found: dict[str, Any] = {}
    for fact in facts:
        value = fact.value
        if value is None:
            continue
        code = _ACTS.get(fact.kind)
        if fact.kind == "Decision":
            code = "extension" if extends and value["act"] in ("approve", "adopt") else str(value["act"])
        elif fact.kind == "AssignmentGiven" and value.get("basis", "decided") == "decided":
            code = "assign" if value.get("day") in (None, value.get("happened")) else None
        elif fact.kind in ("Extension", "Amendment") and value.get("proposed"):
            code = "propose"
        if code is not None:
            found.setdefault(code, span_of(value))
    return tuple(found.items())
