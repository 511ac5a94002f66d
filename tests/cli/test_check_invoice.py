"""`samverkan check-invoice`: what is wrong by rule, for people and in JSON; without a rule set, what to give."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.invoices import invoice

from samverkan.cli.main import main
from samverkan.core.writing.invoice import invoice_xml

ROOT = Path(__file__).parents[2]
RULES = (
    '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><!-- Last update: 2026 release 9.1.2 -->'
    '<ns prefix="cbc" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"/><pattern>'
    '<rule context="cbc:BuyerReference"><assert id="OWN-1" flag="fatal" test=". != \'REF-0\'">no reference</assert>'
    '<assert id="OWN-2" flag="warning" test=". != \'REF-1\'">odd reference</assert></rule></pattern></schema>'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SAMVERKAN_INVOICE_RULES", raising=False)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.sch").write_text(RULES, encoding="utf-8")
    for at, reference in enumerate(["REF-0", "REF-1", "REF-2"]):
        (tmp_path / f"{at}.xml").write_bytes(invoice_xml(invoice()._replace(buyer_reference=reference)))
    return tmp_path


def checked(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["check-invoice", *arguments, "--rules", str(folder / "rules")])
    captured = capsys.readouterr()
    return code, captured.out.replace(f"{folder}/", ""), captured.err.replace(f"{folder}/", "")


def test_each_file_is_told_by_rule_with_the_version_of_the_rules(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = checked(folder, capsys, *(str(folder / f"{at}.xml") for at in range(3)))
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "Regler: UBL 2.1, own.sch 9.1.2",
        "0.xml: 1 fel, 0 varningar.",
        "  Fel OWN-1, /Invoice/cbc:BuyerReference[1]: no reference",
        "1.xml: följer reglerna, med 1 varning.",
        "  Varning OWN-2, /Invoice/cbc:BuyerReference[1]: odd reference",
        "2.xml: följer reglerna.",
    ]


def test_a_warning_alone_is_no_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(folder, capsys, str(folder / "1.xml"), "--lang", "en")[0] == 0


def test_json_has_the_keys_that_the_docs_say_and_no_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = checked(folder, capsys, str(folder / "0.xml"), str(folder / "nowhere.xml"), "--json")
    answer = json.loads(out)
    assert code == 1
    assert [(one["file"], one["valid"]) for one in answer["invoices"]] == [("0.xml", False), ("nowhere.xml", None)]
    assert [one["code"] for one in answer["invoices"][1]["findings"]] == ["file_missing"]
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    block = page.split("## `check-invoice --json`", 1)[1].split("```")[1]
    assert set(re.findall(r'"(\w+)":', out)) == set(re.findall(r'"(\w+)":', block))


def test_what_is_no_invoice_is_named_and_the_others_are_checked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "order.xml").write_text("<Order/>")
    code, out, err = checked(folder, capsys, *(str(folder / one) for one in ("a.pdf", "order.xml", "2.xml", ".")))
    assert code == 1
    assert out.splitlines()[1:] == ["2.xml: följer reglerna."]
    assert [one.partition(":")[0] for one in err.splitlines()][:2] == ["a.pdf", "order.xml"]
    assert len(err.splitlines()) == 3


@pytest.mark.parametrize("language", ["sv", "en"])
def test_without_rules_it_says_what_to_give(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    given = ["check-invoice", str(folder / "2.xml"), "--lang", language]
    assert main(given) == 2
    assert "SAMVERKAN_INVOICE_RULES" in capsys.readouterr().err
    monkeypatch.setenv("SAMVERKAN_INVOICE_RULES", str(folder / "rules"))
    assert main(given) == 0
    monkeypatch.setenv("SAMVERKAN_INVOICE_RULES", str(folder))
    assert main(given) == 2
    assert ".sch" in capsys.readouterr().err
