"""Accuracy on the annotated papers of ../shared, by its own scorer; skipped where they are absent."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCORER = Path(__file__).parents[2] / "shared" / "minutes" / "score.py"
EXPECTED_OVERALL, EXPECTED_TERMS, EXPECTED_ROW = 0.97, 0.95, 0.9

pytestmark = pytest.mark.skipif(not SCORER.exists(), reason=f"no annotated papers at {SCORER}")


@pytest.fixture(scope="module")
def table() -> str:
    command = [sys.executable, str(SCORER), "--cmd", f"{sys.executable} -m samverkan read --json"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def figure(table: str, name: str) -> float:
    found = re.search(rf"^{name} (\d\.\d+)", table, re.M)
    assert found is not None, table
    return float(found[1])


def test_minutes_are_read_as_annotated(table: str) -> None:
    assert figure(table, "overall") >= EXPECTED_OVERALL


def test_terms_of_agreements_are_read_as_annotated(table: str) -> None:
    assert figure(table, "terms") >= EXPECTED_TERMS


def test_no_row_falls_behind(table: str) -> None:
    rows = re.findall(r"^[ *+] (.{30,32}?)\s+(\d\.\d{3})\s", table, re.M)
    assert len(rows) > 25
    assert [(name.strip(), value) for name, value in rows if float(value) < EXPECTED_ROW] == []
