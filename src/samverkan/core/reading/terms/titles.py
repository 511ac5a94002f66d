"""The title of an agreement as printed: running text in, the title and its place out.

A title broken over lines is one. The heading is told from a portal's line, a letterhead and a sentence of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.terms.section_headings import topic_of
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.reading.terms.clauses import Prose
    from samverkan.core.sources import Cited

INSTRUMENT = (
    r"(?:(?:reviderat|nytt|förslag till|utkast till) )?"
    r"(?:(?:[a-zåäö]{3,20}- och )?[a-zåäö]{0,25}avtal(?!s|et|en)|[a-zåäö]{0,16}överenskommelse(?!n)|(?:kommunal)?förbundsordning(?!en))"
)
_TITLE = Wording(rf"(?<![\w-])(?:{INSTRUMENT})(?!\w)")
# "Det kommunala samverkansavtalet om": what a heading alone may call it
_DEFINITE = (
    r"[a-zåäö]{3,30}a (?:[a-zåäö]{3,25}avtalet|[a-zåäö]{0,16}överenskommelsen)"
    r"(?= (?:om|för|avseende|gällande|mellan|kring|i|vid)(?!\w)|$)"
)
_HEADED = Wording(rf"(?<![\w-])(?:{INSTRUMENT}|(?P<definite>{_DEFINITE}))(?!\w)")
# "Länsövergripande överenskommelse", "Kommunspecifikt avtal": the words before the instrument on its line
_ADJECTIVE = r"(?:t|d|sk|ell|al|iv|ig|ande|ende|am|ad)"
_BEFORE = Wording(rf"(?:[A-ZÅÄÖ][A-Za-zåäöÅÄÖ-]+{_ADJECTIVE}|[A-ZÅÄÖ-]+) (?:(?:och )?[A-Za-zåäöÅÄÖ-]+{_ADJECTIVE} )?")
# Where a title that runs into the text ends.
_STOP = Wording(
    r"(?: \d{1,2}(?:\.\d)?\.? [A-ZÅÄÖ]| ?§ ?\d| \d{1,2} §| Innehåll| Mellan | Detta avtal| Denna |"
    r" Parter(?:na)? | Avtalsparter| Bakgrund | Syfte | Ändamål | Inledning | [Gg]äller f| [Gg]ällande f|"
    r" Antag(?:en|et) | Antagna | Fastställ[dt] | Godkän[dt] | Dnr | Diarienummer| Sida \d| Storlek| Org\.? ?n| Innehålls| Undertecknat|"
    r" Vid detta | Genom detta | Medlemmar | Samverkande | Version| Datum |"
    r"(?<!o\.m\.)(?<!o m) \d{4}-\d\d-\d\d| \d{1,2} ?\(\d| Ersätter| Avtalet |"
    r"(?<!o\.m)(?<!o\. m)[.;:!?](?: |$)|[”\"] )",
)
_GOES_ON = Wording(
    r"(?:[,\-–&]|(?<!\w)(?:om|mellan|och|samt|i|för|vid|av|på|avseende|gällande|rörande|angående|gemensam|"
    r"gemensamt|kring|till|med|den|det|inom|[Aa]vtal|AVTAL))$",
)
_ALONE = Wording(INSTRUMENT, _DEFINITE)
_YEARS = Wording(r"(?:19|20)\d\d(?: ?[-–] ?(?:19|20)?\d\d)?")
_PAGES = Wording(r"av \d")
_NUMBERED = Wording(r"§|\d")
# Words before the instrument that make it part of a sentence, and after it its verb.
_IN_SENTENCE = Wording(
    r"(?:detta|det|denna|dessa|ovanstående|i|enligt|av|till|nämnda|ingå|ingår|teckna|tecknar|följande|ett|träffat|till|från|samma|tidigare|befintliga?|nuvarande|gamla|nya|förra|föregående)\s$",
)
_VERB = Wording(
    r" (?:är|har|ska|skall|gäller|omfattar|reglerar|avser|ersätter|träffa[st]?|kan|får|upphör|ingås|tecknas)(?!\w)"
)
# What a heading says its agreement is about, or between whom.
_SAYS = Wording(r"(?<!\w)(?:om|avseende|gällande|rörande|angående|beträffande|kring|för|vid|inom|mellan|i|-|–) ?\S")
# The service on a line of its own under the bare word for the paper.
_NAMES = Wording(
    r"(?!Mellan|Detta|Denna|Datum|Dnr|Diarie|Version|Sida|Innehåll|Region |Bilaga|"
    r"(?:\S+ ){0,2}\S*(?:kommun|stad|landsting|nämnden|styrelsen|förvaltningen)(?!\w))"
    r"[A-ZÅÄÖ][^.:;|\d]{8,70}"
)
_LETTERHEAD = Wording(r"(?:region|kommun|landsting)|styrelsen|nämnden|dnr|diarie|datum")
_ANNEX = Wording(r"bilaga \d{1,2}[a-z]? ?[:.–-] ?\S")
_NO_HEADING = 8  # the rank from which on a title is a sentence's
_HEAD = 2500


class Title(NamedTuple):
    """An agreement's title as the text prints it, and where it ends."""

    cited: Cited[str]
    start: int
    end: int


