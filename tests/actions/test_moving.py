"""An entry recorded with the wrong agreement, put with the right one: what follows, who sees it, and what was known before."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.acting import Acting, InvalidError, RefusedError
from samverkan.actions.documents import publish, share
from samverkan.actions.moving import move
from samverkan.actions.register import open_agreement, register_body, register_organisation
from samverkan.actions.reviewing import Place
from samverkan.actions.roles import Role
from samverkan.actions.stating import correct, state, take_back
from samverkan.store.models import (
    AgreementMatter,
    AuditContent,
    Entry,
    Fact,
    Organisation,
    Party,
    RegisterEntry,
    SearchReader,
    StandingSpan,
)
from samverkan.store.receipts import receipt
from samverkan.store.registering import rebuild_registers
from samverkan.store.registers import entries_seen
from samverkan.store.search import search
from samverkan.store.shown import documents_shown, entries_shown, facts_shown, matters_shown
from samverkan.store.standings import answered
from samverkan.store.view import JOINT, PUBLIC, View
from samverkan.store.wording import rebuild_search

if TYPE_CHECKING:
    from samverkan.core.standing.values import Standing
    from samverkan.store.models import Agreement, Document

OURS = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"
THEIRS = "vastana/2019-11-13-socialnamnden-97.txt"
THIRD = "2120000142"
WE = "Region Västana"
ON = date(2020, 6, 1)
THEN = datetime(2026, 1, 10, 9, tzinfo=UTC)
LATER = datetime(2026, 1, 20, 9, tzinfo=UTC)
DAY_OF_THEN = date(2026, 1, 12)
WHY = "Gäller avtalet med Lindmora"


class Filed(NamedTuple):
    """Region Västana's minutes, put with an agreement with Utby, and the agreement with Lindmora that they concern."""

    wrong: Agreement
    right: Agreement
    document: Document
    entry: Entry


def region(*roles: Role, at: datetime = LATER) -> Acting:
    return office(REGION, *roles, at=at)


@pytest.fixture
def filed() -> Filed:
    office(MUNICIPALITY)
    itself = Acting(None, Organisation(number=THIRD, kind="municipality"), frozenset({Role.REGISTRAR}))
    register_organisation(itself, number=THIRD, kind="municipality", name="Utby kommun", from_day=date(2000, 1, 1))
    first = region(at=THEN)
    lindmora, utby = (Organisation.objects.get(pk=one) for one in (MUNICIPALITY, THIRD))
    right = open_agreement(first, cooperation=None, parties=[lindmora])
    wrong = open_agreement(first, cooperation=None, parties=[utby])
    day = date(2019, 11, 20)
    confirm(office(MUNICIPALITY, at=THEN), THEIRS, arrived=day, justered=day, agreement=right)
    document, _ = confirm(first, OURS, arrived=date(2019, 10, 30), justered=date(2019, 10, 30), agreement=wrong)
    return Filed(wrong, right, document, Entry.objects.get(document=document))


def standing(
    agreement: Agreement, scope: str, known: date | None = None, papers: date | None = None
) -> Standing | None:
    party = Organisation.objects.filter(pk=scope).first()
    found = answered(agreement.cooperation_id, View(scope, known, papers), on=ON, party=party)
    return found.standings.agreements[found.order.index(agreement.pk)] if agreement.pk in found.order else None


def called(agreement: Agreement, scope: str, **when: Any) -> str | None:
    found = standing(agreement, scope, **when)
    return None if found is None else found.standing


def to(agreement: Agreement) -> dict[str, Any]:
    return {"place": Place(agreement), "shown_to": [MUNICIPALITY]}


def test_it_stands_with_the_other_agreement_and_no_longer_where_it_was(filed: Filed) -> None:
    assert (called(filed.wrong, REGION), called(filed.right, REGION)) == ("awaiting", "awaiting")
    made = move(region(), entry=filed.entry, why=WHY, **to(filed.right))
    assert (called(filed.wrong, REGION), called(filed.right, REGION)) == (None, "in_force")
    assert (made.replaces, made.agreement, made.head, made.why) == (filed.entry, filed.right, filed.entry.head, WHY)
    before, after = (
        [(one.kind, one.value, one.happened, one.reached, one.why) for one in entry.facts.order_by("pk")]
        for entry in (filed.entry, made)
    )
    assert before == after
    spans = StandingSpan.objects.filter(scope=REGION)
    assert not spans.filter(agreement=filed.wrong).exists()
    assert spans.filter(agreement=filed.right).exists()
    assert AgreementMatter.objects.filter(
        agreement=filed.right, matter__registry_number=filed.entry.head["registry_number"]
    ).exists()
    number = filed.entry.head["registry_number"]
    own = Organisation.objects.get(pk=REGION)
    for view, agreement in ((View(REGION), filed.right), (View(REGION, DAY_OF_THEN), filed.wrong)):
        (matter,) = matters_shown(own, view).filter(registry_number=number)
        assert [one.agreement for one in matter.agreements.all()] == [agreement]
    assert not spans.filter(agreement=filed.wrong, searched__contains=number.casefold()).exists()
    row = AuditContent.objects.get(verb="entry_moved", entry__organisation=REGION)
    assert row.content["values"]["why"] == WHY


