"""One raw item read: its sections to decisions, terms, assignments, references, documents and recipients."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from samverkan.core.findings import Finding
from samverkan.core.reading.acts import act_of, quoted_range
from samverkan.core.reading.dispatch import documents_in, recipients_in
from samverkan.core.reading.leads import Lead
from samverkan.core.reading.names import ABBREVIATIONS, BODY
from samverkan.core.reading.passage import Passage
from samverkan.core.reading.points import decisions_in, sentences_in
from samverkan.core.reading.references import references_in
from samverkan.core.reading.sections import Group, groups_of, parts_of
from samverkan.core.reading.terms.minutes import quoted_shares, terms_of_minutes
from samverkan.core.reading.told import aim_of, quoted_assignment, told_in
from samverkan.core.reading.values import Assignment, Item
from samverkan.core.reading.verbs import holds_verb
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from samverkan.core.dates import PartialDate
    from samverkan.core.reading.header import RawItem
    from samverkan.core.reading.heading_words import Heading
    from samverkan.core.reading.values import Decision, Kind, Reference, Share, Told

_IMMEDIATE = Wording(
    r"(?i)(?:omedelbar(?:t)?|omgående)\s+(?:justera[dts]?|justering)|justera[ds]\s+(?:omedelbart|"
    r"omgående)|omedelbart\s+justera[dts]?"
)
_OPENS_WITH = Wording(
    r"(?:att\s)?(?:utse|godkänna|fastställa|anta|notera|lägga|uppdra|avslå|bifalla|lämna|avge|bevilja)\s"
)
_SAYS_IMMEDIATE = Wording(
    r"(?i)omedelbart\sjustera\s(?:beslutet|paragrafen)|(?:paragrafen|beslutet)\s(?:förklaras|justeras)\somedelbart"
)


def read_item(
    raw: RawItem,
    *,
    kind: Kind,
    body: Cited[str] | None,
    organisation: Cited[str] | None,
    meeting_date: Cited[PartialDate] | None,
) -> tuple[Item | None, tuple[Finding, ...]]:
    """The item, or None where it neither decides nor points at anything and has no title."""
    findings: list[Finding] = []
    if raw.registry_cut is not None and raw.registry_number is None:
        findings.append(Finding("registry_number_cut", {}, raw.registry_cut))
    proposed = kind in ("proposal", "summons")
    groups = groups_of(raw.pieces)
    parts = parts_of(groups, own=body.value if body else raw.prefix and ABBREVIATIONS.get(raw.prefix.upper()))
    own = body or _prefix_body(raw)
    decisions: list[Decision] = []
    passages: list[Passage] = []
    assignments: list[Assignment] = []
    quoted: list[Span] = []
    given: list[Assignment] = []
    immediate = any(
        _IMMEDIATE.search(" ".join(line.text for line in g.lines) + " " + (g.line.text if g.line else ""))
        for g in parts.justering
    )
    for group, heading in _deciding(parts.decided, parts.proposed, proposed=proposed):
        passage = group.passage
        if not passage.text:
            continue
        lead = _lead(group, heading, own)
        found, justered = decisions_in(passage, lead)
        immediate = immediate or justered
        passages.append(passage)
        decisions.extend(found)
        for one in found:
            where = quoted_range(passage, one)
            if where is not None:
                quoted.append(passage.span(*where))
                if one.fulfils and (one.inner or one.act) == "fulfilled":
                    assignments.append(quoted_assignment(passage, one, where))
            aim = aim_of(passage, one)
            if aim is not None:
                quoted.append(passage.span(*aim))
            if one.act == "assign" and not proposed:
                given.append(_given(raw, one, meeting_date, quoted_shares(passage, *aim) if aim else ()))
    told_passages = [g.passage for g in parts.told]
    if not proposed and (adopted := _adopted(parts.decided, parts.proposed, own)):
        decisions, passages, parts = adopted[0], [adopted[1]], parts._replace(decided=[])
        given = [_given(raw, one, meeting_date, ()) for one in decisions if one.act == "assign"]
    elif _as_proposed(parts.decided) or (kind == "summary" and not parts.decided and parts.proposed):
        decisions, passages = [], []
        told_first = [g for g, _ in parts.decided if g.heading is not None and g.heading.lead]
        parts = parts._replace(decided=[])
        for group in (*parts.proposed, *told_first):
            found, _ = decisions_in(group.passage, _lead(group, group.heading, own))
            decisions.extend(found)
            passages.append(group.passage)
    if not proposed and any(_only_adopts(passage) for passage in told_passages):
        decisions = _adopting(decisions, own)
    if not decisions and not parts.decided and not proposed:
        decisions, passages = _after_motions(groups, own)
    if not decisions and not parts.decided:
        decisions, passages, told_passages, spoken = _spoken(told_passages, own, kind)
        if decisions and _adopts(decisions[0].text.value):
            decisions = _adopting(decisions[1:], own or decisions[0].by) or decisions
        immediate = immediate or spoken
    if not proposed and not given:  # decided without a heading of its own
        given = [_given(raw, one, meeting_date, ()) for one in decisions if one.act == "assign"]
    told: list[Told] = []
    for passage in told_passages:
        acts, told_given = told_in(passage)
        told.extend(acts)
        assignments.extend(g for g in told_given if not _joined(assignments, g))
    assignments.extend(given)
    for group in groups:
        if group.heading is not None and group.heading.kind in ("handling", "procedure") and not immediate:
            continue
        immediate = immediate or any(
            "uster" in line.text and (_IMMEDIATE if len(line.text) < 160 else _SAYS_IMMEDIATE).search(line.text)
            for line in group.lines
        )
    title = Passage([line for line in raw.header if not line.furniture])
    terms, terms_findings = terms_of_minutes(
        title=title if title.text else None, decided=passages, told=told_passages, proposed=proposed,
        body=own.value if own else None, organisation=organisation.value if organisation else None, quoted=quoted,
    )  # fmt: skip
    findings.extend(terms_findings)
    item = Item(
        section=raw.section, registry_number=raw.registry_number, title=raw.title,
        span=Span(raw.start, max(raw.end, raw.start + 1)), organisation=organisation, body=own, meeting_date=meeting_date,
        status="proposed" if proposed else "decided", decisions=tuple(decisions), terms=terms, assignments=tuple(assignments),
        told=tuple(told), references=tuple(_references(raw, groups, decisions, meeting_date)),
        supporting_documents=tuple(d for g in parts.documents for d in documents_in(g.lines)),
        recipients=tuple(r for g in parts.dispatch for r in recipients_in(g.lines)), immediate_justering=immediate,
    )  # fmt: skip
    if raw.section is None and raw.title is None and not decisions and not item.references and terms is None:
        return None, tuple(findings)
    return item, tuple(findings)


_AS_PROPOSED = Wording(r"(?i)enligt (?:styrelsens |nämndens |utskottets )?förslag(?:et)?(?![\wåäö])")


def _as_proposed(decided: list[tuple[Group, Heading | None]]) -> bool:
    """ "Beslut: enligt förslag": what was decided stands in the text above."""
    return any(line for group, _ in decided for line in group.lines[:1] if _AS_PROPOSED.match(line.text))


# "Socialnämnden beslutar enligt arbetsutskottets förslag.", "Bifall till förslaget."
_ONLY_ADOPTS = Wording(
    rf"(?i)(?:(?:{BODY})\s(?:beslutar|beslutade)(?:\satt\sbesluta)?\s)?(?:(?:att\s)?(?:i\senlighet\smed|enligt|bifalla|bifaller|bifall\still))"
    rf"\s(?:[\wåäö-]+\s){{0,3}}förslag(?:et)?(?:\still\sbeslut)?\W*"
)


def _adopted(
    decided: list[tuple[Group, Heading | None]], proposals: list[Group], own: Cited[str] | None
) -> tuple[list[Decision], Passage] | None:
    """The last proposal's points, decided by the body itself, where its decision says no more than that it follows the proposal."""
    if len(decided) != 1:
        return None
    said = decided[0][0].passage
    first = min((gap for gap in said.gaps if gap > 0), default=len(said.text))
    if not _adopts(said.text[:first]) or holds_verb(said.text[first:]):
        return None
    for group in reversed(proposals):
        found, _ = decisions_in(group.passage, Lead(own))
        if found:
            return [_by_itself(one, own) for one in found], group.passage
    return None


