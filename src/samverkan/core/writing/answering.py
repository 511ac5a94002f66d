"""Readings, or what was recorded of them, in; the standing of every agreement they concern out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.standing import standing
from samverkan.core.standing.linking import link
from samverkan.core.standing.values import Standings
from samverkan.core.writing.recording import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from samverkan.core.reading.values import Reading
    from samverkan.core.sources import Citation
    from samverkan.core.standing.items import RecordedItem


def standing_of_readings(readings: Iterable[Reading], *, on: date, known: date | None = None) -> Standings:
    """Each agreement the readings concern, and how it stands on the day `on` by the papers known on the day `known`.

    In: readings in any order; `known` None for all on file. Out: the standings, in order of their first paper, whatever
    the day asked about. A paper is known from its meeting's day, an agreement's text from its last signature, an undated
    one always. Source: CONTRACTS.md section 3.
    """
    papers = {
        reading.document.sha256 or id(reading): reading for reading in readings
    }  # the same bytes twice are one paper
    return standing_of_items((item for reading in papers.values() for item in record(reading)), on=on, known=known)


def standing_of_items(items: Iterable[RecordedItem], *, on: date, known: date | None = None) -> Standings:
    """The same, of items already recorded: a paper's text need not be kept for it."""
    on_file = [item for item in items if known is None or item.known is None or item.known <= known]
    quotes: dict[Citation, str] = {}
    for item in on_file:
        quotes.update(item.quotes)
    found = []
    names: dict[str, str] = {}
    for instrument in link(on_file):
        answer = standing(instrument.facts, on=on, known=known)
        name = names.get(instrument.cooperation)
        if name is None:
            alike = sum(other.split(" (")[0] == answer.cooperation for other in names.values())
            name = names[instrument.cooperation] = answer.cooperation + (f" ({alike + 1})" if alike else "")
        found.append(answer._replace(cooperation=name))
    return Standings(on, known, tuple(found), quotes)
