"""`samverkan archive` and `samverkan check-package` as they are typed: what they say, and their exit codes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.store.office import REGION, confirm, office

from samverkan.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
FIRST = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"


def test_a_package_is_made_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    confirm(office(REGION), FIRST, arrived=date(2019, 11, 20))
    (tmp_path / f"arkiv-{REGION}-2018-01-01.part").mkdir()
    command = ["archive", "--organisation", "232199-0018", "--to", str(tmp_path), "--until", "2020-01-31"]
    assert main(command) == 0
    told = capsys.readouterr()
    assert "är klart: 1 ärende, 1 handling, 5 filer" in told.out
    assert "arkiv-2321990018-2018-01-01.part är ett paket som inte blev klart" in told.err
    folder = tmp_path / f"arkiv-{REGION}-2020-01-31"
    assert main(["check-package", str(folder)]) == 0
    assert "är helt: 5 filer stämmer" in capsys.readouterr().out
    (folder / "extra.txt").write_text("x")
    assert main(["check-package", str(folder)]) == 1
    assert "extra.txt finns inte i METS.xml" in capsys.readouterr().err
    assert main(command) == 1
    assert "finns redan" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_in_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    confirm(office(REGION), FIRST, arrived=date(2019, 11, 20))
    (tmp_path / "fil").write_text("ingen mapp")
    assert main(["archive", "--organisation", REGION, "--to", str(tmp_path / "fil")]) == 1
    assert "kunde inte skrivas" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        (["--to", "x"], 2, "--organisation"),
        (["--organisation", REGION], 2, "--to"),
        (["--organisation", REGION, "--to", "x", "--until", "i dag"], 2, "--until"),
        (["--organisation", REGION, "--to", "x", "--schemas", "finns-inte"], 2, "scheman"),
        (["--organisation", "5560000000", "--to", "x"], 1, "ingen organisation"),
        (["--organisation", REGION, "--to", "x", "--as", "ingen@se.example"], 1, ""),
    ],
)
def test_a_wrong_call_is_told_and_nothing_is_made(
    more: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    office(REGION)
    assert main(["archive", *more]) == code
    assert says in capsys.readouterr().err
