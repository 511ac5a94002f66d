"""Many paths in, what each says out in the order given: on all cores, one bad file never stopping the rest.

Every process holds one document at a time and is renewed now and then: memory does not grow with the number of files.
"""

from __future__ import annotations

import copyreg
import os
import signal
import sys
from collections import deque
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from samverkan.core.findings import UnreadableError
from samverkan.outside.files import MEGABYTE, STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")

_BAR_FROM = 20
"""Files from which a progress bar is worth its line."""

_POOL_FROM = 2 * MEGABYTE
"""Bytes from which the cores together are faster than one that need not wait for the others to start."""

_GENERATION = 200
"""Files a process reads before a new one takes its place."""


def _plain(values: MappingProxyType[Any, Any]) -> tuple[Callable[..., Any], tuple[dict[Any, Any]]]:
    """How a read-only mapping, such as the values of a finding, goes from one process to another."""
    return _read_only, (dict(values),)


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


copyreg.pickle(MappingProxyType, _plain)


def read_all(paths: Sequence[str], *, read_one: Callable[[str], T]) -> Iterator[T | UnreadableError]:
    """What `read_one` makes of each path, in order; the UnreadableError where it cannot be read.

    `read_one` must be a function of a module (or a partial of one): other processes find it by name.
    """
    results = _over_cores(paths, read_one) if _worth_a_pool(paths) else (_attempt(read_one, path) for path in paths)
    return _with_bar(results, len(paths))


def _attempt(read_one: Callable[[str], T], path: str) -> T | UnreadableError:
    try:
        return read_one(path)
    except UnreadableError as error:
        error.values.setdefault("source", path)
        return error
    except MemoryError:
        return UnreadableError("out_of_memory", source=path)
    except Exception as error:  # a fault of ours: named for one file, the rest still read
        return UnreadableError("reader_failed", source=path, reason=f"{type(error).__name__}: {error}")


def _worth_a_pool(paths: Sequence[str]) -> bool:
    if len(paths) < 2 or (os.cpu_count() or 1) < 2:
        return False
    total = 0
    for path in paths:
        try:
            total += os.stat(path).st_size + 2000
        except (OSError, ValueError):
            continue
        if total > _POOL_FROM:
            return True
    return False


def _over_cores(paths: Iterable[str], read_one: Callable[[str], T]) -> Iterator[T | UnreadableError]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    left = iter(paths)
    while True:
        batch = [path for _, path in zip(range(_GENERATION * cores), left, strict=False)]
        if not batch:
            return
        yield from _generation(batch, read_one, cores)


def _generation(batch: list[str], read_one: Callable[[str], T], cores: int) -> Iterator[T | UnreadableError]:
    """Read a batch in one set of processes; those at work when one dies are read again, each by itself."""
    from concurrent.futures.process import BrokenProcessPool

    while batch:
        pool = _pool(min(cores, len(batch)))
        waiting: deque[tuple[str, Future[T | UnreadableError] | None]] = deque()
        coming = iter(batch)
        done = 0
        try:
            while True:
                while len(waiting) < 3 * cores and (path := next(coming, None)) is not None:
                    waiting.append((path, None if path == STDIN else pool.submit(_attempt, read_one, path)))
                if not waiting:
                    return
                path, future = waiting[0]
                result = _attempt(read_one, path) if future is None else future.result()
                waiting.popleft()
                done += 1
                yield result
        except BrokenProcessPool:
            again = [path for path, _ in waiting]
            for path in again:
                yield _alone(path, read_one)
            batch = batch[done + len(again) :]
        finally:
            _stop(pool)


def _alone(path: str, read_one: Callable[[str], T]) -> T | UnreadableError:
    from concurrent.futures.process import BrokenProcessPool

    if path == STDIN:
        return _attempt(read_one, path)
    pool = _pool(1)
    try:
        return pool.submit(_attempt, read_one, path).result()
    except BrokenProcessPool:
        return UnreadableError("reader_died", source=path)
    finally:
        _stop(pool)


def _pool(size: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    fork_server = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if fork_server else "spawn")
    if fork_server:
        context.set_forkserver_preload(["samverkan.outside.reading", "samverkan.core.reading.reader"])
    return ProcessPoolExecutor(size, mp_context=context, initializer=_leave_interrupts)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes, also those at work: on Ctrl-C, or when the caller wants no more."""
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; only the first one answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _with_bar(results: Iterator[T], count: int) -> Iterator[T]:
    if count < _BAR_FROM or not sys.stderr.isatty():
        return results
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread of its own
    return iter(tqdm(results, total=count, file=sys.stderr, unit=" st", leave=False))
