"""What is invoiced: lines of a settlement with their VAT in, invoices and credit notes with their sums to the öre out.

Amounts are whole öre without VAT unless said. A credit note has the amounts that it gives back as positive ones. What is wrong
with an invoice is told by `invoice_checks`; `core.writing.invoice` writes it.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from samverkan.core.money import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from samverkan.core.funding.vat import Category, Treatment

Kind = Literal["invoice", "credit_note"]
Giro = Literal["bankgiro", "plusgiro"]
Scheme = Literal["0007", "0088"]
"""Of an electronic address: 0007 an organisation number, 0088 a GLN."""


class Address(NamedTuple):
    """Where somebody has its post; `extra`: a second line, such as a box or a unit."""

    street: str
    post_code: str
    city: str
    extra: str = ""
    country: str = "SE"


class Endpoint(NamedTuple):
    """Where the invoice is sent in the Peppol network."""

    scheme: Scheme
    value: str


class Contact(NamedTuple):
    """Whom to ask; any of it may be empty."""

    name: str = ""
    telephone: str = ""
    email: str = ""


class InvoiceParty(NamedTuple):
    """Who sells or buys. `organisation_number`: ten digits; `vat_number`: SE, the ten digits, 01; `f_tax`: approved for F-skatt."""

    name: str
    organisation_number: str
    address: Address
    endpoint: Endpoint
    vat_number: str = ""
    contact: Contact = Contact()
    f_tax: bool = False


class Payment(NamedTuple):
    """The giro to pay to, digits alone; `reference`: what the payer is to state (the invoice's number where it is empty)."""

    giro: Giro
    number: str
    reference: str = ""


class SetBy(NamedTuple):
    """What set the share that the line charges: the agreement, and the § of a decision or a clause of the agreement itself.

    A decision has body and day; where they are empty, the agreement's own text sets it and `section` is its clause, if any.
    `share`: as it is to be read ("Andel 50 procent"); empty where the line is no share.
    """

    agreement: str
    section: str = ""
    body: str = ""
    day: date | None = None
    share: str = ""


class Line(NamedTuple):
    """One line: what for, its amount, the period it is for (both days included), what set the share, and its VAT.

    The amount is quantity × price. `price`, in kronor and not negative, is left out where the amount is the price of one. What is
    taken off has a negative amount and, with a price, a negative quantity. `unit` by UN/ECE Recommendation 20 (C62 one, MON a
    month, HUR an hour). `account`: the buyer's account string.
    """

    text: str
    ore: int
    vat: Treatment
    first: date | None = None
    last: date | None = None
    set_by: SetBy | None = None
    quantity: Decimal = Decimal(1)
    price: Decimal | None = None
    unit: str = "C62"
    account: str = ""

    @property
    def each(self) -> Decimal:
        """The price of one, in kronor."""
        return Decimal(abs(self.ore)).scaleb(-2) if self.price is None else self.price

    @property
    def units(self) -> Decimal:
        """The quantity; where there is no price it has the sign of the amount."""
        return self.quantity if self.price is not None else abs(self.quantity).copy_sign(Decimal(self.ore))

    @property
    def product(self) -> int:
        """Quantity × price in öre, a half away from zero: what the amount is to be."""
        return rounded(Fraction(self.units) * Fraction(self.each) * 100)


class Preceding(NamedTuple):
    """An invoice that a credit note is for."""

    number: str
    issued: date | None = None


class Invoice(NamedTuple):
    """An invoice, or a credit note where `kind` says so: what the writer takes.

    `to_kronor`: that the amount to pay is rounded to whole kronor is agreed. `agreement`: the agreement's own designation, such as
    its registry number. `note`: one text to the buyer.
    """

    number: str
    issued: date
    due: date | None
    seller: InvoiceParty
    buyer: InvoiceParty
    lines: tuple[Line, ...]
    payment: Payment
    buyer_reference: str = ""
    kind: Kind = "invoice"
    preceding: tuple[Preceding, ...] = ()
    note: str = ""
    to_kronor: bool = False
    agreement: str = ""

    @property
    def outside_vat(self) -> bool:
        """Whether any of it is outside the scope of VAT: then all of it has to be, and no VAT number stands on it."""
        return any(line.vat.category == "O" for line in self.lines)


class VatSum(NamedTuple):
    """The lines of one category and rate: their sum and its VAT, in öre; `exemption` and `code` say why there is none."""

    category: Category
    rate: int
    ore: int
    vat: int
    exemption: str = ""
    code: str = ""


class Sums(NamedTuple):
    """The sums in öre: of the lines, the VAT, both, what rounding to kronor adds or takes, and what is to be paid."""

    net: int
    vat: int
    gross: int
    rounding: int
    payable: int
    by_vat: tuple[VatSum, ...]


def sums(invoice: Invoice) -> Sums:
    """The sums; VAT is rounded once for each category and rate, a half away from zero."""
    by_vat = tuple(_by_vat(invoice.lines))
    net, vat = sum(line.ore for line in invoice.lines), sum(one.vat for one in by_vat)
    payable = 100 * rounded(Fraction(net + vat, 100)) if invoice.to_kronor else net + vat
    return Sums(net, vat, net + vat, payable - net - vat, payable, by_vat)


def turned(line: Line) -> Line:
    """The line with the opposite sign."""
    return line._replace(ore=-line.ore, quantity=line.quantity if line.price is None else -line.quantity)


def _by_vat(lines: Sequence[Line]) -> Iterable[VatSum]:
    for category, rate in dict.fromkeys((line.vat.category, line.vat.rate) for line in lines):
        these = [line for line in lines if (line.vat.category, line.vat.rate) == (category, rate)]
        ore = sum(line.ore for line in these)
        reasons = dict.fromkeys(line.vat.exemption for line in these if line.vat.exemption)
        codes = {line.vat.code for line in these}
        yield VatSum(
            category,
            rate,
            ore,
            rounded(Fraction(ore * rate, 100)),
            "; ".join(reasons),
            codes.pop() if len(codes) == 1 else "",
        )
