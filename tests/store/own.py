"""A workspace of its own for a test: an empty database of the engine the tests run on, and programs that work on it.

For what a rolled-back transaction cannot show: several programs at once, one killed in the middle, backup and restore.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests import homes

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
            **os.environ, "SAMVERKAN_HOME": str(home), "SAMVERKAN_DEMO": "1", "SAMVERKAN_STATIC": homes.static(), **urls,
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


def _done(process: subprocess.Popen[str], code: int) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, out + err
    return out


@contextmanager
def workspace(home: Path, *, migrated: bool = True) -> Iterator[Workspace]:
    """A workspace with its tables, dropped afterwards."""
    home.mkdir(parents=True, exist_ok=True)
    if "DATABASE_URL" not in os.environ:
        if migrated:
            homes.migrated(home)
        yield Workspace(home, {})
        return
    import psycopg

    name, urls = homes.database(home if migrated else None)
    try:
        yield Workspace(home, urls)
    finally:
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
