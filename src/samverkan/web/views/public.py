"""What is public, without login: published documents, and the agreements as they stand by them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect

from samverkan.actions.documents import publish as publish_document
from samverkan.actions.roles import Right
from samverkan.store import blobs
from samverkan.store import published as store
from samverkan.store.models import Agreement, Document
from samverkan.store.standings import answered
from samverkan.web.answer import answer_page
from samverkan.web.listing import page_asked, text_asked
from samverkan.web.page import ANYBODY, page
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from samverkan.web.asked import Asked

_SPAN: Final = re.compile(r"(\d{1,9})-(\d{1,9})")
_PART: Final = 60_000
_UNSHOWN: Final = ("awaiting", "proposed", "cannot_tell")
"""The standings that rest on what is not on file: among published papers alone they tell nothing of whether it stands."""
_ENDINGS: Final = {"pdf": "pdf", "docx": "docx", "html": "html", "text": "txt"}


@page("web/public.html", may=ANYBODY)
def public(asked: Asked) -> dict[str, Any]:
    """The agreements and the documents that are public."""
    text = text_asked(asked)
    agreements = store.agreements(max(asked.on, asked.today), text=text, page=page_asked(asked))
    documents = store.documents(text=text, page=page_asked(asked))
    return {
        "agreements": agreements, "documents": documents, "text": text, "unshown": _UNSHOWN,
        "page": min(page_asked(asked), max(agreements.pages, documents.pages)), "pages": max(agreements.pages, documents.pages),
    }  # fmt: skip


@page("web/public_agreement.html", may=ANYBODY)
def public_agreement(asked: Asked, agreement: UUID) -> dict[str, Any]:
    """One agreement as published documents alone say that it stands."""
    one = Agreement.objects.filter(pk=agreement).first()
    if one is None:
        raise Http404
    found = answered(one.cooperation_id, asked.view, on=asked.on, party=None)
    if agreement not in found.order:
        raise Http404
    page_ = answer_page(found, agreement, asked)
    return {"agreement": one, "page": page_, "documents": store.documents_of(agreement), "unshown": _UNSHOWN}


@page("web/public_document.html", may=ANYBODY)
def public_document(asked: Asked, document: UUID) -> dict[str, Any]:
    """One published document: its text with the words marked that somebody came to see."""
    found = store.document(document)
    if found is None:
        raise Http404
    one, rendition = found
    text = "" if rendition is None else rendition.text
    span = _SPAN.fullmatch(asked.request.GET.get("span", ""))
    start, end = (int(span[1]), int(span[2])) if span and int(span[1]) < int(span[2]) <= len(text) else (0, 0)
    parts = list(_parts(text))
    if end and "page" not in asked.request.GET:
        number = next((n for n, (_, last) in enumerate(parts, 1) if start < last), 1)
    else:
        number = page_asked(asked)
    number = min(max(1, number), len(parts))
    first, last = parts[number - 1]
    inside = first <= start < last and end > start
    cut = min(end, last)
    return {
        "one": one, "page": number, "pages": len(parts), "title": one.title or say("public", f"kind.{one.kind}", {}, asked.language),
        "before": text[first:start] if inside else text[first:last], "marked": text[start:cut] if inside else "",
        "after": text[cut:last] if inside else "", "empty": not text.strip(),
    }  # fmt: skip


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """A long text in parts that end with a line."""
    start = 0
    while len(text) - start > _PART:
        line = text.rfind("\n", start + 1, start + _PART)
        end = line + 1 if line > 0 else start + _PART
        yield start, end
        start = end
    yield start, len(text)


@page("web/public_document.html", may=ANYBODY)
def public_original(asked: Asked, document: UUID) -> HttpResponse:  # noqa: ARG001 - every view is given who asks
    """The bytes of a published document, to save; never shown as a page of ours."""
    found = store.document(document)
    if found is None:
        raise Http404
    one = found[0].document
    answer = HttpResponse(blobs.fetch(one.content_id), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{one.pk}.{_ENDINGS.get(one.content.kind, "bin")}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page("web/refused.html", may=Right.PUBLISH, methods=("POST",))
def publish(asked: Asked, id: UUID) -> HttpResponse:  # noqa: A002 - the address names it so
    """Publish one of the organisation's documents, or withdraw it."""
    one = Document.objects.filter(pk=id, organisation=asked.somebody.organisation).first()
    if one is None or asked.hides(id):
        raise Http404
    withdrawn = asked.request.POST.get("withdrawn") == "1"
    if store.published([one.pk]).exists() is withdrawn:  # sent twice, it is done once
        publish_document(asked.somebody, document=one, withdrawn=withdrawn)
    messages.success(asked.request, say("public", "withdrawn" if withdrawn else "published", {}, asked.language))
    return HttpResponseRedirect(f"/documents/{one.pk}")
