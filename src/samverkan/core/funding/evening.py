"""Who owes whom: each party's part beside the cost in its own accounts and what it has been billed; the payments that even it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.funding.settlement import Balance, Transfer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samverkan.core.funding.settlement import Interval, SettledLine
    from samverkan.core.funding.terms import Agreement


class Billed(NamedTuple):
    """What one party has invoiced another before, in öre; negative: credited."""

    payer: str
    payee: str
    ore: int


def balances_of(
    agreement: Agreement, lines: Iterable[SettledLine], intervals: Iterable[Interval], totals: Sequence[int],
    books: Mapping[str, str], billed: Sequence[Billed],
) -> tuple[Balance, ...]:  # fmt: skip
    """What each is to pay; nothing where it is not known in whose accounts some divided line lies.

    `books`: source of lines to party. Fixed amounts above the cost go to the provider, who has no accounts to show for them.
    """
    provider = agreement.rules.provider
    borne = dict.fromkeys(agreement.parties, 0)
    for one in lines:
        if one.status != "divided":
            continue
        bearer = books.get(one.line.source, provider)
        if bearer not in borne:
            return ()
        borne[bearer] += one.ore - one.not_covered
    if not borne or provider not in (None, *borne):
        return ()
    above = sum(one.above_cost for one in intervals)
    if above and provider is None:
        return ()
    before = dict.fromkeys(agreement.parties, 0)
    for bill in billed:
        if bill.payer in before and bill.payee in before:
            before[bill.payer] += bill.ore
            before[bill.payee] -= bill.ore
    return tuple(
        Balance(party, part, borne[party] + (above if party == provider else 0), before[party])
        for party, part in zip(agreement.parties, totals, strict=True)
    )


def transfers_of(balances: Sequence[Balance]) -> tuple[Transfer, ...]:
    """The payments: who owes most pays the one to whom most is due, until all are even; at most one fewer than the parties."""
    left = {one.party: one.due for one in balances}
    found = []
    while any(left.values()):
        payer, payee = max(left, key=left.__getitem__), min(left, key=left.__getitem__)
        ore = min(left[payer], -left[payee])
        if ore <= 0:
            break
        found.append(Transfer(payer, payee, ore))
        left[payer] -= ore
        left[payee] += ore
    return tuple(found)
