"""The dates a period can begin or end with: days, months, years and turns of the year in a clause, in order.

A day without its year takes that of the day it is paired with: "1 januari - 31 december 2022".
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.dates import valid_day
from samverkan.core.reading.dating import dates_in
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.clauses import Clause, Prose

YEAR = Wording(
    r"(?:(?<![\w.:/§-])|(?<=(?:19|20)\d\d-))(?:19|20)\d\d(?!\d|[:/.]\d|-\d(?!\d(?!\d)|"
    r"\d\d\d(?!\d)))(?! ?(?:kronor|kr\b|invånare|personer))",
)
_TURN = Wording(r"årsskiftet (?P<a>(?:19|20)\d\d)[/–-](?P<b>(?:19|20)?\d\d)")
SHORT = Wording(r"^[–/-](\d\d)(?!\d)")
_MONTH = Wording(r"-(0[1-9]|1[0-2])(?![\d-])")
DASH = Wording(
    r"^ ?(?:[-–‐‑—]{1,2}|t\.? ?o\.? ?m\.?|tom\b|till(?: och med)?|till och med)(?: den| år| längst(?: år)?|"
    r" utgången av)?(?: den| år)? ?$",
)


class Anchor(NamedTuple):
    """A date, month or year in a clause, and the first and last day that it means."""

    start: int
    end: int
    first: date
    last: date


def last_day(day: date, months: int) -> date | None:
    """The last day of a time of whole months that begins on the day."""
    total = day.month - 1 + months
    year, month = day.year + total // 12, total % 12 + 1
    after = valid_day(year, month, day.day) or valid_day(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1) if after else None


def anchors_in(prose: Prose, clause: Clause) -> list[Anchor]:
    """Days, months and years in the clause, in order."""
    found: list[Anchor] = []
    low = prose.low
    for m in _TURN.finditer(low, clause.start, clause.end):
        day = date(int(m["a"]), 12, 31)
        found.append(Anchor(m.start(), m.end(), day + timedelta(days=1), day))
    dated = dates_in(prose.text, clause.start, clause.end)
    for i, d in enumerate(dated):
        if d.date is None:
            following = dated[i + 1] if i + 1 < len(dated) else None
            if (
                following is None
                or following.date is None
                or d.month is None
                or d.day is None
                or following.start - d.end > 24
            ):
                continue
            day_ = valid_day(following.date.year, d.month, d.day)
            if day_ is not None and DASH.match(low[d.end : following.start]):
                found.append(Anchor(d.start, d.end, day_, day_))
            continue
        found.append(Anchor(d.start, d.end, d.date.first, d.date.last))
    for m in YEAR.finditer(low, clause.start, clause.end):
        if any(a.start < m.end() and m.start() < a.end for a in found):
            continue
        year = int(m.group())
        month = _MONTH.match(low, m.end())
        if month and int(month[1]) <= year % 100:  # "2021-03"; "2009-10" is a span of years
            first = date(year, int(month[1]), 1)
            found.append(Anchor(m.start(), month.end(), first, last_day(first, 1) or first))
            continue
        found.append(Anchor(m.start(), m.end(), date(year, 1, 1), date(year, 12, 31)))
        short = SHORT.match(low[m.end() : m.end() + 4])
        if (short and int(short[1]) == (year + 1) % 100) or (short and int(short[1]) > year % 100):
            last = year - year % 100 + int(short[1])
            if (
                last > year
                and last - year < 30
                and not low[max(0, m.start() - 12) : m.start()].rstrip().endswith(("läsåret", "läsår", "säsongen"))
            ):
                found.append(Anchor(m.end() + 1, m.end() + 3, date(last, 1, 1), date(last, 12, 31)))
    found.sort()
    return found
