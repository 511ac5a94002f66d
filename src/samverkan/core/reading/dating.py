"""Dates as Swedish papers write them: text in, dates with their places out.

ISO, "den 23 juni 2021", "20 mars 2012", "2006 06 01", "13/4 2021", months and years; what lacks its year is no date.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from samverkan.core.dates import PartialDate, valid_day

MONTHS = {
    name: number
    for number, name in enumerate(
        "januari februari mars april maj juni juli augusti september oktober november december".split(), 1
    )
} | {"jan": 1, "feb": 2, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "okt": 10, "nov": 11, "dec": 12}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY_WORDS = rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?::?e)?\s(?:{_MONTH})\.?,?\s\d{{4}})"

_DATE = re.compile(
    rf"""(?xi)
    (?<![\d/:])(?<![^\s-]-)(?P<y1>(?:19|20)\d\d)\s?[-‐‑–]\s?(?P<m1>\d\d)\s?[-‐‑–]\s?(?P<d1>\d\d)(?![\d])          # 2021-06-23
    | (?<![\d-])(?P<d2>\d{{1,2}})(?::?e)?\s(?P<m2>{_MONTH})\b\.?,?(?:\s(?:år\s)?(?P<y2>(?:19|20)\d\d)\b(?!\s?(?:kronor|kr\b)))? # 23 juni 2021
    | (?<![\d/-])(?P<d3>\d{{1,2}})/(?P<m3>\d{{1,2}})(?:[\s-](?P<y3>(?:19|20)\d\d)\b)                     # 13/4 2021
    | (?<![\d-])(?P<y4>(?:19|20)\d\d)\s(?P<m4>\d\d)\s(?P<d4>\d\d)(?!\d)                                   # 2006 06 01
    | (?<![\d.])(?P<y6>(?:19|20)\d\d)(?P<m6>[01]\d)(?P<d6>[0-3]\d)(?!\d)                                  # 20210623
    | \b(?P<m5>{_MONTH})\s(?:månad\s)?(?:år\s)?(?P<y5>(?:19|20)\d\d)\b                                    # juni 2020
    """
)


class Dated(NamedTuple):
    """A date found: where, what it says, and day and month where the year is lacking."""

    start: int
    end: int
    date: PartialDate | None
    month: int | None = None
    day: int | None = None


def dates_in(text: str, start: int = 0, end: int | None = None) -> list[Dated]:
    """All dates in text[start:end], in order; one without a year has `date` None and says its month and day."""
    found: list[Dated] = []
    for m in _DATE.finditer(text, start, len(text) if end is None else end):
        if m["m5"]:
            found.append(Dated(m.start(), m.end(), PartialDate(int(m["y5"]), MONTHS[m["m5"].lower()])))
            continue
        if m["d2"]:
            month, day = MONTHS[m["m2"].lower()], int(m["d2"])
            if m["y2"] is None:
                if 1 <= day <= 31:
                    found.append(Dated(m.start(), m.end(), None, month, day))
                continue
            year = int(m["y2"])
        else:
            n = next(k for k in "1346" if m[f"y{k}"])
            year, month, day = int(m[f"y{n}"]), int(m[f"m{n}"]), int(m[f"d{n}"])
        whole = valid_day(year, month, day)
        if whole is not None:
            found.append(Dated(m.start(), m.end(), PartialDate.of(whole)))
    return found


def first_date(text: str, start: int = 0, end: int | None = None) -> Dated | None:
    """The first date with a year in text[start:end]."""
    return next((d for d in dates_in(text, start, end) if d.date is not None), None)


_NUMBERS = {
    "noll": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10,
    "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "arton": 18, "aderton": 18, "tjugo": 20,
    "tjugofyra": 24, "trettio": 30, "trettiosex": 36, "fyrtio": 40, "fyrtioåtta": 48, "femtio": 50, "sextio": 60,
    "sjuttio": 70, "åttio": 80, "nittio": 90, "hundra": 100,
}  # fmt: skip
NUMBER_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))


def number_of(word: str) -> int | None:
    """"12" or "tolv" as a number; None where it is neither."""
    word = word.strip().lower()
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else _NUMBERS.get(word)
