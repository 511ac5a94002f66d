"""One agreement: whether it stands, and what is missing if it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.store.concerning import concerning
from samverkan.store.diary import diary_addresses
from samverkan.store.models import Agreement, AgreementMatter, Party
from samverkan.store.shown import matters_shown, parties_shown
from samverkan.store.standings import answered
from samverkan.web.answer import answer_page
from samverkan.web.page import page

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.store.models import Matter
    from samverkan.web.asked import Asked


@page("web/agreement.html", may=Right.SEE_JOINT)
def agreement(asked: Asked, id: UUID) -> dict[str, Any]:  # noqa: A002 - the address names it so
    """The agreement as the organisation sees it on the day."""
    one = agreement_of(asked, id)
    found = answered(one.cooperation_id, asked.view, on=asked.on, party=asked.somebody.organisation)
    if id not in found.order:
        return {"agreement": one, "page": None}
    write_read(asked.somebody, one.urn, page="agreement", on=str(asked.on))
    unfolded = asked.request.GET.get("proof") == "open"
    page_ = answer_page(found, id, asked)
    return {
        "agreement": one,
        "page": page_,
        "unfolded": unfolded,
        "matters": _matters(asked, one),
        "seers": _seers(asked, id),
    }


def _seers(asked: Asked, id: UUID) -> list[str]:  # noqa: A002
    """The organisations that see what is joint of the agreement, whether or not a paper names them."""
    return [asked.called(one.organisation) for one in parties_shown([id], asked.view)]


def _matters(asked: Asked, one: Agreement) -> list[tuple[Matter, str]]:
    """The organisation's own matters that the agreement is handled under, each with its address in the diary system."""
    organisation = asked.somebody.organisation
    concerns = concerning(AgreementMatter.objects.filter(agreement=one), asked.view.until)
    mine = matters_shown(organisation, asked.view).filter(agreements__in=concerns).order_by("registry_number")
    rows = list(mine.distinct())
    addresses = diary_addresses(rows, organisation) if rows else {}
    return [(row, addresses.get(row.pk, "")) for row in rows]


def agreement_of(asked: Asked, id: UUID) -> Agreement:  # noqa: A002
    """The agreement, where the organisation is party to it; nothing tells that others' agreements exist.

    Of a time before it was, nothing is known of it.
    """
    party = (
        Party.objects.filter(agreement=id, organisation=asked.somebody.organisation).select_related("agreement").first()
    )
    if party is None:
        raise Http404
    return party.agreement
