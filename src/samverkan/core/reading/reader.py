"""One document read: its text in, a Reading out. Kind first, then the front page, the items, and each item's sections.

Never raises on any text, and takes time in proportion to its length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samverkan.core.findings import Finding
from samverkan.core.reading.agenda import agenda_items
from samverkan.core.reading.agreement import looks_like_agreement, read_agreement
from samverkan.core.reading.front import Front, chosen_to_sign, front_of, own_organisation
from samverkan.core.reading.headings import Piece, pieces_of, with_leads
from samverkan.core.reading.item import read_item
from samverkan.core.reading.items import numbered_items
from samverkan.core.reading.kinds import kind_of
from samverkan.core.reading.lines import lines_of
from samverkan.core.reading.loose import headed_items, paged_items, proposal_item, summary_items
from samverkan.core.reading.names import ORGANISATION, organisations_in
from samverkan.core.reading.values import Reading
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from samverkan.core.reading.header import RawItem
    from samverkan.core.reading.values import Item, Kind
    from samverkan.core.sources import Document

_PORTAL_MARK = Wording(r"(?i)transkript|save this pdf|storlek|full ?text|• no results")
_NO_AGREEMENT = Wording(
    r"TJÄNSTE(?:SKRIVELSE|UTLÅTANDE)|BESLUTSUNDERLAG|SAMMANTRÄDESPROTOKOLL|KALLELSE|"
    r"FÖREDRAGNINGSLISTA|[Bb]eslut:?\s+enligt\sförslag|föreslås\s(?:besluta|godkänna)|"
    r"(?:^|\n)[^\w\n]*(?:\d+\s)?(?:Tjänste(?:skrivelse|utlåtande)|Pressmeddelande|Kallelse|"
    r"Utdrag\sur\s(?:\w+\s)?(?:sammanträdes)?protokoll)"
)
_RELATED = Wording(r"(?im)^[^\w\n]*(?:relevanta dokument|related documents|liknande dokument)[^\w\n]*$")


def read_text(document: Document) -> Reading:
    """Everything the document says."""
    lines = lines_of(document.text)
    if not lines:
        return Reading(document, "unknown")
    cut = _RELATED.search(document.text)
    if cut is not None:
        kept = [line for line in lines if line.start < cut.start()]
        lines = kept if len(kept) >= 4 else lines
    if not _NO_AGREEMENT.search(document.text[:1500]) and looks_like_agreement(document, lines):
        item, findings = read_agreement(document, lines)
        return Reading(document, "agreement", items=(item,), findings=findings)
    whole = pieces_of(lines)
    hint = _hint(whole)
    pieces = _after_portal(whole)
    if not any(p.heading is not None and p.heading.kind in ("decision", "proposal") for p in pieces):
        pieces = with_leads(pieces)
    kind = kind_of(document.text, pieces, agreement=False)
    if kind in ("proposal", "unknown") and _is_agenda(pieces):
        kind = "summons"
    raw = _raw_items(pieces, kind, hint)
    first = raw[0].start if raw and raw[0].section is not None else None
    front = front_of(whole, kind, first)
    read: list[Item] = []
    findings_: list[Finding] = []
    body = front.body or _deciding_body(raw)
    for one in raw:
        read_one, found = read_item(
            one, kind=kind, body=body, organisation=front.organisation, meeting_date=front.meeting_date
        )
        findings_.extend(found)
        if read_one is not None:
            read.append(read_one)
    organisation = front.organisation or _organisation(document.text, read, body)
    findings_.extend(_of_front(kind, front, read))
    return Reading(
        document,
        kind,
        organisation,
        body or _by(read),
        front.meeting_date,
        front.justerare or _justerare(kind, read),
        front.notice,
        tuple(read),
        tuple(findings_),
    )


def _justerare(kind: Kind, items: list[Item]) -> tuple[Cited[str], ...]:
    """Those chosen to sign in an item of their own, where the front page names nobody."""
    if kind not in ("minutes", "extract"):
        return ()
    chosen = (chosen_to_sign(d.text) for item in items for d in item.decisions if d.act == "elect")
    return next((names for names in chosen if names), ())


def _is_agenda(pieces: list[Piece]) -> bool:
    """Several agenda numbers, each with a proposal, and no decision: a portal's agenda."""
    proposals = sum(p.heading is not None and p.heading.kind == "proposal" for p in pieces)
    if proposals < 2:
        return False
    items = agenda_items(list(pieces))
    return sum(any(p.heading is not None and p.heading.kind == "proposal" for p in item.pieces) for item in items) >= 2


def _after_portal(pieces: list[Piece]) -> list[Piece]:
    """The pieces after a portal's own title and noise; all where there are none."""
    last = next((i for i, p in enumerate(pieces[:30]) if re.match(r"(?i)transkript$|full ?text$", p.line.text)), None)
    return pieces[last + 1 :] if last is not None and len(pieces) > last + 1 else pieces


