"""An amount and the days that it is for in; a line of an invoice out, or one for each treatment of VAT where it changes within them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.findings import SamverkanError
from samverkan.core.funding.invoicing import Line
from samverkan.core.funding.selecting import falls_on
from samverkan.core.funding.vat import treatments_over
from samverkan.core.money import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from samverkan.core.funding.invoicing import SetBy
    from samverkan.core.funding.vat import Stretch, Treatment


class UninvoicedError(SamverkanError):
    """What cannot be invoiced as it is: `vat_unsaid` with first and last day, `vat_turns` with the day, `sums`."""


class Cutting(NamedTuple):
    """How an amount is cut where the VAT changes.

    `spread`: evenly over the days, whatever is booked; `whole`: nothing but what is booked on days of its own; `costs`: each part
    names the cost of its days.
    """

    spread: bool = False
    whole: bool = False
    costs: bool = False


PLAIN = Cutting()


class Booked(NamedTuple):
    """An amount and the days that it is for, spread evenly over them; the cost that it is a part of, and the line with it."""

    first: date
    last: date
    ore: int
    cost: int = 0
    row: int = -1

    def until(self, day: date, ore: int) -> int:
        """What of an amount for its days falls on those up to and with one."""
        return falls_on(ore, (self.first, self.last), (self.first, day))

    def on(self, stretch: Stretch, days: Days) -> bool:
        """Whether some of its days are there; a day outside all of the days, such as of a bill that came late, goes with the nearest."""
        first, last = (min(max(one, days.first), days.last) for one in (self.first, self.last))
        return first <= stretch.last and stretch.first <= last


class Days(NamedTuple):
    """Days, both included, and the treatments that may hold on them."""

    first: date
    last: date
    vat: Sequence[Treatment]

    def stretches(self) -> tuple[tuple[Stretch, Treatment], ...]:
        """The days of each treatment in order. UninvoicedError `vat_unsaid` where some have none."""
        found = treatments_over(self.first, self.last, self.vat)
        for one in found:
            if one.treatment is None:
                raise UninvoicedError("vat_unsaid", first=one.first, last=one.last)
        return tuple((one, one.treatment) for one in found if one.treatment is not None)


def cut(
    text: str, ore: int, days: Days, booked: Sequence[Booked], told: SetBy, how: Cutting
) -> Iterator[tuple[Line, tuple[int, ...]]]:
    """An amount as one line, or as one for each treatment of its days by what is booked on them, with the rows; nothing of nothing."""
    by = [] if how.spread else booked
    left = ore - total(by)
    if not ore and not any(one.ore for one in by):
        return
    stretches = days.stretches()
    if len(stretches) == 1:
        if ore:
            yield Line(text, ore, stretches[0][1], days.first, days.last, told), tuple(one.row for one in booked)
        return
    if left and how.whole:
        raise UninvoicedError("vat_turns", day=stretches[1][0].first)
    every = [*by, Booked(days.first, days.last, left)]
    gone = spent = 0
    for at, (stretch, treatment) in enumerate(stretches, 1):
        ends = date.max if at == len(stretches) else stretch.last
        until, cost = (sum(one.until(ends, amount) for one, amount in of) for of in (
            [(one, one.ore) for one in every], [(one, one.cost) for one in by],
        ))  # fmt: skip
        if until != gone:
            here = f"{text}, den del som gäller dessa dagar"
            if how.costs and by:
                here += f": {in_words(cost - spent)} kronor"
            rows = tuple(one.row for one in booked if one.on(stretch, days))
            yield Line(here, until - gone, treatment, stretch.first, stretch.last, told), rows
        gone, spent = until, cost


def total(booked: Iterable[Booked]) -> int:
    """Their sum, in öre."""
    return sum(one.ore for one in booked)
