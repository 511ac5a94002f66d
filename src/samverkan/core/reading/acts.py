"""One point's act: who decides what, or proposes it to whom. A point's words and its lead-in go in, a Decision comes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.conditions import conditions_in
from samverkan.core.reading.names import ABBREVIATIONS, BODY, bodies_in, nominative
from samverkan.core.reading.references import references_in
from samverkan.core.reading.wording import Wording
from samverkan.core.reading.values import Decision
from samverkan.core.reading.verbs import AGREEMENT, FINITE, INFINITIVES, Verb, verbs_in
from samverkan.core.sources import Cited

if TYPE_CHECKING:
    from samverkan.core.reading.passage import Passage
    from samverkan.core.reading.values import Act, Reference


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
_ADVERB = r"(?:\s(?:också|även|vidare|därutöver|dessutom|därför|därmed|i\s(?:sin\s)?tur|för\sdel|enhälligt|i\sövrigt|följande|för\s(?:egen|sin)\sdel))*"
_SUBJECT = Wording(rf"(?P<body>{_NAME})(?:\s\([A-ZÅÄÖ]+\))?\s(?:(?:tillstyrker|avstyrker|bifaller|godkänner)\s[^.:]{{3,200}}?\soch\s)?(?P<verb>{_PROPOSE})(?![\wåäö])")
_VERB_ONLY = Wording(rf"(?P<verb>{_PROPOSE}|[Ff]öreslå|[Ff]öreslår)(?![\wåäö])")
_NEXT = Wording(rf"{_ADVERB}(?:\satt|\shos|\still|\såt)?\s(?P<body>{_NAME}?)(?:\satt)?\s(?=(?P<next>{_PROPOSE}|besluta[rt]?|att|fattar)(?![\wåäö]))")
_DIRECT = Wording(rf"{_ADVERB}(?:\satt|\shos|\still)?\s(?P<body>{BODY}|(?:KS|KF|RS|RF)(?![\wåäö]))(?=[\s:,]|$)")
_DECIDES = Wording(r"\s(?:att\s)?(?:besluta[rt]?|beslutade|beslöt|fattar\s(?:följande\s)?beslut)(?:\sföljande(?:\sbeslut)?)?(?:\sför\s(?:egen|sin)\sdel)?(?:\sföljande)?(?:\s?(?::|,)?\satt|\som\satt)*\s?:?")
_SUGGESTED = Wording(rf"(?P<body>{_NAME})\sföreslås(?P<rest>(?:\s(?:att\s)?(?:besluta|fatta\sföljande\sbeslut)(?:\sför\segen\sdel)?)?(?:\satt)*\s?:?)")
_OWN = Wording(rf"(?P<body>{BODY}|Man|[A-ZÅÄÖ][\wåäö-]+(?:\s[\wåäö-]+){{0,3}}?)\s(?:beslutar|beslutade|beslöt|har\sbeslutat|beslutat)(?![\wåäö]){_ADVERB}(?:\sför\s(?:egen|sin)\sdel)?(?:\s?:|\satt|\som\satt)*\s?")
_BARE_DECIDE = Wording(r"(?:besluta[rt]?|beslutade)(?:\sför\s(?:egen|sin)\sdel)?(?:\satt)*\s?:?\s?")
_MARK = Wording(r"(?:(?:[-–—•*·▪◦‣]+|\(?\d{1,2}[.)](?!\d)|\(?[a-zåäö]\)|att(?=\s)|[Aa]tt(?=\s)|ATT(?=\s)|samt(?=\s)|dels(?=\s)|och(?=\s))\s*)+")
_FULFILLED = Wording(r"(?i)(?<![\wåäö])(?P<neg>(?:ej|inte|icke)\s(?:\S+\s){0,1})?(?:fullgjor[td]a?|slutförda?t?|fullföljts?)(?![\wåäö])")
_DECLARE = Wording(r"(?i)förklara[rs]?|anse[rs]?|bedöm|är\s(?:därmed|härmed|nu\s)?|har\s|konstater|anteckn|noter|beslut|uppdrag")


_MAY_PROPOSE = Wording(r"öresl[åo]|emställ|ekommender|örslår|eslöt")


def lead_of(passage: Passage, start: int, end: int, default: Cited[str] | None) -> tuple[Lead, int] | None:
    """The lead-in at the start of text[start:end] and where it ends; None where it begins with none."""
    text = passage.text
    head = text[start : min(end, start + 420)]
    if "eslut" not in head and "ESLUT" not in head and not _MAY_PROPOSE.search(head):
        return None
    mark = _MARK.match(text, start, end)
    at = mark.end() if mark else start
    suggested = _SUGGESTED.match(text, at, min(end, at + 260))
    if suggested and (suggested["rest"].strip() or INFINITIVES.get(_word_at(text, suggested.end()))):
        by = _name(passage, suggested, "body")
        chained = _chain(passage, suggested.end(), end, by) if INFINITIVES.get(_word_at(text, suggested.end())) == "propose" else None
        return chained or (Lead(by), _skip_att(text, suggested.end()))
    subject = _SUBJECT.match(text, at, min(end, at + 420))
    own = _OWN.match(text, at, min(end, at + 200))
    if subject and not (own and own.end() <= subject.start("verb") + 1):
        chain = _chain(passage, subject.start("verb"), end, _name(passage, subject, "body"))
        if chain:
            return chain
    verb = _VERB_ONLY.match(text, at, end)
    if verb:
        chain = _chain(passage, verb.start(), end, default)
        if chain:
            return chain
    if own:
        by = default if own["body"].lower() == "man" else _name(passage, own, "body")
        then = _VERB_ONLY.match(text, own.end(), end)
        chain = _chain(passage, then.start(), end, by) if then else None
        return chain or (Lead(by), _skip_att(text, own.end()))
    bare = _BARE_DECIDE.match(text, at, end)
    if bare:
        then = _VERB_ONLY.match(text, bare.end(), end)
        chain = _chain(passage, then.start(), end, default) if then else None
        return chain or (Lead(default), _skip_att(text, bare.end()))
    return None


def _chain(passage: Passage, at: int, end: int, by: Cited[str] | None) -> tuple[Lead, int] | None:
    """"föreslår att A föreslår B besluta att": the last is who decides, those between are via."""
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
        bodies.append(_name(passage, step, "body"))
        at = step.end()
        if step["next"] not in ("besluta", "beslutar", "beslutat", "att", "fattar"):
            continue
        break
    if not bodies:
        return None
    decides = _DECIDES.match(text, at, end) if at < end and text[at] == " " else _DECIDES.match(" " + text[at : at + 80])
    if decides:
        at = at + (decides.end() - decides.start() - (0 if at < end and text[at] == " " else 1))
    else:
        tail = re.compile(r"(?:\sföljande(?:\sbeslut)?)?\s?:?(?:\satt)*\s?:?").match(text, at, end)
        at = tail.end() if tail else at
    return Lead(by, bodies[-1], tuple(bodies[:-1])), _skip_att(text, at)


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


def decision(passage: Passage, start: int, end: int, *, number: int | None, lead: Lead) -> Decision | None:
    """The point text[start:end] as a decision under its lead-in; None where it disposes of nothing."""
    text = passage.text
    mark = _MARK.match(text, start, end)
    first = mark.end() if mark else start
    while end > first and text[end - 1] in " ,;":
        end -= 1
    if end - first < 3:
        return None
    given = lead.by
    inner = lead_of(passage, first, end, lead.by)
    body_from = first
    nested = inner is not None and inner[0].proposes and lead.to is not None and _is_same(inner[0].by, lead.to)
    if inner is not None and inner[1] < end and not nested:
        own_part = _FOR_OWN_PART.search(text, first, inner[1]) is not None or _is_proposer(inner[0].by, lead)
        if inner[0].proposes or not lead.proposes or own_part:
            lead = Lead(inner[0].by or lead.by, inner[0].to, inner[0].via) if inner[0].proposes else Lead(inner[0].by or lead.by)
        body_from = inner[1]
        if text[first:body_from].rstrip().endswith(":"):
            first = body_from
    act, verb = act_of(text, body_from, end)
    if act == "other" and verb is None and number is None and len(text[first:end].split()) <= 3:
        return None  # a signature or a stray label under the decision
    by = lead.by
    if not lead.proposes:
        subject = _subject(passage, body_from, end, verb)
        if subject is not None and inner is None:
            by = subject
    by = _resolved(by, default=given)
    quoted = _quoted(text, body_from, end, act)
    conditions = tuple(c for a, b in _outside(body_from if inner else first, end, quoted) for c in conditions_in(passage, a, b))
    fulfils = _fulfils(passage, body_from, end) if act == "fulfilled" else ()
    receiver = _receiver(passage, body_from, end, act, verb)
    cited = passage.cited(first, end)
    if lead.proposes:
        return Decision(number, "propose", by, lead.to, lead.via, act, cited, conditions, fulfils)
    if act == "propose" and verb is not None:
        chain = _chain(passage, verb.start, end, by)
        if chain and chain[1] < end:
            nested, _ = act_of(text, chain[1], end)
            return Decision(number, "propose", by, chain[0].to, chain[0].via, nested, cited, conditions, fulfils)
        return Decision(number, "propose", by, _first_body(passage, verb.end, end), (), "other", cited, conditions, fulfils)
    return Decision(number, act, by, receiver, (), None, cited, conditions, fulfils)


_GENERIC = frozenset("nämnden styrelsen utskottet fullmäktige direktionen beredningen man".split())


def _resolved(by: Cited[str] | None, *, default: Cited[str] | None) -> Cited[str] | None:
    """ "Nämnden" is the board whose paper it is, quoted as printed."""
    if by is not None and default is not None and by.value.lower() in _GENERIC and default.value.lower() not in _GENERIC:
        return Cited(default.value, by.span)
    return by


_FOR_OWN_PART = Wording(r"för\s(?:egen|sin)\sdel")


def _is_proposer(by: Cited[str] | None, lead: Lead) -> bool:
    """Whether the body that decides is the one that has just proposed: it goes on for its own part."""
    return by is not None and lead.by is not None and by.value.lower() == lead.by.value.lower() and by.span != lead.by.span


def _is_same(a: Cited[str] | None, b: Cited[str]) -> bool:
    return a is not None and a.value.lower() == b.value.lower()


def _first_body(passage: Passage, start: int, end: int) -> Cited[str] | None:
    names = bodies_in(passage.text, start, min(end, start + 120))
    return passage.cited(names[0].start, names[0].end, names[0].value) if names else None


def act_of(text: str, start: int, end: int) -> tuple[Act, Verb | None]:
    """The act of text[start:end] by its main verb; `other` with None where no verb of the table decides."""
    found = verbs_in(text, start, end)
    fulfilled = _fulfilled(text, start, end)
    if fulfilled is not None:
        return fulfilled, found[0] if found else None
    main = _main(text, start, found)
    if main is None:
        return "other", None
    act = main.act
    if act == "adopt" and _about_agreement(text, start, end, main):
        act = "approve"
    if act in ("note", "approve", "reject", "other", "refrain") and main.word not in ("föreslår",):
        later = next((v for v in found if v.start > main.end and v.act == "propose" and v.finite and not v.inside), None)
        if later is not None and re.search(r"\soch\s$", text[main.end : later.start]):
            return "propose", later
    return act, main


_FIRST_WORD = Wording(r"[^\wåäöÅÄÖ]*([A-Za-zåäöÅÄÖ]+)")
_SUBJECT_FIRST = Wording(rf"(?P<body>{BODY})(?:\s(?:[A-ZÅÄÖ][\wåäö]+))?{_ADVERB}\s")


def _main(text: str, start: int, found: list[Verb]) -> Verb | None:
    first = _FIRST_WORD.match(text, start)
    opening = first[1].lower() if first else ""
    for verb in found:
        if verb.start <= (first.start(1) if first else start) and (opening in INFINITIVES or opening in FINITE or verb.word == opening):
            return verb
    free = [v for v in found if v.finite and not v.inside]
    if free:
        named = [v for v in free if v.act != "other"]
        # "ska" or "gäller" before a named verb decides by itself; "förklaras", "anses" lean on what follows
        if named and free[0].act == "other" and free[0].word in ("förklarar", "förklaras", "anser", "anses", "har", "är", "får", "gäller", "bör"):
            return named[0]
        return free[0]
    infinitives = [v for v in found if not v.finite and not v.inside]
    if infinitives:
        return infinitives[0]
    return next((v for v in found if v.finite), None)


def _about_agreement(text: str, start: int, end: int, verb: Verb) -> bool:
    """Whether what is adopted is an agreement or a joint authority's statutes."""
    before, after = text[start : verb.start], text[verb.end : min(end, verb.end + 90)]
    near = before[:90] if verb.word.endswith("s") else after
    m = AGREEMENT.search(near)
    return m is not None and not re.search(r"(?i)(?:enligt|i\senlighet\smed|reglemente\w*\sför|till\sföljd\sav)\s[^,]{0,40}$", near[: m.start()])