_DECIDES_AFTER = Wording(rf"(?:^|(?<=[.!?)]\s))(?:{BODY})\s(?:beslutar|beslutade|beslöt)\s(?:att|enligt)\s")


def _after_motions(groups: list[Group], own: Cited[str] | None) -> tuple[list[Decision], list[Passage]]:
    """What the last sentence under the motions, the order of voting or the documents decides, where no heading says so."""
    for group in reversed(groups):
        if group.heading is None or group.heading.kind not in ("handling", "procedure", "documents"):
            continue
        m = _DECIDES_AFTER.search(group.passage.text)
        if m:
            found, _ = decisions_in(group.passage, Lead(own), m.start())
            if found:
                return found, [group.passage]
    return [], []


def _only_adopts(passage: Passage) -> bool:
    """Whether the words end with a decision that says no more than that it follows a proposal."""
    sentences = sentences_in(passage.text, 0, len(passage.text)) if _may_adopt(passage.text[-60:]) else []
    return bool(sentences) and _adopts(passage.text[slice(*sentences[-1])])


def _may_adopt(words: str) -> bool:
    """A cheap look: following a proposal takes one of these words."""
    return "örslag" in words or "ifall" in words


def _adopts(words: str) -> bool:
    """Whether a decision says no more than that it follows a proposal."""
    return len(words) < 300 and _may_adopt(words) and _ONLY_ADOPTS.fullmatch(words.strip()) is not None


