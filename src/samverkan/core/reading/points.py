"""From the words under a decision heading to single decisions: points, att-clauses, bullets and sentences.

A passage goes in with what its heading settles; decisions come out in order. Attribution lines and the immediate justering are none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.acts import act_of, decision
from samverkan.core.reading.conditions import COVERS_ALL, conditions_in
from samverkan.core.reading.leads import Lead, lead_of
from samverkan.core.reading.verbs import FINITE, INFINITIVES
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.passage import Passage
    from samverkan.core.reading.values import Condition, Decision

_NUMBER = Wording(r"(?P<n>\d{1,2})[.)](?!\d)\s*(?=\S)|(?P<n2>\d{1,2})\s(?=(?:att|Att)\s)")
_BARE_NUMBER = Wording(r"(?P<n>\d{1,2})\s(?=[A-ZÅÄÖ][a-zåäö])")
_INLINE_NUMBER = Wording(r"(?<=[\s:])(?P<n>\d{1,2})[.)]\s+(?=[A-ZÅÄÖa-zåäö\"”])")
_BULLET = Wording(r"(?:[•·▪◦‣*●]|[-–—](?=\s))\s*")
_LETTER = Wording(r"\(?[a-hA-H][.)]\s")
_LETTER_ATT = Wording(r"\(?[a-h]\)\s(?=att\s)")
_ATT = Wording(r"(?i)(?:dels\s|samt\s|och\s)?att\s")
_ATTRIBUTION = Wording(
    r"(?i)^(?:(?:enligt|på förslag (?:av|från)|i enlighet med|efter förslag (?:av|från)|"
    r"med bifall till|med ändring av)\s[^:]{3,300}):?$"
)
_JUSTERING = Wording(
    r"(?i)(?:omedelbar(?:t|)|omgående)\s+(?:justering|justera[ds]?t?)|(?:förklaras?|"
    r"anses?)\s+(?:för\s+)?omedelbart\s+justera[dt]|justeras\s+(?:omedelbart|omgående|direkt)|"
    r"omedelbart\s+justera[dt]"
)
_SENTENCE = Wording(r"(?<=[.!?])\s+(?=[\"”]?[A-ZÅÄÖ]|att\s[a-zåäö]+a\s)")
_ABBREVIATION = Wording(
    r"(?i)(?:(?<![\wåäö])(?:bl\.?\s?a|t\.?\s?ex|m\.?\s?m|d\.?\s?v\.?\s?s|dnr|nr|kl|st|kap|ca|"
    r"fr\.?\s?o\.?\s?m|t\.?\s?o\.?\s?m|resp|inkl|exkl|tkr|mkr|org|ordf|tel|s\.?\s?k|f\.?\s?d|"
    r"o\.?\s?d|bil|(?<!och )[a-zåäö])|(?<![\wåäö])(?<!och )(?<!bilaga )(?<!punkt )[A-ZÅÄÖ])\.$"
)
_EXPLAINS = Wording(
    r"(?i)^(?:det(?:ta|ta\s\w+)?|dessa|denna|den(?!\sgemensamma|\snya)|de|därmed|därefter|således|(?:upp)?förslaget|"
    r"arbetet|(?:åter)?rapporteringen|avtalet|redovisningen|återrapportering|syftet|nivån|"
    r"beloppet|kostnaden|medlen|under förutsättning|beslutet gäller|vid|se|i samband|om|när|"
    r"justeringen)\s"
)
_CLAUSE_MARK = Wording(r"[,;]|\satt\s|\ssamt\s|\sdels\s")
_CLAUSE_SPLIT = Wording(r"(?:,|;|\.)?\s(?:samt|och|dels|,)?\s?(?:att\s+)?(?P<word>[a-zåäö]+)(?=[\s,])")
_UNLESS = Wording(
    r"(?i)(?:uppdrag(?:et)?|rätt(?:en)?|möjlighet(?:en)?|i\suppdrag|uppdrar\såt\s[^,]{2,60}|"
    r"uppdra\såt\s[^,]{2,60}|bemyndiga[rs]?\s[^,]{2,80}|föreslår|avser(?:\sinte)?|genom|för|utan|"
    r"om|till|av|inklusive)$"
)


class _Chunk(NamedTuple):
    start: int
    end: int
    mark: str  # "number", "bullet", "att", "plain"
    number: int | None
    gap: bool


def decisions_in(passage: Passage, lead: Lead, start: int = 0) -> tuple[list[Decision], bool]:
    """The decisions of a passage from `start` on, in order, and whether it holds an immediate justering."""
    chunks = _chunks(passage, start)
    text = passage.text
    found: list[Decision] = []
    immediate = False
    context, attributed = lead, lead
    listed = any(c.mark in ("number", "bullet", "att") for c in chunks)
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
            context = _merged(opened[0], lead)
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
        if chunk.mark == "plain" and opened is not None and opened[0].proposes and opened[1] < end:
            context = _merged(opened[0], lead)
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
            if one is not None and ahead:
                one, ahead = replace(one, conditions=(*ahead, *one.conditions)), ()
            if (
                one is not None
                and chunk.mark == "bullet"
                and found
                and one.act == "other"
                and act_of(text, a, b)[1] is None
                and _mixed(chunks)
            ):
                continue  # an item of a list inside the point before
            if one is None:
                continue
            if len(one.text.value) < 150 and "uster" in one.text.value and _JUSTERING.search(one.text.value):
                immediate = True
            else:
                found.append(one)
        if chunk.mark == "plain" and opened is not None and not opened[0].proposes and opened[0].by:
            context = _merged(opened[0], lead)
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


def _before_justering(text: str, start: int, end: int) -> int:
    """Where the decision ends, if the immediate justering is said in the last sentence after it."""
    sentences = sentences_in(text, start, end)
    while len(sentences) > 1 and _JUSTERING.search(text, *sentences[-1]) and sentences[-1][1] - sentences[-1][0] < 150:
        end = sentences.pop()[0]
    return end


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
    at = one.text.value.find(condition.text.value)
    sentence = max((e for _, e in sentences_in(one.text.value, 0, at)), default=0) if at > 0 else 0
    return sentence > 0 and COVERS_ALL.match(one.text.value[sentence:].lstrip()) is not None


_THIS_UNDER = Wording(r"(?i)(?:(?:allt\s)?detta\s(?:beslut\s)?(?:gäller\s)?|)under\sförutsättning\s")


_ONLY_UNDER = Wording(r"(?i)under\s(?:den\s)?förutsättning(?:en)?\s")


def _merged(lead: Lead, heading: Lead) -> Lead:
    """The lead-in's chain; under a heading that proposes, a lead-in that only says "beslutar" keeps the heading's receiver."""
    if lead.proposes or not heading.proposes:
        return lead
    return heading


def _mixed(chunks: list[_Chunk]) -> bool:
    return any(c.mark in ("number", "att") for c in chunks)


def _is_attribution(content: str) -> bool:
    return _ATTRIBUTION.match(content) is not None and (
        content.endswith(":")
        or (len(content) < 80 and not re.search(r"(?i)godkänn|beslut|uppdrag\s|bifall\w*\s", content))
    )


# A new block after a list: an attribution, or a body that decides, proposes or seconds
_OPENS_BLOCK = Wording(
    r"(?:Enligt|På\sförslag|Efter\sförslag)\s|[A-ZÅÄÖ][\wåäö-]*(?:\s[\wåäö-]+){0,4}?\s(?:tillstyrker|föreslår|beslutar)\s"
)
# " - att ... - att ...": bullets run together on one line
_INLINE_BULLET = Wording(r"\s(?=[-–•*]\satt\s)")


def _chunks(passage: Passage, first: int) -> list[_Chunk]:
    """The passage cut at list marks that stand first on a line, or run inline in ascending order."""
    text = passage.text
    starts: list[tuple[int, int, str, int | None, bool]] = []
    expected = 0
    glued = len(text) > 200 and len(passage.breaks) <= 1 + len(text) // 250
    listed = False
    for at in (b for b in passage.breaks if b >= first):
        listed = bool(starts) and starts[-1][2] != "plain"
        m = _NUMBER.match(text, at)
        if m:
            n = int(m["n"] or m["n2"])
            if n == expected + 1 or n == 1 or (expected == 0 and n < 20) or n == expected + 2:
                starts.append((at, m.end(), "number", n, at in passage.gaps))
                expected = n
                continue
        if (m := _BARE_NUMBER.match(text, at)) and int(m["n"]) == expected + 1:
            starts.append((at, m.end(), "number", expected + 1, at in passage.gaps))
            expected += 1
            continue
        if _BULLET.match(text, at) or _LETTER_ATT.match(text, at):
            starts.append((at, at, "bullet", None, at in passage.gaps))
        elif (_ATT.match(text, at) and text[max(0, at - 40) : at].rstrip()[-1:] != ",") or (
            _ATT.match(text, at) and _after_decides(text, at)
        ):
            own_line = at in passage.gaps and bool(starts) and starts[-1][2] == "att"
            if own_line or _ends_clause(text, at):
                starts.append((at, at, "att", None, at in passage.gaps))
        elif (
            at == 0
            or at in passage.gaps
            or ((not listed or _OPENS_BLOCK.match(text, at)) and _new_paragraph(passage, at))
        ) and not _LETTER.match(text, at):
            starts.append((at, at, "plain", None, at in passage.gaps))
    if glued:
        starts.extend((m.start() + 1, m.end(), "bullet", None, False) for m in _INLINE_BULLET.finditer(text))
    if glued or not any(s[2] == "number" for s in starts):
        starts.extend(_inline_numbers(text, {s[0] for s in starts}))
    starts = sorted(s for s in starts if s[0] >= first)
    if not starts or starts[0][0] > first:
        starts.insert(0, (first, first, "plain", None, False))
    chunks = []
    for k, (at, _, mark, number, gap) in enumerate(starts):
        end = starts[k + 1][0] if k + 1 < len(starts) else len(text)
        chunks.append(_Chunk(at, end, mark, number, gap))
    return chunks


def _after_decides(text: str, at: int) -> bool:
    return re.search(r"(?i)(?:beslutar|beslut|besluta|,|samt)\s*:?\s*$", text[max(0, at - 40) : at]) is not None


def _ends_clause(text: str, at: int) -> bool:
    """Whether what stands before a line's "att" is ended, so that the line begins a clause of its own."""
    before = text[max(0, at - 400) : at].rstrip()
    if (
        not before
        or before[-1] in ".,;:"
        or before.lower().endswith((" beslutar", " besluta", " samt", " och", " beslutar om", " följande", "beslutade"))
    ):
        word = re.compile(r"(?i)(?:samt\s|och\s|dels\s)?att\s+(?:att\s+)*([\wåäö]+)").match(text, at)
        rest = text[at : at + 400]
        if (
            word
            and before[-1:] == ","
            and re.fullmatch(r"[a-zåäö]+a|ge|ta|få|se|gå|stå|bli|låta", word[1])
            and _AFTER_ATT.search(before)
        ):
            return True
        return bool(
            word
            and (
                word[1].lower() in INFINITIVES
                or not before
                or before[-1] in ".;:"
                or re.search(r"(?i)(?:beslutar|besluta)$", before)
            )
        ) or bool(re.search(r"[a-zåäö]+(?:as|es|s)(?![\wåäö])", rest) and before.endswith(","))
    word = re.compile(r"(?i)att\s+([\wåäö]+)").match(text, at)
    return bool(
        word
        and word[1].lower() in INFINITIVES
        and word[1].lower() not in ("finansiera", "genomföra", "ändra", "ange")
        and not _UNLESS.search(before[-90:])
    )


