"""One assignment as its page tells it: who gave it, to whom, by when, what was reported, what fulfilled it, and what to do.

In: an assignment as followed, and the papers of its entries. Out: sentences, with the addresses of the words that say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from samverkan.actions.roles import Right
from samverkan.store.heading import day_of
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from samverkan.store.assigning import Moved, Report
    from samverkan.store.following import AssignmentRow
    from samverkan.web.asked import Asked


class Line(NamedTuple):
    """A sentence, its words as the paper has them, and the address that shows them marked."""

    text: str
    words: str
    address: str


class Part(NamedTuple):
    """What is told of one side of the assignment: its label and its lines."""

    code: str
    label: str
    lines: Sequence[Line]


class Doing(NamedTuple):
    """Something to do, and where."""

    text: str
    address: str


def heading(one: AssignmentRow, asked: Asked) -> str:
    """What the page is called: whose assignment, of which §, as far as the papers say."""
    if one.body:
        return _say(asked, "heading" if one.section else "heading.plain", body=one.body, section=one.section)
    return _say(asked, "heading.section" if one.section else "heading.unknown", section=one.section)


def lead(one: AssignmentRow, asked: Asked) -> str:
    """The assignment in a sentence or two: given by whom, by when, and what has become of it."""
    if one.orphan == "unnamed":
        return _say(asked, "lead.unnamed" if one.body else "lead.unnamed.no_body", body=one.body)
    given = _dated(asked, "given.by" if one.body else "given.unknown", one.day, body=one.body, section=one.section)
    return f"{given} {status_sentence(one, asked)}"


def status_sentence(one: AssignmentRow, asked: Asked) -> str:
    """What has become of it by the day, in a sentence."""
    late = (asked.on - one.due).days if one.due is not None else 0
    if one.status in _DATED:
        day = one.done_day if one.status == "done" else one.reported
        return _dated(asked, f"lead.{one.status}", day, section=one.done_section)
    return _say(
        asked, f"lead.{one.status}.due" if one.due is not None and one.status in _WITH_DUE else f"lead.{one.status}",
        due=one.due, late=late, why=_say(asked, f"orphan.{one.orphan}", to=one.to) if one.orphan else "",
    )  # fmt: skip


_WITH_DUE = frozenset({"overdue", "open", "told"})
_DATED = frozenset({"done", "reported"})


def due_said(one: AssignmentRow, asked: Asked) -> str:
    """By when, and where that day comes from."""
    if one.moved:
        last = one.moved[-1]
        code = "due.decided" if last.entry is not None else "due.said"
        set_on = day_of(last.set)
        code = code if set_on is not None else f"{code}.no_day"
        return _say(asked, code, due=one.due, set=set_on, section_=_section(last.section))
    if one.due is None:
        return _say(asked, "due.occasion" if one.words else "due.unsaid", words=one.words)
    return _say(asked, f"due.{one.how}", due=one.due, words=one.words)


def entries_of(one: AssignmentRow) -> set[int]:
    """The entries that tell what was reported and what day was set."""
    told = [*(it.entry for it in one.moved), *(it.entry for it in one.reports)]
    return {entry for entry in told if entry is not None}


def parts(
    one: AssignmentRow, asked: Asked, *, given: str, done: str, agreement: tuple[str, str] | None,
    documents: Mapping[int, UUID],
) -> list[Part]:  # fmt: skip
    """What is told of it, side by side; `given`, `done`: the addresses of these words, `agreement` its title and address."""
    fulfilled = _say(asked, "done.none")
    if one.done:
        fulfilled = _dated(asked, "done", one.done_day, section=one.done_section)
    found = {
        "given": [Line(_given(one, asked), one.text if one.orphan != "unnamed" else "", given)],
        "to": [Line(one.to or _say(asked, "unsaid"), "", "")],
        "agreement": [Line(agreement[0], "", agreement[1])] if agreement else [],
        "due": [*_due(one, asked, documents)],
        "reported": [*_reported(one, asked, documents)] or [Line(_say(asked, "reported.none"), "", "")],
        "done": [Line(fulfilled, "", done)],
    }
    return [Part(code, _say(asked, f"part.{code}"), lines) for code, lines in found.items() if lines]


def _due(one: AssignmentRow, asked: Asked, documents: Mapping[int, UUID]) -> Iterator[Line]:
    """The day that holds, and those that held before: set earlier, and its own words'."""
    last = one.moved[-1] if one.moved else None
    words, address = ("", "") if last is None else (last.words, _where(last, asked, documents))
    yield Line(due_said(one, asked), words, address)
    for it in reversed(one.moved[:-1]):
        yield Line(_say(asked, "due.before", due=day_of(it.due)), it.words, _where(it, asked, documents))
    if one.moved and one.own is not None:
        yield Line(_say(asked, "due.own", due=one.own, words=one.words), "", "")


def _reported(one: AssignmentRow, asked: Asked, documents: Mapping[int, UUID]) -> Iterator[Line]:
    for it in one.reports:
        document = _say(asked, "reported.in", document=it.document) if it.document else ""
        said = _say(asked, "said") if it.entry is None else ""
        code = "reported.partly" if it.partly else "reported"
        told = _dated(asked, code, day_of(it.day), section=it.section, document=document, said=said)
        yield Line(told, it.words, _where(it, asked, documents))


def _where(told: Moved | Report, asked: Asked, documents: Mapping[int, UUID]) -> str:
    document = None if told.entry is None else documents.get(told.entry)
    return "" if document is None else address_of(document, told.span, asked)


def doings(one: AssignmentRow, asked: Asked) -> list[Doing]:
    """What can be recorded of it by somebody who may."""
    if one.agreement is None or one.done or not asked.may(Right.STATE) or not (one.day or one.section):
        return []
    return [
        Doing(say("agreement", f"state.{kind}", {}, asked.language), _state(one, kind, asked))
        for kind in ("AssignmentReported", "AssignmentFulfilled", "AssignmentDue")
    ]


def address_of(document: UUID, span: Sequence[int] | None, asked: Asked) -> str:
    """Where the words stand marked; "" where the document is hidden."""
    if asked.hides(document):
        return ""
    query = "&".join(part for part in (f"span={span[0]}-{span[1]}" if span else "", asked.dates) if part)
    return f"/documents/{document}" + (f"?{query}" if query else "") + "#words"


def _state(one: AssignmentRow, kind: str, asked: Asked) -> str:
    """The form, with the assignment's number alone: its words belong in no address."""
    query = "&".join(part for part in (urlencode({"kind": kind, "assignment": one.root}), asked.dates) if part)
    return f"{reverse('state-fact', kwargs={'id': one.agreement})}?{query}"


def _given(one: AssignmentRow, asked: Asked) -> str:
    if one.orphan == "unnamed":
        return _say(asked, "given.unnamed")
    code = "given.told" if one.status == "told" else "given"
    return _dated(asked, code, one.day, body=one.body or _say(asked, "unsaid"), section=one.section)


def _dated(asked: Asked, code: str, day: date | None, *, section: str, **values: str) -> str:
    """A sentence of its day and §; its own sentence where the papers do not say the day."""
    known = day is not None or code == "given.unknown"
    return _say(asked, code if known else f"{code}.no_day", day=day, section_=_section(section), **values)


def _section(section: str) -> str:
    return f", §\u00a0{section}" if section else ""


def _say(asked: Asked, code: str, **values: date | str | int | None) -> str:
    return say("following", code, values, asked.language)
