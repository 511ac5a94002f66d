"""Two boards under one agreement, from joint clause to meeting: what tests of deciding begin from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tests.store.office import MUNICIPALITY, REGION, office

from samverkan.actions.clauses import draft_clause, lock_clause
from samverkan.actions.meetings import hold, keep_meeting, meeting_of, plan_meeting, summon
from samverkan.actions.numbering import set_series
from samverkan.actions.preparing import propose, put_on_agenda
from samverkan.actions.register import register_body
from samverkan.core.dates import PartialDate
from samverkan.core.deciding.clause import Clause, Period, Share
from samverkan.core.deciding.values import Attendee
from samverkan.core.facts import ExtensionValue

if TYPE_CHECKING:
    from samverkan.actions.acting import Acting
    from samverkan.store.models import AgendaItem, Body, ClauseVersion, Meeting

DAY = date(2025, 9, 17)
CLAUSE = Clause(
    "Samverkansavtal om Familjecentralen Lärkan 2026–2028", "Familjecentralen Lärkan", ("Region Västana", "Lindmora kommun"),
    Period(PartialDate(2026, 1, 1), PartialDate(2028, 12, 31)), (Share("Region Västana", "50"), Share("Lindmora kommun", "50")),
    ExtensionValue(False, "excluded"),
    (
        "Samverkansavtal mellan Region Västana och Lindmora kommun om Familjecentralen Lärkan för perioden 1 januari 2026–31 "
        "december 2028 godkänns, under förutsättning att övriga parter fattar likalydande beslut.",
        "De gemensamma kostnaderna delas så att Region Västana bär 50 procent och Lindmora kommun 50 procent.",
    ),
    ("Parterna driver Familjecentralen Lärkan tillsammans.",),
)  # fmt: skip
NAMES = ("Jonas Brandt", "Anna Ekdahl", "Leif Sandin", "Petra Holm", "Olle Gren")


class Side(NamedTuple):
    """One of the two: who works there, the board, its item and the meeting where it stands."""

    acting: Acting
    body: Body
    item: AgendaItem
    meeting: Meeting


def board(number: str, name: str, pattern: str) -> tuple[Acting, Body]:
    acting = office(number)
    body = register_body(acting, name=name, from_day=date(2019, 1, 1))
    set_series(acting, body=body, pattern=pattern)
    return acting, body


def locked_clause(first: Acting, second: Acting, content: Clause = CLAUSE) -> ClauseVersion:
    """A clause that one drafts and both lock."""
    version = draft_clause(first, content=content, parties=[second.organisation])
    lock_clause(first, version=version)
    lock_clause(second, version=version)
    return version


def at_the_table(acting: Acting, body: Body, version: ClauseVersion, *, day: date = DAY) -> Side:
    """The clause on the agenda of a board's meeting that is held, five members present."""
    item = propose(acting, body=body, title="", clause=version)
    meeting = plan_meeting(acting, body=body, day=day, members=5, place="Kommunhuset, Björksalen", began="13.00")
    put_on_agenda(acting, item=item, meeting=meeting)
    summon(acting, meeting=meeting)
    meeting = hold(acting, meeting=meeting)
    attendance = tuple(Attendee(name, "chair" if n == 0 else "member", "S") for n, name in enumerate(NAMES))
    kept = meeting_of(meeting, items=False)._replace(
        attendance=attendance, chair=NAMES[0], justerare=(NAMES[1],), secretary="Nils Berg", ended="15.20"
    )
    meeting = keep_meeting(acting, meeting=meeting, kept=kept, version=meeting.version)
    item.refresh_from_db()
    return Side(acting, body, item, meeting)


def both() -> tuple[Side, Side]:
    """The region's board and the municipality's, each with the same clause at its table."""
    region, hsn = board(REGION, "Hälso- och sjukvårdsnämnden", "HSN {year}-{number:05}")
    municipality, sn = board(MUNICIPALITY, "Socialnämnden", "SN {year}/{number:03}")
    version = locked_clause(region, municipality)
    return at_the_table(region, hsn, version), at_the_table(municipality, sn, version)
