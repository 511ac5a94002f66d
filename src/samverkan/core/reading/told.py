"""What a text only tells of: acts of the past, acts to come, and assignments given elsewhere. Background in, told acts out."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.dates import PartialDate
from samverkan.core.reading.acts import act_of
from samverkan.core.reading.conditions import conditions_in
from samverkan.core.reading.dating import Dated, dates_in, first_date
from samverkan.core.reading.leads import cited_name
from samverkan.core.reading.names import bodies_in
from samverkan.core.reading.references import references_in
from samverkan.core.reading.terms.minutes import quoted_shares
from samverkan.core.reading.values import Assignment, Told
from samverkan.core.reading.verbs import verbs_in, words_of
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.passage import Passage
    from samverkan.core.reading.values import Act, Decision
    from samverkan.core.sources import Cited

_TRIGGER = Wording(
    r"(?i)(?<![\wåäö])(?P<past>beslutade|beslöt|beslutat|fattades|fattade|gav|godkände|antog|"
    r"fastställde|bordlade|återremitterade|avslog|uppdrog|förlängde|förlängdes|tecknade|tecknades|"
    r"ingick|upphävde)(?![\wåäö])",
    r"(?<![\wåäö])(?P<refrain>avstår|avstod)\s(?:\S+\s){0,7}från",
    r"(?<![\wåäö])(?P<sade>sade|har\ssagt)\s(?:\w+\s){0,4}upp(?![\wåäö])",
    # what is still to come
    r"(?<![\wåäö])(?P<plan>kommer(?:\satt)?\s(?:ta\supp|besluta|behandla|fatta|pröva)|planeras|"
    r"planerar|påbörjas|påbörjar|inleds|inleder|avses\s|ska\stas\supp|väntas)(?![\wåäö])",
    r"(?P<task>uppdraget(?:\satt|,\sunder)|i\suppdrag\s(?:att|av)|(?:är|var)\suppdraget)",
)
# a word of each wording above: a sentence with none of them holds no trigger
_TELLING = frozenset(
    "beslutade beslöt beslutat fattades fattade gav godkände antog fastställde bordlade återremitterade avslog uppdrog förlängde "
    "förlängdes tecknade tecknades ingick upphävde avstår avstod sade sagt kommer planeras planerar påbörjas påbörjar inleds "
    "inleder avses ska väntas uppdraget uppdrag".split()
)
_ASSIGN = Wording(
    # "gav nämnden direktören i uppdrag att", "fick direktören i uppdrag av nämnden att"
    r"(?i)(?<![\wåäö])(?P<verb>gav|ger|har\sgett|har\sgivit|fick|har\sfått|gavs)\s(?P<between>[^.;]{0,160}?)"
    r"i\suppdrag\s(?:av\s(?P<of>[^.;,]{3,80}?)\s)?att\s",
    r"(?<![\wåäö])(?P<is>är|var)\suppdraget\satt\s",
    # the condition stands between: "uppdraget, under förutsättning att ..., är att"
    r"(?<![\wåäö])uppdraget,\s[^.;]{8,240}?,\s(?P<late>är|var)\satt\s",
    r"(?<![\wåäö])uppdrog\såt\s(?P<who>[^.;]{3,80}?)\satt\s",
)
_SENTENCE = Wording(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_CLAUSE = Wording(r",?\soch\s(?=samtidigt|därefter|därmed|i\ssamband)|;\s")
_YEAR = Wording(r"(?i)(?:under\s)?(?:hösten|våren|sommaren|vintern|år|början\sav|slutet\sav)\s(?P<y>20\d\d)")


_SAME_TIME = Wording(r"(?i)(?:och\s)?(?:samtidigt|vid\ssamma\s(?:sammanträde|möte)|då)(?![\wåäö])")
_GENERIC = frozenset("nämnden styrelsen utskottet fullmäktige direktionen".split())


class _Sentence(NamedTuple):
    start: int
    end: int


def told_in(passage: Passage) -> tuple[list[Told], list[Assignment]]:
    """The acts and assignments that a background passage tells of."""
    text = passage.text
    told: list[Told] = []
    given: list[Assignment] = []
    before: tuple[Dated | None, Cited[str] | None] = (None, None)
    for sentence in _sentences(text):
        if _TELLING.isdisjoint(words_of(text[sentence.start : sentence.end])):
            continue
        triggers = list(_TRIGGER.finditer(text, sentence.start, sentence.end))
        for clause in _clauses(text, sentence, triggers):
            m = _first(triggers, clause.start, clause.end)
            if m is None:
                continue
            date = _date(text, clause) or (_date(text, sentence) if clause.start > sentence.start else None)
            section = next((r.section for r in references_in(passage, clause.start, clause.end) if r.section), None)
            by = _by(passage, clause, m) or (_by(passage, sentence, m) if clause.start > sentence.start else None)
            if _SAME_TIME.match(text, clause.start):
                date = date or before[0]
                by = before[1] if by is None or by.value.lower() in _GENERIC else by
            before = (date, by)
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


def _first(triggers: list[re.Match[str]], start: int, end: int) -> re.Match[str] | None:
    """The first trigger of text[start:end]."""
    i = bisect_left(triggers, start, key=re.Match.start)
    return triggers[i] if i < len(triggers) and triggers[i].end() <= end else None


def _clauses(text: str, sentence: _Sentence, triggers: list[re.Match[str]]) -> list[_Sentence]:
    found, at = [], sentence.start
    for m in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if _first(triggers, m.end(), sentence.end):
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
    chosen = after[0] if after else before[-1] if before else names[0] if len(names) == 1 else None
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
    return next((v.act for v in verbs_in(text, clause.start, clause.end) if v.start == m.start()), "other")


_NUMBER = Wording(r"[,\s]*(?:§\s?\d{1,4})?[,\s]*")


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
        dated = first_date(text, start, last)
        if dated is not None and dated.start - start < 5:
            names = bodies_in(text, dated.end, last)
            start = names[0].end if names and by is not None and names[0].start - dated.end <= 2 else dated.end
        if dated is not None and (number := _NUMBER.match(text, start, last)):
            start = number.end()
        if text[start:last].strip(" ,"):
            to = passage.cited(start, last)
    if task["of"]:
        by = cited_name(passage, *task.span("of"))
    conditions = conditions_in(passage, clause.start, clause.end)
    return Assignment(
        date.date if date else None, section, by, to, passage.cited(task.end(), clause.end), "told", conditions
    )


_AIM = Wording(r"(?i)uppdrag(?:et)?\s(?:\S+\s){0,10}?att\s|(?:uppdra|uppdrar)\såt\s[^.;]{3,120}?\satt\s")


def aim_of(passage: Passage, decided: Decision) -> tuple[int, int] | None:
    """Where in the passage a decision that assigns says what is to be done: its figures and days are the assignment's."""
    if (decided.inner or decided.act) != "assign":
        return None
    start = passage.text.find(decided.text.value)
    end = start + len(decided.text.value)
    aim = _AIM.search(passage.text, start, end) if start >= 0 else None
    return (aim.end(), end) if aim and aim.end() < end else None


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
        quoted_shares(passage, start, end),
    )
