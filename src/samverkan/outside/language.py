"""A text in, whether it is Swedish out: by the small words that no paper does without.

In a few lines there are hardly any: there the words of minutes and agreements count as well, and only those of one language.
A sample of fixed size is looked at, so the time does not grow with the text.
"""

from __future__ import annotations

import re
from collections import Counter

from samverkan.core.findings import Finding

_SAMPLE = 6000
"""Characters looked at in each of three places: the beginning, the middle and the end."""

_ENOUGH = 40
"""Words from which the small words are enough to go by."""

_FEW = 6
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
_OF_MINUTES = {
    "sv": "protokoll protokollet sammanträde sammanträdet beslut beslutet ärende ärendet nämnd nämnden socialnämnden kommun "
    "kommunen kommunstyrelsen fullmäktige region regionen avtal avtalet avtalen saken paragraf godkänna godkänner föreslår "
    "förslag bilaga dag datum en ett de se i in var kan har man vi nu no do du an al as is",
    "en": "minutes meeting board council committee decision decides decided agreement approve approves approved resolved item",
    "no": "møteprotokoll møtebok møte møtet protokoll vedtak vedtaket vedtatt kommunestyret formannskapet utvalget saksnr "
    "saksnummer avtale samarbeid enstemmig fylkeskommunen dato",
    "da": "referat møde mødet beslutning beslutter byrådet kommunalbestyrelsen regionsrådet udvalget aftale aftalen samarbejde "
    "sagsnr godkendt godkender enstemmigt indstilling dato",
    "fi": "pöytäkirja kokous kokouksen päätös päätöksen päätti hyväksyi hyväksyy hyväksyä sopimus sopimuksen sopimusta "
    "kaupunginhallitus kunnanhallitus valtuusto lautakunta hallitus yhteistyö yhteistyöstä",
    "de": "protokoll sitzung niederschrift beschluss beschließt beschlossen vereinbarung gemeinderat stadtrat ausschuss vertrag",
    "fr": "procès verbal séance conseil décision décide accord convention approuve délibération commune",
    "es": "acta sesión consejo decisión acuerdo aprueba convenio ayuntamiento",
    "pl": "protokół posiedzenie posiedzenia rada uchwała uchwały umowa umowy gmina gminy",
}
_LANGUAGE_OF = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SAID_IN = {language: words | frozenset(_OF_MINUTES[language].split()) for language, words in _LANGUAGE_OF.items()}


def language_findings(text: str) -> tuple[Finding, ...]:
    """`not_swedish`, with the language's code, where another language's common words outnumber the Swedish ones."""
    language = language_of(text)
    return () if language in ("sv", None) else (Finding("not_swedish", {"language": language}),)


def language_of(text: str) -> str | None:
    """The language whose common words are the most, "und" where there are hardly any; None for too short a text."""
    words = Counter(_WORD.findall(_sample(text).casefold()))
    total = sum(words.values())
    if total < _ENOUGH:
        return _of_few(words) if total >= _FEW else None
    found = {language: sum(words[word] for word in common) for language, common in _LANGUAGE_OF.items()}
    best = max(found, key=lambda language: (found[language], language == "sv"))
    if best != "sv" and found[best] < 1.5 * found["sv"]:
        best = "sv"
    if found[best] * 50 < total:  # lists of names and figures hold few: only a long text without any is odd
        return "und" if total >= 400 and not found["sv"] else None
    return best


def _of_few(words: Counter[str]) -> str | None:
    """The language of some lines: at least three words of another one that are not Swedish, and far fewer the other way."""
    swedish = _SAID_IN["sv"]
    found = {
        language: sum(words[word] for word in said - swedish) - 2 * sum(words[word] for word in swedish - said)
        for language, said in _SAID_IN.items()
    }
    best = max(found, key=lambda language: (found[language], language == "sv"))
    return best if found[best] >= 3 else None


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = (len(text) - _SAMPLE) // 2
    return " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))
