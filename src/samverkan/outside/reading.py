"""A file in, what it says out: opening and the core's reader composed.

The findings of opening stand before the reader's own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from samverkan.outside.opening import open_document

if TYPE_CHECKING:
    import os

    from samverkan.core.reading.values import Reading


def read_file(path: str | os.PathLike[str]) -> Reading:
    """The reading of the document at the path ("-" is standard input); UnreadableError where there is none."""
    from samverkan.core.reading.reader import read_text

    document, findings = open_document(path)
    reading = read_text(document)
    return replace(reading, findings=findings + reading.findings) if findings else reading
