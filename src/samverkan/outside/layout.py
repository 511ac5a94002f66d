"""Words, line ends and table cells in, as a document's markup has them; lines of text out.

A table row is one line with tabs between its cells; where a cell holds several lines its cells follow each other. What
grows beyond the limit for text is refused while it grows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from samverkan.outside.files import TEXT_LIMIT, too_large

_DEEPEST_TABLE = 12
"""Tables inside tables beyond this depth are taken as plain lines: nobody reads a paper so."""

_BLOCK = 5000
"""Lines that are joined once they are certain, so that many short ones take little more room than their text."""

_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Column:
    """The lines of the document, or of one table row while its cells are read."""

    lines: list[str] = field(default_factory=list)
    blocks: int = 0
    cells: list[list[str]] = field(default_factory=list)

    def fold(self) -> None:
        """Join the lines that are certain into one string, when enough of them have come; the last two may yet change."""
        if len(self.lines) - self.blocks > _BLOCK:
            self.lines[self.blocks : -2] = ["\n".join(self.lines[self.blocks : -2])]
            self.blocks += 1

    def end_cell(self) -> None:
        """Keep the lines as a cell of the row, without empty ones at its end, and begin the next."""
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        self.cells.append(self.lines)
        self.lines, self.blocks = [], 0


class Layout:
    """Lines in the making."""

    def __init__(self) -> None:
        self._room = TEXT_LIMIT
        self._words: list[str] = []
        self._columns = [_Column()]
        self._too_deep = 0

    def words(self, text: str) -> None:
        """Go on with the line."""
        self._room -= len(text)
        if self._room < 0:
            raise too_large(None, TEXT_LIMIT)
        self._words.append(text)

    def end_line(self, *, as_is: bool = False, keep_empty: bool = False) -> None:
        """End the line; white space is one space and none at the edges, unless the line is to stand as it is."""
        if not self._words and not keep_empty:
            return
        line = "".join(self._words)
        self._words.clear()
        if not as_is:
            line = _SPACES.sub(" ", line).strip(" ")
        column = self._columns[-1]
        if line or (keep_empty and column.lines[-2:] != ["", ""]):
            self._room -= 1
            column.lines.append(line)
            column.fold()

    def blank_line(self) -> None:
        """End the line and leave one empty, unless one is already."""
        self.end_line()
        lines = self._columns[-1].lines
        if lines and lines[-1]:
            lines.append("")

    def begin_row(self) -> None:
        """Begin a table row."""
        self.end_line()
        if len(self._columns) > _DEEPEST_TABLE:
            self._too_deep += 1
        else:
            self._columns.append(_Column())

    def end_cell(self) -> None:
        """End a cell of the row."""
        self.end_line()
        if len(self._columns) > 1 and not self._too_deep:
            self._columns[-1].end_cell()

    def end_row(self) -> None:
        """End the row and lay out its cells."""
        self.end_line()
        if self._too_deep:
            self._too_deep -= 1
            return
        if len(self._columns) == 1:
            return
        row = self._columns.pop()
        if row.lines:
            row.end_cell()
        column = self._columns[-1]
        if all(len(cell) <= 1 for cell in row.cells):
            line = "\t".join(cell[0] if cell else "" for cell in row.cells).rstrip("\t")
            column.lines.extend([line] if line else [])
        else:
            for cell in row.cells:
                column.lines.extend(cell)
        column.fold()

    def text(self) -> str:
        """All the lines, each with a newline, none of them empty at the end; open rows are ended."""
        self.end_line()
        self._too_deep = 0
        while len(self._columns) > 1:
            self.end_row()
        lines = self._columns[0].lines
        while lines and not lines[-1]:
            lines.pop()
        return "".join(f"{line}\n" for line in lines)
