"""The form of a meeting: who is there, when and where, who signs; what was written in, the meeting out, and back.

One line a person: "Anna Ek (S), ordförande", "Bo Al (M), ersättare för Cia Dal (M)", "Eva Roos, socialchef".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.deciding.values import Attendee, Meeting
from samverkan.web.deciding.texts import lines

if TYPE_CHECKING:
    from django.http import QueryDict

    from samverkan.core.deciding.values import Seat

_PERSON: Final = re.compile(r"(?P<name>[^,(]+?)\s*(?:\((?P<group>[^)]*)\))?\s*(?:,\s*(?P<rest>.+))?")
_INSTEAD: Final = re.compile(r"(?i)(?:tjänstgörande\s+)?ersättare\s+för\s+(?P<who>[^,(]+?)\s*(?:\([^)]*\))?")
_REMOTE: Final = re.compile(r"(?i),?\s*på distans$")
_SEATS: Final[dict[str, Seat]] = {
    "ordförande": "chair", "vice ordförande": "vice_chair", "ledamot": "member", "ersättare": "substitute",
}  # fmt: skip


class Fields(NamedTuple):
    """What the form shows."""

    day: str
    place: str
    began: str
    ended: str
    members: str
    remote_allowed: str
    attendance: str
    secretary: str
    justerare: str
    justering: str


def given(data: QueryDict) -> Fields:
    """What was written."""
    return Fields(**{name: data.get(name, "").strip() for name in Fields._fields})


def meeting_of_form(fields: Fields, before: Meeting) -> Meeting:
    """The meeting that the form says; the chair is the first who is said to be. ValueError names the field that is no number."""
    attendance = tuple(_attendee(one) for one in lines(fields.attendance))
    chair = next((one.name for one in attendance if one.seat == "chair"), "") or next(
        (one.name for one in attendance if one.seat == "vice_chair"), ""
    )
    return before._replace(
        place=fields.place, began=fields.began, ended=fields.ended, members=int(fields.members or 0),
        remote_allowed={"yes": True, "no": False}.get(fields.remote_allowed), attendance=attendance, secretary=fields.secretary,
        chair=chair, justerare=tuple(one.strip() for one in fields.justerare.split(",") if one.strip()), justering=fields.justering,
    )  # fmt: skip


def shown(meeting: Meeting) -> Fields:
    """What the form shows of a meeting."""
    return Fields(
        str(meeting.day), meeting.place, meeting.began, meeting.ended, str(meeting.members),
        {None: "", True: "yes", False: "no"}[meeting.remote_allowed], "\n".join(map(_line, meeting.attendance)), meeting.secretary,
        ", ".join(meeting.justerare), meeting.justering,
    )  # fmt: skip


def _attendee(line: str) -> Attendee:
    remote = _REMOTE.search(line) is not None
    found = _PERSON.fullmatch(_REMOTE.sub("", line))
    if found is None:
        return Attendee(line, "officer", serves=False)
    name, group, rest = found["name"], found["group"] or "", (found["rest"] or "").strip()
    instead = _INSTEAD.fullmatch(rest)
    if instead is not None:
        return Attendee(name, "substitute", group, instead_of=instead["who"], remote=remote)
    seat = _SEATS.get(rest.casefold())
    if seat is not None:
        return Attendee(name, seat, group, serves=seat != "substitute", remote=remote)
    if group and not rest:
        return Attendee(name, "member", group, remote=remote)
    return Attendee(name, "officer", group, serves=False, remote=remote, office=rest)


def _line(one: Attendee) -> str:
    group = f" ({one.group})" if one.group else ""
    says = {"chair": "ordförande", "vice_chair": "vice ordförande", "member": "" if one.group else "ledamot"}.get(
        one.seat, ""
    )
    if one.seat == "substitute":
        says = f"ersättare för {one.instead_of}" if one.serves and one.instead_of else "ersättare"
    if one.seat == "officer":
        says = one.office
    return f"{one.name}{group}" + (f", {says}" if says else "") + (", på distans" if one.remote else "")
