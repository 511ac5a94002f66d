"""Readings, or what was recorded of them, in; the standing of every agreement they concern out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.standing import standing
from samverkan.core.standing.linking import link
from samverkan.core.standing.values import Standings
from samverkan.core.writing.recording import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from samverkan.core.findings import Finding
    from samverkan.core.reading.values import Reading
    from samverkan.core.sources import Citation
    from samverkan.core.standing.items import RecordedItem

_UNREAD: Final = frozenset({"not_swedish", "garbled_characters"})
_PARTLY: Final = frozenset({"pages_without_text", "pages_unreadable", "pdf_truncated"})


class Paper(NamedTuple):
    """What an answer needs of a reading: a paper's text need not be kept for it."""

    sha256: str
    items: tuple[RecordedItem, ...]
    findings: tuple[Finding, ...]


def paper_of(reading: Reading) -> Paper:
    """What is recorded of a reading, and the findings for which it may lack what the paper says."""
    lacks = [found for found in reading.findings if found.code in _UNREAD | _PARTLY]
    return Paper(reading.document.sha256, record(reading), tuple(lacks))


def standing_of_readings(readings: Iterable[Reading], *, on: date, known: date | None = None) -> Standings:
    """Each agreement the readings concern, and how it stands on the day `on` by the papers known on the day `known`.

    In: readings in any order; `known` None for all on file. Out: the standings, in order of their first paper, whatever
    the day asked about. A paper is known from its meeting's day, an agreement's text from its last signature, an undated
    one always.
    """
    return standing_of_papers(map(paper_of, readings), on=on, known=known)


def standing_of_papers(
    papers: Iterable[Paper], *, on: date, known: date | None = None, unread: Iterable[Finding] = ()
) -> Standings:
    """The same, of what is recorded of readings; `unread` says of which papers there is none."""
    once: dict[object, Paper] = {}
    for paper in papers:
        once.setdefault(paper.sha256 or object(), paper)  # the same bytes twice are one paper
    lacks = [
        found for paper in once.values() if not paper.items or _on_file(paper.items, known) for found in paper.findings
    ]
    return standing_of_items((item for paper in once.values() for item in paper.items), on=on, known=known)._replace(
        unread=(*unread, *(found for found in lacks if found.code in _UNREAD)),
        partly_read=tuple(found for found in lacks if found.code in _PARTLY),
    )


def standing_of_items(items: Iterable[RecordedItem], *, on: date, known: date | None = None) -> Standings:
    """The same, of items already recorded."""
    on_file = _on_file(items, known)
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


def first_known(papers: Iterable[Paper]) -> date | None:
    """The first day by which any of the papers on an agreement is known; None where there is none, or no day."""
    return min((item.known for paper in papers for item in paper.items if item.known is not None), default=None)


def _on_file(items: Iterable[RecordedItem], known: date | None) -> list[RecordedItem]:
    return [item for item in items if known is None or item.known is None or item.known <= known]
