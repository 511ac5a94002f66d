"""A year's money as a picture: each month's cost stacked by party, its budget as a frame around it.

In: the months. Out: places on a sheet, which the template sets as SVG with presentation attributes and classes alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.web.sheet import Tick, sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samverkan.core.funding.following import Month
    from samverkan.web.sheet import Sheet

_BAR: Final = 28
KINDS: Final = 4
"""How many patterns there are. With more parties they come again, and each party has its number beside its part as well."""
_LINE: Final = 13
"""What a number needs in height."""


class Box(NamedTuple):
    """A party's part of a month, or (`kind` "plan") its budget."""

    kind: str
    x: int
    y: int
    width: int
    height: int


class Picture(NamedTuple):
    """All of it; `numbers`: the parties', where patterns alone do not tell them apart and there is room."""

    sheet: Sheet
    boxes: Sequence[Box]
    numbers: Sequence[Tick]


def keys(parties: Sequence[str]) -> list[tuple[str, str, str]]:
    """What tells each party's part from the others': its pattern, its number ("" where the pattern is enough) and its name."""
    several = len(parties) > KINDS
    return [(str(at % KINDS), str(at + 1) if several else "", party) for at, party in enumerate(parties)]


def picture(months: Sequence[Month], names: Sequence[str], written: Callable[[int], str]) -> Picture | None:
    """The picture; None where nothing was planned or cost. A month that gives money back stands below the line."""
    most = max((max(sum(part for part in one.parts if part > 0), one.planned, 0) for one in months), default=0)
    least = min((min(sum(part for part in one.parts if part < 0), one.planned, 0) for one in months), default=0)
    if most == least:
        return None
    on = sheet(names, written, least=least, most=most, left=90, step=52, plot=180)
    boxes, numbers = [], []
    for n, one in enumerate(months):
        x = on.x(n) + (on.step - _BAR) // 2
        up = down = 0
        for at, part in enumerate(one.parts):
            if not part:
                continue
            start = up if part > 0 else down
            top, bottom = sorted((on.y(start), on.y(start + part)))
            boxes.append(Box(str(at % KINDS), x, top, _BAR, max(bottom - top, 1)))
            if len(one.parts) > KINDS and bottom - top >= _LINE:
                numbers.append(Tick(on.x(n + 1), (top + bottom) // 2, str(at + 1)))
            up, down = (up + part, down) if part > 0 else (up, down + part)
        if one.planned:
            top, bottom = sorted((on.y(0), on.y(one.planned)))
            boxes.append(Box("plan", x - 4, top, _BAR + 8, max(bottom - top, 1)))
    return Picture(on, boxes, numbers)
