"""A form for one fact: what is known of it in, fields to show out; what was sent in, the fact as JSON or errors at its fields out.

Values are as `core.writing.ledger_json` writes them; whether they make sense is asked of `core.writing.sense`.
"""

from __future__ import annotations

import copy
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.dates import PartialDate
from samverkan.core.writing.ledger_json import fact_from_json
from samverkan.core.writing.sense import wrongs
from samverkan.web.fact_fields import CONDITION_KINDS, MEASURES, Field
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.http import QueryDict

    from samverkan.words import Language

Json = Any
_ROWS: Final = 2
_CHOICES: Final = {
    "act": "act",
    "inner": "act",
    "basis": "basis",
    "role": "as",
    "value.mode": "mode",
    "measure": "measure",
    "of": "term",
}
"""Which words a field's choices have, by the field's name."""
_SHARE: Final = ("party", "measure", "percent", "value")
_CONDITION: Final = ("kind", "on", "text", "day")


class Choice(NamedTuple):
    """One thing to choose."""

    value: str
    label: str
    chosen: bool


class Input(NamedTuple):
    """One field as the page shows it. `rows`: fields of each row, for shares and conditions."""

    id: str
    name: str
    label: str
    kind: str
    value: str
    choices: Sequence[Choice]
    required: bool
    hint: str
    error: str
    rows: Sequence[Sequence[Input]]


class Sent(NamedTuple):
    """What was sent, as a fact's fields; `errors` by field; `raw` what could not be understood, as it was written."""

    value: Json
    errors: Mapping[str, str]
    raw: Mapping[str, str]


class Form:
    """The fields of one kind of fact, in one language; `among`: by a field's name, what one chooses from, values and words."""

    def __init__(
        self, fields: Sequence[Field], language: Language, among: Mapping[str, Sequence[tuple[str, str]]] | None = None
    ) -> None:
        self.fields, self.language, self.among = fields, language, among or {}

    def say(self, code: str, **values: object) -> str:
        """A sentence of the form."""
        return say("review", code, values, self.language)

    def inputs(self, value: Json, errors: Mapping[str, str], raw: Mapping[str, str], more: int = 0) -> list[Input]:
        """The fields with what the fact holds; `more` empty rows beside the usual ones."""
        return [self._input(field, value, errors, raw, more) for field in self.fields]

    def sent(self, given: QueryDict, before: Json) -> Sent:
        """What was sent, put into what the fact held before."""
        value = copy.deepcopy(before)
        errors: dict[str, str] = {}
        raw: dict[str, str] = {}
        for field in self.fields:
            for name, held in self._taken(field, given, before):
                if isinstance(held, _NotUnderstood):
                    errors[name], raw[name] = self.say(held.code), held.written
                    held = None
                if name == field.name:
                    put(value, name, held)
                if field.required and held in (None, "", []) and name not in errors:
                    errors[name] = self.say("wrong.empty")
                if name == "value.mode":
                    put(value, "value.allowed", held != "excluded")
        return Sent(value, errors, raw)

    def _taken(self, field: Field, given: QueryDict, before: Json) -> Iterator[tuple[str, Json]]:
        written = given.get(field.name, "").strip()
        if field.kind == "flag":
            yield field.name, bool(written)
        elif field.kind == "day":
            yield field.name, _day(written)
        elif field.kind == "number":
            yield field.name, _number(written)
        elif field.kind == "answer":
            yield field.name, {"yes": True, "no": False}.get(written)
        elif field.kind == "choice":
            among = field.choices or [value for value, _ in self.among.get(field.name, ())]
            yield field.name, written if written in among else None
        elif field.kind == "names":
            yield field.name, [name for line in written.splitlines() if (name := " ".join(line.split()))]
        elif field.kind == "shares":
            yield field.name, [_share(row) for row in _rows(field.name, _SHARE, given) if _said(row, "measure")]
        elif field.kind == "conditions":
            yield from self._conditions(field, given, at(before, field.name) or [])
        else:
            yield field.name, " ".join(written.split()) if field.kind == "text" else written or None

    def _conditions(self, field: Field, given: QueryDict, before: Json) -> Iterator[tuple[str, Json]]:
        found: list[Json] = []
        for row in _rows(field.name, _CONDITION, given):
            if not _said(row, "kind"):
                continue
            old: Json = next((one for one in before if one["text"] == row["text"]), {})
            day: Json = None
            if row["day"]:
                try:
                    day = str(date.fromisoformat(row["day"]))
                except ValueError:
                    yield f"{field.name}.{len(found)}.day", _NotUnderstood("wrong.no_day", row["day"])
            found.append({
                "kind": row["kind"] if row["kind"] in CONDITION_KINDS else "other", "on": row["on"] or None,
                "text": row["text"], "day": day, "citations": old.get("citations", []),
                "signing": old.get("signing", False),
            })  # fmt: skip
        yield field.name, found

    def _input(self, field: Field, value: Json, errors: Mapping[str, str], raw: Mapping[str, str], more: int) -> Input:
        held = at(value, field.name)
        rows: list[list[Input]] = []
        if field.kind in ("shares", "conditions"):
            names = _SHARE if field.kind == "shares" else _CONDITION
            listed = list(held or [])
            empty = max(_ROWS - len(listed), 1 if field.kind == "shares" and not listed else 0) + more
            if field.kind == "conditions":
                empty = more if listed else more + 1
            rows = [
                [self._cell(field, n, name, row.get(name), errors, raw) for name in names]
                for n, row in enumerate([*listed, *({} for _ in range(empty))])
            ]
            written = ""
        elif field.kind == "names":
            written = "\n".join(str(one) for one in held or [])
        elif field.kind == "flag":
            written = "yes" if held else ""
        elif field.kind == "answer":
            written = "" if held is None else "yes" if held else "no"
        else:
            written = "" if held is None else str(held)
        label = self.say(f"field.{field.label or _plain(field.name)}")
        hint = self.say(f"hint.{field.kind}") if field.kind in ("day", "names", "shares") else ""
        return Input(
            _id(field.name), field.name, label, "choice" if field.kind == "answer" else field.kind,
            raw.get(field.name, written), list(self._choices(field, written)), field.required, hint,
            errors.get(field.name, ""), rows,
        )  # fmt: skip

    def _cell(
        self, field: Field, n: int, name: str, held: Json, errors: Mapping[str, str], raw: Mapping[str, str]
    ) -> Input:
        path = f"{field.name}.{n}.{name}"
        written = raw.get(path, "" if held is None else str(held))
        choices = {"measure": MEASURES, "kind": CONDITION_KINDS}.get(name, ())
        words = "condition" if name == "kind" else "measure"
        listed = [Choice(one, self.say(f"{words}.{one}"), one == written) for one in choices]
        number = self.say(f"row.{field.kind}", number=n + 1)
        kind = "choice" if choices else "long" if name == "text" else "text"
        label = f"{self.say(f'field.{field.kind}.{name}')} ({number})"
        return Input(_id(path), path, label, kind, written, listed, False, "", errors.get(path, ""), [])

    def _choices(self, field: Field, held: str) -> Iterator[Choice]:
        among = self.among.get(field.name)
        if among is None:
            words = _CHOICES.get(field.name, field.name)
            choices = ("yes", "no") if field.kind == "answer" else field.choices
            among = [(value, self.say(f"{words}.{value}")) for value in choices]
        if among and field.kind == "answer" and not held:
            yield Choice("", self.say("pick"), True)
        elif among and not field.required:
            yield Choice("", self.say("unsaid"), not held)
        for value, label in among:
            yield Choice(value, label, value == held)


