"""Money: whole öre, shares as exact fractions, and the one rule by which a whole is divided.

In go amounts in öre and shares that sum to one; out come parts in öre that sum to the whole, whatever the shares.

The remainder rule: each part is rounded down, and the öre left over go one each to the parts that lost most by it; of two that lost
the same, to the larger share, then to the one named first. What is owed back (a negative amount) is divided as its opposite.
"""

from __future__ import annotations

import re
from math import lcm
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

_KRONOR: Final = re.compile(r"([+-]?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{1,2}))?", re.ASCII)
_LARGEST: Final = 10**15
"""Öre: ten trillion kronor, more than the whole public sector costs in a year; more is a slip of the pen."""


class Divider:
    """Divides amounts by the same shares: made once for each set of shares, asked once for each amount."""

    __slots__ = ("_by_size", "_of", "_whole")

    def __init__(self, shares: Sequence[Fraction]) -> None:
        """Shares in the order of the parties (one below zero gets back); ValueError where they do not sum to one."""
        if sum(shares) != 1:
            raise ValueError(f"the shares do not sum to one: {', '.join(map(str, shares))}")
        self._whole = lcm(*(share.denominator for share in shares))
        self._of = tuple(int(share * self._whole) for share in shares)
        self._by_size = sorted(range(len(shares)), key=lambda at: -self._of[at])

    def divide(self, ore: int) -> tuple[int, ...]:
        """The parts, in öre and in the order of the shares; their sum is the amount."""
        if ore < 0:
            return tuple(-part for part in self.divide(-ore))
        if len(self._of) == 2:  # what both lose is an öre or nothing: the rule, at a third of the time
            first, lost = divmod(ore * self._of[0], self._whole)
            if 2 * lost > self._whole or (2 * lost == self._whole and self._by_size[0] == 0):
                first += 1
            return first, ore - first
        both = [divmod(ore * one, self._whole) for one in self._of]
        parts = [part for part, _ in both]
        for at in sorted(self._by_size, key=lambda at: -both[at][1])[: ore - sum(parts)]:
            parts[at] += 1
        return tuple(parts)


def divide(ore: int, shares: Sequence[Fraction]) -> tuple[int, ...]:
    """An amount divided by shares that sum to one; ValueError as `Divider`."""
    return Divider(shares).divide(ore)


def rounded(exact: Fraction) -> int:
    """The nearest whole öre, a half away from zero."""
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return whole if exact >= 0 else -whole


def ore_of(written: str) -> int:
    """The öre of an amount in kronor as people and programs write it: "1 234,50", "-1234.5", "96155".

    Decimal point or comma, thousands by (hard, thin) spaces or none, true minus signs too. ValueError for anything else, for parts of
    an öre, and for sums that no agreement costs.
    """
    found = _KRONOR.fullmatch(written.strip().replace("\u2212", "-"))
    if found is None:
        raise ValueError(f"not an amount in kronor: {written!r}")
    sign, kronor, decimals = found.groups()
    ore = int(re.sub(r"\D", "", kronor)) * 100 + int((decimals or "0").ljust(2, "0"))
    if ore > _LARGEST:
        raise ValueError(f"more than any agreement costs: {written!r}")
    return -ore if sign == "-" else ore


def kronor(ore: int) -> str:
    """An amount as data: "1234.50"; for people `samverkan.words` writes it."""
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02}"


def in_words(ore: int) -> str:
    """An amount in kronor as Swedish papers print it: hard spaces between thousands, a decimal comma, a true minus sign."""
    whole, part = divmod(abs(ore), 100)
    return f"{'−' if ore < 0 else ''}{whole:,}".replace(",", "\u00a0") + f",{part:02}"
