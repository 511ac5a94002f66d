"""The law of the program: minutes that it writes say, read again from the PDF, what was put into them, and no more."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from tests.meetings import Made, Meant, meetings
from tests.meetings_said import put_in, read_out

from samverkan.core.dates import PartialDate
from samverkan.core.deciding.values import Attendee, Item, Meeting, Paper, Receiver
from samverkan.core.facts import PeriodValue
from samverkan.core.law import Body
from samverkan.core.writing import phrasing
from samverkan.core.writing.minutes import minutes
from samverkan.core.writing.phrasing import Instrument
from samverkan.outside.reading import read_bytes
from samverkan.outside.typesetting import typeset

MADE = datetime(2026, 11, 22, 12, tzinfo=UTC)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(meetings(most=4))
def test_what_is_written_typeset_and_read_is_what_was_put_in(made: Made) -> None:
    pdf = typeset(minutes(made.meeting, notices=[made.notice] if made.notice else []), made=MADE)
    put = put_in(made)
    assert read_out(read_bytes(pdf, "protokoll.pdf"), terms_of=[bool(item["terms"]) for item in put["items"]]) == put  # type: ignore[attr-defined]


def test_many_items_over_many_pages_are_all_there() -> None:
    board, region, town = "Hälso- och sjukvårdsnämnden", "Region Västana", "Lindmora kommun"
    terms = Instrument((region, town), "hemsjukvård", PeriodValue(PartialDate(2027), PartialDate(2027)))
    meant, items = [], []
    for n in range(60):
        points = [
            Meant(phrasing.approve(board, terms, awaits=[phrasing.Awaited(organisation=town)]), terms),
            Meant(phrasing.assign(board, "Regiondirektören", "följa upp avtalet" + " noga och länge" * (n % 29))),
        ]
        items.append(
            Item(
                "Samverkansavtal om hemsjukvård", section=str(n + 41), registry_number=f"HSN 2026-{n:05d}",
                heard=("Parterna har berett frågan tillsammans. " * (3 * n % 101),), papers=(Paper("Tjänsteutlåtande"),),
                points=tuple(one.point for one in points), receivers=(Receiver("Akten"), Receiver(town, "a@b.example")),
                immediate=n % 3 == 0,
            )
        )  # fmt: skip
        meant.append(points)
    there = (Attendee("Anna Ek", "chair"), Attendee("Bo Al", "member"))
    meeting = Meeting(
        region, board, Body.BOARD, date(2026, 11, 18), 3, attendance=there, chair="Anna Ek", justerare=("Bo Al",),
        items=tuple(items),
    )  # fmt: skip
    reading = read_bytes(typeset(minutes(meeting), made=MADE), "protokoll.pdf")
    assert len(reading.document.pages) > 40
    assert read_out(reading, terms_of=[True] * 60) == put_in(Made(meeting, None, tuple(meant)))
