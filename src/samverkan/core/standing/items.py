"""What linking is asked about: entries of many papers, each with whose it is, what it calls the agreement, its facts.

Names are as printed. In an item's facts the party is `OWN`, or `THE_TEXT` for an agreement's own text; linking puts
names in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import Fact, PeriodValue
    from samverkan.core.sources import Citation

OWN: Final = "*own*"
"""The party of an item's facts before linking has found whose paper it is."""


class RecordedItem(NamedTuple):
    """One entry of one paper that concerns an agreement; `text` True: the agreement's own text.

    `extends`, `amends`: it changes an agreement that there already is. `only_assigns`: it gives an assignment and
    decides on no agreement. `only_halts`: it puts off or withdraws a matter that it does not say is an agreement's.
    `known`: the day from which the paper is known, None for always.
    """

    id: str
    text: bool
    organisation: str | None
    body: str | None
    board: str | None
    registry_number: str | None
    section: str | None
    day: PartialDate | None
    title: str | None
    object: str | None
    parties: tuple[str, ...]
    periods: tuple[PeriodValue, ...]
    extends: bool
    facts: tuple[Fact, ...]
    citation: Citation
    quotes: Mapping[Citation, str]
    amends: bool = False
    only_assigns: bool = False
    only_halts: bool = False
    known: date | None = None


class Actor(NamedTuple):
    """Who acts: the legal person where known, and the body."""

    person: str | None
    body: str | None


class Instrument(NamedTuple):
    """One agreement: its facts with parties named, ready for `standing`; successive ones share `cooperation`."""

    cooperation: str
    facts: tuple[Fact, ...]
