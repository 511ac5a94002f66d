"""Öre in, amounts as people write them out: "96 155 kr" in sentences, "96 155,00" in columns; English with a point. Counts likewise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from samverkan.words import Language

_SPACE: Final = "\N{NO-BREAK SPACE}"
_MINUS: Final = "\N{MINUS SIGN}"


def amount(ore: int, language: Language) -> str:
    """As a sentence says it: whole kronor without decimals, "1 842 310,50 kr", "SEK 1,842,310.50"."""
    said = column(ore, language)
    if ore % 100 == 0:
        said = said[:-3]
    return f"{said}{_SPACE}kr" if language == "sv" else f"SEK{_SPACE}{said}"


def column(ore: int, language: Language) -> str:
    """As a column has it: always two decimals, and no unit."""
    kronor, rest = divmod(abs(ore), 100)
    return f"{_MINUS if ore < 0 else ''}{counted(kronor, language)}{',' if language == 'sv' else '.'}{rest:02}"


def counted(count: int, language: Language) -> str:
    """How many there are, thousands parted: "12 345", "12,345"."""
    return f"{count:,}".replace(",", _SPACE if language == "sv" else ",")
