"""A file of costs that waits to be taken: its lines, and what taking it would do to what is booked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Exists, OuterRef

from samverkan.core.funding.vouchers import CostLine
from samverkan.store.models import BookedLine, BookedVoucher
from samverkan.store.money.booked import Written, current, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from samverkan.store.models import CostDraft

_AT_A_TIME: Final = 900
"""How many values a question to the database has: some that are in use take a thousand at most."""


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


def compared(draft: CostDraft, vouchers: Sequence[Written]) -> Compared:
    """The vouchers beside what is booked now; what it takes goes by their number, not by how many are booked.

    The same voucher is told by its key; and, where nothing is booked by that, by its name and all that it says: so it is booked once,
    whichever ledger or accounting year it was said to be of before.
    """
    rows = current(draft.agreement_id, draft.organisation_id)
    now = {
        key: (pk, of, gone) for pk, key, of, gone in _sought(rows, "key", vouchers, "pk", "key", "digest", "withdrawn")
    }
    strange = [one for one in vouchers if one.name and one.key not in now]
    alike = {
        (name, of): key for key, name, of in _sought(rows.filter(withdrawn=False), "digest", strange, "key", "name", "digest")
    }  # fmt: skip
    there = {one.key if one.key in now else alike.get((one.name, one.digest), one.key) for one in vouchers}
    new = [one for one in vouchers if one.key not in now and (one.name, one.digest) not in alike]
    again = [one for one in vouchers if one.key in now and now[one.key][2]]
    changed = [one for one in vouchers if one.key in now and not now[one.key][2] and now[one.key][1] != one.digest]
    before = _whole(now[one.key][0] for one in (*again, *changed))
    return Compared(
        [*((one, None) for one in new), *((one, before[now[one.key][0]]) for one in again)],
        [Changed(before[now[one.key][0]], one) for one in changed],
        len(vouchers) - len(new) - len(again) - len(changed), frozenset(there),
    )  # fmt: skip


def missing(draft: CostDraft, vouchers: Sequence[Written], there: frozenset[str]) -> list[BookedVoucher]:
    """The vouchers of the file's ledger, kind and days that are booked and not in it, as they were taken."""
    days = [line.day for one in vouchers for line in one.lines]
    of_days = BookedLine.objects.filter(voucher=OuterRef("pk"), day__range=(min(days), max(days)))
    rows = current(draft.agreement_id, draft.organisation_id).filter(
        Exists(of_days), withdrawn=False, file__kind=draft.kind, file__ledger=draft.ledger
    )
    found = [pk for pk, key in rows.values_list("pk", "key") if key not in there]
    whole = _whole(found)
    return [whole[pk] for pk in found]


def _sought(
    rows: QuerySet[BookedVoucher], column: str, vouchers: Sequence[Written], *fields: str
) -> Iterator[tuple[Any, ...]]:
    """Some fields of the rows that have the vouchers' key or digest."""
    for at in range(0, len(vouchers), _AT_A_TIME):
        some = [getattr(one, column) for one in vouchers[at : at + _AT_A_TIME]]
        yield from rows.filter(**{f"{column}__in": some}).order_by().values_list(*fields)


def _whole(keys: Iterable[UUID]) -> dict[UUID, BookedVoucher]:
    every = list(keys)
    found: dict[UUID, BookedVoucher] = {}
    for at in range(0, len(every), _AT_A_TIME):
        found |= BookedVoucher.objects.select_related("file").in_bulk(every[at : at + _AT_A_TIME])
    return found


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
