"""Tasks in, their answers out: each run in a copy of this process that may take only so much memory and time, all at once.

A PDF can ask for any amount in a few bytes (one stream drawn a thousand times, filters upon filters, forms within forms),
and pdfium then ends its process. A copy (fork) costs a few milliseconds; where it is not safe, since there are threads, or
not to be had, the tasks run here. Answers are plain values: text, numbers, lists.
"""

from __future__ import annotations

import marshal
import math
import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

from samverkan.core.findings import UnreadableError
from samverkan.outside.files import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MEMORY_LIMIT = 512 * MEGABYTE
"""What all tasks together may take above what the process already holds."""

TIME_LIMIT = 300
"""Seconds of a core that one task may take."""

_GAVE_UP = frozenset({signal.SIGABRT, signal.SIGILL, signal.SIGTRAP, signal.SIGKILL})
"""How a process ends that asks for memory and gets none."""


def can_copy() -> bool:
    """Whether a copy of this process is safe: on Linux, with no thread but this one."""
    if sys.platform != "linux":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def spare_cores() -> int:
    """Cores that a single file may use: one where this process is itself one of several that read."""
    processes = sys.modules.get("multiprocessing.process")
    if processes is not None and processes.parent_process() is not None:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def guarded(tasks: Sequence[Callable[[], Any]], *, seconds: int = TIME_LIMIT) -> list[Any]:
    """What each task gives; UnreadableError where one raises it, asks for too much or brings its process down."""
    if not can_copy():
        return [task() for task in tasks]
    copies: list[_Copy] = []
    try:
        for task in tasks:
            with no_interrupts():  # neither forget a copy nor let one go on as if it were this process
                copies.append(_Copy(task, MEMORY_LIMIT // len(tasks), seconds))
        return [copy.answer() for copy in copies]
    finally:
        for copy in copies:
            copy.end()


@contextmanager
def no_interrupts() -> Iterator[None]:
    """Ctrl-C waits while a process starts, which would otherwise answer it with a traceback; the process never sees it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Copy:
    """A copy of this process at one task, and our end of its pipe."""

    def __init__(self, task: Callable[[], Any], limit: int, seconds: int) -> None:
        self._seconds = seconds
        self._pipe, theirs = os.pipe()
        self._child = os.fork()
        if not self._child:
            _work(task, theirs, limit, seconds)
        os.close(theirs)

    def answer(self) -> Any:
        """What the task gave, waited for.

        UnreadableError: the one that the task raised, `out_of_memory` where it asked for too much, `reader_slow` where it
        took too long, `reader_died` where it ended otherwise.
        """
        with open(self._pipe, "rb", closefd=False) as pipe:
            said = pipe.read()
        _, status = os.waitpid(self._child, 0)
        self._child = 0
        if status:
            if ended_by_time(os.waitstatus_to_exitcode(status)):
                raise UnreadableError("reader_slow", seconds=self._seconds)
            gave_up = os.WIFSIGNALED(status) and os.WTERMSIG(status) in _GAVE_UP
            raise UnreadableError("out_of_memory" if gave_up else "reader_died")
        wrong, answer = marshal.loads(said)  # noqa: S302 - our own process wrote it
        if wrong is not None:
            raise UnreadableError(wrong, **answer)
        return answer

    def end(self) -> None:
        """Stop it where it is still at work."""
        os.close(self._pipe)
        if self._child:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._child, signal.SIGKILL)
                os.waitpid(self._child, 0)


def _work(task: Callable[[], Any], pipe: int, limit: int, seconds: int) -> NoReturn:
    """In the copy: do the task, write the answer, and end without anything else that this process would do."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # pdfium's last words are not for our readers
        _limit_memory(limit)
        limit_time(seconds)
        with open(pipe, "wb") as file:
            file.write(_done(task))
        code = 0
    finally:
        os._exit(code)


def _limit_memory(limit: int) -> None:
    import resource

    with open("/proc/self/statm", encoding="ascii") as statm:
        held = int(statm.read().split()[5]) * resource.getpagesize()
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    if most == resource.RLIM_INFINITY or held + limit < most:
        resource.setrlimit(resource.RLIMIT_DATA, (held + limit, held + limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: float) -> None:
    """Let the system end this process when it has taken so many seconds more of a core, whatever it is at work on."""
    try:
        import resource
    except ImportError:  # not a system that can
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = math.ceil(used.ru_utime + used.ru_stime + seconds)
    if most == resource.RLIM_INFINITY or until < most:
        resource.setrlimit(resource.RLIMIT_CPU, (until, most))


def ended_by_time(code: int | None) -> bool:
    """Whether a process ended, by its exit code, because its time was up."""
    return sys.platform != "win32" and code == -signal.SIGXCPU


def _done(task: Callable[[], Any]) -> bytes:
    """No code and the answer, or the code and values of what is wrong."""
    try:
        return marshal.dumps((None, task()))
    except UnreadableError as error:
        return marshal.dumps((error.code, error.values))
    except MemoryError:
        return marshal.dumps(("out_of_memory", {}))
    except Exception as error:  # a fault of ours
        return marshal.dumps(("reader_failed", {"reason": f"{type(error).__name__}: {error}"}))
