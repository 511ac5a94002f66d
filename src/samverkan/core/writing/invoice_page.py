"""An invoice in, its page for people out: the same figures as the XML that lies inside the PDF, and what set each share.

Like minutes, invoices between Swedish bodies are written in Swedish whatever language the page beside them has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.core.funding.invoicing import sums
from samverkan.core.money import in_words
from samverkan.core.writing.invoice import F_TAX, set_by_words
from samverkan.core.writing.printed import Heading, Labelled, Paragraph, Printed, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from samverkan.core.funding.invoicing import Invoice, InvoiceParty, Line, Payment, Sums, VatSum
    from samverkan.core.writing.printed import Block

KINDS: Final = {"invoice": "Faktura", "credit_note": "Kreditfaktura"}
TO_PAY: Final = {"invoice": "Att betala", "credit_note": "Att få tillbaka"}
ATTACHMENT: Final = "faktura.xml"
"""The name of the XML inside the PDF."""

_GIRO: Final = {"bankgiro": "Bankgiro", "plusgiro": "Plusgiro"}
_UNITS: Final = {"C62": "st", "MON": "månader", "HUR": "timmar", "DAY": "dygn", "ANN": "år"}

Row = tuple[str, tuple[str, ...]]


def invoice_printed(invoice: Invoice) -> Printed:
    """The page of an invoice or credit note that has no flaws."""
    kind = KINDS[invoice.kind]
    return Printed(
        title=f"{kind} {invoice.number.strip()}, {invoice.seller.name.strip()}",
        organisation=invoice.seller.name.strip(),
        body=f"Organisationsnummer {_hyphened(invoice.seller.organisation_number, 4)}",
        kind=kind,
        day=invoice.issued,
        blocks=tuple(_blocks(invoice, kind)),
    )


def _blocks(invoice: Invoice, kind: str) -> Iterator[Block]:
    found = sums(invoice)
    yield Heading(f"{kind} {invoice.number.strip()}", 1)
    yield Labelled(tuple((label, lines) for label, lines in _head(invoice, found) if any(lines)))
    if invoice.note.strip():
        yield Paragraph(invoice.note.strip())
    yield Heading("Vad fakturan gäller" if invoice.kind == "invoice" else "Vad kreditfakturan gäller", 2)
    yield Table(
        ("Rad", "Avser", "Antal", "Pris", "Moms", "Belopp"),
        tuple(_line(at, line) for at, line in enumerate(invoice.lines, 1)),
        (2, 14, 4, 5, 5, 5),
    )
    yield Heading("Moms och summa", 2)
    yield Table(
        ("Moms", "Underlag", "Momsbelopp", "Grund"), tuple(map(_vat, found.by_vat)), (4, 4, 4, 8)
    )  # fmt: skip
    yield Labelled(tuple((label, (in_words(ore),)) for label, ore in _totals(found, TO_PAY[invoice.kind])))
    yield Heading("Säljare", 2)
    yield Labelled(tuple(_party(invoice.seller, vat=not invoice.outside_vat, sells=True)))


def _head(invoice: Invoice, found: Sums) -> Iterator[Row]:
    credit = invoice.kind == "credit_note"
    yield "Fakturadatum", (invoice.issued.isoformat(),)
    yield "Förfallodag", (invoice.due.isoformat() if invoice.due else "",)
    yield TO_PAY[invoice.kind], (f"{in_words(found.payable)} kronor",)
    if not credit:
        yield _GIRO[invoice.payment.giro], (_giro(invoice.payment),)
        yield "Betalningsreferens", (invoice.payment.reference.strip() or invoice.number.strip(),)
    yield (
        "Gäller faktura",
        tuple(
            f"{one.number.strip()}{f' den {one.issued.isoformat()}' if one.issued else ''}" for one in invoice.preceding
        ),
    )
    yield "Köpare", tuple(_buyer(invoice))
    yield "Er referens", (invoice.buyer_reference.strip(),)
    yield "Ert ordernummer", (invoice.order_reference.strip(),)
    yield "Avtal", (invoice.agreement.strip(),)


def _buyer(invoice: Invoice) -> Iterator[str]:
    """The buyer on lines of its own, the numbers with what they are."""
    for label, lines in _party(invoice.buyer, vat=not invoice.outside_vat, sells=False):
        yield from (f"{label} {line}" for line in lines) if label.endswith("nummer") else lines


def _party(party: InvoiceParty, *, vat: bool, sells: bool) -> Iterator[Row]:
    yield "Namn", (party.name.strip(),)
    address = party.address
    yield (
        "Adress",
        tuple(
            filter(None, (address.street.strip(), address.extra.strip(), f"{address.post_code} {address.city}".strip()))
        ),
    )
    yield "Organisationsnummer", (_hyphened(party.organisation_number, 4),)
    if vat and party.vat_number:
        yield "Momsregistreringsnummer", (party.vat_number,)
    if sells and party.f_tax:
        yield "Skatt", (F_TAX,)
    ask = tuple(said.strip() for said in party.contact if said.strip())
    if sells and ask:
        yield "Frågor", ask


def _line(at: int, line: Line) -> tuple[str, ...]:
    about = [line.text.strip().removesuffix(".")]
    if line.first is not None and line.last is not None:
        about.append(f"Tid: {line.first.isoformat()} till {line.last.isoformat()}")
    if line.set_by is not None:
        about.append(set_by_words(line.set_by))
    count = f"{_decimal(line.units)} {_UNITS.get(line.unit, line.unit)}"
    return (
        str(at),
        ". ".join(about),
        count,
        _decimal(line.each),
        _rate(line.vat.category, line.vat.rate),
        in_words(line.ore),
    )


def _vat(one: VatSum) -> tuple[str, ...]:
    return (_rate(one.category, one.rate), in_words(one.ore), in_words(one.vat), one.exemption)


def _rate(category: str, rate: int) -> str:
    return {"E": "undantaget", "O": "utanför moms"}.get(category, f"{rate} %")


def _totals(found: Sums, to_pay: str) -> Iterator[tuple[str, int]]:
    yield "Summa utan moms", found.net
    yield "Moms", found.vat
    yield "Summa med moms", found.gross
    if found.rounding:
        yield "Öresavrundning", found.rounding
        yield to_pay, found.payable


def _giro(payment: Payment) -> str:
    return _hyphened(payment.number, 4 if payment.giro == "bankgiro" else 1)


def _hyphened(digits: str, last: int) -> str:
    return f"{digits[:-last]}-{digits[-last:]}"


def _decimal(value: Decimal) -> str:
    whole, _, part = f"{abs(value):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u00a0")
    return f"{'−' if value < 0 else ''}{grouped}{',' + part if part.strip('0') else ''}"
