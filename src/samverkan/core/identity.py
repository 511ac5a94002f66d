"""Personal identity numbers in a text: found, so that they are kept out of where they must not be.

A personnummer (folkbokföringslagen 1991:481, 18 §) or samordningsnummer (18 a §, the day plus 60): a date, four digits, the
last one a check digit by Luhn. Organisation numbers have no month in that place and are not taken for one.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from samverkan.core.sources import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHAPE: Final = re.compile(r"(?<![\w-])(?:19|20)?([0-9]{2})([0-9]{2})([0-9]{2})[-+ ]?([0-9]{4})(?![\w-])")


def identity_numbers(text: str) -> Iterator[Span]:
    """Where in the text a personal identity number stands."""
    for found in _SHAPE.finditer(text):
        year, month, day, rest = found.groups()
        if _is_day(year, int(month), int(day) % 60) and by_luhn(year + month + day + rest):
            yield Span(*found.span())


def without_identity_numbers(text: str) -> str:
    """The text with a dash for each personal identity number."""
    for start, end in reversed(list(identity_numbers(text))):
        text = f"{text[:start]}-{text[end:]}"
    return text


def _is_day(year: str, month: int, day: int) -> bool:
    try:
        date(2000 + int(year), month, day)
    except ValueError:
        return False
    return True


def by_luhn(digits: str) -> bool:
    """Whether the last digit checks the others."""
    total = sum(sum(divmod(int(digit) * (1 + at % 2), 10)) for at, digit in enumerate(reversed(digits)))
    return total % 10 == 0
