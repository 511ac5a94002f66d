"""Cost lines as booked: of an agreement, by whom, as known by then; and how vouchers are told apart and compared."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.funding.vouchers import CostLine
from samverkan.store.models import BookedLine, BookedVoucher, CostFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

_KEY: Final = 200
_TAB: Final = "\t"


class Written(NamedTuple):
    """A voucher's lines on their way in: its key, its name, its lines, their digest."""

    key: str
    name: str
    lines: tuple[CostLine, ...]
    digest: str


def written(lines: Iterable[CostLine], ledger: str = "") -> list[Written]:
    """The lines of a ledger by voucher ("": the organisation's own).

    A voucher's key is its ledger, the accounting year that it is numbered in, its series and its number. One without a number is a
    voucher of its own, told by what it says; the second of the same is `#2`.
    """
    groups: dict[str, list[CostLine]] = defaultdict(list)
    seen: dict[str, int] = defaultdict(int)
    before = f"{' '.join(ledger.split())}\t" if ledger else ""
    for line in lines:
        if line.voucher:
            groups[_short(f"{before}{line.numbered_in} {line.voucher.replace(_TAB, ' ')}")].append(line)
            continue
        said = hashlib.sha256(json.dumps(_content(line), ensure_ascii=False).encode()).hexdigest()[:32]
        seen[said] += 1
        groups[_short(f"{before}{line.day.year} - {said}#{seen[said]}")].append(line)
    return [Written(key, (of_it[0].voucher or "")[:80], tuple(of_it), digest(of_it)) for key, of_it in groups.items()]


def _short(key: str) -> str:
    """The key, or of one that is too long its beginning and its digest."""
    return key if len(key) <= _KEY else f"{key[: _KEY - 65]}#{hashlib.sha256(key.encode()).hexdigest()}"


def digest(lines: Iterable[CostLine]) -> str:
    """SHA-256 of what a voucher's lines say, in whatever order: not of where in a file they stand."""
    return hashlib.sha256(json.dumps(sorted(map(_content, lines)), ensure_ascii=False).encode()).hexdigest()


def _content(line: CostLine) -> list[object]:
    days = [str(day or "") for day in (line.day, line.first, line.last)]
    return [*days, line.ore, line.account or "", [list(one) for one in line.objects], line.text[:400]]


def current(agreement: UUID, organisation: str) -> QuerySet[BookedVoucher]:
    """The vouchers of an organisation as they are now; those withdrawn too."""
    rows = BookedVoucher.objects.filter(agreement=agreement, organisation=organisation, replaced=None)
    return rows.select_related("file").order_by("recorded", "pk")


def ledgers(agreement: UUID, organisation: str) -> list[str]:
    """The ledgers beside its own that the organisation has taken files of, by name."""
    rows = CostFile.objects.filter(agreement=agreement, organisation=organisation).exclude(ledger="")
    return list(rows.order_by("ledger").values_list("ledger", flat=True).distinct())


def booked_lines(agreement: UUID, until: datetime | None = None) -> list[CostLine]:
    """Every cost line of the agreement, of every party, as known; `source` is the number of the party in whose accounts it is.

    In order of day, then of organisation, voucher and row: the same whatever the order in which they were taken in.
    """
    rows = BookedVoucher.objects.filter(agreement=agreement).order_by("recorded")
    if until is not None:
        rows = rows.filter(recorded__lt=until)
    last: dict[tuple[str, str], BookedVoucher] = {(row.organisation_id, row.key): row for row in rows}
    vouchers: Mapping[UUID, BookedVoucher] = {row.pk: row for row in last.values() if not row.withdrawn}
    found = []
    for line in BookedLine.objects.filter(voucher__agreement=agreement).order_by("day", "pk"):
        voucher = vouchers.get(line.voucher_id)
        if voucher is not None:
            found.append((line.day, voucher.organisation_id, voucher.key, line.row, _line(line, voucher)))
    return [one[-1] for one in sorted(found, key=lambda one: one[:-1])]


def lines_by_voucher(vouchers: Iterable[BookedVoucher]) -> Mapping[UUID, list[CostLine]]:
    """The lines of each of some vouchers, in one question."""
    of = {one.pk: one for one in vouchers}
    found: dict[UUID, list[CostLine]] = {key: [] for key in of}
    for line in BookedLine.objects.filter(voucher__in=of).order_by("row", "pk"):
        found[line.voucher_id].append(_line(line, of[line.voucher_id]))
    return found


def _line(line: BookedLine, voucher: BookedVoucher) -> CostLine:
    return CostLine(
        voucher.organisation_id, line.row, line.day, line.ore, line.text, line.account or None,
        tuple((one[0], one[1]) for one in line.objects_on), voucher.name or None, line.first, line.last,
    )  # fmt: skip
