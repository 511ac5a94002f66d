"""The rules of money as rows of fields: what is kept in, rows out; what was written in, what is kept out (docs/funding.md).

Two forms: what the agreement says beside its shares, and which accounts and objects are a party's part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from samverkan.core.funding.vat import CODES, RATES
from samverkan.core.money import ore_of
from samverkan.web.money.rows import Field, Table, Written, kronor_written
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.web.money.rows import Kind, Wrongs
    from samverkan.words import Language

_VAT: Final = ("E", "S", "O")
_BY_YEAR: Final = ("inhabitants", "keys")
_TERMS: Final = ("provider", "rest", "payment_days", "round_to_kronor")
_SERIES: Final = ("index", "base")


def own_tables(language: Language) -> tuple[Table, ...]:
    """Of a party's own accounts."""
    f = _Fields(language)
    return (
        Table("belongs", (f("accounts", "accounts"), f("objects", "objects"), f("from", "day"), f("to", "day"))),
        Table("other_funding", f.funding()),
    )


def joint_tables(parties: Sequence[tuple[str, str]], language: Language) -> tuple[Table, ...]:
    """Of what the agreement says."""
    f = _Fields(language)
    vat = tuple((code, say("money", f"vat.{code}", {}, language)) for code in _VAT)
    codes = [(code, say("money", f"vat_code.{code}", {}, language)) for of in CODES.values() for code in of]
    return (
        Table(
            "terms",
            (
                f("provider", "choice", choices=parties), f("rest", "choice", choices=parties), f("payment_days", "number"),
                f("index", "text", label="amount_index"), f("base", "year"), f("round_to_kronor", "flag"),
            ),
            single=True,
        ),
        Table("caps", (
            f("party", "choice", needed=True, choices=parties), f("kronor", "kronor", needed=True),
            f("from", "year", label="from_year"), f("to", "year", label="to_year"), f("index", "text"), f("base", "year"),
        )),
        Table("other_funding", (*f.funding(), f("to", "choice", label="to_party", choices=parties))),
        *(Table(name, (f("year", "year", needed=True), *f.parties(name, parties))) for name in _BY_YEAR),
        Table("families", (f("year", "year", needed=True), f("families", "number", needed=True))),
        Table("indexes", (f("index", "text", needed=True), f("year", "year", needed=True), f("level", "figure", needed=True))),
        Table("vat", (
            f("category", "choice", needed=True, choices=vat), f("rate", "number"), f("ground", "text", needed=True, label="vat_ground"),
            f("from", "day", needed=True), f("to", "day"), f("reason", "text"), f("code", "choice", choices=codes),
        )),
    )  # fmt: skip


def written_of(data: Mapping[str, Any], tables: Sequence[Table]) -> dict[str, list[Written]]:
    """What is kept, as it would be written in the form's rows."""
    found: dict[str, list[Written]] = {}
    for table in tables:
        if table.name == "terms":
            rows: list[dict[str, Any]] = [
                {name: data[name] for name in _TERMS if data.get(name)} | dict(data.get("amount_index", {}))
            ]
        elif table.name in _BY_YEAR:
            rows = [{"year": year, **of} for year, of in sorted(data.get(table.name, {}).items())]
        elif table.name == "families":
            rows = [{"year": year, "families": count} for year, count in sorted(data.get("families", {}).items())]
        elif table.name == "indexes":
            series = data.get("indexes", {})
            rows = [
                {"index": name, "year": year, "level": series[name][year]}
                for name in series
                for year in sorted(series[name])
            ]
        elif table.name == "caps":
            rows = [
                row | {key: str(row[key])[:4] for key in ("from", "to") if row.get(key)} for row in data.get("caps", ())
            ]
        else:
            rows = list(data.get(table.name, ()))
        amounts = {one.name for one in table.fields if one.kind == "kronor"}
        found[table.name] = [
            {key: kronor_written(ore_of(str(of))) if key in amounts else _text(of) for key, of in row.items()}
            for row in rows
        ]
    return found


def data_of(values: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """What was written, as it is kept."""
    data: dict[str, Any] = {}
    for name, rows in values.items():
        if not any(rows):
            continue
        if name == "terms":
            data |= {key: of for key, of in rows[0].items() if key in _TERMS}
            if "index" in rows[0]:
                data["amount_index"] = {key: rows[0][key] for key in _SERIES}
        elif name in _BY_YEAR:
            data[name] = {str(row["year"]): {key: of for key, of in row.items() if key != "year"} for row in rows}
        elif name == "families":
            data[name] = {str(row["year"]): row["families"] for row in rows}
        elif name == "indexes":
            series: dict[str, dict[str, Any]] = {}
            for row in rows:
                series.setdefault(row["index"], {})[str(row["year"])] = row["level"]
            data[name] = series
        else:
            data[name] = [dict(row) for row in rows]
    return data


def together(values: Mapping[str, Sequence[Mapping[str, Any]]], language: Language) -> Wrongs:
    """What is wrong between the fields of a row, or between rows."""
    wrongs: Wrongs = {}

    def tell(table: str, number: int, field: str, code: str, /, **said: object) -> None:
        wrongs[table, number, field] = say("money", f"wrong.{code}", said, language)

    for table, rows in values.items():
        seen: set[tuple[object, ...]] = set()
        for number, row in enumerate(rows):
            last = "until" if table == "other_funding" else "to"
            if row.get("from") and row.get(last) and row[last] < row["from"]:
                tell(table, number, last, "row_turned")
            if table == "other_funding" and not (row.get("accounts") or row.get("objects")):
                tell(table, number, "accounts", "row_grant", number=number + 1)
            if table in ("terms", "caps") and ("index" in row) != ("base" in row):
                tell(table, number, "base" if "index" in row else "index", "row_together")
            if table == "vat" and (row.get("rate") in RATES) != (row.get("category") == "S"):
                tell(table, number, "rate", "row_rate")
            if table == "vat" and "from" in row:
                if ("from", row["from"]) in seen:
                    tell(table, number, "from", "row_twice", written=row["from"])
                seen.add(("from", row["from"]))
            if table == "vat" and "code" in row and row["code"] not in CODES.get(str(row.get("category")), ()):
                tell(table, number, "code", "row_code")
            if table in (*_BY_YEAR, "families", "indexes"):
                key = (row.get("index"), row.get("year"))
                if key in seen:
                    tell(table, number, "year", "row_twice", written=row.get("year"))
                seen.add(key)
    return wrongs


class _Fields:
    """Fields with their words in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(
        self, name: str, kind: Kind, *, needed: bool = False, choices: Sequence[tuple[str, str]] = (), label: str = ""
    ) -> Field:
        return Field(name, kind, say("money", f"field.{label or name}", {}, self.language), needed, tuple(choices))

    def funding(self) -> tuple[Field, ...]:
        """What a grant or fee is."""
        return (
            self("name", "text", needed=True, label="funding"), self("accounts", "accounts"), self("objects", "objects"),
            self("percent", "figure"), self("from", "day"), self("until", "day", label="to"),
        )  # fmt: skip

    def parties(self, table: str, parties: Sequence[tuple[str, str]]) -> list[Field]:
        """A field for each party's figure."""
        kind: Kind = "number" if table == "inhabitants" else "figure"
        return [Field(number, kind, name) for number, name in parties]


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "yes" if value is True else "" if value is None else str(value)
