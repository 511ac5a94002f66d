"""The agreement itself is signed: put to signing when all have decided, signed by each party's signatories, kept as an original.

The bytes go from hand to hand: each signature stands on the one before, whoever's turn it was. With the last the original is a
document of each organisation's that takes part here, what it says is recorded, and each signature is a fact with its day.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.agreement_paper import (
    agreement_data,
    agreement_pdf,
    organisations_of,
    party_name,
    refuse_otherwise_read,
)
from samverkan.actions.clauses import content_of, is_locked
from samverkan.actions.identity_free import refuse_in_words
from samverkan.actions.keeping_originals import keep_when_complete
from samverkan.actions.recording_minutes import content_kept
from samverkan.actions.roles import Right
from samverkan.actions.signatories import may_sign, still_named
from samverkan.actions.signing import SignedFile, ToSign, refuse_unsure, sign_in_turn
from samverkan.actions.undecided import undecided
from samverkan.core.facts import Termination
from samverkan.outside.readers import elsewhere
from samverkan.outside.reading import read_bytes
from samverkan.outside.trust import Trust
from samverkan.outside.verifying import verify_elsewhere
from samverkan.store import blobs
from samverkan.store.models import (
    Original,
    OriginalKept,
    OriginalSigned,
    OriginalSigner,
    OriginalWithdrawn,
    Party,
    Signatory,
)
from samverkan.store.standings import answered
from samverkan.store.taking_turns import take_turns
from samverkan.store.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.store.models import Agreement, ClauseVersion

_SECONDS: Final = 300


@action(Right.PREPARE)
def put_to_signing(
    acting: Acting, *, version: ClauseVersion, signatories: Sequence[Signatory], despite: str = ""
) -> Original:  # fmt: skip
    """Put the agreement of a locked clause to signing, with those who sign for one's own organisation.

    InvalidError where the clause is not locked, or all have locked a later version; the agreement is at signing already or
    terminated; a party has not decided on this version and nobody says why it is signed `despite` that; the clause's parties are
    not those of the agreement; or a reader would get other terms of the paper than the clause has.
    """
    agreement = version.clause.agreement
    _party(acting, agreement)
    take_turns([agreement.pk])
    if not is_locked(version):
        raise InvalidError("original_not_locked")
    if open_original(version) is not None:
        raise InvalidError("original_there")
    refuse_later_locked(version)
    refuse_terminated(acting, agreement)
    waiting, despite = _despite(acting, version, despite)
    refuse_other_parties(acting, version)
    chosen = _chosen(acting, agreement, signatories)
    pdf = agreement_pdf(acting, agreement_data(version, acting.today, chosen))
    refuse_otherwise_read(content_of(version), elsewhere(partial(read_bytes, pdf, "avtal.pdf"), _SECONDS))
    made = Original.objects.create(
        version=version, organisation=acting.organisation, content=content_kept(acting, pdf),
        despite=despite, by=acting.person, recorded=acting.at,
    )  # fmt: skip
    _to_sign(acting, made, chosen)
    said = {"waits": waiting, "why": made.despite} if waiting else {}
    acting.note("original_put", made.pk, agreement=agreement.pk, signatories=[one.name for one in chosen], **said)
    return made


@action(Right.PREPARE)
def name_signers(
    acting: Acting, *, original: Original, signatories: Sequence[Signatory], despite: str = ""
) -> Original:  # fmt: skip
    """Say who signs for one's own organisation an agreement that another party has put to signing.

    InvalidError where a decision is lacking, as the organisation sees it, and nobody says why it is signed `despite` that.
    """
    agreement = original.version.clause.agreement
    _party(acting, agreement)
    still_open(original)
    if original.signers.filter(signatory__organisation=acting.organisation).exists():
        raise InvalidError("signers_named")
    if original.signatures.filter(organisation=acting.organisation).exists():
        raise InvalidError("signed_elsewhere")
    refuse_later_locked(original.version)
    refuse_other_parties(acting, original.version)
    waiting, despite = _despite(acting, original.version, despite)
    chosen = _chosen(acting, agreement, signatories)
    _to_sign(acting, original, chosen, despite)
    said = {"waits": waiting, "why": despite} if waiting else {}
    acting.note("original_signers", original.pk, signatories=[one.name for one in chosen], **said)
    return original


def sign_agreement(acting: Acting, *, original: Original, assurance: int) -> Original:
    """Sign the agreement, as one of those appointed; with the last signature the original is kept and the standing knows.

    InvalidError where the person is not appointed, not to sign this one or has signed it; where it has been taken back or the
    agreement is terminated.
    """
    refuse_unsure(assurance)
    return sign_in_turn(
        acting, Right.SIGN_AGREEMENT, original,
        asked=lambda: _asked(acting, original)[0],
        keep=lambda signature: _keep_signature(acting, original=original, signature=signature),
    )  # fmt: skip


@action(Right.SIGN_AGREEMENT)
def _keep_signature(acting: Acting, *, original: Original, signature: SignedFile) -> Original:
    """Keep a signature, looked at as the other party would; with the last the original is kept."""
    still_open(original)
    asked, mine, of = _asked(acting, original)
    signature.refuse_other(asked)
    before, count = blobs.fetch(asked.content), original.signatures.count()
    found = verify_elsewhere(signature.pdf, "avtal.pdf", trust=Trust(), at=acting.at)
    if not signature.pdf.startswith(before) or found.whole is not True or len(found.signatures) != count + 1:
        raise InvalidError("signer_changed_paper", name=mine.name)
    last = found.signatures[-1]
    if last.valid is False or last.number != acting.organisation.pk:
        raise InvalidError("signer_not_of_organisation", name=mine.name)
    if original.signatures.filter(organisation=acting.organisation, certificate=last.certificate).exists():
        raise InvalidError("signer_twice", name=mine.name)
    OriginalSigned.objects.create(
        original=original, organisation=acting.organisation, signatory=mine, content=content_kept(acting, signature.pdf),
        position=count + 1, of=of, name=mine.name, office=mine.office, day=acting.today, level=last.level,
        certificate=last.certificate, by=acting.person, recorded=acting.at,
    )  # fmt: skip
    acting.note("original_signed", original.pk, signer=mine.name)
    keep_when_complete(acting, original)
    return original


def _asked(acting: Acting, original: Original) -> tuple[ToSign, Signatory, int]:
    """What the person is to sign, as which signatory, and how many of the organisation's sign."""
    agreement = original.version.clause.agreement
    _party(acting, agreement)
    refuse_closed(original)
    refuse_terminated(acting, agreement)
    mine = Signatory.objects.filter(
        to_sign__original=original, organisation=acting.organisation, person=acting.person, person__isnull=False
    ).first()
    if mine is None:
        raise InvalidError("not_to_sign_this")
    if original.signatures.filter(signatory=mine).exists():
        raise InvalidError("signed_already")
    if not may_sign(mine, agreement, acting.today):
        raise InvalidError("signatory_out_of_time", name=mine.name)
    still_named(mine)
    refuse_later_locked(original.version)
    done = list(original.signatures.order_by("position"))
    number = sum(one.organisation_id == acting.organisation.pk for one in done) + 1
    of = original.signers.filter(signatory__organisation=acting.organisation).count()
    party = party_name(content_of(original.version), acting.organisation) or acting.organisation.called(acting.today)
    content = done[-1].content_id if done else original.content_id
    return ToSign(content, mine.name, mine.office, f"Undertecknar för {party} ({number} av {of})"), mine, of


