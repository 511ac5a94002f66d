"""SIE 4 as real programs write it, and as it should not be: every voucher that can be read whole, and what is wrong with its line."""

from __future__ import annotations

import json
import tracemalloc
from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.shared_sie import FILES, FOLDER

from samverkan.core.funding.flaws import MOST, NoCostsError
from samverkan.core.funding.sie_lines import POSTING, VOUCHER, day_of, objects_of, ore_of, row_of
from samverkan.core.funding.vouchers import Posting
from samverkan.outside.sie import SieFile, open_sie
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.funding.vouchers import Voucher

HEAD = '#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#FNAMN "Söderby"\n#RAR 0 20240101 20241231\n#KONTO 5010 "Hyra för Åsgården"\n#KONTO 1930 Bank\n'
HEADS = HEAD.count("\n")
vendors = pytest.mark.skipif(not FILES, reason="no SIE files of vendors beside the repository (../shared/sie)")


def read(
    text: str | bytes, *, encoding: str = "cp437", head: str = HEAD
) -> tuple[list[Voucher], list[tuple[str, int | None]], SieFile]:
    data = text if isinstance(text, bytes) else (head + text).encode(encoding)
    file = open_sie(BytesIO(data), "bok.se")
    vouchers = list(file.vouchers())
    json.dumps([dict(flaw.values) for flaw in file.findings])
    for flaw in file.findings:
        for language in ("sv", "en"):
            assert say("costs", flaw.code, {"source": "bok.se", "row": flaw.row, **flaw.values}, language) != flaw.code
    return vouchers, [(flaw.code, flaw.row) for flaw in file.findings], file


def voucher(*rows: str, first: str = '#VER A 1 20240131 "Hyra"') -> str:
    return "\n".join([first, "{", *rows, "}", ""])


def test_a_voucher_has_what_its_rows_say() -> None:
    ((one,), found, file) = read(
        voucher('#TRANS 5010 {1 "210" 6 "P 1"} 12000.50 20240130 "En \\"text\\"" 1 "sign"', "#TRANS\t1930\t{}\t-12000.5",
                first='#VER "A" "12" 20240131 "Hyra januari" 20240201 "sign"')
    )  # fmt: skip
    assert found == []
    assert (one.name, one.row, one.day, one.text, one.registered) == (
        "A 12", HEADS + 1, date(2024, 1, 31), "Hyra januari", date(2024, 2, 1),
    )  # fmt: skip
    assert one.postings == (
        Posting(HEADS + 3, "5010", 1200050, (("1", "210"), ("6", "P 1")), date(2024, 1, 30), 'En "text"'),
        Posting(HEADS + 4, "1930", -1200050),
    )
    assert (file.books.organisation, file.books.accounts["5010"], file.sie_type) == (
        "Söderby",
        "Hyra för Åsgården",
        "4",
    )
    assert file.books.years == {0: (date(2024, 1, 1), date(2024, 12, 31))}


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_encoding_is_told_by_the_bytes_and_every_line_end_is_one(encoding: str, end: str) -> None:
    text = (HEAD + voucher("#TRANS 5010 {} 1", '#TRANS 1930 {} -1 "" "Ölandsgårdens förråd"')).replace("\n", end)
    ((one,), found, file) = read(text.encode(encoding))
    assert (file.books.organisation, one.postings[1].text, one.row, found) == (
        "Söderby",
        "Ölandsgårdens förråd",
        HEADS + 1,
        [],
    )


def test_a_line_in_another_encoding_than_the_file_is_read_as_its_own_and_told() -> None:
    data = HEAD.encode("cp437") + '#OBJEKT 1 "a" "Förråd"\n'.encode("cp1252") + '#OBJEKT 1 "b" "Källare"\n'.encode()
    vouchers, found, file = read(data + voucher("#TRANS 5010 {} 0").encode())
    assert file.books.objects == {("1", "a"): "Förråd", ("1", "b"): "Källare"}
    assert found == [("sie_encoding_mixed", HEADS + 1), ("sie_encoding_mixed", HEADS + 2)]
    assert len(vouchers) == 1


