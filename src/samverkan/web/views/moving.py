"""An entry that was put with the wrong agreement: the form that puts it with another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError, RefusedError
from samverkan.actions.moving import move
from samverkan.actions.roles import Right
from samverkan.store.models import Entry
from samverkan.web.moving import moving
from samverkan.web.page import page
from samverkan.web.views.document import receipt_of
from samverkan.words import say

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.web.asked import Asked


@page("web/moving.html", may=Right.STATE, methods=("GET", "POST"))
def move_entry(asked: Asked, id: UUID, entry: int) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """Which agreement the entry concerns instead; done when what it changes has been shown."""
    row = _own_entry(asked, id, entry)
    sent = asked.request.POST
    form = moving(asked, row, sent)
    problem = ""
    if asked.request.method == "POST" and "show" not in sent:
        if not form.told:
            problem = say("moving", "choose", {}, asked.language)
        elif not form.ready:
            problem = form.error or form.hindered
        elif sent.get("told") != form.told:
            problem = say("moving", "read_first", {}, asked.language)
        else:
            try:
                made = move(
                    asked.somebody, entry=row, place=form.place, why=sent.get("why", ""), shown_to=form.shown_to
                )
            except InvalidError as error:
                problem = say("actions", error.code, error.values, asked.language)
            else:
                return _done(asked, made)
    return {"document": id, "entry": row, "form": form, "problem": problem, "why": sent.get("why", "")}


def _own_entry(asked: Asked, document: UUID, number: int) -> Entry:
    """The entry that stands in the place of this one now, where it is of a document of the organisation's own."""
    if not receipt_of(asked, document).own:
        raise Http404
    row = Entry.objects.filter(pk=number, document=document).select_related("agreement", "replaced_by").first()
    while row is not None and hasattr(row, "replaced_by"):
        row = row.replaced_by
    if row is None:
        raise Http404
    if not asked.somebody.may_with(Right.STATE, row):
        raise RefusedError("not_for_your_body")
    return row


def _done(asked: Asked, made: Entry) -> HttpResponse:
    """To the facts where they now are; to the document, where they are with no agreement."""
    messages.success(asked.request, say("moving", "done" if made.agreement_id else "done.none", {}, asked.language))
    if made.agreement_id is None:
        return HttpResponseRedirect(reverse("document", kwargs={"id": made.document_id}))
    return HttpResponseRedirect(reverse("facts", kwargs={"id": made.agreement_id}))
