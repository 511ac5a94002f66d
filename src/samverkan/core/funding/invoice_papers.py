"""Which invoices and credit notes a settlement makes: who claims what of whom in, the papers of each side out.

Without VAT the two of a payment net what each has borne: who gets the money invoices it, less what the payer credits of its own
earlier invoices. Where VAT is charged on some day each party invoices each other for the cost in its own accounts: what is set off
does not lessen the taxable amount (mervärdesskattelagen 2023:200, 8 kap.). Credited is only what was invoiced by settlements that
share days, at most what is left of it, with the VAT that it had; what is beyond is an invoice of the other. On no paper does any
rate of VAT come to less than nothing, and what is outside the scope of VAT is a paper of its own.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from samverkan.core.funding.invoice_cutting import UninvoicedError
from samverkan.core.funding.invoicing import turned
from samverkan.core.funding.vat import treatments_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samverkan.core.funding.invoice_lines import Charged, Lines
    from samverkan.core.funding.invoicing import Kind
    from samverkan.core.funding.vat import Category, Treatment

Rate = tuple["Category", int]
"""A category of VAT and its rate: what is summed by itself on an invoice."""


class Paper(NamedTuple):
    """An invoice or a credit note to be made, with its lines as they stand on it."""

    seller: str
    buyer: str
    kind: Kind
    lines: tuple[Charged, ...]

    @property
    def ore(self) -> int:
        """Its amount without VAT; of a credit note less than nothing."""
        return _sum(self.lines) * (-1 if self.kind == "credit_note" else 1)


def rate_of(vat: Treatment) -> Rate:
    """What its lines are summed with."""
    return vat.category, vat.rate


def charges_vat(lines: Lines) -> bool:
    """Whether VAT is charged on some of the days, or was by some earlier invoice for them."""
    days = treatments_over(lines.first, lines.last, lines.known.vat)
    said = [one.treatment for one in days if one.treatment is not None]
    before = [one.vat for of in lines.known.before.values() for one in of if one.ore]
    return any(one.category == "S" for one in (*said, *before))


def papers_of(lines: Lines, left: Mapping[tuple[str, str, Rate], int]) -> tuple[Paper, ...]:
    """The papers of a settlement. `left`: of what a seller has invoiced a buyer at a rate, what no credit note has given back.

    UninvoicedError as `Lines.netted`, and `sums` where VAT is charged and what each is to pay does not follow from whose accounts
    the cost lies in and what was invoiced before.
    """
    taxed = charges_vat(lines)
    found = list(_supplied(lines) if taxed else _netted(lines, left))
    papers: dict[tuple[str, str, Kind, bool], list[Charged]] = {}
    for one in found:
        for outside in (False, True):
            of = [line for line in one.lines if (line.line.vat.category == "O") == outside]
            if of:
                papers.setdefault((one.seller, one.buyer, one.kind, outside), []).extend(of)
    # what a credit note gives back is told after what is invoiced
    made = sorted(papers.items(), key=lambda one: (one[0][2] == "credit_note", one[0][3]))
    out = tuple(Paper(seller, buyer, kind, tuple(of)) for (seller, buyer, kind, _), of in made)
    if taxed and any(_claimed(out, one["party"]) != one["due_ore"] for one in lines.result["balances"]):
        raise UninvoicedError("sums")
    return out


def _claimed(papers: Iterable[Paper], party: str) -> int:
    """What the party is to pay by them, without VAT."""
    return sum(one.ore if one.buyer == party else -one.ore for one in papers if party in (one.seller, one.buyer))


def _supplied(lines: Lines) -> Iterator[Paper]:
    """Each party's papers to each other, by rate. An income is what the other has supplied: that one invoices it."""
    parties = [str(one["party"]) for one in lines.result["balances"]]
    for seller in parties:
        for buyer in parties:
            if seller == buyer:
                continue
            sold, billed = _by_rate(lines.supplied(seller, buyer)), _by_rate(lines.billed(seller, buyer))
            bought = _by_rate(lines.supplied(buyer, seller))
            income = {rate for rate, of in bought.items() if _sum(of) < 0}
            turned_round = _by_rate(lines.supplied(buyer, seller, turned=True)) if income else {}
            for rate in dict.fromkeys((*sold, *billed, *bought)):
                now = sold.get(rate, [])
                now = [*(now if _sum(now) >= 0 else ()), *(turned_round[rate] if rate in income else ())]
                due = [*now, *billed.get(rate, ())]
                if _sum(due) > 0:
                    yield Paper(seller, buyer, "invoice", tuple(due))
                elif _sum(due) < 0:
                    yield Paper(seller, buyer, "credit_note", _turned(due))


def _netted(lines: Lines, left: Mapping[tuple[str, str, Rate], int]) -> Iterator[Paper]:
    """The papers of each payment, by category; which way each goes is told by the lines of the payer."""
    for transfer in lines.result["transfers"]:
        payer, payee = transfer["from"], transfer["to"]
        seen = cache(partial(_seen, lines, transfer))
        for rate, of in seen(payer).items():
            ore = _sum(of)
            if not ore:
                continue
            gives, gets = (payer, payee) if ore > 0 else (payee, payer)
            known = any(rate_of(one.vat) == rate for one in lines.known.before.get((gives, gets), ()))
            billed = [one for one in seen(gets).get(rate, []) if one.billed == gives] if known else []
            before = -_sum(billed)
            if before < 0 or before > left.get((gives, gets, rate), 0):
                before, billed = 0, []
            if abs(ore) <= before:
                given = _as(lines, seen(gets).get(rate, []), -abs(ore), of)
                yield Paper(gives, gets, "credit_note", _turned(given))
                continue
            if billed:
                yield Paper(gives, gets, "credit_note", _turned(billed))
            rest = [one for one in seen(gives).get(rate, []) if not billed or one.billed != gives]
            yield Paper(gets, gives, "invoice", tuple(_as(lines, rest, abs(ore) - before, of)))


def _seen(lines: Lines, transfer: Mapping[str, Any], buyer: str) -> dict[Rate, list[Charged]]:
    return _by_rate(lines.netted(transfer, buyer))


def _as(lines: Lines, found: Sequence[Charged], ore: int, payment: Sequence[Charged]) -> Sequence[Charged]:
    """The lines where they sum to it; else one of the payment, with the treatment that its own lines have."""
    if _sum(found) == ore:
        return found
    return (lines.payment(ore, max(payment, key=lambda one: abs(one.line.ore)).line),)


def _by_rate(found: Iterable[Charged]) -> dict[Rate, list[Charged]]:
    by: dict[Rate, list[Charged]] = {}
    for one in found:
        by.setdefault(rate_of(one.line.vat), []).append(one)
    return by


def _turned(found: Iterable[Charged]) -> tuple[Charged, ...]:
    return tuple(one._replace(line=turned(one.line)) for one in found)


def _sum(found: Iterable[Charged]) -> int:
    return sum(one.line.ore for one in found)
