"""The parts of each line of an interval, by running remainder: they sum to the line, and over all lines to the interval's parts."""

from __future__ import annotations

from fractions import Fraction
from operator import sub
from typing import TYPE_CHECKING

from samverkan.core.money import Divider

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samverkan.core.funding.dividing import Division, Weights


def line_parts(amounts: Sequence[int], how: Weights, found: Division) -> list[tuple[int, ...]]:
    """For each amount (öre) what each party bears of it.

    What all lines so far come to is divided as the whole was; a line's parts are what the line adds. What is above the cost falls
    on no line; what nobody bears is missing from the parts of the lines.
    """
    if not amounts:
        return []
    whole = sum(amounts)
    targets = (*found.parts, found.not_covered)
    if found.above_cost:
        return running(amounts, Divider([Fraction(part, whole + found.above_cost) for part in found.parts]))
    if how.by_part and not found.not_covered and (divider := Divider(how.parts)).divide(whole) == found.parts:
        return running(amounts, divider)
    if whole:
        return [parts[:-1] for parts in running(amounts, Divider([Fraction(part, whole) for part in targets]))]
    # lines that even each other out: what is paid all the same falls on the last
    return [*[(0,) * len(found.parts)] * (len(amounts) - 1), found.parts]


def running(amounts: Iterable[int], divider: Divider) -> list[tuple[int, ...]]:
    """What each amount (öre) adds to the parts of all so far: the parts of all sum to those of their sum."""
    found, before, gone = [], divider.divide(0), 0
    for ore in amounts:
        gone += ore
        now = divider.divide(gone)
        found.append(tuple(map(sub, now, before)))
        before = now
    return found
