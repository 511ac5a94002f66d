"""Lists of parties: a stretch of text in, the parties named in it out, in the nominative.

"Lysekils, Munkedals och Uddevalla kommuner" are three municipalities; a board may sign for its principal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from samverkan.core.reading.names import bodies_in, organisations_in
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.terms.clauses import Prose
    from samverkan.core.sources import Cited

Kind = Literal["municipality", "region", "body", "authority", "other"]
_CAP = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-\s?[A-ZÅÄÖ][a-zåäö]+)?"
_PLACE = (
    r"(?:(?:Norra|Södra|Östra|Västra|Upplands|Stora|Lilla|Nya|Gamla|Dals) )?"
    rf"(?!Region|Kommun|Landsting|Städ|Samordnings|Räddnings|Parter|Avtal|Detta|[A-ZÅÄÖ]\w*regionens?(?!\w)|[A-ZÅÄÖ]\w*(?:förbundet|myndigheten)(?!\w)|Mellan(?!\w)|Samt(?!\w)){_CAP}"
)
_LIST = rf"{_PLACE}(?:(?:, | och | samt | & |/|,| ){_PLACE}){{0,60}}"
# "kommunerna A, B och C", "städerna A och B", "regionerna A och B"; "ema" is "erna" misread
_NOUN_FIRST = Wording(
    r"(?P<noun>(?:(?:[Mm]edlems|[Ss]amverkans|[Dd]eltagar|[Gg]rann|[Vv]ärd)?[Kk]ommun|[Ss]täd)e(?:rn|m)a(?: i [\w ]{3,30}:)?|"
    r"[Kk]ommuner(?:na)?[:,]|[Mm]edlemmar:|[Ss]taden(?= [A-ZÅÄÖ])|[Rr]egione(?:rn|m)a|[Ll]andstingen i)"
    rf" (?P<list>{_LIST})",
)
# "A, B och C kommuner": genitives under one noun
_NOUN_LAST = Wording(
    rf"(?<![\w-])(?<!Region )(?<!Landstinget )(?<!förbundet )(?P<list>{_PLACE}(?:, ?{_PLACE}){{0,60}},? (?:och|samt|&) {_PLACE}) "
    r"(?P<noun>[Kk]ommun(?:er(?:na)?)?|[Ss]täder(?:na)?)(?!\w)",
)
_BARE = Wording(rf"{_PLACE}(?:(?:, ?{_PLACE}){{1,60}}(?:,? (?:och|samt|&) {_PLACE})?|,? (?:och|samt|&) {_PLACE})")
_ONE = Wording(_PLACE)
_STATE = Wording(
    r"(?:Försäkringskassan|Arbetsförmedlingen|Polismyndigheten|Kriminalvården|Sametinget|Skogsstyrelsen|"
    r"(?<![\w-])[A-ZÅÄÖ][a-zåäö]{3,20}verket|Länsstyrelsen i [A-ZÅÄÖ]\w+(?: län)?|Sveriges Kommuner och (?:Landsting|Regioner)|"
    r"(?<![\w-])(?!Arkiv|Tillsyn|Förvaltning|Kollektivtrafik|Ansvar)[A-ZÅÄÖ][a-zåäö]{3,20}myndigheten|Länsstyrelsen [A-ZÅÄÖ]\w+ län|"
    r"(?:Universitetet|Högskolan) (?:i )?[A-ZÅÄÖ]\w+|Statens [a-zåäö]{5,24}|(?<![\w-])[Ss]taten)(?!\w)",
)
_COMPANY = Wording(
    r"(?<![\w-])(?!Mellan )[A-ZÅÄÖ][\w-]{0,40}(?: (?:& )?[A-ZÅÄÖ][\w-]{0,40}){0,3} "
    r"(?:AB|HB|[Aa]ktiebolag|ekonomisk förening|ideell förening|stiftelse)(?!\w)",
    r"(?<![\w-])(?:Stiftelsen|Föreningen|Aktiebolaget|AB|Studieförbundet|[A-ZÅÄÖ][a-zåäö]{2,20}jouren) "
    r"[A-ZÅÄÖ][\w-]{0,40}(?: (?:& )?[A-ZÅÄÖ][\w-]{0,40}){0,2}",
)
# "Norrbygdens Lokalvård, 556000-0001", "Göta Museum (nedan Museet)": whoever has a number of organisation or a short name
_NUMBERED = Wording(
    r"(?<![\w-])(?<!\d )(?!Box |Org|Mellan )(?P<name>[A-ZÅÄÖ][\wé-]{1,40}"
    r"(?: (?:& )?(?:i |för |på |och )?[A-ZÅÄÖ][\wé-]{1,40}){1,4})(?:,? \(?| ?\()"
    r"(?:(?:[Oo]rg(?:anisations)?\.? ?n(?:umme)?r\.?:? ?)?\d{6}[-–]\d{4}(?!\d)|(?:nedan|härefter|hädanefter|i det följande)(?!\w))"
)
# "Ålands landskapsregering", "Solviks universitet", "Norrbygdens hälso- och sjukvård"
_INSTITUTION = Wording(
    r"(?<![\w-])[A-ZÅÄÖ][a-zåäö]{3,24}(?:förbundet|kåren) [A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?",
    r"(?<![\w-])[A-ZÅÄÖÉ][a-zåäöé]+s (?:hälso- och sjukvård|[a-zåäö]{0,20}(?:regering|universitet|högskola|församling|pastorat|"
    r"förbund|stift|länstrafik|museum|folkhögskola))(?!\w)",
)
# "Region Jämtland Härjedalen": the name goes on up to a mark or a word that joins
_SECOND = Wording(r" [A-ZÅÄÖ][a-zåäö]+(?=,| och | samt |\.?$| \(|;)")
_NOT_NAMES = frozenset({
    "mellan", "detta", "denna", "dessa", "avtalet", "avtal", "parter", "parterna", "org", "orgnr", "organisationsnummer",
    "box", "tel", "växel", "datum", "ort", "följande", "syfte", "ändamål", "bakgrund", "kommunen", "regionen",
    "summa", "totalt", "total", "samtliga", "övriga", "andel", "procent", "part", "alla", "tillsammans",
    "varje", "vardera", "respektive", "annan", "någon", "ingen", "berörd", "aktuell", "egen",
    "kommunerna", "medlemmar", "värdkommun", "nedan", "och", "samt", "för", "postadress", "adress", "kontaktperson",
})  # fmt: skip


# "Varje kommun" is nobody's name.
_NO_MUNICIPALITY = frozenset(
    {"varje", "vardera", "respektive", "annan", "någon", "ingen", "berörd", "aktuell", "egen", "en"}
)

# Before "A och B kommun", one noun for two: a word that opens a list, not a name that goes on ("Region X A och B kommun").
_MAY_LIST = Wording(r"(?:^|[.:;,\n(•] ?|(?<!\w)(?:mellan|för|i|av|och|samt|är|på|med|till|hos) )$")


# "och Nybro Älvs kommun": a name of two words, in a list
_FIRST_WORD = Wording(
    r"(?:(?<=, )|(?<= och )|(?<= samt )|(?<= kommun )|(?<= stad ))(?!Region |Landstinget |[A-ZÅÄÖ]\w*(?:en|et|na|er|s|kommun|stad) )"
    r"[A-ZÅÄÖ][a-zåäö]{2,20} $"
)
# "Västra Götalandregionen": the word before the name is its own
_QUARTER = Wording(r"(?:Västra|Östra|Norra|Södra) $")


_OF_PRINCIPAL = Wording(r" (?:i|hos|för|vid) [A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)?")


class Party(NamedTuple):
    """One party: its name as bound, in the nominative, where the text prints it, and of what sort it is."""

    name: Cited[str]
    kind: Kind
    start: int
    end: int
    also: tuple[str, ...] = ()  # the board that acts for it, or the board and its principal


def kind_of(name: str) -> Kind:
    """Of what sort a name is, by its words."""
    low = name.lower()
    if re.search(r"nämnd|styrelse|fullmäktige|utskott|direktion", low):
        return "body"
    if "förbund" in low:
        return "authority"
    if low.startswith(("region ", "landstinget")) or low.endswith(("regionen", "landsting", "region")):
        return "region"
    return "municipality" if re.search(r"(?:kommun|stad)$", low) else "other"


def municipality(place: str, noun: str) -> str:
    """The name of the municipality or region of a place in a list: "Lysekils" or "Boden" under the noun "kommuner"."""
    place = re.sub(r"-\s", "-", place)
    if noun.lower().startswith("region"):
        return f"Region {place}"
    if noun.lower().startswith("landsting"):
        return f"Landstinget i {place}"
    kind = "stad" if noun.lower().startswith("st") else "kommun"
    if not place.endswith(("s", "x", "z", "a", "e", "i", "o", "u", "y", "å", "ä", "ö")):
        place += "s"
    return f"{place} {kind}"


def names_in(prose: Prose, start: int, end: int, *, bare: bool = False) -> list[Party]:
    """The parties listed in text[start:end], in order; `bare` also takes a list of places without a noun."""
    text = prose.text
    found: list[tuple[int, int, str]] = []
    for pattern in (_NOUN_FIRST, _NOUN_LAST):
        for m in pattern.finditer(text, start, end):
            if _overlaps(found, m.start("list"), m.end("list")) or (
                m["noun"] in {"kommun", "Kommun"} and not _MAY_LIST.search(text, max(0, m.start() - 24), m.start())
            ):
                continue
            stop = m.end("list")
            if pattern is _NOUN_FIRST and text.startswith((" kommun", " stad"), stop) and " " in m["list"]:
                stop = max(m["list"].rfind(sep) for sep in (",", " och", " samt")) + m.start("list")
                if stop <= m.start("list"):
                    continue
            for place in _ONE.finditer(text, m.start("list"), stop):
                if place.group().lower() not in _NOT_NAMES:
                    found.append((place.start(), place.end(), municipality(place.group(), m["noun"])))
    for name in organisations_in(text, start, end):
        value = _trimmed(name.value)
        if value.partition(" ")[0].lower() in _NO_MUNICIPALITY:
            continue
        if value.startswith("Mellan "):
            name = name._replace(start=name.start + 7)
            value = value[7:]
        if value.endswith((" kommun", " stad")):
            more = _FIRST_WORD.search(text, max(start, name.start - 30), name.start)
            if more is not None and more.group().strip().lower() not in _NOT_NAMES:
                name = name._replace(start=more.start())
                value = more.group() + value
        before = _QUARTER.search(text, max(start, name.start - 10), name.start) if value.endswith("regionen") else None
        if before is not None:
            name = name._replace(start=before.start())
            value = text[name.start : name.end]
        if value.startswith(("Region ", "Landstinget ")):
            second = _SECOND.match(text, name.start + len(value), end)
            value += second.group() if second else ""
        if not _overlaps(found, name.start, name.start + len(value)):
            found.append((name.start, name.start + len(value), _cased(value)))
    for pattern in (_STATE, _COMPANY, _INSTITUTION):
        for other in pattern.finditer(text, start, end):
            if not _overlaps(found, other.start(), other.end()):
                found.append((other.start(), other.end(), other.group()))
    found += _boards(prose, start, end, found)
    for other in _NUMBERED.finditer(text, start, end):
        if not _overlaps(found, other.start("name"), other.end("name")):
            found.append((other.start("name"), other.end("name"), other["name"]))
    if bare and not any(value.endswith((" kommun", " kommuner")) for _, _, value in found):
        listed = _BARE.search(text, start, end)
        if listed:
            found += [
                (p.start(), p.end(), municipality(p.group(), "kommun"))
                for p in _ONE.finditer(text, listed.start(), listed.end())
                if p.group().lower() not in _NOT_NAMES and not _overlaps(found, p.start(), p.end())
            ]
    found.sort()
    parties: list[Party] = []
    seen: set[str] = set()
    for a, b, value in found:
        key = bare_name(value)
        if (
            kind_of(value) == "body"
        ):  # two municipalities have boards of one name: "Socialnämnden i A och Socialnämnden i B"
            principal = _OF_PRINCIPAL.match(text, b, end)
            key += principal.group() if principal else ""
        if parties and text[parties[-1].end : a].strip() == "/" and parties[-1].kind == kind_of(value) == "region":
            parties[-1] = parties[-1]._replace(also=(*parties[-1].also, value))
            continue
        if key not in seen and len(parties) < 80:
            seen.add(key)
            parties.append(Party(prose.cited(a, b, value), kind_of(value), a, b))
    return parties


def place_at(prose: Prose, at: int, end: int) -> int | None:
    """Where the place that begins at `at` ends; None where none begins there."""
    m = _ONE.match(prose.text, at, end)
    return m.end() if m and m.group().lower() not in _NOT_NAMES else None


def _overlaps(found: list[tuple[int, int, str]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b, _ in found)


def _trimmed(value: str) -> str:
    """The name without a word of the next sentence that a lost full stop left at its end."""
    head, _, last = value.rpartition(" ")
    return head if head and last.lower() in _NOT_NAMES else value


def _cased(value: str) -> str:
    """The name as names are written, where it is printed in capitals: "HAGSTA KOMMUN"."""
    if not value.isupper():
        return value
    words = value.split()
    return " ".join(
        w.lower() if w in {"KOMMUN", "STAD", "LANDSTING", "LÄN"} else "-".join(p.capitalize() for p in w.split("-"))
        for w in words
    )


def bare_name(value: str) -> str:
    """A name without "kommun", "stad" and genitive, in lower case: what stands for it in a list."""
    return re.sub(r"s?(?: kommun| stad)?$", "", value.lower())


def _boards(prose: Prose, start: int, end: int, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Boards that sign for their principal; a board of the agreement's own is named elsewhere."""
    if "nämnd" not in prose.low[start:end] and "styrelse" not in prose.low[start:end]:
        return []
    boards = []
    for name in bodies_in(prose.text, start, end):
        value = name.value
        if value.lower().startswith(("gemensam", "den gemensam", "benämn", "nedannämn")) or _overlaps(
            found, name.start, name.end
        ):
            continue
        before = prose.low[max(start, name.start - 24) : name.start]
        if (
            value.lower() in {"nämnden", "styrelsen", "nämnd", "styrelse", "fullmäktige"}
            or "fullmäktige" in value.lower()
        ):
            continue
        if re.search(
            r"(?:kallad|kallat|kallas|genom en|den gemensamma|gemensam|en|respektive|varje|vardera) ?[\"”“]?$", before
        ):
            continue
        end_ = name.end
        place = (
            _ONE.match(prose.text, end_ + 1)
            if value.endswith("nämnd") or (value.endswith("nämnden") and value.lower().startswith("stadsdels"))
            else None
        )
        if place:
            value, end_ = f"{value} {place.group()}", place.end()
        boards.append((name.start, end_, value[0].upper() + value[1:]))
    return boards
