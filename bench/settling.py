"""What a settlement costs: a million cost lines over a thousand agreements, each divided by two shares in two years, on one core.

Beside beancount, that sums the same postings by agreement and year with its own inventories and divides each sum once: no parts of
lines, no proof. The lines are made first; neither is timed while it makes or reads them.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from time import process_time
from typing import TYPE_CHECKING

from beancount.core import data
from beancount.core.amount import Amount
from beancount.core.inventory import Inventory

from samverkan.core.facts import ShareValue
from samverkan.core.funding.settling import settle
from samverkan.core.funding.terms import Agreement, Terms
from samverkan.core.funding.vouchers import CostLine

if TYPE_CHECKING:
    from collections.abc import Iterator

AGREEMENTS = 1_000
LINES = 1_000
PARTIES = ("Region Vik", "Ekby kommun")
FIRST = date(2024, 1, 1)


def agreement(number: int) -> Agreement:
    """70/30 in the first year, 50/50 in the second."""

    def year(year: int, *percent: str) -> Terms:
        shares = tuple(ShareValue(party, "percent", one) for party, one in zip(PARTIES, percent, strict=True))
        return Terms(date(year, 1, 1), date(year, 12, 31), shares)

    return Agreement(f"Avtal {number}", PARTIES, (year(2024, "70", "30"), year(2025, "50", "50")))


def lines(number: int) -> list[CostLine]:
    """The cost of an agreement: days in both years, a credit now and then."""
    return [
        CostLine(
            "a.se", row, FIRST + timedelta((row * 7 + number) % 731), (row * 7919 + number * 104_729) % 1_000_003 - 3_000,
            "Kostnad", "5010", (("1", str(number)),), f"A {row}",
        )
        for row in range(1, LINES + 1)
    ]  # fmt: skip


def postings(number: int) -> list[tuple[date, data.Posting]]:
    """The same as beancount has it."""
    return [
        (line.day, data.Posting(f"Expenses:A{number}", Amount(Decimal(line.ore) / 100, "SEK"), None, None, None, None))
        for line in lines(number)
    ]


def summed(of_it: list[tuple[date, data.Posting]]) -> list[Decimal]:
    """The sums of each year by beancount's inventories, each divided once."""
    years = {2024: (Inventory(), Decimal("0.7")), 2025: (Inventory(), Decimal("0.5"))}
    for day, posting in of_it:
        years[day.year][0].add_position(posting)
    parts = []
    for held, share in years.values():
        whole = held.get_currency_units("SEK").number
        part = (whole * share).quantize(Decimal("0.01"), ROUND_HALF_UP)
        parts += [part, whole - part]
    return parts


def run() -> Iterator[tuple[str, str]]:
    """Seconds of processor time, agreement by agreement, so that no more than one is in memory."""
    ours = theirs = 0.0
    for number in range(AGREEMENTS):
        asked, costs, posted = agreement(number), lines(number), postings(number)
        start = process_time()
        found = settle(asked, costs, first=date(2024, 1, 1), last=date(2025, 12, 31))
        ours += process_time() - start
        start = process_time()
        sums = summed(posted)
        theirs += process_time() - start
        assert sum(found.totals) == sum(sums) * 100
    yield "a million cost lines over 1,000 agreements settled, on one core", f"{ours:.1f} s"
    yield "the same postings summed and divided once by beancount", f"{theirs:.1f} s"
