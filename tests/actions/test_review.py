"""The way from paper to fact: what people say of each finding, taken back or kept, and recorded once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.store.office import EXAMPLES, MUNICIPALITY, REGION, office

from samverkan.actions.acting import Acting, InvalidError, RefusedError
from samverkan.actions.documents import receive
from samverkan.actions.marking import confirm_all, mark, undo, unmark
from samverkan.actions.reading import read_paper
from samverkan.actions.reviewing import Place, record
from samverkan.actions.roles import Role
from samverkan.store.drafted import ADDED, CONFIRMED, CORRECTED, REJECTED, marks_of, reviewed
from samverkan.store.models import AuditContent, Draft, Entry, Fact, Organisation, Person, Rendition, Shared

if TYPE_CHECKING:
    from samverkan.core.standing.items import RecordedItem

PAPER = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
JUSTERED = date(2019, 10, 30)


def received(acting: Acting) -> Draft:
    path = EXAMPLES / PAPER
    return receive(acting, paper=read_paper(path.read_bytes(), path.name), arrived=JUSTERED).document.draft


def names(draft: Draft) -> list[str]:
    return [f"0.{n}" for n in range(len(draft.items[0]["facts"]))]


def place() -> dict[int, Place | None]:
    return {0: Place(None, None, list(Organisation.objects.all()))}


def only(draft: Draft) -> RecordedItem:
    ((item, _),) = reviewed(draft)
    return item


def somebody_else(acting: Acting) -> Acting:
    person = Person.objects.create_user("annan@region.example", name="Annan Person")
    return Acting(person, acting.organisation, acting.roles)


def refused(code: str, action: Any, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(InvalidError) as error:
        action(*args, **kwargs)
    assert error.value.code == code


def test_nothing_is_recorded_unconfirmed() -> None:
    acting = office(REGION)
    office(MUNICIPALITY)
    draft = received(acting)
    mark(acting, draft=draft, fact="0.0", state=CONFIRMED)
    mark(acting, draft=draft, fact="0.1", state=REJECTED)
    record(acting, draft=draft, places=place(), why="läst")
    assert list(Fact.objects.values_list("kind", flat=True)) == ["Decision"]


def test_all_that_are_sure_are_confirmed_in_one_step_with_one_audit_row() -> None:
    acting = office(REGION)
    draft = received(acting)
    mark(acting, draft=draft, fact="0.1", state=REJECTED)
    before = AuditContent.objects.count()
    assert confirm_all(acting, draft=draft, facts=names(draft)) == len(names(draft)) - 1
    assert AuditContent.objects.count() == before + 1
    assert marks_of(draft)["0.1"].state == REJECTED
    undo(acting, draft=draft)
    assert set(marks_of(draft)) == {"0.1"}


def test_each_step_is_undone_the_last_first_until_there_is_none() -> None:
    acting = office(REGION)
    draft = received(acting)
    mark(acting, draft=draft, fact="0.0", state=CONFIRMED)
    mark(acting, draft=draft, fact="0.0", state=REJECTED)
    unmark(acting, draft=draft, fact="0.0")
    assert undo(acting, draft=draft) == ["0.0"]
    assert marks_of(draft)["0.0"].state == REJECTED
    undo(acting, draft=draft)
    assert marks_of(draft)["0.0"].state == CONFIRMED
    undo(acting, draft=draft)
    assert marks_of(draft) == {}
    refused("nothing_to_undo", undo, acting, draft=draft)


def test_nobody_undoes_what_another_has_said() -> None:
    acting = office(REGION)
    draft = received(acting)
    other = somebody_else(acting)
    mark(acting, draft=draft, fact="0.0", state=CONFIRMED)
    refused("nothing_to_undo", undo, other, draft=draft)
    mark(other, draft=draft, fact="0.0", state=REJECTED)
    assert undo(acting, draft=draft) == []
    assert marks_of(draft)["0.0"].state == REJECTED


def corrected(draft: Draft, number: int, **changed: Any) -> dict[str, Any]:
    fact = draft.items[0]["facts"][number]
    return {"kind": fact["kind"], "value": {**fact["value"], **changed}}


def test_a_correction_stands_in_place_of_what_was_read() -> None:
    acting = office(REGION)
    draft = received(acting)
    n = next(n for n, fact in enumerate(draft.items[0]["facts"]) if fact["value"].get("term") == "period")
    period = {"from_": "2020", "to": "2023-06", "open_ended": False}
    mark(acting, draft=draft, fact=f"0.{n}", state=CORRECTED, value=corrected(draft, n, value=period))
    item = only(draft)
    assert [str(one.to) for one in item.periods] == ["2023-06"]
    assert len(item.facts) == 1


def test_a_corrected_head_reaches_the_record() -> None:
    acting = office(REGION)
    office(MUNICIPALITY)
    draft = received(acting)
    confirm_all(acting, draft=draft, facts=names(draft))
    said = {"section": "113", "day": "2019-10-24", "title": "Ny rubrik", "registry_number": "HSN 2019-0312"}
    mark(acting, draft=draft, fact="0.head", state=CORRECTED, value={"head": said})
    (entry,) = record(acting, draft=draft, places=place(), why="läst")
    assert {name: entry.head[name] for name in said} == said
    decision = Fact.objects.get(kind="Decision")
    assert (decision.happened, decision.value["section"], decision.value["registry_number"]) == (
        "2019-10-24",
        "113",
        "HSN 2019-0312",
    )
    assert [one.registry_number for one in acting.organisation.matters.all()] == ["HSN 2019-0312"]


def test_an_entry_whose_head_is_rejected_is_left_out() -> None:
    acting = office(REGION)
    draft = received(acting)
    confirm_all(acting, draft=draft, facts=names(draft))
    mark(acting, draft=draft, fact="0.head", state=REJECTED)
    assert reviewed(draft) == []


def added(draft: Draft, words: str, start: int | None = None) -> dict[str, Any]:
    text = Rendition.objects.get(content=draft.document.content_id).text
    at = text.index(words) if start is None else start
    cited = {"span": [at, at + len(words)], "words": words}
    value = {"party": "*own*", "term": "termination", "value": 6, "basis": "told", "citations": [cited]}
    return {"kind": "Term", "value": value}


def test_an_added_fact_quotes_the_paper() -> None:
    acting = office(REGION)
    draft = received(acting)
    mark(acting, draft=draft, fact="0.+1", state=ADDED, value=added(draft, "Lindmora kommun"))
    (fact,) = only(draft).facts
    assert [only(draft).quotes[one] for one in fact.citations] == ["Lindmora kommun"]
    refused(
        "words_not_found", mark, acting, draft=draft, fact="0.+2", state=ADDED, value=added(draft, "Lindmora kommun", 3)
    )
    without = added(draft, "Lindmora kommun")
    without["value"]["citations"] = []
    refused("no_words", mark, acting, draft=draft, fact="0.+2", state=ADDED, value=without)
    assert len(marks_of(draft)) == 1


@pytest.mark.parametrize(
    ("fact", "state", "value", "code"),
    [
        ("0.99", CONFIRMED, None, "no_such_fact"),
        ("7.0", CONFIRMED, None, "no_such_fact"),
        ("7.head", CONFIRMED, None, "no_such_fact"),
        ("0.+x", ADDED, {"kind": "Term", "value": {}}, "no_such_fact"),
        ("0.+1", CONFIRMED, None, "no_such_fact"),
        ("0.0", "perhaps", None, "unknown_mark"),
        ("0.0", CORRECTED, None, "fact_not_understood"),
        ("0.0", CORRECTED, {"kind": "Linked", "value": {}}, "fact_not_understood"),
        ("0.0", CORRECTED, {"kind": "Decision", "value": {"party": "", "act": "approve", "happened": "i går"}}, "fact_not_understood"),
        ("0.0", CORRECTED, {"kind": "Decision", "value": {"party": "", "act": "jubla"}}, "fact_not_understood"),
        ("0.head", CORRECTED, {"head": {"colour": "red"}}, "fact_not_understood"),
        ("0.head", CORRECTED, {"head": {"day": "31 juni"}}, "fact_not_understood"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_refused_and_nothing_is_kept(fact: str, state: str, value: Any, code: str) -> None:
    acting = office(REGION)
    draft = received(acting)
    refused(code, mark, acting, draft=draft, fact=fact, state=state, value=value)
    assert marks_of(draft) == {}


def test_a_document_is_recorded_once_however_often_it_is_asked_for() -> None:
    """The second tab holds the draft as it was."""
    acting = office(REGION)
    office(MUNICIPALITY)
    draft = received(acting)
    other_tab = Draft.objects.get(pk=draft.pk)
    confirm_all(acting, draft=draft, facts=names(draft))
    record(acting, draft=draft, places=place(), why="läst")
    refused("already_recorded", record, acting, draft=other_tab, places=place(), why="läst")
    refused("already_recorded", mark, acting, draft=other_tab, fact="0.0", state=REJECTED)
    assert Entry.objects.count() == 1


def test_only_who_may_share_makes_it_joint() -> None:
    officer = office(REGION, Role.OFFICER)
    office(MUNICIPALITY)
    draft = received(officer)
    confirm_all(officer, draft=draft, facts=names(draft))
    with pytest.raises(RefusedError):
        record(officer, draft=draft, places=place(), why="läst", justered=JUSTERED)
    assert (Entry.objects.count(), Shared.objects.count()) == (0, 0)
    record(officer, draft=draft, places=place(), why="läst")
    assert (Entry.objects.count(), Shared.objects.count()) == (1, 0)


def test_a_day_of_justering_to_come_is_refused() -> None:
    acting = office(REGION)
    draft = received(acting)
    refused("justered_later", record, acting, draft=draft, places=place(), why="läst", justered=date(2999, 1, 1))
    refused("unknown_ground", record, acting, draft=draft, places=place(), why="läst", ground="hearsay")


def test_another_organisations_draft_is_not_to_be_touched() -> None:
    draft = received(office(REGION))
    stranger = office(MUNICIPALITY)
    for action, named in ((confirm_all, {"facts": []}), (undo, {}), (mark, {"fact": "0.0", "state": CONFIRMED})):
        refused("not_your_document", action, stranger, draft=draft, **named)
