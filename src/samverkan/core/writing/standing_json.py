"""Standings as the JSON of `standing --json` (docs/json.md): codes in English, sentences by `say`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from samverkan.core.dates import PartialDate
from samverkan.core.facts import ExtensionValue, PeriodValue, ShareValue
from samverkan.core.reading.due import due_in
from samverkan.core.standing.values import Open

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from samverkan.core.findings import Finding
    from samverkan.core.sources import Citation
    from samverkan.core.standing.values import (
        AssignmentState,
        ConditionState,
        Match,
        Party,
        Previous,
        Proof,
        Standing,
        Standings,
        TermsRow,
        ToldOf,
    )

    Say = Callable[[str, Mapping[str, object]], str]

_ENDINGS = {True: "", False: ".no", None: ".unknown"}


def standings_json(standings: Standings, *, say: Say) -> dict[str, Any]:
    """The answer as plain values; `say` takes a code and values and gives the sentence (domain `proof`).

    Codes asked for: a rule id for what holds, with `.no` or `.unknown` after it for what does not or cannot be told;
    `open.` and an entry's code. `known` is null where all on file is known. Agreements stand in order of their first
    paper, whatever the day; terminal output puts what holds on the day first.
    """
    return {
        "on": _value(standings.on),
        "known": _value(standings.known),
        "agreements": [standing_json(one, say=say, unread=standings.unread) for one in standings.agreements],
    }


def rule_code(proof: Proof) -> str:
    """The code of a rule's sentence, by whether it holds."""
    return proof.rule + _ENDINGS[proof.holds]


def standing_json(one: Standing, *, say: Say, unread: Iterable[Finding] = ()) -> dict[str, Any]:
    """One agreement of an answer."""
    return {
        "cooperation": one.cooperation,
        "object": one.object,
        "title": one.title,
        "parties": [_party(party) for party in one.parties],
        "standing": one.standing,
        "terms": [_row(row) for row in one.terms],
        "previous": [_previous(before) for before in one.previous],
        "matching": [_match(match) for match in one.matching],
        "conditions": [condition_json(condition, say=say) for condition in one.conditions],
        "open": [_open(entry, say) for entry in (*one.open, *map(_unread, unread))],
        "assignments": [assignment_json(row) for row in one.assignments],
        "told": [_told(told) for told in one.told],
        "proof": _proof(one.proof, say),
    }


def _unread(found: Finding) -> Open:
    """A paper that could not be read, among what is missing: it may be on any of the agreements."""
    return Open("unread_paper", None, {**found.values, "finding": found.code})


def _party(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "body": party.body,
        "registry_numbers": list(party.registry_numbers),
        "status": party.status,
        "left": _value(party.left),
        "citations": citations_json(party.citations),
    }


def _match(match: Match) -> dict[str, Any]:
    return {
        "term": match.term,
        "verdict": match.verdict,
        "values": [
            {
                "party": side.party,
                "value": _value(side.value),
                "words": side.words or None,
                "citations": citations_json(side.citations),
            }
            for side in match.sides
        ],
    }


def condition_json(condition: ConditionState, *, say: Say) -> dict[str, Any]:
    """One condition of an answer."""
    return {
        "party": condition.party,
        "kind": condition.kind,
        "on": condition.on,
        "met": condition.met,
        "text": condition.text or None,
        "citations": citations_json(condition.citations),
        "because": say(rule_code(condition.because), condition.because.values),
    }


def _open(entry: Open, say: Say) -> dict[str, Any]:
    return {
        "code": entry.code,
        "party": entry.party,
        "message": say(f"open.{entry.code}", {"party": entry.party, **entry.values}),
        "values": {name: _value(value) for name, value in entry.values.items()},
        "citations": citations_json(entry.citations),
    }


def assignment_json(row: AssignmentState) -> dict[str, Any]:
    """One assignment of an answer; `due` as it was said last, else as its own words say: of several, the first not reported."""
    given = None if row.date is None or not row.date.is_day else row.date.first

    def due(text: str, said: PartialDate | None) -> str | None:
        found = None if said is not None else due_in(text, given)
        return _value(said or (None if found is None else found.day))  # type: ignore[no-any-return]

    points = [{"text": one.text or None, "due": due(one.text, one.due), "reported": one.reported} for one in row.points]
    waits = [one["due"] for one in points if one["due"] and not one["reported"]]
    return {
        "date": _value(row.date),
        "section": row.section,
        "body": row.body,
        "status": row.status,
        "basis": row.basis,
        "text": row.text or None,
        "due": due(row.text, row.due) if len(points) < 2 else min(waits, default=None),
        "reported": [_value(day) for day in row.reported],
        "points": points,
        "citations": citations_json(row.citations),
    }


def _told(told: ToldOf) -> dict[str, Any]:
    return {
        "act": told.act,
        "by": told.by,
        "date": _value(told.date),
        "section": told.section,
        "planned": told.planned,
        "text": told.text or None,
        "citations": citations_json(told.citations),
    }


def _proof(proof: Proof, say: Say) -> dict[str, Any]:
    return {
        "rule": proof.rule,
        "holds": proof.holds,
        "says": say(rule_code(proof), proof.values),
        "values": {name: _value(value) for name, value in proof.values.items()},
        "citations": citations_json(proof.citations),
        "because": [_proof(one, say) for one in proof.because],
    }


def _row(row: TermsRow) -> dict[str, Any]:
    return {
        "from": _value(row.from_),
        "to": _value(row.to),
        "open_ended": row.open_ended,
        "extension": row.extension,
        "basis": row.basis,
        "bases": dict(row.bases),
        "shares": [_value(share) for share in row.shares],
        "confirmed": row.confirmed,
        "citations": citations_json(row.citations),
    }


def _previous(before: Previous) -> dict[str, Any]:
    return {
        "title": before.title,
        "terms": [_row(row) for row in before.terms],
        "citations": citations_json(before.citations),
    }


def citations_json(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    """Where words stand, as every answer names it."""
    return [
        {
            "source": one.source,
            "page": one.page,
            "section": one.section,
            "date": one.date,
            "span": None if one.span is None else list(one.span),
        }
        for one in citations
    ]


def _value(value: object) -> Any:
    if isinstance(value, PartialDate | date):
        return str(value)
    if isinstance(value, PeriodValue):
        return {"from": _value(value.from_), "to": _value(value.to), "open_ended": value.open_ended}
    if isinstance(value, ExtensionValue):
        return {
            "value": value.allowed,
            "mode": value.mode,
            "months": value.months,
            "times": value.times,
            "notice_months": value.notice_months,
        }
    if isinstance(value, ShareValue):
        return {"party": value.party, "measure": value.measure, "percent": value.percent, "value": value.value}
    if isinstance(value, list | tuple):
        return [_value(one) for one in value]
    return value
