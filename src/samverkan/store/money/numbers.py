"""The vouchers of a file beside those that are booked under their numbers: which is which, and of which a person has to say it.

A number is a voucher's own within its series and accounting year, as it should be; but some programs give each month's vouchers of a
plan one number, so what a number was booked of before may be another voucher, or the same that has another day now.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from samverkan.store.models import BookedLine, BookedVoucher
from samverkan.store.money.booked import current, digest, sought, told_by_all

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from samverkan.core.funding.vouchers import CostLine
    from samverkan.store.models import CostDraft
    from samverkan.store.money.booked import Written

Month = tuple[int, int]


class Numbered(NamedTuple):
    """The file's vouchers under the keys by which they are booked or will be.

    `doubtful`: by key, those whose number is booked of one voucher of another month: which, and what theirs would be were they the same.
    `beside`: booked vouchers of the numbers and months of those that have changed, that are none of the file's.
    """

    vouchers: Sequence[Written]
    doubtful: Mapping[str, tuple[UUID, Written]]
    beside: Collection[UUID] = ()


class _Booked(NamedTuple):
    """A voucher as it is booked, the ledger it is of and the months of its lines."""

    pk: UUID
    key: str
    digest: str
    ledger: str
    months: Collection[Month]


def numbered(draft: CostDraft, vouchers: Sequence[Written], moved: Collection[UUID]) -> Numbered:
    """The draft's vouchers, told from those that are booked under the same numbers; each of these is one of the file's at most.

    One that is not booked as it stands is the voucher of its ledger and name that says all that it says; else the one that has a day in
    a month of its own, and has changed (a month is of one accounting year, whatever a file says of years); else one of another ledger
    that says all that it says. Else it is another; but where one voucher alone has the number in its year, of another month, it is
    doubtful, unless it is what that one said before it changed, or a person has said that it is the same with another day (`moved`: the
    booked vouchers of which that was said).
    """
    every = current(draft.agreement_id, draft.organisation_id)
    now = dict(sought(every, "key", [one.key for one in vouchers if one.name], "key", "digest"))
    differing = [one for one in vouchers if one.name and now.get(one.key) != one.digest]
    there = _booked(every, {one.name for one in differing}) if differing else {}
    if not there:
        return Numbered(vouchers, {})
    claimed = now.keys() - {one.key for one in differing}
    found: dict[str, list[Written]] = defaultdict(list)
    left = [(one.key, part) for one in differing for part in _parts(one, there.get(one.name, ()), draft.ledger)]
    changed = []
    for fits in (_says_the_same, _has_changed, _is_of_another_ledger):
        rest = []
        for of, part in left:
            free = next(
                (one for one in there.get(part.name, ()) if one.key not in claimed and fits(one, part, draft.ledger)),
                None,
            )
            if free is None:
                rest.append((of, part))
            else:
                claimed.add(free.key)
                found[of].append(part._replace(key=free.key))
                changed += [part] if fits is _has_changed else []
        left = rest
    as_before = _as_before(draft, [part.key for _, part in left])
    doubtful: dict[str, tuple[UUID, Written]] = {}
    for of, part in sorted(left, key=lambda one: one[1].lines[0].day):
        known = [one for one in there.get(part.name, ()) if _may_be_of_year(one, part, draft.ledger)]
        taken = any(one.key == part.key for one in known)
        after = told_by_all(part) if taken else part
        if taken and part.key not in claimed and (part.key, part.digest) in as_before:
            claimed.add(part.key)
            after = part
        elif len(known) == 1 and known[0].key not in claimed:
            claimed.add(known[0].key)
            same = part._replace(key=known[0].key)
            if known[0].pk in moved:
                after = same
            else:
                doubtful[after.key] = known[0].pk, same
        found[of].append(after)
    beside = {
        one.pk for part in changed for one in there[part.name] if one.key not in claimed and _has_changed(one, part, draft.ledger)
    }  # fmt: skip
    return Numbered([each for one in vouchers for each in found.get(one.key, [one])], doubtful, beside)


def _says_the_same(one: _Booked, part: Written, ledger: str) -> bool:
    return one.ledger == ledger and one.digest == part.digest


def _has_changed(one: _Booked, part: Written, ledger: str) -> bool:
    return one.ledger == ledger and not _months(part.lines).isdisjoint(one.months)


def _is_of_another_ledger(one: _Booked, part: Written, ledger: str) -> bool:
    return one.ledger != ledger and one.digest == part.digest


def _parts(one: Written, there: Iterable[_Booked], ledger: str) -> list[Written]:
    """The voucher; or, where a list has rows of several months of a number that is booked month by month, each month's."""
    months = _months(one.lines)
    booked = [each for each in there if each.ledger == ledger and not months.isdisjoint(each.months)]
    if one.lines[0].begins or len(booked) < 2 or len(months) < 2 or any(each.digest == one.digest for each in booked):
        return [one]
    found = []
    for month in sorted(months):
        lines = tuple(line for line in one.lines if _month(line.day) == month)
        found.append(told_by_all(one._replace(key=one.number, lines=lines, digest=digest(lines))))
    return found


def _may_be_of_year(one: _Booked, part: Written, ledger: str) -> bool:
    """Whether they may be of one accounting year: "2025" is also said where nobody has said which, of "2024-07" and "2025-07" alike."""
    if one.ledger != ledger:
        return False
    years = sorted({key.removeprefix(f"{ledger}\t").partition(" ")[0] for key in (one.key, part.number)}, key=len)
    return len(years) == 1 or (len(years[0]) == 4 < len(years[1]) and int(years[0]) - int(years[1][:4]) in (0, 1))


def _month(day: date) -> Month:
    return day.year, day.month


def _months(lines: Iterable[CostLine]) -> set[Month]:
    return {_month(line.day) for line in lines}


def _booked(every: QuerySet[BookedVoucher], names: Collection[str]) -> Mapping[str, Sequence[_Booked]]:
    """What is booked of each name now, the first taken first."""
    rows = every.filter(withdrawn=False).exclude(name="").order_by("recorded", "pk")
    fields = rows.values_list("pk", "key", "name", "digest", "file__ledger")
    known = [row for row in fields.iterator(chunk_size=5000) if row[2] in names]
    months: dict[UUID, set[Month]] = defaultdict(set)
    for pk, day in sought(BookedLine.objects.all(), "voucher", [row[0] for row in known], "voucher", "day"):
        months[pk].add(_month(day))
    found: dict[str, list[_Booked]] = defaultdict(list)
    for pk, key, name, said, ledger in known:
        found[name].append(_Booked(pk, key, said, ledger, months[pk]))
    return found


def _as_before(draft: CostDraft, keys: Sequence[str]) -> set[tuple[str, str]]:
    """What was booked under each key before it changed: key and digest."""
    rows = BookedVoucher.objects.filter(agreement=draft.agreement_id, organisation=draft.organisation_id)
    return set(sought(rows.filter(replaced__withdrawn=False), "key", keys, "key", "digest"))
