"""Lists on pages: what the address asks of one in, a page number, a year, or the whole list as a file out."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING

from django.http import HttpResponse

from samverkan.actions.acting import RefusedError
from samverkan.actions.audit import write_read
from samverkan.actions.roles import Right
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samverkan.web.asked import Asked
    from samverkan.words import Language

_STEERS = ("=", "+", "-", "@", "\t", "\r")


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
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[cell(one) for one in row] for row in rows])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def cell(value: object) -> str:
    """The value as a spreadsheet reads it as text: what begins as a formula does is quoted; an amount has a decimal comma."""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_STEERS) else text
