"""The same paper as a Word file: the same words, lists that Word numbers itself, and read back the same."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from tests.meetings import Made, meetings
from tests.meetings_said import put_in, read_out

from samverkan.core.findings import UnwritableError
from samverkan.core.writing.minutes import minutes
from samverkan.core.writing.printed import Block, Heading, Labelled, NewPage, Paragraph, Points, Printed, Table
from samverkan.outside.opening import open_bytes
from samverkan.outside.reading import read_bytes
from samverkan.outside.writing_docx import write_docx


def paper(*blocks: Block) -> Printed:
    return Printed("Protokoll", "Region Västana", "Socialnämnden", "Sammanträdesprotokoll", date(2026, 11, 18), blocks)


def test_every_block_is_in_it_in_order_and_lists_begin_anew() -> None:
    written = write_docx(
        paper(
            Heading("Protokoll", 1),
            Labelled((("Beslutande", ("Anna Ek (S)", "Bo Al")),)),
            NewPage(),
            Points(("Ett.", "Två."), numbered=True),
            Paragraph("Mellan.", small=True),
            Points(("Åter ett.",), numbered=True),
            Points(("Akten",)),
            Table(("Namn", "Röst"), (("Anna Ek", "Ja"),)),
        )
    )
    assert open_bytes(written, "paper.docx")[0].text.split("\n") == [
        "Region Västana\tSammanträdesprotokoll", "Socialnämnden\t2026-11-18", "", "Protokoll",
        "Beslutande", "Anna Ek (S)", "Bo Al", "\f", "1. Ett.", "2. Två.", "Mellan.", "1. Åter ett.", "• Akten", "Namn\tRöst",
        "Anna Ek\tJa", "",
    ]  # fmt: skip


def test_headings_are_words_own() -> None:
    written = docx.Document(io.BytesIO(write_docx(paper(Heading("Protokoll", 1), Heading("Beslut", 3)))))
    styles = [one.style.name for one in written.paragraphs if one.style]
    assert styles == ["Heading 1", "Heading 3"]
    assert written.core_properties.title == "Protokoll"


def test_a_letter_that_no_word_file_can_hold_is_named() -> None:
    with pytest.raises(UnwritableError) as refused:
        write_docx(paper(Paragraph("Nämnden \x07 beslutar.")))
    assert refused.value.values == {"letters": ["\x07"], "words": "Nämnden \x07 beslutar.\n"}


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(meetings(most=2))
def test_what_is_written_reads_back_the_same(made: Made) -> None:
    written = write_docx(minutes(made.meeting, notices=[made.notice] if made.notice else []))
    put = put_in(made)
    assert (
        read_out(read_bytes(written, "protokoll.docx"), terms_of=[bool(item["terms"]) for item in put["items"]]) == put
    )  # type: ignore[attr-defined]
