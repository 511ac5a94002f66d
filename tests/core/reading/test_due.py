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


@given(st.text(), st.dates(date(1950, 1, 1), date(2190, 1, 1)))
def test_any_text_is_answered(text: str, day: date) -> None:
    due_in(f"senast {text}", day)
    due_in(text, None)
