"""An invoice or credit note in, UBL 2.1 by Peppol BIS Billing 3.0 out: XML without an empty element, in the schema's order.

What is wrong with the invoice is asked for first (`core.funding.invoice_checks.flaws_of`); a flawed one is refused here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from samverkan.core.findings import UnwritableError
from samverkan.core.funding.invoice_checks import flaws_of
from samverkan.core.funding.invoicing import sums
from samverkan.core.money import kronor
from samverkan.core.writing.xml import add, written

if TYPE_CHECKING:
    from decimal import Decimal

    from samverkan.core.funding.invoicing import Invoice, InvoiceParty, Line, SetBy, Sums
    from samverkan.core.funding.vat import Category

MEDIA_TYPE: Final = "application/xml"
CUSTOMIZATION: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
F_TAX: Final = "Godkänd för F-skatt"
CREDIT_TRANSFER: Final = "30"
_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_BRANCH: Final = {"bankgiro": "SE:BANKGIRO", "plusgiro": "SE:PLUSGIRO"}
_OUTSIDE: Final = "VATEX-EU-O"


class _Names:
    """What the two documents call the same."""

    def __init__(self, *, credit: bool) -> None:
        self.credit = credit
        self.root = "CreditNote" if credit else "Invoice"
        self.type = ("cbc:CreditNoteTypeCode", "381") if credit else ("cbc:InvoiceTypeCode", "380")
        self.line = "cac:CreditNoteLine" if credit else "cac:InvoiceLine"
        self.quantity = "cbc:CreditedQuantity" if credit else "cbc:InvoicedQuantity"


def invoice_xml(invoice: Invoice) -> bytes:
    """The document; UnwritableError (`invoice_flawed`) where `flaws_of` finds anything."""
    flaws = flaws_of(invoice)
    if flaws:
        raise UnwritableError("invoice_flawed", number=invoice.number, codes=[one.code for one in flaws])
    names = _Names(credit=invoice.kind == "credit_note")
    root = Element(
        names.root, {"xmlns": _UBL + f"{names.root}-2", "xmlns:cac": _UBL + "CommonAggregateComponents-2",
                     "xmlns:cbc": _UBL + "CommonBasicComponents-2"}
    )  # fmt: skip
    _head(root, invoice, names)
    _party(add(root, "cac:AccountingSupplierParty"), invoice.seller, vat=not invoice.outside_vat, sells=True)
    _party(add(root, "cac:AccountingCustomerParty"), invoice.buyer, vat=not invoice.outside_vat, sells=False)
    _payment(root, invoice, credit=names.credit)
    found = sums(invoice)
    _tax(root, found)
    _totals(root, found)
    for at, line in enumerate(invoice.lines, 1):
        _line(root, at, line, names)
    return written(root)


def set_by_words(told: SetBy) -> tuple[str, ...]:
    """The agreement, and what set the share where the line is one: sentences of the line, without their stops."""
    words = [f"Avtal: {told.agreement.strip()}"]
    share = f"{told.share.strip()} enligt" if told.share.strip() else "Enligt"
    section = f" § {told.section.strip().removeprefix('§').strip()}" if told.section.strip() else ""
    if told.body.strip() and told.day is not None:
        words.append(f"{share} beslut av {told.body.strip()} {told.day.isoformat()}{section}")
    elif told.share.strip() or section:
        words.append(f"{share} avtalet{section}")
    return tuple(words)


def _head(root: Element, invoice: Invoice, names: _Names) -> None:
    add(root, "cbc:CustomizationID", CUSTOMIZATION)
    add(root, "cbc:ProfileID", PROFILE)
    add(root, "cbc:ID", invoice.number.strip())
    add(root, "cbc:IssueDate", invoice.issued.isoformat())
    if invoice.due is not None and not names.credit:
        add(root, "cbc:DueDate", invoice.due.isoformat())
    add(root, *names.type)
    _said(root, "cbc:Note", invoice.note)
    add(root, "cbc:DocumentCurrencyCode", "SEK")
    _said(root, "cbc:BuyerReference", invoice.buyer_reference)
    for one in invoice.preceding:
        before = add(add(root, "cac:BillingReference"), "cac:InvoiceDocumentReference")
        add(before, "cbc:ID", one.number.strip())
        if one.issued is not None:
            add(before, "cbc:IssueDate", one.issued.isoformat())
    if invoice.agreement.strip():
        add(add(root, "cac:ContractDocumentReference"), "cbc:ID", invoice.agreement.strip())


def _party(parent: Element, party: InvoiceParty, *, vat: bool, sells: bool) -> None:
    made = add(parent, "cac:Party")
    add(made, "cbc:EndpointID", party.endpoint.value, schemeID=party.endpoint.scheme)
    add(add(made, "cac:PartyName"), "cbc:Name", party.name.strip())
    address = add(made, "cac:PostalAddress")
    _said(address, "cbc:StreetName", party.address.street)
    _said(address, "cbc:AdditionalStreetName", party.address.extra)
    add(address, "cbc:CityName", party.address.city.strip())
    add(address, "cbc:PostalZone", party.address.post_code.strip())
    add(add(address, "cac:Country"), "cbc:IdentificationCode", party.address.country)
    if vat and party.vat_number:
        _registered(made, party.vat_number, "VAT")
    if sells and party.f_tax:
        _registered(made, F_TAX, "TAX")
    legal = add(made, "cac:PartyLegalEntity")
    add(legal, "cbc:RegistrationName", party.name.strip())
    add(legal, "cbc:CompanyID", party.organisation_number, schemeID="0007")
    if any(said.strip() for said in party.contact):
        contact = add(made, "cac:Contact")
        _said(contact, "cbc:Name", party.contact.name)
        _said(contact, "cbc:Telephone", party.contact.telephone)
        _said(contact, "cbc:ElectronicMail", party.contact.email)


def _registered(party: Element, number: str, scheme: str) -> None:
    made = add(party, "cac:PartyTaxScheme")
    add(made, "cbc:CompanyID", number)
    add(add(made, "cac:TaxScheme"), "cbc:ID", scheme)


def _payment(root: Element, invoice: Invoice, *, credit: bool) -> None:
    """How it is paid. What a credit note gives back does not go to the seller's own account: it says only until when."""
    if credit:
        if invoice.due is not None:
            add(add(root, "cac:PaymentTerms"), "cbc:Note", f"Betalas tillbaka senast {invoice.due.isoformat()}")
        return
    made = add(root, "cac:PaymentMeans")
    add(made, "cbc:PaymentMeansCode", CREDIT_TRANSFER, name="Girering")
    add(made, "cbc:PaymentID", invoice.payment.reference.strip() or invoice.number.strip())
    account = add(made, "cac:PayeeFinancialAccount")
    add(account, "cbc:ID", invoice.payment.number)
    add(add(account, "cac:FinancialInstitutionBranch"), "cbc:ID", _BRANCH[invoice.payment.giro])


