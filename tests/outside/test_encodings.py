"""Whatever encoding a Swedish paper was saved in, the same text comes out."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.core.findings import UnreadableError
from samverkan.outside.encodings import decode
from samverkan.outside.opening import open_bytes

# Letters that every encoding here has; the marks that are not in all of them come with the encodings that have them.
WORDS = [
    "åtgärd", "är", "även", "hösten", "Åke", "Ärendet", "Ö", "ö", "å", "Örebro", "Åmål", "§", "12", "dnr",
    "nämnden", "förslag", "rättslig", "SÖDERKÖPING", "Göteborgs", "Åtvidaberg", "kommun", "och", "att", "SÄN",
    "BJÖRKLÖVEN", "RÅD", "idé", "armén", "Linné", "barnavårdsnämnden", "på", "mål", "Ekerö", "två",
    "tjänsteskrivelse", "2022", "1:3", "(50)",
]  # fmt: skip
TYPED = ["“”„’–—…•", "”ärendet”", "‘så’", "–", "2019–2020", "…", "• första", "kommunens’"]
SAYS = {
    "utf-8": WORDS + TYPED,
    "utf-8-sig": WORDS + TYPED,
    "utf-16": WORDS + TYPED,
    "utf-32": WORDS + TYPED,
    "cp1252": WORDS + TYPED,
    "mac_roman": WORDS + TYPED,
    "latin-1": WORDS,
    "cp850": WORDS,
    "cp437": [word for word in WORDS if "§" not in word],
}
ENDS = [" ", "\n", "\r\n", ", ", ". ", "\n\n", "\t", "\r"]


@st.composite
def papers(draw: st.DrawFn) -> tuple[str, str]:
    encoding = draw(st.sampled_from(sorted(SAYS)))
    words = draw(st.lists(st.sampled_from(SAYS[encoding]), min_size=3, max_size=60))
    ends = draw(st.lists(st.sampled_from(ENDS), min_size=len(words), max_size=len(words)))
    # one word with å ä ö inside it: a lone mark could be a letter in another encoding, and nobody could tell
    return encoding, "nämnden får " + "".join(word + end for word, end in zip(words, ends, strict=True))


@given(papers())
def test_swedish_text_decodes_the_same_from_every_encoding(paper: tuple[str, str]) -> None:
    encoding, text = paper
    assert decode(text.encode(encoding)) == (text, ())


@given(st.binary(max_size=400))
def test_any_bytes_become_some_text(data: bytes) -> None:
    text, findings = decode(data)
    assert text.encode("utf-8").decode("utf-8") == text
    for finding in findings:
        assert finding.span is not None
        assert text[slice(*finding.span)] in ("\ufffd", finding.values.get("example"))


MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@pytest.mark.parametrize("encoding", MARKS)
def test_a_byte_order_mark_is_no_part_of_the_text(encoding: str) -> None:
    document, _ = open_bytes(MARKS[encoding] + "§ 1 Ärende\r\n".encode(encoding), "x")
    assert document.text == "§ 1 Ärende\r\n"
    page = "<html><meta charset=iso-8859-1><p>§ 1 Ärende</p></html>".encode(encoding)
    assert open_bytes(MARKS[encoding] + page, "x")[0].text == "§ 1 Ärende\n"  # the mark, whatever the page says


@pytest.mark.parametrize("encoding", MARKS)
def test_a_mark_alone_is_an_empty_document(encoding: str) -> None:
    with pytest.raises(UnreadableError, match="empty_document"):
        open_bytes(MARKS[encoding] + " \n".encode(encoding), "x")


def test_a_byte_that_cp1252_leaves_empty_makes_it_latin_1() -> None:
    assert decode("nämnden \x81 får på".encode("latin-1"))[0] == "nämnden \x81 får på"


def test_utf8_cut_in_the_middle_of_a_letter_is_still_utf8() -> None:
    text, findings = decode("Ärendet återremitteras på grund av jäv å".encode()[:-1])
    assert text == "Ärendet återremitteras på grund av jäv \ufffd"
    assert [(finding.code, finding.values) for finding in findings] == [("damaged_characters", {"count": 1})]
    assert findings[0].span == (39, 40)


def test_letters_garbled_before_they_reached_us_are_a_finding() -> None:
    text, findings = decode("Ärendet återremitteras på".encode().decode("cp1252").encode())
    assert "Ã¥terremitteras" in text
    assert [finding.code for finding in findings] == ["garbled_characters"]


def test_line_ends_stay_as_they_are_stored() -> None:
    stored = "ett\r\ntvå\rtre\nfyra\n\r\n".encode("cp1252")
    assert decode(stored)[0] == "ett\r\ntvå\rtre\nfyra\n\r\n"
