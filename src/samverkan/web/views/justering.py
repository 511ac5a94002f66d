"""Minutes at justering: who has signed, who is left; then when they are announced, and until when they can be appealed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.appointed import who_may
from samverkan.actions.certifying import certify, put_to_certifiers
from samverkan.actions.item_copies import item_of
from samverkan.actions.justering import sign_minutes, withdraw_justering
from samverkan.actions.noticing import post_notice, take_down_notice
from samverkan.actions.roles import Right
from samverkan.actions.signing import sure_enough
from samverkan.core.law import appeal, justering, notice
from samverkan.store import blobs
from samverkan.store.models import Entry, Fact, Justering, Notice
from samverkan.web.asked import day_given
from samverkan.web.page import ANYBODY, page
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.store.models import AgendaItem, Person
    from samverkan.web.asked import Asked

_MOST_ROWS: Final = 4


@page("web/deciding/justering.html", may=Right.SEE, methods=("GET", "POST"))
def justering_page(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """One justering: its minutes, its signatures, its notice and its days."""
    one = _justering(asked, id)
    problem, data = "", QueryDict()
    if asked.request.method == "POST":
        try:
            return HttpResponseRedirect(_done(asked, one))
        except InvalidError as error:
            data = asked.request.POST
            problem = say("actions", error.code, error.values, asked.language)
            one = _justering(asked, id)
    signed = {made.name: made.recorded for made in one.signatures.all()}
    rows = [(who["name"], who["seat"], signed.get(who["name"])) for who in one.signers]
    done, up = getattr(one, "minutes", None), getattr(one, "notice", None)
    person = str(asked.person.pk)
    several = who_may(Right.CERTIFY, one.meeting.body) if done and asked.may(Right.CERTIFY) else []
    return {
        "one": one, "problem": problem, "rows": rows, "left": [name for name, _, when in rows if not when], "done": done, "notice": up,
        "withdrawn": getattr(one, "withdrawn", None), "down": getattr(up, "down", None) if up else None,
        "mine": any(who["person"] == person and who["name"] not in signed for who in one.signers),
        "sure": sure_enough(asked.assurance.level),
        "latest": justering.last_day(meeting=one.meeting.day).day, "notice_by": notice.last_day(justering=done.day).day if done else None,
        "appeal_until": appeal.last_day(notice=up.posted).day if up else None,
        "items": [
            (row, item_of(row), row.certifications.filter(extract=None, withdrawn=None), _forms(asked, row, data, several))
            for row in one.items.order_by("position")
        ], "given": data,
        "appeals": _appeals(asked, one) if done and asked.may(Right.STATE) else [],
    }  # fmt: skip


@page("web/deciding/justering.html", may=Right.SEE)
def justering_paper(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The minutes with the signatures so far, as a PDF."""
    one = _justering(asked, id)
    last = one.signatures.order_by("-pk").first()
    data = blobs.fetch(last.content_id if last else one.content_id)
    return HttpResponse(
        data, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="protokoll.pdf"'}
    )


@page("web/deciding/notice_board.html", may=ANYBODY)
def notice_board(asked: Asked) -> dict[str, Any]:
    """The notice board: what is announced now, on every organisation's board, without login (KL 8:9-12)."""
    up = Notice.objects.filter(posted__lte=asked.today, down=None).order_by("-posted")
    rows = up.select_related("justering__meeting__body", "justering__meeting__organisation", "justering__minutes")
    return {
        "rows": [
            (one, asked.called(one.justering.meeting.organisation), appeal.last_day(notice=one.posted).day)
            for one in rows[:200]
        ]
    }


class Forms(NamedTuple):
    """What the forms of one § show: one's own office, and rows to choose several certifiers in, each with the office they hold.

    No rows where there is nobody else. `failed`: which of the forms (`do`) was sent and refused; it has what was written.
    """

    failed: str
    office: str | None
    rows: list[tuple[list[tuple[Person, bool]], str]]


