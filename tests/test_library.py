"""The library at its door: what `samverkan.standing` is asked with is checked before anything is derived from it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import samverkan

PAPER = next((Path(__file__).parents[1] / "examples" / "alingsas").glob("2021-10-01*.txt"))
DAY = date(2022, 3, 1)


@pytest.mark.parametrize(
    ("asked", "argument", "given"),
    [
        ({"on": "2022-03-01"}, "on", "str"),
        ({"on": datetime(2022, 3, 1, 12)}, "on", "datetime"),
        ({"on": None}, "on", "NoneType"),
        ({"on": DAY, "known": "2021-10-01"}, "known", "str"),
        ({"on": DAY, "known": datetime(2021, 10, 1)}, "known", "datetime"),
        ({"on": DAY, "readings": str(PAPER)}, "readings", "str"),
        ({"on": DAY, "readings": [PAPER]}, "readings", "Path"),
        ({"on": DAY, "readings": None}, "readings", "NoneType"),
        ({"on": DAY, "readings": samverkan.read(PAPER)}, "readings", "Reading"),
    ],
)
def test_a_wrong_argument_is_named(asked: dict[str, Any], argument: str, given: str) -> None:
    readings = asked.pop("readings", [samverkan.read(PAPER)])
    with pytest.raises(TypeError, match=f"^standing: {argument} is .*, not .*{given}"):
        samverkan.standing(readings, **asked)


def test_readings_may_come_one_at_a_time() -> None:
    found = samverkan.standing((samverkan.read(path) for path in [PAPER]), on=DAY)
    assert found == samverkan.standing([samverkan.read(PAPER)], on=DAY, known=None)
    assert len(found.agreements) == 1
