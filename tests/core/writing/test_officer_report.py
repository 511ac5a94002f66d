"""An officer's report that the program writes reads as a proposal of the same points, on the same conditions."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from tests.meetings import Made, meetings

from samverkan.core.deciding.values import Item
from samverkan.core.reading.reader import read_text
from samverkan.core.sources import Document
from samverkan.core.writing.officer_report import officer_report
from samverkan.core.writing.printed import words_of

REPORTS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@REPORTS
@given(meetings(most=1))
def test_what_is_proposed_reads_back_the_same(made: Made) -> None:
    meeting, (item,) = made.meeting, made.meeting.items
    printed = officer_report(
        item, organisation=meeting.organisation, body=meeting.body, day=meeting.day, officer="Bo Ek"
    )
    head = f"{printed.organisation} {printed.kind}\n{printed.body} {printed.day}\nSida 1 (1)\n"
    reading = read_text(Document("report", "", head + words_of(printed)))
    assert reading.kind == "proposal", reading.document.text
    (read,) = reading.items
    assert read.status == "proposed"
    assert (
        read.registry_number is None if not item.registry_number else read.registry_number.value == item.registry_number
    )
    assert [(one.act, one.text.value, [c.kind for c in one.conditions]) for one in read.decisions] == [
        (one.act, one.text, [c.kind for c in one.conditions]) for one in item.points
    ]


def test_without_points_it_says_that_the_body_decides_at_the_meeting() -> None:

    printed = officer_report(
        Item("Årsberättelse"), organisation="Ekbo kommun", body="Socialnämnden", day=date(2026, 3, 4)
    )
    assert "Socialnämnden tar ställning till ärendet vid sammanträdet." in words_of(printed)
