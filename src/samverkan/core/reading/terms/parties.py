"""Who is bound: party lists in, parties out with their short names, and every mention of them resolved.

"nedan kallad kommunen" makes "kommunen" that party, "kommunerna" is its members; an organ or a host is no party.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple

from samverkan.core.reading.names import bodies_in, organisations_in
from samverkan.core.reading.terms.clauses import Clause, Heading, Prose, lower
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samverkan.core.sources import Cited

Kind = Literal["municipality", "region", "body", "authority", "other"]

_CAP = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-\s?[A-ZÅÄÖ][a-zåäö]+)?"
_PLACE = (
    r"(?:(?:Norra|Södra|Östra|Västra|Upplands|Stora|Lilla|Nya|Gamla|Dals) )?"
    rf"(?!Region|Kommun|Landsting|Samordnings|Räddnings|Parter|Avtal|Detta){_CAP}"
)
_LIST = rf"{_PLACE}(?:(?:, | och | samt | & |/|,| ){_PLACE}){{0,60}}"
# "kommunerna A, B och C", "städerna A och B"
_NOUN_FIRST = Wording(
    r"(?P<noun>[Kk]ommunerna|[Mm]edlemskommunerna|[Ss]amverkanskommunerna|[Ss]täderna|[Kk]ommuner(?:na)?:|[Mm]edlemmar:)"
    rf" (?P<list>{_LIST})",
)
# "A, B och C kommuner": genitives under one noun
_NOUN_LAST = Wording(
    rf"(?P<list>{_PLACE}(?:, ?{_PLACE}){{0,60}},? (?:och|samt|&) {_PLACE}) "
    r"(?P<noun>[Kk]ommun(?:er(?:na)?)?|[Ss]täder(?:na)?)(?!\w)",
)
_BARE = Wording(rf"{_PLACE}(?:(?:, ?{_PLACE}){{1,60}}(?:,? (?:och|samt|&) {_PLACE})?|,? (?:och|samt|&) {_PLACE})")
_ONE = Wording(_PLACE)
_STATE = Wording(
    r"(?:Försäkringskassan|Arbetsförmedlingen|Polismyndigheten|Trafikverket|"
    r"Länsstyrelsen i [A-ZÅÄÖ]\w+(?: län)?|Migrationsverket|Kriminalvården)",
)
_COMPANY = Wording(r"[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+){0,2} (?:AB|ekonomisk förening|stiftelse)(?!\w)")
_NOT_NAMES = frozenset({
    "mellan", "detta", "denna", "dessa", "avtalet", "avtal", "parter", "parterna", "org", "orgnr", "organisationsnummer",
    "box", "tel", "växel", "datum", "ort", "följande", "syfte", "ändamål", "bakgrund", "kommunen", "regionen",
    "kommunerna", "medlemmar", "värdkommun", "nedan", "och", "samt", "för", "postadress", "adress", "kontaktperson",
})  # fmt: skip
_ALIAS = Wording(
    r"(?:(?:nedan|hädanefter|härefter|i fortsättningen|fortsättningsvis|i det följande|"
    r"här)(?:,)? ?(?:kalla[dts]e?|benämn[dts]e?n?|benämns|kallas|benämnda|"
    r"angiven)?(?: för)?(?P<all>(?: gemensamt| tillsammans| sammantaget| samtliga| var för sig)?) ?|"
    r"""\()(?P<q>[\"”“'’«]?)(?P<name>[a-zåäö]{2,30})[\"”“'’»]?(?=[\s,.;):]|$)""",
)
_CALLED = Wording(
    r"(?<!\w)(?:nedan|hädanefter|härefter|i fortsättningen|fortsättningsvis|i det följande)|\(",
)
_BETWEEN = Wording(
    r"(?<!\w)(?:mellan|parter är|parterna är|parter i (?:detta )?avtal(?:et)? är|(?:medlemmar|"
    r"förbundsmedlemmar|medlemskommuner)(?: i [a-zåäö ]{3,60}?)? är)(?: följande)?(?: parter)?:? ",
)
_AGREED = Wording(r"avtal|tecknas|träffa|slut[ie]ts|sluta[st]|ingå|överenskom|parter|medlemmar|samverka")
_MOST = 40  # places in a text that may name its parties, and parties, before the search ends

# A sentence that names the parties without saying that it does.
_OPENS = Wording(
    r"nedan|härefter|hädanefter|denna dag|träffat|överens|ingår|tecknar|sluter|avtalar|förbinder sig",
)
_VERB = Wording(r"tecknas|tecknat|träffa[st]|slut[ie]t|sluts|ingå|överenskom|följande|upprättat")
_AFTER_LIST = Wording(
    r" (?:har|tecknas|träffas|sluts|ingås|ingår|är|gäller|avseende|angående|rörande|gällande|kring|"
    r"beträffande|om|ska|skall|för att|upprättas|med (?:syfte|stöd|anledning))(?!\w)",
)
_OTHERS = Wording(r"andra kommuner|ytterligare kommuner|även med|utomstående|annan kommun")


class Party(NamedTuple):
    """One party: its name as bound, in the nominative, where the text prints it, and of what sort it is."""

    name: Cited[str]
    kind: Kind
    start: int
    end: int


class Mention(NamedTuple):
    """A party or a group of them named in a text: where, and which; `group` keeps the group's own word."""

    start: int
    end: int
    parties: tuple[Cited[str], ...]
    group: str | None


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
    """The name of the municipality of a place in a list: "Lysekils" or "Boden" under the noun "kommuner"."""
    place = re.sub(r"-\s", "-", place)
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
            if _overlaps(found, m.start("list"), m.end("list")):
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
        if not _overlaps(found, name.start, name.start + len(value)):
            found.append((name.start, name.start + len(value), _cased(value)))
    for pattern in (_STATE, _COMPANY):
        for other in pattern.finditer(text, start, end):
            if not _overlaps(found, other.start(), other.end()):
                found.append((other.start(), other.end(), other.group()))
    found += _boards(prose, start, end, found)
    if bare and not any(value.endswith((" kommun", " kommuner")) for _, _, value in found):
        listed = _BARE.search(text, start, end)
        if listed:
            found += [
                (p.start(), p.end(), municipality(p.group(), "kommun"))
                for p in _ONE.finditer(text, listed.start(), listed.end())
                if p.group().lower() not in _NOT_NAMES and not _overlaps(found, p.start(), p.end())
            ]
    found.sort()
    parties, seen = [], set()
    for a, b, value in found:
        key = _key(value)
        if key not in seen and len(parties) < 2 * _MOST:
            seen.add(key)
            parties.append(Party(prose.cited(a, b, value), kind_of(value), a, b))
    return parties


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


def _key(value: str) -> str:
    return re.sub(r"s?(?: kommun| stad)?$", "", value.lower())


def _boards(prose: Prose, start: int, end: int, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Boards that sign for their principal; a board of the agreement's own is named elsewhere."""
    if "nämnd" not in prose.low[start:end] and "styrelse" not in prose.low[start:end]:
        return []
    boards = []
    for name in bodies_in(prose.text, start, end):
        value = name.value
        if value.lower().startswith(("gemensam", "den gemensam")) or _overlaps(found, name.start, name.end):
            continue
        before = prose.low[max(start, name.start - 24) : name.start]
        if (
            value.lower() in {"nämnden", "styrelsen", "nämnd", "styrelse", "fullmäktige"}
            or "fullmäktige" in value.lower()
        ):
            continue
        if re.search(r"(?:kallad|kallat|kallas|genom en|den gemensamma) ?[\"”“]?$", before):
            continue
        end_ = name.end
        place = (
            _ONE.match(prose.text, end_ + 1)
            if value.endswith("nämnden") and value.lower().startswith("stadsdels")
            else None
        )
        if place:
            value, end_ = f"{value} {place.group()}", place.end()
        boards.append((name.start, end_, value[0].upper() + value[1:]))
    return boards


def _holds(board: Party, principal: Party) -> bool:
    """Whether the words of the board's name hold its principal's: "X kommun genom socialnämnden"."""
    return board.name.span.start <= principal.name.span.start and principal.name.span.end <= board.name.span.end


class Parties:
    """The parties of one agreement, and what they are called in its text."""

    __slots__ = ("_forms", "all")

    def __init__(self, parties: Iterable[Party] = ()) -> None:
        self.all = list(parties)
        self._forms: dict[str, tuple[tuple[Cited[str], ...], str | None]] = {}
        self._add_forms()

    def _add_forms(self) -> None:
        for party in self.all:
            value = lower(party.name.value)
            self._forms[value] = ((party.name,), None)
            core = _key(value)
            if party.kind == "municipality" and len(core) > 2:
                self._forms[core] = ((party.name,), None)
                self._forms.setdefault(core + "s", ((party.name,), None))
        for kind, words in (
            ("municipality", ("kommunen", "staden")),
            ("region", ("regionen", "landstinget")),
            ("authority", ("förbundet",)),
            ("body", ("nämnden", "styrelsen")),
        ):
            of_kind = [p for p in self.all if p.kind == kind]
            if len(of_kind) == 1:
                for word in words:
                    self._forms[word] = ((of_kind[0].name,), None)
        for party in self.all:
            first, *rest = party.name.value.lower().split()
            if party.kind == "authority" and rest:
                self._forms.setdefault(" ".join(rest), ((party.name,), None))
            elif party.kind == "body":
                self._forms.setdefault(first if not rest else party.name.value.lower(), ((party.name,), None))
        towns = tuple(p.name for p in self.all if p.kind == "municipality")
        if len(towns) > 1:
            for word in (
                "kommunerna",
                "medlemskommunerna",
                "samverkanskommunerna",
                "respektive kommun",
                "varje kommun",
                "vardera kommunen",
                "deltagande kommuner",
            ):
                self._forms[word] = (towns, "kommunerna")
        regions = tuple(p.name for p in self.all if p.kind == "region")
        if len(regions) > 1:
            self._forms["regionerna"] = (regions, "regionerna")
        everyone = tuple(p.name for p in self.bound)
        if len(everyone) > 1:
            for word in (
                "parterna",
                "parter",
                "medlemmarna",
                "förbundsmedlemmarna",
                "respektive part",
                "varje part",
                "vardera parten",
                "vardera part",
                "respektive medlem",
                "avtalsparterna",
                "samverkansparterna",
            ):
                self._forms[word] = (everyone, "parterna")

    @property
    def bound(self) -> list[Party]:
        """The parties, a board and its principal counted once: the board, which the text names as party."""
        kept: list[Party] = []
        for party in self.all:
            before = kept[-1] if kept else None
            if before is not None and before.kind == "body" and _holds(before, party):
                continue
            kept.append(party)
        return kept

    @property
    def names(self) -> tuple[Cited[str], ...]:
        """Their names, as the terms list them."""
        return tuple(p.name for p in self.all)

    def call(self, word: str, names: tuple[Cited[str], ...], group: str | None = None) -> None:
        """Let `word`, in lower case, mean these parties."""
        self._forms[word] = (names, group)

    def mentions(self, prose: Prose, start: int, end: int, *, strangers: bool = True) -> list[Mention]:
        """Every party named in text[start:end], short names resolved; `strangers` also finds names on no list."""
        low = prose.low
        found: list[Mention] = []
        for form, (names, group) in sorted(self._forms.items(), key=lambda item: -len(item[0])):
            at = low.find(form, start, end)
            while at >= 0:
                stop = at + len(form)
                if low[stop : stop + 1] == "s" and not form.endswith("s"):
                    stop += 1
                if (
                    not (low[at - 1 : at].isalpha() if at else False)
                    and not low[stop : stop + 1].isalpha()
                    and not any(m.start < stop and at < m.end for m in found)
                ):
                    found.append(
                        Mention(at, stop, names if group else (self._printed(prose, at, stop, names[0]),), group)
                    )
                at = low.find(form, stop, end)
        if strangers:
            for name in (*organisations_in(prose.text, start, end), *bodies_in(prose.text, start, end)):
                if name.value.lower() in {"nämnden", "styrelsen"} or any(
                    m.start < name.end and name.start < m.end for m in found
                ):
                    continue
                value = name.value[0].upper() + name.value[1:]
                found.append(Mention(name.start, name.end, (prose.cited(name.start, name.end, value),), None))
        found.sort()
        return found

    def _printed(self, prose: Prose, start: int, end: int, name: Cited[str]) -> Cited[str]:
        """The name cited where the mention prints it; otherwise where the text says who is meant."""
        here = prose.low[start:end]
        return prose.cited(start, end, name.value) if _key(lower(name.value)) in here else name


def _with_aliases(prose: Prose, parties: list[Party], end: int) -> Parties:
    """The parties with the short names that the text gives them right after their names."""
    known = Parties(parties)
    low = prose.low
    for i, party in enumerate(parties):
        stop = parties[i + 1].start if i + 1 < len(parties) else end
        stop = min(stop, party.end + 260)
        for called in _CALLED.finditer(low, party.end, stop):
            m = _ALIAS.match(low, called.start(), min(len(low), stop + 40))
            if m is None or m["name"] in {
                "org",
                "orgnr",
                "nedan",
                "kallad",
                "kallat",
                "hädanefter",
                "härefter",
                "organisationsnummer",
                "och",
                "gemensamt",
                "se",
                "benämnd",
                "part",
            }:
                continue
            word = m["name"]
            if m["all"] or word.endswith(("erna", "arna")):
                group = tuple(
                    p.name for p in parties[: i + 1] if not word.startswith("kommun") or p.kind == "municipality"
                )
                known.call(word, group, word)
            elif len(word) > 1:
                known.call(word, (party.name,))
    return known


def _segment_end(prose: Prose, start: int, end: int) -> int:
    m = _AFTER_LIST.search(prose.low, start, end)
    return m.start() if m else end


def parties_of(prose: Prose, title_end: int = 0) -> Parties:
    """The parties of an agreement's own text: its party section, "mellan A och B", its members; else none.

    `title_end`: how much of the text is its title, which says less precisely who the parties are.
    """
    alone: tuple[list[Party], int] | None = None
    sections = _party_sections(prose)
    for start, end in sections:
        found = _bound(prose, start, end, bare=True)
        if len(found) >= 2:
            return _with_aliases(prose, found, end)
        alone = alone or ((found, end) if found else None)
    for low_limit in dict.fromkeys((title_end, 0)):
        for m in islice(_BETWEEN.finditer(prose.low, low_limit), _MOST):
            near = prose.low[max(0, m.start() - 100) : m.end() + 700]
            if not _AGREED.search(near):
                continue
            stop = _sentence_end(prose, m.start()) if m.start() >= title_end else title_end
            found = _bound(prose, m.end(), min(stop, m.end() + 2500), bare="medlem" in m.group() or "part" in m.group())
            if "medlem" in m.group():
                found = [p for p in found if p.kind != "authority"]
            if len(found) >= 2:
                return _with_aliases(prose, found, stop)
            alone = alone or ((found, stop) if found else None)
    for clause in prose.clauses[:6]:
        if clause.start >= title_end and _OPENS.search(clause.low):
            found = _bound(prose, clause.start, clause.end, bare=False)
            if len(found) >= 2:
                return _with_aliases(prose, found, clause.end)
    return _with_aliases(prose, *alone) if alone else Parties()


def _party_sections(prose: Prose) -> list[tuple[int, int]]:
    sections: list[tuple[int, int]] = []
    for i, heading in enumerate(prose.headings):
        if heading.topic == "parties":
            end = prose.headings[i + 1].start if i + 1 < len(prose.headings) else len(prose.text)
            if end - heading.end > 8:
                sections.append((heading.end, min(end, heading.end + 3000)))
    return sections[:_MOST]


def _bound(prose: Prose, start: int, end: int, *, bare: bool) -> list[Party]:
    """The parties of one stretch, clauses about others left out; boards first, their principals after them."""
    found: list[Party] = []
    seen: set[str] = set()
    for clause in _within(prose, start, end):
        if _OTHERS.search(clause.low):
            continue
        a, b = max(start, clause.start), min(end, clause.end)
        for party in names_in(prose, a, _list_end(prose, a, b), bare=bare and not found):
            if _key(party.name.value) not in seen:
                seen.add(_key(party.name.value))
                found.append(party)
    return _boards_first(prose, found)


def _list_end(prose: Prose, start: int, end: int) -> int:
    """Where the list of parties ends in a sentence that goes on to say something."""
    m = _BETWEEN.search(prose.low, start, end)
    from_ = m.end() if m else start
    at = _segment_end(prose, from_, end)
    return end if at - from_ < 12 else at


def _boards_first(prose: Prose, parties: list[Party]) -> list[Party]:
    """The board, quoting both, and after it its principal: "X kommun genom socialnämnden"."""
    out: list[Party] = []
    for party in parties:
        previous = out[-1] if out else None
        if previous is not None and party.kind == "body" and previous.kind in {"municipality", "region"}:
            between = prose.low[previous.end : party.start]
            if re.fullmatch(r"(?:,? org[^,()]{4,40})?,? (?:genom|företrädd av|via) (?:dess |sin )?", between):
                out[-1:] = [
                    party._replace(name=prose.cited(previous.start, party.end, party.name.value), start=previous.start),
                    previous,
                ]
                continue
        if previous is not None and previous.kind == "body" and party.kind in {"municipality", "region"}:
            between = prose.low[previous.end : party.start]
            if between in {" i ", ", ", " hos ", " för ", " vid ", " "}:
                out[-1:] = [
                    previous._replace(name=prose.cited(previous.start, party.end, previous.name.value), end=party.end),
                    party,
                ]
                continue
        out.append(party)
    return out


def _within(prose: Prose, start: int, end: int) -> list[Clause]:
    first = bisect_right(prose.clauses, start, key=_clause_ends)
    return list(takewhile(lambda c: c.start < end, islice(prose.clauses, first, None)))


def _clause_ends(clause: Clause) -> int:
    return clause.end


def _sentence_end(prose: Prose, at: int) -> int:
    """The end of the sentence, read past full stops inside addresses and numbers when its verb comes later."""
    here = _within(prose, at, at + 1)
    end = here[0].end if here else len(prose.text)
    following = bisect_right(prose.headings, at, key=_heading_starts)
    limit = end + 900
    if following < len(prose.headings):
        limit = min(limit, prose.headings[following].start)
    verb = _VERB.search(prose.low, end, limit) if _VERB.search(prose.low, at, end) is None else None
    return verb.end() if verb else end


def _heading_starts(heading: Heading) -> int:
    return heading.start
