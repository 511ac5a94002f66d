"""Agreements: what the organisation has together with others, and whether it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samverkan.actions.roles import Right
from samverkan.store.portfolio import Filter, portfolio
from samverkan.web.page import page

if TYPE_CHECKING:
    from samverkan.web.asked import Asked


@page("web/agreements.html", may=Right.SEE_JOINT)
def agreements(asked: Asked) -> dict[str, Any]:
    """The list, filtered, sorted and paged as the address says."""
    given = asked.request.GET
    wanted = Filter(
        standing=given.get("standing", ""), text=given.get("text", "").strip(), party=given.get("party", ""),
        sort=given.get("sort", "title"), page=max(1, int(given.get("page", "1") or 1)) if given.get("page", "1").isdecimal() else 1,
    )  # fmt: skip
    found = portfolio(asked.somebody.organisation, asked.view, on=asked.on, today=asked.today, wanted=wanted)
    return {"found": found, "wanted": wanted}
