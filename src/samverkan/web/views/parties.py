"""Who is party to an agreement: the form that makes an organisation one that no paper names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.parties import add_party, joint_of
from samverkan.actions.roles import Right
from samverkan.store.models import Entry
from samverkan.store.placing import organisation_called
from samverkan.store.shown import parties_shown
from samverkan.store.view import View
from samverkan.web.moving import entry_title
from samverkan.web.page import page
from samverkan.web.views.agreement import agreement_of
from samverkan.words import say

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.store.models import Agreement, Organisation
    from samverkan.web.asked import Asked


@page("web/parties.html", may=Right.SHARE, methods=("GET", "POST"))
def add_to_agreement(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """Which organisation becomes party; done when it has been shown which it is and what it will see."""
    one = agreement_of(asked, id)
    sent = asked.request.POST
    written = sent.get("organisation", "").strip()
    who = organisation_called(written) if written else None
    papers = list(joint_of(one))
    told = "" if who is None else "|".join([who.pk, *(str(paper.pk) for paper in papers)])
    problem = ""
    if asked.request.method == "POST":
        try:
            if written and who is None:
                problem = say("review", "end.no_such_party", {"name": written}, asked.language)
            elif who is None:
                problem = say("parties", "choose", {}, asked.language)
            elif one.parties.filter(organisation=who).exists():
                who, problem = None, say("actions", "already_party", {}, asked.language)
            elif "show" not in sent and sent.get("told") != told:
                problem = say("parties", "read_first", {}, asked.language)
            elif "show" not in sent:
                add_party(
                    asked.somebody, agreement=one, organisation=who, why=sent.get("why", ""),
                    shown=[paper.pk for paper in papers],
                )  # fmt: skip
                return _done(asked, one, who)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
    view = View(asked.somebody.organisation.pk)
    return {
        "agreement": one, "written": written, "who": who, "told": told if who is not None else "", "problem": problem,
        "why": sent.get("why", ""), "parties": list(parties_shown([one.pk], view)), "papers": _titled(asked, one, papers),
    }  # fmt: skip


def _titled(asked: Asked, agreement: Agreement, papers: list[Any]) -> list[tuple[Any, str]]:
    """Each document with what its entries of the agreement are called."""
    titles: dict[Any, list[str]] = {}
    for row in Entry.objects.filter(agreement=agreement, document__in=papers, replaced_by=None).order_by(
        "position", "pk"
    ):
        titles.setdefault(row.document_id, []).append(entry_title(row.head, asked))
    return [(paper, "; ".join(titles.get(paper.pk, ()))) for paper in papers]


def _done(asked: Asked, agreement: Agreement, who: Organisation) -> HttpResponse:
    messages.success(asked.request, say("parties", "done", {"name": who.name}, asked.language))
    return HttpResponseRedirect(reverse("agreement", kwargs={"id": agreement.pk}))
