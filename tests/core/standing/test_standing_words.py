"""Every rule, entry, status and standing has its sentence in both languages and its heading in docs/standing.md."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from tests.core.standing.plain_facts import facts_of

from samverkan.core.standing import standing
from samverkan.core.standing.rules import OPEN_CODES, RULES
from samverkan.core.standing.values import MATCHED_TERMS, STANDINGS, STATUSES
from samverkan.words.values import Values

ROOT = Path(__file__).parents[3]
SUFFIX = {True: "", False: ".no", None: ".unknown"}
CODES = {
    *(rule + SUFFIX[holds] for rule, answers in RULES.items() for holds in answers),
    *(f"open.{code}" for code in OPEN_CODES),
    *(f"status.{status}" for status in STATUSES),
    *(f"standing.{standing}" for standing in STANDINGS),
    *(f"word.{term}" for term in MATCHED_TERMS),
}


def sentences(language: str) -> dict[str, str]:
    path = ROOT / "src" / "samverkan" / "words" / language / "LC_MESSAGES" / "proof.po"
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_code_has_a_sentence(language: str) -> None:
    written = sentences(language)
    assert {code for code in CODES if not written.get(code)} == set()


def test_both_languages_hold_the_same_codes_and_values() -> None:
    swedish, english = sentences("sv"), sentences("en")
    assert swedish.keys() == english.keys()
    for code, sentence in swedish.items():
        assert names_in(sentence) == names_in(english[code]), code


def test_no_sentence_is_of_a_rule_that_does_not_exist() -> None:
    prefixed = {
        code for code in sentences("sv") if code.split(".")[0] in {"open", "status", "standing", "word", "print"}
    }
    assert sentences("sv").keys() - prefixed <= CODES


def test_every_rule_and_entry_has_its_heading() -> None:
    headings = {
        line[5:-1]
        for line in (ROOT / "docs" / "standing.md").read_text("utf-8").splitlines()
        if line.startswith("### `")
    }
    assert headings == set(RULES) | set(OPEN_CODES)


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_an_extension_that_needs_no_decision_is_said_to_come_by_itself() -> None:
    path = ROOT / "tests" / "cases" / "standing" / "good" / "automatic.toml"
    told = facts_of(tomllib.loads(path.read_text("utf-8"))["facts"])
    (row,) = standing(told, on=date(2021, 12, 31), known=None).terms
    assert Values("sv").row(row, used_up=False).split("; ")[1] == "förlängs av sig självt (enligt avtalet)"
    option = row._replace(by_itself=False)
    assert Values("sv").extension(option) == "kan förlängas"
