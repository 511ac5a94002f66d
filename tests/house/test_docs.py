"""The docs hold what the program says and takes: every finding, every command, every option."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from samverkan.cli.arguments import COMMANDS
from samverkan.words import LANGUAGES

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "samverkan"
DOMAINS = sorted(po.stem for po in (SOURCE / "words" / "sv" / "LC_MESSAGES").glob("*.po"))
RAISED = {"Finding": "findings", "UnreadableError": "findings", "UsageError": "cli"}


def sentences(language: str, domain: str) -> dict[str, str]:
    with (SOURCE / "words" / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as po:
        return {str(message.id): str(message.string) for message in read_po(po) if message.id}


def headings(page: str) -> set[str]:
    return set(re.findall(r"^#{2,4} `([^`]+)`", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_code_has_a_sentence_in_both_languages_with_the_same_values(domain: str) -> None:
    swedish, english = (sentences(language, domain) for language in LANGUAGES)
    assert swedish.keys() == english.keys()
    for code, sentence in swedish.items():
        assert sentence, code
        assert english[code], code
        assert set(re.findall(r"{(\w+)", sentence)) == set(re.findall(r"{(\w+)", english[code])), code


def test_every_finding_has_its_heading_in_the_docs() -> None:
    assert headings("findings.md") == sentences("sv", "findings").keys()


def test_every_command_has_its_heading_in_the_docs_and_every_option_its_line() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert headings("commands.md") == {f"samverkan {command}" for command in COMMANDS}
    for option in set().union(*COMMANDS.values()):
        assert f"`{option}" in page


def test_every_code_that_the_program_names_has_a_sentence() -> None:
    known = {domain: sentences("sv", domain).keys() for domain in set(RAISED.values())}
    unsaid = set()
    for module in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and code.value not in known[RAISED[node.func.id]]:
                    unsaid.add((module.relative_to(SOURCE).as_posix(), code.value))
    assert unsaid == set()
