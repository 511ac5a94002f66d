"""The index of the registers: documents in, their entries and assignments laid up for each who may see them, out.

Derived from entries, facts and what is joint: dropping it loses nothing, and `rebuild_registers` makes the same again.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import transaction

from samverkan.core.reading.dating import dates_in
from samverkan.store.models import Entry, Fact, Party, RegisterAssignment, RegisterEntry, Shared
from samverkan.store.taking_turns import take_turns
from samverkan.store.view import reached_others
from samverkan.store.whose import met, whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

_BATCH: Final = 500
_ACTS: Final = {
    "Proposal": "propose", "Extension": "extension", "Amendment": "amendment", "Termination": "terminate",
    "AssignmentFulfilled": "fulfilled",
}  # fmt: skip
_BY_WHEN: Final = ("senast", "före", "till och med")
_COMMITTEES: Final = {"arbetsutskottet": "arbetsutskott", "utskottet": "utskott", "presidiet": "presidium"}


def index_registered(agreements: Iterable[UUID]) -> None:
    """Lay up the entries and assignments of these agreements anew."""
    ids = list(agreements)
    with transaction.atomic():
        take_turns(ids)
        _drop(ids)
        _write(ids)


def index_registered_of(document: UUID) -> None:
    """The same, for the agreements that a document concerns."""
    index_registered(
        Entry.objects.filter(document=document).exclude(agreement=None).values_list("agreement", flat=True).distinct()
    )


def rebuild_registers() -> Iterator[int]:
    """Drop the index and make it again; yields how many agreements are done. Stopped half-way, it can be run again."""
    with transaction.atomic():
        RegisterAssignment.objects.all().delete()
        RegisterEntry.objects.all().delete()
    ids = list(
        Entry.objects.exclude(agreement=None).order_by("agreement").values_list("agreement", flat=True).distinct()
    )
    for n in range(0, len(ids), _BATCH):
        index_registered(ids[n : n + _BATCH])  # anew: somebody may have recorded meanwhile
        yield min(n + _BATCH, len(ids))


def body_key(name: str) -> str:
    """A body's name as it is compared."""
    return " ".join(name.casefold().split())


class _Seer(NamedTuple):
    """Since when somebody sees a document's entry, and since when as one that is joint."""

    since: datetime
    reached: date
    joint_since: datetime | None
    joint_reached: date | None


def _drop(ids: Sequence[UUID]) -> None:
    entries = Entry.objects.filter(agreement__in=ids)
    RegisterAssignment.objects.filter(given__in=entries).delete()
    RegisterAssignment.objects.filter(done__in=entries).delete()
    RegisterEntry.objects.filter(entry__in=entries).delete()


def _write(ids: Sequence[UUID]) -> None:
    entries = list(Entry.objects.filter(agreement__in=ids).order_by("id"))
    facts: dict[int, list[Fact]] = defaultdict(list)
    replaced = set(Fact.objects.filter(agreement__in=ids).exclude(replaces=None).values_list("replaces", flat=True))
    for fact in Fact.objects.filter(agreement__in=ids).exclude(entry=None).order_by("id"):
        if fact.id not in replaced and fact.value is not None and fact.entry_id is not None:
            facts[fact.entry_id].append(fact)
    said: dict[Any, list[Fact]] = defaultdict(list)
    for fact in Fact.objects.filter(agreement__in=ids, entry=None, kind="AssignmentFulfilled").order_by("id"):
        if fact.id not in replaced and fact.value is not None:
            said[fact.agreement_id].append(fact)
    seers = _seers(entries)
    owners = _owners(entries)
    gone = dict(Entry.objects.filter(replaces__in=entries).values_list("replaces", "recorded"))
    RegisterEntry.objects.bulk_create(
        [
            RegisterEntry(
                organisation=organisation, entry=entry, owner=owners[entry.id], gone=gone.get(entry.id),
                **_head(entry.head), acts=_acts(facts[entry.id], extends=bool(entry.head.get("extends"))), **seer._asdict(),
            )
            for entry in entries
            if not entry.head.get("text")
            for organisation, seer in seers[entry.id].items()
        ],
        batch_size=500,
    )  # fmt: skip
    RegisterAssignment.objects.bulk_create(
        [
            row
            for these in _by_agreement(entries).values()
            for row in _assignments(these, facts, said[these[0].agreement_id], seers, gone)
        ],
        batch_size=500,
    )


