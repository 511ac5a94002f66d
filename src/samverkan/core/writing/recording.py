"""A reading in, the items that concern a cooperation agreement out, each with its facts.

A proposal is recorded as a proposal, what is only told as told; conditions and shares of an assignment stay inside it.
A paper is known from its meeting's day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import (
    THE_TEXT,
    AssignmentFulfilled,
    AssignmentGiven,
    Condition,
    Decision,
    Dispatch,
    ExtensionValue,
    Fact,
    NoticePosted,
    PeriodValue,
    PointedAt,
    Proposal,
    ShareValue,
    Signature,
    Term,
    Termination,
    Told,
)
from samverkan.core.sources import Citation
from samverkan.core.standing.items import OWN, RecordedItem
from samverkan.core.standing.names import board_of, is_committee
from samverkan.core.writing.concerns import (
    concerns,
    concerns_agreement,
    extends_agreement,
    pointer_in,
    refuses_agreement,
)
from samverkan.core.writing.parties import parties_as_printed, parties_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import Act, Basis, Role, TermName, TermValue
    from samverkan.core.reading.values import Condition as ReadCondition
    from samverkan.core.reading.values import Decision as ReadDecision
    from samverkan.core.reading.values import Item, Reading, Share, Terms
    from samverkan.core.sources import Span

_DISPOSING = frozenset({"approve", "adopt", "reject", "postpone", "refer_back", "withdrawn", "rescind"})
_LONGEST_QUOTE = 1200


def record(reading: Reading) -> tuple[RecordedItem, ...]:
    """The items of a reading that concern a cooperation agreement, with their facts; none where it concerns none."""
    found = []
    for number, item in enumerate(reading.items):
        if concerns(item, reading):
            found.append(_Recording(reading, item, number).item())
    return tuple(found)


class _Recording:
    """One item on its way to facts: who, when, and the words each fact is cited to."""

    def __init__(self, reading: Reading, item: Item, number: int) -> None:
        self.reading, self.read = reading, item
        self.text = reading.kind == "agreement"
        self.name = f"{reading.document.source}#{number}"
        meeting = item.meeting_date or reading.meeting_date
        self.day: PartialDate | None = None if meeting is None or self.text else meeting.value
        self.known: date | None = None if self.day is None else self.day.last
        body = item.body or reading.body
        self.body = None if body is None or self.text else body.value
        self.section = None if item.section is None else item.section.value
        self.number = None if item.registry_number is None else item.registry_number.value
        self.quotes: dict[Citation, str] = {}
        self.proposed = _only_proposed(reading, item)
        self._count = 0

    def item(self) -> RecordedItem:
        read, reading = self.read, self.reading
        terms = read.terms
        organisation = read.organisation or reading.organisation
        decisions = tuple(self._decisions())
        facts = (*decisions, *self._terms(), *self._context())
        named = self._parties(terms)
        if not self.text:
            named = parties_named(read, named)
            facts += (
                (self._term("parties", tuple(name for name, _ in named), "told", [span for _, span in named]),)
                if named
                else ()
            )
        title = terms.title if terms and terms.title and (self.text or read.title is None) else read.title
        return RecordedItem(
            id=self.name,
            text=self.text,
            organisation=None if organisation is None or self.text else organisation.value,
            body=self.body,
            board=_board(self.body, decisions),
            registry_number=self.number,
            section=self.section,
            day=self.day,
            title=None if title is None else title.value,
            object=None if terms is None or terms.object is None else terms.object.value,
            parties=tuple(name for name, _ in named),
            periods=tuple(
                PeriodValue(one.from_, one.to, one.open_ended)
                for one in (terms.periods if terms else ())
                if one.role != "previous"
            ),
            extends=extends_agreement(read),
            facts=facts,
            citation=self.cite(read.title.span if read.title else read.span),
            quotes=self.quotes,
        )

    def _parties(self, terms: Terms | None) -> list[tuple[str, Span]]:
        """The parties listed, each once: a board and the principal it acts for, printed together, are one."""
        return parties_as_printed(self.reading.document.text, terms.parties if terms else ())

    def cite(self, span: Span) -> Citation:
        """A citation of the span, its words kept for printing."""
        document = self.reading.document
        page = document.page_at(span.start)
        day = None if self.day is None else str(self.day)
        citation = Citation(document.source, page.label if page else None, self.section, day, span)
        self.quotes[citation] = document.text[span.start : min(span.end, span.start + _LONGEST_QUOTE)]
        return citation

    def _decisions(self) -> Iterator[Fact]:
        read = self.read
        disposing = [
            one for one in read.decisions if one.act in _DISPOSING or one.act in {"propose", "terminate", "refrain"}
        ]
        about = [one for one in disposing if concerns_agreement(one.text.value)] or disposing[:1]
        approves = any(_acts(one) & {"approve", "adopt"} for one in about)
        for one in read.decisions:
            if one.act == "assign":
                yield self._assigned(one)
            elif one.act == "fulfilled":
                yield from self._fulfilled(one)
            elif one in about and not (approves and one.act == "reject"):
                yield from self._disposed(one)

    def _disposed(self, one: ReadDecision) -> Iterator[Fact]:
        citations = (self.cite(one.text.span),)
        conditions = tuple(self._condition(condition) for condition in one.conditions)
        body = one.by.value if one.by is not None and one.act == "propose" else self.body
        if one.act == "propose" or self.proposed:
            asked = one.to.value if one.to is not None else None if one.act == "propose" else self.body
            yield Proposal(
                id=self._id("proposal"), party=OWN, body=body, happened=self.day, known=self.known, citations=citations,
                section=self.section, to=asked, inner=one.inner or (one.act if one.act != "propose" else None),
                conditions=conditions,
                registry_number=self.number,
            )  # fmt: skip
        elif one.act == "terminate":
            yield Termination(
                id=self._id("termination"), party=OWN, body=body, happened=self.day, known=self.known,
                citations=citations, ends=self._ends(), section=self.section,
            )  # fmt: skip
        elif one.act != "refrain" or refuses_agreement(one.text.value):
            yield Decision(
                id=self._id("decision"), party=OWN, body=body, happened=self.day, known=self.known, citations=citations,
                act=one.act, section=self.section, conditions=conditions, registry_number=self.number,
            )  # fmt: skip

    def _ends(self) -> PartialDate | None:
        """The last day that a notice of termination names."""
        periods = self.read.terms.periods if self.read.terms else ()
        return next((one.to for one in periods if one.to is not None and one.from_ is None), None)

    def _condition(self, one: ReadCondition) -> Condition:
        on = None if one.on is None else one.on.value
        return Condition(one.kind, on, one.text.value, None, (self.cite(one.text.span),))

    def _assigned(self, one: ReadDecision) -> Fact:
        return AssignmentGiven(
            id=self._id("assignment"), party=OWN, body=self.body, happened=self.day, known=self.known,
            citations=(self.cite(one.text.span),), day=self.day, section=self.section, by=self.body,
            to=None if one.to is None else one.to.value, text=one.text.value,
            basis="told" if self.proposed else "decided",
            conditions=tuple(self._condition(condition) for condition in one.conditions),
        )  # fmt: skip

    def _fulfilled(self, one: ReadDecision) -> Iterator[Fact]:
        if self.proposed:
            return
        for day, section in [(ref.date, ref.section) for ref in one.fulfils] or [(None, None)]:
            yield AssignmentFulfilled(
                id=self._id("fulfilled"), party=OWN, body=self.body, happened=self.day, known=self.known,
                citations=(self.cite(one.text.span),), day=day, section=section, number=one.number,
            )  # fmt: skip

    def _term(
        self, term: TermName, value: TermValue, basis: Basis, spans: Sequence[Span], role: Role = "current"
    ) -> Term:
        text = self.reading.document.text
        words = " … ".join(dict.fromkeys(" ".join(text[span.start : span.end].split()) for span in spans))
        return Term(
            id=self._id(term), party=THE_TEXT if self.text else OWN, body=self.body, happened=self.day,
            known=self.known, citations=tuple(dict.fromkeys(self.cite(span) for span in spans)), term=term, value=value,
            basis=basis, role=role, words=words, proposed=self.proposed,
        )  # fmt: skip

    def _terms(self) -> Iterator[Fact]:
        terms = self.read.terms
        if terms is None:
            if self.read.title is not None:
                yield self._term("title", self.read.title.value, "told", [self.read.title.span])
            return
        plain: Basis = "agreed" if self.text else "told"
        for name, cited in (
            ("object", terms.object),
            ("title", terms.title or self.read.title),
            ("purpose", terms.purpose),
        ):
            if cited is not None:
                yield self._term(name, cited.value, plain, [cited.span])  # type: ignore[arg-type]
        if terms.parties and self.text:
            named = self._parties(terms)
            yield self._term("parties", tuple(name for name, _ in named), plain, [span for _, span in named])
        for one in terms.periods:
            if one.from_ or one.to or one.open_ended:
                yield self._term(
                    "period", PeriodValue(one.from_, one.to, one.open_ended), one.basis, [one.span], one.role
                )
        if terms.extension is not None:
            said = terms.extension
            value = ExtensionValue(said.value, said.mode, said.months, said.times, said.notice_months)
            yield self._term("extension", value, said.basis, [said.span])
        yield from self._shares(terms.shares)
        if terms.termination is not None and terms.termination.notice_months is not None:
            yield self._term("termination", terms.termination.notice_months, plain, [terms.termination.text.span])
        if terms.steering_group is not None:
            yield self._term("steering_group", terms.steering_group.text.value, plain, [terms.steering_group.text.span])
        if terms.target_group is not None:
            group = terms.target_group
            yield self._term(
                "target_group", group.text.value, plain, [group.text.span, *[one.span for one in group.prerequisites]]
            )
        for signature in terms.signatures:
            if signature.date is not None or signature.signatory is not None:
                yield Signature(
                    id=self._id("signature"), party=signature.party.value, happened=signature.date, known=self.known,
                    citations=(self.cite(signature.party.span),),
                    signatory=None if signature.signatory is None else signature.signatory.value,
                )  # fmt: skip

    def _shares(self, shares: Sequence[Share]) -> Iterator[Fact]:
        for role in ("current", "planned", "previous"):
            for basis in ("agreed", "decided", "told"):
                these = [one for one in shares if one.role == role and one.basis == basis]
                if these:
                    value = tuple(ShareValue(one.party.value, one.measure, one.percent, one.value) for one in these)
                    yield self._term("shares", value, basis, [one.span for one in these], role)

    def _context(self) -> Iterator[Fact]:
        """What the item tells, points at and is sent to."""
        read = self.read
        party = THE_TEXT if self.text else OWN
        given_here = any(one.act == "assign" for one in read.decisions)
        for given in read.assignments:
            if given.basis == "decided" and given_here:
                continue  # recorded as the decision that gives it
            yield AssignmentGiven(
                id=self._id("told_assignment"), party=party, body=self.body, happened=self.day, known=self.known,
                citations=(self.cite(given.text.span),), day=given.date, section=given.section,
                by=None if given.body is None else given.body.value, to=None if given.to is None else given.to.value,
                text=given.text.value, basis=given.basis,
                conditions=tuple(self._condition(one) for one in given.conditions),
                shares=tuple(ShareValue(one.party.value, one.measure, one.percent, one.value) for one in given.shares),
            )  # fmt: skip
        for told in read.told:
            yield Told(
                id=self._id("told"), party=party, body=self.body, happened=self.day, known=self.known,
                citations=(self.cite(told.text.span),), act=told.act, by=None if told.by is None else told.by.value,
                day=told.date, section=told.section, planned=told.planned, text=told.text.value,
            )  # fmt: skip
        for document in read.supporting_documents:
            pointer, section, body = pointer_in(document.title.value)
            yield PointedAt(
                id=self._id("document"), party=party, body=self.body, happened=self.day, known=self.known,
                citations=(self.cite(document.title.span),), title=document.title.value, day=document.date,
                section=section, pointer=pointer, decision_body=body,
            )  # fmt: skip
        for recipient in read.recipients:
            yield Dispatch(
                id=self._id("dispatch"), party=party, body=self.body, happened=self.day, known=self.known,
                citations=(self.cite(recipient.name.span),), to=recipient.name.value, email=recipient.email,
            )  # fmt: skip
        notice = self.reading.notice
        if notice is not None and notice.posted is not None and not self.text:
            yield NoticePosted(
                id=self._id("notice"), party=party, body=self.body, happened=notice.posted.value, known=self.known,
                citations=(self.cite(notice.posted.span),), meeting=self.day,
                removed=None if notice.removed is None else notice.removed.value,
            )  # fmt: skip

    def _id(self, kind: str) -> str:
        self._count += 1
        return f"{self.name}:{kind}:{self._count:03d}"


def _only_proposed(reading: Reading, item: Item) -> bool:
    """Whether the paper only proposes: a staff proposal, a summons, an item that nobody says was decided."""
    if reading.kind == "agreement":
        return False
    if item.status == "proposed" or reading.kind in {"proposal", "summons"}:
        return True
    if item.status is None and reading.kind not in {"minutes", "extract", "summary"}:
        return True
    disposing = [one for one in item.decisions if one.act in _DISPOSING or one.act == "propose"]
    return bool(disposing) and all(one.act == "propose" for one in disposing)


def _acts(one: ReadDecision) -> set[Act]:
    return {one.act} if one.inner is None else {one.act, one.inner}


def _board(body: str | None, facts: Sequence[Fact]) -> str | None:
    """The board a committee's item is for: the one it proposes to, or the one in its name."""
    if body is not None and not is_committee(body):
        return body
    proposed_to = next((one.to for one in facts if isinstance(one, Proposal) and one.to and one.to != body), None)
    return proposed_to or (board_of(body) if body else None) or body
