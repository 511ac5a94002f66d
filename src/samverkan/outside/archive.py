"""A DOCX's bytes in, its parts out: never more than the limit unpacked, whatever the archive says of itself."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.findings import UnreadableError
from samverkan.outside.files import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

UNPACKED_LIMIT = 128 * MEGABYTE
"""The most that the parts with text may unpack to; pictures are never unpacked."""

_MOST_ENTRIES = 20_000
_ENTRY = b"PK\x01\x02"
_CHUNK = 1 << 16
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"""\b(Id|Type|Target|TargetMode)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Relation(NamedTuple):
    """Another part that a part refers to."""

    id: str
    kind: str
    part: str


class Archive:
    """The parts of one Office file; every way in which the archive can be broken is an UnreadableError."""

    def __init__(self, data: bytes) -> None:
        import io
        from zipfile import BadZipFile, ZipFile

        if data.count(_ENTRY) > _MOST_ENTRIES:
            raise _too_large()
        try:
            self._zip: ZipFile = ZipFile(io.BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
            raise UnreadableError("docx_damaged") from error
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self._room = UNPACKED_LIMIT

    def __contains__(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self._names

    def chunks(self, part: str) -> Iterator[bytes]:
        """The part's bytes, unpacked piece by piece against what room is left."""
        import zlib
        from zipfile import BadZipFile

        try:
            name = self._names[part.lower()]
            if self._zip.getinfo(name).file_size > self._room:
                raise _too_large()
            with self._zip.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    self._room -= len(chunk)
                    if self._room < 0:
                        raise _too_large()
                    yield chunk
        except (BadZipFile, zlib.error, EOFError, KeyError, OSError, NotImplementedError, RuntimeError) as error:
            raise UnreadableError("docx_damaged") from error

    def whole(self, part: str, limit: int) -> bytes:
        """All of a small part; nothing where there is none or it is larger than the limit."""
        if part not in self or self._zip.getinfo(self._names[part.lower()]).file_size > limit:
            return b""
        return b"".join(self.chunks(part))

    def relations(self, part: str) -> list[Relation]:
        """The parts that a part refers to; those of the archive itself for ""."""
        folder, name = posixpath.split(part)
        listing = self.whole(posixpath.join(folder, "_rels", f"{name}.rels"), MEGABYTE)
        found = []
        for tag in _RELATION.findall(listing):
            at = {key: (a or b).decode("utf-8", "replace") for key, a, b in _ATTRIBUTE.findall(tag)}
            target = at.get(b"Target", "")
            if at.get(b"TargetMode") != "External" and target:
                path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found.append(Relation(at.get(b"Id", ""), at.get(b"Type", "").rpartition("/")[2], path))
        return found


def _too_large() -> UnreadableError:
    return UnreadableError("docx_too_large", limit=UNPACKED_LIMIT // MEGABYTE)
