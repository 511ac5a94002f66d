"""The text of an agreement: a document's lines in, one item with its terms out, basis "agreed".

Contents, page furniture and titles of other documents are left aside; nothing in it is a decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.findings import Finding
from samverkan.core.reading.body_text import body_lines
from samverkan.core.reading.dating import first_date
from samverkan.core.reading.passage import Passage
from samverkan.core.reading.terms.clauses import Prose
from samverkan.core.reading.terms.extension import read_extension
from samverkan.core.reading.terms.gathering import Shares
from samverkan.core.reading.terms.merging import merged
from samverkan.core.reading.terms.parties import Parties
from samverkan.core.reading.terms.party_bound import places_in_rows
from samverkan.core.reading.terms.party_clauses import parties_of
from samverkan.core.reading.terms.periods import candidates
from samverkan.core.reading.terms.section_headings import topic_of
from samverkan.core.reading.terms.share_tables import read_tables
from samverkan.core.reading.terms.shares import read_shares
from samverkan.core.reading.terms.signatures import read_signatures
from samverkan.core.reading.terms.steering import read_steering
from samverkan.core.reading.terms.subject import object_of, object_said, read_purpose
from samverkan.core.reading.terms.tables import history, in_cells
from samverkan.core.reading.terms.target import read_target
from samverkan.core.reading.terms.termination import read_termination
from samverkan.core.reading.terms.title_years import in_title
from samverkan.core.reading.terms.titles import Title, heading_in
from samverkan.core.reading.values import Basis, Item, Reference, Terms
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Document, Span

if TYPE_CHECKING:
    from samverkan.core.dates import PartialDate
    from samverkan.core.reading.lines import Line
    from samverkan.core.reading.terms.candidate import Candidate
    from samverkan.core.sources import Cited

_AGREEMENT = Wording(r"avtal|överenskommelse|förbundsordning")
_OPENING = Wording(
    r"(?:slutits|träffats|ingåtts|upprättats|ingås|tecknats|tecknas) mellan",
    r"mellan [^.]{5,900}?(?:tecknas|träffa|slut[ie]ts|sluta|ingå|följande|överenskom|gäller)",
    r"tecknas följande|följande (?:avtal|överenskommelse)|avtalsparter",
    r"^\W*(?:[a-zåäö]{0,20}avtal|[a-zåäö]{0,16}överenskommelse)\W+mellan\W",
    r"(?:medlemmar|förbundsmedlemmar) (?:i |är)|parter i (?:detta )?avtal",
)
_MINUTES = Wording(
    r"(?m)^\W{0,6}(?:sammanträdesprotokoll|tjänsteskrivelse|tjänsteutlåtande|kallelse|föredragningslista|"
    r"dagordning|beslutsunderlag|förslag till beslut|ärendebeskrivning|sammanfattning av ärendet|beslut|"
    r"[a-zåäö]+ beslut|beslutande|pressmeddelande|justerare|protokollsutdrag)\s*:?\s*$",
    r"^\W{0,6}§ ?\d+[^\n]{0,80}\bdnr\b|§ \d+ dnr|sammanträdesprotokoll|sammanträdesdatum|beslutar att ",
    r"föreslår (?:att )?[a-zåäö]+(?:nämnden|styrelsen|fullmäktige)|förslag till beslut|tjänsteskrivelse",
    r"yrkanden",
    r"^\W{0,6}protokoll\s+(?:nr\s\d+\s+)?(?:den\s)?\d|^\W{0,6}(?:närvarande|beslutande|justerare)\s*:|"
    r"(?:nämnden|styrelsen|fullmäktige|utskottet)\s+beslutar(?:\satt)?\s*:?\s*$",
)
# What clauses of agreements say or stand under.
_CLAUSES = (
    "medlemmar", "utträde", "sägs upp", "överenskommelsen gäller",
    "parter", "parterna", "avtalstid", "avtalsperiod", "avtalets längd", "giltighet", "uppsägning", "sägas upp",
    "hävning", "tvist", "underskrift", "likalydande exemplar", "syfte", "ändamål", "ekonomi", "kostnader", "kostnadsfördelning",
    "finansiering", "ersättning", "fakturering", "avtalet gäller", "detta avtal", "ändringar",
    "styrgrupp", "värdkommun", "förlängs", "sägs avtalet", "avtalets utgång", "omförhandl", "målgrupp", "kostnaden", "gäller från",
)  # fmt: skip
_NUMBER = Wording(
    r"(?:d ?nr|diarienummer|diarienr|ärendenummer|ärendebeteckning|"
    r"beteckning)[.:]{0,2} ?(?P<v>(?:[a-zåäö]{1,6}[ /-]?)?\d[\w./:-]{2,20}(?: \d{4}[/:-]\d+)?\??)",
)
_ADOPTED = Wording(
    r"(?:antag(?:en|et|its|na)|fastställ(?:d|t|da)|godkän(?:d|t|da)|beslutad)(?: av)? (?P<body>(?:kommun|"
    r"region|landstings|förbunds)?(?:fullmäktige|styrelsen|direktionen)|kf|ks|rf|[a-zåäö]+nämnden)",
)
_PLACE = Wording(r"§+ ?(\d{1,4})")


# Words of news about an agreement; the text of one has headings all the same.
_NEWS = Wording(
    r"(?m)^\W*(?:\d{4}-\d\d-\d\d\W+)?(?i:publicerad|publicerat|uppdaterad|nyhet(?:er)?|pressinformation|sammanfattning från)(?!\w)",
    r"(?i:styrelsen?|nämnden|fullmäktige)\s(?:[\wåäö]+\s){0,6}?fatta(?:de|t|r)\s(?:[\wåäö]+\s){0,3}?beslut",
    r"(?:säger|berättar|menar|förklarar|kommenterar) (?:[a-zåäö]+(?:rådet|ordförande|chef\w*|direktör\w*) )?[A-ZÅÄÖ][a-zåäö]+ [A-ZÅÄÖ]",
)
# A portal's line that quotes the paper's name.
_NAMED = Wording(r"(?i)(?:download|share)\s*[\"”]")
_VALID = Wording(r"ikraftträdande|gäll(?:er|ande)|i kraft|giltig")
_ANNEX = Wording(r"bilaga \d{1,2}[a-z]?(?:\s*[:.–-].*)?")


def looks_like_agreement(document: Document, lines: list[Line]) -> bool:
    """Whether the document is itself the text of an agreement; its title alone never decides."""
    head = document.text[:20_000].lower()
    if not _AGREEMENT.search(head[:3000]) or _MINUTES.search(head[:8000]):
        return False
    if _NEWS.search(document.text, 0, 6000) and _headings(lines) < 2:
        return False
    starts = any(_AGREEMENT.search(line.text.lower()) for line in lines[:14] if not line.furniture)
    if not starts:
        return False
    said = sum(word in head for word in _CLAUSES)
    if said and any(_ANNEX.fullmatch(line.text.lower()) for line in lines[:2]):
        return True
    return said >= 2 or (said >= 1 and _OPENING.search(head) is not None)


def _headings(lines: list[Line]) -> int:
    """How many lines are headings of an agreement's sections."""
    short = (line.text.strip("0123456789.§ ") for line in lines[:400] if len(line.text) < 60)
    return sum(
        text[:1].isupper() and text[-1:] not in ".,!?" and text.count(" ") < 5 and topic_of(text.lower()) != "other"
        for text in short
    )


