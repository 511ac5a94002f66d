"""Documents: what came in, and the place to leave more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse

from samverkan.actions.acting import ActionError, InvalidError
from samverkan.actions.incoming import Arrival, Outcome, take_in, turned_away
from samverkan.actions.roles import Right
from samverkan.outside.kinds import HEAD
from samverkan.store.receipts import STATES, Wanted, arrived, unreadable, waiting
from samverkan.web.asked import day_written
from samverkan.web.document_words import kind_word, outcome_sentence, why_unreadable
from samverkan.web.listing import text_asked
from samverkan.web.page import page
from samverkan.words import say

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from samverkan.store.models import Document
    from samverkan.web.asked import Asked


class Told(NamedTuple):
    """What became of a file, in words, and where it is."""

    code: str
    sentence: str
    address: str


class Row(NamedTuple):
    """A document in a list."""

    document: Document
    kind: str
    why: str


@page("web/documents.html", may=Right.SEE)
def documents(asked: Asked) -> dict[str, Any]:
    """The list, filtered, sorted and paged as the address says."""
    return _list(asked)


@page("web/documents.html", may=Right.RECEIVE, methods=("POST",))
def upload(asked: Asked) -> dict[str, Any] | HttpResponse:
    """Take in the files sent; to the script that sends them one by one, only what became of each is told."""
    files = asked.request.FILES.getlist("files")
    told = _all_taken_in(asked, files)
    if asked.request.headers.get("X-Upload") == "one":
        return render(asked.request, "web/upload_outcome.html", {"told": told, "asked": asked})
    return {**_list(asked), "told": told}


@page("web/queue.html", may=Right.REVIEW)
def queue(asked: Asked) -> dict[str, Any]:
    """What waits for review, the oldest first, and what could not be read and why."""
    organisation = asked.somebody.organisation
    wait, unread_ones = waiting(organisation, asked.view), unreadable(organisation, asked.view)
    waits = [Row(one, kind_word(one, asked.language), "") for one in wait[:200]]
    unread = [Row(one, "", why_unreadable(one, asked.language)) for one in unread_ones[:200]]
    counts = {"waiting": wait.count(), "unreadable": unread_ones.count()}
    return {"waits": waits, "unread": unread, **counts, "sentence": _queue_sentence(asked, waits, counts)}


def _list(asked: Asked) -> dict[str, Any]:
    given = asked.request.GET
    number = given.get("page", "1")
    wanted = Wanted(
        state=given.get("state", ""), text=text_asked(asked), sort=given.get("sort", "-arrived"),
        page=int(number[:6]) if number.isdecimal() else 1,
    )  # fmt: skip
    found = arrived(asked.somebody.organisation, asked.view, wanted, on=asked.on)
    rows = [Row(one, kind_word(one, asked.language), "") for one in found.rows]
    values = {"count": found.total, "waiting": found.waiting, "unreadable": found.unreadable}
    codes = ["documents" if found.total else "documents.none"]
    codes += [f"documents.{code}" for code in ("waiting", "unreadable") if values[code]]
    return {
        "found": found, "rows": rows, "wanted": wanted, "states": STATES, "may_receive": asked.may(Right.RECEIVE),
        "limit": settings.UPLOAD_LIMIT >> 20, "most": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "sentence": " ".join(say("documents", f"sentence.{code}", values, asked.language) for code in codes),
    }  # fmt: skip


def _all_taken_in(asked: Asked, files: list[UploadedFile[bytes]]) -> list[Told]:
    if not files:
        raise InvalidError("no_files")
    given = asked.request.POST
    arrival = Arrival(
        day_written(given.get("arrived") or "") or asked.today, given.get("number", ""), given.get("sender", ""),
        given.get("concerns", ""), signed_original=given.get("signed_original") == "yes",
    )  # fmt: skip
    if arrival.arrived > asked.today:
        raise InvalidError("arrived_later", day=arrival.arrived)
    return [_taken_in(asked, one, arrival) for one in files]


def _taken_in(asked: Asked, file: UploadedFile[bytes], arrival: Arrival) -> Told:
    """One file; whatever becomes of it, the others still come in."""
    name = file.name or "–"
    try:
        outcome = turned_away(file.read(HEAD), file.size or 0, name, limit=settings.UPLOAD_LIMIT)
        if outcome is None:
            file.seek(0)
            outcome = take_in(asked.somebody, file.read(), name, arrival, limit=settings.UPLOAD_LIMIT)
    except ActionError as error:
        return Told("refused", f"{name}: {say('actions', error.code, error.values, asked.language)}", "")
    return _told(outcome, asked)


def _told(outcome: Outcome, asked: Asked) -> Told:
    document = outcome.document
    address = "" if document is None else reverse("document", kwargs={"id": document.pk})
    return Told(outcome.code, outcome_sentence(outcome, asked.language), address)


def _queue_sentence(asked: Asked, waits: list[Row], counts: dict[str, int]) -> str:
    codes = []
    if counts["waiting"]:
        codes.append("queue.waiting")
    if counts["unreadable"]:
        codes.append("queue.unreadable" if counts["waiting"] else "queue.only_unreadable")
    oldest = waits[0].document.arrived if waits else None
    values = {**counts, "oldest": oldest}
    return " ".join(say("documents", f"sentence.{code}", values, asked.language) for code in codes or ["queue.empty"])
