"""Two settlements of the same days: what was divided before and what is now, in; a row for each voucher that differs, out.

The sum of what was before and of the rows is what is now, for each party. A closed settlement is never changed: the rows are the new one's.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

Cause = Literal["new", "gone", "amount", "share", "rounding"]


class Borne(NamedTuple):
    """What was divided of a voucher on a day: öre in all, and the part of each party."""

    source: str
    voucher: str
    day: date
    ore: int
    parts: Mapping[str, int]


class Difference(NamedTuple):
    """One row: why it differs, of which voucher (none for `rounding`), and by how much for each party, in öre."""

    cause: Cause
    source: str
    voucher: str
    day: date | None
    ore: int
    parts: tuple[int, ...]


def differences(before: Iterable[Borne], after: Iterable[Borne], parties: Sequence[str]) -> tuple[Difference, ...]:
    """The rows, by day. `rounding` gathers the öre that moved between vouchers that themselves are as they were."""
    was, now = _by_voucher(before, parties), _by_voucher(after, parties)
    found: list[Difference] = []
    moved = [0] * len(parties)
    for key in sorted(was.keys() | now.keys(), key=lambda one: (one[2], one[0], one[1])):
        old, new = was.get(key), now.get(key)
        ore = (new[0] if new else 0) - (old[0] if old else 0)
        parts = tuple((new[1][at] if new else 0) - (old[1][at] if old else 0) for at in range(len(parties)))
        if not ore and not any(parts):
            continue
        if old and new and not ore and _within(parts, old[2] + new[2]):
            moved = [sum(pair) for pair in zip(moved, parts, strict=True)]
            continue
        cause: Cause = "new" if old is None else "gone" if new is None else "amount" if ore else "share"
        found.append(Difference(cause, *key, ore, parts))
    if any(moved):
        found.append(Difference("rounding", "", "", None, 0, tuple(moved)))
    return tuple(found)


def _within(parts: Sequence[int], lines: int) -> bool:
    """Whether the parts moved by no more than lines can by the running remainder: two öre each."""
    return all(abs(part) <= 2 * lines for part in parts)


def _by_voucher(
    borne: Iterable[Borne], parties: Sequence[str]
) -> dict[tuple[str, str, date], tuple[int, list[int], int]]:
    """What each voucher of a day came to: öre, parts, how many lines."""
    found: dict[tuple[str, str, date], tuple[int, list[int], int]] = defaultdict(lambda: (0, [0] * len(parties), 0))
    for one in borne:
        ore, parts, lines = found[one.source, one.voucher, one.day]
        for at, party in enumerate(parties):
            parts[at] += one.parts.get(party, 0)
        found[one.source, one.voucher, one.day] = (ore + one.ore, parts, lines + 1)
    return dict(found)
