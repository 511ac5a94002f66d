"""Everything that an action says in the log has words: no code of ours is what an auditor reads."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from samverkan.words import LANGUAGES, Language, say

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[2] / "src" / "samverkan"


def constants(module: ast.Module, deep: bool = True) -> dict[str, str]:
    """The texts that names at the top of a module stand for, its own and those that it imports from us."""
    found: dict[str, str] = {}
    for node in module.body:
        if isinstance(node, ast.ImportFrom) and deep and (node.module or "").startswith("samverkan."):
            path = SOURCE.joinpath(*str(node.module).split(".")[1:]).with_suffix(".py")
            if path.exists():
                found |= constants(parsed(path), deep=False)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    found[target.id] = node.value.value
    return found


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def texts(node: ast.expr, names: dict[str, str]) -> Iterator[str]:
    """The texts that an expression can be; one that cannot be read here has none."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body, names)
        yield from texts(node.orelse, names)
    elif isinstance(node, ast.Name) and node.id in names:
        yield names[node.id]


def noted() -> dict[str, list[str]]:
    """Where an action says what it did, and the verbs it may say there."""
    found: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        module = parsed(path)
        names = constants(module)
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
                found[f"{path.relative_to(SOURCE)}:{node.lineno}"] = list(texts(node.args[0], names))
    return found


NOTED = noted()


def test_every_verb_can_be_read_where_it_is_said() -> None:
    assert len(NOTED) > 30
    assert [place for place, verbs in NOTED.items() if not verbs] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_has_words(language: Language) -> None:
    codes = {f"did.{verb}" for verbs in NOTED.values() for verb in verbs}
    assert {code for code in codes if say("logs", code, {}, language) == code} == set()


def told() -> set[str]:
    """What the values of a row are called, wherever one is written."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in ("note", "write_read"):
                    found |= {one.arg for one in node.keywords if one.arg}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_a_name_in_words(language: Language) -> None:
    codes = {f"value.{name}" for name in told()}
    assert len(codes) > 30
    assert {code for code in codes if say("logs", code, {}, language) == code} == set()
