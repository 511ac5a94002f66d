"""The parts of each line of an interval, by running remainder: they sum to the line, and over all lines to the interval's parts."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from samverkan.core.money import Divider

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        divider = Divider([Fraction(part, whole + found.above_cost) for part in found.parts] + [Fraction(0)])
    elif how.by_part and not found.not_covered and (*Divider(how.parts).divide(whole), 0) == targets:
        divider = Divider((*how.parts, Fraction(0)))
    elif whole:
        divider = Divider([Fraction(part, whole) for part in targets])
    else:  # lines that even each other out: what is paid all the same falls on the last
        rest = [(0,) * len(found.parts)] * (len(amounts) - 1)
        return [*rest, found.parts]
    so_far, gone = [divider.divide(0)], 0
    for ore in amounts:
        gone += ore
        so_far.append(divider.divide(gone))
    return [tuple(b - a for a, b in zip(before[:-1], after[:-1], strict=True)) for before, after in pairwise(so_far)]
