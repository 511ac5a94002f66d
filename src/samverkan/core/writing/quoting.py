"""Words quoted from a paper: whether they are its own, and where words that a person points out stand.

In: the paper's text as every span counts it, and citations as `ledger_json` writes them. Out: spans and citations of that text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from samverkan.core.sources import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Json = Any
LONGEST_QUOTE: Final = 1200
"""How much of its words a citation keeps; its span says where the rest is."""
_LONGEST_LOOKED_FOR: Final = 4000


def citations_in(value: Json) -> Iterator[Json]:
    """Every citation inside a fact or an item as JSON."""
    if isinstance(value, dict):
        if "words" in value and "span" in value:
            yield value
        else:
            for held in value.values():
                yield from citations_in(held)
    elif isinstance(value, list):
        for held in value:
            yield from citations_in(held)


def misquoted(value: Json, text: str) -> list[str]:
    """The words of the value's citations that the text does not say at their place."""
    return [str(cited["words"]) for cited in citations_in(value) if not _quotes(cited, text)]


def _quotes(cited: Json, text: str) -> bool:
    span = cited["span"]
    if not (isinstance(span, list | tuple) and len(span) == 2 and all(type(end) is int for end in span)):
        return False
    start, end = span
    return bool(0 <= start < end <= len(text) and text[start : min(end, start + LONGEST_QUOTE)] == cited["words"])


def place_of(text: str, words: str, *, near: int = 0) -> Span | None:
    """Where the words stand in the text, whatever white space lies between them: the place closest to `near`."""
    parts = words[:_LONGEST_LOOKED_FOR].split()
    if not parts:
        return None
    found = [Span(*match.span()) for match in re.finditer(r"\s+".join(map(re.escape, parts)), text)]
    return min(found, key=lambda span: abs(span.start - near), default=None)


def cited(text: str, pages: Sequence[Sequence[Any]], span: Span, head: Mapping[str, Json]) -> Json:
    """A citation of the span, as `ledger_json` writes it; § and day are the entry's own."""
    page = next((label for start, end, label in pages if start <= span.start < end), None)
    named = {"page": page, "section": head.get("section"), "date": head.get("day")}
    return {
        **{name: held for name, held in named.items() if held is not None},
        "span": list(span),
        "words": text[span.start : min(span.end, span.start + LONGEST_QUOTE)],
    }
