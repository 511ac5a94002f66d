"""By when an assignment is to be done or reported: its own words and the day it was given in, the last day out.

"senast den 1 mars 2024", "till nämndens sammanträde i juni", "innan årets slut", "inom tre månader". What names an occasion
without a day ("i samband med delårsrapporten") is told as it is written: no day can be counted from it. What lies before the
day it was given in is no last day, but the time that is to be reported on.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from samverkan.core.dates import valid_day
from samverkan.core.reading.dating import MONTHS, NUMBER_WORDS, dates_in, number_of
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DueHow = Literal["day", "month", "year", "meeting", "within", "occasion"]


class Due(NamedTuple):
    """The last day, None where no day can be told; how the words say it, and the words."""

    day: date | None
    how: DueHow
    words: str


_MONTH = "|".join(
    sorted((name for name in MONTHS if len(name) > 4 or name in ("mars", "maj", "juni", "juli")), key=len, reverse=True)
)
_YEAR = r"(?:\s(?:år\s)?(?P<year>(?:19|20)\d\d))?(?![\d-])"
_REPORTS = (
    r"(?:redovisa\w*|återrapporter\w*|rapporter\w*|återkom\w*|slutredovis\w*|lämna\w*|presenter\w*|klar\w*|genomför\w*)"
)

_BY = Wording(r"(?i)(?<![\wåäö])(?:senast|före|innan|till\soch\smed|t\.?o\.?m\.?)(?![\wåäö])")
_BEFORE = Wording(r"(?i)före|innan")
_UNTIL = Wording(r"(?i)t.*")
_REPORTED_BEFORE = Wording(rf"(?i)(?<![\wåäö]){_REPORTS}\s(?:(?!som\s|hur\s)[^\s,;]+\s){{0,3}}$")
_REPORTED_AFTER = Wording(rf"(?i)(?:\spå\ssig)?(?:\satt)?\s{_REPORTS}")
_MEETING = Wording(
    rf"(?i)(?:till|vid|på|inför|senast\s(?:till|vid|på))\s(?:\S+\s){{0,2}}(?:samman\s?träde\w*|möte\w*)\s(?:(?:i|under)\s)?"
    rf"(?:(?P<month>{_MONTH})(?:\smånad)?{_YEAR}|(?:den\s)?(?P<dated>\d))"
)
_NAMED_MEETING = Wording(rf"(?i)(?:till|vid|på|inför)\s(?P<month>{_MONTH})(?:sammanträde|möte)t{_YEAR}")
_IN_MONTH = Wording(
    rf"(?i)(?:senast|före|innan)\s(?:(?:i|under|vid|slutet\sav|utgången\sav|den\ssista)\s){{0,3}}(?P<month>{_MONTH})"
    rf"(?:s?\s(?:månads?\s)?(?:slut|utgång)|\smånad)?{_YEAR}"
)
_HALF = Wording(
    rf"(?i)(?:senast|{_REPORTS})\s(?:\S+\s){{0,6}}?(?:(?:under|i|vid)\s)?(?:slutet\sav\s|utgången\sav\s)?"
    rf"(?:(?P<n>första|andra|tredje|fjärde)\s(?P<part>kvartalet|halvåret)|(?P<part2>kvartal)\s(?P<n2>[1-4])){_YEAR}"
)
_YEAR_END = Wording(
    r"(?i)(?:senast|före|innan|vid|till)\s(?:\S+\s)?(?:(?:års?|årets)\s?(?:slut\w*|utgång\w*)|årsskiftet)"
    r"(?:\s(?:av\s)?(?:år\s)?(?P<year>(?:19|20)\d\d)(?!/))?"
    r"|(?:senast|före|innan|vid)\s(?:\S+\s)?(?:slutet|utgången)\sav\s(?:år\s|året\s?)?(?P<year2>(?:19|20)\d\d)?"
)
_IN_YEAR = Wording(
    rf"(?i)(?:senast(?:\sunder)?|{_REPORTS}\s(?:\S+\s){{0,8}}?under)\s(?:år\s)?(?P<year>(?:19|20)\d\d)(?![-\d/])"
)
_THIS_YEAR = Wording(
    rf"(?i){_REPORTS}\s(?:\S+\s){{0,8}}?under\s(?:inne\s?varande\såret?|innevarande\sår|året)(?![\wåäö])"
)
_WITHIN = Wording(rf"(?i)inom\s(?P<n>{NUMBER_WORDS}|\d{{1,3}})\s(?P<unit>dag\w*|veck\w*|månad\w*|år)(?![\wåäö])")
_OCCASION = Wording(
    r"(?i)(?:i\ssamband\smed|senast\si\ssamband\smed|i\soch\smed|vid)\s(?:\S+\s){0,3}?"
    r"(?:delårs\w*|tertial\w*|årsredovisning\w*|årsbokslut\w*|bokslut\w*|verksamhetsberättelse\w*|budget\w*|uppföljningsrapport\w*|kvartalsrapport\w*)"
    r"(?:\s(?:per\s\S+\s|för\s)?(?:19|20)\d\d)?",
    r"snarast(?:\smöjligt)?(?![\wåäö])|skyndsamt",
    r"(?:varje|årligen\svid|två\sgånger\s(?:per|om))\s(?:år|kvartal|halvår|sammanträde)",
)  # fmt: skip


@lru_cache(maxsize=4096)
def due_in(text: str, given: date | None = None) -> Due | None:
    """The last day that an assignment's own words give; None where they give none.

    A day or month without a year is the first on or after the day it was given; unknown, that is no day but an occasion.
    """
    text = " ".join(text.split())
    for read in _READS:
        for found in read(text, given):
            if found.day is None or given is None or found.day >= given:
                return found._replace(words=found.words.strip(" .,;"))
    return None


def _dated(text: str, given: date | None) -> Iterator[Due]:
    """ "senast den 1 mars 2024", "före 2023-06-30"; a month that is written out with its year is counted to its last day."""
    for cue in _BY.finditer(text):
        for found in dates_in(text, cue.end(), min(len(text), cue.end() + 60)):
            between = text[cue.end() : found.start]
            if len(between.split()) > 6 or re.search(r"[.;:]\s", between) or _PARTS.search(between):
                break
            if _UNTIL.fullmatch(cue.group()) and not _is_reported(text, cue.start(), found.end):
                break
            if found.date is not None:
                last = found.date.last
                if _BEFORE.fullmatch(cue.group()):
                    last = date.fromordinal(found.date.first.toordinal() - 1)
                how: DueHow = "day" if found.date.is_day else "month"
                if "sammanträde" in between or "möte" in between:
                    how = "meeting"
                yield Due(last, how, text[cue.start() : found.end])
            elif found.month is not None and found.day is not None:
                day = _next(given, found.month, found.day)
                yield Due(day, "day" if day else "occasion", text[cue.start() : found.end])
            break


def _is_reported(text: str, start: int, end: int) -> bool:
    """Whether a word of reporting stands beside: "till och med" else tells how long something lasts."""
    return (
        _REPORTED_BEFORE.search(text, max(0, start - 120), start) is not None
        or _REPORTED_AFTER.match(text, end) is not None
    )


_PARTS = Wording(r"(?i)kvartal|halvår|(?<![\wåäö])slutet(?![\wåäö])|utgång")


def _meeting(text: str, given: date | None) -> Iterator[Due]:
    for m in _MEETING.finditer(text):
        if not m["dated"]:
            yield _of_month(m, given, "meeting")
            continue
        for found in dates_in(text, m.start("dated"), min(len(text), m.end() + 30)):
            if found.date is not None:
                yield Due(found.date.last, "meeting", text[m.start() : found.end])
                break
            if found.month is not None and found.day is not None:
                day = _next(given, found.month, found.day)
                yield Due(day, "meeting" if day else "occasion", text[m.start() : found.end])
                break
    for m in _NAMED_MEETING.finditer(text):
        yield _of_month(m, given, "meeting")


def _month(text: str, given: date | None) -> Iterator[Due]:
    for m in _IN_MONTH.finditer(text):
        before = m.group().split()[0].lower() in ("före", "innan") and not re.search(r"(?i)slut|utgång", m.group())
        found = _of_month(m, given, "month")
        if before and found.day is not None:
            first = found.day.replace(day=1)
            if not m["year"] and given is not None and first <= given:
                first = first.replace(year=first.year + 1)
            found = found._replace(day=date.fromordinal(first.toordinal() - 1))
        yield found


def _of_month(m: re.Match[str], given: date | None, how: DueHow) -> Due:
    number = MONTHS[m["month"].lower()]
    if m["year"]:
        year = int(m["year"])
    elif given is not None:
        year = given.year if number >= given.month else given.year + 1
    else:
        return Due(None, "occasion", m.group())
    return Due(date(year, number, monthrange(year, number)[1]), how, m.group())


_NTH = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}


def _half(text: str, given: date | None) -> Iterator[Due]:
    for m in _HALF.finditer(text):
        n = int(m["n2"]) if m["n2"] else _NTH[m["n"].lower()]
        months = n * (6 if (m["part"] or "").lower() == "halvåret" else 3)
        year = int(m["year"]) if m["year"] else None if given is None else given.year
        if months > 12 or year is None:
            continue
        if m["year"] is None and given is not None and months < given.month:
            year += 1
        yield Due(date(year, months, monthrange(year, months)[1]), "month", m.group())


def _year_end(text: str, given: date | None) -> Iterator[Due]:
    for m in _YEAR_END.finditer(text):
        said = m["year"] or m["year2"]
        named = "året" in m.group().lower() or not re.search(r"(?i)slutet|utgången\sav", m.group())
        year = int(said) if said else given.year if given is not None and named else None
        if year is not None:
            yield Due(date(year, 12, 31), "year", m.group().strip())


def _year(text: str, given: date | None) -> Iterator[Due]:
    for m in _IN_YEAR.finditer(text):
        yield Due(date(int(m["year"]), 12, 31), "year", m.group())
    if given is not None:
        for m in _THIS_YEAR.finditer(text):
            yield Due(date(given.year, 12, 31), "year", m.group())


def _within(text: str, given: date | None) -> Iterator[Due]:
    for m in _WITHIN.finditer(text):
        n = number_of(m["n"])
        if n is None:
            continue
        if given is None:
            yield Due(None, "occasion", m.group())
            continue
        unit = m["unit"].lower()
        if unit.startswith(("dag", "veck")):
            day = date.fromordinal(given.toordinal() + n * (7 if unit.startswith("veck") else 1))
        else:
            day = _months_on(given, n * (12 if unit == "år" else 1))
        yield Due(day, "within", m.group())


def _occasion(text: str, given: date | None) -> Iterator[Due]:  # noqa: ARG001 - as every reader is called
    for m in _OCCASION.finditer(text):
        yield Due(None, "occasion", m.group())


_READS: tuple[Callable[[str, date | None], Iterator[Due]], ...] = (
    _dated, _meeting, _month, _half, _year_end, _year, _within, _occasion,
)  # fmt: skip
"""The ways to say it, the most precise first."""


def _next(given: date | None, month: int, day: int) -> date | None:
    """The first such day on or after another."""
    if given is None:
        return None
    return next(
        (found for year in (given.year, given.year + 1) if (found := valid_day(year, month, day)) and found >= given),
        None,
    )


def _months_on(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
