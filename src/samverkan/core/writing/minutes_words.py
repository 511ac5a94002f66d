"""How days, names and bodies are written in a Swedish paper: values in, words out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import PeriodValue

MONTHS: Final = (
    "januari februari mars april maj juni juli augusti september oktober november december"
).split()  # fmt: skip
NUMBERS: Final = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def day_words(day: date | PartialDate) -> str:
    """ "31 december 2027", or "december 2027" or "2027" where that is all that is known."""
    parts = [str(day.day) if day.day else "", MONTHS[day.month - 1] if day.month else "", str(day.year)]
    return " ".join(filter(None, parts))


def period_words(period: PeriodValue) -> str:
    """ "för år 2022", "för perioden 1 januari 2025–31 december 2027", "från och med den 1 januari 2025 tills vidare"; "" where not told."""
    first, last = period.from_, period.to
    if first is not None and last is not None:
        if _whole_year(first.first, last.last):
            return f"för år {first.year}"
        return f"för perioden {day_words(first.first)}–{day_words(last.last)}"
    if last is not None:
        return f"till och med den {day_words(last.last)}"
    if first is not None:
        return f"från och med den {day_words(first.first)}" + (" tills vidare" if period.open_ended else "")
    return "tills vidare" if period.open_ended else ""


def _whole_year(first: date, last: date) -> bool:
    return (first.month, first.day) == (1, 1) and last == date(first.year, 12, 31)


def length_words(months: int) -> str:
    """ "ett år", "två år", "sex månader"."""
    number, word = (months // 12, "år") if months % 12 == 0 else (months, "månader" if months != 1 else "månad")
    if word == "månad":
        return "en månad"
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} {word}"


def names_words(names: Sequence[str]) -> str:
    """ "A", "A och B", "A, B och C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} och {names[-1]}"


def genitive(name: str) -> str:
    """ "Socialnämndens", "Kommunfullmäktiges"; a name that ends in s, x or z stays."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def in_sentence(body: str) -> str:
    """A body's name inside a sentence: "Socialnämnden" → "socialnämnden"; one that begins with a place stays."""
    first, *rest = body.split(" ", 1)
    bare = first.rstrip("-,").removesuffix("s").lower()
    generic = bare.endswith(_KINDS) or first.endswith(("-", "-,")) or (rest and not first.endswith("s"))
    return body[:1].lower() + body[1:] if generic else body


_KINDS: Final = (
    "nämnden",
    "nämnd",
    "styrelsen",
    "styrelse",
    "fullmäktige",
    "utskottet",
    "utskott",
    "direktionen",
    "beredningen",
)


def sections_words(sections: Sequence[str]) -> str:
    """ "§ 71", "§§ 69–72", "§§ 69, 71–72": numbers that follow each other as one."""
    runs: list[tuple[str, str]] = []
    for section in sections:
        if runs and section.isdecimal() and runs[-1][1].isdecimal() and int(section) == int(runs[-1][1]) + 1:
            runs[-1] = (runs[-1][0], section)
        else:
            runs.append((section, section))
    said = ", ".join(a if a == b else f"{a}–{b}" for a, b in runs)
    return f"§ {said}" if len(sections) == 1 else f"§§ {said}"