def _hint(pieces: list[Piece]) -> str:
    """A portal's own title of the paper: the line before its noise."""
    portal = any(p.line.furniture and _PORTAL_MARK.match(p.line.text) for p in pieces[:20])
    return pieces[0].line.text.rstrip(". ") if portal else ""


def _raw_items(pieces: list[Piece], kind: Kind, hint: str) -> list[RawItem]:
    if kind == "proposal":
        return [proposal_item(pieces, hint)]
    if kind == "summons":
        agenda = agenda_items(pieces)
        signed = any("§" in p.line.text for p in pieces)
        return (numbered_items(pieces, hint) if signed or not agenda else []) or agenda or [proposal_item(pieces, hint)]
    found = numbered_items(pieces, hint)
    if found:
        return found
    if kind == "summary":
        return summary_items(pieces)
    if kind == "minutes" and (unnumbered := headed_items(pieces) or paged_items(pieces)):
        return unnumbered
    if kind in ("minutes", "extract") or any(p.heading is not None and p.heading.kind == "decision" for p in pieces):
        return [proposal_item(pieces, hint)]
    return []


def _deciding_body(raw: list[RawItem]) -> Cited[str] | None:
    """The body that the decision headings name, where the front page names none."""
    for item in raw:
        for piece in item.pieces:
            heading = piece.heading
            if heading is not None and heading.kind in ("decision", "proposal") and heading.owner and not heading.dated:
                if heading.kind == "proposal" and not re.search(
                    r"(?i)(?:styrelse|nämnd|utskott|direktion|fullmäktige)", heading.owner
                ):
                    continue
                end = piece.line.start + min(len(piece.line.text), len(heading.owner) + 1)
                return Cited(heading.owner, Span(piece.line.start, end))
    return None


def _by(items: list[Item]) -> Cited[str] | None:
    """The body that the decisions name as their own."""
    return next((d.by for item in items for d in item.decisions if d.by is not None), None)


_DECIDES_FOR = Wording(
    rf"(?:att\s)?(?P<org>{ORGANISATION})\s(?:ska|skall|har|ställer|avstår|lämnar|antar|ingår|"
    rf"tecknar|godkänner|avger)(?![\wåäö])"
)


# An organisation in its own address, after the notice's label, or in capitals as on letter paper
_LETTERHEAD = Wording(
    rf"(?:Postadress:?|Organ:?|Organisation:?)\s+(?P<org>{ORGANISATION})",
    r"(?<![\wåäö-])(?P<caps>[A-ZÅÄÖ-]{3,20}(?:\s[A-ZÅÄÖ-]{3,20})?\sKOMMUN)(?![\wåäö])",
)


def _organisation(text: str, items: list[Item], body: Cited[str] | None) -> Cited[str] | None:
    """The organisation set beside the body that decides, the one that decisions speak for, or the region or federation of a body of one."""
    names = [body.value] if body else []
    names += [d.to.value for item in items for d in item.decisions if d.to is not None]
    for name in list(dict.fromkeys(names))[:12]:  # each is searched for in the whole text
        found = own_organisation(text, name)
        if found is not None:
            return found
    for item in items:
        for decided in item.decisions:
            m = _DECIDES_FOR.search(decided.text.value[:160])
            if m:
                at = text.find(m["org"], decided.text.span.start)
                if at >= 0:
                    return Cited(m["org"], Span(at, at + len(m["org"])))
    if body is not None and body.value.lower().startswith(("landsting", "region", "hälso- och sjukvård")):
        own = {
            n.value: n
            for n in organisations_in(text)
            if n.value.startswith(("Landstinget ", "Region ")) or n.value.endswith(("landsting", "regionen"))
        }
        if len(own) == 1:
            only = next(iter(own.values()))
            return Cited(only.value, Span(only.start, only.end))
    letterheads = {m[m.lastgroup or 0].lower(): m.span(m.lastgroup or 0) for m in _LETTERHEAD.finditer(text)}
    if len(letterheads) == 1:
        (where,) = letterheads.values()
        return Cited(text[slice(*where)], Span(*where))
    if body is not None and re.search(r"(?i)direktion|^(?:förbunds)?styrelsen?$", body.value):
        federations = {n.value.lower(): n for n in organisations_in(text) if "förbund" in n.value.lower()}
        if len(federations) == 1:
            only = next(iter(federations.values()))
            return Cited(only.value, Span(only.start, only.end))
    return None


def _of_front(kind: Kind, front: Front, items: list[Item]) -> list[Finding]:
    if kind in ("minutes", "extract") and front.meeting_date is None:
        return [Finding("no_meeting_date")]
    if kind == "unknown" and not items:
        return [Finding("nothing_recognised")]
    return []
