"""Agreements: what the organisation has together with others, and whether it stands; the list as a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, Http404, StreamingHttpResponse

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.core.standing.values import STANDINGS
from samverkan.store.portfolio import Filter, every_row, others, portfolio
from samverkan.web.agreement_list import Listing, as_csv, as_xlsx
from samverkan.web.page import page

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from samverkan.web.asked import Asked

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("web/agreements.html", may=Right.SEE_JOINT)
def agreements(asked: Asked) -> dict[str, Any]:
    """The list, filtered, sorted and paged as the address says."""
    wanted, organisation = _wanted(asked), asked.somebody.organisation
    found = portfolio(organisation, asked.view, on=asked.on, today=asked.today, wanted=wanted, soon=True)
    return {
        "found": found, "wanted": wanted, "others": others(organisation), "may_export": asked.may(Right.EXPORT),
        "query": asked.request.GET.urlencode(),
    }  # fmt: skip


@page("web/agreements.html", may=Right.EXPORT)
def export(asked: Asked, form: str) -> HttpResponseBase:
    """All that the filter leaves, in its order, as a CSV or XLSX file."""
    if form not in ("csv", "xlsx"):
        raise Http404
    wanted, organisation = _wanted(asked), asked.somebody.organisation
    rows = every_row(organisation, asked.view, on=asked.on, today=asked.today, wanted=wanted)
    party = next((one.name for one in others(organisation) if one.number == wanted.party), wanted.party)
    listing = Listing(organisation.name, asked.on, asked.known, asked.papers, wanted, party, asked.language)
    write_read(asked.somebody, organisation.pk, page="agreements_export", form=form, on=str(asked.on))
    name = f"{listing.file_name}.{form}"
    if form == "xlsx":
        return FileResponse(as_xlsx(listing, rows), as_attachment=True, filename=name, content_type=_XLSX)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(as_csv(listing, rows), content_type="text/csv; charset=utf-8", headers=headers)


def _wanted(asked: Asked) -> Filter:
    """The filter that the address names; InvalidError where a day is none, or the days are turned round."""
    given = asked.request.GET
    from_, to = _day(given.get("from", "")), _day(given.get("to", ""))
    if from_ is not None and to is not None and to < from_:
        raise InvalidError("period_turned", first=from_, last=to)
    standing, page_ = given.get("standing", ""), given.get("page", "1")
    return Filter(
        standing=standing if standing in STANDINGS else "", text=given.get("text", "").strip()[:200],
        party=given.get("party", "")[:10], sort=given.get("sort", "title"),
        page=min(max(1, int(page_)), 100_000) if page_.isascii() and page_.isdecimal() and len(page_) < 10 else 1,
        from_=from_, to=to,
    )  # fmt: skip


def _day(written: str) -> date | None:
    if not written.strip():
        return None
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise InvalidError("no_day", day=written.strip()[:20]) from None
