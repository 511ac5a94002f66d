"""A file of costs that waits to be taken: its lines, and what taking it would do to what is booked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import uuid5

from django.db.models import Exists, OuterRef

from samverkan.core.funding.vouchers import CostLine
from samverkan.store.models import BookedLine, BookedVoucher, CostFile
from samverkan.store.money.booked import Written, current, sought, whole, written
from samverkan.store.money.elsewhere import Elsewhere, elsewhere
from samverkan.store.money.numbers import Numbered, numbered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from uuid import UUID

    from samverkan.store.models import CostDraft


_LISTS: Final = ("csv", "xlsx")


class Changed(NamedTuple):
    """A voucher that was booked before and says something else now."""

    before: BookedVoucher
    after: Written


class Compared(NamedTuple):
    """Some vouchers beside what is booked: those new, with what they replace (taken back before), changed, and how many the same."""

    new: Sequence[tuple[Written, BookedVoucher | None]]
    changed: Sequence[Changed]
    same: int


class Looked(NamedTuple):
    """What taking a draft would do: vouchers that are new, that have changed, that are booked already, and that the file lacks.

    `doubtful`: those whose number is booked of a voucher of another month, beside that one: another, or the same with another day.
    `missing`: vouchers of the file's ledger, kind and days, and of the numbers that have changed, that are booked and not in it: a person
    may take them back. `elsewhere`: lines of the new, the changed and the doubtful that are booked in another agreement.
    """

    new: Sequence[Written]
    changed: Sequence[Changed]
    same: int
    doubtful: Sequence[Changed]
    missing: Sequence[BookedVoucher]
    elsewhere: Sequence[Elsewhere]


def looked(draft: CostDraft) -> Looked:
    """What taking the draft would do now."""
    vouchers, doubtful, beside = _numbered(draft)
    found = compared(draft, vouchers)
    before = whole(pk for pk, _ in doubtful.values())
    twice = elsewhere(draft, [*(one for one, _ in found.new), *(one.after for one in found.changed)])
    return Looked(
        [one for one, _ in found.new if one.key not in doubtful], found.changed, found.same,
        [Changed(before[pk], one) for pk, one in doubtful.values()], missing(draft, vouchers, beside), twice,
    )  # fmt: skip


def compared(draft: CostDraft, vouchers: Sequence[Written]) -> Compared:
    """The vouchers beside what is booked under their keys now; what it takes goes by their number, not by how many are booked."""
    rows = current(draft.agreement_id, draft.organisation_id)
    now = {
        key: (pk, of, gone)
        for pk, key, of, gone in sought(rows, "key", [one.key for one in vouchers], "pk", "key", "digest", "withdrawn")
    }
    new = [one for one in vouchers if one.key not in now]
    again = [one for one in vouchers if one.key in now and now[one.key][2]]
    changed = [one for one in vouchers if one.key in now and not now[one.key][2] and now[one.key][1] != one.digest]
    before = whole(now[one.key][0] for one in (*again, *changed))
    return Compared(
        [*((one, None) for one in new), *((one, before[now[one.key][0]]) for one in again)],
        [Changed(before[now[one.key][0]], one) for one in changed],
        len(vouchers) - len(new) - len(again) - len(changed),
    )  # fmt: skip


def missing(draft: CostDraft, vouchers: Sequence[Written], beside: Collection[UUID]) -> list[BookedVoucher]:
    """The vouchers of the file's ledger, kind and days that are booked and not in it, and those `beside`, as they were taken."""
    there = {one.key for one in vouchers}
    of_days = BookedLine.objects.filter(voucher=OuterRef("pk"), day__range=_days(draft, vouchers))
    kinds = _LISTS if draft.kind in _LISTS else [draft.kind]
    rows = current(draft.agreement_id, draft.organisation_id).filter(
        Exists(of_days), withdrawn=False, file__kind__in=kinds, file__ledger=draft.ledger
    )
    found = dict.fromkeys(pk for pk, key in rows.values_list("pk", "key") if key not in there) | dict.fromkeys(beside)
    rows_of = whole(found)
    return [rows_of[pk] for pk in found]


def stopped(draft: CostDraft, found: Looked) -> bool:
    """Whether something of the file must be settled by a person before its lines are taken."""
    return bool(found.elsewhere) or any(stops for _, _, _, stops in draft.data["flaws"])


def files_of(key: UUID) -> list[CostFile]:
    """The rows of what has been taken of a draft, first to last: one, and another for each reason that was given after a stop."""
    found: list[CostFile] = []
    while row := CostFile.objects.filter(pk=file_key(key, len(found) + 1)).first():
        found.append(row)
    return found


def file_key(key: UUID, number: int) -> UUID:
    """The key of the row of what is taken of a draft: of the first the draft's own, so that its address leads on."""
    return key if number == 1 else uuid5(key, str(number))


def draft_vouchers(draft: CostDraft, moved: Collection[UUID] = ()) -> Sequence[Written]:
    """Its vouchers, as they would be booked; `moved`: of which booked vouchers a person has said that the file has them on another day."""
    return _numbered(draft, moved).vouchers


def _numbered(draft: CostDraft, moved: Collection[UUID] = ()) -> Numbered:
    return numbered(draft, written(draft_lines(draft), draft.ledger), moved)


def _days(draft: CostDraft, vouchers: Sequence[Written]) -> tuple[date, date]:
    """The first and the last day of the file, whatever of it belongs to the agreement."""
    days = [line.day for one in vouchers for line in one.lines]
    days += map(date.fromisoformat, draft.data["days"])
    return min(days), max(days)


def draft_lines(draft: CostDraft) -> Iterator[CostLine]:
    """Its lines, as they would be booked."""
    return map(_line, draft.data["lines"])


def lines_said(lines: Iterable[CostLine]) -> list[list[Any]]:
    """Lines as a draft keeps them in JSON."""
    return [
        [
            line.row, str(line.day), line.ore, line.text[:400], line.account, [list(pair) for pair in line.objects], line.voucher,
            str(line.first or ""), str(line.last or ""), line.year, line.begins, line.series,
        ]
        for line in lines
    ]  # fmt: skip


def _line(said: Sequence[Any]) -> CostLine:
    row, day, ore, text, account, objects, voucher, first, last, *more = said
    return CostLine(
        "", row, date.fromisoformat(day), ore, text, account, tuple((one[0], one[1]) for one in objects), voucher,
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None, *more,
    )  # fmt: skip
