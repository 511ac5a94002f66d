"""The parties' decisions side by side: their operative words, then term by term, the words that differ marked.

In: a standing and its quotes. Out: a table of values: one row for the decisions' own words and one a term, one cell a
party.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.web.citing import Cite, cites
from samverkan.words import say
from samverkan.words.proofs import when, who
from samverkan.words.values import Values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.core.sources import Citation
    from samverkan.core.standing.values import Standing
    from samverkan.web.asked import Asked

_WORD: Final = re.compile(r"(?:\d+–\s*(?=\d)|\w+- (?!(?:och|eller|samt|respektive|till)\b)(?=[a-zåäö]))*\S+\s*")
"""A word with the space after it; "2025– 31" and "samverkans- avtalet", broken at the end of a line, are one each."""
_SIGNS: Final = re.compile(r"[^\w%§]+")


class Piece(NamedTuple):
    """Some words, and whether the other side lacks them."""

    words: str
    differs: bool


class Cell(NamedTuple):
    """What one party says: its value in short, its own words, where they stand."""

    who: str
    value: str
    words: Sequence[Piece]
    cites: Sequence[Cite]


class Line(NamedTuple):
    """One term, or the decisions themselves (`code` empty): the verdict and a cell a party."""

    term: str
    verdict: str
    code: str
    cells: Sequence[Cell]


class Head(NamedTuple):
    """A party over its column."""

    name: str
    status: str
    code: str
    when: str
    numbers: str
    cites: Sequence[Cite]


class Sides(NamedTuple):
    """The whole table."""

    heads: Sequence[Head]
    lines: Sequence[Line]


def sides(one: Standing, quotes: Mapping[Citation, str], asked: Asked) -> Sides:
    """The parties' decisions of one agreement."""
    print_ = Values(asked.language)
    names = {party.name: who(party.body, party.name, asked.language) for party in one.parties}

    def leads(citations: Sequence[Citation]) -> list[Cite]:
        return cites(citations, quotes, asked)

    heads = []
    acts = []
    for party in one.parties:
        first = party.citations[0] if party.citations else None
        act = "" if first is None else when(first.section, print_.day(first.date), asked.language).strip()
        numbers = ", ".join(party.registry_numbers)
        heads.append(
            Head(
                names[party.name],
                print_.word("status", party.status),
                party.status,
                act,
                numbers,
                leads(party.citations),
            )
        )
        acts.append("" if first is None else " ".join(quotes.get(first, "").split()))
    said = [
        Cell(names[party.name], "" if act else print_.say("unsaid"), pieces, ())
        for party, act, pieces in zip(one.parties, acts, compared(acts), strict=True)
    ]
    lines = [Line(say("agreement", "sides.words", {}, asked.language), "", "", said)]
    for match in one.matching:
        pieces = compared([" ".join(side.words.split()) for side in match.sides])
        cells = []
        for side, said_of in zip(match.sides, pieces, strict=True):
            shown = () if match.verdict == "identical" else said_of
            cells.append(Cell(names.get(side.party, side.party), print_.side(side), shown, leads(side.citations)))
        verdict = print_.word("word", match.verdict)
        lines.append(Line(print_.word("word", match.term), verdict, match.verdict, cells))
    return Sides(heads, lines)


def compared(texts: Sequence[str]) -> list[Sequence[Piece]]:
    """Each text in pieces, with the words marked that the text it is held against lacks.

    The first that says anything is held against the next, every other against the first; case and signs do not count.
    """
    saying = [n for n, text in enumerate(texts) if text]
    found: list[Sequence[Piece]] = []
    for n, text in enumerate(texts):
        other = next((m for m in saying if m != n), None)
        found.append([Piece(text, differs=False)] if text and other is None else _pieces(text, texts[other or 0]))
    return found


def _pieces(text: str, other: str) -> list[Piece]:
    mine, theirs = _WORD.findall(text), _WORD.findall(other)
    matcher = SequenceMatcher(None, [_plain(one) for one in mine], [_plain(one) for one in theirs], autojunk=False)
    pieces = []
    for what, start, end, _, _ in matcher.get_opcodes():
        if end > start:
            differs = what != "equal" and any(_plain(one) for one in mine[start:end])
            words = "".join(mine[start:end])
            pieces.append(Piece(words.rstrip(), differs))
            if words != words.rstrip():
                pieces.append(Piece(" ", differs=False))
    return pieces


def _plain(word: str) -> str:
    return _SIGNS.sub("", word.casefold())
