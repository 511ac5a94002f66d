"""The archive package holds the money of an organisation's agreements, each key explained, and its invoices as files."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from tests import schemas
from tests.actions.money.economists import economist, take
from tests.actions.money.invoicing import CARE, closed, details, ready
from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.archiving import MONEY, Archived, archive
from samverkan.actions.money.budgets import CostType, record_budget
from samverkan.actions.money.costs import withdraw_voucher
from samverkan.actions.money.invoice_details import set_invoice_details
from samverkan.actions.money.invoices import make_invoices
from samverkan.actions.money.settlements import put_settlement, withdraw_settlement
from samverkan.actions.roles import Role
from samverkan.core.writing.archive_mets import DATA, DOCUMENTATION, ERMS
from samverkan.outside.package_check import check_package
from samverkan.store.models import AgreementMatter, BookedVoucher, Invoice, Organisation, Settlement
from samverkan.store.money.archived import money_of

if TYPE_CHECKING:
    from pathlib import Path

    from samverkan.store.models import Agreement

pytestmark = pytest.mark.django_db

NS = {"e": "https://DILCIS.eu/XML/ERMS"}


@pytest.fixture
def agreement() -> Agreement:
    """A year with a budget, costs, a voucher taken back, a settlement turned down and one closed and invoiced by the municipality."""
    made = ready(CARE)
    record_budget(
        economist(REGION), agreement=made, year=2025, body="Socialnämnden", section="88", decided=date(2024, 11, 12),
        rows=[CostType("Lokal", 1_200_000, ("50*",))],
    )  # fmt: skip
    take(MUNICIPALITY, made, "2025-01-15;1000,01;A 1;Hyra\n2025-02-15;500;A 2;Löner\n2025-02-16;9;A 3;Fel\n")
    withdraw_voucher(economist(MUNICIPALITY), voucher=BookedVoucher.objects.get(name="A 3"), why="Fel avtal")
    year = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}
    wrong = put_settlement(economist(MUNICIPALITY), agreement=made, **year)
    withdraw_settlement(economist(REGION), settlement=wrong, why="Vänta på A 2")
    make_invoices(economist(MUNICIPALITY), settlement=closed(made))
    return made


def package(number: str, to: Path, until: date | None = None) -> Archived:
    return archive(office(number, Role.ARCHIVIST), to=to, until=until)


def money(done: Archived) -> Any:
    return json.loads((done.folder / MONEY).read_text(encoding="utf-8"))


def keys(value: object) -> set[str]:
    """Every key of the ledger's own: not names of parties, years or what a person has typed as rules."""
    if isinstance(value, list):
        return set().union(*map(keys, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if re.fullmatch(r"[a-z_0-9]*[a-z][a-z_0-9]*", key)}
    return own | set().union(*(keys(of) for key, of in value.items() if key not in ("data", "values")))


def test_each_partys_package_has_the_rows_of_the_agreement_whole(agreement: Agreement, tmp_path: Path) -> None:
    for number in (REGION, MUNICIPALITY):
        done = package(number, tmp_path)
        assert check_package(done.folder) == []
        (of,) = money(done)["agreements"]
        assert of["agreement"] == str(agreement.pk)
        assert of["rules"][-1]["data"]["vat"][0]["category"] == "E"
        (budget,) = of["budgets"]
        assert (budget["section"], budget["decided"], budget["lines"][0]["ore"]) == ("88", "2024-11-12", 1_200_000)
        vouchers = [
            (one["name"], one["withdrawn"], one["why"], sum(line["ore"] for line in one["lines"]))
            for one in of["vouchers"]
        ]
        assert sorted(vouchers) == [
            ("A 1", False, "", 100_001), ("A 2", False, "", 50_000), ("A 3", False, "", 900), ("A 3", True, "Fel avtal", 0),
        ]  # fmt: skip
        first, second = of["settlements"]
        assert (first["withdrawn"]["why"], first["approvals"]) == ("Vänta på A 2", [])
        assert [one["organisation"] for one in second["approvals"]] == [REGION, MUNICIPALITY]
        assert second["result"] == Settlement.objects.get(number=2).result
        assert second["approvals"][0]["by"]


def test_every_key_is_explained_in_the_package(agreement: Agreement, tmp_path: Path) -> None:
    done = package(REGION, tmp_path)
    told = set(re.findall(r"[a-z_0-9]+", (done.folder / DOCUMENTATION / "om-ekonomin.txt").read_text(encoding="utf-8")))
    found = money(done)
    assert keys(found) - told == set()
    data = {key for one in found["agreements"][0]["rules"] for key in one["data"]}
    assert data - told == set()
    (details,) = found["invoice_details"]
    of_agreement = details["data"]["agreements"].values()
    assert {*details["data"], *(key for one in of_agreement for key in one)} - told == set()


def test_what_a_credit_note_gives_back_of_each_invoice_is_kept_and_every_version_of_the_invoice_details(
    agreement: Agreement, tmp_path: Path
) -> None:
    withdraw_voucher(economist(MUNICIPALITY), voucher=BookedVoucher.objects.get(name="A 2", withdrawn=False), why="Fel")
    (note,) = make_invoices(economist(MUNICIPALITY), settlement=closed(agreement))
    moved = {**details(REGION, agreement), "street": "Nya gatan 2"}
    set_invoice_details(economist(REGION), data=moved)
    found = money(package(REGION, tmp_path))
    first = Invoice.objects.exclude(pk=note.pk).get()
    assert {one["id"]: one["credits"] for one in found["invoices"]} == {
        str(first.pk): [], str(note.pk): [{"invoice": str(first.pk), "ore": 25_000}],
    }  # fmt: skip
    said = [(one["organisation"], one["data"]) for one in found["invoice_details"]]
    assert said == [(REGION, details(REGION, agreement)), (REGION, moved)]
    assert all(one["by"] and one["recorded"] for one in found["invoice_details"])


def test_an_invoice_is_a_document_of_buyer_and_seller_with_its_pdf_and_xml(
    agreement: Agreement, tmp_path: Path
) -> None:
    invoice = Invoice.objects.get()
    for number, incoming in ((REGION, 1), (MUNICIPALITY, 0)):
        (matter,) = AgreementMatter.objects.filter(agreement=agreement, matter__organisation=number).values_list(
            "matter"
        )[0]
        done = package(number, tmp_path)
        erms = etree.parse(str(done.folder / ERMS))
        schemas.erms().assertValid(erms)
        (record,) = erms.xpath("//e:record[@recordType='invoice']", namespaces=NS)
        assert record.xpath("e:title/text()", namespaces=NS) == [f"Faktura {invoice.number}"]
        assert record.getparent().get("systemIdentifier") == str(matter)
        assert len(record.xpath("e:direction", namespaces=NS)) == incoming
        files = [done.folder / path for path in record.xpath(".//e:appendix/@path", namespaces=NS)]
        assert [one.read_bytes()[:5] for one in files] == [b"%PDF-", b"<?xml"]
        assert money(done)["invoices"][0]["pdf"] == files[0].stem == invoice.pdf_id


def test_who_is_no_party_has_nothing_of_it_and_what_came_later_is_left_out(
    agreement: Agreement, tmp_path: Path
) -> None:
    yesterday = office(REGION).today - timedelta(days=1)
    done = package(REGION, tmp_path, until=yesterday)
    assert not (done.folder / MONEY).exists()
    assert not [one for one in (done.folder / DATA).iterdir() if one.suffix in (".xml",)]
    outsider = Organisation(number="2120001553", kind="municipality")
    assert money_of(outsider, None) == ({"agreements": [], "invoices": [], "invoice_details": []}, [])
