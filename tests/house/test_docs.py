"""The docs hold what the program says and takes: every finding, every command and option, every key of the JSON."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from babel.messages.pofile import read_po

import samverkan
from samverkan.cli.arguments import COMMANDS
from samverkan.core.funding.settling import settle
from samverkan.core.funding.stated import agreements_in, together
from samverkan.core.funding.vouchers import CostLine
from samverkan.core.reading import values
from samverkan.core.writing.reading_json import reading_to_json
from samverkan.core.writing.settlement_json import settlement_json
from samverkan.core.writing.standing_json import standings_json
from samverkan.outside.costs import open_costs
from samverkan.outside.stated_files import open_stated
from samverkan.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "samverkan"
DOMAINS = sorted(po.stem for po in (SOURCE / "words" / "sv" / "LC_MESSAGES").glob("*.po"))
RAISED = {
    "Finding": "findings",
    "InvoiceFlaw": "invoice",
    "UnreadableError": "findings",
    "UsageError": "cli",
    "SigningError": "signing",
    "NoCostsError": "costs",
}
KEPT = {"flaws": "costs", "_flaws": "costs"}


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


def test_everything_said_of_a_file_of_costs_has_its_heading_in_the_docs() -> None:
    assert headings("costs.md") == sentences("sv", "costs").keys()


def test_every_command_has_its_heading_in_the_docs_and_every_option_its_line() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert headings("commands.md") == {f"samverkan {command}" for command in COMMANDS}
    for option in set().union(*COMMANDS.values()):
        assert f"`{option}" in page


def test_every_code_that_the_program_names_has_a_sentence() -> None:
    known = {domain: sentences("sv", domain).keys() for domain in {*RAISED.values(), *KEPT.values()}}
    unsaid = set()
    for module in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (domain := said_in(node.func)) and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and code.value not in known[domain]:
                    unsaid.add((module.relative_to(SOURCE).as_posix(), code.value))
    assert unsaid == set()


def said_in(called: ast.expr) -> str | None:
    """The catalogue of the code that a call names first: `Finding("...")`, `self.flaws.tell("...")`."""
    if isinstance(called, ast.Name):
        return RAISED.get(called.id)
    if isinstance(called, ast.Attribute) and called.attr in ("tell", "stop"):
        kept = called.value
        return KEPT.get(kept.attr if isinstance(kept, ast.Attribute) else kept.id if isinstance(kept, ast.Name) else "")
    return None


OPEN_SHAPES = {"values", "bases", "value"}  # what is under these differs with the code or the term


def printed_keys(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from printed_keys(one)
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield key
            if key not in OPEN_SHAPES or isinstance(inside, list):
                yield from printed_keys(inside)


def keys_in_the_docs(command: str) -> set[str]:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    block = page.split(f"## `{command} --json`", 1)[1].split("```")[1]
    return set(re.findall(r'"(\w+)":', block)) - {"period"}  # an example of what `bases` holds


def test_every_key_of_the_json_stands_in_the_docs_and_no_other() -> None:
    papers = sorted((ROOT / "examples" / "vastana").glob("*.txt"))
    readings = [samverkan.read(path) for path in [*papers, *sorted((ROOT / "examples" / "alingsas").glob("*.txt"))]]
    broken = samverkan.read(Path(__file__))  # a paper with findings
    read = [reading_to_json(one, lambda finding: finding.code) for one in (*readings, broken)]
    answers = [
        standings_json(samverkan.standing(readings, on=date(year, 3, 1), known=None), say=lambda code, _: code)
        for year in (2022, 2025)
    ]
    assert set(printed_keys(read)) == keys_in_the_docs("read")
    assert set(printed_keys(answers)) == keys_in_the_docs("standing")


def test_every_key_of_a_settlement_stands_in_the_docs_and_no_other() -> None:
    folder = ROOT / "examples" / "money"
    asked = together(agreements_in(open_stated(folder / "agreement.toml")))
    found = settle(asked, [*open_costs(folder / "costs.csv").lines, CostLine("x", 1, date(2030, 1, 1), 100)])
    keys = set(printed_keys(settlement_json(found, say=lambda one: one.code)))
    of_a_cite = {"page", "section"}  # as under `standing`
    assert keys == keys_in_the_docs("settle") | {"period"} | of_a_cite


@pytest.mark.parametrize("codes", ["Kind", "Act", "ConditionKind", "Basis", "Role", "Measure", "Mode", "Status"])
def test_every_code_of_the_json_stands_in_the_docs(codes: str) -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    assert [code for code in get_args(getattr(values, codes)) if f"`{code}`" not in page] == []
