"""A reading in, the items that concern, or may concern, a cooperation agreement out, each with its facts.

A proposal is recorded as a proposal, what is only told as told; conditions and shares of an assignment stay inside it.
A paper is known from its meeting's day, an agreement's text from its last signature.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from samverkan.core.facts import (
    AssignmentFulfilled,
    AssignmentGiven,
    Decision,
    Fact,
    PeriodValue,
    Proposal,
    Termination,
)
from samverkan.core.reading.wording import Wording
from samverkan.core.standing.items import RecordedItem
from samverkan.core.standing.names import board_of, is_committee
from samverkan.core.writing.concerns import (
    amends_agreement,
    concerns,
    concerns_agreement,
    corrects,
    extends_agreement,
    only_assigns,
    refuses_agreement,
)
from samverkan.core.writing.context_said import context_said
from samverkan.core.writing.followed import followed
from samverkan.core.writing.halting import off_the_agenda, only_halts, plainly
from samverkan.core.writing.leaving import last_day_in, leaves, lets_leave
from samverkan.core.writing.paper import DISPOSING, Paper
from samverkan.core.writing.parties import parties_as_printed, parties_named
from samverkan.core.writing.terms_said import stated, terms_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import Act
    from samverkan.core.reading.values import Decision as ReadDecision
    from samverkan.core.reading.values import Reading


def record(reading: Reading) -> tuple[RecordedItem, ...]:
    """The items of a reading that concern a cooperation agreement, with their facts; none where it concerns none.

    A matter put off or withdrawn in words that name no agreement is recorded too (`only_halts`): it may be on one.
    """
    found = []
    for number, read in enumerate(reading.items):
        item = plainly(read)
        paper = Paper(reading, item, number)
        if concerns(item, reading) and not off_the_agenda(read, item):
            found.append(_recorded(paper))
        elif only_assigns(item, reading):
            found.append(_recorded(paper)._replace(only_assigns=True))
        elif only_halts(item):
            found.append(_recorded(paper)._replace(only_halts=True))
    return tuple(found)


def _recorded(paper: Paper) -> RecordedItem:
    read, reading = paper.read, paper.reading
    terms = read.terms
    organisation = read.organisation or reading.organisation
    decisions = tuple(_decisions(paper))
    facts = (*decisions, *terms_said(paper), *context_said(paper))
    named = parties_as_printed(reading.document.text, terms.parties if terms else ())
    if not paper.text:
        named = parties_named(read, named)
        if named:
            names = tuple(name for name, _ in named)
            facts += (stated(paper, "parties", names, "told", [span for _, span in named]),)
    title = terms.title if terms and terms.title and (paper.text or read.title is None) else read.title
    periods = (one for one in (terms.periods if terms else ()) if one.role != "previous")
    return RecordedItem(
        id=paper.name,
        text=paper.text,
        organisation=None if organisation is None or paper.text else organisation.value,
        body=paper.body,
        board=_board(paper.body, decisions),
        registry_number=paper.number,
        section=paper.section,
        day=paper.day,
        title=None if title is None else title.value,
        object=None if terms is None or terms.object is None else terms.object.value,
        parties=tuple(name for name, _ in named),
        periods=tuple(PeriodValue(one.from_, one.to, one.open_ended) for one in periods),
        extends=extends_agreement(read),
        facts=facts,
        citation=paper.cite(read.title.span if read.title else read.span),
        quotes=paper.quotes,
        amends=amends_agreement(read, text=paper.text),
        known=paper.known,
    )


# "3. Beslutet gäller under förutsättning att ...": a point that only says what the approval hangs on
_COVERS = Wording(
    r"(?i)(?:detta\s)?(?:beslute[tn]|avtalet|godkännandet|ovanstående|samtliga\sbeslut|(?:som\s)?villkor)\s"
)


def _decisions(paper: Paper) -> Iterator[Fact]:
    read = paper.read
    followed_up = {id(one): facts for one in read.decisions if (facts := tuple(followed(paper, one)))}
    disposing = [
        one
        for one in read.decisions
        if id(one) not in followed_up
        and (
            one.act in DISPOSING
            or one.act in {"propose", "terminate", "refrain"}
            or leaves(one.text.value)
            or (one.act == "other" and corrects(one.text.value))
        )
    ]
    about = [one for one in disposing if concerns_agreement(one.text.value)] or disposing[:1]
    approves = any(_acts(one) & {"approve", "adopt"} for one in about)
    over_all = tuple(
        c for one in read.decisions if one.act == "other" and _COVERS.match(one.text.value) for c in one.conditions
    )
    if over_all and about:
        first = next((one for one in about if _acts(one) & {"approve", "adopt"}), about[0])
        bound = replace(first, conditions=(*first.conditions, *over_all))
        about[about.index(first)] = bound
        read = replace(read, decisions=tuple(bound if one is first else one for one in read.decisions))
    for one in read.decisions:
        if id(one) in followed_up:
            yield from followed_up[id(one)]
        elif one.act == "assign":
            yield _assigned(paper, one)
        elif one.act == "fulfilled":
            yield from _fulfilled(paper, one)
        elif one in about and not (approves and one.act == "reject") and not lets_leave(one.text.value):
            yield from _disposed(paper, one)


def _disposed(paper: Paper, one: ReadDecision) -> Iterator[Fact]:
    conditions = tuple(paper.condition(condition) for condition in one.conditions)
    body = one.by.value if one.by is not None and one.act == "propose" else paper.body
    if one.act == "propose" or paper.proposed:
        asked = one.to.value if one.to is not None else None if one.act == "propose" else paper.body
        yield Proposal(
            **paper.common("proposal", one.text.span) | {"body": body}, section=paper.section, to=asked,
            inner=one.inner or (one.act if one.act != "propose" else None), conditions=conditions,
            registry_number=paper.number,
        )  # fmt: skip
    elif one.act == "terminate" or leaves(one.text.value):
        yield Termination(
            **paper.common("termination", one.text.span), ends=last_day_in(one.text.value) or _ends(paper),
            section=paper.section,
        )  # fmt: skip
    elif one.act != "refrain" or refuses_agreement(one.text.value):
        yield Decision(
            **paper.common("decision", one.text.span), act=one.act, section=paper.section, conditions=conditions,
            registry_number=paper.number,
        )  # fmt: skip


def _ends(paper: Paper) -> PartialDate | None:
    """The last day that a notice of termination names."""
    periods = paper.read.terms.periods if paper.read.terms else ()
    return next((one.to for one in periods if one.to is not None and one.from_ is None), None)


def _assigned(paper: Paper, one: ReadDecision) -> Fact:
    return AssignmentGiven(
        **paper.common("assignment", one.text.span), day=paper.day, section=paper.section, by=paper.body,
        to=None if one.to is None else one.to.value, text=one.text.value,
        basis="told" if paper.proposed else "decided",
        conditions=tuple(paper.condition(condition) for condition in one.conditions),
    )  # fmt: skip


def _fulfilled(paper: Paper, one: ReadDecision) -> Iterator[Fact]:
    if paper.proposed:
        return
    for day, section in [(ref.date, ref.section) for ref in one.fulfils] or [(None, None)]:
        yield AssignmentFulfilled(
            **paper.common("fulfilled", one.text.span), day=day, section=section, number=one.number, text=one.text.value,
        )  # fmt: skip


def _acts(one: ReadDecision) -> set[Act]:
    return {one.act} if one.inner is None else {one.act, one.inner}


def _board(body: str | None, facts: Sequence[Fact]) -> str | None:
    """The board a committee's item is for: the one it proposes to, or the one in its name."""
    if body is not None and not is_committee(body):
        return body
    proposed_to = next((one.to for one in facts if isinstance(one, Proposal) and one.to and one.to != body), None)
    return proposed_to or (board_of(body) if body else None) or body