def title_in(prose: Prose, start: int, end: int) -> Title | None:
    """The first agreement named with what it is about in text[start:end]."""
    return next(_titles(prose, start, end, heading=False), None)


def heading_in(prose: Prose) -> Title | None:
    """The title at the head of an agreement's own text: the first heading that says what it is about, else the first."""
    best: tuple[int, Title] | None = None
    for found in _titles(prose, 0, min(len(prose.text), _HEAD), heading=True):
        rank = _rank(prose, found)
        if best is None or rank < best[0]:
            best = rank, found
        if best[0] == 0:
            break
    return best[1] if best and best[0] < _NO_HEADING else annex_in(prose) or (best[1] if best else None)


def annex_in(prose: Prose) -> Title | None:
    """The title of an annex that stands alone: its line from "Bilaga 2:" on."""
    breaks = prose.passage.breaks[:6]
    for i, a in enumerate(breaks):
        b = prose.passage.breaks[i + 1] if i + 1 < len(prose.passage.breaks) else len(prose.text)
        if _ANNEX.match(prose.low, a, b):
            text = prose.text[a:b].rstrip(" .:")
            return Title(prose.cited(a, a + len(text)), a, a + len(text))
    return None


def _rank(prose: Prose, found: Title) -> int:
    """How little like a heading a title looks, 0 for one that begins its line and says what it is about."""
    begins = _begins_line(prose, found.start)
    says = len(found.cited.value.split()) > 1 and _SAYS.search(found.cited.value.lower()) is not None
    bare = _ALONE.fullmatch(found.cited.value.lower()) is not None
    if not begins and _IN_SENTENCE.search(prose.low, max(0, found.start - 14), found.start):
        return _NO_HEADING + 1
    if bare or _letterhead(found):
        return 3 if begins else 5
    if _VERB.search(prose.low, found.start, min(found.end, found.start + 60)) or _IN_SENTENCE.search(
        prose.low, max(0, found.start - 14), found.start
    ):
        return _NO_HEADING
    return (0 if says else 1) if begins else 2 if says else 4


def _begins_line(prose: Prose, start: int) -> bool:
    """Whether nothing but a page's or an annex's number stands before it on its line."""
    breaks = prose.passage.breaks
    i = bisect_right(breaks, start) - 1
    return i < 0 or len(prose.text[breaks[i] : start].strip(" 0123456789.()§|")) == 0


def _letterhead(found: Title) -> bool:
    """Whether only the word for it and the next line of a letterhead were taken for a title."""
    words = found.cited.value.lower().split(" ", 1)
    return len(words) > 1 and _ALONE.fullmatch(words[0]) is not None and _LETTERHEAD.match(words[1]) is not None


def _titles(prose: Prose, start: int, end: int, *, heading: bool) -> Iterator[Title]:
    """The agreements named in text[start:end]; a `heading` also ends where its lines do."""
    for m in (_HEADED if heading else _TITLE).finditer(prose.low, start, end):
        a, limit = m.start(), min(end, m.end() + 320)
        if heading:
            if m["definite"] and not _begins_line(prose, a):
                continue
            limit = min(limit, _lines_end(prose, a, m.end(), limit))
            a = _line_start(prose, a)
        stop = _STOP.search(prose.text, m.end(), limit)
        finish = stop.start() if stop else limit
        text = prose.text[a:finish].rstrip(' ,.:;–-”"')
        if text:
            yield Title(prose.cited(a, a + len(text)), a, a + len(text))


def _line_start(prose: Prose, start: int) -> int:
    """Where a title begins that its line opens with an adjective of: "Kommunspecifikt avtal"."""
    breaks = prose.passage.breaks
    i = bisect_right(breaks, start) - 1
    return breaks[i] if i >= 0 and _BEFORE.fullmatch(prose.text, breaks[i], start) else start


def _lines_end(prose: Prose, start: int, end: int, limit: int) -> int:
    """Where the lines of a title end: at the first new line that does not go on with it."""
    breaks = prose.passage.breaks
    i = bisect_right(breaks, end - 1)
    while i < len(breaks) and breaks[i] < limit:
        before = prose.text[start : breaks[i]].rstrip()
        line = prose.text[breaks[i] : breaks[i + 1] if i + 1 < len(breaks) else len(prose.text)].strip()
        goes_on = (
            (line[:1].islower() and not _PAGES.match(line))
            or _GOES_ON.search(before)
            or _YEARS.fullmatch(line)
            or (
                _ALONE.fullmatch(before.lower())
                and (breaks[i] not in prose.passage.gaps or _NAMES.fullmatch(line))
                and len(line) < 80
                and not _opens(line)
            )
            or (before.isupper() and line.isupper() and not _NUMBERED.match(line))
        )
        if line.lower() == "mellan" and _SAYS.search(before):  # who it is between stands below, a name a line
            return breaks[i]
        if not goes_on or prose.low.startswith(prose.low[start:end], breaks[i]):
            return breaks[i]
        i += 1
    return limit


def _opens(line: str) -> bool:
    """Whether a line is the first heading of the text: it has a number, or its words are a section's."""
    return _NUMBERED.match(line) is not None or topic_of(line.lower()) in {"parties", "term", "purpose"}
