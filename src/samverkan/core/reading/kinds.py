"""What a document is, told before anything in it is believed: pieces in, its kind out.

A staff proposal is no decision, a summons no minutes; an extract is only what calls itself one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from samverkan.core.reading.headings import Piece
    from samverkan.core.reading.values import Kind

_HEAD = 900
_SUMMONS = Wording(
    r"(?m)(?:^|\s)(?:KALLELSE|FÖREDRAGNINGSLISTA|DAGORDNING|ÄRENDELISTA)(?![\wåäöÅÄÖ])|"
    r"^[^\w\n]*(?:\d+\s)?(?:Kallelse(?:\s(?:till|och)\s.*|\s[A-ZÅÄÖ][\wåäö]*(?:styrelsen|nämnden|fullmäktige|utskottet|direktionen)(?!\w).*|/.*|\s\d.*)?|Föredragningslista.*|Dagordning|"
    r"Ärendelista|Kallelse)[^\w\n]*$|^Din position:[^\n]*> Sammanträde|Kallelse till (?:sammanträde|[\wåäö]+s sammanträde)"
)
_STAFF = Wording(
    r"(?m)(?:Utlåtande|(?<![\wåäö])PM)\s(?:19|20)\d\d(?::\d|\sR[IV])|(?<![\w:])MISSIV(?=\s)|TJÄNSTESKRIVELSE|TJÄNSTEUTLÅTANDE|BESLUTSUNDERLAG|ORDFÖRANDEFÖRSLAG|"
    r"ORDFÖRANDENS FÖRSLAG|Tjänsteskrivelse(?!\s*(?:daterad|den\s|\d|från|av))|"
    r"Tjänsteutlåtande(?!\s*(?:daterat|den\s|\d{4}|från|av))|"
    r"^[^\w\n]*(?:\d+\s)?(?:Utlåtande\s\d{4}:\d.*|PM|Promemoria|Utlåtande|Skrivelse|Ordförandeförslag|Beslutsförslag|"
    r"Missiv)[^\w\n]*$|Förvaltningens förslag till beslut|föreslås besluta|"
    r"(?:[Uu]tredningens|[Ff]örvaltningens|[Aa]rbetsgruppens) förslag (?:till beslut )?är att"
)
_MINUTES = Wording(
    r"(?i)sammanträdesp[rd]+[o0]t[o0]k[o0]ll?|protokoll(?!s)|justera(?:nde|re|t)|"
    r"utses att justera|paragrafer|sammanträdesdatum|anslag/bevis|bevis om anslag|plats och tid|"
    r"tid och plats|ej tjänstgörande|tjänstgörande|beslutande"
)
_PROTOCOL = Wording(
    r"(?:KOMMUN|kommun|STAD|stad)\s+Sammanträdesprotokoll|"
    r"SAMMANTRÄDESP|(?:^|\s)PROTOKOLL|(?:^|\n)[^\w\n]*(?:\d{1,3}\s)?(?:Sammanträdesp|Utskrift\sur\sp|P)rotokoll(?!\ssk)|"
    r"(?:^|\n)[A-ZÅÄÖ][\wåäö -]{3,60}s\sprotokoll\s\d"
)
_EXTRACT = Wording(
    r"(?m)^[^\w\n•·▪◦]*(?:\d+\s)?(?:PROTOKOLLSUTDRAG|Protokollsutdrag|UTDRAG UR PROTOKOLL|"
    r"Utdrag ur (?:\w+\s)?protokoll(?:et)?|Utdrag ur sammanträdesprotokoll)(?!\s+(?:skickas|till|"
    r"sänds|via|ska))|UTDRAG UR (?:SAMMANTRÄDES)?PROTOKOLL|PROTOKOLLSUTDRAG"
)
_SUMMARY = Wording(
    r"(?im)pressmeddelande|nyhetsbrev|publicerad|beslut i korthet|har sammanträtt|(?:hade|har haft) sammanträde|i korthet|"
    r"sammanfattning av (?:beslut|sammanträde|[a-zåäö]+styrelsens|[a-zåäö]*fullmäktiges?|"
    r"[a-zåäö]+nämndens)|beslut:\s*enligt förslag|"
    r"(?:aktuella|viktiga|några|de viktigaste)\s(?:av\s)?beslut|beslut från|det här beslutade|referat|"
    r"(?:fattade|fattat|tog)\s(?:bland annat\s|bl\.?\s?a\.?\s)?följande beslut|besluten kommer från|"
    r"^\s*(?:region|kommun|landstings|förbunds)(?:styrelsen|fullmäktige)\s\d{1,2}\s[a-zåäö]+\s\d{4}\s*$|^\s*sammanfattning från"
)
_PROPOSES = Wording(r"(?i)föreslår|förslår|hemställer|föreslås")
_PROPOSED = Wording(r"(?i)förslag till beslut|föreslås|beslutsförslag|ordförandens förslag")


_PARAGRAPH = Wording(r"(?m)^[^\w\n]*(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,4}\s?)?(?:§\s?\d|\d{1,4}\s?§\s+[A-ZÅÄÖ])")
_BY_BODY = Wording(r"(?m)(?:^|\s)K[Ss]\s\d{1,3}\s[A-ZÅÄÖ][a-zåäö]")


def kind_of(text: str, pieces: list[Piece], *, agreement: bool) -> Kind:
    """The document's kind; `agreement` tells that the text is an agreement's own."""
    if agreement:
        return "agreement"
    head = text[:_HEAD]
    headings = [p.heading for p in pieces if p.heading is not None]
    decided = any(h.kind == "decision" and not h.dated for h in headings)
    summons, staff, protocol = _SUMMONS.search(head), _STAFF.search(head), _PROTOCOL.search(head)
    paragraph = _PARAGRAPH.search(text)
    numbered = len(_BY_BODY.findall(text[:4000])) >= 2 or paragraph is not None
    if summons and summons.group().startswith("Din position") and paragraph:
        summons = None  # a web page of minutes
    if summons and decided and paragraph and paragraph.start() < summons.start():
        summons = None  # "Dagordning" under an item's own decision: a link beside it
    if summons and staff and staff.start() < summons.start():
        summons = None  # a report, on an agenda perhaps
    if summons and (protocol is None or summons.start() < protocol.start()) and not (numbered and decided and protocol):
        return "summons"
    tells = {m.group().lower()[:9] for m in _MINUTES.finditer(text[:3000])}
    if staff and staff.group() == "föreslås besluta" and decided and len(tells) >= 5:
        staff = None  # minutes that tell what was proposed
    if staff and (protocol is None or staff.start() < protocol.start()) and not (numbered and decided):
        return "proposal"
    if _EXTRACT.search(head):
        return "extract"
    if _SUMMARY.search(head) and not (numbered and protocol) and not (numbered and decided) and len(tells) < 3:
        return "summary"
    if len(tells) >= 4 or protocol or (numbered and (decided or _MINUTES.search(text))):
        return "minutes"
    if numbered or (tells and decided):
        return "minutes"
    if _SUMMARY.search(text):
        return "summary"
    if not decided and (any(h.kind == "proposal" for h in headings) or _PROPOSED.search(text)):
        return "proposal" if headings else "summary" if re.search(r"(?i)beslut", text) else "unknown"
    if (
        decided
        and not tells
        and all(_PROPOSES.search(p.line.text) for p in pieces if p.heading and p.heading.kind == "decision")
    ):
        return "proposal"
    if decided:
        return "minutes"
    if re.search(
        r"(?i)(?:styrelsen|nämnden|fullmäktige|utskott(?:et)?|ksau|direktionen)\s(?:har\s)?(?:beslutade|beslutat|beslutar|godkände|godkänner|godkänt|antagit|sade)",
        text,
    ):
        return "summary"
    return "unknown"
