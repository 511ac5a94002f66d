"""Runs every benchmark, or those named (`python -m bench pdf startup`), and prints one table and the machine.

`--size full`: of what has a size, the whole (`bench.workspace`).
"""

from __future__ import annotations

import os
import platform
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import bench
from bench.goals import goal_of


def main(names: list[str]) -> int:
    """Print a line a figure; 2 where no such benchmark is."""
    if "--size" in names:
        at = names.index("--size")
        os.environ["SAMVERKAN_BENCH_SIZE"] = (names[at + 1 :] or ["small"])[0]
        names = [*names[:at], *names[at + 2 :]]
    known = sorted(module.name for module in iter_modules(bench.__path__) if _measures(module.name))
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    print(machine(), flush=True)
    print(f"{'':10} {'':64} {'figure':>22}  goal", flush=True)
    for name in names or known:
        for what, figure in import_module(f"bench.{name}").run():
            print(f"{name:10} {what:64} {figure:>22}  {goal_of(what)}", flush=True)
    return 0


def _measures(name: str) -> bool:
    return not name.startswith("_") and "def run(" in (Path(bench.__path__[0]) / f"{name}.py").read_text(
        encoding="utf-8"
    )


def machine() -> str:
    """The machine, as far as figures depend on it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{platform.system()} {platform.machine()}, {_processor()}, {cores} cores{busy}, Python {platform.python_version()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown processor"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
