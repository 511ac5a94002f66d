"""The extract of any § of any meeting says what the meeting says, on a page whose words are those of its data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from tests.meetings import Made, meetings

from samverkan.core.writing.extract import Certifier, Extract, extract_from_json, extract_to_json
from samverkan.core.writing.extract_making import extract_of
from samverkan.core.writing.extract_page import extract_printed, head_of_page, page_says
from samverkan.core.writing.extract_quotes import misplaced
from samverkan.core.writing.item_printed import item_printed
from samverkan.core.writing.printed import words_of

if TYPE_CHECKING:
    from samverkan.core.reading.values import Decision

BY = (Certifier("Anna Ek", "nämndsekreterare", date(2024, 5, 14)),)


def extracts_of(made: Made) -> list[Extract]:
    meeting = made.meeting
    return [
        extract_of(meeting, item, item_printed(meeting, item), organisation_number="2321990018", certified=BY)
        for item in meeting.items
    ]


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(meetings())
def test_the_extract_says_what_was_decided_and_quotes_what_is_printed(made: Made) -> None:
    for item, extract in zip(made.meeting.items, extracts_of(made), strict=True):
        assert list(misplaced(extract)) == []
        assert [(one.text.value, one.act, one.inner) for one in extract.item.decisions] == [
            (point.text, point.act, point.inner) for point in item.points
        ]
        for point, decision in zip(item.points, extract.item.decisions, strict=True):
            assert named(decision) == (point.to, len(point.conditions), len(point.fulfils))


def named(decision: Decision) -> tuple[str | None, int, int]:
    return decision.to.value if decision.to else None, len(decision.conditions), len(decision.fulfils)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(meetings())
def test_it_reads_back_the_same_and_its_page_says_it(made: Made) -> None:
    for item, extract in zip(made.meeting.items, extracts_of(made), strict=True):
        data = extract_to_json(extract)
        assert extract_to_json(extract_from_json(data)) == data
        page = head_of_page(extract, 1, 1) + "\n" + words_of(extract_printed(extract, item_printed(made.meeting, item)))
        assert page_says(extract, [page])
        assert not page_says(extract, [page + "."])
        assert not page_says(extract, [page.replace("Utdrag", "utdrag")])
        assert not page_says(extract, [page, ""])