_AFTER_ATT = Wording(r"(?:^|[\s,])att\s(?:[^,]|,(?!\s)){3,300},$")


def _new_paragraph(passage: Passage, at: int) -> bool:
    """A line that begins a sentence after one that ended: its own paragraph where lines are sentences."""
    before = passage.text[max(0, at - 40) : at].rstrip()
    return bool(before) and before[-1] in ".:" and passage.text[at].isupper()


def _inline_numbers(text: str, taken: set[int]) -> list[tuple[int, int, str, int | None, bool]]:
    found: list[tuple[int, int, str, int | None, bool]] = []
    expected = 1
    for m in _INLINE_NUMBER.finditer(" " + text):
        at = m.start() - 1
        n = int(m["n"])
        before = text[max(0, at - 40) : at].rstrip()
        if n == expected and at in taken:
            expected += 1
            continue
        if n != expected or re.search(r"(?i)(?:kap|bilaga|punkt|nr|§|art|avsnitt)\.?$", before):
            continue
        found.append((at, at + len(m.group()), "number", n, False))
        expected += 1
    return (
        found
        if len(found) >= 2
        or (
            found
            and ((0 in taken and expected > 2) or text[: found[0][0]].rstrip().endswith((":", "att", "fullmäktige")))
        )
        else []
    )


