"""One § in, its blocks as they stand in the minutes out: what KL 5:67 demands, and what the certified extract prints.

The body's own words come first: what it decided. Then what the decision rests on, what was asked and how it fell, who was
out of it, who reserved themselves, and to whom it goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.core.writing.minutes_words import genitive, names_words
from samverkan.core.writing.printed import Heading, Paragraph, Points, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.deciding.values import Item, Meeting, Vote
    from samverkan.core.writing.printed import Block

ITEM: Final = 2
"""The level of an item's heading; the paper's own is 1."""
_PART: Final = ITEM + 1
_STANDS: Final = {"yes": "Ja", "no": "Nej", "abstains": "Avstår"}


def item_printed(meeting: Meeting, item: Item) -> tuple[Block, ...]:
    """The blocks of one item, its heading first."""
    return tuple(_blocks(_Names(meeting), meeting, item))


class _Names:
    """The names of a meeting as they are printed: with the party where it is told."""

    def __init__(self, meeting: Meeting) -> None:
        self._groups = {one.name: one.group for one in meeting.attendance}

    def one(self, name: str) -> str:
        group = self._groups.get(name)
        return f"{name} ({group})" if group else name

    def all(self, names: tuple[str, ...]) -> str:
        return names_words([self.one(name) for name in names])


def _blocks(names: _Names, meeting: Meeting, item: Item) -> Iterator[Block]:
    yield Heading(item.title, ITEM, f"§ {item.section}" if item.section else "")
    if item.registry_number:
        yield Paragraph(f"Dnr {item.registry_number}")
    if item.points:
        yield Heading(f"{genitive(meeting.body)} beslut", _PART)
        yield Points(tuple(point.text for point in item.points), numbered=True)
    if item.immediate:
        yield Heading("Omedelbar justering", _PART)
        yield Paragraph("Paragrafen förklaras omedelbart justerad.")
    yield from _matter(item)
    yield from _handling(names, item)
    yield from _dissent(names, item)
    if item.receivers:
        yield Heading("Beslutet skickas till", _PART)
        yield Points(tuple(f"{one.name}, {one.email}" if one.email else one.name for one in item.receivers))


def _matter(item: Item) -> Iterator[Block]:
    """What was said before, and on which papers."""
    late = ("Ärendet stod inte i kallelsen.",) if item.late else ()
    if item.heard or late:
        yield Heading("Sammanfattning av ärendet", _PART)
        yield from map(Paragraph, (*late, *item.heard))
    if item.papers:
        yield Heading("Beslutsunderlag", _PART)
        yield Points(tuple(f"{one.title}, {one.day.isoformat()}" if one.day else one.title for one in item.papers))


def _handling(names: _Names, item: Item) -> Iterator[Block]:
    """What was put and not withdrawn, in which order, and how votes fell (KL 5:67)."""
    if item.proposed:
        yield Heading("Förslag till beslut", _PART)
        yield Points(item.proposed, numbered=True)
    motions = [one for one in item.motions if not one.withdrawn]
    if motions:
        yield Heading("Yrkanden", _PART)
        yield from (Paragraph(f"{names.all(one.by)} yrkar {one.text}") for one in motions)
    if item.procedure:
        yield Heading("Propositionsordning", _PART)
        yield from map(Paragraph, item.procedure)
    for vote in item.votes:
        yield Heading("Omröstning", _PART)
        yield from _vote(names, vote, election=item.election)


def _vote(names: _Names, vote: Vote, *, election: bool) -> Iterator[Block]:
    yield Paragraph(f"Ja-röst: {_ended(vote.yes)} Nej-röst: {_ended(vote.no)}")
    if vote.stands:
        yield Table(("Ledamot", "Röst"), tuple((names.one(name), _STANDS[stand]) for name, stand in vote.stands))
    ayes, noes, abstained = vote.figures
    said = f"{_counted(ayes, 'ja-röst')} och {_counted(noes, 'nej-röst')}"
    yield Paragraph(f"Omröstningen utfaller med {said}" + (f"; {abstained} avstår." if abstained else "."))
    if vote.casting is not None:
        who = "Lotten avgör" if election else "Ordförandens röst avgör"
        yield Paragraph(f"{who} till förmån för {'ja' if vote.casting else 'nej'}.")


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}er"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _dissent(names: _Names, item: Item) -> Iterator[Block]:
    """Who took no part and why, who reserved themselves, what was noted."""
    if item.jav:
        yield Heading("Jäv", _PART)
        for one in item.jav:
            left = " och lämnar lokalen" if one.left else ""
            yield Paragraph(f"{names.one(one.name)} anmäler jäv, deltar inte i handläggningen av ärendet{left}.")
    if item.away:
        yield Heading("Deltar inte i beslutet", _PART)
        yield Paragraph(f"{names.all(item.away)} är inte närvarande när ärendet behandlas.")
    if item.reservations:
        yield Heading("Reservation" if len(item.reservations) == 1 else "Reservationer", _PART)
        for reserved in item.reservations:
            how = " skriftligt" if reserved.written else ""
            yield Paragraph(f"{names.all(reserved.by)} reserverar sig{how} mot beslutet.")
            if reserved.text:
                yield Paragraph(reserved.text)
    if item.notes:
        yield Heading("Protokollsanteckning" if len(item.notes) == 1 else "Protokollsanteckningar", _PART)
        yield from map(Paragraph, item.notes)
