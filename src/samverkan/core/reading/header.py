"""An item's header: its registry number and title. Raw items go in and come out with both, and with what is left to read.

A title may be glued to its text: it ends where a sentence with a verb of its own begins, or where the portal's own title of the paper ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samverkan.core.reading.headings import Piece
from samverkan.core.reading.names import bodies_in
from samverkan.core.reading.passage import Passage
from samverkan.core.reading.registry import registry_in
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from samverkan.core.reading.lines import Line


@dataclass(slots=True)
class RawItem:
    """An item before its sections are read: what identifies it and the pieces it holds after its header."""

    section: Cited[str] | None
    start: int
    pieces: list[Piece]
    registry_number: Cited[str] | None = None
    registry_cut: Span | None = None
    title: Cited[str] | None = None
    prefix: str | None = None
    end: int = 0
    header: list[Line] = field(default_factory=list)
    numbers: list[Cited[str]] = field(default_factory=list)  # every registry number of the header, where several stand


_CHAIN = Wording(
    r"^(?:(?:[A-ZÅÄÖ]{2,5}|[A-ZÅÄÖ][a-zåäö]{1,3}|[Aa]rbetsutskottet)\s?§?\s?\d{1,4}(?:/\d{2,4})?\s*(?:,\s*)?)+(?=\s|$)"
)
_EMPTY_NUMBER = Wording(
    r"\(?Dnr[\s,:.]*\)\s*|Dnr\s(?:19|20)\d\d(?:\s[A-ZÅÄÖ]|-[A-ZÅÄÖ]{0,4})\s(?=[A-ZÅÄÖ][a-zåäö])|[A-ZÅÄÖ]{2,4}/(?:19|20)\d\d:\s(?=[A-ZÅÄÖ][a-zåäö])|Dnr\s?:?\s(?=[A-ZÅÄÖ][a-zåäö])|[A-ZÅÄÖ]{2,4}/\s(?=[A-ZÅÄÖ][a-zåäö])"
)
_CODE_AFTER = Wording(r"\s(?:\d{2,3}|[A-ZÅÄÖ]{2,4}-\d{1,3})(?=\s|$)")
_MARK = Wording(r"^[-–—•*·:,/.|\s)]+|[-–—:,/|\s(]+$")
_URL = Wording(r"(?i)diariekod|https?://|www\.|utskriven?\s|utskrivet\s|skriv ut|save this pdf|publicerad|uppdaterad")
_VERB = Wording(
    r"(?<![\wåäö])(?:är|var|har|hade|gick|frågade|sade|gör|gjorde|hälsar|hälsade|meddelar|meddelade|presenterar|"
    r"presenterade|berättar|berättade|rapporterar|håller|går|visar|tackar|läser|deltar|begär|"
    r"besvarar|återkommer|behöver|måste|inledde|inleder|förklarade|förelåg|föreligger|ska|skall|"
    r"skulle|kan|kunde|vill|ville|tog|gav|fick|får|finns|fanns|blev|blir|kommer|kom|sker|pågår|"
    r"gäller|avser|framgår|innebär|"
    r"beslutar|beslutade|föreslår|föreslog|föreslås|godkänner|anmäler|redovisar|informerar|"
    r"informerade|lämnar|lämnade|öppnar|öppnade|föredrar|"
    r"utses|utser|utsågs|utsåg|valdes|väljs|godkänns|antas|fastställs|fastställer|noterar|noteras|antecknar|läggs|"
    r"lägger|tillstyrker|bifaller|avslår|bordlägger|överlämnar|bordläggs|återremitteras|"
    r"avslås|önskar|anför|yrkar|ställer|inkom|"
    r"[a-zåäö]{3,}(?:ades|ade|erades|erade|erar|eras|[nldgrt]des|tes)|sändes)(?![\wåäö])"
)
AFTER_TITLE = Wording(
    r"(?:\s(?:Föredragande|Beslutsnivå)(?:\s|:).{0,120}|\s*\((?!(?:MP|KD|SD|FP|FI)\))(?:[A-ZÅÄÖ]{2,5}|Dnr)[\s/-]*\)|\sÄrende)?[\s:,/(|–-]*$"
)
_CODE = Wording(r"[A-ZÅÄÖ]{2,5}")
_LOST_SUBJECT = Wording(r"\s(?=(?:beslutar|beslutade|föreslår)(?:\s(?:att|a\st\st)(?:\s|$)|\s?:))")
# what a summons says of its papers, after the title
_LISTED_AFTER = Wording(
    r"\s(?=(?:Bilag(?:a|or)|Informationspunkt|Ärende(?:t)?)\s(?:utan|tidigare|skickas|bifogas|delas|utsänd)\s?)"
)
# "Uppföljningsrapport 1 Dnr: LKS I en ...": what is left of a registry number ends the title
_LATE_NUMBER = Wording(r"\sDnr:?\s(?:[A-ZÅÄÖ]{2,4}\s)?(?=[A-ZÅÄÖ][a-zåäö]*\s)")
# "INFORMATION OM ENKÄTEN Dnr: Chefen berättar ...": a title in capitals ends where they do
_CAPITALS = Wording(r"(?:[A-ZÅÄÖ\d][A-ZÅÄÖ\d,()/–-]*\s){2,12}(?=(?:Dnr:?\s)?[A-ZÅÄÖ][a-zåäö]+\s)")
_FIRST_POINT = Wording(r"\s(?=(?:1\.|a\))\s[A-ZÅÄÖ])")
_SENTENCE_SOON = Wording(
    r"(?:Anmäls|Anmäldes|Noteras|Godkändes|Utsågs|Valdes|Antecknades|Beslutades|Fastställdes|Att\s|(?:Ordföranden?|"
    r"[A-ZÅÄÖ][\wåäö]+(?:en|et))\s[a-zåäö]{2,}(?:ade|ar|er|te)\s|"
    r"(?:[A-ZÅÄÖ][\wåäö-]*\s){2,4}(?:\([A-ZÅÄÖ]+\)\s)?(?:utses|utsågs|väljs|valdes|[a-zåäö]+(?:ade|ar|er|te|ick|og))\s)"
)
_INFINITIVE = Wording(
    r"\s(?=(?:fastställa|godkänna|anta|avslå|uppdra|notera|utse|bifalla|återremittera|bordlägga|"
    r"överlämna|föreslå|tillstyrka|avstyrka|besluta|lägga|ställa|att)\s)"
)
_ATT_CLAUSE = Wording(
    r"(?<!förslag)(?<!uppdrag)(?<!om)(?<!för)(?<!rätt)(?<!möjlighet)(?<!genom)(?<!på)(?<!av)(?<!och)(?<!till)(?<!samt)(?<!begäran)(?<!beslut)"
    r"\s(?=att\s(?:notera|lägga|godkänna|fastställa|anta|avslå|utse|bordlägga|återremittera)\s)"
)
JOINS = frozenset(
    (
        "av för till och i på om mellan med från samt under vid mot enligt angående avseende "
        "rörande gällande beträffande inom eller en ett den det nya ny gemensam gemensamma "
        "sin sitt sina hos hälso- vård- barn- utan per inför efter över genom kring"
    ).split()
)


def titled(item: RawItem, line: Line) -> None:
    """The title stands before the number: take it, and the registry number that may follow the number."""
    item.header = [line]
    item.title = Cited(line.text, Span(line.start, line.end))
    if item.pieces and item.pieces[0].heading is None and item.registry_number is None:
        rest, _ = _registry(item, item.pieces[0].line)
        if rest is None:
            del item.pieces[0]
        else:
            item.pieces[0] = Piece(rest, None)


def head(item: RawItem, hint: str = "") -> None:
    """Take registry number and title from the item's first pieces; what is left are its sections."""
    title_lines: list[Line] = []
    pieces = item.pieces
    used = 0
    for used, piece in enumerate(pieces):  # the index is read after the loop
        line = piece.line
        if line.furniture:
            continue
        if piece.heading is not None and not (
            not title_lines
            and piece.heading.kind in ("background", "justering", "documents", "dissent", "handling")
            and used + 1 < len(pieces)
        ):
            break
        text = line.text
        if _URL.search(text):
            continue
        rest, after = _registry(item, line)
        if rest is None or (item.numbers and _CODE.fullmatch(rest.text)):
            continue
        if title_lines and _ends_title(title_lines, rest):
            break
        cut = hinted(rest.text, hint) or _title_cut(rest.text)
        if cut is not None:
            if cut > 0:
                title_lines.append(rest.part(0, cut))
            pieces[used] = Piece(rest.part(cut, len(rest.text)), None)
            break
        title_lines.append(rest)
        if after is not None:
            pieces[used] = Piece(after, None)
            break
        if sum(len(t.text) for t in title_lines) > 400:
            used += 1
            break
    else:
        used = len(pieces)
    item.header = title_lines
    item.pieces = pieces[used:]
    if not item.registry_number:
        _late_registry(item)
    if title_lines:
        passage = Passage(title_lines)
        text = passage.text
        lead, tail = _MARK.match(text), len(text)
        first = lead.end() if lead and lead.end() < len(text) else 0
        end = AFTER_TITLE.search(text, max(0, len(text) - 160))
        tail = end.start() if end and end.start() > first else tail
        if tail > first:
            item.title = passage.cited(first, tail)


