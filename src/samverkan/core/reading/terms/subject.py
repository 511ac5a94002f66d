"""What an agreement is about: its title as printed, the service it is for, its purpose.

A title broken over lines is one; who made the agreement and for which years are no part of the service.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.terms.clauses import topic_of
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.reading.terms.clauses import Clause, Prose
    from samverkan.core.sources import Cited

INSTRUMENT = (
    r"(?:(?:reviderat|nytt|förslag till|utkast till) )?"
    r"(?:(?:[a-zåäö]{3,20}- och )?[a-zåäö]{0,25}avtal(?!s|et|en)|[a-zåäö]{0,16}överenskommelse(?!n)|förbundsordning(?!en))"
)
_TITLE = Wording(rf"(?<![\w-])(?:{INSTRUMENT})(?!\w)")
# Where a title that runs into the text ends.
_STOP = Wording(
    r"(?: \d{1,2}(?:\.\d)?\.? [A-ZÅÄÖ]| ?§ ?\d| \d{1,2} §| Innehåll| Mellan | Detta avtal| Denna |"
    r" Parter(?:na)? | Avtalsparter| Bakgrund | Syfte | Ändamål | Inledning | [Gg]äller f| [Gg]ällande f|"
    r" Antag(?:en|et) | Antagna | Fastställ[dt] | Godkän[dt] | Dnr | Diarienummer| Sida \d| Undertecknat|"
    r" Medlemmar | Version| Datum | \d{4}-\d\d-\d\d| \d{1,2} ?\(\d| Ersätter| Avtalet |[.;:!?](?: |$)|[”\"] )",
)
_ABOUT = (
    re.compile(r"(?<!\w)(?:om|avseende|gällande|rörande|angående|beträffande|kring)(?: den| det)? (?P<what>.{3,200})"),
    re.compile(r"(?<!\w)(?:för|vid|inom)(?: den| det)? (?P<what>.{3,200})"),
)
_JOINT = Wording(
    r"^(?:fortsatt |fördjupad |ny |utökad |gemensam |kommunal )?(?:samverkan|samarbete(?:t)?|samverkansavtal|"
    r"ansvar)(?: och \w+)? (?:avseende|om|vid|kring|i|inom|för|gällande|rörande|angående|med|beträffande) ",
)
_WHAT_END = Wording(
    r" mellan (?=\S* ?[A-ZÅÄÖ])| (?:i|hos) samverkan mellan ",
    r" mellan (?:västra|östra|norra|södra|parterna|kommunerna|region)",
    r" (?:för )?(?:under )?(?:perioden|åren|år) \d| \(?(?:19|20)\d\d(?!\w)",
    r",? (?:fr\.? ?o\.? ?m|från och med|gällande fr|under (?:perioden|åren)|utan möjlighet|"
    r"under förutsättning)",
    r", enligt| enligt (?:bilaga|förslag)| med [A-ZÅÄÖ]|[.;]",
)
_PURPOSE = Wording(
    r"syfte(?:t)?(?: (?:med|för) [^.;]{2,80}?| [^.;]{0,30}?)? är(?: bland annat)?(?: att)? ",
    r"(?:avtalet|överenskommelsen|samverkan|samarbetet|verksamheten) syftar till(?: att)? ",
    r"(?:i|med) syfte att |ändamål(?:et)? (?:med [^.;]{2,60}? )?är(?: att)? ",
)
_GOES_ON = Wording(
    r"(?:[,\-–&]|(?<!\w)(?:om|mellan|och|samt|i|för|vid|av|på|avseende|gällande|rörande|angående|gemensam|"
    r"gemensamt|kring|till|med|den|det|inom|[Aa]vtal|AVTAL))$",
)
_ALONE = Wording(INSTRUMENT)
_YEARS = Wording(r"(?:19|20)\d\d(?: ?[-–] ?(?:19|20)?\d\d)?")
_NUMBERED = Wording(r"§|\d")


_NO_SERVICE = Wording(
    r"samverkan(?!\w| i)|samarbete(?!\w| i)|år \d|perioden|\d|avtal|att |tiden|förlängning",
)


class Title(NamedTuple):
    """An agreement's title as the text prints it, and where it ends."""

    cited: Cited[str]
    start: int
    end: int


def title_in(prose: Prose, start: int, end: int, *, heading: bool = False) -> Title | None:
    """The first agreement named with what it is about in text[start:end]; a `heading` also ends where its lines do."""
    for m in _TITLE.finditer(prose.low, start, end):
        limit = min(end, m.end() + 320)
        if heading:
            limit = min(limit, _lines_end(prose, m.start(), m.end(), limit))
        stop = _STOP.search(prose.text, m.end(), limit)
        finish = stop.start() if stop else limit
        text = prose.text[m.start() : finish].rstrip(' ,.:;–-”"')
        if text:
            return Title(prose.cited(m.start(), m.start() + len(text)), m.start(), m.start() + len(text))
    return None


def _lines_end(prose: Prose, start: int, end: int, limit: int) -> int:
    """Where the lines of a title end: at the first new line that does not go on with it."""
    breaks = prose.passage.breaks
    i = bisect_right(breaks, end - 1)
    while i < len(breaks) and breaks[i] < limit:
        before = prose.text[start : breaks[i]].rstrip()
        line = prose.text[breaks[i] : breaks[i + 1] if i + 1 < len(breaks) else len(prose.text)].strip()
        goes_on = (
            line[:1].islower()
            or _GOES_ON.search(before)
            or _YEARS.fullmatch(line)
            or (
                _ALONE.fullmatch(before.lower())
                and breaks[i] not in prose.passage.gaps
                and len(line) < 80
                and not _opens(line)
            )
            or (before.isupper() and line.isupper() and not _NUMBERED.match(line))
        )
        if not goes_on or prose.low.startswith(prose.low[start:end], breaks[i]):
            return breaks[i]
        i += 1
    return limit


def _opens(line: str) -> bool:
    """Whether a line is the first heading of the text: it has a number, or its words are a section's."""
    return _NUMBERED.match(line) is not None or topic_of(line.lower()) in {"parties", "term", "purpose"}


def object_of(prose: Prose, start: int, end: int) -> Cited[str] | None:
    """The service a title or sentence about an agreement is for: what stands after "om", "avseende", "vid"."""
    for about in _ABOUT:
        m = about.search(prose.low, start, end)
        while m is not None:
            found = _service(prose, m.start("what"), end)
            if found is not None:
                return found
            m = about.search(prose.low, m.start("what"), end)
    return None


def _service(prose: Prose, start: int, end: int) -> Cited[str] | None:
    low, text = prose.low, prose.text
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
