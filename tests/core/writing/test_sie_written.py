"""SIE that is written is SIE that is read: organisation, accounts, objects, vouchers, öre, days and texts."""

from __future__ import annotations

import zlib
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.core.funding.sie_lines import summed
from samverkan.core.funding.vouchers import Books, Posting, Voucher
from samverkan.core.writing.sie import encoded, records
from samverkan.outside.sie import open_sie

ON = date(2024, 7, 1)
SIGNS = "".join(chr(code) for code in range(32, 127)) + "åäöÅÄÖéü"
TEXTS = st.text(SIGNS, max_size=30).filter(lambda text: not text.endswith("\\"))
NAMES = TEXTS.map(str.strip)
ACCOUNTS = st.integers(1000, 99999).map(str)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
OBJECTS = st.lists(st.tuples(st.sampled_from(["1", "6", "10"]), TEXTS), max_size=3).map(tuple)


@st.composite
def vouchers(draw: st.DrawFn) -> Voucher:
    rows = draw(
        st.lists(st.tuples(ACCOUNTS, st.integers(-(10**12), 10**12), OBJECTS, st.none() | DAYS, TEXTS), max_size=6)
    )
    last = ("1930", -sum(row[1] for row in rows), (), None, "")
    postings = tuple(Posting(0, *row) for row in [*rows, last])
    return Voucher(0, draw(TEXTS), draw(TEXTS), draw(DAYS), draw(TEXTS), postings, draw(st.none() | DAYS))


BOOKS = st.builds(
    lambda organisation, number, year, accounts, objects: Books(
        organisation or None, number, None, {0: year}, accounts, dict.fromkeys(accounts, "cost"), {"1": "Kostnadsställe"}, objects
    ),
    NAMES, st.none() | st.integers(10**9, 10**10 - 1).map(str), st.tuples(DAYS, DAYS).map(sorted).map(tuple),
    st.dictionaries(ACCOUNTS, TEXTS, max_size=5), st.dictionaries(st.tuples(st.just("1"), TEXTS), TEXTS, max_size=4),
)  # fmt: skip


def bare(voucher: Voucher) -> Voucher:
    """Without its lines, and without the accounting year, which the reader tells by the years of the file."""
    return voucher._replace(row=0, year="", postings=tuple(one._replace(row=0) for one in voucher.postings))


@settings(deadline=None, max_examples=150)
@given(BOOKS, st.lists(vouchers(), max_size=4), st.booleans(), st.sampled_from(["4I", "4E"]))
def test_what_is_written_is_what_is_read(books: Books, told: list[Voucher], checksum: bool, kind: str) -> None:
    lines = records(books, told, kind="4E" if kind == "4E" else "4I", version="1.0", on=ON)
    file = open_sie(BytesIO(b"".join(encoded(lines, checksum=checksum))), "x.se")
    assert [bare(one) for one in file.vouchers()] == [bare(one) for one in told]
    assert file.books == books._replace(program="Samverkan 1.0", years=books.years if kind == "4E" else {})
    assert {one.code for one in file.findings if one.stops} == set()


def test_a_file_of_vouchers_to_take_in_is_as_the_standard_says() -> None:
    books = Books(
        "Söderby kommun", "2120000142", None, {}, {"5010": 'Hyra "Solen"'}, {"5010": "cost"}, {"1": "Kostnadsställe"},
        {("1", "210"): "Öppen förskola"},
    )  # fmt: skip
    told = Voucher(
        1,
        "A",
        "",
        date(2024, 6, 30),
        "Avräkning",
        (Posting(2, "5010", 123450, (("1", "210"),)), Posting(3, "2441", -123450, text="x")),
    )
    assert list(records(books, [told], version="0.1.0", on=ON)) == [
        "#FLAGGA 0", '#PROGRAM "Samverkan" "0.1.0"', "#FORMAT PC8", "#GEN 20240701", "#SIETYP 4", "#ORGNR 212000-0142",
        '#FNAMN "Söderby kommun"', '#KONTO 5010 "Hyra \\"Solen\\""', "#KTYP 5010 K", '#DIM 1 "Kostnadsställe"',
        '#OBJEKT 1 "210" "Öppen förskola"', '#VER "A" "" 20240630 "Avräkning"', "{",
        '   #TRANS 5010 {"1" "210"} 1234.50', '   #TRANS 2441 {} -1234.50 "" "x"', "}",
    ]  # fmt: skip


def test_the_checksum_is_of_labels_and_fields_without_what_parts_them() -> None:
    text = b'#KONTO 1915 "Kassa \\"special\\""\r\n#TRANS\t7010 {1 "456"} 13200.00\r\n{\r\n}\r\n'
    assert summed(text) == zlib.crc32(b'#KONTO1915Kassa "special"#TRANS7010145613200.00')


def test_what_cp437_does_not_have_becomes_the_nearest_that_it_has() -> None:
    books = Books("Ängby – “Solen” 100 € ☃ §", None, None, {}, {}, {}, {}, {})
    data = b"".join(encoded(records(books, [], version="1", on=ON)))
    assert open_sie(BytesIO(data), "x").books.organisation == 'Ängby - "Solen" 100 EUR ? par.'


def test_what_may_not_be_written_is_refused() -> None:
    books = Books("x", None, None, {}, {}, {}, {}, {})
    crooked = Voucher(1, "A", "7", ON, "", (Posting(2, "5010", 1),))
    with pytest.raises(ValueError, match="A 7 is out of balance by 1 öre"):
        list(records(books, [crooked], version="1", on=ON))
    with pytest.raises(ValueError, match="4E"):
        list(records(books, [], kind="4E", version="1", on=ON))


def test_a_line_end_or_a_last_backslash_in_a_text_breaks_no_record() -> None:
    told = Voucher(1, "A", "1", ON, "två\r\nrader\x00", (Posting(2, "5010", 0, (("1", "C:\\"),), ON, "slut\\"),))
    books = Books("x", None, None, {}, {}, {}, {}, {})
    file = open_sie(BytesIO(b"".join(encoded(records(books, [told], version="1", on=ON)))), "x")
    (back,) = file.vouchers()
    assert (back.text, back.postings[0].text, back.postings[0].objects) == ("två  rader ", "slut\\ ", (("1", "C:\\ "),))
