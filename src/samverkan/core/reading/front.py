"""Whose paper it is, from when, signed and announced by whom: the front page, page furniture and labels.

Pieces in; organisation, body, meeting date, justerare and notice out, each only where the text names it as its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.dates import PartialDate, valid_day
from samverkan.core.reading.dating import Dated, dates_in, first_date
from samverkan.core.reading.names import BODY, ORGANISATION, bodies_in, nominative
from samverkan.core.reading.values import Notice
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from samverkan.core.reading.headings import Piece
    from samverkan.core.reading.lines import Line
    from samverkan.core.reading.values import Kind


class Front(NamedTuple):
    """What the front page and the page furniture say of the meeting."""

    organisation: Cited[str] | None = None
    body: Cited[str] | None = None
    meeting_date: Cited[PartialDate] | None = None
    justerare: tuple[Cited[str], ...] = ()
    notice: Notice | None = None


_TOP = 14  # lines that can hold a header
_ORG_LINE = Wording(
    rf"^(?:\d{{1,3}}\s)?(?:[\d().\[\]/]+\s)*(?:SIGNERAD\s|Utdrag\s)?(?P<org>{ORGANISATION}|"
    rf"[A-ZÅÄÖ][A-ZÅÄÖ-]+(?:\s[A-ZÅÄÖ-]+)?\s(?:KOMMUN|STAD|LANDSTING)|LANDSTINGET\s(?:I\s)?[A-ZÅÄÖ]+|"
    rf"[A-ZÅÄÖ]{{4,}}\sLÄNS\sLANDSTING|(?:VÄSTRA\sGÖTALANDS|"
    rf"[A-ZÅÄÖ]+)REGIONEN)(?![\wåäö])(?P<rest>.*)$"
)
_ORG_REST = Wording(
    r"(?i)^(?:s\s)?\W*(?:$|\(|\d|sammanträdes|protokoll|kallelse|tjänste|stadskontoret|kommunled|"
    r"[A-ZÅÄÖ][\wåäö-]*(?:styrelsen?|nämnden?|fullmäktige|utskottet?|kontoret|förvaltningen?|"
    r"direktion)|dnr|datum|sida|blad|utdrag|utskrift|besöksadress|postadress|org)"
)
_LABELLED_BODY = Wording(
    rf"(?:Organ(?:\soch\s§§)?|Nämnd/?(?:\s?[Ss]tyrelse)?|Nämnd|Instans|Beslutsinstans|Beslutsorgan|"
    rf"Beslutande\sorgan|Sammanträdande\sorgan)\s*:?\s*(?P<body>{BODY})(?![\wåäö])"
)
_PROTOCOL_BODY = Wording(
    rf"(?i:(?:protokoll|ut(?:drag|skrift)\sur\sprotokoll)(?:\s(?:nr\s)?\d{{1,3}}(?:[/-]\d{{2,4}})?,?|\s\d{{4}}-\d\d-\d\d)?\s"
    rf"(?:(?:från|för|fört\svid)\s(?:sammanträde\s(?:i|med)\s)?)?)(?P<body>{BODY})"
)
_CAPS_BODY = Wording(
    r"(?<![\wÅÄÖ])(?P<body>(?:[A-ZÅÄÖ]+-?\s(?:OCH\s)?){0,3}[A-ZÅÄÖ]*(?:NÄMNDEN?|STYRELSEN?|"
    r"FULLMÄKTIGE|UTSKOTT(?:ET)?|DIREKTION(?:EN)?))(?![\wÅÄÖ])"
)
_HEADER_BODY = Wording(rf"(?:^|\s)(?P<body>{BODY})(?![\wåäö])")
_SHORT = {"KF": "Kommunfullmäktige", "KS": "Kommunstyrelsen", "RF": "Regionfullmäktige", "RS": "Regionstyrelsen"}
_SHORT_TITLE = Wording(r"^(KF|KS|RF|RS)\s\d{4}-\d\d-\d\d")
_SUMMARY_TITLE = Wording(rf"^(?P<body>{BODY})(?:s\ssammanträde)?(?:\s(?:den\s)?\d|\si\skorthet|\shar\s|:|$|\s\d{{4}})")
_MEETING = Wording(
    r"(?i)sammanträdes?(?:datum|dag|dagen)?|mötesdatum|mötesdag|datum\sför\ssammanträdet?|"
    r"(?<!justeringens\s)plats\soch\stid|tid\s(?:och\s)?plats(?!\sför\sjust)|tidpunkt|protokoll\s(?:från|för|fört)|protokoll|"
    r"sammanträdestid|^tid\b|(?<![\wåäö])tid:?\s(?=(?:mån|tis|ons|tors|fre|lör|sön)dag)|^datum\b"
)
_NOT_MEETING = Wording(
    r"(?i)justering(?:en)?s?\s|justera[dts]\s|anslag|uppsätt|nedtag|utskrift|publicerad|inkom|daterad|upprättad|"
    r"expedi|bordläggs|nästa\ssammanträde|(?<![\wåäö])senast\s|till\soch\smed|tid\soch\splats\sför\sjust|\bfrån och med\b|mandat"
)
_LONE_DATE = Wording(
    r"^(?:\(?(?:[A-ZÅÄÖ]{2,4}|Möte|Datum|Sammanträde)?\s*)?(?P<d>\d{4}-\d\d-\d\d|"
    r"\d{1,2}\s[a-zåäö]+\s\d{4}|(?:mån|tis|ons|tors|fre|lör|"
    r"sön)dag(?:en)?\s(?:den\s)?\d{1,2}\s[a-zåäö]+\s\d{4})\)?\.?$"
)
_UP = Wording(
    r"(?i)(?:datum\s(?:för|då)\s)?(?:anslag(?:et|s)?s?\s(?:(?:sätts|sattes)\supp|uppsätt\w*|uppsatt|"
    r"upp(?:-\s?)?sät\w*|upp-$)|uppsätt(?:ande|es|s)|anslagsdatum|anslås\sunder\stiden|tid\sför\sanslag|"
    r"uppsatt(?:\sdatum)?|anslaget\suppsatt|(?:sätts|sattes)\supp|publicera[ts]\spå\sanslagstavlan|"
    r"(?:protokollet\s)?(?:har\s)?anslagits|(?<!medel\s)anslås(?:\sden)?(?!\s(?:i|för|ur)\s))"
)
_DOWN = Wording(
    r"(?i)(?:anslag(?:et|s)?s?\s)?(?:nedtag(?:ande|es|s|et|as)|(?:tas|togs)\sned|ned(?:-\s?)?tag\w*|anslag\w*\sned-$|till\soch\smed)"
)
_JUSTERARE = Wording(
    r"(?i)(?:utse(?:s|dd|tt)(?:\s?att)?\sjustera(?:re|(?=[A-ZÅÄÖ])|)|till\sjusterare\s(?:utses|"
    r"utsågs|valdes)|juster(?:are|ande|ingsledamot(?:\si\stur)?)\s*:|(?:^|\s)justerare(?=\s+[A-ZÅÄÖ][a-zåäö]+\s[A-ZÅÄÖ]))\s*:?\s*"
)
_CAPITAL = r"[A-ZÅÄÖÉÈÁÍÓÚÜØÆŠŽĆČŁ]"
_FAMILY = rf"{_CAPITAL}(?:['’]{_CAPITAL})?[\wåäöé]*\.?(?:-{_CAPITAL}?[\wåäöé]+)*"
_PERSON = (
    rf"(?:{_CAPITAL}[\wåäöé]*(?:-[A-ZÅÄÖ]?[\wåäöé]+)*(?:\s(?:(?:von|af|de|van|der|den|la|le|du|da|di|el|al)\s){{0,2}}{_FAMILY}){{1,3}}|"
    r"[A-ZÅÄÖ]\s[A-ZÅÄÖ])(?:\s\([A-ZÅÄÖa-zåäö]{1,4}\))?"
)
_PERSONS = Wording(rf"(?P<p>{_PERSON})")
_TO_SIGN = Wording(
    r"(?:(?P<before>[A-ZÅÄÖ][^.:;]{2,80}?)\s(?:utses|utsågs|väljs|valdes)|(?i:utser?|utsåg|välja|väljer)\s(?P<after>[A-ZÅÄÖ][^.:;]{2,80}?))\s"
    r"(?:till\s(?:protokolls)?justerare|(?:till\s)?att\s(?:(?:jämte|tillsammans\smed)\sordförande[nt]?\s)?justera)"
)
_NOT_PERSON = Wording(
    r"(?i)kommunhuset|justeringens?|plats|tid\b|underskrift|ordförande|sekreterare|paragraf|"
    r"rätt\sutdraget|utdragsbest|organ|beslut|nämnd|styrelse|sign|rådhus|stadshus|förvaltning|"
    r"anslag|protokoll|sammanträde|dagordning"
)


def front_of(pieces: list[Piece], kind: Kind, first_item: int | None) -> Front:
    """Everything the paper says of itself; `first_item` is the offset where its first item begins."""
    lines = [p.line for p in pieces]
    top = [line for line in lines[:_TOP] if first_item is None or line.start <= first_item] or lines[:3]
    furniture = [line for line in lines if line.furniture]
    body = _body(lines, top, furniture, kind)
    organisation = _organisation(lines, top, furniture)
    date = None if kind in ("proposal", "agreement") else _meeting_date(lines, top, furniture, kind, first_item)
    front = [line for line in lines if first_item is None or line.start < first_item]
    tail = lines[-30:]
    minutes = kind in ("minutes", "extract")
    return Front(
        organisation,
        body,
        date,
        _justerare(front + [x for x in tail if x not in front]) if minutes else (),
        _notice(front if len(front) > 3 else lines) or _notice(tail) if minutes else None,
    )


def _organisation(lines: list[Line], top: list[Line], furniture: list[Line]) -> Cited[str] | None:
    for line in top:
        m = re.search(rf"(?:>|/)\s(?P<org>{ORGANISATION})\s(?:>|/)", line.text)
        if m:
            return line.cited(*m.span("org"))
    for line in lines:
        if not (
            "," in line.text and any(word in line.text for word in (" kommun,", " stad,", "Region ", "landsting,"))
        ):
            continue
        m = re.search(
            rf"(?:^|(?<=\s))(?P<org>{ORGANISATION}),\s(?:(?:Box\s\d+,\s)?\d{{3}}\s?\d\d\s[A-ZÅÄÖ]|[A-ZÅÄÖ][\wåäö]+\sBesöksadress)",
            line.text,
        )
        if m:
            return line.cited(*m.span("org"))
    headers = {line.text: line for line in [*furniture, *(x for x in lines[:60] if x.text[:1].isdigit())]}
    for line in [*top, *headers.values()]:
        text = line.text
        m = _ORG_LINE.match(text)
        if (
            m
            and (_ORG_REST.match(m["rest"]) or m["org"].isupper())
            and not re.match(r"(?i)\s?(?:har|och|vill|ska|för|föreslår)\s", m["rest"])
        ):
            return line.cited(*m.span("org"), _proper(m["org"]))
        if line in top and len(text) < 200:
            m = re.search(
                rf"(?:^|\s)(?P<org>{ORGANISATION})(?:\s+(?:SAMMANTRÄDES|PROTOKOLL|Sammanträdes|Protokoll)|"
                rf",\s(?:socialnämnden|kommunstyrelsen))",
                text,
            )
            if m:
                return line.cited(*m.span("org"), _proper(m["org"]))
    return None


def _proper(name: str) -> str:
    """ "SALA KOMMUN" → "Sala kommun"; "Göteborgs Stad" stays."""
    if not name.isupper():
        return name
    words = [w.capitalize() for w in name.split()]
    if words[-1] in ("Kommun", "Stad", "Landsting") and len(words) > 1:
        words[-1] = words[-1].lower()
    return " ".join(w.lower() if w == "Läns" else w for w in words)


def _body(lines: list[Line], top: list[Line], furniture: list[Line], kind: Kind) -> Cited[str] | None:
    for line in top:
        m = re.search(rf">\s(?P<body>{BODY})\s>\sSammanträde", line.text)
        if m:
            return line.cited(*m.span("body"), nominative(m["body"]))
    for line in furniture:
        m = _PROTOCOL_BODY.match(line.text)
        if m:
            return line.cited(*m.span("body"), nominative(m["body"]))
    for line in lines[:60]:
        m = _LABELLED_BODY.search(line.text)
        if m and not m["body"].startswith("Utses"):
            return line.cited(*m.span("body"), nominative(m["body"]))
        if line.text in ("Organ", "Nämnd", "Instans", "Nämnd/Styrelse"):
            following = lines[lines.index(line) + 1 : lines.index(line) + 4]
            for nxt in following:
                names = bodies_in(nxt.text)
                if names and names[0].start == 0:
                    return nxt.cited(names[0].start, names[0].end, names[0].value)
    for line in furniture:
        m = re.search(rf"(?P<body>{BODY})s?,?\sprotokoll(?![\wåäö])", line.text)
        if m:
            return line.cited(*m.span("body"), nominative(m["body"]))
    for line in lines[:50]:
        if "Sammanträdesdatum" not in line.text:
            continue
        m = re.search(rf"(?P<body>(?:[A-ZÅÄÖ][\wåäö]{{1,40}}\släns\s)?{BODY})\s+Sammanträdesdatum", line.text)
        if m and m["body"] != "Nämnd":
            return line.cited(*m.span("body"), nominative(m["body"]))
    for line in top if kind in ("minutes", "extract") else ():
        m = re.search(
            rf"(?:[Pp]rotokoll|PROTOKOLL)\s(?:från|för|fört\svid)\s(?P<body>{BODY})s\ssammanträde(?![\wåäö])",
            line.text[:400],
        )
        if m:
            return line.cited(*m.span("body"), nominative(m["body"]))
    for line in top[:3]:
        m = re.match(rf"(?P<body>{BODY})s\sprotokoll\s(?:den\s)?\d", line.text)
        if m:
            return line.cited(*m.span("body"), nominative(m["body"]))
    if kind == "summary":
        for line in top:
            m = _SUMMARY_TITLE.match(line.text)
            if m:
                return line.cited(*m.span("body"), nominative(m["body"]))
            at = re.search(rf"(?:vid|från|på)\s(?P<body>{BODY})s\ssammanträde(?![\wåäö])", line.text) or re.search(
                rf"[Ss]ammanträde\s.{{0,20}}\d{{4}}\s(?P<body>{BODY}(?:\s[A-ZÅÄÖ][\wåäö]+)?)(?=\s\(|$|\s)", line.text
            )
            if at:
                return line.cited(*at.span("body"), nominative(at["body"]))
    for line in [*furniture, *top] if furniture else top:
        m = re.match(rf"(?P<body>{BODY})(?:$|,?\s+(?:\[|(?:den\s)?\d|\())", line.text)
        if m and len(line.text) < 120:
            return line.cited(*m.span("body"), nominative(m["body"]))
        short = _SHORT_TITLE.match(line.text)
        if short:
            return line.cited(0, 2, _SHORT[short[1]])
    for line in top if kind == "proposal" else ():
        m = re.search(rf"(?P<body>{BODY})s\sförslag\still\sbeslut(?![\wåäö])", line.text[:260])
        if m and m["body"][0].isupper():
            return line.cited(*m.span("body"), nominative(m["body"]))
    for line in top:
        glued = len(line.text) > 60 or re.match(r"\d+\s", line.text) is not None
        if not glued:
            continue
        header = line.text[:260]
        m = (
            re.search(
                rf"(?:(?:PROTOKOLL|rotokoll)(?:\s\d{{1,3}}\s?\(\d{{1,3}}\))?|KALLELSE\S*(?:\sUpprättad)?|Sida|Blad)\s(?P<body>{BODY})(?![\wåäö])",
                header,
            )
            or re.search(rf"(?:^\d{{0,3}}\s?|\]\s|\)\s)(?P<body>{BODY})\s(?:\[|\d|SAMMANTR|Sammantr|Datum)", header)
            or re.search(rf"(?<!\w)(?P<body>{BODY})\s(?:Tid|Plats)(?=:?\s)", header)
        )
        if m:
            return line.cited(*m.span("body"), nominative(m["body"]))
        caps = _CAPS_BODY.search(header)
        if caps:
            return line.cited(*caps.span("body"), caps["body"].capitalize())
        if kind in ("proposal", "summons"):
            plain = _HEADER_BODY.search(header)
            if plain and plain["body"][0].isupper():
                return line.cited(*plain.span("body"), nominative(plain["body"]))
    for line in top:
        caps = _CAPS_BODY.search(line.text)
        if caps and len(line.text) < 120:
            return line.cited(*caps.span("body"), caps["body"].capitalize())
    return None


def _meeting_date(
    lines: list[Line], top: list[Line], furniture: list[Line], kind: Kind, first_item: int | None
) -> Cited[PartialDate] | None:
    if kind == "summary":
        return _summary_date([x for x in top or lines[:_TOP] if len(x.text) <= 160 or "sammantr" in x.text.lower()])
    for line in furniture:
        d = None if _NOT_MEETING.search(line.text) else first_date(line.text)
        if d and d.date and d.date.is_day:
            return Cited(d.date, Span(line.start + d.start, line.start + d.end))
    front = [line for line in lines if first_item is None or line.start <= first_item][:80]
    for i, line in enumerate(front or top):
        for m in _MEETING.finditer(line.text):
            for candidate, offset in (
                (line, m.end()),
                *((nxt, 0) for nxt in front[i + 1 : i + 4] if len(nxt.text) <= 90),
            ):
                window = candidate.text[offset : offset + 170]
                stop = _NOT_MEETING.search(window)
                d = next(
                    (d for d in dates_in(window[: stop.start()] if stop else window) if d.date and d.date.is_day), None
                )
                if d:
                    return _dated(candidate, offset, d)
                if stop:
                    break
    for line in (front or top)[:20]:
        lone = _LONE_DATE.match(line.text)
        if lone:
            d = first_date(line.text)
            if d and d.date and d.date.is_day:
                return _dated(line, 0, d)
    title = top[0].text if top else ""
    d = (
        first_date(title)
        if len(title) < 120
        and re.match(
            r"(?i)\W*(?:K[FS]|R[FS]|protokoll|\d{4}|[\wåäö -]*(?:nämnden|styrelsen|fullmäktige|utskottet))", title
        )
        else None
    )
    return _dated(top[0], 0, d) if d and d.date and d.date.is_day else None


def _dated(line: Line, offset: int, d: Dated) -> Cited[PartialDate]:
    assert d.date is not None
    return Cited(d.date, Span(line.start + offset + d.start, line.start + offset + d.end))


def _summary_date(top: list[Line]) -> Cited[PartialDate] | None:
    """A summary's own date: the title's, the meeting's, or the day named without a year in the year it was published."""
    published: int | None = None
    for line in top:
        for d in dates_in(line.text):
            before = line.text[max(0, d.start - 24) : d.start].lower()
            if d.date is not None and d.date.is_day:
                if "publicera" in before or "uppdatera" in before:
                    published = published or d.date.year
                    continue
                if _NOT_MEETING.search(before):
                    continue
                return _dated(line, 0, d)
            if d.date is not None and d.date.month is not None:
                published = published or d.date.year
            if d.date is None and published and d.month and d.day and valid_day(published, d.month, d.day):
                return Cited(PartialDate(published, d.month, d.day), Span(line.start + d.start, line.start + d.end))
    return None


