"""Lead-ins: who decides, or who proposes that whom decide. A point's first words in, what they settle out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.names import ABBREVIATIONS, BODY, nominative
from samverkan.core.reading.verbs import FINITE, INFINITIVES
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.passage import Passage
    from samverkan.core.sources import Cited


class Lead(NamedTuple):
    """What a lead-in or heading settles for the points after it: who decides, or who proposes to whom, over whom."""

    by: Cited[str] | None = None
    to: Cited[str] | None = None
    via: tuple[Cited[str], ...] = ()

    @property
    def proposes(self) -> bool:
        """Whether the points are proposals to another body."""
        return self.to is not None


_NAME = rf"(?:{BODY}|(?:KSAU|KS|KF|RS|RF|AU|SN)(?![\wåäö])|[A-ZÅÄÖa-zåäö][\wåäö-]*(?:\s(?:och\s)?[\wåäö-]+){{0,3}}?)"
_PROPOSE = r"(?:föreslår|föreslå|föreslog|förslår|hemställer|hemställa|hemställde|rekommenderar|rekommendera)"
ADVERB = (
    r"(?:\s(?:också|även|vidare|därutöver|dessutom|därför|därmed|i\s(?:sin\s)?tur|för\sdel|"
    r"enhälligt|i\sövrigt|följande|för\s(?:egen|sin)\sdel))*"
)
_SUBJECT = Wording(
    rf"(?P<body>{_NAME})(?:\s\([A-ZÅÄÖ]+\))?\s(?:(?:tillstyrker|avstyrker|bifaller|"
    rf"godkänner)\s[^.:]{{3,200}}?\soch\s)?(?P<verb>{_PROPOSE})(?![\wåäö])"
)
_VERB_ONLY = Wording(rf"(?P<verb>{_PROPOSE}|[Ff]öreslå|[Ff]öreslår)(?![\wåäö])")
_NEXT = Wording(
    rf"{ADVERB}(?:\satt:?|\shos|\still|\såt)?\s(?P<body>{_NAME}?)(?:\satt)?\s(?=(?P<next>{_PROPOSE}|"
    rf"besluta[rt]?|att|fattar)(?![\wåäö]))"
)
_DIRECT = Wording(
    rf"{ADVERB}(?:\satt|\shos|\still)?\s(?P<body>{BODY}|(?:KS|KF|RS|RF)(?![\wåäö])|"
    rf"(?:[A-ZÅÄÖ][\wåäö]+\s){{0,3}}(?:medlemmar(?:na)?|(?:medlems)?kommunerna))(?=[\s:,]|$)"
)
_DECIDES = Wording(
    r"\s(?:att\s)?(?:besluta[rt]?|beslutade|beslöt|"
    r"fattar\s(?:följande\s)?beslut)(?:\sföljande(?:\sbeslut)?)?(?:\sför\s(?:egen|"
    r"sin)\sdel)?(?:\sföljande)?(?:\s?(?::|,)?\satt|\som\satt|\sa\st\st)*\s?:?"
)
_SUGGESTED = Wording(
    rf"(?P<body>{_NAME})\sföreslås(?P<rest>(?:(?:\sför\segen\sdel)?\s(?:att\s)?(?:besluta|"
    rf"fatta\sföljande\sbeslut)(?:\sför\segen\sdel)?)?(?:\satt)*\s?:?)"
)
_OWN = Wording(
    rf"(?P<body>{BODY}|Man|[A-ZÅÄÖ][\wåäö-]+(?:\s[\wåäö-]+){{0,3}}?)\s(?:beslutar|beslutade|beslöt|fattade\sbeslut(?=\som\satt\s)|"
    rf"har\sbeslutat|beslutat)(?![\wåäö]){ADVERB}(?:\sför\s(?:egen|sin)\sdel)?"
    rf"(?:\svid\s(?:sitt\s|dagens\s)?sammanträdet?)?(?:\s(?:den\s)?\d{{1,2}}\s[a-zåäö]+\s\d{{4}}|\s\d{{4}}-\d\d-\d\d)?(?:\som\sföljande)?"
    rf"(?:,?\s(?:i\senlighet\smed|enligt)\s[^,.:;]{{3,90}}?,?(?=\satt\s))?(?:\s?:|\satt|\som\satt|\sa\st\st)*\s?"
)
_BARE_DECIDE = Wording(
    r"(?:besluta[rt]?|beslutade)(?:\sför\s(?:egen|sin)\sdel)?"
    r"(?:,?\s(?:i\senlighet\smed|enligt)\s[^,.:;]{3,90}?,?(?=\satt\s))?(?:\satt|\sa\st\st)*\s?:?\s?"
)
LIST_MARK = Wording(
    r"(?:(?:[-–—•*·▪◦‣]+|\(?\d{1,2}[.)](?!\d)|\(?[a-zåäö]\)|att(?=\s)|[Aa]tt(?=\s)|ATT(?=\s)|"
    r"samt(?=\s)|dels(?=\s)|och(?=\s))\s*)+"
)


_MAY_PROPOSE = Wording(r"öresl[åo]|emställ|ekommender|örslår|eslöt")


def lead_of(passage: Passage, start: int, end: int, default: Cited[str] | None) -> tuple[Lead, int] | None:
    """The lead-in at the start of text[start:end] and where it ends; None where it begins with none."""
    text = passage.text
    head = text[start : min(end, start + 420)]
    if "eslut" not in head and "ESLUT" not in head and not _MAY_PROPOSE.search(head):
        return None
    mark = LIST_MARK.match(text, start, end)
    at = mark.end() if mark else start
    suggested = _SUGGESTED.match(text, at, min(end, at + 260))
    if suggested and (suggested["rest"].strip() or INFINITIVES.get(_word_at(text, suggested.end()))):
        by: Cited[str] | None = _name(passage, suggested, "body")
        chained = (
            chain_of(passage, suggested.end(), end, by)
            if INFINITIVES.get(_word_at(text, suggested.end())) == "propose"
            else None
        )
        if (
            default is not None
            and "utskott" in default.value.lower()
            and by is not None
            and "utskott" not in by.value.lower()
        ):
            return Lead(default, by), _skip_att(text, suggested.end())  # in a committee's own minutes
        return chained or (Lead(by), _skip_att(text, suggested.end()))
    subject = _SUBJECT.match(text, at, min(end, at + 420))
    own = _OWN.match(text, at, min(end, at + 200))
    if own and not FINITE.keys().isdisjoint(own["body"].lower().split()):
        own = None  # "Nämnden godkänner avtalet och beslutar att ...": no name
    if subject and not (own and own.end() <= subject.start("verb") + 1):
        chain = chain_of(passage, subject.start("verb"), end, _name(passage, subject, "body"))
        if chain:
            return chain
    verb = _VERB_ONLY.match(text, at, end)
    if verb:
        chain = chain_of(passage, verb.start(), end, default)
        if chain:
            return chain
    if own:
        by = default if own["body"].lower() == "man" else _name(passage, own, "body")
        then = _VERB_ONLY.match(text, own.end(), end)
        chain = chain_of(passage, then.start(), end, by) if then else None
        return chain or (Lead(by), _skip_att(text, own.end()))
    bare = _BARE_DECIDE.match(text, at, end)
    if bare:
        then = _VERB_ONLY.match(text, bare.end(), end)
        chain = chain_of(passage, then.start(), end, default) if then else None
        return chain or (Lead(default), _skip_att(text, bare.end()))
    return None


_AGAIN = Wording(r"\s?(?:besluta[rt]?)\s(?:att\s)?(?=(?:föreslå|hemställa|rekommendera)(?:\s(?!att)))")


def chain_of(passage: Passage, at: int, end: int, by: Cited[str] | None) -> tuple[Lead, int] | None:
    """ "föreslår att A föreslår B besluta att": the last is who decides, those between are via."""
    text = passage.text
    bodies: list[Cited[str]] = []
    while True:
        verb = _VERB_ONLY.match(text, at, end)
        if verb is None:
            break
        at = verb.end()
        step = _NEXT.match(text, at, min(end, at + 160))
        if step is None or not step["body"].strip() or step["body"].strip() in ("följande", "också", "även"):
            direct = _DIRECT.match(text, at, min(end, at + 160))
            if direct is None:
                break
            bodies.append(_name(passage, direct, "body"))
            at = direct.end()
            break
        if not FINITE.keys().isdisjoint(step["body"].lower().split()):
            break  # "föreslår att Eva Ek utses att ...": no body
        bodies.append(_name(passage, step, "body"))
        at = step.end()
        again = _AGAIN.match(text, at, end)
        if again:  # "besluta att föreslå medlemmarna att": one more stands above
            at = again.end()
            continue
        if step["next"] not in ("besluta", "beslutar", "beslutat", "att", "fattar"):
            continue
        break
    if not bodies:
        return None
    decides = (
        _DECIDES.match(text, at, end) if at < end and text[at] == " " else _DECIDES.match(" " + text[at : at + 80])
    )
    if decides:
        at = at + (decides.end() - decides.start() - (0 if at < end and text[at] == " " else 1))
    else:
        tail = re.compile(r"(?:\sföljande(?:\sbeslut)?)?\s?:?(?:\satt)*\s?:?").match(text, at, end)
        at = tail.end() if tail else at
    if by is not None and _STAFF.search(
        by.value
    ):  # officers propose to the body that decides, or that proposes further
        first, *rest = bodies
        return (Lead(first, rest[-1], tuple(rest[:-1])) if rest else Lead(first)), _skip_att(text, at)
    return Lead(by, bodies[-1], tuple(bodies[:-1])), _skip_att(text, at)


_STAFF = Wording(r"(?i)(?:förvaltning|kontor|kansli|direktör|chef|avdelning|enhet|handläggare|ledning)(?:en|et|n)?$")


def _skip_att(text: str, at: int) -> int:
    m = re.compile(r"(?:[\s:]|att(?=\s))*").match(text, at)
    return m.end() if m else at


def _word_at(text: str, at: int) -> str:
    m = re.compile(r"\s?(?:att\s)?([A-Za-zåäöÅÄÖ]+)").match(text, at)
    return m[1].lower() if m else ""


def _name(passage: Passage, match: re.Match[str], group: str) -> Cited[str]:
    start, end = match.span(group)
    return cited_name(passage, start, end)


def cited_name(passage: Passage, start: int, end: int) -> Cited[str]:
    """A body's name in the nominative, abbreviations spelt out."""
    printed = passage.text[start:end].strip()
    value = ABBREVIATIONS.get(printed, nominative(printed))
    return passage.cited(start, end, value)
