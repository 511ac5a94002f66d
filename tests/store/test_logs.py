"""The logs: sealed once, in one chain, and whatever is changed below the triggers is found and named."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError, connection, transaction
from tests.store.office import MUNICIPALITY, REGION, office
from tests.store.own import workspace

from samverkan.actions.acting import InvalidError, RefusedError
from samverkan.actions.audit import write_audit, write_read
from samverkan.actions.logs import erase_log_content
from samverkan.actions.roles import Role
from samverkan.store.append_only import installed
from samverkan.store.log_checking import Checked, check_logs
from samverkan.store.models import AuditContent, AuditEntry, ReadContent, ReadEntry, Seal, Sealed
from samverkan.store.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from samverkan.actions.acting import Acting


def acts(acting: Acting, times: int = 3) -> None:
    for n in range(times):
        write_audit(acting, "tried", f"thing:{n}", {"n": n})
        write_read(acting, f"page:{n}")


def test_what_is_new_is_sealed_once_and_each_organisation_has_its_own_chain() -> None:
    ours, theirs = office(REGION), office(MUNICIPALITY)
    acts(ours)
    acts(theirs)
    assert seal() == AuditEntry.objects.count() + ReadEntry.objects.count() > 12
    assert seal() == 0
    acts(ours)
    assert seal() == 6
    numbers = list(
        Seal.objects.filter(organisation=REGION, log="read").order_by("number").values_list("number", "count")
    )
    assert numbers == [(1, 3), (2, 3)]
    assert Seal.objects.filter(organisation=MUNICIPALITY, log="read").count() == 1
    for one in (ours, theirs):
        found = check_logs(one.organisation)
        assert (found.broken, found.unsealed) == (None, 0)
        assert found.rows > 5


def test_a_look_that_is_stopped_half_way_leaves_no_row_without_its_content() -> None:
    ours = office(REGION)

    def stopped(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("INSERT") and "store_readcontent" in sql:
            raise OperationalError("database is locked")
        return execute(sql, *rest)

    with connection.execute_wrapper(stopped), pytest.raises(OperationalError):
        write_read(ours, "page")
    assert not ReadEntry.objects.exists()
    assert check_logs(ours.organisation).broken is None


def test_a_row_that_was_written_late_is_sealed_by_the_next_round() -> None:
    ours = office(REGION)
    acts(ours)
    late = ReadEntry.objects.create(organisation=ours.organisation, digest="0" * 64, pk=10_000_000)
    seal()
    earlier = ReadEntry.objects.create(organisation=ours.organisation, digest="1" * 64, pk=9_000_000)
    assert seal() == 1
    assert list(Sealed.objects.filter(log="read", row__gte=9_000_000).order_by("pk").values_list("row", flat=True)) == [
        late.pk, earlier.pk,
    ]  # fmt: skip


def test_a_row_that_comes_after_a_quarter_of_an_hour_is_sealed_by_a_thorough_round() -> None:
    ours = office(REGION)
    acts(ours, 1)
    seal()
    before = Seal.objects.filter(log="read").order_by("-number").first()
    assert before is not None
    made = Seal.objects.create(
        organisation=ours.organisation, log="read", number=before.number + 1, count=1, digest="-",
        at=datetime.now(UTC) - timedelta(hours=1),
    )  # fmt: skip
    Sealed.objects.create(seal=made, log="read", row=20_000_000, position=0)
    ReadEntry.objects.create(organisation=ours.organisation, digest="1" * 64, pk=9_000_000)
    assert seal() == 0
    assert seal(thoroughly=True) == 1


def test_erased_content_is_told_of_as_erased_and_its_loss_without_a_reason_as_broken() -> None:
    ours, administrator = office(REGION), office(REGION, Role.ADMINISTRATOR)
    acts(ours)
    seal()
    first, second = ReadEntry.objects.filter(organisation=REGION).order_by("pk")[:2]
    assert erase_log_content(administrator, log="read", rows=[first.pk], why="Gallringsbeslut 2026-11-01") == 1
    seal()
    found = check_logs(ours.organisation)
    assert (found.broken, found.erased) == (None, 1)
    ReadContent.objects.filter(entry=second).delete()
    broken = check_logs(ours.organisation).broken
    assert broken is not None
    assert (broken.log, broken.code, broken.row) == ("read", "content_missing", second.pk)


def test_erasing_asks_for_a_reason_the_right_and_ones_own_rows_and_is_kept() -> None:
    ours, administrator, theirs = office(REGION), office(REGION, Role.ADMINISTRATOR), office(MUNICIPALITY)
    acts(ours)
    acts(theirs)
    mine = ReadEntry.objects.filter(organisation=REGION).values_list("pk", flat=True)[0]
    stranger = ReadEntry.objects.filter(organisation=MUNICIPALITY).values_list("pk", flat=True)[0]
    with pytest.raises(RefusedError):
        erase_log_content(ours, log="read", rows=[mine], why="för att")
    for log, rows, why, code in (
        ("read", [mine], "  ", "erasure_needs_reason"), ("read", [mine, stranger], "ja", "no_such_row"),
        ("else", [mine], "ja", "no_such_row"), ("read", [], "ja", "no_such_row"),
    ):  # fmt: skip
        with pytest.raises(InvalidError, match=code):
            erase_log_content(administrator, log=log, rows=rows, why=why)
    assert ReadContent.objects.filter(entry__in=[mine, stranger]).count() == 2
    erase_log_content(administrator, log="read", rows=[mine], why="Gallringsbeslut")
    record = AuditContent.objects.get(verb="log_content_erased")
    with pytest.raises(InvalidError, match="erasure_is_kept"):
        erase_log_content(administrator, log="audit", rows=[record.pk], why="ja")


def _sql(statement: str) -> Callable[[int], None]:
    def run(row: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement.replace(":row", str(row)))

    return run


def _swap(row: int) -> None:
    """Two rows of the log change places: each is now where the other was."""
    other = row + 1
    with connection.cursor() as cursor:
        for old, new in ((row, 99_999_999), (other, row), (99_999_999, other)):
            cursor.execute(f"UPDATE store_sealed SET row = {new} WHERE log = 'read' AND row = {old}")


TAMPERED = {
    "a moment moved": ("row_changed", _sql("UPDATE store_readentry SET at = '2001-01-01 00:00:00+00:00' WHERE id = :row")),
    "a digest": ("row_changed", _sql("UPDATE store_readentry SET digest = 'f' || substr(digest, 2) || '0' WHERE id = :row")),
    "a target": ("content_changed", _sql("UPDATE store_readcontent SET target = 'other' WHERE entry_id = :row")),
    "who": ("content_changed", _sql("""UPDATE store_readcontent SET content = '{"by": "other"}' WHERE entry_id = :row""")),
    "a row given away": (
        "organisation_changed", _sql(f"UPDATE store_readentry SET organisation_id = '{MUNICIPALITY}' WHERE id = :row"),
    ),
    "a content removed": ("content_missing", _sql("DELETE FROM store_readcontent WHERE entry_id = :row")),
    "two rows swapped": ("row_changed", _swap),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_a_change_below_the_triggers_is_found_and_the_row_named(what: str) -> None:
    code, change = TAMPERED[what]
    row = _tampered(change)
    named = row + 1 if what == "two rows swapped" else row  # the one that stands in its place
    broken = _checked().broken
    assert broken is not None
    assert (broken.log, broken.code, broken.row, broken.seal) == ("read", code, named, 2)
    if what not in ("a moment moved", "two rows swapped"):
        assert broken.at == ReadEntry.objects.get(pk=row).at


def test_a_removed_row_a_removed_link_and_changed_or_removed_seals_are_found() -> None:
    for code, statements in (
        ("row_missing", ["DELETE FROM store_readcontent WHERE entry_id = :row", "DELETE FROM store_readentry WHERE id = :row"]),
        ("row_missing", ["DELETE FROM store_sealed WHERE log = 'read' AND row = :row"]),
        ("seal_changed", [f"UPDATE store_seal SET at = '2001-01-01 00:00:00+00:00' WHERE {_SECOND}"]),
        ("seal_changed", [f"UPDATE store_seal SET digest = 'x' WHERE {_SECOND}"]),
        ("row_missing", [f"UPDATE store_seal SET count = count - 1 WHERE {_SECOND}"]),
        (
            "seal_missing",
            [
                f"DELETE FROM store_sealed WHERE seal_id = (SELECT id FROM store_seal WHERE {_SECOND})",
                f"DELETE FROM store_seal WHERE {_SECOND}",
            ],
        ),
        ("row_changed", ["UPDATE store_sealed SET link = 'x' WHERE log = 'read' AND row = :row"]),
    ):  # fmt: skip
        with _undone():
            row = _tampered(*[_sql(one) for one in statements])
            broken = _checked().broken
            assert broken is not None, code
            assert (broken.log, broken.code, broken.seal) == ("read", code, 2)
            assert broken.row in (None, row)


_SECOND = f"log = 'read' AND organisation_id = '{REGION}' AND number = 2"


class _Undone(Exception):  # noqa: N818
    """Leaves a block whose changes are rolled back."""


@contextmanager
def _undone() -> Iterator[None]:
    with suppress(_Undone), transaction.atomic():
        yield
        raise _Undone


def _tampered(*changes: Callable[[int], None]) -> int:
    """Three seals of both logs, then the changes below the triggers to the middle row of the second."""
    ours = office(REGION)
    office(MUNICIPALITY)
    for _ in range(3):
        acts(ours)
        seal()
    assert _checked().broken is None
    row = Sealed.objects.get(log="read", seal__organisation=REGION, seal__number=2, position=1).row
    _triggers_off()
    for change in changes:
        change(row)
    return row


def _checked() -> Checked:
    return check_logs(office(REGION).organisation)


def _triggers_off() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("only the owner may: test_the_owners_changes_are_found_by_the_command")
    with connection.cursor() as cursor:
        for name in installed(connection):
            cursor.execute(f'DROP TRIGGER "{name}"')


def test_the_owners_changes_are_found_by_the_command(tmp_path: Path) -> None:
    """On a database of its own, on both engines: the triggers off as the owner, a row changed, the command asked."""
    with workspace(tmp_path / "home") as own:
        own.python(_ACTS)
        own.samverkan("work", "--once")
        assert "hela" in own.samverkan("verify-log")
        row = own.python(_CHANGE).strip()
        told = own.samverkan("verify-log", "--organisation", REGION, code=1)
        assert "BRUTEN" in told
        assert f"rad {row} i läsloggen" in told
        assert own.samverkan("verify-log", "--organisation", "5560000000", code=2) == ""


_ACTS = f"""
from tests.store.office import office
from samverkan.actions.audit import write_read
ours = office({REGION!r})
for n in range(20):
    write_read(ours, f"page:{{n}}")
