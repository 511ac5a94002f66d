"""The form of an item at the table: what was written in, the item out; and the item in, what the form shows out.

One line a thing: a point; "Namn, Namn: yrkandet"; "Namn <adress>". Who is away or disqualified is ticked, each by name: who else is
there may have changed since the form was shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.deciding.values import Item, Jav, Motion, Paper, Point, Receiver, Reservation, Vote
from samverkan.core.law.jav import Tie
from samverkan.web.deciding.texts import lines, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from samverkan.core.deciding.values import Meeting, Stand

_RECEIVER: Final = re.compile(r"(.*?)\s*<([^<>@\s]+@[^<>@\s]+)>")
_SAID: Final = re.compile(r"([^:]+):\s*(.+)")
_STANDS: Final[tuple[Stand, ...]] = ("yes", "no", "abstains")


class Member(NamedTuple):
    """A member in the form: whether away, disqualified and by which tie, and how they stood in the vote."""

    name: str
    away: bool
    jav: bool
    tie: str
    stand: str


class Fields(NamedTuple):
    """What the form shows."""

    title: str
    heard: str
    papers: str
    points: str
    motions: str
    procedure: str
    vote_yes: str
    vote_no: str
    casting: str
    reservations: str
    notes: str
    receivers: str
    members: tuple[Member, ...]


def members_of(meeting: Meeting | None, item: Item) -> list[str]:
    """Whom the form has a row for: those who serve, then those of whom the item says something though they no longer do."""
    serving = [] if meeting is None else [one.name for one in meeting.attendance if one.serves]
    named = [*item.away, *(one.name for one in item.jav), *(name for vote in item.votes for name, _ in vote.stands)]
    return list(dict.fromkeys([*serving, *named]))


def given(data: QueryDict, before: Item, members: Sequence[str]) -> Fields:
    """What was written; of members whom the form did not show, what is kept of them."""
    written = {name: data.get(name, "") for name in Fields._fields if name != "members"}
    kept = {one.name: one for one in shown(before, members).members}
    asked, away, jav = (set(data.getlist(name)) for name in ("member", "away", "jav"))
    rows = tuple(
        Member(name, name in away, name in jav, data.get(f"tie:{name}", ""), data.get(f"stand:{name}", ""))
        if name in asked
        else kept[name]
        for name in members
    )
    return Fields(**written, members=rows)


def gone(data: QueryDict, members: Sequence[str]) -> list[str]:
    """Of whom the form says something, though they have been taken off since it was shown."""
    out = [name for name in data.getlist("member") if name not in members]
    said = {*data.getlist("away"), *data.getlist("jav"), *(name for name in out if data.get(f"stand:{name}"))}
    return [name for name in out if name in said]


def item_of_form(fields: Fields, before: Item) -> Item:
    """The item that the form says; what the form does not hold is as before. What points do is read when it is saved."""
    ties = {one.value: one for one in Tie}
    stands = tuple((one.name, one.stand) for one in fields.members if one.stand in _STANDS)
    votes: tuple[Vote, ...] = ()
    if fields.vote_yes.strip() or stands:
        casting = {"yes": True, "no": False}.get(fields.casting)
        votes = (Vote(_one(fields.vote_yes), _one(fields.vote_no), stands, casting=casting),)
    return before._replace(
        title=_one(fields.title)[:400] or before.title, heard=tuple(paragraphs(fields.heard)),
        papers=tuple(Paper(one) for one in lines(fields.papers)), points=tuple(Point(one, "other") for one in lines(fields.points)),
        motions=tuple(_motion(one) for one in lines(fields.motions)), procedure=tuple(paragraphs(fields.procedure)), votes=votes,
        reservations=tuple(_reservation(one) for one in lines(fields.reservations)), notes=tuple(paragraphs(fields.notes)),
        jav=tuple(Jav(one.name, ties.get(one.tie)) for one in fields.members if one.jav),
        away=tuple(one.name for one in fields.members if one.away and not one.jav),
        receivers=tuple(_receiver(one) for one in lines(fields.receivers)),
    )  # fmt: skip


def shown(item: Item, members: Sequence[str]) -> Fields:
    """What the form shows of an item."""
    vote = item.votes[0] if item.votes else Vote("", "")
    stood = dict(vote.stands)
    tied = {one.name: one.tie.value if one.tie else "" for one in item.jav}
    return Fields(
        item.title, "\n\n".join(item.heard), "\n".join(one.title for one in item.papers), "\n".join(one.text for one in item.points),
        "\n".join(f"{', '.join(one.by)}: {one.text}" for one in item.motions), "\n\n".join(item.procedure), vote.yes, vote.no,
        {True: "yes", False: "no"}.get(vote.casting, "") if vote.casting is not None else "",
        "\n".join(f"{', '.join(one.by)}: {one.text}" if one.text else ", ".join(one.by) for one in item.reservations),
        "\n\n".join(item.notes), "\n".join(f"{one.name} <{one.email}>" if one.email else one.name for one in item.receivers),
        tuple(Member(name, name in item.away, name in tied, tied.get(name, ""), stood.get(name, "")) for name in members),
    )  # fmt: skip


def _motion(line: str) -> Motion:
    said = _SAID.fullmatch(line)
    return Motion((), line) if said is None else Motion(_names(said[1]), said[2])


def _reservation(line: str) -> Reservation:
    said = _SAID.fullmatch(line)
    return Reservation(_names(line)) if said is None else Reservation(_names(said[1]), said[2])


def _receiver(line: str) -> Receiver:
    named = _RECEIVER.fullmatch(line)
    return Receiver(line) if named is None else Receiver(named[1] or named[2], named[2])


def _names(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _one(text: str) -> str:
    return " ".join(text.split())
