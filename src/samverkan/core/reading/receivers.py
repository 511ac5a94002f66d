"""Who gets an assignment, a delegation or a matter back: a point and its verb in, the receiver out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.reading.leads import LIST_MARK, cited_name
from samverkan.core.reading.names import BODY
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.passage import Passage
    from samverkan.core.reading.values import Act
    from samverkan.core.reading.verbs import Verb
    from samverkan.core.sources import Cited

_OBJECT_END = Wording(
    r"\s(?:att|med\srätt|i\suppdrag|uppdraget|mandat|rätt|delegation|samt|och\satt|om|under|inom|"
    r"senast|för\s(?:att|en|ett|vidare|ytterligare|fortsatt|komplettering|beredning|yttrande|"
    r"handläggning))(?![\wåäö])|[,.:;(]|\s\d"
)
_RIGHT_TO = Wording(r"(?:till|åt)\s(?=[A-Za-zåäöÅÄÖ])")


def receiver_of(passage: Passage, start: int, end: int, act: Act, verb: Verb | None) -> Cited[str] | None:
    """The receiver that text[start:end] names for an assign, delegate or refer_back; None where none is named."""
    if act not in ("assign", "delegate", "refer_back") or verb is None:
        return None
    text = passage.text
    words = text[verb.start : verb.end]
    if act == "assign":
        inside = re.match(r"(?i)(?:ger|ge|gav|lämnar|lämna)\s(?P<who>(?!i\suppdrag).+?)\s(?:i\s)?uppdrag", words)
        if words.endswith((" åt", " till")):
            return _upto(passage, verb.end + 1, end)
        if inside:
            return _trimmed(passage, verb.start + inside.start("who"), verb.start + inside.end("who"))
        if verb.word in ("får", "fick", "ges", "gavs", "åläggs"):
            middle = re.match(r"(?i)\w+\s(?P<who>[^,]{3,80}?)\si\suppdrag", words)
            if middle and not re.match(r"(?i)(?:också|även|därför|därmed|vidare|samtidigt|härmed)$", middle["who"]):
                return _trimmed(passage, verb.start + middle.start("who"), verb.start + middle.end("who"))
            return _before_verb(passage, start, verb.start)
        return _after_verb(passage, verb.end, end, (" åt ", " till "))
    if act == "delegate":
        if verb.word in ("bemyndigas", "befullmäktigas", "får", "ges"):
            return _before_verb(passage, start, verb.start)
        if verb.word.startswith(("bemyndig", "befullm")):
            return _after_verb(passage, verb.end, end, (" åt ", " "))
        if verb.word in ("ger", "ge"):
            inner = re.match(r"(?i)\w+\s(?P<who>.+?)\s(?:rätt|delegation|mandat)", words)
            return _trimmed(passage, verb.start + inner.start("who"), verb.start + inner.end("who")) if inner else None
        towards = list(_RIGHT_TO.finditer(text, verb.end, end))
        close = next(
            (
                m
                for m in towards
                if not re.match(
                    r"(?i)(?:att|vidare|exempel|följd|och\smed|dess|den\s\d|[\wåäö]+rätt(?:en)?(?![\wåäö])|"
                    r"förvaltningsrätt)",
                    text[m.end() : m.end() + 24],
                )
            ),
            None,
        )
        return _upto(passage, close.end(), end) if close else None
    towards = list(_RIGHT_TO.finditer(text, verb.end, end))
    return _upto(passage, towards[0].end(), end) if towards else None


def _before_verb(passage: Passage, start: int, at: int) -> Cited[str] | None:
    text = passage.text
    first = start
    mark = LIST_MARK.match(text, start, at)
    if mark:
        first = mark.end()
    opening = re.compile(r"(?i)(?:under\sförutsättning[^,]{0,160},\s|som\s[^,]{0,80},\s)").match(text, first, at)
    if opening:
        first = opening.end()
    tail = text[first:at].strip(" ,")
    cut = max(tail.rfind(", "), -1)
    if " och " in tail[cut:] or cut < 0 or tail[cut + 2 :].lower().startswith(("med ", "i ", "som ", "eller ")):
        cut = -1
    stop = re.search(r"\s(?:ska|har)\s|,\s(?:som|eller|med|i)\s", tail)
    last = first + (stop.start() if stop else len(tail))
    return _trimmed(passage, first, min(at, last)) if last > first else None


def _after_verb(passage: Passage, at: int, end: int, openings: tuple[str, ...]) -> Cited[str] | None:
    text = passage.text
    for opening in openings:
        if text.startswith(opening, at):
            return _upto(passage, at + len(opening), end)
    near = re.compile(r"[^,.:]{0,90}?\s(?:åt|till)\s").match(text, at, end)
    return _upto(passage, near.end(), end) if near else None


def _upto(passage: Passage, start: int, end: int) -> Cited[str] | None:
    text = passage.text
    body = re.compile(rf"{BODY}(?=[\s,.:;]|$)").match(text, start, end)
    if body and text[body.end() : body.end() + 4] != " och":
        return _trimmed(passage, body.start(), body.end())
    stop = _OBJECT_END.search(text, start, end)
    return _trimmed(passage, start, stop.start() if stop else end)


def _trimmed(passage: Passage, start: int, end: int) -> Cited[str] | None:
    text = passage.text
    while start < end and not (text[start].isalnum()):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == ")"):
        end -= 1
    return cited_name(passage, start, end) if end > start else None
