"""A paper that cannot be set or written is refused in words, wherever one is made."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from samverkan.actions.acting import InvalidError
from samverkan.core.findings import UnwritableError
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def refused_in_words() -> Iterator[None]:
    """InvalidError `not_typeset`, with why, where what is done inside meets something that cannot be set."""
    try:
        yield
    except UnwritableError as error:
        raise InvalidError("not_typeset", why=Said("findings", error.code, error.values)) from error
