"""What was put into a meeting made up at random, and what a reader found of its minutes, said the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.dates import PartialDate
from samverkan.core.deciding.values import Fulfilled

if TYPE_CHECKING:
    from samverkan.core.deciding.values import Item, Meeting
    from samverkan.core.reading.values import Decision, Reading, Terms
    from samverkan.core.sources import Cited
    from samverkan.core.writing.phrasing import Instrument
    from tests.meetings import Made, Meant


def put_in(made: Made) -> dict[str, object]:
    """What a reader should find of the minutes."""
    meeting, notice = made.meeting, made.notice
    day = PartialDate.of(meeting.day)
    posted = PartialDate.of(notice.posted) if notice and notice.posted else None
    return {
        "kind": "minutes",
        "organisation": meeting.organisation,
        "body": meeting.body,
        "day": day,
        "justerare": meeting.justerare,
        "notice": (posted, PartialDate.of(notice.removed) if notice and notice.removed else None) if posted else None,
        "findings": [],
        "items": [_item(meeting, item, meant) for item, meant in zip(meeting.items, made.meant, strict=True)],
    }


def _item(meeting: Meeting, item: Item, meant: list[Meant]) -> dict[str, object]:
    instrument = next((one.instrument for one in meant if one.instrument), None)
    return {
        "section": item.section,
        "registry_number": item.registry_number or None,
        "title": item.title,
        "decisions": [
            (n, p.act, p.by, p.to, p.via, p.inner, p.text, [tuple(c) for c in p.conditions], list(p.fulfils))
            for n, p in enumerate(item.points, 1)
        ],
        "assignments": [
            (PartialDate.of(meeting.day), item.section, p.to, p.text) for p in item.points if p.act == "assign"
        ],
        "fulfilled": [(f.date, f.section) for p in item.points for f in p.fulfils],
        "told": [],
        "papers": [(one.title, one.day and PartialDate.of(one.day)) for one in item.papers],
        "receivers": [tuple(one) for one in item.receivers],
        "immediate": item.immediate,
        "terms": None if instrument is None else _terms(instrument),
    }  # fmt: skip


def _terms(instrument: Instrument) -> dict[str, object]:
    period, extension = instrument.period, instrument.extension
    assert period is not None
    assert period.from_ is not None
    return {
        "object": instrument.object,
        "title": f"Samverkansavtal om {instrument.object}",
        "parties": set(instrument.parties),
        "periods": [
            (PartialDate.of(period.from_.first), period.to and PartialDate.of(period.to.last), period.open_ended)
        ],
        "extension": extension and tuple(extension),
        "shares": [(one.party, one.percent) for one in instrument.shares],
    }


def read_out(reading: Reading, *, terms_of: list[bool]) -> dict[str, object]:
    """What was found, said the same way; `terms_of` tells for which items terms were put in."""
    return {
        "kind": reading.kind,
        "organisation": _value(reading.organisation),
        "body": _value(reading.body),
        "day": _value(reading.meeting_date),
        "justerare": tuple(one.value for one in reading.justerare),
        "notice": reading.notice and (_value(reading.notice.posted), _value(reading.notice.removed)),
        "findings": [one.code for one in reading.findings],
        "items": [
            {
                "section": _value(item.section),
                "registry_number": _value(item.registry_number),
                "title": _value(item.title),
                "decisions": [decision_out(one) for one in item.decisions],
                "assignments": [
                    (one.date, one.section, _value(one.to), one.text.value) for one in item.assignments if one.basis == "decided"
                ],
                "fulfilled": [(one.date, one.section) for one in item.assignments if one.basis != "decided"],
                "told": [(one.act, one.text.value) for one in item.told],
                "papers": [(one.title.value, one.date) for one in item.supporting_documents],
                "receivers": [(one.name.value, one.email) for one in item.recipients],
                "immediate": item.immediate_justering,
                "terms": _stray(item.terms)
                if item.terms is None or not terms
                else {
                    "object": _value(item.terms.object),
                    "title": _value(item.terms.title),
                    "parties": {one.value for one in item.terms.parties},
                    "periods": [(one.from_, one.to, one.open_ended) for one in item.terms.periods],
                    "extension": (e := item.terms.extension) and (e.value, e.mode, e.months, e.times, e.notice_months),
                    "shares": [(one.party.value, one.percent) for one in item.terms.shares],
                },
            }
            for item, terms in zip(reading.items, [*terms_of, *[False] * len(reading.items)], strict=False)
        ],
    }  # fmt: skip


def _stray(terms: Terms | None) -> object:
    """Terms found where none were put in: none but the title, what it is about, and between whom."""
    return terms and ((*terms.periods, *terms.shares, *terms.signatures) or terms.extension or terms.termination)


def decision_out(one: Decision) -> tuple[object, ...]:
    return (
        one.number, one.act, _value(one.by), _value(one.to), tuple(via.value for via in one.via), one.inner, one.text.value,
        [(c.kind, _value(c.on), c.text.value) for c in one.conditions],
        [Fulfilled(f.date, f.section) for f in one.fulfils],
    )  # fmt: skip


def _value(cited: Cited[object] | None) -> object:
    return None if cited is None else cited.value
