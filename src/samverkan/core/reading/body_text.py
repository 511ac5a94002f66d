"""The running text of a document of clauses: lines in, lines out.

Contents, navigation, footers and the titles of other papers are left out; a line that runs into those is cut there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.reading.lines import Line

_NAVIGATION = Wording(
    r"(?i)(?:gå|hoppa|navigera) (?:direkt )?till (?:sidans )?(?:huvud)?innehåll\w*.*|hitta på sidan:?|lyssna|skriv ut",
    r"dela(?: sidan)?|save this pdf as:?|word png txt jpg|transkript|start ?(?:/|>|»).{0,200}",
    r"skip to main content|du är här:?.{0,200}|sök|meny|kontakta oss",
)
_FOOTER = Wording(
    r"(?i)(?:postadress|besöksadress|telefon|växel|e-post|org(?:anisations)?\.? ?n(?:umme)?r|bankgiro|webb|"
    r"www\.)\b.{0,200}",
)
# An address at a page's edge, whose number stands on the line before or after.
_ADDRESS = Wording(r"(?<!\d)\d{3} \d\d [A-ZÅÄÖ]|(?i:\bbox \d|www\.|\w@\w|\btel(?:efon)?[.:]? ?\d)")
_PAGED = Wording(r"[A-ZÅÄÖ][^.!?]{2,80} \d{1,3} ?\(\d{1,3}\)")
_OTHERS = Wording(r"(?:^|(?<=\s))Relevanta dokument(?=\s|$)")
# The first line of the text itself, where a list of other papers stands before it.
_BEGINS = Wording(r"(?:§ ?1(?!\d)|1 ?§|1[.)]? (?=[A-ZÅÄÖ])|(?:Avtals)?[Pp]arter(?:na)?\s*:?$|Mellan [A-ZÅÄÖ])")
# A title in capitals at the head of a page, taken for the page's own.
_GLUED_TITLE = Wording(r"(?:[A-ZÅÄÖ]*AVTAL|ÖVERENSKOMMELSE|FÖRBUNDSORDNING)$")
# A portal's noise round the text, where everything stands on one line.
_PORTAL = Wording(
    r"\s(?:Save this PDF as:.{0,60}?)?Storlek: ?px .{0,500}?(?:Transkript|Download \"[^\"]{0,300}\")(?: Transkript)?\s?",
    r"\s?• No results found .{0,900}?\(view fulltext now\)(?: Full text)?\s?",
)
_CONTENTS = Wording(r"(?i)(?:innehåll|innehållsförteckning)\s*:?")
_ENTRY = Wording(r"(.{2,90}?)[ .…_\t]*[ .…_\t](\d{1,3})")
_LETTERS = re.compile(r"[^a-zåäö]+")


def body_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines that belong to the text itself."""
    kept: list[Line] = []
    lines = _without_portal(lines)
    skip = _contents(lines)
    past = 0
    for i, line in enumerate(lines):
        text = line.text
        if i < past:
            continue
        if "elevanta dokument" in text:
            cut = _OTHERS.search(text)
            if cut:
                before = text[: cut.start()].rstrip()
                if before:
                    kept.append(line._replace(end=line.start + len(before), text=before))
                past = _text_after(lines, i)
                if past == len(lines):
                    break
                continue
        if line.furniture:
            glued = _GLUED_TITLE.search(text) if i < 24 else None
            if glued:
                kept.append(
                    line._replace(
                        start=line.start + glued.start(), text=text[glued.start() :], gap=True, furniture=False
                    )
                )
            continue
        if i in skip or (len(text) <= 260 and (_left_out(text) or _beside_page(lines, i))):
            continue
        if i and i < 30 and lines[i - 1].furniture and not line.gap and text[0].isupper():
            line = line._replace(gap=True)
        kept.append(line)
    return kept


def _text_after(lines: Sequence[Line], i: int) -> int:
    """Where the text begins after the titles of other papers at lines[i], a page's head; the end where it is its foot."""
    if i >= 24 or any(_BEGINS.match(line.text) for line in lines[:i]):
        return len(lines)
    beginning = (j for j in range(i + 1, min(len(lines), i + 100)) if _BEGINS.match(lines[j].text))
    return next(beginning, len(lines))


def _without_portal(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines; a first one that holds a portal's noise and the text parted there."""
    first = lines[0] if lines else None
    cut = _PORTAL.search(first.text, 0, 2000) if first is not None and len(first.text) > 300 else None
    if first is None or cut is None:
        return lines
    parted = []
    for a, b in ((0, cut.start()), (cut.end(), len(first.text))):
        piece = first.text[a:b]
        if piece.strip():
            start = first.start + a + len(piece) - len(piece.lstrip())
            piece = piece.strip()
            parted.append(first._replace(start=start, end=start + len(piece), text=piece, gap=True))
    return [*parted, *lines[1:]]


def _beside_page(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is the address at a page's head or foot: beside the page's number, inside a sentence or with a contact."""
    beside = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    return any(x.furniture for x in beside) and len(_ADDRESS.findall(lines[i].text)) > 0 and "org" not in lines[i].text


def _left_out(text: str) -> bool:
    """Whether a line is navigation, a page's running head or its footer."""
    if _NAVIGATION.fullmatch(text) or _PAGED.fullmatch(text):
        return True
    return _FOOTER.fullmatch(text) is not None and any(c.isdigit() for c in text)


def _bare(text: str) -> str:
    return _LETTERS.sub("", text.lower())


def _contents(lines: Sequence[Line]) -> set[int]:
    """The lines of a table of contents: after its heading, or a run of entries that end in page numbers."""
    skip: set[int] = set()
    bare = [_bare(line.text) if len(line.text) < 120 else "" for line in lines]
    last = {words: i for i, words in enumerate(bare) if words}
    past = 0
    for i, line in enumerate(lines[:200]):
        if i in skip or i < past:
            continue
        if _CONTENTS.fullmatch(line.text):
            skip.add(i)
            for j in range(i + 1, min(len(lines), i + 120)):
                repeated = bare[j] and last[bare[j]] > j
                if not (lines[j].furniture or repeated or _ENTRY.fullmatch(lines[j].text)):
                    break
                skip.add(j)
            continue
        run = i
        page = 0
        while run < len(lines):
            m = _ENTRY.fullmatch(lines[run].text) if len(lines[run].text) < 110 else None
            if m is None or int(m[2]) < page or not bare[run]:
                break
            page = int(m[2])
            run += 1
        past = run
        if (run - i >= 4 and any(mark in lines[i].text for mark in ("..", "…", "__"))) or (
            run - i >= 4 and _numbered(lines, i, run)
        ):
            skip.update(range(i, run))
    return skip


def _numbered(lines: Sequence[Line], start: int, end: int) -> bool:
    return all(re.match(r"§|\d", line.text) for line in lines[start:end])
