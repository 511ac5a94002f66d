"""The yearly report of execution: what was given in a year, what became of it, what is late and unanswered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse

from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.outside.typesetting import typeset
from samverkan.store import following, registers
from samverkan.web.execution import SIDES, about, bodies_in, cells, headings, printed, report
from samverkan.web.listing import ListFile, as_file, year_asked
from samverkan.web.months import chart
from samverkan.web.page import page

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from samverkan.web.asked import Asked
    from samverkan.web.execution import Report


@page("web/execution.html", may=Right.SEE_JOINT)
def execution(asked: Asked) -> dict[str, Any]:
    """The report of the year on a page."""
    found, bodies, years = _report(asked)
    names = [found.say(f"month.{one.first.month}") for one in found.found.months]
    return {
        "found": found, "chart": chart(found.found.months, names), "bodies": bodies, "years": years,
        "sides": [(one, found.say(f"side.{one or 'both'}")) for one in SIDES], "may_export": asked.may(Right.EXPORT),
        "query": asked.request.GET.urlencode(),
    }  # fmt: skip


@page("web/execution.html", may=Right.EXPORT)
def execution_file(asked: Asked, form: str) -> HttpResponseBase:
    """The report as a list to work on (CSV, XLSX) or as a paper to file (PDF/A)."""
    if form not in ("csv", "xlsx", "pdf"):
        raise Http404
    found, _, _ = _report(asked)
    organisation = asked.somebody.organisation
    called = asked.called(organisation)
    write_read(
        asked.somebody, organisation.pk, page="execution_export", form=form, on=str(asked.on), year=str(found.year)
    )
    name = f"{found.say('report.file')}-{found.year}"
    if form == "pdf":
        paper = typeset(printed(found, called, asked.known, asked.today), made=asked.somebody.at)
        headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
        return HttpResponse(paper, content_type="application/pdf", headers=headers)
    names = found.say("export.about"), str(found.year)
    return as_file(ListFile(name, names, about(found, called, asked.known), headings(found), cells(found)), form)


def _report(asked: Asked) -> tuple[Report, list[str], list[int]]:
    """The report that the address asks for, the bodies to choose from and the years there are."""
    organisation, given = asked.somebody.organisation, asked.request.GET
    year = year_asked(asked) or asked.on.year
    until = min(asked.on, date(year, 12, 31))
    rows = following.assignments(organisation, asked.view, until)
    every = rows if until == asked.on else following.assignments(organisation, asked.view, asked.on)
    bodies = bodies_in(every)
    body, side = given.get("body", "").strip()[:200], given.get("side", "")
    agreements = {one.agreement for one in rows if one.agreement is not None}
    titles = {one: title for one, title, _ in registers.titles(list(agreements), asked.view, asked.on)}
    found = report(
        rows, year, asked.on, body=body, side=side if side in SIDES else "", titles=titles, language=asked.language
    )  # fmt: skip
    years = sorted({one.day.year for one in every if one.day is not None} | {year, asked.on.year}, reverse=True)
    return found, bodies, years
