"""Rows of fields in a form: what was written in, cells to show and plain values out; what is wrong is said at its field.

A table has a few empty rows beside those that are written; a row with nothing in it is no row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from samverkan.actions.acting import InvalidError
from samverkan.core.funding.account_patterns import AccountPatternError, account_patterns
from samverkan.core.money import kronor, ore_of
from samverkan.web.asked import day_written
from samverkan.words import say
from samverkan.words.amounts import column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict

    from samverkan.words import Language

Kind = Literal["text", "day", "kronor", "number", "year", "figure", "choice", "accounts", "objects", "flag"]
Written = dict[str, str]
Wrongs = dict[tuple[str, int, str], str]
"""What is wrong, by table, row and field."""

_MOST: Final = 300
_ACCOUNTS: Final = {"not_accounts": "wrong.row_accounts", "accounts_turned": "wrong.row_accounts_turned"}
_FIGURE: Final = re.compile(r"\d{1,12}([.,]\d{1,8})?", re.ASCII)


class Field(NamedTuple):
    """A field of each row. `label`: what it is called; `needed`: a row cannot be without it."""

    name: str
    kind: Kind
    label: str
    needed: bool = False
    choices: Sequence[tuple[str, str]] = ()


class Table(NamedTuple):
    """Rows of the same fields. `single`: one row, neither more nor less."""

    name: str
    fields: tuple[Field, ...]
    single: bool = False


class Cell(NamedTuple):
    """A field of one row as the form shows it."""

    id: str
    field: Field
    value: str
    wrong: str
    keyboard: str


class Shown(NamedTuple):
    """A table as the form shows it."""

    name: str
    single: bool
    rows: Sequence[Sequence[Cell]]


class Read(NamedTuple):
    """A table as a page shows it to read: the headings of the fields that some row has, and the rows."""

    name: str
    single: bool
    headings: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[tuple[str, str]]]

    @property
    def pairs(self) -> Sequence[tuple[str, str]]:
        """Of a single row, each heading with what it says."""
        return [(heading, said) for (_, heading), (_, said) in zip(self.headings, self.rows[0], strict=True)]


def given(table: Table, data: QueryDict) -> list[Written]:
    """What was written, row by row, without the empty rows."""
    rows = []
    for number in range(_MOST):
        names = {one.name: f"{table.name}-{number}-{one.name}" for one in table.fields}
        if not any(name in data for name in names.values()) and number:
            break
        row = {field: data.get(name, "").strip() for field, name in names.items()}
        if any(row.values()) or table.single:
            rows.append(row)
    return rows[:1] if table.single else rows


def values(table: Table, rows: Sequence[Written], language: Language) -> tuple[list[dict[str, Any]], Wrongs]:
    """What the rows say, each field as JSON has it, without those where nothing is written; and what is wrong."""
    found: list[dict[str, Any]] = []
    wrongs: Wrongs = {}
    for number, row in enumerate(rows):
        made: dict[str, Any] = {}
        for field in table.fields:
            written = row.get(field.name, "")
            code = "wrong.needed" if field.needed and not written else ""
            if written:
                value, code = _value(field, written)
                made |= {} if code else {field.name: value}
            if code:
                values_ = {"written": written[:40], "label": field.label, "number": number + 1}
                wrongs[table.name, number, field.name] = say("money", code, values_, language)
        found.append(made)
    return found, wrongs


def shown(table: Table, rows: Sequence[Written], wrongs: Wrongs, more: int = 2) -> Shown:
    """The table as the form shows it, `more` empty rows below those that are written."""
    every = list(rows) or ([{}] if table.single else [])
    every += [] if table.single else [{} for _ in range(more)]
    return Shown(
        table.name, table.single,
        [
            [
                Cell(
                    f"{table.name}-{number}-{field.name}", field, row.get(field.name, ""),
                    wrongs.get((table.name, number, field.name), ""), _KEYBOARDS.get(field.kind, ""),
                )
                for field in table.fields
            ]
            for number, row in enumerate(every)
        ],
    )  # fmt: skip


def read(table: Table, rows: Sequence[Written], language: Language) -> Read | None:
    """The table as a page shows it; None where it has nothing."""
    fields = [one for one in table.fields if any(row.get(one.name) for row in rows)]
    if not fields:
        return None
    said = [[(one.kind, said_of(one, row.get(one.name, ""), language)) for one in fields] for row in rows]
    return Read(table.name, table.single, [(one.kind, one.label) for one in fields], said)


def kronor_written(ore: int) -> str:
    """An amount as people write it in a field, whichever language they read: thousands parted, öre where there are any."""
    return column(ore, "sv").removesuffix(",00")


def said_of(field: Field, written: str, language: Language) -> str:
    """What a field says, as people read it."""
    if field.kind == "choice":
        return next((label for value, label in field.choices if value == written), written)
    if field.kind == "flag":
        return say("money", "yes" if written else "no", {}, language)
    if field.kind == "kronor" and written:
        return column(ore_of(written), language)
    return written


_KEYBOARDS: Final[Mapping[str, str]] = {
    "kronor": "decimal",
    "figure": "decimal",
    "number": "numeric",
    "year": "numeric",
}


def _value(field: Field, written: str) -> tuple[Any, str]:
    """The value, and the code of what is wrong ("" where nothing is)."""
    match field.kind:
        case "day":
            try:
                return str(day_written(written)), ""
            except InvalidError:
                return None, "wrong.row_day"
        case "kronor":
            try:
                return kronor(ore_of(written)), ""
            except ValueError:
                return None, "wrong.row_kronor"
        case "number":
            return (
                (int(written), "")
                if written.isascii() and written.isdigit() and len(written) < 10
                else (None, "wrong.row_number")
            )
        case "year":
            whole = written.isascii() and written.isdigit() and 1990 <= int(written[:6]) <= 2200
            return (int(written), "") if whole else (None, "wrong.row_year")
        case "figure":
            plain = re.sub(r"[\s\u00a0]", "", written)
            return (plain.replace(",", "."), "") if _FIGURE.fullmatch(plain) else (None, "wrong.row_figure")
        case "choice":
            return (written, "") if written in {value for value, _ in field.choices} else (None, "wrong.row_choice")
        case "accounts" | "objects":
            return _patterns(written, field.kind)
        case "flag":
            return True, ""
        case "text":
            return written[:400], ""


def _patterns(written: str, kind: str) -> tuple[Any, str]:
    """Accounts ("4010", "50*", "4000-4999") or objects ("1:720", "720"), parted by commas, semicolons or blanks."""
    plain = re.sub(r"\s*[-–]\s*", "-", written) if kind == "accounts" else written
    found = [one for one in re.split(r"[,;\s]+", plain) if one]
    if kind != "accounts":
        return found, ""
    try:
        return list(account_patterns(found)), ""
    except AccountPatternError as error:
        return None, _ACCOUNTS[error.code]
