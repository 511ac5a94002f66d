"""A file at the door: bytes in, what became of them out. What is no paper at all is turned away, with the reason.

Read before any transaction; then received, whole or not at all. The same bytes twice are one document, read once more where
they could not be read before.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.utils import timezone

from samverkan.actions.documents import receive
from samverkan.actions.reading import Paper, read_paper
from samverkan.actions.receiving_extracts import look, receive_extract
from samverkan.core.findings import Finding, UnreadableError
from samverkan.outside.files import MEGABYTE
from samverkan.outside.kinds import HEAD, kind_of
from samverkan.store.belonging import hidden_from
from samverkan.store.models import Document, Draft

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from samverkan.actions.acting import Acting

RECEIVED: Final = "received"
RECORDED: Final = "recorded"
UNREADABLE: Final = "unreadable"
AGAIN: Final = "again"
READ: Final = "read"
REFUSED: Final = "refused"


class Arrival(NamedTuple):
    """What is said of a paper as it comes in."""

    arrived: date
    number: str = ""
    sender: str = ""
    concerns: str = ""
    signed_original: bool = False


class Outcome(NamedTuple):
    """What became of a file; `findings` say why. No document: it is refused, or there and not for the one who sent it to see.

    received, recorded (what a trusted extract says is), unreadable (received all the same), again, read (it was there, and could
    not be read then) or refused.
    """

    code: str
    file_name: str
    document: Document | None
    findings: tuple[Finding, ...] = ()


def turned_away(head: bytes, size: int, file_name: str, *, limit: int) -> Outcome | None:
    """Why a file is no paper, told from its size and first bytes; None where it may be one."""
    if size > limit:
        values = {"source": file_name, "size": -(-size // MEGABYTE), "limit": limit // MEGABYTE}
        return Outcome(REFUSED, file_name, None, (Finding("too_large", values),))
    try:
        kind_of(head[:HEAD])
    except UnreadableError as error:
        return Outcome(REFUSED, file_name, None, (Finding(error.code, {**error.values, "source": file_name}),))
    return None


def take_in(acting: Acting, data: bytes, file_name: str, arrival: Arrival, *, limit: int) -> Outcome:
    """Take one file in."""
    refused = turned_away(data[:HEAD], len(data), file_name, limit=limit)
    if refused is not None:
        return refused
    sha256 = hashlib.sha256(data).hexdigest()
    if known(acting).filter(content=sha256).exists():  # no need to read them again
        return keep(acting, Paper(data, sha256, file_name, "", "unknown", "", [], [], []), arrival)
    return keep(acting, read_paper(data, file_name), arrival)


def known(acting: Acting) -> QuerySet[Document]:
    """The organisation's documents that have been read: the same bytes are not read again."""
    return Document.objects.filter(organisation=acting.organisation).exclude(draft__state="unreadable")


def keep(acting: Acting, paper: Paper, arrival: Arrival) -> Outcome:
    """Receive a paper that has been read, in one transaction, as of now: the reading may have taken its time."""
    acting = replace(acting, at=timezone.now(), notes=[])
    number, sender, concerns = (one.strip() for one in (arrival.number, arrival.sender, arrival.concerns))
    told: dict[str, Any] = {
        "arrived": arrival.arrived, "number": number[:80], "sender": sender[:200], "concerns": concerns[:400],
    }  # fmt: skip
    looked = look(acting, paper)
    if looked is None:
        document, became = receive(acting, paper=paper, signed_original=arrival.signed_original, **told)
    else:
        document, became = receive_extract(acting, paper=paper, looked=looked, **told)
    code: str = became if became != "new" else UNREADABLE if paper.unreadable else RECEIVED
    if code == RECEIVED and Draft.objects.filter(document=document, state="recorded").exists():
        code = RECORDED
    findings = findings_of(paper.findings) if code == UNREADABLE else ()
    if became != "new" and hidden_from(acting.view(), [document.pk]):  # another body's: no more than that it is there
        return Outcome(AGAIN, paper.file_name, None)
    return Outcome(code, paper.file_name, document, findings)


def findings_of(written: list[Any]) -> tuple[Finding, ...]:
    """A draft's findings as values."""
    return tuple(Finding(one["code"], one["values"]) for one in written)