def _forms(asked: Asked, item: AgendaItem, data: QueryDict, people: Sequence[Person]) -> Forms:
    failed = data.get("do", "") if data.get("item") == str(item.pk) else ""
    count = min(len(people), _MOST_ROWS) if len(people) > 1 else 0
    chosen, offices = ["" if asked.person is None else str(asked.person.pk)], [""] * count
    if failed == "certifiers":
        chosen, offices = data.getlist("certifier"), data.getlist("certifier_office")
    rows = [
        ([(who, str(who.pk) == key) for who in people], office)
        for key, office in islice(zip([*chosen, *[""] * count], [*offices, *[""] * count], strict=False), count)
    ]
    return Forms(failed, data.get("office") if failed == "certify" else None, rows)


def _appeals(asked: Asked, one: Justering) -> list[tuple[str, str, str]]:
    """Each § of an agreement, with the addresses where an appeal of it and the court's outcome are said, filled in as far as is known."""
    papers = [one.minutes.document_id, *one.minutes.parts.values_list("document", flat=True)]
    rows = []
    for entry in Entry.objects.filter(document__in=papers, replaced_by=None).exclude(agreement=None).order_by("pk"):
        decision = Fact.objects.filter(entry=entry, kind="Decision", replaces=None).order_by("pk").first()
        if decision is None:
            continue
        there = reverse("state-fact", kwargs={"id": entry.agreement_id})
        filled = {"decision": f"{decision.pk:012d}", "party": asked.called(one.meeting.organisation)}
        appeal_at, outcome_at = (
            f"{there}?{urlencode({'kind': kind, **filled})}" for kind in ("Appeal", "CourtOutcome")
        )
        rows.append((f"§ {entry.head.get('section')} {entry.head.get('title') or ''}", appeal_at, outcome_at))
    return rows


def _done(asked: Asked, one: Justering) -> str:
    data, acting = asked.request.POST, asked.somebody
    do = data.get("do", "")
    if do == "sign":
        sign_minutes(acting, justering=one, assurance=asked.assurance.level)
    elif do == "withdraw":
        withdraw_justering(acting, justering=one, why=data.get("why", ""))
    elif do == "post":
        post_notice(acting, justering=one, posted=day_given(asked, "posted"), place=data.get("place", ""))
    elif do == "down":
        take_down_notice(acting, justering=one, removed=day_given(asked, "removed"))
    elif do == "certify":
        item = one.items.filter(pk=_key(data.get("item", ""))).first()
        if item is None:
            raise Http404
        made = certify(acting, item=item, office=data.get("office", "")[:80], assurance=asked.assurance.level)
        messages.success(asked.request, say("deciding", "justering.done.certify", {}, asked.language))
        return reverse("extract", kwargs={"id": made.pk})
    elif do == "certifiers":
        return _put_to_certifiers(asked, one)
    else:
        raise Http404
    messages.success(asked.request, say("deciding", f"justering.done.{do}", {}, asked.language))
    return reverse("justering", kwargs={"id": one.pk})


def _put_to_certifiers(asked: Asked, one: Justering) -> str:
    data = asked.request.POST
    item = one.items.filter(pk=_key(data.get("item", ""))).first()
    if item is None:
        raise Http404
    people = {str(who.pk): who for who in who_may(Right.CERTIFY, item.body)}
    rows = zip(data.getlist("certifier"), data.getlist("certifier_office"), strict=False)
    asked_for = [(people[key], office) for key, office in rows if key in people]
    made = put_to_certifiers(asked.somebody, item=item, certifiers=asked_for)
    messages.success(asked.request, say("deciding", "justering.done.certifiers", {}, asked.language))
    return reverse("certification", kwargs={"id": made.pk})


def _justering(asked: Asked, id: UUID) -> Justering:  # noqa: A002
    rows = Justering.objects.filter(pk=id, meeting__organisation=asked.somebody.organisation)
    one = (
        rows.select_related("meeting__body", "minutes", "withdrawn", "notice__down")
        .prefetch_related("signatures")
        .first()
    )
    if one is None or not asked.somebody.may_with(Right.SEE, one):
        raise Http404
    return one


def _key(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None
