"""Laws of `on` and `known` over the sample papers: what was known on a day never changes by what came later."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

import samverkan
from answers import EXAMPLES
from samverkan.core.writing.answering import standing_of_items
from samverkan.core.writing.recording import record

if TYPE_CHECKING:
    from samverkan.core.standing.items import RecordedItem
    from samverkan.core.standing.values import Standing, Standings

PAPERS = sorted(str(path) for path in EXAMPLES.rglob("*.txt"))
days = st.integers(0, 4000).map(lambda n: date(2019, 1, 1) + timedelta(days=n))
some_papers = st.sets(st.sampled_from(PAPERS))


@cache
def _items(paper: str) -> tuple[RecordedItem, ...]:
    return record(samverkan.read(paper))


def _known(item: RecordedItem, day: date) -> bool:
    return item.known is None or item.known <= day


def _asked(papers: set[str], on: date, known: date | None) -> Standings:
    return standing_of_items([item for paper in sorted(papers) for item in _items(paper)], on=on, known=known)


@given(some_papers, some_papers, days, days)
@settings(deadline=None)
def test_later_papers_never_change_an_earlier_known_answer(
    some: set[str], more: set[str], on: date, known: date
) -> None:
    later = {paper for paper in more - some if not any(_known(item, known) for item in _items(paper))}
    assert _asked(some | later, on, known) == _asked(some, on, known)


@given(some_papers, days, days)
@settings(deadline=None)
def test_what_was_known_is_what_the_papers_of_that_day_say(some: set[str], on: date, known: date) -> None:
    then = [item for paper in sorted(some) for item in _items(paper) if _known(item, known)]
    assert _asked(some, on, known).agreements == tuple(_told_alone(standing_of_items(then, on=on), known))


def _told_alone(answer: Standings, known: date) -> list[Standing]:
    """The answer by all on file, as it reads where only the papers of a day are: the proof names the day."""
    return [
        one._replace(proof=one.proof._replace(values={**one.proof.values, "known": known})) for one in answer.agreements
    ]


@given(some_papers, days, st.one_of(st.none(), days), st.randoms())
@settings(deadline=None)
def test_the_order_of_papers_does_not_matter(some: set[str], on: date, known: date | None, random: object) -> None:
    items = [item for paper in sorted(some) for item in _items(paper)]
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing_of_items(shuffled, on=on, known=known) == standing_of_items(items, on=on, known=known)


@given(st.sampled_from(PAPERS), days)
@settings(deadline=None)
def test_a_dated_paper_is_not_known_before_its_day(paper: str, known: date) -> None:
    for item in _items(paper):
        if item.day is not None and item.day.last > known:
            assert not _known(item, known)
