"""An item's sections: which words decide, which propose, which tell, which list. Pieces in, groups of lines out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.heading_words import Heading
from samverkan.core.reading.headings import attached
from samverkan.core.reading.names import bodies_in
from samverkan.core.reading.passage import Passage

if TYPE_CHECKING:
    from samverkan.core.reading.headings import Piece
    from samverkan.core.reading.lines import Line


@dataclass(slots=True, eq=False)
class Group:
    """The lines under one heading (None: before the first); `line` is the heading's own."""

    heading: Heading | None
    line: Line | None
    lines: list[Line]
    _passage: Passage | None = None

    @property
    def passage(self) -> Passage:
        """The lines as running text."""
        if self._passage is None:
            self._passage = Passage(self.lines)
        return self._passage

    @property
    def holds(self) -> bool:
        """Whether any line of text stands under it."""
        return any(not line.furniture for line in self.lines)


def groups_of(pieces: list[Piece]) -> list[Group]:
    """The pieces grouped under their headings, in order; a heading that is also a lead-in begins its own group."""
    groups = [Group(None, None, [])]
    for piece in pieces:
        if attached(piece):
            break  # what follows is another paper's
        if piece.heading is None:
            groups[-1].lines.append(piece.line)
        elif piece.heading.lead:
            last = groups[-1]
            if (
                last.heading is not None
                and last.heading.kind == "decision"
                and not last.holds
                and not last.heading.lead
            ):
                last.lines.append(piece.line)
            else:
                groups.append(Group(piece.heading, piece.line, [piece.line]))
        else:
            groups.append(Group(piece.heading, piece.line, []))
    return groups


class Parts(NamedTuple):
    """The groups of an item by what they are for."""

    decided: list[tuple[Group, Heading | None]]  # each with the heading that settles who proposes to whom
    proposed: list[Group]
    told: list[Group]
    documents: list[Group]
    dispatch: list[Group]
    justering: list[Group]


def parts_of(groups: list[Group], *, own: str | None) -> Parts:
    """Sort an item's groups. A "Beslut" with nothing under it but a proposal heading has decided to propose."""
    decided: list[tuple[Group, Heading | None]] = []
    proposed: list[Group] = []
    told: list[Group] = []
    documents: list[Group] = []
    dispatch: list[Group] = []
    justering: list[Group] = []
    empty: Heading | None = None
    before: Group | None = None
    pending: Heading | None = None  # "Kommunstyrelsens förslag:" right before "Kommunfullmäktige beslutar"
    for group in groups:
        heading = group.heading
        kind = heading.kind if heading else None
        if kind == "decision" and heading is not None and not heading.dated:
            if group.holds:
                decided.append((group, _for_another(group, pending)))
                empty = None
            else:
                empty = heading
            pending = None
            continue
        if kind == "proposal" and heading is not None and not heading.dated:
            if empty is not None and group.holds:
                owner = heading.owner or empty.owner
                decided.append((group, Heading("proposal", owner, heading.targets)))
                empty = None
                before = group
                continue
            if (
                group.holds
                and decided
                and decided[-1][0] is before
                and heading.owner
                and _owner_of(decided[-1]) == heading.owner
            ):
                decided.append((group, heading))  # a second proposal of the same body, to another
            elif group.holds:
                proposed.append(group)
            pending = None if group.holds else heading
            before = group
            continue
        pending = None
        if group.holds:
            if kind in (None, "background"):
                told.append(group)
            elif kind == "documents":
                documents.append(group)
            elif kind == "dispatch":
                dispatch.append(group)
            elif kind == "justering":
                justering.append(group)
        empty = None if group.holds else empty
    owners = [(g.heading.owner or "").lower() if g.heading is not None else "" for g, _ in decided]
    committee = own is not None and "utskott" in own.lower()
    if (
        not committee
        and any("utskott" in owner for owner in owners)
        and any(owner and "utskott" not in owner for owner in owners)
    ):
        decided = [
            d for d, owner in zip(decided, owners, strict=True) if "utskott" not in owner
        ]  # the committee's came before
    if not decided and own is not None:
        mine = [g for g in proposed if g.heading and g.heading.owner and _same(g.heading.owner, own)]
        if mine:
            decided = [(g, g.heading) for g in mine]
            proposed = [g for g in proposed if g not in mine]
    return Parts(decided, proposed, told, documents, dispatch, justering)


def _for_another(group: Group, pending: Heading | None) -> Heading | None:
    """Under "Nämndens förslag:" a lead-in in another body's name is a proposal to that body."""
    if (
        pending is None
        or pending.owner is None
        or group.line is None
        or group.heading is None
        or not group.heading.lead
    ):
        return None
    names = bodies_in(group.line.text)
    if not names or _same(names[0].value, pending.owner):
        return None
    return Heading("proposal", pending.owner, (names[0].value,))


def _owner_of(deciding: tuple[Group, Heading | None]) -> str | None:
    return deciding[1].owner if deciding[1] is not None else None


def _same(owner: str, own: str) -> bool:
    a, b = (name.lower().removesuffix("et").removesuffix("en") for name in (owner, own))
    return a.endswith(b) or b.endswith(a)
