"""One agreement: whether it stands, and what is missing if it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.store.models import Agreement, Party
from samverkan.store.standings import answered
from samverkan.web.answer import answer_page
from samverkan.web.page import page

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.web.asked import Asked


@page("web/agreement.html", may=Right.SEE_JOINT)
def agreement(asked: Asked, id: UUID) -> dict[str, Any]:  # noqa: A002 - the address names it so
    """The agreement as the organisation sees it on the day."""
    one = agreement_of(asked, id)
    found = answered(one.cooperation_id, asked.view, on=asked.on)
    if id not in found.order:
        return {"agreement": one, "page": None}
    write_read(asked.somebody, one.urn, page="agreement", on=str(asked.on))
    unfolded = asked.request.GET.get("proof") == "open"
    return {"agreement": one, "page": answer_page(found, id, asked), "unfolded": unfolded}


def agreement_of(asked: Asked, id: UUID) -> Agreement:  # noqa: A002
    """The agreement, where the organisation is party to it; nothing tells that others' agreements exist."""
    mine = Party.objects.filter(agreement=id, organisation=asked.somebody.organisation).select_related("agreement")
    party = mine.first()
    if party is None:
        raise Http404
    return party.agreement
