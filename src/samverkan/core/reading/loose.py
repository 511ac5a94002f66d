"""Items that no number begins: a staff proposal's one, and those of a web summary, told by their title lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from samverkan.core.reading.acts import act_of
from samverkan.core.reading.header import AFTER_TITLE, JOINS, RawItem, head
from samverkan.core.reading.names import BODY, ORGANISATION
from samverkan.core.reading.passage import Passage
from samverkan.core.reading.registry import registry_in
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.reading.headings import Piece
    from samverkan.core.reading.lines import Line

_LABEL = Wording(
    r"(?i)^(?:\W{0,20}(?:\d{1,3}\s)?(?:datum|dnr|diarie\w*|ärendenummer|handläggare|vår\s(?:referens|"
    r"beteckning)|er\sreferens|sida|telefon|e-?post|till\b|adressat|mottagare|kopia|"
    r"tjänste(?:skrivelse|utlåtande)|beslutsunderlag|sammanträdesdatum|[^\s@]{1,64}@\S|www\.|https?:|"
    r"save\sthis|transkript|storlek:|starta\svisningen|download|publicerad|uppdaterad|"
    r"[\d:/\s.-]+$|\d{1,2}\s[a-zåäö]+\s\d{4}(?:\s\d\d[:.]\d\d)?$|vad händer nu|"
    r"hoppa\still|besöksadress|postadress|org\.?\s?nr|\d{4}-\d\d-\d\d|\d+\s?\(\d+\)|word|"
    r"teckenspråkstolkad|syntolkad|program$|diariekod|signerad|upprättad|plats|tid\b|diariekod))"
)
_GLUED_LABELS = Wording(
    rf"(?:Telefon|E-post:?|Fax:?|Utfärdat|Handläggare:?\s[A-ZÅÄÖ][\wåäö]*\s[A-ZÅÄÖ][\wåäö]*|"
    rf"(?<!\()[A-ZÅÄÖ]{{3}}|Nr\s\d{{1,4}}\.|FÖRSLAG|Tjänsteskrivelse|TJÄNSTESKRIVELSE|Tjänsteutlåtande|"
    rf"TJÄNSTEUTLÅTANDE|BESLUTSUNDERLAG|SAMMANTRÄDESPROTOKOLL|PROTOKOLL|Protokollsutdrag|KALLELSE|"
    rf"Upprättad|Uppdnr|Vår\sreferens|Er\sreferens|Datum|Sida|Diarienummer|Handläggare|"
    rf"Central\sförvaltning|"
    rf"PM\s\d{{4}}(?::\d+)?(?:\s[RIVX+]+)?|\(Dnr[^)]{{0,20}}\)|Sammanträdesdatum:|(?:Sammanträdesdatum|Datum)?\s?\d{{4}}-\d\d-\d\d|\d{{1,3}}\s?\(\d{{1,3}}\)|"
    rf"Dnr\s\S+(?:\s/?\d+\S*)?|Ärende(?:t|beteckning)?:?|(?:{ORGANISATION})|"
    rf"(?:Till\s)?(?:{BODY})(?:\s?,\sp\s\d{{1,3}})?(?=\s(?:[A-ZÅÄÖ]|\d))|[A-ZÅÄÖ][\wåäö]+(?:kontoret|förvaltningen|"
    rf"enhet(?:en)?|avdelningen)(?=\s[A-ZÅÄÖ\d]))(?=\s|$)"
)
_WORDS = Wording(r"[A-Za-zÅÄÖåäö]{3}")
_CAPS_TAIL = Wording(
    r"(?:\s(?:[A-ZÅÄÖ]{2,5}(?:[-/ ]\d[\d/-]*)?|\([A-ZÅÄÖ]{2,5}\s?\)\s?|(?:Kommun|Region|"
    r"Landstings)(?:fullmäktige|styrelsen)))+$"
)


def proposal_item(pieces: list[Piece], hint: str = "") -> RawItem:
    """The whole document as one item: its title stands before the first section, after sender, date and number."""
    first = next(
        (
            i
            for i, p in enumerate(pieces)
            if p.heading is not None and p.heading.kind not in ("documents", "end") and _is_section(pieces, i)
        ),
        len(pieces),
    )
    item = RawItem(None, pieces[0].line.start, pieces[first:], end=pieces[-1].line.end)
    front = [p.line for p in pieces[:first] if not p.line.furniture]
    for line in front:
        found = registry_in(line.text, bare=False) or registry_in(line.text, bare=True)
        if (
            found
            and not found.labelled
            and len(line.text) > 40
            and not any(c.isalpha() for c in line.text[found.start : found.end])
        ):
            found = None
        if found and found.number and item.registry_number is None:
            item.registry_number = line.cited(*found.number)
        elif found and found.number is None and item.registry_cut is None:
            item.registry_cut = Span(line.start + found.start, line.start + found.end)
    listed = next(
        (p.line.start for p in pieces[:first] if p.heading is not None and p.line.text.startswith("Beslutsu")), None
    )
    above = [line for line in front if listed is not None and line.start < listed]
    title = _by_hint(front, hint) or _title(above) or _title(front)
    if title is not None:
        held = (
            x.part(max(0, title.span.start - x.start), title.span.end - x.start)
            for x in front
            if x.start < title.span.end and x.end > title.span.start
        )
        item.header = [line for line in held if line.text]
        item.title = title
    return item


def _is_section(pieces: list[Piece], at: int) -> bool:
    """A heading that opens the item, not a word on the front page before its title."""
    if not any(not p.line.furniture and p.heading is None for p in pieces[at + 1 : at + 3]):
        return False
    heading = pieces[at].heading
    staff = [i for i, p in enumerate(pieces[: at + 16]) if _STAFF_LINE.search(p.line.text)]
    if staff and staff[0] > at:
        return False  # chapters of a bundle stand before the officer's report
    if heading is None or heading.kind != "proposal" or at > 12:
        return True
    below = pieces[at + 1].heading
    if below is not None and below.kind == "proposal":
        return True
    again = next((p for p in pieces[at + 1 :] if p.heading is not None and p.heading.kind == "proposal"), None)
    text = " ".join(p.line.text for p in pieces[at + 1 : at + 3] if p.heading is None)
    return again is None or act_of(text, 0, len(text))[1] is not None


_STAFF_LINE = Wording(r"^\W*(?:TJÄNSTESKRIVELSE|TJÄNSTEUTLÅTANDE)(?:\s\d.*)?$")
_NO_TITLE = Wording(r"(?i)förslag\still\sbeslut$|^protokoll|^kallelse|sammanträdesprotokoll|^handlingar\still")


_YEARS = Wording(r"\s(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?(?=\s|$)")


def _by_hint(front: list[Line], hint: str) -> Cited[str] | None:
    """The title where the front page says again what the portal calls the paper, whole or from its start."""
    if len(hint) < 15 or _NO_TITLE.search(hint):
        return None
    words = hint.split()
    suffixes = [" ".join(words[k:]) for k in range(min(len(words) - 2, 12))]
    hint = next((s for s in suffixes if len(s) > 14 and any(s[:44] in line.text for line in front)), hint)
    for line in front:
        at = line.text.find(hint[:44])
        if at < 0:
            continue
        if line.text.startswith(hint, at) and re.match(r"\W*(?:$|\s[A-ZÅÄÖ\d(])", line.text[at + len(hint) :]):
            years = _YEARS.match(line.text, at + len(hint))  # the portal's name has lost them
            return _cited(line, at, years.end() if years else at + len(hint))
        if len(line.text) - at < 260:
            tail = _CAPS_TAIL.search(line.text, max(at, len(line.text) - 160))
            return _cited(line, at, tail.start() if tail else len(line.text))
    return None


def _title(front: list[Line]) -> Cited[str] | None:
    """The last line before the sections that is no label; in glued text, what follows the last label."""
    if not front:
        return None
    candidates = [
        line
        for line in front
        if 8 <= len(line.text) <= 240 and _WORDS.search(line.text) and not _LABEL.match(line.text)
    ]
    last = front[-1]
    if len(last.text) > 60 and (_GLUED_LABELS.search(last.text)):
        start = 0
        for m in _GLUED_LABELS.finditer(last.text):
            if len(last.text) - m.end() > 12 and not re.search(
                r"(?:\s(?:med|för|om|av|i|till|och|mellan|från)\s?)$", last.text[max(0, m.start() - 12) : m.start()]
            ):
                start = m.end()
        tail = _CAPS_TAIL.search(last.text, max(start, len(last.text) - 160))
        ends = tail is not None and last.text[: tail.start()].split()[-1].lower() not in JOINS
        end = tail.start() if tail and ends else len(last.text)
        if end - start > 8:
            return _cited(last, start, end)
    if not candidates:
        return None
    at = front.index(candidates[-1])
    first, kept = at, {line.start for line in candidates}
    while first > 0 and front[first - 1].start in kept and _goes_on(front[first - 1].text, front[first].text):
        first -= 1
    if first == at:
        return _cited(front[at], 0, len(front[at].text))
    passage = Passage(front[first : at + 1])
    return passage.cited(0, len(passage.text.rstrip(" .:")))


def _goes_on(before: str, after: str) -> bool:
    """Whether a title's line goes on in the next."""
    return after[0].islower() or before.endswith("-") or before.split()[-1].lower() in JOINS


