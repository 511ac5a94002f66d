"""A text in, its words with their places out: folded, and put together where a line's end divides them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS: Final = "(?:[^\\W_]|[\u0300-\u036f])+"
_LOWER: Final = "[a-zà-öø-ÿ]"
_WORD: Final = re.compile(
    f"{_SIGNS}(?:(?:\xad\\s*|(?<={_LOWER})-[ \\t]*\\r?\\n[ \\t]*(?!(?:och|eller|samt|respektive)\\b)(?={_LOWER})){_SIGNS})*"
)
_JOIN: Final = re.compile("[\xad\\s-]+")
_LONGEST: Final = 60
"""No word is longer; what is, is no word, and is cut."""


class Word(NamedTuple):
    """A word as it is compared, and where it is printed."""

    folded: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """Every word and number. "samverk-" at a line's end and "ansavtal" on the next are one; "hälso- och" are two."""
    for found in _WORD.finditer(text):
        yield Word(fold(found[0]), found.start(), found.end())


def fold(printed: str) -> str:
    """The word as it is compared: small letters, composed signs, no division at a line's end."""
    if not printed.isalnum():
        printed = _JOIN.sub("", printed)
    return unicodedata.normalize("NFC", printed).casefold()[:_LONGEST]
