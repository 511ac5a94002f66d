"""Documents in words: what one is called on a page, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from samverkan.actions.incoming import findings_of
from samverkan.words import say
from samverkan.words.flaws import say_why

if TYPE_CHECKING:
    from samverkan.actions.incoming import Outcome
    from samverkan.store.models import Document
    from samverkan.store.receipts import Receipt
    from samverkan.web.asked import Asked
    from samverkan.words import Language


def kind_word(document: Document, language: Language) -> str:
    """Minutes, extract, agreement...: what the document was read to be."""
    rendition = getattr(document.content, "rendition", None)
    return say("reading", f"kind.{'unknown' if rendition is None else rendition.kind}", {}, language)


def title_of(receipt: Receipt, language: Language) -> str:
    """The file's name; to others, whom the name may tell too much, the document's kind and number."""
    document = receipt.document
    if receipt.own:
        return document.particulars.file_name
    return " ".join(part for part in (kind_word(document, language), document.number) if part)


def receipt_sentence(receipt: Receipt, asked: Asked) -> str:
    """What it is, when it came in, to whom, and whether it is joint and why."""
    document, language = receipt.document, asked.language
    values = {
        "kind": kind_word(document, language), "arrived": document.arrived, "joint": joint_sentence(receipt, asked),
        "whose": asked.called(document.organisation),
    }  # fmt: skip
    said = say("documents", "receipt_own", values, language)
    return f"{said} {say('documents', 'public', {}, language)}" if receipt.public else said


def joint_sentence(receipt: Receipt, asked: Asked) -> str:
    """Since when it is joint and why, or that only its own organisation sees it."""
    if receipt.shared is None:
        return say("documents", "joint.no", {"whose": asked.called(receipt.document.organisation)}, asked.language)
    day = timezone.localtime(receipt.shared.recorded).date()
    return say("documents", f"joint.{receipt.shared.ground}", {"day": day}, asked.language)


def public_sentence(receipt: Receipt, language: Language) -> str:
    """Since when it is public, or no longer is."""
    if receipt.public is not None:
        return say("documents", "public.since", {"day": timezone.localdate(receipt.public)}, language)
    if receipt.withdrawn is not None:
        return say("documents", "public.withdrawn", {"day": timezone.localdate(receipt.withdrawn)}, language)
    return say("documents", "public.no", {}, language)


def outcome_sentence(outcome: Outcome, language: Language) -> str:
    """What became of a file that was left: one sentence, with the remedy where one is needed."""
    if outcome.document is not None and outcome.code == "again":
        there = outcome.document
        values = {
            "file": outcome.file_name, "name": there.number or there.particulars.file_name, "day": there.arrived,
        }  # fmt: skip
        return say("documents", "outcome.again", values, language)
    why = " ".join(say_why(one, language) for one in outcome.findings)
    code = "there" if outcome.code == "again" else outcome.code
    return say("documents", f"outcome.{code}", {"file": outcome.file_name, "why": why}, language)


def why_unreadable(document: Document, language: Language) -> str:
    """Why nothing could be read of a document, as told when it came in."""
    return " ".join(say_why(one, language) for one in findings_of(document.draft.findings))
