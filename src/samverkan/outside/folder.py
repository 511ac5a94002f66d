"""The FILE arguments of a command in, the paths to read out; a folder stands for every supported file below it.

A folder without one stands for itself, to be told of in its place. Paths come in path order.
Hidden files and folders are left alone; links to folders are not followed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.findings import UnreadableError
from samverkan.outside.files import STDIN, head_of
from samverkan.outside.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ENDINGS = (".txt", ".pdf", ".docx", ".html", ".htm")
"""A file named so claims to be a paper: if it cannot be read that is said, not passed over."""


class Found(NamedTuple):
    """The paths to read, and how many files were passed over."""

    paths: list[str]
    passed_over: int


def expand(arguments: Iterable[str]) -> Found:
    """The paths that the arguments mean, in the order given."""
    found = Found([], 0)
    for argument in arguments:
        if argument == STDIN or not os.path.isdir(argument) or not os.access(argument, os.R_OK | os.X_OK):
            found.paths.append(argument)
            continue
        supported, others = [], 0
        for path in sorted(_files_below(argument), key=lambda path: path.split(os.sep)):
            if _is_paper(path) or _is_closed(path):
                supported.append(path)
            else:
                others += 1
        found.paths.extend(supported or [argument])
        found = found._replace(passed_over=found.passed_over + others)
    return found


def _files_below(folder: str) -> Iterator[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (path for name in folders if _is_closed(path := os.path.join(here, name)))
        for name in files:
            if not name.startswith("."):
                yield os.path.join(here, name)


def _is_closed(path: str) -> bool:
    """Whether it is a folder that may not be read: named among the papers, so that nothing goes missing in silence."""
    return os.path.isdir(path) and not os.path.islink(path) and not os.access(path, os.R_OK | os.X_OK)


def _is_paper(path: str) -> bool:
    """Whether the content is of a supported kind, or the name claims it is."""
    if path.lower().endswith(_ENDINGS):
        return True
    try:
        kind = kind_of(head_of(path))
    except UnreadableError:
        return False
    return kind != "docx"  # an archive by another name: a spreadsheet, a program
