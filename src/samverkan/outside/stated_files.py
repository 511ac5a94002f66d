"""A path in, the plain values of a JSON or TOML file out, told by its content.

UnreadableError names the line and the character where it is neither.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Final

from samverkan.core.findings import UnreadableError
from samverkan.outside.encodings import decode
from samverkan.outside.files import STDIN, opened

if TYPE_CHECKING:
    import os

_LIMIT: Final = 64 * 1024 * 1024
_AT: Final = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)$")


def open_stated(path: str | os.PathLike[str]) -> object:
    """What the file at the path ("-" is standard input) says."""
    try:
        with opened(str(path)) as (file, _):
            data = file.read(_LIMIT + 1)
        if len(data) > _LIMIT:
            raise UnreadableError("stated_too_large", megabytes=_LIMIT // 1024 // 1024)
        text, _ = decode(data)
        return _values(text)
    except UnreadableError as error:
        error.values.setdefault("source", "-" if str(path) == STDIN else str(path))
        raise


def _values(text: str) -> object:
    try:
        return _read(text)
    except (RecursionError, ValueError):  # nested too deep; a number of too many digits
        raise UnreadableError("stated_beyond_measure") from None


def _read(text: str) -> object:
    begins = text.lstrip()[:1]
    if begins in ("{", "["):
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            if begins == "{":
                raise UnreadableError("stated_not_json", row=error.lineno, column=error.colno) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        row, column = _place(str(error), text)
        raise UnreadableError("stated_not_toml", row=row, column=column) from None


def _place(said: str, text: str) -> tuple[int, int]:
    """The line and the character that tomllib names; where it names the end, those of the end."""
    if found := _AT.search(said):
        return int(found[1]), int(found[2])
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1
