"""The workspace on a made-up country: how long it takes to make and to index, and how soon each page answers.

`python -m bench workspace --size small|medium|full` (small unless said): 1,500 agreements, 20,000, or 100,000 with a million
decisions, which takes 8 GB below the folder of temporary files. On SQLite, and on PostgreSQL from its PyPI wheel. The server is what
`samverkan serve` starts; those who click are another process on the same machine (`bench.clicking`). A home that is made
already is measured with `SAMVERKAN_BENCH_HOME`.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from bench.engines import environments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = {
    "small": ("40", "1500", "15000"), "medium": ("310", "20000", "200000"), "full": ("310", "100000", "1000000"),
}  # fmt: skip
_PASSWORD = "prova samverkan"
_CLICKS = {1: 120, 8: 60}
_BEFORE = 12


def run() -> Iterator[tuple[str, str]]:
    """Every figure, for each engine."""
    size = os.environ.get("SAMVERKAN_BENCH_SIZE", "small")
    for engine, environment in environments():
        for what, figure in _measured(SIZES[size], environment):
            yield f"{what} ({engine}, {size})", figure


def _measured(size: tuple[str, str, str], environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    samverkan = [sys.executable, "-m", "samverkan"]

    def told(*words: str) -> str:
        done = subprocess.run([*samverkan, *words], env=environment, check=True, capture_output=True, text=True)
        return done.stdout

    told("migrate")
    if "SAMVERKAN_BENCH_HOME" not in environment:
        yield from _made(size, told)
    start = perf_counter()
    told("rebuild", "standings")
    yield "all standings rebuilt", f"{perf_counter() - start:.0f} s"
    yield from _served(samverkan, environment)


def _made(size: tuple[str, str, str], told: Callable[..., str]) -> Iterator[tuple[str, str]]:
    organisations, agreements, decisions = size
    start = perf_counter()
    told(
        "make-country", "--organisations", organisations, "--agreements", agreements, "--decisions", decisions,
        "--password", _PASSWORD, "--lang", "en",
    )  # fmt: skip
    yield "a country made and indexed", f"{perf_counter() - start:.0f} s"


def _served(samverkan: list[str], environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    asked = [sys.executable, "-m", "bench.people"]
    people = json.loads(subprocess.run(asked, env=environment, check=True, capture_output=True, text=True).stdout)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [*samverkan, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        _clicked(address, people, _BEFORE)
        for count, clicks in _CLICKS.items():
            yield from _figures(_clicked(address, people[:count], clicks), count)
        yield "peak memory of a worker", f"{_largest(serving.pid) / 1024:.0f} MB"
    finally:
        os.killpg(serving.pid, signal.SIGTERM)
        serving.wait()


def _clicked(address: str, people: list[list[str]], clicks: int) -> list[tuple[str, float, int]]:
    words = [sys.executable, "-m", "bench.clicking", address, _PASSWORD, str(clicks)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, input=json.dumps(people))
    return [(what, seconds, status) for what, seconds, status in json.loads(done.stdout)]


def _figures(taken: list[tuple[str, float, int]], people: int) -> Iterator[tuple[str, str]]:
    """p50, p95 and p99 of each kind of request that was answered; how many were not."""
    by_kind: dict[str, list[float]] = defaultdict(list)
    refused: dict[str, int] = defaultdict(int)
    for what, seconds, status in taken:
        if status == 200:
            by_kind[what].append(seconds)
        else:
            refused[f"{what} {status}"] += 1
    for what, times in sorted(by_kind.items()):
        ordered = sorted(times)
        parts = " / ".join(
            f"{ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000:.0f}" for part in (0.5, 0.95, 0.99)
        )
        yield f"{people} at a time: {what}, p50 / p95 / p99", f"{parts} ms"
    for what, count in sorted(refused.items()):
        yield f"{people} at a time: {what}, not answered", str(count)


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            with urlopen(f"{address}/login"):
                return
        except (URLError, ConnectionError):
            sleep(0.1)
    raise RuntimeError("the server did not start")


def _largest(leader: int) -> int:
    """The most kilobytes that a process of the server's group has held."""
    most = 0
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdecimal() and os.getpgid(int(folder.name)) == leader:
                lines = (folder / "status").read_text(encoding="ascii").splitlines()
                most = max(most, next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0))
        except (OSError, ProcessLookupError):
            continue
    return most
