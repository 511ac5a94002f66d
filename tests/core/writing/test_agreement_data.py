"""The agreement's JSON: canonical, held to its published schema, and whatever is wrong with one is told with its place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.core.dates import PartialDate
from samverkan.core.deciding.clause import Clause, Period, Share
from samverkan.core.facts import ExtensionValue
from samverkan.core.findings import ShapeError
from samverkan.core.writing.agreement import Signing
from samverkan.core.writing.agreement_data import (
    SCHEMA,
    AgreementData,
    agreement_from_json,
    agreement_says,
    agreement_to_json,
)
from samverkan.core.writing.extract import LARGEST

ROOT = Path(__file__).parents[3]
SHAPE: dict[str, Any] = json.loads((ROOT / "docs" / "agreement.schema.json").read_text(encoding="utf-8"))
DATA = AgreementData(
    Clause(
        "Samverkansavtal om Lärkan", "Lärkan", ("Region Västana", "Lindmora kommun"), Period(PartialDate(2026, 1, 1), PartialDate(2028)),
        (Share("Region Västana", "50"), Share("Lindmora kommun", "50"), Share("Region Västana", "60", since=PartialDate(2027))),
        ExtensionValue(True, "option", 12, 2, 6), ("Avtalet godkänns.",), ("Text.",),
    ),
    date(2026, 1, 2), (("Region Västana", "2321990018"), ("Lindmora kommun", "2120990011")),
    (Signing("Region Västana", (("Anna Ek", "direktör"),)), Signing("Lindmora kommun")), "urn:uuid:1",
)  # fmt: skip
GOOD = agreement_to_json(DATA)


def test_what_is_written_fits_the_schema_and_reads_back_the_same() -> None:
    jsonschema_rs.meta.validate(SHAPE)
    assert SHAPE["properties"]["schema"]["const"] == SCHEMA
    assert SHAPE["properties"].keys() == json.loads(GOOD).keys()
    assert SHAPE["$defs"]["clause"]["properties"].keys() == set(Clause._fields)
    jsonschema_rs.validator_for(SHAPE).validate(json.loads(GOOD))
    assert agreement_from_json(GOOD) == DATA
    assert agreement_to_json(agreement_from_json(GOOD)) == GOOD


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"[" * 100_000, "not_json", ""),
        (b" " * (LARGEST + 1), "too_large", ""),
        (GOOD.replace(b'"day":', b'"day":"2026-01-01","day":'), "said_twice", "day"),
        (GOOD.replace(b'"times":2', b'"times":NaN'), "not_json", ""),
        (GOOD.replace(b'"times":2', b'"times":-100'), "not_a_number", "clause.extension.times"),
        (GOOD.replace(b'"months":12', b'"months":-169'), "not_a_number", "clause.extension.months"),
        (GOOD.replace(b'"text":["Text."]', b'"text":["\\ud800"]'), "not_text", "clause"),
        (GOOD.replace(b'"2026-01-02"', b'"2026-01"'), "not_a_date", "day"),
        (GOOD.replace(b'"2120990011"', b'"2321990018"'), "said_twice", "parties[1]"),
        (GOOD.replace(b'"2120990011"', b'"212099-0011"'), "not_an_organisation_number", "parties[1].number"),
        (GOOD.replace(b'{"name":"Lindmora kommun"', b'{"name":"Annan kommun"'), "not_a_code", "parties[1]"),
        (GOOD.replace(b'"party":"Lindmora kommun","people"', b'"party":"Annan kommun","people"'), "not_a_code", "signing[1]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(data: bytes, code: str, place: str) -> None:
    assert data != GOOD
    with pytest.raises(ShapeError) as told:
        agreement_from_json(data)
    assert (told.value.code, told.value.values["place"]) == (code, place)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in inside for found in places(one, (*path, key)))]


HOSTILE = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.sampled_from(["\ud800", "2026", "automatic"]),
    ),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=5,
)  # fmt: skip


def taken(written: bytes) -> AgreementData | None:
    """The agreement; None where it is refused by name. Anything else that is raised is a fault."""
    try:
        return agreement_from_json(written)
    except ShapeError:
        return None


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(places(json.loads(GOOD))[1:]), HOSTILE)
def test_whatever_stands_where_it_is_refused_by_name_or_makes_a_paper(
    path: tuple[str | int, ...], wrong: object
) -> None:
    held = json.loads(GOOD)
    at: Any = held
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = wrong
    written = json.dumps(held).encode()
    data = taken(written)
    if data is None:
        return
    jsonschema_rs.validator_for(SHAPE).validate(json.loads(written))
    assert len(data.fingerprint) == 64
    assert not agreement_says(data, ["Något annat."])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200) | HOSTILE.map(lambda one: json.dumps(one).encode()))
def test_what_is_no_agreement_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(ShapeError):
        agreement_from_json(data)
