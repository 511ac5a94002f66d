"""Organisations and bodies as papers name them: text in, names in the nominative with their places out.

An organisation is a legal person (Alingsås kommun, Region Gotland); a body decides for one (socialnämnden).
"""

from __future__ import annotations

from typing import NamedTuple

from samverkan.core.reading.wording import Wording

# No word is longer than forty letters: what goes on without end is looked into no further.
_W = r"[A-Za-zÅÄÖÉåäöéü]"
_CAP = r"[A-ZÅÄÖÉ][\wåäöéü]{0,40}(?:-[A-ZÅÄÖÉ]?[\wåäöéü]{1,40})?"
_QUARTER = r"(?:[Tt]ekniska|[Ss]ociala?|[Rr]egionala|[Nn]orra|[Ss]ödra|[Öö]stra|[Vv]ästra|[Cc]entrala|[Mm]ellersta|[Gg]emensamma?)"

# A body's last word, in any form; the words before it say what it is for.
_KIND = (
    r"(?:[Nn]ämnd(?:en)?|[Ss]tyrelse(?:n)?|[Ff]ullmäktige|[Uu]tskott(?:et)?|[Dd]irektion(?:en)?|[Bb]eredning(?:en)?|"
    r"(?:[Ff]olkhälso|[Ss]amverkans|[Uu]ngdoms|[Pp]ensionärs)råd(?:et)?)"
)
_PLAIN = rf"(?:(?:{_W}{{1,40}}-,?\s){{1,4}}(?:och|samt)\s)?(?!(?:Beredning|Nämnd)(?![\wåäö])){_W}{{0,40}}{_KIND}"
BODY = (
    rf"(?:(?:{_QUARTER}|[A-ZÅÄÖ][a-zåäö]{{1,40}}(?:s|s\sstads))\s)?"
    rf"(?:{_W}{{0,40}}(?:styrelse|nämnd)(?:en|n)s\s(?:{_W}{{1,40}}-?\s(?:och\s)?)?)?{_PLAIN}"
    rf"(?:\sför\s(?:den\s)?[a-zåäö]{{1,40}}(?:stöd|vård|omsorg|miljö|planering|service|frågor|stadsmiljö|"
    rf"verksamhet|samverkan|utbildning)\w*)?"
)
_NOT_NEW = r"(?!(?:Gemensam|Ny|Nytt|Ett|Vårt|Detta|Det|Annat|Varje|Bilda|Bildande)t?\s)"
ORGANISATION = (
    rf"(?:(?:(?:Norra|Södra|Östra|Västra|Upplands|Stora|Lilla|Dals)\s)?{_CAP}\s(?:[Kk]ommun|KOMMUN|"
    rf"[Ss]tad|STAD)(?![\wåäö])"
    rf"|{_CAP}\s(?:[Ll]äns\s)?[Ll]andsting(?![\wåäö])|Landstinget\s(?:i\s)?{_CAP}(?:\slän)?"
    rf"|Region\s(?:Västra\sGötaland|{_CAP})(?:\slän)?|REGION\s[A-ZÅÄÖ]+"
    rf"|(?:Västra\sGötalands|{_CAP})regionen(?![\wåäö])"
    rf"|(?:Kommunförbundet|Regionförbundet|Kommunalförbundet|Samordningsförbundet|Räddningstjänstförbundet)\s{_CAP}(?:\s(?!Sammanträde|Protokoll|Utdrag|Utskrift|Kallelse|Tjänste|Sida|Datum){_CAP})?"
    rf"|{_NOT_NEW}{_CAP}(?:\s{_NOT_NEW}{_CAP})?\s(?:kommunalförbund|samordningsförbund|[Rr]äddningstjänstförbund|"
    rf"myndighetsförbund|[Mm]iljöförbund)(?![\wåäö]))"
)

ABBREVIATIONS = {
    "KS": "Kommunstyrelsen", "KF": "Kommunfullmäktige", "RS": "Regionstyrelsen", "RF": "Regionfullmäktige",
    "KSAU": "Kommunstyrelsens arbetsutskott", "AU": "Arbetsutskottet", "SN": "Socialnämnden", "LS": "Landstingsstyrelsen",
    "LF": "Landstingsfullmäktige",
}  # fmt: skip

_GENITIVE = Wording(
    r"(?:nämnden|nämnd|styrelsen|styrelse|fullmäktige|utskottet|utskott|direktionen|beredningen|rådet)s$"
)
_BODY = Wording(rf"(?<![\wåäö-])(?:{BODY})s?(?![\wåäö-])")
_ORGANISATION = Wording(rf"(?<![\wåäö-])(?:{ORGANISATION})")
_SMALL = frozenset("och i för av till med om på samt det den de enligt från vid att som".split())


class Name(NamedTuple):
    """A name found: where, and what it is in the nominative."""

    start: int
    end: int
    value: str


def nominative(name: str) -> str:
    """ "Socialnämndens" → "Socialnämnden"; a name in the nominative already is left alone."""
    return name[:-1] if _GENITIVE.search(name) else name


def bodies_in(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """Every body named in text[start:end], in order."""
    found = []
    for m in _BODY.finditer(text, start, len(text) if end is None else end):
        value, at = m.group(), m.start()
        first, _, rest = value.partition(" ")
        if rest and first.lower() in _SMALL:
            value, at = rest, at + len(first) + 1
        found.append(Name(at, m.end(), nominative(value)))
    return found


def organisations_in(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """Every organisation named in text[start:end], in order."""
    return [
        Name(m.start(), m.end(), m.group())
        for m in _ORGANISATION.finditer(text, start, len(text) if end is None else end)
    ]


def is_body(word: str) -> bool:
    """Whether the whole string names a body."""
    return _BODY.fullmatch(word) is not None
