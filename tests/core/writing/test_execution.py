"""The yearly report of execution: what is of a year, how it stood at its end, and what is unanswered."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from samverkan.core.writing.execution import Task, yearly

LATER = date(2026, 6, 1)


def task(key: int, **said: Any) -> Task:
    held: dict[str, Any] = {
        "body": "Nämnden", "agreement": "", "given": date(2024, 3, 1), "due": None, "reported": None, "partly": False, "is_done": False,
        "done": None, "orphan": False, "told": False, **said,
    }  # fmt: skip
    return Task(key, **held)


def test_what_was_open_on_any_day_of_the_year_is_of_it() -> None:
    tasks = [
        task(1), task(2, given=date(2023, 1, 1)), task(3, given=date(2025, 1, 1)),
        task(4, given=date(2023, 1, 1), is_done=True, done=date(2023, 12, 31)),
        task(5, given=date(2023, 1, 1), is_done=True, done=date(2024, 1, 1)), task(6, given=None),
        task(7, given=date(2023, 5, 1), is_done=True), task(8, is_done=True),
    ]  # fmt: skip
    found = yearly(tasks, 2024, LATER)
    assert {one.task.key for one in found.lines} == {1, 2, 5, 6, 8}
    assert {one.task.key for one in found.given} == {1, 8}
    assert {one.task.key for one in found.earlier} == {2, 5, 6}


def test_the_year_is_told_as_it_stood_at_its_end() -> None:
    due = date(2024, 6, 30)
    tasks = [
        task(1, due=due, is_done=True, done=date(2024, 7, 10)), task(2, due=due, is_done=True, done=date(2025, 2, 1)),
        task(3, due=due, reported=date(2024, 6, 1)), task(4, due=due, reported=date(2024, 6, 1), partly=True),
        task(5), task(6, orphan=True), task(7, due=date(2025, 1, 1)),
    ]  # fmt: skip
    found = {one.task.key: one for one in yearly(tasks, 2024, LATER).lines}
    assert {key: one.state for key, one in found.items()} == {
        1: "done", 2: "late", 3: "reported", 4: "late", 5: "open", 6: "orphan", 7: "open",
    }  # fmt: skip
    assert (found[1].late, found[2].late, found[3].late) == (10, 184, 0)
    assert [key for key, one in found.items() if one.later] == [2]
    assert found[3].lacks == ("no_answer",)
    assert found[4].lacks == ("late", "part")
    assert found[5].lacks == ("no_report", "no_day")
    assert found[6].lacks[0] == "nobody"
    assert found[7].lacks == ("no_report",)


def test_a_year_that_is_not_over_is_told_by_the_day_asked_about_and_one_to_come_is_empty() -> None:
    found = yearly([task(1, due=date(2024, 6, 30))], 2024, date(2024, 5, 15))
    assert (found.until, [one.state for one in found.lines], len(found.months)) == (date(2024, 5, 15), ["open"], 5)
    assert yearly([task(1)], 2025, date(2024, 5, 15)).lines == ()


days = st.none() | st.dates(date(2022, 1, 1), date(2026, 12, 31))
some = st.lists(
    st.builds(
        task, st.integers(0, 9), given=days, due=days, reported=days, partly=st.booleans(), is_done=st.booleans(), done=days,
        orphan=st.booleans(),
    ),
    max_size=8,
)  # fmt: skip


@given(some, st.integers(2021, 2027), st.dates(date(2022, 1, 1), date(2026, 12, 31)))
def test_the_months_and_the_lines_tell_the_same(tasks: list[Task], year: int, on: date) -> None:
    found = yearly(tasks, year, on)
    assert len(found.given) + len(found.earlier) == len(found.lines)
    if found.months:
        assert sum(one.given for one in found.months) == sum(
            1 for one in tasks if one.given and one.given.year == year and one.given <= on
        )
        still = [one for one in found.lines if not (one.task.is_done and not one.later)]
        assert found.months[-1].open == len(still)