def test_letters_that_come_late_decide_the_encoding_then() -> None:
    plain = voucher("#TRANS 5010 {} 1.00", "#TRANS 1930 {} -1.00") * 8000
    data = (HEAD.replace("ö", "o").replace("å", "a").replace("Å", "A") + plain).encode("ascii")
    vouchers, _, file = read(data + voucher('#TRANS 5010 {} 0 "" "Åäö"').encode("cp1252"))
    assert (vouchers[-1].postings[0].text, file.encoding, len(data) > 1 << 19) == ("Åäö", "cp1252", True)


@pytest.mark.parametrize(
    ("text", "codes", "left"),
    [
        (voucher("#TRANS 5010 {} 100.00", "#TRANS 1930 {} -99.50"), [("sie_unbalanced", 1)], 1),
        (voucher("#TRANS 5010 {} 1.005", "#TRANS 1930 {} -1.005"), [("sie_amount", 3), ("sie_amount", 4)], 0),
        (voucher("#TRANS 5010 {} 1e3", "#TRANS 1930 {} -1000"), [("sie_amount", 3)], 0),
        (voucher("#TRANS 5010 {}"), [("sie_amount", 3)], 0),
        (voucher("#TRANS 5010 {} 99999999999999"), [("sie_amount", 3)], 0),
        (voucher("#TRANS"), [("sie_account", 3)], 0),
        (voucher("#TRANS 5010 {1} 0"), [("sie_objects", 3)], 0),
        (voucher('#TRANS 5010 {1 "a} 0'), [("sie_quote_open", 3)], 0),
        (voucher('#TRANS 5010 {} 0 "" "öppen'), [("sie_quote_open", 3)], 1),
        (voucher("#TRANS 5010 {} 0 20240230"), [("sie_posting_day", 3)], 0),
        (voucher("#TRANS 5010 {} 0", first="#VER A 1 20241301"), [("sie_voucher_day", 1)], 0),
        (voucher("#TRANS 5010 {} 0", first="#VER A 1"), [("sie_voucher_day", 1)], 0),
        (voucher("#TRANS 5010 {} 0", first='#VER A 1 20240101 "" x'), [("sie_registered_day", 1)], 1),
        (voucher("#TRANS 5010 {} 0", first="#VER A 1 20250101"), [("sie_outside_years", 1)], 1),
        (voucher("#TRANS 4711 {} 0", "#TRANS 4711 {} 0"), [("sie_unknown_account", 3)], 1),
        ("#VER A 1 20240101\n{\n#TRANS 5010 {} 0\n", [("sie_voucher_unclosed", 1)], 0),
        ("#VER A 1 20240101\n{\n#TRANS 5010 {} 0\n" + voucher(), [("sie_voucher_unclosed", 1)], 1),
        ("#VER A 1 20240101\n{\n#TRANS 5010 {} 0\n#KONTO 1 x\n}\n", [("sie_voucher_unclosed", 1), ("sie_brace_alone", 5)], 0),
        ("#TRANS 5010 {} 0\n" + voucher(), [("sie_posting_alone", 1)], 1),
        ("#FLAGGA 1\n" + voucher(), [("sie_taken_before", 1)], 1),
        ("#RAR 0 20240101 20231231\n" + voucher(), [("sie_year", 1)], 1),
        ("#EGEN 1\n{\n#EGEN 2\n}\n" + voucher(), [("sie_unknown_labels", None)], 1),
        ("fortsättning på en text\n" + voucher(), [("sie_stray_line", 1)], 1),
        ("", [("sie_no_vouchers", None)], 0),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str, codes: list[tuple[str, int | None]], left: int) -> None:
    vouchers, found, _ = read(text)
    assert (found, len(vouchers)) == ([(code, row and HEADS + row) for code, row in codes], left)


def test_a_voucher_out_of_balance_is_named_with_its_difference_and_stops_the_file() -> None:
    _, _, file = read(voucher("#TRANS 5010 {} 100.00", "#TRANS 1930 {} -99.50"))
    (flaw,) = file.findings
    assert flaw.stops
    assert flaw.values == {"voucher": "A 1", "series": "A", "number": "1", "ore": 50}
    assert say("costs", flaw.code, {"source": "bok.se", "row": flaw.row, **flaw.values}, "sv") == (
        "bok.se, rad 8: verifikation A 1 är inte i balans; debet minus kredit är 0,50\u00a0kr. Rätta den i ekonomisystemet och "
        "exportera på nytt."
    )


def test_removed_rows_are_no_postings_and_added_ones_are_told_twice_and_counted_once() -> None:
    ((one, other), found, _) = read(
        voucher(
            "#BTRANS 5010 {} 70", "#TRANS 5010 {} 100", "#RTRANS 1930 {} -100 20240102", "#TRANS 1930 {} -100 20240101"
        )
        + voucher(
            "#TRANS 5010 {} 100", "#RTRANS 1930 {} -100", "#RTRANS 5010 {} 5", "#TRANS 5010 {} 5", "#RTRANS 1930 {} -5"
        )
    )
    assert [posting.ore for posting in one.postings] == [10000, -10000]
    assert [posting.ore for posting in other.postings] == [10000, -10000, 500, -500]
    assert found == [("sie_added_alone", HEADS + 8)]


@pytest.mark.parametrize(
    ("rows", "sum_of", "row", "count"),
    [
        (["#TRANS 5010 {} 100", "#TRANS 1930 {} -100", "#RTRANS 5010 {} -100", "#RTRANS 1930 {} 100"], 0, 5, 2),
        (["#RTRANS 5010 {} 100", "#RTRANS 5010 {} 100", "#TRANS 5010 {} 100", "#TRANS 1930 {} -100"], 0, 3, 1),
        (["#TRANS 5010 {} 100", "#RTRANS 1930 {} -90"], 10000, 4, 1),
    ],
)
def test_an_added_row_that_no_posting_says_again_is_never_dropped_untold(
    rows: list[str], sum_of: int, row: int, count: int
) -> None:
    ((one,), _, file) = read(voucher(*rows))
    flaw = next(flaw for flaw in file.findings if flaw.code == "sie_added_unclear")
    assert (one.difference, len(one.postings)) == (sum_of, sum("#TRANS" in each for each in rows))
    assert (flaw.stops, flaw.row, flaw.values) == (True, HEADS + row, {"voucher": "A 1", "count": count})


def test_added_rows_may_stand_together_before_their_postings() -> None:
    ((one,), found, _) = read(
        voucher("#RTRANS 5010 {} 100", "#RTRANS 1930 {} -100", "#TRANS 5010 {} 100", "#TRANS 1930 {} -100")
    )
    assert ([posting.ore for posting in one.postings], found) == ([10000, -10000], [])


def test_the_first_of_each_kind_are_told_and_the_rest_counted() -> None:
    vouchers, found, file = read(voucher("#TRANS 5010 {} 1") * (MOST + 7))
    assert len(found) == MOST + 1
    assert len(vouchers) == MOST + 7
    *_, last, more = file.findings
    assert more == ("more", last.row, {"count": 7, "what": "sie_unbalanced"}, True)


@pytest.mark.parametrize(
    ("last", "codes"), [("#KSUMMA {}", []), ("#KSUMMA 1", ["sie_checksum"]), ("", ["sie_checksum_open"])]
)
def test_the_checksum_is_counted_as_the_standard_says(last: str, codes: list[str]) -> None:
    import zlib

    body = '#KONTO 5010 "Hyra \\"a\\""\n#VER A 1 20240101\n{\n#TRANS 5010 {1 "2 3"} 0.00\n}\n'
    summed = zlib.crc32(b'#KONTO5010Hyra "a"#VERA120240101#TRANS501012 30.00')
    _, found, _ = read(f"#FLAGGA 0\n#SIETYP 4\n#KSUMMA\n{body}{last.format(summed)}\n".encode())
    assert [code for code, _ in found] == codes


def test_what_is_beyond_measure_is_refused() -> None:
    with pytest.raises(NoCostsError, match="sie_line_long"):
        read(b"#FLAGGA 0\n" + b"x" * (3 << 20))
    with pytest.raises(NoCostsError, match="sie_type"):
        read(b"#SIETYP 5\n")


@pytest.mark.parametrize("text", ["#VALUTA EUR\n" + voucher(), voucher() + '#VALUTA "nok"\n'])
def test_a_file_in_another_currency_is_refused_wherever_it_says_so(text: str) -> None:
    with pytest.raises(NoCostsError, match="sie_currency"):
        read(text)
    assert read(text.replace("EUR", "sek").replace("nok", "SEK"))[1] == []


class Endless:
    """A file of so many bytes, made as it is read."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.piece = voucher('#TRANS 5010 {1 "210"} 100.00 20240101 "text"', "#TRANS 1930 {} -100.00").encode() * 500
        self.begun = False

    def read(self, size: int, /) -> bytes:
        if not self.begun:
            self.begun = True
            return HEAD.encode("cp437")
        if self.left <= 0:
            return b""
        self.left -= len(self.piece)
        return self.piece


def test_a_long_file_takes_no_more_memory_than_a_short_one() -> None:
    def peak(size: int) -> int:
        tracemalloc.start()
        try:
            assert sum(1 for _ in open_sie(Endless(size), "x").vouchers()) > size // 200
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(4_000_000) < peak(500_000) + 100_000


LINES = st.text(st.sampled_from('#TRANSVERKO510{} \t"\\.-,å\x00\x1a\x85é'), max_size=40)
RECORDS = st.sampled_from(
    ["#VER A 1 20240131", "{", "}", "#TRANS 5010 {} 1", '#TRANS 5010 {1 "', "#RTRANS 1 {} 1", "#BTRANS", "#KSUMMA", "#KSUMMA 1",
     "#RAR 0 x y", "#DIM", "#OBJEKT 1", "#SIETYP 4", "#EGEN {", "#VER {", "#TRANS 5010 {} 1 }"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(
    st.lists(LINES | RECORDS, max_size=20),
    st.sampled_from(["\n", "\r", "\r\n"]),
    st.sampled_from(["cp437", "utf-8", "cp1252"]),
)
def test_hostile_lines_give_vouchers_and_findings_and_nothing_else(lines: list[str], end: str, encoding: str) -> None:
    vouchers, found, _ = read(end.join(lines).encode(encoding, "replace"))
    balanced = sum(1 for one in vouchers if not one.difference)
    assert len(vouchers) - balanced == sum(code == "sie_unbalanced" for code, _ in found)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_hostile_bytes_give_findings(data: bytes) -> None:
    with suppress(NoCostsError):  # beyond measure
        vouchers, found, _ = read(b"#FLAGGA 0\n" + data)
        assert found or vouchers


FIELDS = st.sampled_from(
    ["1930", '"1930"', '""', "20240131", '"20240131"', "20241399", "1.5", "-10", "1.234", '"a b"', "x", '"', '\\"']
)
OBJECT_LISTS = st.sampled_from(
    ["{}", "{ }", "{1 2}", '{"1" "2"}', '{1 "a b" 6 "c"}', '{1 "}"}', "{1}", "", '{"a\\"b" c}']
)


@settings(deadline=None, max_examples=600)
@given(st.lists(FIELDS, max_size=5), OBJECT_LISTS, st.sampled_from([" ", "\t", "  "]))
def test_a_posting_is_the_same_by_the_short_way_and_the_long(fields: list[str], objects: str, gap: str) -> None:
    line = gap.join(["#TRANS", *fields[:1], objects, *fields[1:]])
    short = POSTING.fullmatch(line)
    if short is None:
        return
    account, inside, kronor, decimals, quoted_day, bare_day, quoted, bare = short.groups("")
    row = row_of(line)
    assert (row.field(0), row.field(3), row.field(2)) == (account, quoted or bare, quoted_day or bare_day)
    assert objects_of(row.objects or "") == objects_of(inside)
    assert ore_of(row.field(1)) == ore_of(f"{kronor}.{decimals}" if decimals else kronor)
    assert not row.broken


@settings(deadline=None, max_examples=300)
@given(st.lists(FIELDS, max_size=7), st.sampled_from([" ", "\t", "  "]))
def test_a_voucher_begins_the_same_by_the_short_way_and_the_long(fields: list[str], gap: str) -> None:
    line = gap.join(["#VER", *fields])
    short = VOUCHER.fullmatch(line)
    if short is not None:
        row = row_of(line)
        parted = short.groups("")
        assert [row.field(at) for at in range(6)] == [
            quoted or bare for quoted, bare in zip(parted[::2], parted[1::2], strict=True)
        ]
        assert not any((row.broken, row.opens, row.closes))


@pytest.mark.parametrize(
    ("written", "ore"),
    [("0", 0), ("-0.05", -5), ("1.5", 150), ("1,50", 150), ("+2", 200), (".5", 50), ("", None), ("-", None), ("1.", None),
     ("1.005", None), ("1 000", None), ("9999999999999", 999999999999900), ("10000000000000.1", None), ("١", None)],
)  # fmt: skip
def test_amounts_are_whole_ore(written: str, ore: int | None) -> None:
    assert ore_of(written) == ore


def test_days_are_eight_digits() -> None:
    assert [day_of(one) for one in ("20240229", "2024-02-29", "20230229", "2024-0229", "240229", "")] == [
        date(2024, 2, 29), date(2024, 2, 29), None, None, None, None,
    ]  # fmt: skip


def whole() -> Iterator[tuple[str, SieFile, list[Voucher]]]:
    for path in FILES:
        if path.name != "BokSald.SE":
            with path.open("rb") as stream:
                file = open_sie(stream, path.name)
                yield path.name, file, list(file.vouchers())


@vendors
def test_every_voucher_of_every_vendor_is_read() -> None:
    count = {name: (len(vouchers), sum(len(one.postings) for one in vouchers)) for name, _, vouchers in whole()}
    assert count == {
        "BL0001_typ1.SE": (0, 0), "BL0001_typ4.SE": (84, 405), "BL0001_typ4I.SI": (1, 10), "BokOrder.si": (1, 4),
        "Exempelbolaget_SIE_110322_B_33.si": (13, 91), "FAKT.SI": (1, 3), "MAMUT_SIE4_EXPORT.SE": (168, 458),
        "SIE_exempelfil.se": (26, 148), "Sie4.si": (165, 869), "Test1.SE": (0, 0), "Test2.SE": (0, 0),
        "XE_SIE_4_20151125095119.SE": (65, 248), "si.SI": (47, 128), "transaktioner_ovnbolag-bad-balance.se": (163, 671),
        "typ1.se": (0, 0), "typ4.se": (81, 287),
    }  # fmt: skip


@vendors
def test_the_vouchers_out_of_balance_are_named_with_line_and_difference() -> None:
    found = {name: [flaw[:3] for flaw in file.findings if flaw.stops] for name, file, _ in whole()}
    assert {name: [(row, values["voucher"], values["ore"]) for _, row, values in flaws] for name, flaws in found.items() if flaws} == {
        "transaktioner_ovnbolag-bad-balance.se": [(3905, "B 1", -1277100)],
        "XE_SIE_4_20151125095119.SE": [(1356, "1 1", 200)],
    }  # fmt: skip


@vendors
def test_every_row_of_every_vendor_is_one_of_the_file() -> None:
    """The postings summed by account are those of the rows that begin #TRANS, counted another way."""
    for name, _, vouchers in whole():
        rows = (FOLDER / name).read_bytes().decode("latin-1").split("\n")
        booked = {number for number, row in enumerate(rows, 1) if row.strip().startswith("#TRANS")}
        assert {posting.row for one in vouchers for posting in one.postings} == booked, name


@vendors
def test_the_names_of_every_vendor_have_their_letters() -> None:
    for name, file, _ in whole():
        assert file.books.organisation, name
        said = [file.books.organisation, *file.books.accounts.values(), *file.books.objects.values()]
        assert not [one for one in said if any(sign in one for sign in "�├σΣ÷„†")], name
