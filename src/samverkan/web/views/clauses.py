"""The joint clause: what the parties are to decide on, alike, and who has locked it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.clauses import comment_on_clause, content_of, draft_clause, is_locked, lock_clause, revise_clause
from samverkan.actions.originals import open_original, put_to_signing
from samverkan.actions.roles import Right
from samverkan.actions.undecided import undecided
from samverkan.core.deciding.clause import Change, differing, word_changes
from samverkan.store import registers
from samverkan.store.models import AgendaItem, Body, Clause, ClauseVersion, Organisation, Party
from samverkan.web.deciding.clause_form import clause_of, given, shown, term_words
from samverkan.web.deciding.signing_said import choices, where_is
from samverkan.web.page import page
from samverkan.web.views.originals import chosen, received
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from samverkan.web.asked import Asked


class TermRow(NamedTuple):
    """A term of a version and, beside another, what it was there."""

    term: str
    now: str
    was: str
    differs: bool


class LockRow(NamedTuple):
    """A party and when it locked the version, if it has."""

    name: str
    mine: bool
    when: Any


@page("web/deciding/clause_new.html", may=Right.PREPARE, methods=("GET", "POST"))
def new_clause(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Begin a joint clause with another organisation."""
    organisations = [one for one in Organisation.objects.order_by("pk") if one != asked.somebody.organisation]
    data = asked.request.POST if asked.request.method == "POST" else asked.request.GET
    others = [one for one in organisations if one.pk in data.getlist("party")]
    names = [asked.called(one) for one in (asked.somebody.organisation, *others)]
    fields, problem = given(names, data), ""
    if asked.request.method == "POST" and others:
        try:
            made = draft_clause(asked.somebody, content=clause_of(fields), parties=others, why=data.get("why", ""))
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
        else:
            return HttpResponseRedirect(reverse("clause", kwargs={"id": made.clause_id}))
    return {
        "organisations": [(one, asked.called(one)) for one in organisations], "others": others, "fields": fields, "problem": problem,
        "given": data, "knows": registers.co_parties(asked.somebody.organisation, asked.view),
    }  # fmt: skip