def _registry(item: RawItem, line: Line) -> tuple[Line | None, Line | None]:
    """The line without registry number and preparatory chain, None where nothing is left; and the text that follows a title in it."""
    text, start = line.text, 0
    empty = _EMPTY_NUMBER.match(text)
    if empty:
        start = empty.end()
    chain = _CHAIN.match(text)
    if (
        chain
        and (chain.end() < len(text) or "§" in text or text[:2].lower() == "au")
        and not registry_in(text[: chain.end()], bare=True)
    ):
        start = chain.end()
    found = registry_in(text, bare=item.registry_number is None, start=start)
    if found is not None and found.start > 40 and _in_text(text, start, found.start):
        found = None
    if found is None:
        return (line.part(start, len(text)) if text[start:].strip() else None), None
    if found.number and item.registry_number is None:
        item.registry_number = line.cited(*found.number)
    elif found.number is None and item.registry_number is None:
        item.registry_cut = Span(line.start + found.start, line.start + found.end)
    if found.number:
        item.numbers.append(line.cited(*found.number))
        at = found.end
        while (
            (more := registry_in(text, bare=True, start=at, end=min(len(text), at + 60)))
            and more.number
            and not text[at : more.start].strip(" ,;")
        ):
            item.numbers.append(line.cited(*more.number))
            at = more.end
        found = found._replace(end=at)
    before, after = text[start : found.start].strip(" \t,/(–-"), text[found.end :]
    code = _CODE_AFTER.match(after)
    if code:
        after = after[code.end() :]
    tail = len(text) - len(after)
    suffix = re.match(r"(?::-?\d+)?[\s)\],:–-]*", text[tail:])
    tail += suffix.end() if suffix else 0
    if before and text[tail:].strip():
        if len(before) > 12 and len(text[tail:]) > 60:
            return line.part(start, found.start), line.part(tail, len(text))
        return line.part(start, found.start) if len(before) >= len(text[tail:]) else line.part(tail, len(text)), None
    if before:
        return line.part(start, found.start), None
    if text[tail:].strip():
        return line.part(tail, len(text)), None
    return None, None


def _in_text(text: str, start: int, at: int) -> bool:
    """Whether what stands at `at` comes after a whole sentence: in the text, not in the header."""
    stop = re.search(r"[a-zåäö)]\.\s", text[start:at])
    return stop is not None and _VERB.search(text, start, start + stop.end()) is not None


def _late_registry(item: RawItem) -> None:
    """A registry number on the line right after the title."""
    for i, piece in enumerate(item.pieces[:3]):
        if piece.heading is not None or piece.line.furniture or _CHAIN.fullmatch(piece.line.text):
            continue
        found = registry_in(piece.line.text, bare=True)
        if found and found.number and found.start <= 2 and found.end >= len(piece.line.text) - 12:
            item.registry_number = piece.line.cited(*found.number)
            del item.pieces[i]
            return
        break
    for i, piece in enumerate(item.pieces[:8]):  # or alone on its line, after the title said again
        if piece.heading is not None:
            return
        found = registry_in(piece.line.text, bare=True)
        if found and found.number and found.start == 0 and found.end == len(piece.line.text):
            item.registry_number = piece.line.cited(*found.number)
            del item.pieces[i]
            return


def _ends_title(lines: list[Line], nxt: Line) -> bool:
    """Whether the next line begins the text: after a blank line, or a sentence that a title's line does not continue."""
    last = lines[-1].text
    if nxt.text[0] in "•·*" or nxt.text[:2] in ("- ", "– "):
        return True
    goes_on = nxt.text[0].islower() and _INFINITIVE.match(f" {nxt.text} ") is None
    if nxt.gap and not (goes_on or last.split()[-1].lower() in JOINS or last.endswith("-")):
        return True
    if goes_on or last.endswith("-") or last.split()[-1].lower().strip("(") in JOINS:
        return False
    first_lines = len(lines[0].text)
    if nxt.text[0].isupper() and len(last) < 38 and first_lines < 60:
        return True
    return _VERB.search(nxt.text) is not None and ("." in nxt.text or len(nxt.text) > 60)


def _title_cut(text: str) -> int | None:
    """Where, in a line that holds title and text glued, the text begins; None where it is all title."""
    lost = _LOST_SUBJECT.search(text, 0, 200)
    if lost and lost.start() > 4 and _VERB.search(text, 0, lost.start()) is None:
        body = next((n for n in bodies_in(text, 0, lost.start()) if n.end == lost.start() and n.start > 4), None)
        return body.start if body is not None and text[body.start].isupper() else lost.end()
    late = _LATE_NUMBER.search(text, 0, 200)
    if late and late.start() > 8:
        return late.start()
    capitals = _CAPITALS.match(text)
    if capitals and any(len(word) > 5 for word in capitals.group().split()):
        return capitals.end()
    again = text.find(" ".join(text.split()[:3]), 12) if text.count(" ") > 5 else -1
    if 12 <= again < 200 and text.startswith(text[again : again + again - 1].strip()[: again - 1]):
        return again  # the text opens with its title said again
    point = _FIRST_POINT.search(text, 0, 200)
    if (
        point
        and point.start() > 4
        and _VERB.search(text, 0, point.start()) is None
        and _INFINITIVE.search(text, 0, point.start()) is None
    ):
        return point.end()
    listed = _LISTED_AFTER.search(text, 0, 260)
    if listed and listed.start() > 8:
        return listed.end()
    if len(text) < 40 and not _VERB.search(text):
        infinitive = _INFINITIVE.search(text)
        return (
            infinitive.end()
            if infinitive
            and infinitive.start() > 4
            and not text[: infinitive.start()].endswith(("om", "uppdrag", "för", "av"))
            else None
        )
    clause = _ATT_CLAUSE.search(text, 0, 200)
    if clause and clause.start() > 4 and _VERB.search(text, 0, clause.start()) is None:
        return clause.end()  # "Direktörens rapport att notera informationen till protokollet."
    infinitive = _INFINITIVE.search(text)
    opening = text.split(" ", 1)[0]
    for m in re.finditer(r"(?<=[\wåäö)\"”?!.] )(?=[A-ZÅÄÖ\"”][\wåäö]|[A-ZÅÄÖ]\s[A-ZÅÄÖ]\s|\d+\s[a-zåäö])", text[:600]):
        before = text[: m.start()].rstrip().split()
        if not before:
            continue
        again = len(opening) > 5 and text.startswith(opening, m.start())
        soon = _SENTENCE_SOON.match(text, m.start()) is not None
        if len(before) < 2:
            if soon or (again and _VERB.search(text, m.start(), m.start() + 90)):
                return m.start()
            continue
        word = before[-1].strip('()"”').lower()
        if (
            infinitive
            and infinitive.start() > 4
            and infinitive.start() < m.start()
            and text[infinitive.end() : infinitive.end() + 3] != "att"
        ):
            break
        ended = before[-1].endswith((".", "?", "!")) and len(before[-1]) > 3
        if (
            not ended
            and not again
            and (word in JOINS or (before[-1][0].isupper() and not before[-1].endswith(")") and len(before) > 1))
        ):
            continue
        stop = re.search(r"[.!?](?:\s|$)", text[m.start() : m.start() + 400])
        sentence = text[m.start() : m.start() + (stop.start() if stop else 160)]
        verb = _VERB.search(sentence)
        if ended or (verb and verb.start() < 90):
            return m.start()
    if (
        infinitive
        and infinitive.start() > 4
        and text[infinitive.end() : infinitive.end() + 3] != "att"
        and not text[: infinitive.start()].endswith((" att", " om", " och", "uppdrag"))
    ):
        return infinitive.end()
    return None


def hinted(text: str, hint: str) -> int | None:
    """Where the title ends in text, by the portal's own title of the paper; None where they do not agree."""
    if len(hint) < 12:
        return None
    words = hint.split()
    for k in range(min(len(words), 12)):
        suffix = " ".join(words[k:])
        if len(suffix) < 12:
            return None
        if text.startswith(suffix):
            following = text[len(suffix) : len(suffix) + 3]
            return len(suffix) if re.match(r"[.:]?\s+[A-ZÅÄÖ\d(]", following + "  ") or not following else None
    return None
