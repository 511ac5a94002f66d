"""The headings of a list of costs: which column each one is, what its amounts are in, and where a person has to say."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from tests.outside.costs_told import SIE, read, sentences

from samverkan.core.funding.flaws import NoCostsError
from samverkan.core.funding.vouchers import CostLine
from samverkan.outside.costs import preview_costs


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


@pytest.mark.parametrize(
    "headings",
    ["Datum;Belopp (kr)", "Datum;BELOPP [SEK]", "Datum;Belopp i kronor", "Datum;BeloppSEK", "Datum;Belopp SEK", "Datum (bokföring);Kr",
     "Datum;Belopp (kr);Belopp (inkl. moms)", "Datum;Belopp;Belopp EUR", "Datum;Belopp;Datum (registrering)", "Datum;Belopp;Text;Text",
     "Datum;Belopp;Eurokod", "Datum;Belopp i kronor, öre", "Datum;Belopp (kr, öre)", "Datum;Belopp kr/öre", "Datum;Kronor och öre",
     "Datum;Belopp i kronor inkl. öre", "Datum;Belopp i kronor (ej tkr)", "Datum;Belopp;Moms öre",
     "Datum;Belopp i kronor och öre", "Datum;Belopp (kr och öre)", "Datum;Belopp kr,öre", "Datum;Belopp inkl. öre",
     "Datum;Belopp (utan öre)", "Datum;Utfall med ören", "Datum;SEK"],
)  # fmt: skip
def test_kronor_in_a_heading_change_nothing_and_the_one_that_says_most_is_taken(headings: str) -> None:
    row = ";".join(["2024-01-31", "12,50", "2024-02-01", "99"][: headings.count(";") + 1])
    date_as, amount_as, *_ = headings.split(";")
    for file in (read(f"{headings}\n{row}\n"), read(f"{headings}\n{row}\n", date=date_as, amount=amount_as)):
        assert [(line.ore, line.day) for line in file.lines] == [(1250, date(2024, 1, 31))]


@pytest.mark.parametrize(
    "heading",
    ["Belopp (tkr)", "Belopp tkr", "Belopp [mnkr]", "Belopp (EUR)", "Belopp i tusental", "Tkr", "Debet (NOK)", "Belopp €", "Belopp (öre)",
     "Belopp i öre", "Belopp i norska kronor", "Belopp i norska kronor, öre", "Belopp i T SEK", "Belopp i US-dollar",
     "Belopp i tkr med öre"],
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
     "Rapport för januari (tkr)", "Valuta: EUR", "Alla belopp anges i öre", "Enhet: öre", "Rapport för januari, öre",
     "Belopp i tusen kronor och öre", "Belopp i kronor (tkr)", "Kostnader och utfall, mnkr", "Belopp i danska kronor",
     "Rapport för januari i norska kronor", "Belopp i euro och cent", "Belopp i tkr, ej i öre", "Belopp i M SEK"],
)  # fmt: skip
def test_a_title_that_says_thousands_is_of_all_the_amounts(title: str) -> None:
    (refusal,) = sentences(read(f"Rapport\n{title};\nDatum;Belopp\n2024-01-31;12,50\n"))
    assert f"rad 2: ”{title}” är inte i kronor" in refusal


@pytest.mark.parametrize(
    "title",
    ["Projekt om 5 mnkr", "Belopp i kronor och öre", "Belopp i kronor", "Eurokod i Tusenby", "Valuta: SEK", "Öre AB",
     "Belopp i kronor, öre", "Belopp (SEK)", "Alla belopp i SEK", "Kr, öre", "Rapport för januari (kronor, öre)", "Belopp i kr.öre",
     "Belopp i kronor med två decimaler (öre)", "Kostnader 2024 i kronor, öre anges med två decimaler", "Belopp i kronor utan öre",
     "Belopp i svenska kronor", "Valuta: SEK (ej EUR)", "Belopp i kronor, inte i tkr", "Danska skolan, utfall i kronor", "Belopp utan öre",
     "Alla belopp anges inkl. öre"],
)  # fmt: skip
def test_a_title_that_says_nothing_of_the_amounts_units_is_passed_over(title: str) -> None:
    file = read(f"{title};\nDatum;Belopp\n2024-01-31;12,50\n")
    assert ([line.ore for line in file.lines], file.findings) == ([1250], ())


@pytest.mark.parametrize(
    ("title", "stops"),
    [("Samverkan om stöd i euro", False), ("Samverkan i Cad", False), ("Familjecentralen i öre", False), ("Valuta: SEK (EUR)", False),
     ("Belopp i kronor, euro", False), ("Familjecentralen 2024 (EUR)", True), ("Norra Omsorgskontoret, NOK", True),
     ("Familjecentralen [öre]", True)],
)  # fmt: skip
def test_a_title_that_only_ends_in_a_unit_is_told_and_one_that_sets_it_off_a_person_settles(
    title: str, stops: bool
) -> None:
    file = read(f"Rapport\n{title};\nDatum;Belopp\n2024-01-31;12,50\n")
    assert [line.ore for line in file.lines] == [1250]
    assert [(one.code, one.row, one.stops) for one in file.findings] == [("table_title", 2, stops)]
    assert sentences(file)[0].startswith(
        f"kostnader, rad 2: ”{title}” nämner annat än kronor, men beloppen är lästa som kronor."
    )
    own = read(f"{title};\nDatum;Belopp (kr)\n2024-01-31;12,50\n")
    assert [(one.code, one.stops) for one in own.findings] == [("table_title", False)] * stops


@pytest.mark.parametrize(
    "title",
    ["Samverkan om stöd (tkr)", "Samverkan om stöd i tusental", "Familjecentralen, 1 000-tal kr", "Kostnadsrapport 2024 (EUR)",
     "Samverkan, alla belopp i euro", "Valuta: EUR (SEK)", "Belopp i SEK, tkr", "Familjecentralen, tusen kronor", "EUR"],
)  # fmt: skip
def test_a_title_that_speaks_of_amounts_or_names_thousands_is_refused_whatever_the_heading_says(title: str) -> None:
    for heading in ("Belopp", "Belopp (kr)"):
        refused = read(f"{title};\nSamverkan om stöd i euro;\nDatum;{heading}\n2024-01-31;12,50\n").refused
        assert refused is not None
        assert (refused.code, refused.row, refused.values["written"]) == ("table_unit", 1, title)


@pytest.mark.parametrize(
    ("headings", "ore"),
    [
        ("Kronor;Öre", "Öre"),
        ("Belopp kr;Belopp öre", "Belopp öre"),
        ("Debet (kr);Debet (öre)", "Debet (öre)"),
        ("Belopp (kr, öre);;Text", "Belopp (kr, öre)"),  # one heading over both columns
    ],
)
def test_kronor_in_one_column_and_ore_in_another_are_refused(headings: str, ore: str) -> None:
    (refusal,) = sentences(read(f"Datum;{headings}\n2024-01-31;12;50{';Hyra' * (headings.count(';') - 1)}\n"))
    assert f"rad 1: ”{ore}” är inte i kronor" in refusal


@pytest.mark.parametrize("column", ["Valuta", "Currency", "Valutakod"])
def test_a_row_in_another_currency_is_refused_and_no_mapping_makes_it_kronor(column: str) -> None:
    data = f"Datum;Belopp;{column}\n2024-01-31;12,50;SEK\n2024-01-31;12,50;\n2024-01-31;1;Svenska kronor\n2024-02-01;5;EUR\n"
    for file in (read(data), read(data, date="Datum", amount="Belopp")):
        assert (file.lines, [(one.code, one.row) for one in file.findings]) == ((), [("table_currency", 5)])
    own = read("Datum;Belopp;Valuta;Belopp i valuta\n2024-02-01;11;EUR;1\n", date="Datum", amount="Belopp i valuta")
    assert [one.code for one in own.findings] == ["table_currency"]
    assert f"rad 5: beloppet är inte i kronor, för {column} är ”EUR”" in sentences(read(data))[0]


@pytest.mark.parametrize(
    "headings",
    [
        "Belopp SEK;Valuta",
        "Belopp i kronor, öre;Valuta",
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
