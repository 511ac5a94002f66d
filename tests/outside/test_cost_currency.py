"""Which currency the amounts of a list are in: what no heading or row says to be kronor is never read as kronor."""

from __future__ import annotations

import pytest
from tests.outside.costs_told import read, sentences


def codes(headings: str, row: str, **mapping: str) -> list[str]:
    """What is told of a list of one row under these headings beside Datum."""
    file = read(f"Datum;{headings}\n2024-01-31;{row}\n", **mapping)
    assert (file.lines == ()) is bool(file.findings or file.refused)
    return [one.code for one in file.findings] or ([file.refused.code] if file.refused else [])


@pytest.mark.parametrize(
    "headings",
    ["Amount;Currency;Local currency amount", "Belopp;Valuta;Belopp i valuta SEK", "Belopp;Valuta;Belopp i valuta (SEK)",
     "Amount;Currency;Company currency amount", "Belopp;Valuta;Omräknat valutabelopp", "Belopp;Valuta;Valutabelopp i SEK",
     "Amount;Currency;Amount in local currency", "Amount;Currency;Amount (LCY)", "Belopp;Valuta;Belopp i redovisningsvaluta"],
)  # fmt: skip
def test_an_amount_beside_the_one_in_kronor_is_in_the_currency_of_the_row(headings: str) -> None:
    amount, _, kronor = headings.split(";")
    assert codes(headings, "100;EUR;1120") == codes(f"{amount};{kronor}", "100;1120") == ["table_headings_alike"]
    said = {"date": "Datum", "amount": amount}
    assert codes(headings, "100;EUR;1120", **said) == ["table_currency"]
    assert codes(headings, "100;SEK;100", **said) == codes(headings, "100;;100", **said) == []
    assert codes(f"{headings};Valutabelopp", "100;EUR;1120;100", **said) == ["table_currency"]
    file = read(f"Datum;{headings}\n2024-01-31;100;EUR;1120\n", date="Datum", amount=kronor)
    assert [one.ore for one in file.lines] == [112000]


@pytest.mark.parametrize("beside", ["SEK", "Kronor", "Motvärde i SEK", "Bokfört belopp"])
def test_beside_an_amount_one_in_kronor_is_asked_about(beside: str) -> None:
    assert codes(f"Belopp;{beside}", "100;1120") == ["table_headings_alike"]
    assert codes(f"Belopp (kr);{beside}", "100;1120") == []


@pytest.mark.parametrize("beside", ["Moms (kr)", "Budget SEK", "Lokalhyra", "Valutabelopp", "Valutakurs SEK"])
def test_beside_an_amount_another_that_is_none_of_the_lists_is_passed_over(beside: str) -> None:
    assert codes(f"Belopp;{beside}", "100;25") == []


@pytest.mark.parametrize(
    "heading",
    ["Valutaslag", "Valutakod", "Valuta (kod)", "Valuta ISO", "Transaktionsvaluta", "Originalvaluta", "Transaction currency",
     "Currency code", "Currency (ISO)", "Bokföringsvaluta", "Company currency", "Belopp valuta", "Amount currency", "Curr.", "Val."],
)  # fmt: skip
def test_a_heading_that_ends_in_a_word_for_currency_says_the_rows(heading: str) -> None:
    assert codes(f"Belopp;{heading}", "5;EUR") == ["table_currency"]
    assert codes(f"Debet;{heading};Kredit", "5;EUR;") == ["table_currency"]
    assert codes(f"Belopp SEK;{heading}", "5;EUR") == codes(f"Belopp;{heading}", "5;kr") == []


@pytest.mark.parametrize(
    "heading",
    ["Valuta på raden", "Valutasort", "Valuta-id", "Currency key", "Curr. key", "Valutabelopp EUR", "Valutakurs"],
)
def test_under_a_heading_that_only_has_such_a_word_in_it_a_code_of_three_letters_says_it(heading: str) -> None:
    assert codes(f"Belopp;{heading}", "5;EUR") == codes(f"Belopp;{heading}", "5;eur") == ["table_currency"]
    for cell in ("SEK", "", "11,20", "2024-01-31", "978"):
        assert codes(f"Belopp;{heading}", f"5;{cell}") == []


