"""The policy is closed and whole: every rule is listed, said in both languages, and has its heading in docs/law.md."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from samverkan.core import dates, law
from samverkan.core.law import POLICY, Character, Rule, jav, minutes

ROOT = Path(__file__).parents[3]
MODULES = [importlib.import_module(f"samverkan.core.law.{m.name}") for m in pkgutil.iter_modules(law.__path__)]
IDS = [rule.id for rule in POLICY]

# what the f-strings that build answer codes are filled with
FAMILIES = {
    "{day_off(off)}": {off.code for off in dates.DAYS_OFF} | {"saturday", "sunday"},
    "{tie}": set(jav.Tie),
    "{part}": set(minutes.Part),
    "{character}": {Character.PREPARATORY, Character.EXECUTIVE},
}


def catalogue(language: str) -> dict[str, str]:
    file = ROOT / "src/samverkan/words" / language / "LC_MESSAGES/law.po"
    with file.open("rb") as opened:
        return {str(m.id): str(m.string) for m in read_po(opened) if m.id}


def codes_in_code() -> set[str]:
    """Every code that an answer or an error of core/law can carry, read from the source."""
    found: set[str] = set()
    for module in MODULES:
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code":
                found |= strings(node.value)
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called in ("yes", "no", "cannot_tell"):
                found |= strings(node.args[1])
            elif called == "judge":
                found.add(f"{ast.literal_eval(node.args[0])}_day_unknown")
            elif called == "RuleConflictError":
                found |= strings(node.args[0])
    return found


def strings(node: ast.expr) -> set[str]:
    if isinstance(node, ast.IfExp):
        return strings(node.body) | strings(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return filled(ast.unparse(node)[2:-1])
    return {node.value} if isinstance(node, ast.Constant) else set()


def filled(template: str) -> set[str]:
    if template.startswith("vote_tie_{name}_"):
        return {template.replace("{name}", name) for name in ("chair", "lot")}
    if template == "notice_lacks_{name}":
        return {"notice_lacks_where", "notice_lacks_day"}
    for hole, values in FAMILIES.items():
        if hole in template:
            return {template.replace(hole, value) for value in values}
    return {template}


def test_every_rule_is_listed_once() -> None:
    declared = {id(value): value for module in MODULES for value in vars(module).values() if isinstance(value, Rule)}
    assert {rule.id for rule in declared.values()} == set(IDS)
    assert len(IDS) == len(set(IDS)) == len(declared)


def test_priorities_name_rules_and_do_not_turn_back() -> None:
    by_id = {rule.id: rule for rule in POLICY}
    for rule in POLICY:
        for lower in rule.over:
            assert rule.id not in by_id[lower].over
            assert rule.applies.overlaps(by_id[lower].applies)


def test_wordings_of_one_rule_follow_each_other() -> None:
    by_id = {rule.id: rule for rule in POLICY}
    for rule in POLICY:
        base = by_id.get(re.sub(r"_\d{4}$", "", rule.id))
        if base is not None and base is not rule:
            assert not rule.applies.overlaps(base.applies), rule.id


@pytest.mark.parametrize("rule", POLICY, ids=IDS)
def test_rule_says_where_it_stands(rule: Rule) -> None:
    assert re.fullmatch(r"\d{4}:\d+", rule.statute)
    assert "§" in rule.section
    assert all(re.fullmatch(r"\d{4}:\d+", number) for number in rule.amended)
    assert rule.applies.start is not None


@pytest.mark.parametrize("rule", POLICY, ids=IDS)
def test_rule_has_its_heading(rule: Rule) -> None:
    page = (ROOT / "docs/law.md").read_text(encoding="utf-8")
    _, heading, rest = page.partition(f"\n### `{rule.id}`{' ⚖' if rule.confirm else ''}\n")
    assert heading, f"docs/law.md lacks a heading for {rule.id}"
    said = " ".join(rest.split("\n#")[0].split())
    assert rule.section in said
    assert rule.statute in said
    assert str(rule.applies) in said
    assert all(number in said for number in rule.amended)


def test_docs_name_no_rule_that_is_gone() -> None:
    page = (ROOT / "docs/law.md").read_text(encoding="utf-8")
    assert re.findall(r"^### `([^`]+)`", page, flags=re.M) == IDS


def test_both_languages_say_the_same_codes() -> None:
    sv, en = catalogue("sv"), catalogue("en")
    assert set(sv) == set(en)
    for code, sentence in sv.items():
        assert sentence, code
        assert en[code], code
        assert set(re.findall(r"{(\w+)}", sentence)) == set(re.findall(r"{(\w+)}", en[code])), code


def test_every_rule_and_code_has_words_and_no_words_are_left_over() -> None:
    codes = codes_in_code() - {"{act}_day_unknown"}
    assert len(codes) > 100
    assert set(catalogue("sv")) == codes | set(IDS)
