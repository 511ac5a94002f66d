"""Cost lines of several files in, each voucher once out: the same voucher in a second file is left out and told.

And of one file: the numbers that more than one of its vouchers have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.findings import Finding
from samverkan.core.funding.flaws import Flaws
from samverkan.core.funding.vouchers import is_result

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from samverkan.core.funding.flaws import Flaw
    from samverkan.core.funding.vouchers import AccountKind, CostLine

Place = tuple[str, str, int]
Name = tuple[object, ...]

_BOTH_COUNT: Final = ("vouchers_alike", "voucher_other_day")


class Source(NamedTuple):
    """The lines of one file, and whose accounts it holds, where that is known.

    `organisation`: the number that the file says; `party`: who the agreement's file says that it is of; `kinds`: what each account is.
    """

    organisation: str | None
    lines: Sequence[CostLine]
    kinds: Mapping[str, AccountKind] = {}
    party: str | None = None


class _Taken(NamedTuple):
    """A voucher that counts, the file that it is in, and all that the file has of its number."""

    file: Source
    lines: Sequence[CostLine]
    number: Sequence[CostLine]


def taken_once(sources: Iterable[Source]) -> tuple[list[CostLine], list[Finding]]:
    """The lines with no voucher twice, and what was left out.

    A voucher is the same where its name, the year it is numbered in and the organisation are, and it has a month in common: some programs
    give each month's vouchers of a plan one number. What stands in both files as it is, is found first. Where not both files say whose
    accounts they hold, what counts of it must be the same too: two organisations may both have an "A 1". Where it is not, both count, and
    that is told once for the two files, unless the agreement's file says that they are of two parties. A voucher without a number is the
    same where all that it says is; a row of a list that names no voucher is never the same as another.
    """
    lines: list[CostLine] = []
    found: list[Finding] = []
    known: dict[Name, list[_Taken]] = defaultdict(list)
    for source in sources:
        vouchers: dict[Place, list[CostLine]] = defaultdict(list)
        numbers: dict[Name, list[CostLine]] = defaultdict(list)
        for line in source.lines:
            if line.voucher or line.begins:
                vouchers[_place(line)].append(line)
                if line.voucher:
                    numbers[_place(line)[:2]].append(line)
        mine: list[tuple[Name, _Taken]] = []
        out: set[Place] = set()
        seen: Counter[Name] = Counter()
        alike: dict[tuple[str, str], list[CostLine]] = defaultdict(list)
        found_again: set[int] = set()
        for place, of_it in sorted(vouchers.items(), key=lambda one: not _says_the_same(source, one[1], known)):
            name: Name = (of_it[0].voucher,)
            if not of_it[0].voucher:
                said = (source.organisation, *sorted((one.text, *map(str, _all_of(one))) for one in of_it))
                seen[said] += 1
                name = (*said, seen[said])
            one = _Taken(source, of_it, numbers.get(place[:2], of_it))
            code, other = _again(one, known[name], found_again)
            if code in _BOTH_COUNT:
                alike[code, other].append(of_it[0])
            elif code:
                out.add(place)
                found.append(_found(code, of_it[0], other))
                continue
            mine.append((name, one))
        for name, one in mine:
            known[name].append(one)
        found += [_found(code, of[0], other, count=len(of)) for (code, other), of in alike.items()]
        lines += [one for one in source.lines if not (one.voucher or one.begins) or _place(one) not in out]
    return lines, found


def _says_the_same(source: Source, lines: Sequence[CostLine], known: Mapping[Name, Sequence[_Taken]]) -> bool:
    """Whether a file of the same accounts has the voucher as it stands: those that it has are found before what may have changed."""
    said = Counter(map(_all_of, lines))
    return any(
        None is not source.organisation == one.file.organisation and said == Counter(map(_all_of, one.lines))
        for one in known.get((lines[0].voucher,), ())
    )


def _again(one: _Taken, before: Sequence[_Taken], found_again: set[int]) -> tuple[str, str]:
    """Whether a voucher is one that counts already, as the code of what is to be told, and the file that has it; "" where it is not.

    `found_again`: which of those before another of the file is; added to.
    """
    alike = differs = "", ""
    unsaid: list[_Taken] = []
    for other in before:
        whose = one.file.organisation, other.file.organisation
        where = other.lines[0].source
        if not _of_one_year(one.lines, other.lines):
            continue
        if None not in whose:
            if whose[0] != whose[1]:
                continue
            if Counter(map(_all_of, one.lines)) == Counter(map(_all_of, other.lines)):
                found_again.add(id(other))
                return "voucher_twice", where
            if _months(one.lines) & _months(other.lines):
                if id(other) not in found_again:
                    differs = differs if differs[0] else ("voucher_differs", where)
            else:
                alike = alike if alike[0] else ("voucher_other_day", where)
            continue
        if None not in (one.file.party, other.file.party) and one.file.party != other.file.party:
            continue
        months = _months(one.lines)
        same_months = [
            line for line in other.lines if _month(line) in months
        ]  # a list may have more months in a row each
        if any(
            _counts_the_same(one, mine, other, theirs)
            for mine, theirs in ((one.lines, other.lines), (one.number, other.number), (one.lines, same_months))
        ):
            return "voucher_twice", where
        unsaid.append(other)
        alike = alike if alike[0] else ("vouchers_alike", where)
    if len(unsaid) > 1 and _counts_the_same(one, one.lines, *_as_one(unsaid)):
        return "voucher_twice", unsaid[0].lines[0].source
    return differs if differs[0] else alike


def _as_one(several: Sequence[_Taken]) -> tuple[_Taken, Sequence[CostLine]]:
    """What several files have of a number, as one of them might."""
    kinds = {account: kind for one in several for account, kind in one.file.kinds.items()}
    lines = [line for one in several for line in one.lines]
    return several[0]._replace(file=several[0].file._replace(kinds=kinds)), lines


def _of_one_year(some: Sequence[CostLine], others: Sequence[CostLine]) -> bool:
    """Whether they may be numbered in one accounting year: a list says none, and then a month is of one."""
    one, other = some[0], others[0]
    return one.numbered_in == other.numbered_in or (
        "" in (one.year, other.year) and bool(_months(some) & _months(others))
    )


def _months(lines: Iterable[CostLine]) -> set[tuple[int, int]]:
    return set(map(_month, lines))


def _month(line: CostLine) -> tuple[int, int]:
    return line.day.year, line.day.month


def _counts_the_same(one: _Taken, lines: Sequence[CostLine], other: _Taken, others: Sequence[CostLine]) -> bool:
    """Whether what counts of two vouchers is the same, by all that both say: a list may have neither accounts nor objects."""
    both = [
        [line for line in of_it if is_result(line.account, of.file.kinds)] or list(of_it)
        for of, of_it in ((one, lines), (other, others))
    ]
    accounts = all(line.account is not None for of in both for line in of)
    objects = all(any(line.objects for line in of) for of in both)
    of_one, of_other = (
        Counter((line.day, line.ore, line.account if accounts else "", line.objects if objects else ()) for line in of)
        for of in both
    )
    return of_one == of_other


def _all_of(line: CostLine) -> tuple[object, ...]:
    return line.day, line.ore, line.account, line.objects


def _found(code: str, line: CostLine, other: str, **more: object) -> Finding:
    voucher = line.voucher or line.series or line.text
    return Finding(code, {"source": line.source, "line": line.row, "voucher": voucher, "other": other, **more})


def numbers_again(lines: Iterable[CostLine]) -> list[Flaw]:
    """The numbers that several vouchers of one file have: it stops where they are of one day, for it is one voucher that stands twice.

    Of different days they are told: some programs give each month's vouchers of a plan one number.
    """
    flaws = Flaws()
    known: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    seen: set[int] = set()
    for line in lines:
        if not line.voucher or line.begins in seen or not line.begins:
            continue
        seen.add(line.begins)
        of_days = known[line.voucher, line.numbered_in]
        if line.day in of_days:
            flaws.stop("sie_voucher_twice", line.begins, voucher=line.voucher, other=of_days[line.day])
        elif of_days:
            flaws.tell("sie_number_again", line.begins, voucher=line.voucher, other=next(iter(of_days.values())))
        of_days.setdefault(line.day, line.begins)
    return flaws.list()


def _place(line: CostLine) -> Place:
    """Of which voucher of its file a line is: by its number and where the voucher begins."""
    return (line.voucher, line.numbered_in, line.begins) if line.voucher else ("", "", line.begins)
