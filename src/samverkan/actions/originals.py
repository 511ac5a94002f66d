"""The agreement itself is signed: put to signing when all have decided, signed by each party's signatories, kept as an original.

The bytes go from hand to hand: each signature stands on the one before, whoever's turn it was. With the last the original is a
document of each organisation's that takes part here, what it says is recorded, and each signature is a fact with its day.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.audit import write_audit
from samverkan.actions.clauses import content_of, is_locked
from samverkan.actions.documents import share_in
from samverkan.actions.identity_free import refuse_in_words
from samverkan.actions.recording_minutes import content_kept, indexed, taken_in
from samverkan.actions.roles import Right
from samverkan.actions.signatories import may_sign, still_named
from samverkan.actions.signing import SignedFile, ToSign, refuse_unsure, sign_in_turn
from samverkan.actions.undecided import undecided
from samverkan.core.dates import PartialDate
from samverkan.core.facts import ExtensionValue, Signature, Termination
from samverkan.core.findings import UnwritableError
from samverkan.core.writing.agreement import Signing
from samverkan.core.writing.agreement_data import ATTACHMENT, AgreementData, agreement_printed, agreement_to_json
from samverkan.core.writing.extract import MEDIA_TYPE
from samverkan.core.writing.printed import Attached
from samverkan.outside.readers import elsewhere
from samverkan.outside.reading import read_bytes
from samverkan.outside.trust import Trust
from samverkan.outside.typesetting import typeset
from samverkan.outside.verifying import verify_elsewhere
from samverkan.store import blobs
from samverkan.store.append import NotKeptError, Recording, append_fact, append_item
from samverkan.store.drafted import as_read
from samverkan.store.models import (
    Document,
    Draft,
    Entry,
    Fact,
    Organisation,
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
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.core.deciding.clause import Clause
    from samverkan.core.reading.values import Reading, Terms
    from samverkan.core.standing.items import RecordedItem
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
        raise InvalidError("clause_not_locked")
    if open_original(version) is not None:
        raise InvalidError("original_there")
    refuse_later_locked(version)
    refuse_terminated(acting, agreement)
    waiting, despite = _despite(acting, version, despite)
    refuse_other_parties(acting, version)
    chosen = _chosen(acting, agreement, signatories)
    pdf = agreement_pdf(acting, agreement_data(acting, version, chosen))
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


def latest_bytes(original: Original) -> bytes:
    """The file with the signatures so far."""
    last = original.signatures.order_by("position").last()
    return blobs.fetch(original.content_id if last is None else last.content_id)


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


def agreement_data(acting: Acting, version: ClauseVersion, chosen: Sequence[Signatory]) -> AgreementData:
    """What the paper is made from: the clause, each party's number, who signs for one's own."""
    clause, agreement = content_of(version), version.clause.agreement
    numbers = tuple((name, one.pk) for one in organisations_of(agreement) if (name := party_name(clause, one)))
    people = tuple((one.name, one.office) for one in chosen)
    own = party_name(clause, acting.organisation)
    signing = tuple(Signing(name, people if name == own else ()) for name in clause.parties)
    return AgreementData(clause, acting.today, numbers, signing, agreement.urn)


def agreement_pdf(acting: Acting, data: AgreementData) -> bytes:
    """The paper, with its data inside. InvalidError `not_typeset` names what cannot be set."""
    attached = Attached(ATTACHMENT, MEDIA_TYPE, "Avtalet som data", agreement_to_json(data))
    try:
        return typeset(agreement_printed(data), made=acting.at, attached=(attached,))
    except UnwritableError as error:
        raise InvalidError("not_typeset", why=Said("findings", error.code, error.values)) from error


def organisations_of(agreement: Agreement) -> list[Organisation]:
    """The parties, in the order in which they came."""
    rows = Party.objects.filter(agreement=agreement).select_related("organisation").order_by("pk")
    return [one.organisation for one in rows]


def party_name(clause: Clause, organisation: Organisation) -> str:
    """What the clause calls the organisation; "" where it names it by none of its names."""
    called = {one.name.casefold() for one in organisation.names.all()}
    return next((name for name in clause.parties if name.casefold() in called), "")


def refuse_otherwise_read(clause: Clause, reading: Reading) -> None:
    """Refuse a paper of which a reader gets other terms than the clause has: InvalidError `agreement_reads_otherwise`."""
    terms = reading.items[0].terms if reading.kind == "agreement" and len(reading.items) == 1 else None
    for term in ["parties"] if terms is None else _otherwise(clause, terms):
        raise InvalidError("agreement_reads_otherwise", term=term)


def keep_when_complete(acting: Acting, original: Original) -> None:
    """Keep the original where the last has signed: in the file of every organisation that takes part here; inside an action."""
    parties = organisations_of(original.version.clause.agreement)
    done = list(original.signatures.order_by("position").select_related("organisation", "signatory"))
    if not all(has_signed(original, one, done) for one in parties):
        return
    here = {one.signatory.organisation_id for one in original.signers.select_related("signatory")}
    for organisation in parties:
        if organisation.pk in here | {original.organisation_id, acting.organisation.pk}:
            own = replace(acting, organisation=organisation, notes=[])
            _kept(own, original, done)
            for verb, target, values in own.notes:
                write_audit(own, verb, target, values)


def has_signed(original: Original, organisation: Organisation, done: Sequence[OriginalSigned]) -> bool:
    """Whether all who are to sign for a party have."""
    mine = [one for one in done if one.organisation_id == organisation.pk]
    named = OriginalSigner.objects.filter(original=original, signatory__organisation=organisation).count()
    wanted = named or max((one.of for one in mine), default=1)
    return len(mine) >= wanted


def _otherwise(clause: Clause, terms: Terms) -> Iterator[str]:
    period = [(one.from_, one.to) for one in terms.periods if one.role == "current"]
    said = terms.extension
    read = None if said is None else ExtensionValue(said.value, said.mode, said.months, said.times)
    meant = clause.extension and ExtensionValue(*clause.extension[:4])
    pairs = {
        "title": (terms.title and terms.title.value, clause.title),
        "parties": (tuple(one.value for one in terms.parties), clause.parties),
        "period": (period, [tuple(clause.period)] if any(clause.period) else []),
        "shares": (
            [(one.party.value, one.percent, one.from_) for one in terms.shares if one.measure == "percent"],
            [(one.party, one.percent, one.since) for one in clause.shares if one.measure == "percent"],
        ),
        "extension": (read, meant),
    }
    yield from (term for term, (was, is_to_be) in pairs.items() if was != is_to_be)


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


def _kept(acting: Acting, original: Original, done: Sequence[OriginalSigned]) -> None:
    clause, agreement = content_of(original.version), original.version.clause.agreement
    day, pdf = max(one.day for one in done), latest_bytes(original)
    content = content_kept(acting, pdf)
    there = Document.objects.filter(organisation=acting.organisation, content=content).first()
    if there is None:
        number = f"{clause.title}, undertecknat {day}"[:80]
        document, draft = taken_in(acting, pdf, f"avtal-{day}.pdf", number, signed_original=True)
    else:
        document, draft = there, Draft.objects.select_for_update().get(document=there)
    if len(draft.items) != 1:
        raise InvalidError("agreement_reads_otherwise", term="title")
    item = _with_signatures(as_read(draft, draft.items[0], {}), clause, done)
    recording = Recording(acting.organisation, acting.person, acting.at, acting.today, f"Undertecknat {day}")
    try:
        if there is None or draft.state == "waiting":
            Draft.objects.filter(pk=draft.pk).update(state="recorded")
            entry = append_item(item, document, draft.items[0]["position"], recording, agreement=agreement)
        else:
            entry = _signed_since(document, agreement, item, recording)
    except NotKeptError as error:
        raise InvalidError("identity_number_in_words") from error
    OriginalKept.objects.create(
        original=original, organisation=acting.organisation, document=document, day=day, by=acting.person,
        recorded=acting.at,
    )  # fmt: skip
    if not document.shared.exists():
        share_in(acting, document, "signed")
    indexed(acting, document, [entry])
    acting.note("original_kept", document.pk, agreement=agreement.pk, original=original.pk)


def _signed_since(document: Document, agreement: Agreement, item: RecordedItem, recording: Recording) -> Entry:
    """The entry by which the same file was recorded already: its terms stand, the signatures that nobody has told are added."""
    rows = Entry.objects.filter(document=document, agreement=agreement, organisation=recording.organisation)
    entry = rows.filter(replaced_by=None).order_by("-pk").first()
    if entry is None:
        raise InvalidError("original_recorded_otherwise", document=document.number)
    told = [one.value for one in Fact.objects.filter(entry=entry, kind="Signature") if one.value is not None]
    known = {(one.get("party"), one.get("signatory")) for one in told}
    for fact in item.facts:
        if isinstance(fact, Signature) and (fact.party, fact.signatory) not in known:
            append_fact(fact, recording, agreement=agreement, entry=entry, quotes=item.quotes)
    return entry


def _with_signatures(item: RecordedItem, clause: Clause, done: Sequence[OriginalSigned]) -> RecordedItem:
    """The agreement's text with each signature on it as a fact; what the page itself says of signatures counts for nothing."""
    facts = [one for one in item.facts if not isinstance(one, Signature)]
    for one in done:
        party = party_name(clause, one.organisation) or one.organisation.called(one.day)
        facts.append(
            Signature(
                id=f"{item.id}:signature{one.position}", party=party, happened=PartialDate.of(one.day),
                signatory=", ".join(filter(None, (one.name, one.office))), citations=(item.citation,),
            )
        )  # fmt: skip
    return item._replace(facts=tuple(facts))


def _party(acting: Acting, agreement: Agreement) -> None:
    if not Party.objects.filter(agreement=agreement, organisation=acting.organisation).exists():
        raise InvalidError("not_your_agreement")
