"""An extract comes in: one that verifies, by a certificate pinned for its sender and body, becomes facts; any other goes to review.

It is recorded in the organisation's own file, in the matter that it handles the agreement under. Which agreement it concerns
is told by the agreement's name (urn), by the joint clause's fingerprint, or by what the extract says where that leaves no doubt;
one that is new here gets the name that it has at the sender.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from samverkan.actions.acting import Acting, action
from samverkan.actions.dispatching import came_back
from samverkan.actions.documents import Received, receive, share_in
from samverkan.actions.pinning import SIGNATORIES, pinned
from samverkan.actions.recording_minutes import indexed
from samverkan.actions.register import join
from samverkan.actions.roles import Right
from samverkan.outside.certificates import certificate_in
from samverkan.outside.trust import Trust
from samverkan.outside.verifying import Verified, verified_to_json, verify_elsewhere
from samverkan.store.append import Recording, append_item
from samverkan.store.drafted import as_read, with_justering
from samverkan.store.models import (
    Agreement,
    AgreementMatter,
    ClauseVersion,
    Cooperation,
    Draft,
    ExtractReceived,
    Organisation,
    OrganisationName,
)
from samverkan.store.placing import proposals
from samverkan.store.taking_turns import take_turns_on_trust
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from datetime import date

    from samverkan.actions.reading import Paper
    from samverkan.core.standing.items import RecordedItem
    from samverkan.core.writing.extract import Extract
    from samverkan.store.models import Document, Matter, Pinned

_SIGNED: Final = b"/ByteRange"
"""What a signed PDF has in plain letters (ISO 32000-2, 12.8.1): others need not be looked at."""


class Looked(NamedTuple):
    """An extract as it was found at the door: what verifying says of it, and by which pinned certificate it is trusted."""

    verified: Verified
    by: Pinned | None


def look(acting: Acting, paper: Paper) -> Looked | None:
    """What a paper is as an extract; None where it carries no decision as data. Nothing is written."""
    if paper.format != "pdf" or paper.unreadable or _SIGNED not in paper.data:
        return None
    pins = list(pinned(acting.organisation))
    trust = Trust(tuple(certificate_in(one.certificate.encode()).der for one in pins))
    verified = verify_elsewhere(paper.data, paper.file_name, trust=trust, at=acting.at)
    if verified.extract is None:
        return None
    return Looked(verified, _by(verified, verified.extract, pins))


@action(Right.RECEIVE)
def receive_extract(
    acting: Acting, *, paper: Paper, looked: Looked, arrived: date, number: str = "", sender: str = "", concerns: str = ""
) -> Received:  # fmt: skip
    """Take an extract in: recorded where it is trusted and its agreement is sure, else left for review. The same twice is one.

    Whether its certificate is still trusted is asked again: it may have been let go of while the extract was looked at.
    """
    extract = looked.verified.extract
    assert extract is not None
    take_turns_on_trust(acting.organisation.pk)
    looked = looked._replace(by=_by(looked.verified, extract, list(pinned(acting.organisation))))
    concerned = None if looked.by is None else _concerned(acting, paper, extract)
    received = receive(
        acting, paper=paper, arrived=arrived, number=number, sender=sender, concerns=concerns,
        matter=_own_matter(acting, concerned) if isinstance(concerned, Agreement) else None,
    )  # fmt: skip
    document, became = received
    if became == "again":
        acting.note("extract_received", document.pk, recorded=False, trusted=looked.by is not None)
        return received
    ExtractReceived.objects.get_or_create(
        document=document,
        defaults={
            "verified": _told(looked.verified), "pinned": looked.by, "by": acting.person, "recorded": acting.at,
        },
    )  # fmt: skip
    came_back(document, document.content)
    recorded = concerned is not None and _recorded(acting, document, extract, concerned)
    acting.note("extract_received", document.pk, recorded=recorded, trusted=looked.by is not None)
    return received


def _by(verified: Verified, extract: Extract, pins: list[Pinned]) -> Pinned | None:
    """The pin that trusts it: every signature is by a certificate pinned for the organisation and body that it says it is of."""
    if not verified.accepted:
        return None
    mine = {
        one.fingerprint: one
        for one in pins
        if one.sender_id == extract.organisation_number
        and one.body.casefold() == extract.body.casefold() != SIGNATORIES.casefold()
    }
    found = [mine.get(one.certificate) for one in verified.signatures]
    return found[0] if found and all(found) else None


def _concerned(acting: Acting, paper: Paper, extract: Extract) -> Agreement | UUID | None:
    """The agreement that it is sure that the paper concerns, or the name of one that is new here; None: a person is to say."""
    if paper.unreadable or len(paper.items) != 1:
        return None
    item = as_read(Draft(items=paper.items), paper.items[0], {})
    if not _names_itself(extract) or _says_otherwise(item, extract):
        return None
    return _agreement(acting, item, extract)


def _own_matter(acting: Acting, agreement: Agreement) -> Matter | None:
    """The organisation's own matter of the agreement, the one connected last: what comes stands under its registry number."""
    rows = AgreementMatter.objects.filter(agreement=agreement, matter__organisation=acting.organisation)
    last = rows.select_related("matter").order_by("-pk").first()
    return None if last is None else last.matter


