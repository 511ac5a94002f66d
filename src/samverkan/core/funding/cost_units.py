"""What the words of a heading, or of a title above the headings, say that amounts are in: kronor, thousands, öre, another currency.

Titles and headings are read by the same words. Only a title that speaks of amounts says the unit of all below it; one that just ends
in such a word ("Samverkan om stöd i euro") is told, and a person sees to it.
"""

from __future__ import annotations

import re
from typing import Final, Literal

Said = Literal["certain", "asked", "told"]

KRONOR: Final = re.compile(r"(?<=\w)(?:[\W_]+i)?[\W_]+(?:kr|sek|kronor)[\W_]*$|(?<=belopp)(?:kr|sek)$")
"""That a heading, in small letters, says that its amounts are in kronor."""

_WITH: Final = "med|inkl|inklusive|utan|exkl|exklusive"
AND_ORE: Final = re.compile(
    rf"\b(kr|sek|kronor)(?:[ ,./&+:;–-]+|[\W_]+(?:(?:och|samt|två|2|decimaler|{_WITH})[\W_]+)+)ören?\b|\b(?:{_WITH})[\W_]+ören?\b"
)
"""That öre are said to be decimals, beside kronor ("kr, öre") or by themselves ("inkl. öre")."""

_THOUSANDS: Final = "tkr|tsek|ksek|kkr|mkr|mnkr|msek|mdkr|mdr|keur|teur|tusentals?|1 ?000[- ]?tals?|[tm] (?:kr|sek)"
_PARTS: Final = "tusen|miljon|miljoner|thousands?|millions?|ören?"
_FOREIGN: Final = (
    "eur|euro|cent|usd|us[- ]dollar|dollar|gbp|nok|nkr|dkk|dkr|isk|chf|pln|jpy|cny|cad|aud"
    "|(?:norska|danska|isländska|färöiska|tjeckiska) (?:kr|kronor)"
)
_UNIT: Final = re.compile(
    rf"(?:(?<![^\W_])|(?<=belopp))(?:{_THOUSANDS}|{_PARTS}|(?P<foreign>{_FOREIGN}))(?![^\W_])|(?P<sign>[€$£¥])"
)
_UNIT_ALONE: Final = re.sub(r"\?P<\w+>", "?:", _UNIT.pattern)
_AT_THE_END: Final = re.compile(rf"(\bin?\s|[,(\[])\s*(?:{_UNIT_ALONE})(?:\s(?:kr|sek|kronor))?[\W_]*$")
_SURELY: Final = re.compile(rf"(?<![^\W_])(?:{_THOUSANDS}|kr|kronor|sek)[\W_]*$")
_IS_NOT: Final = re.compile(rf"\b(?:ej|inte|not) (?:in? )?(?:{_UNIT_ALONE})")
_SEK: Final = re.compile(r"\b(?:kr|kronor|sek)\b")
_WORD: Final = re.compile(r"[^\W_]+")
_OF_AMOUNTS: Final = frozenset(
    "all alla allt samtliga belopp beloppen beloppet utfall utfallet kostnad kostnader kostnaderna summa summor anges angivna angivet"
    " redovisas redovisade visas är uttryckt uttrycks i enhet valuta valutakod år året period kr kronor sek svenska amount amounts"
    " are in of currency unit och and".split()
)
"""What a title says beside a unit, where it says nothing but which unit the amounts are in."""

_SPEAKS: Final = re.compile(
    "belopp|kostnad|utfall|summa|summor|siffr|valuta|utgift|rapport|redovisning|huvudbok|kontoutdrag|verifikation|transaktion"
    "|amount|cost|expense|currency|report|ledger|transaction"
)
"""What a title says that is of amounts, whatever else it says."""

_YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)


def unit_of(heading: str) -> str | None:
    """What a heading says that its amounts are in, where that is not kronor: tkr, EUR; None where it says nothing of the kind."""
    found = _UNIT.search(in_letters(heading))
    return None if found is None else found[0]


def unit_above(cell: str) -> Said | None:
    """Whether a title above the headings says what the amounts are in, where that is not kronor; None where it does not.

    "certain": it says that and no more ("Belopp i tkr", "Kostnader 2024, tkr"), or ends with it and speaks of amounts ("Rapport för
    januari (tkr)"). "asked": it ends with it, set off from what is no word of amounts ("Familjecentralen (EUR)"). "told": it ends in
    such words ("Samverkan om stöd i euro"), or says kronor first ("Valuta: SEK (EUR)"). A title that only has an amount in it ("Projekt
    om 5 mnkr") says nothing of the others.
    """
    title = in_letters(cell)
    unit = _UNIT.search(title)
    if unit is None:
        return None
    beside = _WORD.findall(_UNIT.sub(" ", title))
    alone = all(one in _OF_AMOUNTS or _YEAR.fullmatch(one) for one in beside)
    end = _AT_THE_END.search(title)
    if not alone and end is None:
        return None
    if (unit["foreign"] or unit["sign"]) and _SEK.search(title[: unit.start()]):
        return "told"
    if alone or end is None or _SURELY.search(title) or any(map(_SPEAKS.search, beside)):
        return "certain"
    return "told" if end[1].strip() in ("i", "in") else "asked"


def without_unit(heading: str) -> str:
    """The heading without its unit and the word before it: Belopp of "Belopp i tkr"; "belopp" where nothing else is said."""
    left = " ".join(_WORD.findall(_UNIT.sub("", in_letters(heading)))).removesuffix(" i")
    return left if left.strip() else "belopp"


def in_letters(written: str) -> str:
    """In small letters, without what changes no amount: öre beside kronor ("kr, öre"), a unit that it is not in ("ej tkr")."""
    return _IS_NOT.sub("", AND_ORE.sub(r"\1", " ".join(written.casefold().split())))
