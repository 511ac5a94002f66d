"""A file of costs that waits to be taken: its lines, and what taking it would do to what is booked."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import uuid5

from django.db.models import Exists, OuterRef

from samverkan.core.funding.vouchers import CostLine
from samverkan.store.models import BookedLine, BookedVoucher, CostFile
from samverkan.store.money.booked import (
    Written,
    content,
    current,
    digest,
    hidden,
    lines_by_voucher,
    told_by_all,
    written,
)
from samverkan.store.money.elsewhere import Elsewhere, elsewhere

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

    `missing`: vouchers of the file's ledger, kind and days that are booked and not in it: a person may take them back. `elsewhere`:
    lines of the new and the changed that are booked in another agreement of the organisation's.
    """

    new: Sequence[Written]
    changed: Sequence[Changed]
    same: int
    missing: Sequence[BookedVoucher]
    elsewhere: Sequence[Elsewhere]


def looked(draft: CostDraft) -> Looked:
    """What taking the draft would do now."""
    vouchers = draft_vouchers(draft)
    found = compared(draft, vouchers)
    new = [one for one, _ in found.new]
    twice = elsewhere(draft, [*new, *(one.after for one in found.changed)])
    return Looked(new, found.changed, found.same, missing(draft, vouchers, found.there), twice)


