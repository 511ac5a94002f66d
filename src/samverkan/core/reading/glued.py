"""A section's heading glued into running text: the text and where a heading's word stands in, the heading's place out."""

from __future__ import annotations

import re

from samverkan.core.reading.heading_words import Heading, Section, owner_of, targets_of
from samverkan.core.reading.names import BODY, bodies_in
from samverkan.core.reading.wording import Wording

# Glued into running text: only wordings that mean nothing else, capitalised, with a new sentence after.
_GLUED: tuple[tuple[Section, str], ...] = (
    (
        "proposal",
        r"Förslag\still\sbeslut|FÖRSLAG\sTILL\sBESLUT|Beslutsförslag|BESLUTSFÖRSLAG|"
        r"förslag\still\s(?:beslut|(?:kommunfullmäktige|kommunstyrelsen|regionfullmäktige|"
        r"landstingsfullmäktige)(?:s\sbeslut)?)|förslag|FÖRSLAG|Förslag\still\sK[SF](?:/KF)?|"
        r"Förslag\still\s(?:kommunfullmäktige|kommunstyrelsen|regionfullmäktige|regionstyrelsen|"
        r"landstingsfullmäktige)|I\s(?:kommunstyrelsen(?:\soch\skommunfullmäktige)?|kommunfullmäktige):",
    ),
    (
        "decision",
        r"Beslut(?:et)?(?!\s(?:ska\s)?(?:expedieras|skickas|sänds|delges|meddelas)\s)|BESLUT(?:AR)?|beslut|beslutar",
    ),
    (
        "background",
        r"Sammanfattning(?:\sav\särendet)?|SAMMANFATTNING|Ärendebeskrivning|ÄRENDEBESKRIVNING|"
        r"Beskrivning\sav\särendet|Ärendet(?:\si\skorthet)?|Bakgrund|BAKGRUND|INLEDNING|Inledning|Beredning|BEREDNING|"
        r"Tidigare\sbehandling|Redogörelse|Bedömning|"
        r"(?:Förvaltningens|Kontorets|Nämndens|Landstingsrådsberedningens)\s(?:förslag\soch\s)?motivering(?:\still\sförslaget)?",
    ),
    (
        "documents",
        r"Beslutsunderlag|BESLUTSUNDERLAG|sunderlag|Underlag\sför\sbeslut|Handlingar(?:\si\särendet)?|Bilagor|"
        r"Underlag",
    ),
    ("handling", r"Yrkanden?|YRKANDEN?|Dagens\ssammanträde|Förslag\soch\syrkanden?|Förslag\spå\ssammanträdet"),
    ("procedure", r"Propositionsordning|Proposition(?:er)?|Beslutsgång|Omröstning(?:sresultat)?|Votering"),
    ("dissent", r"Reservation(?:er)?|Protokollsanteckning(?:ar)?|Särskilt\syttrande"),
    (
        "dispatch",
        r"(?:Besluts?(?:et)?|Protokollsutdrag(?:et)?|Utdrag)(?:\s(?:ska\s)?(?:skickas|sänds|sändes|"
        r"expedieras|delges))?\still|Skickas\still|Protokollsutdrag(?=\s[-–]\s[A-ZÅÄÖ])|Expedieras(?:\still)?|Expediering|Delges|"
        r"Utdrag(?=\s[A-ZÅÄÖa-zåäö]*(?:styrelsen|fullmäktige|nämnden|utskottet))",
    ),
    (
        "end",
        r"(?:Ordförandens?\s|Ordförandes\s|Justerandes?\s|Justerarnas\s|"
        r"Just\.\s?)sign(?:atur(?:er)?)?\.?|Utdragsbestyrkande|Justerande(?=\s+Utdragsbest|\s*$)|"
        r"~dragsbestyrkande|Rätt\sutdraget\sintygar|ANSLAG/BEVIS|BEVIS(?:\sOM\sANSLAG)?|"
        r"Relevanta\sdokument",
    ),
)
INLINE = Wording(
    r"(?<![\wåäöÅÄÖ/~.-])(?:" + "|".join(f"(?P<g{i}>{w})" for i, (_, w) in enumerate(_GLUED)) + r")(?![\wåäö-])"
)
ANY_GLUED = Wording(
    "Beslut|BESLUT|I kommun|Förslag|FÖRSLAG|Samman|SAMMAN|Ärende|ÄRENDE|Beskriv|Bakgr|BAKGR|Inled|INLED|"
    "Bered|BERED|Tidigare|Redog|Bedöm|Underlag|sunderlag|Handlingar|Bilagor|Yrkande|YRKANDE|Dagens|"
    "Propos|s motivering|s förslag och motiv|Omröst|Voter|Reserv|Protokolls|Särsk|Skickas|Expedi|Delges|Utdrag|~drags|Ordföran|"
    "Justera|Just\\.|Rätt utdr|ANSLAG/|BEVIS|Relevanta"
)
_BODY_BEFORE = Wording(
    rf"(?:(?P<body>{BODY})s|(?P<any>[A-ZÅÄÖ][\wåäö-]*s)|(?P<bare>arbetsutskott)|(?P<lost>(?<=[.)]\s)s))\s$"
)
_BODY_BEFORE_CAPS = Wording(r"(?P<body>[A-ZÅÄÖ][A-ZÅÄÖ-]{3,}(?:\s[A-ZÅÄÖ-]{2,}){0,4})\s$")
_GENITIVE_CAPS = Wording(
    r"(?<![A-ZÅÄÖ])(?P<body>[A-ZÅÄÖ-]{0,40}(?:NÄMNDENS|STYRELSENS|UTSKOTTETS|FULLMÄKTIGES|DIREKTIONENS))\s$"
)
_TARGET_AFTER = Wording(rf"\s+(?:i|till)\s+(?P<target>(?:K[SF](?:/KF)?)(?![\wåäö])|{BODY})")
_NEW_SENTENCE = Wording(
    r"\s*:?\s+(?=[A-ZÅÄÖ\d•·\"”“(§*]|-\s|–\s|att\s|a\)|(?:lägga|fastställa|godkänna|anta|avslå|"
    r"uppdra|ge|notera|utse|bifalla|återremittera|bordlägga|överlämna|föreslå|ställa|tillstyrka|"
    r"avstyrka|besluta|delegera|medge|bevilja|välja|lämna|överlämnar|godkänner|beslutar|noterar|"
    r"lägger|antar|avslår|fastställer|utser|föreslår|uppdrar|lämnar|tillstyrker)[\s:])|\s*:?\s*$|"
    r"\s*:\s*"
)
_SMALL_BEFORE = Wording(
    r"(?i)(?:^|[\s(])(?:enligt|om|av|till|i|med|på|för|från|och|det|detta|ett|den|dessa|sitt|sina|"
    r"mot|att|eller|samt|vid|dess|inför|ej|som|nämndens?|har|ta|fattat?|kommunens|ovanstående|"
    r"följande|nytt|ska|utan|efter|kan)\s$"
)


