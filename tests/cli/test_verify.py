"""`samverkan verify` as a person runs it: the sentence first, the exit code, the JSON, and wrong calls."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from extracts import authority, extract, printed, signed
from samverkan.core.writing.extract import extract_to_json

if TYPE_CHECKING:
    from pathlib import Path


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "samverkan", "verify", *words], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "utdrag.pdf"
    path.write_bytes(signed(printed(extract()), at=datetime.now(UTC)))  # the command looks at the clock
    return path


def test_a_good_one_says_so_first_and_ends_with_0(pdf: Path) -> None:
    done = run(str(pdf), "--trust", str(authority().trust))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Utdraget är helt och äkta: Anna Ek har intygat det."
    assert re.fullmatch(r"  Anna Ek, Region Västana, .* kl. \d\d.\d\d, enligt undertecknaren \(B-B\)", lines[3])
    assert "  Region Västana, Hälso- och sjukvårdsnämnden, 23 april 2024, § 71" in lines
    assert "Nämnden godkänner samverkansavtalet med Lindmora kommun" in done.stdout


def test_in_english(pdf: Path) -> None:
    done = run(str(pdf), "--trust", str(authority().trust), "--lang", "en")
    assert done.stdout.startswith("The extract is whole and genuine: Anna Ek certified it.\n")


def test_json_has_the_keys_of_the_contract(pdf: Path) -> None:
    done = run(str(pdf), "--json", "--trust", str(authority().trust))
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert {"file", "whole", "signatures", "extract", "page_matches_data", "findings"} <= found.keys()
    assert {"signer", "organisation", "time", "level", "valid", "trusted", "reasons"} <= found["signatures"][0].keys()
    assert found["extract"] == json.loads(extract_to_json(extract()))


def test_nobody_trusted_ends_with_1_and_says_what_to_do(pdf: Path) -> None:
    done = run(str(pdf))
    assert done.returncode == 1
    assert "--trust MAPP" in done.stdout


def test_one_changed_byte_ends_with_1_and_is_said_first(pdf: Path) -> None:
    data = bytearray(pdf.read_bytes())
    data[len(data) // 3] ^= 1
    pdf.write_bytes(data)
    done = run(str(pdf), "--trust", str(authority().trust))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("Utdraget är ändrat efter att det undertecknades, eller skadat. Använd det inte.\n")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Protokoll fr\xe5n n\xe4mnden",
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\x00" * 5000,
        b"PK\x03\x04 zip",
        b"<html></html>",
    ],
)
def test_what_is_no_extract_is_told_without_a_traceback(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    done = run(str(path))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("Utdraget går inte att läsa")


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    done = run(str(tmp_path / "borta.pdf"), "--json")
    assert done.returncode == 1
    assert [one["code"] for one in json.loads(done.stdout)["findings"]] == ["file_missing"]


def test_an_unsigned_one_and_a_folder_of_trust_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(printed(extract()))
    done = run(str(path), "--trust", str(tmp_path / "borta"))
    assert done.returncode == 1
    assert done.stdout.startswith("Utdraget är inte undertecknat")
    assert "mappen med betrodda certifikat finns inte" in " ".join(done.stdout.split())


@pytest.mark.parametrize("words", [[], ["a.pdf", "b.pdf"], ["a.pdf", "--trust"], ["a.pdf", "--on", "2022-03-01"]])
def test_a_wrong_call_ends_with_2(words: list[str]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_from_standard_input(pdf: Path) -> None:
    with pdf.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "samverkan", "verify", "-", "--trust", str(authority().trust)],
            stdin=file, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