@page("web/deciding/clause.html", may=Right.SEE, methods=("GET", "POST"))
def clause(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """A joint clause as it stands, beside an earlier version; forms to revise, comment on and lock it."""
    one = _clause(asked, id)
    versions = list(one.versions.order_by("-number").select_related("organisation", "by"))
    last = versions[0]
    content = content_of(last)
    fields, problem, failed = shown(content), "", ""
    if asked.request.method == "POST":
        try:
            if asked.request.POST.get("do") in ("put", "receive"):
                return HttpResponseRedirect(_to_signing(asked, one, last))
            said = _done(asked, one, last, content.parties)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
            failed = asked.request.POST.get("do", "")
            if failed == "revise":
                fields = given(content.parties, asked.request.POST)
        else:
            messages.success(asked.request, said)
            return HttpResponseRedirect(reverse("clause", kwargs={"id": one.pk}))
    before = _beside(asked, versions)
    earlier = None if before is None else content_of(before)
    locks = _locks(asked, last)
    left = [row.name for row in locks if not row.when]
    items = AgendaItem.objects.filter(organisation=asked.somebody.organisation, clause__clause=one).select_related(
        "meeting", "body"
    )
    return {
        "clause": one, "version": last, "versions": versions, "before": before, "content": content, "fields": fields, "problem": problem,
        "failed": failed, "given": asked.request.POST if failed in ("revise", "comment") else {},
        "terms": _terms(asked, content, earlier), "points": _words(content.points, earlier and earlier.points),
        "text": _words(content.text, earlier and earlier.text), "locks": locks, "left": left, "locked": is_locked(last),
        "comments": last.comments.select_related("organisation", "by").order_by("pk"), "items": items,
        "mine": any(row.mine and row.when for row in locks), "by": asked.called(last.organisation),
        "bodies": Body.objects.filter(organisation=asked.somebody.organisation, endings=None).order_by("name"),
        "typed": asked.request.POST, **_signing(asked, last),
    }  # fmt: skip


def _signing(asked: Asked, last: ClauseVersion) -> dict[str, Any]:
    """Where the signing of the agreement is; before it, who may sign and whose decision is lacking."""
    there = open_original(last)
    if there is not None:
        return {"where": where_is(asked, there)}
    if not is_locked(last) or not asked.may(Right.PREPARE):
        return {}
    return {
        "signatories": choices(asked, last.clause.agreement),
        "undecided": undecided(asked.somebody, last),
    }


def _to_signing(asked: Asked, one: Clause, last: ClauseVersion) -> str:
    """Put it to signing, or take in what another party has signed: the address of its page."""
    data = asked.request.POST
    do = data["do"]
    if do == "receive":
        made = received(asked)
    else:
        signatories = chosen(asked, one.agreement)
        made = put_to_signing(asked.somebody, version=last, signatories=signatories, despite=data.get("despite", ""))
    messages.success(asked.request, say("original", f"done.{do}", {}, asked.language))
    return reverse("agreement-signing", kwargs={"id": made.pk})


def _done(asked: Asked, one: Clause, last: ClauseVersion, parties: Sequence[str]) -> str:
    data = asked.request.POST
    do = data.get("do", "")
    number = int(data["after"]) if data.get("after", "").isdecimal() and len(data["after"]) < 9 else last.number
    seen = next((version for version in one.versions.all() if version.number == number), last)
    if do == "lock":
        lock_clause(asked.somebody, version=seen)
    elif do == "comment":
        comment_on_clause(asked.somebody, version=seen, text=data.get("comment", ""), term=data.get("term", ""))
    elif do == "revise":
        content = clause_of(given(parties, data))
        revise_clause(asked.somebody, clause=one, content=content, after=number, why=data.get("why", ""))
    else:
        raise Http404
    return say("deciding", f"clause.done.{do}", {}, asked.language)


def _clause(asked: Asked, id: UUID) -> Clause:  # noqa: A002
    mine = Party.objects.filter(organisation=asked.somebody.organisation).values("agreement")
    one = Clause.objects.filter(pk=id, agreement__in=mine).first()
    if one is None:
        raise Http404
    return one


def _beside(asked: Asked, versions: Sequence[ClauseVersion]) -> ClauseVersion | None:
    wanted = asked.request.GET.get("beside", "")
    if wanted.isdecimal() and len(wanted) < 9:
        return next((one for one in versions[1:] if one.number == int(wanted)), None)
    return versions[1] if len(versions) > 1 else None


def _terms(asked: Asked, content: Any, earlier: Any) -> list[TermRow]:
    others = {} if earlier is None else {one.term: one.first for one in differing(earlier, content)}
    rows = []
    for term in ("object", "parties", "period", "shares", "extension"):
        now = term_words(term, getattr(content, term), asked.language)
        was = term_words(term, others.get(term), asked.language)
        if term == "extension":
            now, was = (say("deciding", f"extension.{one}", {}, asked.language) if one else "" for one in (now, was))
        rows.append(TermRow(term, now, was, term in others))
    return rows


def _words(now: Sequence[str], was: Sequence[str] | None) -> list[tuple[Change, ...]]:
    if was is None:
        return [(Change("same", one),) for one in now]
    longest = max(len(now), len(was))
    pairs = [(was[n] if n < len(was) else "", now[n] if n < len(now) else "") for n in range(longest)]
    return [word_changes(before, after) for before, after in pairs]


def _locks(asked: Asked, version: ClauseVersion) -> list[LockRow]:
    when = {one.organisation_id: one.recorded for one in version.locks.all()}
    parties = Party.objects.filter(agreement=version.clause.agreement_id).select_related("organisation").order_by("pk")
    own = asked.somebody.organisation.pk
    return [
        LockRow(asked.called(one.organisation), one.organisation_id == own, when.get(one.organisation_id))
        for one in parties
    ]
