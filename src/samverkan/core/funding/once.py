"""Cost lines of several files in, each voucher once out: the same voucher in a second file is left out and told.

And of one file: the numbers that more than one of its vouchers have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.findings import Finding
from samverkan.core.funding.flaws import Flaws

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from samverkan.core.funding.flaws import Flaw
    from samverkan.core.funding.vouchers import CostLine

Content = Counter[tuple[object, ...]]
Name = tuple[object, ...]


class Source(NamedTuple):
    """The lines of one file; `organisation` the number of whose accounts it holds, None where it does not say."""

    organisation: str | None
    lines: Sequence[CostLine]


def taken_once(sources: Iterable[Source]) -> tuple[list[CostLine], list[Finding]]:
    """The lines with no voucher twice, and what was left out.

    A voucher is the same where its name, the year it is numbered in and the organisation are. Where a file
    does not say whose accounts it holds, its lines must be the same too: two organisations may both have an "A 1". One without a
    number is the same where all that it says is; a row of a list that names no voucher is never the same as another.
    """
    lines: list[CostLine] = []
    found: list[Finding] = []
    known: dict[Name, tuple[str, Content]] = {}
    for source in sources:
        vouchers: dict[tuple[str, str | int], list[CostLine]] = defaultdict(list)
        for line in source.lines:
            if line.voucher or line.begins:
                vouchers[_place(line)].append(line)
        out: set[tuple[str, str | int]] = set()
        seen: Counter[Name] = Counter()
        for place, of_it in vouchers.items():
            first = of_it[0]
            content: Content = Counter((one.day, one.ore, one.account, one.objects) for one in of_it)
            name: Name = (source.organisation, *place)
            if not first.voucher:
                said = (source.organisation, frozenset(content.items()), tuple(sorted(one.text for one in of_it)))
                seen[said] += 1
                name = (*said, seen[said])
            before = known.setdefault(name, (first.source, content))
            if before[1] is content:
                continue
            same = before[1] == content
            if same or source.organisation is not None:
                out.add(place)
                code = "voucher_twice" if same else "voucher_differs"
                values = {
                    "source": first.source,
                    "line": first.row,
                    "voucher": first.voucher or first.series or first.text,
                }
                found.append(Finding(code, {**values, "other": before[0]}))
        lines += [one for one in source.lines if not (one.voucher or one.begins) or _place(one) not in out]
    return lines, found


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


def _place(line: CostLine) -> tuple[str, str | int]:
    """Of which voucher of its file a line is: by its number, or by where the voucher begins."""
    return (line.voucher, line.numbered_in) if line.voucher else ("", line.begins)
