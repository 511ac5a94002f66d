"""What is wrong with invoices before they are written: invoices in, flaws out, each with its code, its line and its remedy's words.

The words stand in the domain `invoice` (`words.invoices`). The rules of Peppol are asked afterwards (`outside.schematron`): these
checks say in Swedish what a person can mend.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.funding.checked_numbers import is_giro, is_gln, is_organisation_number, is_vat_number
from samverkan.core.funding.invoicing import sums
from samverkan.core.funding.vat import RATES
from samverkan.core.money import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samverkan.core.funding.invoicing import Invoice, InvoiceParty, Line

_NOTHING: Mapping[str, object] = MappingProxyType({})
_MOST_DECIMALS: Final = 6
"""Of a price or a quantity; more is a fraction that should have been an amount."""


class InvoiceFlaw(NamedTuple):
    """What is wrong: a stable code, the invoice's number, and what its sentence needs; `line` counts from 1."""

    code: str
    number: str
    values: Mapping[str, object] = _NOTHING


def flaws_of(invoice: Invoice) -> tuple[InvoiceFlaw, ...]:
    """What is wrong with one invoice or credit note; nothing where it can be written."""
    return tuple(InvoiceFlaw(code, invoice.number.strip(), values) for code, values in _found(invoice))


_Found = tuple[str, "Mapping[str, object]"]


def _found(invoice: Invoice) -> Iterator[_Found]:
    yield from _head(invoice)
    yield from _party(invoice.seller, "seller")
    yield from _party(invoice.buyer, "buyer")
    yield from _seller(invoice)
    for at, line in enumerate(invoice.lines, 1):
        named = {"line": at, "text": line.text.strip()}
        for code, values in (*_line(line), *_vat(invoice, line)):
            yield code, {**named, **values}
    yield from _whole(invoice)


def _head(invoice: Invoice) -> Iterator[_Found]:
    if not invoice.number.strip():
        yield "number_missing", {}
    if invoice.due is not None and invoice.due < invoice.issued:
        yield "due_before_issue", {"due": invoice.due, "issued": invoice.issued}
    if invoice.due is None and invoice.kind == "invoice":
        yield "due_missing", {}
    if not invoice.buyer_reference.strip():
        yield "buyer_reference_missing", {"buyer": invoice.buyer.name}
    if invoice.kind == "credit_note" and not all(
        [invoice.preceding, *(one.number.strip() for one in invoice.preceding)]
    ):
        yield "preceding_missing", {}
    giro = invoice.payment
    if not is_giro(giro.number, giro.giro):
        yield "giro_wrong", {"giro": giro.giro, "given": giro.number}


def _party(party: InvoiceParty, who: str) -> Iterator[_Found]:
    if not party.name.strip():
        yield "name_missing", {"who": who}
    if not is_organisation_number(party.organisation_number):
        yield "organisation_number_wrong", {"who": who, "given": party.organisation_number}
    if party.vat_number and not is_vat_number(party.vat_number, party.organisation_number):
        yield "vat_number_wrong", {"who": who, "given": party.vat_number, "number": f"SE{party.organisation_number}01"}
    address = party.address
    if not (address.post_code.strip() and address.city.strip()):
        yield "address_missing", {"who": who}
    if address.country != "SE":
        yield "country_abroad", {"who": who, "country": address.country}
    right = {"0007": is_organisation_number, "0088": is_gln}.get(party.endpoint.scheme)
    if right is None:
        yield "endpoint_scheme", {"who": who, "given": party.endpoint.scheme}
    elif not right(party.endpoint.value):
        yield f"endpoint_wrong_{party.endpoint.scheme}", {"who": who, "given": party.endpoint.value}


def _seller(invoice: Invoice) -> Iterator[_Found]:
    taxed = [line for line in invoice.lines if line.vat.category != "O"]
    if taxed and not invoice.seller.vat_number:
        yield "vat_number_missing", {"number": f"SE{invoice.seller.organisation_number}01"}


def _line(line: Line) -> Iterator[_Found]:
    if not line.text.strip():
        yield "line_text_missing", {}
    if line.ore == 0:
        yield "line_zero", {}
    if line.price is not None and line.price < 0:
        yield "line_price_negative", {"price": _number(line.price)}
    elif line.product != line.ore:
        yield "line_amount_differs", {
            "quantity": _number(line.units), "price": _number(line.each), "product": in_words(line.product), "amount": in_words(line.ore),
        }  # fmt: skip
    if any(-int(one.as_tuple().exponent) > _MOST_DECIMALS for one in (line.units, line.each)):
        yield "line_decimals", {"most": _MOST_DECIMALS}
    if line.first is None or line.last is None:
        yield "line_period_missing", {}
    elif line.last < line.first:
        yield "line_period_turned", {"first": line.first, "last": line.last}
    told = line.set_by
    if told is None or not told.agreement.strip():
        yield "line_agreement_missing", {}
    elif bool(told.body.strip()) != (told.day is not None) or (told.body.strip() and not told.section.strip()):
        yield "line_decision_half", {"agreement": told.agreement}


def _vat(invoice: Invoice, line: Line) -> Iterator[_Found]:
    vat = line.vat
    if vat.category == "S" and vat.rate not in RATES:
        yield "vat_rate_wrong", {"rate": vat.rate, "rates": list(map(str, RATES))}
    if vat.category != "S" and vat.rate:
        yield "vat_rate_of_untaxed", {"rate": vat.rate}
    if not vat.ground.strip():
        yield "vat_ground_missing", {}
    days = (line.first or invoice.issued, line.last or invoice.issued)
    outside = next((day for day in days if not vat.holds_on(day)), None)
    if outside is not None:
        yield "vat_not_in_force", {"day": outside, "ground": vat.ground}


def _whole(invoice: Invoice) -> Iterator[_Found]:
    if not invoice.lines:
        yield "lines_missing", {}
    if invoice.outside_vat and any(line.vat.category != "O" for line in invoice.lines):
        within = [str(at) for at, line in enumerate(invoice.lines, 1) if line.vat.category == "O"]
        yield "vat_outside_mixed", {"lines": within}
    total = sums(invoice).gross
    if total < 0:
        yield f"total_negative_{invoice.kind}", {"amount": in_words(total)}


def _number(value: object) -> str:
    return f"{value:f}".replace(".", ",")
