"""The law of the program: minutes that it writes say, read again from the PDF, what was put into them, and no more."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from tests.meetings import Made, meetings, put_in, read_out

from samverkan.core.writing.minutes import minutes
from samverkan.outside.reading import read_bytes
from samverkan.outside.typesetting import typeset

MADE = datetime(2026, 11, 22, 12, tzinfo=UTC)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(meetings(most=5))
def test_what_is_written_typeset_and_read_is_what_was_put_in(made: Made) -> None:
    pdf = typeset(minutes(made.meeting, notices=[made.notice] if made.notice else []), made=MADE)
    put = put_in(made)
    assert read_out(read_bytes(pdf, "protokoll.pdf"), terms_of=[bool(item["terms"]) for item in put["items"]]) == put  # type: ignore[attr-defined]
