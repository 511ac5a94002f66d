"""The original that all have signed is kept: a document of each organisation's that takes part here, what it says recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from samverkan.actions.acting import InvalidError
from samverkan.actions.agreement_paper import organisations_of, party_name
from samverkan.actions.audit import write_audit
from samverkan.actions.clauses import content_of
from samverkan.actions.documents import share_in
from samverkan.actions.recording_minutes import content_kept, indexed, taken_in
from samverkan.core.dates import PartialDate
from samverkan.core.facts import Signature
from samverkan.store import blobs
from samverkan.store.append import NotKeptError, Recording, append_fact, append_item
from samverkan.store.drafted import as_read
from samverkan.store.models import Document, Draft, Entry, Fact, OriginalKept, OriginalSigner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.actions.acting import Acting
    from samverkan.core.deciding.clause import Clause
    from samverkan.core.standing.items import RecordedItem
    from samverkan.store.models import Agreement, Organisation, Original, OriginalSigned


def latest_bytes(original: Original) -> bytes:
    """The file with the signatures so far."""
    last = original.signatures.order_by("position").last()
    return blobs.fetch(original.content_id if last is None else last.content_id)


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