@pytest.mark.parametrize("scope", [REGION, MUNICIPALITY, THIRD, JOINT])
def test_an_earlier_day_is_answered_as_then(filed: Filed, scope: str) -> None:
    agreements = (filed.wrong, filed.right)
    then = [standing(one, scope) for one in agreements]
    move(region(), entry=filed.entry, why=WHY, **to(filed.right))
    assert [standing(one, scope, known=DAY_OF_THEN) for one in agreements] == then
    assert [standing(one, scope) for one in agreements] != then
    if scope == JOINT:
        return
    organisation = Organisation.objects.get(pk=scope)
    view, now = View(scope, DAY_OF_THEN), View(scope)
    sees = scope in (REGION, THIRD)
    assert documents_shown(organisation, view).filter(pk=filed.document.pk).exists() is sees
    assert documents_shown(organisation, now).filter(pk=filed.document.pk).exists() is (scope != THIRD)
    assert (receipt(organisation, view, filed.document.pk, on=ON) is not None) is sees
    assert (receipt(organisation, now, filed.document.pk, on=ON) is not None) is (scope != THIRD)
    found = search(organisation, view, "hälso- och sjukvårdsnämnden")
    assert any(hit.document == filed.document for hit in found.hits) is sees
    found = search(organisation, now, "hälso- och sjukvårdsnämnden")
    assert any(hit.document == filed.document for hit in found.hits) is (scope != THIRD)
    assert [one.agreement for one in entries_shown(organisation, now).filter(document=filed.document)] == (
        [] if scope == THIRD else [filed.right]
    )
    assert {one.agreement for one in facts_shown(organisation, now).filter(entry__document=filed.document)} == (
        set() if scope == THIRD else {filed.right}
    )
    registered = entries_seen(organisation, view, date(2026, 1, 1)).filter(entry__document=filed.document)
    assert [one.entry for one in registered] == ([filed.entry] if sees else [])
    registered = entries_seen(organisation, now, date(2026, 1, 1)).filter(entry__document=filed.document)
    assert [one.entry.agreement for one in registered] == ([] if scope == THIRD else [filed.right])


def test_the_indexes_are_the_same_when_they_are_made_anew(filed: Filed) -> None:
    move(region(), entry=filed.entry, why=WHY, **to(filed.right))

    def held() -> Any:
        return (
            sorted(SearchReader.objects.values_list("text__document", "organisation", "since", "gone")[:99], key=str),
            sorted(RegisterEntry.objects.values_list("organisation", "entry", "since", "gone", "owner"), key=str),
        )

    before = held()
    list(rebuild_search())
    list(rebuild_registers())
    assert held() == before


def test_papers_tell_when_they_came_not_when_they_were_put_right(filed: Filed) -> None:
    move(region(), entry=filed.entry, why=WHY, **to(filed.right))
    assert called(filed.right, REGION, papers=date(2019, 10, 31)) == "awaiting"
    assert called(filed.right, REGION, papers=date(2019, 10, 29)) is None


def test_every_correction_goes_with_it(filed: Filed) -> None:
    decided = filed.entry.facts.get(kind="Decision")
    corrected = correct(region(), fact=decided, value={**decided.value, "section": "113"}, why="Felläst paragraf")
    term = filed.entry.facts.filter(kind="Term").order_by("pk")[0]
    take_back(region(), fact=term, why="Står inte där")
    made = move(region(), entry=filed.entry, why=WHY, **to(filed.right))
    again = made.facts.get(kind="Decision", replaced_by=None)
    assert (again.value["section"], again.why) == ("113", "Felläst paragraf")
    assert again.replaces is not None
    assert again.replaces.value == decided.value
    assert made.facts.filter(kind="Term", value__isnull=True).count() == 1
    with pytest.raises(InvalidError) as told:
        correct(region(), fact=corrected, value={**corrected.value, "section": "114"}, why="Ännu en gång")
    assert told.value.code == "already_moved"
    correct(region(), fact=again, value={**again.value, "section": "114"}, why="Ännu en gång")
    assert called(filed.right, REGION) == "in_force"


