"""The situations of tests/cases/settle, each asked as in the terminal: what is printed, what is complained of, what the JSON has."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from samverkan.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parents[2] / "cases" / "settle"


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*/*.toml")):
        yield pytest.param(tomllib.loads(path.read_text(encoding="utf-8")), id=path.stem)


@pytest.mark.parametrize("case", list(cases()))
def test_the_situation_is_answered(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("avtal.toml").write_text(case["agreement"], encoding="utf-8")
    files = case["costs"] if isinstance(case["costs"], dict) else {"kostnader": case["costs"]}
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    code = main(["settle", "avtal.toml", *files])
    said = capsys.readouterr()
    assert (code, said.out.strip(), said.err.strip()) == (
        case["exit"],
        case["printed"].strip(),
        case["complaints"].strip(),
    )
    main(["settle", "avtal.toml", *files, "--json"])
    printed = capsys.readouterr().out
    assert (json.loads(printed) if printed else None) == (json.loads(case["json"]) if case["json"].strip() else None)
