"""What accounts say: vouchers with their postings, and the cost lines that they become.

Amounts are whole öre, debit positive. A row is the line of the file (from 1), by which a person finds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

AccountKind = Literal["asset", "liability", "cost", "income"]


_RESULT = "345678"
"""The first digit of the accounts of income and cost, in the charts of accounts of companies and of municipalities (BAS, Kommun-Bas)."""


def is_result(account: str | None, kinds: Mapping[str, AccountKind]) -> bool:
    """Whether an account is one of income or cost: as its file says, else by its first digit; also where none is named."""
    if account is None:
        return True
    kind = kinds.get(account)
    return kind in ("cost", "income") if kind is not None else account[:1] in _RESULT


class Posting(NamedTuple):
    """One row of a voucher: what was booked on an account, and on which objects, each (dimension, object).

    SIE 4B says "1" for kostnadsställe and "6" for projekt.
    """

    row: int
    account: str
    ore: int
    objects: tuple[tuple[str, str], ...] = ()
    day: date | None = None
    text: str = ""


class Voucher(NamedTuple):
    """One voucher: its postings sum to zero where it is in balance.

    `year`: the accounting year that it is numbered in, by its first month ("2024-07"), where that is another than its day's calendar
    year; else "".
    """

    row: int
    series: str
    number: str
    day: date
    text: str
    postings: tuple[Posting, ...]
    registered: date | None = None
    year: str = ""

    @property
    def name(self) -> str:
        """As people call it: "A 12"."""
        return f"{self.series} {self.number}".strip()

    @property
    def numbered(self) -> bool:
        """Whether it has a number: files of vouchers to be taken in (4I) leave it empty, or 0."""
        return bool(self.number.strip().strip("0"))

    @property
    def difference(self) -> int:
        """By how many öre debit and credit differ; 0 in balance."""
        return sum(one.ore for one in self.postings)


class Books(NamedTuple):
    """What a file of accounts says of itself: whose it is, which years it holds, what its accounts and objects are called."""

    organisation: str | None
    organisation_number: str | None
    program: str | None
    years: Mapping[int, tuple[date, date]]
    accounts: Mapping[str, str]
    kinds: Mapping[str, AccountKind]
    dimensions: Mapping[str, str]
    objects: Mapping[tuple[str, str], str]


class CostLine(NamedTuple):
    """One cost (or, negative, an income) of the service, as a file or a person says it.

    `first` and `last`: the days it is for, where that is not its own day (an accrual); both or neither. `year`: the accounting year
    that its voucher is numbered in, where that is another than its own day's calendar year; else "". `voucher`: its number with its
    series, None where it has none; then `series` is what it has instead. `begins`: the line of the file where its voucher begins,
    0 where each row says by itself of which voucher it is.
    """

    source: str
    row: int
    day: date
    ore: int
    text: str = ""
    account: str | None = None
    objects: tuple[tuple[str, str], ...] = ()
    voucher: str | None = None
    first: date | None = None
    last: date | None = None
    year: str = ""
    begins: int = 0
    series: str = ""

    @property
    def numbered_in(self) -> str:
        """The year that its voucher is numbered in: "2025", or by its first month where it is no calendar year: "2024-07"."""
        return self.year or str(self.day.year)
