"""From the words under a decision heading to single decisions.

A passage goes in with what its heading settles; decisions come out in order. Attribution lines and the immediate justering are none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from samverkan.core.reading.acts import act_of, decision
from samverkan.core.reading.att_clauses import att_clauses, is_clause, run_on
from samverkan.core.reading.conditions import COVERS_ALL, conditions_in
from samverkan.core.reading.leads import Lead, lead_of
from samverkan.core.reading.marks import chunks_of
from samverkan.core.reading.verbs import INFINITIVES
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.marks import Chunk
    from samverkan.core.reading.passage import Passage
    from samverkan.core.reading.values import Condition, Decision

_ATTRIBUTION = Wording(
    r"(?i)^(?:(?:enligt|på förslag (?:av|från)|i enlighet med|efter förslag (?:av|från)|"
    r"med bifall till|med ändring av)\s[^:]{3,300}):?$"
)
_JUSTERING = Wording(
    r"(?i)(?:omedelbar(?:t|)|omgående)\s+(?:justering|justera[ds]?t?)|(?:förklaras?|"
    r"anses?)\s+(?:för\s+)?omedelbart\s+justera[dt]|(?:^|(?:paragraf|punkt|protokoll|beslut|ärende)(?:en|et|t)?\s)"
    r"justeras\s+(?:omedelbart|omgående|direkt)|"
    r"omedelbart\s+justera[dt]"
)
_SENTENCE = Wording(
    r"(?<=[.!?])\s+(?=[\"”]?[A-ZÅÄÖ]|att\s[a-zåäö]+a\s|beslutar\satt\s)|(?<=[a-zåäö]{3}\.)(?=[A-ZÅÄÖ][a-zåäö]{4,}\s)"
)
_ABBREVIATION = Wording(
    r"(?i)(?<![\wåäö])(?:bl\.?\s?a|t\.?\s?ex|m\.?\s?m|d\.?\s?v\.?\s?s|dnr|nr|kl|st|kap|ca|"
    r"fr\.?\s?o\.?\s?m|t\.?\s?o\.?\s?m|resp|inkl|exkl|tkr|mkr|org|ordf|tel|s\.?\s?k|f\.?\s?d|"
    r"o\.?\s?d|bil|(?<!och )(?<!bilaga )(?<!punkt )(?<!alternativ )(?<!grupp )(?<!typ )[a-zåäö])\.$"
)
_EXPLAINS = Wording(
    r"(?i)^(?:[a-zåäö]*(?:förvaltningen|kontoret|enheten|avdelningen)\s(?:föreslår|skriver|anser|bedömer|konstaterar)|det(?:ta|ta\s\w+)?|dessa|denna|den(?!\sgemensamma|\snya)|de|därmed|därefter|således|(?:upp)?förslaget|"
    r"arbetet|(?:åter)?rapporteringen|avtalet|redovisningen|återrapportering|syftet|nivån|"
    r"beloppet|kostnaden|medlen|under förutsättning|beslutet gäller|vid|se|i samband|om|när|"
    r"justeringen)\s"
)


def decisions_in(passage: Passage, lead: Lead, start: int = 0) -> tuple[list[Decision], bool]:
    """The decisions of a passage from `start` on, in order, and whether it holds an immediate justering."""
    chunks = chunks_of(passage, start)
    text = passage.text
    found: list[Decision] = []
    immediate = reasons = listing = False
    context, attributed = lead, lead
    marks = [c.mark for c in chunks]
    listed = "number" in marks or "bullet" in marks or marks.count("att") > 1
    for i, chunk in enumerate(chunks):
        start, end = chunk.start, chunk.end
        content = text[start:end].strip()
        if not content:
            continue
        if "uster" in content:
            cut = _before_justering(text, start, end)
            if cut < end:
                immediate, end = True, cut
                chunk, content = chunk._replace(end=end), text[start:end].strip()
        if len(content) < 150 and "uster" in content and _JUSTERING.search(content):
            immediate = True
            continue
        if _is_attribution(content):
            context = attributed = lead
            continue
        if chunk.mark == "plain" and found and (COVERS_ALL.match(content) or _THIS_UNDER.match(content)):
            at = 0 if COVERS_ALL.match(content) else -1
            found[at] = replace(found[at], conditions=(*found[at].conditions, *conditions_in(passage, start, end)))
            continue
        follows = i + 1 < len(chunks) and chunks[i + 1].mark != "plain"
        opened = lead_of(passage, start, end, context.by if chunk.mark == "plain" else attributed.by)
        if opened is not None and (opened[1] >= end - 2 or not text[opened[1] : end].strip(" :.-")):
            context, listing = _merged(opened[0], lead), False
            continue
        if (
            chunk.mark == "plain"
            and follows
            and content.endswith(":")
            and opened is None
            and not found
            and act_of(text, start, end)[1] is None
        ):
            continue
        if chunk.mark == "plain" and opened is not None and (opened[0].proposes or opened[0].by) and opened[1] < end:
            context = _merged(opened[0], lead)
        reasons = reasons and chunk.mark == "plain" and opened is None
        if reasons:
            continue  # "... till mottagare av priset med följande motivering:"
        reasons = _REASONS.search(content) is not None
        listing = content.endswith(":") if chunk.mark in ("plain", "att") else listing
        if chunk.mark == "plain" and found and chunk.gap and opened is None and act_of(text, start, end)[1] is None:
            continue  # a paragraph after the decisions that decides nothing
        before = len(found)
        ahead: tuple[
            Condition, ...
        ] = ()  # "beslutar, under förutsättning att ..., att godkänna": said before what it holds for
        for a, b in _split(passage, chunk, opened, listed=listed):
            one = decision(passage, a, b, number=chunk.number, lead=context)
            if one is not None and one.act == "other" and one.conditions and _ONLY_UNDER.match(one.text.value):
                ahead = one.conditions
                continue
            if one is not None and one.number is None and found and COVERS_ALL.match(one.text.value):
                found[0] = replace(found[0], conditions=(*found[0].conditions, *one.conditions))
                continue
            if one is not None and ahead:
                one, ahead = replace(one, conditions=(*ahead, *one.conditions)), ()
            if (
                one is not None
                and found
                and one.act == "other"
                and act_of(text, a, b)[1] is None
                and (
                    (chunk.mark == "bullet" and ("number" in marks or "att" in marks))
                    or (chunk.mark == "number" and listing)
                )
            ):
                continue  # an entry of a list inside or after the point before
            if one is None:
                continue
            if len(one.text.value) < 150 and "uster" in one.text.value and _JUSTERING.search(one.text.value):
                immediate = True
            else:
                found.append(one)
        if (
            chunk.mark == "plain"
            and opened is None
            and listed
            and before
            and len(found) > before
            and not _disposes(text, start, end)
        ):
            del found[before:]
    return _covered(found), immediate


# "..., samt att paragrafen förklaras omedelbart justerad", "... samt förklarar paragrafen omedelbart justerad"
_LAST_JUSTERING = Wording(
    r"(?:\s*,)?\s(?:samt\s|och\s)?(?:att\s(?:denna\s|detta\s)?(?:paragraf|punkt|protokoll|beslut|ärende)(?:en|et|t)?\s(?:förklaras|anses|justeras)\s|"
    r"(?:förklarar|justerar)\s(?:[\wåäö]+\s){0,3}?)(?:[\wåäö]+\s){0,3}?(?:omedelbart|omgående|direkt)(?:\sjustera[dt])?[\s.]*$"
)


def _before_justering(text: str, start: int, end: int) -> int:
    """Where the decision ends, if the immediate justering is said in the last sentence after it."""
    sentences = sentences_in(text, start, end)
    while len(sentences) > 1 and _JUSTERING.search(text, *sentences[-1]) and sentences[-1][1] - sentences[-1][0] < 150:
        end = sentences.pop()[0]
    clause = _LAST_JUSTERING.search(text, max(start, end - 200), end)
    return clause.start() if clause and clause.start() > start + 10 else end


def _covered(found: list[Decision]) -> list[Decision]:
    """A condition said in a sentence of its own, over several points, counts on the first."""
    for i, one in enumerate(found[1:], 1):
        moved = [c for c in one.conditions if _covers(one, c)]
        if moved:
            found[0] = replace(found[0], conditions=(*found[0].conditions, *moved))
            found[i] = replace(one, conditions=tuple(c for c in one.conditions if c not in moved))
    return found


def _covers(one: Decision, condition: Condition) -> bool:
    """Whether the condition's sentence, last in the decision's text, speaks of all that is decided."""
    return COVERS_ALL.match(condition.text.value) is not None and not one.text.value.startswith(condition.text.value)


_REASONS = Wording(r"(?i)(?:motivering|skäl)(?:en)?:$")
_THIS_UNDER = Wording(r"(?i)(?:(?:allt\s)?detta\s(?:beslut\s)?(?:gäller\s)?|)under\sförutsättning\s")


_ONLY_UNDER = Wording(r"(?i)under\s(?:den\s)?förutsättning(?:en)?\s")


def _merged(lead: Lead, heading: Lead) -> Lead:
    """The lead-in's chain, after the heading's where the lead-in is its receiver's; one that only says "beslutar" keeps the heading's."""
    if not heading.proposes:
        return lead
    if not lead.proposes:
        return heading
    if heading.to is not None and lead.by is not None and lead.by.value.lower() == heading.to.value.lower():
        return Lead(
            heading.by, lead.to, (heading.to, *lead.via)
        )  # "Nämndens förslag i styrelsen": "Styrelsen föreslår ..."
    return lead


def _is_attribution(content: str) -> bool:
    return _ATTRIBUTION.match(content) is not None and (
        content.endswith(":")
        or (len(content) < 80 and not re.search(r"(?i)godkänn|beslut|uppdrag\s|bifall\w*\s", content))
    )


def _split(passage: Passage, chunk: Chunk, opened: tuple[Lead, int] | None, *, listed: bool) -> list[tuple[int, int]]:
    """Where the chunk holds several decisions: att-clauses after a lead-in, or sentences that each dispose."""
    text, start, end = passage.text, chunk.start, chunk.end
    if chunk.mark in ("number", "bullet") or (chunk.mark == "att" and listed):
        clauses = (
            att_clauses(text, opened[1], end)
            if opened is not None and chunk.mark != "att" and opened[0].proposes is False
            else []
        )
        if len(clauses) > 1 and chunk.mark == "bullet":
            return [(start, clauses[0][1]), *clauses[1:]]
        return [(start, end)]
    if opened is not None:
        clauses = att_clauses(text, opened[1], _sentence_end(text, opened[1], end))
        if len(clauses) == 1:
            clauses = run_on(text, *clauses[0])
        if len(clauses) > 1:
            rest = sentences_in(text, clauses[-1][1], end)
            return [*clauses, *[s for s in rest if _disposes(text, *s)]]
    sentences = [part for a, b in sentences_in(text, start, end) for part in restarts(text, a, b)]
    if opened is None and len(sentences) >= 1:
        clauses = att_clauses(text, sentences[0][0], sentences[0][1])
        first_word = re.compile(r"[^\wåäö]*(?:att\s+)*([A-Za-zåäöÅÄÖ]+)").match(text, start)
        if len(clauses) > 1 and first_word and first_word[1].lower() in INFINITIVES:
            return [*clauses, *[s for s in sentences[1:] if _disposes(text, *s)]]
    kept = [sentences[0]] if sentences else []
    laid = bool(kept) and act_of(text, *kept[0])[0] in _LAYS_DOWN  # whether the last kept lays something down
    for a, b in sentences[1:]:
        if _disposes(text, a, b) and (laid or not _SHALL.match(text, a, b)):
            kept.append((a, b))
            laid = act_of(text, a, b)[0] in _LAYS_DOWN
        elif kept:
            kept[-1] = (kept[-1][0], b)
    return kept


_RESTART = Wording(
    r"(?<=[\wåäö)\"”%/])\s(?=[A-ZÅÄÖ][\wåäö-]*(?:styrelsen|nämnden|fullmäktige|utskottet|"
    r"direktionen)\s(?:antar|uppdrar|fastställer|godkänner|utser|noterar|avslår|beslutar|föreslår|"
    r"bemyndigar|delegerar)\s)"
)


def restarts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence cut where the deciding body stands as subject, the full stop before it lost."""
    edges = (
        [start, *(m.end() for m in _RESTART.finditer(text, start + 20, end)), end] if end - start > 60 else [start, end]
    )
    return list(pairwise(edges))


