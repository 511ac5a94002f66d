"""A text in, whether it is Swedish out: by the small words that no paper does without.

A sample of fixed size is looked at, so the time does not grow with the text.
"""

from __future__ import annotations

import re
from collections import Counter

from samverkan.core.findings import Finding

_SAMPLE = 6000
"""Characters looked at in each of three places: the beginning, the middle and the end."""

_ENOUGH = 40
"""Words below which a text is too short to be judged."""

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "sv": "och att är för inte på av ett från ska till som med har den det enligt samt vid om eller beslutar",
    "en": "the and of to in is that for be are with this shall by was has which from not on at or an it as",
    "no": "og ikke av til på er som at fra med skal det den for etter ble har en et om seg vedtar også å",
    "da": "og ikke af til på er som at fra med skal det den for efter blev har en et om sig også kan ved",
    "fi": "ja on ei että se mukaan sekä tai ovat hän joka myös päättää esittää kunnan kaupungin osalta asia kun voi",
    "de": "und der die das ist nicht von zu mit den für auf ein eine im dem des wird werden sich über nach bei",
    "fr": "le la les et de des du un une est dans pour par que qui sur au avec ne pas sont aux ce cette",
    "es": "el la los las y de del un una es en para por que con se no al su sus como más este ha",
    "pl": "i w na z do nie się że jest o od za po przez oraz dla jak ale to przy są ze został",
}
_LANGUAGE_OF = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def language_findings(text: str) -> tuple[Finding, ...]:
    """`not_swedish`, with the language's code, where another language's common words outnumber the Swedish ones."""
    language = language_of(text)
    return () if language in ("sv", None) else (Finding("not_swedish", {"language": language}),)


def language_of(text: str) -> str | None:
    """The language whose common words are the most, "und" where there are hardly any; None for too short a text."""
    words = Counter(_WORD.findall(_sample(text).casefold()))
    total = sum(words.values())
    if total < _ENOUGH:
        return None
    found = {language: sum(words[word] for word in common) for language, common in _LANGUAGE_OF.items()}
    best = max(found, key=lambda language: (found[language], language == "sv"))
    if best != "sv" and found[best] < 1.5 * found["sv"]:
        best = "sv"
    if found[best] * 50 < total:  # lists of names and figures hold few: only a long text without any is odd
        return "und" if total >= 400 and not found["sv"] else None
    return best


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = (len(text) - _SAMPLE) // 2
    return " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))
