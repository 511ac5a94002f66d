"""The sentences of a standing: a rule's or an entry's code and values in, a sentence out (domain `proof`).

Codes inside the values become words; party, body, § and day become phrases: {who}, {when}.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from samverkan.core.dates import PartialDate
from samverkan.core.findings import Finding
from samverkan.core.standing.names import body_in, person_in
from samverkan.core.standing.values import UNNAMED
from samverkan.words import opens_with, say, written
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samverkan.words import Language

_CODES = frozenset({"term", "terms", "verdict", "kind", "status"})
_PAPERS = frozenset({
    "proposal", "text", "later", "proposed", "postponed", "referred_back", "withdrawn", "rescinded", "annulled",
    "decides", "minutes",
})  # fmt: skip
"""What the paper behind an entry is, where its sentence differs by it."""


def say_proof(code: str, values: Mapping[str, object], language: Language) -> str:
    """The sentence for a rule (`in_period`), an entry (`open.missing_minutes`) or a word (`word.differs`)."""
    filled = {name: _named(value, language) for name, value in values.items()}
    for name in _CODES & filled.keys():
        filled[name] = _words(filled[name], language)
    if code == "open.unread_paper":
        filled["reason"] = say_finding(Finding(str(values["finding"]), values), language)
    if code == "open.not_final":
        return say_proof(str(values["reason"]) + _ending(str(values["reason"])), values, language)
    if values.get("paper") in _PAPERS:
        code = f"{code}.{values['paper']}"
    if not filled.get("parties", True):
        filled["parties"] = say("proof", "word.unknown_parties", {}, language)
    whose = who(values.get("body"), values.get("party"), language)
    inside = language == "sv" and not opens_with("proof", code, "who", language)
    filled["who"] = whose[:1].lower() + whose[1:] if inside and _is_body(values) else whose
    filled["when"] = when(values.get("section"), values.get("day"), language)
    asked_itself = str(values.get("ask")).casefold() == whose.casefold()
    filled["asking"] = "" if asked_itself else _phrase("asking", "ask", values, language)
    filled["planning"] = _phrase("planning", "planned", values, language)
    filled["by"] = _phrase("by", "party", values, language)
    filled["section_"] = _phrase("section_", "section", values, language)
    what = values.get("what")
    filled["what"] = say("proof", f"print.what.{what}", {}, language) if what else ""
    if "periods" in filled:
        filled["periods"] = [_period(str(one), language) for one in cast("Iterable[object]", filled["periods"])]
    sentence = say("proof", code, filled, language)
    return sentence[:1].upper() + sentence[1:]


def _is_body(values: Mapping[str, object]) -> bool:
    """Whether the one named is named by its body: no proper name in Swedish."""
    name = str(values.get("party") or "")
    return bool(values.get("body")) or (person_in(name) is None and body_in(name) is not None)


def _ending(rule: str) -> str:
    return {"no_notice_on_file": ".unknown"}.get(rule, ".no")


def _period(iso: str, language: Language) -> str:
    """A period written as 2022-01-01/2022-12-31, in words."""
    days = [None if day == ".." else written(PartialDate.parse(day), language) for day in iso.split("/")]
    return " – ".join(day or "" for day in days).strip()


def _words(value: object, language: Language) -> object:
    if isinstance(value, list | tuple):
        return [_words(one, language) for one in value]
    return say("proof", f"word.{value}", {}, language).removeprefix("word.")


def _named(value: object, language: Language) -> object:
    """A value with what stands for a party that no paper names in words."""
    if isinstance(value, list | tuple):
        return [_named(one, language) for one in value]
    return name_of(value, language) if value == UNNAMED else value


def name_of(party: object, language: Language) -> str:
    """A party's name; in words where no paper names it."""
    return say("proof", "word.unknown_party", {}, language) if party == UNNAMED else str(party)


def who(body: object, party: object, language: Language) -> str:
    """A party with its body: "Socialnämnden i Alingsås kommun"; the body alone where its legal person is unnamed."""
    if party == UNNAMED:
        party = None if body else name_of(party, language)
    if not body or not party or str(body).casefold() == str(party).casefold():
        return written(party or body, language)
    return say("proof", "print.of", {"body": body, "party": party}, language)


def when(section: object, day: object, language: Language) -> str:
    """The § and day of an act in brackets; nothing where neither is told."""
    name = "when" if section and day else "when_day" if day else "when_section" if section else None
    return "" if name is None else say("proof", f"print.{name}", {"section": section, "day": day}, language)


def _phrase(name: str, value: str, values: Mapping[str, object], language: Language) -> str:
    return say("proof", f"print.{name}", values, language) if values.get(value) else ""
