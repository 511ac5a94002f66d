"""A period as one clause, table or title states it, before those of the whole text are weighed against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.reading.values import Role


class Candidate(NamedTuple):
    """A period read from one clause; `rank` says how plainly it speaks of the agreement's validity (0 is best)."""

    from_: date | None
    to: date | None
    open_ended: bool
    role: Role
    start: int
    end: int
    rank: int
    named: bool  # a lone year or span of years
