"""Schematron as we run it: small rule sets of our own, each with one thing to get right, and those that are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samverkan.core.findings import UnreadableError
from samverkan.outside.invoice_rules import Rules

if TYPE_CHECKING:
    from pathlib import Path

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
INVOICE = (
    f'<Invoice xmlns="{UBL}Invoice-2" xmlns:c="{UBL}CommonBasicComponents-2">'
    '<c:ID>1</c:ID><c:Note n="7">a</c:Note><c:Note>b</c:Note></Invoice>'
)


def asked(
    folder: Path, inside: str, *, invoice: str = INVOICE, binding: str = "xslt2"
) -> list[tuple[str, str, str, str]]:
    """What the rules say; that so small an invoice is none of UBL is for tests of the structure."""
    (folder / "own.sch").write_text(
        f'<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="{binding}">'
        "<!-- Own version 2.5.1 - Last update: 2026-01-02 -->"
        f'<ns prefix="i" uri="{UBL}Invoice-2"/><ns prefix="c" uri="{UBL}CommonBasicComponents-2"/><ns prefix="f" uri="own"/>'
        f"{inside}</schema>",
        encoding="utf-8",
    )  # fmt: skip
    found = Rules.from_folder(folder).validate(invoice.encode())
    return [tuple(one) for one in found if one.rule != "UBL-XSD"]  # type: ignore[misc]


def rule(name: str, context: str = "c:Note", test: str = "false()", **more: str) -> str:
    flags = "".join(f' {key}="{value}"' for key, value in more.items())
    return f'<rule context="{context}"><assert id="{name}" test="{test}"{flags}>says {name}</assert></rule>'


def ids(found: list[tuple[str, str, str, str]]) -> list[str]:
    return [one[0] for one in found]


def test_of_the_rules_of_a_pattern_the_first_that_matches_a_node_is_asked_and_no_other(tmp_path: Path) -> None:
    first, other = rule("special", "c:Note[@n]"), rule("general")
    assert ids(asked(tmp_path, f"<pattern>{first}{other}</pattern>")) == ["special", "general"]
    assert ids(asked(tmp_path, f"<pattern>{other}{first}</pattern>")) == ["general", "general"]
    assert ids(asked(tmp_path, f"<pattern>{rule('quiet', 'c:Note', 'true()')}{other}</pattern>")) == []


def test_each_pattern_is_asked_of_every_node(tmp_path: Path) -> None:
    found = asked(
        tmp_path, f"<pattern>{rule('one')}</pattern><pattern>{rule('two', 'i:Invoice')}{rule('three')}</pattern>"
    )
    assert ids(found) == ["one", "one", "two", "three", "three"]


def test_a_verdict_has_its_flag_its_text_and_its_place(tmp_path: Path) -> None:
    found = asked(tmp_path, f"<pattern>{rule('w', 'c:Note[2]', flag='warning')}{rule('e', '@n')}</pattern>")
    assert found == [
        ("e", "fatal", "says e", "/Invoice/c:Note[1]/@n"),
        ("w", "warning", "says w", "/Invoice/c:Note[2]"),
    ]


def test_variables_of_the_schema_a_pattern_and_a_rule_are_their_own(tmp_path: Path) -> None:
    inside = (
        '<let name="all" value="count(/i:Invoice/*)"/>'
        f'<pattern><let name="mine" value="1"/>{rule("a", "c:ID[$mine = 1]", "$mine = 2 or $all = 4")}</pattern>'
        f'<pattern><let name="mine" value="2"/>{rule("b", "c:ID[$mine = 2]", "$mine = 1")}</pattern>'
        '<pattern><rule context="c:ID"><let name="here" value="number(.)"/><let name="more" value="$here + $all"/>'
        '<assert id="c" test="$more = 4">no</assert><assert id="d" test="$more = 5">more is <value-of select="$more"/> in <name/></assert>'
        "</rule></pattern>"
    )
    assert [(one[0], one[2]) for one in asked(tmp_path, inside)] == [
        ("a", "says a"),
        ("b", "says b"),
        ("d", "more is 4 in c:ID"),
    ]


def test_a_report_speaks_where_its_test_holds(tmp_path: Path) -> None:
    inside = '<pattern><rule context="c:Note"><report id="r" test="@n = 7">seven</report></rule></pattern>'
    assert ids(asked(tmp_path, inside)) == ["r"]


def test_functions_of_the_rule_set_are_called(tmp_path: Path) -> None:
    inside = (
        '<function xmlns="http://www.w3.org/1999/XSL/Transform" name="f:twice" as="xs:integer" xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        '<param name="n"/><sequence select="2 * xs:integer($n)"/></function>'
        f"<pattern>{rule('f', 'c:ID', 'f:twice(.) = 3')}</pattern>"
    )
    assert ids(asked(tmp_path, inside)) == ["f"]


def test_an_assertion_that_cannot_be_computed_does_not_hold_and_the_others_are_asked(tmp_path: Path) -> None:
    bad = "xs:decimal(.) = 1"
    inside = (
        '<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>'
        f'<pattern><rule context="c:Note"><let name="n" value="xs:decimal(.)"/><assert id="x" test="$n = 1">{{no}} number</assert>'
        f'<assert id="ok" test="true()">ok</assert></rule></pattern><pattern>{rule("y", "c:Note[1]", bad)}</pattern>'
    )
    found = asked(tmp_path, inside)
    assert [(one[0], one[2]) for one in found] == [("x", "{no} number"), ("x", "{no} number"), ("y", "says y")]


def test_the_version_is_read_from_the_file_and_the_checksum_stands_where_there_is_none(tmp_path: Path) -> None:
    asked(tmp_path, "")
    structure, one = Rules.from_folder(tmp_path).files
    assert (structure.name, structure.version) == ("UBL", "2.1")
    assert (one.version, one.updated) == ("2.5.1", "2026-01-02")
    (tmp_path / "own.sch").write_text('<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"/>')
    _, said = Rules.from_folder(tmp_path).versions
    assert said.startswith("own.sch SHA-256 ")


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ('<include href="more.sch"/>', "include"),
        ('<pattern abstract="true" id="a"/>', "pattern abstract, is-a, documents"),
        ('<pattern><rule abstract="true" id="r"/></pattern>', "rule abstract"),
        ('<pattern><rule context="*"><extends rule="r"/></rule></pattern>', "extends"),
        ('<pattern><rule context="*"><assert id="a">no test</assert></rule></pattern>', "assert/@test"),
        ('<let name="x"><a/></let>', "let"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(tmp_path: Path, inside: str, what: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        asked(tmp_path, inside)
    assert (refused.value.code, refused.value.values) == ("rules_unsupported", {"source": "own.sch", "what": what})


def test_another_query_language_and_another_document_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="rules_unsupported"):
        asked(tmp_path, "", binding="xslt")
    (tmp_path / "own.sch").write_text("<stylesheet/>")
    with pytest.raises(UnreadableError, match="rules_unsupported"):
        Rules.from_folder(tmp_path)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b'<!DOCTYPE s [<!ENTITY a "b">]><s>&a;</s>'])
def test_a_file_of_rules_that_is_none_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "own.sch").write_bytes(content)
    with pytest.raises(UnreadableError) as refused:
        Rules.from_folder(tmp_path)
    assert (refused.value.code, refused.value.values["source"]) == ("rules_unreadable", "own.sch")


def test_an_expression_that_is_none_is_told_with_saxons_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as refused:
        asked(tmp_path, f"<pattern>{rule('a', test='not(')}</pattern>")
    assert refused.value.code == "rules_failed"
    assert str(refused.value.values["why"]).startswith("XPST0003")


@pytest.mark.parametrize("folder", ["", "nothing here"])
def test_a_folder_without_rules_is_named(tmp_path: Path, folder: str) -> None:
    with pytest.raises(UnreadableError, match="rules_missing"):
        Rules.from_folder(tmp_path / folder)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"", "invoice_no_xml"),
        (b"Faktura 1", "invoice_no_xml"),
        (b"<Invoice", "invoice_no_xml"),
        (
            b'<!DOCTYPE i [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + INVOICE.replace("1</", "&x;</").encode(),
            "invoice_no_xml",
        ),
        (b"<Invoice/>", "invoice_no_ubl"),
        (INVOICE.replace("Invoice", "Order").encode(), "invoice_no_ubl"),
        (b" " * (20 * 2**20 + 1), "invoice_too_large"),
    ],
    ids=["empty", "text", "cut off", "entity", "no namespace", "order", "large"],
)
def test_what_is_no_invoice_is_told_as_what_it_is(tmp_path: Path, document: bytes, code: str) -> None:
    asked(tmp_path, "")
    with pytest.raises(UnreadableError) as refused:
        Rules.from_folder(tmp_path).validate(document)
    assert refused.value.code == code


def test_an_invoice_in_another_encoding_is_read_as_it_says(tmp_path: Path) -> None:
    said = '<?xml version="1.0" encoding="ISO-8859-1"?>' + INVOICE.replace(">a<", ">å<")
    (tmp_path / "own.sch").write_text("")
    asked(tmp_path, f"<pattern>{rule('a', 'c:Note', '. != &#39;å&#39;')}</pattern>")
    assert [one.rule for one in Rules.from_folder(tmp_path).validate(said.encode("latin-1"))] == ["UBL-XSD", "a"]
