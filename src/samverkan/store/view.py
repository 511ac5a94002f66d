"""As whom, and by when, the ledger is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from django.utils import timezone

JOINT: Final = "joint"
"""The scope of what the parties of an agreement share."""

PUBLIC: Final = "public"
"""The scope of what is published."""


def reached_others(arrived: date, then: datetime) -> date:
    """The day from which others could have what was made joint then: not before it had come to its own organisation."""
    return max(arrived, timezone.localtime(then).date())


class View(NamedTuple):
    """What somebody sees. `scope`: an organisation's number, `JOINT` or `PUBLIC`.

    `known`: what was recorded by the end of that day (Swedish time); `papers`: what had reached the organisation by it.
    None of either: all there is. `bodies`: of the organisation's unshared documents only those of these bodies are seen,
    and nobody's (`store.belonging`); None: all of them.
    """

    scope: str
    known: date | None = None
    papers: date | None = None
    bodies: frozenset[int] | None = None

    @property
    def until(self) -> datetime | None:
        """The first moment whose records are not known."""
        return None if self.known is None else _end_of(self.known)

    @property
    def come(self) -> datetime | None:
        """The first moment from which what is made joint had not come to others by the day that `papers` names."""
        return None if self.papers is None else _end_of(self.papers)


def _end_of(day: date) -> datetime:
    midnight = datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())
    return midnight.astimezone(UTC)