def _cited(line: Line, start: int, end: int) -> Cited[str]:
    text = line.text[start:end]
    tail = AFTER_TITLE.search(text, max(0, len(text) - 160))
    stripped = (text[: tail.start()] if tail and tail.start() > 8 else text).strip(" ,:;–-.")
    first = line.start + start + text.index(stripped)
    return Cited(stripped, Span(first, first + len(stripped)))


def headed_items(pieces: list[Piece]) -> list[RawItem]:
    """Items that nothing but the same decision heading, said again in each ("Direktionens beslut"), tells apart; else none."""
    heads = [
        i
        for i, p in enumerate(pieces)
        if p.heading is not None and p.heading.kind == "decision" and p.heading.owner and not p.heading.dated
    ]
    if len(heads) < 2 or len({pieces[i].line.text.lower() for i in heads}) > 1:
        return []
    items = []
    for i, end in pairwise([*heads, len(pieces)]):
        held = pieces[i:end]
        items.append(RawItem(None, pieces[i].line.start, held, end=max(p.line.end for p in held)))
    return items


_PAGE = Wording(r"\d{1,3}(?:\s|$)")
_FRONT_PAGE = Wording(r"(?i)beslutande|närvarande|utses\satt\sjustera|underskrift")


def paged_items(pieces: list[Piece]) -> list[RawItem]:
    """Items whose numbers are lost in a text glued page by page: each page after the front page begins one; else none."""
    pages = [i for i, p in enumerate(pieces) if p.line.furniture and _PAGE.match(p.line.text)]
    if len(pages) < 2 or not any(_FRONT_PAGE.search(p.line.text) for p in pieces[: pages[1]]):
        return []
    begins = [
        i
        for i in pages[1:]
        if i + 1 < len(pieces) and pieces[i + 1].heading is None and pieces[i + 1].line.text[0].isupper()
    ]
    items = []
    for i, end in pairwise([*begins, len(pieces)]):
        held = pieces[i + 1 : end]
        item = RawItem(None, held[0].line.start, held, end=max(p.line.end for p in held))
        head(item)
        items.append(item)
    return items


