"""Every kind of fact is a sentence that a person understands, in both languages."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, get_args

import pytest
from tests.core.writing.test_ledger_json import COMMON, EACH

from samverkan.core import facts
from samverkan.core.facts import ORDER, Act, ConditionKind, Fact, TermName
from samverkan.core.writing.sense import TERMS
from samverkan.words import LANGUAGES
from samverkan.words.facts import SENTENCES, say_fact, say_kind

if TYPE_CHECKING:
    from samverkan.words import Language

LINKED = facts.Linked(id="l", party="")


def test_every_kind_has_a_sentence() -> None:
    assert set(SENTENCES) == set(ORDER)
    assert {type(one) for one in (*EACH, LINKED)} == set(ORDER)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", [*EACH, LINKED], ids=lambda one: type(one).__name__)
def test_it_is_words_and_no_code(fact: Fact, language: Language) -> None:
    bare = dataclasses.replace(fact, body=None, happened=None, citations=())
    for one in (fact, bare):
        said = say_fact(one, language)
        assert said[:1].isupper() or not said[:1].isalpha()
        assert said.endswith(".")
        assert not re.search(r"\b(?:fact|act|term|kind|role|condition)\.[a-z_]+|None|\{|\*own\*|  ", said), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_condition_and_term_has_its_words(language: Language) -> None:
    for act in get_args(Act):
        assert "act." not in say_fact(facts.Decision(**COMMON, act=act), language)
    for kind in get_args(ConditionKind):
        conditions = (facts.Condition(kind, None, "ord"),)
        assert "condition." not in say_fact(facts.Decision(**COMMON, act="approve", conditions=conditions), language)
    assert set(TERMS) == set(get_args(TermName))
    for term in TERMS:
        assert "kind." not in say_kind("Term", term, language)


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (
            facts.Decision(id="d", party="*own*", body="Socialnämnden", happened=COMMON["happened"], act="approve", section="50"),
            "Socialnämnden godkänner avtalet (§ 50, 1 oktober 2021).",
        ),
        (
            facts.Proposal(id="p", party="*own*", body="Arbetsutskottet", section="264", to="Socialnämnden"),
            "Arbetsutskottet föreslår att socialnämnden godkänner avtalet (§ 264).",
        ),
        (
            facts.Term(id="t", party="", term="termination", value=1, basis="agreed"),
            "Uppsägningstiden är 1 månad (enligt avtalet).",
        ),
        (
            facts.Term(id="t", party="", term="period", value=facts.PeriodValue(None, COMMON["happened"]),
                       basis="told", role="previous"),
            "Tidigare: avtalstiden är till och med 1 oktober 2021 (endast omtalat).",
        ),
        (facts.Dispatch(id="x", party="*own*", to="Socialnämnden, Ekby kommun"), "Beslutet skickas till socialnämnden, Ekby kommun."),
        (facts.Decision(id="d", party="*own*", act="reject"), "Någon (vem framgår inte) säger nej till avtalet."),
    ],
)  # fmt: skip
def test_it_says_who_when_under_which_section_and_what(fact: Fact, sentence: str) -> None:
    assert say_fact(fact, "sv") == sentence
