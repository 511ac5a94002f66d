"""How long a small question takes from start to end, as a person in the terminal waits for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import papers
from bench.timing import medians

_RUNS = 15


def run() -> list[tuple[str, str]]:
    """`samverkan read` on one page of minutes, and what Python alone takes."""
    with TemporaryDirectory() as folder:
        paper = Path(folder) / "protokoll.txt"
        paper.write_text(papers.text(2500, 1), encoding="utf-8")
        command = Path(sys.executable).parent / "samverkan"

        def asked(*arguments: str) -> object:
            return subprocess.run(arguments, check=True, capture_output=True)

        text, json, alone = medians(
            _RUNS,
            lambda: asked(str(command), "read", str(paper)),
            lambda: asked(str(command), "read", "--json", str(paper)),
            lambda: asked(sys.executable, "-c", "pass"),
        )
    return [
        ("samverkan read on a small text", f"{text:.3f} s"),
        ("samverkan read on a small text, --json", f"{json:.3f} s"),
        ("Python alone", f"{alone:.3f} s"),
    ]
