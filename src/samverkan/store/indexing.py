"""The index of standings: agreements in, how each stands from today on in every scope, and what it needs of whom, out.

Derived from the facts alone: dropping it loses nothing, and `rebuild` makes the same again.
"""

from __future__ import annotations

import json
import zlib
from bisect import insort
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import connection, transaction

from samverkan.core.facts import AssignmentGiven
from samverkan.core.standing import standing
from samverkan.core.standing.events import dated_events
from samverkan.store.load import rows_of, seen
from samverkan.store.models import Agreement, AgreementMatter, Due, Party, StandingSpan
from samverkan.store.needs import needs, turns
from samverkan.store.standings import facts_of
from samverkan.store.turning import turning_days
from samverkan.store.view import JOINT, PUBLIC, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from uuid import UUID

    from samverkan.core.facts import Fact
    from samverkan.core.standing.events import Event
    from samverkan.core.standing.values import Standing
    from samverkan.store.models import Organisation

FOR_EVER: Final = date(9999, 12, 31)
_ONE_DAY: Final = timedelta(days=1)
_BATCH: Final = 500
_LOCK: Final = zlib.crc32(b"samverkan.index") >> 1
_FOLLOWED: Final = 3
_BARS: Final = frozenset({"missing_decision", "missing_minutes", "unmet_condition", "differing_term"})


class Span(NamedTuple):
    """The days, both in it, in which an agreement stands as the answer says, and the days it leads to."""

    first: date
    last: date
    answer: Standing
    events: Sequence[Event]


class Indexed(NamedTuple):
    """The rows of one agreement."""

    spans: list[StandingSpan]
    dues: list[Due]


def index(agreements: Iterable[Agreement], *, today: date) -> None:
    """Index these agreements anew, and those of the same cooperations, which they may bear on."""
    cooperations = {one.cooperation_id for one in agreements}
    ids = list(Agreement.objects.filter(cooperation__in=cooperations).values_list("id", flat=True))
    with transaction.atomic():
        _write(ids, today)


def rebuild(*, today: date) -> Iterator[int]:
    """Drop the index and make it again; yields how many agreements are done. Stopped half-way, it can be run again."""
    cooperations = list(Agreement.objects.order_by("cooperation_id").values_list("cooperation_id", "id"))
    done = 0
    for batch in _batches(cooperations):
        with transaction.atomic():
            _write(batch, today)
        done += len(batch)
        yield done


def refresh(*, today: date) -> int:
    """Index anew the agreements whose first span has run out, as days pass; how many they were."""
    moved = StandingSpan.objects.filter(last__lt=today).values("agreement__cooperation")
    concerned = (
        Agreement.objects.filter(cooperation__in=moved).order_by("cooperation_id").values_list("cooperation_id", "id")
    )
    done = 0
    for batch in _batches(list(concerned)):
        with transaction.atomic():
            _write(batch, today)
        done += len(batch)
    return done


def _batches(pairs: Sequence[tuple[UUID, UUID]]) -> Iterator[list[UUID]]:
    """Agreements in batches that keep each cooperation whole."""
    batch: list[UUID] = []
    last = None
    for cooperation, agreement in pairs:
        if len(batch) >= _BATCH and cooperation != last:
            yield batch
            batch = []
        batch.append(agreement)
        last = cooperation
    if batch:
        yield batch


def _write(ids: list[UUID], today: date) -> None:
    _take_turns(ids)
    StandingSpan.objects.filter(agreement__in=ids).delete()
    Due.objects.filter(agreement__in=ids).delete()
    spans: list[StandingSpan] = []
    dues: list[Due] = []
    for found in _indexed(ids, today):
        spans += found.spans
        dues += found.dues
    StandingSpan.objects.bulk_create(spans, batch_size=1000)
    Due.objects.bulk_create(dues, batch_size=1000)


def _take_turns(ids: list[UUID]) -> None:
    """Wait until nobody else indexes the same cooperations; on SQLite the transaction itself has waited."""
    if connection.vendor == "postgresql":
        cooperations = (
            "SELECT DISTINCT hashtext(cooperation_id::text) AS one FROM store_agreement WHERE id = ANY(%s) ORDER BY one"
        )
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock(%s, one) FROM ({cooperations}) AS them", [_LOCK, ids])  # noqa: S608


def _indexed(ids: list[UUID], today: date) -> Iterator[Indexed]:
    rows = rows_of(ids)
    cooperations: dict[UUID, list[UUID]] = {}
    for agreement, cooperation in Agreement.objects.filter(id__in=ids).values_list("id", "cooperation_id"):
        cooperations.setdefault(cooperation, []).append(agreement)
    scopes: dict[UUID, set[str]] = {}
    for agreement, organisation in Party.objects.filter(agreement__in=ids).values_list("agreement", "organisation"):
        scopes.setdefault(agreement, {JOINT, PUBLIC}).add(organisation)
    numbers: dict[UUID, list[str]] = {}
    for agreement, number in AgreementMatter.objects.filter(agreement__in=ids).values_list(
        "agreement", "matter__registry_number"
    ):
        numbers.setdefault(agreement, []).append(number)
    asked = sorted({scope for found in scopes.values() for scope in found})
    derived: dict[tuple[UUID, frozenset[str]], list[Span]] = {}
    for scope in asked:
        loaded = seen(rows, View(scope))
        for members in cooperations.values():
            mine = [one for one in members if scope in scopes.get(one, ())]
            if not mine:
                continue
            for agreement, facts in facts_of(loaded, members).items():
                if not facts or agreement not in mine:
                    continue
                key = agreement, frozenset(fact.id for fact in facts)
                if key not in derived:
                    derived[key] = list(_through_time(facts, today))
                yield _rows(agreement, scope, derived[key], numbers.get(agreement, []))


