"""A document's redacted form: that one is needed, words marked to be masked and seen before they are, or a file sent in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samverkan.actions.acting import InvalidError
from samverkan.actions.audit import write_read
from samverkan.actions.reading import read_paper
from samverkan.actions.redacting import keep_redacted, mask, say_redaction_needed, typeset_masked, words_to_mask
from samverkan.actions.roles import Right
from samverkan.core.findings import Finding, UnwritableError
from samverkan.store.published import published
from samverkan.store.redactions import redaction_needed, redactions
from samverkan.web.page import page
from samverkan.web.views.document import bytes_of
from samverkan.words import say
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from uuid import UUID

    from samverkan.actions.reading import Paper
    from samverkan.core.writing.masking import Masked
    from samverkan.store.models import Document
    from samverkan.web.asked import Asked


@page("web/records/redact.html", may=Right.PUBLISH, methods=("GET", "POST"))
def redact(asked: Asked, id: UUID) -> dict[str, Any] | HttpResponse:  # noqa: A002 - the address names it so
    """What is asked for by the button: that redaction is needed, words shown masked, masked, or a file taken in."""
    found = bytes_of(asked, id)
    if not found.own:
        raise Http404
    document, given = found.document, asked.request.POST
    write_read(asked.somebody, id.urn, page="redact")
    if asked.request.method != "POST":
        return _shown(asked, document)
    do = given.get("do", "")
    try:
        if do == "show":
            return _shown(asked, document, seen=mask(document, words_to_mask(given.get("words", ""))))
        if do in ("needed", "not_needed"):
            say_redaction_needed(asked.somebody, document=document, needed=do == "needed")
        elif do == "mask":
            paper = typeset_masked(asked.somebody, document, words_to_mask(given.get("words", "")))
            keep_redacted(asked.somebody, document=document, paper=paper, how="marked")
        else:
            keep_redacted(asked.somebody, document=document, paper=_sent(asked), how="uploaded")
    except InvalidError as error:
        return _shown(asked, document, say("actions", error.code, error.values, asked.language))
    except UnwritableError as error:
        return _shown(asked, document, say_finding(Finding(error.code, error.values), asked.language))
    done = do if do in ("needed", "not_needed") else "kept"
    messages.success(asked.request, say("records", f"redact.done.{done}", {}, asked.language))
    return HttpResponseRedirect(reverse("redact", kwargs={"id": id}))


def _sent(asked: Asked) -> Paper:
    file = asked.request.FILES.get("file")
    if file is None:
        raise InvalidError("no_files")
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise InvalidError("file_large", most=settings.UPLOAD_LIMIT >> 20)
    return read_paper(file.read(), file.name or "–")


def _shown(
    asked: Asked, document: Document, refused: str | None = None, seen: Masked | None = None
) -> dict[str, Any]:  # fmt: skip
    made = list(redactions(document))
    public = set(published([one.document_id for one in made]).values_list("pk", flat=True))
    return {
        "document": document, "needed": redaction_needed(document), "refused": refused, "seen": seen,
        "counts": [] if seen is None else sorted(seen.counts.items()), "words": asked.request.POST.get("words", ""),
        "made": [(one, one.document_id in public) for one in made],
        "has_text": hasattr(document.content, "rendition"),
    }  # fmt: skip