def _fulfilled(text: str, start: int, end: int) -> Act | None:
    """fulfilled or, negated, note; None where nothing is declared fulfilled."""
    answer: Act | None = None
    if "ullgjor" not in text[start:end] and "lutför" not in text[start:end] and "ullfölj" not in text[start:end]:
        return None
    for m in _FULFILLED.finditer(text, start, end):
        window = text[start : m.start()]
        if not _DECLARE.search(window):
            continue
        if m["neg"] or re.search(r"(?i)(?:ej|inte)\s(?:\S+\s)?$", window):
            answer = answer or "note"
            continue
        return "fulfilled"
    return answer


_TASK = Wording(r"(?i)(?<![\wåäö])uppdrag(?:et|en|)(?![\wåäö])")


def _quoted(text: str, start: int, end: int, act: Act) -> tuple[int, int] | None:
    """The older assignment quoted in a point that declares it fulfilled."""
    if act not in ("fulfilled", "note"):
        return None
    m = _TASK.search(text, start, end)
    last = None
    for last in _FULFILLED.finditer(text, start, end):
        pass
    if m and last and m.end() < last.start():
        return m.end(), last.start()
    return None


def quoted_range(passage: Passage, decided: Decision) -> tuple[int, int] | None:
    """Where in the passage a decision quotes an older assignment that it declares fulfilled, or not fulfilled."""
    act = decided.inner or decided.act
    if act not in ("fulfilled", "note"):
        return None
    start = passage.text.find(decided.text.value)
    return _quoted(passage.text, start, start + len(decided.text.value), act) if start >= 0 else None


