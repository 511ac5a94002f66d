"""Dates as Swedish papers write them: text in, dates with their places out.

ISO, "den 23 juni 2021", "20 mars 2012", "2006 06 01", "13/4 2021", months and years; what lacks its year is no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.dates import PartialDate, valid_day
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    import re

MONTHS = {
    name: number
    for number, name in enumerate(
        ("januari februari mars april maj juni juli augusti september oktober november december").split(), 1
    )
} | {"jan": 1, "feb": 2, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "okt": 10, "nov": 11, "dec": 12}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY_WORDS = rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?::?e)?\s(?:{_MONTH})\.?,?\s\d{{4}})"

_NUMBER = Wording(r"[0-9]+")
# A date that begins at a number: each form after its example.
_DATE = Wording(
    rf"""(?xi)
    (?P<y1>(?:19|20)\d\d)\s?[-‐‑–]\s?(?P<m1>\d\d)\s?[-‐‑–]\s?(?P<d1>\d\d)(?![\d])                       # 2021-06-23
    | (?P<d2>\d{{1,2}})(?::?e)?\s(?P<m2>{_MONTH})\b\.?,?(?:\s(?:år\s)?(?P<y2>(?:19|20)\d\d)\b(?!\s?(?:kronor|kr\b)))?  # 23 juni 2021
    | (?P<d3>\d{{1,2}})/(?P<m3>\d{{1,2}})(?:[\s-](?P<y3>(?:19|20)\d\d)\b)                                # 13/4 2021
    | (?P<y4>(?:19|20)\d\d)\s(?P<m4>\d\d)\s(?P<d4>\d\d)(?!\d)                                        # 2006 06 01
    | (?P<y6>(?:19|20)\d\d)(?P<m6>[01]\d)(?P<d6>[0-3]\d)(?!\d)                                         # 20210623
    | (?P<d7>\d{{1,2}})\.(?P<m7>\d{{1,2}})\.(?P<y7>(?:19|20)\d\d)(?![\d.])                              # 1.1.2021
    """
)
_MONTH_BEFORE = Wording(rf"(?i)(?<![\wåäö])(?P<month>{_MONTH})\s(?:månad\s)?(?:år\s)?$")  # juni 2020


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
    last = -1
    for number in _NUMBER.finditer(text, start, len(text) if end is None else end):
        at = number.start()
        if at < last:
            continue
        m = _DATE.match(text, at, len(text) if end is None else end)
        inside = at > start and text[at - 1] in "/:-" and text[max(0, at - 2) : at] not in (" -", "--")
        if inside and (m is None or not m["d2"]):
            continue  # in "1 januari 2020-31 december 2022" the day and month after the hyphen are a date all the same
        if m is None:
            month = _month_before(text, number)
            if month is not None:
                found.append(month)
            continue
        dated = _dated(m)
        last = m.end()  # also of what has the form of a day and is none, such as 31 June
        if dated is not None:
            found.append(dated)
    return found


def _month_before(text: str, number: re.Match[str]) -> Dated | None:
    """ "juni 2020" at its year."""
    year = number.group()
    if len(year) != 4 or year[:2] not in ("19", "20"):
        return None
    m = _MONTH_BEFORE.search(text, max(0, number.start() - 26), number.start())
    return Dated(m.start(), number.end(), PartialDate(int(year), MONTHS[m["month"].lower()])) if m else None


def _dated(m: re.Match[str]) -> Dated | None:
    if m["d2"]:
        month, day = MONTHS[m["m2"].lower()], int(m["d2"])
        if m["y2"] is None:
            return Dated(m.start(), m.end(), None, month, day) if 1 <= day <= 31 else None
        year = int(m["y2"])
    else:
        n = next(k for k in "13467" if m[f"y{k}"])
        year, month, day = int(m[f"y{n}"]), int(m[f"m{n}"]), int(m[f"d{n}"])
    whole = valid_day(year, month, day)
    return None if whole is None else Dated(m.start(), m.end(), PartialDate.of(whole))


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
    """ "12" or "tolv" as a number; None where it is neither."""
    word = word.strip().lower()
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else _NUMBERS.get(word)