def test_what_was_said_of_it_goes_with_it_and_what_was_said_of_the_agreement_stays(filed: Filed) -> None:
    found = answered(filed.wrong.cooperation_id, View(REGION), on=ON, party=None)
    decision = next(one for one in found.facts[filed.wrong.pk] if type(one).__name__ == "Decision")
    notice = {"party": WE, "happened": "2019-10-31", "meeting": "2019-10-23", "sections": ["112"]}
    state(region(), agreement=filed.wrong, kind="NoticePosted", value=notice, why="Sett på tavlan")
    appeal = {"party": WE, "happened": "2019-11-04", "decision": decision.id}
    state(region(), agreement=filed.wrong, kind="Appeal", value=appeal, why="Ringde förvaltningsrätten")
    shares = {"party": "", "of": "shares"}
    state(region(), agreement=filed.wrong, kind="Confirmation", value=shares, why="Avstämt")
    made = move(region(), entry=filed.entry, why=WHY, **to(filed.right))
    said = Fact.objects.filter(agreement=filed.right, entry=None, organisation=REGION)
    assert sorted((one.kind, one.why) for one in said) == [
        ("Appeal", "Ringde förvaltningsrätten"), ("NoticePosted", "Sett på tavlan")
    ]  # fmt: skip
    now = answered(filed.right.cooperation_id, View(REGION), on=ON, party=None).facts[filed.right.pk]
    (appealed,) = [one for one in now if type(one).__name__ == "Appeal"]
    assert appealed.decision in {  # type: ignore[attr-defined]
        one.id for one in now if type(one).__name__ == "Decision" and one.party == WE
    }
    left = Fact.objects.filter(agreement=filed.wrong, entry=None, replaced_by=None, value__isnull=False)
    assert [one.kind for one in left] == ["Confirmation"]
    back = move(region(), entry=made, why="Nej", place=Place(filed.wrong), shown_to=[THIRD])
    assert back.facts.filter(kind="Decision").exists()
    left = Fact.objects.filter(agreement=filed.wrong, entry=None, replaced_by=None, value__isnull=False)
    assert sorted(one.kind for one in left) == ["Appeal", "Confirmation", "NoticePosted"]


def test_with_none_it_is_nobodys_until_it_is_put_somewhere(filed: Filed) -> None:
    notice = {"party": WE, "happened": "2019-10-31", "meeting": "2019-10-23", "sections": ["112"]}
    state(region(), agreement=filed.wrong, kind="NoticePosted", value=notice, why="Sett på tavlan")
    made = move(region(), entry=filed.entry, place=None, why="Hör till inget avtal")
    own = Organisation.objects.get(pk=REGION)
    assert (called(filed.wrong, REGION), called(filed.right, REGION)) == (None, "awaiting")
    assert not entries_shown(own, View(REGION)).filter(document=filed.document).exists()
    assert not facts_shown(own, View(REGION)).filter(agreement=None).exists()
    assert documents_shown(own, View(REGION)).filter(pk=filed.document.pk).exists()
    assert receipt(Organisation.objects.get(pk=THIRD), View(THIRD), filed.document.pk, on=ON) is None
    with pytest.raises(InvalidError) as told:
        move(region(), entry=made, place=None, why="En gång till")
    assert told.value.code == "there_already"
    move(region(), entry=made, why=WHY, **to(filed.right))
    assert called(filed.right, REGION) == "in_force"
    assert Fact.objects.filter(agreement=filed.right, kind="NoticePosted").count() == 1


def test_a_new_agreement_has_the_parties_that_were_ticked_and_no_others(filed: Filed) -> None:
    lindmora = Organisation.objects.get(pk=MUNICIPALITY)
    made = move(
        region(), entry=filed.entry, place=Place(None, None, [lindmora]), why=WHY, shown_to=[MUNICIPALITY]
    )  # fmt: skip
    assert made.agreement not in (None, filed.wrong, filed.right)
    assert set(Party.objects.filter(agreement=made.agreement).values_list("organisation", flat=True)) == {
        REGION,
        MUNICIPALITY,
    }
    assert called(made.agreement, MUNICIPALITY) == "awaiting"  # type: ignore[arg-type]


