"""Who waits for whom: conditions of parties' decisions in, arrows out; two that wait for each other are one pair."""

from __future__ import annotations

from datetime import date

from samverkan.core.dates import PartialDate
from samverkan.core.facts import Condition, Decision, Fact, Term
from samverkan.core.standing import standing
from samverkan.core.writing.waiting import Waiting, arrows, waiting

A, B, C = "Region Sundland", "Nordvik kommun", "Limby kommun"
DAY = PartialDate(2024, 3, 14)
MATCHING = Condition("matching_decision", None, "under förutsättning att övriga parter fattar likalydande beslut")
COUNCIL = Condition("other_decision", "kommunfullmäktige", "under förutsättning att kommunfullmäktige godkänner det")
MONEY = Condition("budget", None, "under förutsättning att medel anslås i budgeten")


def decided(party: str, *conditions: Condition, section: str = "7") -> Decision:
    return Decision(
        id=f"{party} {section}",
        party=party,
        body="Nämnden",
        happened=DAY,
        act="approve",
        section=section,
        conditions=conditions,
    )


def waits(*facts: Fact, parties: tuple[str, ...] = (A, B)) -> tuple[Waiting, ...]:
    named = Term(id="t", party=A, happened=DAY, term="parties", value=parties, basis="decided")
    every = [named, *facts]
    return waiting(standing(every, on=date(2024, 6, 1), known=None), every)


def test_two_that_wait_for_each_other_are_one_pair() -> None:
    found = waits(decided(A, MATCHING), decided(B, MATCHING))
    assert {(one.condition.party, one.whom, one.section, one.since, one.number) for one in found} == {
        (A, (B,), "7", DAY, 0), (B, (A,), "7", DAY, 0),
    }  # fmt: skip
    (pair,) = arrows(found)
    assert ({pair.who, pair.whom}, pair.kinds, pair.met, pair.mutual) == ({A, B}, ("matching_decision",), True, True)


def test_one_that_waits_alone_points_at_the_other() -> None:
    found = waits(decided(A, MATCHING))
    (arrow,) = arrows(found)
    assert (arrow.who, arrow.whom, arrow.mutual, arrow.met) == (A, B, False, None)


def test_another_body_and_what_is_nobodys_decision_stand_beside() -> None:
    found = waits(decided(A, COUNCIL, MONEY), decided(B))
    assert [(one.whom, one.thing, one.kinds, one.met) for one in arrows(found)] == [
        ("kommunfullmäktige", False, ("other_decision",), None), ("budget", True, ("budget",), None),
    ]  # fmt: skip


def test_among_three_each_pair_that_waits_for_the_other_is_told_once() -> None:
    found = arrows(waits(decided(A, MATCHING), decided(B, MATCHING), decided(C), parties=(A, B, C)))
    assert {(*sorted((one.who, one.whom)), one.mutual) for one in found if one.mutual} == {(B, A, True)}
    assert {(one.who, one.whom) for one in found if not one.mutual} == {(A, C), (B, C)}


def test_an_agreement_without_conditions_has_no_picture() -> None:
    assert arrows(waits(decided(A), decided(B))) == ()
