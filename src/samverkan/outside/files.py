"""Paths and standard input in, bytes out; what is no readable file is an UnreadableError with its own code.

The size is looked at before anything is read, and never more than the limit is held.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from samverkan.core.findings import UnreadableError
from samverkan.outside.kinds import HEAD, Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = "-"
MEGABYTE = 1 << 20
TEXT_LIMIT = 64 * MEGABYTE
"""The most text of one document, in bytes of a text file and in characters of any other."""

FILE_LIMIT = 256 * MEGABYTE
"""The largest PDF or DOCX: pictures take room that text does not."""

_ERRORS = {
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.ENOENT: "file_missing",
    errno.ENOTDIR: "file_missing",
    errno.EISDIR: "is_folder",
    errno.ENAMETOOLONG: "file_missing",
    errno.ELOOP: "broken_link",
}


def fetch(path: str) -> tuple[Kind, bytes]:
    """The kind and all the bytes of the file at `path` ("-" is standard input)."""
    with opened(path) as (file, size):
        return _read(file, size)


@contextmanager
def opened(path: str) -> Iterator[tuple[IO[bytes], int | None]]:
    """The file at `path` ("-" is standard input) as a stream of bytes, and its size where it has one; UnreadableError as `fetch`."""
    try:
        file, size = _opened(path)
        try:
            yield file, size
        finally:
            if path != STDIN:
                file.close()
    except OSError as error:
        raise UnreadableError(_code(path, error), reason=os.strerror(error.errno or errno.EIO)) from error


def _opened(path: str) -> tuple[IO[bytes], int | None]:
    if path == STDIN:
        if sys.stdin is None:
            raise UnreadableError("stdin_closed")
        return sys.stdin.buffer, None
    try:
        size = _size(path)
        return open(path, "rb", buffering=0), size
    except ValueError as error:  # a NUL in the path
        raise UnreadableError("file_missing") from error


def head_of(path: str) -> bytes:
    """The first bytes of a regular file, enough for `kind_of`; empty where it cannot be read."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return b""
        with open(path, "rb", buffering=0) as file:
            return file.read(HEAD)
    except (OSError, ValueError):
        return b""


def _size(path: str) -> int:
    found = os.stat(path)
    if stat.S_ISDIR(found.st_mode):
        closed = not os.access(path, os.R_OK | os.X_OK)
        raise UnreadableError("no_permission" if closed else "is_folder")
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError("not_a_file")
    return found.st_size


def _code(path: str, error: OSError) -> str:
    if error.errno == errno.ENOENT and os.path.islink(path):
        return "broken_link"
    return _ERRORS.get(error.errno or 0, "cannot_open")


def _read(file: IO[bytes], size: int | None) -> tuple[Kind, bytes]:
    head = file.read(HEAD)
    kind = kind_of(head)
    limit = FILE_LIMIT if kind in ("pdf", "docx") else TEXT_LIMIT
    if size is not None and size > limit:
        raise too_large(size, limit)
    parts, total = [head], len(head)
    while part := file.read(min(MEGABYTE, limit + 1 - total)):
        parts.append(part)
        total += len(part)
        if total > limit:
            raise too_large(None, limit)
    return kind, b"".join(parts)


def too_large(size: int | None, limit: int) -> UnreadableError:
    """The refusal of a document above the limit, sizes in MiB."""
    return UnreadableError("too_large", size=None if size is None else -(-size // MEGABYTE), limit=limit // MEGABYTE)
