"""Whether an extract's values stand where they are said to: each quoted value, its span, and the words there.

What is quoted (a text, a title, a number, a day) stands there as it is, whitespace and a hyphen that ends a line aside; a name may
be said in another form ("nämnden" of the Socialnämnden), but shares a word with the words that say it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from samverkan.core.dates import PartialDate
from samverkan.core.reading.dating import dates_in
from samverkan.core.writing.item_json import spans_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.sources import Span
    from samverkan.core.writing.extract import Extract

_NAMES: Final = frozenset(
    {"organisation", "body", "by", "to", "via", "on", "party", "parties", "object", "name", "signatory"}
)
_SPOKEN: Final = 4
"""Letters from which two words that begin alike are one word in two forms."""


def misplaced(extract: Extract) -> Iterator[str]:
    """The place of every value that its span does not say, and of what contradicts the extract's own head."""
    for place, span, value in spans_in(extract.item):
        if value is not None and not _said(place, value, extract.text[span.start : span.end]):
            yield place
    yield from _against_the_head(extract)


def _said(place: str, value: object, words: str) -> bool:
    if isinstance(value, PartialDate):
        return _close(str(value)) == _close(words) or any(
            one.date is not None and one.date.first <= value.last and value.first <= one.date.last
            for one in dates_in(words)
        )
    name = re.split(r"[.\[]", place.rstrip("]0123456789[").rpartition(".")[2])[0]
    close, there = _close(str(value)), _close(words)
    if name not in _NAMES:
        return close == there
    return close.casefold() in there.casefold() or any(
        _alike(one, other) for one in _words(str(value)) for other in _words(words)
    )


def _against_the_head(extract: Extract) -> Iterator[str]:
    """Values of the item that its own head contradicts."""
    item, head = extract.item, extract
    if item.section is None or item.section.value != head.section:
        yield "item.section"
    if item.registry_number is not None and item.registry_number.value != head.registry_number:
        yield "item.registry_number"
    if item.title is None or _close(item.title.value) != _close(head.title):
        yield "item.title"
    if item.meeting_date is not None and str(item.meeting_date.value) != head.meeting_day.isoformat():
        yield "item.meeting_date"
    if item.organisation is not None and item.organisation.value != head.organisation:
        yield "item.organisation"
    if item.body is not None and item.body.value != head.body:
        yield "item.body"


def quoted(text: str, span: Span) -> str:
    """The words at the span on one line."""
    return " ".join(text[span.start : span.end].split())


def _close(text: str) -> str:
    return re.sub(r"-\n|[\s\u00ad]+", "", text)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if len(word) >= _SPOKEN]


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    stem = short[: max(_SPOKEN, len(short) - 3)]
    return stem in long
