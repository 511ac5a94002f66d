"""What is read of tables that are only ever added to, kept in the process until somebody adds to them.

@kept_until_written(Party, size=512)
def found(organisation: str) -> tuple[str, ...]: ...
"""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable

    from samverkan.store.models.recorded import Recorded

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_FORGETTING: list[Callable[[], None]] = []


def kept_until_written(*tables: type[Recorded], size: int) -> Callable[[Callable[_Given, _Found]], Callable[_Given, _Found]]:  # fmt: skip
    """Keep the latest answers of a function whose values are hashable: the last row of each table tells if they still hold."""

    def keeping(found: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
        @lru_cache(maxsize=size)
        def held(_written: object, *given: Any) -> _Found:
            return found(*given)  # type: ignore[call-arg]  # those of the caller, checked there

        @wraps(found)
        def asked(*given: _Given.args, **_: _Given.kwargs) -> _Found:
            last = (table._default_manager.order_by("-pk").values_list("pk", "recorded").first() for table in tables)
            return held((connection.settings_dict["NAME"], *last), *given)

        _FORGETTING.append(held.cache_clear)
        return asked

    return keeping


def forget() -> None:
    """Let go of everything: for a database put back to what it was, which nothing but a test does."""
    for one in _FORGETTING:
        one()
