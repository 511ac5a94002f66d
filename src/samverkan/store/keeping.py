"""What is read of tables that are only ever added to, kept in the process until somebody adds to them.

@kept_until_written(Party, size=512)
def found(organisation: str) -> tuple[str, ...]: ...
"""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple, Unpack

from django.db import connection
from django.db.models import Count, Max

if TYPE_CHECKING:
    from collections.abc import Callable

    from samverkan.store.models.recorded import Recorded

_Given = TypeVarTuple("_Given")
_Found = TypeVar("_Found")
_FORGETTING: list[Callable[[], None]] = []


def kept_until_written(
    *tables: type[Recorded], size: int
) -> Callable[[Callable[[Unpack[_Given]], _Found]], Callable[[Unpack[_Given]], _Found]]:
    """Keep the latest answers of a function whose values are hashable.

    How many rows each table has, and its last one, tell whether they still hold: a row may be committed after one
    that has a higher number, but none is ever taken away.
    """

    def keeping(found: Callable[[Unpack[_Given]], _Found]) -> Callable[[Unpack[_Given]], _Found]:
        @lru_cache(maxsize=size)
        def held(_written: object, *given: Any) -> _Found:
            return found(*given)

        @wraps(found)
        def asked(*given: *_Given) -> _Found:
            written = (table._default_manager.aggregate(many=Count("pk"), last=Max("pk")) for table in tables)
            return held((connection.settings_dict["NAME"], *(tuple(one.values()) for one in written)), *given)

        _FORGETTING.append(held.cache_clear)
        return asked

    return keeping


def forget() -> None:
    """Let go of everything: for a database put back to what it was, which nothing but a test does."""
    for one in _FORGETTING:
        one()
