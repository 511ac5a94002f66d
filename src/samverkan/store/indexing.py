"""The index of standings: agreements in, how each stands from today on in every scope, and what it needs of whom, laid up.

Derived from the facts alone: dropping it loses nothing, and `rebuild` makes the same again.
"""

from __future__ import annotations

import gc
import json
import os
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from samverkan.store.bulk import insert_rows
from samverkan.store.deriving import DueRow, SpanRow, indexed
from samverkan.store.models import Agreement, AuditEntry, Due, StandingSpan
from samverkan.store.taking_turns import take_turns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

_BATCH: Final = 250
_MANY: Final = 2000
"""Agreements from which several processes derive them: each takes time to start."""
_RENEWED: Final = 20
"""Batches after which a process is renewed: none looks for rings of garbage, which takes time and finds next to nothing."""


class _Laid(NamedTuple):
    """The rows of a batch of agreements, as plain values."""

    agreements: list[UUID]
    spans: list[list[Any]]
    dues: list[list[Any]]


def index(agreements: Iterable[Agreement], *, today: date) -> None:
    """Index these agreements anew, and those of the same cooperations, which they may bear on."""
    cooperations = {one.cooperation_id for one in agreements}
    _renew(list(Agreement.objects.filter(cooperation__in=cooperations).values_list("id", flat=True)), today)


def rebuild(*, today: date) -> Iterator[int]:
    """Drop the index and make it again; yields how many agreements are done. Stopped half-way, it can be run again.

    Many are divided among as many processes as there are cores.
    """
    batches = list(_batches(list(Agreement.objects.order_by("cooperation_id").values_list("cooperation_id", "id"))))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    done = 0
    if len(batches) * _BATCH < _MANY or cores < 2 or connection.in_atomic_block or not hasattr(os, "fork"):
        for batch in batches:
            done += _renew(batch, today)
            yield done
        return
    connection.close()  # no process may share it with another
    with get_context("fork").Pool(cores, initializer=gc.disable, maxtasksperchild=_RENEWED) as processes:
        for count in processes.imap_unordered(partial(_renew, today=today), batches):
            done += count
            yield done


def refresh(*, today: date) -> int:
    """Index anew the agreements whose first span has run out, as days pass; how many they were."""
    moved = StandingSpan.objects.filter(last__lt=today).values("agreement__cooperation")
    concerned = (
        Agreement.objects.filter(cooperation__in=moved).order_by("cooperation_id").values_list("cooperation_id", "id")
    )
    done = 0
    for batch in _batches(list(concerned)):
        done += _renew(batch, today)
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


def _renew(ids: list[UUID], today: date) -> int:
    """Index these agreements, whole cooperations, anew as the ledger has them when it is written; how many they are."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        before = _last_noted()
        laid = _laid(ids, today)  # while others write
        with transaction.atomic():
            _write(laid if _last_noted() == before else _laid(ids, today))
        return len(ids)
    with transaction.atomic():
        take_turns(ids)
        _write(_laid(ids, today))
    return len(ids)


def _last_noted() -> int:
    """The last thing that anybody has done: every change of the ledger leaves its row in the same transaction."""
    return AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def _laid(ids: list[UUID], today: date) -> _Laid:
    spans: list[list[Any]] = []
    dues: list[list[Any]] = []
    for found in indexed(ids, today):
        spans += _in_each(found.scopes, found.spans)
        dues += _in_each(found.scopes, found.dues)
    return _Laid(ids, spans, dues)


def _in_each(scopes: Sequence[str], rows: Iterable[SpanRow | DueRow]) -> Iterator[list[Any]]:
    """The rows' values, once for each scope."""
    for row in rows:
        values = [_plain(value) for value in row]
        for scope in scopes:
            yield [scope, *values]


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | bytes):
        return value
    if isinstance(value, dict | list):
        return json.dumps(value)
    return value.hex if isinstance(value, UUID) else str(value)


def _write(laid: _Laid) -> None:
    StandingSpan.objects.filter(agreement__in=laid.agreements).delete()
    Due.objects.filter(agreement__in=laid.agreements).delete()
    insert_rows(StandingSpan, ["scope", *SpanRow._fields], laid.spans)
    insert_rows(Due, ["scope", *DueRow._fields], laid.dues)
