"""Workspaces made once for all the processes of a test run, and copied: what `samverkan migrate` makes, and the samples in it.

A migration of every table takes seconds of a core; a copy of a folder, or of a database by its server, next to nothing.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid
import zlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).parents[1]
PASSWORD = "prova samverkan här"
FOLDER = "SAMVERKAN_TESTS_SHARE"
"""The name of the setting that holds the folder that the processes of a test run share (`tests.ledger`)."""

_PATIENCE = 180


def migrated(home: Path) -> None:
    """Make `home` a workspace on SQLite with its tables and nothing in them."""
    shutil.copytree(once("migrated", _migrate), home, dirs_exist_ok=True)


def with_samples(home: Path) -> None:
    """Make `home` a workspace on SQLite with the samples; everybody's password is `PASSWORD`."""
    shutil.copytree(once("samples", _load_samples), home, dirs_exist_ok=True)


def database(home: Path | None) -> tuple[str, dict[str, str]]:
    """A new database on the tests' PostgreSQL: its name, and its addresses for the one who works there.

    With `home` it has its tables, and `home` becomes the folder that goes with it.
    """
    name = f"own_{uuid.uuid4().hex[:12]}"
    if home is None:
        return name, _created(name)
    shutil.copytree(once("postgres", _migrate_template), home, dirs_exist_ok=True)
    return name, _created(name, _template())


def fill(connection: BaseDatabaseWrapper) -> None:
    """Make the database that the connection is to, and its tables."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(once("migrated", _migrate) / "samverkan.sqlite3")) as migrated_one:
            connection.ensure_connection()
            migrated_one.backup(connection.connection)
        return
    once("postgres", _migrate_template)
    name = connection.settings_dict["NAME"]
    drop(name)
    _created(name, _template())


def drop(name: str) -> None:
    """Drop a database on the tests' PostgreSQL, if it is there."""
    if "DATABASE_OWNER_URL" not in os.environ:
        return
    import psycopg

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _created(name: str, template: str = "template1") -> dict[str, str]:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {template}')
    return {key: _named(os.environ[key], name) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}


def once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name, made by the first process that asks for it; the others wait until it is there."""
    folder = Path(os.environ[FOLDER]) / name
    made, failed = folder.with_suffix(".made"), folder.with_suffix(".failed")
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + _PATIENCE
        while not made.exists() and not failed.exists() and time.monotonic() < until:
            time.sleep(0.1)
        assert made.exists(), f"another process could not make the workspace {name!r} that tests copy"
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    made.touch()
    return folder


def environment(home: Path, urls: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a program of a workspace knows of where it runs: its home and its database, and none of our own settings."""
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "PYTEST_", "SAMVERKAN_"))
    }
    return ours | {"SAMVERKAN_HOME": str(home), "SAMVERKAN_DEMO": "1", "PYTHONPATH": str(ROOT / "src"), **(urls or {})}


def static() -> str:
    """A folder for the static files of every workspace of the tests: they are collected once."""
    return str(Path(os.environ[FOLDER]) / "static")


def forget_template() -> None:
    """Drop the database that others are copies of, on a server that lives longer than the tests."""
    if (Path(os.environ[FOLDER]) / "postgres").exists():
        drop(_template())


def _template() -> str:
    """A name of its own for each test run."""
    return f"own_template_{zlib.crc32(os.environ[FOLDER].encode()):08x}"


def _migrate(home: Path) -> None:
    _run(environment(home) | {"SAMVERKAN_STATIC": static()}, "migrate")


def _migrate_template(home: Path) -> None:
    _run(environment(home, _created(_template())) | {"SAMVERKAN_STATIC": static()}, "migrate")


def _load_samples(home: Path) -> None:
    migrated(home)
    _run(environment(home), "load-samples", "examples", "--password", PASSWORD)


def _run(env: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "samverkan", *arguments], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
