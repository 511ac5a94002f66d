"""Where items of minutes may begin: every number that stands like one, with § or what is left of it. Pieces in, starts out.

The sign may be lost, the number carry a body's prefix or a year; which of the starts are items' is asked in items.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from samverkan.core.reading.names import bodies_in
from samverkan.core.reading.registry import registry_in
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.reading.headings import Piece


_PREFIX = r"(?:(?P<prefix>[A-ZÅÄÖ]{1,5}|[A-ZÅÄÖ][a-zåäö]{1,3})\s?)"
_SIGN = Wording(
    rf"(?!(?:Se|Jfr|Av|Den|Vid|För|Enl|Mot|Och|Med)\s)(?:(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{{0,4}}\s)?{_PREFIX})?§\s?(?P<n>\d{{1,4}})(?:[/:]\d{{2,4}})?(?![\d,–-])(?!\s?(?:§|"
    rf"och\s\d|kap|i\s(?:lag|regl)|st\b))"
)
_RANGE = Wording(r"§§")
_OLD = Wording(r"(?P<n>\d{1,4})\s?§(?=\s*$|\s+[A-ZÅÄÖ])")
_BODY_NUMBER = Wording(
    r"(?P<prefix>K[SFs]|Ks|Kf|KSAU|AU|S[ON]N?|Sn|Son|[RL][SFD]|FHR|[A-ZÅÄÖ]{2,4}N|"
    r"[A-ZÅÄÖ]{2}U|B[Uu][Nn](?:[Aa][Uu])?|K[Ss][Aa][Uu]|KS\sAU|"
    r"S[Nn]\s?A[Uu])\s(?P<n>\d{1,4})(?:/(?:19|20)\d\d)?(?![\d/:.-])(?=\s*$|\s+(?:[A-ZÅÄÖ][\wåäö.]|[Dd]nr))"
)
_LOST_LABELLED = Wording(
    r"(?:(?<=\s)|^)(?P<n>\d{1,4})\s(?=(?:D\s?nr|Dnr|DNR|[A-ZÅÄÖ]{2,4}\s?\d{1,4}[/-]\d|[A-ZÅÄÖ]{2,4}/\s[A-ZÅÄÖ]))"
)
_LOST = Wording(r"(?:(?<=\s)|^)(?P<n>\d{1,3})\.?\s(?=[A-ZÅÄÖ][a-zåäö]+)(?!(?:K[sf]|Au|Sn)\s\d)")
_PAGE_HEAD = Wording(r"^\d|\d\s?\(\d+\)$|[Pp]rotokoll$|PROTOKOLL$")
_CAPS_TITLE = Wording(r"(?P<n>\d{1,4})\s(?=[A-ZÅÄÖ]{4,}\s[A-ZÅÄÖ]{2,})")
_YEAR_NUMBER = Wording(r"(?:19|20)\d\d-(?P<n>\d{1,4})\s(?=[A-ZÅÄÖ][a-zåäö])")
_NO_NUMBER = Wording(r"(?:(?:Ks|Kf|KS|KF|Sn|SN)\s)?(?P<dnr>\(?Dnr(?=[\s:.)]))")
_IN_CHAIN = Wording(
    r"\d{1,3}\s(?:Justera|Utdrag|Sekr|Ordf|Organ|Plats|Tid(?:punkt)?|Datum|Närvarande|Beslutande|Ledamöter|januari|februari|mars|april|maj|juni|juli|augusti|"
    r"september|oktober|november|december)"
)
_CHAINED = Wording(r"(?<![\wåäö])[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,3}\s\d{1,4}\s$")
_CASE = Wording(r"(?:Ärende|ÄRENDE)\s(?P<n>\d{1,3})\.?(?=\s*$|\s+[A-ZÅÄÖ:–-])|(?:Nr)\s(?P<n2>\d{1,4})\.(?=\s)")
_PAGED = Wording(r"^(?:\d{1,3}\s)?.{0,80}?(?:\[\d+\]|\d{1,3}\s?\(\d{1,3}\))")


@dataclass(slots=True)
class Start:
    """Where an item begins: the piece, and the places of its number in the piece's text."""

    piece: int
    offset: int  # in the piece's text, where the item's header begins
    after: int  # in the piece's text, where the number ends
    number: int
    at: tuple[int, int]  # the number's place in the piece's text
    strong: bool
    prefix: str | None
    title: tuple[int, int] | None = None  # where the title stands before the number


_AFTER_PEOPLE = Wording(
    r"(?:sekreterare|ordförande|justerare|chef|direktör|handläggare|strateg|controller|ekonom|dagens\sprotokoll|\([A-ZÅÄÖ]{1,4}\)|\s[A-ZÅÄÖ][\wåäö]*\s[A-ZÅÄÖ][\wåäö]*)$"
)

_ADDRESS = Wording(
    r"(?:Postadress|Besöksadress|Telefon|Telefax|Växel|Fax|E-post|Box|Sida|Datum|Tid|Plats|Kl)(?![a-zåäö])"
)


