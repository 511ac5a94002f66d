"""The rows of a list of costs: what parts their cells, amounts and days as people write them, totals, and every flaw with its row."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from tests.outside.costs_told import read, sentences

from samverkan.core.funding.vouchers import CostLine
from samverkan.outside.costs import preview_costs


def test_a_row_has_what_its_columns_say() -> None:
    (line,) = read(
        "date,amount,text,account,object,voucher,from,to\n2024-01-31,1234.50,Hyra,5010,210,A 1,2024-01-01,2024-03-31"
    ).lines
    assert line == CostLine(
        "kostnader", 2, date(2024, 1, 31), 123450, "Hyra", "5010", (("1", "210"),), "A 1",
        date(2024, 1, 1), date(2024, 3, 31),
    )  # fmt: skip


def test_debit_and_credit_in_two_columns_are_one_amount() -> None:
    file = read("Datum;Debet;Kredit\n2024-01-01;100,00;\n2024-01-02;;30,5\n2024-01-03;10;4")
    assert [line.ore for line in file.lines] == [10000, -3050, 600]
    assert [line.ore for line in read("Datum;Debet;Kredit;Saldo\n2024-01-01;1;;500").lines] == [100]
    assert [line.ore for line in read("Datum;Belopp;Debet;Kredit\n2024-01-01;-1;;1\n2024-01-02;2;;").lines] == [
        -100,
        200,
    ]
    crooked = read("Datum;Belopp;Debet;Kredit\n2024-01-01;1;;1")
    assert "rad 2: Belopp är inte debet minus kredit" in sentences(crooked)[1]


@pytest.mark.parametrize(
    ("written", "ore"),
    [
        ("96155", 9615500), ("1 234,5", 123450), ("1\u00a0234.50 kr", 123450), ("1.234,50", 123450), ("1,234.50", 123450),
        ("-0,01", -1), ("\u22125", -500), ("0", 0), ("100,00-", -10000), ("+5", 500),
    ],
)  # fmt: skip
def test_amounts_as_people_and_programs_write_them(written: str, ore: int) -> None:
    assert [line.ore for line in read(f"Datum;Belopp\n2024-01-01;{written}").lines] == [ore]


@pytest.mark.parametrize(
    ("row", "said_of_it"),
    [
        ("2024-13-01;1", "rad 3, kolumn Datum: ”2024-13-01” är inget datum. Skriv det som 2024-01-31."),
        ("31/1 2024;1", "rad 3, kolumn Datum: ”31/1 2024” är inget datum"),
        (";1", "rad 3, kolumn Datum: datum saknas"),
        ("2024-01-01;tusen", "rad 3, kolumn Belopp: ”tusen” är inget belopp i kronor. Skriv det som"),
        ("2024-01-01;1,005", "rad 3, kolumn Belopp: ”1,005” har mer än två decimaler"),
        ("2024-01-01;1.234", "rad 3, kolumn Belopp: ”1.234” har mer än två decimaler"),
        ("2024-01-01;", "rad 3, kolumn Belopp: belopp saknas. Fyll i det"),
        ("2024-01-01;99999999999999", "är inget belopp i kronor"),
        ("2024-01-01;1;2024-01-01;", "rad 3: bara den ena av kolumnerna From och Till"),
        ("2024-01-01;1;2024-03-01;2024-02-01", "rad 3: kostnaden avser 2024-03-01 till 2024-02-01, som är baklänges"),
        ("2024-01-01;1;;;mer", "rad 3: raden har 5 celler men det finns 4 rubriker"),
    ],
)  # fmt: skip
def test_one_bad_row_and_nothing_of_the_list_is_taken(row: str, said_of_it: str) -> None:
    file = read(f"Datum;Belopp;From;Till\n2024-01-01;1;;\n{row}\n2024-01-01;2;;")
    assert (file.kind, file.lines, file.stopped) == ("none", (), True)
    refusal, flaw = sentences(file)
    assert refusal.startswith("kostnader: 1 rad går inte att läsa, så ingenting av listan är inläst.")
    assert refusal.endswith(f"Först: {flaw}")
    assert said_of_it in flaw


def test_a_row_without_a_day_and_an_amount_tells_both() -> None:
    file = read("Datum;Belopp\n31 jan;tusen\n;1\n;\n")
    assert [(one.code, one.row) for one in file.findings] == [
        ("table_day", 2), ("table_amount", 2), ("table_no_day", 3),
    ]  # fmt: skip
    assert file.refused is not None
    assert file.refused.values["count"] == 2


def test_every_bad_row_is_told_to_fifty_and_then_counted() -> None:
    file = read("Datum;Belopp\n" + "x;1\n" * 70)
    assert file.refused is not None
    assert (file.refused.code, file.refused.values["count"], len(file.findings)) == ("table_rows", 70, 50)


def test_a_decimal_comma_between_commas_is_no_other_amount() -> None:
    file = read("datum,belopp,text\n2024-01-31,1234,50,Hyra\n")
    assert [one.code for one in file.findings] == ["table_wide"]
    assert read('datum,belopp,text\n2024-01-31,"1234,50",Hyra\n').lines[0].ore == 123450


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("Datum,Belopp,Text\n2024-01-31,1234,50\n2024-01-31,5,Hyra", [2]),
        ("Datum,Belopp,Konto\n2024-01-31,1234,50\n2024-01-31,-7,25", [2, 3]),
        ("Datum,Debet,Kredit\n2024-01-31,1234,50", [2]),
        ("Datum,Belopp,Ver\n2024-01-31,1234,50\n2024-01-31,7,05", [2, 3]),
        ("Datum,Belopp,Ver\n2024-01-31,1234,99\n2024-01-31,7,100", []),
        ("Datum,Belopp,Text\n2024-01-31,1234,50\n2024-01-31,5.10,Hyra", []),
        ('Datum,Belopp,Text\n2024-01-31,1234,50\n2024-01-31,"5,1",Hyra', []),
        ("Datum,Belopp,Text\n2024-01-31,1234,500\n2024-01-31,5,1", []),
        ("Datum;Belopp;Text\n2024-01-31;1234;50", []),
        ("Datum,Text,Belopp\n2024-01-31,50,1234", []),
    ],
)
def test_two_digits_after_a_whole_amount_between_commas_may_be_its_ore(table: str, rows: list[int]) -> None:
    file = read(table)
    assert [(one.code, one.row) for one in file.findings] == [("table_comma", row) for row in rows]
    assert len(file.lines) == (0 if rows else table.count("\n"))
    if rows:
        assert "står" in sentences(file)[1]


def test_a_row_that_says_total_is_one_only_where_it_is_the_sum_of_rows_above() -> None:
    head = "Datum;Belopp;Text\n2024-01-01;100;Hyra\n2024-01-02;50;El\n"
    named = read(head + ";5000;Total Energi AB\n")
    assert [(one.code, one.row) for one in named.findings] == [("table_sum", 4)]
    assert named.lines == ()
    assert "men 5 000 kr är inte summan av raderna ovanför, som är 150 kr." in sentences(named)[0].replace(
        "\u00a0", " "
    )
    bare = read(head + ";5000;Energi\n")
    assert [(one.code, one.row) for one in bare.findings] == [("table_no_day", 4)]
    after = read(head + ";150;Delsumma\n2024-01-03;7;Te\n;8;Delsumma\n;158;Totalt\n")
    assert [(one.code, one.row) for one in after.findings] == [
        ("table_total", 4),
        ("table_sum_later", 6),
        ("table_total", 7),
    ]
    assert [after.findings[1].values[one] for one in ("said", "since", "above")] == [800, 700, 15700]
    sums = (
        head
        + ";150;Delsumma\n2024-01-03;7;Te\n;7;Delsumma\n2024-02-01;1;Te\n;8;Summa kvartal\n;158;Totalt\n;;Summa\nTotalt;1;\n"
    )
    found = read(sums)
    assert [(one.code, one.row) for one in found.findings] == [("table_total", row) for row in (4, 6, 8, 9, 10, 11)]
    assert sum(line.ore for line in found.lines) == 15800
    both = read("Datum;Debet;Kredit;Text\n2024-01-01;100;;\n2024-01-02;;30;\n;100;30;Summa\n;100;31;Summa\n")
    assert [(one.code, one.row, one.values.get("above")) for one in both.findings] == [
        ("table_total", 4, None),
        ("table_sum", 5, 7000),
    ]


@pytest.mark.parametrize(
    ("language", "sums"),
    [("sv", "160 kr är varken summan av raderna sedan förra summan, 50 kr, eller av alla rader ovanför, 150 kr."),
     ("en", "SEK 160 is neither the sum of the rows since the last total, SEK 50, nor of all the rows above, SEK 150.")],
)  # fmt: skip
def test_a_wrong_total_after_another_is_told_with_what_is_since_it_and_with_all(language: str, sums: str) -> None:
    file = read("Datum;Belopp;Text\n2024-01-01;100;Hyra\n;100;Delsumma\n2024-01-02;50;El\n;160;Totalt\n")
    assert file.lines == ()
    assert sums in sentences(file, language)[0].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("rows", "stops", "row"),
    [
        ("2024-01-01;10;\n2024-01-02;;-100,00\n2024-01-03;;0", True, 3),
        ("2024-01-01;;5\n2024-01-02;;-1\n2024-01-02;;-2", False, 3),
    ],
)
def test_a_credit_with_a_minus_sign_is_told_and_stops_where_every_credit_has_one(
    rows: str, stops: bool, row: int
) -> None:
    file = read(f"Datum;Debet;Kredit\n{rows}")
    (flaw,) = file.findings
    assert (flaw.code, flaw.row, flaw.stops, file.stopped) == ("table_credit_negative", row, stops, stops)
    assert flaw.values["count"] == (1 if stops else 2)
    assert "minustecken" in sentences(file)[0]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-12-31T23:00:00Z", date(2024, 1, 1)), ("2023-12-31 22:59Z", date(2023, 12, 31)),
        ("2024-06-30T22:00:00.000Z", date(2024, 7, 1)),
        ("2023-12-31T23:00:00+00:00", date(2024, 1, 1)), ("2024-01-01T00:30:00+02:00", date(2023, 12, 31)),
        ("2024-01-01T00:00:00+01:00", date(2024, 1, 1)), ("2023-12-31 23:00", date(2023, 12, 31)), ("2023-12-31T25:00:00Z", None),
        ("2023/12/31 23:00Z", None), ("0001-01-01T00:00:00+14:00", None),
    ],
)  # fmt: skip
def test_a_time_with_its_zone_is_the_day_it_is_in_sweden(written: str, day: date | None) -> None:
    file = read(f"Datum;Belopp\n{written};1")
    assert [line.day for line in file.lines] == ([] if day is None else [day])
    assert [one.code for one in file.findings] == ([] if day else ["table_day"])


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_commas_in_the_texts_part_no_cells_of_a_list_with_headings_of_its_own(sign: str) -> None:
    rows = [
        ["Bokf.dag", "Netto", "Förkl."],
        ["2024-01-31", "10.50", "Mat, dryck, papper"],
        ["2024-02-01", "7.00", "Te, kaffe"],
    ]
    written = [[f'"{one}"' if sign in one else one for one in row] for row in rows]
    data = "\n".join(sign.join(row) for row in written).encode()
    assert preview_costs(BytesIO(data)).headings == ("Bokf.dag", "Netto", "Förkl.")
    file = read(data, date="Bokf.dag", amount="Netto", text="Förkl.")
    assert [(line.ore, line.text) for line in file.lines] == [(1050, "Mat, dryck, papper"), (700, "Te, kaffe")]


def test_a_decimal_comma_and_commas_in_a_text_part_no_cells_where_semicolons_do() -> None:
    data = "Bokf.dag;Netto;Förkl.\n2024-01-31;10,50;Mat, dryck, papper\n".encode()
    assert preview_costs(BytesIO(data)).rows == (("2024-01-31", "10,50", "Mat, dryck, papper"),)
    assert read(data, date="Bokf.dag", amount="Netto").lines[0].ore == 1050


def test_the_sign_that_excels_own_line_tells_parts_the_cells() -> None:
    data = b"sep=|\r\nBokad|Ut\r\n2024-01-31|1,50\r\n"
    assert [(line.row, line.ore) for line in read(data, date="Bokad", amount="Ut").lines] == [(3, 150)]
