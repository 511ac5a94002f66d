"""Rows of the logs in, seals out: one chain of each log for each organisation, however many seal at once.

A row is sealed by the first round that sees it, so one whose transaction ends late comes in a later seal. Two at once
take turns (PostgreSQL: an advisory lock; SQLite: one writer), and the table's constraints refuse a second chain.
"""

from __future__ import annotations

import zlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from samverkan.store.digests import link_of, seal_digest
from samverkan.store.models import AuditEntry, ReadEntry, Seal, Sealed

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

LOGS: Final[dict[str, type[AuditEntry | ReadEntry]]] = {"audit": AuditEntry, "read": ReadEntry}
"""Each log's name, and its rows."""

_BATCH: Final = 2000
_LATE: Final = timedelta(minutes=15)
_LOCK: Final = zlib.crc32(b"samverkan.seal") >> 1


class Row(NamedTuple):
    """A row of a log, as it is sealed."""

    pk: int
    at: datetime
    digest: str


def seal(*, thoroughly: bool = False) -> int:
    """Seal what is not sealed; how many rows that was.

    A round looks back a quarter of an hour; one done `thoroughly`, at start and now and then, looks through everything.
    """
    sealed = 0
    for log in LOGS:
        after = 0 if thoroughly else _looked_through(log)
        organisations = unsealed(log, after).order_by().values_list("organisation", flat=True).distinct()
        for organisation in sorted(organisations):
            while done := _seal_some(log, organisation, after):
                sealed += done
    return sealed


def unsealed(log: str, after: int = 0) -> QuerySet[Any]:
    """The log's rows that no seal covers, of those after a row."""
    covered = Sealed.objects.filter(log=log, row=OuterRef("pk"))
    rows: QuerySet[Any] = LOGS[log]._default_manager.filter(~Exists(covered), pk__gt=after)
    return rows


def _looked_through(log: str) -> int:
    """A row before which everything was sealed long ago, save what is still being written after all this time."""
    latest = Seal.objects.filter(log=log, at__lt=timezone.now() - _LATE).order_by("-pk").first()
    rows = None if latest is None else latest.rows.order_by("row").values_list("row", flat=True).first()
    return rows or 0


@transaction.atomic
def _seal_some(log: str, organisation: str, after: int) -> int:
    _take_turns(log, organisation)
    found = unsealed(log, after).filter(organisation=organisation).order_by("pk")[:_BATCH]
    rows = [Row(*values) for values in found.values_list("pk", "at", "digest")]
    if not rows:
        return 0
    before = Seal.objects.filter(organisation=organisation, log=log).order_by("-number").first()
    start = "" if before is None else before.digest
    links = linked(rows, start, log, organisation)
    number, at = 1 if before is None else before.number + 1, timezone.now()
    digest = seal_digest(start, links[-1], log, organisation, number, at, len(rows))
    made = Seal.objects.create(
        organisation_id=organisation, log=log, at=at, number=number, count=len(rows), digest=digest
    )
    Sealed.objects.bulk_create(
        [
            Sealed(seal=made, log=log, row=row.pk, position=position, link=link)
            for position, (row, link) in enumerate(zip(rows, links, strict=True))
        ]
    )
    return len(rows)


def linked(rows: list[Row], start: str, log: str, organisation: str) -> list[str]:
    """Each row's link, from the seal before on."""
    links: list[str] = []
    for row in rows:
        start = link_of(start, log, organisation, row.pk, row.at, row.digest)
        links.append(start)
    return links


def _take_turns(log: str, organisation: str) -> None:
    """Wait until nobody else seals this log; on SQLite the transaction itself has waited."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, zlib.crc32(f"{log} {organisation}".encode()) >> 1]
            )
