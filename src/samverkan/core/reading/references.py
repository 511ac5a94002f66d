"""Earlier decisions pointed at: text in, their day and § out. Letters, motions, law and days to come are not decisions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.reading.dating import Dated, dates_in
from samverkan.core.reading.names import bodies_in
from samverkan.core.reading.values import Reference
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.passage import Passage

_SECTION = Wording(r"(?<![\d§] )§§?\s?(?P<n>\d{1,4})(?:/\d{2,4})?(?!\d|[.:]\d)")
_AFTER_DATE = Wording(
    r"\s?[,(]?\s?(?:(?:[A-ZÅÄÖ]{1,4}|[A-ZÅÄÖ][a-z]{1,3})\s?)?(?:§§?\s?(?P<n>\d{1,4})(?:/\d{2,4})?|"
    r",\s(?P<lost>\d{1,4})(?=\s?[,.;)]|\s*$|\s+(?:upp|och)))"
)
_BEFORE_DATE = Wording(r"§\s?(?P<n>\d{1,4})(?:/\d{2,4})?\s?[,(]?\s?(?:den\s|av\sden\s|från\s(?:den\s)?)?$")
_LAW = Wording(
    r"(?i)^\s?(?:§|st\b|och\s\d+\s?§|i\s(?:lag|förordn|regl|kommunallag|förvaltningslag|"
    r"arbetsordn|stadg|socialtj|bolagsordn|förbundsordn|delegations)|(?:kommunal|förvaltnings|"
    r"skol|miljö|social|plan|hälso)\w*lag|lagen|[A-ZÅÄÖ]?[a-zåäö]*lagen|första|andra|tredje|KL\b|"
    r"SoL|HSL|FL\b|p\.?\s\d)"
)
_LAW_BEFORE = Wording(r"(?i)(?:kap\.?|kapitel|lagens?|stadgans?|reglementets?|enligt)\s?$")
# KF 77/2014, ksau 91/2018, Kommunstyrelsen 204/2016, ( 76/2015): the number before the year, whose it is before that
_YEARLY = Wording(r"(?<![\d/.-])(?P<n>\d{1,4})/(?:19|20)\d\d(?![\d/])")
_OWNER = Wording(
    r"(?:(?<![\wåäö])(?P<body>K[SF]|R[SF]|[Kk][Ss][Aa][Uu]|AU|LF|LS|[A-ZÅÄÖ][\wåäö -]{0,60}"
    r"(?:styrelsen|nämnden|fullmäktige|utskott(?:et)?))|(?<=\())\s$"
)
_DECIDED = Wording(
    r"(?i)(?:besluta|beslöt|beslut\b|beslutet|protokoll|sammanträde|bordlagt|bordlades|bordlagd|"
    r"återremiss|återremitter|fullmäktige|styrelsen|nämnden|utskottet|antag(?:en|et|na)|"
    r"fastställd|uppdraget|förbundet|direktionen|gav\s)"
)
_MOVED = Wording(r"(?i)yrkand\w*\W+(?:från|av)\W+(?:\w+\W+){0,12}$")
_LETTER = Wording(
    r"(?i)(?:(?:utlåtande|skrivelse|yttrande|yrkande|motion|remiss\b|promemoria|rapport|brev|daterad|"
    r"daterat|daterade|tjänste\w+|kallelse|bilaga|underlag|förslag\sfrån|inkom\w*|publicerad|"
    r"underteckna\w+|interpellation|enkel\sfråga|medborgarförslag|förslag\sav|presentation|plan\s|"
    r"utställ\w+|väck(?:tes|t)(?:\si\s\w+)?)\w*|"
    r"(?<![\wåäö])(?:till\soch\smed|t\.?o\.?m\.?|från\soch\smed|fr\.?\s?o\.?\s?m\.?|till(?:\sden)?|senast|perioden|"
    r"gäller\sfrån|träder|tiden)(?![\wåäö]))\W*(?:\w+\W+){0,3}$",
)


def _is_letter(context: str) -> bool:
    """Whether the words before a day say that it is a letter's, a motion's or a time limit's."""
    words = context.rsplit(None, 6)
    near = context[len(words[0]) :] if len(words) == 7 else context
    return _LETTER.search(near) is not None or ("rkand" in context and _MOVED.search(context) is not None)


