"""The pages of invoices: said, made, read down to the vouchers, checked, taken out as files; and the ledger's SIE file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from lxml import html
from openpyxl import load_workbook
from tests.actions.money.economists import economist, take
from tests.actions.money.invoicing import CARE, OUTSIDE, ROWS, TAXED, closed, details, ready, vat
from tests.store.office import MUNICIPALITY, REGION
from tests.web.test_money import at, text

from samverkan.actions.money.costs import withdraw_voucher
from samverkan.actions.money.invoice_details import set_invoice_details
from samverkan.actions.money.invoices import make_invoices
from samverkan.actions.roles import Role
from samverkan.outside.sie import open_sie
from samverkan.store import blobs
from samverkan.store.models import BookedVoucher, Invoice, InvoiceDetails, Organisation
from samverkan.store.money import ledger_file
from samverkan.store.money.invoiced import payments_of
from samverkan.web.money.invoice_rows import booked_behind

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from samverkan.core.funding.vouchers import Voucher
    from samverkan.store.models import Agreement, Settlement

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    made = ready(CARE)
    take(MUNICIPALITY, made, ROWS)
    return made


@pytest.fixture
def settlement(agreement: Agreement) -> Settlement:
    return closed(agreement)


def test_invoices_are_made_on_the_settlement_and_lead_to_what_set_the_share_and_the_vouchers(
    settlement: Settlement,
) -> None:
    seller, buyer = at(MUNICIPALITY), at(REGION)
    assert "Lindmora kommun har inte gjort sin faktura ännu." in text(buyer, f"/settlements/{settlement.pk}")
    assert "Gör fakturor" in text(seller, f"/settlements/{settlement.pk}")
    answer = seller.post(f"/settlements/{settlement.pk}", {"do": "invoice"}, follow=True)
    made = Invoice.objects.get()
    assert f"Fakturan är gjord: {made.number}." in answer.content.decode()
    again = seller.post(f"/settlements/{settlement.pk}", {"do": "invoice"}).content.decode()
    assert "Fakturorna för avräkning 1 är redan gjorda." in again
    assert Invoice.objects.count() == 1
    said = text(buyer, f"/invoices/{made.pk}")
    assert f"Faktura {made.number} till Region Västana: 750,01 kr, förfaller {made.data['due']}." in said
    assert "Andel 50 procent enligt avtalet." in said
    assert "/documents/" in said
    voucher = BookedVoucher.objects.get(name="A 1")
    assert f'<a href="/vouchers/{voucher.pk}">A 1</a>' in said
    assert f'<a href="/vouchers/{voucher.pk}">A 1</a>' in text(buyer, f"/settlements/{settlement.pk}")
    assert "Hyra" in text(buyer, f"/vouchers/{voucher.pk}")
    assert "Löner" in said
    assert "871" in said
    assert "4600 1:311" in said
    assert "4600 1:311" not in text(seller, f"/invoices/{made.pk}")
    english = at(REGION)
    english.cookies["language"] = "en"
    assert f"Invoice {made.number} to Region Västana: SEK 750.01, due" in text(english, f"/invoices/{made.pk}")


def behind(client: Client, invoice: Invoice) -> list[list[str]]:
    """The texts of the vouchers under each line that has any."""
    page = html.fromstring(client.get(f"/invoices/{invoice.pk}").content.decode())
    of = page.xpath("//section[@aria-labelledby='vouchers']//details")
    return [[one.text_content() for one in each.xpath(".//tbody/tr/td[3]")] for each in of]


def test_under_each_line_stand_its_own_vouchers(agreement: Agreement) -> None:
    take(REGION, agreement, "2025-03-01;100;B 1;Läkare\n", name="r.csv")
    settlement = closed(agreement)
    (netted,) = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    assert behind(at(MUNICIPALITY), netted) == [["Hyra", "Löner", "Läkare"], ["Läkare"]]
    for reader in (MUNICIPALITY, REGION):
        said = text(at(reader), f"/invoices/{netted.pk}")
        assert "Kostnad i Region Västanas egen bokföring" in said
        assert "er egen" not in said


def test_where_the_vat_changes_each_line_has_the_vouchers_of_its_days(agreement: Agreement) -> None:
    vat(agreement, {**CARE, "to": "2025-01-31"}, {**OUTSIDE, "from": "2025-02-01"})
    made = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    assert [behind(at(REGION), one) for one in made] == [[["Hyra"]], [["Löner"]]]
    assert [one.data["lines"][0]["text"].replace("\N{NO-BREAK SPACE}", " ") for one in made] == [
        "Andel av kostnaden 1 500,01 kronor, den del som gäller dessa dagar: 1 000,01 kronor",
        "Andel av kostnaden 1 500,01 kronor, den del som gäller dessa dagar: 500,00 kronor",
    ]


def test_an_invoice_from_before_rows_were_kept_shows_the_vouchers_of_its_interval(settlement: Settlement) -> None:
    (made,) = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    for line in made.data["lines"]:
        del line["rows"]
    assert [one["text"] for one in booked_behind(made.data["lines"][0], settlement.result)] == ["Hyra", "Löner"]


def test_of_an_earlier_day_nothing_is_offered_to_change(settlement: Settlement) -> None:
    seller = at(MUNICIPALITY)
    today = date.today()
    then = today - timedelta(days=400)
    for days in (f"known={today}", f"on={then}"):
        said = text(seller, f"/settlements/{settlement.pk}?{days}")
        assert "Er organisations faktura var inte gjord då." in said
        assert "Gör fakturor" not in said
        assert "Hämta för bokföringen" not in said
        details = text(seller, f"/invoice-details?{days}")
        assert "Spara fakturauppgifter" not in details
        assert '<fieldset class="bare" disabled>' in details
        assert "Fakturauppgifter</a>" not in text(seller, f"/invoices?{days}").split("<main")[1]
    assert "Storgatan 1" not in text(seller, f"/invoice-details?known={then}")
    assert "Storgatan 1" in text(seller, "/invoice-details")


def test_the_code_of_an_exemption_is_chosen_from_those_that_go_with_the_category(agreement: Agreement) -> None:
    client, address = at(REGION), f"/agreements/{agreement.pk}/money-rules/terms"
    assert 'value="VATEX-EU-132-1B">132.1 b: sjukhusvård och sjukvård</option>' in text(client, address)
    given = {
        "terms-0-provider": MUNICIPALITY, "ground": "Avtalet p. 6", "vat-0-category": "E", "vat-0-ground": "ML 10 kap. 6 §",
        "vat-0-from": "2025-01-01", "vat-0-code": "VATEX-EU-O",
    }  # fmt: skip
    said = client.post(address, given).content.decode()
    assert "Koden hör inte till momskategorin." in said
    answer = client.post(address, {**given, "vat-0-code": "VATEX-EU-132-1G"}, follow=True)
    assert "132.1 g: social omsorg och social trygghet" in answer.content.decode()
    (made,) = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    assert b"<cbc:TaxExemptionReasonCode>VATEX-EU-132-1G<" in blobs.fetch(made.xml_id)


def test_two_treatments_from_the_same_day_are_told_at_the_row(agreement: Agreement) -> None:
    given = {
        "terms-0-provider": MUNICIPALITY, "ground": "Avtalet p. 6", "vat-0-category": "E", "vat-0-ground": "ML", "vat-0-from": "2025-01-01",
        "vat-1-category": "S", "vat-1-rate": "25", "vat-1-ground": "ML", "vat-1-from": "2025-01-01",
    }  # fmt: skip
    said = at(REGION).post(f"/agreements/{agreement.pk}/money-rules/terms", given).content.decode()
    assert "2025-01-01 står redan på en annan rad." in said


def test_the_papers_and_the_list_are_taken_out_by_the_two_and_by_nobody_else(
    settlement: Settlement, settings: SettingsWrapper
) -> None:
    (made,) = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    buyer = at(REGION)
    pdf, xml = (buyer.get(f"/invoices/{made.pk}/{form}") for form in ("pdf", "xml"))
    assert pdf.content.startswith(b"%PDF")
    assert f"<cbc:ID>{made.number}</cbc:ID>".encode() in xml.content
    assert xml["Content-Disposition"] == f'attachment; filename="faktura-{made.number}.xml"'
    assert "1 faktura, skickade och mottagna." in text(buyer, "/invoices")
    settings.INVOICE_RULES = ""
    assert "Inget regelverk är installerat här" in text(buyer, f"/invoices/{made.pk}")


def test_the_list_is_taken_out_to_sum_with_what_credit_notes_give_back_negative(
    agreement: Agreement, settlement: Settlement
) -> None:
    (invoice,) = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    withdraw_voucher(economist(MUNICIPALITY), voucher=BookedVoucher.objects.get(name="A 2"), why="Fel")
    second = closed(agreement)
    answer = at(MUNICIPALITY).post(f"/settlements/{second.pk}", {"do": "invoice"}, follow=True)
    credit = Invoice.objects.get(settlement=second)
    assert f"Kreditfakturan är gjord: {credit.number}." in answer.content.decode()
    buyer = at(REGION)
    page = buyer.get("/invoices").content.decode()
    ways = {
        way.rsplit(".")[-1]: way for _, _, way, _ in html.fromstring(page).iterlinks() if way.startswith("/invoices.")
    }
    assert set(ways) == {"csv", "xlsx"}
    parties = "Lindmora kommun", "Region Västana"
    issued = date.fromisoformat(invoice.data["issued"])
    due = date.fromisoformat(invoice.data["due"])
    told, table = taken_out(buyer, ways["csv"]).decode("utf-8-sig").split("\r\n\r\n")
    assert "Fakturor för;Region Västana" in told
    assert table.splitlines()[1:] == [
        f"{credit.number};Kreditfaktura;{';'.join(parties)};-250,00;{issued};{due}",
        f"{invoice.number};Faktura;{';'.join(parties)};750,01;{issued};{due}",
    ]
    rows = list(load_workbook(BytesIO(taken_out(buyer, ways["xlsx"]))).worksheets[1].iter_rows(values_only=True))
    assert rows[1][:5] == (credit.number, "Kreditfaktura", *parties, -250)
    assert rows[2] == (
        invoice.number,
        "Faktura",
        *parties,
        750.01,
        *(datetime.combine(day, time()) for day in (issued, due)),
    )
    assert at(REGION, Role.CARE_STAFF).get(ways["csv"]).status_code == 403


def taken_out(client: Client, way: str) -> bytes:
    return b"".join(client.get(way).streaming_content)  # type: ignore[attr-defined]


def test_who_sees_only_what_is_joint_sees_no_invoices(settlement: Settlement) -> None:
    (made,) = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    staff = at(REGION, Role.CARE_STAFF)
    assert staff.get(f"/invoices/{made.pk}").status_code == 403
    assert made.number in text(at(REGION, Role.REGISTRAR), f"/settlements/{settlement.pk}")
    assert made.number not in text(staff, f"/settlements/{settlement.pk}")
    assert Client().get(f"/invoices/{made.pk}").status_code == 302
    unknown = at(REGION).get(f"/invoices/{settlement.pk}")
    assert unknown.status_code == 404


def test_the_rules_are_asked_on_request_and_their_version_is_told(
    settlement: Settlement, settings: SettingsWrapper, tmp_path: Path
) -> None:
    (made,) = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    (tmp_path / "own.sch").write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><title>Own version 7.1</title>'
        '<ns prefix="cbc" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"/><pattern>'
        '<rule context="cbc:BuyerReference"><assert id="OWN-1" flag="fatal" test=". = \'REF-0\'">Reference is REF-0</assert>'
        "</rule></pattern></schema>",
        encoding="utf-8",
    )
    settings.INVOICE_RULES = str(tmp_path)
    client = at(REGION)
    assert "Kontrollera mot reglerna" in text(client, f"/invoices/{made.pk}")
    said = client.post(f"/invoices/{made.pk}").content.decode()
    assert "Fakturan bryter mot reglerna nedan" in said
    assert "own.sch 7.1" in said
    assert "OWN-1" in said
    settings.INVOICE_RULES = str(tmp_path / "nowhere")
    assert 'role="alert"' in client.post(f"/invoices/{made.pk}").content.decode()


def test_what_is_wrong_with_the_details_is_told_by_the_field_and_what_was_typed_stays(settlement: Settlement) -> None:
    client = at(REGION)
    key = settlement.agreement_id
    typed = {
        "street": "Regiongatan 1", "post_code": "451 80", "city": "Uddevalla", "endpoint_scheme": "0007", "endpoint": REGION,
        "vat_number": f"SE{REGION}01", "giro": "bankgiro", "giro_number": "5050-1056", "pattern": "{year}-{number:04}", "last": "7",
        f"agreement-{key}-cost": "4600 1:99", f"counterparty-{MUNICIPALITY}": "872", "counterparty_dimension": "20",
    }  # fmt: skip
    said = client.post("/invoice-details", typed).content.decode()
    assert "Gironummer: 50501056 är inget giltigt bankgironummer" in said
    assert 'value="5050-1056" maxlength="120" aria-invalid="true"' in said
    assert 'value="4600 1:99"' in said
    tolvan = {**typed, f"agreement-{key}-reference": "Tolvan 19121212-1212"}
    said = client.post("/invoice-details", tolvan).content.decode()
    assert said.count('aria-invalid="true"') == 1
    assert 'value="Tolvan 19121212-1212" maxlength="120" aria-invalid="true"' in said
    assert InvoiceDetails.objects.filter(organisation=REGION).count() == 1
    answer = client.post("/invoice-details", {**typed, "giro_number": "5050-1055"}, follow=True)
    assert "Fakturauppgifterna är sparade." in answer.content.decode()
    kept = InvoiceDetails.objects.filter(organisation=REGION).order_by("-pk")[0].data
    assert (kept["agreements"][str(key)], kept["counterparties"], kept["last"]) == (
        {"cost": "4600 1:99"},
        {MUNICIPALITY: "872"},
        7,
    )
    assert 'value="872"' in text(client, "/invoice-details")
    assert client.post("/invoice-details", {**typed, "last": "x"}).content.decode().count('aria-invalid="true"') == 1


def test_a_form_that_was_open_while_another_saved_writes_nothing_over_and_says_what_is_new(
    settlement: Settlement,
) -> None:
    client = at(REGION)

    def written() -> dict[str, str]:
        form = html.fromstring(client.get("/invoice-details").content.decode()).xpath("//form[@class='details']")[0]
        return dict(form.form_values())

    mine = written()
    street = {**details(REGION, settlement.agreement), "street": "Nya gatan 2", "counterparties": {MUNICIPALITY: "999"}}
    kept = set_invoice_details(economist(REGION), data=street)
    said = client.post("/invoice-details", {**mine, "city": "Annanstans", "giro_number": "5402-9681"}).content.decode()
    assert f"{kept.by and kept.by.name} har sparat något annat sedan du öppnade formuläret." in said
    assert "Ändrat sedan dess: Gatuadress och Motpartskod." in said
    assert InvoiceDetails.objects.filter(organisation=REGION).latest("pk") == kept
    again = dict(html.fromstring(said).xpath("//form[@class='details']")[0].form_values())
    assert (again["street"], again["city"], again["giro_number"]) == ("Nya gatan 2", "Annanstans", "5402-9681")
    for _ in range(2):  # also a second click
        answer = client.post("/invoice-details", again, follow=True)
        assert "Fakturauppgifterna är sparade." in answer.content.decode()
    last = InvoiceDetails.objects.filter(organisation=REGION).latest("pk")
    assert InvoiceDetails.objects.filter(organisation=REGION).count() == 3
    assert (last.data["street"], last.data["city"], last.data["counterparties"]) == (
        "Nya gatan 2",
        "Annanstans",
        {MUNICIPALITY: "999"},
    )


def sie_vouchers(data: bytes) -> list[Voucher]:
    """What our own reader reads of a file, without a word against it."""
    file = open_sie(BytesIO(data), "avrakning-1.si")
    found = list(file.vouchers())
    assert file.findings == []
    return found


def test_the_settlement_goes_to_both_ledgers_in_balance(agreement: Agreement) -> None:
    vat(agreement, TAXED, round_to_kronor=True)
    settlement = closed(agreement)
    (made,) = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    booked = {}
    for number in (MUNICIPALITY, REGION):
        answer = at(number).get(f"/settlements/{settlement.pk}/sie")
        assert answer["Content-Disposition"] == 'attachment; filename="avrakning-1.si"'
        (voucher,) = sie_vouchers(answer.content)
        assert voucher.difference == 0
        assert made.number in voucher.text
        booked[number] = {one.account: (one.ore, dict(one.objects)) for one in voucher.postings}
    assert booked[MUNICIPALITY] == {
        "1510": (93800, {"20": "871"}), "3010": (-75050, {"1": "720", "20": "871"}), "2610": (-18750, {}),
    }  # fmt: skip
    assert {account: ore for account, (ore, _) in booked[REGION].items()} == {
        "2440": -93800,
        "4600": 75050,
        "2640": 18750,
    }


def names(settlement: Settlement) -> list[str]:
    """What the vouchers are called, after the agreement's own sign."""
    found = [one.name for one in sie_vouchers(at(REGION).get(f"/settlements/{settlement.pk}/sie").content)]
    sign = f"SV {settlement.agreement_id.hex[:6]}-"
    assert all(one.startswith(sign) for one in found)
    return [one.removeprefix(sign) for one in found]


