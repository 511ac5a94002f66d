"""Clauses that decide whether an agreement holds, told by their wording: signatures, and what happens when one leaves.

In: an agreement's text or a condition's words. Out: where the clause stands. Looked for sentence by sentence; a sentence
on changes, additions or notice says nothing of the agreement itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from samverkan.core.sources import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNED: Final = re.compile(
    r"\bunderteckna(?:t|ts|d|de|des|s|nde|ndet)\b|\bunderskriv\w+|\bskriv(?:it|its|s) under\b", re.I
)
_BEGINS: Final = re.compile(
    r"\b(?:träder i kraft|träda i kraft|börjar gälla|börja gälla|gäller|blir gällande|blir giltigt|är giltigt|är bindande"
    r"|blir bindande|binder|ingånget|ingås)\b",
    re.IGNORECASE,
)
_WAITS: Final = re.compile(
    r"\b(?:när|då|först|endast|bara|sedan|efter det att|under förutsättning|villkorat|från och med)\b", re.I
)
_OTHER_MATTER: Final = re.compile(
    r"\bändring|\btillägg|\bupps[äa]g|\bändra|\bbilag|\bförläng|\bexemplar", re.IGNORECASE
)
_ASKED: Final = re.compile(r"\bunderteckna(?:s|t|ts|r|nde|ndet)?\b|\bskriv(?:s|er|its?) under\b", re.IGNORECASE)
_OTHERS: Final = re.compile(
    r"\b(?:övriga|kvarvarande|återstående|andra)\s+(?:\w+\s+)?(?:parter|medlemmar|kommuner|avtalsparter)", re.I
)
_GOES_ON: Final = re.compile(r"\b(?:fortsätter|fortsatt|består|gäller|fortlöper|kvarstår|består)\b", re.IGNORECASE)
_LEAVES: Final = re.compile(r"\buppsäg|\bsäg(?:er|s|a) upp|\bsagt upp|\butträd|\blämna", re.IGNORECASE)
_END: Final = re.compile(r"[.;](?=\s|$)|\n\s*\n")
_LONGEST = 600


def signing_clause(text: str, within: Span) -> Span | None:
    """The sentence that lets the agreement apply only once it is signed; None where no sentence does."""
    for start, words in _sentences(text, within):
        if _SIGNED.search(words) and _BEGINS.search(words) and _WAITS.search(words) and not _OTHER_MATTER.search(words):
            return Span(start, start + len(words))
    return None


def going_on_clause(text: str, within: Span) -> Span | None:
    """The sentence by which the agreement goes on between the others when one party has left; None where none does."""
    before = ""
    for start, words in _sentences(text, within):
        if _OTHERS.search(words) and _GOES_ON.search(words) and _LEAVES.search(f"{before} {words}"):
            return Span(start, start + len(words))
        before = words
    return None


def asks_signing(words: str) -> bool:
    """Whether a decision's condition is that the agreement be signed."""
    return _ASKED.search(words) is not None and "likalydande" not in words.casefold()


def _sentences(text: str, within: Span) -> Iterator[tuple[int, str]]:
    """Each sentence of a part of the text, no longer than a sentence can be, with where it begins."""
    start = within.start
    for end in (*(match.end() for match in _END.finditer(text, within.start, within.end)), within.end):
        words = text[start:end]
        lead = len(words) - len(words.lstrip())
        if 0 < len(words.strip()) <= _LONGEST:
            yield start + lead, words.strip()
        start = end
