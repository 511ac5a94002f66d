"""Decisions told in sentences, without a heading: web summaries, and short items where text follows the title."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from samverkan.core.reading.acts import act_of, decision
from samverkan.core.reading.att_clauses import att_clauses, is_clause
from samverkan.core.reading.leads import Lead, lead_of
from samverkan.core.reading.names import BODY
from samverkan.core.reading.points import decisions_in, restarts, sentences_in
from samverkan.core.reading.verbs import INFINITIVES
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.passage import Passage
    from samverkan.core.reading.values import Decision

_SUBJECT = Wording(rf"(?:{BODY}|Man|KSAU|K[SF]|R[SF]|AU)(?:\s[A-ZÅÄÖ][\wåäö]+)?\s")
_DECIDING = Wording(
    r"(?i)(?<![\wåäö])(?:beslutar|beslutade|har\sbeslutat|beslöt|godkände|godkänner|föreslår|utser|utsåg|antar|"
    r"antog|fastställer|fastställde|uppdrar|noterar|tillstyrker|avslår|avslog|säger|sade|ger|gav|bordlade|"
    r"återremitterade|delegerar|rekommenderar|förslår|anser|ställer|föreslås|antecknar|antecknade|"
    r"lägger|beviljar|beviljade|bifaller|biföll|bordlägger|återremitterar|nominerar|nominerade|förordar|förordade|tar\sbort|remitterar|överlämnar|tillsätter|inrättar|upphäver|ingår|tecknar|förlänger|mottar|mottagit|besluta)(?![\wåäö])"
)
_PASSIVE = Wording(
    r"(?i)^[^.,]{2,160}?(?:,[^.,]{2,60},[^.,]{0,60}?)?\s(?:godkänns|godkändes|godkännes|utses|utsågs|valdes|väljs|"
    r"lades\still\shandlingarna|fastställs|fastställdes|antas|antogs|antecknas|noteras|noterades|"
    r"bordläggs|bordlades|återremitteras|återremitterades|avslås|avslogs|"
    r"läggs\still\shandlingarna|(?:ges|gavs|får)\si\suppdrag|fick\si\suppdrag|överlämnas|översänds|remitteras|flyttas|tillkommer|utgår)(?![\wåäö])|^(?:Utsågs|Godkändes|Valdes|"
    r"Beslutades|Antecknades|Det\santecknades\satt|Att\s[^.]{3,90}utsågs)"
)
_PAST_VERB = Wording(
    r"(?i)(?:beslutade|beslöt|godkände|antog|gav|föreslog|"
    r"fick\si\suppdrag)(?:\s\S+){0,3}\s(?:den\s)?\d{1,4}[-\s,]|fick\si\suppdrag|beslutade\s,"
)
_EARLIER = Wording(
    r"(?:ades|[nldgrt]des)\s[^.]{0,80}(?:\si\s(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)|"
    r"\sår)\s(?:19|20)\d\d"
)
_PAST = Wording(
    r"(?i)(?:^|\s)(?:i\s(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|"
    r"november|december)|(?:19|20)\d\d-\d\d-\d\d|den\s\d{1,2}\s\w+\s\d{4}|tidigare|"
    r"har\s(?:tidigare\s)?beslutat|år\s(?:19|20)\d\d)\s"
)


_INVERTED = Wording(
    rf"^(?!I\s[a-zåäö]+\s\d|År\s|Under\s|Den\s\d|\d)[^,.]{{4,80}}\s(?:utser|beslutar|beslutade|godkänner|godkände|antar|fastställer|noterar|ger|gav|anslog)\s(?:{BODY})\s",
    r"^[^,.]{4,80}\sbeslutades\s(?:det\s)?att\s",
    rf"^(?:{BODY})\s(?:fattade|har\sfattat)\s[^.]{{0,80}}?beslut\som\s",
    rf"^(?:{BODY})\shar\slämnat\sförslag\s(?:till\sbeslut\s)?(?:om\s)?att\s",
    r"^(?:Därför|Dessutom|Vidare|Nu|Samtidigt)\sföreslås\s",
)


_LOST_SUBJECT = Wording(r"(?:beslutar|beslutade|föreslår|godkänner|lägger|noterar|antar|utser)\s")


def spoken_decisions(passage: Passage, lead: Lead, *, summary: bool) -> tuple[list[Decision], bool]:
    """The decisions a passage speaks of as taken by the meeting itself, and whether it holds an immediate justering."""
    text = passage.text
    found: list[Decision] = []
    first = re.compile(r"[^\wåäö]*(?:att\s)*([a-zåäö]+)").match(text)
    if (first and first[1] in INFINITIVES) or _LOST_SUBJECT.match(text):
        return decisions_in(passage, lead)
    at = 0
    parts = [part for a, b in sentences_in(text, 0, len(text)) for part in restarts(text, a, b)]
    for start, end in [line for a, b in parts for line in _by_line(passage, a, b)] if summary else parts:
        if start < at:
            continue
        opened = lead_of(passage, start, end, lead.by)
        if (
            opened is not None
            and _DECIDING.search(text, start, opened[1] + 1)
            and (opened[1] >= end - 2 or text[start:end].rstrip().endswith(":") or _listed(text, opened[1]))
        ):
            rest, _ = decisions_in(passage, lead, start)
            found.extend(rest)
            return found, False
        sentence = text[start:end].lstrip("•·*–- ")
        if _past(sentence, summary=summary):
            continue
        if sentence.startswith("beslutar att "):
            found.extend(decisions_in(passage, lead, start)[0])
            return found, False
        if is_clause(sentence):
            one = decision(passage, start, end, number=None, lead=lead)
            if one is not None:
                found.append(one)
            continue
        subject = _SUBJECT.match(sentence)
        inverted = _INVERTED.search(sentence)
        if (
            inverted
            or (subject and _DECIDING.search(sentence, subject.end() - 1, subject.end() + 60))
            or _PASSIVE.match(sentence)
            or (found and _follows(sentence))
        ):
            verb = act_of(text, start, end)[1]
            if verb is None and opened is None and inverted is None:
                continue
            clauses = att_clauses(text, opened[1], end) if opened is not None and not opened[0].proposes else []
            parted = [(start, clauses[0][1]), *clauses[1:]] if len(clauses) > 1 else [(start, end)]
            under = Lead(opened[0].by or lead.by) if opened is not None and len(clauses) > 1 else lead
            decided = [decision(passage, a, b, number=None, lead=lead if a == start else under) for a, b in parted]
            found.extend(one for one in decided if one is not None)
            at = end if any(decided) else at
    return found, False


def _by_line(passage: Passage, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence cut where a short line that nothing ended stands before a capital: a label or a title, not running text."""
    text, edges = passage.text, [start]
    lines = passage.breaks[max(0, bisect_right(passage.breaks, start) - 1) : bisect_left(passage.breaks, end)]
    for before, at in pairwise(lines):
        if start < at and text[at].isupper() and at - max(before, start) < 70 and text[at - 2] not in ",-":
            edges.append(at)
    return list(pairwise([*edges, end]))


def _listed(text: str, at: int) -> bool:
    return re.match(r"\s*(?:[•·▪*–-]\s|\d{1,2}[.)]\s|att\s)", text[at : at + 8]) is not None


def _past(sentence: str, *, summary: bool) -> bool:
    """A sentence that dates its deciding tells of an earlier meeting, outside a summary's own."""
    if summary:
        return _EARLIER.search(sentence) is not None
    return _PAST.search(sentence[:60]) is not None or _PAST_VERB.search(sentence[:120]) is not None


def _follows(sentence: str) -> bool:
    return (
        re.match(
            r"(?:Man|[A-ZÅÄÖ][\wåäö-]+(?:en|et|n))\s(?:beslutade|får\si\suppdrag|fick\si\suppdrag|ges\si\suppdrag|gav)",
            sentence,
        )
        is not None
    )
