"""Documents: what the organisation has received and what others have made joint; and the way in for new ones."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from samverkan.actions.audit import write_read
from samverkan.actions.incoming import RECEIVED, RECORDED, UNREADABLE, Arrival, take_in
from samverkan.actions.roles import Right
from samverkan.api.asking import Day, DayOrNot, Known, Request, Truth
from samverkan.api.paging import NO_NUL, Even, Listed, Paging, Text, listed, narrowed, one_of, page_example
from samverkan.api.problems import ProblemError, written
from samverkan.api.routing import answered, get, post
from samverkan.api.shapes import Number, address_of
from samverkan.store.models import Document
from samverkan.store.shown import documents_shown, rendition_of, state_of
from samverkan.store.view import View
from samverkan.words.flaws import say_why

if TYPE_CHECKING:
    from django.db.models import QuerySet

router = Router(tags=["documents"])


class DocumentOut(Schema):
    """One organisation's receipt of a paper. `state`, `file_name`, `sender` and `concerns` are told of one's own alone.

    `disposed`: since when its content is erased by a retention decision; its row and its hash stay.
    """

    id: UUID
    organisation: Number
    number: str | None
    arrived: Day
    recorded: datetime
    format: str
    kind: str | None
    size: int
    sha256: str
    signed_original: bool
    joint: bool
    state: Literal["waiting", "unreadable", "recorded"] | None
    file_name: str | None
    sender: str | None
    concerns: str | None
    disposed: datetime | None


class Page(Schema):
    """A page: the characters that it holds, and its label as printed."""

    start: int
    end: int
    label: str | None


class TextOut(Schema):
    """A document's text exactly as every span counts it."""

    id: UUID
    text: str
    pages: list[Page]


class Wanted(Paging, Known):
    """Which documents."""

    number: Even | None = None
    sha256: Annotated[Text, AfterValidator(str.casefold)] | None = None


def _something(file: UploadedFile) -> UploadedFile:
    if not file.size:
        raise PydanticCustomError("file_empty", "an empty file says nothing")
    return file


Upload = Annotated[
    UploadedFile, AfterValidator(_something), WithJsonSchema({"type": "string", "format": "binary", "minLength": 1})
]
"""A file with something in it."""


class Sent(Schema):
    """What is said of a document that is sent: the organisation's own number, the day it came in (today if not said)."""

    number: Annotated[str, StringConstraints(max_length=80, pattern=NO_NUL)] = Field("")
    arrived: DayOrNot = None
    signed_original: Truth = Field(False)


_EXAMPLE: Final[dict[str, Any]] = {
    "id": "0b6c2f4e-5d1a-4c3b-9f7e-2a1d8c6b5e40", "organisation": "2321990018", "number": "HSN 2019-0112-4",
    "arrived": "2019-10-30", "recorded": "2026-11-22T08:15:00Z", "format": "pdf", "kind": "minutes", "size": 48213,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "signed_original": False,
    "joint": True, "state": "recorded", "file_name": "protokoll-2019-10-23.pdf", "sender": None, "concerns": None,
    "disposed": None,
}  # fmt: skip
_TEXT: Final[dict[str, Any]] = {
    "id": _EXAMPLE["id"], "text": "§ 112 Samverkansavtal om spädbarnsverksamhet\nNämnden beslutar att godkänna avtalet.\n",
    "pages": [{"start": 0, "end": 84, "label": "12 (40)"}],
}  # fmt: skip
_SENT: Final = {
    "file": "(filens innehåll / the file's content)", "number": "HSN 2019-0112-4", "arrived": "2019-10-30",
    "signed_original": False,
}  # fmt: skip


