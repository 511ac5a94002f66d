"""One page of a list: its rows, and how many there are in all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Listed(NamedTuple):
    """One page of rows, and how many there are in all."""

    rows: Sequence[Any]
    total: int
    page: int
    pages: int
