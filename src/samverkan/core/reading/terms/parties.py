"""The parties of one agreement and what its text calls them: every mention resolved to a party or a group.

"kommunen" is the one municipality, "kommunerna" their group; a mention that does not print the name is cited where it is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.names import Name, bodies_in, organisations_in
from samverkan.core.reading.terms.clauses import lower
from samverkan.core.reading.terms.party_lists import Party, bare_name, kind_of
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samverkan.core.reading.terms.clauses import Prose
    from samverkan.core.sources import Cited
# "Vikby kommuns andel": the name inside its genitive
_OWNING = Wording(r"(?<![\w-])[A-ZÅÄÖÉ][\wåäöé]{1,40}(?:-[\wåäö]{1,40})? (?:kommun|stad)(?=s(?!\w))")


# What a party of its sort is called where it is the only one.
_SORTS = (
    (frozenset({"ab", "aktiebolag", "aktiebolaget", "hb"}), "bolaget"),
    (frozenset({"stiftelsen", "stiftelse"}), "stiftelsen"),
    (frozenset({"föreningen", "förening"}), "föreningen"),
    (frozenset({"polismyndigheten"}), "polisen"),
    (frozenset({"universitet", "universitetet"}), "universitetet"),
    (frozenset({"högskola", "högskolan"}), "högskolan"),
)


# "60 % region och 40 % kommun": the bare noun right after its figure
_NOUN = Wording(r"(?:(?<=% )|(?<=procent ))(?:region|kommun|landsting)(?!\w)")
_DEFINITE = {"region": "regionen", "kommun": "kommunen", "landsting": "landstinget"}


class Mention(NamedTuple):
    """A party or a group of them named in a text: where, and which; `group` keeps the group's own word."""

    start: int
    end: int
    parties: tuple[Cited[str], ...]
    group: str | None


def _words(party: Party) -> set[str]:
    """The words of a party's name and its principal's, in lower case and the indefinite form."""
    words = lower(" ".join((party.name.value, *party.also))).split()
    return {w[:-2] if w.endswith("landstinget") else w for w in words}


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
            core = bare_name(value)
            if party.kind == "municipality" and len(core) > 2:
                self._forms[core] = ((party.name,), None)
                self._forms.setdefault(core + "s", ((party.name,), None))
        for party in self.all:
            for other in party.also:
                self._forms.setdefault(lower(other), ((party.name,), None))
        for kind, words in (
            ("municipality", ("kommunen", "staden")),
            ("region", ("regionen", "landstinget")),
            ("authority", ("förbundet",)),
            ("body", ("nämnden", "styrelsen")),
        ):
            of_kind = [p for p in self.all if kind in {p.kind, *map(kind_of, p.also)}]
            for word in words:
                named = of_kind if len(of_kind) == 1 else [p for p in of_kind if word[:-2] in _words(p)]
                if len(named) == 1:  # "landstinget" beside a region, "staden" beside a municipality
                    self._forms[word] = ((named[0].name,), None)
        for marks, word in _SORTS:
            of_sort = [p for p in self.all if marks.intersection(lower(p.name.value).split())]
            if len(of_sort) == 1:
                self._forms.setdefault(word, ((of_sort[0].name,), None))
        for party in self.all:
            first, *rest = party.name.value.lower().split()
            if party.kind in {"authority", "other"} and rest and first.endswith(("en", "et", "an")):
                self._forms.setdefault(first, ((party.name,), None))  # "Brandkåren Attsjö" is "brandkåren"
            if party.kind == "authority" and rest:
                self._forms.setdefault(" ".join(rest), ((party.name,), None))
            elif party.kind == "other" and rest and rest[-1].endswith(("ing", "het", "ium")):
                self._forms.setdefault(rest[-1] + ("et" if rest[-1].endswith("ium") else "en"), ((party.name,), None))
            elif party.kind == "other" and rest and rest[-1].endswith(("itet", "verk", "bolag", "museum")):
                self._forms.setdefault(rest[-1] + "et", ((party.name,), None))
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
                "kommunerna och städerna",
                "städerna och kommunerna",
                "de samverkande kommunerna",
                "deltagarkommunerna",
                "varje medlemskommun",
                "respektive medlemskommun",
            ):
                self._forms[word] = (towns, "kommunerna")
        regions = tuple(p.name for p in self.all if p.kind == "region")
        if len(regions) > 1:
            self._forms["regionerna"] = (regions, "regionerna")
        everyone = self.names
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
    def names(self) -> tuple[Cited[str], ...]:
        """Their names, as the terms list them."""
        return tuple(p.name for p in self.all)

    def call(self, word: str, names: tuple[Cited[str], ...], group: str | None = None) -> None:
        """Let `word`, in lower case, mean these parties."""
        self._forms[word] = (names, group)

    def knows(self, word: str) -> bool:
        """Whether a word, in lower case, means a party or a group of them already."""
        return word in self._forms

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
        for m in _NOUN.finditer(low, start, end):
            names, _ = self._forms.get(_DEFINITE[m.group()], ((), None))
            if names and not any(x.start < m.end() and m.start() < x.end for x in found):
                found.append(Mention(m.start(), m.end(), names, None))
        if strangers:
            owning = [Name(m.start(), m.end(), m.group()) for m in _OWNING.finditer(prose.text, start, end)]
            for name in (*organisations_in(prose.text, start, end), *owning, *bodies_in(prose.text, start, end)):
                if name.value.lower() in {"nämnden", "styrelsen", "benämnd"} or any(
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
        return prose.cited(start, end, name.value) if bare_name(lower(name.value)) in here else name
