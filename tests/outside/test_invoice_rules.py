"""The rules of Peppol, run by our own converter: what is valid passes, and each thing broken is told by its own rule.

The rule set is not part of the repository: it lies in `../shared/rules/peppol`, beside it, or where `SAMVERKAN_INVOICE_RULES` says.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.invoices import CARE, OUTSIDE, REGION, TAXED, credit_of, invoice, line

from samverkan.core.findings import UnreadableError
from samverkan.core.funding.invoice_checks import flaws_of
from samverkan.core.funding.invoicing import Invoice, Line, Preceding, SetBy, sums, turned
from samverkan.core.money import kronor
from samverkan.core.writing.invoice import invoice_xml
from samverkan.outside.invoice_rules import Rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.core.funding.invoicing import Kind

FOLDER = Path(__file__).parents[3] / "shared" / "rules" / "peppol"
if "SAMVERKAN_INVOICE_RULES" in os.environ:
    FOLDER = Path(os.environ["SAMVERKAN_INVOICE_RULES"])
needs_rules = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the rule set of Peppol is not at {FOLDER}")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.from_folder(FOLDER)


def broken_by(rules: Rules, document: bytes) -> list[str]:
    return sorted({one.rule for one in rules.validate(document)})


@needs_rules
def test_each_file_of_the_rule_set_says_its_version(rules: Rules) -> None:
    assert [(one.name, bool(one.title), one.version[:2]) for one in rules.files] == [
        ("UBL", True, "2."),
        ("CEN-EN16931-UBL.sch", True, "1."),
        ("PEPPOL-EN16931-UBL.sch", True, "3."),
    ]
    assert all(one.version in said for one, said in zip(rules.files, rules.versions, strict=True))
    assert all(one.updated for one in rules.files[1:])


@needs_rules
@pytest.mark.parametrize("name", ["base-example.xml", "vat-category-E.xml"])
def test_the_examples_of_the_rule_set_are_valid(rules: Rules, name: str) -> None:
    assert rules.validate((FOLDER / name).read_bytes()) == ()


MIXED = invoice([line(1_250_050), line(10_000, TAXED[25], "Lokal")])._replace(seller=REGION._replace(f_tax=True))
DOCUMENTS = {
    "invoice": MIXED,
    "outside": invoice([line(500_000, OUTSIDE)]),
    "credit": credit_of(MIXED, number="2026-0002", issued=date(2026, 5, 1)),
    "rounded": MIXED._replace(to_kronor=True, lines=(line(1_250_049),)),
    "plusgiro": MIXED._replace(payment=MIXED.payment._replace(giro="plusgiro", number="50501055")),
}
CBC_ID = "<cbc:ID>2026-0001</cbc:ID>"
BUYER = "7365560000000"
E_LINE = "<cbc:ID>E</cbc:ID>\n        <cbc:Percent>0</cbc:Percent>"
S_LINE = "<cbc:ID>S</cbc:ID>\n        <cbc:Percent>25</cbc:Percent>"
NOTES = "<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note>"
REASON = (
    "<cbc:TaxExemptionReasonCode>VATEX-EU-132-1B</cbc:TaxExemptionReasonCode>\n        "
    f"<cbc:TaxExemptionReason>{CARE.reason}</cbc:TaxExemptionReason>"
)
TAX = '<cbc:TaxAmount currencyID="SEK">{}.00</cbc:TaxAmount>\n      <cac:TaxCategory>'
TAX_TOTAL = '<cac:TaxTotal>\n    <cbc:TaxAmount currencyID="SEK">{}.00'
BROKEN = [
    # how it is built
    ("UBL-XSD", "invoice", "<cbc:IssueDate>2026-04-10</cbc:IssueDate>\n  <cbc:DueDate>2026-05-10</cbc:DueDate>",
     "<cbc:DueDate>2026-05-10</cbc:DueDate><cbc:IssueDate>2026-04-10</cbc:IssueDate>"),
    ("UBL-XSD", "credit", "<cbc:IssueDate>", "<cbc:Strange/><cbc:IssueDate>"),
    # the head
    ("PEPPOL-EN16931-R008", "invoice", "<cbc:BuyerReference>", "<cbc:Note> </cbc:Note><cbc:BuyerReference>"),
    ("PEPPOL-EN16931-R001", "invoice", "<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>", ""),
    ("PEPPOL-EN16931-R007", "invoice", "billing:01:1.0", "billing:1.0"),
    ("PEPPOL-EN16931-R004", "invoice", "#compliant#", "#conformant#"),
    ("PEPPOL-EN16931-R002", "invoice", "<cbc:DocumentCurrencyCode>", NOTES + "<cbc:DocumentCurrencyCode>"),
    ("PEPPOL-EN16931-R003", "invoice", "<cbc:BuyerReference>REF-4711</cbc:BuyerReference>", ""),
    ("PEPPOL-EN16931-R003", "credit", "<cbc:BuyerReference>REF-4711</cbc:BuyerReference>", ""),
    ("PEPPOL-EN16931-F001", "invoice", "2026-04-10", "2026-04-31"),
    ("PEPPOL-EN16931-F001", "invoice", "<cbc:StartDate>2026-01-01", "<cbc:StartDate>20260101"),
    ("PEPPOL-EN16931-P0100", "invoice", ">380<", ">381<"),
    ("PEPPOL-EN16931-P0101", "credit", ">381<", ">380<"),
    ("BR-02", "invoice", CBC_ID, "<cbc:ID/>"),
    ("BR-03", "invoice", "<cbc:IssueDate>2026-04-10</cbc:IssueDate>", ""),
    ("BR-04", "invoice", "<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", ""),
    ("BR-05", "invoice", "<cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>", ""),
    ("BR-CO-25", "invoice", "<cbc:DueDate>2026-05-10</cbc:DueDate>", ""),
    ("BR-55", "credit", "<cac:InvoiceDocumentReference>\n      <cbc:ID>2026-0001</cbc:ID>", "<cac:InvoiceDocumentReference>"),
    ("BR-CL-04", "invoice", ">SEK<", ">KRONOR<"),
    ("PEPPOL-EN16931-R051", "invoice", '<cbc:TaxAmount currencyID="SEK">25.00', '<cbc:TaxAmount currencyID="EUR">25.00'),
    # the parties
    ("BR-06", "invoice", "<cbc:RegistrationName>Region Västana</cbc:RegistrationName>", ""),
    ("BR-07", "invoice", "<cbc:RegistrationName>Lindmora kommun</cbc:RegistrationName>", ""),
    ("BR-09", "invoice", "<cac:Country>\n          <cbc:IdentificationCode>SE</cbc:IdentificationCode>\n        </cac:Country>", ""),
    ("BR-CL-14", "invoice", "<cbc:IdentificationCode>SE<", "<cbc:IdentificationCode>SVERIGE<"),
    ("PEPPOL-EN16931-R010", "invoice", f'<cbc:EndpointID schemeID="0088">{BUYER}</cbc:EndpointID>', ""),
    ("PEPPOL-EN16931-R020", "invoice", '<cbc:EndpointID schemeID="0007">2321990018</cbc:EndpointID>', ""),
    ("BR-63", "invoice", '<cbc:EndpointID schemeID="0088">', "<cbc:EndpointID>"),
    ("PEPPOL-EN16931-CL008", "invoice", '<cbc:EndpointID schemeID="0088">', '<cbc:EndpointID schemeID="0001">'),
    ("PEPPOL-COMMON-R040", "invoice", BUYER, "7365560000001"),
    ("PEPPOL-COMMON-R049", "invoice", '"0007">2321990018</cbc:EndpointID>', '"0007">2321990019</cbc:EndpointID>'),
    ("PEPPOL-COMMON-R049", "invoice", '"0007">2120990011', '"0007">212099-0011'),
    ("SE-R-001", "invoice", "SE232199001801", "SE2321990018"),
    ("SE-R-002", "invoice", "SE232199001801", "SE2321990018AB"),
    ("SE-R-003", "invoice", '"0007">2321990018</cbc:CompanyID>', '>232199-001</cbc:CompanyID>'.replace(">", '"0007">', 1)),
    ("SE-R-004", "invoice", '"0007">2321990018</cbc:CompanyID>', '"0007">23219900</cbc:CompanyID>'),
    ("SE-R-013", "invoice", '"0007">2321990018</cbc:CompanyID>', '"0007">2321990017</cbc:CompanyID>'),
    ("SE-R-005", "invoice", "Godkänd för F-skatt", "F-skattsedel finns"),
    ("BR-CO-09", "invoice", "SE212099001101", "212099001101"),
    # the payment
    ("SE-R-007", "plusgiro", ">50501055<", ">5050105-5<"),
    ("SE-R-010", "plusgiro", ">50501055<", ">505010551<"),
    ("SE-R-008", "invoice", ">50501055<", ">505-1055<"),
    ("SE-R-009", "invoice", ">50501055<", ">505010<"),
    ("SE-R-011", "invoice", ">30</cbc:PaymentMeansCode>", ">56</cbc:PaymentMeansCode>"),
    ("SE-R-012", "invoice", ">30</cbc:PaymentMeansCode>", ">31</cbc:PaymentMeansCode>"),
    ("BR-50", "invoice", "<cbc:ID>50501055</cbc:ID>", ""),
    ("PEPPOL-EN16931-R061", "invoice", ">30</cbc:PaymentMeansCode>", ">59</cbc:PaymentMeansCode>"),
    # the VAT
    ("SE-R-006", "invoice", S_LINE, S_LINE.replace("25", "20")),
    ("BR-E-05", "invoice", E_LINE, E_LINE.replace("0<", "6<")),
    ("BR-E-10", "invoice", REASON, ""),
    ("BR-CL-22", "invoice", "VATEX-EU-132-1B", "VATEX-VÅRD"),
    ("BR-E-08", "invoice", '<cbc:TaxableAmount currencyID="SEK">12500.50', '<cbc:TaxableAmount currencyID="SEK">12500.51'),
    ("BR-S-09", "invoice", TAX.format(25), TAX.format(27)),
    ("BR-CO-14", "invoice", TAX_TOTAL.format(25), TAX_TOTAL.format(24)),
    ("BR-E-02", "outside", "<cbc:ID>O</cbc:ID>", "<cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent>"),
    ("BR-O-05", "outside", "<cbc:ID>O</cbc:ID>", "<cbc:ID>O</cbc:ID><cbc:Percent>0</cbc:Percent>"),
    ("BR-O-12", "invoice", "<cbc:ID>E</cbc:ID>\n        <cbc:Percent>0</cbc:Percent>", "<cbc:ID>O</cbc:ID>"),
    ("PEPPOL-EN16931-P0105", "invoice", "VATEX-EU-132-1B", "VATEX-EU-O"),
    # the sums
    ("BR-CO-10", "invoice", '<cbc:LineExtensionAmount currencyID="SEK">12600.50', '<cbc:LineExtensionAmount currencyID="SEK">12600.51'),
    ("BR-CO-15", "invoice", '<cbc:TaxInclusiveAmount currencyID="SEK">12625.50', '<cbc:TaxInclusiveAmount currencyID="SEK">12625.00'),
    ("BR-CO-16", "invoice", '<cbc:PayableAmount currencyID="SEK">12625.50', '<cbc:PayableAmount currencyID="SEK">12626.00'),
    ("BR-CO-16", "rounded", '<cbc:PayableRoundingAmount currencyID="SEK">-0.49</cbc:PayableRoundingAmount>', ""),
    ("BR-DEC-18", "invoice", '<cbc:PayableAmount currencyID="SEK">12625.50', '<cbc:PayableAmount currencyID="SEK">12625.500'),
    # the lines
    ("BR-16", "outside", "cac:InvoiceLine", "cac:OtherLine"),
    ("BR-21", "invoice", "<cbc:ID>1</cbc:ID>", ""),
    ("BR-22", "invoice", '<cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>', ""),
    ("BR-23", "invoice", ' unitCode="C62"', ""),
    ("BR-25", "invoice", "<cbc:Name>Lokal</cbc:Name>", ""),
    ("BR-27", "invoice", '<cbc:PriceAmount currencyID="SEK">100.00', '<cbc:PriceAmount currencyID="SEK">-100.00'),
    ("BR-30", "invoice", "<cbc:EndDate>2026-03-31", "<cbc:EndDate>2025-03-31"),
    ("BR-CL-23", "invoice", 'unitCode="C62"', 'unitCode="STYCK"'),
    ("BR-CO-04", "invoice", f"<cac:ClassifiedTaxCategory>\n        {S_LINE}", "<cac:ClassifiedTaxCategory>"),
    ("PEPPOL-EN16931-R120", "invoice", '<cbc:InvoicedQuantity unitCode="C62">1<', '<cbc:InvoicedQuantity unitCode="C62">2<'),
    ("PEPPOL-EN16931-R120", "credit", '<cbc:CreditedQuantity unitCode="C62">1<', '<cbc:CreditedQuantity unitCode="C62">2<'),
    ("PEPPOL-EN16931-R120", "invoice", '<cbc:PriceAmount currencyID="SEK">100.00', '<cbc:PriceAmount currencyID="SEK">hundra'),
]  # fmt: skip


@needs_rules
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_broken_below_was_valid_before(rules: Rules, name: str) -> None:
    assert rules.validate(invoice_xml(DOCUMENTS[name])) == ()


@needs_rules
@pytest.mark.parametrize(("rule", "name", "before", "after"), BROKEN)
def test_what_is_broken_is_told_by_its_rule(rules: Rules, rule: str, name: str, before: str, after: str) -> None:
    document = invoice_xml(DOCUMENTS[name]).decode()
    assert before in document
    assert rule in broken_by(rules, document.replace(before, after).encode())


@needs_rules
def test_what_is_not_built_as_the_schema_says_is_told_first_with_its_place(rules: Rules) -> None:
    built = invoice_xml(DOCUMENTS["invoice"]).decode()
    found = rules.validate(built.replace("<cbc:IssueDate>", "<cbc:Strange>1</cbc:Strange><cbc:IssueDate>").encode())
    assert (found[0].rule, found[0].fatal, found[0].location) == ("UBL-XSD", True, "/Invoice/cbc:Strange")
    assert found[0].text.startswith("Element 'Strange': This element is not expected.")


@needs_rules
@pytest.mark.parametrize(
    "odd", ["<a>" * 240 + "</a>" * 240, "<a " + " ".join(f'b{at}="x"' for at in range(5000)) + "/>"]
)
def test_what_no_parser_of_invoices_reads_is_told_as_misbuilt(rules: Rules, odd: str) -> None:
    built = invoice_xml(DOCUMENTS["invoice"]).decode()
    found = rules.validate(built.replace("<cbc:IssueDate>", f"{odd}<cbc:IssueDate>").encode())
    assert {one.rule for one in found} == {"UBL-XSD"}


@needs_rules
def test_what_saxon_does_not_read_is_told_though_the_schema_allows_it(rules: Rules) -> None:
    ubl = "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
    deep = f'<a xmlns="urn:a">{"<a>" * 240}{"</a>" * 240}</a>'
    odd = f'<UBLExtensions xmlns="{ubl}"><UBLExtension><ExtensionContent>{deep}</ExtensionContent></UBLExtension></UBLExtensions>'
    built = (
        invoice_xml(DOCUMENTS["invoice"]).decode().replace("<cbc:CustomizationID>", f"{odd}<cbc:CustomizationID>", 1)
    )
    with pytest.raises(UnreadableError, match="rules_failed"):
        rules.validate(built.encode())


ENTITY = '<!DOCTYPE Invoice [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@needs_rules
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<Invoice ", f"{ENTITY}<Invoice "),
        ("<Invoice ", '<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/x.dtd"><Invoice '),
        ("<cbc:IssueDate>", "<a>" * 5000 + "</a>" * 5000 + "<cbc:IssueDate>"),
        ("</Invoice>", ""),
    ],
)
def test_what_is_no_plain_xml_is_refused_unread(rules: Rules, before: str, after: str) -> None:
    built = invoice_xml(DOCUMENTS["invoice"]).decode()
    with pytest.raises(UnreadableError, match="invoice_no_xml"):
        rules.validate(built.replace(before, after).encode())
    with pytest.raises(UnreadableError, match="invoice_too_large"):
        rules.validate(built.encode() + b" " * (21 << 20))


TREATMENTS = st.sampled_from([CARE, *TAXED.values()])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=40).filter(str.strip)


@st.composite
def lines(draw: st.DrawFn, *, outside: bool) -> Line:
    """A line with an amount, or with a quantity and a price; now and then one taken off."""
    vat = OUTSIDE if outside else draw(TREATMENTS)
    first = draw(st.dates(date(2024, 1, 1), date(2026, 12, 1)))
    made = line(draw(st.integers(-100_000, 10**9).filter(bool)), vat, draw(TEXTS))._replace(
        first=first, last=first + timedelta(days=draw(st.integers(0, 400))),
        set_by=SetBy(draw(TEXTS), *draw(st.sampled_from([("196", "Nämnden", date(2021, 9, 8)), ("5 a",), ()]))),
        account=draw(st.sampled_from(["", "10200-4711-82"])),
    )  # fmt: skip
    if draw(st.booleans()):
        made = made._replace(
            quantity=draw(st.decimals("-20", "5000", places=2)), price=draw(st.decimals("0.001", "9999", places=3))
        )
        made = made._replace(ore=made.product)
    return made


@st.composite
def batches(draw: st.DrawFn) -> tuple[Invoice, ...]:
    """The invoices of one to four lines, parted as they have to be; and the credit note of the first."""
    outside = draw(st.booleans())
    drawn = draw(st.lists(lines(outside=outside), min_size=1, max_size=4))
    to_kronor, note = draw(st.booleans()), draw(st.sampled_from(["", "Avstämning för året"]))
    made = [
        invoice(of, number=f"F{at}")._replace(
            to_kronor=to_kronor, note=note, kind=kind,
            preceding=invoice().preceding if kind == "invoice" else draw(PRECEDING),
        )
        for at, (kind, of) in enumerate(parted([*drawn, line(100, OUTSIDE)] if draw(st.booleans()) else drawn))
    ]  # fmt: skip
    if made and made[0].kind == "invoice":
        made.append(credit_of(made[0], number="K1", issued=date(2026, 5, 1)))
    return tuple(made)


def parted(drawn: Sequence[Line]) -> Iterator[tuple[Kind, list[Line]]]:
    """What is outside the scope of VAT by itself; what comes to less than nothing with its VAT as a credit note."""
    for outside in (False, True):
        of = [one for one in drawn if (one.vat.category == "O") == outside]
        if any(one.ore or one.vat for one in sums(invoice(of)).by_vat):
            less = sums(invoice(of)).gross < 0
            yield ("credit_note", list(map(turned, of))) if less else ("invoice", of)


PRECEDING = st.lists(
    st.builds(Preceding, st.sampled_from(["2025-0098", "2025-0099"]), st.sampled_from([None, date(2025, 12, 1)])), min_size=1
).map(tuple)  # fmt: skip


@needs_rules
@settings(max_examples=60, deadline=None)
@given(batches())
def test_whatever_has_no_flaw_of_ours_is_valid_and_says_its_sums(rules: Rules, batch: tuple[Invoice, ...]) -> None:
    for one in batch:
        if flaws_of(one):
            sums_of_chance = {"line_zero", "total_negative_invoice", "total_negative_credit_note"}
            assert {flaw.code for flaw in flaws_of(one)} <= sums_of_chance
            continue
        written = invoice_xml(one)
        assert rules.validate(written) == ()
        assert f'<cbc:PayableAmount currencyID="SEK">{kronor(sums(one).payable)}<'.encode() in written


def test_nothing_of_saxon_is_loaded_before_an_invoice_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "a.sch").write_text('<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"/>')
    code = (
        "import sys, samverkan; from samverkan.outside.invoice_rules import Rules; "
        f"Rules.from_folder({str(tmp_path)!r}); sys.exit('saxonche' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
