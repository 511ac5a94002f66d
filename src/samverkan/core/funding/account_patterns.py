"""Which accounts, as a person writes them, in; checked, without blanks out ("4010", "40*", "4000-4999"), and which of them rows share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.findings import SamverkanError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BLANKS: Final = re.compile(r"\s*[-–]\s*")
_PATTERN: Final = re.compile(r"[0-9]{1,12}(?:\*|-[0-9]{1,12})?")


class AccountPatternError(SamverkanError):
    """What names no accounts: code `not_accounts` (letters, blanks, another sign) or `accounts_turned`; `value`: what was written."""


def account_patterns(written: Iterable[str]) -> tuple[str, ...]:
    """Each pattern, checked; blanks around it and around its dash are left out. AccountPatternError at the first that is none.

    An account ("4010"), those that begin so ("40*"), or those from one to another ("4000-4999"; by the digits that both have, so
    that "4000-49" holds 4999). An account is digits alone, as SIE 4B and the charts of accounts have it.
    """
    return tuple(map(_checked, written))


class Overlap(NamedTuple):
    """Accounts that two rows have in common: each row's place, from 0, and the pattern of it that holds them; `row` is the later."""

    row: int
    pattern: str
    other: int
    other_pattern: str


def overlaps(rows: Sequence[Iterable[str]]) -> list[Overlap]:
    """Where rows of checked patterns have accounts in common ("6*" and "6010"), the first found of each row; none within a row."""
    found: dict[int, Overlap] = {}
    furthest: list[tuple[str, int, str]] = []  # of two rows, those that reach the furthest so far
    for low, high, at, pattern in sorted((*_ends(one), at, one) for at, of in enumerate(rows) for one in of):
        reached = next((one for one in furthest if one[1] != at), None)
        if reached is not None and low <= reached[0]:
            (row, mine), (other, theirs) = sorted([(at, pattern), reached[1:]], reverse=True)
            found.setdefault(row, Overlap(row, mine, other, theirs))
        best: dict[int, tuple[str, int, str]] = {}
        for one in sorted([*furthest, (high, at, pattern)], reverse=True):
            best.setdefault(one[1], one)
        furthest = [*best.values()][:2]
    return [found[row] for row in sorted(found)]


def _ends(pattern: str) -> tuple[str, str]:
    """The first and last text that accounts of the pattern lie between: "~" comes after every digit."""
    low, dash, high = pattern.partition("-")
    if dash:
        return low, f"{high}~"
    return (pattern[:-1], f"{pattern[:-1]}~") if pattern.endswith("*") else (pattern, pattern)


def _checked(written: str) -> str:
    pattern = _BLANKS.sub("-", written.strip())
    if _PATTERN.fullmatch(pattern) is None:
        raise AccountPatternError("not_accounts", value=written[:40])
    low, dash, high = pattern.partition("-")
    length = min(len(low), len(high))
    if dash and low[:length] > high[:length]:
        raise AccountPatternError("accounts_turned", value=written[:40])
    return pattern