def with_earlier(pieces: list[Piece], chosen: list[Start]) -> list[Start]:
    """In glued text, up to five numbers right before the first, which no full stop announced, stand before it."""
    text = pieces[chosen[0].piece].line.text if chosen else ""
    if len(text) <= 160 or "§" in text[chosen[0].offset : chosen[0].after]:
        return chosen
    i, earlier = chosen[0].piece, list(_LOST.finditer(text, 1, chosen[0].offset + 2))
    for m in reversed(earlier[-40:]):
        n = chosen[0].number - 1
        if int(m["n"]) == n >= 1 and m.end() <= chosen[0].offset and not _ADDRESS.match(text, m.end()):
            chosen.insert(0, Start(i, m.start(), m.end(), n, m.span("n"), True, None))
    return chosen


def _goes_on(number: int, text: str, at: int, after: int) -> bool:
    """Whether a number after a full stop is followed by the next, or the one after it, later in the text."""
    return text[max(0, at - 2) : at] == ". " and any(
        0 < int(m["n"]) - number <= 2 for m in islice(_LOST.finditer(text, after), 20)
    )


def in_running_text(pieces: list[Piece]) -> list[Start]:
    """Items of pages glued to a line each: the first number stands after those present or before a registry number."""
    found: list[Start] = []
    for i, piece in enumerate(pieces):
        text = piece.line.text
        if not found and piece.heading is not None and piece.heading.kind in ("decision", "proposal"):
            break
        if piece.heading is not None or piece.line.furniture or len(text) <= 160:
            continue
        labelled = {m.start(): m for m in _LOST_LABELLED.finditer(text, 1)}
        numbers = {m.start(): m for m in _LOST.finditer(text, 1)} | labelled
        for at, m in sorted(numbers.items()):
            n = int(m["n"])
            people = _AFTER_PEOPLE.search(text[max(0, at - 40) : at].rstrip()) and not _ADDRESS.match(text, m.end())
            if 1 <= n - found[-1].number <= 2 if found else people or at in labelled or _goes_on(n, text, at, m.end()):
                found.append(Start(i, at, m.end(), n, m.span("n"), True, None))
    return found


def starts_in(pieces: list[Piece]) -> Iterator[Start]:
    """Every place where an item may begin, in order."""
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
            yield Start(i, 0, m.end(), int(n), m.span("n" if m["n"] else "n2"), True, None)
        if _ALONE.fullmatch(text) and _titled(pieces, i):
            yield Start(i, 0, len(text), int(text), (0, len(text)), True, None)
            continue
        headed = i > 0 and pieces[i - 1].line.furniture and _PAGE_HEAD.search(pieces[i - 1].line.text) is not None
        if text[0].isdigit() or text[0].isupper() or long or headed:
            yield from _without_sign(i, text, long=long, headed=headed)


_ALONE = Wording(r"\d{1,3}")
_TITLE_LINE = Wording(r"[A-ZÅÄÖ][a-zåäö]+\s.{8,160}")


def _titled(pieces: list[Piece], at: int) -> bool:
    """A number alone on its line at a page's top, a title right under it and then a heading, a registry number or a sentence."""
    if at == 0 or at + 2 >= len(pieces):
        return False
    above = pieces[at - 1]
    if not (above.line.furniture or _ALONE.fullmatch(above.line.text)):
        return False
    title, after = pieces[at + 1], pieces[at + 2]
    if title.heading is not None or title.line.furniture or not _TITLE_LINE.fullmatch(title.line.text):
        return False
    return (
        after.heading is not None or registry_in(after.line.text, bare=True) is not None or after.line.text[-1:] == "."
    )


def _with_sign(i: int, text: str, *, long: bool, documents: bool) -> Iterator[Start]:
    m = _SIGN.match(text)
    if m:
        if not (
            documents
            and m["prefix"] is None
            and len(text) > 12
            and re.search(r"\d{4}-\d\d-\d\d|[A-Z]{2}", text[m.end() : m.end() + 14])
            and not text.startswith("§")
        ):
            elsewhere = _reference_like(text, m.end()) or (documents and _anothers(text, m.end()))
            yield Start(i, 0, m.end(), int(m["n"]), m.span("n"), not elsewhere, m["prefix"])
        return
    m = _OLD.match(text)
    if m:
        yield Start(i, 0, m.end(), int(m["n"]), m.span("n"), True, None)
        return
    if long:
        for m in _SIGN.finditer(text):
            before, after = text[max(0, m.start() - 60) : m.start()].rstrip(), text[m.end() : m.end() + 3]
            if (
                not before or before[-1] in ".)]:" or before[-1].isdigit() or before.split()[-1].isupper()
            ) and re.match(r"\s+[A-ZÅÄÖ\d]", after + " A"[: 3 - len(after)]):
                yield Start(i, m.start(), m.end(), int(m["n"]), m.span("n"), False, m["prefix"])


def _anothers(text: str, after: int) -> bool:
    """ "§ 50 SN Avtal ..." among the documents: another body's decision."""
    return re.match(r"\s[A-ZÅÄÖ]{2,5}\s[A-ZÅÄÖ]?[a-zåäö]", text[after : after + 10]) is not None


