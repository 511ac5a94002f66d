"""The years in an agreement's title: the title in, the span of years or the one year that it ends in or names out."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from samverkan.core.reading.terms.anchors import SHORT, YEAR
from samverkan.core.reading.terms.candidate import Candidate
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.clauses import Prose

_FOR = Wording(r"(?<!\w)(?:för|under|avseende)(?: åren| året| år| kalenderåret)? ?$")


def in_title(prose: Prose, start: int, end: int) -> Candidate | None:
    """The span of years, or the one year, that an agreement's title ends in or names; `named`: without "för" before it."""
    years = list(YEAR.finditer(prose.low, start, end))
    if not years:
        return None
    first, last = years[0], years[-1]
    if len(years) == 2 and re.fullmatch(
        r" ?[-–—/] ?| till | t\.?o\.?m\.? | och | ", prose.low[first.end() : last.start()]
    ):
        a, b = int(first.group()), int(last.group())
        return (
            Candidate(date(a, 1, 1), date(b, 12, 31), False, "current", first.start(), last.end(), 3, False)
            if a < b
            else None
        )
    if len(years) != 1 or re.search(
        r"(?:från|fr\.? ?o\.? ?m\.?|med|till|lag|\() ?$", prose.low[max(start, first.start() - 12) : first.start()]
    ):
        return None
    short = SHORT.match(prose.low[first.end() : first.end() + 4])
    a = int(first.group())
    b = a - a % 100 + int(short[1]) if short else a
    if b < a:
        return None
    said = _FOR.search(prose.low, max(start, first.start() - 24), first.start())
    return Candidate(
        date(a, 1, 1),
        date(b, 12, 31),
        False,
        "current",
        first.start(),
        first.end() + (3 if short else 0),
        3,
        b == a and said is None,
    )
