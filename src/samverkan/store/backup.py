"""Backup: the ledger and its documents in, one file out, as everything was at one moment, while others go on working.

The file is there whole or not at all, whenever the program is killed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from samverkan.store.archive import DOCUMENTS, FORMAT, MANIFEST, TABLES, columns, migrations, plain, tables
from samverkan.store.blobs import fetch
from samverkan.store.models import Content
from samverkan.store.retention import erased_contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.db.models import Model

_BATCH: Final = 2000
_IN_MEMORY: Final = 8 << 20


class BackedUp(NamedTuple):
    """What a backup holds. `missing`: documents on file whose bytes the storage has lost or changed."""

    rows: int
    documents: int
    missing: tuple[str, ...]


def back_up(file: Path, *, told: Callable[[int], object]) -> BackedUp:
    """Write the backup; `told` hears how many rows and documents are done. OSError where it cannot be written."""
    with _whole(file) as out, tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as archive, _one_moment():
        kept: dict[str, Any] = {}
        rows = 0
        for model in tables():
            count = _table(archive, model, kept, told)
            rows += count
        documents, missing = _documents(archive, told)
        manifest = {
            "format": FORMAT, "made": timezone.now().isoformat(), "migrations": migrations(), "tables": kept,
            "documents": documents, "missing": missing,
        }  # fmt: skip
        _add(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
    return BackedUp(rows, documents, tuple(missing))


def size() -> int:
    """About how many rows and documents there are."""
    return sum(model._base_manager.count() for model in tables()) + Content.objects.count()


def _table(archive: tarfile.TarFile, model: type[Model], kept: dict[str, Any], told: Callable[[int], object]) -> int:
    name = f"{TABLES}{model._meta.db_table}.jsonl"
    names = [field.attname for field in columns(model)]
    digest = hashlib.sha256()
    count = 0
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
        asked = model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=_BATCH)
        for row in asked:
            line = json.dumps([plain(value) for value in row], ensure_ascii=False, separators=(",", ":")) + "\n"
            written = line.encode()
            digest.update(written)
            spool.write(written)
            count += 1
            if count % _BATCH == 0:
                told(_BATCH)
        told(count % _BATCH)
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = spool.tell(), int(time.time()), 0o600
        spool.seek(0)
        archive.addfile(info, spool)
    kept[name] = {"rows": count, "columns": [field.column for field in columns(model)], "sha256": digest.hexdigest()}
    return count


def _documents(archive: tarfile.TarFile, told: Callable[[int], object]) -> tuple[int, list[str]]:
    count, missing = 0, []
    gone = erased_contents()
    for sha256 in list(Content.objects.order_by("sha256").values_list("sha256", flat=True)):
        if sha256 in gone:
            continue
        try:
            _add(archive, f"{DOCUMENTS}{sha256}", fetch(sha256))
            count += 1
        except OSError:
            missing.append(sha256)
        told(1)
    return count, missing


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = len(data), int(time.time()), 0o600
    archive.addfile(info, io.BytesIO(data))


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything read in the block is as it was at one moment; nobody waits for it."""
    begin = "BEGIN DEFERRED" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def _whole(file: Path) -> Iterator[Any]:
    """A file that takes its name when it is written to the end, and until then has none."""
    folder = file.absolute().parent
    try:
        number = os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)
    except (AttributeError, OSError):
        with _renamed(file, folder) as out:
            yield out
        return
    with os.fdopen(number, "w+b") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())
        ready = folder / f".{file.name}.{os.getpid()}"
        here = os.open(folder, os.O_PATH)  # with a folder named, Python asks for the link to be followed
        try:
            os.link(f"/proc/self/fd/{out.fileno()}", ready.name, src_dir_fd=here, dst_dir_fd=here, follow_symlinks=True)
            os.replace(ready, file)
        finally:
            os.close(here)


@contextmanager
def _renamed(file: Path, folder: Path) -> Iterator[Any]:
    """Where the system has no files without a name: one beside it, renamed at the end."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{file.name}.", delete=False) as out:
        try:
            yield out
            out.flush()
            os.fsync(out.fileno())
            os.replace(out.name, file)
        except BaseException:
            os.unlink(out.name)
            raise
