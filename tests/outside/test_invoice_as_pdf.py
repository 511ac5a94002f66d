"""The page of an invoice: it says what the XML inside it says, and the XML inside is the invoice."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from tests.invoices import CARE, OUTSIDE, REGION, TAXED, credit_of, invoice, line

from samverkan.core.findings import UnwritableError
from samverkan.core.funding.invoicing import Invoice, Line, Preceding, SetBy
from samverkan.core.writing.invoice import invoice_xml
from samverkan.core.writing.invoice_page import ATTACHMENT, invoice_printed
from samverkan.core.writing.printed import words_of
from samverkan.outside.invoicing import invoice_pdf
from samverkan.outside.reading import read_bytes

MADE = datetime(2026, 4, 10, 12, tzinfo=UTC)
PEOPLE = Line(
    "Invånare i Lindmora kommun", 38_412 * 1234, CARE, date(2026, 1, 1), date(2026, 3, 31),
    SetBy("Samverkansavtal om hemsjukvård", "5"), Decimal(38412), Decimal("12.34"),
)  # fmt: skip
MIXED = invoice([line(), line(99_999, TAXED[25], "Lokal"), PEOPLE])._replace(
    to_kronor=True, note="Avstämning av första kvartalet.", seller=REGION._replace(f_tax=True)
)
CREDIT = credit_of(MIXED, number="2026-0002", issued=date(2026, 5, 1))


def on_paper(made: Invoice) -> str:
    return " ".join(read_bytes(invoice_pdf(made, made=MADE), "faktura.pdf").document.text.split())


def test_the_page_says_who_what_when_how_much_and_what_set_each_share() -> None:
    said = on_paper(MIXED)
    for words in (
        "Faktura 2026-0001", "Förfallodag 2026-05-10", "Att betala 487 755,00 kronor", "Bankgiro 5050-1055",
        "Organisationsnummer 212099-0011", "Er referens REF-4711", "Avstämning av första kvartalet.",
        "Tid: 2026-01-01 till 2026-03-31", "beslut av Hälso- och sjukvårdsnämnden 2021-09-08 § 196", "Enligt avtalet § 5",
        "38 412 st", "25 %", "250,00", CARE.reason, "Öresavrundning", "Godkänd för F-skatt",
    ):  # fmt: skip
        assert words in said, words


def test_a_credit_note_names_each_invoice_and_asks_for_no_payment() -> None:
    two = CREDIT._replace(preceding=(*CREDIT.preceding, Preceding("2025-0007", date(2025, 12, 1))))
    said = on_paper(two)
    assert "Kreditfaktura 2026-0002" in said
    assert "Gäller faktura 2026-0001 den 2026-04-10 2025-0007 den 2025-12-01" in said
    assert "Att få tillbaka" in said
    assert "Bankgiro" not in said
    assert "Förfallodag" not in said
    assert "Betalas tillbaka senast 2026-06-01" in on_paper(CREDIT._replace(due=date(2026, 6, 1)))


def test_one_agreement_is_named_once_and_several_on_their_lines() -> None:
    assert on_paper(MIXED).count("Samverkansavtal om hemsjukvård") == 1
    other = line()._replace(set_by=SetBy("Avtal om hjälpmedel", share="Andel 1/3"))
    said = on_paper(invoice([line(), other]))
    assert "Avtal: Samverkansavtal om hemsjukvård. Andel 50 procent enligt" in said
    assert "Avtal: Avtal om hjälpmedel. Andel 1/3 enligt avtalet" in said


def test_the_seller_stands_on_the_first_page_and_prices_have_their_öre() -> None:
    first = on_paper(MIXED).partition("Vad fakturan gäller")[0]
    for words in ("Region Västana", "Regiongatan 1 Box 12 451 80 Uddevalla", "Godkänd för F-skatt", "Frågor: Ada Ek"):
        assert words in first
    assert "25 % 1 st 1 000,00" in on_paper(invoice([line(100_000, TAXED[25])])).replace("\N{NO-BREAK SPACE}", " ")


def test_outside_the_scope_of_vat_no_vat_number_is_printed() -> None:
    said = words_of(invoice_printed(invoice([line(vat=OUTSIDE)])))
    assert "utanför moms" in said
    assert "Momsregistreringsnummer" not in said


@pytest.mark.parametrize("made", [MIXED, CREDIT])
def test_the_xml_inside_is_the_invoice_and_the_same_invoice_gives_the_same_bytes(made: Invoice) -> None:
    pdf = invoice_pdf(made, made=MADE)
    assert pdf == invoice_pdf(made, made=MADE)
    (inside,) = [pypdfium2.PdfDocument(pdf).get_attachment(0)]
    assert (inside.get_name(), bytes(inside.get_data())) == (ATTACHMENT, invoice_xml(made))
    root = PdfFileReader(io.BytesIO(pdf)).root
    assert [str(one.get_object()["/AFRelationship"]) for one in root["/AF"]] == ["/Data"]
    metadata = root["/Metadata"].data
    assert b"<pdfaid:part>3<" in metadata
    assert b"<pdfuaid:part>1<" in metadata


def test_what_people_wrote_prints_as_it_stands() -> None:
    said = on_paper(invoice([line(text='#pdf.attach("x") *fet* $1$ <b>&amp;')]))
    assert '#pdf.attach("x") *fet* $1$ <b>&amp;' in said


def test_a_flawed_invoice_has_no_page() -> None:
    with pytest.raises(UnwritableError, match="invoice_flawed"):
        invoice_pdf(invoice([]), made=MADE)