# A sentence that says what shall be done decides by itself only after one that lays something down.
_SHALL = Wording(r"[^.,]{2,120}?\s(?:ska|skall|bör)\s")
_LAYS_DOWN = frozenset(("approve", "adopt", "reject", "propose"))


def _sentence_end(text: str, start: int, end: int) -> int:
    return next((b for _, b in sentences_in(text, start, end)), end)


def sentences_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """text[start:end] cut at sentence ends that no abbreviation makes."""
    found, at = [], start
    for m in _SENTENCE.finditer(text, start, end):
        if _ABBREVIATION.search(text[max(start, m.start() - 18) : m.start()]):
            continue
        if text[at : m.start()].strip():
            found.append((at, m.start()))
        at = m.end()
    if text[at:end].strip():
        found.append((at, end))
    return found


_GOES_ON = Wording(
    r"(?:Vidare|Likaså|Slutligen|Dessutom|Därutöver|Därtill)\s(?:föreslås|beslutas|beslutades|beslutar|föreslår)\s"
)


def _disposes(text: str, start: int, end: int) -> bool:
    """Whether a sentence decides something of its own, rather than explain the one before."""
    content = text[start:end].strip()
    if _GOES_ON.match(content) or is_clause(content):
        return True
    if _EXPLAINS.match(content):
        return False
    act, verb = act_of(text, start, end)
    if verb is None or verb.inside:
        return False
    if act == "other":
        return verb.word in (
            "ska",
            "skall",
            "översänds",
            "tillkommer",
            "överlämnas",
            "anses",
            "upphör",
            "inrättas",
            "bildas",
            "överlämnar",
            "översänder",
            "lämnar",
            "anser",
            "ställer",
        )
    return True