_NUMBERED_TITLE = Wording(r"(?P<n>\d{1,2})\.\s*(?=[A-ZÅÄÖ])")


def summary_items(pieces: list[Piece]) -> list[RawItem]:
    """A summary's items: each begins at a short line without a full stop, after a gap, with text under it."""
    leads = [i for i, p in enumerate(pieces) if p.heading is not None and p.heading.lead]
    if len(leads) >= 2:
        edges = [max(leads[k - 1] + 2 if k else i - 1, 0) for k, i in enumerate(leads)] + [len(pieces)]
        return [
            RawItem(None, pieces[i].line.start, pieces[i:b], end=pieces[min(b, len(pieces)) - 1].line.end)
            for i, (_, b) in zip(leads, pairwise(edges), strict=True)
        ]
    starts = list(_titles(pieces))
    items: list[RawItem] = []
    for k, at in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else len(pieces)
        line = pieces[at].line
        held = pieces[at + 1 : end]
        item = RawItem(None, line.start, held, end=max([line.end, *(p.line.end for p in held)]))
        item.header = [line]
        number = _NUMBERED_TITLE.match(line.text)
        if number:
            item.section = Cited(number["n"], Span(line.start + number.start("n"), line.start + number.end("n")))
        label = re.match(r"Ärende:\s", line.text)
        item.title = _cited(line, number.end() if number else label.end() if label else 0, len(line.text))
        if any(p.heading is None and not p.line.furniture for p in held):
            items.append(item)
    if not items and pieces:
        item = RawItem(None, pieces[0].line.start, list(pieces), end=pieces[-1].line.end)
        head(item)
        return [item]
    return items


def _titles(pieces: list[Piece]) -> Iterator[int]:
    spaced = any(p.line.gap for p in pieces[1:])  # without blank lines, a title stands after a line that ended
    for i, piece in enumerate(pieces):
        text = piece.line.text
        if piece.heading is not None or piece.line.furniture or _LABEL.match(text) or not _WORDS.search(text):
            continue
        if (
            len(text) > (260 if _NUMBERED_TITLE.match(text) else 160)
            or text[0] in "•·*-–"
            or text[0].islower()
            or (text[-1] in ".,;!" and not text.endswith("m.m."))
            or text.endswith(":")
        ):
            continue
        if re.search(r"(?i)(?:föreslår|föreslog|beslutar|besluta|beslutade)(?![\wåäö])", text):
            continue
        begins = (
            _NUMBERED_TITLE.match(text) or piece.line.gap
            if spaced or _NUMBERED_TITLE.match(text)
            else pieces[i - 1].line.text[-1:] in ".:!?" or pieces[i - 1].line.furniture
        )
        if not (begins or i == 0) or re.match(
            rf"(?:{BODY})(?:\s\d|\shar\s|$)|Sammanträde\s|Mer information|Kontakt|Läs mer|Dela|Fakta|Beslut$", text
        ):
            continue
        following = pieces[i + 1 : i + 2]
        if (
            following
            and following[0].heading is None
            and len(following[0].line.text) > 14
            and (following[0].line.text[-1] in ".:" or len(following[0].line.text) > 60)
        ):
            yield i
