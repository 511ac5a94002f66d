"""Certificates by which an organisation trusts the extracts of another's body: pinned by a person, and let go of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.actions.acting import Acting, InvalidError, RefusedError, action
from samverkan.actions.roles import Right
from samverkan.outside.certificates import CertificateError, certificate_in
from samverkan.store.models import Organisation, Pinned, Unpinned
from samverkan.store.taking_turns import take_turns_on_trust

if TYPE_CHECKING:
    from django.db.models import QuerySet

SIGNATORIES: Final = "Firmatecknare"
"""What stands for the body of a pin that is for those who sign the sender's agreements: it trusts no extract."""


@action(Right.SHARE)
def pin(acting: Acting, *, sender: Organisation, body: str, certificate: bytes, why: str) -> Pinned:
    """Trust a certificate for the extracts of one body of another organisation: what they say is recorded without review.

    With the body `SIGNATORIES` it is trusted for the organisation's signatures on agreements instead.

    `certificate`: PEM or DER. InvalidError where it is none, is the organisation's own, or is pinned for that body already.
    """
    _for_all(acting)
    body, why = " ".join(body.split()), " ".join(why.split())
    if sender == acting.organisation:
        raise InvalidError("pin_of_own")
    if not body:
        raise InvalidError("pin_without_body")
    if not why:
        raise InvalidError("why_missing")
    try:
        found = certificate_in(certificate)
    except CertificateError as error:
        raise InvalidError(error.code) from None
    take_turns_on_trust(acting.organisation.pk)
    if pinned(acting.organisation).filter(sender=sender, body=body, fingerprint=found.fingerprint).exists():
        raise InvalidError("pinned_already")
    made = Pinned.objects.create(
        organisation=acting.organisation, sender=sender, body=body[:200], certificate=found.pem,
        fingerprint=found.fingerprint, why=why[:400], by=acting.person, recorded=acting.at,
    )  # fmt: skip
    acting.note("certificate_pinned", made.pk, sender=sender.pk, body=body, fingerprint=found.fingerprint, why=why)
    return made


@action(Right.SHARE)
def unpin(acting: Acting, *, pinned: Pinned, why: str) -> Unpinned:
    """Trust it no longer: what has been recorded stays, what comes goes to review."""
    _for_all(acting)
    why = " ".join(why.split())
    if pinned.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_pin")
    if not why:
        raise InvalidError("why_missing")
    take_turns_on_trust(acting.organisation.pk)
    if Unpinned.objects.filter(pinned=pinned).exists():
        raise InvalidError("unpinned_already")
    made = Unpinned.objects.create(pinned=pinned, why=why[:400], by=acting.person, recorded=acting.at)
    acting.note("certificate_unpinned", pinned.pk, fingerprint=pinned.fingerprint, why=why)
    return made


def pinned(organisation: Organisation) -> QuerySet[Pinned]:
    """The certificates that the organisation trusts now."""
    return Pinned.objects.filter(organisation=organisation, ended=None)


def pinned_signatories(organisation: Organisation) -> QuerySet[Pinned]:
    """Those of them that are trusted for other organisations' signatures on agreements."""
    return pinned(organisation).filter(body__iexact=SIGNATORIES)


def _for_all(acting: Acting) -> None:
    """Refuse a role for one body alone: what is pinned is recorded in the agreements of them all."""
    if not acting.may_everywhere(Right.SHARE):
        raise RefusedError("not_for_your_body")
