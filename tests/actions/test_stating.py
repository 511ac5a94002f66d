"""What people say without a paper, correct and take back: who may, what it changes, and what it never changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.office import MUNICIPALITY, REGION, confirm, office

from samverkan.actions.acting import InvalidError, RefusedError
from samverkan.actions.roles import Role
from samverkan.actions.stating import STATED, correct, state, take_back
from samverkan.store.models import AuditContent, Fact, StandingSpan
from samverkan.store.standings import answered
from samverkan.store.view import View

if TYPE_CHECKING:
    from samverkan.core.standing.values import Standing
    from samverkan.store.models import Agreement

WE = "Region Västana"
NOTICE = {"party": WE, "happened": "2019-10-31", "meeting": "2019-10-23", "sections": ["112"], "removed": "2019-11-25"}


@pytest.fixture
def agreement() -> Agreement:
    day = date(2019, 10, 30)
    _, made = confirm(
        office(REGION), "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=day, justered=day
    )
    theirs = date(2019, 11, 20)
    confirm(
        office(MUNICIPALITY), "vastana/2019-11-13-socialnamnden-97.txt", arrived=theirs, justered=theirs, agreement=made
    )
    return made


def standing(agreement: Agreement, *, scope: str = REGION, known: date | None = None) -> Standing:
    found = answered(agreement.cooperation_id, View(scope, known), on=date(2021, 6, 1), party=None)
    return found.standings.agreements[found.order.index(agreement.pk)]


def open_of(agreement: Agreement, party: str, scope: str = REGION) -> set[str]:
    return {one.code for one in standing(agreement, scope=scope).open if one.party == party}


def refused(code: str, **what: Any) -> None:
    before = Fact.objects.count()
    with pytest.raises(InvalidError) as told, transaction.atomic():
        state(office(REGION), **what)
    assert told.value.code == code
    assert Fact.objects.count() == before


def test_a_notice_that_a_person_tells_of_gives_the_decision_legal_force(agreement: Agreement) -> None:
    assert "not_final" in open_of(agreement, WE)
    row = state(office(REGION), agreement=agreement, kind="NoticePosted", value=NOTICE, why="Sett på anslagstavlan")
    assert "not_final" not in open_of(agreement, WE)
    assert (row.entry, row.happened, row.why) == (None, "2019-10-31", "Sett på anslagstavlan")
    assert AuditContent.objects.filter(verb="fact_stated", target=str(row.pk)).exists()


def test_what_a_person_says_is_the_organisations_own(agreement: Agreement) -> None:
    state(office(REGION), agreement=agreement, kind="NoticePosted", value=NOTICE, why="Sett på anslagstavlan")
    assert "not_final" in open_of(agreement, WE, scope=MUNICIPALITY)


def test_a_confirmed_term_is_confirmed_and_indexed(agreement: Agreement) -> None:
    spans = StandingSpan.objects.filter(agreement=agreement).count()
    state(office(REGION), agreement=agreement, kind="Confirmation", value={"party": "", "of": "shares"}, why="Avstämt")
    assert standing(agreement).terms[0].confirmed
    assert StandingSpan.objects.filter(agreement=agreement).count() == spans


def test_notice_of_termination_ends_the_agreement_until_it_is_taken_back(agreement: Agreement) -> None:
    value = {"party": WE, "happened": "2020-12-01", "ends": "2021-03-31"}
    row = state(office(REGION), agreement=agreement, kind="Termination", value=value, why="Brev till kommunen")
    assert standing(agreement).standing == "ended"
    taken = take_back(office(REGION), fact=row, why="Brevet skickades aldrig")
    assert standing(agreement).standing == "in_force"
    again = correct(office(REGION), fact=taken, value={**value, "ends": "2021-12-31"}, why="Det skickades, för 2021")
    assert standing(agreement).terms[-1].to is not None
    assert str(standing(agreement).terms[-1].to) == "2021-12-31"
    assert [row.pk, taken.pk, again.pk] == sorted([row.pk, taken.pk, again.pk])


def test_a_condition_is_shown_to_be_met_by_the_decision_and_its_number(agreement: Agreement) -> None:
    found = answered(agreement.cooperation_id, View(REGION), on=date(2021, 6, 1), party=None)
    decision = next(one for one in found.facts[agreement.pk] if type(one).__name__ == "Decision" and one.party == WE)
    value = {"party": WE, "decision": decision.id, "condition": 0, "met": False}
    state(office(REGION), agreement=agreement, kind="ConditionShown", value=value, why="Nämnden tog tillbaka")
    (condition,) = [one for one in standing(agreement).conditions if one.party == WE]
    assert condition.met is False
    refused("fact_not_understood", agreement=agreement, kind="ConditionShown", value={**value, "condition": 7}, why="x")


def test_a_papers_fact_is_corrected_and_still_leads_to_its_words(agreement: Agreement) -> None:
    row = next(
        one for one in Fact.objects.filter(agreement=agreement, kind="Decision") if one.value["section"] == "112"
    )
    correct(office(REGION), fact=row, value={**row.value, "section": "113"}, why="Felläst paragraf")
    party = next(one for one in standing(agreement).parties if one.name == WE)
    found = answered(agreement.cooperation_id, View(REGION), on=date(2021, 6, 1), party=None)
    decided = next(one for one in found.facts[agreement.pk] if type(one).__name__ == "Decision" and one.party == WE)
    assert decided.section == "113"  # type: ignore[attr-defined]
    assert found.standings.quotes[party.citations[0]]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("fact_not_stated", {"kind": "Decision"}),
        ("reason_missing", {"why": "  "}),
        ("reason_long", {"why": "x" * 401}),
        ("no_such_party", {"value": {**NOTICE, "party": "Någon annan kommun"}}),
        ("happens_later", {"value": {**NOTICE, "happened": "2199-01-01"}}),
        ("day_missing", {"value": {"party": WE, "meeting": "2019-10-23"}}),
        ("fact_not_understood", {"value": {**NOTICE, "happened": "i går"}}),
        ("fact_not_understood", {"kind": "Confirmation", "value": {"party": "", "of": "vädret"}}),
        ("arrived_later", {"reached": date(2199, 1, 1)}),
        ("identity_number", {"why": "Enligt 19811218-9876"}),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(
    code: str, change: dict[str, Any], agreement: Agreement
) -> None:  # fmt: skip
    refused(code, **{"agreement": agreement, "kind": "NoticePosted", "value": NOTICE, "why": "Sett", **change})


def test_the_second_of_two_clicks_is_told_that_it_is_done(agreement: Agreement) -> None:
    row = state(office(REGION), agreement=agreement, kind="NoticePosted", value=NOTICE, why="Sett")
    refused("already_said", agreement=agreement, kind="NoticePosted", value=NOTICE, why="Sett")
    take_back(office(REGION), fact=row, why="Fel tavla")
    for again in (
        lambda: take_back(office(REGION), fact=row, why="Fel tavla"),
        lambda: correct(office(REGION), fact=row, value={**NOTICE, "removed": None}, why="Fel dag"),
    ):
        with pytest.raises(InvalidError) as told:
            again()
        assert told.value.code == "already_corrected"


def test_nothing_different_is_no_correction(agreement: Agreement) -> None:
    row = state(office(REGION), agreement=agreement, kind="NoticePosted", value=NOTICE, why="Sett")
    with pytest.raises(InvalidError) as told:
        correct(office(REGION), fact=row, value=row.value, why="Tänkte efter")
    assert told.value.code == "nothing_corrected"


@pytest.mark.parametrize(
    ("of", "wrong", "code"),
    [
        ("period", {"value": {"from_": "2020-01-01", "to": "2019-01-01", "open_ended": False}}, "ends_before_start"),
        ("shares", {"value": [{"party": WE, "measure": "percent", "percent": "300", "value": "300"}]}, "no_percent"),
        ("removed", {"removed": "2019-10-30"}, "removed_before_posted"),
    ],
)
def test_a_fact_is_not_corrected_to_what_makes_no_sense(
    of: str, wrong: dict[str, Any], code: str, agreement: Agreement
) -> None:  # fmt: skip
    if of == "removed":
        row = state(office(REGION), agreement=agreement, kind="NoticePosted", value=NOTICE, why="Sett")
        refused("fact_no_sense", agreement=agreement, kind="NoticePosted", value={**NOTICE, **wrong}, why="Sett")
    else:
        ours = Fact.objects.filter(agreement=agreement, organisation=REGION, kind="Term")
        row = next(one for one in ours if one.value["term"] == of)
    before = Fact.objects.count()
    with pytest.raises(InvalidError) as told:
        correct(office(REGION), fact=row, value={**row.value, **wrong}, why="Felläst")
    assert (told.value.code, told.value.values["wrong"]) == ("fact_no_sense", code)
    assert Fact.objects.count() == before


def test_an_identity_number_in_the_reason_is_refused_whatever_is_done(agreement: Agreement) -> None:
    row = state(office(REGION), agreement=agreement, kind="NoticePosted", value=NOTICE, why="Sett")
    with pytest.raises(InvalidError) as told:
        take_back(office(REGION), fact=row, why="Enligt 19811218-9876")
    assert told.value.code == "identity_number"


def test_others_facts_and_agreements_are_theirs(agreement: Agreement) -> None:
    theirs = Fact.objects.filter(organisation=MUNICIPALITY, kind="Decision").first()
    assert theirs is not None
    with pytest.raises(InvalidError) as told:
        take_back(office(REGION), fact=theirs, why="Vi tycker inte om det")
    assert told.value.code == "not_your_fact"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ECONOMIST, Role.STEERING_MEMBER, Role.CARE_STAFF])
def test_only_those_who_may_state_do(role: Role, agreement: Agreement) -> None:
    with pytest.raises(RefusedError):
        state(office(REGION, role), agreement=agreement, kind="NoticePosted", value=NOTICE, why="Sett")


_SAID = (
    ("NoticePosted", NOTICE),
    ("Signature", {"party": WE, "happened": "2019-12-02"}),
    ("Confirmation", {"party": "", "of": "shares"}),
    ("Termination", {"party": WE, "happened": "2020-12-01", "ends": "2021-03-31"}),
    ("Appeal", {"party": WE, "happened": "2019-11-05"}),
    ("CourtOutcome", {"party": WE, "happened": "2020-02-05", "annulled": True}),
)
_DAYS = ("2019-11-01", "2020-05-05", "2020-11-11")


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.sampled_from(["state", "correct", "take_back"]), st.integers(0, 5), st.integers(0, 2)),
        min_size=2,
        max_size=7,
    )
)
def test_later_records_never_change_an_earlier_known_answer(
    agreement: Agreement, steps: list[tuple[str, int, int]]
) -> None:  # fmt: skip
    """Whatever is said, corrected and taken back later: as it was known each day, the answer stays what it was."""
    given_then: dict[date, dict[str, Standing]] = {}
    with transaction.atomic():
        at = datetime(2031, 1, 1, 12, tzinfo=UTC)
        for what, n, m in steps:
            _do(agreement, what, n, m, at)
            for day, answers in given_then.items():
                assert {scope: standing(agreement, scope=scope, known=day) for scope in answers} == answers
            given_then[at.date()] = {
                scope: standing(agreement, scope=scope, known=at.date()) for scope in (REGION, MUNICIPALITY, "joint")
            }
            at += timedelta(days=1)
        transaction.set_rollback(True)


def _do(agreement: Agreement, what: str, n: int, m: int, at: datetime) -> None:
    """One step, where it can be done."""
    acting = office(REGION, at=at)
    rows = list(
        Fact.objects.filter(organisation=REGION, replaced_by=None, kind__in=[*STATED, "Decision"]).order_by("pk")
    )
    try:
        with transaction.atomic():
            if what == "state":
                kind, value = _SAID[n]
                state(acting, agreement=agreement, kind=kind, value=value, why="Sagt")
            elif what == "correct":
                row = rows[n % len(rows)]
                value = row.value or row.replaces.value  # type: ignore[union-attr]
                correct(acting, fact=row, value={**value, "happened": _DAYS[m]}, why="Fel dag")
            else:
                take_back(acting, fact=rows[n % len(rows)], why="Stämmer inte")
    except InvalidError as told:
        assert told.code in {"already_said", "already_corrected", "nothing_corrected", "fact_no_sense"}  # noqa: PT017 - a step may be idle