def _adopting(proposals: list[Decision], own: Cited[str] | None) -> list[Decision]:
    """ "Styrelsen beslutar enligt utskottets förslag Utskottet föreslår ...": the proposals that follow, as decided."""
    return [_by_itself(one, own) for one in proposals] if all(d.act == "propose" for d in proposals) else proposals


def _by_itself(one: Decision, own: Cited[str] | None) -> Decision:
    """Another body's proposal to this one ("nämnden" too), as this one decides it; a proposal further on is this one's."""
    if own is None:
        return one
    if one.act != "propose" or (one.to is not None and not own.value.lower().endswith(one.to.value.lower())):
        return replace(one, by=own)
    return replace(one, act=one.inner or "other", inner=None, by=own, to=None)


def _prefix_body(raw: RawItem) -> Cited[str] | None:
    """ "KS § 130" names its body by the number's prefix."""
    value = ABBREVIATIONS.get(raw.prefix.upper()) if raw.prefix else None
    return Cited(value, Span(raw.start, raw.start + len(raw.prefix or ""))) if value else None


def _deciding(
    decided: list[tuple[Group, Heading | None]], proposals: list[Group], *, proposed: bool
) -> list[tuple[Group, Heading | None]]:
    """Minutes decide under their decision headings; a proposal or summons under its proposal headings."""
    if not proposed:
        return decided
    return [*decided, *((g, g.heading) for g in proposals)]


