"""A SIE file of 100 MB into cost lines, in a process of its own: megabytes a second, and the memory that 1 MB does not need.

The file is written by `core.writing.sie`, a megabyte that is repeated. `python -m bench.sie FILE` reads one and prints its seconds by
the clock and of the processor, its lines, and the most kilobytes the process has held.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from samverkan.core.funding.vouchers import Books, Posting, Voucher
from samverkan.core.writing.sie import encoded, records
from samverkan.outside.costs import reading_costs

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIZES = (1, 100)
_ACCOUNTS = {"5010": "Lokalhyra för Åsgården", "7010": "Löner", "2641": "Ingående moms", "2440": "Leverantörsskulder"}


def run() -> list[tuple[str, str]]:
    """The same vouchers again and again, 1 MB and 100 MB of them."""
    with TemporaryDirectory() as name:
        small, large = (_read(_file(Path(name) / f"{size}.se", size * 1_000_000)) for size in _SIZES)
    size = _SIZES[1]
    return [
        (f"SIE of {size} MB: cost lines", f"{large['lines']:,}"),
        (f"SIE of {size} MB: read, by the clock", f"{size / large['clock']:.1f} MB/s"),
        (f"SIE of {size} MB: read, of the processor", f"{size / large['processor']:.1f} MB/s"),
        (f"SIE of {size} MB: peak memory above that of 1 MB", f"{(large['held'] - small['held']) / 1000:.1f} MB"),
        (f"SIE of {size} MB: peak memory in all", f"{large['held'] / 1000:.0f} MB"),
    ]


def _file(path: Path, size: int) -> Path:
    """A file of at least so many bytes; its checksum is not asked for, since the vouchers repeat."""
    year = (date(2024, 1, 1), date(2024, 12, 31))
    books = Books("Söderby kommun", "2120000142", None, {0: year}, _ACCOUNTS, {}, {"1": "Kostnadsställe"}, {})
    lines = list(records(books, _vouchers(1_000_000), kind="4E", version="bench", on=date(2025, 1, 2)))
    begins = next(number for number, line in enumerate(lines) if line.startswith("#VER"))
    repeated = b"".join(encoded(lines[begins:]))
    with path.open("wb") as file:
        file.writelines(encoded(lines[:begins]))
        while file.tell() < size:
            file.write(repeated)
    return path


def _vouchers(size: int) -> Iterator[Voucher]:
    """Vouchers of three to six rows, some 60 characters each, up to about so many bytes."""
    for number in count(1):
        if size < 0:
            return
        day = date(2024, 1, 1) + timedelta(days=number % 366)
        rows = [
            (
                "5010" if at % 2 else "7010",
                10_000 + number * 37 % 90_000 + at,
                (("1", str(200 + at)), ("6", f"P{number % 7}")),
            )
            for at in range(2 + number % 4)
        ]
        total = sum(ore for _, ore, _ in rows)
        postings = [
            Posting(0, account, ore, objects, day, f"Faktura {number}, Ängens förråd") for account, ore, objects in rows
        ]
        yield Voucher(0, "A", str(number), day, f"Leverantör {number % 70}", (*postings, Posting(0, "2440", -total)))
        size -= 100 + 75 * len(postings)


def _read(path: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", "bench.sie", str(path)], check=True, capture_output=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    clock, processor = perf_counter(), process_time()
    with reading_costs(sys.argv[1]) as reading:
        lines = sum(1 for _ in reading.lines())
        assert not reading.findings
    print(
        json.dumps(
            {
                "clock": perf_counter() - clock,
                "processor": process_time() - processor,
                "lines": lines,
                "held": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            }
        )
    )
