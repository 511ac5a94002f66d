"""Extracts: one § of minutes that are justerade, certified as a true copy, with the decision as data inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.clauses import content_of
from samverkan.actions.item_copies import item_of
from samverkan.actions.justering import as_put
from samverkan.actions.roles import Right
from samverkan.actions.signing import refuse_unsure, signed
from samverkan.core.writing.extract import Certifier
from samverkan.core.writing.extract_making import extract_of
from samverkan.core.writing.item_printed import item_printed
from samverkan.outside.extracting import REASON, extract_pdf
from samverkan.store import blobs
from samverkan.store.models import Content, Extract, Minutes

if TYPE_CHECKING:
    from samverkan.store.models import AgendaItem


@action(Right.CERTIFY)
def certify(acting: Acting, *, item: AgendaItem, office: str, assurance: int) -> Extract:
    """The § as a signed extract; `office`: what the one who certifies is. The same § certified again is another extract.

    InvalidError where the § is not justerad.
    """
    refuse_unsure(assurance)
    if item.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_item")
    done = None if item.justering is None else Minutes.objects.filter(justering=item.justering).first()
    if done is None or item.justering is None or acting.person is None:
        raise InvalidError("not_justerade")
    meeting = as_put(item.justering)
    kept = next(one for one in meeting.items if one.section == item_of(item).section)
    carried = () if item.clause is None else content_of(item.clause).points
    alike = [one.text for one in kept.points[: len(carried)]] == list(carried)
    kept = kept._replace(clause=kept.clause if alike else "")
    blocks = item_printed(meeting, kept)
    made = extract_of(
        meeting, kept, blocks, organisation_number=acting.organisation.pk, justerad=done.day,
        certified=(Certifier(acting.person.name, office.strip(), acting.today),),
        agreement="" if item.agreement is None else item.agreement.urn,
    )  # fmt: skip
    pdf = extract_pdf(made, blocks, made=acting.at)
    pdf = signed(acting, pdf, name=acting.person.name, office=office, reason=REASON)
    by = {"by": acting.person, "recorded": acting.at}
    content, _ = Content.objects.get_or_create(sha256=blobs.keep(pdf), defaults={"size": len(pdf), "kind": "pdf", **by})
    row = Extract.objects.create(item=item, minutes=done, content=content, **by)
    acting.note("extract_certified", row.pk, section=made.section, minutes=done.document_id)
    return row
