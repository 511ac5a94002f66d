"""Who is who: names of legal persons and their bodies as papers print them in, comparable keys out.

A body is known by its name, by its initials (SN = socialnämnden, HSNV = västra hälso- och sjukvårdsnämnden) and by the
letters of a registry number; a legal person by its place and kind (Boden, Bodens kommun). Doubt keeps apart.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

Kind = Literal["municipality", "region", "authority"]

_PERSON: Final = re.compile(
    r"(?P<region>\bRegion(?:en)?\s+[A-ZÅÄÖ][\wé]+(?:\s+(?:och\s+)?[A-ZÅÄÖ][\wé]+)*(?:\s+län)?"
    r"|\b(?:[A-ZÅÄÖ][\wé]+\s+){0,2}[A-ZÅÄÖ][\wé]*regionen\b"
    r"|\bLandstinget(?:\s+i)?\s+[A-ZÅÄÖ][\wé]+(?:\s+län)?|\b(?:[A-ZÅÄÖ][\wé]+\s+){1,2}(?:läns\s+)?landsting\b)"
    r"|(?P<authority>\b[Kk]ommunalförbundet\s+[A-ZÅÄÖ][\wé]+(?:\s+[A-ZÅÄÖ][\wé]+)*"
    r"|\b(?:[A-ZÅÄÖ][\wé-]+\s+){1,3}[Kk]ommunalförbund\b|\b[Ss]amordningsförbundet\s+[A-ZÅÄÖ][\wé]+)"
    r"|(?P<municipality>\b[A-ZÅÄÖ][\wé]+(?:[ -][A-ZÅÄÖ][\wé]+){0,2}\s+(?:kommun|[Ss]tad)\b"
    r"|\b(?:[Kk]ommunen|[Ss]taden)\s+[A-ZÅÄÖ][\wé]+)"
)
_BODY: Final = re.compile(
    r"(?:(?:\w+-\s*,?\s*(?:och\s+)?|[\wé]+\s+)*?)\b[\wé]*(?:nämnd(?:en|ens)?|styrelse(?:n|ns)?|fullmäktige|utskott(?:et|s)?|"
    r"direktion(?:en)?|beredning(?:en)?)\b",
    re.IGNORECASE,
)
_NAMED_BODY: Final = re.compile(
    r"(?:\b(?:västra|östra|norra|södra|centrala|nordvästra|sydvästra|nordöstra|sydöstra|mellersta)\s+)?"
    r"(?:\b\w+-\s?(?:,\s?\w+-\s?)?(?:och|samt)\s+)?\b\w{3,}(?:nämnden|styrelsen)\b",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(
    r"\b(?:mellan|med)\s(.{3,200}?)(?=\b(?:om|avseende|gällande|angående|rörande|kring|för|vid)\b|$)", re.IGNORECASE
)
_SPACE: Final = re.compile(r"\s+")
_JOINED: Final = re.compile(r"\s*,\s*|\s+i\s+|\s+genom\s+|\s+vid\s+|\s+inom\s+")
_NOISE: Final = re.compile(r"[^\wåäöé]+")
_PARTS: Final = re.compile(
    r"nämnd(?:en|ens)?$|styrelse(?:n|ns)?$|fullmäktige$|utskott(?:et|s)?$|direktion(?:en)?$|råd(?:et)?$"
)
_LETTERS: Final = re.compile(r"(?<![A-Za-zÅÄÖåäö])[A-ZÅÄÖ]{2,6}(?![a-zåäö])")
_REGIONAL: Final = re.compile(
    r"hälso- och sjukvård|region|sjukvårdsstyrelse|landsting|tandvård|kollektivtrafik", re.IGNORECASE
)
_QUALIFIED: Final = re.compile(
    r"^(?:västra|östra|norra|södra|centrala|nordvästra|sydvästra|nordöstra|sydöstra|mellersta)\b", re.I
)
_COMMITTEE: Final = re.compile(r"utskott|beredning\b|presidium", re.IGNORECASE)
_ROLES: Final = """
nämnden styrelsen kommunen regionen staden landstinget fullmäktige parterna utskottet arbetsutskottet förbundet
kommunerna respektive kommun samtliga övriga parter
"""
_VAGUE: Final = frozenset(_ROLES.split())
_EVERY: Final = frozenset({"samtliga", "övriga", "alla", "respektive", "båda", "berörda", "varje", "ingående", "andra"})
_KIND_WORDS: Final = frozenset(
    {
        "kommun",
        "kommunen",
        "stad",
        "staden",
        "stads",
        "region",
        "regionen",
        "län",
        "läns",
        "landsting",
        "landstinget",
        "i",
    }
)


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """A name without case, double spaces and a definite noun's genitive."""
    return _SPACE.sub(" ", name.casefold()).strip(" .,;:")


@lru_cache(maxsize=8192)
def person_in(name: str) -> tuple[str, Kind] | None:
    """The legal person that a name holds, as printed, and its kind; None where it holds only a body or a role."""
    match = _PERSON.search(_SPACE.sub(" ", name))
    if match is None:
        return None
    kind: Kind = "region" if match["region"] else "authority" if match["authority"] else "municipality"
    return match[0].strip(), kind


