"""The register of documents (OSL 5:2): whole for those who see the file, its public columns for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.keeping_records import disclose
from samverkan.actions.keeping_records import open_register as open_it
from samverkan.actions.roles import Right
from samverkan.store import document_register as store
from samverkan.store.receipts import PAGE, Wanted, arrived
from samverkan.web.listing import as_csv, page_asked, text_asked, wants_csv, year_asked
from samverkan.web.page import ANYBODY, page
from samverkan.web.views.document import receipt_of
from samverkan.words import say

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.web.asked import Asked

_COLUMNS: Final = ("arrived", "number", "sender", "concerns")
_WHOLE: Final = 100_000


@page("web/records/register.html", may=Right.SEE)
def register(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The organisation's own register, both sets of columns: what the public is told beside what is kept apart."""
    organisation = asked.somebody.organisation
    whole = wants_csv(asked)
    size = _WHOLE if whole else PAGE
    wanted = Wanted(text=text_asked(asked), page=1 if whole else page_asked(asked), size=size)
    found = arrived(organisation, asked.view, wanted, on=asked.on)
    told = store.disclosed(one.pk for one in found.rows)
    if whole:
        columns = [
            say("records", f"column.{code}", {}, asked.language)
            for code in (*_COLUMNS, "public_sender", "public_concerns")
        ]
        return as_csv(asked, "register", columns, [
            (one.arrived, one.number, one.particulars.sender, one.particulars.concerns,
             getattr(told.get(one.pk), "sender", ""), getattr(told.get(one.pk), "concerns", "")) for one in found.rows
        ])  # fmt: skip
    write_read(asked.somebody, organisation.pk, page="register", number=found.page)
    return {
        "found": found, "rows": [(one, told.get(one.pk)) for one in found.rows], "wanted": wanted,
        "open": store.is_open(organisation), "publishes": asked.may(Right.PUBLISH) and not asked.known,
    }  # fmt: skip


@page("web/records/row.html", may=Right.PUBLISH, methods=("GET", "POST"))
def register_row(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """One document's row: what is kept apart, and what the public register says, to be weighed and said."""
    found = receipt_of(asked, id)
    if not found.own:
        raise Http404
    document = found.document
    now = store.disclosed([document.pk]).get(document.pk)
    refused = None
    if asked.request.method == "POST":
        given = asked.request.POST
        try:
            disclose(
                asked.somebody, document=document, sender=given.get("sender", ""), concerns=given.get("concerns", "")
            )
        except InvalidError as error:
            refused = say("actions", error.code, error.values, asked.language)
        else:
            messages.success(asked.request, say("records", "row.saved", {}, asked.language))
            return HttpResponseRedirect(reverse("register"))
    write_read(asked.somebody, document.pk.urn, page="register_row")
    return {
        "document": document,
        "now": now,
        "refused": refused,
        "given": asked.request.POST,
        "open": store.is_open(document.organisation),
    }


@page("web/refused.html", may=Right.PUBLISH, methods=("POST",))
def open_register(asked: Asked) -> HttpResponse:
    """Open the organisation's register to the public, or close it."""
    closed = asked.request.POST.get("closed") == "1"
    open_it(asked.somebody, closed=closed)
    messages.success(
        asked.request, say("records", "register.closed" if closed else "register.opened", {}, asked.language)
    )
    return HttpResponseRedirect(reverse("register"))


@page("web/records/public_register.html", may=ANYBODY)
def public_register(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The opened registers, their public columns alone."""
    organisations = list(store.opened())
    organisation = asked.request.GET.get("organisation", "")
    organisation = organisation if organisation in {one.pk for one in organisations} else ""
    year, text = year_asked(asked), text_asked(asked)
    found = store.public_rows(organisation=organisation, text=text, year=year, page=page_asked(asked))
    return {
        "found": found, "organisations": organisations, "organisation": organisation, "text": text,
        "year": asked.request.GET.get("year", "") if year else "", "filtered": bool(organisation or text or year),
    }  # fmt: skip