def _through_time(facts: Sequence[Fact], today: date) -> Iterator[Span]:
    """The standing from today on, for each span of days in which it stays the same.

    Days that no fact names but that follow from them (an extension without end, each after the other) are looked ahead to
    a few at a time: `refresh` goes on when the first of the spans has run out.
    """
    days = [today, *(day for day in turning_days(facts) if day > today)]
    followed = 0
    n = 0
    while n < len(days):
        day = days[n]
        answer = standing(facts, on=day, known=None)
        events = _events(facts, answer, day)
        for turn in sorted(set(turns(events))):
            if turn > day and turn not in days and followed < _FOLLOWED:
                insort(days, turn)
                followed += 1
        n += 1
        yield Span(day, days[n] - _ONE_DAY if n < len(days) else FOR_EVER, answer, events)


def _events(facts: Sequence[Fact], answer: Standing, on: date, known: date | None = None) -> tuple[Event, ...]:
    """The days that the agreement leads to; what is over leads to none, save what was never reported back."""
    if answer.standing in ("ended", "lapsed") and not any(isinstance(one, AssignmentGiven) for one in facts):
        return ()
    return dated_events(facts, on=on, known=known)


def _rows(agreement: UUID, scope: str, through: list[Span], numbers: list[str]) -> Indexed:
    spans: list[StandingSpan] = []
    dues: list[Due] = []
    latest: dict[tuple[object, ...], Due] = {}
    for first, last, answer, events in through:
        title = answer.title or answer.object or ""
        parties = ", ".join(party.name for party in answer.parties)
        starts = [row.from_.first for row in answer.terms if row.from_ is not None]
        ends = [row.to.last for row in answer.terms if row.to is not None]
        open_ended = bool(answer.terms) and answer.terms[-1].to is None
        searched = " ".join([title, parties, answer.object or "", *numbers]).casefold()
        spans.append(
            StandingSpan(
                agreement_id=agreement,
                scope=scope,
                first=first,
                last=last,
                standing=answer.standing,
                title=title[:400],
                parties=parties[:400],
                begins=min(starts, default=None),
                ends=None if open_ended else max(ends, default=None),
                waiting=sum(one.code in _BARS for one in answer.open),
                searched=searched,
            )
        )
        for need in needs(answer, events, first, last) if scope != PUBLIC else ():
            values = {"title": title[:400], **need.values}
            due = Due(
                agreement_id=agreement, scope=scope, first=need.first, last=need.last, code=need.code, day=need.day,
                party=need.party[:200], values=values,
            )  # fmt: skip
            same = need.code, need.party, need.day, json.dumps(values, sort_keys=True)
            before = latest.get(same)
            if before is not None and before.last + _ONE_DAY == due.first:
                before.last = due.last
            else:
                dues.append(due)
                latest[same] = due
    return Indexed(spans, dues)


def derived_rows(
    organisation: Organisation, view: View, *, on: date, cooperation: UUID | None = None
) -> list[StandingSpan]:  # fmt: skip
    """The same rows, unsaved, of one organisation's agreements on one day in one view: for days the index has not.

    Of all its agreements, or of one cooperation's.
    """
    return [span for one in _derived(organisation, view, on, cooperation) for span in one.spans]


def derived_dues(organisation: Organisation, view: View, *, on: date) -> list[Due]:
    """What needed somebody on a day, in one view: rows as the index holds them, unsaved."""
    return [due for one in _derived(organisation, view, on) for due in one.dues]


def _derived(
    organisation: Organisation, view: View, on: date, only: UUID | None = None
) -> Iterator[Indexed]:  # fmt: skip
    mine = list(Party.objects.filter(organisation=organisation).values_list("agreement", flat=True))
    cooperations = (
        {only} if only else set(Agreement.objects.filter(id__in=mine).values_list("cooperation_id", flat=True))
    )
    members: dict[UUID, list[UUID]] = {}
    for agreement, cooperation in Agreement.objects.filter(cooperation__in=cooperations).values_list(
        "id", "cooperation_id"
    ):
        members.setdefault(cooperation, []).append(agreement)
    loaded = seen(rows_of([one for these in members.values() for one in these]), view)
    wanted = set(mine)
    for these in members.values():
        for agreement, facts in facts_of(loaded, these).items():
            if facts and agreement in wanted:
                answer = standing(facts, on=on, known=view.known)
                span = Span(on, on, answer, _events(facts, answer, on, view.known))
                yield _rows(agreement, view.scope, [span], [])
