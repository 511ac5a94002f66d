"""Minutes that the program writes say the same when they are read again."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from tests.meetings import Made, meetings
from tests.meetings_said import put_in, read_out

from samverkan.core.reading.reader import read_text
from samverkan.core.sources import Document
from samverkan.core.writing.minutes import minutes, section_of_minutes
from samverkan.core.writing.printed import words_of


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(meetings())
def test_what_is_written_reads_back_the_same(made: Made) -> None:
    printed = minutes(made.meeting, notices=[made.notice] if made.notice else [])
    head = f"{printed.organisation} {printed.kind}\n{printed.body} {printed.day}\nSida 1 (1)\n"
    reading = read_text(Document("minutes", "", head + words_of(printed)))
    put = put_in(made)
    assert read_out(reading, terms_of=[bool(item["terms"]) for item in put["items"]]) == put  # type: ignore[attr-defined]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(meetings())
def test_a_section_by_itself_reads_back_the_same_and_calls_itself_no_extract(made: Made) -> None:
    assume(made.meeting.items and made.meeting.items[0].section)
    printed = section_of_minutes(made.meeting, made.meeting.items[0], justerad=made.meeting.day)
    text = f"{printed.organisation} {printed.kind}\n{printed.body} {printed.day}\nSida 1 (1)\n{words_of(printed)}"
    assert "utdrag" not in f"{printed.title} {printed.kind} {printed.blocks[:2]}".lower()
    put = put_in(made)
    (item,) = put["items"][:1]  # type: ignore[index]
    found = read_out(read_text(Document("section", "", text)), terms_of=[bool(item["terms"])])
    names = ("kind", "organisation", "body", "day")
    assert {name: found[name] for name in names} == {name: put[name] for name in names}
    assert found["items"] == [item]
