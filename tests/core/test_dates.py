"""Dates, periods and the Swedish calendar: their laws, and the calendar against the holidays package as oracle."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.core.dates import DAYS_OFF, PartialDate, Period, day_off, easter, next_working_day, valid_day

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
calendar_days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = draw(st.none() | days), draw(st.none() | days)
    if start is not None and end is not None and end < start:
        start, end = end, start
    return Period(start, end)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(days)
    parts = draw(st.integers(1, 3))
    return PartialDate(day.year, day.month if parts > 1 else None, day.day if parts > 2 else None)


@given(partial_dates())
def test_a_partial_date_written_reads_back_the_same(partial: PartialDate) -> None:
    assert PartialDate.parse(str(partial)) == partial


@given(st.lists(partial_dates()))
def test_partial_dates_of_every_precision_have_one_order(partials: list[PartialDate]) -> None:
    assert sorted(partials) == sorted(partials, key=lambda one: (one.first, one.last))


@given(partial_dates(), partial_dates())
def test_of_two_different_partial_dates_one_comes_first(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) + (one == other) + (one > other) == 1
    assert (one <= other) == (not other < one)


def test_a_day_comes_before_its_month_and_a_month_before_its_year() -> None:
    written = ["2022", "2021-12-31", "2022-01", "2022-02", "2022-01-01", "2022-01-02"]
    ordered = ["2021-12-31", "2022-01-01", "2022-01", "2022", "2022-01-02", "2022-02"]
    assert [str(one) for one in sorted(map(PartialDate.parse, written))] == ordered


def test_a_partial_date_has_no_order_with_other_values() -> None:
    with pytest.raises(TypeError):
        PartialDate(2022) < date(2022, 1, 1)  # type: ignore[operator]  # noqa: B015  # that is what is tried


@given(partial_dates())
def test_a_partial_date_is_a_span_of_days_and_a_full_one_a_single_day(partial: PartialDate) -> None:
    assert partial.first <= partial.last
    assert partial.is_day == (partial.first == partial.last)
    assert partial.last.year == partial.year
    assert (partial.last + timedelta(days=1)).day == 1 or partial.is_day


@given(days)
def test_a_day_is_its_own_partial_date(day: date) -> None:
    assert PartialDate.of(day).first == PartialDate.of(day).last == day


@pytest.mark.parametrize("text", ["", "22", "2022-1", "2022-13", "2022-02-30", "2022-01-01-01", "i juni 2022", "2022-"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_day_without_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match="a day without a month"):
        PartialDate(2022, None, 3)


@given(periods(), days)
def test_a_period_holds_its_days_and_neither_bound_outside(period: Period, day: date) -> None:
    inside = (period.start is None or day >= period.start) and (period.last is None or day <= period.last)
    assert (day in period) == inside


@given(periods())
def test_a_period_printed_inclusive_is_the_same_period(period: Period) -> None:
    assert Period.inclusive(period.start, period.last) == period


@given(periods(), periods())
def test_overlap_is_mutual_and_means_a_common_day(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    starts = [p.start for p in (one, other) if p.start is not None]
    lasts = [p.last for p in (one, other) if p.last is not None]
    empty = any(p.start is not None and p.start == p.end for p in (one, other))
    if not empty:
        first = max(starts) if starts else min([*lasts, date(1900, 1, 1)])
        assert one.overlaps(other) == (first in one and first in other)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="the period ends 2022-01-01 before it begins 2022-02-01"):
        Period(date(2022, 2, 1), date(2022, 1, 1))


def test_a_period_is_printed_inclusive() -> None:
    assert str(Period(date(2022, 1, 1), date(2023, 1, 1))) == "2022-01-01/2022-12-31"
    assert str(Period(date(2022, 1, 1), None)) == "2022-01-01/.."


def test_valid_day_knows_the_calendar() -> None:
    assert valid_day(2024, 2, 29) == date(2024, 2, 29)
    assert valid_day(2023, 2, 29) is None
    assert valid_day(2023, 13, 1) is None


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2008, 3, 23), (2026, 4, 5), (2038, 4, 25), (2285, 3, 22)],
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_easter_is_a_sunday_between_22_march_and_25_april() -> None:
    for year in range(1900, 2300):
        assert easter(year).weekday() == 6
        assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


def test_every_day_off_agrees_with_the_oracle() -> None:
    oracle = holidays.country_holidays(
        "SE", years=range(1990, 2101), categories=("public", "de_facto"), include_sundays=True
    )
    day = date(1990, 1, 1)
    while day < date(2101, 1, 1):
        assert (day_off(day) is not None) == (day in oracle or day.weekday() == 5), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2004, 5, 31), "whit_monday"),  # the last one
        (date(2005, 5, 16), None),  # annandag pingst is a working day from then on
        (date(2003, 6, 6), None),  # a Friday before nationaldagen was a holiday
        (date(2005, 6, 6), "national_day"),
        (date(2026, 6, 19), "midsummer_eve"),
        (date(2026, 4, 4), "saturday"),  # påskafton is a Saturday like others
        (date(2026, 12, 24), "christmas_eve"),
        (date(2026, 12, 27), "sunday"),
        (date(2026, 10, 31), "all_saints_day"),
        (date(2026, 5, 13), None),
    ],
)
def test_a_day_off_says_why(day: date, code: str | None) -> None:
    assert day_off(day) == code


def test_each_day_off_falls_in_its_own_year() -> None:
    for year in range(1990, 2101):
        assert all(off.falls(year).year == year for off in DAYS_OFF)


@given(calendar_days)
def test_the_next_working_day_is_the_first_that_is_not_off(day: date) -> None:
    found = next_working_day(day)
    assert day_off(found) is None
    assert all(day_off(day + timedelta(days=n)) for n in range((found - day).days))
    assert (found - day).days <= 5
    assert next_working_day(found) == found


def test_before_1990_the_calendar_does_not_guess() -> None:
    with pytest.raises(ValueError, match="coded from 1990-01-01"):
        day_off(date(1989, 12, 31))
