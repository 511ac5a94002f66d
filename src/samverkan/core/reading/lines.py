"""A document's lines: where each begins and ends, which are page furniture, and whether blank lines mean anything.

Text in, lines out; every line's offsets count the stored text. Bold markers and form feeds end a line as a line break does.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from samverkan.core.reading.heading_words import alone, may_be_heading
from samverkan.core.reading.names import BODY, ORGANISATION
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited, Span

_RAW = Wording(r"[^\n\r\f\v\x85\u2028\u2029]+")
_BOLD = Wording(r"\*\*+")
# One for one, so that offsets stay: hard spaces, and the bullets of symbol fonts, which come as private characters
_SOFTENED = {ord(space): " " for space in "\xa0\u2007\u202f"} | dict.fromkeys(
    map(ord, "\uf0b7\uf0a7\uf0d8\uf0fc\uf076"), "•"
)
_SOFT = frozenset(map(chr, _SOFTENED))
_BLANKS = "\x1c\x1d\x1e\x1f\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_EDGE = " \t\xa0\u200b\ufeff|~^" + _BLANKS
_MARKS = "#_"
_MARKED = frozenset(_MARKS)
_LOOSE = frozenset(_MARKS + _EDGE)

_BODY = r"[\w./ ,&()–-]{2,80}?"
# a body's name, as far as a page's foot needs it: the whole grammar of names would cost every start of the program
_BOARD = r"(?-i:[A-ZÅÄÖ])[\w -]{0,60}(?:nämnden|styrelsen|utskottet|fullmäktige|direktionen|beredningen)"
_DAY = r"(?:\d{4}-\d\d-\d\d|\d{1,2}\s\w+\s\d{4})"
_FURNITURE = Wording(
    r"""(?xi)
    (?:sida|sid\.?|blad|page|s\.)?\s*:?\s*\(?\d{1,4}\s*(?:\(|/|\sav\s)\s*\d{1,4}\s*\)? |    # 26 (64), Sida 3 (41), 1/54
    (?:sida|blad|page)\s*\d{1,4} | \(\d{1,3}\) | \[\d{1,4}\] | -\s*\d{1,4}\s*- |            # Blad 6, (2), [36]
    (?:[\w /-]{2,60}\s)?(?:sammanträdes)?protokoll(?:\s*\(?nr\.?\s*\d+\)?)?(?:\s\d{1,4}\s?\(\d{1,4}\))? |
    (?:sammanträdes|mötes)datum:?(?:\s"""
    + _DAY
    + r""")? |
    (?-i:(?=[A-ZÅÄÖ]))(?:protokoll|ut(?:drag|skrift)\sur\sprotokoll)(?:\s(?:nr\s)?\d{1,3}(?:[/-]\d{2,4})?,?)?\s(?:(?:från|för|fört\svid)\s"""
    + _BODY
    + rf"""|{_BOARD}),?\s(?:den\s)?"""
    + _DAY
    + r""" |
    (?-i:P)rotokoll\s"""
    + _DAY
    + r"""\s(?:från|för)\s"""
    + _BODY
    + rf""" |
    {_BOARD}s?,?\sprotokoll,?\s(?:den\s)?"""
    + _DAY
    + r""" |
    [\w ]{2,60},\sprotokoll |
    (?:ordförandes?|ordf\.?|justerandes?|justerares?|justerarnas|sekreterares?|just\.?)[\s./]*
        (?:sign(?:atur(?:er)?)?\.?)?[\s./:]*(?:(?:justerandes?|justerares?|utdragsbestyrkande|rätt\sutdraget\sintygar|ordförandes?|sekr\w*)
        [\s./]*(?:sign(?:atur(?:er)?)?\.?)?[\s.:/]*)* |
    justerarsignatur(?:er)?:? | justerandes?\ssign(?:atur)?\.? | signatur(?:er)? | utdragsbestyrkande:? | rätt\sutdraget\sintygar:?
    """
)
# What a portal adds round the paper; said once at a line's start.
_PORTAL = Wording(
    r"(?i)save this pdf|word\s+png\s+txt|storlek:\s*px|starta visningen|download\s*[\"”]|"
    r"transkript$|• no results|no results found|n/a$|protected$|academic year|full ?text$|"
    r"visningar:|- för \d+ år sedan|din position:|hoppa till|webbplatsen använder teknik|gå direkt till|hover image|skriv ut$|dela sidan|"
    r"relevanta dokument|utskrivet från|©|cookies|upp till sidans|(?:gå )?till (?:huvud)?innehåll(?:et)?$|"
    r"(?:hover image\s*)?\d\d:\d\d(?:[\s/]*\d\d:\d\d)*$"
)
_CAPS = r"[A-ZÅÄÖ][A-ZÅÄÖ-]{3,}"
_GLUED_HEADER = Wording(
    rf"""(?x)(?:
    (?:{ORGANISATION}|{_CAPS}(?:\s(?:OCH\s)?{_CAPS}){{0,4}}(?=\s|$)(?!\s\d)) |
    (?:Utskrift\sur\sprotokoll(?=\s|$)) |
    (?:SAMMANTRÄDES|[Ss]ammanträdes-?\s?)?(?:[Pp]rotokoll|PROTOKOLL)(?:sutdrag)?(?:\s[Nn]r\s\d+)? |
    (?:[A-ZÅÄÖ]{{2,3}}\s)(?=[A-ZÅÄÖ]{{2,3}}\s\d) | Sammanträdes(?:datum|dag|tid) | Datum | Diarienr |
    (?:{BODY})(?=\s+(?:[A-ZÅÄÖ\[(\d]|$)) |
    (?:\d{{1,3}}\s)?av(?:\s\d{{1,3}})?(?=\s) | (?:Sida|Blad)(?:\s\d{{1,4}}(?!\s?\())? | \d{{1,3}}\s?\(\d{{1,3}}\) | \(\d{{1,3}}\) |
    \[\d{{1,3}}\] | \d{{4}}-\d\d-\d\d(?:\s?--?\d+)?
    )(?:[\s.,]+|$)"""
)
_PAGE_LABEL = Wording(r"(?i)^(?:sida|sid\.?|blad)?\s*(\d{1,4})\s*\(\s*(\d{1,4})\s*\)$")


class Line(NamedTuple):
    """One line without its edges: `text` is document[start:end], hard spaces as spaces.

    `furniture` if it belongs to the page, not the text.
    """

    start: int
    end: int
    text: str
    gap: bool  # whether a meaningful blank line (or a bold marker's edge) stands before it
    furniture: bool

    def part(self, start: int, end: int, *, gap: bool | None = None) -> Line:
        """text[start:end] as a line of its own, without outer spaces; after a gap where the line is and the part begins it."""
        text = self.text[start:end]
        stripped = text.strip()
        first = self.start + start + (text.index(stripped) if stripped else 0)
        return Line(
            first, first + len(stripped), stripped, (self.gap and start == 0) if gap is None else gap, self.furniture
        )

    def cited(self, start: int, end: int, value: str | None = None) -> Cited[str]:
        """text[start:end], quoted; `value` where it is said otherwise than printed."""
        return Cited(self.text[start:end] if value is None else value, Span(self.start + start, self.start + end))


def lines_of(text: str) -> list[Line]:
    """All lines that hold something, in order."""
    if not _SOFT.isdisjoint(text):
        text = text.translate(_SOFTENED)
    raw: list[tuple[int, str]] = []
    for match in _RAW.finditer(text):
        piece, at = match.group(), match.start()
        if "**" in piece:
            last = 0
            for mark in _BOLD.finditer(piece):
                raw.append((at + last, piece[last : mark.start()]))
                last = mark.end()
            raw.append((at + last, piece[last:]))
        else:
            raw.append((at, piece))
    raw = [page for at, piece in raw for page in _pages(at, piece)]
    trimmed: list[tuple[int, int, str]] = []
    headers: set[int] = set()
    paged = any(_TRANSCRIPT.match(_bare(piece)) for _, piece in raw[:40]) or _glued_pages([p for _, p in raw])
    for start, piece in raw:
        stripped = _bare(piece)
        if stripped:
            first = start + piece.index(stripped)
            cut = (
                _page_header(stripped, paged=paged)
                if (len(stripped) > 60 or _TWICE.match(stripped) or (paged and _PAGE_AND_ITEM.match(stripped)))
                and (stripped[0].isdigit() or "ROTOKOLL" in stripped[:60] or "rotokoll" in stripped[:60])
                else 0
            )
            if cut:
                headers.add(first)
                head = stripped[:cut].rstrip()
                trimmed.append((first, first + len(head), head))
                if cut < len(stripped):
                    trimmed.append((first + cut, first + len(stripped), stripped[cut:]))
                continue
            trimmed.append((first, first + len(stripped), stripped))
    return _with_gaps(text, trimmed, headers)


def _bare(piece: str) -> str:
    """The line without what is at its edges: spaces, and marks that belong to no word ("# Beslut", "____", "| Ja |", not "C#")."""
    line = piece.strip(_EDGE)
    if line[:1] not in _MARKED and line[-1:] not in _MARKED:
        return line
    if len(line) > 1 and line[0] == line[-1] == "_" and line.count("_") == 2:  # in italics
        return line[1:-1].strip(_EDGE)
    start, end = 0, len(line)
    while start < end and line[start] in _LOOSE:
        start += 1
    while end > start and line[end - 1] in _LOOSE:
        end -= 1
    return line[start - _of_word(line, start - 1, start - 2) : end + _of_word(line, end, end + 1)]


def _of_word(line: str, at: int, beyond: int) -> bool:
    """Whether a mark at a line's edge belongs to the word beside it: it stands alone beside it."""
    return 0 <= at < len(line) and line[at] in _MARKS and not (0 <= beyond < len(line) and line[beyond] in _MARKS)


_DIGITS = Wording(r"\d{1,4}")
_NEXT_PAGE = Wording(
    r"(?<=\s)(?<!av\s)(?P<n>\d{1,3})\s(?=\d{1,4}\s[A-ZÅÄÖ][a-zåäö]+|(?P=n)\s?\(\d{1,3}\)|[A-ZÅÄÖ][\wåäöÅÄÖ-]{4,})"
)


def _pages(at: int, piece: str) -> list[tuple[int, str]]:
    """The pages of a paper glued to one line, where each begins with its number and an item's, its label, or page one's first word."""
    if len(piece) < 600 or not piece.startswith("1 "):
        return [(at, piece)]
    first = piece.split(None, 2)[1]
    edges, page = [0], 2
    for m in _NEXT_PAGE.finditer(piece):
        n = int(m["n"])
        if not page <= n <= page + 2:
            continue
        number = _DIGITS.match(piece, m.end())
        if number is None and not piece.startswith(first, m.end()):
            continue
        if (number is None and n != page) or (number is not None and int(number.group()) < n):
            continue
        edges.append(m.start())
        page = n + 1
    return [(at + a, piece[a:b]) for a, b in pairwise([*edges, len(piece)])]


def _glued_pages(raw: list[str]) -> bool:
    """Whether the text is pages glued to a line each, with their numbers first: "1 ...", "2 ..."."""
    numbered = [line for line in raw if len(line) > 40 and line[:1].isdigit()]
    return (
        len(numbered) >= 2 and numbered[0].startswith("1 ") and numbered[1].startswith("2 ") and raw[0] == numbered[0]
    )


_TRANSCRIPT = Wording(r"(?i)transkript$")


_HEADED = Wording(
    r"(?:[\wåäöÅÄÖ-]+\s){0,3}?(?:SAMMANTRÄDESPROTOKOLL|Sammanträdesprotokoll|PROTOKOLL|Protokoll(?=\s\d))\s"
)


_PAGE_AND_ITEM = Wording(r"\d{1,3}\s\d{1,4}\s[A-ZÅÄÖ][a-zåäö]")
# The page's number in the transcript, then its own, before an item's: "3 38 FHR 29 Avtal"
_TWICE = Wording(r"\d{1,3}\s\d{1,4}\s(?=[A-ZÅÄÖ]{2,5}\s\d{1,4}\s[A-ZÅÄÖ])")


def _page_header(line: str, *, paged: bool) -> int:
    """How much of a line that holds a whole page is its number and header; 0 where it begins with none."""
    number = re.match(r"\d{1,3}\s+", line)
    if number is None:
        if not _HEADED.match(line):
            return 0
        at, tokens = _header_end(line, 0)
        return at if tokens >= 2 else 0
    if paged and re.match(r"\d{1,4}\s[A-ZÅÄÖ][a-zåäö]", line[number.end() :]):
        return number.end()
    twice = _TWICE.match(line)
    if twice:
        return twice.end()
    at, tokens = _header_end(line, number.end())
    again = re.compile(rf"{number.group().strip()}\s(?=\d{{1,4}}\s[A-ZÅÄÖ][a-zåäö])").match(line, at)  # printed twice
    if tokens and again:
        at = again.end()
    return at if tokens or paged else 0


def _header_end(line: str, at: int) -> tuple[int, int]:
    """Where the header's words end from `at` on, and how many there are."""
    tokens = 0
    while tokens < 12:
        token = _GLUED_HEADER.match(line, at)
        if token is None or token.end() == at:
            break
        at = token.end()
        tokens += 1
    return at, tokens


def _with_gaps(text: str, trimmed: list[tuple[int, int, str]], headers: set[int]) -> list[Line]:
    breaks = [text.count("\n", before[1], after[0]) for before, after in pairwise(trimmed)]
    # A text whose every line is followed by a blank one is double-spaced: there one blank line means nothing.
    spaced = len(breaks) >= 8 and sum(n >= 2 for n in breaks) >= 0.85 * len(breaks)
    # ... unless the lines are whole paragraphs, as on web pages: then few of them begin in the middle of a sentence.
    spaced = spaced and sum(content[0].islower() for _, _, content in trimmed) >= 0.2 * len(trimmed)
    need = 3 if spaced else 2
    furniture = [flag or trimmed[i][0] in headers for i, flag in enumerate(_furniture(trimmed))]
    return [
        Line(
            start,
            end,
            content,
            i == 0 or breaks[i - 1] >= need or _bold_edge(text, trimmed[i - 1][1], start),
            furniture[i],
        )
        for i, (start, end, content) in enumerate(trimmed)
    ]


def _bold_edge(text: str, end: int, start: int) -> bool:
    return start - end < 12 and "**" in text[end:start]


def _furniture(trimmed: list[tuple[int, int, str]]) -> list[bool]:
    """Lines of the page itself; a short line that keeps standing next to such lines is one too, unless it stands as often elsewhere."""
    sure = [
        (len(content) <= 130 and _may_be_furniture(content) and _FURNITURE.fullmatch(content) is not None)
        or _PORTAL.match(content) is not None
        for _, _, content in trimmed
    ]
    counts: dict[str, int] = {}
    beside: list[int] = []
    for i, (_, _, content) in enumerate(trimmed):
        if not sure[i] and len(content) <= 90 and any(sure[max(0, i - 2) : i + 3]):
            beside.append(i)
            counts[content] = counts.get(content, 0) + 1
    often = {content for content, n in counts.items() if n >= 3}
    everywhere = Counter(content for _, _, content in trimmed if content in often) if often else {}
    for i in beside:
        content = trimmed[i][2]
        if (
            (content in often and everywhere[content] < 2 * counts[content] and not _is_text(content))
            or _is_name_beside(trimmed, sure, i)
            or (i > 0 and sure[i - 1] and _LONE_DAY.fullmatch(content) is not None)
            or (i + 1 < len(trimmed) and sure[i + 1] and _BODY_AND_DAY.fullmatch(content) is not None)
        ):
            sure[i] = True
    return sure


_FURNITURE_WORDS = ("protokoll", "datum", "just", "ordf", "sekr", "sign", "bestyrk", "intyg")


def _may_be_furniture(line: str) -> bool:
    """A cheap look before the table: a page number stands last, or a word that every other row holds one of."""
    lowered = line.lower()
    return line[-1] in "0123456789)]-" or any(word in lowered for word in _FURNITURE_WORDS)


def _is_text(line: str) -> bool:
    """Whether a line is a section's heading or an entry of a list, which may well stand at the edge of many pages."""
    if line.startswith("§") or _ENTRY.match(line):
        return True
    heading = alone(line) if may_be_heading(line) else None
    return heading is not None and heading.kind in _SECTIONS


_ENTRY = Wording(r"[•·▪◦]\s|\d{1,2}[.)]\s[A-ZÅÄÖ]")
_SECTIONS = frozenset(("decision", "proposal", "background", "documents", "handling", "procedure", "dissent"))
_LONE_DAY = Wording(_DAY)
_BODY_AND_DAY = Wording(rf"{BODY},?\s(?:den\s)?{_DAY}")
_ALONE = Wording(r"[A-ZÅÄÖ][\w-]*(?:[ ](?:och|för|i|[\w-]+)){0,6}")
_NAME_END = Wording(r"(?i)(?:styrelsen?|nämnden?|fullmäktige|utskottet?|direktionen?|kommun|stad)$")


def _is_name_beside(trimmed: list[tuple[int, int, str]], sure: list[bool], i: int) -> bool:
    """A body's name alone, right before a furniture line: the page's own header."""
    content = trimmed[i][2]
    return (
        len(content) <= 60
        and i + 1 < len(trimmed)
        and sure[i + 1]
        and i > 0
        and sure[i - 1]
        and _NAME_END.search(content) is not None
        and _ALONE.fullmatch(content) is not None
    )


def page_label(line: str) -> str | None:
    """The label of a page as printed, "26 (64)", where the line is one; None otherwise."""
    match = _PAGE_LABEL.match(line)
    return f"{match[1]} ({match[2]})" if match else None
