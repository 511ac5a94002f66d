"""The headings of an item, whether alone on a line, before a colon or glued into running text.

Lines in, pieces out: each line whole, or cut where a heading begins and ends; a piece that is a heading says which kind.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from samverkan.core.reading.lines import Line
from samverkan.core.reading.names import ABBREVIATIONS, BODY, bodies_in, nominative
from samverkan.core.reading.wording import Wording

Section = Literal[
    "decision", "proposal", "background", "documents", "handling", "procedure", "dissent", "justering", "dispatch", "end",
]  # fmt: skip


class Heading(NamedTuple):
    """A heading: its kind, whose it is ("Arbetsutskottets förslag"), for whom ("till kommunfullmäktige")."""

    kind: Section
    owner: str | None = None
    targets: tuple[str, ...] = ()
    dated: bool = False  # a heading with a date tells of earlier handling
    lead: bool = False  # the heading is also a lead-in ("NÄMNDEN BESLUTAR"): its words are read with what follows


class Piece(NamedTuple):
    """A line or a part of one; `heading` where it is a heading and nothing more."""

    line: Line
    heading: Heading | None


_GEN = r"(?:[A-ZÅÄÖ][\wåäö,-]*(?:\s[\wåäö,-]+){0,7}?(?:s|utskott)\s)"
_TARGET = r"(?:[A-ZÅÄÖa-zåäö][\wåäö-]*(?:/[A-ZÅÄÖ]+|\s[\wåäö-]+){0,6})"

# Heading alone on its line. (kind, wording); upper or lower case; a colon may follow.
_TABLE: tuple[tuple[Section, str], ...] = (
    (
        "decision",
        rf"(?P<own1>{_GEN})?beslut(?:et|en)?(?:\si\s(?P<in1>{_TARGET}))?(?:\s(?P<dated1>(?:den\s\d{{1,2}}\s\w+\s\d{{4}}|"
        rf"\d{{4}}-\d\d-\d\d),?(?:\s§\s?\d+)?))?|s\sbeslut|(?:beslutsmening|att-satser)",
    ),
    (
        "decision",
        rf"(?P<lead>{_TARGET}\s(?:beslutar|beslutade|beslöt)(?:\satt|\sföljande|"
        rf"\sför\segen\sdel(?:\satt)?)?)",
    ),
    (
        "proposal",
        rf"(?P<own2>{_GEN})?(?:förslag|beslutsförslag|föreslaget\sbeslut)(?:\still\sbeslut(?:et)?)?"
        rf"(?:\s(?:i|till|för|hos|"
        rf"inför)\s(?P<target>{_TARGET}))?(?:\s(?P<dated2>(?:den\s\d{{1,2}}\s\w+\s\d{{4}}|"
        rf"\d{{4}}-\d\d-\d\d),?(?:\s§\s?\d+)?))?",
    ),
    (
        "background",
        r"(?:kort\s)?(?:sammanfattning|ärendebeskrivning|redogörelse|beskrivning)(?:\s(?:av|för|"
        r"i)\s(?:ärendet|beslutet|ärende))?|ärendet?|bakgrund(?:\soch\s\w+)?|"
        r"inledning|föredragning(?:en)?|information(?:en)?|bedömning(?:en)?|"
        r"(?:förvaltningens\s)?överväganden?|skäl(?:en)?\s(?:för|till)\s(?:beslut|"
        r"ställningstagande)\w*|"
        r"motivering|aktuellt|konsekvenser(?:\sför\s[\w ]{3,40})?|ekonomi(?:ska\skonsekvenser)?|"
        r"ekonomisk\s\w+|juridiska\s\w+|barn(?:rätts)?perspektiv\w*|"
        r"(?:barnkonventionen|jämställdhet\w*|miljökonsekvenser|samverkan|beredning(?:\sav\särendet)?)|"
        r"(?:ärendets\s)?(?:tidigare\s)?(?:behandling|beslut\soch\sbehandling)(?:\sav\särendet)?|"
        r"tidigare\sbeslut|ärendets\s(?:gång|beredning|handläggning)|"
        r"syfte|uppföljning|utvärdering|inriktning|redovisning(?:\sav\suppdrag(?:et)?)?|"
        r"[\wåäö]*(?:analys|utlåtande)n?t?",
    ),
    (
        "documents",
        r"(?:besluts?)?underlag(?:\s(?:för|till)\sbeslut(?:et)?)?|handling(?:ar|"
        r"arna)?(?:\si\särendet)?|bilag(?:a|or|orna)|dokument|sunderlag|tillhörande\shandlingar",
    ),
    (
        "handling",
        r"yrkanden?(?:t)?|(?:till(?:äggs)?|avslags|ändrings|bifalls)yrkanden?|förslag\soch\syrkanden?|"
        r"yrkanden?\soch\sförslag|"
        r"(?:framställda\s)?(?:förslag|yrkanden)\s(?:under|på|vid)\s(?:dagens\s)?(?:sammanträdet|"
        r"mötet|sammanträde)|dagens\ssammanträde|"
        r"(?:ärendets\s)?behandling(?:en)?\s(?:på|vid|under)\s(?:dagens\s)?sammanträde\w*|inlägg|"
        r"överläggning(?:en)?|diskussion|debatt|anförande\w*|framställningar",
    ),
    (
        "procedure",
        r"propositions?(?:ordning|er)?|besluts(?:gång|ordning)|omröstning(?:sresultat|sproposition)?|"
        r"votering(?:sresultat)?|ställningstagande",
    ),
    (
        "dissent",
        r"reservation(?:er|en)?|protokollsanteckning(?:ar|en)?|särskil(?:t|da)\syttranden?|jäv|"
        r"(?:deltar|deltog)\s(?:ej|inte)\si\sbeslutet?|röstförklaring|närvarorätt|"
        r"anteckning(?:ar)?\still\sprotokollet",
    ),
    ("justering", r"(?:omedelbar\s)?justering(?:\sav\sprotokoll\w*)?"),
    (
        "dispatch",
        r"(?:(?:besluts?(?:et)?|protokolls?(?:utdrag(?:et)?|et)?|utdrag|paragrafen|expediering|kopia|"
        r"kopior)\s)?(?:av\sbeslutet\s)?(?:ska\s)?(?:skickas|expedieras|sänds|sändes|översänds|delges|"
        r"meddelas|lämnas)"
        r"(?:\s(?:till|för\skännedom(?:\still)?|för\sverkställighet(?:\still)?|via\s[\w-]+))?|"
        r"expedier(?:ing|as)(?:\still)?|expediering\soch\sinformation|sändlista|delges|delgivning|"
        r"kopia\still|"
        r"(?:protokolls?)?utdrag(?:\still)?|beslut\still|för\skännedom(?:\still)?|"
        r"för\sverkställighet(?:\still)?|beslutsexpediering|protokollsutdrag",
    ),
    (
        "end",
        r"anslag(?:s?bevis)?|bevis(?:\som\sanslag)?|anslag\s?/\s?bevis|underskrifter|"
        r"hur\s(?:man\s)?överklagar|besvärshänvisning|relevanta\sdokument",
    ),
)
_ALONE = Wording(
    r"(?i)(?:\d{1,2}(?:\.\d)?\.?\s)?(?:" + "|".join(f"(?P<k{i}>{w})" for i, (_, w) in enumerate(_TABLE)) + r")\s*:?"
)
# A heading's first word, cut to eight letters; other headings hold "beslut" or "förslag".
_FIRST = frozenset(
    word[:8]
    for word in (
        "förslag beslut beslutet besluten beslutsmening beslutsförslag föreslaget kort "
        "sammanfattning ärendebeskrivning redogörelse beskrivning ärendet ärende ärendets "
        "bakgrund inledning föredragning föredragningen information informationen bedömning "
        "bedömningen överväganden övervägande förvaltningens skäl skälen motivering aktuellt "
        "konsekvenser ekonomi ekonomiska ekonomisk juridiska juridisk barnperspektiv "
        "barnrättsperspektiv barnkonventionen jämställdhet miljökonsekvenser samverkan "
        "beredning tidigare behandling behandlingen syfte uppföljning utvärdering inriktning "
        "redovisning utlåtande analys underlag beslutsunderlag handlingar handling "
        "handlingarna bilaga bilagor bilagorna dokument sunderlag tillhörande yrkande "
        "yrkanden yrkandet tilläggsyrkande avslagsyrkande ändringsyrkande bifallsyrkande "
        "framställda framställningar dagens inlägg överläggning överläggningen diskussion "
        "debatt anförande propositionsordning proposition propositioner beslutsgång "
        "beslutsordning omröstning omröstningsresultat votering ställningstagande reservation "
        "reservationer protokollsanteckning protokollsanteckningar särskilt särskilda jäv "
        "deltar deltog röstförklaring närvarorätt anteckning anteckningar omedelbar justering "
        "protokoll protokollsutdrag protokollet utdrag paragrafen expediering expedieras "
        "kopia kopior skickas sänds sändes översänds delges meddelas lämnas sändlista "
        "delgivning för anslag anslagsbevis bevis underskrifter hur besvärshänvisning "
        "relevanta av ska att-satser s"
    ).split()
)

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
    ("decision", r"Beslut(?:et)?|BESLUT(?:AR)?|beslut|beslutar"),
    (
        "background",
        r"Sammanfattning(?:\sav\särendet)?|SAMMANFATTNING|Ärendebeskrivning|ÄRENDEBESKRIVNING|"
        r"Beskrivning\sav\särendet|Ärendet|Bakgrund|BAKGRUND|INLEDNING|Inledning|Beredning|BEREDNING|"
        r"Tidigare\sbehandling|Redogörelse|Bedömning|"
        r"(?:Förvaltningens|Kontorets|Nämndens|Landstingsrådsberedningens)\s(?:förslag\soch\s)?motivering(?:\still\sförslaget)?",
    ),
    (
        "documents",
        r"Beslutsunderlag|BESLUTSUNDERLAG|Underlag\sför\sbeslut|Handlingar(?:\si\särendet)?|Bilagor|"
        r"Underlag",
    ),
    ("handling", r"Yrkanden?|YRKANDEN?|Dagens\ssammanträde|Förslag\soch\syrkanden?|Förslag\spå\ssammanträdet"),
    ("procedure", r"Propositionsordning|Proposition(?:er)?|Beslutsgång|Omröstning(?:sresultat)?|Votering"),
    ("dissent", r"Reservation(?:er)?|Protokollsanteckning(?:ar)?|Särskilt\syttrande"),
    (
        "dispatch",
        r"(?:Besluts?(?:et)?|Protokollsutdrag(?:et)?|Utdrag)(?:\s(?:ska\s)?(?:skickas|sänds|sändes|"
        r"expedieras|delges))?\still|Skickas\still|Expedieras(?:\still)?|Expediering|Delges|"
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
_INLINE = Wording(
    r"(?<![\wåäöÅÄÖ/~.-])(?:" + "|".join(f"(?P<g{i}>{w})" for i, (_, w) in enumerate(_GLUED)) + r")(?![\wåäö-])"
)
_ANY_GLUED = Wording(
    "Beslut|BESLUT|I kommun|Förslag|FÖRSLAG|Samman|SAMMAN|Ärende|ÄRENDE|Beskriv|Bakgr|BAKGR|Inled|INLED|"
    "Bered|BERED|Tidigare|Redog|Bedöm|Underlag|Handlingar|Bilagor|Yrkande|YRKANDE|Dagens|"
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


def pieces_of(lines: list[Line]) -> list[Piece]:
    """Every line, cut at the headings in it."""
    pieces: list[Piece] = []
    for line in lines:
        if line.furniture:
            pieces.append(Piece(line, None))
            continue
        text = line.text
        if len(text) <= 110 and _may_be_heading(text):
            heading = _alone(text)
            if heading is not None:
                pieces.append(Piece(line, heading))
                continue
        if _ANY_GLUED.search(text) or "s beslut " in text or "s förslag " in text:
            pieces.extend(_cut(line))
        else:
            pieces.append(Piece(line, None))
    return pieces


def _may_be_heading(text: str) -> bool:
    """A cheap look before the table: the first word is one that headings begin with, or the line speaks of a decision."""
    if text[-1] in ",;" or (text[-1] == "." and len(text) > 40):
        return False
    lowered = text.lower()
    words = lowered.split(None, 2)
    if not words:
        return False
    first = words[0]
    if first[0].isdigit():
        first = words[1] if len(words) > 1 else ""
    if first.partition("/")[0].rstrip(":.")[:8] in _FIRST:
        return True
    return "s beslut" in lowered or "s förslag" in lowered or "beslutar" in lowered or "besluta" in lowered[-24:]


_PREPOSITION = Wording(r"\s(?:att|får|utifrån|ska|har|enligt|med|av|till|på|efter|genom|om)\s")


def _alone(text: str) -> Heading | None:
    if text.startswith(("Enligt ", "På ", "Efter ", "Med ")):
        return None  # an attribution: "Enligt kommunstyrelsens förslag:"
    match = _ALONE.fullmatch(text.rstrip(" ."))
    if match is None or (text[0].islower() and not text.startswith("s beslut")):
        return None
    kind = next(kind for i, (kind, _) in enumerate(_TABLE) if match[f"k{i}"] is not None)
    owner = match["own1"] or match["own2"]
    if text.rstrip().endswith(".") and kind not in ("dissent",):
        return None
    if kind == "decision" and match["lead"] is not None:
        subject = match["lead"]
        if not bodies_in(subject.lower().capitalize()) and not subject.isupper():
            return None
        return Heading("decision", lead=True)
    if owner and _PREPOSITION.search(owner):
        return None  # "... fördelas enligt kulturnämndens förslag": a sentence
    if kind == "decision" and owner and not (bodies_in(owner) or owner.isupper()):
        return None
    if match["in1"]:
        owner = owner or next((name.value for name in bodies_in(match["in1"])), None)
        if owner is None:
            return None
    dated = match["dated1"] is not None or match["dated2"] is not None
    return Heading(kind, _owner(owner), _targets(match["target"]), dated)


def _owner(owner: str | None) -> str | None:
    if owner is None:
        return None
    owner = owner.strip()
    if owner.isupper():
        owner = owner.capitalize()
    name = nominative(owner)
    return name if name != owner else owner.removesuffix("s")


def _targets(target: str | None) -> tuple[str, ...]:
    """ "KS/KF" → Kommunstyrelsen, Kommunfullmäktige; "kommunfullmäktige" as it is; a word that is no body: nothing."""
    if target is None:
        return ()
    if target.upper().replace("/", "").isalpha() and target.isupper() and len(target) <= 8:
        names = [ABBREVIATIONS.get(part) for part in target.split("/")]
        return tuple(name for name in names if name)
    return tuple(name.value for name in bodies_in(target))[:1]


def _cut(line: Line) -> list[Piece]:
    """The line cut at glued headings; whole where it holds none."""
    text, pieces, last = line.text, [], 0
    at = 0
    while True:
        match = _INLINE.search(text, at)
        if match is None:
            break
        at = match.end()
        found = _glued(text, match)
        if found is None:
            continue
        start, end, heading = found
        if start < last:
            continue
        if text[last:start].strip():
            pieces.append(Piece(_part(line, last, start), None))
        if heading.lead:
            pieces.append(Piece(_part(line, start, end, gap=True), heading))
        else:
            pieces.append(Piece(_part(line, start, end, gap=True), heading))
        last = at = end
    if not pieces:
        return [Piece(line, None)]
    if text[last:].strip():
        pieces.append(Piece(_part(line, last, len(text), gap=False), None))
    return pieces


def _glued(text: str, match: re.Match[str]) -> tuple[int, int, Heading] | None:
    kind = next(kind for i, (kind, _) in enumerate(_GLUED) if match[f"g{i}"] is not None)
    start, end, word = match.start(), match.end(), match.group()
    before = text[max(0, start - 90) : start]
    owner: str | None = None
    targets: tuple[str, ...] = ()
    lower = word[0].islower()
    if kind in ("decision", "proposal"):
        if word in ("beslutar", "BESLUTAR"):
            caps = _BODY_BEFORE_CAPS.search(before)
            if word == "beslutar" or caps is None:
                return None
            return start - (len(before) - caps.start("body")), end, Heading("decision", lead=True)
        genitive = _BODY_BEFORE.search(before)
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
            owner = _owner(genitive.group().strip()) if not genitive["lost"] else None
            start = at
        elif word.isupper() and (caps := _GENITIVE_CAPS.search(before)):
            owner, start = _owner(caps["body"]), start - (len(before) - caps.start("body"))
        elif word.endswith(":"):
            return start, end, Heading(kind, bodies_in(word[2:-1])[-1].value.capitalize())
        elif _SMALL_BEFORE.search(before):
            return None
        target = _TARGET_AFTER.match(text, end)
        if target:
            targets, end = _targets(target["target"]), target.end()
        elif "/" in word or word.endswith((" KS", " KF")):
            targets = _targets(word.split()[-1])
        elif word.lower().startswith("förslag till ") and word.lower() != "förslag till beslut":
            targets = _targets(word[len("förslag till ") :].removesuffix("s beslut"))
    elif kind != "end" and (
        _SMALL_BEFORE.search(before)
        or (
            word
            in (
                "Ärendet",
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
        )
    ):
        return None
    if kind in ("background", "justering") and re.search(r"(?:^|\s)\d{1,4}\s$", before):
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


_LEAD_IN = Wording(
    rf"(?<![\wåäö])(?P<lead>(?:{BODY})\s(?:föreslår|"
    rf"hemställer)(?:\satt)?\s(?:{BODY})\s(?:att\s)?beslutar?(?:\sföljande)?\s?:?|"
    rf"(?:{BODY})\s(?:beslutar|föreslås\sbesluta)(?:\sför\segen\sdel)?\sföljande\s?:?)(?=\s+(?:1\.|"
    rf"att\s|[•-]|[A-ZÅÄÖ]))"
)


def with_leads(pieces: list[Piece]) -> list[Piece]:
    """In a text without any decision or proposal heading, the lead-in before a list stands for one."""
    found: list[Piece] = []
    for piece in pieces:
        matches = list(_LEAD_IN.finditer(piece.line.text)) if piece.heading is None and not piece.line.furniture else []
        last = 0
        for m in matches:
            if m.start() > last:
                found.append(Piece(_part(piece.line, last, m.start()), None))
            found.append(Piece(_part(piece.line, m.start(), m.end(), gap=True), Heading("decision", lead=True)))
            last = m.end()
        if not matches:
            found.append(piece)
        elif piece.line.text[last:].strip():
            found.append(Piece(_part(piece.line, last, len(piece.line.text)), None))
    return found


def _ends_something(before: str) -> bool:
    """Whether what stands before is ended: the line's start, a full stop, a number, capitals."""
    tail = before.rstrip()
    return not tail or tail[-1] in '.:;!?)]"”' or tail[-1].isdigit() or tail.split()[-1].isupper()


def _part(line: Line, start: int, end: int, *, gap: bool | None = None) -> Line:
    text = line.text[start:end]
    stripped = text.strip()
    first = line.start + start + (text.index(stripped) if stripped else 0)
    return Line(
        first, first + len(stripped), stripped, (line.gap and start == 0) if gap is None else gap, line.furniture
    )
