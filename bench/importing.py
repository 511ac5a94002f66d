"""How many ten-page PDFs `samverkan import` receives a minute, all different, into the database at hand.

On SQLite, and on PostgreSQL from its PyPI wheel; SAMVERKAN_BENCH_ENGINES names one of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from bench import papers
from bench.engines import environments

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAPERS, _PAGES = 300, 10
_NUMBER = "2321000016"
_EMAIL = "registrator@bench.example"


def run() -> Iterator[tuple[str, str]]:
    """A figure for each engine."""
    with TemporaryDirectory(prefix="samverkan-papers-") as folder:
        for n in range(_PAPERS):
            made = papers.pdf(_PAGES, n % len(papers.PLACES), seed=n)
            (Path(folder) / f"{n:03}.pdf").write_bytes(made)
        for engine, environment in environments():
            samverkan = [sys.executable, "-m", "samverkan"]
            _done([*samverkan, "migrate"], environment)
            _done([sys.executable, "-m", "bench.people", _NUMBER, _EMAIL], environment)
            start = perf_counter()
            _done([*samverkan, "import", folder, "--organisation", _NUMBER, "--as", _EMAIL], environment)
            rate = _PAPERS / (perf_counter() - start) * 60
            yield f"{_PAGES}-page PDFs imported a minute ({engine})", f"{rate:.0f}"


def _done(words: list[str], environment: dict[str, str]) -> None:
    subprocess.run(words, env={**os.environ, **environment}, check=True, capture_output=True)
