"""A Swedish word in, its stem out, the same for every form of it: snowballstemmer's, with what it leaves put right.

It leaves some definite forms (skolan, protokollet), stems others twice (kostnader, kostnad) and knows no plurals that
change their vowel (ledamöter). Forms of one word must meet; that two words now and then meet too does less harm.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import snowballstemmer

_STEMMER: Final = snowballstemmer.stemmer("swedish")
_LEFT: Final = re.compile("(?<=...)(?:et|en|(?<![bdfgkpst][lr])(?<![esd]m)an)s?$")
_VOWEL: Final = re.compile("[aeiouyåäö]")
_TURNED: Final = (
    ("ledamöt", "ledamot"), ("städ", "stad"), ("länd", "land"), ("sländ", "sland"), ("händ", "hand"), ("stränd", "strand"),
    ("bränd", "brand"), ("nätt", "natt"), ("röt", "rot"), ("böck", "bok"), ("rött", "rot"), ("fött", "fot"), ("söner", "son"),
    ("böt", "bot"), ("tänd", "tand"), ("föräldr", "förälder"), ("systr", "syster"), ("döttr", "dotter"), ("mödr", "moder"),
)  # fmt: skip
_PLURAL: Final = re.compile("(?:er|ar|a)(?:nas?|s)?$")
_MEN: Final = re.compile("(?<=[esd])män(?:nens?|s)?$")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a folded word."""
    if not word.isalpha():
        return word
    if plural := _PLURAL.search(word):
        for turned, plain in _TURNED:
            if word.endswith(turned, 0, plural.start()):
                word = word[: plural.start() - len(turned)] + plain
                break
    word = _MEN.sub("man", word)
    while True:
        shorter = _left(_STEMMER.stemWord(word))
        if shorter == word:
            return word
        word = shorter


def _left(word: str) -> str:
    """The definite ending that the stemmer leaves, where a syllable stays."""
    found = _LEFT.search(word)
    return word[: found.start()] if found and _VOWEL.search(word, 0, found.start()) else word
