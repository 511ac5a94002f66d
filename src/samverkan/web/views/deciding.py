"""Deciding: what waits for a body, what is to be signed, where each matter is on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.clauses import is_locked
from samverkan.actions.item_copies import item_of
from samverkan.actions.meetings import plan_meeting
from samverkan.actions.preparing import propose
from samverkan.actions.roles import Right
from samverkan.core.law import Body as Kind
from samverkan.store.models import (
    AgendaItem,
    Agreement,
    Body,
    Certification,
    Clause,
    ClauseVersion,
    Justering,
    Meeting,
    Party,
)
from samverkan.web.asked import day_given
from samverkan.web.deciding.signing_said import waiting_for
from samverkan.web.deciding.texts import lines, paragraphs
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.core.deciding import Item
    from samverkan.web.asked import Asked


@page("web/deciding/deciding.html", may=Right.SEE, methods=("GET", "POST"))
def deciding(asked: Asked) -> dict[str, Any] | HttpResponse:
    """What is on its way: clauses, proposals that wait for an agenda, meetings, minutes to sign."""
    problem = ""
    if asked.request.method == "POST":
        try:
            return HttpResponseRedirect(_planned(asked))
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
    own = asked.somebody.organisation
    seen = asked.somebody.seen_bodies()
    mine_alone = {} if seen is None else {"body__in": seen}
    mine = Party.objects.filter(organisation=own).values("agreement")
    last = [
        one.versions.order_by("-number").first()
        for one in Clause.objects.filter(agreement__in=mine).order_by("-recorded")[:50]
    ]
    clauses = [(one, is_locked(one)) for one in last if one is not None]
    waiting = list(
        AgendaItem.objects.filter(organisation=own, meeting=None, justering=None, **mine_alone).select_related(
            "body", "matter"
        )
    )
    meetings = Meeting.objects.filter(organisation=own, **mine_alone)
    to_sign, to_certify, agreements = _to_sign(asked), _to_certify(asked), waiting_for(asked)
    counts = {
        "sign": len(to_sign), "agreements": len(agreements), "certify": len(to_certify), "waiting": len(waiting),
        "meetings": meetings.exclude(state="held").count(),
    }  # fmt: skip
    bodies = Body.objects.filter(organisation=own, endings=None).order_by("name")
    return {
        "clauses": clauses, "lead": _lead(asked, counts), "waiting": [(one, item_of(one)) for one in waiting],
        "meetings": meetings.select_related("body").order_by("-day")[:50], "to_sign": to_sign,
        "to_certify": to_certify, "agreements_to_sign": agreements,
        "bodies": bodies, "kinds": [one.value for one in Kind if one is not Kind.STEERING_GROUP], "problem": problem,
        "given": asked.request.POST,
    }  # fmt: skip


@page("web/deciding/item_new.html", may=Right.PREPARE, methods=("GET", "POST"))
def new_item(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Propose that a body decide, with the words of a joint clause or free ones."""
    problem = ""
    data = asked.request.POST if asked.request.method == "POST" else asked.request.GET
    version = _version(asked, data.get("clause", ""))
    bodies = Body.objects.filter(organisation=asked.somebody.organisation, endings=None).order_by("name")
    if asked.request.method == "POST":
        try:
            body = next((one for one in bodies if str(one.pk) == data.get("body")), None)
            if body is None:
                raise InvalidError("body_missing")
            made = propose(
                asked.somebody, body=body, title=data.get("title", ""), clause=version,
                agreement=_agreement(asked, data.get("agreement", "")),
                points=lines(data.get("points", "")), heard=paragraphs(data.get("heard", "")),
            )  # fmt: skip
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
        else:
            messages.success(
                asked.request,
                say("deciding", "item.done.new", {"number": item_of(made).registry_number}, asked.language),
            )
            return HttpResponseRedirect(reverse("agenda-item", kwargs={"id": made.pk}))
    return {
        "bodies": bodies, "version": version, "given": data, "problem": problem,
        "title": data.get("title") or (version.content.get("title", "") if version else ""),
    }  # fmt: skip


def _lead(asked: Asked, counts: dict[str, int]) -> str:
    """What there is, a sentence each; one calm sentence where there is nothing."""
    said = [
        say("deciding", f"lead.{code}", {"count": count}, asked.language) for code, count in counts.items() if count
    ]
    return " ".join(said) or say("deciding", "lead.nothing", {}, asked.language)


def _version(asked: Asked, written: str) -> ClauseVersion | None:
    if not written.isdecimal() or len(written) > 18:
        return None
    mine = Party.objects.filter(organisation=asked.somebody.organisation).values("agreement")
    return ClauseVersion.objects.filter(pk=int(written), clause__agreement__in=mine).select_related("clause").first()


def _agreement(asked: Asked, written: str) -> Agreement | None:
    if not written:
        return None
    mine = {
        str(one.agreement_id): one.agreement
        for one in Party.objects.filter(organisation=asked.somebody.organisation).select_related("agreement")
    }
    if written not in mine:
        raise Http404
    return mine[written]


def _planned(asked: Asked) -> str:
    data = asked.request.POST
    bodies = Body.objects.filter(organisation=asked.somebody.organisation, endings=None)
    body = next((one for one in bodies if str(one.pk) == data.get("body")), None)
    if body is None:
        raise InvalidError("body_missing")
    members = data.get("members", "")
    made = plan_meeting(
        asked.somebody, body=body, day=day_given(asked, "day"), members=int(members) if members.isdecimal() and len(members) < 5 else 0,
        kind=Kind(data["kind"]) if data.get("kind") in {one.value for one in Kind} else Kind.BOARD,
        place=data.get("place", "")[:200], began=data.get("began", "")[:20],
    )  # fmt: skip
    return reverse("agenda", kwargs={"id": made.pk})


def _to_certify(asked: Asked) -> list[tuple[Certification, Item]]:
    """The extracts that wait for the one who asks to certify them."""
    person = str(asked.person.pk)
    waiting = Certification.objects.filter(item__organisation=asked.somebody.organisation, extract=None, withdrawn=None)
    found = []
    for one in waiting.select_related("item__body").prefetch_related("signatures"):
        signed = {made.name for made in one.signatures.all()}
        if any(who["person"] == person and who["name"] not in signed for who in one.certifiers):
            found.append((one, item_of(one.item)))
    return found


def _to_sign(asked: Asked) -> list[Justering]:
    """The minutes that wait for the one who asks to sign."""
    person = str(asked.person.pk)
    waiting = Justering.objects.filter(meeting__organisation=asked.somebody.organisation, minutes=None, withdrawn=None)
    found = []
    for one in waiting.select_related("meeting__body").prefetch_related("signatures"):
        signed = {made.name for made in one.signatures.all()}
        if any(who["person"] == person and who["name"] not in signed for who in one.signers):
            found.append(one)
    return found