@pytest.mark.parametrize("heading", ["Valv", "Occurred", "Konkurrens", "Evaluering"])
def test_another_heading_says_nothing_of_currency(heading: str) -> None:
    assert codes(f"Belopp;{heading}", "5;EUR") == []


def test_the_currency_of_the_books_is_that_of_every_amount_that_does_not_say_kronor() -> None:
    headings = "Belopp;Valuta;Belopp i valuta;Redovisningsvaluta"
    assert codes(headings, "1120;EUR;100;SEK") == []
    assert codes(headings, "1120;EUR;100;NOK") == ["table_currency"]
    own = "Belopp;Valuta;Belopp i redovisningsvaluta;Redovisningsvaluta"
    mapping = {"date": "Datum", "amount": "Belopp i redovisningsvaluta"}
    assert codes(own, "100;EUR;1120;SEK", **mapping) == []
    assert codes(own, "100;EUR;1120;NOK", **mapping) == ["table_currency"]


@pytest.mark.parametrize("foreign", ["Valutabelopp", "Belopp i valuta", "Amount in transaction currency"])
def test_an_amount_in_currency_is_kronor_only_where_the_row_says_so(foreign: str) -> None:
    mapping = {"date": "Datum", "amount": foreign}
    for other in ("Belopp i valuta", "Valutabelopp", "Belopp valuta"):
        if other == foreign:
            continue
        assert codes(f"{foreign};Valuta;{other}", "5;EUR;5", **mapping) == ["table_currency"]
        assert codes(f"{foreign};Valuta;{other}", "5;SEK;5", **mapping) == []
        assert codes(f"{foreign};{other};Redovisningsvaluta", "5;5;SEK", **mapping) == ["table_unit"]
        assert codes(f"{foreign};{other};Valutakurs", "5;5;11,20", **mapping) == ["table_unit"]
    assert codes(foreign, "5", **mapping) == ["table_unit"]
    debits = {"date": "Datum", "debit": "Debet i valuta", "credit": "Kredit i valuta"}
    assert codes("Debet i valuta;Kredit i valuta;Valuta", "5;;EUR", **debits) == ["table_currency"]
    assert codes("Debet i valuta;Kredit i valuta", "5;", **debits) == ["table_unit"]


@pytest.mark.parametrize(
    "beside", ["Valutabelopp", "Belopp i valuta", "Belopp (i utländsk valuta)", "Amount in transaction currency"]
)
def test_an_amount_beside_the_one_in_currency_is_in_kronor(beside: str) -> None:
    assert codes(f"Belopp;Valuta;{beside};Kurs SEK;Moms (kr)", "1120;EUR;100;11,20;280") == []
    assert codes(f"Belopp;Valuta;Belopp valuta;{beside}", "1120;EUR;100;100") == []


def test_two_columns_of_currency_are_both_looked_at() -> None:
    assert codes("Belopp;Valuta;Transaktionsvaluta", "5;SEK;EUR") == ["table_currency"]
    assert codes("Belopp;Valuta;Valuta", "5;;EUR") == ["table_currency"]


def test_who_reads_of_another_currency_is_told_which_column_to_take() -> None:
    (_, row) = sentences(read("Datum;Belopp;Valuta\n2024-01-31;5;EUR\n"))
    assert (
        "för Valuta är ”EUR”. Säg själv vilken kolumn som är beloppet i kronor, eller exportera listan i kronor" in row
    )
    mapping = {"date": "Datum", "amount": "Valutabelopp"}
    (refusal,) = sentences(read("Datum;Valutabelopp\n2024-01-31;5\n", **mapping), "en")
    assert "“Valutabelopp” is not in kronor" in refusal
    assert "Say yourself which column is the amount in kronor" in refusal