@action(Right.PREPARE)
def withdraw_original(acting: Acting, *, original: Original, why: str) -> OriginalWithdrawn:
    """Take an agreement back that not all have signed."""
    _party(acting, original.version.clause.agreement)
    still_open(original)
    why = " ".join(why.split())
    if not why:
        raise InvalidError("why_missing")
    refuse_in_words(why)
    made = OriginalWithdrawn.objects.create(
        original=original, organisation=acting.organisation, why=why[:400], by=acting.person, recorded=acting.at
    )
    acting.note("original_withdrawn", original.pk, why=made.why)
    return made


def refuse_later_locked(version: ClauseVersion) -> None:
    """Refuse to sign what all have let go of: a later version that every party has locked."""
    for later in version.clause.versions.filter(number__gt=version.number).order_by("-number"):
        if is_locked(later):
            raise InvalidError("clause_later_locked", number=later.number)


def refuse_other_parties(acting: Acting, version: ClauseVersion) -> None:
    """Refuse where the parties that the clause names and those of the agreement are not one to one."""
    named = []
    for one in organisations_of(version.clause.agreement):
        name = party_name(content_of(version), one)
        if not name:
            raise InvalidError("party_not_in_clause", party=one.called(acting.today))
        named.append(name)
    for name in content_of(version).parties:
        if named.count(name) != 1:
            raise InvalidError("clause_party_not_in_agreement", party=name)