def _recorded(acting: Acting, document: Document, extract: Extract, concerned: Agreement | UUID) -> bool:
    """Append what it says to the agreement; whether it was, as it is not where the document was there and has been taken care of."""
    draft = Draft.objects.select_for_update().get(document=document)
    if draft.state != "waiting" or len(draft.items) != 1:
        return False
    written = draft.items[0]
    item = as_read(draft, written, {})
    agreement = _opened(acting, concerned, extract) if isinstance(concerned, UUID) else concerned
    if extract.justerad is not None:
        item = with_justering(item, extract.justerad)
    why = f"Bestyrkt utdrag från {extract.organisation}"
    recording = Recording(acting.organisation, acting.person, acting.at, document.arrived, why)
    entry = append_item(item, document, written["position"], recording, agreement=agreement)
    Draft.objects.filter(pk=draft.pk).update(state="recorded")
    share_in(acting, document, "received_extract")
    indexed(acting, document, [entry])
    return True


def _names_itself(extract: Extract) -> bool:
    """Whether the name that the extract gives its organisation is one that it has: whose decision it is hangs on the name."""
    names = OrganisationName.objects.filter(organisation=extract.organisation_number).values_list("name", flat=True)
    return " ".join(extract.organisation.split()).casefold() in {name.casefold() for name in names}


def _says_otherwise(item: RecordedItem, extract: Extract) -> bool:
    """Whether what was read of the page is of another organisation, body, day or § than what the data say."""
    if item.organisation not in (None, extract.organisation):
        return True
    day = None if item.day is None else item.day.first
    return (item.body, day, item.section) != (extract.body, extract.meeting_day, extract.section)


def _agreement(acting: Acting, item: RecordedItem, extract: Extract) -> Agreement | UUID | None:
    both = Agreement.objects.filter(parties__organisation=acting.organisation)
    mine = both.filter(
        parties__organisation=extract.organisation_number
    )  # a sender decides on its own agreements alone
    name = _uuid(extract.agreement)
    if name is not None:
        there = Agreement.objects.filter(pk=name).first()
        if there is not None:
            return there if mine.filter(pk=name).exists() else None
    versions = (
        ClauseVersion.objects.filter(fingerprint=extract.clause) if extract.clause else ClauseVersion.objects.none()
    )
    by_clause = list(mine.filter(clauses__versions__in=versions).distinct())
    if by_clause:
        return by_clause[0] if len(by_clause) == 1 else None
    likely = proposals(item, acting.organisation, acting.view(), today=acting.today)
    sure = [one.agreement for one in likely if one.same and mine.filter(pk=one.agreement.pk).exists()]
    if likely:
        return sure[0] if len(sure) == 1 else None
    return name


def _opened(acting: Acting, name: UUID, extract: Extract) -> Agreement:
    """A new agreement here, under the name that it has at the sender."""
    by: dict[str, Any] = {"by": acting.person, "recorded": acting.at}
    agreement = Agreement.objects.create(id=name, cooperation=Cooperation.objects.create(**by), **by)
    sender = Organisation.objects.get(number=extract.organisation_number)
    join(acting, agreement, [sender])
    acting.note("agreement_opened", agreement.pk, cooperation=agreement.cooperation_id)
    return agreement


def _uuid(urn: str) -> UUID | None:
    try:
        return UUID(urn) if urn.startswith("urn:uuid:") else None
    except ValueError:
        return None


def _told(verified: Verified) -> Any:
    """What is kept of it: all that `verify --json` says, of the extract's own words whose it is and the clause decided on alone."""
    told = verified_to_json(verified, lambda one: say_finding(one, "sv"))
    extract = verified.extract
    return told | {"extract": extract and {"organisation": extract.organisation_number, "clause": extract.clause}}