def test_a_joint_paper_is_opened_to_nobody_who_was_not_told_of(filed: Filed) -> None:
    parties = Party.objects.count()
    with pytest.raises(InvalidError) as told:
        move(region(), entry=filed.entry, place=Place(filed.right), why=WHY)
    assert told.value.code == "others_would_see"
    assert not Entry.objects.filter(replaces=filed.entry).exists()
    assert Party.objects.count() == parties


def test_an_officer_moves_what_no_others_come_to_see(filed: Filed) -> None:
    with pytest.raises(RefusedError) as told:
        move(region(Role.OFFICER), entry=filed.entry, why=WHY, **to(filed.right))
    assert told.value.values == {"right": "share"}
    move(region(Role.OFFICER), entry=filed.entry, place=None, why="Hör till inget avtal")


def test_a_role_for_another_body_moves_nothing_of_this_one() -> None:
    board, other = (
        register_body(office(REGION), name=name).pk for name in ("Hälso- och sjukvårdsnämnden", "Trafiknämnden")
    )
    _, wrong = confirm(region(), OURS, arrived=date(2019, 10, 30))
    entry = Entry.objects.get(agreement=wrong)
    acting = region()
    bound = {
        body: Acting(
            acting.person, acting.organisation, frozenset(), LATER, for_bodies={body: frozenset({Role.REGISTRAR})}
        )
        for body in (board, other)
    }  # fmt: skip
    with pytest.raises(RefusedError) as told:
        move(bound[other], entry=entry, place=None, why="Hör till inget avtal")
    assert told.value.code == "not_for_your_body"
    move(bound[board], entry=entry, place=None, why="Hör till inget avtal")


def test_what_is_not_joint_is_seen_by_nobody_else_where_it_goes(filed: Filed) -> None:
    document, _ = confirm(
        region(), "vastana/2023-05-16-halso-och-sjukvardsnamnden-88.txt", arrived=ON, agreement=filed.wrong
    )
    entry = Entry.objects.get(document=document)
    move(region(Role.OFFICER), entry=entry, place=Place(filed.right), why=WHY)
    lindmora = Organisation.objects.get(pk=MUNICIPALITY)
    assert receipt(lindmora, View(MUNICIPALITY), document.pk, on=ON) is None
    share(region(), document=document, ground="justering", justered=date(2023, 5, 30), why="Justerat")
    assert receipt(lindmora, View(MUNICIPALITY), document.pk, on=ON) is not None
    assert receipt(Organisation.objects.get(pk=THIRD), View(THIRD), document.pk, on=ON) is None


def test_what_is_published_is_public_where_it_now_is(filed: Filed) -> None:
    publish(region(), document=filed.document)
    assert called(filed.wrong, PUBLIC) == "awaiting"
    move(region(), entry=filed.entry, why=WHY, **to(filed.right))
    assert (called(filed.wrong, PUBLIC), called(filed.right, PUBLIC)) == (None, "awaiting")


def test_of_two_who_move_it_the_second_is_told(filed: Filed) -> None:
    move(region(), entry=filed.entry, why=WHY, **to(filed.right))
    with pytest.raises(InvalidError) as told:
        move(region(), entry=filed.entry, place=None, why=WHY)
    assert told.value.code == "already_moved"


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("reason_missing", {"why": "  "}),
        ("identity_number", {"why": "Enligt 19811218-9876"}),
        ("reason_long", {"why": "x" * 401}),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(filed: Filed, code: str, change: dict[str, Any]) -> None:
    with pytest.raises(InvalidError) as told:
        move(region(), entry=filed.entry, **{**to(filed.right), "why": WHY, **change})
    assert told.value.code == code
    assert Entry.objects.filter(replaces=filed.entry).count() == 0


def test_nobody_moves_anothers_entry_or_into_anothers_agreement(filed: Filed) -> None:
    with pytest.raises(InvalidError) as told:
        move(office(MUNICIPALITY), entry=filed.entry, place=None, why=WHY)
    assert told.value.code == "not_your_fact"
    lindmora = Organisation.objects.get(pk=MUNICIPALITY)
    alone = open_agreement(office(MUNICIPALITY), cooperation=None, parties=[lindmora])
    with pytest.raises(InvalidError) as told:
        move(region(), entry=filed.entry, place=Place(alone), why=WHY)
    assert told.value.code == "not_your_agreement"
    with pytest.raises(InvalidError) as told:
        move(region(), entry=filed.entry, place=Place(filed.wrong), why=WHY)
    assert told.value.code == "there_already"
