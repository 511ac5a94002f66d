"""Months beside each other on a sheet: names and what there is to show in; how high a value stands and where a month begins out.

The template sets what stands on it as SVG with presentation attributes and classes alone (`web/sheet.html`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TOP: Final = 24
_APART: Final = 14
"""How far two levels must be from each other for both to be read."""


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
    levels: list[Tick] = []
    for value in sorted({0, most, least, most // 2}, key=lambda one: (one != 0, one not in (most, least))):
        if all(abs(bare.y(value) - other.y) >= _APART for other in levels):
            levels.append(Tick(left - 8, bare.y(value), written(value)))
    return bare._replace(months=months, levels=levels)
