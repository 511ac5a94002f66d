"""Restore: a backup's file in, the ledger and its documents as they were out, all of it or nothing.

RestoreError
    the file is no backup, is damaged, is of another version, or there is something already, or somebody at work: its code
    says which
"""

from __future__ import annotations

import hashlib
import json
import tarfile
import zlib
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from samverkan.core.findings import SamverkanError
from samverkan.store import blobs
from samverkan.store.archive import (
    DOCUMENTS,
    FORMAT,
    MANIFEST,
    TABLES,
    columns,
    migrations,
    migrations_here,
    passing,
    tables,
    value_of,
)  # fmt: skip
from samverkan.store.belonging import index_numbers
from samverkan.store.indexing import rebuild
from samverkan.store.models import Document
from samverkan.store.ownership import owner
from samverkan.store.registering import rebuild_registers
from samverkan.store.wording import rebuild_search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model

_BATCH: Final = 500


class RestoreError(SamverkanError):
    """Nothing was restored; the code says why."""


class Restored(NamedTuple):
    """What was restored. `missing`: documents that the backup itself lacked."""

    rows: int
    documents: int
    missing: tuple[str, ...]


def restore(file: Path, *, over: bool, told: Callable[[int], object]) -> Restored:
    """Check the file, then put everything back. `over`: what is there already is put aside first, not removed."""
    manifest = check(file)
    if manifest["migrations"] != migrations_here():
        raise RestoreError("restore_version", file=file.name)
    with _aside() if over else nullcontext():
        rows, documents = _filled(file, manifest, told)
    return Restored(rows, documents, tuple(manifest["missing"]))


def _filled(file: Path, manifest: dict[str, Any], told: Callable[[int], object]) -> tuple[int, int]:
    """The tables made and filled; how many rows and documents."""
    call_command("migrate", verbosity=0, interactive=False)
    if migrations() != manifest["migrations"]:
        raise RestoreError("restore_version", file=file.name)
    if any(model._base_manager.exists() for model in tables()):
        raise RestoreError("restore_not_empty")
    documents = _documents(file, told)
    rows = 0
    with owner("default", settings.DATABASE_OWNER_URL), transaction.atomic(), tarfile.open(file) as archive:
        by_name = {f"{TABLES}{model._meta.db_table}.jsonl": model for model in tables()}
        left_out = {f"{TABLES}{name}.jsonl" for name in passing()}
        for name, kept in manifest["tables"].items():
            if name not in left_out:
                rows += _table(archive, name, kept, by_name, told)
        _sequences()
        index_numbers(Document.objects.values_list("pk", flat=True))  # whose each is, before anybody sees it
    for _ in rebuild(today=timezone.localdate()):
        pass
    for _ in rebuild_registers():
        pass
    for _ in rebuild_search():
        pass
    return rows, documents


@contextmanager
def _aside() -> Iterator[None]:
    """What is in the database set aside while the block runs, and for good where it ends well; else put back.

    RestoreError `restore_in_use` where somebody is at work in it; `restore_half` where it could not be put back: its name.
    """
    name = put_aside()
    try:
        yield
    except BaseException:
        try:
            put_back(name)
        except Exception as error:
            raise RestoreError("restore_half", name=name) from error
        raise


def put_aside() -> str:
    """What is in the database set aside under a name of its own; the name, "" where there was nothing."""
    stamp = timezone.now().strftime("%Y%m%d%H%M%S")
    if connection.vendor == "sqlite":
        here = Path(connection.settings_dict["NAME"])
        if not here.exists():
            return ""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
        connection.close()  # whoever is the last to leave takes these files away
        if busy or any(one.exists() for one in _beside(here)):
            raise RestoreError("restore_in_use")
        aside = here.with_name(f"{here.name}.before-{stamp}")
        here.rename(aside)
        return aside.name
    with owner("default", settings.DATABASE_OWNER_URL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ALTER SCHEMA public RENAME TO before_{stamp}")
        cursor.execute("CREATE SCHEMA public")
    return f"before_{stamp}"


def put_back(name: str) -> None:
    """What was set aside back in its place, instead of what has come there since."""
    if connection.vendor == "sqlite":
        here = Path(connection.settings_dict["NAME"])
        connection.close()
        for one in (here, *_beside(here)):
            one.unlink(missing_ok=True)
        if name:
            here.with_name(name).rename(here)
        return
    connection.close()
    with owner("default", settings.DATABASE_OWNER_URL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute(f"ALTER SCHEMA {name} RENAME TO public")


def _beside(file: Path) -> tuple[Path, Path]:
    return file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")


def check(file: Path) -> dict[str, Any]:
    """The manifest of a file whose every part is what the manifest says; RestoreError where it is not."""
    digests: dict[str, str] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(file) as archive:
            for member in archive:
                if member.name == MANIFEST:
                    manifest = json.loads(_bytes(archive, member))
                else:
                    digests[member.name] = _digest(archive, member)
    except (tarfile.TarError, EOFError, zlib.error, OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
            raise RestoreError("restore_no_file", file=file.name) from error
        raise RestoreError("restore_damaged", file=file.name, what=type(error).__name__) from error
    if manifest is None:
        raise RestoreError("restore_damaged", file=file.name, what=MANIFEST)
    if manifest.get("format") != FORMAT:
        raise RestoreError("restore_version", file=file.name)
    for name, kept in manifest["tables"].items():
        if digests.get(name) != kept["sha256"]:
            raise RestoreError("restore_damaged", file=file.name, what=name)
    documents = {name: one for name, one in digests.items() if name.startswith(DOCUMENTS)}
    for name, digest in documents.items():
        if name != f"{DOCUMENTS}{digest}":
            raise RestoreError("restore_damaged", file=file.name, what=name)
    if len(documents) != manifest["documents"]:
        raise RestoreError("restore_damaged", file=file.name, what=DOCUMENTS)
    return manifest


def _documents(file: Path, told: Callable[[int], object]) -> int:
    """Put the documents back; those that are there already are theirs by hash, whatever came in between."""
    count = 0
    with tarfile.open(file) as archive:
        for member in archive:
            if member.name.startswith(DOCUMENTS):
                blobs.keep(_bytes(archive, member))
                count += 1
                told(1)
    return count


def _table(
    archive: tarfile.TarFile, name: str, kept: dict[str, Any], by_name: dict[str, type[Model]],
    told: Callable[[int], object],
) -> int:  # fmt: skip
    model = by_name.get(name)
    if model is None or [field.column for field in columns(model)] != kept["columns"]:
        raise RestoreError("restore_version", file=name)
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in kept["columns"])
    marks = ", ".join(["%s"] * len(kept["columns"]))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
    fields = columns(model)
    count = 0
    with connection.cursor() as cursor:
        for batch in _batches(archive, name):
            cursor.executemany(
                statement, [[value_of(field, one) for field, one in zip(fields, row, strict=True)] for row in batch]
            )
            count += len(batch)
            told(len(batch))
    if count != kept["rows"]:
        raise RestoreError("restore_damaged", file=name, what=name)
    return count


def _batches(archive: tarfile.TarFile, name: str) -> Iterator[list[Any]]:
    found = archive.extractfile(name)
    assert found is not None
    batch = []
    for line in found:
        batch.append(json.loads(line))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _sequences() -> None:
    """Let new rows be numbered after those put back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _bytes(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    found = archive.extractfile(member)
    if found is None:
        raise tarfile.TarError(member.name)
    return found.read()


def _digest(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    found = archive.extractfile(member)
    if found is None:
        raise tarfile.TarError(member.name)
    return hashlib.file_digest(found, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads and seeks, which is all that is asked
