"""A file of costs that waits to be taken: its lines, and what taking it would do to what is booked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q

from samverkan.core.funding.vouchers import CostLine
from samverkan.store.models import BookedLine, BookedVoucher
from samverkan.store.money.booked import Written, current, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from samverkan.store.models import CostDraft


class Changed(NamedTuple):
    """A voucher that was booked before and says something else now."""

    before: BookedVoucher
    after: Written


class Compared(NamedTuple):
    """Some of a file's vouchers beside what is booked.

    `new` with what they replace (taken back before), `changed`, and how many are booked already; `there`: the keys of them all, as they
    are booked.
    """

    new: Sequence[tuple[Written, BookedVoucher | None]]
    changed: Sequence[Changed]
    same: int
    there: frozenset[str]


class Looked(NamedTuple):
    """What taking a draft would do: vouchers that are new, that have changed, that are booked already, and that the file lacks.

    `missing`: vouchers of the file's ledger, kind and days that are booked and not in it: a person may take them back.
    """

    new: Sequence[Written]
    changed: Sequence[Changed]
    same: int
    missing: Sequence[BookedVoucher]


def looked(draft: CostDraft) -> Looked:
    """What taking the draft would do now."""
    vouchers = draft_vouchers(draft)
    found = compared(draft, vouchers)
    return Looked([one for one, _ in found.new], found.changed, found.same, missing(draft, vouchers, found.there))


def compared(draft: CostDraft, vouchers: Sequence[Written], *, every: bool = True) -> Compared:
    """The vouchers beside what is booked now; not `every`: only what these are compared with is fetched.

    The same voucher is told by its key; and, where nothing is booked by that, by its name and all that it says: so it is booked once,
    whichever ledger or accounting year it was said to be of before.
    """
    rows = current(draft.agreement_id, draft.organisation_id)
    if not every:
        rows = rows.filter(Q(key__in=[one.key for one in vouchers]) | Q(digest__in=[one.digest for one in vouchers]))
    now = {row.key: row for row in rows}
    alike = {(row.name, row.digest): row.key for row in now.values() if row.name and not row.withdrawn}
    new: list[tuple[Written, BookedVoucher | None]] = []
    changed: list[Changed] = []
    there = set()
    same = 0
    for one in vouchers:
        before = now.get(one.key)
        other = alike.get((one.name, one.digest)) if before is None else None
        there.add(other or one.key)
        if other is not None or (before is not None and not before.withdrawn and before.digest == one.digest):
            same += 1
        elif before is None or before.withdrawn:
            new.append((one, before))
        else:
            changed.append(Changed(before, one))
    return Compared(new, changed, same, frozenset(there))


def missing(draft: CostDraft, vouchers: Sequence[Written], there: frozenset[str]) -> list[BookedVoucher]:
    """The vouchers of the file's ledger, kind and days that are booked and not in it."""
    days = [line.day for one in vouchers for line in one.lines]
    of_days = BookedLine.objects.filter(
        voucher__agreement=draft.agreement_id, voucher__organisation=draft.organisation_id, day__range=(min(days), max(days))
    )  # fmt: skip
    rows = current(draft.agreement_id, draft.organisation_id).filter(
        withdrawn=False, file__kind=draft.kind, file__ledger=draft.ledger, pk__in=of_days.values("voucher")
    )
    return [row for row in rows if row.key not in there]


def stopped(draft: CostDraft) -> bool:
    """Whether something of the file must be settled by a person before its lines are taken."""
    return any(stops for _, _, _, stops in draft.data["flaws"])


def draft_vouchers(draft: CostDraft) -> list[Written]:
    """Its vouchers, as they would be booked."""
    return written(draft_lines(draft), draft.ledger)


def draft_lines(draft: CostDraft) -> Iterator[CostLine]:
    """Its lines, as they would be booked."""
    return map(_line, draft.data["lines"])


def lines_said(lines: Iterable[CostLine]) -> list[list[Any]]:
    """Lines as a draft keeps them in JSON."""
    return [
        [
            line.row, str(line.day), line.ore, line.text[:400], line.account, [list(pair) for pair in line.objects], line.voucher,
            str(line.first or ""), str(line.last or ""), line.year,
        ]
        for line in lines
    ]  # fmt: skip


def _line(said: Sequence[Any]) -> CostLine:
    row, day, ore, text, account, objects, voucher, first, last, *year = said  # those kept before years were have none
    return CostLine(
        "", row, date.fromisoformat(day), ore, text, account, tuple((one[0], one[1]) for one in objects), voucher,
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None, *year,
    )  # fmt: skip
