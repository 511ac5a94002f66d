"""What a reviewed paper would record: its draft and what people have said of each found fact in, the items to append out.

A fact is known by its place in the draft: "0.3" is the third of the first entry, "0.+1" one that a person added to it, "0.head"
the entry's own head.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.dates import PartialDate
from samverkan.core.facts import Justering, PeriodValue, Term
from samverkan.core.standing.items import OWN
from samverkan.core.writing.heading import corrected_head, with_head
from samverkan.core.writing.ledger_json import fact_from_json, item_from_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from samverkan.core.facts import Fact
    from samverkan.core.sources import Citation
    from samverkan.core.standing.items import RecordedItem
    from samverkan.store.models import Draft, Mark

Json = Any
CONFIRMED: Final = "confirmed"
CORRECTED: Final = "corrected"
ADDED: Final = "added"
REJECTED: Final = "rejected"
STATES: Final = (CONFIRMED, CORRECTED, ADDED, REJECTED)
HEAD: Final = "head"


class Found(NamedTuple):
    """One fact of a draft as it stands now: its place, {"kind", "value"}, and what was said of it, if anything."""

    name: str
    fact: Json
    mark: Mark | None


def head_name(position: int) -> str:
    """The place of an entry's head."""
    return f"{position}.{HEAD}"


def head_of(written: Json, marks: Mapping[str, Mark]) -> Json:
    """An entry's head as read, or as a person has corrected it."""
    said = marks.get(head_name(written["position"]))
    if said is None or said.state != CORRECTED or said.value is None:
        return written["head"]
    return corrected_head(written["head"], said.value["head"])


def found_in(written: Json, marks: Mapping[str, Mark]) -> Iterator[Found]:
    """The facts of an entry, then those that people have added, each as read or as corrected."""
    position = written["position"]
    before, after = written["head"], head_of(written, marks)
    names = [f"{position}.{n}" for n in range(len(written["facts"]))]
    names += sorted(
        (name for name, one in marks.items() if one.state == ADDED and name.split(".")[0] == str(position)), key=_number
    )
    for name in names:
        said = marks.get(name)
        fact = said.value if said is not None and said.state in (CORRECTED, ADDED) else _read(written, name)
        yield Found(name, with_head(fact, before, after) if after != before else fact, said)


def marks_of(draft: Draft) -> dict[str, Mark]:
    """What has been said of each of the draft's facts."""
    return {one.fact: one for one in draft.marks.select_related("by")}


def as_read(draft: Draft, written: Json, marks: Mapping[str, Mark]) -> RecordedItem:
    """An entry with every fact found or added that nobody has rejected, confirmed or not."""
    kept = [one for one in found_in(written, marks) if one.mark is None or one.mark.state != REJECTED]
    return _item(draft, written, marks, kept)


def reviewed(draft: Draft, marks: Mapping[str, Mark] | None = None) -> list[tuple[RecordedItem, int]]:
    """The draft's items with the facts that are confirmed, corrected or added, and each one's position.

    An entry whose head is rejected is left out.
    """
    marks = marks_of(draft) if marks is None else marks
    found = []
    for written in draft.items:
        position = written["position"]
        head = marks.get(head_name(position))
        if head is not None and head.state == REJECTED:
            continue
        kept = [one for one in found_in(written, marks) if one.mark is not None and one.mark.state != REJECTED]
        found.append((_item(draft, written, marks, kept), position))
    return found


def with_justering(item: RecordedItem, day: date) -> RecordedItem:
    """The item with the fact that its minutes were justerade on the day; as it is, where it says so already."""
    if any(isinstance(fact, Justering) for fact in item.facts):
        return item
    sections = (item.section,) if item.section else ()
    fact = Justering(
        id=f"{item.id}:justering", party=OWN, body=item.body, happened=PartialDate.of(day), meeting=item.day,
        sections=sections, citations=(item.citation,),
    )  # fmt: skip
    return item._replace(facts=(*item.facts, fact))


def _item(draft: Draft, written: Json, marks: Mapping[str, Mark], kept: Sequence[Found]) -> RecordedItem:
    source = str(draft.document_id)
    quotes: dict[Citation, str] = {}
    values = [
        fact_from_json(one.fact["kind"], one.fact["value"], id=f"{draft.pk}:{one.name}", source=source, quotes=quotes)
        for one in kept
    ]
    item = item_from_json(
        head_of(written, marks), id=f"{draft.pk}:{written['position']}", source=source, facts=values, quotes=quotes
    )
    return _as_its_terms_say(item, values, {fact["value"].get("term") for fact in written["facts"]})


def _as_its_terms_say(item: RecordedItem, facts: Sequence[Fact], read: set[str | None]) -> RecordedItem:
    """The item's own columns (service, parties, periods) as the terms that are left of it say."""
    terms = [fact for fact in facts if isinstance(fact, Term) and fact.role != "previous"]
    said = {one.term for one in terms} | read
    if "object" in said:
        item = item._replace(object=next((str(one.value) for one in terms if one.term == "object"), None))
    if "parties" in said:
        names = [
            str(name) for one in terms if one.term == "parties" and isinstance(one.value, tuple) for name in one.value
        ]
        item = item._replace(parties=tuple(dict.fromkeys(names)))
    if "period" in said:
        periods = tuple(one.value for one in terms if isinstance(one.value, PeriodValue))
        item = item._replace(periods=periods)
    return item


def _read(written: Json, name: str) -> Json:
    return written["facts"][int(name.split(".")[1])]


def _number(name: str) -> int:
    digits = name.partition("+")[2]
    return int(digits) if digits.isdecimal() else 0
