"""Words masked in a text: the text and the words in, the same text without them out, and how often each stood there.

A word is found whatever its case, across ends of lines and where a hyphen breaks it. What is masked says nothing of how long it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Masked(NamedTuple):
    """The text without the words, and how many times each of them stood in it."""

    text: str
    counts: Mapping[str, int]


def masked(text: str, words: Sequence[str], *, instead: str) -> Masked:
    """The text with each of the words masked, the longest first, wherever they stand."""
    counts = {}
    spans: list[tuple[int, int]] = []
    for word in words:
        found = [one.span() for one in _pattern(word).finditer(text)]
        counts[word] = len(found)
        spans += found
    parts, at = [], 0
    for start, end in _together(spans):
        parts += [text[at:start], instead]
        at = end
    return Masked("".join([*parts, text[at:]]), counts)


def left_in(text: str, words: Iterable[str]) -> list[str]:
    """The words that still stand somewhere in the text, also where its spaces and ends of lines are others."""
    close = re.sub(r"[\s\u00ad-]+", "", text).casefold()
    return [word for word in words if re.sub(r"[\s\u00ad-]+", "", word).casefold() in close]


def _pattern(word: str) -> re.Pattern[str]:
    """The word, its letters maybe parted by a hyphen at the end of a line, its spaces any white space."""
    parts = [r"(?:-\n)?".join(re.escape(sign) for sign in part) for part in word.split()]
    return re.compile(r"\s+".join(parts), re.IGNORECASE)


def _together(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that meet made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
