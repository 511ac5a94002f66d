"""One point's act: who decides what, or proposes it to whom. A point's words and its lead-in go in, a Decision comes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.reading.conditions import conditions_in
from samverkan.core.reading.leads import ADVERB, LIST_MARK, Lead, chain_of, cited_name, lead_of
from samverkan.core.reading.names import BODY, bodies_in
from samverkan.core.reading.receivers import receiver_of
from samverkan.core.reading.references import references_in
from samverkan.core.reading.values import Decision
from samverkan.core.reading.verbs import AGREEMENT, ENTER, FINITE, INFINITIVES, Verb, verbs_in
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited

if TYPE_CHECKING:
    from samverkan.core.reading.passage import Passage
    from samverkan.core.reading.values import Act, Reference

_FULFILLED = Wording(
    r"(?i)(?<![\wåäö])(?P<neg>(?:ej|inte|icke)\s(?:\S+\s){0,1})?(?:fullgjor[td]a?|slutför(?:da?|t)|avslutat|fullföljts?)(?![\wåäö])"
)
_DECLARE = Wording(
    r"(?i)förklara[rs]?|anse[rs]?|bedöm|är\s(?:därmed|härmed|nu\s)?|har\s|konstater|anteckn|noter|beslut|uppdrag"
)
# "uppdraget ... är slutfört", but not "får i uppdrag att återkomma när arbetet är slutfört"
_ENDED = Wording(
    r"(?i)uppdrag(?:et|en)?(?:\s(?!(?:när|sedan|tills|innan|som\s[a-zåäö]+(?:t|r)|vars)\s)\S+){0,40}?\s(?:är|anses|förklaras|bedöms)\s"
    r"(?:(?:där|här)med\s|nu\s|som\s)?$"
)


def decision(passage: Passage, start: int, end: int, *, number: int | None, lead: Lead) -> Decision | None:
    """The point text[start:end] as a decision under its lead-in; None where it disposes of nothing."""
    text = passage.text
    mark = LIST_MARK.match(text, start, end)
    first = mark.end() if mark else start
    bare = f"{number} "
    if mark is None and number is not None and text.startswith(bare, first):
        first += len(bare)  # "1 Avtalet godkänns.": a number without its full stop
    while end > first and text[end - 1] in " ,;":
        end -= 1
    if end - first < 3:
        return None
    given = lead.by
    inner = lead_of(passage, first, end, lead.by)
    body_from = first
    nested = inner is not None and inner[0].proposes and lead.to is not None and _is_same(inner[0].by, lead.to)
    through = inner is not None and any(_is_same(inner[0].by, one) for one in lead.via)
    if inner is not None and inner[1] < end and through:
        body_from = inner[1]  # the chain is the heading's, the lead-in one of its links
    elif inner is not None and inner[1] < end and not nested:
        own_part = _FOR_OWN_PART.search(text, first, inner[1]) is not None or _is_proposer(inner[0].by, lead)
        if inner[0].proposes or not lead.proposes or own_part:
            lead = (
                Lead(inner[0].by or lead.by, inner[0].to, inner[0].via)
                if inner[0].proposes
                else Lead(inner[0].by or lead.by)
            )
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
    conditions = tuple(
        c for a, b in _outside(body_from if inner else first, end, quoted) for c in conditions_in(passage, a, b)
    )
    fulfils = _fulfils(passage, body_from, end) if act == "fulfilled" else ()
    receiver = receiver_of(passage, body_from, end, act, verb)
    cited = passage.cited(first, end)
    if lead.proposes:
        return Decision(number, "propose", by, lead.to, lead.via, act, cited, conditions, fulfils)
    if act == "propose" and verb is not None:
        chain = chain_of(passage, verb.start, end, by)
        if chain and chain[1] < end:
            proposed, _ = act_of(text, chain[1], end)
            return Decision(number, "propose", by, chain[0].to, chain[0].via, proposed, cited, conditions, fulfils)
        seconded = _FOR_A_HIGHER.search(text, verb.end, end)
        if seconded and verb.word.startswith(("tillstyrk", "avstyrk")):
            inner_act: Act = "approve" if verb.word.startswith("till") else "reject"
            to = cited_name(passage, *seconded.span("body"))
            return Decision(number, "propose", by, to, (), inner_act, cited, conditions, fulfils)
        return Decision(
            number, "propose", by, _first_body(passage, verb.end, end), (), "other", cited, conditions, fulfils
        )
    return Decision(number, act, by, receiver, (), None, cited, conditions, fulfils)


_GENERIC = frozenset("nämnden styrelsen utskottet fullmäktige direktionen beredningen man".split())


def _resolved(by: Cited[str] | None, *, default: Cited[str] | None) -> Cited[str] | None:
    """ "Nämnden" is the board whose paper it is, quoted as printed."""
    if (
        by is not None
        and default is not None
        and by.value.lower() in _GENERIC
        and default.value.lower() not in _GENERIC
    ):
        return Cited(default.value, by.span)
    return by


_FOR_OWN_PART = Wording(r"för\s(?:egen|sin)\sdel")


def _is_proposer(by: Cited[str] | None, lead: Lead) -> bool:
    """Whether the body that decides is the one that has just proposed: it goes on for its own part."""
    return (
        by is not None and lead.by is not None and by.value.lower() == lead.by.value.lower() and by.span != lead.by.span
    )


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
    if act == "withdrawn" and _PAID.search(text, start, main.start):
        act = "other"  # "Arvode utgår med 500 kronor"
    if main.word.startswith(("tillstyrk", "avstyrk")) and _FOR_A_HIGHER.search(text, main.end, end):
        return "propose", main
    if act == "adopt" and _about_agreement(text, start, end, main):
        act = "approve"
    if act == "approve" and (
        _NOT.search(text, max(start, main.start - 6), main.start) or _NOT_AFTER.match(text, main.end)
    ):
        return ("refrain" if main.word in ENTER else "reject"), main
    if act in ("note", "approve", "reject", "other", "refrain") and main.word not in ("föreslår",):
        later = next(
            (v for v in found if v.start > main.end and v.act == "propose" and v.finite and not v.inside), None
        )
        if later is not None and re.search(r"\soch\s$", text[main.end : later.start]):
            return "propose", later
    return act, main


_PAID = Wording(r"(?i)(?:ersättning|arvode|bidrag|traktamente|avgift|lön|hyra|ränta|pension|medel)\w*\s(?:\S+\s){0,6}$")
_NOT = Wording(r"(?<![\wåäö])(?:inte|ej|icke)\s$")
_NOT_AFTER = Wording(r"\s(?:inte|ej|icke)(?![\wåäö])")
# a board seconds what a higher body is to decide: a recommendation, not its own decision
_FOR_A_HIGHER = Wording(rf"(?:inför|för)\s(?P<body>{BODY})s?\s(?:beslut|avgörande|behandling|prövning)")
_FIRST_WORD = Wording(r"[^\wåäöÅÄÖ]*([A-Za-zåäöÅÄÖ]+)")
_SUBJECT_FIRST = Wording(rf"(?P<body>{BODY})(?:\s(?:[A-ZÅÄÖ][\wåäö]+))?{ADVERB}\s")


def _main(text: str, start: int, found: list[Verb]) -> Verb | None:
    first = _FIRST_WORD.match(text, start)
    opening = first[1].lower() if first else ""
    for verb in found:
        if verb.start <= (first.start(1) if first else start) and (
            opening in INFINITIVES or opening in FINITE or verb.word == opening
        ):
            return verb
    free = [v for v in found if v.finite and not v.inside]
    if free:
        named = [v for v in free if v.act != "other"]
        # "ska" or "gäller" before a named verb decides by itself; "förklaras", "anses" lean on what follows
        if (
            named
            and free[0].act == "other"
            and free[0].word in ("förklarar", "förklaras", "anser", "anses", "har", "är", "får", "gäller", "bör")
        ):
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
    return m is not None and not re.search(
        r"(?i)(?:enligt|i\senlighet\smed|reglemente\w*\sför|till\sföljd\sav)\s[^,]{0,40}$", near[: m.start()]
    )


def _fulfilled(text: str, start: int, end: int) -> Act | None:
    """Fulfilled or, negated, note; None where nothing is declared fulfilled."""
    answer: Act | None = None
    if (
        "ullgjor" not in text[start:end]
        and "lutför" not in text[start:end]
        and "vslutat" not in text[start:end]
        and "ullfölj" not in text[start:end]
    ):
        return None
    for m in _FULFILLED.finditer(text, start, end):
        window = text[start : m.start()]
        if not _DECLARE.search(window) or ("ullg" not in m.group() and _ENDED.search(window[-400:]) is None):
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
    last = max(_FULFILLED.finditer(text, start, end), key=lambda found: found.start(), default=None)
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


def _subject(passage: Passage, start: int, end: int, verb: Verb | None) -> Cited[str] | None:
    """The body that the sentence opens with, right before its verb; a passive's or a receiver's is no deciding body."""
    if verb is None or verb.word.endswith("s") or verb.word in ("får", "fick", "ska", "skall", "bör", "har", "är"):
        return None
    text = passage.text
    m = _SUBJECT_FIRST.match(text, start, min(end, start + 120))
    if m is None or verb.start > m.end() + 2:
        return None
    return cited_name(passage, *m.span("body"))
