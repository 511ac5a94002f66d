"""What holds of every standing, whatever the facts: laws, tried on facts made at random."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.core.dates import PartialDate
from samverkan.core.facts import (
    THE_TEXT,
    Amendment,
    AssignmentDue,
    AssignmentFulfilled,
    AssignmentGiven,
    AssignmentReported,
    Condition,
    Confirmation,
    CourtOutcome,
    Decision,
    Extension,
    ExtensionValue,
    Fact,
    NoticePosted,
    PeriodValue,
    Proposal,
    ShareValue,
    Signature,
    Term,
    Termination,
)
from samverkan.core.standing import Proof, standing
from samverkan.core.standing.rules import OPEN_CODES, RULES
from samverkan.core.standing.values import STANDINGS, STATUSES

PARTIES = ("Ekby kommun", "Region Vik", "Alby kommun")
FIRST = date(2020, 1, 1)

days = st.integers(0, 1500).map(lambda n: FIRST + timedelta(days=n))
partial = st.one_of(
    st.none(),
    days.map(PartialDate.of),
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda d: PartialDate(d.year)),
)
parties = st.sampled_from(PARTIES)
conditions = st.lists(
    st.builds(
        Condition,
        kind=st.sampled_from(["matching_decision", "other_decision", "budget", "time"]),
        on=st.one_of(st.none(), parties, st.just("Kommunfullmäktige")),
        day=st.one_of(st.none(), days),
        signing=st.booleans(),
    ),
    max_size=2,
).map(tuple)
periods = st.builds(PeriodValue, partial, partial, st.booleans())
extensions = st.builds(
    ExtensionValue, st.booleans(), st.sampled_from(["excluded", "option", "automatic"]),
    *(st.one_of(st.none(), st.integers(1, most)) for most in (24, 3, 12)),
)  # fmt: skip
shares = st.integers(0, 100).map(
    lambda n: (ShareValue(PARTIES[0], "percent", str(n)), ShareValue(PARTIES[1], "percent", str(100 - n)))
)
common = {"id": st.uuids().map(str), "party": parties, "happened": partial, "known": st.one_of(st.none(), days)}
acts = st.sampled_from(["approve", "reject", "postpone", "refer_back", "rescind", "withdrawn", "refrain"])
some_fact = st.one_of(
    st.builds(Decision, **common, act=acts, conditions=conditions, body=st.sampled_from([None, "Socialnämnden"])),
    st.builds(Decision, **common, act=st.just("approve"), conditions=conditions),
    st.builds(Proposal, **common, to=st.sampled_from([None, "Socialnämnden"]), conditions=conditions),
    st.builds(Term, **{**common, "party": st.sampled_from([*PARTIES, THE_TEXT])}, term=st.just("period"), value=periods,
              basis=st.sampled_from(["decided", "told", "agreed"]), role=st.sampled_from(["current", "previous"])),
    st.builds(Term, **common, term=st.just("shares"), value=shares, basis=st.sampled_from(["decided", "told"])),
    st.builds(Term, **common, term=st.just("extension"), value=extensions, basis=st.just("decided")),
    st.builds(Extension, **common, to=days.map(PartialDate.of), conditions=conditions, proposed=st.booleans()),
    st.builds(Amendment, **common, from_=partial, shares=st.one_of(st.just(()), shares), conditions=conditions,
              proposed=st.booleans()),
    st.builds(Term, **{**common, "party": st.just(THE_TEXT)}, basis=st.just("agreed"), value=st.booleans(),
              term=st.sampled_from(["goes_on", "signature_required"])),
    st.builds(Term, **{**common, "party": st.just(THE_TEXT)}, basis=st.just("agreed"), value=st.integers(1, 24),
              term=st.just("termination")),
    st.builds(Confirmation, **common, of=st.just("goes_on")),
    st.builds(Termination, **common, ends=partial),
    st.builds(NoticePosted, **common, removed=partial),
    st.builds(CourtOutcome, **common, annulled=st.booleans()),
    st.builds(Signature, **common),
    st.builds(AssignmentGiven, **common, day=partial, section=st.sampled_from([None, "1", "2"])),
    st.builds(AssignmentFulfilled, **common, day=partial, section=st.sampled_from([None, "1", "2"])),
    st.builds(AssignmentReported, **common, day=partial, section=st.sampled_from([None, "1"]), partial=st.booleans()),
    st.builds(AssignmentDue, **common, due=days.map(PartialDate.of), day=partial, section=st.sampled_from([None, "1"])),
)  # fmt: skip
facts = st.lists(some_fact, max_size=12, unique_by=lambda fact: fact.id)


@given(facts, days, st.one_of(st.none(), days), st.randoms())
def test_the_order_of_input_does_not_matter(some: list[Fact], on: date, known: date | None, random: object) -> None:
    answer = standing(some, on=on, known=known)
    shuffled = list(some)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing(shuffled, on=on, known=known) == answer


@given(facts, facts, days, days)
def test_later_records_never_change_an_earlier_known_answer(
    some: list[Fact], later: list[Fact], on: date, known: date
) -> None:
    from dataclasses import replace

    after = [replace(one, id=f"later {n}", known=known + timedelta(days=1 + n)) for n, one in enumerate(later)]
    assert standing([*some, *after], on=on, known=known) == standing(some, on=on, known=known)


@given(facts, days, st.one_of(st.none(), days))
@settings(max_examples=300)
def test_every_answer_is_sound(some: list[Fact], on: date, known: date | None) -> None:
    answer = standing(some, on=on, known=known)
    assert answer.standing in STANDINGS
    assert all(party.status in STATUSES for party in answer.parties)
    assert {entry.code for entry in answer.open} <= set(OPEN_CODES)
    for proof in _tree(answer.proof):
        assert proof.holds in RULES[proof.rule], proof.rule
    if answer.standing in {"in_force", "agreed", "ended"}:
        assert len(answer.parties) >= 2
        assert all(party.status == "decided" for party in answer.parties)
        assert all(match.verdict != "differs" for match in answer.matching)
        assert all(one.met for one in answer.conditions)
    if answer.standing == "proposed":
        assert not any(party.status.startswith("decided") for party in answer.parties)
    if answer.standing == "awaiting":
        assert any(party.status.startswith("decided") for party in answer.parties)


@given(facts, days)
def test_terms_follow_each_other_in_time(some: list[Fact], on: date) -> None:
    rows = standing(some, on=on, known=None).terms
    for before, after in pairwise(rows):
        if before.to is not None and after.from_ is not None:
            assert before.to.last < after.from_.first


def _tree(proof: Proof) -> list[Proof]:
    return [proof, *(one for child in proof.because for one in _tree(child))]
