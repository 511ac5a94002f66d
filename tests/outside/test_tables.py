"""Lists from other systems are read whatever their encoding and signs, each row with its line."""

import pytest

from samverkan.outside.tables import TableError, read_table

LIST = 'Diarienr;Ärendemening;Öppnat\r\nSN 2024-1;"Avtal om\r\nfamiljecentral; ny";2024-03-01\r\n\r\nSN 2024-2;Åtgärder;\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_swedish_headings_in_every_encoding(encoding: str) -> None:
    table = read_table(LIST.encode(encoding))
    assert table.headings == ["Diarienr", "Ärendemening", "Öppnat"]
    assert table.rows[0] == (2, ["SN 2024-1", "Avtal om\r\nfamiljecentral; ny", "2024-03-01"])
    assert table.rows[1] == (5, ["SN 2024-2", "Åtgärder", ""])


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_the_sign_between_columns_is_told_from_the_headings(sign: str) -> None:
    assert read_table(f"Dnr{sign}Rubrik\na{sign}b".encode()).rows == [(2, ["a", "b"])]


def test_excels_own_line_about_the_sign_is_passed_over() -> None:
    table = read_table(b"sep=;\r\nDnr;Rubrik\r\na;b\r\n")
    assert table.headings == ["Dnr", "Rubrik"]
    assert table.rows == [(3, ["a", "b"])]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table_empty"),
        (b" \r\n", "table_empty"),
        (b"PK\x03\x04" + bytes(50), "table_not_text"),
        (b"%PDF-1.4 x;y", "table_not_text"),
        (b"Dnr\nSN 1", "table_one_column"),
        (b'Dnr;Rubrik\nSN 1;b\nSN 2;"oavslutat', "table_broken"),
    ],
)
def test_what_is_no_table_is_told(data: bytes, code: str) -> None:
    with pytest.raises(TableError, match=code):
        read_table(data)
    if code == "table_broken":
        with pytest.raises(TableError) as error:
            read_table(data)
        assert error.value.values == {"line": 3}