def _lead(group: Group, heading: Heading | None, own: Cited[str] | None) -> Lead:
    """What the group's heading settles before its first word."""
    by = own
    if heading is not None and group.line is not None:
        line = group.line
        if heading.owner and re.search(
            r"(?i)(?:styrelse|nämnd|utskott|direktion|fullmäktige|beredning)", heading.owner
        ):
            by = Cited(heading.owner, Span(line.start, line.start + min(len(heading.owner), len(line.text))))
        targets = [t for t in heading.targets if by is None or t.lower() != by.value.lower()]
        if targets:
            cited = [Cited(_capital(t), Span(line.start, line.end)) for t in targets]
            return Lead(by, cited[-1], tuple(cited[:-1]))
        if heading.targets and by is not None:
            return Lead(by)
    elif group.heading is not None and group.heading.owner and group.line is not None:
        by = Cited(
            group.heading.owner,
            Span(group.line.start, group.line.start + min(len(group.heading.owner), len(group.line.text))),
        )
    return Lead(by)


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _spoken(
    passages: list[Passage], own: Cited[str] | None, kind: Kind
) -> tuple[list[Decision], list[Passage], list[Passage], bool]:
    """Decisions of an item without a decision heading: sentences in which the body decides."""
    decisions: list[Decision] = []
    deciding: list[Passage] = []
    told: list[Passage] = []
    immediate = False
    for passage in passages:
        opens = kind == "summons" and _OPENS_WITH.match(passage.text)
        if kind == "summons" and passage.text.startswith("1. "):
            listed = [
                d
                for d in decisions_in(passage, Lead(own))[0]
                if d.number and act_of(d.text.value, 0, len(d.text.value))[1]
            ]
            decisions.extend(listed)
            (deciding if listed else told).append(passage)
            continue
        if opens or (kind in ("minutes", "extract", "summary") and holds_verb(passage.text)):
            from samverkan.core.reading.spoken import spoken_decisions

            found, justered = spoken_decisions(passage, Lead(own), summary=kind == "summary")
            immediate = immediate or justered
            if found:
                decisions.extend(found)
                deciding.append(passage)
                continue
        told.append(passage)
    return decisions, deciding, told, immediate


def _joined(assignments: list[Assignment], told: Assignment) -> bool:
    """Whether the told assignment is one that a decision already quotes: the same day; its receiver is kept."""
    if told.date is None:
        return False
    for i, known in enumerate(assignments[:40]):  # no item quotes so many; a hostile one must not cost their square
        if known.date == told.date and known.basis == "told":
            if known.to is None and told.to is not None:
                assignments[i] = Assignment(
                    known.date,
                    known.section or told.section,
                    known.body,
                    told.to,
                    known.text,
                    known.basis,
                    known.conditions,
                    known.shares,
                )
            return True
    return False


def _given(
    raw: RawItem, decided: Decision, meeting_date: Cited[PartialDate] | None, shares: tuple[Share, ...]
) -> Assignment:
    """An assignment the item itself gives."""
    return Assignment(
        meeting_date.value if meeting_date else None, raw.section.value if raw.section else None,
        decided.by, decided.to, decided.text, "decided", decided.conditions, shares,
    )  # fmt: skip


def _references(
    raw: RawItem, groups: list[Group], decisions: list[Decision], meeting_date: Cited[PartialDate] | None
) -> list[Reference]:
    """Every earlier decision the item names, each once, its own § left out."""
    found: list[Reference] = []
    if raw.header:
        found.extend(references_in(Passage(raw.header)))
    for group in groups:
        if group.heading is not None and group.heading.kind in ("dispatch", "end", "handling", "procedure", "dissent"):
            continue
        dated = group.heading is not None and group.heading.dated and group.line is not None
        found.extend(references_in(Passage([group.line, *group.lines]) if dated and group.line else group.passage))
    found.extend(f for d in decisions for f in d.fulfils)
    kept: dict[tuple[str, str | None], Reference] = {}
    for reference in found:
        if meeting_date is not None and reference.date is not None and reference.date.first >= meeting_date.value.last:
            continue  # a day still to come
        if (
            raw.section
            and reference.date is None
            and reference.section == raw.section.value
            and (reference.body is None or reference.body == raw.prefix)
        ):
            continue
        kept.setdefault((str(reference.date), reference.section), reference)
    return list(kept.values())