@lru_cache(maxsize=8192)
def body_in(name: str) -> str | None:
    """The body that a name holds: "Socialnämnden, Alingsås kommun" → "Socialnämnden"; None where it holds none."""
    person = person_in(name)
    rest = _SPACE.sub(" ", name)
    if person is not None:
        rest = rest.replace(person[0], " ")
    for part in _JOINED.split(rest):
        match = _BODY.search(part.strip(" ,;()"))
        if match and plain(match[0]) not in {"nämnden", "styrelsen"}:
            found = match[0].strip()
            return found[:1].upper() + found[1:]
    return None


@lru_cache(maxsize=8192)
def kind_of_body(body: str | None) -> Kind | None:
    """What sort of legal person a body of that name belongs to; None where the name does not say."""
    if not body:
        return None
    if _REGIONAL.search(body):
        return "region"
    return (
        "municipality"
        if re.search(r"kommun|social|omsorg|skol|utbildning|bygg|stadsdel", body, re.IGNORECASE)
        else None
    )


@lru_cache(maxsize=8192)
def is_vague(name: str) -> bool:
    """Whether a name says a role only: "nämnden", "kommunen"."""
    words = plain(name)
    return words in _VAGUE or words.split(" ", 1)[0] in _EVERY


def is_committee(body: str | None) -> bool:
    """Whether the body prepares for a board: a committee (utskott), a presidium."""
    return body is not None and _COMMITTEE.search(body) is not None


def is_qualified(body: str) -> bool:
    """Whether the body's name is its own, so that no other legal person has one of the same name: Västra ..."""
    return _QUALIFIED.match(body) is not None or any(word[:1].isupper() for word in body.split()[1:])


@lru_cache(maxsize=8192)
def person_key(person: str) -> str:
    """A legal person's key: "Boden", "Bodens kommun" → "boden"; "Region Skåne" → "region skåne"."""
    words = [word for word in _NOISE.split(person.casefold()) if word]
    regional = any(word.startswith(("region", "landsting")) or word.endswith("regionen") for word in words)
    kept = [
        word.removesuffix("regionen").removesuffix("s")
        for word in words
        if word not in _KIND_WORDS and word != "kommuns"
    ]
    return ("region " if regional else "") + " ".join(filter(None, kept))


@lru_cache(maxsize=8192)
def body_key(body: str) -> str:
    """A body's key: its name in the nominative, without case."""
    words = plain(body)
    for ending in ("nämndens", "styrelsens", "fullmäktiges", "utskottets"):
        if words.endswith(ending):
            return words[:-1]
    return words


@lru_cache(maxsize=8192)
def initials(body: str) -> str:
    """The letters a body is shortened to, sorted: "Västra hälso- och sjukvårdsnämnden" → "hnsv"."""
    letters: list[str] = []
    for word in re.split(r"[\s-]+", plain(body)):
        if not word or word == "och":
            continue
        part = _PARTS.search(word)
        if part is not None and part.start() > 0:
            letters.append(word[0])
        letters.append(word[part.start()] if part is not None else word[0])
    return "".join(sorted(letters))


def stands_for(letters: str, body: str) -> bool:
    """Whether an abbreviation stands for the body, in whatever order its letters come: SN, HSNV, VHSN."""
    return len(letters) >= 2 and "".join(sorted(letters.casefold())) == initials(body)


def letters_of(registry_number: str) -> tuple[str, ...]:
    """The letters of a registry number that name its body: "HSNV 2021-00233" → HSNV, "2021.055 SN" → SN."""
    spaced = re.sub(r"(?<=\d)(?=[A-ZÅÄÖ])|(?<=[A-ZÅÄÖ])(?=\d)", " ", registry_number)
    return tuple(_LETTERS.findall(spaced))


@lru_cache(maxsize=8192)
def same_body(one: str | None, other: str | None) -> bool:
    """Whether two names are of one body: equal, or one the initials of the other."""
    if not one or not other:
        return False
    if body_key(one) == body_key(other):
        return True
    return (one.isupper() and stands_for(one, other)) or (other.isupper() and stands_for(other, one))


def parties_in(title: str) -> tuple[str, ...]:
    """The public bodies that a title says an agreement is between (mellan ...) or with (med ...), as printed."""
    match = _BETWEEN.search(_SPACE.sub(" ", title))
    if match is None:
        return ()
    text = match[1]
    spans = [(found.start(), found[0].strip()) for found in _PERSON.finditer(text)]
    spans += [(found.start(), found[0].strip()) for found in _NAMED_BODY.finditer(text)]
    return tuple(dict.fromkeys(name for _, name in sorted(spans)))


def board_of(committee: str) -> str | None:
    """The board a committee prepares for: "Socialnämndens arbetsutskott" → "Socialnämnden"."""
    match = re.match(
        r"(.+(?:nämnden|styrelsen|fullmäktige))s\s+\w*(?:utskott|beredning|presidium)", committee, re.IGNORECASE
    )
    return match[1] if match else None
