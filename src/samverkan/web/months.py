"""The months of the yearly report of execution as a picture: what was given and fulfilled as bars, what is open as a line.

In: the months. Out: places on a sheet, which the template sets as SVG with presentation attributes and classes alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.web.sheet import sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.writing.execution import Month
    from samverkan.web.sheet import Sheet

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


class Chart(NamedTuple):
    """All of it."""

    sheet: Sheet
    bars: Sequence[Bar]
    dots: Sequence[Dot]
    line: str


def chart(months: Sequence[Month], names: Sequence[str]) -> Chart | None:
    """The picture of the months; None where nothing was given, done or open."""
    most = max((max(one.given, one.done, one.open) for one in months), default=0)
    if not most:
        return None
    on = sheet(names, str, least=0, most=most, left=34, step=56, plot=150)
    bars, dots = [], []
    for n, one in enumerate(months):
        x = on.x(n)
        for kind, count, at in (("given", one.given, x + 8), ("done", one.done, x + 8 + _BAR + 2)):
            if count:
                y = on.y(count)
                bars.append(Bar(kind, at, y, _BAR, on.y(0) - y, at + _BAR // 2, y - 4, count))
        dots.append(Dot(x + on.step - 9, on.y(one.open), on.y(one.open) - 7, one.open))
    return Chart(on, bars, dots, " ".join(f"{one.x},{one.y}" for one in dots))
