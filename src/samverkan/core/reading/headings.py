"""The headings of an item, whether alone on a line, before a colon or glued into running text.

Lines in, pieces out: each line whole, or cut where a heading begins and ends; a piece that is a heading says which kind.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.glued import ANY_GLUED, INLINE, glued
from samverkan.core.reading.heading_words import Heading, alone, may_be_heading
from samverkan.core.reading.names import BODY
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.lines import Line


class Piece(NamedTuple):
    """A line or a part of one; `heading` where it is a heading and nothing more."""

    line: Line
    heading: Heading | None


def pieces_of(lines: list[Line]) -> list[Piece]:
    """Every line, cut at the headings in it."""
    pieces: list[Piece] = []
    seen, settled = 0, False  # whether a decision or a proposal stands before
    for i, whole in enumerate(lines):
        line = whole
        settled, seen = settled or any(map(_settles, pieces[seen:])), len(pieces)
        label = _FIRST_PAGE.match(line.text) if settled else None
        if label and not (label.end() == len(line.text) and i + 1 < len(lines) and lines[i + 1].text[:1].islower()):
            pieces.append(Piece(line.part(0, label.end()), Heading("end")))
            line = line.part(label.end(), len(line.text))
            if not line.text:
                continue
        if line.furniture:
            pieces.append(Piece(line, None))
            continue
        text = line.text
        if len(text) <= 110 and may_be_heading(text):
            heading = alone(text)
            if heading is not None:
                pieces.append(Piece(line, heading))
                continue
        if ANY_GLUED.search(text) or "s beslut " in text or "s förslag " in text:
            pieces.extend(_cut(line, next((one.text for one in lines[i + 1 : i + 6] if not one.furniture), "")))
        else:
            pieces.append(Piece(line, None))
    return _as_proposed(pieces)


def _as_proposed(pieces: list[Piece]) -> list[Piece]:
    """Under "Förslag till beslut" alone, the heading "Kommunstyrelsens beslut" says whose decision is proposed."""
    for i, (before, piece) in enumerate(pairwise(pieces), 1):
        above, heading = before.heading, piece.heading
        if (
            above is not None
            and heading is not None
            and above.kind == "proposal"
            and above.owner is None
            and heading.kind == "decision"
            and heading.owner
            and not heading.lead
        ):
            pieces[i] = Piece(piece.line, heading._replace(kind="proposal"))
    return pieces


# Page one again, with what kind of paper it is: another paper of the bundle begins
_FIRST_PAGE = Wording(
    r"(?:\d{1,3}\s)?(?:YTTRANDE|MISSIV|SKRIVELSE|TJÄNSTE(?:SKRIVELSE|UTLÅTANDE)|RAPPORT|PM)\s1\s?[(\[]\d{1,3}[)\]]"
)


def attached(piece: Piece) -> bool:
    """Whether another paper of the bundle begins here."""
    return (
        piece.heading is not None and piece.heading.kind == "end" and _FIRST_PAGE.fullmatch(piece.line.text) is not None
    )


def _settles(piece: Piece) -> bool:
    return piece.heading is not None and piece.heading.kind in ("decision", "proposal")


# What a sentence goes on with after its first word: "... beslut. Beslutet", and on the next line "gäller även ..."
_GOES_ON = Wording(r"(?:ska|skall|bör|får|har|är|kan|gäller|avser|innebär|omfattar|handlar|grundar|blir|var|finns)\s")


def _cut(line: Line, after: str) -> list[Piece]:
    """The line cut at glued headings; whole where it holds none. `after`: the next line of text."""
    text, pieces, last = line.text, [], 0
    at = 0
    while True:
        match = INLINE.search(text, at)
        if match is None:
            break
        at = match.end()
        found = glued(text, match)
        if found is None:
            continue
        start, end, heading = found
        if start < last or (start and end == len(text) and _GOES_ON.match(after)):
            continue
        if text[last:start].strip():
            pieces.append(Piece(line.part(last, start), None))
        pieces.append(Piece(line.part(start, end, gap=True), heading))
        last = at = end
    if not pieces:
        return [Piece(line, None)]
    if text[last:].strip():
        pieces.append(Piece(line.part(last, len(text), gap=False), None))
    return pieces


_LEAD_IN = Wording(
    rf"(?<![\wåäö])(?P<lead>(?:{BODY})\s(?:föreslår|förslår|hemställer)(?:\satt)?\s(?:{BODY}):(?=\s*$)|"
    rf"(?:{BODY})\s(?:föreslår|förslår|hemställer)(?:\satt)?\s(?:{BODY})\s(?:att\s)?beslutar?(?:\sföljande)?\s?[:.]?|"
    rf"(?:{BODY})\s(?:beslutar|föreslås\sbesluta)(?:\sför\segen\sdel)?\sföljande\s?[:.]?|"
    rf"(?:{BODY})\sföreslås\sbesluta:?(?=\s*$)|[A-ZÅÄÖ][a-zåäö]+ns\sförslag\s(?:till\sbeslut\s)?är(?=\satt\s))(?=\s+(?:1\.|"
    rf"att\s|[•-]|[A-ZÅÄÖ])|\s*$)"
)


def with_leads(pieces: list[Piece]) -> list[Piece]:
    """In a text without any decision or proposal heading, the lead-in before a list stands for one."""
    found: list[Piece] = []
    for piece in pieces:
        matches = list(_LEAD_IN.finditer(piece.line.text)) if piece.heading is None and not piece.line.furniture else []
        last = 0
        for m in matches:
            if m.start() > last:
                found.append(Piece(piece.line.part(last, m.start()), None))
            found.append(Piece(piece.line.part(m.start(), m.end(), gap=True), Heading("decision", lead=True)))
            last = m.end()
        if not matches:
            found.append(piece)
        elif piece.line.text[last:].strip():
            found.append(Piece(piece.line.part(last, len(piece.line.text)), None))
    return found