def _outside(start: int, end: int, quoted: tuple[int, int] | None) -> list[tuple[int, int]]:
    return [(start, end)] if quoted is None else [(start, quoted[0]), (quoted[1], end)]


def _fulfils(passage: Passage, start: int, end: int) -> tuple[Reference, ...]:
    """The older assignments, where day or § is printed, before the participle; dates inside their text are not theirs."""
    return tuple(r for r in references_in(passage, start, end) if r.date is None or r.date.is_day)


_OBJECT_END = Wording(r"\s(?:att|med\srätt|i\suppdrag|uppdraget|mandat|rätt|delegation|samt|och\satt|om|under|inom|senast|för\s(?:att|en|ett|vidare|ytterligare|fortsatt|komplettering|beredning|yttrande|handläggning))(?![\wåäö])|[,.:;(]|\s\d")
_RIGHT_TO = Wording(r"(?:till|åt)\s(?=[A-Za-zåäöÅÄÖ])")


def _receiver(passage: Passage, start: int, end: int, act: Act, verb: Verb | None) -> Cited[str] | None:
    if act not in ("assign", "delegate", "refer_back") or verb is None:
        return None
    text = passage.text
    words = text[verb.start : verb.end]
    if act == "assign":
        inside = re.match(r"(?i)(?:ger|ge|gav|lämnar|lämna)\s(?P<who>.+?)\s(?:i\s)?uppdrag", words)
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
        close = next((m for m in towards if not re.match(r"(?i)(?:att|vidare|exempel|följd|och\smed|dess|den\s\d|[\wåäö]+rätt(?:en)?(?![\wåäö])|förvaltningsrätt)", text[m.end() : m.end() + 24])), None)
        return _upto(passage, close.end(), end) if close else None
    towards = [m for m in _RIGHT_TO.finditer(text, verb.end, end)]
    return _upto(passage, towards[0].end(), end) if towards else None


def _before_verb(passage: Passage, start: int, at: int) -> Cited[str] | None:
    text = passage.text
    first = start
    mark = _MARK.match(text, start, at)
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


def _subject(passage: Passage, start: int, end: int, verb: Verb | None) -> Cited[str] | None:
    """The body that the sentence opens with, right before its verb; a passive's or a receiver's is no deciding body."""
    if verb is None or verb.word.endswith("s") or verb.word in ("får", "fick", "ska", "skall", "bör", "har", "är"):
        return None
    text = passage.text
    m = _SUBJECT_FIRST.match(text, start, min(end, start + 120))
    if m is None or verb.start > m.end() + 2:
        return None
    return cited_name(passage, *m.span("body"))
