"""Months beside each other on a sheet: names and what there is to show in; how high a value stands and where a month begins out.

The template sets what stands on it as SVG with presentation attributes and classes alone (`web/sheet.html`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TOP: Final = 24
_MOST_LEVELS: Final = 4


class Tick(NamedTuple):
    """A month's name, or a level."""

    x: int
    y: int
    text: str


class Sheet(NamedTuple):
    """The measures, in the picture's own units; `least` and `most` are what stands lowest and highest."""

    left: int
    step: int
    plot: int
    least: int
    most: int
    months: Sequence[Tick]
    levels: Sequence[Tick]

    @property
    def width(self) -> int:
        """Room for a whole year, however many months are told."""
        return self.left + 12 * self.step + 14

    @property
    def height(self) -> int:
        """Down to below the months' names."""
        return _TOP + self.plot + 28

    @property
    def rule(self) -> int:
        """Where the lines of the levels begin."""
        return self.left - 4

    def x(self, n: int) -> int:
        """Where month `n` begins, counted from 0."""
        return self.left + n * self.step

    def y(self, value: int) -> int:
        """How far down a value stands."""
        return _TOP + round(self.plot * (self.most - value) / (self.most - self.least))


def sheet(
    names: Sequence[str], written: Callable[[int], str], *, least: int, most: int, left: int, step: int, plot: int
) -> Sheet:  # fmt: skip
    """A sheet for values from `least` (nothing or less) to `most` (nothing or more), not both nothing; `written`: a level as it is read."""
    bare = Sheet(left, step, plot, least, most, (), ())
    months = [Tick(bare.x(n) + step // 2, _TOP + plot + 18, name) for n, name in enumerate(names)]
    between = _between(most - least)
    round_ones = range(-(-least // between) * between, most + 1, between)
    levels = [Tick(left - 8, bare.y(value), written(value)) for value in round_ones]
    return bare._replace(months=months, levels=levels)


def _between(span: int) -> int:
    """How far two levels are apart: 1, 2 or 5 of some power of ten, so that there are at most five, one of them nothing."""
    power = 1
    while True:
        for one in (power, 2 * power, 5 * power):
            if span // one <= _MOST_LEVELS:
                return one
        power *= 10
