"""Times by the clock: several runs, by turns where two things are compared, and the median of each."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def medians(runs: int, *measured: Callable[[], object]) -> list[float]:
    """The median seconds of each, run by turns so that a busy moment strikes them alike; a first turn is not counted."""
    taken: list[list[float]] = [[] for _ in measured]
    for turn in range(runs + 1):
        for times, one in zip(taken, measured, strict=True):
            start = perf_counter()
            one()
            if turn:
                times.append(perf_counter() - start)
    return [median(times) for times in taken]
