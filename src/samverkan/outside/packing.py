"""A package for the archive on disk: files written one by one into a folder whose name ends in .part, renamed when whole.

Stopped at any moment, no folder is mistaken for a package. Begun again, what is there whole is kept and the rest is written.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Final

from samverkan.core.writing.archive_mets import METS
from samverkan.core.writing.archive_values import PackedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

PART: Final = ".part"
_CHUNK: Final = 1 << 20


class Packing:
    """A package under way: `folder` is where it is built, `whole` what it is called in the end."""

    def __init__(self, to: Path, name: str) -> None:
        self.whole = to / name
        self.folder = to / f"{name}{PART}"
        self.again = self.folder.is_dir()
        self.files: list[PackedFile] = []
        self.kept = 0  # how many were there whole already
        self.folder.mkdir(parents=True, exist_ok=True)

    def put(self, path: str, media: str, created: datetime, sha256: str, data: Callable[[], bytes]) -> PackedFile:
        """Put a file in, where it is not there whole; `data` gives its bytes when they are needed."""
        at = self.folder / path
        size = at.stat().st_size if at.is_file() and not at.is_symlink() else -1
        if size >= 0 and digest_of(at) == sha256:
            self.kept += 1
        else:
            made = data()
            size = len(made)
            _write(at, made)
        self.files.append(PackedFile(path, media, size, sha256, created))
        return self.files[-1]

    def put_bytes(self, path: str, media: str, created: datetime, data: bytes) -> PackedFile:
        """The same for bytes at hand."""
        return self.put(path, media, created, hashlib.sha256(data).hexdigest(), lambda: data)

    def close(self, mets: bytes) -> None:
        """Take away what does not belong (it was begun with other papers) and put METS.xml in, last of all."""
        wanted = {one.path for one in self.files}
        for path in _files(self.folder):
            if path not in wanted:
                (self.folder / path).unlink()
        for folder, _, _ in sorted(os.walk(self.folder), reverse=True):
            if not os.listdir(folder) and folder != str(self.folder):
                os.rmdir(folder)
        _write(self.folder / METS, mets)

    def rename(self) -> Path:
        """Give the package its name: from now on it is whole. FileExistsError where one of that name is there."""
        if self.whole.exists():
            raise FileExistsError(str(self.whole))
        os.rename(self.folder, self.whole)
        _settle(self.whole.parent)
        return self.whole


def half_made(to: Path, beginning: str) -> list[str]:
    """The folders of packages that were begun and not finished, whose names begin so."""
    if not to.is_dir():
        return []
    return sorted(one.name for one in to.iterdir() if one.name.startswith(beginning) and one.name.endswith(PART))


def digest_of(path: Path) -> str:
    """The file's SHA-256, however large it is."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            digest.update(part)
    return digest.hexdigest()


def _files(folder: Path) -> Iterable[str]:
    """Every file in the folder and below it, by its path from there."""
    for at, _, names in os.walk(folder):
        for name in names:
            yield os.path.relpath(os.path.join(at, name), folder)


def _write(at: Path, data: bytes) -> None:
    """The file whole or not at all."""
    at.parent.mkdir(parents=True, exist_ok=True)
    beside = at.with_name(f"{at.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, at)


def _settle(folder: Path) -> None:
    """Let the disk keep what the folder holds before anything more is said of it."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
