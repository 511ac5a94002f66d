"""Dates as papers write them."""

from __future__ import annotations

import pytest

from samverkan.core.reading.dating import dates_in, first_date, number_of

# (text, date)  # trait
DATES = [
    ("2021-06-23", "2021-06-23"),  # ISO
    ("den 23 juni 2021", "2021-06-23"),  # in words
    ("23 juni 2021", "2021-06-23"),  # without den
    ("tisdagen den 20 mars 2012", "2012-03-20"),  # with the day of the week
    ("den 1:e mars 2012", "2012-03-01"),  # ordinal
    ("2006 06 01", "2006-06-01"),  # spaces
    ("13/4 2021", "2021-04-13"),  # day and month with a slash
    ("20210623", "2021-06-23"),  # figures together
    ("2021‑06‑23", "2021-06-23"),  # hyphens that do not break
    ("i oktober 2008", "2008-10"),  # a month
    ("juni 2020", "2020-06"),  # a month without i
    ("den 3 sept 2019", "2019-09-03"),  # the month cut short
    ("den 3 sept. 2019", "2019-09-03"),  # with a full stop
    ("DEN 3 MARS 2019", "2019-03-03"),  # capitals
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_date(text: str, date: str) -> None:
    found = first_date(text)
    assert found is not None
    assert str(found.date) == date


@pytest.mark.parametrize(("text", "date"), DATES)
def test_a_date_quotes_its_figures(text: str, date: str) -> None:
    found = first_date(text)
    assert found is not None
    assert str(found.date).partition("-")[0] in text[found.start : found.end]


# (text)  # trait: no date
NONE = [
    "2021-13-01",  # no such month
    "2021-02-30",  # no such day
    "den 31 juni 2021",  # June has thirty days
    "den 23 juni",  # the year is lacking
    "13/4",  # the year is lacking
    "26 (64)",  # a page
    "SN 2024/0031",  # a registry number
    "031-100 200",  # a telephone number
    "556677-8899",  # an organisation's number
    "50 procent",  # a share
    "",  # nothing
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str) -> None:
    assert first_date(text) is None


def test_a_day_without_its_year_says_day_and_month() -> None:
    (found,) = dates_in("den 23 juni")
    assert (found.date, found.month, found.day) == (None, 6, 23)


def test_several_dates_come_in_order() -> None:
    found = dates_in("från den 1 januari 2022 till 2022-12-31, beslutat i juni 2020")
    assert [str(d.date) for d in found] == ["2022-01-01", "2022-12-31", "2020-06"]


# (word, number)  # trait
NUMBERS = [
    ("12", 12),
    ("tolv", 12),
    ("Tre", 3),
    (" sex ", 6),
    ("tjugofyra", 24),
    ("några", None),
    ("", None),
    ("²", None),
]


@pytest.mark.parametrize(("word", "number"), NUMBERS)
def test_number_in_words(word: str, number: int | None) -> None:
    assert number_of(word) == number


def test_two_days_with_a_hyphen_between_and_no_spaces() -> None:
    assert [str(d.date) for d in dates_in("1 januari 2020-31 december 2022")] == ["2020-01-01", "2022-12-31"]
