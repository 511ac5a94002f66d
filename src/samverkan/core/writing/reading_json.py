"""A reading as the JSON of `read --json` (docs/json.md): keys and codes in English, values as the paper has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from samverkan.core.findings import Finding
    from samverkan.core.reading.values import (
        Assignment,
        Condition,
        Decision,
        Extension,
        Item,
        PeriodTerm,
        Reading,
        Reference,
        Share,
        Terms,
        Told,
    )  # fmt: skip
    from samverkan.core.sources import Cited, Span

Json = dict[str, object]


def reading_to_json(reading: Reading, say: Callable[[Finding], str]) -> Json:
    """The reading as JSON values; `say` gives a finding's sentence."""
    notice = reading.notice
    return {
        "source": reading.document.source,
        "sha256": reading.document.sha256,
        "kind": reading.kind,
        "pages": [page._asdict() for page in reading.document.pages],
        "organisation": _cited(reading.organisation),
        "body": _cited(reading.body),
        "meeting_date": _cited(reading.meeting_date),
        "justerare": [_cited(one) for one in reading.justerare],
        "notice": notice and {"posted": _cited(notice.posted), "removed": _cited(notice.removed)},
        "items": [item_to_json(item) for item in reading.items],
        "findings": [
            {
                "code": f.code,
                "message": say(f),
                "values": {k: _plain(v) for k, v in f.values.items()},
                "span": _span(f.span),
            }
            for f in reading.findings
        ],
    }


def _plain(value: object) -> object:
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value)


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _cited(cited: Cited[str] | Cited[PartialDate] | None) -> Json | None:
    if cited is None:
        return None
    value = cited.value
    return {"value": str(value) if isinstance(value, PartialDate) else value, "span": list(cited.span)}


def _date(date: PartialDate | None) -> str | None:
    return None if date is None else str(date)


def _all(values: Iterable[Cited[str]]) -> list[Json | None]:
    return [_cited(one) for one in values]


def item_to_json(item: Item) -> Json:
    """One item, as in `items`."""
    return {
        "section": _cited(item.section),
        "registry_number": _cited(item.registry_number),
        "title": _cited(item.title),
        "span": list(item.span),
        "organisation": _cited(item.organisation),
        "body": _cited(item.body),
        "meeting_date": _cited(item.meeting_date),
        "status": item.status,
        "decisions": [_decision(one) for one in item.decisions],
        "terms": None if item.terms is None else _terms(item.terms),
        "assignments": [_assignment(one) for one in item.assignments],
        "told": [_told(one) for one in item.told],
        "references": [{**_fulfilled(one), "body": one.body} for one in item.references],
        "supporting_documents": [{"title": _cited(d.title), "date": _date(d.date)} for d in item.supporting_documents],
        "recipients": [{"name": _cited(r.name), "email": r.email} for r in item.recipients],
        "immediate_justering": item.immediate_justering,
    }


def _fulfilled(reference: Reference) -> Json:
    return {"date": _date(reference.date), "section": reference.section, "span": list(reference.span)}


def _decision(one: Decision) -> Json:
    return {
        "number": one.number,
        "act": one.act,
        "by": _cited(one.by),
        "to": _cited(one.to),
        "via": _all(one.via),
        "inner": one.inner,
        "text": _cited(one.text),
        "conditions": [_condition(c) for c in one.conditions],
        "fulfils": [_fulfilled(f) for f in one.fulfils],
    }


def _condition(one: Condition) -> Json:
    return {"kind": one.kind, "on": _cited(one.on), "text": _cited(one.text)}


def _assignment(one: Assignment) -> Json:
    return {
        "date": _date(one.date),
        "section": one.section,
        "body": _cited(one.body),
        "to": _cited(one.to),
        "text": _cited(one.text),
        "basis": one.basis,
        "conditions": [_condition(c) for c in one.conditions],
        "shares": [_share(s) for s in one.shares],
    }


def _told(one: Told) -> Json:
    return {
        "act": one.act,
        "by": _cited(one.by),
        "date": _date(one.date),
        "section": one.section,
        "planned": one.planned,
        "text": _cited(one.text),
    }


def _terms(terms: Terms) -> Json:
    steering, target, termination = terms.steering_group, terms.target_group, terms.termination
    return {
        "object": _cited(terms.object),
        "title": _cited(terms.title),
        "purpose": _cited(terms.purpose),
        "parties": _all(terms.parties),
        "periods": [_period(p) for p in terms.periods],
        "extension": None if terms.extension is None else _extension(terms.extension),
        "shares": [_share(s) for s in terms.shares],
        "steering_group": steering
        and {"equal": steering.equal, "per_party": steering.per_party, "text": _cited(steering.text)},
        "target_group": target and {"text": _cited(target.text), "prerequisites": _all(target.prerequisites)},
        "termination": termination and {"notice_months": termination.notice_months, "text": _cited(termination.text)},
        "signatures": [
            {"party": _cited(s.party), "date": _date(s.date), "signatory": _cited(s.signatory)}
            for s in terms.signatures
        ],
    }


def _period(one: PeriodTerm) -> Json:
    return {
        "from": _date(one.from_),
        "to": _date(one.to),
        "open_ended": one.open_ended,
        "role": one.role,
        "basis": one.basis,
        "span": list(one.span),
    }


def _extension(one: Extension) -> Json:
    return {
        "value": one.value,
        "mode": one.mode,
        "months": one.months,
        "times": one.times,
        "notice_months": one.notice_months,
        "basis": one.basis,
        "span": list(one.span),
    }


def _share(one: Share) -> Json:
    return {
        "party": _cited(one.party),
        "measure": one.measure,
        "percent": one.percent,
        "value": one.value,
        "from": _date(one.from_),
        "role": one.role,
        "basis": one.basis,
        "span": list(one.span),
    }
