"""A file of costs is told from its content, read whole or not at all, and every refusal names the place and the remedy."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.outside.costs_told import SIE, read, sentences
from tests.shared_sie import FILES

from samverkan.core.findings import UnreadableError
from samverkan.core.funding.vouchers import CostLine
from samverkan.outside.costs import open_costs, reading_costs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"<!DOCTYPE html><html><head><title>404</title>", "web_page"),
        (b"<?xml version='1.0'?>\n<sie:SieEntry xmlns:sie='http://www.sie.se/sie5'/>", "sie_xml"),
        (b"<?xml version='1.0'?>\n<Invoice/>", "xml"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_excel"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"PK\x03\x04" + bytes(50), "workbook_damaged"),
        (bytes(range(256)) * 3, "not_text"),
        (b"{\\rtf1 hej}", "other_kind"),
        (b"Bara en mening.", "table_no_headings"),
        (b"Datum;Text\n2024-01-01;x", "table_no_amount_column"),
        (b"Belopp;Text\n1;x", "table_no_day_column"),
        (b'Datum;Belopp\n2024-01-01;"1', "table_broken"),
        (b"#FLAGGA 0\n#SIETYP 5\n", "sie_type"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_costs_is_told_from_its_content(data: bytes, code: str) -> None:
    file = read(data, "BokSald.SE")
    assert file.refused is not None
    assert (file.refused.code, file.kind, file.lines, file.stopped) == (code, "none", (), True)
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    for language in ("sv", "en"):
        assert sentences(file, language)[0].startswith("BokSald.SE")


def test_a_nul_which_no_database_keeps_is_no_part_of_a_text() -> None:
    assert read(SIE.replace(b"Hyra januari", b"Hyra\0januari")).vouchers[0].text == "Hyra januari"
    assert read(b"Datum;Belopp;Text\n2024-01-01;1;a\0b").refused is not None


def test_each_posting_of_a_sie_file_is_a_line_with_its_own_day_and_text_or_the_vouchers() -> None:
    file = read(SIE, "bok.se")
    assert file.lines == (
        CostLine("bok.se", 6, date(2024, 1, 31), 1200050, "Hyra januari", "5010", (("1", "210"),), "A 1", begins=4),
        CostLine("bok.se", 7, date(2024, 2, 1), -1200050, "Bank", "1930", (), "A 1", begins=4),
    )
    assert file.books is not None
    assert file.books.accounts == {"5010": "Hyra"}
    assert [voucher.name for voucher in file.vouchers] == ["A 1"]


@pytest.mark.parametrize(("number", "series"), [('""', "B"), ("0", "B 0")])
def test_a_voucher_without_a_number_has_none_whatever_its_series(number: str, series: str) -> None:
    file = read(SIE.replace(b"#VER A 1", f"#VER B {number}".encode()), "bok.si")
    assert [(line.voucher, line.series, line.begins) for line in file.lines] == [(None, series, 4)] * 2
    listed = read(b"datum;belopp;serie;verifikation\n2024-01-31;1;A;\n2024-01-31;1;A;7\n", "a.csv")
    assert [(line.voucher, line.series) for line in listed.lines] == [(None, "A"), ("A 7", "")]


@pytest.mark.parametrize(
    ("day", "code", "stopped"), [("20240131", "sie_voucher_twice", True), ("20240229", "sie_number_again", False)]
)
def test_a_number_that_stands_twice_is_told_and_stops_where_it_is_of_the_same_day(
    day: str, code: str, stopped: bool
) -> None:
    once = "#VER A 1 {day} Hyra\r\n{{\r\n#TRANS 5010 {{}} 100\r\n#TRANS 1930 {{}} -100\r\n}}\r\n"
    head = "#FLAGGA 0\r\n#SIETYP 4\r\n#KONTO 5010 Hyra\r\n#KONTO 1930 Bank\r\n"
    file = read((head + once.format(day="20240131") + once.format(day=day)).encode(), "bok.se")
    (flaw,) = file.findings
    assert (flaw.code, flaw.row, dict(flaw.values)) == (code, 10, {"voucher": "A 1", "other": 5})
    assert file.stopped == stopped
    assert "rad 10: verifikation A 1" in sentences(file, "sv")[0]


def test_a_file_read_line_by_line_says_the_same_as_one_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "bok.txt"
    path.write_bytes(SIE)
    with reading_costs(path) as reading:
        lines = tuple(reading.lines())
        assert (lines, reading.findings, reading.sha256) == (
            open_costs(path).lines, open_costs(path).findings, hashlib.sha256(SIE).hexdigest(),
        )  # fmt: skip
    with pytest.raises(UnreadableError, match="file_missing"):
        open_costs(tmp_path / "borta")


@pytest.mark.skipif(not FILES, reason="no SIE files of vendors beside the repository")
def test_every_vendors_file_is_read_and_the_saved_web_page_refused() -> None:
    refused = {path.name: file.refused.code for path in FILES if (file := open_costs(path)).refused}
    assert refused == {"BokSald.SE": "web_page"}
    stopped = {path.name for path in FILES if (file := open_costs(path)).stopped}
    assert stopped == {"BokSald.SE", "XE_SIE_4_20151125095119.SE", "transaktioner_ovnbolag-bad-balance.se"}


CELLS = st.sampled_from(
    [
        "Datum",
        "Belopp",
        "Debet",
        "Från",
        "2024-01-31",
        "20241301",
        "1 234,50",
        "-5",
        "1,005",
        "Summa",
        "",
        '"',
        "å",
        "\x00",
        "=1+1",
    ]
) | st.text(max_size=5)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.lists(CELLS, max_size=5), max_size=8),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "cp1252", "utf-16"]),
)
def test_a_hostile_list_gives_all_its_lines_or_none(rows: list[list[str]], sign: str, encoding: str) -> None:
    file = read("\n".join(sign.join(row) for row in [["Datum", "Belopp"], *rows]).encode(encoding, "replace"))
    assert bool(file.lines) <= (file.refused is None)
    assert sentences(file) is not None
    assert all(isinstance(line.ore, int) for line in file.lines)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda tail: b"Datum;Belopp\n" + tail))
def test_hostile_bytes_are_told(data: bytes) -> None:
    file = read(data)
    assert file.refused is not None or file.lines == () or file.kind == "csv"
    assert file.sha256 == hashlib.sha256(data).hexdigest()
