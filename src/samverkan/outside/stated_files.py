"""A path in, the plain values of a JSON or TOML file out, told by its content; UnreadableError names the line where it is neither."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

from samverkan.core.findings import UnreadableError
from samverkan.outside.encodings import decode
from samverkan.outside.files import STDIN, opened

if TYPE_CHECKING:
    import os

_LIMIT = 64 * 1024 * 1024


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
    if text.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            if text.lstrip()[:1] == "{":
                raise UnreadableError("stated_not_json", row=error.lineno, column=error.colno) from None
        except (RecursionError, ValueError):  # nested too deep; a number of too many digits
            raise UnreadableError("stated_not_json", row=1, column=1) from None
    try:
        return tomllib.loads(text)
    except (
        ValueError,
        RecursionError,
    ) as error:  # TOMLDecodeError is a ValueError, and so is a number of too many digits
        raise UnreadableError("stated_not_toml", why=str(error)) from None