def _split(passage: Passage, chunk: _Chunk, opened: tuple[Lead, int] | None, *, listed: bool) -> list[tuple[int, int]]:
    """Where the chunk holds several decisions: att-clauses after a lead-in, or sentences that each dispose."""
    text, start, end = passage.text, chunk.start, chunk.end
    if chunk.mark in ("number", "bullet") or (chunk.mark == "att" and listed):
        clauses = (
            _att_clauses(text, opened[1], end)
            if opened is not None and chunk.mark != "att" and opened[0].proposes is False
            else []
        )
        if len(clauses) > 1 and chunk.mark == "bullet":
            return [(start, clauses[0][1]), *clauses[1:]]
        return [(start, end)]
    if opened is not None:
        clauses = _att_clauses(text, opened[1], _sentence_end(text, opened[1], end))
        if len(clauses) == 1:
            clauses = _run_on(text, *clauses[0])
        if len(clauses) > 1:
            rest = sentences_in(text, clauses[-1][1], end)
            return [*clauses, *[s for s in rest if _disposes(text, *s)]]
    sentences = [part for a, b in sentences_in(text, start, end) for part in restarts(text, a, b)]
    if opened is None and len(sentences) >= 1:
        clauses = _att_clauses(text, sentences[0][0], sentences[0][1])
        first_word = re.compile(r"[^\wåäö]*(?:att\s+)*([A-Za-zåäöÅÄÖ]+)").match(text, start)
        if len(clauses) > 1 and first_word and first_word[1].lower() in INFINITIVES:
            return [*clauses, *[s for s in sentences[1:] if _disposes(text, *s)]]
    kept = [sentences[0]] if sentences else []
    for a, b in sentences[1:]:
        if _disposes(text, a, b) and not (_SHALL.match(text, a, b) and act_of(text, *kept[-1])[0] not in _LAYS_DOWN):
            kept.append((a, b))
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
        if _ABBREVIATION.search(text[max(start, m.start() - 12) : m.start()]):
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
    if _GOES_ON.match(content):
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


