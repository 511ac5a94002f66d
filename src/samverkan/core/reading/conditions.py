"""What a decision depends on: the decision's words in, its conditions out, each with its kind and whom it waits for."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from samverkan.core.reading.names import bodies_in, organisations_in
from samverkan.core.reading.values import Condition, ConditionKind
from samverkan.core.reading.verbs import FINITE, INFINITIVES
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.passage import Passage
    from samverkan.core.sources import Cited

_TRIGGER = Wording(
    r"(?i)(?:detta\s+|beslutet\s+gäller\s+|"
    r"allt\s+)?(?:under\s+(?:den\s+)?förutsättning(?:en)?(?:\s+(?:att|av))?|"
    r"förutsätter(?:\s+(?:dock\s+)?att)?|förutsatt(?:\s+att)?|"
    r"med\s+förbehåll\s+(?:för|om|att)|(?:är\s+)?villkora[ts]\s+av|(?:på|som|med)\s+villkor\s+(?:gäller\s+)?att|(?:gäller|"
    r"träder\s+i\s*kraft|verkställs)\s+(?:först\s+|endast\s+)?(?:när|om|sedan|efter\s+att))"
)
_LIST = Wording(r"(?<=[\s:])(?:[a-hA-H][.)]|•|–|-)\s", r"(?<=[\s:])[A-H]\s(?=[A-ZÅÄÖ][a-zåäö])")
_KINDS: tuple[tuple[ConditionKind, re.Pattern[str]], ...] = (
    # the other decides the same: likalydande, motsvarande, samma; all members or parties approve; an agreement comes about with others
    (
        "matching_decision",
        re.compile(
            r"(?i)(?:likalydande|motsvarande|samma|liknande|likadana?)\s+(?:beslut|avtal|ställningstagande)|gör\s+(?:detsamma|samma\ssak|likadant)|"
            r"(?:samtliga|alla|övriga|båda|andra|berörda|ingående|resterande|"
            r"respektive)\s+(?:(?:\S+\s+){0,2})(?:medlem|part|kommun|huvudm|region|landsting|fullmäktige|"
            r"samverkansp|deltag)\w*|"
            r"(?:kommun(?:er)?|regionen|landstinget|parten|motparten)\s+(?:också|även|i\ssin\stur|"
            r"för\ssin\sdel)?\s?(?:fattar|beslutar|godkänner|antar)|avtal\w*\s+kan\s+(?:träffas|tecknas|"
            r"slutas)|(?:parter|medlemmar|kommuner)na\s+(?:godkänner|beslutar|fattar|antar|undertecknar)"
        ),
    ),
    (
        "terms",
        re.compile(
            r"(?i)avtalet\s+(?:justeras|ändras|kompletteras|revideras)|finansierar\s|procent|"
            r"kostnadsfördelning|ändringar?\s+(?:görs|sker)"
        ),
    ),
    ("budget", re.compile(r"(?i)budget|medel\s|finansiering|anslag|kostnad|ekonomi|statsbidrag|ersättning")),
    (
        "other_decision",
        re.compile(
            r"(?i)beslut|godkänn|fullmäktige|styrelsen|nämnden|bifall|antar|fastställ|medge|tillst[yå]|"
            r"laga\s+kraft|bevilja|prövning"
        ),
    ),
    ("time", re.compile(r"(?i)senast|före\s+den|inom\s+\w+\s+(?:månader|veckor|år)|tidigast")),
)
_WORTHLESS = Wording(r"(?i)^\s*(?:inom\s+budget|som|i\s)")


# A sentence of its own that covers every point: "Beslutet gäller under förutsättning att ..."
COVERS_ALL = Wording(
    r"(?i)^(?:beslute[tn]|ovanstående\s(?:beslut|punkter)|punkterna\s[\d,\s–-]+(?:och\s\d+)?|"
    r"samtliga\s(?:beslut|punkter))\s(?:ovan\s)?(?:ska\s)?(?:gäller?|är|förutsätter|(?:tas|fattas)\sunder)"
)


def conditions_in(passage: Passage, start: int, end: int) -> tuple[Condition, ...]:
    """The conditions of passage.text[start:end]."""
    text = passage.text
    lowered = text[start:end].lower()
    if not any(
        word in lowered
        for word in (
            "förutsätt",
            "förutsatt",
            "förbehåll",
            "villkor",
            "gäller när",
            "kraft när",
            "kraft först",
            "kraft sedan",
            "gäller först",
            "gäller endast",
        )
    ):
        return ()
    found: list[Condition] = []
    at = start
    while (m := _TRIGGER.search(text, at, end)) is not None:
        opening = m.start() - start < 4 or _OPENS.search(text, max(start, m.start() - 60), m.start()) is not None
        stop = _clause_end(text, m.end(), end, opening=opening)
        rest = text[m.end() : stop]
        before = text[max(start, m.start() - 30) : m.start()].lower()
        if before.rstrip().endswith(("är en", "som en", "grundläggande", "vara en")):
            at = m.end()
            continue
        listed = list(_LIST.finditer(text, m.end(), stop)) if ":" in text[m.end() : m.end() + 40] else []
        if len(listed) >= 2:
            edges = [mark.start() for mark in listed] + [stop]
            for a, b in pairwise(edges):
                found.append(_condition(passage, a, b))
        elif rest.strip(" .:"):
            found.append(_condition(passage, m.start(), stop))
        at = max(stop, m.end())
    return tuple(found)


_OPENS = Wording(r"(?:^|[.:]\s|(?:att|uppdraget|därför)[\s,]+)$")
_SENTENCE_END = Wording(r"(?:(?<![\d(])|(?<=\s(?:19|20)\d\d))(?<!\s[A-H])\.(?:\s+(?=[A-ZÅÄÖ])|\s*$)|;")
_PLAIN_END = Wording(r"(?:(?<![\d(])|(?<=\s(?:19|20)\d\d))\.(?:\s+(?=[A-ZÅÄÖ])|\s*$)|;")
# "Under förutsättning att ..., uppdrar nämnden": the condition stands first and ends before the main verb
_MAIN_VERB = Wording(r",\s(?P<verb>[a-zåäö]+)(?=\s)")
_TAIL = Wording(r"[\s,.;]*(?:,?\s(?:samt|och|dels))?[\s,]*$")


def _clause_end(text: str, start: int, end: int, *, opening: bool) -> int:
    """The end of the sentence; where the condition opens it, the comma before the main verb."""
    listed = ":" in text[start : start + 40]
    stop = (_SENTENCE_END if listed else _PLAIN_END).search(text, start, end)
    last = stop.start() if stop else end
    if text[start:last].lstrip().startswith(":") or ":" in text[start : start + 12]:
        return last if not re.search(r"[a-h][.)]\s|\sB\s[A-ZÅÄÖ][a-zåäö]", text[start:end]) else end
    if opening:
        for m in _MAIN_VERB.finditer(text, start, last):
            if m["verb"] in FINITE or m["verb"] in INFINITIVES or m["verb"] in ("är", "var", "blir"):
                return m.start()
    return last


def _condition(passage: Passage, start: int, end: int) -> Condition:
    tail = _TAIL.search(passage.text, start, end)
    end = tail.start() if tail and tail.start() > start else end
    text = passage.text[start:end]
    kind: ConditionKind = next((kind for kind, pattern in _KINDS if pattern.search(text)), "other")
    return Condition(kind, _on(passage, start, end, kind), passage.cited(start, end))


def _on(passage: Passage, start: int, end: int, kind: ConditionKind) -> Cited[str] | None:
    if kind not in ("matching_decision", "other_decision"):
        return None
    text = passage.text
    m = re.compile(
        r"(?i)(?:samtliga|alla|övriga|båda|berörda|resterande|respektive)\s+(?:\S+\s+)?(?:medlem|part|"
        r"kommun|huvudm|region|landsting|samverkansp)\w*"
    ).search(text, start, end)
    names = bodies_in(text, start, end)
    named = organisations_in(text, start, end)
    if named and (not names or named[0].end + 2 < names[0].start):
        names = named
    if m and (not names or m.start() < names[0].start):
        return passage.cited(m.start(), m.end())
    if names:
        value = names[0].value
        for org in organisations_in(text, names[0].end, min(end, names[0].end + 40)):
            if text[names[0].end : org.start].strip(" ,") in ("", "i"):
                return passage.cited(names[0].start, org.end, f"{value}, {org.value}")
        return passage.cited(names[0].start, names[0].end, value)
    return None
