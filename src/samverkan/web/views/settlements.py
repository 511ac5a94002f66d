"""One settlement: who owes whom and why, down to each voucher; approved by each party, taken back, or taken out as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.money.invoices import make_invoices
from samverkan.actions.money.settlements import approve_settlement, withdraw_settlement
from samverkan.actions.roles import Right
from samverkan.store.models import Organisation, Settlement
from samverkan.store.money.closed import is_closed
from samverkan.store.money.invoiced import payments_of
from samverkan.web.listing import ListFile, as_file, page_asked
from samverkan.web.money.invoice_rows import of_settlement
from samverkan.web.money.rules_said import rules_of
from samverkan.web.money.settlement_rows import budgets_said, findings_said, interval_rows, line_cells, line_rows
from samverkan.web.page import page
from samverkan.web.views.agreement import agreement_of
from samverkan.web.views.money import paid_words, state_of
from samverkan.words import days, say
from samverkan.words.amounts import amount, column

if TYPE_CHECKING:
    from uuid import UUID

    from django.http.response import HttpResponseBase

    from samverkan.web.asked import Asked

_PAGE: Final = 100


@page("web/money/settlement.html", may=Right.SEE_JOINT, methods=("GET", "POST"))
def settlement(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """The settlement as it was put; its approvals as they are."""
    one = settlement_of(asked, id)
    problem = ""
    if asked.request.method == "POST":
        try:
            return _done(asked, one)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
    write_read(asked.somebody, one.agreement.urn, page="settlement", number=one.number)
    called = _called(asked, one)
    language, result = asked.language, one.result
    lines = result["lines"]
    pages = max(1, -(-len(lines) // _PAGE))
    at = min(page_asked(asked), pages)
    return {
        "one": one,
        "problem": problem,
        "given": asked.request.POST,
        "state": state_of(one, asked),
        "title": result["agreement"],
        "cost": amount(sum(each["ore"] for each in result["intervals"]), language),
        "days": days(one.first, one.last, language),
        "budgets": budgets_said(one, asked),
        "paid": paid_words(result["transfers"], asked),
        "balances": [
            (each["party"], [column(each[f"{key}_ore"], language) for key in ("part", "borne", "billed", "due")])
            for each in result["balances"]
        ],
        "not_covered": column(result["not_covered_ore"], language) if result["not_covered_ore"] else "",
        "findings": findings_said(result, asked),
        "intervals": interval_rows(result, asked),
        "differences": [
            {
                **each, "day": each["date"], "whose": called.get(each["source"], ""), "amount": column(each["ore"], language),
                "amounts": [column(part["ore"], language) for part in each["parts"]],
            }
            for each in result["differences"]
        ],
        "parties": [each["party"] for each in result["totals"]],
        "lines": line_rows(lines[(at - 1) * _PAGE : at * _PAGE], called, asked, one.agreement_id),
        "count": len(lines),
        "page": at,
        "pages": pages,
        "approvals": [
            (called[number], next((each for each in one.approvals.all() if each.organisation_id == number), None))
            for number in result["organisations"]
        ],
        "rules": rules_of(one, asked),
        "gone": getattr(one, "withdrawn", None),
        "by": one.organisation,
        "made": _invoices(asked, one),
    }  # fmt: skip


@page("", may=Right.EXPORT)
def settlement_file(asked: Asked, id: UUID, form: str) -> HttpResponseBase:  # noqa: A002
    """The lines with each party's part, as CSV or XLSX."""
    if form not in ("csv", "xlsx"):
        raise Http404
    one = settlement_of(asked, id)
    write_read(asked.somebody, one.agreement.urn, page="settlement_export", number=one.number, form=form)
    called = _called(asked, one)
    parties = [each["party"] for each in one.result["totals"]]
    codes = ("day", "voucher", "account", "text", "whose", "amount", "state")
    columns = [say("settling", f"column.{code}", {}, asked.language) for code in codes]
    language = asked.language
    told = [
        (say("settling", "heading", {"number": one.number}, language), one.result["agreement"]),
        (say("settling", "column.days", {}, language), days(one.first, one.last, language)),
        *((said, decided) for said, decided, _ in budgets_said(one, asked)),
        (say("settling", "digest", {}, language), one.digest),
    ]
    sheets = say("settling", "sheet.about", {}, language), say("settling", "sheet.lines", {}, language)
    name = f"{say('settling', 'file', {}, language)}-{one.number}"
    rows = line_cells(one.result["lines"], called, asked, len(parties))
    return as_file(ListFile(name, sheets, told, [(heading, 16) for heading in (*columns, *parties)], rows), form)


def settlement_of(asked: Asked, id: UUID) -> Settlement:  # noqa: A002
    """The settlement, where the organisation is party to its agreement and it was known by then."""
    rows = Settlement.objects.select_related("agreement", "organisation", "withdrawn", "by").prefetch_related(
        "approvals__by"
    )
    one = rows.filter(pk=id).first()
    until = asked.view.until
    if one is None or (until is not None and one.recorded >= until):
        raise Http404
    agreement_of(asked, one.agreement_id)
    return one


def _invoices(asked: Asked, one: Settlement) -> dict[str, Any] | None:
    """The section of invoices: of a closed settlement, for who sees the organisation's own papers."""
    if not asked.may(Right.SEE) or not is_closed(one, asked.view.until):
        return None
    return of_settlement(payments_of(one, asked.view.until), asked)


def _called(asked: Asked, one: Settlement) -> dict[str, str]:
    rows = Organisation.objects.filter(pk__in=one.result["organisations"]).prefetch_related("names")
    return {row.pk: asked.called(row) for row in rows}


def _done(asked: Asked, one: Settlement) -> HttpResponse:
    given = asked.request.POST
    if given.get("do") == "approve":
        approve_settlement(asked.somebody, settlement=one, digest=given.get("digest", ""))
        done = "closed.done" if is_closed(Settlement.objects.get(pk=one.pk)) else "approve.done"
    elif given.get("do") == "invoice":
        made = make_invoices(asked.somebody, settlement=one)
        done = "make.done.credit" if all(each.data["kind"] == "credit_note" for each in made) else "make.done"
        numbers = [each.number for each in made]
        messages.success(asked.request, say("invoicing", done, {"numbers": numbers}, asked.language))
        return HttpResponseRedirect(reverse("settlement", kwargs={"id": one.pk}) + "#invoices")
    else:
        withdraw_settlement(asked.somebody, settlement=one, why=given.get("why", ""))
        done = "withdraw.done"
    messages.success(asked.request, say("settling", done, {"number": one.number}, asked.language))
    return HttpResponseRedirect(reverse("settlement", kwargs={"id": one.pk}))