def read_agreement(document: Document, lines: list[Line]) -> tuple[Item, tuple[Finding, ...]]:
    """The whole text as one item: no section, no status, no decisions; what its words have lost, as findings."""
    kept = body_lines(lines)
    prose = Prose(Passage(kept))
    findings: list[Finding] = []
    title = heading_in(prose)
    parties = parties_of(prose, (title.start, title.end) if title else (0, 0))
    clauses = prose.clauses
    found: list[tuple[Prose, Candidate, Basis]] = [(prose, c, "agreed") for c in _periods(prose, title, findings)]
    if not any(c.role == "current" for _, c, _ in found):
        found += _on_the_cover(lines)
    shares = Shares()
    named = parties if parties.all else Parties(places_in_rows(prose, 0, len(prose.text), figures=True))
    read_tables(prose, named, "agreed", shares)
    read_shares(prose, clauses, named, "agreed", shares)
    periods = merged(found)
    ends = next((p.to.last for p in periods if p.role == "current" and p.to is not None), None)
    extension = read_extension(prose, clauses, "agreed", ends)
    terms = Terms(
        object=object_said(prose) or (object_of(prose, title.start, title.end) if title else None),
        title=title.cited if title else None,
        purpose=read_purpose(prose, clauses),
        parties=parties.names,
        periods=periods,
        extension=extension,
        shares=shares.all,
        steering_group=read_steering(prose, clauses, parties),
        target_group=read_target(prose, clauses),
        termination=read_termination(prose, clauses, extends=extension is not None and extension.value),
        signatures=read_signatures(kept, parties),
    )
    findings += shares.findings
    number = _registry_number(prose, findings)
    item = Item(
        None,
        number,
        terms.title,
        Span(0, len(document.text)),
        None,
        None,
        None,
        None,
        terms=terms,
        references=_adoptions(prose),
    )
    return item, tuple(findings)


