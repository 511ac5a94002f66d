"""A file of costs is told from its content, read whole or not at all, and every refusal names the place and the remedy."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.shared_sie import FILES

from samverkan.core.findings import UnreadableError
from samverkan.core.funding.flaws import NoCostsError
from samverkan.core.funding.vouchers import CostLine
from samverkan.outside.costs import CostFile, open_costs, preview_costs, reading_costs, said
from samverkan.words import say

if TYPE_CHECKING:
    from pathlib import Path

SIE = b"""#FLAGGA 0
#SIETYP 4
#KONTO 5010 "Hyra"
#VER A 1 20240131 "Hyra januari"
{
#TRANS 5010 {1 210} 12000.50
#TRANS 1930 {} -12000.50 20240201 "Bank"
}
"""


def read(data: bytes | str, name: str = "kostnader", **mapping: str) -> CostFile:
    data = data.encode() if isinstance(data, str) else data
    return open_costs(BytesIO(data), name, mapping=mapping or None)


def sentences(file: CostFile, language: str = "sv") -> list[str]:
    flaws = [*([file.refused] if file.refused else []), *file.findings]
    assert json.loads(json.dumps([dict(flaw.values) for flaw in flaws])) == [dict(flaw.values) for flaw in flaws]
    return [say("costs", flaw.code, said(flaw, file.name), "sv" if language == "sv" else "en") for flaw in flaws]


def book(*rows: list[object], above: int = 0) -> bytes:
    made = Workbook()
    made.active.append(["Om rapporten"])
    sheet = made.create_sheet("Kostnader")
    for _ in range(above):
        sheet.append(["Kostnader för familjecentralen"])
    for row in rows:
        sheet.append(row)
    made.save(data := BytesIO())
    return data.getvalue()


def test_a_row_has_what_its_columns_say() -> None:
    (line,) = read(
        "date,amount,text,account,object,voucher,from,to\n2024-01-31,1234.50,Hyra,5010,210,A 1,2024-01-01,2024-03-31"
    ).lines
    assert line == CostLine(
        "kostnader", 2, date(2024, 1, 31), 123450, "Hyra", "5010", (("1", "210"),), "A 1",
        date(2024, 1, 1), date(2024, 3, 31),
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", "\t"])
def test_swedish_headings_in_every_encoding_under_a_title(encoding: str, sign: str) -> None:
    rows = [
        ["Kostnader för året"], [""],
        ["Bokföringsdatum", "Belopp (kr)", "Benämning", "Konto", "Kostnadsställe", "Projekt", "Serie", "Vernr", "Från", "Till"],
        ["2024-01-31", "1 234,50", "Hyra, å ä ö", "5010", "210", "P1", "A", "12", "", ""],
        ["", "", "", "", "", "", "", "", "", ""],
        ["2024-02-29", "-100", "", "", "", "", "", "", "", ""],
        ["Summa", "1 134,50", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    file = read("\r\n".join(sign.join(row) for row in rows).encode(encoding))
    assert file.lines == (
        CostLine("kostnader", 4, date(2024, 1, 31), 123450, "Hyra, å ä ö", "5010", (("1", "210"), ("6", "P1")), "A 12"),
        CostLine("kostnader", 6, date(2024, 2, 29), -10000),
    )
    assert [(one.code, one.row) for one in file.findings] == [("table_total", 7)]
    assert not file.stopped


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
    assert [(one.code, one.row) for one in after.findings] == [("table_total", 4), ("table_sum", 6), ("table_total", 7)]
    assert (after.findings[1].values["said"], after.findings[1].values["above"]) == (800, 700)
    sums = (
        head
        + ";150;Delsumma\n2024-01-03;7;Te\n;7;Delsumma\n2024-02-01;1;Te\n;8;Summa kvartal\n;158;Totalt\n;;Summa\nTotalt;1;\n"
    )
    found = read(sums)
    assert [(one.code, one.row) for one in found.findings] == [("table_total", row) for row in (4, 6, 8, 9, 10, 11)]
    assert sum(line.ore for line in found.lines) == 15800
    both = read("Datum;Debet;Kredit;Text\n2024-01-01;100;;\n2024-01-02;;30;\n;100;30;Summa\n;100;31;Summa\n")
    assert [(one.code, one.row) for one in both.findings] == [("table_total", 4), ("table_sum", 5)]


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


@pytest.mark.parametrize(
    "headings",
    ["Datum;Belopp (kr)", "Datum;BELOPP [SEK]", "Datum;Belopp i kronor", "Datum;BeloppSEK", "Datum;Belopp SEK", "Datum (bokföring);Kr",
     "Datum;Belopp (kr);Belopp (inkl. moms)", "Datum;Belopp;Belopp EUR", "Datum;Belopp;Datum (registrering)", "Datum;Belopp;Text;Text",
     "Datum;Belopp;Eurokod"],
)  # fmt: skip
def test_kronor_in_a_heading_change_nothing_and_the_one_that_says_most_is_taken(headings: str) -> None:
    row = ";".join(["2024-01-31", "12,50", "2024-02-01", "99"][: headings.count(";") + 1])
    assert [(line.ore, line.day) for line in read(f"{headings}\n{row}\n").lines] == [(1250, date(2024, 1, 31))]


@pytest.mark.parametrize(
    "heading",
    ["Belopp (tkr)", "Belopp tkr", "Belopp [mnkr]", "Belopp (EUR)", "Belopp i tusental", "Tkr", "Debet (NOK)", "Belopp €", "Belopp (öre)"],
)  # fmt: skip
def test_an_amount_in_thousands_or_another_currency_is_refused_and_no_mapping_makes_it_kronor(heading: str) -> None:
    data = f"Datum;{heading};Text\n2024-01-31;12,50;Hyra\n"
    (refusal,) = sentences(read(data))
    assert f"rad 1: ”{heading}” är inte i kronor" in refusal
    (mapped,) = sentences(read(data, date="Datum", amount=heading))
    assert mapped == refusal
    with pytest.raises(NoCostsError, match="table_unit"):
        preview_costs(BytesIO(data.encode()))


@pytest.mark.parametrize(
    "title",
    ["Belopp i tkr", "(tkr)", "Alla belopp anges i mnkr", "Belopp i tusental kronor", "Alla belopp i tusen kronor",
     "Belopp i miljoner kronor",
     "Belopp (tkr)", "Utfall i tkr", "Kostnader i tkr", "Kostnader 2024, tkr", "Belopp i EUR", "Alla belopp i euro",
     "Belopp i 1 000-tal kronor",
     "Rapport för januari (tkr)", "Valuta: EUR"],
)  # fmt: skip
def test_a_title_that_says_thousands_is_of_all_the_amounts(title: str) -> None:
    (refusal,) = sentences(read(f"Rapport\n{title};\nDatum;Belopp\n2024-01-31;12,50\n"))
    assert f"rad 2: ”{title}” är inte i kronor" in refusal


@pytest.mark.parametrize(
    "title",
    ["Projekt om 5 mnkr", "Belopp i kronor och öre", "Belopp i kronor", "Eurokod i Tusenby", "Valuta: SEK", "Öre AB"],
)
def test_a_title_that_says_nothing_of_the_amounts_units_is_passed_over(title: str) -> None:
    assert [line.ore for line in read(f"{title};\nDatum;Belopp\n2024-01-31;12,50\n").lines] == [1250]


def test_kronor_in_one_column_and_ore_in_another_are_refused() -> None:
    (refusal,) = sentences(read("Datum;Kronor;Öre\n2024-01-31;12;50\n"))
    assert "rad 1: ”Öre” är inte i kronor" in refusal


@pytest.mark.parametrize("column", ["Valuta", "Currency", "Valutakod"])
def test_a_row_in_another_currency_is_refused_and_no_mapping_makes_it_kronor(column: str) -> None:
    data = f"Datum;Belopp;{column}\n2024-01-31;12,50;SEK\n2024-01-31;12,50;\n2024-02-01;5;EUR\n"
    for file in (read(data), read(data, date="Datum", amount="Belopp")):
        assert (file.lines, [(one.code, one.row) for one in file.findings]) == ((), [("table_currency", 4)])
    own = read("Datum;Belopp;Valuta;Belopp i valuta\n2024-02-01;11;EUR;1\n", date="Datum", amount="Belopp i valuta")
    assert [one.code for one in own.findings] == ["table_currency"]
    assert f"rad 4: beloppet är inte i kronor, för {column} är ”EUR”" in sentences(read(data))[0]


@pytest.mark.parametrize(
    "headings",
    [
        "Belopp SEK;Valuta",
        "Belopp (kr);Valuta",
        "Bokfört belopp;Valuta",
        "Belopp;Valuta;Valutabelopp",
        "Belopp;Valuta;Belopp i valuta",
    ],
)
def test_the_currency_of_another_amount_says_nothing_of_the_one_in_kronor(headings: str) -> None:
    row = ";".join(["2024-01-31", "12,50", "EUR", "1,10"][: headings.count(";") + 2])
    assert [line.ore for line in read(f"Datum;{headings}\n{row}\n").lines] == [1250]


@pytest.mark.parametrize(
    ("headings", "code", "missing"),
    [
        ("Datum;Belopp (inkl. moms);Belopp (exkl. moms)", "table_no_amount_column", ("amount",)),
        ("Datum;Belopp (netto);Kurs EUR", "table_no_amount_column", ("amount",)),
        ("Datum;Belopp;Belopp (kr)", "table_headings_alike", ("amount",)),
        ("Datum;DATUM;Belopp", "table_headings_alike", ("date",)),
        ("Datum;Konto (T);Konto (K);Belopp", "table_headings_alike", ("account",)),
    ],
)
def test_where_two_headings_fit_or_none_quite_does_a_person_says_which(
    headings: str, code: str, missing: tuple[str, ...]
) -> None:
    data = f"{headings}\n2024-01-31;2024-02-01;12,50;3\n".encode()
    refused = read(data).refused
    assert refused is not None
    assert refused.code == code
    preview = preview_costs(BytesIO(data))
    assert preview.missing == missing
    assert not set(missing) & preview.columns.keys()
    assert read("Datum;Belopp (kr);Belopp\n2024-01-31;1;2\n", date="Datum", amount="Belopp").lines[0].ore == 200
    assert "rubrikerna" in sentences(read(data))[0]


def test_a_heading_over_two_columns_cannot_be_chosen() -> None:
    (refusal,) = sentences(read("Datum;Belopp;Belopp\n2024-01-31;1;2\n"))
    assert "rad 1: rubriken Belopp står över två kolumner" in refusal
    assert read("Datum;Belopp;Belopp\n2024-01-31;1;2\n", date="Datum", amount="Belopp").refused is not None


def workbook(**sheets: list[list[object]]) -> Workbook:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def saved(made: Workbook) -> bytes:
    made.save(data := BytesIO())
    return data.getvalue()


HEADINGS: list[object] = ["Datum", "Belopp"]


def costs(month: int, *kronor: int) -> list[list[object]]:
    return [HEADINGS, *([date(2024, month, 1), one] for one in kronor)]


def test_where_several_sheets_have_costs_nothing_is_read_and_they_are_named() -> None:
    made = workbook(
        Januari=costs(1, 10), Februari=costs(2, 20), Mars=costs(3, 30), Mall=[HEADINGS], Om=[["Om rapporten"]]
    )
    (refusal,) = sentences(read(saved(made)))
    assert "bladen Januari, Februari och Mars har alla rubriker för kostnader" in refusal
    with pytest.raises(NoCostsError, match="table_sheets"):
        preview_costs(BytesIO(saved(made)))
    own = workbook(Ett=[["Bokad", "Ut"], [date(2024, 1, 1), 1]], Två=[["Bokad", "Ut"], [date(2024, 2, 1), 2]])
    assert preview_costs(BytesIO(saved(own))).headings == ("Bokad", "Ut")
    refused = read(saved(own), date="Bokad", amount="Ut").refused
    assert refused is not None
    assert (refused.code, refused.values) == ("table_sheets", {"sheets": ["Ett", "Två"]})


def test_a_hidden_sheet_is_not_read_and_those_with_anything_are_told() -> None:
    made = workbook(Gammalt=costs(1, 999), Utkast=costs(2, 5), Mars=costs(3, 30), Tomt=[])
    made["Gammalt"].sheet_state = "hidden"
    made["Utkast"].sheet_state = "veryHidden"
    file = read(saved(made))
    assert [line.ore for line in file.lines] == [3000]
    assert [(one.code, one.stops, one.values) for one in file.findings] == [
        ("table_sheet", False, {"sheet": "Mars", "others": ["Gammalt", "Utkast"]})
    ]
    assert sentences(file) == ["kostnader: bladet Mars är läst; Gammalt och Utkast är inte lästa."]


def test_rows_that_are_hidden_or_filtered_away_are_taken_and_told() -> None:
    made = workbook(Kostnader=costs(1, *range(1, 9)))
    for row in (1, 4, 6):
        made["Kostnader"].row_dimensions[row].hidden = True
    file = read(saved(made))
    assert len(file.lines) == 8
    assert [(one.code, one.row, one.stops, one.values) for one in file.findings] == [
        ("table_hidden", 4, False, {"count": 2})
    ]
    assert read(saved(workbook(Kostnader=costs(1, 2, 3)))).findings == ()


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


def test_a_workbook_is_read_on_the_sheet_that_has_the_headings() -> None:
    file = read(
        book(
            ["Datum", "Belopp", "Text", "Konto", "Från", "Till"],
            [date(2024, 1, 2), 0.1 + 0.2, "Hyra", 5010.0, datetime(2024, 1, 1), "2024-03-31"],
            [],
            [20240105, 100, None, "4010"],
            above=2,
        )
    )
    assert (file.kind, file.lines) == (
        "xlsx",
        (
            CostLine("kostnader", 4, date(2024, 1, 2), 30, "Hyra", "5010", first=date(2024, 1, 1), last=date(2024, 3, 31)),
            CostLine("kostnader", 6, date(2024, 1, 5), 10000, "", "4010"),
        ),
    )  # fmt: skip


def test_what_a_workbook_holds_that_is_no_day_or_amount_is_told() -> None:
    file = read(
        book(["Datum", "Belopp"], [45322, 1], [True, 1], [date(2024, 1, 1), True], [date(2024, 1, 1), 1.005],
             [date(2024, 1, 1), "=1+1"], [date(2024, 1, 1), 1e300])
    )  # fmt: skip
    assert [(one.row, one.code) for one in file.findings] == [
        (2, "table_day"), (3, "table_day"), (4, "table_amount"), (5, "table_parts"), (6, "table_no_amount"), (7, "table_amount"),
    ]  # fmt: skip


def test_a_nul_which_no_database_keeps_is_no_part_of_a_text() -> None:
    assert read(SIE.replace(b"Hyra januari", b"Hyra\0januari")).vouchers[0].text == "Hyra januari"
    assert read(b"Datum;Belopp;Text\n2024-01-01;1;a\0b").refused is not None


def test_headings_of_a_files_own_are_mapped_and_a_preview_shows_what_they_seem_to_be() -> None:
    data = b"Rapport\nBokad;Kronor ut;Vad\n2024-01-01;12;Hyra\n"
    preview = preview_costs(BytesIO(data))
    assert (preview.row, preview.headings, preview.columns, preview.missing) == (
        2, ("Bokad", "Kronor ut", "Vad"), {}, ("date", "amount"),
    )  # fmt: skip
    assert preview.rows == (("2024-01-01", "12", "Hyra"),)
    assert read(data).refused is not None
    (line,) = read(data, date="bokad", amount="Kronor ut", text="Vad").lines
    assert line == CostLine("kostnader", 3, date(2024, 1, 1), 1200, "Hyra")
    (refusal,) = sentences(read(data, date="Bokad", amount="Kronor in"))
    assert "rubriker som inte finns i filen: Kronor in. Rubrikerna är Bokad, Kronor ut och Vad" in refusal
    with pytest.raises(ValueError, match="when"):
        read(data, when="Bokad")
    with pytest.raises(NoCostsError, match="sie_needs_none"):
        preview_costs(BytesIO(SIE))


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


WHOLE = book(["Datum", "Belopp"], [date(2024, 1, 1), 12.5])
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


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_workbook_is_told(data: st.DataObject) -> None:
    whole = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    file = read(bytes(whole))
    assert (file.refused is None) or sentences(file)[0].startswith("kostnader")
    assert read(bytes(whole[: data.draw(st.integers(5, len(whole) - 30))])).refused is not None


def test_a_workbook_with_a_row_beyond_the_last_is_refused_at_once() -> None:
    data = BytesIO()
    with ZipFile(BytesIO(book(["Datum", "Belopp"], [date(2024, 1, 1), 1]))) as made, ZipFile(data, "w") as changed:
        for part in made.infolist():
            content = made.read(part)
            changed.writestr(part.filename, content.replace(b'<row r="2"', b'<row r="999999999"'))
    file = read(data.getvalue())
    assert file.refused is not None
    assert file.refused.code == "table_long"


def test_a_workbook_whose_texts_alone_would_fill_the_memory_is_refused_before_they_are_read() -> None:
    with ZipFile(data := BytesIO(), "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b"<si><t>a</t></si>" * 4_000_000)
    found = read(data.getvalue())
    assert found.refused is not None
    assert (found.refused.code, found.refused.values["most"]) == ("workbook_large", 64)
