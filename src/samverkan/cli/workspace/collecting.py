"""The static files that pages need, collected where they are not already: nothing in, `STATIC_ROOT` as it must be out."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

if TYPE_CHECKING:
    from collections.abc import Iterator

_STAMP: Final = ".collected"
_MANIFEST: Final = "staticfiles.json"


def collect_static_files() -> bool:
    """Collect them, where a file has come, gone or changed since, or what was collected is not whole; whether it did."""
    root = Path(settings.STATIC_ROOT)
    wanted = _digest()
    if _collected(root) == wanted and _is_whole(root):
        return False
    (root / _STAMP).unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    (root / _STAMP).write_text(wanted, encoding="ascii")  # last: what was stopped half-way is collected again
    return True


def _digest() -> str:
    """What is to be collected, by which programs: each file's name, size and time of change."""
    said = [f"{name} {version(name)}" for name in ("django", "whitenoise")]
    said += [f"{path} {size} {changed}" for path, size, changed in sorted(_files())]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _files() -> Iterator[tuple[str, int, int]]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            there = Path(storage.path(path)).stat()
            yield path, there.st_size, there.st_mtime_ns


def _collected(root: Path) -> str:
    try:
        return (root / _STAMP).read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""


def _is_whole(root: Path) -> bool:
    """Whether every file that pages name is there."""
    try:
        named = json.loads((root / _MANIFEST).read_text(encoding="utf-8"))["paths"].values()
    except (OSError, ValueError, KeyError):
        return False
    return all((root / name).is_file() for name in named)
