"""The index of standings: agreements in, how each stands from today on in every scope, and what it needs of whom, out.

Derived from the facts alone: dropping it loses nothing, and `rebuild` makes the same again.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction

from samverkan.core.standing import standing
from samverkan.store.load import rows_of, seen
from samverkan.store.models import Agreement, AgreementMatter, Due, Party, StandingSpan
from samverkan.store.standings import facts_of
from samverkan.store.turning import turning_days
from samverkan.store.view import JOINT, PUBLIC, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from uuid import UUID

    from samverkan.core.facts import Fact
    from samverkan.core.standing.values import Standing
    from samverkan.store.models import Organisation

FOR_EVER: Final = date(9999, 12, 31)
_ONE_DAY: Final = timedelta(days=1)
_BATCH: Final = 500
_BARS: Final = frozenset({"missing_decision", "missing_minutes", "unmet_condition", "differing_term"})


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
    StandingSpan.objects.filter(agreement__in=ids).delete()
    Due.objects.filter(agreement__in=ids).delete()
    spans: list[StandingSpan] = []
    dues: list[Due] = []
    for found in _indexed(ids, today):
        spans += found.spans
        dues += found.dues
    StandingSpan.objects.bulk_create(spans, batch_size=1000)
    Due.objects.bulk_create(dues, batch_size=1000)


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
    derived: dict[tuple[UUID, frozenset[str]], list[tuple[date, date, Standing]]] = {}
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


def _through_time(facts: Sequence[Fact], today: date) -> Iterator[tuple[date, date, Standing]]:
    """The standing from today on, for each span of days in which it stays the same."""
    days = [today, *(day for day in turning_days(facts) if day > today)]
    for n, day in enumerate(days):
        last = days[n + 1] - _ONE_DAY if n + 1 < len(days) else FOR_EVER
        yield day, last, standing(facts, on=day, known=None)


def _rows(agreement: UUID, scope: str, through: list[tuple[date, date, Standing]], numbers: list[str]) -> Indexed:
    spans: list[StandingSpan] = []
    dues: list[Due] = []
    for first, last, answer in through:
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
    return Indexed(spans, dues)


def derived_rows(organisation: Organisation, view: View, *, on: date) -> list[StandingSpan]:
    """The same rows, unsaved, of one organisation's agreements on one day in one view: for days the index has not."""
    mine = list(Party.objects.filter(organisation=organisation).values_list("agreement", flat=True))
    cooperations = set(Agreement.objects.filter(id__in=mine).values_list("cooperation_id", flat=True))
    members: dict[UUID, list[UUID]] = {}
    for agreement, cooperation in Agreement.objects.filter(cooperation__in=cooperations).values_list(
        "id", "cooperation_id"
    ):
        members.setdefault(cooperation, []).append(agreement)
    loaded = seen(rows_of([one for these in members.values() for one in these]), view)
    wanted = set(mine)
    return [
        span
        for these in members.values()
        for agreement, facts in facts_of(loaded, these).items()
        if facts and agreement in wanted
        for span in _rows(agreement, view.scope, [(on, on, standing(facts, on=on, known=view.known))], []).spans
    ]
