"""Bytes kept once under their SHA-256, on disk or in S3-compatible storage, as the settings say."""

from __future__ import annotations

import hashlib
from io import BytesIO

from django.core.files.storage import default_storage


def keep(data: bytes) -> str:
    """Keep the bytes, if they are not there already; their SHA-256 in hexadecimal.

    A part of them, left by a process that was stopped while it wrote, is written anew.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    name = _name(sha256)
    if default_storage.exists(name):
        if default_storage.size(name) == len(data):
            return sha256
        default_storage.delete(name)
    default_storage.save(name, BytesIO(data))
    return sha256


def fetch(sha256: str) -> bytes:
    """The bytes kept under the hash. OSError where the storage has lost or changed them."""
    with default_storage.open(_name(sha256), "rb") as file:
        data: bytes = file.read()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OSError(f"the document kept as {sha256} is no longer what was kept: restore it from a backup")
    return data


def erase(sha256: str) -> None:
    """Let go of the bytes kept under the hash, where they are there: a retention decision says so."""
    if default_storage.exists(_name(sha256)):
        default_storage.delete(_name(sha256))


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"
