"""Bodies: who decides for us, since when, and what became of those before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.numbering import numbered, set_series
from samverkan.actions.register import end_body, register_body
from samverkan.actions.roles import Right
from samverkan.store import registers
from samverkan.store.models import Body, NumberSeries
from samverkan.web.asked import day_given
from samverkan.web.listing import as_csv, columns_said, page_asked, text_asked, wants_csv
from samverkan.web.page import page
from samverkan.web.views.meetings import shown
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.store.registers import BodyRow
    from samverkan.web.asked import Asked


@page("web/bodies.html", may=Right.SEE_JOINT, methods=("GET", "POST"))
def bodies(asked: Asked) -> dict[str, Any] | HttpResponse:
    """The bodies of the organisation, or of one it has agreements with; a form to register one."""
    if asked.request.method == "POST":
        return _registered(asked)
    organisations = registers.co_parties(asked.somebody.organisation, asked.view)
    wanted = asked.request.GET.get("organisation", "")
    of = next((one for one in organisations if one.pk == wanted), organisations[0])
    rows = registers.bodies(asked.somebody.organisation, asked.view, asked.on, of=of)
    still = [row for row in rows if row.ended is None or row.ended >= asked.on]
    text = text_asked(asked)
    only = asked.request.GET.get("only", "")
    left = [row for row in (still if only == "still" else rows) if text.casefold() in row.body.name.casefold()]
    sort = asked.request.GET.get("sort", "name")
    left = _sorted(left, sort)
    if wants_csv(asked):
        columns = columns_said("name from to successor meetings", asked.language)
        return as_csv(asked, "bodies", columns, [
            (row.body.name, row.body.from_day, row.ended, ", ".join(one.name for one in row.successors), row.meetings) for row in left
        ])  # fmt: skip
    return {
        "organisations": organisations, "of": of, "mine": of == organisations[0], "text": text, "only": only, "sort": sort,
        "found": registers.page_of(left, page_asked(asked)), "still": still, "all": len(rows), "ended": len(rows) - len(still),
        "keeps": asked.may(Right.KEEP_REGISTER), "columns": ("name", "from", "to", "meetings"),
    }  # fmt: skip


def _sorted(rows: list[BodyRow], sort: str) -> list[BodyRow]:
    keys: dict[str, Any] = {
        "from": lambda row: str(row.body.from_day or ""), "to": lambda row: str(row.ended or "9"),
        "meetings": lambda row: row.meetings,
    }  # fmt: skip
    key = keys.get(sort.removeprefix("-"))
    if key is None:
        return rows[::-1] if sort == "-name" else rows
    return sorted(rows, key=key, reverse=sort.startswith("-"))


@page("web/body.html", may=Right.SEE_JOINT, methods=("GET", "POST"))
def body(asked: Asked, id: int) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """One body through time; a form to say when it ended."""
    one = body_of(asked, id)
    mine = one.organisation_id == asked.somebody.organisation.pk
    if asked.request.method == "POST":
        if "pattern" in asked.request.POST:
            _numbered(asked, one)
        else:
            end_body(asked.somebody, body=one, last_day=day_given(asked, "last_day"))
            messages.success(asked.request, say("registers", "done.ended", {"name": one.name}, asked.language))
        return HttpResponseRedirect(reverse("body", kwargs={"id": one.pk}))
    row = registers.body_row(one, asked.view)
    held = registers.meetings(
        asked.somebody.organisation,
        asked.view,
        asked.on,
        owner=one.organisation_id,
        body=one.name,
        page=page_asked(asked),
        size=20,
    )
    code = "body.ended" if row.ended and row.ended < asked.on else "body.ends" if row.ended else "body.lives"
    values = {"name": one.name, "from": one.from_day, "to": row.ended, "successors": [it.name for it in row.successors]}
    return {
        "body": one, "row": row, "mine": mine, "found": held, "lead": say("registers", code, values, asked.language),
        "meetings_rows": shown(held.rows, {}, asked), "keeps": mine and row.ended is None and asked.may(Right.KEEP_REGISTER),
        "matters": sorted(_matters(held.rows).items()),
        "series": NumberSeries.objects.filter(body=one).first() if mine else None,
    }  # fmt: skip


def _numbered(asked: Asked, one: Body) -> None:
    last = asked.request.POST.get("last", "").strip()
    if last and not (last.isdecimal() and len(last) < 9):
        raise InvalidError("no_number", number=last[:20])
    made = set_series(asked.somebody, body=one, pattern=asked.request.POST["pattern"], last=int(last or 0))
    shown = numbered(made.pattern, asked.today.year, made.last + 1)
    messages.success(asked.request, say("deciding", "series.done", {"number": shown}, asked.language))


def _matters(rows: Sequence[registers.Meeting]) -> dict[str, str]:
    """Each registry number with what its matter was called last; the meetings come newest first."""
    found: dict[str, str] = {}
    for one in (entry for meeting in rows for entry in meeting.entries):
        if one.registry_number:
            found.setdefault(one.registry_number, one.title)
    return found


def body_of(asked: Asked, id: int) -> Body:  # noqa: A002
    """The body, where it is the organisation's own or of one it has agreements with."""
    seen = {one.pk for one in registers.co_parties(asked.somebody.organisation, asked.view)}
    rows = Body.objects.filter(pk=id, organisation__in=seen).select_related("organisation")
    until = asked.view.until
    one = (
        (rows if until is None else rows.filter(recorded__lt=until))
        .prefetch_related("endings__successor", "predecessors__body")
        .first()
    )
    if one is None:
        raise Http404
    return one


def _registered(asked: Asked) -> HttpResponse:
    given = asked.request.POST
    own = {str(one.pk): one for one in Body.objects.filter(organisation=asked.somebody.organisation)}
    after = [own[key] for key in given.getlist("after") if key in own]
    from_day = day_given(asked, "from_day") if given.get("from_day") else None
    made = register_body(asked.somebody, name=given.get("name", "")[:200], from_day=from_day, after=after)
    messages.success(asked.request, say("registers", "done.registered", {"name": made.name}, asked.language))
    return HttpResponseRedirect(reverse("body", kwargs={"id": made.pk}))
