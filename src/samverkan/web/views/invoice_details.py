"""What the invoices of one's own organisation say of it: a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.money.invoice_details import set_invoice_details
from samverkan.actions.roles import Right
from samverkan.store.money.invoiced import details_row
from samverkan.web.money.details_form import begun, concerned, groups, typed
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.web.asked import Asked


@page("web/money/invoice_details.html", may=Right.KEEP_ACCOUNTS, methods=("GET", "POST"))
def invoice_details(asked: Asked) -> dict[str, Any] | HttpResponse:
    """What is said now, in a form that says it anew."""
    row = details_row(asked.somebody.organisation, asked.view.until)
    of = concerned(asked)
    data: dict[str, Any] = dict(row.data) if row is not None else begun(asked)
    if data.get("last_year") != asked.today.year:
        data["last"] = ""
    problem = wrong = ""
    if asked.request.method == "POST":
        try:
            data = {
                **data,
                **{key: value for key, value in asked.request.POST.items() if key in data or "-" not in key},
            }
            data = typed(asked, of, {} if row is None else row.data)
            set_invoice_details(asked.somebody, data=data)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
            wrong = str(error.values.get("field", ""))
        else:
            messages.success(asked.request, say("invoicing", "details.done", {}, asked.language))
            return HttpResponseRedirect(reverse("invoice-details"))
    return {"row": row, "problem": problem, "groups": groups(data, of, asked, wrong), "settles": bool(of.agreements)}
