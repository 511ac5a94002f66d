"""Where a value comes from: documents, pages, spans and cited values.

Offsets count Unicode code points of the document's text as stored, line ends and all, never of a cleaned copy.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Span(NamedTuple):
    """The characters `text[start:end]` of a document; end is not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cited(Generic[T_co]):
    """A value and the words that say it. Two are equal when their values are: the source does not count."""

    value: T_co
    span: Span = field(compare=False)


class Page(NamedTuple):
    """One page: the characters it holds and its label as printed, such as "26 (64)"; None where none is printed."""

    start: int
    end: int
    label: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A text and where it lies: `source` is the path as given, `sha256` that of the stored bytes."""

    source: str
    sha256: str
    text: str
    pages: tuple[Page, ...] = ()

    def page_at(self, offset: int) -> Page | None:
        """The page that holds the character at `offset`; None where the document has no pages."""
        at = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[at] if at >= 0 else None


class Citation(NamedTuple):
    """A span of a document on file, named so that a person finds it: source, page label, §, date of the decision."""

    source: str
    page: str | None
    section: str | None
    date: str | None
    span: Span | None
