"""Invoices: those that an organisation has sent and received, one of them down to its vouchers, its papers, and the ledger's file."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.http import Http404, HttpResponse

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.core.findings import Finding, UnreadableError
from samverkan.core.funding.invoice_details import ACCOUNTS, DetailsError
from samverkan.outside.invoice_rules import Rules
from samverkan.store import blobs
from samverkan.store.models import Invoice, Organisation
from samverkan.store.money.closed import is_closed
from samverkan.store.money.invoiced import details_of
from samverkan.store.money.ledger_file import ledger_file
from samverkan.web.listing import as_file, page_asked
from samverkan.web.money.invoice_list import invoice_list
from samverkan.web.money.invoice_rows import agreements_of, invoice_row, lead_of, lines_shown, sums_shown
from samverkan.web.page import page
from samverkan.web.views.settlements import settlement_of
from samverkan.words import Said, say
from samverkan.words.amounts import amount
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http.response import HttpResponseBase

    from samverkan.store.models import InvoiceCredited
    from samverkan.web.asked import Asked

_PAGE: Final = 100


@page("web/money/invoices.html", may=Right.SEE)
def invoices(asked: Asked) -> dict[str, Any]:
    """All that the organisation has sent and received, the last first."""
    rows = _invoices(asked)
    count = rows.count()
    pages = max(1, -(-count // _PAGE))
    at = min(page_asked(asked), pages)
    shown = [invoice_row(one, asked) for one in rows[(at - 1) * _PAGE : at * _PAGE]]
    return {"rows": shown, "count": count, "page": at, "pages": pages}


@page("", may=Right.EXPORT)
def invoices_file(asked: Asked, form: str) -> HttpResponseBase:
    """The whole list as CSV or XLSX."""
    if form not in ("csv", "xlsx"):
        raise Http404
    write_read(asked.somebody, asked.somebody.organisation.pk, page="invoices_export", form=form, on=str(asked.on))
    return as_file(invoice_list((invoice_row(one, asked) for one in _invoices(asked)), asked), form)


@page("web/money/invoice.html", may=Right.SEE, methods=("GET", "POST"))
def invoice(asked: Asked, id: UUID) -> dict[str, Any]:  # noqa: A002 - the address names it so
    """One invoice, whoever of the two reads it; the form has it checked by the rules that are installed."""
    one = _invoice(asked, id)
    write_read(asked.somebody, one.settlement.agreement.urn, page="invoice", number=one.number)
    called = {
        row.pk: asked.called(row)
        for row in Organisation.objects.filter(pk__in=one.settlement.result["organisations"]).prefetch_related("names")
    }
    return {
        "one": one,
        "row": invoice_row(one, asked),
        "data": one.data,
        "lead": lead_of(one, asked),
        "agreements": agreements_of(one),
        "lines": lines_shown(one, called, asked),
        "parties": [each["party"] for each in one.settlement.result["totals"]],
        "sums": sums_shown(one, asked),
        "basis": _basis(one, asked),
        "credits": [(each.invoice, amount(each.ore, asked.language) if each.ore else "") for each in one.credits.all()],
        "credited": [
            (each.credit_note, amount(each.ore, asked.language) if each.ore else "") for each in _credited(one, asked)
        ],
        "rules": settings.INVOICE_RULES,
        "checked": _checked(one, asked) if asked.request.method == "POST" else None,
    }


@page("", may=Right.EXPORT)
def invoice_paper(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The PDF, with the XML inside."""
    return _file(asked, id, "pdf", "application/pdf")


@page("", may=Right.EXPORT)
def invoice_data(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The XML, for the access point or the accounting system."""
    return _file(asked, id, "xml", "application/xml")


@page("", may=Right.KEEP_ACCOUNTS)
def settlement_sie(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """A closed settlement as SIE 4I for the ledger of the reader's organisation. InvalidError where it cannot be booked yet."""
    one, organisation = settlement_of(asked, id), asked.somebody.organisation
    if not is_closed(one):
        raise InvalidError("sie_not_closed", number=one.number)
    details = details_of(organisation, asked.today)
    if details is None:
        raise InvalidError("invoice_details_missing")
    names = {name: say("invoicing", f"field.{name}", {}, "sv") for name in ACCOUNTS}
    try:
        data = ledger_file(one, organisation, details, names=names, version=version("samverkan"), on=asked.today)
    except DetailsError as error:
        raise InvalidError("sie_account_missing", field=Said("invoicing", f"field.{error.values['field']}")) from None
    write_read(asked.somebody, one.agreement.urn, page="settlement_export", number=one.number, form="sie")
    name = f"avrakning-{one.number}.si"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


def _invoices(asked: Asked) -> QuerySet[Invoice]:
    """Those between the reader's organisation and another, as known, the last first."""
    mine = asked.somebody.organisation
    rows = (Invoice.objects.filter(organisation=mine) | Invoice.objects.filter(buyer=mine)).order_by(
        "-recorded", "-number"
    )
    until = asked.view.until
    return rows if until is None else rows.filter(recorded__lt=until)


def _invoice(asked: Asked, id: UUID) -> Invoice:  # noqa: A002
    rows = _invoices(asked).select_related("settlement__agreement").prefetch_related("credits__invoice")
    one = rows.filter(pk=id).first()
    if one is None:
        raise Http404
    return one


def _credited(one: Invoice, asked: Asked) -> QuerySet[InvoiceCredited]:
    """What has been given back of it, as known."""
    rows = one.credited.select_related("credit_note").order_by("credit_note__recorded", "credit_note__number")
    until = asked.view.until
    return rows if until is None else rows.filter(credit_note__recorded__lt=until)


def _file(asked: Asked, id: UUID, form: str, kind: str) -> HttpResponse:  # noqa: A002
    one = _invoice(asked, id)
    write_read(asked.somebody, one.settlement.agreement.urn, page="invoice_export", number=one.number, form=form)
    name = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in one.number)
    headers = {"Content-Disposition": f'attachment; filename="faktura-{name}.{form}"'}
    return HttpResponse(
        blobs.fetch(one.xml_id if form == "xml" else one.pdf_id), content_type=kind, headers=headers
    )  # fmt: skip


def _basis(one: Invoice, asked: Asked) -> list[tuple[str, str]]:
    """The reader's own side of the basis: counterparty code and account strings."""
    said = one.data["basis"]
    if one.organisation_id == asked.somebody.organisation.pk:
        named: tuple[tuple[str, str], ...] = (
            ("counterparty", said["counterparty"]),
            ("claim", said["claim"]),
            ("income", said["income"]),
        )
    else:
        named = ("counterparty", said["counterparty_of_seller"]), ("cost", said["cost"])
    return [(name, value) for name, value in named if value]


def _checked(one: Invoice, asked: Asked) -> dict[str, Any]:
    """What the installed rules say of it: their version, and what is broken, by rule."""
    try:
        rules = _rules(settings.INVOICE_RULES)
        found = rules.validate(blobs.fetch(one.xml_id))
    except UnreadableError as error:
        return {"problem": say_finding(Finding(error.code, {"source": one.number, **error.values}), asked.language)}
    return {"versions": rules.versions, "broken": found, "fatal": any(each.fatal for each in found)}


@lru_cache(maxsize=1)
def _rules(folder: str) -> Rules:
    """The rules of a folder, compiled once for as long as the workspace runs."""
    return Rules.from_folder(folder)
