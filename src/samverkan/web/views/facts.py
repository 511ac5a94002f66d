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
from samverkan.store.load import entries_gone, facts_shown, rows_of
from samverkan.store.models import Fact, Organisation, Person
from samverkan.store.shown import agreements_shown
from samverkan.store.standings import answered
from samverkan.web.fact_fields import STATED_FORMS
from samverkan.web.fact_form import errors_of
from samverkan.web.fact_lines import fact_groups, fact_lines
from samverkan.web.page import page
from samverkan.web.stating import correcting_form, correction, filled_in, stated, stating_form
from samverkan.web.views.agreement import agreement_of
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    every = Fact.objects.filter(agreement=id).select_related("entry__document", "entry__replaced_by", "entry__replaces")
    rows = [row for row in every if row.pk in shown]
    documents = {entry.id: entry.document_id for entry in found.entries}
    people = {person.pk: person.name for person in Person.objects.filter(pk__in={row.by_id for row in rows})}
    owners = Organisation.objects.filter(pk__in={row.organisation_id for row in rows}).prefetch_related("names")
    names = {owner.pk: asked.called(owner) for owner in owners}
    write_read(asked.somebody, one.urn, page="facts", on=str(asked.on))
    gone = entries_gone(found, asked.view, asked.somebody.organisation.pk)
    lines = fact_lines(rows, documents, people, names, asked, gone)
    return {
        "agreement": one,
        "count": len(lines),
        "groups": fact_groups(rows, lines, asked),
        "may_state": asked.may(Right.STATE),
    }


@page("web/stating.html", may=Right.STATE, methods=("GET", "POST"))
def state_fact(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """The form for a fact that no paper says, and what is sent with it."""
    one = agreement_of(asked, id)
    given = asked.request.POST if asked.request.method == "POST" else filled_in(id, asked)
    kind = given.get("kind", STATED[0])
    if kind not in STATED_FORMS:
        raise Http404
    found = answered(one.cooperation_id, asked.view, on=asked.on, party=asked.somebody.organisation)
    form = stating_form(kind, found, id, asked, given)
    sent = form.sent(given, {})
    errors: dict[str, str] = {}
    if asked.request.method == "POST" and not (errors := dict(sent.errors)):
        said, value = stated(kind, sent.value)
        try:
            made = state(asked.somebody, agreement=one, kind=said, value=value, why=given.get("why", ""))
            return _to_facts(asked, one, made)
        except InvalidError as error:
            errors = _why_not(error, said, value, asked)
    raw = sent.raw if asked.request.method == "POST" else {}
    return {
        "agreement": one, "kind": kind, "kinds": tuple(STATED_FORMS), "inputs": form.inputs(sent.value, errors, raw),
        "errors": errors, "general": errors.get("", ""), "why": given.get("why", ""),
        "assignment": asked.request.GET.get("assignment", ""),
    }  # fmt: skip


@page("web/correcting.html", may=Right.STATE, methods=("GET", "POST"))
def correct_fact(asked: Asked, id: UUID, fact: int) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """The form that corrects a fact of the organisation's own file or takes it back, and what is sent with it."""
    one = agreement_of(asked, id)
    row = _own_fact(asked, id, fact)
    given = asked.request.POST
    found = answered(one.cooperation_id, asked.view, on=asked.on, party=asked.somebody.organisation)
    form = correcting_form(row, found, id, asked)
    value, why, more = correction(row), given.get("why", ""), "more" in given
    errors: dict[str, str] = {}
    raw: Mapping[str, str] = {}
    if asked.request.method == "POST":
        try:
            if given.get("do") == "take_back":
                return _to_facts(asked, one, take_back(asked.somebody, fact=row, why=why))
            sent = form.sent(given, value)
            value, raw = sent.value, sent.raw
            if not more and not (errors := dict(sent.errors)):
                return _to_facts(asked, one, correct(asked.somebody, fact=row, value=value, why=why))
        except InvalidError as error:
            errors = _why_not(error, row.kind, value, asked)
    documents = {} if row.entry is None else {row.entry.pk: row.entry.document_id}
    line = fact_lines([row], documents, {}, {}, asked)[0]
    return {
        "agreement": one, "fact": row, "line": line, "inputs": form.inputs(value, errors, raw, 2 if more else 0),
        "errors": errors, "general": errors.get("", ""), "why": why,
    }  # fmt: skip


def _why_not(error: InvalidError, kind: str, value: dict[str, Any], asked: Asked) -> dict[str, str]:
    """Why it was not recorded, at the fields that it is about; under "" what is about none."""
    if error.code == "fact_no_sense":
        return errors_of(kind, value, asked.language)
    return {"": say("actions", error.code, error.values, asked.language)}


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
