"""What needs somebody, in words: a code and its values in, what to do, whose it is and when out (domain `needs`).

The first page, the digest and the calendar say it alike.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.dates import PartialDate
from samverkan.words import say
from samverkan.words.proofs import name_of, say_proof, when, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samverkan.words import Language

KINDS: Final = {
    "decision": ("missing_decision", "missing_minutes"), "assignment": ("assignment_day", "assignment_open", "assignment_reported"),
    "appeal": ("appeal_by",), "termination": ("termination_notice_by",), "extension": ("extension_decision_by",),
    "condition": ("condition_day", "unmet_condition"), "minutes": ("justering_by", "notice_by"), "end": ("ends",),
    "settle": ("contradicting_papers", "differing_term", "period_passed"), "signature": ("not_signed",),
}  # fmt: skip
"""What is counted together, the most pressing first."""

KIND_OF: Final = {code: kind for kind, codes in KINDS.items() for code in codes}

LATE: Final = {"assignment_day": "late_assignment"}
"""What is told of by itself when it is late; everything else late is counted together."""

_SENTENCES: Final = 3
_LONG: Final = 160


def say_need(code: str, values: Mapping[str, Any], language: Language) -> str:
    """What there is to do: "Beslut saknas"."""
    filled: dict[str, object] = {name: _value(name, value) for name, value in values.items()}
    filled["when"] = when(values.get("section"), filled.get("day"), language)
    filled["words"] = _short(str(values.get("words") or ""))
    filled["planning"] = say("needs", "planning", filled, language) if values.get("planned") else ""
    filled["what"] = say("proof", f"print.what.{values['what']}", {}, language) if values.get("what") else ""
    filled["term"] = say_proof(f"word.{values.get('term')}", {}, language).casefold()
    filled["until"] = say("needs", "until", filled, language) if values.get("to") else ""
    told = f"need.{code}.quoted" if filled["words"] else f"need.{code}"
    return say("needs", told if code in _QUOTING else f"need.{code}", filled, language)


_QUOTING: Final = frozenset({"assignment_day", "condition_day", "unmet_condition"})


def say_whose(party: str, values: Mapping[str, Any], language: Language) -> str:
    """Whose it is: "Socialnämnden i Lindmora kommun"; both parties' where it is no single one's."""
    if not party:
        body = values.get("body")
        return str(body) if body else say("needs", "both", {}, language)
    return who(values.get("body"), name_of(party, language), language)


def say_day(day: date, language: Language) -> str:
    """A day as a heading: "Måndag 23 november 2026"."""
    text = f"{_weekday(day, language)} {say('needs', 'written', {'day': day}, language)}"
    return text[:1].upper() + text[1:]


def say_near(day: date, on: date, language: Language) -> str:
    """A day seen from another: "i dag", "på måndag", "den 8 september 2027"."""
    if day == on:
        return say("needs", "today", {}, language)
    if day == on + timedelta(days=1):
        return say("needs", "tomorrow", {}, language)
    if on < day < on + timedelta(days=7):
        return say("needs", "weekday", {"weekday": _weekday(day, language)}, language)
    return say("needs", "on_day", {"day": day}, language)


class Counted(NamedTuple):
    """How much there is of one kind (`KINDS`, `LATE`, or "late"): things, the agreements they are of, the first day of any."""

    kind: str
    things: int
    agreements: int
    first: date | None


def counted(found: Iterable[tuple[str, object, date | None]], on: date) -> list[Counted]:
    """How much there is of each kind, of things told as their code, their agreement and their day."""
    of: dict[str, list[tuple[object, date | None]]] = defaultdict(list)
    for code, agreement, day in found:
        of[_kind(code, late=day is not None and day < on)].append((agreement, day))
    return [
        Counted(kind, len(these), len({one for one, _ in these}), min((day for _, day in these if day), default=None))
        for kind, these in of.items()
    ]


def _kind(code: str, *, late: bool) -> str:
    return LATE.get(code, "late") if late else KIND_OF.get(code, "")


def summary(found: Iterable[Counted], on: date, language: Language) -> str:
    """How much there is, in a few sentences: "3 avtal väntar på beslut. 1 överklagandetid går ut på måndag."."""
    of = {one.kind: one for one in found}
    sentences = []
    for kind in (*LATE.values(), "late", *KINDS):
        if kind not in of:
            continue
        one = of[kind]
        count = one.agreements if kind in _BY_AGREEMENT else one.things
        near = say_near(one.first, on, language) if one.first is not None else ""
        values = {"count": count, "near": near}
        values["near"] = say("needs", "first" if count > 1 else "only", values, language) if near else ""
        sentences.append(say("needs", f"kind.{kind}", values, language))
    return " ".join(sentences[:_SENTENCES])


_BY_AGREEMENT: Final = frozenset({"decision", "condition", "end", "settle", "signature"})


def _weekday(day: date, language: Language) -> str:
    return say("needs", f"weekday.{day.isoweekday()}", {}, language)


def _value(name: str, value: Any) -> object:
    """Days as days; everything else as kept."""
    if name not in ("day", "end", "to", "planned"):
        return value
    try:
        return PartialDate.parse(str(value))
    except ValueError:
        return value


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONG else words[:_LONG].rsplit(" ", 1)[0] + " …"
