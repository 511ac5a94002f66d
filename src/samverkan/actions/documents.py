"""Documents come in, become joint, are published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from django.db import IntegrityError, transaction

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.roles import Right
from samverkan.core.writing.ledger_json import item_from_json
from samverkan.store import blobs
from samverkan.store.append import Recording, append_fact
from samverkan.store.drafted import with_justering
from samverkan.store.indexing import index
from samverkan.store.models import Agreement, Content, Document, Draft, Entry, Particulars, Published, Rendition, Shared
from samverkan.store.redactions import redaction_needed
from samverkan.store.registering import index_registered_of
from samverkan.store.retention import disposal_of
from samverkan.store.wording import index_documents, index_readers

if TYPE_CHECKING:
    from datetime import date

    from samverkan.actions.reading import Paper
    from samverkan.core.sources import Citation
    from samverkan.store.models import Matter

GROUNDS: Final = ("justering", "received_extract", "signed")
"""Why a document is joint: its minutes are justerade, it is an extract that came in, all have signed it."""


class Received(NamedTuple):
    """The document, and what became of the paper: the same bytes twice are one document.

    new, again, or read: it was there, nothing could be read of it then, and now it could.
    """

    document: Document
    became: Literal["new", "again", "read"]


@action(Right.RECEIVE)
def receive(
    acting: Acting, *, paper: Paper, arrived: date, number: str = "", sender: str = "", concerns: str = "",
    signed_original: bool = False, matter: Matter | None = None,
) -> Received:  # fmt: skip
    """Take a paper in: its bytes, the organisation's own number, the day it arrived; what it says waits for review.

    `matter`: the one of the organisation's own that it is put in. InvalidError `arrived_later` where the day of arrival is to come.
    """
    if arrived > acting.today:
        raise InvalidError("arrived_later", day=arrived)
    there = Document.objects.filter(organisation=acting.organisation, content=paper.sha256).first()
    if there is not None:
        return _again(acting, there, paper)
    blobs.keep(paper.data)
    by = {"by": acting.person, "recorded": acting.at}
    content, _ = Content.objects.get_or_create(
        sha256=paper.sha256, defaults={"size": len(paper.data), "kind": paper.format, **by}
    )
    try:
        with transaction.atomic():
            document = Document.objects.create(
                organisation=acting.organisation, content=content, number=number, arrived=arrived,
                signed_original=signed_original, matter=matter, **by,
            )  # fmt: skip
    except IntegrityError:  # somebody else has just left the same bytes
        return _again(acting, Document.objects.get(organisation=acting.organisation, content=content), paper)
    _keep_text(acting, document, paper)
    Particulars.objects.create(
        document=document, file_name=paper.file_name[-255:], sender=sender, concerns=concerns, **by
    )
    state = "unreadable" if paper.unreadable else "waiting"
    Draft.objects.create(document=document, state=state, items=paper.items, findings=paper.findings)
    index_documents([document])
    acting.note("document_received", document.pk, sha256=paper.sha256, number=number, arrived=arrived)
    return Received(document, "new")


def _again(acting: Acting, document: Document, paper: Paper) -> Received:
    """The document that was there; what it says waits for review, where it could not be read before and now is."""
    draft = Draft.objects.select_for_update().get(document=document)
    erased = disposal_of(document) is not None
    read = draft.state == "unreadable" and not paper.unreadable and not erased
    if read:
        _keep_text(acting, document, paper)
        draft.state, draft.items = "waiting", paper.items
    if read or (draft.state == "unreadable" and paper.findings and not erased):
        draft.findings = paper.findings
        draft.save()
    if read:
        index_documents([document])
    acting.note("document_read" if read else "document_received_again", document.pk, sha256=paper.sha256)
    return Received(document, "read" if read else "again")


def _keep_text(acting: Acting, document: Document, paper: Paper) -> None:
    if not paper.unreadable:
        by = {"by": acting.person, "recorded": acting.at}
        Rendition.objects.get_or_create(
            content_id=document.content_id,
            defaults={"text": paper.text, "pages": paper.pages, "kind": paper.kind, **by},
        )


@action(Right.SHARE)
def share(acting: Acting, *, document: Document, ground: str, justered: date | None = None, why: str = "") -> Shared:
    """Make a document joint: the other parties of its agreements see what it says from now on.

    `justered`: the day its minutes were justerade, which its entries say from now on, too, with `why`. InvalidError where it
    is joint already, however many ask at once, or the day is to come or before the meeting.
    """
    Draft.objects.select_for_update().get(document=document)
    if Shared.objects.filter(document=document).exists():
        raise InvalidError("already_shared")
    if justered is not None:
        own(acting, document)
        _say_justered(acting, document, justered, why)
    made = share_in(acting, document, ground)
    _index(acting, document)  # first: in it those who work on one agreement take turns
    index_registered_of(document.pk)
    index_readers([document.pk])
    return made


def _say_justered(acting: Acting, document: Document, day: date, why: str) -> None:
    """Add to each entry of a document that its minutes were justerade on the day, where it does not say so."""
    if day > acting.today:
        raise InvalidError("justered_later", day=day)
    recording = Recording(acting.organisation, acting.person, acting.at, acting.today, why)
    for entry in Entry.objects.filter(document=document, replaced_by=None):
        if entry.facts.filter(kind="Justering", replaced_by=None, value__isnull=False).exists():
            continue
        quotes: dict[Citation, str] = {}
        item = item_from_json(entry.head, id=f"{entry.pk:012d}", source=str(document.pk), facts=(), quotes=quotes)
        if item.day is not None and day < item.day.first:
            raise InvalidError("justered_before", day=day, meeting=item.day)
        (fact,) = with_justering(item, day).facts
        append_fact(fact, recording, agreement=entry.agreement, entry=entry, quotes=quotes)


def share_in(acting: Acting, document: Document, ground: str) -> Shared:
    """The same, inside another action, which renews the indexes."""
    own(acting, document)
    _there(document)
    if ground not in GROUNDS:
        raise InvalidError("unknown_ground", ground=ground, known=", ".join(GROUNDS))
    acting.note("document_shared", document.pk, ground=ground)
    return Shared.objects.create(document=document, ground=ground, by=acting.person, recorded=acting.at)


@action(Right.PUBLISH)
def publish(acting: Acting, *, document: Document, withdrawn: bool = False) -> Published:
    """Let a document be shown without login from now on, or no longer."""
    own(acting, document)
    _there(document)
    if not withdrawn and redaction_needed(document):
        raise InvalidError("needs_redaction")
    acting.note("document_withdrawn" if withdrawn else "document_published", document.pk)
    made = Published.objects.create(document=document, withdrawn=withdrawn, by=acting.person, recorded=acting.at)
    _index(acting, document)
    return made


def _index(acting: Acting, document: Document) -> None:
    """How the agreements that the document concerns stand, for those who see it now or no longer do."""
    index(Agreement.objects.filter(entries__document=document).distinct(), today=acting.today)


def _there(document: Document) -> None:
    """Refuse what has been erased."""
    if disposal_of(document) is not None:
        raise InvalidError("document_is_disposed")


def own(acting: Acting, document: Document) -> None:
    """Refuse what is another organisation's document."""
    if document.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_document")
