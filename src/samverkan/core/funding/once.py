"""Cost lines of several files in, each voucher once out: the same voucher in a second file is left out and told."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samverkan.core.funding.vouchers import CostLine

Content = Counter[tuple[object, ...]]
Name = tuple[str | None, str, str]


class Source(NamedTuple):
    """The lines of one file; `organisation` the number of whose accounts it holds, None where it does not say."""

    organisation: str | None
    lines: Sequence[CostLine]


def taken_once(sources: Iterable[Source]) -> tuple[list[CostLine], list[Finding]]:
    """The lines with no voucher twice, and what was left out.

    A voucher is the same where its name, the year it is numbered in and the organisation are. Where a file
    does not say whose accounts it holds, its lines must be the same too: two organisations may both have an "A 1".
    """
    lines: list[CostLine] = []
    found: list[Finding] = []
    known: dict[Name, tuple[str, Content]] = {}
    for source in sources:
        vouchers: dict[tuple[str, str], list[CostLine]] = defaultdict(list)
        for line in source.lines:
            if line.voucher:
                vouchers[line.voucher, line.numbered_in].append(line)
        out: dict[tuple[str, str], str] = {}
        for (voucher, year), of_it in vouchers.items():
            content: Content = Counter((one.day, one.ore, one.account, one.objects) for one in of_it)
            name = (source.organisation, voucher, year)
            before = known.setdefault(name, (of_it[0].source, content))
            if before[1] is content:
                continue
            same = before[1] == content
            if same or source.organisation is not None:
                out[voucher, year] = before[0]
                code = "voucher_twice" if same else "voucher_differs"
                values = {"source": of_it[0].source, "line": of_it[0].row, "voucher": voucher, "other": before[0]}
                found.append(Finding(code, values))
        lines += [one for one in source.lines if not one.voucher or (one.voucher, one.numbered_in) not in out]
    return lines, found
