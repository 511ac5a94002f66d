"""A signed agreement comes from another party's installation: known by its clause, looked at, its signatures written down.

What comes must go on from the bytes that were sent, where some were: no signature is lost or exchanged on the way.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils import timezone

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.agreement_paper import refuse_otherwise_read
from samverkan.actions.clauses import content_of
from samverkan.actions.identity_free import refuse_in_words
from samverkan.actions.keeping_originals import keep_when_complete, latest_bytes
from samverkan.actions.originals import (
    notices,
    open_original,
    refuse_later_locked,
    refuse_other_parties,
    still_open,
)
from samverkan.actions.pinning import pinned_signatories
from samverkan.actions.recording_minutes import content_kept
from samverkan.actions.roles import Right
from samverkan.core.findings import UnreadableError
from samverkan.outside.certificates import certificate_in
from samverkan.outside.readers import elsewhere
from samverkan.outside.reading import read_bytes
from samverkan.outside.trust import Trust
from samverkan.outside.verifying import Verified, verify_elsewhere
from samverkan.store.models import ClauseVersion, Original, OriginalSigned, Party
from samverkan.store.taking_turns import take_turns, take_turns_on_trust

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from samverkan.core.reading.values import Reading
    from samverkan.core.writing.agreement_data import AgreementData
    from samverkan.outside.signatures import Signed
    from samverkan.store.models import Agreement

_SECONDS: Final = 300


class LookedAt(NamedTuple):
    """A file as it was found at the door."""

    data: bytes
    verified: Verified
    reading: Reading | None = None


def look_at_original(acting: Acting, data: bytes, name: str) -> LookedAt:
    """What a file is as a signed agreement; nothing is written."""
    trust = Trust(
        tuple(certificate_in(one.certificate.encode()).der for one in pinned_signatories(acting.organisation))
    )
    verified = verify_elsewhere(data, name, trust=trust, at=acting.at)
    if verified.agreement is None or not verified.whole:
        return LookedAt(data, verified)
    try:
        return LookedAt(data, verified, elsewhere(partial(read_bytes, data, "avtal.pdf"), _SECONDS))
    except UnreadableError:
        return LookedAt(data, verified)


@action(Right.RECEIVE)
def receive_original(acting: Acting, *, looked: LookedAt, why: str = "") -> Original:
    """Take in an agreement that another party has signed; with the last signature it is kept.

    InvalidError where it is no agreement of a clause that one has locked, or all have locked a later one; where it is not whole,
    says other things than its data, reads otherwise than the clause, does not go on from the bytes that were sent, or has a
    signature that is not valid, is nobody's of the parties, is there already or was made after a notice of termination; `why`
    says why one is taken by a certificate that is not pinned for that party's signatories, which is asked again here.
    """
    take_turns_on_trust(acting.organisation.pk)
    data = _sound(looked.verified)
    version = _version(acting, data.fingerprint)
    agreement = version.clause.agreement
    take_turns([agreement.pk])
    refuse_later_locked(version)
    refuse_other_parties(acting, version)
    original = open_original(version)
    if original is not None and original.version_id != version.pk:
        raise InvalidError("original_of_no_clause", fingerprint=data.fingerprint)
    if original is None:
        if looked.reading is None:
            raise InvalidError("no_original")
        refuse_otherwise_read(content_of(version), looked.reading)
        original = Original.objects.create(
            version=version, organisation=acting.organisation, content=content_kept(acting, looked.data), received=True,
            by=acting.person, recorded=acting.at,
        )  # fmt: skip
        new = list(looked.verified.signatures)
    else:
        still_open(original)
        new = _after_ours(original, looked)
    if not new:
        raise InvalidError("original_nothing_new")
    _refuse_after_notice(acting, agreement, new)
    refuse_in_words(why)
    _written(acting, original, data, looked.data, new, " ".join(why.split())[:400])
    acting.note("original_received", original.pk, agreement=agreement.pk, signers=[one.signer for one in new])
    keep_when_complete(acting, original)
    return original


def _refuse_after_notice(acting: Acting, agreement: Agreement, new: Sequence[Signed]) -> None:
    """Refuse signatures of a later day than a notice of termination; those from before it are taken in whenever they come."""
    days = [one.happened.first for one in notices(acting, agreement) if one.happened is not None]
    if days and any(_day(acting, one) > min(days) for one in new):
        raise InvalidError("agreement_terminated")


def _sound(verified: Verified) -> AgreementData:
    if verified.agreement is None:
        raise InvalidError("no_original")
    if verified.whole is not True:
        raise InvalidError("original_changed")
    if verified.page_matches_data is not True:
        raise InvalidError("original_page_differs")
    for one in verified.signatures:
        if one.valid is False:
            raise InvalidError("original_signature_invalid", name=one.signer)
    return verified.agreement


def _version(acting: Acting, fingerprint: str) -> ClauseVersion:
    """The clause with the fingerprint that the organisation has locked."""
    mine = Party.objects.filter(organisation=acting.organisation).values("agreement")
    rows = ClauseVersion.objects.filter(fingerprint=fingerprint, clause__agreement__in=mine)
    found = rows.filter(locks__organisation=acting.organisation).order_by("-recorded").first()
    if found is None:
        raise InvalidError(
            "clause_not_yours_locked" if rows.exists() else "original_of_no_clause", fingerprint=fingerprint
        )
    return found


def _after_ours(original: Original, looked: LookedAt) -> list[Signed]:
    """The signatures that follow those that are known here."""
    ours, known = latest_bytes(original), list(original.signatures.order_by("position"))
    signatures = looked.verified.signatures
    if not looked.data.startswith(ours):
        raise InvalidError("original_other_bytes")
    if [one.certificate for one in signatures[: len(known)]] != [one.certificate for one in known]:
        raise InvalidError("original_other_bytes")
    return list(signatures[len(known) :])


def _written(
    acting: Acting, original: Original, data: AgreementData, pdf: bytes, new: Sequence[Signed], why: str
) -> None:
    """A row for each signature that came."""
    parties = {
        one.organisation_id: one.organisation
        for one in Party.objects.filter(agreement=original.version.clause.agreement_id).select_related("organisation")
    }
    named = set(original.signers.values_list("signatory__organisation", flat=True))
    pins = {(one.sender_id, one.fingerprint) for one in pinned_signatories(acting.organisation)}
    known = {(one.organisation_id, one.certificate) for one in original.signatures.all()}
    content, before = content_kept(acting, pdf), original.signatures.count()
    for position, one in enumerate(new, before + 1):
        party = parties.get(one.number or "")
        if party is None or data.party_of(party.pk) is None or party == acting.organisation or party.pk in named:
            raise InvalidError("signature_of_stranger", name=one.signer)
        if (party.pk, one.certificate) in known:
            raise InvalidError("signer_twice", name=one.signer)
        known.add((party.pk, one.certificate))
        trusted = one.valid is True and (party.pk, one.certificate) in pins
        if not trusted and not why:
            raise InvalidError("signature_untrusted", name=one.signer)
        OriginalSigned.objects.create(
            original=original, organisation=party, content=content, position=position, of=data.wanted_of(party.pk, [one.says or ""]),
            name=one.signer[:200], day=_day(acting, one), proven=one.proven, level=one.level, certificate=one.certificate, trusted=trusted,
            why="" if trusted else why, by=acting.person, recorded=acting.at,
        )  # fmt: skip


def _day(acting: Acting, signed: Signed) -> date:
    """The day of a signature, in Sweden; the day it came where it names none."""
    return acting.today if signed.time is None else timezone.localtime(datetime.fromisoformat(signed.time)).date()
