"""What an agreement is about: its title's or a sentence's words in, the service it is for and its purpose out.

Who made the agreement and for which years are no part of the service.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.sources import Cited

_ABOUT = (
    re.compile(r"(?<!\w)(?:om|avseende|gällande|rörande|angående|beträffande|kring)(?: den| det)? (?P<what>.{3,200})"),
    re.compile(r"(?<!\w)(?:för|vid|inom)(?: den| det)? (?P<what>.{3,200})"),
)
# "Samverkansavtal Fyren", "Avtal - Fyren": the service beside the word
_NAMED = Wording(r"[a-zåäö]*(?:avtal|överenskommelse)(?: [-–]|:)? (?!mellan|om |med |för )(?=[a-zåäö])")
_JOINT = Wording(
    r"^(?:fortsatt |fördjupad |ny |utökad |gemensam |kommunal )?(?:samverkan|samarbete(?:t)?|samverkansavtal|"
    r"ansvar)(?: och \w+)? (?:avseende|om|vid|kring|i|inom|för|gällande|rörande|angående|med|beträffande) ",
)
_SAID = Wording(r"^(?:detta |det här )?(?:[a-zåäö]*avtalet?|överenskommelsen?) avser (?!att |tiden|perioden|åren?\W)")
_WHAT_END = Wording(
    r" mellan (?=\S* ?[A-ZÅÄÖ])| (?:i|hos) samverkan mellan ",
    r" mellan (?:västra|östra|norra|södra|parterna|kommunerna|region)",
    r" (?:för )?(?:under )?(?:perioden|åren|år) \d|(?: (?:för|under|avseende))? \(?(?:19|20)\d\d(?!\w)",
    r",? (?:fr\.? ?o\.? ?m|från och med|till och med (?:den )?\d|tills vidare|gällande fr|under (?:perioden|åren)|utan möjlighet|"
    r"under förutsättning)",
    r", (?:att|bildas|inrättas|godkänns|samt att|som|vilket|i enlighet)(?!\w)",
    r" (?:upphävs|upphör|bildas|godkänns|förlängs|antas|sägs)(?!\w)",
    r" (?:för|under) (?:tiden|perioden) | att (?:gälla|ställa|godkänna)(?!\w)",
    r", enligt| enligt (?:bilaga|förslag)| med [A-ZÅÄÖ]|[.;]",
)
_PURPOSE = Wording(
    r"syfte(?:t)?(?: (?:med|för) [^.;]{2,80}?| [^.;]{0,30}?)? är(?: bland annat)?(?: att)? ",
    r"(?:avtalet|överenskommelsen|samverkan|samarbetet|verksamheten) syftar till(?: att)? ",
    r"(?:i|med) syfte att |ändamål(?:et)? (?:med [^.;]{2,60}? )?är(?: att)? ",
)
_NO_SERVICE = Wording(
    r"samverkan(?!\w| i)|samarbete(?!\w| i)|år \d|perioden|\d|avtal|att |tiden|förlängning",
)


def object_of(prose: Prose, start: int, end: int) -> Cited[str] | None:
    """The service a title or sentence about an agreement is for: what stands after "om", "avseende", "vid"."""
    for about in _ABOUT:
        m = about.search(prose.low, start, end)
        while m is not None:
            found = _service(prose, m.start("what"), end)
            if found is not None:
                return found
            m = about.search(prose.low, m.start("what"), end)
    named = _NAMED.match(prose.low, start, end)
    return _service(prose, named.end(), end) if named else None


def object_said(prose: Prose) -> Cited[str] | None:
    """The service that the agreement's own sentence says it is for: "Avtalet avser ..."; None where none does."""
    for clause in prose.clauses:
        m = _SAID.match(clause.low)
        if m is not None:
            return _service(prose, clause.start + m.end(), clause.end)
    return None


def _service(prose: Prose, start: int, end: int) -> Cited[str] | None:
    low, text = prose.low, prose.text
    end = min(end, start + 300)  # no service's name is longer
    joint = _JOINT.match(low[start:end])
    if joint:
        start += joint.end()
    stop = _WHAT_END.search(text, start, end)
    b = stop.start() if stop else end
    while b > start and text[b - 1] in ' ,.:;–-”"':
        b -= 1
    if text[start : start + 1] in {"”", '"'} and b > start + 1:
        start += 1
    if b - start < 3 or _NO_SERVICE.match(low, start, b):
        return None
    return prose.cited(start, b, _indefinite(text[start:b]))


def _indefinite(words: str) -> str:
    """Without the article, "spädbarnsverksamhet i X", for the endings that have one such form only."""
    return re.sub(r"^([A-Za-zÅÄÖåäö-]*(?:verksamhet|mottagning|rådgivning|förmedling|tjänst))en(?!\w)", r"\1", words)


def placed(prose: Prose, service: str) -> Cited[str] | None:
    """The same service named with its place, "X i Alingsås", where the text says so."""
    stem = service.lower().split(" ")[0]
    if " i " in service or len(stem) < 9:
        return None
    for m in re.finditer(r"(?<!\w)([a-zåäö]{9,40}) i ", prose.low):
        word = m[1]
        if word[:7] == stem[:7] and word.rstrip("en")[-6:] == stem.rstrip("en")[-6:]:
            place = re.match(r"[A-ZÅÄÖ][\w-]+", prose.text[m.end() : m.end() + 60])
            if place:
                stop = m.end() + place.end()
                return prose.cited(m.start(), stop, _indefinite(prose.text[m.start() : stop]))
    return None


def read_purpose(prose: Prose, clauses: Sequence[Clause]) -> Cited[str] | None:
    """What the agreement is meant to achieve: said to be its purpose, or standing under that heading."""
    for clause in clauses:
        if "syft" not in clause.low and "ändamål" not in clause.low:
            continue
        m = _PURPOSE.search(clause.low)
        if m and len(clause.low) - m.end() > 8:
            start = clause.start + m.end()
            if clause.low[: m.end()].endswith("att "):
                start -= 4
            return prose.cited(start, _sentence_end(prose, start, clause.end))
    for clause in clauses:
        if clause.topic == "purpose" and clause.section and _purpose_heading(prose, clause):
            return prose.cited(clause.start, clause.end)
    return None


def _sentence_end(prose: Prose, start: int, end: int) -> int:
    return end - 1 if end - start > 1 and prose.text[end - 1] == "." else end


def _purpose_heading(prose: Prose, clause: Clause) -> bool:
    heading = prose.headings[clause.section - 1]
    words = prose.low[heading.start : heading.end]
    return "syfte" in words or "ändamål" in words
