"""Review: what a person says of each found fact, and the end of it, when what is confirmed becomes facts.

Marks are work on its way and can be taken back; `record` appends, once, what is confirmed, corrected or added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.documents import own, share_in
from samverkan.actions.register import connect, join, matter_in, open_agreement
from samverkan.actions.roles import Right
from samverkan.core.dates import PartialDate
from samverkan.core.facts import Justering
from samverkan.core.standing.items import OWN
from samverkan.core.writing.ledger_json import KINDS, fact_from_json, item_from_json
from samverkan.store.append import Recording, append_item
from samverkan.store.indexing import index
from samverkan.store.models import Agreement, Cooperation, Draft, Mark, Organisation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from samverkan.core.standing.items import RecordedItem
    from samverkan.store.models import Entry

CONFIRMED: Final = "confirmed"
CORRECTED: Final = "corrected"
ADDED: Final = "added"
REJECTED: Final = "rejected"


class Place(NamedTuple):
    """Which agreement an entry concerns: one that there is, or a new one of a cooperation that there is, or of a new one."""

    agreement: Agreement | None = None
    cooperation: Cooperation | None = None
    parties: Sequence[Organisation] = ()


@action(Right.REVIEW)
def mark(acting: Acting, *, draft: Draft, fact: str, state: str, value: Any = None) -> Mark:
    """Say of a found fact ("0.3": the third of the first entry) that it is right, wrong, or what is right instead.

    `value` is {"kind", "value"} of a fact corrected or added. InvalidError where there is no such fact or it cannot be
    understood.
    """
    open_for_review(acting, draft)
    if state not in (CONFIRMED, CORRECTED, ADDED, REJECTED):
        raise InvalidError("unknown_mark", state=state)
    if state == ADDED:
        _entry(draft, fact)
    else:
        _found(draft, fact)
    if state in (CORRECTED, ADDED):
        _understood(value)
    else:
        value = None
    made, _ = Mark.objects.update_or_create(
        draft=draft, fact=fact, defaults={"state": state, "value": value, "by": acting.person}
    )
    acting.note("fact_marked", draft.pk, fact=fact, state=state)
    return made


@action(Right.REVIEW)
def unmark(acting: Acting, *, draft: Draft, fact: str) -> None:
    """Take back what was said of a found fact."""
    open_for_review(acting, draft)
    Mark.objects.filter(draft=draft, fact=fact).delete()
    acting.note("fact_unmarked", draft.pk, fact=fact)


@action(Right.REVIEW)
def record(
    acting: Acting, *, draft: Draft, places: Mapping[int, Place | None], why: str, justered: date | None = None,
    ground: str | None = None,
) -> list[Entry]:  # fmt: skip
    """Append what is confirmed, corrected or added of a document, entry by entry, and close its review.

    `places`: the agreement of each entry; an entry without a place is left out. `justered`: the day the minutes were
    justerade, which makes them joint; `ground`: another reason why the document is joint.
    """
    open_for_review(acting, draft)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    document = draft.document
    recording = Recording(acting.organisation, acting.person, acting.at, document.arrived, why)
    entries: list[Entry] = []
    concerned: set[Agreement] = set()
    for item, position in reviewed(draft):
        place = places.get(position)
        if place is None or not item.facts:
            continue
        if justered is not None:
            item = item._replace(facts=(*item.facts, _justering(item, justered)))
        agreement = place.agreement or open_agreement(acting, cooperation=place.cooperation, parties=place.parties)
        join(acting, agreement, place.parties)
        entries.append(append_item(item, document, position, recording, agreement=agreement))
        if item.registry_number and not item.text:
            connect(acting, agreement, matter_in(acting, item.registry_number, title=item.title or ""))
        concerned.add(agreement)
    if justered is not None or ground is not None:
        share_in(acting, document, "justering" if justered is not None else ground or "")
    Draft.objects.filter(pk=draft.pk).update(state="recorded")
    index(concerned, today=acting.today)
    acting.note("document_recorded", document.pk, entries=[entry.pk for entry in entries], why=why)
    return entries


def reviewed(draft: Draft) -> list[tuple[RecordedItem, int]]:
    """The draft's items with the facts that are confirmed, corrected or added, and each one's position."""
    marks = {one.fact: one for one in draft.marks.all()}
    source = str(draft.document_id)
    found = []
    for written in draft.items:
        position = written["position"]
        facts = [
            (f"{position}.{n}", fact) for n, fact in enumerate(written["facts"])
        ]  # fmt: skip
        kept: list[tuple[str, Any]] = []
        quotes: dict[Any, str] = {}
        for name, fact in facts:
            said = marks.get(name)
            if said is None or said.state == REJECTED:
                continue
            kept.append((name, said.value if said.state == CORRECTED else fact))
        kept += [
            (name, said.value)
            for name, said in sorted(marks.items())
            if said.state == ADDED and name.split(".")[0] == str(position)
        ]
        values = [
            fact_from_json(fact["kind"], fact["value"], id=f"{draft.pk}:{name}", source=source, quotes=quotes)
            for name, fact in kept
        ]
        item = item_from_json(written["head"], id=f"{draft.pk}:{position}", source=source, facts=values, quotes=quotes)
        found.append((item, position))
    return found


def open_for_review(acting: Acting, draft: Draft) -> None:
    """Refuse another organisation's draft, and one whose document is recorded already."""
    own(acting, draft.document)
    if draft.state == "recorded":
        raise InvalidError("already_recorded")


def _justering(item: RecordedItem, day: date) -> Justering:
    sections = (item.section,) if item.section else ()
    return Justering(
        id=f"{item.id}:justering", party=OWN, body=item.body, happened=PartialDate.of(day), meeting=item.day,
        sections=sections, citations=(item.citation,),
    )  # fmt: skip


def _found(draft: Draft, fact: str) -> Any:
    position, _, number = fact.partition(".")
    for item in draft.items:
        if str(item["position"]) == position and number.isdecimal() and int(number) < len(item["facts"]):
            return item["facts"][int(number)]
    raise InvalidError("no_such_fact", fact=fact)


def _entry(draft: Draft, fact: str) -> None:
    position, _, name = fact.partition(".")
    if not name.startswith("+") or all(str(item["position"]) != position for item in draft.items):
        raise InvalidError("no_such_fact", fact=fact)


def _understood(value: Any) -> None:
    """Refuse a value that is no fact of its kind."""
    try:
        if value["kind"] not in KINDS:
            raise InvalidError("fact_not_understood", reason=f"kind: {value['kind']}")
        fact_from_json(value["kind"], value["value"], id="-", source="-", quotes={})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidError("fact_not_understood", reason=str(error)) from error
