"""Many paths in, what each says out in the order given: on all cores, one bad file never stopping the rest.

Every process holds one document at a time and is renewed now and then: memory does not grow with the number of files.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

from samverkan.core.findings import UnreadableError
from samverkan.outside.files import MEGABYTE, STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")

_BAR_FROM = 20
"""Files from which a progress bar is worth its line."""

_COMMON = 80, 24
"""Columns and rows of a terminal that does not tell its own."""

_POOL_FROM = MEGABYTE
"""Bytes from which the cores together are faster than one that need not wait for the others to start."""


def read_all(paths: Sequence[str], *, read_one: Callable[[str], T]) -> Iterator[T | UnreadableError]:
    """What `read_one` makes of each path, in order; the UnreadableError where it cannot be read.

    `read_one` must be a function of a module (or a partial of one): other processes find it by name.
    """
    cores = _cores()
    if cores > 1 and len(paths) > 1 and _much(paths):
        from samverkan.outside.readers import over_cores

        results = over_cores(paths, read_one, min(cores, len(paths)))
    else:
        results = (attempt(read_one, path) for path in paths)
    return _with_bar(results, len(paths))


def attempt(read_one: Callable[[str], T], path: str) -> T | UnreadableError:
    """What `read_one` makes of the path, or why it makes nothing: whatever happens, it is told of this file alone."""
    try:
        return read_one(path)
    except UnreadableError as error:
        error.values.setdefault("source", path)
        return error
    except MemoryError:
        return UnreadableError("out_of_memory", source=path)
    except Exception as error:  # a fault of ours: named for one file, the rest still read
        return UnreadableError("reader_failed", source=path, reason=f"{type(error).__name__}: {error}")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _much(paths: Sequence[str]) -> bool:
    """Whether there is enough to read for more processes than one."""
    total = 0
    for path in paths:
        try:
            total += 0 if path == STDIN else os.stat(path).st_size + 2000
        except (OSError, ValueError):
            continue
        if total > _POOL_FROM:
            return True
    return False


def _with_bar(results: Iterator[T], count: int) -> Iterator[T]:
    if count < _BAR_FROM or not sys.stderr.isatty():
        return results
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread of its own
    columns, rows = _size()
    return iter(tqdm(results, total=count, file=sys.stderr, unit=" st", leave=False, ncols=columns, nrows=rows))


def _size() -> tuple[int, int]:
    """The columns and rows of the terminal; the common ones where it has none to tell, as one that a program has opened."""
    try:
        size = os.get_terminal_size(sys.stderr.fileno())
    except OSError:
        return _COMMON
    return size.columns or _COMMON[0], size.lines or _COMMON[1]
