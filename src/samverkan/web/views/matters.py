"""Matters: where in the decision we are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.register import register_matter
from samverkan.actions.roles import Right
from samverkan.store import registers
from samverkan.store.concerning import concerning
from samverkan.store.diary import diary_address, diary_system
from samverkan.store.models import AgreementMatter, Body, Matter
from samverkan.store.view import JOINT
from samverkan.web.asked import day_given
from samverkan.web.listing import as_csv, columns_said, page_asked, text_asked, wants_csv
from samverkan.web.page import page
from samverkan.web.views.meetings import address_of, entry_rows
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.store.registers import Where
    from samverkan.web.asked import Asked


@page("web/matters.html", may=Right.SEE_JOINT, methods=("GET", "POST"))
def matters(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The organisation's matters, each with how far it has come; a form to add one."""
    if asked.request.method == "POST":
        return _registered(asked)
    given = asked.request.GET
    text, sort = text_asked(asked), given.get("sort", "-day")
    whole = wants_csv(asked)
    page_ = None if whole else page_asked(asked)
    found = registers.matters(asked.somebody.organisation, asked.view, asked.on, text=text, sort=sort, page=page_)
    if whole:
        columns = columns_said("number title body opened where", asked.language)
        return as_csv(asked, "matters", columns, [
            (one.registry_number, one.title, one.body.name if one.body else "", one.opened, said(where, asked))
            for one, where in found.listed.rows
        ])  # fmt: skip
    listed = found.listed
    return {
        "found": listed, "rows": [(one, where, said(where, asked)) for one, where in listed.rows], "waiting": found.waiting, "text": text,
        "sort": sort, "keeps": asked.may(Right.KEEP_REGISTER), "columns": ("number", "title", "body", "day"),
        "bodies": Body.objects.filter(organisation=asked.somebody.organisation).order_by("name") if asked.may(Right.KEEP_REGISTER) else (),
    }  # fmt: skip


@page("web/matter.html", may=Right.SEE_JOINT)
def matter(asked: Asked, id: int) -> dict[str, Any]:  # noqa: A002 - the address names it so
    """One matter: how far it has come, step by step, and which agreements it concerns."""
    organisation = asked.somebody.organisation
    rows = Matter.objects.filter(pk=id, organisation=organisation).select_related("body")
    until = asked.view.until
    one = (rows if until is None else rows.filter(recorded__lt=until)).first()
    if one is None:
        raise Http404
    entries = registers.matter_entries(one, organisation, asked.view, asked.on)
    if asked.view.scope == JOINT and not entries:
        raise Http404
    to_come = registers.planned(entries, organisation, asked.view, asked.on)
    where = registers.where(entries, to_come, registers.proposed_to(entries, organisation, asked.view))
    agreements = concerning(
        AgreementMatter.objects.filter(matter=one, agreement__parties__organisation=organisation), until
    )
    return {
        "matter": one, "lead": said(where, asked), "where": where, "entries": entry_rows(entries, asked),
        "agreements": registers.titles([row.agreement_id for row in agreements], asked.view, asked.on),
        "diary": diary_address(one, diary_system(organisation)),
        "address": address_of(where.entry, None, asked) if where.entry else "",
    }  # fmt: skip


def said(where: Where, asked: Asked) -> str:
    """How far a matter has come, in a sentence."""
    values = {"section": "", **where.values}
    code = where.code
    if code not in _OWN and not code.startswith("where.p"):
        values["done"] = say("registers", f"act.{code.removeprefix('where.')}", {}, asked.language)
        code = "where.decided"
    if values.get("day") is None and code in ("where.decided", "where.proposed", "where.proposed_to"):
        code = f"{code}.undated"
    sentence = say("registers", code, values, asked.language)
    return sentence[:1].upper() + sentence[1:]


_OWN = ("where.nothing", "where.assigned", "where.handled")


def _registered(asked: Asked) -> HttpResponse:
    given = asked.request.POST
    chosen = given.get("body", "")
    bodies = Body.objects.filter(organisation=asked.somebody.organisation)
    body = bodies.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
    made = register_matter(
        asked.somebody, registry_number=given.get("registry_number", "")[:80], title=given.get("title", "").strip()[:400], body=body,
        opened=day_given(asked, "opened") if given.get("opened") else None, link=given.get("link", "").strip()[:400],
    )  # fmt: skip
    messages.success(asked.request, say("registers", "done.matter", {"number": made.registry_number}, asked.language))
    return HttpResponseRedirect(reverse("matter", kwargs={"id": made.pk}))
