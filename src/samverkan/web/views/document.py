"""One document: the original as it looks, with the words marked that somebody came to see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.documents import share
from samverkan.actions.roles import Right
from samverkan.core.findings import UnreadableError
from samverkan.core.sources import Span
from samverkan.outside.pictures import WIDTHS, picture
from samverkan.store import blobs
from samverkan.store.diary import diary_address, diary_system
from samverkan.store.receipts import Receipt, receipt
from samverkan.web.asked import day_given
from samverkan.web.document_view import Mark, document_view
from samverkan.web.document_words import joint_sentence, public_sentence, receipt_sentence, title_of
from samverkan.web.moving import entries_placed
from samverkan.web.page import page as page_of
from samverkan.web.sharing import share_form
from samverkan.words import say

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.web.asked import Asked

_SPANS: Final = re.compile(r"\d{1,9}-\d{1,9}(?:,\d{1,9}-\d{1,9}){0,199}")
_TYPES: Final = {
    "pdf": ("application/pdf", ".pdf"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "text": ("text/plain", ".txt"),
    "html": ("application/octet-stream", ".html"),  # never shown as a page of ours
}


@page_of("web/document.html", may=Right.SEE_JOINT)
def document(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """The document with its receipt above it; of one that is erased, what is left."""
    found = receipt_of(asked, id)
    if found.disposed is not None:
        write_read(asked.somebody, id.urn, page="document")
        return render(asked.request, "web/records/disposed.html", {"asked": asked, "receipt": found})
    return document_page(asked, found)


@page_of("web/document.html", may=Right.SHARE, methods=("POST",))
def share_document(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002
    """Make a recorded document of the organisation's joint; its page again, with what is wrong, where it cannot be."""
    found = receipt_of(asked, id)
    if not found.own:
        raise Http404
    ground = asked.request.POST.get("ground", "")
    try:
        justered = day_given(asked, "justered") if ground == "justering" else None
        why = say("documents", "share.why", {}, "sv")
        share(asked.somebody, document=found.document, ground=ground, justered=justered, why=why)
    except InvalidError as error:
        if error.code != "already_shared":  # sent twice, it is done once
            return document_page(asked, found, (error.code, error.values))
    told = joint_sentence(receipt_of(asked, id), asked)
    messages.success(asked.request, told)
    return HttpResponseRedirect(reverse("document", kwargs={"id": id}))


def document_page(asked: Asked, found: Receipt, refused: tuple[str, Any] | None = None) -> dict[str, Any]:
    """What the page shows; `refused`: why the document could not be made joint with what was filled in."""
    given = asked.request.GET
    marks = [Mark(span) for span in _spans(given.get("span", ""))]
    number = given.get("page", "")
    view = document_view(
        found.document, marks, page=int(number[:6]) if number.isdecimal() else None, language=asked.language
    )
    write_read(asked.somebody, found.document.pk.urn, page="document", number=view.page)
    return {
        "receipt": found, "view": view, "asked_words": bool(marks), "title": title_of(found, asked.language),
        "sentence": receipt_sentence(found, asked), "matter_address": _matter_address(found),
        "publication": public_sentence(found, asked.language), "joint": joint_sentence(found, asked),
        "entries": entries_placed(asked, found),
        "share": share_form(asked, found, asked.request.POST.dict(), refused),
    }  # fmt: skip


@page_of("web/document.html", may=Right.SEE_JOINT)
def page_picture(asked: Asked, id: UUID, page: int) -> HttpResponse:  # noqa: A002
    """A page of a PDF as a picture."""
    found = bytes_of(asked, id).document
    if found.content.kind != "pdf" or not 1 <= page < 1_000_000:
        raise Http404
    asked_width = asked.request.GET.get("width", "")
    width = int(asked_width) if asked_width in map(str, WIDTHS) else WIDTHS[1]
    tag = f'"{found.content_id}-{page}-{width}"'
    if asked.request.headers.get("If-None-Match") == tag:
        return _kept(HttpResponseNotModified(), tag)
    try:
        drawn = picture(blobs.fetch(found.content_id), page, width=width)
    except UnreadableError:
        raise Http404 from None
    write_read(asked.somebody, id.urn, page="picture", number=page)
    return _kept(HttpResponse(drawn, content_type="image/png"), tag)


@page_of("web/document.html", may=Right.SEE_JOINT)
def original(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002
    """The bytes as they came in, to save."""
    found = bytes_of(asked, id)
    kind, ending = _TYPES.get(found.document.content.kind, ("application/octet-stream", ""))
    write_read(asked.somebody, id.urn, page="original")
    name = found.document.particulars.file_name if found.own else f"{id}{ending}"
    answer = HttpResponse(blobs.fetch(found.document.content_id), content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = _attachment(name)
    return answer


def receipt_of(asked: Asked, id: UUID) -> Receipt:  # noqa: A002
    """The document, where the organisation may see it; nothing tells that others' documents exist."""
    found = receipt(asked.somebody.organisation, asked.view, id, on=asked.on)
    if found is None:
        raise Http404
    return found


def bytes_of(asked: Asked, id: UUID) -> Receipt:  # noqa: A002
    """The same, where its bytes have not been erased."""
    found = receipt_of(asked, id)
    if found.disposed is not None:
        raise Http404
    return found


def _matter_address(found: Receipt) -> str:
    """Where the matter is found in the organisation's own diary system; "" for anybody else."""
    matter = found.document.matter
    if matter is None or not found.own:
        return ""
    return diary_address(matter, diary_system(found.document.organisation))


def _spans(written: str) -> list[Span]:
    if not written:
        return []
    if not _SPANS.fullmatch(written):
        raise InvalidError("no_span", span=written[:40])
    pairs = [part.split("-") for part in written.split(",")]
    return [Span(int(start), int(end)) for start, end in pairs]


def _attachment(name: str) -> str:
    plain = "".join(sign for sign in name if sign.isprintable()) or "document"
    return content_disposition_header(as_attachment=True, filename=plain) or "attachment"


def _kept(answer: HttpResponse, tag: str) -> HttpResponse:
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer
