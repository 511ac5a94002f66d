"""Where each item of the minutes begins, its number, registry number and title: pieces in, raw items out.

The sign may be lost, the number carry a body's prefix or a year, the contents repeat every number: ascending order decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from samverkan.core.reading.headings import Piece
from samverkan.core.reading.lines import Line
from samverkan.core.reading.passage import Passage
from samverkan.core.reading.registry import registry_in
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


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


_PREFIX = r"(?:(?P<prefix>[A-ZÅÄÖ]{1,5}|[A-ZÅÄÖ][a-zåäö]{1,3})\s?)"
_SIGN = Wording(rf"(?:(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{{0,4}}\s)?{_PREFIX})?§\s?(?P<n>\d{{1,4}})(?:[/:]\d{{2,4}})?(?![\d,–-])(?!\s?(?:§|och\s\d|kap|i\s(?:lag|regl)|st\b))")
_RANGE = Wording(r"§§")
_OLD = Wording(r"(?P<n>\d{1,4})\s?§(?=\s*$|\s+[A-ZÅÄÖ])")
_BODY_NUMBER = Wording(r"(?P<prefix>K[SFs]|Ks|Kf|KSAU|AU|S[ON]N?|Sn|Son|[RL][SFD]|FHR|[A-ZÅÄÖ]{2,4}N|B[Uu][Nn](?:[Aa][Uu])?|K[Ss][Aa][Uu]|KS\sAU|S[Nn]\s?A[Uu])\s(?P<n>\d{1,4})(?![\d/:.-])(?=\s*$|\s+(?:[A-ZÅÄÖ][\wåäö.]|[Dd]nr))")
_LOST_LABELLED = Wording(r"(?:(?<=\s)|^)(?P<n>\d{1,4})\s(?=(?:D\s?nr|Dnr|DNR|[A-ZÅÄÖ]{2,4}\s?\d{4}[/-]\d))")
_LOST = Wording(r"(?:(?<=\s)|^)(?P<n>\d{1,3})\.?\s(?=[A-ZÅÄÖ][a-zåäö]{2,})")
_NO_NUMBER = Wording(r"(?:(?:Ks|Kf|KS|KF|Sn|SN)\s)?(?P<dnr>\(?Dnr(?=[\s:.)]))")
_IN_CHAIN = Wording(r"\d{1,3}\s(?:Justera|Utdrag|Sekr|Ordf|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)")
_CHAINED = Wording(r"(?<![\wåäö])[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,3}\s\d{1,4}\s$")
_CASE = Wording(r"(?:Ärende|ÄRENDE)\s(?P<n>\d{1,3})\.?(?=\s*$|\s+[A-ZÅÄÖ:–-])|(?:Nr)\s(?P<n2>\d{1,4})\.(?=\s)")
_AGENDA = Wording(r"(?:(?<=\s)|^)(?P<n>\d{1,2})[.)]\s+(?=[A-ZÅÄÖ\"”])")
_AGENDA_BARE = Wording(r"(?P<n>\d{1,2})\s(?=[A-ZÅÄÖ][a-zåäö])")
_DOTS = Wording(r"\.{3,}\s*\d*\s*$|\s\d{1,3}(?:\s?[-–]\s?\d{1,3})?\s*$")
_PAGED = Wording(r"^(?:\d{1,3}\s)?.{0,80}?(?:\[\d+\]|\d{1,3}\s?\(\d{1,3}\))")


@dataclass(slots=True)
class _Start:
    piece: int
    offset: int  # in the piece's text, where the item's header begins
    after: int  # in the piece's text, where the number ends
    number: int
    at: tuple[int, int]  # the number's place in the piece's text
    strong: bool
    prefix: str | None


def numbered_items(pieces: list[Piece], hint: str = "") -> list[RawItem]:
    """The items of minutes, by § or what stands for it; empty where none is numbered. `hint`: a portal's title for the paper."""
    return _build(pieces, _chosen(pieces, list(_starts(pieces))), hint)


def agenda_items(pieces: list[Piece]) -> list[RawItem]:
    """The items of a summons: ascending agenda numbers at a line's start or glued; a scrambled column is paired by order."""
    starts = []
    expected: int | None = None
    inner: int | None = None  # the next number of a list inside the item at hand
    for i, piece in enumerate(pieces):
        if piece.heading is not None or piece.line.furniture:
            inner = None
            continue
        text = piece.line.text
        if _AGENDA_BARE.match(text) and (expected is None or text.startswith(f"{expected} ")) and _numbered_entry(pieces, i):
            m = _AGENDA_BARE.match(text)
            assert m is not None
            starts.append(_Start(i, 0, m.end(), int(m["n"]), m.span("n"), True, None))
            expected = int(m["n"]) + 1
            continue
        for m in _AGENDA.finditer(text):
            n = int(m["n"])
            if n == 1 and expected is not None and expected > 1:
                inner = 2
                continue
            if inner is not None and n == inner:
                inner += 1
                continue
            if (expected is None and n <= 60) or n == expected:
                inner = None
                starts.append(_Start(i, m.start(), m.end(), n, m.span("n"), True, None))
                expected = n + 1
    if len(starts) == 1 and starts[0].number != 1:
        return []
    return _unscrambled(_build(pieces, starts))


def _unscrambled(items: list[RawItem]) -> list[RawItem]:
    """Where several titles stand first, then their numbers, then their decisions, the last of each belong together."""
    for k, item in enumerate(items):
        heads = [i for i, p in enumerate(item.pieces) if p.heading is not None and p.heading.kind in ("decision", "proposal")]
        begins = [i for n, i in enumerate(heads) if n == 0 or i > heads[n - 1] + 1]
        header = item.header[0] if item.header else None
        numbers = item.numbers
        count = len(begins)
        if header is None or count < 2 or len(numbers) != count or k + 1 < count:
            continue
        group = items[k + 1 - count : k + 1]
        if any(one.pieces for one in group[:-1]):
            continue
        edges = [*begins, len(item.pieces)]
        held = item.pieces
        for n, one in enumerate(group):
            one.registry_number = numbers[n]
            one.pieces = held[edges[n] : edges[n + 1]]
    return items


def _numbered_entry(pieces: list[Piece], at: int) -> bool:
    """A bare number and title with a registry number or a section right under it."""
    return any(p.heading is not None or registry_in(p.line.text, bare=False) is not None for p in pieces[at + 1 : at + 3])


def _starts(pieces: list[Piece]) -> Iterator[_Start]:
    documents = False
    for i, piece in enumerate(pieces):
        if piece.heading is not None:
            documents = piece.heading.kind == "documents"
            continue
        if piece.line.furniture:
            continue
        text = piece.line.text
        long = len(text) > 160
        if "§" in text:
            yield from _with_sign(i, text, long=long, documents=documents)
        m = _CASE.match(text) if text[0] in "ÄN" else None
        if m:
            n = m["n"] or m["n2"]
            yield _Start(i, 0, m.end(), int(n), m.span("n" if m["n"] else "n2"), True, None)
        headed = i > 0 and pieces[i - 1].line.furniture and pieces[i - 1].line.text[:1].isdigit()
        if text[0].isdigit() or text[0].isupper() or long or headed:
            yield from _without_sign(i, text, long=long, headed=headed)


def _with_sign(i: int, text: str, *, long: bool, documents: bool) -> Iterator[_Start]:
    m = _SIGN.match(text)
    if m:
        if not (documents and m["prefix"] is None and len(text) > 12 and re.search(r"\d{4}-\d\d-\d\d|[A-Z]{2}", text[m.end() : m.end() + 14]) and not text.startswith("§")):
            yield _Start(i, 0, m.end(), int(m["n"]), m.span("n"), not _reference_like(text, m.end()), m["prefix"])
        return
    m = _OLD.match(text)
    if m:
        yield _Start(i, 0, m.end(), int(m["n"]), m.span("n"), True, None)
        return
    if long:
        for m in _SIGN.finditer(text):
            before, after = text[: m.start()].rstrip(), text[m.end() : m.end() + 3]
            if (not before or before[-1] in ".)]:" or before[-1].isdigit() or before.split()[-1].isupper()) and re.match(r"\s+[A-ZÅÄÖ\d]", after + " A"[: 3 - len(after)]):
                yield _Start(i, m.start(), m.end(), int(m["n"]), m.span("n"), False, m["prefix"])


def _reference_like(text: str, after: int) -> bool:
    """"§ 12, 2021-03-04" or "§ 50 SN Avtal ..." in a list: points at another decision."""
    return re.match(r"\s?(?:,|\(|den\s\d|\d{4}-\d\d-\d\d)", text[after : after + 12]) is not None


def _without_sign(i: int, text: str, *, long: bool, headed: bool) -> Iterator[_Start]:
    if headed and (m := _NO_NUMBER.match(text)):
        yield _Start(i, 0, m.end() - len(m["dnr"]), 0, (0, 0), True, None)
        return
    if headed and (m := _LOST.match(text)) and not _IN_CHAIN.match(text):
        yield _Start(i, 0, m.end(), int(m["n"]), m.span("n"), True, None)
    m = _BODY_NUMBER.match(text)
    if m:
        yield _Start(i, 0, m.end(), int(m["n"]), m.span("n"), True, m["prefix"])
        if not long:
            return
    m = _LOST_LABELLED.match(text)
    if m:
        yield _Start(i, 0, m.end(), int(m["n"]), m.span("n"), True, None)
        return
    paged = _PAGED.match(text)
    if not (long or paged):
        if len(text) > 5 and (m := _LOST.match(text)) and not text[m.end("n")] == ".":
            yield _Start(i, 0, m.end(), int(m["n"]), m.span("n"), False, None)
        return
    for pattern, prefixed, strong in ((_BODY_NUMBER, True, True), (_LOST_LABELLED, False, True)):
        for m in pattern.finditer(text):
            if prefixed is False and re.search(r"[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,4}\s$", text[: m.start()][-7:]):
                continue
            if (m.start() == 0 or text[m.start() - 1] == " ") and not _CHAINED.search(text, max(0, m.start() - 12), m.start()):
                yield _Start(i, m.start(), m.end(), int(m["n"]), m.span("n"), strong and m.start() < 160, m["prefix"] if prefixed else None)
    for m in _LOST.finditer(text):
        before = text[: m.start()].rstrip()
        page = before.endswith((")", "]"))
        if (not before or page or before[-1] == "." or before.split()[-1].isupper()) and text[m.end("n")] != "." and not re.search(r"(?:Bilaga|nr|kl|den|Sida|Blad|Box|plan|\d{3})\.?$", before):
            yield _Start(i, m.start(), m.end(), int(m["n"]), m.span("n"), page and m.start() < 120, None)


def _chosen(pieces: list[Piece], starts: list[_Start]) -> list[_Start]:
    """The longest ascending run of starts that are sure or follow by one; contents and pointers fall away."""
    starts.sort(key=lambda s: (s.piece, s.offset))
    signed = any("§" in pieces[s.piece].line.text[s.offset : s.after] for s in starts if s.strong)
    heads = [i for i, p in enumerate(pieces) if p.heading is not None]
    by_number: dict[int, list[_Start]] = {}
    for s in starts:
        by_number.setdefault(s.number, []).append(s)
    chosen: list[_Start] = []
    last: int | None = None
    numbers = {s.number for s in starts}
    for k, s in enumerate(starts):
        if s.number == 0:
            if not signed:
                chosen.append(s)
            continue
        sign = "§" in pieces[s.piece].line.text[s.offset : s.after]
        if signed and not sign and s.prefix is None:
            continue
        following = last is not None and s.number == last + 1
        paired = last is None and s.number >= 10 and {s.number + 1, s.number + 2} <= numbers
        if not s.strong and not following and not paired and not (last is None and _holds(pieces, starts, k, heads)):
            continue
        if last is not None and not (last < s.number <= last + 60):
            continue
        last_same = by_number[s.number][-1]
        if (last_same.piece, last_same.offset) > (s.piece, s.offset) and not _holds(pieces, starts, k, heads):
            continue  # the contents: the item itself comes later
        if _is_contents(pieces, starts, k, heads):
            continue
        chosen.append(s)
        last = s.number
    return chosen


def _holds(pieces: list[Piece], starts: list[_Start], k: int, heads: list[int]) -> bool:
    """Whether something that makes an item, a heading, stands between this start and the next."""
    here = starts[k].piece
    after = next((s.piece for s in islice(starts, k + 1, k + 40) if s.piece > here and s.strong and s.number != starts[k].number), len(pieces))
    at = bisect_right(heads, here)
    return at < len(heads) and heads[at] < after


def _is_contents(pieces: list[Piece], starts: list[_Start], k: int, heads: list[int]) -> bool:
    text = pieces[starts[k].piece].line.text
    if not _DOTS.search(text[starts[k].after :]):
        return False
    beside = starts[max(0, k - 3) : k + 4]
    return not _holds(pieces, starts, k, heads) and ("..." in text or any(abs(s.piece - starts[k].piece) in (1, 2) for s in beside))


def _build(pieces: list[Piece], starts: list[_Start], hint: str = "") -> list[RawItem]:
    items: list[RawItem] = []
    for k, s in enumerate(starts):
        line = pieces[s.piece].line
        section = Cited(str(s.number), Span(line.start + s.at[0], line.start + s.at[1])) if s.number else None
        held: list[Piece] = []
        stop = starts[k + 1] if k + 1 < len(starts) else None
        first_end = stop.offset if stop is not None and stop.piece == s.piece else len(line.text)
        rest = line.text[s.after : first_end]
        if rest.strip():
            held.append(Piece(_slice(line, s.after, first_end), None))
        if stop is None or stop.piece > s.piece:
            held.extend(pieces[s.piece + 1 : stop.piece if stop else len(pieces)])
            if stop is not None and stop.offset:
                held.append(Piece(_slice(pieces[stop.piece].line, 0, stop.offset), None))
        item = RawItem(section, line.start + s.offset, held, prefix=s.prefix)
        item.end = max((p.line.end for p in held if not p.line.furniture), default=line.start + s.after)
        _before(item, pieces, s)
        head(item, hint)
        items.append(item)
    return items


def _before(item: RawItem, pieces: list[Piece], s: _Start) -> None:
    """A registry number printed on the line above the number."""
    if s.offset == 0 and s.piece > 0 and pieces[s.piece - 1].heading is None:
        line = pieces[s.piece - 1].line
        found = registry_in(line.text, bare=True)
        if found and found.number and found.start <= 2 and found.end >= len(line.text) - 2:
            a, b = found.number
            item.registry_number = Cited(line.text[a:b], Span(line.start + a, line.start + b))


def _slice(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    stripped = text.strip()
    lead = text.index(stripped) if stripped else 0
    return Line(line.start + start + lead, line.start + start + lead + len(stripped), stripped, line.gap if start == 0 else False, line.furniture)


# ------------------------------------------------------------------ the header: registry number and title

_CHAIN = Wording(r"^(?:(?:[A-ZÅÄÖ]{2,5}|[A-ZÅÄÖ][a-zåäö]{1,3}|[Aa]rbetsutskottet)\s?§?\s?\d{1,4}(?:/\d{2,4})?\s*(?:,\s*)?)+(?=\s|$)")
_EMPTY_NUMBER = Wording(r"\(?Dnr[\s,:.]*\)\s*|Dnr\s?:?\s(?=[A-ZÅÄÖ][a-zåäö])")
_CODE_AFTER = Wording(r"\s(?:\d{2,3}|[A-ZÅÄÖ]{2,4}-\d{1,3})(?=\s|$)")
_MARK = Wording(r"^[-–—•*·:,/.|\s)]+|[-–—:,/|\s(]+$")
_URL = Wording(r"(?i)diariekod|https?://|www\.|utskriven?\s|utskrivet\s|skriv ut|save this pdf|publicerad|uppdaterad")
_VERB = Wording(
    r"(?<![\wåäö])(?:är|var|har|hade|gör|gjorde|hälsar|hälsade|meddelar|meddelade|presenterar|presenterade|berättar|berättade|rapporterar|håller|går|visar|tackar|läser|deltar|begär|besvarar|återkommer|behöver|måste|inledde|inleder|förklarade|förelåg|föreligger|ska|skall|skulle|kan|kunde|vill|ville|tog|gav|fick|får|finns|fanns|blev|blir|kommer|kom|sker|pågår|gäller|avser|framgår|innebär|"
    r"beslutar|beslutade|föreslår|föreslog|föreslås|godkänner|anmäler|redovisar|informerar|informerade|lämnar|lämnade|öppnar|öppnade|föredrar|"
    r"utses|utser|väljs|godkänns|antas|fastställs|fastställer|noterar|bordläggs|återremitteras|avslås|önskar|anför|yrkar|ställer|inkom|"
    r"[a-zåäö]{3,}(?:ades|ade|erades|erade|erar|eras|[nldgrt]des|tes))(?![\wåäö])"
)
_SENTENCE_SOON = Wording(r"(?:Godkändes|Utsågs|Valdes|Antecknades|Beslutades|Fastställdes|Att\s|(?:Ordföranden?|[A-ZÅÄÖ][\wåäö]+(?:en|et))\s[a-zåäö]{2,}(?:ade|ar|er|te)\s)")
_INFINITIVE = Wording(r"\s(?=(?:fastställa|godkänna|anta|avslå|uppdra|notera|utse|bifalla|återremittera|bordlägga|överlämna|föreslå|tillstyrka|avstyrka|besluta|lägga|ställa|att)\s)")
JOINS = frozenset(
    "av för till och i på om mellan med från samt under vid mot enligt angående avseende rörande gällande beträffande inom eller en ett den det nya ny "
    "gemensam gemensamma sin sitt sina hos hälso- vård- barn- utan per inför efter över genom kring".split()
)


def head(item: RawItem, hint: str = "") -> None:
    """Take registry number and title from the item's first pieces; what is left are its sections."""
    title_lines: list[Line] = []
    pieces = item.pieces
    used = 0
    for used, piece in enumerate(pieces):  # noqa: B007  # the index is read after the loop
        line = piece.line
        if line.furniture:
            continue
        if piece.heading is not None and not (not title_lines and piece.heading.kind in ("background", "justering", "documents", "dissent", "handling") and _titled(pieces, used)):
            break
        text = line.text
        if _URL.search(text):
            continue
        rest, ended = _registry(item, line)
        if rest is None:
            continue
        if title_lines and _ends_title(title_lines, rest, ended=False):
            break
        cut = hinted(rest.text, hint) or _title_cut(rest.text)
        if cut is not None:
            if cut > 0:
                title_lines.append(_slice(rest, 0, cut))
            pieces[used] = Piece(_slice(rest, cut, len(rest.text)), None)
            break
        title_lines.append(rest)
        if ended or sum(len(t.text) for t in title_lines) > 400:
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
        end = re.search(r"[\s:,/(|–-]+$", text)
        tail = end.start() if end and end.start() > first else tail
        if tail > first:
            item.title = passage.cited(first, tail)


def _titled(pieces: list[Piece], at: int) -> bool:
    """A title that reads like a heading ("Information"): another heading or text with its own headings follows."""
    return any(p.heading is not None for p in pieces[at + 1 : at + 4]) or at + 1 < len(pieces)


def _registry(item: RawItem, line: Line) -> tuple[Line | None, bool]:
    """The line without registry number and preparatory chain; None where nothing is left; and whether the title ends there."""
    text, start = line.text, 0
    empty = _EMPTY_NUMBER.match(text)
    if empty:
        start = empty.end()
    chain = _CHAIN.match(text)
    if chain and (chain.end() < len(text) or "§" in text or text[:2].lower() == "au") and not registry_in(text[: chain.end()], bare=True):
        start = chain.end()
    found = registry_in(text, bare=item.registry_number is None, start=start)
    if found is None:
        return (_slice(line, start, len(text)) if text[start:].strip() else None), False
    if found.number and item.registry_number is None:
        a, b = found.number
        item.registry_number = Cited(text[a:b], Span(line.start + a, line.start + b))
    elif found.number is None and item.registry_number is None:
        item.registry_cut = Span(line.start + found.start, line.start + found.end)
    if found.number:
        item.numbers.append(Cited(text[slice(*found.number)], Span(line.start + found.number[0], line.start + found.number[1])))
        at = found.end
        while (more := registry_in(text, bare=True, start=at)) and more.number and not text[at : more.start].strip(" ,;"):
            item.numbers.append(Cited(text[slice(*more.number)], Span(line.start + more.number[0], line.start + more.number[1])))
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
            return _slice(line, start, found.start), True
        return _slice(line, start, found.start) if len(before) >= len(text[tail:]) else _slice(line, tail, len(text)), False
    if before:
        return _slice(line, start, found.start), False
    if text[tail:].strip():
        return _slice(line, tail, len(text)), False
    return None, False


def _late_registry(item: RawItem) -> None:
    """A registry number on the line right after the title."""
    for i, piece in enumerate(item.pieces[:3]):
        if piece.heading is not None or piece.line.furniture:
            continue
        found = registry_in(piece.line.text, bare=True)
        if found and found.number and found.start <= 2 and found.end >= len(piece.line.text) - 12:
            a, b = found.number
            item.registry_number = Cited(piece.line.text[a:b], Span(piece.line.start + a, piece.line.start + b))
            del item.pieces[i]
        break


def _ends_title(lines: list[Line], nxt: Line, *, ended: bool) -> bool:
    """Whether the next line begins the text: after a blank line, or a sentence that a title's line does not continue."""
    last = lines[-1].text
    if nxt.text[0] in "•·*" or nxt.text[:2] in ("- ", "– "):
        return True
    if nxt.gap and not (last.split()[-1].lower() in JOINS or last.endswith("-")):
        return True
    if nxt.text[0].islower() or last.endswith("-") or last.split()[-1].lower().strip("(") in JOINS:
        return False
    first_lines = len(lines[0].text)
    if nxt.text[0].isupper() and len(last) < 38 and first_lines < 60:
        return True
    sentence = _VERB.search(nxt.text) is not None and ("." in nxt.text or len(nxt.text) > 60)
    return ended or sentence


def _title_cut(text: str) -> int | None:
    """Where, in a line that holds title and text glued, the text begins; None where it is all title."""
    if len(text) < 40 and not _VERB.search(text):
        infinitive = _INFINITIVE.search(text)
        return infinitive.end() if infinitive and infinitive.start() > 10 and not text[: infinitive.start()].endswith(("om", "uppdrag", "för", "av")) else None
    infinitive = _INFINITIVE.search(text)
    for m in re.finditer(r"(?<=[\wåäö)\"”?!.] )(?=[A-ZÅÄÖ\"”][\wåäö]|\d+\s[a-zåäö])", text[:600]):
        before = text[: m.start()].rstrip().split()
        if not before:
            continue
        if len(before) < 2 and not _SENTENCE_SOON.match(text, m.start()):
            continue
        word = before[-1].strip("()\"”").lower()
        if infinitive and infinitive.start() > 10 and infinitive.start() < m.start() and text[infinitive.end() : infinitive.end() + 3] != "att":
            break
        ended = before[-1].endswith((".", "?", "!")) and len(before[-1]) > 3
        if not ended and (word in JOINS or before[-1][0].isupper() and not before[-1].endswith(")") and len(before) > 1):
            continue
        stop = re.search(r"[.!?](?:\s|$)", text[m.start() : m.start() + 400])
        sentence = text[m.start() : m.start() + (stop.start() if stop else 160)]
        verb = _VERB.search(sentence)
        if ended or (verb and verb.start() < 90):
            return m.start()
    if infinitive and infinitive.start() > 10 and text[infinitive.end() : infinitive.end() + 3] != "att" and not text[: infinitive.start()].endswith((" att", " om", " och", "uppdrag")):
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