def compared(draft: CostDraft, vouchers: Sequence[Written]) -> Compared:
    """The vouchers beside what is booked now; what it takes goes by their number, not by how many are booked.

    The same voucher is told by its key; and, where nothing is booked by that, by its name and all that it says: so it is booked once,
    whichever ledger or accounting year it was said to be of before. So is one that was booked by a person's number before such
    numbers were hidden.
    """
    rows = current(draft.agreement_id, draft.organisation_id)
    now = {
        key: (pk, of, gone)
        for pk, key, of, gone in _sought(rows, "key", [one.key for one in vouchers], "pk", "key", "digest", "withdrawn")
    }
    strange = [one for one in vouchers if (one.once or not one.name) and one.key not in now]
    alike = {
        (hidden(name), of): key
        for key, name, of in _sought(
            rows.filter(withdrawn=False).exclude(name=""), "digest", [one.digest for one in strange], "key", "name", "digest"
        )
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
    of_days = BookedLine.objects.filter(voucher=OuterRef("pk"), day__range=_days(draft, vouchers))
    rows = current(draft.agreement_id, draft.organisation_id).filter(
        Exists(of_days), withdrawn=False, file__kind=draft.kind, file__ledger=draft.ledger
    )
    found = [pk for pk, key in rows.values_list("pk", "key") if key not in there]
    whole = _whole(found)
    return [whole[pk] for pk in found]


def _sought(
    rows: QuerySet[BookedVoucher], column: str, values: Sequence[str], *fields: str
) -> Iterator[tuple[Any, ...]]:
    """Some fields of the rows that have one of the keys, or digests."""
    for at in range(0, len(values), _AT_A_TIME):
        some = values[at : at + _AT_A_TIME]
        yield from rows.filter(**{f"{column}__in": some}).order_by().values_list(*fields)


def _whole(keys: Iterable[UUID]) -> dict[UUID, BookedVoucher]:
    every = list(keys)
    found: dict[UUID, BookedVoucher] = {}
    for at in range(0, len(every), _AT_A_TIME):
        found |= BookedVoucher.objects.select_related("file").in_bulk(every[at : at + _AT_A_TIME])
    return found


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


def draft_vouchers(draft: CostDraft) -> list[Written]:
    """Its vouchers, as they would be booked; those that were booked under another key before, under that."""
    found = written(draft_lines(draft), draft.ledger)
    every = current(draft.agreement_id, draft.organisation_id)
    rows = every.filter(withdrawn=False)
    return _apart(_together(_of_other_days(found, every, draft), rows, draft), rows)


def _days(draft: CostDraft, vouchers: Sequence[Written]) -> tuple[date, date]:
    """The first and the last day of the file, whatever of it belongs to the agreement."""
    days = [line.day for one in vouchers for line in one.lines]
    days += map(date.fromisoformat, draft.data.get("days", ()))  # those kept before had none
    return min(days), max(days)


def _of_other_days(vouchers: list[Written], rows: QuerySet[BookedVoucher], draft: CostDraft) -> list[Written]:
    """A voucher of accounts whose number is booked of another: it is told by what it says, as where one file has them both.

    It is another where what it says is booked under that number already, or where the one that is booked has no day in the file's months.
    """
    numbered = [one for one in vouchers if one.once and one.name and one.lines[0].begins]
    keys = [one.key for one in numbered]
    now = {key: (pk, of) for pk, key, of in _sought(rows, "key", keys, "pk", "key", "digest")}
    differing = [one for one in numbered if one.key in now and now[one.key][1] != one.digest]
    if not differing:
        return vouchers
    there = rows.filter(withdrawn=False)
    said = set(_sought(there, "digest", [one.digest for one in differing], "name", "digest"))
    first, last = _days(draft, vouchers)
    months = first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    of_days = BookedLine.objects.filter(voucher=OuterRef("pk"), day__range=months)
    away = {key for (key,) in _sought(there.exclude(Exists(of_days)), "key", [one.key for one in differing], "key")}
    others = {one.key for one in differing if one.key in away or (one.name, one.digest) in said}
    return [told_by_all(one) if one.key in others else one for one in vouchers]


def _together(vouchers: list[Written], rows: QuerySet[BookedVoucher], draft: CostDraft) -> list[Written]:
    """Where all of a series or of a number is booked as one voucher: those of the file that are in it, as that one.

    What is booked of it on days that the file does not have stays; the file's other vouchers are themselves. What changes of the one
    comes first, with those that are split from it after it: `together` is its key in them alone, so that they are booked in one go.
    """
    keys = sorted({one.together for one in vouchers if one.together})
    whole = _whole(pk for (pk,) in _sought(rows, "key", keys, "pk"))
    if not whole:
        return [one._replace(together="") for one in vouchers]
    lines = lines_by_voucher(whole.values())
    booked = {one.key: (one.name, lines[one.pk]) for one in whole.values()}
    left = {key: Counter(map(content, of_it)) for key, (_, of_it) in booked.items()}
    taken: dict[str, list[CostLine]] = defaultdict(list)
    split: dict[str, list[Written]] = defaultdict(list)
    others = []
    for one in vouchers:
        said = Counter(map(content, one.lines))
        if one.together in left and said <= left[one.together]:
            left[one.together] -= said
            taken[one.together] += one.lines
        elif one.together in left:
            split[one.together].append(one)
        else:
            others.append(one._replace(together=""))
    together = []
    first, last = _days(draft, vouchers)
    for key, of_it in taken.items():
        name, before = booked[key]
        for line in before:
            if left[key][content(line)] > 0 and not first <= line.day <= last:
                left[key][content(line)] -= 1
                of_it.append(line)
        together += [Written(key, name, tuple(of_it), digest(of_it), once=False), *split.pop(key, ())]
    alone = [one._replace(together="") for of_it in split.values() for one in of_it]
    return [*together, *alone, *others]


def _apart(vouchers: list[Written], rows: QuerySet[BookedVoucher]) -> list[Written]:
    """Where each line of a voucher without a number is booked by itself: those lines, each as it is booked."""
    there = {key for (key,) in _sought(rows, "key", [key for one in vouchers for key in one.apart], "key")}
    if not there:
        return vouchers
    found = []
    for one in vouchers:
        if one.apart and there.issuperset(one.apart):
            found += [
                Written(key, "", (line,), digest([line]), once=False, together=one.together)
                for key, line in zip(one.apart, one.lines, strict=True)
            ]
        else:
            found.append(one)
    return found


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
    row, day, ore, text, account, objects, voucher, first, last, *more = (
        said  # those kept before had no year, or no voucher's beginning
    )
    return CostLine(
        "", row, date.fromisoformat(day), ore, text, account, tuple((one[0], one[1]) for one in objects), voucher,
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None, *more,
    )  # fmt: skip
