"""The logs as they are read: an organisation and a filter in, one page of rows, or all of them, out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Value
from django.utils import timezone

from samverkan.store.models import AuditContent, Person, ReadContent, Sealed
from samverkan.store.sealing import LOGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from samverkan.store.models import Organisation

PAGE: Final = 50
_AT_ONCE: Final = 500


class LogFilter(NamedTuple):
    """What of the logs is wanted. `log`: audit, read or "" for both; `person`: an id; `target`: a part of it.

    `sort`: "at", the oldest first, or "-at".
    """

    log: str = ""
    person: str = ""
    target: str = ""
    day: date | None = None
    page: int = 1
    sort: str = "-at"


class LogRow(NamedTuple):
    """A row of a log. `verb` "" and `erased` where its content was erased; `by` None: the program itself."""

    log: str
    pk: int
    at: datetime
    by: str | None
    verb: str
    target: str
    values: Mapping[str, Any]
    erased: bool
    sealed: bool


class LogPage(NamedTuple):
    """How many rows the filter leaves, one page of them, and who they are by."""

    total: int
    rows: Sequence[LogRow]
    page: int
    pages: int


def log_page(organisation: Organisation, wanted: LogFilter, *, until: datetime | None = None) -> LogPage:
    """The page of the organisation's logs; `until`: as they were before that moment."""
    chosen = _of_each(organisation, wanted, until)
    total = sum(rows.count() for rows in chosen.values())
    pages = max(1, -(-total // PAGE))
    number = min(max(1, wanted.page), pages)
    keys = _in_order(chosen, wanted)[(number - 1) * PAGE : number * PAGE]
    return LogPage(total, _rows(list(keys)), number, pages)


def every_log_row(organisation: Organisation, wanted: LogFilter, *, until: datetime | None = None) -> Iterator[LogRow]:
    """All that the filter leaves, in its order, for an export."""
    keys = list(_in_order(_of_each(organisation, wanted, until), wanted))
    for start in range(0, len(keys), _AT_ONCE):
        yield from _rows(keys[start : start + _AT_ONCE])


def _of_each(organisation: Organisation, wanted: LogFilter, until: datetime | None) -> dict[str, QuerySet[Any]]:
    logs = [wanted.log] if wanted.log in LOGS else list(LOGS)
    return {log: _chosen(log, organisation, wanted, until) for log in logs}


def _in_order(chosen: Mapping[str, QuerySet[Any]], wanted: LogFilter) -> QuerySet[Any]:
    """The rows' log, key and moment."""
    first, *others = [rows.annotate(log=Value(log)).values_list("log", "pk", "at") for log, rows in chosen.items()]
    both: QuerySet[Any] = first.union(*others, all=True)
    return both.order_by(*(("at", "pk") if wanted.sort == "at" else ("-at", "-pk")))


def rows_numbered(organisation: Organisation, log: str, numbers: Sequence[int]) -> list[LogRow]:
    """Those of these rows that are the organisation's, in order."""
    held = LOGS[log]._default_manager.filter(organisation=organisation, pk__in=list(numbers)).order_by("pk")
    return _rows([(log, pk, at) for pk, at in held.values_list("pk", "at")])


def people_of(organisation: Organisation) -> list[Person]:
    """Those who hold a role at the organisation, by name."""
    return sorted(
        Person.objects.filter(roles__organisation=organisation).distinct(), key=lambda one: one.name.casefold()
    )


def _chosen(log: str, organisation: Organisation, wanted: LogFilter, until: datetime | None) -> QuerySet[Any]:
    rows: QuerySet[Any] = LOGS[log]._default_manager.filter(organisation=organisation)
    if until is not None:
        rows = rows.filter(at__lt=until)
    if wanted.day is not None:
        rows = rows.filter(at__gte=_midnight(wanted.day), at__lt=_midnight(wanted.day + timedelta(days=1)))
    if wanted.person:
        rows = rows.filter(content__content__by=wanted.person)
    if wanted.target:
        rows = rows.filter(content__target__icontains=wanted.target)
    return rows.order_by()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone()).astimezone(UTC)


def _rows(found: Iterable[tuple[str, int, datetime]]) -> list[LogRow]:
    keys = list(found)
    contents: dict[tuple[str, int], Any] = {}
    sealed = set()
    for log in LOGS:
        numbers = [pk for one, pk, _ in keys if one == log]
        table = AuditContent if log == "audit" else ReadContent
        contents |= {(log, pk): one for pk, one in table._default_manager.in_bulk(numbers).items()}
        covered = Sealed.objects.filter(log=log, row__in=numbers).values_list("row", flat=True)
        sealed |= {(log, row) for row in covered}
    people = {one.content.get("by") for one in contents.values()} - {None}
    names = {str(one.pk): one.name for one in Person.objects.filter(pk__in=people)}
    rows = []
    for log, pk, at in keys:
        one = contents.get((log, pk))
        said = {} if one is None else one.content
        by = said.get("by")
        rows.append(
            LogRow(
                log, pk, at, None if by is None else names.get(by, by),
                "" if one is None else getattr(one, "verb", "read"), "" if one is None else one.target,
                said.get("values", {}), one is None, (log, pk) in sealed,
            )
        )  # fmt: skip
    return rows
