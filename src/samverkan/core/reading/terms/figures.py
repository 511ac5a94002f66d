"""Figures of cost in words: percent, fractions, equal parts, money, kronor per inhabitant, with their places.

A figure whose digits the extraction lost is found too, as lost: the word for its unit stands, its number does not.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.dating import NUMBER_WORDS, number_of
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.values import Measure

_FRACTIONS = {
    "hälften": (1, 2), "hälft": (1, 2), "halva": (1, 2), "tredjedel": (1, 3), "fjärdedel": (1, 4), "femtedel": (1, 5),
    "sjättedel": (1, 6), "sjundedel": (1, 7), "åttondel": (1, 8), "niondel": (1, 9), "tiondel": (1, 10),
}  # fmt: skip
_N = r"\d{1,3}(?:[,.]\d{1,3})?"
_MONEY_N = r"\d{1,3}(?:[ .]\d{3}){1,3}(?:,\d{1,2})?|\d{1,9}(?:[,.]\d{1,2})?"
_UNIT = r"miljon(?:er)?(?: kronor| kr)?|mnkr|mkr|mnk|tusen(?: kronor| kr)|tkr|kkr|kronor|kr|sek|:[-‐‑–]"
_COUNT = rf"{_N}|{NUMBER_WORDS}"
_PER = r"\s?(?:/|per\s|och\s)\s?(?:inv(?:ånare|\.|(?!\w))|kommuninvånare|folkbokförd\w*|person|capita)"
_PART = "hälften|hälft|halva|tredjedel|fjärdedel|femtedel|sjättedel|sjundedel|åttondel|niondel|tiondel"
_FIGURE = Wording(
    # från 40 till 55 procent: the first has no unit of its own
    rf"(?<=från )(?P<old>{_N})(?= till {_N}\s?(?:procent|%))",
    # 70/30, 50/50-principen, 1/3 vardera
    r"(?<![\d,./])(?P<pair>\d{1,3}(?:\s?[/–-]\s?\d{1,3}){1,3})(?![\d/])(?=\s?(?:%|procent|[ -]?principen|[ .,;)]|$))",
    # 70 procent, 33,3 %, femtio (50) procent
    rf"(?<![\w,./-])(?P<percent>{_COUNT})(?:\s?\(\s?(?:{_COUNT})\s?\))?\s?(?:procent(?:en)?(?![\w-])|%)",
    # 22.500:-, 2,0 mnkr, 15 kronor per invånare
    rf"(?<![\w,./§-])(?P<money>{_MONEY_N})\s?(?P<unit>{_UNIT})(?!\w)\.?(?P<per>{_PER})?",
    # hälften, två tredjedelar
    rf"(?<!\w)(?P<two>en|ett|två|tre|fyra|fem)?\s?(?P<part>{_PART})(?:ar)?(?:en|na)?(?!\w)",
    # equal parts without a figure
    r"(?P<equal>var\s?sin\slika\sstor\sdel|lika\sstora?\s(?:delar|del|andelar|andel|belopp)|(?<!\ben\s)lika\s(?:delar|fördelning|mellan)",
    r"(?:delas|fördelas|delades|fördelades|bärs|bekostas|finansieras|betalas|delar)(?:\s[a-zåäö]+){0,2}?\s(?:lika(?!\s(?:många|stor|antal))|jämnt(?!\w)|på\shälften)",
    r"|med\slika\sdelar)",
    # the unit stands, its figure is gone
    r"(?P<lost>(?<=[a-zåäö.:,]\s)(?:procent(?:en)?(?![\w-])|%)",
    r"(?:med|svarar\sför|är|för|på|betalar|om)\s(?=kronor(?:\sper|\soch|[.,]|$)))",
)
# A stroke that divides a whole, not a day from its month: "1/3 av", "svarar för 2/3", "2/5 på A".
_OF = Wording(r" ?(?:av|del|vardera|var|på|för|från|till)(?!\w)")
_SO_MUCH = Wording(r"(?<!\w)(?:med|bär|betalar|andel|andel är|för|finansierar|kommun|stad|kommunen|regionen)[: ] ?$")


class Figure(NamedTuple):
    """One figure: `percent` for percent and even fractions, `value` for the rest; `parts` of a pair such as 70/30."""

    start: int
    end: int
    measure: Measure
    percent: str | None
    value: str | None
    parts: tuple[str, ...] = ()
    equal: bool = False
    lost: bool = False


def decimal(printed: str) -> str | None:
    """A decimal string of "70", "33,3" or "sjuttio"."""
    n = number_of(printed)
    if n is not None:
        return str(n)
    try:
        return format(Decimal(printed.replace(",", ".")).normalize(), "f")
    except ArithmeticError:
        return None


def kronor(printed: str, unit: str) -> str:
    """Kronor as a decimal string: of "22.500" kr, of "2,0" mnkr."""
    plain = re.sub(r"[ .](?=\d{3}(?!\d))", "", printed).replace(",", ".")
    scale = 1_000_000 if unit[0] == "m" else 1000 if unit[:2] in {"tk", "kk", "tu"} else 1
    return format((Decimal(plain) * scale).normalize(), "f")


def part(over: int, under: int) -> tuple[str | None, str]:
    """A fraction as percent where that is exact, and as printed in figures."""
    share = Decimal(100 * over) / under
    exact = (10_000 * over) % under == 0
    return (format(share.normalize(), "f") if exact else None), f"{over}/{under}"


def figures_in(low: str, start: int, end: int) -> list[Figure]:
    """Every figure in low[start:end], a text in lower case, in order."""
    found: list[Figure] = []
    for m in _FIGURE.finditer(low, start, end):
        a, b = m.start(), m.end()
        if m["old"]:
            found.append(Figure(a, b, "percent", decimal(m["old"]), None))
        elif m["pair"]:
            parts = re.findall(r"\d+", m["pair"])
            if sum(map(int, parts)) == 100:
                found.append(Figure(a, b, "percent", None, None, tuple(parts)))
            elif (
                len(parts) == 2
                and "/" in m["pair"]
                and 0 < int(parts[0]) < int(parts[1])
                and (
                    (int(parts[1]) <= 12 and _OF.match(low, b))
                    or _SO_MUCH.search(low, max(start, a - 16), a)
                    or (found and (found[-1].value or "").endswith("/" + parts[1]))
                )
            ):
                percent, value = part(int(parts[0]), int(parts[1]))
                found.append(Figure(a, b, "fraction", percent, value))
        elif m["percent"]:
            found.append(Figure(a, b, "percent", decimal(m["percent"]), None))
        elif m["money"]:
            measure: Measure = "per_inhabitant" if m["per"] else "amount"
            found.append(Figure(a, b, measure, None, kronor(m["money"], m["unit"])))
        elif m["part"]:
            over, under = _FRACTIONS[m["part"]]
            percent, value = part(number_of(m["two"] or "en") or 1, under) if over else (None, "")
            found.append(Figure(a, b, "fraction", percent, value))
        elif m["equal"]:
            found.append(Figure(a, b, "fraction", None, None, equal=True))
        elif m["lost"]:
            found.append(
                Figure(
                    a, b, "percent" if "procent" in m["lost"] or "%" in m["lost"] else "amount", None, None, lost=True
                )
            )
    return found
