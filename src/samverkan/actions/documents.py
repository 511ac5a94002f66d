"""Documents come in, become joint, are published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.roles import Right
from samverkan.store import blobs
from samverkan.store.indexing import index
from samverkan.store.models import Agreement, Content, Document, Draft, Particulars, Published, Rendition, Shared
from samverkan.store.registering import index_registered_of
from samverkan.store.wording import index_documents, index_readers

if TYPE_CHECKING:
    from datetime import date

    from samverkan.actions.reading import Paper

GROUNDS: Final = ("justering", "received_extract", "signed")
"""Why a document is joint: its minutes are justerade, it is an extract that came in, all have signed it."""


class Received(NamedTuple):
    """The document, and whether it is new: the same bytes twice are one document."""

    document: Document
    new: bool


@action(Right.RECEIVE)
def receive(
    acting: Acting, *, paper: Paper, arrived: date, number: str = "", sender: str = "", concerns: str = "",
    signed_original: bool = False,
) -> Received:  # fmt: skip
    """Take a paper in: its bytes, the organisation's own number, the day it arrived; what it says waits for review.

    InvalidError `arrived_later` where the day of arrival is to come.
    """
    if arrived > acting.today:
        raise InvalidError("arrived_later", day=arrived)
    there = Document.objects.filter(organisation=acting.organisation, content=paper.sha256).first()
    if there is not None:
        acting.note("document_received_again", there.pk, sha256=paper.sha256)
        return Received(there, new=False)
    blobs.keep(paper.data)
    by = {"by": acting.person, "recorded": acting.at}
    content, _ = Content.objects.get_or_create(
        sha256=paper.sha256, defaults={"size": len(paper.data), "kind": paper.format, **by}
    )
    if not paper.unreadable:
        Rendition.objects.get_or_create(
            content=content, defaults={"text": paper.text, "pages": paper.pages, "kind": paper.kind, **by}
        )
    document = Document.objects.create(
        organisation=acting.organisation, content=content, number=number, arrived=arrived,
        signed_original=signed_original, **by,
    )  # fmt: skip
    Particulars.objects.create(
        document=document, file_name=paper.file_name[-255:], sender=sender, concerns=concerns, **by
    )
    state = "unreadable" if paper.unreadable else "waiting"
    Draft.objects.create(document=document, state=state, items=paper.items, findings=paper.findings)
    index_documents([document])
    acting.note("document_received", document.pk, sha256=paper.sha256, number=number, arrived=arrived)
    return Received(document, new=True)


@action(Right.SHARE)
def share(acting: Acting, *, document: Document, ground: str) -> Shared:
    """Make a document joint: the other parties of its agreements see what it says from now on."""
    made = share_in(acting, document, ground)
    index_readers([document.pk])
    index_registered_of(document.pk)
    _index(acting, document)
    return made


def share_in(acting: Acting, document: Document, ground: str) -> Shared:
    """The same, inside another action, which renews the indexes."""
    own(acting, document)
    if ground not in GROUNDS:
        raise InvalidError("unknown_ground", ground=ground, known=", ".join(GROUNDS))
    acting.note("document_shared", document.pk, ground=ground)
    return Shared.objects.create(document=document, ground=ground, by=acting.person, recorded=acting.at)


@action(Right.PUBLISH)
def publish(acting: Acting, *, document: Document, withdrawn: bool = False) -> Published:
    """Let a document be shown without login from now on, or no longer."""
    own(acting, document)
    acting.note("document_withdrawn" if withdrawn else "document_published", document.pk)
    made = Published.objects.create(document=document, withdrawn=withdrawn, by=acting.person, recorded=acting.at)
    _index(acting, document)
    return made


def _index(acting: Acting, document: Document) -> None:
    """How the agreements that the document concerns stand, for those who see it now or no longer do."""
    index(Agreement.objects.filter(entries__document=document).distinct(), today=acting.today)


def own(acting: Acting, document: Document) -> None:
    """Refuse what is another organisation's document."""
    if document.organisation_id != acting.organisation.pk:
        raise InvalidError("not_your_document")
