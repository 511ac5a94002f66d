"""Citations as links: where the words stand, what they are, and the page that shows them marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from samverkan.core.dates import PartialDate
from samverkan.words import say, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samverkan.core.sources import Citation
    from samverkan.words import Language


class Cite(NamedTuple):
    """A place in a document: its label ("§ 196, 1 oktober 2021"), its words, the address that shows them marked."""

    label: str
    words: str
    address: str


def cites(
    citations: Iterable[Citation], quotes: Mapping[Citation, str], language: Language, dates: str
) -> list[Cite]:  # fmt: skip
    """The citations as links, each once; what a person says has no address."""
    found = []
    for one in dict.fromkeys(citations):
        words = " ".join(quotes.get(one, "").split())
        day = None if one.date is None else written(PartialDate.parse(one.date), language)
        if one.source.startswith("fact:"):
            found.append(Cite(say("pages", "said_by_person", {"day": day}, language), words, ""))
            continue
        label = say("pages", "place", {"section": one.section, "day": day}, language) if one.section else day
        span = f"{one.span.start}-{one.span.end}" if one.span else ""
        query = "&".join(part for part in (f"span={span}" if span else "", dates) if part)
        address = f"/documents/{quote(one.source)}" + (f"?{query}" if query else "") + "#words"
        found.append(Cite(label or say("pages", "the_words", {}, language), words, address))
    return found
