"""An entry's head corrected: what a person says it should be in, the entry with its facts saying so too out.

A fact repeats from its head whose it is, its day, its § and its registry number; where it repeats what was read there, it
now says what is right. All as `ledger_json` writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from samverkan.core.dates import PartialDate
from samverkan.core.standing.names import board_of, is_committee

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = Any
FIELDS: Final = ("organisation", "body", "section", "registry_number", "day", "title")
"""What of a head a person may correct."""
_OWN_ACTS: Final = frozenset({"Decision", "Proposal", "Extension", "Amendment", "Termination"})
_OTHER_DAYS: Final = frozenset({"Signature", "NoticePosted", "Justering"})
"""Kinds whose day is not the meeting's."""


def new_head(said: Mapping[str, Json], *, text: bool, citation: Json) -> Json:
    """The head of an entry that a person adds: what they say of it, cited to its words; nothing else is known."""
    unknown: Json = dict.fromkeys((*FIELDS, "board", "object"))
    unknown |= {"text": text, "parties": [], "periods": [], "extends": False, "citation": citation}
    return corrected_head(unknown, said)


def corrected_head(head: Json, said: Mapping[str, Json]) -> Json:
    """The head with the fields that a person gave, and what follows from them."""
    after = {**head, **{name: said[name] or None for name in FIELDS if name in said}}
    if after["body"] != head["body"]:
        after["board"] = _board(after["body"], head)
    if after["day"] != head["day"]:
        after.pop("known", None)
        if after["day"] is not None:
            after["known"] = str(PartialDate.parse(after["day"]).last)
    after["citation"] = _cited_anew(head["citation"], head, after)
    return after


def with_head(fact: Json, before: Json, after: Json) -> Json:
    """A fact, {"kind", "value"}, of an entry whose head has been corrected."""
    kind, value = fact["kind"], dict(fact["value"])
    _follow(value, "body", before["body"], after["body"])
    _follow(value, "known", before.get("known"), after.get("known"))
    if kind not in _OTHER_DAYS:
        _follow(value, "happened", before["day"], after["day"])
    if kind in {"NoticePosted", "Justering"}:
        _follow(value, "meeting", before["day"], after["day"])
    if kind in _OWN_ACTS or (kind == "AssignmentGiven" and value.get("basis", "decided") == "decided"):
        _follow(value, "section", before["section"], after["section"])
    if kind in {"Decision", "Proposal"}:
        _follow(value, "registry_number", before["registry_number"], after["registry_number"])
    if kind == "Proposal" and before["body"] and value.get("to") == before["body"]:
        value["to"] = after["body"]
    if kind == "AssignmentGiven" and value.get("basis", "decided") == "decided":
        _follow(value, "by", before["body"], after["body"])
        _follow(value, "day", before["day"], after["day"])
    if "citations" in value:
        value["citations"] = [_cited_anew(one, before, after) for one in value["citations"]]
    return {"kind": kind, "value": value}


def _follow(value: Json, name: str, before: Json, after: Json) -> None:
    """Let a field that says what the head said say what it says now."""
    if before == after or value.get(name) != before:
        return
    if after is None:
        value.pop(name, None)
    else:
        value[name] = after


def _cited_anew(citation: Json, before: Json, after: Json) -> Json:
    found = dict(citation)
    _follow(found, "section", before["section"], after["section"])
    _follow(found, "date", before["day"], after["day"])
    return found


def _board(body: str | None, head: Json) -> str | None:
    """The board that a body's entry is for."""
    if body is None or not is_committee(body):
        return body
    return board_of(body) or (head["board"] if head["board"] != head["body"] else None) or body
