"""The published schema of the extract and the code say the same: what is written fits it, and every key stands in the docs."""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

import samverkan
from samverkan.core.findings import ShapeError
from samverkan.core.reading import values
from samverkan.core.writing.extract import SCHEMA, extract_from_json, extract_to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "outside"))
SHAPE: dict[str, Any] = json.loads((ROOT / "docs" / "extract.schema.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "extract.md").read_text(encoding="utf-8")


def written() -> Iterator[dict[str, Any]]:
    """Extracts of every item of the sample papers."""
    from extracts import extract

    yield json.loads(extract_to_json(extract()))
    for path in sorted((ROOT / "examples").glob("*/*.txt")):
        reading = samverkan.read(path)
        for item in reading.items:
            yield json.loads(extract_to_json(extract()._replace(text=reading.document.text, item=item)))


def test_what_is_written_fits_the_schema_and_reads_back_the_same() -> None:
    fits = jsonschema_rs.validator_for(SHAPE)
    count = 0
    for one in written():
        fits.validate(one)
        data = json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        assert extract_to_json(extract_from_json(data)) == data
        count += 1
    assert count > 15


def test_the_schema_is_a_schema_of_its_version_and_has_no_other_keys_than_are_written() -> None:
    jsonschema_rs.meta.validate(SHAPE)
    assert SHAPE["properties"]["schema"]["const"] == SCHEMA
    assert SHAPE["properties"].keys() == next(written()).keys()
    assert [key for key in SHAPE["properties"] if f"`{key}`" not in PAGE] == []
    for name, kind in (("item", values.Item), ("decision", values.Decision), ("terms", values.Terms)):
        assert SHAPE["$defs"][name]["properties"].keys() == {field.name for field in fields(kind)}


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from places(one, (*path, key))


def refusal(data: object) -> str | None:
    """The place that the reader refuses; None where it takes the whole."""
    try:
        extract_from_json(json.dumps(data).encode())
    except ShapeError as error:
        return str(error.values["place"])
    return None


@pytest.mark.parametrize("wrong", [{"a": 1}, [], -1, 3.5, True, "", "x"])
def test_whatever_the_schema_refuses_the_reader_refuses_and_names_the_place(wrong: object) -> None:
    fits = jsonschema_rs.validator_for(SHAPE)
    refused = 0
    for path in places(next(written())):
        data = next(written())
        at: Any = data
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = wrong
        place = refusal(data)
        refused += place is not None
        assert place != ""
        assert place is not None or fits.is_valid(data), path
    assert refused > 10
