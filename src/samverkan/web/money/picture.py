"""A year's money as a picture: each month's cost stacked by party, its budget as a frame around it.

In: the months. Out: places on a sheet, which the template sets as SVG with presentation attributes and classes alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.web.sheet import sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samverkan.core.funding.following import Month
    from samverkan.web.sheet import Sheet

_BAR: Final = 28
KINDS: Final = 4
"""How many parties have a pattern of their own; those after share the last."""


class Box(NamedTuple):
    """A party's part of a month, or (`kind` "plan") its budget."""

    kind: str
    x: int
    y: int
    width: int
    height: int


class Picture(NamedTuple):
    """All of it."""

    sheet: Sheet
    boxes: Sequence[Box]


def picture(months: Sequence[Month], names: Sequence[str], written: Callable[[int], str]) -> Picture | None:
    """The picture; None where nothing was planned or cost. A month that gives money back stands below the line."""
    most = max((max(sum(part for part in one.parts if part > 0), one.planned, 0) for one in months), default=0)
    least = min((min(sum(part for part in one.parts if part < 0), one.planned, 0) for one in months), default=0)
    if most == least:
        return None
    on = sheet(names, written, least=least, most=most, left=90, step=52, plot=180)
    boxes = []
    for n, one in enumerate(months):
        x = on.x(n) + (on.step - _BAR) // 2
        up = down = 0
        for at, part in enumerate(one.parts):
            if not part:
                continue
            start = up if part > 0 else down
            top, bottom = sorted((on.y(start), on.y(start + part)))
            boxes.append(Box(str(min(at, KINDS - 1)), x, top, _BAR, max(bottom - top, 1)))
            up, down = (up + part, down) if part > 0 else (up, down + part)
        if one.planned:
            top, bottom = sorted((on.y(0), on.y(one.planned)))
            boxes.append(Box("plan", x - 4, top, _BAR + 8, max(bottom - top, 1)))
    return Picture(on, boxes)
