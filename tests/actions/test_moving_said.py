"""What follows an entry that is moved: what people have said of it, once and as corrected, and the matter it is of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from tests.actions.test_moving import LATER, ON, OURS, THIRD, WE, WHY, Filed, filed, region, to  # noqa: F401 - a fixture
from tests.store.office import REGION, confirm, office

from samverkan.actions.acting import Acting, InvalidError
from samverkan.actions.moving import move
from samverkan.actions.reviewing import Place, in_matter
from samverkan.actions.roles import Role
from samverkan.actions.stating import correct, state
from samverkan.store.concerning import concerning
from samverkan.store.models import AgreementMatter, Entry, Fact, Organisation
from samverkan.store.standings import answered
from samverkan.store.view import View

if TYPE_CHECKING:
    from samverkan.store.models import Agreement

POSTED = {"party": WE, "happened": "2019-10-31", "meeting": "2019-10-23"}


def other_of_the_meeting(filed: Filed) -> Entry:  # noqa: F811
    """Another paragraph of the same meeting, with the same agreement."""
    entry = filed.entry
    return Entry.objects.create(
        organisation=entry.organisation, agreement=filed.wrong, document=entry.document, position=7,
        head={**entry.head, "section": "113"}, reached=entry.reached, why="", recorded=entry.recorded,
    )  # fmt: skip


def in_force(agreement: Agreement) -> list[Any]:
    """What the region says was posted, as it holds."""
    rows = Fact.objects.filter(agreement=agreement, entry=None, organisation=REGION, kind="NoticePosted")
    return [one.value for one in rows.filter(replaced_by=None, value__isnull=False)]


def test_what_was_said_of_a_meeting_is_said_once_where_two_of_its_paragraphs_come_one_by_one(filed: Filed) -> None:  # noqa: F811
    other = other_of_the_meeting(filed)
    said = state(region(), agreement=filed.wrong, kind="NoticePosted", value=POSTED, why="Sett på tavlan")
    first = move(region(), entry=filed.entry, why=WHY, **to(filed.right))
    assert in_force(filed.wrong) == in_force(filed.right) == [POSTED]
    second = move(region(), entry=other, why=WHY, **to(filed.right))
    assert (in_force(filed.wrong), in_force(filed.right)) == ([], [POSTED])
    move(region(), entry=first, why="Tillbaka", place=Place(filed.wrong), shown_to=[THIRD])
    move(region(), entry=second, why="Tillbaka", place=Place(filed.wrong), shown_to=[THIRD])
    assert (in_force(filed.wrong), in_force(filed.right)) == ([POSTED], [])
    assert Fact.objects.filter(replaces=said).exists()


@pytest.mark.parametrize("where", ["there", "here"])
def test_a_correction_made_on_either_side_since_holds_when_the_next_paragraph_comes(filed: Filed, where: str) -> None:  # noqa: F811
    other = other_of_the_meeting(filed)
    said = state(region(), agreement=filed.wrong, kind="NoticePosted", value=POSTED, why="Sett på tavlan")
    move(region(), entry=filed.entry, why=WHY, **to(filed.right))
    copy = Fact.objects.get(agreement=filed.right, entry=None, kind="NoticePosted")
    right = {**POSTED, "happened": "2019-11-01"}
    correct(region(), fact=copy if where == "there" else said, value=right, why="Fel dag")
    move(region(), entry=other, why=WHY, **to(filed.right))
    assert (in_force(filed.wrong), in_force(filed.right)) == ([], [right])


def test_a_correction_that_comes_between_is_told_and_nothing_is_moved(filed: Filed) -> None:  # noqa: F811
    said = state(region(), agreement=filed.wrong, kind="NoticePosted", value=POSTED, why="Sett på tavlan")
    made: list[Fact] = []

    def between(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not made and sql.startswith('INSERT INTO "store_entry"'):
            made.append(said)
            correct(region(), fact=said, value={**POSTED, "happened": "2019-11-01"}, why="Fel dag")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(between), pytest.raises(InvalidError) as told:
        move(region(), entry=filed.entry, why=WHY, **to(filed.right))
    assert (made, told.value.code) == ([said], "already_corrected")
    assert not Entry.objects.filter(replaces=filed.entry).exists()


def test_what_another_party_has_said_of_it_stays_its_own(filed: Filed) -> None:  # noqa: F811
    found = answered(filed.wrong.cooperation_id, View(THIRD), on=ON, party=None)
    decision = next(one for one in found.facts[filed.wrong.pk] if type(one).__name__ == "Decision")
    theirs = Acting(None, Organisation.objects.get(pk=THIRD), frozenset({Role.REGISTRAR}), LATER)
    appeal = {"party": WE, "happened": "2019-11-04", "decision": decision.id}
    state(theirs, agreement=filed.wrong, kind="Appeal", value=appeal, why="Läst i tidningen")
    move(region(), entry=filed.entry, why=WHY, **to(filed.right))
    (row,) = Fact.objects.filter(kind="Appeal")
    assert (row.agreement, row.organisation_id) == (filed.wrong, THIRD)


@pytest.mark.parametrize("between", ["  ", "\u00a0", " \u202f\t "])
def test_a_registry_number_printed_with_other_blanks_concerns_the_agreement_no_more(between: str) -> None:
    board = office(REGION)
    document, wrong = confirm(board, OURS, arrived=date(2019, 10, 30))
    entry = Entry.objects.get(document=document)
    number = f"Dnr{between}HSN 2019/7 "
    head = {**entry.head, "registry_number": number}
    printed = Entry.objects.create(
        organisation=entry.organisation, agreement=wrong, document=document, position=7, head=head,
        reached=entry.reached, why="", recorded=entry.recorded,
    )  # fmt: skip
    in_matter(board, printed, wrong)
    concerned = AgreementMatter.objects.filter(agreement=wrong, matter__registry_number="Dnr HSN 2019/7")
    assert concerning(concerned).exists()
    move(region(), entry=printed, place=None, why="Hör till inget avtal")
    assert not concerning(concerned).exists()