def open_original(version: ClauseVersion) -> Original | None:
    """The original of the clause that is at signing, or signed; None where there is none, or it was taken back."""
    rows = Original.objects.filter(version__clause=version.clause_id, withdrawn=None)
    return rows.order_by("-recorded").first()


def refuse_terminated(acting: Acting, agreement: Agreement) -> None:
    """Refuse to sign what somebody has given notice of."""
    if notices(acting, agreement):
        raise InvalidError("agreement_terminated")


def notices(acting: Acting, agreement: Agreement) -> list[Termination]:
    """The notices of termination that the organisation knows of."""
    found = answered(agreement.cooperation_id, View(acting.organisation.pk), on=acting.today, party=acting.organisation)
    return [one for one in found.facts.get(agreement.pk, ()) if isinstance(one, Termination)]


def still_open(original: Original) -> None:
    """Wait for whoever is at it; refuse what has been taken back, or is signed by all."""
    take_turns([original.version.clause.agreement_id])
    refuse_closed(original)


def refuse_closed(original: Original) -> None:
    """Refuse what has been taken back, or is signed by all."""
    if OriginalWithdrawn.objects.filter(original=original).exists():
        raise InvalidError("original_withdrawn")
    if OriginalKept.objects.filter(original=original).exists():
        raise InvalidError("original_signed_by_all")


def _despite(acting: Acting, version: ClauseVersion, despite: str) -> tuple[list[str], str]:
    """Whose decision on the version is lacking, and the reason to sign all the same, which is demanded then."""
    refuse_in_words(despite)
    waiting, despite = undecided(acting, version), " ".join(despite.split())
    if waiting and not despite:
        raise InvalidError("not_all_decided", parties=waiting)
    return waiting, despite[:400] if waiting else ""


def _chosen(acting: Acting, agreement: Agreement, signatories: Sequence[Signatory]) -> list[Signatory]:
    chosen = list(dict.fromkeys(signatories))
    if not chosen:
        raise InvalidError("signatories_missing")
    for one in chosen:
        if one.organisation_id != acting.organisation.pk:
            raise InvalidError("not_your_signatory")
        if not may_sign(one, agreement, acting.today):
            raise InvalidError("signatory_out_of_time", name=one.name)
    accounts = [one.person_id for one in chosen]
    if len({one for one in accounts if one}) < len(accounts):
        raise InvalidError("signatories_without_accounts")
    return chosen


def _to_sign(acting: Acting, original: Original, chosen: Sequence[Signatory], despite: str = "") -> None:
    for one in chosen:
        OriginalSigner.objects.create(
            original=original, signatory=one, despite=despite, by=acting.person, recorded=acting.at
        )


def _party(acting: Acting, agreement: Agreement) -> None:
    if not Party.objects.filter(agreement=agreement, organisation=acting.organisation).exists():
        raise InvalidError("not_your_agreement")
