"""The form of an item at the table: what was written in, the item out; and the item in, what the form shows out.

One line a thing: a point; "Namn, Namn: yrkandet (återtaget)"; "Namn: skälen (skriftlig)"; "Handling, 2025-09-01"; "Namn <adress>". Who is
away or disqualified, and how each voted, is said by name: who else is there may have changed since the form was shown.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.actions.acting import InvalidError
from samverkan.core.deciding.values import Item, Jav, Motion, Paper, Point, Receiver, Reservation
from samverkan.core.law.jav import Tie
from samverkan.web.deciding.texts import lines, paragraphs
from samverkan.web.deciding.vote_form import VoteFields, said_of_gone, vote_of_form, vote_shown, votes_given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from samverkan.core.deciding.values import Meeting

_RECEIVER: Final = re.compile(r"(.*?)\s*<([^<>@\s]+@[^<>@\s]+)>")
_SAID: Final = re.compile(r"([^:]+):\s*(.+)")
_WITHDRAWN: Final = re.compile(r"(?i)(.*?)\s*\((?:återtaget|withdrawn)\)\.?")
_WRITTEN: Final = re.compile(r"(?i)(.*?)\s*\((?:skriftlig|in writing)\)\.?")
_DATED: Final = re.compile(r"(.+?),\s*(\d{4}-\d{2}-\d{2})")
_AT_TABLE: Final = ("proposed", "motions", "procedure", "reservations", "notes", "election")
"""What is not written before the meeting, so that the form has no field for it then."""


class Member(NamedTuple):
    """A member in the form: whether away; whether disqualified, by which tie, and whether they stayed in the room."""

    name: str
    away: bool
    jav: bool
    tie: str
    stayed: bool


class Fields(NamedTuple):
    """What the form shows."""

    title: str
    heard: str
    papers: str
    points: str
    proposed: str
    motions: str
    procedure: str
    reservations: str
    notes: str
    receivers: str
    election: str
    votes: tuple[VoteFields, ...]
    members: tuple[Member, ...]


def members_of(meeting: Meeting | None, item: Item) -> list[str]:
    """Whom the form has a row for: those who serve, then those of whom the item says something though they no longer do."""
    serving = [] if meeting is None else [one.name for one in meeting.attendance if one.serves]
    named = [*item.away, *(one.name for one in item.jav), *(name for vote in item.votes for name, _ in vote.stands)]
    return list(dict.fromkeys([*serving, *named]))


def given(data: QueryDict, before: Item, members: Sequence[str]) -> Fields:
    """What was written; of members and parts that the form did not show, what is kept of them."""
    was = shown(before, members)
    table = "at_table" in data
    written = {
        name: data.get(name, "") if table or name not in _AT_TABLE else getattr(was, name)
        for name in Fields._fields
        if name not in ("members", "votes")
    }
    kept = {one.name: one for one in was.members}
    asked, away, jav, stayed = (set(data.getlist(name)) for name in ("member", "away", "jav", "stayed"))
    rows = tuple(
        Member(name, name in away, name in jav, data.get(f"tie:{name}", ""), name in stayed)
        if name in asked
        else kept[name]
        for name in members
    )
    votes = votes_given(data, was.votes, asked, members) if table else was.votes
    return Fields(**written, votes=votes, members=rows)


def gone(data: QueryDict, members: Sequence[str]) -> list[str]:
    """Of whom the form says something, though they have been taken off since it was shown."""
    out = [name for name in data.getlist("member") if name not in members]
    said = {*data.getlist("away"), *data.getlist("jav"), *data.getlist("stayed")}
    return [name for name in out if name in said or data.get(f"tie:{name}") or said_of_gone(data, name)]


def item_of_form(fields: Fields, before: Item) -> Item:
    """The item that the form says; what the form does not hold is as before. What points do is read when it is saved.

    InvalidError where two things that are written cannot both be so, rather than let go of one.
    """
    half = [one.name for one in fields.members if (one.stayed or one.tie) and not one.jav]
    if half:
        raise InvalidError("jav_half_said", names=half)
    ties = {one.value: one for one in Tie}
    votes = (vote_of_form(one, number) for number, one in enumerate(fields.votes, 1))
    return before._replace(
        title=_one(fields.title)[:400] or before.title, heard=tuple(paragraphs(fields.heard)),
        papers=tuple(_paper(one) for one in lines(fields.papers)), points=tuple(Point(one, "other") for one in lines(fields.points)),
        proposed=tuple(lines(fields.proposed)), motions=tuple(_motion(one) for one in lines(fields.motions)),
        procedure=tuple(paragraphs(fields.procedure)), votes=tuple(one for one in votes if one is not None),
        reservations=tuple(_reservation(one) for one in lines(fields.reservations)), notes=tuple(paragraphs(fields.notes)),
        jav=tuple(Jav(one.name, ties.get(one.tie), not one.stayed) for one in fields.members if one.jav),
        away=tuple(one.name for one in fields.members if one.away and not one.jav),
        receivers=tuple(_receiver(one) for one in lines(fields.receivers)), election=bool(fields.election),
    )  # fmt: skip


def shown(item: Item, members: Sequence[str]) -> Fields:
    """What the form shows of an item."""
    tied = {one.name: one for one in item.jav}
    return Fields(
        title=item.title, heard="\n\n".join(item.heard), papers="\n".join(map(_paper_line, item.papers)),
        points="\n".join(one.text for one in item.points), proposed="\n".join(item.proposed),
        motions="\n".join(_line(one.by, one.text, "återtaget" if one.withdrawn else "") for one in item.motions),
        procedure="\n\n".join(item.procedure),
        reservations="\n".join(_line(one.by, one.text, "skriftlig" if one.written else "") for one in item.reservations),
        notes="\n\n".join(item.notes),
        receivers="\n".join(f"{one.name} <{one.email}>" if one.email else one.name for one in item.receivers),
        election="yes" if item.election else "", votes=tuple(vote_shown(one, members) for one in item.votes),
        members=tuple(_member(name, item, tied.get(name)) for name in members),
    )  # fmt: skip


def _member(name: str, item: Item, jav: Jav | None) -> Member:
    if jav is None:
        return Member(name, name in item.away, False, "", False)
    return Member(name, name in item.away, True, jav.tie.value if jav.tie else "", not jav.left)


def _line(by: tuple[str, ...], text: str, mark: str) -> str:
    said = f"{', '.join(by)}: {text}" if by and text else ", ".join(by) or text
    return f"{said} ({mark})" if mark else said


def _marked(line: str, mark: re.Pattern[str]) -> tuple[str, bool]:
    """The line without the mark of its field that ends it, and whether it had one."""
    found = mark.fullmatch(line)
    return (line, False) if found is None else (found[1], True)


def _motion(line: str) -> Motion:
    text, withdrawn = _marked(line, _WITHDRAWN)
    said = _SAID.fullmatch(text)
    motion = Motion((), text) if said is None else Motion(_names(said[1]), said[2])
    return motion._replace(withdrawn=withdrawn)


def _reservation(line: str) -> Reservation:
    text, written = _marked(line, _WRITTEN)
    said = _SAID.fullmatch(text)
    reserved = Reservation(_names(text)) if said is None else Reservation(_names(said[1]), said[2])
    return reserved._replace(written=written)


def _paper(line: str) -> Paper:
    dated = _DATED.fullmatch(line)
    if dated is None:
        return Paper(line)
    try:
        return Paper(dated[1], date.fromisoformat(dated[2]))
    except ValueError:
        raise InvalidError("no_day", day=dated[2]) from None


def _paper_line(one: Paper) -> str:
    return f"{one.title}, {one.day.isoformat()}" if one.day else one.title


def _receiver(line: str) -> Receiver:
    named = _RECEIVER.fullmatch(line)
    return Receiver(line) if named is None else Receiver(named[1] or named[2], named[2])


def _names(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _one(text: str) -> str:
    return " ".join(text.split())
