"""Each file under tests/cases/law is one situation: what is told, the question, the answer, its grounds and words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from law_questions import QUESTIONS, ask

from samverkan.words import say

if TYPE_CHECKING:
    from samverkan.core.law import Answer

CASES = Path(__file__).parents[2] / "cases" / "law"
FILES = sorted(CASES.glob("*/*.toml"))
HOLDS = {"yes": True, "no": False, "cannot be told": None}


def read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def codes(answer: Answer) -> list[str]:
    return [code for ground in answer.because for code in (ground.code, *codes(ground))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_case(file: Path) -> None:
    case = read(file)
    expect = case["expect"]
    answer = ask(case["question"], case["given"])
    assert answer.holds is HOLDS[expect["answer"]]
    assert answer.rule.id == expect["rule"]
    assert f"{answer.rule.statute} {answer.rule.section}" == expect["source"]
    assert answer.rule.confirm is expect.get("confirm", False)
    assert answer.day == expect.get("day")
    assert list(answer.missing) == expect.get("missing", [])
    assert set(expect.get("because", [])) <= set(codes(answer))
    assert say("law", answer.code, answer.values, "sv") == expect["sv"]
    assert say("law", answer.code, answer.values, "en") == expect["en"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_ground_has_its_words(file: Path) -> None:
    case = read(file)

    def check(answer: Answer) -> None:
        for language in ("sv", "en"):
            said = say("law", answer.code, answer.values, language)
            assert said != answer.code
            assert not re.search(r"[{}–]", said)  # "–" is how a value nobody has told is written
        assert (answer.holds is None) == bool(answer.missing)
        for ground in answer.because:
            check(ground)

    check(ask(case["question"], case["given"]))


def test_the_good_hold_and_the_bad_do_not() -> None:
    for file in FILES:
        assert (read(file)["expect"]["answer"] == "yes") == (file.parent.name == "good"), file.name


def test_every_question_has_a_case() -> None:
    assert {read(file)["question"] for file in FILES} == set(QUESTIONS)
