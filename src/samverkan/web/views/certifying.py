"""An extract that several are to certify: who has, who is left; it can be sent when all have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.certifying import sign_extract, withdraw_certification
from samverkan.actions.item_copies import item_of
from samverkan.actions.roles import Right
from samverkan.store import blobs
from samverkan.store.models import Certification
from samverkan.web.deciding.levels import levels_in
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.web.asked import Asked


@page("web/deciding/certification.html", may=Right.SEE, methods=("GET", "POST"))
def certification(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """The extract as it is put to those who certify it; forms to certify and to take it back."""
    one = _certification(asked, id)
    problem = ""
    if asked.request.method == "POST":
        try:
            return HttpResponseRedirect(_done(asked, one))
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
            one = _certification(asked, id)
    made = list(one.signatures.order_by("pk"))
    levels = levels_in(made[-1].content_id, asked.somebody.at) if made else []
    signed = {row.name: (row.recorded, level) for row, level in zip(made, levels, strict=False)}
    rows = [(who["name"], who["office"], *signed.get(who["name"], (None, ""))) for who in one.certifiers]
    person = str(asked.person.pk)
    return {
        "one": one, "item": item_of(one.item), "problem": problem, "rows": rows, "extract": getattr(one, "extract", None),
        "withdrawn": getattr(one, "withdrawn", None), "left": [name for name, _, when, _ in rows if when is None],
        "mine": any(who["person"] == person and who["name"] not in signed for who in one.certifiers),
    }  # fmt: skip


@page("web/deciding/certification.html", may=Right.SEE)
def certification_paper(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The extract with the signatures so far, as a PDF."""
    one = _certification(asked, id)
    last = one.signatures.order_by("-pk").first()
    return HttpResponse(
        blobs.fetch(last.content_id if last else one.content_id),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="protokollsutdrag.pdf"'},
    )


def _done(asked: Asked, one: Certification) -> str:
    data, acting = asked.request.POST, asked.somebody
    do = data.get("do", "")
    here = reverse("certification", kwargs={"id": one.pk})
    if do == "sign":
        made = sign_extract(acting, certification=one, assurance=asked.assurance.level)
        if made is not None:
            do, here = "last", reverse("extract", kwargs={"id": made.pk})
    elif do == "withdraw":
        withdraw_certification(acting, certification=one, why=data.get("why", ""))
    else:
        raise Http404
    messages.success(asked.request, say("deciding", f"certification.done.{do}", {}, asked.language))
    return here


def _certification(asked: Asked, id: UUID) -> Certification:  # noqa: A002
    rows = Certification.objects.filter(pk=id, item__organisation=asked.somebody.organisation)
    one = rows.select_related("item__body", "item__meeting", "minutes", "withdrawn", "extract").first()
    if one is None or not asked.somebody.may_with(Right.SEE, one):
        raise Http404
    return one
