"""Samverkan: what public bodies have agreed to do together, read from their minutes and proved.

`read` takes a file to what it says, `standing` readings to what stands. Nothing is loaded before one is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from datetime import date

    from samverkan.core.reading.values import Reading
    from samverkan.core.standing.values import Standings

__all__ = ["read", "standing"]


def read(path: str | os.PathLike[str]) -> Reading:
    """What the document at the path says, as typed values: what `samverkan read` prints.

    Raises `samverkan.core.findings.UnreadableError` where the document cannot be read.
    """
    from samverkan.outside.reading import read_file

    return read_file(path)


def standing(readings: Iterable[Reading], *, on: date, known: date | None = None) -> Standings:
    """Each agreement the readings tell of, and how it stands: what `samverkan standing` prints.

    `on` is the day asked about; `known` the day by which the papers were known, None for all on file.
    """
    from samverkan.core.writing.answering import standing_of_readings

    return standing_of_readings(readings, on=on, known=known)