def _att_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """text[start:end] cut where a new deciding clause begins: ", att godkänna", "samt att notera", "samt bemyndiga"."""
    edges = [start]
    bare = _BARE_CLAUSES.match(text, start, end) is not None
    for m in _CLAUSE_SPLIT.finditer(text, start, end):
        joined = m.group()
        word = m["word"]
        has_att = "att " in joined
        if (
            bare
            and has_att
            and (
                word in INFINITIVES
                or _clause_decides(text, m.start("word"), end)
                or re.match(r"[\wåäö]+\s(?:ska|skall)\s", text[m.start("word") : m.start("word") + 60])
            )
            and not _UNLESS.search(text[max(start, m.start() - 60) : m.start()])
        ):
            if m.start() > edges[-1] + 3:
                edges.append(m.start())
            continue
        if (
            (has_att or "samt" in joined)
            and _PHRASED.match(text, m.start("word"), end)
            and "uppdrag" not in text[edges[-1] : m.start()]
            and not _UNLESS.search(text[max(start, m.start() - 100) : m.start()])
        ):
            if m.start() > edges[-1] + 3:
                edges.append(m.start())
            continue
        if word not in INFINITIVES and not (
            has_att
            and joined.lstrip(" ").startswith((",", ";", ".", "samt", "och"))
            and (
                _clause_decides(text, m.start("word"), end)
                or re.match(
                    r"[\wåäö]+(?:\s[\wåäö]+){0,3}\s(?:ska|skall)\s", text[m.start("word") : m.start("word") + 80]
                )
            )
        ):
            continue
        if not has_att and not re.search(r"(?:samt|,)", joined[: joined.rfind(word)]):
            continue
        if (
            word in INFINITIVES
            and INFINITIVES[word] == "other"
            and not (has_att and ("," in joined or "samt" in joined))
        ):
            continue
        before = text[max(start, m.start() - 100) : m.start()]
        if not re.search(r"[,;.]|samt|dels", joined) and _UNLESS.search(before):
            continue
        if m.start() > edges[-1] + 3:
            edges.append(m.start())
    if len(edges) >= 3:
        edges = sorted(
            {
                *edges,
                *(
                    m.start()
                    for m in _COMMA_ATT.finditer(text, edges[0], end)
                    if not _UNLESS.search(text[max(start, m.start() - 100) : m.start()])
                ),
            }
        )
        edges = [e for n, e in enumerate(edges) if n == 0 or e > edges[n - 1] + 6]
    ends = [*edges[1:], end]
    return [(_trim(text, a), b) for a, b in zip(edges, ends, strict=True)]


