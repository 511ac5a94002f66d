"""A paper as PDF: archivable and accessible, the same bytes each time, everything in it as it was written."""

from __future__ import annotations

import io
import os
import sys
import threading
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from samverkan.core.findings import UnwritableError
from samverkan.core.writing.printed import (
    Attached,
    Block,
    Heading,
    Labelled,
    NewPage,
    Paragraph,
    Points,
    Printed,
    SignHere,
    Table,
)
from samverkan.outside.opening import open_bytes
from samverkan.outside.typesetting import typeset

MADE = datetime(2026, 11, 22, 12, tzinfo=UTC)
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#246"/></svg>'
)


def paper(*blocks: Block) -> Printed:
    return Printed(
        "Protokoll 2026-11-18", "Region Västana", "Hälso- och sjukvårdsnämnden", "Sammanträdesprotokoll",
        date(2026, 11, 18), (Heading("Sammanträdesprotokoll", 1), *blocks),
    )  # fmt: skip


def text_of(pdf: bytes) -> str:
    return open_bytes(pdf, "paper.pdf")[0].text


def test_the_same_paper_gives_the_same_bytes_and_another_time_others() -> None:
    one = paper(Paragraph("Nämnden beslutar."))
    assert typeset(one, made=MADE, logo=LOGO) == typeset(one, made=MADE, logo=LOGO)
    assert typeset(one, made=MADE) != typeset(one, made=MADE.replace(day=23))


def test_it_says_that_it_is_archivable_and_accessible_and_its_fonts_are_inside() -> None:
    pdf = PdfReader(io.BytesIO(typeset(paper(Paragraph("Text.")), made=MADE, logo=LOGO)))
    xmp = pdf.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert pdf.trailer["/Root"]["/Lang"] == "sv"  # type: ignore[index]
    fonts = pdf.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    assert {font.get_object()["/BaseFont"].partition("+")[2] for font in fonts} == {
        "LibertinusSerif-Regular-Identity-H",
        "LibertinusSerif-Bold-Identity-H",
    }
    for font in fonts:
        assert "/FontFile3" in font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]


@pytest.mark.parametrize(
    "words",
    [
        "#set page(width: 1cm) #panic()", "*fet* _kursiv_ `kod` $x^2$ <märke> @ref [x] {y}", "a // b /* c */ d",
        "= ingen rubrik", "- ingen punkt", "+ ingen punkt", "1. ingen punkt", "\\ \\n \\u{41} ~ --- -- ...", "\"citat\" 'citat' ”citat”",
        "https://vastana.example/a_b?c=d#e",
    ],
)  # fmt: skip
def test_what_people_write_prints_as_it_stands(words: str) -> None:
    pdf = typeset(
        paper(Heading(words, 2, "§ 1"), Paragraph(words), Points((words,)), Labelled((("Ort", (words,)),))), made=MADE
    )
    assert text_of(pdf).count(words) == 4


def test_every_block_is_in_it_in_order_and_every_page_has_its_head() -> None:
    pdf = typeset(
        paper(
            Labelled((("Beslutande", ("Anna Ek (S), ordförande", "Bo Al (M)")),)),
            SignHere((("Ordförande", "Anna Ek"),)),
            NewPage(),
            Heading("Samverkansavtal", 2, "§ 71"),
            Points(("Nämnden godkänner avtalet.", "Paragrafen justeras omedelbart."), numbered=True),
            Table(("Namn", "Ja", "Nej"), (("Anna Ek", "X", ""), ("Bo Al", "", "X"))),
            Paragraph("Bredvid.", small=True),
        ),
        made=MADE,
    )
    assert text_of(pdf).split("\n") == [
        "Region Västana Sammanträdesprotokoll", "Hälso- och sjukvårdsnämnden 2026-11-18", "Sida 1 (2)", "Sammanträdesprotokoll",
        "Beslutande Anna Ek (S), ordförande", "Bo Al (M)", "Ordförande", "Anna Ek", "\f",
        "Region Västana Sammanträdesprotokoll", "Hälso- och sjukvårdsnämnden 2026-11-18", "Sida 2 (2)", "§ 71 Samverkansavtal",
        "1. Nämnden godkänner avtalet.", "2. Paragrafen justeras omedelbart.", "Namn Ja Nej", "Anna Ek X", "Bo Al X", "Bredvid.",
    ]  # fmt: skip


def test_a_file_inside_it_comes_out_as_it_was() -> None:
    data = bytes(range(256))
    pdf = typeset(
        paper(Paragraph("Text.")), made=MADE, attached=[Attached("beslut.json", "application/json", "Beslutet", data)]
    )
    assert PdfReader(io.BytesIO(pdf)).attachments == {"beslut.json": [data]}


def test_a_letter_without_a_shape_is_named_with_the_words_round_it() -> None:
    with pytest.raises(UnwritableError) as refused:
        typeset(paper(Paragraph("Nämnden är glad \N{GRINNING FACE} över avtalet."), Paragraph("\x07")), made=MADE)
    assert refused.value.code == "letters_without_shape"
    assert refused.value.values == {
        "letters": ["\N{GRINNING FACE}", "\x07"],
        "words": "Nämnden är glad \N{GRINNING FACE} över avtalet.",
    }


@pytest.mark.parametrize("logo", [b"MZ...", b"\x89PNG\r\n\x1a\nbroken", b"<svg"])
def test_a_logo_that_is_no_picture_is_refused(logo: bytes) -> None:
    with pytest.raises(UnwritableError) as refused:
        typeset(paper(Paragraph("Text.")), made=MADE, logo=logo)
    assert refused.value.code == "logo_no_picture"


def test_headings_that_skip_a_level_are_refused() -> None:
    with pytest.raises(UnwritableError) as refused:
        typeset(paper(Heading("Djupt", 4)), made=MADE)
    assert refused.value.code == "typesetting_refused"


def test_a_word_longer_than_the_line_is_not_lost() -> None:
    words = "x" * 400
    assert text_of(typeset(paper(Paragraph(words)), made=MADE)).replace("\n", "").count("x") == 400


def test_a_time_without_its_zone_is_no_time() -> None:
    with pytest.raises(ValueError, match="time zone"):
        typeset(paper(), made=datetime(2026, 1, 1))


def test_it_leaves_no_thread_behind_in_this_process() -> None:
    before = threads()
    typeset(paper(Paragraph("Text.")), made=MADE)
    assert threads() == before


def threads() -> int:
    return len(os.listdir("/proc/self/task")) if sys.platform == "linux" else threading.active_count()
