"""`samverkan import` as a process of its own: killed in the middle it leaves whole papers, run again it goes on."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests import homes

PAPERS = 150
MAKE = """
import django
django.setup()
from datetime import date
from samverkan.actions.acting import Acting
from samverkan.actions.register import register_organisation
from samverkan.actions.roles import Role
from samverkan.store.models import Organisation, Person, Role as Held
itself = Acting(None, Organisation(number="2321990018", kind="region"), frozenset({Role.REGISTRAR}))
made = register_organisation(itself, number="2321990018", kind="region", name="Region", from_day=date(2000, 1, 1))
person = Person.objects.create_user("rut@region.example", name="Rut")
Held.objects.create(person=person, organisation=made, role="registrar")
"""
MINUTES = """Protokoll {n}
Sammanträdesdatum 2024-03-01
Socialnämnden

§ {n} Samverkansavtal om familjecentral
Dnr SN 2024-{n}

Socialnämnden beslutar
att godkänna samverkansavtal mellan Region Västana och Lindmora kommun för perioden 1 januari 2024–31 december 2026.
"""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An installation of its own, with one registrar."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE")}
    environment |= {
        "SAMVERKAN_HOME": str(tmp_path / "home"), "SAMVERKAN_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "samverkan.config.settings",
    }  # fmt: skip
    homes.migrated(tmp_path / "home")
    subprocess.run([sys.executable, "-c", MAKE], env=environment, check=True, timeout=60)
    return environment


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for n in range(PAPERS):
        text = MINUTES.format(n=n) + "Bakgrund till ärendet, som har beretts. " * 200
        (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")
    return folder


def command(papers: Path, *more: str) -> list[str]:
    return ["import", str(papers), "--organisation", "2321990018", "--as", "rut@region.example", *more]


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "samverkan", *arguments],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def counted(home: dict[str, str], table: str) -> int:
    with sqlite3.connect(f"{home['SAMVERKAN_HOME']}/samverkan.sqlite3", timeout=20) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_killed_in_the_middle_it_leaves_whole_papers_and_goes_on_where_it_was(
    home: dict[str, str], papers: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "samverkan", *command(papers)],
        env=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + 90
    while counted(home, "store_document") < 5 and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    kept = counted(home, "store_document")
    assert 5 <= kept < PAPERS, "killed too late or too early to tell"
    for table in ("store_content", "store_rendition", "store_particulars", "store_draft"):
        assert counted(home, table) == kept, table
    received = "store_auditcontent WHERE verb = 'document_received'"
    assert counted(home, received) == kept

    again = run(home, *command(papers))
    assert again.returncode == 0, again.stderr
    assert f"{PAPERS} filer: " in again.stdout
    assert f"{PAPERS - kept} har kommit in" in again.stdout
    assert f"{kept} fanns redan" in again.stdout
    for table in ("store_document", "store_content", "store_rendition", "store_particulars", "store_draft", received):
        assert counted(home, table) == PAPERS, table
    blobs = {path.name for path in Path(home["SAMVERKAN_HOME"], "documents").rglob("*") if path.is_file()}
    assert len(blobs) == PAPERS


def test_what_could_not_be_read_is_told_at_the_end(home: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "few"
    folder.mkdir()
    (folder / "bra.txt").write_text(MINUTES.format(n=1), encoding="utf-8")
    (folder / "tom.txt").write_bytes(b"")
    done = run(home, *command(folder, "--arrived", "2024-03-01"))
    assert done.returncode == 1
    assert done.stdout == "2 filer: 1 har kommit in och väntar på granskning och 1 togs inte emot.\n"
    assert "tom.txt" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--organisation", "2321990018"], 2, "--as"),
        (["--as", "rut@region.example"], 2, "--organisation"),
        (["--organisation", "2321990018", "--as", "rut@region.example", "--arrived", "i går"], 2, "i går"),
        (["--organisation", "2321990018", "--as", "annan@region.example"], 1, "Ingen med den e-postadressen"),
        (["--organisation", "2120990011", "--as", "rut@region.example"], 1, "2120990011"),
    ],
)
def test_called_wrongly_it_says_what_to_write(
    home: dict[str, str], tmp_path: Path, arguments: list[str], code: int, says: str
) -> None:
    done = run(home, "import", str(tmp_path), *arguments)
    assert done.returncode == code
    assert says in done.stderr
    assert "annan@region.example" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_on_a_database_that_is_not_put_in_order_says_so(tmp_path: Path, papers: Path) -> None:
    empty = {**os.environ, "SAMVERKAN_HOME": str(tmp_path / "empty")}
    empty = {name: value for name, value in empty.items() if not name.startswith("DATABASE")}
    said = run(empty, *command(papers))
    assert (said.returncode, said.stderr.strip()) == (
        1,
        "Databasen är inte gjord i ordning. Kör samverkan migrate först.",
    )
