"""Backup and restore: every table, standing and link of the logs as they were; whole or not at all; never over what is there."""

from __future__ import annotations

import json
import os
import tarfile
import time
from typing import TYPE_CHECKING

import pytest
from tests import homes
from tests.store.own import Workspace, workspace

from samverkan.store.restore import RestoreError, check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EVERYTHING = """
import json
from django.db import connection
from samverkan.store.archive import columns, plain, tables
from samverkan.store.models import Agreement, Due, Organisation, StandingSpan
from samverkan.store.append_only import expected, installed
from samverkan.store.blobs import fetch
from samverkan.store.models import Content
from samverkan.store.standings import standings
from samverkan.store.view import View
from datetime import date
found = {}
for model in tables():
    names = [field.attname for field in columns(model)]
    found[model._meta.db_table] = [[plain(one) for one in row] for row in model._base_manager.order_by("pk").values_list(*names)]
for model in (StandingSpan, Due):
    names = [field.attname for field in columns(model) if field.name != "id"]
    rows = model.objects.values_list(*names)
    found[model._meta.db_table] = sorted(json.dumps([plain(one) for one in row], sort_keys=True) for row in rows)
found["standings"] = [
    [str(one) for one in standings(agreement.cooperation_id, View(organisation.pk), on=date(2025, 3, 1), party=None)[1].agreements]
    for agreement in Agreement.objects.order_by("pk") for organisation in Organisation.objects.order_by("pk")
]
found["documents"] = [len(fetch(one)) for one in Content.objects.order_by("pk").values_list("pk", flat=True)]
found["triggers"] = installed(connection) == expected(connection.vendor)
print(json.dumps(found, sort_keys=True))
"""
WRITES = """
import sys, time
from django.db import transaction
from samverkan.actions.samples import acting_for
from samverkan.actions.audit import write_read
from samverkan.store.sealing import seal
ours = acting_for("2321990018")
print("begun", flush=True)
while True:
    write_read(ours, "page")
    seal()
"""

WORKS = """
import time
from samverkan.store.models import Person
Person.objects.count()
print("begun", flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with the samples in it, their logs sealed, and something in the middle of a review."""
    with workspace(tmp_path_factory.mktemp("full") / "home") as own:
        own.samverkan("load-samples", "examples", "--password", "demo demo demo")
        own.samverkan("work", "--once")
        yield own