# "Kommunstyrelsen beslutade , 120 att ...": the day is lost, the number stands
_LOST_DAY = Wording(
    r"(?<![\wåäöÅÄÖ-])(?P<body>[A-ZÅÄÖ][\wåäö-]{0,40}(?:styrelsen|nämnden|fullmäktige|utskottet))\s(?:beslutade|beslöt|behandlade|gav)\s,\s"
    r"(?P<n>\d{1,4})(?=,?\s(?:att|om)\s)",
    # "Kommunfullmäktiges beslut ( 175)", "beslutades september 2008 ( 197)": the sign is lost too
    r"[Bb]eslut(?:ades|et|en)?\s(?:[a-zåäö]+\s\d{4}\s|den\s)?\(\s(?P<n2>\d{1,4})\)",
)
_STATE = Wording(r"(?:[Rr]iksdagen|[Rr]egeringen|[Ll]änsstyrelsen|[Rr]ätten)s?\s(?:\w+\W+){0,3}$")
_MAIL = Wording(r"\s(?:ett|en)\s(?:mail|mejl|e-post|brev|skrivelse|rapport)")
_FUTURE = Wording(
    r"(?<![\wåäö])(?:bordläggs|bereds|behandlas|till\ssammanträdet|till\skommunfullmäktiges\ssammanträde|"
    r"kommer|ska\s|nästa|återkomm\w+|senast)\W*(?:\w+\W+){0,4}$"
)


def references_in(passage: Passage, start: int = 0, end: int | None = None) -> list[Reference]:
    """The earlier decisions named in passage.text[start:end], in order."""
    text = passage.text
    stop = len(text) if end is None else end
    part = text[start:stop]
    has_sign = "§" in part
    if not has_sign and "20" not in part and "19" not in part and not _may_lack_day(part):
        return []  # no year, no sign: no decision is named
    yearly = _yearly(text, start, stop) if "/19" in part or "/20" in part else []
    dates = dates_in(text, start, stop)
    if not dates and not has_sign and not yearly and not _may_lack_day(part):
        return []
    found: list[tuple[int, int, Reference]] = []
    used: list[tuple[int, int]] = []
    for date in dates:
        found.extend(_of_date(passage, date, start, stop, used))
    if has_sign:
        used.sort()
        passed, reach = 0, 0
        for m in _SECTION.finditer(text, start, stop):
            while passed < len(used) and used[passed][0] <= m.start():
                reach = max(reach, used[passed][1])
                passed += 1
            if m.start() < reach:
                continue
            if _LAW.match(text[m.end() : m.end() + 40]) or _LAW_BEFORE.search(text[max(0, m.start() - 16) : m.start()]):
                continue
            body = _body_beside(text, m.start(), m.end(), stop)
            if (
                body is None
                and not _DECIDED.search(text[max(start, m.start() - 60) : m.start()])
                and not re.search(r"[(,]\s*$", text[max(0, m.start() - 2) : m.start()])
            ):
                continue
            found.append((m.start(), m.end(), Reference(None, m["n"], body, passage.span(m.start(), m.end()))))
    found.extend((at, to, Reference(None, number, body, passage.span(at, to))) for at, to, number, body in yearly)
    for m in _LOST_DAY.finditer(text, start, stop) if _may_lack_day(part) else ():
        at, to = m.span("n" if m["n"] else "n2")
        found.append((at, to, Reference(None, text[at:to], m["body"], passage.span(at, to))))
    found.sort(key=lambda f: f[0])
    return [reference for _, _, reference in found]


