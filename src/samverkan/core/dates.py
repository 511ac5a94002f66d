"""Days, dates known only in part, and periods: what legal effect attaches to.

In go calendar days; out come dates, periods and the Swedish calendar. Nothing here reads a clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import total_ordering
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST: Final = date(1, 1, 2)
LAST: Final = date(2999, 12, 31)
"""The days asked about lie between these: midnight in Sweden can be counted, and an agreement that renews itself followed so far."""

_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as the paper says it: a day, a month or a year (ISO 8601-1:2019, 5.2.2).

    In order of the first day it can mean, then of the last: 1 January 2022, January 2022, 2022.
    """

    year: int
    month: int | None = None
    day: int | None = None
    first: date = field(init=False, repr=False, compare=False)
    """The earliest day it can mean."""
    last: date = field(init=False, repr=False, compare=False)
    """The latest day it can mean."""

    def __post_init__(self) -> None:
        """Refuse what is no date; ValueError names the parts."""
        if self.month is None and self.day is not None:
            raise ValueError(f"a day without a month: {self.year}-?-{self.day}")
        first = date(self.year, self.month or 1, self.day or 1)
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "last", first if self.day is not None else _last(first, self.month))

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The day, as a date of full precision."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, iso: str) -> PartialDate:
        """Reads "2022", "2020-06" or "2020-06-23"; ValueError for anything else."""
        parts = iso.split("-")
        if [len(p) for p in parts] not in ([4], [4, 2], [4, 2, 2]):
            raise ValueError(f"not a date of the form 2022, 2022-01 or 2022-01-31: {iso!r}")
        return cls(*map(int, parts))

    @property
    def is_day(self) -> bool:
        """Whether it names one day."""
        return self.day is not None

    def __lt__(self, other: PartialDate) -> bool:
        """Earlier by its first day; of one first day, the one that ends sooner."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        return (self.first, self.last) < (other.first, other.last)

    def __str__(self) -> str:
        """ISO 8601, with reduced precision where that is all that is known."""
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


def _last(first: date, month: int | None) -> date:
    """The last day of the month, or of the year, that begins on a day."""
    if month is None or month == 12:
        return date(first.year, 12, 31)
    return date(first.year, month + 1, 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` up to but not including `end`; None is open. Printed inclusive."""

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins (an empty one is allowed)."""
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"the period ends {self.end} before it begins {self.start}")

    @classmethod
    def inclusive(cls, first: date | None, last: date | None) -> Period:
        """From the first to the last day, both in it, as papers print it."""
        return cls(first, None if last is None else last + timedelta(days=1))

    @property
    def last(self) -> date | None:
        """The last day in it; None where it is open."""
        return None if self.end is None else self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in it."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether some day lies in both."""
        return (self.start is None or other.end is None or self.start < other.end) and (
            other.start is None or self.end is None or other.start < self.end
        )

    def __str__(self) -> str:
        """Inclusive, an open end left out: 2022-01-01/2022-12-31, 2022-01-01/.."""
        return f"{self.start or '..'}/{self.last or '..'}"


def valid_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= _MONTH_DAYS[month - 1]):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def easter(year: int) -> date:
    """Easter Day in the Gregorian calendar: the Sunday after the full moon on or after 21 March (lag 1989:253, 2 §)."""
    golden, century = year % 19, year // 100
    skipped = century - century // 4
    epact = (skipped - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - skipped) % 7
    return date(year, 3, 28) + timedelta(days=moon - weekday)


def _saturday_from(year: int, month: int, day: int) -> date:
    first = date(year, month, day)
    return first + timedelta(days=(5 - first.weekday()) % 7)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which statutory time does not end: what it is called in code, when it falls, while it applied."""

    code: str
    falls: Callable[[int], date]
    applies: Period


_LAW = Period(date(1990, 1, 1), None)  # lag 1989:253 came into force
_NATIONAL_DAY_IN = date(2005, 4, 1)  # SFS 2004:1320: nationaldagen in, annandag pingst out


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


DAYS_OFF: tuple[DayOff, ...] = (
    DayOff("new_years_day", _fixed(1, 1), _LAW),
    DayOff("epiphany", _fixed(1, 6), _LAW),
    DayOff("good_friday", _easter(-2), _LAW),
    DayOff("easter_day", _easter(0), _LAW),
    DayOff("easter_monday", _easter(1), _LAW),
    DayOff("may_day", _fixed(5, 1), _LAW),
    DayOff("ascension_day", _easter(39), _LAW),
    DayOff("whit_sunday", _easter(49), _LAW),
    DayOff("whit_monday", _easter(50), Period(_LAW.start, _NATIONAL_DAY_IN)),
    DayOff("national_day", _fixed(6, 6), Period(_NATIONAL_DAY_IN, None)),
    DayOff("midsummer_eve", lambda year: _saturday_from(year, 6, 20) - timedelta(days=1), _LAW),  # lag 1930:173, 2 §
    DayOff("midsummer_day", lambda year: _saturday_from(year, 6, 20), _LAW),
    DayOff("all_saints_day", lambda year: _saturday_from(year, 10, 31), _LAW),
    DayOff("christmas_eve", _fixed(12, 24), _LAW),  # lag 1930:173, 2 §
    DayOff("christmas_day", _fixed(12, 25), _LAW),
    DayOff("second_christmas_day", _fixed(12, 26), _LAW),
    DayOff("new_years_eve", _fixed(12, 31), _LAW),  # lag 1930:173, 2 §
)


def day_off(day: date) -> str | None:
    """Why statutory time does not end on the day (lag 1930:173, 2 §), as a code; None where it can.

    A holiday or eve by its code in DAYS_OFF, otherwise "saturday" or "sunday". ValueError for a day before 1990,
    when the holidays stood in other statutes.
    """
    if day not in _LAW:
        raise ValueError(f"the Swedish calendar is coded from {_LAW.start}, not for {day}")
    for off in DAYS_OFF:
        if day in off.applies and off.falls(day.year) == day:
            return off.code
    return {5: "saturday", 6: "sunday"}.get(day.weekday())


def next_working_day(day: date) -> date:
    """The day itself, or the first after it that is no Saturday, Sunday, public holiday or eve (lag 1930:173, 2 §)."""
    while day_off(day):
        day += timedelta(days=1)
    return day