@pytest.fixture(scope="module")
def copied(full: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    copy = tmp_path_factory.mktemp("copied") / "copy.tar.gz"
    assert "handlingar" in full.samverkan("backup", str(copy))
    assert copy.stat().st_mode & 0o077 == 0
    return copy


def everything(own: Workspace) -> dict[str, object]:
    found: dict[str, object] = json.loads(own.python(EVERYTHING))
    return found


def test_what_is_restored_is_what_was_backed_up(full: Workspace, copied: Path, tmp_path: Path) -> None:
    before = everything(full)
    assert len(before["store_fact"]) > 100  # type: ignore[arg-type]
    with workspace(tmp_path / "home", migrated=False) as other:
        other.samverkan("restore", str(copied))
        after = everything(other)
        assert after.keys() == before.keys()
        for name in before:
            assert after[name] == before[name], name
        assert after["triggers"] is True
        assert "hela" in other.samverkan("verify-log")
        more = other.python(
            "from samverkan.actions.samples import acting_for\n"
            "from samverkan.actions.audit import write_read\n"
            "write_read(acting_for('2321990018'), 'page'); print('new rows are numbered after the old')"
        )
        assert "new rows" in more
        other.samverkan("work", "--once")
        assert "hela" in other.samverkan("verify-log")


def test_who_is_logged_in_is_not_backed_up(full: Workspace, copied: Path) -> None:
    with tarfile.open(copied) as archive:
        names = set(archive.getnames())
    assert "tables/store_person.jsonl" in names
    assert names.isdisjoint(f"tables/store_{one}.jsonl" for one in ("loginsession", "attempt", "cached", "diarylist"))


def test_what_was_backed_up_from_sqlite_is_restored_into_postgresql(full: Workspace, tmp_path: Path) -> None:
    if "DATABASE_URL" not in os.environ:
        pytest.skip("run with --postgres")
    home = tmp_path / "sqlite"
    small = Workspace(home, {})
    small.env = {name: value for name, value in small.env.items() if not name.startswith("DATABASE_")}
    homes.migrated(home)
    small.samverkan("load-samples", "examples", "--password", "demo demo demo")
    small.samverkan("work", "--once")
    copy = tmp_path / "copy.tar.gz"
    small.samverkan("backup", str(copy))
    with workspace(tmp_path / "home", migrated=False) as other:
        other.samverkan("restore", str(copy))
        before, after = everything(small), everything(other)
        assert {name: after[name] for name in before} == before
        assert "hela" in other.samverkan("verify-log")


def test_a_backup_made_while_others_write_is_of_one_moment(full: Workspace, tmp_path: Path) -> None:
    copy = tmp_path / "copy.tar.gz"
    writers = [full.start_python(WRITES) for _ in range(2)]
    try:
        for one in writers:
            assert one.stdout is not None
            assert one.stdout.readline() == "begun\n"
        full.samverkan("backup", str(copy))
        assert all(one.poll() is None for one in writers), "nobody was stopped by it"
    finally:
        for one in writers:
            one.kill()
            one.communicate()
    with workspace(tmp_path / "home", migrated=False) as other:
        other.samverkan("restore", str(copy))
        told = other.samverkan("verify-log")
        assert told.count("hela") == 4


def test_it_refuses_where_something_is_and_puts_that_aside_when_told_so(
    full: Workspace, copied: Path, tmp_path: Path
) -> None:
    with workspace(tmp_path / "home") as other:
        other.python("from tests.store.office import office\noffice('2120990011')")
        before = everything(other)
        other.samverkan("restore", str(copied), code=1)
        assert everything(other) == before
        other.samverkan("restore", "--over", str(copied))
        assert everything(other)["store_fact"] == everything(full)["store_fact"]
        if "DATABASE_URL" not in os.environ:
            assert list((tmp_path / "home").glob("samverkan.sqlite3.before-*"))


@pytest.mark.parametrize("at_fault", ["its version", "its disk"])
def test_what_was_put_aside_is_put_back_where_the_restore_fails(copied: Path, tmp_path: Path, at_fault: str) -> None:
    copy = tmp_path / "copy.tar.gz"
    copy.write_bytes(copied.read_bytes())
    with workspace(tmp_path / "home") as other:
        other.python("from tests.store.office import office\noffice('2120990011')")
        before = everything(other)
        if at_fault == "its version":
            _rewrite(copy, "manifest.json", (b'"store.0001_', b'"store.0099_'))
        else:  # where documents should go there is no room for any
            (tmp_path / "home" / "documents").write_text("")
        done = other.start("restore", "--over", str(copy))
        _, err = done.communicate(timeout=120)
        assert done.returncode == 1
        if at_fault == "its version":
            assert "annan version" in err
        assert everything(other) == before
        assert not list((tmp_path / "home").glob("samverkan.sqlite3.before-*"))


def test_it_is_not_restored_under_somebody_at_work(copied: Path, tmp_path: Path) -> None:
    if "DATABASE_URL" in os.environ:
        pytest.skip("PostgreSQL waits for them")
    with workspace(tmp_path / "home") as other:
        working = other.start_python(WORKS)
        try:
            assert working.stdout is not None
            assert working.stdout.readline() == "begun\n"
            done = other.start("restore", "--over", str(copied))
            _, err = done.communicate(timeout=120)
        finally:
            working.kill()
            working.communicate()
        assert done.returncode == 1
        assert "arbetar" in err
        assert not list((tmp_path / "home").glob("samverkan.sqlite3.before-*"))


@pytest.mark.parametrize("harm", ["cut", "a byte", "a table", "a document", "no tar", "none"])
def test_a_damaged_file_is_told_before_anything_is_touched(copied: Path, tmp_path: Path, harm: str) -> None:
    copy = tmp_path / "copy.tar.gz"
    copy.write_bytes(copied.read_bytes())
    assert check(copy)["documents"] > 5
    _harm(copy, harm)
    with pytest.raises(RestoreError) as told:
        check(copy)
    assert told.value.code == ("restore_no_file" if harm == "none" else "restore_damaged")


def _harm(copy: Path, harm: str) -> None:
    data = copy.read_bytes()
    match harm:
        case "cut":
            copy.write_bytes(data[: len(data) // 2])
        case "a byte":
            copy.write_bytes(data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :])
        case "no tar":
            copy.write_text("hello")
        case "none":
            copy.unlink()
        case _:
            begins = "tables/store_fact.jsonl" if harm == "a table" else "documents/"
            _rewrite(copy, begins, (b"20", b"21"))


def _rewrite(copy: Path, begins: str, change: tuple[bytes, bytes]) -> None:
    """The archive packed anew, whole as such, with one member changed."""
    import io

    packed = io.BytesIO()
    changed = False
    with tarfile.open(copy) as old, tarfile.open(fileobj=packed, mode="w:gz") as new:
        for member in old:
            found = old.extractfile(member)
            assert found is not None
            held = found.read()
            if member.name.startswith(begins) and not changed:
                held, changed = held.replace(*change), True
            member.size = len(held)
            new.addfile(member, io.BytesIO(held))
    assert changed
    copy.write_bytes(packed.getvalue())


def test_killed_in_the_middle_it_leaves_no_half_file_and_the_old_one_as_it_was(full: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    copy = folder / "copy.tar.gz"
    copy.write_text("yesterday's")
    for wait in (0.6, 0.9, 1.1):
        killed = full.start("backup", str(copy))
        time.sleep(wait)
        if killed.poll() is None:
            killed.kill()
            killed.communicate()
            assert [one.name for one in folder.iterdir()] == ["copy.tar.gz"]
            if copy.read_bytes() != b"yesterday's":
                tarfile.open(copy).close()
                copy.write_text("yesterday's")
        else:
            killed.communicate()
            copy.write_text("yesterday's")
    full.samverkan("backup", str(tmp_path / "no such folder" / "copy.tar.gz"), code=1)


def test_a_lost_document_is_named_and_the_rest_is_backed_up(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as own:
        own.samverkan("load-samples", "examples")
        lost = next(one for one in (tmp_path / "home" / "documents").rglob("*") if one.is_file())
        lost.unlink()
        done = own.start("backup", str(tmp_path / "copy.tar.gz"))
        _, err = done.communicate(timeout=60)
        assert done.returncode == 1
        assert lost.name in err
        with tarfile.open(tmp_path / "copy.tar.gz") as archive:
            assert f"documents/{lost.name}" not in archive.getnames()
