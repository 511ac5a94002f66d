"""Every code that checking an extract and typesetting a paper can give has its sentence in both languages: none is shown bare."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from samverkan.core.findings import Finding
from samverkan.core.writing import extract
from samverkan.outside import signatures
from samverkan.words import LANGUAGES, Said, _catalogue, say
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.words import Language

OUTSIDE: Final = Path(signatures.__file__).parent
CHECKING: Final = (
    "verifying",
    "signatures",
    "wholeness",
    "carried",
    "trust",
    "guard",
    "pdf",
    "files",
    "typesetting",
    "writing_docx",
)
SIGNING: Final = ("signing", "authority")
RAISED: Final = frozenset({"Finding", "UnreadableError", "UnwritableError", "SigningError", "ShapeError"})


def given(modules: tuple[str, ...]) -> set[str]:
    """The codes that these modules give: what findings and errors are made with, what generators of codes yield."""
    return {code for name in modules for code in _codes(ast.parse((OUTSIDE / f"{name}.py").read_text()), name)}


def _codes(tree: ast.AST, name: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED and node.args:
            yield from _words(node.args[0])
        if name in ("wholeness", "signatures", "carried") and isinstance(node, ast.Yield) and node.value is not None:
            yield from _words(node.value)


def _words(node: ast.AST) -> Iterator[str]:
    found = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    yield from (text for text in found if text.replace("_", "").isalpha() and text.islower())


def unsaid(domain: str, codes: set[str], language: Language) -> set[str]:
    """Those without a sentence."""
    catalogue = _catalogue(domain, language)
    return {code for code in codes if catalogue.gettext(code) == code}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_checking_and_typesetting_has_its_sentence(language: Language) -> None:
    codes = given(CHECKING) | set(signatures._REASONS.values()) | signatures._FAILED | signatures.REMARKS
    codes |= {
        "issuer_unknown",
        "revocation_unseen",
        "time_stamp_not_trusted",
        "time_ahead",
        "clock_off",
        "revoked_before_signing",
    }
    assert len(codes) > 45
    assert {"letters_without_shape", "logo_no_picture", "extract_justerad_to_come", "page_differs"} <= codes
    assert unsaid("findings", codes, language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_with_the_data_is_said_too(language: Language) -> None:
    writing = Path(extract.__file__).parent
    codes = {
        code
        for name in ("extract", "item_json")
        for code in _codes(ast.parse((writing / f"{name}.py").read_text()), name)
    }
    assert len(codes) > 12
    assert unsaid("verifying", {f"shape.{code}" for code in codes}, language) == set()
    said = say_finding(Finding("extract_malformed", {"source": "x", "place": "item", "why": "not_json"}), language)
    assert "not_json" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_signing_has_its_sentence(language: Language) -> None:
    codes = given(SIGNING)
    assert len(codes) > 8
    assert unsaid("signing", codes, language) == set()


def test_a_code_within_a_sentence_is_said_in_its_own_words_in_the_readers_language() -> None:
    why = Said("findings", "letters_without_shape", {"letters": ["☃"], "words": "en ☃"})
    assert "Tecknen ☃" in say("actions", "not_typeset", {"why": why}, "sv")
    assert "letters_without_shape" not in say("actions", "not_typeset", {"why": why}, "en")
