"""The last day of an assignment, as its own words say it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.core.reading.due import due_in

GIVEN = date(2023, 5, 3)


@pytest.mark.parametrize(
    ("text", "day", "how"),
    [
        ("återkomma med förslag senast den 31 mars 2024", "2024-03-31", "day"),
        ("återkomma till kommunfullmäktige senast 2023-06-30 med en plan", "2023-06-30", "day"),
        ("redovisas före 2024-05-01 till nämnden", "2024-04-30", "day"),
        ("återkomma senast den 1 mars", "2024-03-01", "day"),
        ("återkomma med en rapport senast i juli 2023 på det reella utfallet", "2023-07-31", "month"),
        ("slutredovisas senast under andra kvartalet 2024", "2024-06-30", "month"),
        ("svar önskas före juni månads utgång 2024", "2024-06-30", "month"),
        ("redovisas till nämndens sammanträde i juni", "2023-06-30", "meeting"),
        ("redovisas vid nämndens sammanträde i februari", "2024-02-29", "meeting"),
        ("redovisas vid nämndens sammanträde den 12 juni 2024", "2024-06-12", "meeting"),
        ("återkomma till decembersammanträdet", "2023-12-31", "meeting"),
        ("återkomma innan årets slut", "2023-12-31", "year"),
        ("återkomma före årsskiftet", "2023-12-31", "year"),
        ("vara klart före utgången av 2024", "2024-12-31", "year"),
        ("ska kunna verkställas senast under 2024", "2024-12-31", "year"),
        ("ska slutredovisas under 2025", "2025-12-31", "year"),
        ("återkomma inom tre månader", "2023-08-03", "within"),
        ("återkomma inom sex veckor", "2023-06-14", "within"),
        ("återkomma före maj", "2024-04-30", "month"),
        ("slutredovisa senast till och med den 30 juni 2024", "2024-06-30", "day"),
        ("redovisa uppdraget till nämnden till och med den 30 juni 2024", "2024-06-30", "day"),
        ("till och med den 30 juni 2024 på sig att redovisa uppdraget", "2024-06-30", "day"),
        # what lies before the day it was given is the time reported on
        ("redovisa hur många barn som fått stöd under 2022, senast den 30 juni 2023", "2023-06-30", "day"),
        ("redovisa hur många som fått stöd under 2022 senast under 2024", "2024-12-31", "year"),
        ("redovisa utfallet första kvartalet 2023 senast i juni", "2023-06-30", "month"),
        ("redovisa stödet som getts till och med 31 december 2022 senast den 1 juni 2023", "2023-06-01", "day"),
    ],
)
def test_the_last_day_is_what_the_words_say(text: str, day: str, how: str) -> None:
    found = due_in(f"Förvaltningen får i uppdrag att {text}.", GIVEN)
    assert found is not None
    assert (str(found.day), found.how) == (day, how)
    assert found.words in text


@pytest.mark.parametrize(
    "text",
    [
        "återrapportera i samband med delårsrapporten", "återrapportera i samband med årsredovisningen 2024",
        "återkomma snarast möjligt", "redovisa läget varje kvartal",
    ],
)  # fmt: skip
def test_an_occasion_is_told_but_no_day_is_made_up_for_it(text: str) -> None:
    found = due_in(f"Förvaltningen får i uppdrag att {text}.", GIVEN)
    assert found is not None
    assert (found.day, found.how) == (None, "occasion")


@pytest.mark.parametrize("text", ["återkomma senast i mars", "återkomma inom tre månader", "senast den 1 mars"])
def test_without_the_day_it_was_given_nothing_is_counted_from_it(text: str) -> None:
    found = due_in(text)
    assert found is not None
    assert found.day is None


@pytest.mark.parametrize(
    "text", ["förhandla om avtalet från den 1 januari 2025", "följa upp verksamheten för 2023", "innan sommaren", ""]
)
def test_other_days_in_an_assignment_are_not_its_last(text: str) -> None:
    assert due_in(text, GIVEN) is None


@pytest.mark.parametrize(
    "text",
    [
        "redovisa hur många barn som fått stöd under 2022",
        "redovisa utfallet av verksamheten första kvartalet 2023",
        "återkomma om det som beslutades vid nämndens sammanträde den 12 april 2023",
        "redovisa det stöd som getts till och med den 31 december 2022",
        "följa det som skulle vara klart före utgången av 2022",
    ],
)
def test_a_time_before_the_day_it_was_given_is_what_is_reported_on(text: str) -> None:
    assert due_in(f"Förvaltningen får i uppdrag att {text}.", GIVEN) is None


@pytest.mark.parametrize(
    "text",
    [
        "förlänga avtalet som löper till och med 31 december 2024",
        "teckna ett avtal som gäller t.o.m. den 31 december 2024",
        "redovisa hur avtalet som löper till och med 31 december 2024 följts",
    ],
)
def test_till_och_med_is_the_last_day_only_beside_a_word_of_reporting(text: str) -> None:
    assert due_in(f"Förvaltningen får i uppdrag att {text}.", GIVEN) is None


@given(st.text(), st.dates(date(1950, 1, 1), date(2190, 1, 1)))
def test_any_text_is_answered(text: str, day: date) -> None:
    due_in(f"senast {text}", day)
    due_in(text, None)
