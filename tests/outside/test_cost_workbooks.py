"""A workbook of costs: the one sheet that is read, what its cells hold, and damaged or outsized ones refused."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.outside.costs_told import read, sentences

from samverkan.core.funding.flaws import NoCostsError
from samverkan.core.funding.vouchers import CostLine
from samverkan.outside.costs import preview_costs


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


def book(*rows: list[object], above: int = 0) -> bytes:
    """A workbook whose second sheet has the rows, under so many titles."""
    titles: list[list[object]] = [["Kostnader för familjecentralen"]] * above
    return saved(workbook(Om=[["Om rapporten"]], Kostnader=[*titles, *rows]))


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


WHOLE = book(["Datum", "Belopp"], [date(2024, 1, 1), 12.5])


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