"""
_CHANGE = """
from django.conf import settings
from django.db import connection
from samverkan.store.models import ReadEntry
from samverkan.store.ownership import owner
row = ReadEntry.objects.order_by("pk")[7].pk
with owner("default", settings.DATABASE_OWNER_URL), connection.cursor() as cursor:
    on = "" if connection.vendor == "sqlite" else " ON store_readcontent"
    cursor.execute("DROP TRIGGER append_only_store_readcontent_update" + on)
    cursor.execute("UPDATE store_readcontent SET target = 'other' WHERE entry_id = %s", [row])
print(row)
"""
_SEALS = """
import time
from samverkan.store.sealing import seal
end = time.monotonic() + 4
while time.monotonic() < end:
    seal()
"""
_WRITES = f"""
import time
from django.db import transaction
from tests.store.office import office
from samverkan.actions.audit import write_read
ours = office({REGION!r})
for n in range(60):
    with transaction.atomic():
        write_read(ours, f"page:{{n}}")
        time.sleep(0.01)
"""


def test_many_sealers_and_writers_at_once_make_one_whole_chain(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as own:
        own.python(_ACTS)
        running = [own.start_python(_SEALS) for _ in range(3)] + [own.start_python(_WRITES) for _ in range(2)]
        for one in running:
            _, err = one.communicate(timeout=120)
            assert one.returncode == 0, err
        own.samverkan("work", "--once")
        told = own.samverkan("verify-log", "--organisation", REGION)
        assert "hela" in told
        assert "väntar" not in told
        counted = own.python(
            "from samverkan.store.models import *\n"
            "print(ReadEntry.objects.count(), Sealed.objects.filter(log='read').count())"
        )
        assert counted.split() == ["140", "140"]
