"""Review: what did the paper say, and is that right? The page, and each answer given on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.marking import confirm_all, mark, undo, unmark
from samverkan.actions.roles import Right
from samverkan.store.drafted import ADDED, CONFIRMED, CORRECTED, REJECTED, marks_of
from samverkan.store.models import Draft, Mark, StandingSpan
from samverkan.web.deciding.received import why_not_recorded
from samverkan.web.document_view import Mark as Marked
from samverkan.web.document_view import document_view
from samverkan.web.ending import ending
from samverkan.web.page import page
from samverkan.web.reviewing import Found, found_in_draft, version_of
from samverkan.words import say

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.web.asked import Asked


@page("web/review.html", may=Right.REVIEW)
def review(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """The paper, the facts found in it, and what recording them would change."""
    part = asked.request.GET.get("part", "") if is_htmx(asked) else ""
    if part == "news":
        return _news(asked, draft_of(asked, id, light=True))
    draft = draft_of(asked, id)
    if part == "facts":
        return facts_part(asked, draft)
    found = found_in_draft(draft, asked.somebody.person, asked.language)
    if part == "end":
        return render(asked.request, "web/review_end.html", {**_end(asked, draft), "asked": asked, "found": found})
    shown = paper(asked, draft, found)
    write_read(asked.somebody, id.urn, page="review", number=shown["view"].page)
    if part == "paper":
        return render(asked.request, "web/review_paper.html", {"asked": asked, **shown})
    if draft.state == "recorded":
        return {**shown, "recorded": _recorded(asked, draft), "found": found}
    return {**shown, **_end(asked, draft), "found": found, "received": why_not_recorded(draft, asked.language)}


@page("web/review.html", may=Right.REVIEW, methods=("POST",))
def review_mark(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """What a person says of one fact, or of all that are sure; or that their last step be undone."""
    draft = draft_of(asked, id)
    sent = asked.request.POST
    fact, do = sent.get("fact", ""), sent.get("do", "")
    before = found_in_draft(draft, asked.somebody.person, asked.language)
    problem = None
    try:
        fact = _said(asked, draft, before, fact, do)
    except InvalidError as error:
        if error.code == "already_recorded":
            return already(asked, draft)
        problem = say("actions", error.code, error.values, asked.language)
    draft.refresh_from_db()
    if is_htmx(asked):
        return facts_part(asked, draft, problem, at=fact if do == "undo" else "")
    if problem:
        messages.error(asked.request, problem)
    found = found_in_draft(draft, asked.somebody.person, asked.language)
    following = found.after(fact) if do in ("confirm", "reject") else found.row(fact)
    return HttpResponseRedirect(review_address(asked, draft, following.id if following else "end"))


def _said(asked: Asked, draft: Draft, found: Found, fact: str, do: str) -> str:
    """Do it; the fact that it was about."""
    acting = asked.somebody
    row = found.row(fact)
    if do == "undo":
        return next(iter(undo(acting, draft=draft)), fact)
    if do == "sure":
        confirm_all(acting, draft=draft, facts=found.sure_left)
    elif do == "take_back" or (do == "reject" and row is not None and row.state == ADDED):
        unmark(acting, draft=draft, fact=fact)
    elif do == "reject":
        mark(acting, draft=draft, fact=fact, state=REJECTED)
    elif do == "confirm" and (row is None or row.state not in (CORRECTED, ADDED, CONFIRMED)):
        mark(acting, draft=draft, fact=fact, state=CONFIRMED)
    return fact


def facts_part(asked: Asked, draft: Draft, problem: str | None = None, at: str = "") -> HttpResponse:
    """The right side alone, as it stands now; `at` is the fact to go to."""
    found = found_in_draft(draft, asked.somebody.person, asked.language)
    values = {"asked": asked, "draft": draft, "found": found, "problem": problem, "at": at}
    return render(asked.request, "web/review_facts.html", values)


def _news(asked: Asked, draft: Draft) -> HttpResponse:
    """Whether somebody else has said something since the page was made; an empty answer changes nothing."""
    if draft.state == "recorded":
        return already(asked, draft)
    if version_of(marks_of(draft)) == asked.request.GET.get("version"):
        return HttpResponse(status=204)
    others = (
        Mark.objects.filter(draft=draft).exclude(by=asked.somebody.person).select_related("by").order_by("at").last()
    )
    who = others.by.name if others is not None and others.by is not None else ""
    return render(asked.request, "web/review_news.html", {"asked": asked, "draft": draft, "who": who})


def _end(asked: Asked, draft: Draft) -> dict[str, Any]:
    return {"end": ending(asked, draft, asked.request.GET), "draft": draft}


def _recorded(asked: Asked, draft: Draft) -> list[dict[str, Any]]:
    """The agreements that a recorded document's facts went to, by what they are called."""
    ids = draft.document.entries.filter(replaced_by=None).exclude(agreement=None).values_list("agreement", flat=True)
    spans = StandingSpan.objects.filter(
        agreement__in=set(ids), scope=asked.view.scope, first__lte=asked.today, last__gte=asked.today
    )
    return [{"id": span.agreement_id, "title": span.title} for span in spans]


def paper(asked: Asked, draft: Draft, found: Found) -> dict[str, Any]:
    """The left side: the page asked for, or the one on which the first fact's words stand."""
    only = asked.request.GET.get("fact", "")
    marks = [Marked(span, row.name) for row in found.rows if only in ("", row.name) for span in row.spans]
    written = asked.request.GET.get("page", "")
    number = int(written) if written.isdecimal() and len(written) < 6 else None
    view = document_view(draft.document, marks, page=number, language=asked.language)
    return {"view": view, "places": json.dumps(dict(view.places)), "draft": draft}


def draft_of(asked: Asked, id: UUID, *, light: bool = False) -> Draft:  # noqa: A002
    """The organisation's own document on its way; nothing tells that others' exist. `light`: without what was read of it."""
    drafts = Draft.objects.filter(document__disposed=None).select_related(
        "document__content", "document__particulars", "document__organisation"
    )
    if light:
        drafts = drafts.defer("items", "findings")
    draft = drafts.filter(document=id, document__organisation=asked.somebody.organisation).first()
    if draft is None or asked.hides(id):
        raise Http404
    return draft


def review_address(asked: Asked, draft: Draft, anchor: str = "", page: str = "review", **query: str) -> str:
    """The address of the review, or of a page of it, with the days asked about."""
    named = "&".join(part for part in (urlencode(query), asked.dates) if part)
    address = reverse(page, kwargs={"id": draft.document_id})
    return address + (f"?{named}" if named else "") + (f"#{anchor}" if anchor else "")


def already(asked: Asked, draft: Draft) -> HttpResponse:
    """To the page that says what was recorded: nothing is recorded twice."""
    messages.info(asked.request, say("review", "already", {}, asked.language))
    return sent_to(asked, review_address(asked, draft))


def sent_to(asked: Asked, address: str) -> HttpResponse:
    """To another page, whoever asked: the browser or htmx."""
    if is_htmx(asked):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def is_htmx(asked: Asked) -> bool:
    """Whether a part of the page was asked for by its script."""
    return asked.request.headers.get("HX-Request") == "true"
