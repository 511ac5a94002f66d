"""A meeting as it is kept in, its minutes as a paper out: the front page, then every § (KL 5:65-67, for boards by 6:35).

The layout is ours; the words are those that Swedish boards use, so that people and readers know them. Minutes are written
in Swedish whatever language the page beside them has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samverkan.core.writing.item_printed import item_printed
from samverkan.core.writing.minutes_words import sections_words
from samverkan.core.writing.printed import Heading, Labelled, NewPage, Printed, SignHere

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from samverkan.core.deciding.values import Attendee, Item, Meeting, Notice
    from samverkan.core.writing.printed import Block

KIND: Final = "Sammanträdesprotokoll"
PART: Final = "Utskrift ur protokoll"
PART_SAYS: Final = "Utskrift av en paragraf ur det justerade protokollet, inte bestyrkt"
_SEATS: Final = {"chair": "ordförande", "vice_chair": "vice ordförande"}

Row = tuple[str, tuple[str, ...]]


def minutes(meeting: Meeting, *, notices: Sequence[Notice] = ()) -> Printed:
    """The minutes of a meeting, with a block for each notice that they are justerade; those without a day are left out."""
    return Printed(
        title=f"Protokoll {meeting.body} {meeting.day.isoformat()}",
        organisation=meeting.organisation,
        body=meeting.body,
        kind=KIND,
        day=meeting.day,
        blocks=tuple(_blocks(meeting, notices)),
    )


def section_of_minutes(meeting: Meeting, item: Item, *, justerad: date) -> Printed:
    """One § of minutes that are justerade as a paper by itself: what it says of itself, then the § as it stands in them."""
    rows = [
        ("Organ", (meeting.body,)),
        ("Sammanträdesdatum", (meeting.day.isoformat(),)),
        ("Paragraf", (sections_words([item.section]),)),
        ("Justerad", (justerad.isoformat(),)),
        ("Handling", (PART_SAYS,)),
    ]
    return Printed(
        title=f"{PART} {meeting.body} {meeting.day.isoformat()} § {item.section}",
        organisation=meeting.organisation,
        body=meeting.body,
        kind=PART,
        day=meeting.day,
        blocks=(Heading(PART, 1), Labelled(tuple(rows)), *item_printed(meeting, item)),
    )


def _blocks(meeting: Meeting, notices: Sequence[Notice]) -> Iterator[Block]:
    yield Heading(KIND, 1)
    yield Labelled(tuple((label, lines) for label, lines in _front(meeting) if any(lines)))
    yield Heading("Underskrifter", 2)
    yield SignHere(tuple(_signing(meeting)))
    for notice in notices:
        if notice.posted or notice.removed:
            yield Heading("Anslag/bevis", 2)
            yield Labelled(tuple((label, (line,)) for label, line in _announced(meeting, notice) if line))
    if meeting.items:
        yield NewPage()
    for item in meeting.items:
        yield from item_printed(meeting, item)


def _front(meeting: Meeting) -> Iterator[Row]:
    """Where and when, who took part, who signs: label and lines, which may be empty."""
    yield "Organ", (meeting.body,)
    yield "Sammanträdesdatum", (meeting.day.isoformat(),)
    yield "Plats och tid", (_where(meeting),)
    serving = [one for one in meeting.attendance if one.serves and one.seat != "officer"]
    yield "Beslutande", tuple(map(_serving, sorted(serving, key=_order)))
    others = [one for one in meeting.attendance if not one.serves and one.seat != "officer"]
    yield "Ej tjänstgörande", tuple(_named(one) + _remote(one) for one in others)
    yield "Övriga närvarande", tuple(_others(meeting))
    yield "Utses att justera", (", ".join(meeting.justerare),)
    yield "Justeringens plats och tid", (meeting.justering,)
    yield "Paragrafer", (sections_words([item.section for item in meeting.items if item.section]),)


def _where(meeting: Meeting) -> str:
    hours = "–".join(filter(None, (meeting.began, meeting.ended)))
    return ", ".join(filter(None, (meeting.place, hours and f"kl. {hours}")))


def _order(one: Attendee) -> int:
    return ("chair", "vice_chair", "member", "substitute", "officer").index(one.seat)


def _named(one: Attendee) -> str:
    return f"{one.name} ({one.group})" if one.group else one.name


def _serving(one: Attendee) -> str:
    words = [_named(one)]
    if one.seat in _SEATS:
        words.append(_SEATS[one.seat])
    if one.seat == "substitute":
        words.append("tjänstgörande ersättare" + (f" för {one.instead_of}" if one.instead_of else ""))
    return ", ".join(words) + _remote(one)


def _remote(one: Attendee) -> str:
    return ", på distans" if one.remote else ""


def _others(meeting: Meeting) -> Iterator[str]:
    for one in meeting.attendance:
        if one.seat == "officer":
            office = one.office or ("sekreterare" if one.name == meeting.secretary else "")
            yield _named(one) + (f", {office}" if office else "") + _remote(one)
    if meeting.secretary and meeting.secretary not in {one.name for one in meeting.attendance}:
        yield f"{meeting.secretary}, sekreterare"


def _signing(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Who signs, in which role: the secretary who kept the minutes, the chair, each justerare."""
    if meeting.secretary:
        yield "Sekreterare", meeting.secretary
    yield "Ordförande", meeting.chair
    for name in meeting.justerare:
        yield "Justerare", name


def _announced(meeting: Meeting, notice: Notice) -> Iterator[tuple[str, str]]:
    yield "Organ", meeting.body
    yield "Sammanträdesdatum", meeting.day.isoformat()
    yield "Paragrafer", sections_words(notice.sections) if notice.sections else ""
    yield "Anslaget sätts upp", notice.posted.isoformat() if notice.posted else ""
    yield "Anslaget tas ned", notice.removed.isoformat() if notice.removed else ""
    yield "Förvaringsplats", notice.kept_at
