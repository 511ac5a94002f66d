"""The shapes of a settlement: lines with their parts, the intervals that they were divided in, what each party owes.

Amounts are öre; parts stand in the order of `Settlement.parties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.facts import ShareValue
    from samverkan.core.findings import Finding
    from samverkan.core.funding.vouchers import CostLine
    from samverkan.core.sources import Citation

LineStatus = Literal["divided", "not_covered", "excluded"]


class SettledLine(NamedTuple):
    """One cost line, or the part of it that falls in one interval, and what each party bears of it.

    `interval` counts from 0 and is -1 where no interval holds it; `why` says in a code what it is not divided for. The parts and
    `not_covered` sum to `ore`.
    """

    line: CostLine
    ore: int
    status: LineStatus
    parts: tuple[int, ...] = ()
    interval: int = -1
    why: str = ""
    not_covered: int = 0


class Interval(NamedTuple):
    """Days of constant shares: their cost, summed and divided once. `other` is what grants and fees have paid of it (negative)."""

    first: date
    last: date
    ore: int
    shares: tuple[ShareValue, ...]
    parts: tuple[int, ...]
    citations: tuple[Citation, ...]
    other: int = 0
    not_covered: int = 0
    above_cost: int = 0


class Balance(NamedTuple):
    """What a party is to pay (positive) or get: its part, less the cost in its own accounts, less what it was billed before."""

    party: str
    part: int
    borne: int
    billed: int

    @property
    def due(self) -> int:
        """Öre left to pay; negative: to get."""
        return self.part - self.borne - self.billed


class Transfer(NamedTuple):
    """Who pays whom how much, so that all balances are even."""

    payer: str
    payee: str
    ore: int


class Settlement(NamedTuple):
    """The answer. `balances` and `transfers` are empty where nobody has said in whose accounts the cost lies.

    `first` and `last` are the days settled: those asked about, else of the first and last line; None where there are neither.
    `charged`: what each party bears of each calendar year, its own grants aside: what a cap counts.
    """

    agreement: str
    parties: tuple[str, ...]
    first: date | None
    last: date | None
    lines: tuple[SettledLine, ...]
    intervals: tuple[Interval, ...]
    totals: tuple[int, ...]
    not_covered: int
    balances: tuple[Balance, ...]
    transfers: tuple[Transfer, ...]
    findings: tuple[Finding, ...]
    charged: tuple[tuple[int, tuple[int, ...]], ...] = ()
