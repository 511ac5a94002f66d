"""A list as an Excel workbook: columns and rows in, a file with real dates out. No cell is ever a formula."""

from __future__ import annotations

from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

_OPTIONS: Final = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def workbook(
    names: tuple[str, str], about: Iterable[tuple[str, str]], columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str | int | Decimal | date]],
) -> IO[bytes]:  # fmt: skip
    """The workbook, in a file of its own that goes when it is closed: the list, and a sheet that says what it is.

    `names`: of the sheet that says what it is, and of the list; `columns`: each heading with its width.
    """
    file = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        kronor = book.add_format({"num_format": "#,##0.00"})
        told = book.add_worksheet(names[0])
        told.set_column(0, 1, 40)
        for number, (name, said) in enumerate(about):
            told.write_string(number, 0, name, bold)
            told.write_string(number, 1, said)
        sheet = book.add_worksheet(names[1])
        sheet.activate()
        sheet.freeze_panes(1, 0)
        for column, (heading, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        last = 0
        for last, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(last, column, value)
                elif isinstance(value, Decimal):
                    sheet.write_number(last, column, float(value), kronor)
                elif isinstance(value, int):
                    sheet.write_number(last, column, value)
                else:
                    sheet.write_datetime(last, column, value, day)
        sheet.autofilter(0, 0, last, len(columns) - 1)
    file.seek(0)
    return file
