"""Processes that read: each is given one path at a time over a pipe of its own and gives back what it read.

A process that dies has killed itself on the file it was given, or has been at it too long: that file is named, and another
process goes on with the rest. No threads and no locks between processes, so that stopping is safe at any moment.
"""

from __future__ import annotations

import copyreg
import multiprocessing
import signal
import sys
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from samverkan.core.findings import UnreadableError
from samverkan.outside.files import STDIN
from samverkan.outside.guard import TIME_LIMIT, can_copy, ended_by_time, limit_time, no_interrupts
from samverkan.outside.many import attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

T = TypeVar("T")

_GENERATION = 200
"""Files a process reads before a new one takes its place."""

_SECONDS = TIME_LIMIT
"""How much of a core one file may take."""

_PATIENCE = 2.0
"""Seconds in which a process that is told to stop does so itself, and stops what it has begun."""

_AHEAD = 4
"""How many files for each process may be read before the first of them is given back."""

_FORK_SERVER = "forkserver" in multiprocessing.get_all_start_methods()
_CONTEXT: Any = multiprocessing.get_context("forkserver" if _FORK_SERVER else "spawn")
_PRELOADED = [
    "samverkan.outside.readers", "samverkan.outside.reading", "samverkan.outside.pictures",
    "samverkan.core.reading.reader",
]  # fmt: skip
_ALSO_FOR_A_SERVER = ["pyhanko.sign.validation.ades", "samverkan.outside.wholeness"]
"""What a server's papers need besides: half a second each time if it were not there already."""


def over_cores(paths: Sequence[str], read_one: Callable[[str], T], cores: int) -> Iterator[T | UnreadableError]:
    """What `read_one` makes of each path, in order, read by that many processes."""
    results: dict[int, T | UnreadableError] = {}
    busy: dict[object, tuple[int, _Reader]] = {}
    idle: list[_Reader] = []
    given = returned = 0
    try:
        while returned < len(paths):
            while given < min(len(paths), returned + _AHEAD * cores) and len(busy) < cores:
                if paths[given] == STDIN:  # only this process has it
                    results[given] = attempt(read_one, STDIN)
                else:
                    reader = _give(idle, read_one, paths[given])
                    busy[reader.pipe] = given, reader
                given += 1
            while returned in results:
                yield results.pop(returned)
                returned += 1
            for pipe in wait([reader.pipe for _, reader in busy.values()]) if busy else ():
                at, reader = busy.pop(pipe)
                results[at] = reader.take(paths[at])
                if reader.worn_out:
                    reader.end()
                else:
                    idle.append(reader)
    finally:
        for reader in [*idle, *(reader for _, reader in busy.values())]:
            reader.end()


def elsewhere(task: Callable[[], T], seconds: float) -> T:
    """What the task gives, done in a process of its own where this one has threads, beside which pdfium is not safe.

    The task is a partial of a module's function. UnreadableError `reader_died` where it brings its process down,
    `reader_slow` where it is not done in time.
    """
    if can_copy():
        return task()
    reader = _Reader(partial(_done, task), [*_PRELOADED, *_ALSO_FOR_A_SERVER])
    try:
        reader.give("")
        if not reader.pipe.poll(seconds):
            raise UnreadableError("reader_slow", seconds=int(seconds), source="")
        result: T | UnreadableError = reader.take("")
    finally:
        reader.end()
    if isinstance(result, UnreadableError):
        raise result
    return result


def _done(task: Callable[[], T], _: str) -> T:
    return task()


def _give(idle: list[_Reader], read_one: Callable[[str], Any], path: str) -> _Reader:
    """Give the path to an idle process, or to a new one where there is none alive."""
    while idle:
        reader = idle.pop()
        if reader.give(path):
            return reader
        reader.end()
    reader = _Reader(read_one)
    reader.give(path)
    return reader


class _Reader:
    """A process that reads, and our end of its pipe."""

    def __init__(self, read_one: Callable[[str], Any], preloaded: list[str] = _PRELOADED) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self._left = _GENERATION
        self._seconds = _SECONDS
        self._process = _CONTEXT.Process(target=_read, args=(theirs, read_one, self._seconds), daemon=True)
        resource_tracker.ensure_running()  # first, since its start lets interrupts through again
        with no_interrupts():
            if _FORK_SERVER:
                _CONTEXT.set_forkserver_preload(preloaded)
            self._process.start()
        theirs.close()

    @property
    def worn_out(self) -> bool:
        """Whether it has died or read its share."""
        return self._left <= 0

    def give(self, path: str) -> bool:
        """Let it read the path; False where it is dead."""
        self._left -= 1
        try:
            self.pipe.send(path)
        except OSError:
            return False
        return True

    def take(self, path: str) -> Any:
        """What it made of the path."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            self._left = 0
            self._process.join(_PATIENCE)
            if ended_by_time(self._process.exitcode):
                return UnreadableError("reader_slow", seconds=self._seconds, source=path)
            return UnreadableError("reader_died", source=path)

    def end(self) -> None:
        """Stop it, at work or not."""
        self._process.terminate()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self.pipe.close()


def _read(pipe: Connection, read_one: Callable[[str], Any], seconds: int) -> None:
    """What a process does until its pipe is closed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # not at once: its copies are stopped first
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches every process of the terminal: the first one answers it
    while True:
        try:
            path = pipe.recv()
        except (EOFError, OSError):
            return
        limit_time(seconds)
        result = attempt(read_one, path)
        try:
            pipe.send(result)
        except OSError:
            return
        except Exception as error:  # a value that cannot be sent is a fault of ours
            pipe.send(UnreadableError("reader_failed", source=path, reason=f"{type(error).__name__}: {error}"))


def _plain(values: MappingProxyType[Any, Any]) -> tuple[Callable[..., Any], tuple[dict[Any, Any]]]:
    """How a read-only mapping, such as the values of a finding, goes from one process to another."""
    return _read_only, (dict(values),)


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


copyreg.pickle(MappingProxyType, _plain)