def _by_agreement(entries: Iterable[Entry]) -> Mapping[Any, list[Entry]]:
    found: dict[Any, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.agreement_id].append(entry)
    return found


def _owners(entries: Sequence[Entry]) -> Mapping[int, str]:
    """The organisation whose minutes each entry is of; that in whose file it is where it is nobody's of the parties."""
    parties: dict[Any, list[str]] = defaultdict(list)
    rows = Party.objects.filter(agreement__in={entry.agreement_id for entry in entries})
    for agreement, organisation in rows.order_by("organisation").values_list("agreement", "organisation"):
        parties[agreement].append(organisation)
    every = met([*(entry.organisation_id for entry in entries), *(one for held in parties.values() for one in held)])
    found = {}
    for entry in entries:
        own = every[entry.organisation_id]
        found[entry.id] = (whose(entry.head, own, [every[one] for one in parties[entry.agreement_id]]) or own).number
    return found


def _seers(entries: Sequence[Entry]) -> Mapping[int, dict[str, _Seer]]:
    """Whoever sees each entry: its own organisation; once its document is joint, every party of the agreement."""
    documents = {entry.document_id for entry in entries}
    shared = dict(
        Shared.objects.filter(document__in=documents).order_by("-recorded").values_list("document", "recorded")
    )
    parties: dict[Any, list[tuple[str, datetime]]] = defaultdict(list)
    for agreement, organisation, recorded in Party.objects.filter(
        agreement__in={entry.agreement_id for entry in entries}
    ).values_list("agreement", "organisation", "recorded"):
        parties[agreement].append((organisation, recorded))
    found: dict[int, dict[str, _Seer]] = {}
    for entry in entries:
        joint = shared.get(entry.document_id)
        since = None if joint is None else max(joint, entry.recorded)
        mine = _Seer(
            entry.recorded, entry.reached, since, None if since is None else reached_others(entry.reached, since)
        )
        found[entry.id] = {entry.organisation_id: mine}
        if since is None:
            continue
        for organisation, joined in parties[entry.agreement_id]:
            then = max(since, joined)
            found[entry.id].setdefault(
                organisation,
                _Seer(then, reached_others(entry.reached, then), then, reached_others(entry.reached, then)),
            )
    return found


def _head(head: Any) -> dict[str, Any]:
    name = body_name(head)
    return {
        "body": name[:200], "body_key": body_key(name)[:200], "day": day_of(head.get("day")),
        "section": str(head.get("section") or "")[:40], "registry_number": str(head.get("registry_number") or "")[:80],
        "title": str(head.get("title") or head.get("object") or "")[:400],
    }  # fmt: skip


def body_name(head: Any) -> str:
    """The body as the register names it: "Socialnämndens arbetsutskott", where the paper says only "Arbetsutskottet"."""
    body, board = str(head.get("body") or head.get("board") or ""), str(head.get("board") or "")
    short = _COMMITTEES.get(body.casefold())
    if short and board and board.casefold() != body.casefold():
        body = f"{board}s {short}"
    return body[:1].upper() + body[1:]


def day_of(written: object) -> date | None:
    """The day, where it is a whole one."""
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None


def _acts(facts: Iterable[Fact], *, extends: bool) -> list[list[Any]]:
    """What an entry does, as codes with the span of the words."""
    found: dict[str, Any] = {}
    for fact in facts:
        value: Any = fact.value
        code = _ACTS.get(fact.kind)
        if fact.kind == "Decision":
            code = "extension" if extends and value["act"] in ("approve", "adopt") else str(value["act"])
        elif fact.kind == "AssignmentGiven" and value.get("basis", "decided") == "decided":
            code = "assign" if value.get("day") in (None, value.get("happened")) else None
        elif fact.kind in ("Extension", "Amendment") and value.get("proposed"):
            code = "propose"
        if code is not None:
            found.setdefault(code, _span(value))
    return [[code, span] for code, span in found.items()]


