"""Two settlements of the same days: what was divided before and what is now, in; a row for each voucher that differs, out.

The sum of what was before and of the rows is what is now, for each party. A closed settlement is never changed: the rows are the new one's.
"""

from __future__ import annotations

from operator import add, sub
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from datetime import date

Cause = Literal["new", "gone", "amount", "share", "rounding"]


class Borne(NamedTuple):
    """What was divided of a voucher on a day: öre in all, and the part of each party; `shares` are those of its interval.

    `cuts`: how many times it is cut by running remainder with other lines, each an öre up or down: to a portion (of a grant), to days.
    """

    source: str
    voucher: str
    day: date
    ore: int
    parts: Mapping[str, int]
    shares: Hashable = None
    cuts: int = 0


class _Voucher(NamedTuple):
    """What its lines came to: öre, parts, how many lines and how many cuts of them, by which shares."""

    ore: int
    parts: tuple[int, ...]
    lines: int
    cuts: int
    shares: frozenset[Hashable]


class Difference(NamedTuple):
    """One row: why it differs, of which voucher (none for `rounding`), and by how much for each party, in öre."""

    cause: Cause
    source: str
    voucher: str
    day: date | None
    ore: int
    parts: tuple[int, ...]


def differences(before: Iterable[Borne], after: Iterable[Borne], parties: Sequence[str]) -> tuple[Difference, ...]:
    """The rows, by day. `rounding` gathers the öre that moved between vouchers that themselves are as they were, and so their shares."""
    was, now = _by_voucher(before, parties), _by_voucher(after, parties)
    found: list[Difference] = []
    moved, moved_ore = [0] * len(parties), 0
    nothing = _Voucher(0, (0,) * len(parties), 0, 0, frozenset())
    for key in sorted(was.keys() | now.keys(), key=lambda one: (one[2], one[0], one[1])):
        old, new = was.get(key, nothing), now.get(key, nothing)
        ore, parts = new.ore - old.ore, tuple(map(sub, new.parts, old.parts))
        if not ore and not any(parts):
            continue
        cuts = min(old.cuts, new.cuts)
        if abs(ore) <= cuts and old.shares == new.shares and _within(parts, old.lines + new.lines + cuts):
            moved, moved_ore = list(map(add, moved, parts)), moved_ore + ore
            continue
        cause: Cause = "new" if old is nothing else "gone" if new is nothing else "amount" if ore else "share"
        found.append(Difference(cause, *key, ore, parts))
    if any(moved):
        found.append(Difference("rounding", "", "", None, moved_ore, tuple(moved)))
    return tuple(found)


def _within(parts: Sequence[int], lines: int) -> bool:
    """Whether the parts moved by no more than lines can by the running remainder: two öre each. More is a cap, or figures of a year."""
    return all(abs(part) <= 2 * lines for part in parts)


def _by_voucher(borne: Iterable[Borne], parties: Sequence[str]) -> dict[tuple[str, str, date], _Voucher]:
    """Each voucher of a day."""
    found: dict[tuple[str, str, date], _Voucher] = {}
    nothing = _Voucher(0, (0,) * len(parties), 0, 0, frozenset())
    for one in borne:
        key = one.source, one.voucher, one.day
        parts = tuple(one.parts.get(party, 0) for party in parties)
        of = found.get(key, nothing)
        found[key] = _Voucher(
            of.ore + one.ore, tuple(map(add, of.parts, parts)), of.lines + 1, of.cuts + one.cuts, of.shares | {one.shares}
        )  # fmt: skip
    return found