def _may_lack_day(part: str) -> bool:
    return " , " in part or "( " in part


def _yearly(text: str, start: int, stop: int) -> list[tuple[int, int, str, str | None]]:
    """Decisions named by number and year: where, the number, the body."""
    found = []
    for m in _YEARLY.finditer(text, start, stop):
        owner = _OWNER.search(text, max(start, m.start() - 90), m.start())
        if owner:
            found.append((owner.start(), m.end(), m["n"], owner["body"]))
    return found


def _of_date(
    passage: Passage, date: Dated, start: int, stop: int, used: list[tuple[int, int]]
) -> list[tuple[int, int, Reference]]:
    text = passage.text
    after = _AFTER_DATE.match(text, date.end, stop)
    before = _BEFORE_DATE.search(text, max(start, date.start - 24), date.start)
    context = text[max(start, date.start - 80) : date.start]
    if date.date is None or date.date.day is None:
        if after and after["n"]:
            used.append((after.start(), after.end()))
            return [
                (
                    date.start,
                    after.end(),
                    Reference(
                        None, after["n"], _body_before(text, date.start, start), passage.span(date.start, after.end())
                    ),
                )
            ]
        return []
    if after and not (after["lost"] and _is_letter(context)):
        number, first, last = after["n"] or after["lost"], date.start, after.end()
        if after["n"] and _LAW.match(text[after.end() : after.end() + 40]):
            return []
        used.append((first, last))
        found = [
            (
                first,
                last,
                Reference(date.date, number, _body_before(text, date.start, start), passage.span(first, last)),
            )
        ]
        more = re.compile(r"(?:,|\soch)\s§\s?(?P<n>\d{1,4})(?![\d/])").match(text, last, stop)
        while more:
            used.append((last, more.end()))
            found.append(
                (
                    last,
                    more.end(),
                    Reference(date.date, more["n"], found[0][2].body, passage.span(last + 1, more.end())),
                )
            )
            last = more.end()
            more = re.compile(r"(?:,|\soch)\s§\s?(?P<n>\d{1,4})(?![\d/])").match(text, last, stop)
        return found
    if before:
        used.append((before.start(), date.end))
        return [
            (
                before.start(),
                date.end,
                Reference(
                    date.date,
                    before["n"],
                    _body_before(text, before.start(), start),
                    passage.span(before.start(), date.end),
                ),
            )
        ]
    near = context[-60:]
    if _FUTURE.search(near) or _is_letter(context) or _STATE.search(near) or _MAIL.match(text, date.end):
        return []
    sentence = re.split(r"[.;:]\s|\s[-–•]\s", context)[-1]
    if _DECIDED.search(sentence[-60:]) or re.match(
        r"\W+(?:\w+\W+){0,2}(?:beslutade|gav|fattade|antog|fastställde|godkände)", text[date.end : date.end + 50]
    ):
        return [
            (
                date.start,
                date.end,
                Reference(date.date, None, _body_before(text, date.start, start), passage.span(date.start, date.end)),
            )
        ]
    return []


def _body_before(text: str, at: int, start: int) -> str | None:
    names = bodies_in(text, max(start, at - 90), at)
    return names[-1].value if names else None


def _body_beside(text: str, start: int, end: int, stop: int) -> str | None:
    """ "§ 50 SN", "KS § 187": the abbreviation or body that owns the number."""
    after = re.compile(r"\s(?P<a>[A-ZÅÄÖ]{2,5})(?![\wåäö])").match(text, end, min(stop, end + 8))
    if after:
        return after["a"]
    before = re.compile(r"(?<![\wåäö])(?P<b>[A-ZÅÄÖ]{2,5}|Ks|Kf|Au)\s$").search(text, max(0, start - 6), start)
    if before:
        return before["b"]
    names = bodies_in(text, max(0, start - 50), start)
    if names and len(text[names[-1].end : start].strip()) <= 12:
        return names[-1].value
    return None
