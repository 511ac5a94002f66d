"""Agreements: what the organisation has together with others, and whether it stands; the list as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.core.standing.values import STANDINGS
from samverkan.store.portfolio import Filter, every_row, others, portfolio
from samverkan.web.agreement_list import Listing
from samverkan.web.asked import day_written
from samverkan.web.listing import as_file, page_asked, text_asked
from samverkan.web.page import page

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from samverkan.web.asked import Asked


@page("web/agreements.html", may=Right.SEE_JOINT)
def agreements(asked: Asked) -> dict[str, Any]:
    """The list, filtered, sorted and paged as the address says."""
    wanted, organisation = _wanted(asked), asked.somebody.organisation
    found = portfolio(organisation, asked.view, on=asked.on, today=asked.today, wanted=wanted, soon=True)
    return {
        "found": found, "wanted": wanted, "others": others(organisation, asked.on, asked.view.until),
        "may_export": asked.may(Right.EXPORT),
        "query": asked.request.GET.urlencode(),
    }  # fmt: skip


@page("web/agreements.html", may=Right.EXPORT)
def export(asked: Asked, form: str) -> HttpResponseBase:
    """All that the filter leaves, in its order, as a CSV or XLSX file."""
    if form not in ("csv", "xlsx"):
        raise Http404
    wanted, organisation = _wanted(asked), asked.somebody.organisation
    rows = every_row(organisation, asked.view, on=asked.on, today=asked.today, wanted=wanted)
    known = others(organisation, asked.on, asked.view.until)
    party = next((one.name for one in known if one.number == wanted.party), wanted.party)
    listing = Listing(asked.called(organisation), asked.on, asked.known, asked.papers, wanted, party, asked.language)
    write_read(asked.somebody, organisation.pk, page="agreements_export", form=form, on=str(asked.on))
    return as_file(listing.file(rows), form)


def _wanted(asked: Asked) -> Filter:
    """The filter that the address names; InvalidError where a day is none, or the days are turned round."""
    given = asked.request.GET
    from_, to = day_written(given.get("from", "")), day_written(given.get("to", ""))
    if from_ is not None and to is not None and to < from_:
        raise InvalidError("period_turned", first=from_, last=to)
    standing = given.get("standing", "")
    return Filter(
        standing=standing if standing in STANDINGS else "", text=text_asked(asked),
        party=given.get("party", "")[:10], sort=given.get("sort", "title"),
        page=page_asked(asked), from_=from_, to=to,
    )  # fmt: skip
