"""A text and what to look for in, the place where most of it stands together out, as printed, with the hits marked."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.searching.compounds import sure_tails
from samverkan.core.searching.words import words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from samverkan.core.searching.words import Word

_WIDTH: Final = 280
_ROOM: Final = 90
_BREAK: Final = re.compile(r"[.!?:]\s+|\n\s*\n")


class Piece(NamedTuple):
    """Some of the quote, and whether it is a hit."""

    text: str
    hit: bool


class Quote(NamedTuple):
    """The words around a hit. `start` and `end` count the text; `more`: how many hits stand elsewhere in it."""

    start: int
    end: int
    pieces: Sequence[Piece]
    more: int


class Marks(NamedTuple):
    """What is a hit, and of which thing sought: a word by its stem or by a sure tail of it, a beginning, a phrase."""

    stems: Mapping[str, int]
    tails: Mapping[str, int]
    beginnings: Sequence[tuple[str, int]]
    exact: Sequence[tuple[tuple[str, ...], int]]


def quote(text: str, marks: Marks, stem: Callable[[str], str]) -> Quote | None:
    """The best place: where the most different things sought stand near each other, the first such. None without a hit."""
    hits = _hits(text, marks, stem)
    if not hits:
        return None
    start, end = _nearest(hits)
    first, last = _around(text, hits[start][0], hits[end][1])
    inside = [one for one in hits if one[0] >= first and one[1] <= last]
    pieces: list[Piece] = []
    at = first
    for begins, ends, _ in inside:
        if begins < at:
            continue
        pieces += [Piece(_plain(text[at:begins]), hit=False), Piece(_plain(text[begins:ends]), hit=True)]
        at = ends
    pieces.append(Piece(_plain(text[at:last]), hit=False))
    return Quote(first, last, [one for one in pieces if one.text], len(hits) - len(inside))


def _hits(text: str, marks: Marks, stem: Callable[[str], str]) -> list[tuple[int, int, int]]:
    """Start, end and thing sought of every hit, in order."""
    words: list[Word] = list(words_in(text))
    first_of = {phrase[0] for phrase, _ in marks.exact}
    hits: list[tuple[int, int, int]] = []
    for n, word in enumerate(words):
        stemmed = stem(word.folded)
        thing = marks.stems.get(stemmed)
        if thing is None and marks.tails:
            thing = next((marks.tails[tail] for tail in sure_tails(stemmed) if tail in marks.tails), None)
        if thing is None:
            thing = next((which for begun, which in marks.beginnings if word.folded.startswith(begun)), None)
        if thing is not None:
            hits.append((word.start, word.end, thing))
        if word.folded in first_of:
            for phrase, which in marks.exact:
                there = words[n : n + len(phrase)]
                if tuple(one.folded for one in there) == phrase:
                    hits.append((word.start, there[-1].end, which))
    hits.sort()
    return hits


def _nearest(hits: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """The run of hits within a quote's width that holds the most different things."""
    best, at = (0, 0), (0, 0)
    count: Counter[int] = Counter()
    first = 0
    for last, (_, end, thing) in enumerate(hits):
        count[thing] += 1
        while end - hits[first][0] > _WIDTH and first < last:
            count[hits[first][2]] -= 1
            first += 1
        rank = (sum(1 for held in count.values() if held), 0)
        if rank > best:
            best, at = rank, (first, last)
    return at


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The quote's ends: whole sentences where they are near, else whole words."""
    before = max(0, start - _ROOM)
    breaks = [found.end() for found in _BREAK.finditer(text, before, start)]
    first = breaks[-1] if breaks else 0 if before == 0 else _word_start(text, before)
    after = min(len(text), max(end + _ROOM, first + _WIDTH))
    found = _BREAK.search(text, min(len(text), max(end, first + _WIDTH // 2)), after)
    last = found.start() + 1 if found else after if after == len(text) else _word_end(text, end, after)
    return min(first, start), max(last, end)


def _word_start(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def _word_end(text: str, least: int, at: int) -> int:
    while at > least and not text[at - 1].isspace():
        at -= 1
    return at


def _plain(text: str) -> str:
    """As printed, on one line."""
    return re.sub(r"\s+", " ", text)
