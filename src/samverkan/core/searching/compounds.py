"""Whether a word is a part of a compound: a stem and the stem it may stand in, out yes or no.

A part counts where what stands before and after it are words too, as the lexicon of everything on file knows them, with
Swedish linking letters between: samverkan|s|avtal, barn|hälso|vård|s|enhet. What a prefix makes is a word of its own:
"avtal" is no kind of "tal", "behandling" no kind of "handling". "bostad" is no kind of "stad": "bo" is too short to tell.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SHORTEST: Final = 3
"""The shortest part, in letters."""

_PAIR: Final = 7
"""Two parts have so many letters together at least: "kom" and "mun" make no "kommun"."""

_SURE: Final = 5
"""A word of so many letters that ends another is its last part, whatever stands before it, unless that is a prefix."""

_LINKS: Final = "seuoa"
_VOWEL: Final = re.compile("[aeiouyåäöé]")
_ONSET: Final = re.compile(
    "(?:[aeiouyåäöé]|[bcdfghjklmnprstvxz](?=[aeiouyåäöé])|(?:bj|bl|br|ch|dj|dr|dv|fj|fl|fn|fr|gj|gl|gn|gr|hj|hv|kj|kl|kn|kr|kv"
    "|lj|mj|nj|ph|pj|pl|pr|ps|qu|sc|sch|sj|sk|skj|skr|skv|sl|sm|sn|sp|spj|spl|spr|st|stj|str|sv|th|tj|tr|tv|vr)(?=[aeiouyåäöé]))"
)
_BOUND: Final = frozenset(
    """
    an av be bi er ent efter emot fort fram från för före ge genom i in inne med miss mot ner ned ny o om på sam sär till
    und under undan upp uppe ut ute utan van vid å över ända runt kring kvar ihop bort hän ovan sist nyss förut
    """.split()
)
"""Prefixes: what they make is a word of its own."""

_SMALL: Final = frozenset(
    """
    alla allt att de dels dem den denna deras dess dessa det detta dig din dina ditt dock där efter ej eller en enligt er
    ett fick för får gör ha had hade han har hel hon hos hur här icke ifrån inom inte jag kan kom kun kunna lik med mellan
    men mer mot ning ngn nog nu när någo någon något några och också om oss per på redan samt sig sin sina sitt ska skall skull
    som sådan till under upp ut utan vad var vara varit vem vid vilk vill är över
    """.split()
)
"""Words that only hold sentences together: no part of anything."""

_ENDINGS: Final = tuple("ernas arnas ornas erna arna orna ens ets en et er ar or an n t s".split())


def tails(stem: str) -> Iterator[tuple[int, str]]:
    """Where a part of the stem may begin, and the stem from there on; the stem itself first."""
    yield 0, stem
    if len(stem) < _PAIR - 1 or not stem.isalpha():
        return
    for at in range(SHORTEST, len(stem) - SHORTEST + 1):
        if _ONSET.match(stem, at) and _VOWEL.search(stem, 0, at):
            yield at, stem[at:]


@lru_cache(maxsize=1 << 15)
def sure_tails(stem: str) -> tuple[str, ...]:
    """The ends of the stem that are its last part whatever is known of other words: `compounds` would say so too."""
    return tuple(
        tail for at, tail in tails(stem) if at and len(tail) >= _SURE and tail not in _SMALL and not _bound(stem[:at])
    )


def forms(word: str, stem: Callable[[str], str]) -> list[str]:
    """How a word may be written as a part before another: "verksamheten" as "verksamhet", "hälsa" as "häls"."""
    found = [stem(word), word]
    found += [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    found += [one[:-1] for one in (word,) if one[-1:] in "ae"]
    return [one for one in dict.fromkeys(found) if len(one) >= SHORTEST and one.isalpha() and one not in _SMALL]


def compounds(
    parts: Iterable[str], candidates: Iterable[tuple[str, int]], known: Callable[[set[str]], set[str]]
) -> set[str]:  # fmt: skip
    """The stems among the candidates in which one of the parts stands as a part, at the place given.

    `known`: which of these are words of the lexicon; asked twice, however many candidates there are.
    """
    parts = [part for part in parts if len(part) >= SHORTEST and part not in _SMALL]
    places: list[_Place] = []
    for whole, at in candidates:
        for part in parts:
            if whole.startswith(part, at) and whole != part:
                before, after = whole[:at], whole[at + len(part) :]
                if all(not side or len(side) + len(part) >= _PAIR for side in (before, after)):
                    places.append(_Place(whole, before, after, len(part) >= _SURE))
    words = known({one for place in places for one in place.plainly()})
    found = {place.whole for place in places if place.stands(words)}
    left = [place for place in places if place.whole not in found]
    words |= known({one for place in left for one in place.divided()})
    return found | {place.whole for place in left if place.stands(words, divided=True)}


class _Place(NamedTuple):
    """A part in a stem: what stands before it and after it."""

    whole: str
    before: str
    after: str
    sure: bool

    def plainly(self) -> Iterator[str]:
        """What the lexicon has to know for the sides to be one word each."""
        yield from _before(self.before)
        yield from _after(self.after)

    def divided(self) -> Iterator[str]:
        """What it has to know for a side to be two."""
        for first, second in self._divided():
            yield from _before(first)
            yield from _before(second)
            yield from _after(second)

    def _divided(self) -> Iterator[tuple[str, str]]:
        for side in (self.before, self.after):
            for at in range(SHORTEST, len(side) - SHORTEST + 1):
                yield side[:at], side[at:]

    def stands(self, known: set[str], *, divided: bool = False) -> bool:
        """Whether both sides are words."""
        if not self.before or (self.sure and not _bound(self.before)) or self._is(self.before, _before, known, divided):
            return not self.after or self._is(self.after, _after, known, divided)
        return False

    @staticmethod
    def _is(side: str, read: Callable[[str], list[str]], known: set[str], divided: bool) -> bool:
        if not known.isdisjoint(read(side)):
            return True
        return divided and any(
            not known.isdisjoint(_before(side[at:] if read is _before else side[:at]))
            and not known.isdisjoint(_before(side[:at]) if read is _before else _after(side[at:]))
            for at in range(SHORTEST, len(side) - SHORTEST + 1)
        )


@lru_cache(maxsize=1 << 14)
def _bound(text: str) -> bool:
    """Whether the text is a prefix, or several: "be", "omför"."""
    return text in _BOUND or any(text[:at] in _BOUND and _bound(text[at:]) for at in range(1, len(text)))


def _before(text: str) -> list[str]:
    """The words that may stand so before a part: "arbets" is "arbete", "hälso" "hälsa", "brukar" "brukare", "föräldra" "föräldrar"."""
    if len(text) < SHORTEST or text in _SMALL or _bound(text):
        return []
    found = [text]
    if text[-1] in _LINKS and len(text) > SHORTEST:
        found += [text[:-1], text[:-1] + "a", text[:-1] + "e", text + "r"]
    elif text.endswith("ar"):
        found.append(text + "e")
    return [one for one in found if one not in _BOUND and one not in _SMALL]


def _after(text: str) -> list[str]:
    """The words that may stand so after a part, a linking letter before them or none."""
    rests = (text, text[1:]) if text[:1] in tuple(_LINKS) else (text,)
    return [one for one in rests if len(one) >= SHORTEST and one not in _SMALL]
