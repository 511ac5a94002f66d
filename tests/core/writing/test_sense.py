"""A fact that a person has written makes sense, or each thing that does not is told at its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.core.writing.test_ledger_json import EACH

from samverkan.core.writing.ledger_json import fact_from_json
from samverkan.core.writing.sense import wrongs

if TYPE_CHECKING:
    from samverkan.core.facts import Fact


def wrong(kind: str, value: dict[str, Any]) -> dict[str, str]:
    fact = fact_from_json(kind, {"party": "*own*", **value}, id="-", source="-", quotes={})
    return {one.field: one.code for one in wrongs(fact)}


def term(name: str, value: Any) -> dict[str, str]:
    return wrong("Term", {"term": name, "value": value, "basis": "decided"})


@pytest.mark.parametrize(
    "fact", [one for one in EACH if getattr(one, "value", "") is not None], ids=lambda one: type(one).__name__
)
def test_what_the_reader_can_say_is_understood(fact: Fact) -> None:
    assert {one.code for one in wrongs(fact)} <= {"shares_not_whole", "empty", "ends_before_start"}


PERIOD = {"from_": "2022-01-01", "to": "2022-12-31", "open_ended": False}
FREE = {"allowed": True, "mode": "option", "months": 12, "times": 1, "notice_months": None}


@pytest.mark.parametrize(
    ("value", "field", "code"),
    [
        ({**PERIOD, "to": "2021-12-31"}, "value.to", "ends_before_start"),
        ({**PERIOD, "open_ended": True}, "value.open_ended", "open_and_ends"),
        ({**PERIOD, "from_": None, "to": None}, "value.from_", "no_period"),
        ({**PERIOD, "from_": "0202-01-01"}, "value.from_", "no_year"),
    ],
)
def test_a_period_has_its_ends_in_order(value: Any, field: str, code: str) -> None:
    assert term("period", PERIOD) == {}
    assert term("period", {"from_": "2022", "to": "2022-06", "open_ended": False}) == {}
    assert term("period", value) == {field: code}


def shares(*percents: str) -> list[dict[str, Any]]:
    return [{"party": f"P{n}", "measure": "percent", "percent": one, "value": None} for n, one in enumerate(percents)]


def test_shares_make_a_whole() -> None:
    assert term("shares", shares("50", "50")) == {}
    assert term("shares", shares("33.33", "33.33", "33.33")) == {}
    assert term("shares", shares("50", "40")) == {"value.1.percent": "shares_not_whole"}
    assert term("shares", shares("150")) == {"value.0.percent": "no_percent"}
    assert term("shares", shares("hälften", "50")) == {"value.0.percent": "no_percent"}
    assert term("shares", []) == {"value.0.party": "empty"}


def test_an_extension_that_is_excluded_has_no_numbers() -> None:
    assert term("extension", FREE) == {}
    assert term("extension", {**FREE, "months": 0}) == {"value.months": "not_positive"}
    assert term("extension", {**FREE, "allowed": False}) == {"value.mode": "not_understood"}
    excluded = {**FREE, "allowed": False, "mode": "excluded", "times": None}
    assert term("extension", excluded) == {"value.months": "excluded_has_none"}


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("Decision", {"act": "approved"}, {"act": "not_understood"}),
        ("Decision", {"act": "approve", "section": 7}, {"section": "not_understood"}),
        ("Decision", {"act": "approve", "conditions": [{"kind": "other", "text": " "}]}, {"conditions.0.text": "empty"}),
        ("NoticePosted", {"happened": "2021-10-08", "removed": "2021-10-01"}, {"removed": "removed_before_posted"}),
        ("Justering", {"happened": "2021-09-01", "meeting": "2021-10-01"}, {"happened": "before_the_meeting"}),
        ("Termination", {"happened": "2022-01-01", "ends": "2021-01-01"}, {"ends": "ends_before_said"}),
        ("Amendment", {"from_": None}, {"from_": "nothing_changed"}),
        ("Dispatch", {"to": "Nämnden", "email": "namnden"}, {"email": "no_address"}),
        ("Told", {"act": "other", "text": ""}, {"text": "empty"}),
        ("Term", {"term": "termination", "value": "sex", "basis": "told"}, {"value": "not_understood"}),
        ("Term", {"term": "parties", "value": ["", " "], "basis": "told"}, {"value": "empty"}),
    ],
)  # fmt: skip
def test_each_kind_is_held_to_what_it_can_mean(kind: str, value: dict[str, Any], found: dict[str, str]) -> None:
    assert wrong(kind, value) == found
