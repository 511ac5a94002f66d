"""What the law finds lacking in a meeting as it is kept: a meeting in, findings out, each with the item it concerns.

The rules themselves stand in `core.law`; here a meeting is put before them. A finding is no bar: the secretary sees it while
there is still time. Each finding has `place` ("§ 71", or the title before the number is given) and `item`, counted from 1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, get_args

from samverkan.core.facts import Act
from samverkan.core.findings import Finding
from samverkan.core.law import Body
from samverkan.core.law.jav import disqualified, kept_out
from samverkan.core.law.meeting import carried, postponed, quorum, reservation
from samverkan.core.law.minutes import Part, contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from samverkan.core.deciding.values import Item, Meeting, Vote

_PUTS_OFF: Final = re.compile(r"(?i)återremi|bordlägg")
_ACTS: Final[frozenset[str]] = frozenset(get_args(Act))
_NEEDS_RECEIVER: Final = frozenset(("assign", "delegate", "propose"))


def lacking(meeting: Meeting) -> tuple[Finding, ...]:
    """Everything that the law finds lacking, the meeting's own first, then item by item."""
    found = [flaw for rule in OF_MEETING for flaw in rule(meeting)]
    for number, item in enumerate(meeting.items, 1):
        place = {"place": f"§ {item.section}" if item.section else item.title or str(number), "item": number}
        for rule in OF_ITEM:
            found += [Finding(flaw.code, {**place, **flaw.values}) for flaw in rule(meeting, item)]
    return tuple(found)


def _body(meeting: Meeting) -> Iterator[Finding]:
    """A steering group is no body under KL: its notes decide nothing."""
    if meeting.kind is Body.STEERING_GROUP and any(item.points for item in meeting.items):
        yield Finding("meeting_of_no_body", {"body": meeting.body})


def _members(meeting: Meeting) -> Iterator[Finding]:
    serving = [one for one in meeting.attendance if one.serves and one.seat != "officer"]
    if meeting.members < 1:
        yield Finding("meeting_members_untold", {"body": meeting.body})
    elif len(serving) > meeting.members:
        yield Finding("meeting_too_many_serving", {"serving": len(serving), "members": meeting.members})


def _signers(meeting: Meeting) -> Iterator[Finding]:
    """Chair and justerare are named, were there, and are not one and the same (KL 5:69)."""
    there = {one.name for one in meeting.attendance if one.seat != "officer"}
    if not meeting.chair:
        yield Finding("meeting_chair_missing")
    elif meeting.chair not in there:
        yield Finding("meeting_chair_absent", {"who": meeting.chair})
    if not meeting.justerare:
        yield Finding("meeting_justerare_missing")
    absent = [name for name in meeting.justerare if name not in there]
    if absent:
        yield Finding("meeting_justerare_absent", {"who": absent})
    if meeting.chair and meeting.chair in meeting.justerare:
        yield Finding("meeting_justerare_is_chair", {"who": meeting.chair})


def _quorum(meeting: Meeting, item: Item) -> Iterator[Finding]:
    """More than half of the members take part (KL 6:27); in fullmäktige jäv takes nobody from the count (5:46)."""
    if meeting.members < 1 or not item.points:
        return
    there = meeting.taking_part(item._replace(jav=()) if meeting.kind is Body.FULLMAKTIGE else item)
    remote = sum(one.remote for one in there)
    answer = quorum(
        meeting=meeting.day, body=meeting.kind, members=meeting.members, present=len(there) - remote, remote=remote,
        remote_allowed=meeting.remote_allowed,
    )  # fmt: skip
    if answer.holds is not True and "needed" in answer.values:
        code = "meeting_quorum_remote" if answer.holds is None else "meeting_quorum_lacking"
        yield Finding(code, {name: answer.values[name] for name in ("present", "remote", "needed", "members")})


def _jav(meeting: Meeting, item: Item) -> Iterator[Finding]:
    """Whoever is disqualified states a ground of the day's wording and keeps out (KL 6:28-30, 5:47)."""
    voted = {name for vote in item.votes for name, _ in vote.stands}
    acted = voted | {name for one in item.reservations for name in one.by}
    for one in item.jav:
        if one.name not in {there.name for there in meeting.attendance}:
            yield Finding("meeting_jav_not_there", {"who": one.name})
        if one.tie is None:
            yield Finding("meeting_jav_ground_missing", {"who": one.name})
            continue
        answer = disqualified(meeting=meeting.day, body=meeting.kind, ties=[one.tie])
        if answer.holds is False:
            yield Finding("meeting_jav_no_ground", {"who": one.name, "tie": one.tie.value})
        out = kept_out(
            meeting=meeting.day, body=meeting.kind, section=item.section, jav=answer, took_part=one.name in acted,
            present=not one.left,
        )  # fmt: skip
        if out.holds is False:
            yield Finding("meeting_jav_took_part" if one.name in acted else "meeting_jav_stayed", {"who": one.name})


def _votes(meeting: Meeting, item: Item) -> Iterator[Finding]:
    """A vote adds up to those who took part, and a tie is settled as the law says (KL 5:55-56, 6:33)."""
    there = [one.name for one in meeting.taking_part(item)]
    for vote in item.votes:
        if vote.stands:
            yield from _open_vote(there, [name for name, _ in vote.stands])
        elif sum(vote.figures) != len(there):
            yield Finding("meeting_votes_do_not_add_up", {"votes": sum(vote.figures), "present": len(there)})
        yield from _tie(meeting, item, vote, there)


