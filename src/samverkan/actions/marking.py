"""Review on its way: what a person says of each found fact. It can be taken back until the document is recorded.

Each is one step that `undo` takes back; marks are not facts, and what another person has said since is left as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.documents import own
from samverkan.actions.register import LONGEST
from samverkan.actions.roles import Right
from samverkan.core.dates import PartialDate
from samverkan.core.writing.heading import FIELDS, new_head
from samverkan.core.writing.ledger_json import KINDS, fact_from_json
from samverkan.core.writing.quoting import citations_in, cited, misquoted, place_of
from samverkan.core.writing.sense import wrongs
from samverkan.store.belonging import index_numbers
from samverkan.store.drafted import ADDED, CONFIRMED, CORRECTED, HEAD, REJECTED, STATES
from samverkan.store.models import Draft, Mark, Rendition, Step
from samverkan.store.wording import index_documents

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = Any
_ENTRY = "entry"
"""What a step names where it added an entry."""


@action(Right.REVIEW)
def mark(acting: Acting, *, draft: Draft, fact: str, state: str, value: Any = None) -> Mark:
    """Say of a found fact ("0.3": the third of the first entry) that it is right, wrong, or what is right instead.

    `value` is {"kind", "value"} of a fact corrected or added, {"head": {...}} of an entry's head ("0.head"). InvalidError
    where there is no such fact, it cannot be understood, makes no sense, or quotes what the paper does not say.
    """
    draft = open_for_review(acting, draft)
    if state not in STATES:
        raise InvalidError("unknown_mark", state=state)
    head = fact.endswith(f".{HEAD}")
    if state == ADDED:
        _entry(draft, fact)
    elif head:
        _head(draft, fact)
    else:
        _found(draft, fact)
    if state not in (CORRECTED, ADDED):
        value = None
    elif head:
        _understood_head(value)
    else:
        _understood(value, _text(draft))
    _keep_step(acting, draft, [fact])
    made, _ = Mark.objects.update_or_create(
        draft=draft, fact=fact, defaults={"state": state, "value": value, "by": acting.person}
    )
    _index_named(draft, [fact])
    acting.note("fact_marked", draft.pk, fact=fact, state=state)
    return made


@action(Right.REVIEW)
def confirm_all(acting: Acting, *, draft: Draft, facts: Iterable[str]) -> int:
    """Say of all these that they are right, in one step; how many of them nothing had been said of before."""
    draft = open_for_review(acting, draft)
    wanted = list(dict.fromkeys(facts))
    for name in wanted:
        (_head if name.endswith(f".{HEAD}") else _found)(draft, name)
    said = set(draft.marks.values_list("fact", flat=True))
    new = [name for name in wanted if name not in said]
    if new:
        _keep_step(acting, draft, new)
    Mark.objects.bulk_create([Mark(draft=draft, fact=name, state=CONFIRMED, by=acting.person) for name in new])
    acting.note("facts_confirmed", draft.pk, facts=new)
    return len(new)


@action(Right.REVIEW)
def add_entry(acting: Acting, *, draft: Draft, head: Any, text: bool, words: str, near: int = 0) -> int:
    """An entry that was not found, or, `text`, the agreement's own text: its head as said, cited to its words; its position.

    Facts are then added to it as to any other. InvalidError where the head is not understood, the paper has no text, or
    does not say the words.
    """
    draft = open_for_review(acting, draft)
    _understood_head({HEAD: head})
    rendition = Rendition.objects.filter(content=draft.document.content_id).first()
    span = None if rendition is None else place_of(rendition.text, words, near=near)
    if rendition is None or span is None:
        raise InvalidError("words_not_found", words=" ".join(words.split())[:200])
    made = new_head(head, text=text, citation=cited(rendition.text, rendition.pages, span, {}))
    position = max((item["position"] for item in draft.items), default=-1) + 1
    draft.items = [*draft.items, {"position": position, "head": made, "facts": []}]
    draft.save(update_fields=["items"])
    _keep_step(acting, draft, [f"{position}.{_ENTRY}"])
    Mark.objects.create(draft=draft, fact=f"{position}.{HEAD}", state=CONFIRMED, by=acting.person)
    index_documents([draft.document])
    acting.note("entry_added", draft.pk, position=position)
    return position


@action(Right.REVIEW)
def unmark(acting: Acting, *, draft: Draft, fact: str) -> None:
    """Take back what was said of a found fact."""
    draft = open_for_review(acting, draft)
    _keep_step(acting, draft, [fact])
    Mark.objects.filter(draft=draft, fact=fact).delete()
    _index_named(draft, [fact])
    acting.note("fact_unmarked", draft.pk, fact=fact)


@action(Right.REVIEW)
def undo(acting: Acting, *, draft: Draft) -> list[str]:
    """Take back the person's own last step; the facts that it was about. InvalidError where there is none."""
    draft = open_for_review(acting, draft)
    step = Step.objects.filter(draft=draft, by=acting.person).order_by("pk").last()
    if step is None:
        raise InvalidError("nothing_to_undo")
    others = set(
        Mark.objects.filter(draft=draft, fact__in=step.before).exclude(by=acting.person).values_list("fact", flat=True)
    )
    taken = [fact for fact in step.before if fact not in others]
    for fact in taken:
        before = step.before[fact]
        if before is None:
            Mark.objects.filter(draft=draft, fact=fact).delete()
        else:
            Mark.objects.update_or_create(
                draft=draft, fact=fact,
                defaults={"state": before["state"], "value": before["value"], "by_id": before["by"]},
            )  # fmt: skip
        if before is None and fact.endswith(f".{_ENTRY}"):
            _drop_entry(draft, fact.partition(".")[0])
    step.delete()
    _index_named(draft, taken)
    acting.note("step_undone", draft.pk, facts=taken)
    return taken