def test_a_voucher_has_the_same_number_in_every_file_and_an_accrual_another_than_its_invoices(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    vat(agreement, {**OUTSIDE, "to": "2025-01-31"}, {**TAXED, "from": "2025-02-01"})
    settlement = closed(agreement)
    assert names(settlement) == ["1-1-0u"]
    first, second = make_invoices(economist(MUNICIPALITY), settlement=settlement)
    assert names(settlement) == ["1-1-1", "1-1-2"]
    others = payments_of(settlement)[0]._replace(payer=Organisation("2120000001"), payee=Organisation("2120000002"))
    of = [others, *payments_of(settlement)]
    monkeypatch.setattr(ledger_file, "payments_of", lambda _: of)
    assert names(settlement) == ["1-2-1", "1-2-2"]
    assert [one.number for one in of[1].invoices] == [first.number, second.number]


def test_without_accounts_the_ledgers_file_is_refused_with_the_field(settlement: Settlement) -> None:
    agreement = settlement.agreement
    said = details(MUNICIPALITY, agreement)
    said["agreements"][str(agreement.pk)]["income"] = ""
    set_invoice_details(economist(MUNICIPALITY), data=said)
    answer = at(MUNICIPALITY).get(f"/settlements/{settlement.pk}/sie")
    assert answer.status_code == 400
    assert "Kontosträngen Intäkt är inte angiven för avtalet." in answer.content.decode()
    assert at(MUNICIPALITY, Role.REGISTRAR).get(f"/settlements/{settlement.pk}/sie").status_code == 403


def test_what_is_not_invoiced_yet_is_booked_on_the_last_day(settlement: Settlement) -> None:
    (voucher,) = sie_vouchers(at(REGION).get(f"/settlements/{settlement.pk}/sie").content)
    assert (str(voucher.day), {one.account: one.ore for one in voucher.postings}) == (
        "2025-12-31",
        {"2440": -75001, "4600": 75001},
    )
