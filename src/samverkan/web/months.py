"""The months of the yearly report as a picture: what was given and fulfilled as bars, what is open as a line.

In: the months. Out: places on a sheet, which the template sets as SVG with presentation attributes and classes alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.writing.execution import Month

WIDTH: Final = 720
_LEFT: Final = 34
_TOP: Final = 24
_PLOT: Final = 150
_STEP: Final = 56
_BAR: Final = 15


class Bar(NamedTuple):
    """A bar and its number above it."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    text_x: int
    text_y: int
    number: int


class Dot(NamedTuple):
    """How many are open at a month's end."""

    x: int
    y: int
    text_y: int
    number: int


class Tick(NamedTuple):
    """A month's name, or a level."""

    x: int
    y: int
    text: str


class Chart(NamedTuple):
    """All of it."""

    width: int
    height: int
    base: int
    bars: Sequence[Bar]
    dots: Sequence[Dot]
    line: str
    months: Sequence[Tick]
    levels: Sequence[Tick]


def chart(months: Sequence[Month], names: Sequence[str]) -> Chart | None:
    """The picture of the months; None where nothing was given, done or open."""
    most = max((max(one.given, one.done, one.open) for one in months), default=0)
    if not most:
        return None
    base = _TOP + _PLOT

    def y(count: int) -> int:
        return base - round(_PLOT * count / most)

    bars, dots, ticks = [], [], []
    for n, one in enumerate(months):
        x = _LEFT + n * _STEP
        for kind, count, at in (("given", one.given, x + 8), ("done", one.done, x + 8 + _BAR + 2)):
            if count:
                bars.append(Bar(kind, at, y(count), _BAR, base - y(count), at + _BAR // 2, y(count) - 4, count))
        dots.append(Dot(x + _STEP - 9, y(one.open), y(one.open) - 7, one.open))
        ticks.append(Tick(x + _STEP // 2, base + 18, names[n]))
    line = " ".join(f"{one.x},{one.y}" for one in dots)
    levels = [Tick(_LEFT - 8, y(count), str(count)) for count in sorted({0, most // 2, most})]
    return Chart(WIDTH, base + 28, base, bars, dots, line, ticks, levels)