def _reference_like(text: str, after: int) -> bool:
    """ "§ 12, 2021-03-04" in a list: points at another decision."""
    return re.match(r"\s?(?:,|\(|den\s\d|\d{4}-\d\d-\d\d)", text[after : after + 12]) is not None


_SENDER = Wording(r"(?:kansli(?:et)?|kontor(?:et)?|(?:förvaltning|avdelning|enhet)(?:en)?)\s*$")
_ORGANISATION_END = Wording(r"(?:förbund|kommun|bolag|AB|stad|region|landsting)$")
_LABELS = Wording(r"Sammanträdes|Datum|Sida|Blad|PROTOKOLL|rotokoll|Organ\s")


def _is_title(text: str) -> bool:
    """Whether what stands before a number is the item's title, and neither the page's header nor a body's name."""
    text = text.strip()
    if len(text) < 5 or ". " in text or not text[0].isupper() or _LABELS.search(text):
        return False
    if _ORGANISATION_END.search(text) or _SENDER.search(text):
        return False
    names = bodies_in(text)
    return not (names and names[0].start == 0 and names[-1].end >= len(text) - 16)


def _after_registry(text: str) -> re.Match[str] | None:
    """ "Dnr 2014:645/45 Ks 1 Avtal": the item's number right after its registry number."""
    if not text.startswith(("Dnr", "dnr", "DNR")):
        return None
    found = registry_in(text, bare=False, end=60)
    m = _BODY_NUMBER.search(text, found.end, found.end + 14) if found else None
    return m if m and found and not re.search(r"[A-ZÅÄÖa-zåäö]", text[found.end : m.start()]) else None


def _without_sign(i: int, text: str, *, long: bool, headed: bool) -> Iterator[Start]:
    if headed and (m := _NO_NUMBER.match(text)):
        yield Start(i, 0, m.end() - len(m["dnr"]), 0, (0, 0), True, None)
        return
    if headed and (m := _LOST.match(text)) and not _IN_CHAIN.match(text):
        yield Start(i, 0, m.end(), int(m["n"]), m.span("n"), True, None)
    if headed and (m := _CAPS_TITLE.match(text) or _YEAR_NUMBER.match(text)):
        yield Start(i, 0, m.end("n"), int(m["n"]), m.span("n"), True, None)
        return
    if headed and (found := registry_in(text, bare=True)) and found.number and found.start <= 1:
        m = _LOST.match(text[found.end :].lstrip())
        if m:  # the registry number stands before the item's
            at = text.index(m["n"], found.end)
            yield Start(i, 0, at + len(m["n"]), int(m["n"]), (at, at + len(m["n"])), True, None)
            return
    if headed and (m := _BODY_NUMBER.search(text, 0, 160)) and _is_title(text[: m.start()]):
        yield Start(i, 0, m.end(), int(m["n"]), m.span("n"), True, m["prefix"], (0, m.start()))
        return
    m = _BODY_NUMBER.match(text) or _after_registry(text)
    if m:
        yield Start(i, 0, m.end(), int(m["n"]), m.span("n"), True, m["prefix"])
        if not long:
            return
    m = _LOST_LABELLED.match(text)
    if m:
        yield Start(i, 0, m.end(), int(m["n"]), m.span("n"), True, None)
        return
    paged = headed or _PAGED.match(text)
    if not (long or paged):
        if len(text) > 5 and (m := _LOST.match(text)) and text[m.end("n")] != "." and not _IN_CHAIN.match(text):
            yield Start(i, 0, m.end(), int(m["n"]), m.span("n"), False, None)
        return
    for pattern, prefixed, strong in ((_BODY_NUMBER, True, True), (_LOST_LABELLED, False, True)):
        for m in pattern.finditer(text):
            if prefixed is False and re.search(
                r"[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,4}\s$", text[max(0, m.start() - 7) : m.start()]
            ):
                continue
            if (m.start() == 0 or (text[m.start() - 1] == " " and not _matter(text, m))) and not _CHAINED.search(
                text, max(0, m.start() - 12), m.start()
            ):
                yield Start(
                    i,
                    m.start(),
                    m.end(),
                    int(m["n"]),
                    m.span("n"),
                    strong and m.start() < 160,
                    m["prefix"] if prefixed else None,
                )
    for m in _LOST.finditer(text):
        if _IN_CHAIN.match(text, m.start()):
            continue
        before = text[max(0, m.start() - 60) : m.start()].rstrip()
        page = before.endswith((")", "]"))
        if (
            (not before or page or before[-1] == "." or before.split()[-1].isupper())
            and (text[m.end("n")] != "." or int(m["n"]) >= 20)
            and not re.search(r"(?:Bilaga|nr|kl|den|Sida|Blad|Box|plan|\d{3})\.?$", before)
        ):
            yield Start(i, m.start(), m.end(), int(m["n"]), m.span("n"), page and m.start() < 120, None)


def _matter(text: str, match: re.Match[str]) -> bool:
    """Whether "LS 9/2012" after the sender's name is a matter's number, not an item's."""
    return "/" in match.group() and _SENDER.search(text[max(0, match.start() - 40) : match.start()]) is not None
