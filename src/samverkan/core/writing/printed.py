"""A paper as it is printed: blocks in reading order. What is typeset from it has these words, in this order, and no others.

`outside.typesetting` makes the PDF of it, `outside.writing_docx` the Word file; `words_of` is what a reader gets back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


class Heading(NamedTuple):
    """A heading, 1 to 4: the paper's own, an item's, a part of an item's, a part of that. `number`: "§ 71", printed before it."""

    text: str
    level: int
    number: str = ""


class Paragraph(NamedTuple):
    """A paragraph; `small`: a note beside what matters."""

    text: str
    small: bool = False


class Points(NamedTuple):
    """A list; `numbered` from 1, as operative points are."""

    texts: tuple[str, ...]
    numbered: bool = False


class Labelled(NamedTuple):
    """Labels with what stands beside each, line by line: the front page of minutes."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]


class Table(NamedTuple):
    """A table with a head; `widths`: of the columns beside each other, all alike where they are not said.

    `numbers`: the columns (from 0) of amounts, which stand to the right.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()


class SignHere(NamedTuple):
    """Lines where people sign: the role and the name."""

    rows: tuple[tuple[str, str], ...]


class NewPage(NamedTuple):
    """What follows begins a page."""


Block: TypeAlias = "Heading | Paragraph | Points | Labelled | Table | SignHere | NewPage"


class Printed(NamedTuple):
    """A paper: its title and language, who writes it, and the head of every page (`head` left, `kind` right, the day below)."""

    title: str
    organisation: str
    body: str
    kind: str
    day: date
    blocks: tuple[Block, ...]
    language: str = "sv"


class Attached(NamedTuple):
    """A file inside the PDF: what machines read of the same (PDF/A-3, AFRelationship Data)."""

    name: str
    media_type: str
    description: str
    data: bytes


def words_of(printed: Printed) -> str:
    """The words of the paper, a line for each text: what is typeset from it has these, in this order, between its pages' heads."""
    return "\n".join(line for block in printed.blocks for line in _lines(block)) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{block.number} {block.text}".strip()
    elif isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Points):
        yield from (f"{n}. {text}" if block.numbered else f"• {text}" for n, text in enumerate(block.texts, 1))
    elif isinstance(block, Labelled):
        for label, (first, *rest) in ((label, lines or ("",)) for label, lines in block.rows):
            yield f"{label} {first}".strip()
            yield from rest
    elif isinstance(block, Table):
        yield from map(" ".join, (block.head, *block.rows))
    elif isinstance(block, SignHere):
        for row in block.rows:
            yield from row
    else:
        yield "\f"