@get(router, "", may=Right.SEE_JOINT, answer=Listed[DocumentOut], example=page_example("documents", _EXAMPLE))
def documents(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """The documents, in the order they were received."""
    view = request.auth.view(wanted)
    rows = narrowed(_rows(request, wanted), wanted, number="number", sha256="content")
    return listed(request, rows, wanted, lambda one: _shape(one, view))


@get(router, "/{uuid:id}", may=Right.SEE_JOINT, answer=DocumentOut, example=_EXAMPLE)
def document(request: Request, id: UUID, days: Query[Known]) -> HttpResponse:  # noqa: A002
    """One document."""
    return answered(_shape(one_of(_rows(request, days), id), request.auth.view(days)))


@get(router, "/{uuid:id}/text", may=Right.SEE_JOINT, answer=TextOut, example=_TEXT)
def document_text(request: Request, id: UUID, days: Query[Known]) -> HttpResponse:  # noqa: A002
    """The text that citations' spans point into; 404 where nothing could be read of the document."""
    found = one_of(_rows(request, days), id)
    rendition = rendition_of(found, request.auth.view(days))
    if rendition is None:
        raise Http404
    write_read(request.auth.acting, str(found.pk), page="text")
    pages = [{"start": start, "end": end, "label": label} for start, end, label in rendition.pages]
    return answered({"id": found.pk, "text": rendition.text, "pages": pages})


@post(
    router, "", may=Right.RECEIVE, answer={201: DocumentOut, 200: DocumentOut}, example=_EXAMPLE, sent=_SENT
)  # fmt: skip
def receive_document(request: Request, file: File[Upload], sent: Form[Sent]) -> HttpResponse:
    """A document comes in and waits for review; 200 and the one that is there where the same bytes came before."""
    call = request.auth
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise ProblemError("too_large", most=settings.UPLOAD_LIMIT >> 20)
    arrival = Arrival(
        sent.arrived or call.today, " ".join(sent.number.split()), signed_original=sent.signed_original
    )  # fmt: skip
    received = take_in(call.acting, file.read(), file.name or "", arrival, limit=settings.UPLOAD_LIMIT)
    if received.document is None:
        return written(request, "refused", " ".join(say_why(one, call.language) for one in received.findings))
    new = received.code in (RECEIVED, RECORDED, UNREADABLE)
    one = one_of(_with_all(Document.objects.all()), received.document.pk)
    view = View(call.acting.organisation.pk) if new else call.view(Known())  # whoever sent it knows all of it
    return answered(_shape(one, view), status=201 if new else 200, headers={"Location": address_of(one.pk)})


def _rows(request: Request, days: Known) -> QuerySet[Document]:
    call = request.auth
    return _with_all(documents_shown(call.acting.organisation, call.view(days)).order_by("recorded", "pk"))


def _with_all(rows: QuerySet[Document]) -> QuerySet[Document]:
    rows = rows.select_related("content", "content__rendition", "draft", "particulars", "disposed")
    return rows.defer("content__rendition__text", "content__rendition__pages", "draft__items", "draft__findings")


def _shape(one: Document, view: View) -> dict[str, Any]:
    own = one.organisation_id == view.scope
    rendition = rendition_of(one, view)
    particulars = getattr(one, "particulars", None)
    return {
        "id": one.pk,
        "organisation": one.organisation_id,
        "number": (one.number or None) if own or one.shared.all() else None,
        "arrived": one.arrived,
        "recorded": one.recorded,
        "format": one.content.kind,
        "kind": rendition and rendition.kind,
        "size": one.content.size,
        "sha256": one.content_id,
        "signed_original": one.signed_original,
        "joint": bool(one.shared.all()),
        "state": state_of(one, view),
        "file_name": particulars.file_name if own and particulars is not None else None,
        "sender": (particulars.sender or None) if own and particulars is not None else None,
        "concerns": (particulars.concerns or None) if own and particulars is not None else None,
        "disposed": _disposed(one, view),
    }


def _disposed(one: Document, view: View) -> datetime | None:
    """Since when its content is erased, where that was known."""
    recorded: datetime | None = one.disposed.recorded if hasattr(one, "disposed") else None
    return None if recorded is None or (view.until is not None and recorded >= view.until) else recorded
