"""Samverkan: what public bodies have agreed to do together, read from their minutes and proved.

`read` takes a file to what it says, `standing` readings to what stands. Nothing is loaded before one is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
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

    `on` is the day asked about; `known` the day by which the papers were known, None for all on file. TypeError, naming the
    argument, where one is something else.
    """
    from datetime import date, datetime

    from samverkan.core.writing.answering import standing_of_readings

    for name, day in (("on", on), ("known", known)):
        if (not isinstance(day, date) or isinstance(day, datetime)) and (name == "on" or day is not None):
            raise TypeError(f"standing: {name} is a datetime.date, not {type(day).__name__}: {day!r}")
    return standing_of_readings(_each(readings), on=on, known=known)


def _each(readings: Iterable[Reading]) -> Iterator[Reading]:
    from samverkan.core.reading.values import Reading

    if not hasattr(readings, "__iter__"):
        raise TypeError(f"standing: readings is a list of what samverkan.read gives, not one {type(readings).__name__}")
    for one in readings:
        if not isinstance(one, Reading):
            raise TypeError(f"standing: readings is a list of what samverkan.read gives, not of {type(one).__name__}")
        yield one
