"""What an item says beside its decision and terms: what it tells, points at and is sent to, and its notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.facts import AssignmentGiven, Dispatch, NoticePosted, PointedAt, ShareValue, Told
from samverkan.core.writing.concerns import pointer_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.facts import Fact
    from samverkan.core.writing.paper import Paper


def context_said(paper: Paper) -> Iterator[Fact]:
    """Assignments told of, acts told of, documents, recipients, the notice of justering."""
    read = paper.read
    yield from _assignments(paper)
    for told in read.told:
        yield Told(
            **paper.common("told", told.text.span), act=told.act, by=None if told.by is None else told.by.value,
            day=told.date, section=told.section, planned=told.planned, text=told.text.value,
        )  # fmt: skip
    for document in read.supporting_documents:
        pointer, section, body = pointer_in(document.title.value)
        yield PointedAt(
            **paper.common("document", document.title.span), title=document.title.value, day=document.date,
            section=section, pointer=pointer, decision_body=body,
        )  # fmt: skip
    for recipient in read.recipients:
        yield Dispatch(
            **paper.common("dispatch", recipient.name.span), to=recipient.name.value, email=recipient.email
        )  # fmt: skip
    notice = paper.reading.notice
    if notice is not None and notice.posted is not None and not paper.text:
        common = paper.common("notice", notice.posted.span) | {"happened": notice.posted.value}
        removed = None if notice.removed is None else notice.removed.value
        yield NoticePosted(**common, meeting=paper.day, removed=removed)


def _assignments(paper: Paper) -> Iterator[Fact]:
    given_here = any(one.act == "assign" for one in paper.read.decisions)
    for given in paper.read.assignments:
        if given.basis == "decided" and given_here:
            continue  # recorded as the decision that gives it
        yield AssignmentGiven(
            **paper.common("told_assignment", given.text.span), day=given.date, section=given.section,
            by=None if given.body is None else given.body.value, to=None if given.to is None else given.to.value,
            text=given.text.value, basis=given.basis,
            conditions=tuple(paper.condition(one) for one in given.conditions),
            shares=tuple(ShareValue(one.party.value, one.measure, one.percent, one.value) for one in given.shares),
        )  # fmt: skip
