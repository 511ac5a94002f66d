"""A meeting: what is decided now? The agenda, each item at the table, who is there, and the minutes put to justering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.appointed import who_may
from samverkan.actions.clauses import content_of
from samverkan.actions.item_copies import item_of
from samverkan.actions.justering import put_to_justering
from samverkan.actions.meetings import hold, keep_item, keep_meeting, meeting_of, summon
from samverkan.actions.preparing import lead_on, prepare_item, put_on_agenda, take_off_agenda
from samverkan.actions.recording_minutes import as_put, joint_as_a_whole
from samverkan.actions.roles import Right
from samverkan.core.deciding.laws import lacking
from samverkan.core.law.jav import Tie
from samverkan.core.writing.clause_changed import changed
from samverkan.store.models import AgendaItem, Body, Meeting
from samverkan.web.deciding import item_form, justering_form, meeting_form, vote_form
from samverkan.web.deciding.clause_form import term_words
from samverkan.web.page import page
from samverkan.words import say
from samverkan.words.flaws import say_why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.writing.clause_changed import Changed
    from samverkan.web.asked import Asked


@page("web/deciding/agenda.html", may=Right.SEE, methods=("GET", "POST"))
def agenda(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """A meeting with its agenda; forms for who is there, for what is put on it, and for the justering."""
    one = meeting_seen(asked, id)
    kept = meeting_of(one, items=False)
    fields, problem, failed = meeting_form.shown(kept), "", ""
    if asked.request.method == "POST":
        try:
            said = _done(asked, one)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
            failed = asked.request.POST.get("do", "")
            if failed == "keep":
                fields = meeting_form.given(asked.request.POST)
        else:
            messages.success(asked.request, said)
            return HttpResponseRedirect(reverse("agenda", kwargs={"id": one.pk}))
    items = list(one.items.order_by("position").select_related("matter", "clause"))
    waiting = AgendaItem.objects.filter(organisation=one.organisation, body=one.body, meeting=None, justering=None)
    justeringar = list(
        one.justeringar.order_by("recorded").prefetch_related("signatures").select_related("minutes", "withdrawn")
    )
    at_justering = {section for row in justeringar if not hasattr(row, "withdrawn") for section in row.sections}
    rest = meeting_of(one)
    rest = rest._replace(items=tuple(item for item in rest.items if item.section not in at_justering))
    signing, people = [name for name in (kept.chair, *kept.justerare) if name], who_may(Right.SIGN, one.body)
    return {
        "meeting": one, "kept": kept, "fields": fields, "problem": problem, "rows": [(row, item_of(row)) for row in items],
        "waiting": [(row, item_of(row)) for row in waiting], "justeringar": justeringar,
        "people": people, "put": justering_form.given(asked.request.POST, signing, people, at_justering)
        if failed == "justering" else justering_form.blank(signing, people),
        "lacking": [say_why(found, asked.language) for found in lacking(rest)] if one.state == "held" else [],
        "at_justering": at_justering, "mixed": _mixed([row for row in items if item_of(row).section not in at_justering]),
    }  # fmt: skip


@page("web/deciding/item.html", may=Right.SEE, methods=("GET", "POST"))
def agenda_item(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """An item on its way or at the table; what a body changes of a joint clause is shown at once."""
    one = item_seen(asked, id)
    kept = item_of(one)
    members = item_form.members_of(None if one.meeting is None else meeting_of(one.meeting, items=False), kept)
    fields, problem, version = item_form.shown(kept, members), "", one.version
    gone = item_form.gone(
        asked.request.POST, members
    )  # what was written of them stays in the form until a person takes it away
    if asked.request.POST.get("do") == "vote":  # one more row to write in; nothing is saved
        fields = item_form.given(asked.request.POST, kept, [*members, *gone])
        fields = fields._replace(votes=(*fields.votes, vote_form.blank(members)))
        version = _number(asked.request.POST.get("version", ""))
    elif asked.request.method == "POST":
        try:
            answer = _item_done(asked, one, members)
        except InvalidError as error:
            problem = say("actions", error.code, error.values, asked.language)
            if asked.request.POST.get("do") == "save":
                fields = item_form.given(asked.request.POST, kept, [*members, *gone])
                one.refresh_from_db()
                version = one.version
        else:
            return HttpResponseRedirect(answer)
    lacks = [] if one.meeting is None or one.meeting.state != "held" else _lacking(asked, one)
    differs = None if one.clause is None else changed(content_of(one.clause), one.body.name, kept)
    bodies = Body.objects.filter(organisation=one.organisation, endings=None).order_by("name")
    meetings = Meeting.objects.filter(body=one.body).exclude(state="held").order_by("day")
    held = one.meeting is not None and one.meeting.state == "held"
    return {
        "one": one, "kept": kept, "fields": fields, "problem": problem, "version": version, "changed": differs, "held": held,
        "lacking": lacks, "gone": gone,
        "terms": [] if differs is None else _terms(asked, differs), "others": [] if differs is None else _others(asked, one),
        "ties": [tie.value for tie in Tie], "apart": sum(who.away or who.jav for who in fields.members),
        "bodies": bodies, "meetings": meetings,
        "may_save": one.justering_id is None and asked.may(Right.KEEP_MEETING if held else Right.PREPARE),
        "followed": one.followed_by.select_related("body", "meeting"), "extracts": one.extracts.order_by("recorded"),
    }  # fmt: skip


def _mixed(items: Sequence[AgendaItem]) -> bool:
    """Whether parties of some of them would see what is not theirs: who sees the whole minutes is then to be chosen."""
    return any(one.agreement_id for one in items) and not joint_as_a_whole(items)


def _done(asked: Asked, one: Meeting) -> str:
    data, acting = asked.request.POST, asked.somebody
    do = data.get("do", "")
    if do == "keep":
        fields = meeting_form.given(data)
        if not fields.members.isdecimal() or len(fields.members) > 4:
            raise InvalidError("members_missing")
        kept = meeting_form.meeting_of_form(fields, meeting_of(one, items=False))
        keep_meeting(acting, meeting=one, kept=kept, version=_number(data.get("version", "")))
    elif do == "summon":
        summon(acting, meeting=one)
    elif do == "hold":
        hold(acting, meeting=one)
    elif do == "add":
        put_on_agenda(acting, item=item_seen(asked, _uuid(data.get("item", ""))), meeting=one)
    elif do == "justering":
        people = {str(who.pk): who for who in who_may(Right.SIGN, one.body)}
        kept = meeting_of(one, items=False)
        chosen = [(name, data.get(f"signer:{name}", "")) for name in (kept.chair, *kept.justerare)]
        signers = {name: people[key] for name, key in chosen if key in people}
        put_to_justering(
            acting,
            meeting=one,
            signers=signers,
            sections=data.getlist("section"),
            immediate="immediate" in data,
            despite=data.get("despite", ""),
            whole=True if "whole" in data else None,
        )
    else:
        raise Http404
    return say("deciding", f"agenda.done.{do}", {}, asked.language)


def _item_done(asked: Asked, one: AgendaItem, members: list[str]) -> str:
    data, acting = asked.request.POST, asked.somebody
    do = data.get("do", "")
    here = reverse("agenda-item", kwargs={"id": one.pk})
    if do == "save":
        gone = item_form.gone(data, members)
        if gone:
            raise InvalidError("attendance_changed", names=gone)
        kept = item_form.item_of_form(item_form.given(data, item_of(one), members), item_of(one))
        version = _number(data.get("version", ""))
        held = one.meeting is not None and one.meeting.state == "held"
        (keep_item if held else prepare_item)(acting, item=one, kept=kept, version=version)
    elif do == "put":
        meeting = meeting_seen(asked, _uuid(data.get("meeting", "")))
        put_on_agenda(acting, item=one, meeting=meeting)
        here = reverse("agenda", kwargs={"id": meeting.pk})
    elif do == "off":
        take_off_agenda(acting, item=one)
    elif do == "on":
        body = Body.objects.filter(
            organisation=one.organisation, pk=int(data["body"]) if data.get("body", "").isdecimal() else 0
        ).first()
        if body is None:
            raise InvalidError("body_missing")
        here = reverse("agenda-item", kwargs={"id": lead_on(acting, item=one, body=body).pk})
    else:
        raise Http404
    messages.success(asked.request, say("deciding", f"item.done.{do}", {}, asked.language))
    return here


def _lacking(asked: Asked, one: AgendaItem) -> list[str]:
    """What the law finds lacking in the item alone."""
    assert one.meeting is not None
    kept = item_of(one)
    meeting = (
        meeting_of(one.meeting, items=False) if one.justering is None else as_put(one.justering)._replace(items=())
    )
    general = {(found.code, str(found.values)) for found in lacking(meeting)}
    found = lacking(meeting._replace(items=(kept,)))
    return [say_why(one_, asked.language) for one_ in found if (one_.code, str(one_.values)) not in general]


def _terms(asked: Asked, differs: Changed) -> list[tuple[str, str, str]]:
    rows = []
    for one in differs.terms:
        said = [term_words(one.term, value, asked.language) for value in (one.clause, one.now)]
        if one.term == "extension":
            said = [say("deciding", f"extension.{value}", {}, asked.language) if value else "" for value in said]
        rows.append((one.term, *said))
    return rows  # type: ignore[return-value]  # a name and two values


def _others(asked: Asked, one: AgendaItem) -> list[str]:
    """The other parties of the agreement: who must decide again."""
    assert one.agreement is not None
    parties = one.agreement.parties.exclude(organisation=one.organisation).select_related("organisation")
    return [asked.called(party.organisation) for party in parties]


def meeting_seen(asked: Asked, id: UUID) -> Meeting:  # noqa: A002
    """The meeting, where the organisation's own and of a body that is seen; else as if it were not there."""
    one = (
        Meeting.objects.filter(pk=id, organisation=asked.somebody.organisation)
        .select_related("body", "organisation")
        .first()
    )
    if one is None or not asked.somebody.may_with(Right.SEE, one):
        raise Http404
    return one


def item_seen(asked: Asked, id: UUID) -> AgendaItem:  # noqa: A002
    """The item, where the reader sees it; Http404 else."""
    rows = AgendaItem.objects.filter(pk=id, organisation=asked.somebody.organisation)
    one = rows.select_related(
        "body", "matter", "meeting", "clause__clause", "agreement", "after__body", "justering"
    ).first()
    if one is None or not asked.somebody.may_with(Right.SEE, one):
        raise Http404
    return one


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 9 else 0


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None
