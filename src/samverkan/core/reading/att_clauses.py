"""Decisions in one sentence: "att ..., att ... samt att ..."; the text goes in, where each clause stands comes out."""

from __future__ import annotations

import re
from itertools import pairwise

from samverkan.core.reading.verbs import FINITE, INFINITIVES
from samverkan.core.reading.wording import Wording

# Words that an att belongs to: what follows is no decision of its own
UNLESS = Wording(
    r"(?i)(?:uppdrag(?:et)?|rätt(?:en)?|möjlighet(?:en)?|i\suppdrag|uppdrar\såt\s[^,]{2,60}|"
    r"uppdrar?\s(?:åt|till)\s[^,]{2,60}|bemyndiga[rs]?\s[^,]{2,80}|föreslår|avser(?:\sinte)?|genom|för|utan|"
    r"om|till|av|inklusive)$"
)
_CLAUSE_MARK = Wording(r"[,;]|\satt\s|\ssamt\s|\sdels\s")
_CLAUSE_SPLIT = Wording(r"(?:,|;|\.)?\s(?:samt|och|dels|,)?\s?(?:att\s+)?(?P<word>[a-zåäö]+)(?=[\s,])")


def att_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
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
            and not UNLESS.search(text[max(start, m.start() - 60) : m.start()])
        ):
            if m.start() > edges[-1] + 3:
                edges.append(m.start())
            continue
        if (
            (has_att or "samt" in joined)
            and _PHRASED.match(text, m.start("word"), end)
            and "uppdrag" not in text[edges[-1] : m.start()]
            and not UNLESS.search(text[max(start, m.start() - 100) : m.start()])
        ):
            if m.start() > edges[-1] + 3:
                edges.append(m.start())
            continue
        if word not in INFINITIVES and not (
            has_att
            and joined.lstrip(" ").startswith((",", ";", ".", "samt", "och"))
            and (
                _clause_decides(text, m.start("word"), end)
                or _SHALL_BE.match(text, m.start("word"), min(end, m.start("word") + 160))
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
        if not re.search(r"[,;.]|samt|dels", joined) and UNLESS.search(before):
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
                    if not UNLESS.search(text[max(start, m.start() - 100) : m.start()])
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
    r"(?:,|(?<=\d))\s(?:samt\s)?att\s(?=(?:[A-ZÅÄÖ]|[\wåäö]+(?:en|et|er|na|n)\s))|\ssamt\satt\s(?=[\wåäö]+(?:en|et|er|na|n)\s)"
)
# "att inrätta ... att fastställa ... att utse": clauses that follow each other without commas
_BARE_CLAUSES = Wording(
    r"(?:[^,.;]{4,200}?\satt\s(?:godkänna|fastställa|anta|utse|notera|bemyndiga|delegera|uppdra|"
    r"ge|avslå|upphäva|ställa|teckna|ingå|inrätta|lägga)\s){2}"
)


# "besluta att att lägga ... uppdra åt ... godkänna ...": infinitives that have lost their "att"
_RUN_ON = Wording(
    r"(?<=[\wåäö)\".])\s(?=(?:godkänna|fastställa|anta|utse|uppdra|ställa\ssig|bemyndiga|delegera|lägga|notera|upphäva|"
    r"avslå|omedelbart\sjustera|beslutet\s(?:tas|fattas|gäller)\sunder)\s)"
)
_NOT_RUN_ON = Wording(r"(?i)(?:^|\s)(?:att|och|samt|kan|ska|skall|får|bör|inte|ej|vill|måste|eller|även|också|därmed)$")


def run_on(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Clauses told apart by their infinitives alone, where two or more have lost what parted them."""
    edges = [start] + [
        m.end() for m in _RUN_ON.finditer(text, start, end) if not _NOT_RUN_ON.search(text[start : m.start()][-14:])
    ]
    if len(edges) < 3 and not (len(edges) == 2 and re.search(r"att\satt", text[max(0, start - 14) : start])):
        return [(start, end)]
    return list(pairwise([*edges, end]))


_ATT = Wording(r"[Aa]tt\s(?P<word>[a-zåäö]+)\s")


def is_clause(text: str) -> bool:
    """Whether the text is a deciding clause by itself: "att godkänna ...", "att lägga ... till handlingarna"."""
    m = _ATT.match(text)
    return m is not None and (m["word"] in INFINITIVES or _PHRASED.match(text, m.start("word")) is not None)


# a clause with a subject of its own: "antalet röster ska vara 30", "presidiet får i uppdrag", "möjligheten införs"
_SHALL_BE = Wording(
    r"(?!(?:den|det|de|han|hon|man|som|inte)\s)[^,.;:]{3,140}?\s(?:ska|skall|får\si\suppdrag|[a-zåäö]{2,}(?:förs|ffas|teras|andlas|änds|ställs))(?=[\s,.;]|$)"
)
_CLAUSE_END = Wording(r",\s(?:samt\s)?att\s|\.\s")


def _clause_decides(text: str, start: int, end: int) -> bool:
    """Whether the clause that begins at `start` holds a verb that decides."""
    reach = min(end, start + 240)
    stop = _CLAUSE_END.search(text, start, reach)
    words = text[start : stop.start() if stop else reach].split()
    return any(w.strip(",.;").lower() in FINITE and FINITE[w.strip(",.;").lower()] != "other" for w in words)


_EDGE = Wording(r"[\s,;.]*(?:(?:samt|och|dels)\s+)?")


def _trim(text: str, at: int) -> int:
    m = _EDGE.match(text, at)
    return m.end() if m else at
