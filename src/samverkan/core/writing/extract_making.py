"""A § as it was kept in, its extract out: what the values say it does, each with the words of the page that say it.

What is kept is certified as it is kept: acts, receivers and conditions are not read back from the words but found in them.
Terms, assignments, what is told and what is referred to are read from the words, by the same reader as any other paper's.
What has no words there is left out (`null`), as in every reading.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from samverkan.core.dates import PartialDate
from samverkan.core.reading.reader import read_text
from samverkan.core.reading.values import Condition, Decision, Item, Recipient, Reference, SupportingDocument
from samverkan.core.sources import Cited, Document, Span
from samverkan.core.writing.extract import Extract
from samverkan.core.writing.extract_page import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from samverkan.core.deciding.values import Item as Kept
    from samverkan.core.deciding.values import Meeting, Point
    from samverkan.core.writing.extract import Certifier
    from samverkan.core.writing.printed import Block

_STEM = 3
_LEAST = 4


def extract_of(
    meeting: Meeting,
    item: Kept,
    blocks: Sequence[Block],
    *,
    organisation_number: str,
    certified: Sequence[Certifier],
    justerad: date | None = None,
    agreement: str = "",
    signatures: int | None = None,
) -> Extract:
    """The extract of a § of a meeting, printed as the blocks (`item_printed`); as many signatures as certify unless said."""
    text = text_of(blocks)
    return Extract(
        organisation_number=organisation_number,
        organisation=meeting.organisation,
        body=meeting.body,
        meeting_day=meeting.day,
        section=item.section,
        title=item.title,
        text=text,
        item=item_said(meeting, item, text),
        certified=tuple(certified),
        registry_number=item.registry_number,
        justerad=justerad,
        agreement=agreement,
        clause=item.clause,
        signatures=len(certified) if signatures is None else signatures,
    )


def item_said(meeting: Meeting, item: Kept, text: str) -> Item:
    """The § as `read --json` says one, its spans in `text`."""
    whole = Span(0, len(text))
    read = _read(meeting, item.section, text)
    starts = list(_points(item.points, text))
    return Item(
        section=_quote(item.section, text, whole),
        registry_number=_quote(item.registry_number, text, whole),
        title=_quote(item.title, text, whole),
        span=whole,
        organisation=None,
        body=None,
        meeting_date=None,
        status="decided" if item.points else None,
        decisions=tuple(
            _decision(number, point, Span(start, start + len(point.text)), text)
            for number, (point, start) in enumerate(zip(item.points, starts, strict=True), 1)
        ),
        terms=read.terms if read else None,
        assignments=read.assignments if read else (),
        told=read.told if read else (),
        references=read.references if read else (),
        supporting_documents=tuple(
            SupportingDocument(title, PartialDate.of(one.day) if one.day else None)
            for one in item.papers
            if (title := _quote(one.title, text, whole))
        ),
        recipients=tuple(
            Recipient(Cited(one.name, Span(at, at + len(one.name))), one.email)
            for one in item.receivers
            if (at := text.rfind(one.name)) >= 0
        ),
        immediate_justering=item.immediate,
    )


def _read(meeting: Meeting, section: str, text: str) -> Item | None:
    """What the reader finds in the words of the §, of that meeting; None where it does not take them for one."""
    front = f"{meeting.organisation} Protokoll\n{meeting.body} {meeting.day}\nSida 1 (1)\n"
    items = read_text(Document("", "", front + text)).items
    found = [one for one in items if one.section and one.section.value == section]
    read: Item | None = _moved(found[0], len(front)) if len(found) == 1 else None
    return read


def _moved(value: Any, by: int) -> Any:
    """What was read, its spans counted so much earlier; what is quoted from before that has no words here."""
    if isinstance(value, Span):
        return Span(max(value.start - by, 0), max(value.end - by, 0))
    if isinstance(value, Cited):
        return None if value.span.start < by else Cited(value.value, _moved(value.span, by))
    if isinstance(value, tuple):
        return tuple(moved for one in value if (moved := _moved(one, by)) is not None)
    if is_dataclass(value) and not isinstance(value, PartialDate | type):
        return replace(value, **{field.name: _moved(getattr(value, field.name), by) for field in fields(value)})
    return value


def _points(points: Sequence[Point], text: str) -> Iterator[int]:
    """Where each operative point stands: each after its number, after the one before it."""
    at = 0
    for number, point in enumerate(points, 1):
        at = text.index(f"{number}. {point.text}", at) + len(f"{number}. ")
        yield at
        at += len(point.text)


def _decision(number: int, point: Point, at: Span, text: str) -> Decision:
    return Decision(
        number=number,
        act=point.act,
        by=_named(point.by, text, at),
        to=_named(point.to, text, at),
        via=tuple(cited for one in point.via if (cited := _named(one, text, at))),
        inner=point.inner,
        text=Cited(point.text, at),
        conditions=tuple(
            Condition(one.kind, _named(one.on, text, words.span) or _named(one.on, text, at), words)
            for one in point.conditions
            if (words := _quote(one.text, text, at))
        ),
        fulfils=tuple(Reference(one.date, one.section, None, _pointed(one.section, text, at)) for one in point.fulfils),
    )


def _quote(words: str, text: str, within: Span) -> Cited[str] | None:
    start = text.find(words, within.start, within.end) if words else -1
    return None if start < 0 else Cited(words, Span(start, start + len(words)))


def _named(name: str | None, text: str, within: Span) -> Cited[str] | None:
    """The name with the words that say it: itself in any case, or a word that begins, or ends, as one of its own does."""
    if not name:
        return None
    low = text[within.start : within.end].casefold()
    if len(low) == within.end - within.start and (start := low.find(name.casefold())) >= 0:
        start += within.start
        return Cited(name, Span(start, start + len(name)))
    wanted = [word.casefold() for word in re.findall(rf"\w{{{_LEAST},}}", name)]
    for word in re.finditer(rf"\w{{{_LEAST},}}", text[within.start : within.end]):
        said = word[0].casefold()
        if any(
            said[: max(_LEAST, len(said) - _STEM)] in one or one[: max(_LEAST, len(one) - _STEM)] in said
            for one in wanted
        ):
            return Cited(name, Span(within.start + word.start(), within.start + word.end()))
    return None


def _pointed(section: str | None, text: str, within: Span) -> Span:
    """Where a § is pointed at; the whole point where its number is not printed."""
    found = re.search(rf"§\s*{re.escape(section)}\b", text[within.start : within.end]) if section else None
    return within if found is None else Span(within.start + found.start(), within.start + found.end())
