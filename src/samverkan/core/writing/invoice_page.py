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

_UNTIL: Final = {"invoice": "Förfallodag", "credit_note": "Betalas tillbaka senast"}
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
        ("Rad", "Avser", "Moms", "Antal", "Pris", "Belopp"),
        tuple(_line(at, line, named=len(_agreements(invoice)) > 1) for at, line in enumerate(invoice.lines, 1)),
        (2, 13, 5, 4, 5, 5), numbers=(3, 4, 5),
    )  # fmt: skip
    yield Heading("Moms och summa", 2)
    yield Table(
        ("Moms", "Grund", "Underlag", "Momsbelopp"), tuple(map(_vat, found.by_vat)), (4, 8, 4, 4), numbers=(2, 3)
    )
    yield Labelled(tuple((label, (in_words(ore),)) for label, ore in _totals(found, TO_PAY[invoice.kind])))


def _agreements(invoice: Invoice) -> tuple[str, ...]:
    """The agreements that the lines rest on."""
    told = (line.set_by.agreement.strip() for line in invoice.lines if line.set_by is not None)
    return tuple(dict.fromkeys(told))


def _head(invoice: Invoice, found: Sums) -> Iterator[Row]:
    credit = invoice.kind == "credit_note"
    yield "Fakturadatum", (invoice.issued.isoformat(),)
    yield _UNTIL[invoice.kind], (invoice.due.isoformat() if invoice.due else "",)
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
    vat = not invoice.outside_vat
    yield "Säljare", tuple(_party(invoice.seller, vat=vat, sells=True))
    yield "Köpare", tuple(_party(invoice.buyer, vat=vat, sells=False))
    yield "Er referens", (invoice.buyer_reference.strip(),)
    yield "Avtal", tuple(one for one in (*_agreements(invoice), invoice.agreement.strip()) if one)


def _party(party: InvoiceParty, *, vat: bool, sells: bool) -> Iterator[str]:
    """Somebody on lines of its own, the numbers with what they are."""
    address = party.address
    yield party.name.strip()
    yield from filter(None, (address.street.strip(), address.extra.strip()))
    yield f"{address.post_code.strip()} {address.city.strip()}"
    yield f"Organisationsnummer {_hyphened(party.organisation_number, 4)}"
    if vat and party.vat_number:
        yield f"Momsregistreringsnummer {party.vat_number}"
    if sells and party.f_tax:
        yield F_TAX
    asked = ", ".join(said.strip() for said in party.contact if said.strip())
    if sells and asked:
        yield f"Frågor: {asked}"


def _line(at: int, line: Line, *, named: bool) -> tuple[str, ...]:
    """A line; `named`: it names its agreement, as it has to where there are several."""
    about = [line.text.strip().removesuffix(".")]
    if line.first is not None and line.last is not None:
        about.append(f"Tid: {line.first.isoformat()} till {line.last.isoformat()}")
    if line.set_by is not None:
        agreement, *share = set_by_words(line.set_by)
        about += [agreement, *share] if named else share
    count = f"{_decimal(line.units)} {_UNITS.get(line.unit, line.unit)}"
    return (
        str(at),
        ". ".join(about),
        _rate(line.vat.category, line.vat.rate),
        count,
        _price(line.each),
        in_words(line.ore),
    )


def _vat(one: VatSum) -> tuple[str, ...]:
    return (_rate(one.category, one.rate), one.exemption, in_words(one.ore), in_words(one.vat))


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


def _price(value: Decimal) -> str:
    """A price with öre, or with more decimals where it has them."""
    return _decimal(value) if value * 100 % 1 else in_words(int(value * 100))


def _decimal(value: Decimal) -> str:
    whole, _, part = f"{abs(value):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u00a0")
    return f"{'−' if value < 0 else ''}{grouped}{',' + part if part.strip('0') else ''}"
