"""A meeting as it is planned in, its summons as a paper out: when and where, who is called, and the matters in the order of the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.core.writing.minutes_words import day_words
from samverkan.core.writing.printed import Heading, Labelled, Paragraph, Printed, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.deciding.values import Attendee, Meeting
    from samverkan.core.writing.printed import Block

KIND: Final = "Kallelse"
_SEATS: Final = {"chair": ", ordförande", "vice_chair": ", vice ordförande", "substitute": ", ersättare"}


def summons(meeting: Meeting) -> Printed:
    """The summons to a meeting, with the agenda as it is now."""
    return Printed(
        title=f"{KIND} {meeting.body} {meeting.day.isoformat()}",
        organisation=meeting.organisation,
        body=meeting.body,
        kind=KIND,
        day=meeting.day,
        blocks=tuple(_blocks(meeting)),
    )


def _blocks(meeting: Meeting) -> Iterator[Block]:
    yield Heading(KIND, 1)
    members = tuple(_called(one) for one in meeting.attendance if one.seat != "officer")
    others = tuple(_called(one) for one in meeting.attendance if one.seat == "officer")
    rows = [
        ("Organ", (meeting.body,)),
        ("Dag", (day_words(meeting.day),)),
        ("Tid", (f"kl. {meeting.began}" if meeting.began else "",)),
        ("Plats", (meeting.place,)),
        ("Kallade", members),
        ("Övriga kallade", others),
    ]
    yield Labelled(tuple((label, lines) for label, lines in rows if any(lines)))
    yield Heading("Ärenden", 2)
    if not meeting.items:
        yield Paragraph("Inga ärenden är anmälda.")
        return
    yield Table(
        ("Nr", "Ärende", "Diarienummer"),
        tuple(
            (str(n), f"{item.title} (tillkommit efter kallelsen)" if item.late else item.title, item.registry_number)
            for n, item in enumerate(meeting.items, 1)
        ),
    )


def _called(one: Attendee) -> str:
    group = f" ({one.group})" if one.group else ""
    said = f", {one.office}" if one.office else _SEATS.get(one.seat, "")
    return f"{one.name}{group}{said}"
