"""A workspace of its own for a test: an empty database of the engine the tests run on, and programs that work on it.

For what a rolled-back transaction cannot show: several programs at once, one killed in the middle, backup and restore.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SET_UP = (
    "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'samverkan.config.settings'; import django; django.setup()\n"
)


class Workspace:
    """A home folder and a database, reached by programs of their own."""

    def __init__(self, home: Path, urls: dict[str, str]) -> None:
        self.home = home
        self.env = {
            **os.environ, "SAMVERKAN_HOME": str(home), "SAMVERKAN_DEMO": "1", "SAMVERKAN_STATIC": _static(), **urls,
        }  # fmt: skip

    def start(self, *arguments: str, **env: str) -> subprocess.Popen[str]:
        """`samverkan ARGUMENTS`, running."""
        return self._popen([sys.executable, "-m", "samverkan", *arguments], env)

    def samverkan(self, *arguments: str, code: int = 0, **env: str) -> str:
        """`samverkan ARGUMENTS`, what it printed."""
        return _done(self.start(*arguments, **env), code)

    def start_python(self, program: str, **env: str) -> subprocess.Popen[str]:
        """A program with Django set up, running."""
        return self._popen([sys.executable, "-c", _SET_UP + program], env)

    def python(self, program: str, **env: str) -> str:
        """A program with Django set up, what it printed."""
        return _done(self.start_python(program, **env), 0)

    def _popen(self, arguments: list[str], env: dict[str, str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            arguments, env={**self.env, **env}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )


@cache
def _static() -> str:
    """A folder for the static files of every workspace that this process makes: they are collected once."""
    folder = tempfile.mkdtemp(prefix="samverkan-static-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _done(process: subprocess.Popen[str], code: int) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, out + err
    return out


@contextmanager
def workspace(home: Path, *, migrated: bool = True) -> Iterator[Workspace]:
    """A workspace with its tables, dropped afterwards."""
    home.mkdir(parents=True, exist_ok=True)
    if "DATABASE_URL" not in os.environ:
        made = Workspace(home, {})
        if migrated:
            made.samverkan("migrate")
        yield made
        return
    import psycopg

    name = f"own_{uuid.uuid4().hex[:12]}"
    owner = os.environ["DATABASE_OWNER_URL"]
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    urls = {key: _named(os.environ[key], name) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    try:
        made = Workspace(home, urls)
        if migrated:
            made.samverkan("migrate")
        yield made
    finally:
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