def _open_vote(there: list[str], voted: list[str]) -> Iterator[Finding]:
    for code, who in (
        ("meeting_voted_absent", [name for name in voted if name not in there]),
        ("meeting_voted_twice", [name for name in voted if voted.count(name) > 1]),
        ("meeting_vote_untold", [name for name in there if name not in voted]),
    ):
        if who:
            yield Finding(code, {"who": list(dict.fromkeys(who))})


def _tie(meeting: Meeting, item: Item, vote: Vote, there: list[str]) -> Iterator[Finding]:
    ayes, noes, _ = vote.figures
    if ayes != noes:
        if vote.casting is not None:
            yield Finding("meeting_casting_without_tie", {"ayes": ayes, "noes": noes})
        return
    answer = carried(
        meeting=meeting.day, ayes=ayes, noes=noes, chair=vote.casting, by_lot=item.election, lot=vote.casting
    )
    if answer.holds is None:
        yield Finding("meeting_lot_missing" if item.election else "meeting_casting_missing", {"votes": ayes})
        return
    own = dict(vote.stands).get(meeting.chair)
    if not item.election and meeting.chair in there and own in ("yes", "no") and (own == "yes") is not vote.casting:
        yield Finding("meeting_casting_against_chair", {"who": meeting.chair})


def _reservations(meeting: Meeting, item: Item) -> Iterator[Finding]:
    """Only who took part in deciding may reserve themselves (KL 4:27)."""
    there = {one.name for one in meeting.taking_part(item)}
    who = [
        name
        for one in item.reservations
        for name in one.by
        if reservation(meeting=meeting.day, took_part=name in there, before_end=True).holds is False
    ]
    if who:
        yield Finding("meeting_reservation_without_part", {"who": who})


def _third(meeting: Meeting, item: Item) -> Iterator[Finding]:
    """In fullmäktige a third of those present can have a matter put off once (KL 5:50); told where it was not."""
    if meeting.kind is not Body.FULLMAKTIGE or any(point.act in ("postpone", "refer_back") for point in item.points):
        return
    motions = [one.by for one in item.motions if not one.withdrawn and _PUTS_OFF.search(one.text)]
    voted = [count for vote in item.votes if (count := _for_putting_off(vote)) is not None]
    asked = max(len({name for by in motions for name in by}), *voted, 0)
    present = len(meeting.taking_part(item))
    answer = postponed(
        meeting=meeting.day, body=meeting.kind, election=item.election, asked=asked, present=present,
        before_by_minority=None, for_it=max(voted, default=0),
    )  # fmt: skip
    if asked and answer.holds is not False:
        yield Finding("meeting_third_asked", {"asked": asked, "present": present})


def _for_putting_off(vote: Vote) -> int | None:
    """How many voted for the side that puts the matter off; None where no side does."""
    ayes, noes, _ = vote.figures
    sides = [votes for text, votes in ((vote.yes, ayes), (vote.no, noes)) if _PUTS_OFF.search(text)]
    return sides[0] if len(sides) == 1 else None


def _contents(meeting: Meeting, item: Item) -> Iterator[Finding]:
    """What the minutes must show of each matter (KL 5:66-67, for boards by 6:35)."""
    motions = [one for one in item.motions if not one.withdrawn]
    open_votes = all(vote.stands or any(vote.figures) for vote in item.votes)
    serving = bool(meeting.taking_part(item))
    shows: dict[Part, bool] = {
        Part.ATTENDANCE: serving,
        Part.PROPOSALS: bool(item.proposed or motions),
        Part.ORDER: bool(item.procedure),
        Part.VOTES: bool(item.votes) and open_votes,
        Part.DECISIONS: any(point.text.strip() for point in item.points),
        Part.PARTICIPANTS: serving,
        Part.RESERVATIONS: bool(item.reservations),
    }
    happened: dict[Part, bool | None] = {
        Part.PROPOSALS: bool(item.votes or item.proposed or motions),
        Part.ORDER: bool(item.votes) or len(motions) + bool(item.proposed) > 1,
        Part.VOTES: bool(item.votes),
        Part.RESERVATIONS: bool(item.reservations),
    }
    answer = contents(meeting=meeting.day, happened=happened, shown=[part for part, shown in shows.items() if shown])
    for lack in answer.because:
        if lack.holds is False:
            yield Finding(f"meeting_{lack.code.removeprefix('minutes_')}")


def _points(_meeting: Meeting, item: Item) -> Iterator[Finding]:
    """A point says and does something; who is to do what it tells is named."""
    for number, point in enumerate(item.points, 1):
        if not point.text.strip():
            yield Finding("meeting_point_without_words", {"point": number})
        if point.act not in _ACTS:
            yield Finding("meeting_point_without_act", {"point": number})
        if point.act in _NEEDS_RECEIVER and not point.to:
            yield Finding("meeting_point_without_receiver", {"point": number})


def _title(_meeting: Meeting, item: Item) -> Iterator[Finding]:
    if not item.title.strip():
        yield Finding("meeting_title_missing")


OF_MEETING: Final[tuple[Callable[[Meeting], Iterable[Finding]], ...]] = (_body, _members, _signers)
OF_ITEM: Final[tuple[Callable[[Meeting, Item], Iterable[Finding]], ...]] = (
    _title, _points, _quorum, _jav, _votes, _reservations, _third, _contents,
)  # fmt: skip
"""Everything that is looked for, in the order it is told."""
