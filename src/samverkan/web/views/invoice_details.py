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
from samverkan.web.money.meanwhile import changed, merged, seen_in
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.store.models import InvoiceDetails
    from samverkan.web.asked import Asked


@page("web/money/invoice_details.html", may=Right.KEEP_ACCOUNTS, methods=("GET", "POST"))
def invoice_details(asked: Asked) -> dict[str, Any] | HttpResponse:
    """What is said now, in a form that says it anew."""
    row = details_row(asked.somebody.organisation, asked.view.until)
    of = concerned(asked)
    now = _said(row, asked)
    data, seen = dict(now), 0 if row is None else row.pk
    problem = wrong = ""
    if asked.request.method == "POST":
        opened = seen_in(asked)
        try:
            data = {
                **data,
                **{key: value for key, value in asked.request.POST.items() if key in data or "-" not in key},
            }
            data = typed(asked, of, {} if row is None else row.data)
            if row is None or data != row.data:  # else a second click
                set_invoice_details(asked.somebody, data=data, seen=opened)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
            wrong = str(error.values.get("field", ""))
            if error.code == "form_saved_since":
                old = _said(asked.somebody.organisation.invoice_details.filter(pk=opened or 0).first(), asked)
                fields = [say("invoicing", f"field.{key}", {}, asked.language) for key in changed(old, now)]
                data = merged(old, data, now)
                problem = f"{problem} {say('money', 'saved_since', {'fields': fields}, asked.language)}"
            elif opened is not None:
                seen = opened
        else:
            messages.success(asked.request, say("invoicing", "details.done", {}, asked.language))
            return HttpResponseRedirect(reverse("invoice-details"))
    return {
        "row": row, "seen": seen, "problem": problem, "groups": groups(data, of, asked, wrong), "settles": bool(of.agreements),
    }  # fmt: skip


def _said(row: InvoiceDetails | None, asked: Asked) -> dict[str, Any]:
    """What the row says, or the form before anything is said; a number last used is of this year."""
    data = begun(asked) if row is None else dict(row.data)
    return data if data.get("last_year") == asked.today.year else {**data, "last": "", "last_year": asked.today.year}
