"""Extracts: one § of minutes that are justerade, certified as a true copy, with the decision as data inside.

One person certifies, or several, who sign one after the other as minutes are signed: the bytes go from hand to hand, and there is an
extract to send when the last has signed. It says what was signed at the justering, whatever is kept of the meeting since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.appointed import who_may
from samverkan.actions.clauses import content_of
from samverkan.actions.item_copies import item_of
from samverkan.actions.logos import logo_of
from samverkan.actions.recording_minutes import as_put, content_kept
from samverkan.actions.roles import Right
from samverkan.actions.setting_papers import refused_in_words
from samverkan.actions.signing import ToSign, refuse_unsure, sign_in_turn
from samverkan.core.writing.extract import Certifier
from samverkan.core.writing.extract_making import extract_of
from samverkan.core.writing.item_printed import item_printed
from samverkan.outside.extracting import REASON, extract_pdf
from samverkan.store.models import (
    AgendaItem,
    Certification,
    CertificationSigned,
    CertificationWithdrawn,
    Extract,
    Minutes,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.actions.signing import SignedFile
    from samverkan.store.models import Person


def certify(acting: Acting, *, item: AgendaItem, office: str, assurance: int) -> Extract:
    """The § as an extract that one alone certifies; `office`: what they are. The same § certified again is another extract.

    InvalidError where the § is not justerad. Where the signer says no, the extract waits for the person's signature.
    """
    refuse_unsure(assurance)
    if acting.person is None:
        raise InvalidError("not_justerade")
    asked = _asked([(acting.person, office)])
    open_ones = item.certifications.filter(withdrawn=None, extract=None).order_by("-recorded")
    today = [one for one in open_ones if timezone.localtime(one.recorded).date() == acting.today]
    waiting = next((one for one in today if one.certifiers == asked), None)
    certification = waiting or put_to_certifiers(acting, item=item, certifiers=[(acting.person, office)])
    made = sign_extract(acting, certification=certification, assurance=assurance)
    assert made is not None
    return made


@action(Right.CERTIFY)
def put_to_certifiers(
    acting: Acting, *, item: AgendaItem, certifiers: Sequence[tuple[Person, str]]
) -> Certification:  # fmt: skip
    """Make the extract of a § and put it to those who certify it, each with the office they hold; they sign one after the other.

    InvalidError where the § is not justerad, nobody is named or somebody twice, or somebody who may not certify for the body.
    """
    if item.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_item")
    able = {one.pk for one in who_may(Right.CERTIFY, item.body)}
    for person, _ in certifiers:
        if person != acting.person and person.pk not in able:
            raise InvalidError("certifier_may_not", name=person.name, body=item.body.name)
    return _put(acting, item, certifiers)


def sign_extract(acting: Acting, *, certification: Certification, assurance: int) -> Extract | None:
    """Certify, as one of those it was put to; with the last signature it is an extract that can be sent, and is given.

    InvalidError where the person is not asked to, has signed already, or it has been taken back.
    """
    refuse_unsure(assurance)
    return sign_in_turn(
        acting, Right.CERTIFY, certification,
        asked=lambda: _to_sign(acting, certification),
        keep=lambda signature: _keep_signature(acting, certification=certification, signature=signature),
    )  # fmt: skip


@action(Right.CERTIFY)
def withdraw_certification(acting: Acting, *, certification: Certification, why: str) -> CertificationWithdrawn:
    """Take an extract back that not all have signed."""
    AgendaItem.objects.select_for_update().get(pk=certification.item_id)
    _refuse_closed(acting, certification)
    why = " ".join(why.split())
    if not why:
        raise InvalidError("why_missing")
    made = CertificationWithdrawn.objects.create(
        certification=certification, why=why[:400], by=acting.person, recorded=acting.at
    )
    acting.note("certification_withdrawn", certification.pk, why=why)
    return made


def _put(acting: Acting, item: AgendaItem, certifiers: Sequence[tuple[Person, str]]) -> Certification:
    if item.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_item")
    done = None if item.justering is None else Minutes.objects.filter(justering=item.justering).first()
    if done is None or item.justering is None:
        raise InvalidError("not_justerade")
    asked = _asked(certifiers)
    if not asked:
        raise InvalidError("certifiers_missing")
    if any(len({one[key] for one in asked}) < len(asked) for key in ("person", "name")):
        raise InvalidError("certifiers_alike")
    meeting = as_put(item.justering)
    kept = next(one for one in meeting.items if one.section == item_of(item).section)
    carried = () if item.clause is None else content_of(item.clause).points
    alike = [one.text for one in kept.points[: len(carried)]] == list(carried)
    kept = kept._replace(clause=kept.clause if alike else "")
    blocks = item_printed(meeting, kept)
    made = extract_of(
        meeting, kept, blocks, organisation_number=acting.organisation.pk, justerad=done.day,
        certified=[Certifier(one["name"], one["office"], acting.today) for one in asked],
        agreement="" if item.agreement is None else item.agreement.urn,
    )  # fmt: skip
    with refused_in_words():
        pdf = extract_pdf(made, blocks, made=acting.at, logo=logo_of(acting.organisation))
    row = Certification.objects.create(
        item=item, minutes=done, content=content_kept(acting, pdf),
        certifiers=asked,
        by=acting.person, recorded=acting.at,
    )  # fmt: skip
    acting.note("extract_put_to_certifiers", row.pk, section=made.section, count=len(asked))
    return row


def _asked(certifiers: Sequence[tuple[Person, str]]) -> list[dict[str, str]]:
    """Who are to certify, as the certification keeps them."""
    return [
        {"name": person.name, "office": " ".join(office.split())[:80], "person": str(person.pk)}
        for person, office in certifiers
    ]


@action(Right.CERTIFY)
def _keep_signature(acting: Acting, *, certification: Certification, signature: SignedFile) -> Extract | None:
    """Keep a signature; the extract where it was the last."""
    AgendaItem.objects.select_for_update().get(pk=certification.item_id)
    signature.refuse_other(_to_sign(acting, certification))
    by = {"by": acting.person, "recorded": acting.at}
    content = content_kept(acting, signature.pdf)
    CertificationSigned.objects.create(certification=certification, name=signature.asked.name, content=content, **by)
    left = len(certification.certifiers) - certification.signatures.count()
    if left:
        acting.note("certification_signed", certification.pk, left=left)
        return None
    row = Extract.objects.create(
        item=certification.item, minutes=certification.minutes, content=content, certification=certification, **by
    )
    acting.note("extract_certified", row.pk, section=item_of(row.item).section, minutes=row.minutes.document_id)
    return row


def _to_sign(acting: Acting, certification: Certification) -> ToSign:
    """What the person is to sign: the extract with the signatures so far."""
    _refuse_closed(acting, certification)
    done = list(certification.signatures.order_by("pk"))
    mine = [one for one in certification.certifiers if acting.person and one["person"] == str(acting.person.pk)]
    left = [one for one in mine if one["name"] not in {made.name for made in done}]
    if not left:
        raise InvalidError("signed_already" if mine else "not_asked_to_certify")
    last = done[-1].content_id if done else certification.content_id
    return ToSign(last, left[0]["name"], left[0]["office"], REASON)


def _refuse_closed(acting: Acting, certification: Certification) -> None:
    if certification.item.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_item")
    if CertificationWithdrawn.objects.filter(certification=certification).exists():
        raise InvalidError("certification_withdrawn")
    if Extract.objects.filter(certification=certification).exists():
        raise InvalidError("extract_certified_already")