def _span(value: Any) -> list[int] | None:
    for one in value.get("citations") or ():
        if one.get("span"):
            return [int(one["span"][0]), int(one["span"][1])]
    return None


class _Mention(NamedTuple):
    """What an entry says of an assignment, or a person does (then there is no entry), and who sees that."""

    entry: Entry | None
    value: Any
    seers: Mapping[str, _Seer]


def _assignments(
    entries: Sequence[Entry], facts: Mapping[int, Sequence[Fact]], said: Sequence[Fact],
    seers: Mapping[int, dict[str, _Seer]], gone: Mapping[Any, datetime],
) -> Iterator[RegisterAssignment]:  # fmt: skip
    """One row an assignment and organisation: what was given, and the fulfilment of its day and §."""
    given: dict[tuple[Any, ...], list[_Mention]] = defaultdict(list)
    done: list[_Mention] = []
    for entry in entries:
        for fact in facts[entry.id]:
            if fact.kind == "AssignmentGiven":
                given[_key(fact.value, fact.id)].append(_Mention(entry, fact.value, seers[entry.id]))
            elif fact.kind == "AssignmentFulfilled":
                done.append(_Mention(entry, fact.value, seers[entry.id]))
    for fact in said:
        seer = _Seer(fact.recorded, fact.reached, None, None)
        done.append(_Mention(None, fact.value, {fact.organisation_id: seer}))
    taken: set[int] = set()
    for key, these in given.items():
        ends = [
            n for n, one in enumerate(done) if key[2] and (one.value.get("day"), one.value.get("section")) == key[1:3]
        ]
        taken.update(ends)
        yield from _rows(these, [done[n] for n in ends], gone)
    for n, one in enumerate(done):
        if n not in taken and one.entry is not None:
            yield from _rows([], [one], gone)


def _key(value: Any, number: int) -> tuple[Any, ...]:
    """What is the same assignment told again: one day and § of one body; else each is its own."""
    if value.get("day") and value.get("section"):
        return (body_key(str(value.get("by") or value.get("body") or "")), value["day"], value["section"])
    return (number, value.get("day"), value.get("section"))


def _rows(
    given: Sequence[_Mention], done: Sequence[_Mention], gone: Mapping[Any, datetime]
) -> Iterator[RegisterAssignment]:  # fmt: skip
    for organisation in sorted({who for one in (*given, *done) for who in one.seers}):
        mine = [one for one in given if organisation in one.seers]
        best = min(mine, key=lambda one: one.value.get("basis", "decided") != "decided", default=None)
        longest = max((str(one.value.get("text") or "") for one in mine), key=len, default="")
        end = next((one for one in done if organisation in one.seers), None)
        first = best or end
        if first is None:
            continue
        value = first.value
        seer = first.seers[organisation]
        ended = None if end is None else end.seers[organisation]
        head = end.entry.head if end is not None and end.entry is not None else {}
        receiver = str(next((one.value.get("to") for one in mine if one.value.get("to")), "") or "")
        yield RegisterAssignment(
            organisation=organisation, given=best and best.entry, done=end and end.entry,
            gone=None if first.entry is None else gone.get(first.entry.id),
            body=_capital(str(value.get("by") or value.get("body") or ""))[:200],
            day=day_of(value.get("day") or value.get("happened")) if best else day_of(value.get("day")),
            section=str(value.get("section") or "")[:40], to=receiver[:200], text=longest, words=_span(value),
            due=due_in(longest),
            told=best is not None and all(one.value.get("basis", "decided") != "decided" for one in mine),
            orphan=best is None or any(one.value.get("receiver_exists") is False for one in mine),
            done_day=None if end is None else day_of(end.value.get("happened") or head.get("day")),
            done_section=str(head.get("section") or "")[:40],
            done_since=ended and ended.since, done_joint_since=ended and ended.joint_since, **seer._asdict(),
        )  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
