"""A folder read on all cores: how fast, and the most memory that any of the processes holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from bench import papers

_SMALL, _LARGE = 120, 4
_SMALL_SIZE, _LARGE_SIZE = 20_000, 5_000_000


def run() -> list[tuple[str, str]]:
    """A folder of many small papers and some of 5 MB, through `samverkan read --json`."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(_SMALL):
            paper = folder / f"{number:03}.txt"
            paper.write_text(papers.text(_SMALL_SIZE, number % 4, seed=number), encoding="utf-8")
        small = _read(folder)
        for number in range(_LARGE):
            paper = folder / f"large-{number}.txt"
            paper.write_text(papers.text(_LARGE_SIZE, number % 4), encoding="utf-8")
        large = _read(folder)
    total = (_SMALL * _SMALL_SIZE + _LARGE * _LARGE_SIZE) / 1e6
    return [
        (f"{_SMALL} papers of 20 kB on all cores", f"{_SMALL / small[0]:.0f} papers/s"),
        (f"with {_LARGE} of 5 MB among them", f"{total / large[0]:.2f} MB/s"),
        (f"peak memory of a process, {_SMALL} papers of 20 kB", f"{small[1]:.0f} MB"),
        (f"peak memory of a process, with {_LARGE} of 5 MB", f"{large[1]:.0f} MB"),
    ]


def _read(folder: Path) -> tuple[float, float]:
    """Seconds for the whole folder, and the most megabytes that one process held."""
    command = [str(Path(sys.executable).parent / "samverkan"), "read", "--json", str(folder)]
    start, most = perf_counter(), 0
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        while process.poll() is None:
            most = max(most, *(_peak(pid) for pid in _of_session(process.pid)), 0)
            sleep(0.1)
    return perf_counter() - start, most / 1000


def _of_session(session: int) -> list[str]:
    """The processes of the session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[3] == str(session):
            found.append(stat.parent.name)
    return found


def _peak(pid: str) -> int:
    """The most kB the process has held."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
