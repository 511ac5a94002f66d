"""Citations as links: where the words stand, what they are, and the page that shows them marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from samverkan.core.dates import PartialDate
from samverkan.words import say, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samverkan.core.sources import Citation
    from samverkan.web.asked import Asked


class Cite(NamedTuple):
    """A place in a document: its label ("§ 196, 1 oktober 2021"), its words, the address that shows them marked."""

    label: str
    words: str
    address: str


def cites(
    citations: Iterable[Citation], quotes: Mapping[Citation, str], asked: Asked
) -> list[Cite]:  # fmt: skip
    """The citations as links, each place once with all its words; what a person says, or is hidden, has no address."""
    language = asked.language
    places: dict[tuple[str, str], Cite] = {}
    every = dict.fromkeys(citations)
    hidden = asked.hidden_of({one.source for one in every})
    for one in every:
        words = " ".join(quotes.get(one, "").split())
        day = None if one.date is None else written(PartialDate.parse(one.date), language)
        if one.source.startswith("fact:"):
            _add(places, one.source, Cite(say("pages", "said_by_person", {"day": day}, language), words, ""))
            continue
        label = say("pages", "place", {"section": one.section, "day": day}, language) if one.section else day
        span = f"{one.span.start}-{one.span.end}" if one.span else ""
        query = "&".join(part for part in (f"span={span}" if span else "", asked.dates) if part)
        where = f"{'/public' if asked.public else ''}/documents/{quote(one.source)}"
        address = "" if one.source in hidden else where + (f"?{query}" if query else "") + "#words"
        _add(places, one.source, Cite(label or say("pages", "the_words", {}, language), words, address))
    return list(places.values())


def _add(places: dict[tuple[str, str], Cite], source: str, cite: Cite) -> None:
    """Put the place among those there are; the words of one that is there follow its own."""
    there = places.setdefault((source, cite.label), cite)
    if there is not cite and cite.words not in there.words:
        places[source, cite.label] = there._replace(words=f"{there.words} … {cite.words}")
