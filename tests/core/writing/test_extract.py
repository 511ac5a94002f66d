"""The extract's JSON: canonical, and what is wrong with one is told with its place."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "outside"))
from extracts import extract
from samverkan.core.findings import ShapeError
from samverkan.core.reading.values import Decision
from samverkan.core.sources import Cited, Span
from samverkan.core.writing.extract import LARGEST, extract_from_json, extract_to_json
from samverkan.core.writing.extract_quotes import misplaced

GOOD = extract_to_json(extract())


def test_the_same_extract_gives_the_same_bytes_with_its_keys_in_order() -> None:
    assert extract_to_json(extract()) == GOOD
    assert GOOD.decode().startswith('{"agreement":')
    assert json.dumps(json.loads(GOOD), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == GOOD


def test_keys_that_are_not_known_are_left_alone() -> None:
    more = {**json.loads(GOOD), "annat": [1, {"a": None}]}
    assert extract_from_json(json.dumps(more).encode()) == extract()


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "not_json", ""),
        (b"null", "not_an_object", ""),
        (b"[]", "not_an_object", ""),
        (b"\xff\xfe", "not_json", ""),
        (b"[" * 100_000, "not_json", ""),
        (b"{}", "another_schema", "schema"),
        (b" " * (LARGEST + 1), "too_large", ""),
        (GOOD.replace(b"extract/1", b"extract/2"), "another_schema", "schema"),
        (GOOD.replace(b'"body":', b'"body":"Annan","body":'), "said_twice", "body"),
        (GOOD.replace(b'"signatures":1', b'"signatures":NaN'), "not_json", ""),
        (GOOD.replace(b'"signatures":1', b'"signatures":true'), "not_a_number", "signatures"),
        (GOOD.replace(b'"signatures":1', b'"signatures":1e9'), "not_a_number", "signatures"),
        (GOOD.replace(b'"section":"71"', b'"section":"\\ud800"'), "not_text", "section"),
        (GOOD.replace(b'"section":"71"', b'"section":" "'), "empty", "section"),
        (GOOD.replace(b'"meeting_date":"2024-04-23"', b'"meeting_date":"2024-04-31"'), "not_a_date", "meeting_date"),
        (GOOD.replace(b'"meeting_date":"2024-04-23"', b'"meeting_date":"2024-04"'), "not_a_date", "meeting_date"),
        (GOOD.replace(b'"number":"2321990018"', b'"number":"232199-0018"'), "not_an_organisation_number", "organisation.number"),
        (GOOD.replace(b'"act":"approve"', b'"act":"maybe"', 1), "not_a_code", "item.decisions[0].act"),
        (GOOD.replace(b'"immediate_justering":false', b'"immediate_justering":0'), "not_true_or_false", "item.immediate_justering"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(data: bytes, code: str, place: str) -> None:
    assert data != GOOD
    with pytest.raises(ShapeError) as told:
        extract_from_json(data)
    assert (told.value.code, told.value.values["place"]) == (code, place)


def test_a_span_beyond_the_text_is_told() -> None:
    one = extract()
    with pytest.raises(ShapeError, match="beyond_the_text") as told:
        extract_from_json(extract_to_json(one._replace(text=one.text[:-20])))
    assert told.value.values["place"] in ("item.span", "item.decisions[1].text")


def with_decision(**changed: object) -> Decision:
    one = extract().item.decisions[0]
    return Decision(**{name: changed.get(name, getattr(one, name)) for name in Decision.__slots__})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("decision", "place"),
    [
        (with_decision(text=Cited("Nämnden avslår avtalet.", extract().item.decisions[0].text.span)), "item.decisions[0].text"),
        (with_decision(text=Cited(extract().item.decisions[0].text.value, Span(0, 9))), "item.decisions[0].text"),
        (with_decision(to=Cited("Kommunstyrelsen", Span(0, 9))), "item.decisions[0].to"),
    ],
)  # fmt: skip
def test_a_quote_that_does_not_stand_at_its_span_is_named(decision: Decision, place: str) -> None:
    from dataclasses import replace

    one = extract()
    changed = one._replace(item=replace(one.item, decisions=(decision, *one.item.decisions[1:])))
    assert list(misplaced(one)) == []
    assert place in list(misplaced(changed))
