"""The end of a review: what is confirmed is recorded, once."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.reviewing import record
from samverkan.actions.roles import Right
from samverkan.store.append import NotKeptError
from samverkan.web.ending import ending
from samverkan.web.page import page
from samverkan.web.reviewing import found_in_draft
from samverkan.web.views.review import already, draft_of, paper
from samverkan.words import say

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.web.asked import Asked

_LONGEST_WHY = 400


@page("web/review.html", may=Right.REVIEW, methods=("POST",))
def review_record(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """Record what is confirmed with the choices made; the page again, with what is lacking, where it cannot be."""
    draft = draft_of(asked, id)
    if draft.state == "recorded":
        return already(asked, draft)
    sent = asked.request.POST
    end = ending(asked, draft, sent)
    problem = ""
    if "show" in sent:
        problem = ""
    elif sent.get("version") != end.version:
        problem = say("review", "end.changed", {}, asked.language)
    elif not end.ready:
        problem = say("review", "end.not_ready", {}, asked.language)
    else:
        why = " ".join(sent.get("why", "").split())[:_LONGEST_WHY] or say("review", "end.why.usual", {}, "sv")
        try:
            entries = record(
                asked.somebody, draft=draft, places=end.places, why=why, justered=end.justered_day, ground=end.ground
            )
        except (InvalidError, NotKeptError) as error:
            if error.code == "already_recorded":
                return already(asked, draft)
            problem = say("actions", error.code, error.values, asked.language)
        else:
            told = [say("review", "end.recorded" if end.facts else "end.closed", {"count": end.facts}, asked.language)]
            messages.success(asked.request, " ".join([*told, *(_plain(one) for one in end.changes)]))
            agreements = {entry.agreement_id for entry in entries}
            dates = f"?{asked.dates}" if asked.dates else ""
            if len(agreements) == 1:
                return HttpResponseRedirect(reverse("agreement", kwargs={"id": agreements.pop()}) + dates)
            return HttpResponseRedirect(reverse("review", kwargs={"id": draft.pk}) + dates)
    found = found_in_draft(draft, asked.somebody.person, asked.language)
    return {**paper(asked, draft, found), "found": found, "draft": draft, "end": end, "end_problem": problem}


def _plain(sentence: str) -> str:
    return unescape(str(sentence).replace("<em>", "").replace("</em>", ""))
