"""The facts of one agreement: all that is recorded of it, said without a paper, corrected and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.actions.stating import STATED, correct, state, take_back
from samverkan.core.writing.fields import FieldError, filled
from samverkan.store.load import facts_shown, rows_of
from samverkan.store.models import Fact, Organisation, Person
from samverkan.store.shown import agreements_shown
from samverkan.store.standings import answered
from samverkan.web.page import page
from samverkan.web.stating import FORMS, blank, correction, fact_lines, form_of
from samverkan.web.views.agreement import agreement_of
from samverkan.words import say

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.store.models import Agreement
    from samverkan.web.asked import Asked


@page("web/facts.html", may=Right.SEE_JOINT)
def facts(asked: Asked, id: UUID) -> dict[str, Any]:  # noqa: A002 - the address names it so
    """Every fact on file that the organisation sees: when it happened, reached them and was recorded, by whom and why."""
    one = agreement_of(asked, id)
    found = rows_of(
        agreements_shown(asked.somebody.organisation, asked.view).filter(pk=id).values_list("pk", flat=True)
    )
    shown = {row.id for row in facts_shown(found, asked.view, asked.somebody.organisation.pk)}
    every = Fact.objects.filter(agreement=id).select_related("entry__document", "entry__replaced_by")
    rows = [row for row in every if row.pk in shown]
    documents = {entry.id: entry.document_id for entry in found.entries}
    people = {person.pk: person.name for person in Person.objects.filter(pk__in={row.by_id for row in rows})}
    owners = Organisation.objects.filter(pk__in={row.organisation_id for row in rows}).prefetch_related("names")
    names = {owner.pk: owner.name for owner in owners}
    write_read(asked.somebody, one.urn, page="facts", on=str(asked.on))
    return {
        "agreement": one,
        "lines": fact_lines(rows, documents, people, names, asked),
        "may_state": asked.may(Right.STATE),
    }


@page("web/stating.html", may=Right.STATE, methods=("GET", "POST"))
def state_fact(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """The form for a fact that no paper says, and what is sent with it."""
    one = agreement_of(asked, id)
    given = asked.request.POST if asked.request.method == "POST" else asked.request.GET
    kind = given.get("kind", STATED[0])
    if kind not in FORMS:
        raise Http404
    found = answered(one.cooperation_id, asked.view, on=asked.on, party=asked.somebody.organisation)
    refused: tuple[str, Any] | None = None
    if asked.request.method == "POST":
        try:
            said, value = blank(kind, given)
            made = state(asked.somebody, agreement=one, kind=said, value=value, why=given.get("why", ""))
            return _to_facts(asked, one, made)
        except (InvalidError, FieldError) as error:
            refused = _why_not(error, asked)
    form = form_of(kind, given, found, id, asked)
    return {
        "agreement": one,
        "kind": kind,
        "kinds": tuple(FORMS),
        "form": form,
        "refused": refused,
        "why": given.get("why", ""),
    }


@page("web/correcting.html", may=Right.STATE, methods=("GET", "POST"))
def correct_fact(asked: Asked, id: UUID, fact: int) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """The form that corrects a fact of the organisation's own file or takes it back, and what is sent with it."""
    one = agreement_of(asked, id)
    row = _own_fact(asked, id, fact)
    given = asked.request.POST
    refused: tuple[str, Any] | None = None
    if asked.request.method == "POST":
        why = given.get("why", "")
        try:
            if given.get("do") == "take_back":
                return _to_facts(asked, one, take_back(asked.somebody, fact=row, why=why))
            value = filled(row.kind, correction(row), given.dict())
            return _to_facts(asked, one, correct(asked.somebody, fact=row, value=value, why=why))
        except (InvalidError, FieldError) as error:
            refused = _why_not(error, asked)
    found = answered(one.cooperation_id, asked.view, on=asked.on, party=asked.somebody.organisation)
    documents = {} if row.entry is None else {row.entry.pk: row.entry.document_id}
    line = fact_lines([row], documents, {}, {}, asked)[0]
    form = form_of(row.kind, given, found, id, asked, value=correction(row))
    return {"agreement": one, "fact": row, "line": line, "form": form, "refused": refused, "why": given.get("why", "")}


def _why_not(error: InvalidError | FieldError, asked: Asked) -> tuple[str, Any]:
    """Why it was not recorded, as code and values; what makes no sense in the words that the review has for it."""
    if error.code != "fact_no_sense":
        return error.code, error.values
    return error.code, {"wrong": say("review", f"wrong.{error.values['wrong']}", error.values, asked.language)}


def _own_fact(asked: Asked, agreement: UUID, number: int) -> Fact:
    """The fact, where it is of this agreement and of the organisation's own file."""
    own = asked.somebody.organisation
    row = Fact.objects.filter(pk=number, agreement=agreement, organisation=own).select_related("entry").first()
    if row is None:
        raise Http404
    return row


def _to_facts(asked: Asked, agreement: Agreement, made: Fact) -> HttpResponse:
    """To the list, with the days asked about; as known on an earlier day it does not show what has just been recorded."""
    told = [say("agreement", "recorded.now", {"number": made.pk}, asked.language)]
    if asked.known is not None and asked.known < asked.today:
        told.append(say("agreement", "recorded.later", {"day": asked.known}, asked.language))
    messages.success(asked.request, " ".join(told))
    dates = f"?{asked.dates}" if asked.dates else ""
    return HttpResponseRedirect(f"{reverse('facts', kwargs={'id': agreement.pk})}{dates}#f{made.pk}")
