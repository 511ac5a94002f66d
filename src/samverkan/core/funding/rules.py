"""What an agreement says of money beside its shares: which costs are its own, what is netted first, caps, figures by year.

All are dated, typed by a person from the agreement's text or kept in the ledger; none is computed. Amounts are öre.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from samverkan.core.funding.vouchers import CostLine


class Selection(NamedTuple):
    """Which lines: accounts ("4010", "40*" or "4000-4999") and objects ("1:720", or "720" in whichever dimension), from day to day.

    Nothing named of a kind: all. A line of no account is never left out for its account. `source`: only lines of that source.
    """

    accounts: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    source: str | None = None

    def holds(self, line: CostLine) -> bool:
        """Whether the line is one of them."""
        if (self.first is not None and line.day < self.first) or (self.last is not None and line.day > self.last):
            return False
        if self.source is not None and line.source != self.source:
            return False
        if self.accounts and line.account is not None and not any(_is_of(line.account, one) for one in self.accounts):
            return False
        if not self.objects:
            return True
        return any(f"{dimension}:{name}" in self.objects or name in self.objects for dimension, name in line.objects)


def _is_of(account: str, pattern: str) -> bool:
    low, dash, high = pattern.partition("-")
    if dash:
        # by digits of the same length: 4000-4999 holds 4010 and 40105
        return low <= account[: len(low)] and account[: len(high)] <= high
    return account.startswith(pattern[:-1]) if pattern.endswith("*") else account == pattern


class OtherFunding(NamedTuple):
    """Grants and fees that pay part of the cost before the parties do: the lines they are booked on.

    Only accounts and objects that are named are theirs: a rule that names none holds nothing, and a line of no account is no line of
    theirs where accounts are named. `portion`: how much of each line goes to this cost. `to`: the party that alone has the good of
    it; None: netted before division.
    """

    name: str
    which: Selection
    portion: Fraction = Fraction(1)
    to: str | None = None

    def holds(self, line: CostLine) -> bool:
        """Whether the line is one of a grant or fee: its account, its object or both are named."""
        which = self.which
        if which.accounts and line.account is None:
            return False
        return bool(which.accounts or which.objects) and which.holds(line)


class Cap(NamedTuple):
    """The most that a party pays for a calendar year, counted up by `series` from its base year where there is one."""

    party: str
    ore: int
    first: date | None = None
    last: date | None = None
    series: tuple[str, int] | None = None


class FundingRules(NamedTuple):
    """All of them. `inhabitants` and `keys`: party to figure by year; `indexes`: series to year to level.

    `provider`: the party whose accounts carry the cost where nothing else is said. `amount_index`: the series and base year by which
    fixed amounts and amounts per inhabitant are counted up. `rest`: who bears what fixed amounts leave; None: nobody is said to.
    """

    belongs: tuple[Selection, ...] = ()
    other: tuple[OtherFunding, ...] = ()
    caps: tuple[Cap, ...] = ()
    inhabitants: Mapping[int, Mapping[str, int]] = {}
    keys: Mapping[int, Mapping[str, Fraction]] = {}
    indexes: Mapping[str, Mapping[int, Fraction]] = {}
    amount_index: tuple[str, int] | None = None
    provider: str | None = None
    rest: str | None = None


NO_RULES = FundingRules()