def _periods(prose: Prose, title: Title | None, findings: list[Finding]) -> list[Candidate]:
    """The periods that tables, clauses and the title state; the rows of a history are earlier ones."""
    earlier = history(prose)
    first, last = (earlier[0].start, earlier[-1].end) if earlier else (0, 0)
    found = in_cells(prose)
    found += [
        c
        for clause in prose.clauses
        for c in candidates(prose, clause, "agreed", findings)
        if not first <= c.start < last
    ]
    if title is not None and not any(c.role == "current" for c in found):
        named = in_title(prose, title.start, title.end)
        found += [named] if named else []
    if earlier and not any(c.role == "current" for c in found):
        earlier[-1] = earlier[-1]._replace(role="current")
    return found + earlier


def _on_the_cover(lines: list[Line]) -> list[tuple[Prose, Candidate, Basis]]:
    """The period that only a portal's line with the paper's name keeps: "... Ikraftträdande 2009-05-05"."""
    names = [line._replace(furniture=False) for line in lines[:14] if _NAMED.match(line.text) and len(line.text) < 400]
    if not names:
        return []
    cover = Prose(Passage(names))
    named = [clause._replace(topic="term") for clause in cover.clauses if _VALID.search(clause.low)]
    return [(cover, c, "agreed") for clause in named for c in candidates(cover, clause, "agreed", [])]


def _registry_number(prose: Prose, findings: list[Finding]) -> Cited[str] | None:
    m = _NUMBER.search(prose.low, 0, 3000)
    if m is None:
        return None
    start, end = m.span("v")
    value = prose.text[start:end].rstrip(".,:")
    if value.endswith(("/", "-", "?")) or "?" in prose.low[end : end + 2]:
        findings.append(
            Finding("registry_number_lost", {"words": prose.text[m.start() : end]}, prose.span(m.start(), end))
        )
        return None
    return prose.cited(start, start + len(value))


def _adoptions(prose: Prose) -> tuple[Reference, ...]:
    """References, not decisions: "Antaget av kommunfullmäktige den 14 maj 2018 § 61"."""
    found: list[Reference] = []
    for m in _ADOPTED.finditer(prose.low):
        limit = min(len(prose.text), m.end() + 120)
        dated = first_date(prose.text, m.end(), limit)
        section = _PLACE.search(prose.text, m.end(), limit)
        if dated is None and section is None:
            continue
        date: PartialDate | None = dated.date if dated else None
        end = max(dated.end if dated else 0, section.end() if section else 0)
        found.append(
            Reference(
                date,
                section[1] if section else None,
                prose.text[m.start("body") : m.end("body")],
                prose.span(m.start(), end),
            )
        )
    return tuple(found)
