"""A stretch of a document to read as running text: lines joined, furniture left out, every character traceable.

Lines in, one clean string out with a way back: `span(a, b)` gives the offsets in the stored text of clean[a:b].
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samverkan.core.reading.lines import Line

_SPACES = re.compile(r"[ \t\xa0\u2002-\u200a\u202f]{2,}|[\t\xa0\u2002-\u200a\u202f]|\xad(?=\w)")
_HYPHENS = "-\u00ad\u2010\u2011\ufffe\x02"


class Passage:
    """Clean text and its way back. `breaks` are the clean offsets at which a line of the original began."""

    __slots__ = ("_clean", "_stored", "breaks", "gaps", "text")

    def __init__(self, lines: Iterable[Line]) -> None:
        pieces: list[str] = []
        self._clean: list[int] = []  # clean offset where a run begins
        self._stored: list[int] = []  # the stored offset of the same character
        self.breaks: list[int] = []
        self.gaps: set[int] = set()
        length = 0
        torn, ended = False, ""  # whether a page ends before the line, and how the text ended there
        for line in lines:
            if line.furniture or not line.text:
                torn = True
                continue
            if length:
                last = pieces[-1]
                if (
                    len(last) > 1
                    and last[-1] in _HYPHENS
                    and last[-2].isalpha()
                    and line.text[0].islower()
                    and not _kept_hyphen(line.text)
                ):
                    pieces[-1] = last[:-1]
                    length -= 1
                else:
                    pieces.append(" ")
                    length += 1
            self.breaks.append(length)
            if line.gap and not (torn and (line.text[0].islower() or line.text[0].isdigit()) and ended not in ".:;"):
                self.gaps.add(length)
            torn, ended = False, line.text[-1]
            length = self._add(line, length, pieces)
        self.text = "".join(pieces)

    def _add(self, line: Line, length: int, pieces: list[str]) -> int:
        """Append the line with its inner white space folded to single spaces."""
        last = 0
        for match in _SPACES.finditer(line.text):
            run = line.text[last : match.start()]
            self._clean.append(length)
            self._stored.append(line.start + last)
            soft = match.group() == "\xad"  # a soft hyphen inside a word parts nothing
            pieces.append(run if soft else run + " ")
            length += len(run) + (not soft)
            last = match.end()
        self._clean.append(length)
        self._stored.append(line.start + last)
        pieces.append(line.text[last:])
        return length + len(line.text) - last

    def part(self, start: int, end: int) -> Passage:
        """clean[start:end] as a passage of its own, with the same way back; at the cost of the part, not of the whole."""
        found = Passage(())
        found.text = self.text[start:end]
        first, last = bisect_right(self._clean, start), bisect_left(self._clean, end)
        found._clean = [0, *(at - start for at in self._clean[first:last])]
        found._stored = [self.offset(start), *self._stored[first:last]]
        found.breaks = [
            at - start for at in self.breaks[bisect_left(self.breaks, start) : bisect_left(self.breaks, end)]
        ]
        found.gaps = {at for at in found.breaks if at + start in self.gaps}
        return found

    def offset(self, at: int) -> int:
        """The stored offset of the clean character at `at`."""
        i = bisect_right(self._clean, at) - 1
        return self._stored[i] + at - self._clean[i]

    def span(self, start: int, end: int) -> Span:
        """The stored span of clean[start:end]; end > start."""
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def cited(self, start: int, end: int, value: str | None = None) -> Cited[str]:
        """clean[start:end] without outer spaces, quoted; `value` where it is said otherwise than printed."""
        while start < end - 1 and self.text[start] == " ":
            start += 1
        while end > start + 1 and self.text[end - 1] == " ":
            end -= 1
        return Cited(self.text[start:end] if value is None else value, self.span(start, end))


def _kept_hyphen(following: str) -> bool:
    """ "hälso-" + "och sjukvård": the hyphen stands for a word, it does not divide one."""
    return following.startswith(("och ", "eller ", "samt ", "resp"))
