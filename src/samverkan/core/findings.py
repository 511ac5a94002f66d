"""What is wrong with a paper, as values; and the exceptions, which mean that a caller or a programmer erred.

SamverkanError
├── UnreadableError   a document that cannot be read at all: code, values
├── UnwritableError   a paper that cannot be made: code, values
└── CaseError         facts that no derivation can be asked about: code, values
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samverkan.core.sources import Span

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw in the data: a stable code (docs/findings.md), the values its message needs, and where it lies."""

    code: str
    values: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    span: Span | None = None


class SamverkanError(Exception):
    """Root of what Samverkan raises; `code` and `values` become words in `samverkan.words`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class UnreadableError(SamverkanError):
    """The document cannot be read; the code says why and the words for it name the remedy."""


class UnwritableError(SamverkanError):
    """The paper cannot be made; the code says why and the words for it name the remedy."""


class ShapeError(SamverkanError):
    """JSON of another shape than it should have: `place` is where ("item.decisions[0].text"), the code what is wrong there."""


class CaseError(SamverkanError):
    """The facts contradict what any caller must hold, such as two facts under one identity."""