def _justerare(lines: list[Line]) -> tuple[Cited[str], ...]:
    """Those chosen to sign besides the chair, as far as named; empty signature lines name nobody."""
    for i, line in enumerate(lines):
        m = _JUSTERARE.search(line.text)
        if m is None:
            continue
        for candidate, offset in (
            (line, m.end()),
            *((nxt, 0) for nxt in lines[i + 1 : i + 2] if m.end() >= len(line.text) - 1),
        ):
            window = candidate.text[offset : offset + 120]
            stop = _NOT_PERSON.search(window)
            names = tuple(
                candidate.cited(offset + p.start("p"), offset + p.end("p"))
                for p in _PERSONS.finditer(window[: stop.start()] if stop else window)
            )
            if names and window.strip().startswith(names[0].value[:3]):
                return names
    return ()


def chosen_to_sign(decision: Cited[str]) -> tuple[Cited[str], ...]:
    """Those whom a decision chooses to sign the minutes besides the chair; the decision's text in, names out."""
    m = _TO_SIGN.search(decision.value)
    if m is None or len(decision.value) != decision.span.end - decision.span.start:
        return ()
    where = m.span("before") if m["before"] else m.span("after")
    return tuple(
        Cited(p["p"], Span(decision.span.start + p.start("p"), decision.span.start + p.end("p")))
        for p in _PERSONS.finditer(decision.value, *where)
    )


