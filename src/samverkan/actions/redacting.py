"""What is published is a redacted document, never the original: words are masked and the paper typeset again, or one is sent in.

The redacted one is a document of its own, drawn up today; nothing is recorded from it, so that nothing of the original is public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.documents import own, publish, receive
from samverkan.actions.reading import read_paper
from samverkan.actions.roles import Right
from samverkan.core.writing.masking import Masked, left_in, masked
from samverkan.core.writing.printed import NewPage, Paragraph, Printed
from samverkan.outside.typesetting import typeset
from samverkan.store.models import Draft, Redacted, RedactionNeeded
from samverkan.store.published import published
from samverkan.store.retention import disposal_of
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.actions.reading import Paper
    from samverkan.core.writing.printed import Block
    from samverkan.store.models import Document

MOST: Final = 200
"""How many words may be masked at once."""


@action(Right.PUBLISH)
def say_redaction_needed(acting: Acting, *, document: Document, needed: bool) -> None:
    """Say that a document may be published only with words masked, or that it may be as it is.

    One that is published and turns out to need it is withdrawn with that.
    """
    own(acting, document)
    if needed and published([document.pk]).exists():
        publish(acting, document=document, withdrawn=True)
    acting.note("redaction_needed" if needed else "redaction_not_needed", document.pk)
    RedactionNeeded.objects.create(document=document, needed=needed, by=acting.person, recorded=acting.at)


def words_to_mask(written: str) -> list[str]:
    """The words, one or several a line; each once. InvalidError where there are none or too many, or one is a single letter."""
    words = list(dict.fromkeys(" ".join(line.split()) for line in written.splitlines() if line.strip()))
    if not words:
        raise InvalidError("masking_nothing")
    if len(words) > MOST:
        raise InvalidError("masking_many", most=MOST)
    short = next((one for one in words if len(one) < 2), None)
    if short is not None:
        raise InvalidError("masking_short", word=short)
    return words


def mask(document: Document, words: Sequence[str]) -> Masked:
    """The document's text with the words masked. InvalidError where it has no text, or one of them does not stand in it."""
    rendition = getattr(document.content, "rendition", None)
    if rendition is None or disposal_of(document) is not None:
        raise InvalidError("masking_no_text")
    found = masked(rendition.text, words, instead=say("records", "redact.instead", {}, "sv"))
    missing = [word for word, count in found.counts.items() if not count]
    if missing:
        raise InvalidError("masking_not_there", words=missing)
    return found


def typeset_masked(acting: Acting, document: Document, words: Sequence[str]) -> Paper:
    """A new paper of the masked text, read back as others will read it; before any transaction.

    InvalidError where a word still stands in it; UnwritableError where it cannot be typeset.
    """
    found = mask(document, words)
    kind = say("records", "redact.kind", {}, "sv")
    title = " ".join(part for part in (kind, document.number) if part)
    printed = Printed(
        title, acting.organisation.called(acting.today), "", kind, acting.today, tuple(_blocks(found.text))
    )
    paper = read_paper(typeset(printed, made=acting.at), say("records", "redact.file", {}, "sv"))
    left = left_in(paper.text, words)
    if left or paper.unreadable:
        raise InvalidError("masking_left", words=left)
    return paper


@action(Right.PUBLISH)
def keep_redacted(
    acting: Acting, *, document: Document, paper: Paper, how: Literal["marked", "uploaded"]
) -> Redacted:  # fmt: skip
    """Keep a paper as the redacted form of a document; it is published by itself. InvalidError where it is the original."""
    own(acting, document)
    if paper.sha256 == document.content_id:
        raise InvalidError("redacted_is_original")
    number = " ".join(part for part in (document.number[:60], say("records", "redact.suffix", {}, "sv")) if part)
    made, became = receive(acting, paper=paper, arrived=acting.today, number=number)
    if became != "new":
        raise InvalidError("redacted_is_there")
    Draft.objects.filter(document=made).update(state="recorded", items=[], findings=[])  # nothing is recorded from it
    acting.note("document_redacted", made.pk, original=str(document.pk), how=how)
    return Redacted.objects.create(original=document, document=made, how=how, by=acting.person, recorded=acting.at)


def _blocks(text: str) -> Iterator[Block]:
    """The text line by line, with its pages."""
    for n, page in enumerate(text.split("\f")):
        if n:
            yield NewPage()
        yield from (Paragraph(line.strip()) for line in page.splitlines() if line.strip())
