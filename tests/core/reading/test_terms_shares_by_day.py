"""Who pays what from which day: a division that changes on a later day is read with that day."""

import pytest
from terms_reading import terms

from samverkan.core.reading.terms.clauses import Clause
from samverkan.core.reading.terms.share_roles import changes_parted

TWO = "Samverkansavtal om Fyren\n\nParter\nNorrviks kommun (nedan kommunen) och Region Solvik (nedan regionen).\n\n"
N60, S40 = "current Norrviks kommun percent 60", "current Region Solvik percent 40"
HALF = ["current Norrviks kommun percent 50", "current Region Solvik percent 50"]
FROM_2026 = ["60 None current", "40 None current", "50 2026-01-01 planned", "50 2026-01-01 planned"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a sentence of its own that begins with the day
        (
            "Kommunen bär 60 procent och regionen 40 procent. Från och med den 1 januari 2026 bär parterna 50 procent vardera.",
            FROM_2026,
        ),
        # the day within a sentence of its own
        (
            "Kommunen bär 60 procent och regionen 40 procent. Kostnaden delas från och med den 1 januari 2026 så att kommunen bär 50 "
            "procent och regionen 50 procent.",
            FROM_2026,
        ),
        # both in one sentence, the later as a pair without a verb
        (
            "Kostnaderna delas 60/40 mellan kommunen och regionen och från och med den 1 januari 2026 50/50.",
            FROM_2026,
        ),
        # a year alone
        (
            "Kommunen betalar 60 procent och regionen 40 procent, och fr.o.m. 2026 betalar parterna 50 procent vardera.",
            [one.replace("2026-01-01", "2026") for one in FROM_2026],
        ),
        # two later days
        (
            "Kommunen bär 60 procent och regionen 40 procent. Från och med den 1 januari 2026 bär kommunen 55 procent och regionen 45 "
            "procent. Från och med den 1 januari 2027 bär parterna 50 procent vardera.",
            [
                *FROM_2026[:2],
                "55 2026-01-01 planned",
                "45 2026-01-01 planned",
                "50 2027-01-01 planned",
                "50 2027-01-01 planned",
            ],
        ),
        # the day when the first division begins makes none a later one
        ("Från och med den 1 januari 2025 betalar kommunen 60 procent och regionen 40 procent.", FROM_2026[:2]),
    ],
)
def test_a_division_from_a_later_day_is_read_with_its_day(text: str, expected: list[str]) -> None:
    found = terms(f"{TWO}Kostnadsfördelning\n{text}\n").shares
    assert [f"{one.percent} {one.from_} {one.role}" for one in found] == expected


def test_a_clause_that_changes_the_division_a_thousand_times_is_parted_at_each() -> None:
    low = "delas 60/40" + " och från och med den 1 januari 2026 50/50" * 1000
    found = list(changes_parted([Clause(7, 7 + len(low), low, "", 0)]))
    assert len(found) == 1001
    assert "".join(one.low for one in found) == low
    assert [one.start for one in found[1:]] == [one.end for one in found[:-1]]
