"""A meeting as it is kept: who was there, what was put, how it fell, what was decided (KL 5:65-67, 6:35).

Names are as printed. A member who serves (tjänstgör) takes part in every item but those of `Item.away` and `Item.jav`.
Everything here is a working copy until its justering; nothing of it is a fact before that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import Act, ConditionKind
    from samverkan.core.law import Body
    from samverkan.core.law.jav import Tie

Seat = Literal["chair", "vice_chair", "member", "substitute", "officer"]
Stand = Literal["yes", "no", "abstains"]


class Attendee(NamedTuple):
    """Somebody at the meeting. `group`: the political party as printed, "S"; `office`: what an officer is.

    `serves`: takes part in decisions, as members do and substitutes who stand in for one (`instead_of`); `remote`: not in the room.
    """

    name: str
    seat: Seat
    group: str = ""
    serves: bool = True
    instead_of: str = ""
    remote: bool = False
    office: str = ""


class Jav(NamedTuple):
    """Who is disqualified in an item, and by which tie (KL 6:28); `left`: out of the room while it was handled (KL 6:30)."""

    name: str
    tie: Tie | None
    left: bool = True


class Motion(NamedTuple):
    """What somebody asked the body to decide (yrkande); one withdrawn need not stand in the minutes (KL 5:67)."""

    by: tuple[str, ...]
    text: str
    withdrawn: bool = False


class Vote(NamedTuple):
    """A vote (omröstning): what yes and no mean, and how each stood where it was open; else the figures alone.

    `cast` False settles a tie against the proposal, True for it: the chair's vote, or the lot in an election.
    """

    yes: str
    no: str
    stands: tuple[tuple[str, Stand], ...] = ()
    ayes: int = 0
    noes: int = 0
    abstained: int = 0
    casting: bool | None = None

    @property
    def figures(self) -> tuple[int, int, int]:
        """For, against, abstained: counted where the vote was open."""
        if not self.stands:
            return self.ayes, self.noes, self.abstained
        said = [stand for _, stand in self.stands]
        return said.count("yes"), said.count("no"), said.count("abstains")


class Reservation(NamedTuple):
    """Who reserved themselves against the decision before the meeting ended (KL 4:27), for what; `written`: handed in."""

    by: tuple[str, ...]
    text: str = ""
    written: bool = False


class Condition(NamedTuple):
    """What must also be true for a point to bind; `on` is who it waits for; `text` the words in the point that say it."""

    kind: ConditionKind
    on: str | None
    text: str


class Fulfilled(NamedTuple):
    """An assignment that a point declares fulfilled: given on a day under a §."""

    date: PartialDate | None
    section: str | None


class Point(NamedTuple):
    """One operative point as it is printed, and what it does: see docs/json.md for `act`, `by`, `to`, `via` and `inner`."""

    text: str
    act: Act
    by: str | None = None
    to: str | None = None
    via: tuple[str, ...] = ()
    inner: Act | None = None
    conditions: tuple[Condition, ...] = ()
    fulfils: tuple[Fulfilled, ...] = ()


class Paper(NamedTuple):
    """A supporting document of an item; `day` its own."""

    title: str
    day: date | None = None


class Receiver(NamedTuple):
    """Who the extract is sent to."""

    name: str
    email: str | None = None


class Notice(NamedTuple):
    """The notice that minutes are justerade: when it went up and came down, for which sections (none named: all), where they are."""

    posted: date | None = None
    removed: date | None = None
    sections: tuple[str, ...] = ()
    kept_at: str = ""


class Item(NamedTuple):
    """One § of the minutes. `section` "" before the number is given; `clause`: the fingerprint of the joint clause it decides on.

    `heard`: what was said before (sammanfattning), paragraph by paragraph; `procedure`: the order in which the chair put the
    motions, and what the chair found. `late`: taken up without standing in the summons; `election`: lots settle a tie.
    """

    title: str
    section: str = ""
    registry_number: str = ""
    heard: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    proposed: tuple[str, ...] = ()
    motions: tuple[Motion, ...] = ()
    procedure: tuple[str, ...] = ()
    votes: tuple[Vote, ...] = ()
    points: tuple[Point, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    notes: tuple[str, ...] = ()
    jav: tuple[Jav, ...] = ()
    away: tuple[str, ...] = ()
    receivers: tuple[Receiver, ...] = ()
    immediate: bool = False
    late: bool = False
    election: bool = False
    clause: str = ""


class Meeting(NamedTuple):
    """A meeting of one body. `members`: how many it has; `remote_allowed`: whether fullmäktige lets members join remotely.

    `began`, `ended`: "13.00"; `justerare`: those appointed to sign beside the chair; `justering`: where and when, as told.
    """

    organisation: str
    body: str
    kind: Body
    day: date
    members: int
    place: str = ""
    began: str = ""
    ended: str = ""
    attendance: tuple[Attendee, ...] = ()
    secretary: str = ""
    chair: str = ""
    justerare: tuple[str, ...] = ()
    justering: str = ""
    remote_allowed: bool | None = None
    items: tuple[Item, ...] = ()

    def taking_part(self, item: Item) -> tuple[Attendee, ...]:
        """Those who took part in an item: who serve, were not away and not disqualified."""
        out = {*item.away, *(one.name for one in item.jav)}
        return tuple(one for one in self.attendance if one.serves and one.seat != "officer" and one.name not in out)
