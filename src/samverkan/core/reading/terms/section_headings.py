"""Headings of sections: lines of running text in; each heading's place and what its section is about out.

They stand on lines of their own, before a colon, or are glued to the text by the extraction.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from samverkan.core.reading.wording import Wording

# Words that open a heading, by what the section is about; the earliest in a heading decides.
_TOPICS = (
    (
        "parties",
        "avtalspart(?!ernas)|samverkanspart|parter(?!nas)|medlemmar|medlemskommun|samverkande|avtalsslut|"
        "deltagande (?:kommun|region|part|organisation)|förbundsmedlem|"
        "(?:beställare|utförare|leverantör|köpare|kund|uppdragsgivare|uppdragstagare)(?=:? ?$)",
    ),
    (
        "term",
        "avtalstid|avtalsperiod|(?:avtalets|överenskommelsens|partnerskapets|samarbetets|samverkans) (?:längd|tid)|giltig|"
        "varaktighet|löptid|gäller från|ikraftträdande|tid(?=$|:)",
    ),
    ("ending", "uppsägning|utträde|hävning|omförhandling|upphörande|avslut|förtida"),
    ("extension", "förlängning|option"),
    ("purpose", "syfte|ändamål|mål och|bakgrund|inledning|uppdrag|åtagande"),
    ("target", "målgrupp"),
    ("steering", "styrgrupp|styrning|organisation|ledning|samråd|förbundsdirektion|direktion|beslutande"),
    ("invoicing", "faktur|betalning|utbetalning|uppräkning|moms|mervärdesskatt"),
    ("money", "kostnad|ekonomi|finansiering|ersättning|budget|andel|avgift|medlemsavgift|bidrag|fördelning|skulder"),
    ("followup", "uppföljning|insyn|revision|utvärdering"),
    ("changes", "ändring|tillägg|ny avtalspart"),
    ("dispute", "tvist|force maj"),
    ("signatures", "underskrift|undertecknande|parternas beslut"),
    ("annex", "bilag"),
    ("scope", "omfattning|uppgifter|verksamhet|tjänst|personal|lokal|arkiv|sekretess|ansvar|likvidation|upplösning"),
)  # fmt: skip

_TOPIC = Wording("|".join(rf"(?P<{name}>(?<!\w)(?:{words}))" for name, words in _TOPICS))

_NUMBER = Wording(
    r"(?:§+ ?\d{1,3}|\d{1,3} ?§|(?:kap\.? ?)?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,4}\.)(?: |$)",
)

# Headings as they stand when the extraction has run them together with the text.
_GLUED = "|".join((
    "Avtalsparter(?:na)?|Parter(?:na)?|Medlemmar|Medlemskommuner|Förbundsmedlemmar|Samverkansparter|Samverkande (?:kommuner|parter)",
    "Avtalstid|Avtalsperiod|Avtalets giltighet|Giltighetstid|Giltighet|Varaktighet|Ikraftträdande",
    "Uppsägning|Utträde|Hävning|Omförhandling|Förlängning|Likvidation",
    "Namn|Benämning|Andel(?:ar)?(?= i till)|Förbundsdirektion(?:en)?|Direktion(?:en)?|Arkiv|Arvoden|Tillgångar",
    "Syfte|Ändamål|Bakgrund|Inledning|Målgrupp|Omfattning|Uppgifter|Verksamhet|Uppdrag",
    "Styrgrupp|Styrning|Organisation|Samråd|Värdkommun|Personal|Lokaler|Ansvar|Sekretess|Definitioner",
    "Kostnadsfördelning|Kostnader|Ekonomi|Finansiering|Ersättning|Budgetprocess(?:en)?|Budget",
    "Fakturering|Betalning|Uppräkning|Uppföljning|Insyn|Revision",
    "Ändringar|Tvist(?:er)?|Force [Mm]ajeure?|Underskrift(?:er)?|Undertecknande|Bilagor",
))  # fmt: skip

_INLINE = Wording(
    r"(?P<n>(?<![\w.,:/-])(?:§ ?\d{1,2}|\d{1,2} ?§|\d{1,2}(?:\.\d{1,2}){0,2}\.?) )?"
    rf"(?<![\w/-])(?P<h>(?:{_GLUED})"
    r"(?:(?:,| och| samt| av| för| om| i|/) ?[a-zåäö]{2,20}(?!\w)| m\.m\.){0,4}:?)(?= [A-ZÅÄÖ§•\d”\"])"
)

_WORDS = Wording(r" [A-ZÅÄÖ][a-zåäö]+ [a-zåäöA-ZÅÄÖ]")

_BULLET = Wording(r"(?:[•·▪◦‣*–—-]|\(?\d{1,2}[.)]|[a-zåäö]\)) ?(?=\S)")

_FINITE = Wording(
    r" (?:antar|godkänner|fastställer|beslutar|föreslår|ingår|uppdrar|ger|är|ska|skall|har) ",
    r" (?:kan|får|ges|utser|betalar|svarar|finns|gäller|består) ",
)

_ORGANISATION = Wording(
    r"(?:kommun|stad|kommunen|regionen|landsting|kommunalförbund)s?$|^region |^landstinget ",
)

_ORGANISATION_NUMBER = Wording(r"(?<!\d)\d{6} ?[-–‐‑] ?\d{4}(?!\d)")

# "Avtalstid: ...": a heading on the line of its text.
_LABEL = Wording(
    r"(?:\d{1,2}\.? )?[A-ZÅÄÖ][a-zåäö]{3,24}(?: [a-zåäö]{2,14}){0,3}(?: [A-F1-9]|, nedan [A-ZÅÄÖ]?[a-zåäö]{3,20})?: (?=\S)",
    r"(?:\d{1,2}\.? )?(?:Avtals(?:tid|period)|Giltighet(?:stid)?|Avtalets giltighet|Löptid)(?:en)? (?=(?:19|20)\d\d)",
)

# Words and marks after which a sentence goes on, whatever the next line looks like.
_UNFINISHED = Wording(
    r"(?:[,–-]|(?:^| )(?:och|samt|för|av|i|den|med|mellan|om|från|till|är|på|vid|att|avseende|gällande|genom|"
    r"på|under))$",
)


class Heading(NamedTuple):
    """A heading: where it stands, with its number, and what its section is about."""

    start: int
    end: int
    topic: str


def topic_of(heading: str) -> str:
    """What a section with this heading, in lower case, is about; "other" where its words say nothing known."""
    match = _TOPIC.search(heading)
    return match.lastgroup or "other" if match else "other"


def _heading(content: str, low: str) -> str | None:
    """The topic of a line that is a heading; None for running text."""
    number = _NUMBER.match(content)
    rest, rest_low = (content[number.end() :], low[number.end() :]) if number else (content, low)
    if not rest:
        return "other" if number and "§" in content else None
    if (
        len(rest) > 80
        or not rest[0].isupper()
        or rest[-1] in ".,;!?"
        or rest.count(" ") > 8
        or _FINITE.search(rest_low)
    ):
        return None
    bare = rest_low.rstrip(": ")
    if _ORGANISATION.search(bare) or _ORGANISATION_NUMBER.search(bare):
        return None
    topic = topic_of(bare)
    capitals = len(rest) > 3 and rest.isupper() and not any(c.isdigit() for c in rest)
    if topic != "other":
        return topic if number or capitals or rest.count(" ") <= 4 else None
    return "other" if (number and not number.group().strip().endswith(")")) or capitals else None


def headings_of(
    text: str, low: str, breaks: list[int], gaps: set[int], *, headed: bool = True
) -> tuple[list[Heading], list[int]]:
    """Headings in order, and the offsets at which a line begins a new entry; not `headed`: the first line is none."""
    found: list[Heading] = []
    cuts: list[int] = []
    before = ""
    was_heading = False
    for i, start in enumerate(breaks):
        end = breaks[i + 1] if i + 1 < len(breaks) else len(text)
        content = text[start:end].strip()
        if not content:
            continue
        label = _LABEL.match(content)
        labelled = label is not None and topic_of(low[start : start + label.end()]) != "other"
        topic = (
            _heading(content, low[start : start + len(content)])
            if len(content) <= 100 and not labelled and (headed or before)
            else None
        )
        if topic is not None and (
            not before or was_heading or start in gaps or before[-1] in ".:;!?)…_" or len(before) < 50
        ):
            found.append(Heading(start, start + len(content), topic))
            cuts.append(start)
            was_heading = True
        else:
            if labelled and label and not _UNFINISHED.search(before):
                cuts.append(start)
                found.append(Heading(start, start + label.end(), topic_of(low[start : start + label.end()])))
            if was_heading or _begins(before, content, start in gaps):
                cuts.append(start)
            was_heading = False
        before = content
    if "  " not in text and len(text) > 60:
        _add_glued(text, low, found)
    return found, cuts


def _begins(before: str, content: str, gap: bool) -> bool:
    """Whether a line begins a new sentence or entry, seen from the line before it."""
    if not before:
        return True
    first = content[0]
    if _BULLET.match(content):
        return True
    if first.islower():
        return False
    if before[-1] in ".:;!?":
        return True
    if _UNFINISHED.search(before):
        return False
    return gap or len(before) < 45


def _add_glued(text: str, low: str, found: list[Heading]) -> None:
    """Headings that the extraction ran together with the text around them."""
    taken = [h.start for h in found]
    extra = []
    for match in _INLINE.finditer(text):
        start = match.start()
        i = bisect_right(taken, start) - 1
        if (i >= 0 and start < found[i].end) or (i + 1 < len(taken) and found[i + 1].start < match.end()):
            continue
        before = text[:start].rstrip()[-1:] if start < 2 else text[max(0, start - 2) : start].strip()[-1:]
        # A noun with a capital inside a sentence, and a sentence's beginning after it, is a heading all the same.
        after_word = before.isalnum() and not before.isupper() and _WORDS.match(text, match.end()) is not None
        if match["n"] is None and not (after_word or before in {"", ".", ":", ";", "!", "?", ")", "”", "_", "…"}):
            continue
        extra.append(Heading(start, match.end(), topic_of(low[match.start("h") : match.end()])))
    if extra:
        found.extend(extra)
        found.sort()