def errors_of(kind: str, value: Json, language: Language) -> dict[str, str]:
    """What is wrong with a fact as JSON, by field; under "" what belongs to none."""
    try:
        fact = fact_from_json(kind, value, id="-", source="-", quotes={})
        found = wrongs(fact)
    except (KeyError, TypeError, ValueError, AttributeError):
        return {"": say("review", "wrong.not_understood", {}, language)}
    return {one.field: say("review", f"wrong.{one.code}", dict(one.values), language) for one in reversed(found)}


def at(value: Json, path: str) -> Json:
    """What a fact's JSON holds at a place."""
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def put(value: Json, path: str, held: Json) -> None:
    """Put something there; of nothing only a term's own value keeps its name."""
    *inner, last = path.split(".")
    for name in inner:
        value = value.setdefault(name, {})
    if held in (None, "") and not inner and last != "value":
        value.pop(last, None)
    else:
        value[last] = held


class _NotUnderstood(NamedTuple):
    code: str
    written: str


def _day(written: str) -> Json:
    if not written:
        return None
    try:
        return str(PartialDate.parse(written))
    except ValueError:
        return _NotUnderstood("wrong.no_date", written)


def _number(written: str) -> Json:
    if not written:
        return None
    return int(written) if written.isdecimal() and len(written) < 6 else _NotUnderstood("wrong.no_number", written)


def _rows(field: str, names: Sequence[str], given: QueryDict) -> Iterator[dict[str, str]]:
    """The rows sent, in their order."""
    prefix = f"{field}."
    numbers = {
        name.split(".")[-2] for name in given if name.startswith(prefix) and name.count(".") >= prefix.count(".") + 1
    }
    for n in sorted(int(one) for one in numbers if one.isdecimal()):
        yield {name: " ".join(given.get(f"{field}.{n}.{name}", "").split()) for name in names}


def _said(row: Mapping[str, str], chosen: str) -> bool:
    """Whether anything was written in a row beside what is chosen for it from the start."""
    return any(held for name, held in row.items() if name != chosen)


def _share(row: Mapping[str, str]) -> Json:
    percent = row["percent"].replace("%", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".").strip()
    measure = row["measure"] if row["measure"] in MEASURES else "percent"
    by_part = measure in ("percent", "fraction")
    return {
        "party": row["party"], "measure": measure, "percent": percent or None if by_part else None,
        "value": row["value"] or None,
    }  # fmt: skip


def _plain(name: str) -> str:
    return name.removeprefix("value.") if name != "value" else "value"


def _id(path: str) -> str:
    return "field-" + path.replace(".", "-")
