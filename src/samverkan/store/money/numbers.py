"""The vouchers of a file beside those that are booked under their numbers: which is which, and of which a person has to say it.

A number is a voucher's own within its series and accounting year, as it should be; but some programs give each month's vouchers of a
plan one number, so what a number was booked of before may be another voucher, or the same that has another day now.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from samverkan.store.models import BookedLine, BookedVoucher
from samverkan.store.money.booked import current, sought, told_by_all

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from samverkan.store.models import CostDraft
    from samverkan.store.money.booked import Written

Month = tuple[int, int]


class Numbered(NamedTuple):
    """The file's vouchers under the keys by which they are booked or will be.

    `doubtful`: by key, those whose number is booked of one voucher of another month: which, and what theirs would be were they the same.
    """

    vouchers: Sequence[Written]
    doubtful: Mapping[str, tuple[UUID, Written]]


class _Now(NamedTuple):
    """What is booked under a key."""

    pk: UUID
    key: str
    digest: str
    withdrawn: bool


class _Booked(NamedTuple):
    """A voucher as it is booked, and the months of its lines."""

    key: str
    digest: str
    months: frozenset[Month]


def numbered(draft: CostDraft, vouchers: Sequence[Written], moved: Collection[UUID]) -> Numbered:
    """The draft's vouchers, told from those that are booked under the same numbers.

    One whose number is booked of what it does not say is: the one of the number that says all that it says; else the one of the number
    that has a day in a month of its own, which has changed; else another, where several are booked of the number, for then it comes
    again. Where one is, of another month, it is doubtful: another, unless a person has said that it is the same with another day (`moved`:
    the booked vouchers of which that was said), or it is what that one said before.
    """
    every = current(draft.agreement_id, draft.organisation_id)
    keys = [one.key for one in vouchers if one.name]
    now = {one.key: one for one in map(_Now._make, sought(every, "key", keys, *_Now._fields))}
    differing = [one for one in vouchers if one.name and _differs(one, now.get(one.key))]
    if not differing:
        return Numbered(vouchers, {})
    there = _booked(every, sorted({one.name for one in differing}))
    as_before = _as_before(draft, [one.key for one in differing if one.once])
    claimed = now.keys() - {one.key for one in differing}
    found: dict[str, Written] = {}
    doubtful: dict[str, tuple[UUID, Written]] = {}

    def is_one_of(one: Written, those: Iterable[_Booked]) -> bool:
        free = next((each.key for each in those if each.key not in claimed), None)
        if free is not None:
            claimed.add(free)
            found[one.key] = one._replace(key=free)
        return free is not None

    of_number = {one.key: [each for each in there[one.name] if _of_number(each.key, one.number)] for one in differing}
    changed = []
    for one in differing:
        if not is_one_of(one, (each for each in of_number[one.key] if each.digest == one.digest)):
            changed.append(one)
    for one in changed:
        months = {_month(line.day) for line in one.lines}
        if is_one_of(one, (each for each in of_number[one.key] if each.months & months)):
            continue
        if not one.once or now[one.key].withdrawn or (one.key, one.digest) in as_before:
            continue
        another = told_by_all(one)
        if len(of_number[one.key]) > 1:
            found[one.key] = another
        elif now[one.key].pk not in moved:
            found[one.key] = another
            doubtful[another.key] = now[one.key].pk, one
    return Numbered([found.get(one.key, one) for one in vouchers], doubtful)


def _differs(one: Written, booked: _Now | None) -> bool:
    """Whether its key alone does not tell: its own number is booked of another, or it shares one and is not booked."""
    return booked is not None and booked.digest != one.digest if one.once else booked is None


def _of_number(key: str, number: str) -> bool:
    return key == number or key.startswith(f"{number}\t")


def _month(day: date) -> Month:
    return day.year, day.month


def _booked(every: QuerySet[BookedVoucher], names: Sequence[str]) -> Mapping[str, Sequence[_Booked]]:
    """What is booked of each name now, the first taken first."""
    rows = sorted(sought(every.filter(withdrawn=False), "name", names, "recorded", "pk", "key", "name", "digest"))
    months: dict[UUID, set[Month]] = defaultdict(set)
    for pk, day in sought(BookedLine.objects.all(), "voucher", [row[1] for row in rows], "voucher", "day"):
        months[pk].add(_month(day))
    found: dict[str, list[_Booked]] = defaultdict(list)
    for _, pk, key, name, digest in rows:
        found[name].append(_Booked(key, digest, frozenset(months[pk])))
    return found


def _as_before(draft: CostDraft, keys: Sequence[str]) -> set[tuple[str, str]]:
    """What was booked under each key before it changed: key and digest."""
    rows = BookedVoucher.objects.filter(agreement=draft.agreement_id, organisation=draft.organisation_id)
    return {
        (key, digest) for key, digest in sought(rows.filter(replaced__withdrawn=False), "key", keys, "key", "digest")
    }
