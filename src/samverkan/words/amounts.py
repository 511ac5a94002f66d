"""Öre in, amounts as people write them out: "96 155 kr" in sentences, "96 155,00" in columns; English with a point."""

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
    whole = f"{kronor:,}"
    if language == "sv":
        return f"{_MINUS if ore < 0 else ''}{whole.replace(',', _SPACE)},{rest:02}"
    return f"{_MINUS if ore < 0 else ''}{whole}.{rest:02}"
