"""The days of a year that are next to be settled for good: what the form of a settlement begins with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samverkan.core.funding.terms import Terms


def days_to_settle(year: int, rows: Sequence[Terms], closed: Iterable[date], on: date) -> tuple[date, date | None]:
    """From the day after the last that is closed to the end of the last month that has ended, or of the agreement; within the year.

    `rows`: the agreement's terms. `closed`: the last day of each closed final settlement. Where all that has been is closed: all of
    it, for what has changed since. The last day is None where no month of the year has ended.
    """
    first = date(year, 1, 1)
    ended = date.fromordinal(max(1, on.replace(day=1).toordinal() - 1))  # nothing is before the year 1
    ends = [row.last for row in rows if row.last is not None]
    last = min(date(year, 12, 31), ended, *([max(ends)] if ends and len(ends) == len(rows) else []))
    if last < first:
        return first, None
    after = max((day for day in closed if day.year == year), default=None)
    return (first if after is None or after >= last else after + timedelta(days=1)), last
