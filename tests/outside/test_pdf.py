"""PDFs: their text, their pages, and where the words of a span stand."""

from __future__ import annotations

import io
import re

import pypdf
import pypdfium2
import pytest
from making import PROSE, bursting_pdf, locked_pdf, pdf

from samverkan.core.findings import UnreadableError
from samverkan.core.sources import Span
from samverkan.outside.files import fetch
from samverkan.outside.opening import open_bytes, open_document
from samverkan.outside.positions import positions

EMOJI = "Nämnden 😀 beslutar – ”så” 𝒜"


def joined(text: str) -> str:
    return re.sub(r"-\n", "", re.sub(r"\s*\n\s*(?!\f)", " ", text.replace("-\n", "")))


def test_swedish_words_come_out_whole_also_where_a_line_breaks_them() -> None:
    document, findings = open_bytes(pdf(PROSE, columns=2), "x.pdf")
    assert findings == ()
    assert "-\n" in document.text
    assert "\r" not in document.text
    assert PROSE[:60] in joined(document.text)
    assert "”Avtal om samverkan” – under" in joined(document.text)


def test_each_page_of_the_file_is_a_page_with_the_label_printed_on_it() -> None:
    document, _ = open_bytes(pdf("Första sidan.", "Andra sidan.", "Tredje sidan."), "x.pdf")
    assert [page.label for page in document.pages] == ["1 (3)", "2 (3)", "3 (3)"]
    assert document.text.count("\f") == 2
    assert [document.text[page.start : page.end].split(".")[0].strip() for page in document.pages] == [
        "Första sidan",
        "Andra sidan",
        "Tredje sidan",
    ]
    again, _ = open_bytes(document.text.encode(), "x.txt")  # `samverkan text` of a PDF reads back as the same document
    assert (again.text, again.pages) == (document.text, document.pages)


def test_columns_are_read_one_after_the_other() -> None:
    text = "\n\n".join(f"{PROSE} Punkt {at}." for at in range(8))
    read = joined(open_bytes(pdf(text, columns=2), "x.pdf")[0].text)
    places = [read.index(f"Punkt {at}.") for at in range(8)]
    assert places == sorted(places)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("columns", [1, 2])
def test_the_rectangles_of_a_span_hold_its_words_and_no_others(columns: int, rotate: int) -> None:
    data = pdf(f"{PROSE}\n\n{PROSE}", f"{PROSE}", columns=columns, rotate=rotate)
    document, _ = open_bytes(data, "x.pdf")
    spans = [Span(*found.span()) for found in re.finditer(r"[\w-]*-\n\w+|\w{3,} \w{3,}|\w{4,}", document.text)]
    found = positions(data, spans, document=document)
    assert found == positions(data, spans)
    assert [position.span for position in found] == spans
    with pypdfium2.PdfDocument(data) as opened:
        for position in found:
            words = document.text[slice(*position.span)]
            assert len(position.rectangles) == words.count("\n") + 1
            number = document.pages.index(document.page_at(position.span.start)) + 1
            quoted = ""
            for box in position.rectangles:
                assert box.page == number
                assert 0 <= box.left < box.right <= opened[number - 1].get_width()
                assert 0 <= box.top < box.bottom <= opened[number - 1].get_height()
                quoted += _text_in(opened[number - 1], box, rotate)
            assert re.sub(r"\W", "", quoted) == re.sub(r"\W", "", words)


def _text_in(page: pypdfium2.PdfPage, box: tuple[float, ...], rotate: int) -> str:
    """What pdfium finds inside the rectangle, in the page's own coordinates."""
    _, left, top, right, bottom = box
    width, height = page.get_width(), page.get_height()
    corners = {
        0: (left, height - bottom, right, height - top),
        90: (top, left, bottom, right),
        180: (width - right, top, width - left, bottom),
        270: (height - bottom, width - right, height - top, width - left),
    }[rotate]
    return page.get_textpage().get_text_bounded(corners[0] - 0.2, corners[1] - 0.2, corners[2] + 0.2, corners[3] + 0.2)


def test_a_span_over_two_pages_has_rectangles_on_both() -> None:
    data = pdf("Första sidan slutar här.", "Andra sidan börjar här.")
    text = open_bytes(data, "x.pdf")[0].text
    (position,) = positions(data, [Span(text.index("slutar"), text.index("börjar"))])
    assert {box.page for box in position.rectangles} == {1, 2}


def test_characters_beyond_the_basic_plane_do_not_shift_what_follows(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = pdf(f"{EMOJI} och godkänner avtalet")
    text = open_bytes(data, "x.pdf")[0].text
    at = text.index("godkänner")
    (position,) = positions(data, [Span(at, at + 9)])
    with pypdfium2.PdfDocument(data) as opened:
        assert _text_in(opened[0], position.rectangles[0], 0).strip() == "godkänner"
    path = tmp_path_factory.mktemp("pdf") / "x.pdf"
    path.write_bytes(data)
    assert positions(path, [Span(at, at + 9)]) == (position,)
    assert fetch(str(path)) == ("pdf", data)


def test_a_text_file_has_no_rectangles(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("text") / "x.txt"
    path.write_text("Protokoll", encoding="utf-8")
    assert positions(path, [Span(0, 4)])[0].rectangles == ()


def test_pages_without_text_are_told_and_the_rest_read() -> None:
    document, findings = open_bytes(pdf(PROSE, "", PROSE, "", labels=False), "x.pdf")
    assert [(one.code, one.values) for one in findings] == [
        ("pages_without_text", {"source": "x.pdf", "pages": [2, 4]})
    ]
    assert document.text.count("Socialnämnden") == 2


def test_an_encrypted_file_that_anyone_may_open_is_read() -> None:
    assert "Socialnämnden" in open_bytes(locked_pdf(""), "x.pdf")[0].text


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(PROSE, PROSE)))
    out = io.BytesIO()
    writer.write(out)
    whole = out.getvalue()
    document, findings = open_bytes(whole[: whole.rindex(b"xref")], "x.pdf")
    assert "Socialnämnden" in document.text
    assert [one.code for one in findings] == ["pdf_truncated"]


def test_any_cut_is_either_read_or_refused() -> None:
    whole = pdf(PROSE, PROSE)
    codes = set()
    for cut in range(10, len(whole), 251):
        try:
            open_bytes(whole[:cut], "x.pdf")
        except UnreadableError as error:
            codes.add(error.code)
    assert codes <= {"pdf_damaged", "pdf_without_text"}


def test_a_stream_that_bursts_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadableError) as caught:
        open_bytes(bursting_pdf(300), "x.pdf")
    assert (caught.value.code, caught.value.values["limit"]) == ("pdf_too_large", 256)


@pytest.mark.parametrize("count", [50_001, 1_048_574, 1_048_575, 2_000_000_000, 10**20])
def test_a_page_tree_that_claims_too_many_pages_is_refused_for_that(count: int) -> None:
    with pytest.raises(UnreadableError) as caught:
        open_bytes(pdf(PROSE).replace(b"/Count 1", b"/Count %d" % count), "x.pdf")
    assert (caught.value.code, caught.value.values["count"]) == ("too_many_pages", count)


def test_a_document_is_named_by_its_path_and_bytes(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("pdf") / "utan ändelse"
    path.write_bytes(pdf(PROSE))
    document, _ = open_document(path)
    assert document.source == str(path)
    assert len(document.sha256) == 64
