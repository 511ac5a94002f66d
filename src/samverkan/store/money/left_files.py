"""The bytes of a file of costs between that it is left and that it is read: kept under its draft's key, never among the documents.

A file of costs holds an organisation's whole accounts, of which only the agreement's part is kept: whoever has read it lets it go.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from django.core.files import File
from django.core.files.storage import default_storage

if TYPE_CHECKING:
    from uuid import UUID


def keep(key: UUID, stream: IO[bytes]) -> None:
    """Keep what the stream has from where it stands; instead of what was kept under the key before."""
    forget(key)
    default_storage.save(_name(key), File(stream))


def fetch(key: UUID) -> IO[bytes]:
    """The bytes, to read from the beginning. FileNotFoundError where they are not there: the storage has lost them."""
    return default_storage.open(_name(key), "rb")


def forget(key: UUID) -> None:
    """Let go of them, where they are there."""
    if default_storage.exists(_name(key)):
        default_storage.delete(_name(key))


def _name(key: UUID) -> str:
    return f"costs/{key}"