def _notice(lines: list[Line]) -> Notice | None:
    """When the notice went up and came down; None where no notice is spoken of with a date."""
    posted = removed = None
    for i, line in enumerate(lines):
        up = _UP.search(line.text)
        if up is None:
            continue
        window = [(line, up.end()), *((nxt, 0) for nxt in lines[i + 1 : i + 4])]
        found: list[tuple[Line, int, Dated, bool]] = []
        for candidate, offset in window:
            down = _DOWN.search(candidate.text, offset)
            for d in dates_in(candidate.text, offset):
                if d.date is not None and d.date.is_day:
                    found.append((candidate, 0, d, bool(down and d.start > down.start())))
            if len(found) >= 2:
                break
        if found and posted is None:
            first = found[0]
            if first[3] and re.search(r"(?i)nedtag", first[0].text[: first[2].start]) and len(found) == 1:
                removed = removed or _dated(first[0], 0, first[2])
            else:
                posted = _dated(first[0], 0, first[2])
                if len(found) > 1:
                    removed = removed or _dated(found[1][0], 0, found[1][2])
            break
    return Notice(posted, removed) if posted or removed else None


def own_organisation(text: str, body: str) -> Cited[str] | None:
    """ "Socialnämnden, Alingsås kommun": the organisation set beside a body's own name."""
    m = re.compile(rf"{re.escape(body)}(?:,\s|\si\s)(?P<org>{ORGANISATION})", re.I).search(text)
    return Cited(m["org"], Span(*m.span("org"))) if m else None