def _tax(root: Element, found: Sums) -> None:
    total = add(root, "cac:TaxTotal")
    _amount(total, "cbc:TaxAmount", found.vat)
    for one in found.by_vat:
        part = add(total, "cac:TaxSubtotal")
        _amount(part, "cbc:TaxableAmount", one.ore)
        _amount(part, "cbc:TaxAmount", one.vat)
        category = _category(part, "cac:TaxCategory", one.category, one.rate)
        if one.category != "S":
            _said(category, "cbc:TaxExemptionReasonCode", one.code or (_OUTSIDE if one.category == "O" else ""))
            _said(category, "cbc:TaxExemptionReason", one.exemption)
        add(add(category, "cac:TaxScheme"), "cbc:ID", "VAT")


def _totals(root: Element, found: Sums) -> None:
    total = add(root, "cac:LegalMonetaryTotal")
    _amount(total, "cbc:LineExtensionAmount", found.net)
    _amount(total, "cbc:TaxExclusiveAmount", found.net)
    _amount(total, "cbc:TaxInclusiveAmount", found.gross)
    if found.rounding:
        _amount(total, "cbc:PayableRoundingAmount", found.rounding)
    _amount(total, "cbc:PayableAmount", found.payable)


def _line(root: Element, at: int, line: Line, names: _Names) -> None:
    made = add(root, names.line)
    add(made, "cbc:ID", str(at))
    add(made, names.quantity, _decimal(line.units), unitCode=line.unit)
    _amount(made, "cbc:LineExtensionAmount", line.ore)
    _said(made, "cbc:AccountingCost", line.account)
    if line.first is not None and line.last is not None:
        period = add(made, "cac:InvoicePeriod")
        add(period, "cbc:StartDate", line.first.isoformat())
        add(period, "cbc:EndDate", line.last.isoformat())
    item = add(made, "cac:Item")
    if line.set_by is not None:
        add(item, "cbc:Description", ". ".join(set_by_words(line.set_by)))
    add(item, "cbc:Name", line.text.strip())
    category = _category(item, "cac:ClassifiedTaxCategory", line.vat.category, line.vat.rate)
    add(add(category, "cac:TaxScheme"), "cbc:ID", "VAT")
    add(add(made, "cac:Price"), "cbc:PriceAmount", _decimal(line.each), currencyID="SEK")


def _category(parent: Element, tag: str, category: Category, rate: int) -> Element:
    made = add(parent, tag)
    add(made, "cbc:ID", category)
    if category != "O":
        add(made, "cbc:Percent", str(rate))
    return made


def _amount(parent: Element, tag: str, ore: int) -> None:
    add(parent, tag, kronor(ore), currencyID="SEK")


def _said(parent: Element, tag: str, text: str) -> None:
    """An element where there is something to say; none otherwise."""
    if text.strip():
        add(parent, tag, text.strip())


def _decimal(value: Decimal) -> str:
    return f"{value:f}"