def _drop_entry(draft: Draft, position: str) -> None:
    """An entry that was added, and what was said of its head; it stays while somebody's facts are in it."""
    of_it = Mark.objects.filter(draft=draft, fact__startswith=f"{position}.")
    if of_it.exclude(fact=f"{position}.{HEAD}").exists():
        return
    of_it.delete()
    draft.items = [item for item in draft.items if str(item["position"]) != position]
    draft.save(update_fields=["items"])
    index_documents([draft.document])


def _index_named(draft: Draft, facts: Iterable[str]) -> None:
    """Lay up anew the registry numbers that the document names, where a head is said to be otherwise than it was."""
    if any(one.endswith(f".{HEAD}") for one in facts):
        index_numbers([draft.pk])


def open_for_review(acting: Acting, draft: Draft) -> Draft:
    """The draft, held until the action is done; refused where it is another's, or its document is recorded already."""
    own(acting, draft.document)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.state == "recorded":
        raise InvalidError("already_recorded")
    return draft


def _keep_step(acting: Acting, draft: Draft, facts: list[str]) -> None:
    """Keep what was said of the facts, to be able to go back."""
    before: dict[str, Json] = dict.fromkeys(facts)
    for one in draft.marks.filter(fact__in=facts):
        before[one.fact] = {"state": one.state, "value": one.value, "by": None if one.by_id is None else str(one.by_id)}
    Step.objects.create(draft=draft, by=acting.person, before=before)


def _found(draft: Draft, fact: str) -> None:
    """Refuse a place that holds no fact, found or added."""
    position, _, number = fact.partition(".")
    for item in draft.items:
        if str(item["position"]) == position and number.isdecimal() and int(number) < len(item["facts"]):
            return
    raise InvalidError("no_such_fact", fact=fact)


def _entry(draft: Draft, fact: str) -> None:
    """Refuse a place for an added fact that is no entry's."""
    position, _, name = fact.partition(".")
    if not (name.startswith("+") and name[1:].isdecimal()) or not _positions(draft, position):
        raise InvalidError("no_such_fact", fact=fact)


def _head(draft: Draft, fact: str) -> None:
    if not _positions(draft, fact.partition(".")[0]):
        raise InvalidError("no_such_fact", fact=fact)


def _positions(draft: Draft, position: str) -> bool:
    return any(str(item["position"]) == position for item in draft.items)


def _text(draft: Draft) -> str:
    found = Rendition.objects.filter(content=draft.document.content_id).values_list("text", flat=True).first()
    return found or ""


def _understood(value: Json, text: str) -> None:
    """Refuse a value that is no fact of its kind, makes no sense, or quotes what the text does not say."""
    try:
        if value["kind"] not in KINDS:
            raise InvalidError("fact_not_understood", reason=f"kind: {value['kind']}")
        fact = fact_from_json(value["kind"], value["value"], id="-", source="-", quotes={})
        wrong = wrongs(fact)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidError("fact_not_understood", reason=str(error)) from error
    if wrong:
        raise InvalidError("fact_not_understood", reason=", ".join(f"{one.field}: {one.code}" for one in wrong))
    if not any(citations_in(value["value"].get("citations", []))):
        raise InvalidError("no_words")
    said_otherwise = misquoted(value["value"], text)
    if said_otherwise:
        raise InvalidError("words_not_found", words=" ".join(said_otherwise[0].split())[:200])


def _understood_head(value: Json) -> None:
    """Refuse a head with fields that are none, or a day that is none."""
    try:
        said = value["head"]
        if not said or not all(name in FIELDS and isinstance(held, str | None) for name, held in said.items()):
            raise InvalidError("fact_not_understood", reason="head")
        if said.get("day"):
            PartialDate.parse(said["day"])
        if len(said.get("registry_number") or "") > LONGEST:
            number = said["registry_number"]
            raise InvalidError("registry_number_long", number=f"{number[:40]}…", most=LONGEST)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidError("fact_not_understood", reason=str(error)) from error


__all__ = ["REJECTED", "confirm_all", "mark", "open_for_review", "undo", "unmark"]
