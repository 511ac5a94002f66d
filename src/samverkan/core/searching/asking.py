"""What somebody writes in the search box in, what is meant by it out: words, "exact words", word* and -without.

Nothing written is an error: a quotation that is not closed goes on to the end, a lone sign is passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.searching.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE: Final = re.compile(r'(?P<without>-)?(?:["”“»«](?P<exact>[^"”“»«]*)["”“»«]?|(?P<plain>[^\s"”“»«]+))')
_MOST: Final = 12
_SHORTEST_BEGINNING: Final = 2


class Sought(NamedTuple):
    """One thing sought. `kind`: word (any form, also in a compound), exact (these words, in this order) or beginning."""

    kind: str
    words: tuple[str, ...]


class Question(NamedTuple):
    """What must all be there, and what must not."""

    sought: tuple[Sought, ...]
    without: tuple[Sought, ...]


def question(written: str) -> Question:
    """What is meant by what is written; the first dozen things of it."""
    sought: list[Sought] = []
    without: list[Sought] = []
    for found in _PIECE.finditer(written[:400]):
        into = without if found["without"] else sought
        into += _meant(found)
    return Question(tuple(dict.fromkeys(sought))[:_MOST], tuple(dict.fromkeys(without))[:_MOST])


def _meant(found: re.Match[str]) -> Iterator[Sought]:
    exact = found["exact"]
    words = tuple(word.folded for word in words_in(exact if exact is not None else found["plain"]))
    if not words:
        return
    if exact is not None or len(words) > 1:  # "2021-00233" and "hälso-/sjukvård" stand as they are written
        yield Sought("exact", words)
    elif found["plain"].endswith("*"):
        if len(words[0]) >= _SHORTEST_BEGINNING:
            yield Sought("beginning", words)
    else:
        yield Sought("word", words)
