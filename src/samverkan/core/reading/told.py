"""What a text only tells of: acts of the past, acts to come, and assignments given elsewhere. Background in, told acts out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.dates import PartialDate
from samverkan.core.reading.acts import act_of
from samverkan.core.reading.conditions import conditions_in
from samverkan.core.reading.dating import Dated, dates_in
from samverkan.core.reading.names import bodies_in
from samverkan.core.reading.references import references_in
from samverkan.core.reading.values import Assignment, Told
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.passage import Passage
    from samverkan.core.reading.values import Act, Decision
    from samverkan.core.sources import Cited

_TRIGGER = Wording(
    r"(?i)(?<![\wåäö])(?P<past>beslutade|beslöt|beslutat|fattades|fattade|gav|godkände|antog|"
    r"fastställde|bordlade|återremitterade|avslog|uppdrog|förlängde|tecknade|ingick|"
    r"upphävde)(?![\wåäö])|"
    r"(?<![\wåäö])(?P<refrain>avstår|avstod)\s(?:\w+\s){0,2}från|(?<![\wåäö])(?P<sade>sade|"
    r"har\ssagt)\s(?:\w+\s){0,4}upp(?![\wåäö])|"
    r"(?<![\wåäö])(?P<plan>kommer(?:\satt)?\s(?:ta\supp|besluta|behandla|fatta|pröva)|planeras|"
    r"planerar|påbörjas|avses\s|ska\stas\supp|väntas)(?![\wåäö])|"
    r"(?P<task>uppdraget\satt|i\suppdrag\satt|(?:är|var)\suppdraget)"
)
_ASSIGN = Wording(
    r"(?i)(?<![\wåäö])(?P<verb>gav|ger|har\sgett|har\sgivit|fick|har\sfått|"
    r"gavs)\s(?P<between>[^.;]{0,160}?)i\suppdrag\satt\s|(?<![\wåäö])(?P<is>är|"
    r"var)\suppdraget\satt\s|"
    r"(?<![\wåäö])uppdrog\såt\s(?P<who>[^.;]{3,80}?)\satt\s"
)
_SENTENCE = Wording(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_CLAUSE = Wording(r",?\soch\s(?=samtidigt|därefter|därmed|i\ssamband)|;\s")
_YEAR = Wording(r"(?i)(?:under\s)?(?:hösten|våren|sommaren|vintern|år|början\sav|slutet\sav)\s(?P<y>20\d\d)")


class _Sentence(NamedTuple):
    start: int
    end: int


def told_in(passage: Passage) -> tuple[list[Told], list[Assignment]]:
    """The acts and assignments that a background passage tells of."""
    text = passage.text
    told: list[Told] = []
    given: list[Assignment] = []
    if _TRIGGER.search(text) is None:
        return told, given
    for sentence in _sentences(text):
        for clause in _clauses(text, sentence):
            m = _TRIGGER.search(text, clause.start, clause.end)
            if m is None:
                continue
            date = _date(text, clause) or (_date(text, sentence) if clause.start > sentence.start else None)
            section = next((r.section for r in references_in(passage, clause.start, clause.end) if r.section), None)
            by = _by(passage, clause, m) or (_by(passage, sentence, m) if clause.start > sentence.start else None)
            task = _ASSIGN.search(text, clause.start, clause.end)
            if task:
                given.append(_assignment(passage, clause, task, date, section, by))
                continue
            if m["task"]:
                continue
            planned = m["plan"] is not None
            if date is None and not planned and m["refrain"] is None and by is None:
                continue
            act = _act(text, m, clause)
            when = date.date if date else None
            told.append(Told(act, by, when, section, planned, passage.cited(clause.start, clause.end)))
    return told, given


def _sentences(text: str) -> list[_Sentence]:
    found, at = [], 0
    for m in _SENTENCE.finditer(text):
        found.append(_Sentence(at, m.start()))
        at = m.end()
    found.append(_Sentence(at, len(text)))
    return [s for s in found if s.end > s.start]


def _clauses(text: str, sentence: _Sentence) -> list[_Sentence]:
    found, at = [], sentence.start
    for m in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if _TRIGGER.search(text, m.end(), sentence.end):
            found.append(_Sentence(at, m.start()))
            at = m.end()
    found.append(_Sentence(at, sentence.end))
    return found


def _date(text: str, where: _Sentence) -> Dated | None:
    """When it happened: the first date that no "till" or "till och med" leads in."""
    for d in dates_in(text, where.start, where.end):
        if d.date is not None and not re.search(
            r"(?i)(?:till(?:\soch\smed)?|t\.?\s?o\.?\s?m\.?|från(?:\soch\smed)?|fr\.?\s?o\.?\s?m\.?)\s(?:den\s)?$",
            text[max(where.start, d.start - 20) : d.start],
        ):
            return d
    m = _YEAR.search(text, where.start, where.end)
    return Dated(m.start(), m.end(), PartialDate(int(m["y"]))) if m else None


def _by(passage: Passage, where: _Sentence, trigger: re.Match[str]) -> Cited[str] | None:
    """The body right after an inverted verb, else the nearest before it."""
    text = passage.text
    names = bodies_in(text, where.start, where.end)
    after = [n for n in names if 0 <= n.start - trigger.end() <= 2]
    before = [n for n in names if n.end <= trigger.start()]
    chosen = after[0] if after else before[-1] if before else None
    return passage.cited(chosen.start, chosen.end, chosen.value) if chosen else None


def _act(text: str, m: re.Match[str], clause: _Sentence) -> Act:
    if m["refrain"]:
        return "refrain"
    if m["sade"]:
        return "terminate"
    if m["plan"]:
        return "other"
    if m["past"].lower() in ("beslutade", "beslöt", "beslutat"):
        att = re.compile(r"\satt\s").search(text, m.end(), clause.end)
        return act_of(text, att.end(), clause.end)[0] if att else "other"
    if m["past"].lower() in ("fattades", "fattade", "gav"):
        return "other"
    return act_of(text, m.start(), clause.end)[0]


def _assignment(
    passage: Passage,
    clause: _Sentence,
    task: re.Match[str],
    date: Dated | None,
    section: str | None,
    by: Cited[str] | None,
) -> Assignment:
    text = passage.text
    to: Cited[str] | None = None
    if task["who"]:
        to = passage.cited(*task.span("who"))
    elif task["verb"] and task["between"]:
        first, last = task.span("between")
        names = [
            n for n in bodies_in(text, first, last) if by is not None and n.value == by.value and n.start - first <= 2
        ]
        start = names[0].end if names else first
        if text[start:last].strip(" ,") and task["verb"].lower() not in ("fick", "har fått", "gavs"):
            to = passage.cited(start, last)
    conditions = conditions_in(passage, clause.start, clause.end)
    return Assignment(
        date.date if date else None, section, by, to, passage.cited(task.end(), clause.end), "told", conditions
    )


def quoted_assignment(passage: Passage, decided: Decision, where: tuple[int, int]) -> Assignment:
    """The older assignment that a decision quotes to declare it fulfilled; `where` are its words in the passage."""
    reference = decided.fulfils[0] if decided.fulfils else None
    text = passage.text
    att = re.compile(r"(?:^|[\s,])att\s").search(text, *where)
    start, end = (att.end() if att else where[0]), where[1]
    while end > start and text[end - 1] in " ,":
        end -= 1
    return Assignment(
        reference.date if reference else None,
        reference.section if reference else None,
        decided.by,
        None,
        passage.cited(start, max(end, start + 1)),
        "told",
        conditions_in(passage, start, end),
    )