# clauses that dispose by more than one word: "samt att ge förvaltningen i uppdrag", "och att lägga den till handlingarna"
_PHRASED = Wording(
    r"(?:ge|lämna)\s[^,.;]{2,80}?\s(?:i\suppdrag|uppdrag(?:et)?\s|rätt\satt|mandat|delegation)|"
    r"lägga\s[^.;]{0,80}?till\shandlingarna|säga\s[^,.;]{0,80}?\supp(?![\wåäö])|avstå\sfrån|"
    r"ta\s(?:del\sav|[^,.;]{1,60}?\still\sprotokollet)|(?:teckna|ingå|förlänga|förnya)\s[^,.;]{0,60}?(?:avtal|överenskommelse)"
)
_COMMA_ATT = Wording(
    r",\s(?:samt\s)?att\s(?=(?:[A-ZÅÄÖ]|[\wåäö]+(?:en|et|er|na|n)\s))|\ssamt\satt\s(?=[\wåäö]+(?:en|et|er|na|n)\s)"
)
# "att inrätta ... att fastställa ... att utse": clauses that follow each other without commas
_BARE_CLAUSES = Wording(
    r"(?:[^,.;]{4,200}?\satt\s(?:godkänna|fastställa|anta|utse|notera|bemyndiga|delegera|uppdra|"
    r"ge|avslå|upphäva|ställa|teckna|ingå|inrätta|lägga)\s){2}"
)


# "besluta att att lägga ... uppdra åt ... godkänna ...": infinitives that have lost their "att"
_RUN_ON = Wording(
    r"(?<=[\wåäö)\".])\s(?=(?:godkänna|fastställa|anta|utse|uppdra|ställa\ssig|bemyndiga|delegera|lägga|notera|upphäva|"
    r"avslå|omedelbart\sjustera)\s)"
)
_NOT_RUN_ON = Wording(r"(?i)(?:^|\s)(?:att|och|samt|kan|ska|skall|får|bör|inte|ej|vill|måste|eller|även|också|därmed)$")


def _run_on(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Clauses told apart by their infinitives alone, where two or more have lost what parted them."""
    edges = [start] + [
        m.end() for m in _RUN_ON.finditer(text, start, end) if not _NOT_RUN_ON.search(text[start : m.start()][-14:])
    ]
    if len(edges) < 3 and not (len(edges) == 2 and re.search(r"att\satt", text[max(0, start - 14) : start])):
        return [(start, end)]
    return list(pairwise([*edges, end]))


def _clause_decides(text: str, start: int, end: int) -> bool:
    stop = re.compile(r",\s(?:samt\s)?att\s|\.\s").search(text, start, end)
    words = text[start : stop.start() if stop else min(end, start + 240)].split()
    return any(w.strip(",.;").lower() in FINITE and FINITE[w.strip(",.;").lower()] != "other" for w in words)


_EDGE = Wording(r"[\s,;.]*(?:(?:samt|och|dels)\s+)?")


def _trim(text: str, at: int) -> int:
    m = _EDGE.match(text, at)
    return m.end() if m else at
