"""Sentences and the section each stands in: a passage in, clauses out, headings found by their words.

Headings stand on lines of their own or are glued to the text; what lies in hidden ranges reads as blank.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.terms.section_headings import Heading, headings_of
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.reading.passage import Passage
    from samverkan.core.sources import Cited, Span

_END = Wording(r"""[.!?;:][”\"')\]]? (?=[A-ZÅÄÖÉ§•”\"(\d*–-])""")
_ABBREVIATED = Wording(
    r"(?:^|[\s(])(?:fr ?\. ?o ?\. ?m|t ?\. ?o ?\. ?m|bl ?\. ?a|s ?\. ?k|t ?\. ?ex|(?:org\.? ?)?nr|org|ca|kl|"
    r"tel|resp|inkl|exkl|f ?\. ?d|dnr|st|d ?\. ?v ?\. ?s|[a-z]|jan|feb|febr|aug|"
    r"sept?|okt|nov|dec|art|kap|ang|avs|milj)\.$",
)


_LONGEST = 3000  # characters of one clause: what goes on longer is no sentence, and is cut so that reading stays linear


class Clause(NamedTuple):
    """One sentence or entry: `low` is its text in lower case, of the same length; `section` counts headings."""

    start: int
    end: int
    low: str
    topic: str
    section: int


def lower(text: str) -> str:
    """The text in lower case, every character in its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Prose:
    """A passage as clauses; offsets are those of its clean text."""

    __slots__ = ("clauses", "headings", "low", "passage", "text")

    def __init__(self, passage: Passage, hidden: Sequence[Span] = (), *, point: bool = False) -> None:
        """`point`: it is one operative point, which begins with no heading."""
        self.passage = passage
        text = _blanked(passage, hidden) if hidden else passage.text
        self.text = text.replace("\u2010", "-").replace(
            "\u2011", "-"
        )  # a hyphen that does not break is one all the same
        self.low = lower(self.text)
        self.headings, cuts = headings_of(self.text, self.low, passage.breaks, passage.gaps, headed=not point)
        self.clauses = _clauses(self.text, self.low, self.headings, cuts)

    def span(self, start: int, end: int) -> Span:
        """The stored span of text[start:end]."""
        return self.passage.span(start, end)

    def cited(self, start: int, end: int, value: str | None = None) -> Cited[str]:
        """text[start:end], quoted."""
        return self.passage.cited(start, end, value)


def _blanked(passage: Passage, hidden: Sequence[Span]) -> str:
    text, places = passage.text, range(len(passage.text))
    pieces: list[str] = []
    last = 0
    for span in sorted(hidden):
        start = max(last, bisect_left(places, span.start, key=passage.offset))
        end = max(start, bisect_left(places, span.end, key=passage.offset))
        pieces += (text[last:start], " " * (end - start))
        last = end
    return "".join((*pieces, text[last:]))


def _is_list_number(text: str, at: int, marks: set[int]) -> bool:
    """Whether the full stop at `at` ends the number of a heading or entry: "2. Syfte" where a sentence begins."""
    start = at
    while start > 0 and at - start < 5 and (text[start - 1].isdigit() or text[start - 1] == "."):
        start -= 1
    if start == at or at - start > 4:
        return False
    return start in marks or text[max(0, start - 2) : start].rstrip()[-1:] in {"", ".", ":", ";"}


def _clauses(text: str, low: str, headings: list[Heading], cuts: list[int]) -> list[Clause]:
    marks = set(cuts)
    for match in _END.finditer(text):
        head = low[max(0, match.start() - 12) : match.start() + 1]
        if text[match.start()] == "." and (_ABBREVIATED.search(head) or _is_list_number(text, match.start(), marks)):
            continue
        if text[match.start()] in ":;" and text[match.end()].isdigit():
            continue
        marks.add(match.end())
    for heading in headings:
        marks.add(heading.start)
        marks.add(heading.end)
    edges = sorted(marks | {0, len(text)})
    out: list[Clause] = []
    at, topic = 0, ""
    for start, end in itertools.pairwise(edges):
        while at < len(headings) and headings[at].end <= start:
            topic = headings[at].topic
            at += 1
        if at < len(headings) and headings[at].start <= start < headings[at].end:
            continue
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + 1, start + _LONGEST)
            cut = cut if cut > start else start + _LONGEST
            out.append(Clause(start, cut, low[start:cut], topic, at))
            start = cut
        if start < end:
            out.append(Clause(start, end, low[start:end], topic, at))
    return out
