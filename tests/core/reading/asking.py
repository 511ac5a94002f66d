"""Small papers to put a wording into, so that a table holds nothing but the wording and what it says.

Bodies, places, persons and figures are made up. The wording goes in; what the reader finds in it comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.reading.lines import lines_of
from samverkan.core.reading.passage import Passage
from samverkan.core.reading.reader import read_text
from samverkan.core.sources import Cited, Document

if TYPE_CHECKING:
    from samverkan.core.reading.values import Decision, Item, Reading

TOP = "Ekbo kommun\nSAMMANTRÄDESPROTOKOLL\nSocialnämnden\nSammanträdesdatum: 2024-03-12\n\n"
HEAD = "§ 12 Dnr SN 2024/0031\nAvtal om familjerådgivning\n\n"


def read(text: str) -> Reading:
    """The text as a paper of its own."""
    return read_text(Document("paper.txt", "", text))


def minutes(items: str) -> Reading:
    """Socialnämnden's minutes of 2024-03-12 with these items."""
    return read(TOP + items)


def item(sections: str) -> Item:
    """The one item § 12 of socialnämnden, with these sections after its title."""
    (one,) = minutes(HEAD + sections).items
    return one


def decided(words: str) -> tuple[Decision, ...]:
    """What socialnämnden decides by these words under the heading Beslut."""
    return item(f"Beslut\n{words}\n").decisions


def one_decided(words: str) -> Decision:
    """The single decision that these words are."""
    found = decided(words)
    assert len(found) == 1, [d.text.value for d in found]
    return found[0]


def passage(text: str) -> Passage:
    """The text as running text."""
    return Passage(lines_of(text))


def value(cited: Cited[object] | None) -> object:
    """What a cited value says, dates as ISO; None where nothing is cited."""
    if cited is None:
        return None
    return cited.value if isinstance(cited.value, str) else str(cited.value)
