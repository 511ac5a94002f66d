"""A year's money as a picture: each month's cost stacked by party, its budget as a frame around it.

In: the months. Out: places on a sheet, which the template sets as SVG with presentation attributes and classes alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.web.months import Tick

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samverkan.core.funding.following import Month

_LEFT: Final = 90
_TOP: Final = 16
_PLOT: Final = 180
_STEP: Final = 52
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

    width: int
    height: int
    base: int
    boxes: Sequence[Box]
    months: Sequence[Tick]
    levels: Sequence[Tick]


def picture(months: Sequence[Month], names: Sequence[str], written: Callable[[int], str]) -> Picture | None:
    """The picture; None where nothing was planned or cost. A month that gives money back stands below the line."""
    most = max((max(sum(part for part in one.parts if part > 0), one.planned, 0) for one in months), default=0)
    least = min((min(sum(part for part in one.parts if part < 0), 0) for one in months), default=0)
    if most == least:
        return None
    scale = _PLOT / (most - least)

    def y(ore: int) -> int:
        return _TOP + round((most - ore) * scale)

    boxes, ticks = [], []
    for n, one in enumerate(months):
        x = _LEFT + n * _STEP + (_STEP - _BAR) // 2
        up = down = 0
        for at, part in enumerate(one.parts):
            if not part:
                continue
            start = up if part > 0 else down
            top, bottom = sorted((y(start), y(start + part)))
            boxes.append(Box(str(min(at, KINDS - 1)), x, top, _BAR, max(bottom - top, 1)))
            up, down = (up + part, down) if part > 0 else (up, down + part)
        if one.planned > 0:
            boxes.append(Box("plan", x - 4, y(one.planned), _BAR + 8, y(0) - y(one.planned)))
        ticks.append(Tick(_LEFT + n * _STEP + _STEP // 2, _TOP + _PLOT + 20, names[n]))
    levels = [Tick(_LEFT - 8, y(ore), written(ore)) for ore in sorted({least, 0, most // 2, most})]
    return Picture(_LEFT + 12 * _STEP + 8, _TOP + _PLOT + 30, y(0), boxes, ticks, levels)
