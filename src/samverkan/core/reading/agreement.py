"""The text of an agreement: a document's lines in, one item with its terms out, basis "agreed".

Contents, page furniture and titles of other documents are left aside; nothing in it is a decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.reading.values import Item
from samverkan.core.sources import Document, Span

if TYPE_CHECKING:
    from samverkan.core.findings import Finding
    from samverkan.core.reading.lines import Line


def looks_like_agreement(document: Document, lines: list[Line]) -> bool:
    """Whether the document is itself the text of an agreement; its title alone never decides."""
    return False


def read_agreement(document: Document, lines: list[Line]) -> tuple[Item, tuple[Finding, ...]]:
    """The whole text as one item: no section, no status, no decisions."""
    return Item(None, None, None, Span(0, len(document.text)), None, None, None, None), ()
