"""Lists on pages: what the address asks of one in, a page number, a year, or the whole list as a file out."""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse

from samverkan.actions.acting import RefusedError
from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.web.workbook import workbook
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from django.http.response import HttpResponseBase

    from samverkan.web.asked import Asked
    from samverkan.words import Language

_STEERS: Final = ("=", "+", "-", "@", "\t", "\r")
_CSV: Final = "text/csv; charset=utf-8"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListFile(NamedTuple):
    """A whole list to be taken out. `name`: the file's, without its ending; `sheets`: what a workbook calls what the list is, and the list.

    `about`: what stands above the list, a name and what it is; `columns`: each heading with its width.
    """

    name: str
    sheets: tuple[str, str]
    about: Iterable[tuple[str, str]]
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[str | int | Decimal | date]]


def page_asked(asked: Asked) -> int:
    """The page of the list; the first where it is not a number."""
    written = asked.request.GET.get("page", "1")
    return max(1, int(written)) if written.isascii() and written.isdigit() and 0 < len(written) < 7 else 1


def text_asked(asked: Asked) -> str:
    """The words that the list is limited to."""
    return asked.request.GET.get("text", "").strip()[:200]


def year_asked(asked: Asked) -> int | None:
    """The year that the list is limited to, where a whole one is given."""
    written = asked.request.GET.get("year", "").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) == 4 and written > "0000" else None


def wants_csv(asked: Asked, right: Right = Right.EXPORT) -> bool:
    """Whether the list is asked for as a file; refused without the right to take it out."""
    if asked.request.GET.get("format") != "csv":
        return False
    if not asked.may(right):
        raise RefusedError("not_allowed", right=right.value)
    return True


def columns_said(codes: str, language: Language) -> list[str]:
    """The headings of a register's columns, in words."""
    return [say("registers", f"column.{code}", {}, language) for code in codes.split()]


def as_csv(asked: Asked, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A file that Swedish spreadsheets open as it is: semicolons, UTF-8 with its mark; no cell is a formula.

    That it is taken out is a row in the read log.
    """
    write_read(asked.somebody, asked.somebody.organisation.pk, page=f"{name}_export", form="csv", on=str(asked.on))
    answer = HttpResponse(csv_lines(columns, rows), content_type=_CSV)
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def as_file(one: ListFile, form: str) -> HttpResponseBase:
    """The list as CSV, or as XLSX with real dates and amounts; both say first what it is. Http404 of any other form."""
    name = f"{one.name}.{form}"
    if form == "xlsx":
        file = workbook(one.sheets, one.about, one.columns, one.rows)
        return FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)
    if form != "csv":
        raise Http404
    lines = csv_lines([heading for heading, _ in one.columns], one.rows, one.about)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type=_CSV, headers=headers)


def csv_lines(
    columns: Sequence[str], rows: Iterable[Sequence[object]], about: Iterable[tuple[str, str]] = ()
) -> Iterator[str]:  # fmt: skip
    """The lines, one at a time: UTF-8 with its mark, semicolons between; what the list is stands above it and an empty line."""
    write = csv.writer(_Lines(), delimiter=";", lineterminator="\r\n")
    above: list[Sequence[object]] = [*about]
    yield "\ufeff"
    for line in chain(above, [[]] if above else [], [columns], rows):
        yield write.writerow([cell(one) for one in line])  # what `_Lines` gives back


class _Lines:
    """Gives each line back to who writes it."""

    def write(self, line: str) -> str:
        return line


def cell(value: object) -> str:
    """The value as a spreadsheet reads it as text: what begins as a formula does is quoted; an amount has a decimal comma."""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_STEERS) else text
