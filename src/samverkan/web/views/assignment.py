"""One assignment, followed to the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse

from samverkan.actions.roles import Right
from samverkan.store import following, registers
from samverkan.store.models import Entry
from samverkan.web.assigned import address_of, doings, entries_of, heading, lead, parts
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.web.asked import Asked


@page("web/assignment.html", may=Right.SEE_JOINT)
def assignment(asked: Asked, id: int) -> dict[str, Any]:  # noqa: A002 - the address names it so
    """Given by which § in which words, to whom, by when, reported when, fulfilled by which §."""
    organisation = asked.somebody.organisation
    one = following.assignment(organisation, asked.view, asked.on, id)
    if one is None:
        raise Http404
    row = following.assignment_rows([one])[one.id]
    documents = {entry.pk: entry.document_id for entry in Entry.objects.filter(pk__in=entries_of(one))}
    papers = [it.document_id for it in (row.given, row.done) if it is not None]
    asked.hidden_of([*papers, *documents.values()])
    given = "" if row.given is None else address_of(row.given.document_id, row.words, asked)
    done = ""
    if one.done and row.done is not None:
        done = address_of(row.done.document_id, (row.done.head.get("citation") or {}).get("span"), asked)
    agreement = None
    if one.agreement is not None:
        ((_, title, _),) = registers.titles([one.agreement], asked.view, asked.on)
        query = f"?{asked.dates}" if asked.dates else ""
        title = title or say("registers", "an_agreement", {}, asked.language)
        agreement = title, reverse("agreement", kwargs={"id": one.agreement}) + query
    return {
        "one": one, "heading": heading(one, asked), "lead": lead(one, asked),
        "word": say("registers", f"status.{one.status}", {}, asked.language),
        "parts": parts(one, asked, given=given, done=done, agreement=agreement, documents=documents), "doings": doings(one, asked),
    }  # fmt: skip