def glued(text: str, match: re.Match[str]) -> tuple[int, int, Heading] | None:
    """Where the heading round a match of INLINE begins and ends, and what it is; None where the word is only a word."""
    kind = next(kind for i, (kind, _) in enumerate(_GLUED) if match[f"g{i}"] is not None)
    start, end, word = match.start(), match.end(), match.group()
    before = text[max(0, start - 90) : start]
    owner: str | None = None
    targets: tuple[str, ...] = ()
    lower = word[0].islower()
    if kind in ("decision", "proposal"):
        if word == "FÖRSLAG" and re.match(r"\s\d{4}:\d", text[end : end + 7]):
            return None  # "FÖRSLAG 2009:43": the print's number
        if word in ("beslutar", "BESLUTAR"):
            caps = _BODY_BEFORE_CAPS.search(before)
            if word == "beslutar" or caps is None:
                return None
            return start - (len(before) - caps.start("body")), end, Heading("decision", lead=True)
        genitive = _BODY_BEFORE.search(before)
        if kind == "decision" and genitive and _DATED_AFTER.match(text, end):
            return None  # "Kommunstyrelsens beslut 2006-02-07": an earlier one
        if lower:
            if genitive is None or (
                (genitive["any"] and not bodies_in(genitive["any"])) and kind == "decision" and not genitive["lost"]
            ):
                return None
            if (
                kind == "proposal"
                and word == "förslag"
                and genitive["any"]
                and not genitive["any"].startswith("Ordförande")
            ):
                return None
            at = start - (len(before) - genitive.start())
            if _SMALL_BEFORE.search(text[max(0, at - 20) : at]) or not (text[at].isupper() or genitive["lost"]):
                return None
            owner = owner_of(genitive.group().strip()) if not genitive["lost"] else None
            start = at
        elif word.isupper() and (caps := _GENITIVE_CAPS.search(before)):
            owner, start = owner_of(caps["body"]), start - (len(before) - caps.start("body"))
        elif word.endswith(":"):
            return start, end, Heading(kind, bodies_in(word[2:-1])[-1].value.capitalize())
        elif _SMALL_BEFORE.search(before):
            return None
        target = _TARGET_AFTER.match(text, end)
        if target:
            targets, end = targets_of(target["target"]), target.end()
        elif "/" in word or word.endswith((" KS", " KF")):
            targets = targets_of(word.split()[-1])
        elif word.lower().startswith("förslag till ") and word.lower() != "förslag till beslut":
            targets = targets_of(word[len("förslag till ") :].removesuffix("s beslut"))
    elif kind != "end" and (
        _SMALL_BEFORE.search(before)
        or (
            word
            in (
                "Ärendet",
                "Ärendet i korthet",
                "Underlag",
                "Beredning",
                "Bakgrund",
                "Inledning",
                "Handlingar",
                "Bilagor",
                "Bedömning",
                "Proposition",
                "Reservation",
                "Delges",
                "Expediering",
            )
            and not _ends_something(before)
            and not (kind == "dispatch" and _TO_A_BODY.match(text, end))
        )
    ):
        return None
    if kind == "dispatch" and re.match(r"\s(?:TJÄNSTE|Dnr|Datum)", text[end : end + 8]):
        return None  # a label of the letter's head
    if kind in ("background", "justering") and _NUMBER_BEFORE.search(before):
        return None  # "287 Inledning": the word is the title of a numbered item
    after = _NEW_SENTENCE.match(text, end)
    if lower and not text[end:].strip(" :") and not _ends_something(text[max(0, start - 90) : start]):
        return None  # "... i kommunfullmäktiges beslut" at a line's end
    if after is None and kind not in ("end", "dispatch"):
        return None
    if after is None and kind == "dispatch" and not re.match(r"\s+[A-ZÅÄÖa-zåäö]", text[end : end + 3]):
        return None
    if (
        kind == "decision"
        and not owner
        and word in ("Beslut", "Beslutet")
        and re.match(r"\s+(?:om|att|i|av|den)\s", text[end : end + 6])
    ):
        return None
    if kind == "background" and word in ("Ärendet",) and re.match(r"\s+[a-zåäö]", text[end : end + 3]):
        return None
    return start, end + (len(after.group()) if after and ":" in after.group() else 0), Heading(kind, owner, targets)


_DATED_AFTER = Wording(r"\s(?:den\s)?(?:\(\s?\d|\d{4}-\d\d-\d\d|\d{1,2}\s[a-zåäö]{3,9}\s\d{4})")
_NUMBER_BEFORE = Wording(
    r"(?:^|(?<!januari)(?<!februari)(?<!mars)(?<!april)(?<!maj)(?<!juni)(?<!juli)(?<!augusti)(?<!september)(?<!oktober)(?<!november)(?<!december)\s)\d{1,4}\s$"
)
_TO_A_BODY = Wording(rf"\s{BODY}(?![\wåäö])")


def _ends_something(before: str) -> bool:
    """Whether what stands before is ended: the line's start, a full stop, a number, capitals."""
    tail = before.rstrip()
    return not tail or tail[-1] in '.:;!?)]"”' or tail[-1].isdigit() or tail.split()[-1].isupper()
