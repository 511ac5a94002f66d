"""An agreement as values: whatever stands where, it is taken or named by its key; no other error leaves."""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from copy import deepcopy
from datetime import date, datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from samverkan.core.funding.settling import Books, settle
from samverkan.core.funding.stated import (
    agreements_in,
    bearers_in,
    billed_in,
    days_in,
    refuse_grants_of_nothing,
    together,
)
from samverkan.core.funding.tables import StatedError
from samverkan.core.funding.vouchers import CostLine
from samverkan.core.writing.settlement_json import settlement_json
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERYTHING = tomllib.loads("""
agreement = "Avtal"
cooperation = "Kajen"
standing = "in_force"
parties = ["Vik", {name = "Ekby", body = "Socialnämnden"}]
provider = "Ekby"
rest = "Vik"
period = ["2024-01-01", "2025-12-31"]
amount_index = {index = "LPIK", base = 2024}
belongs = [{accounts = ["4000-4999"], objects = ["1:720"], from = 2024-01-01, to = 2024-12-31, source = "a"}]
other_funding = [{name = "Bidrag", accounts = ["3510"], percent = 39, to = "Vik", from = 2024, until = "2024-06"}]
caps = [{party = "Ekby", kronor = "1200000", from = 2024, to = "2025", index = "LPIK", base = 2024}]
billed = [{payer = "Vik", payee = "Ekby", kronor = -500.5}]
inhabitants = {2024 = {Ekby = 18250}}
keys = {2024 = {Vik = 0.25}}
indexes = {LPIK = {2024 = "100", 2025 = 103.5}}
accounts_of = {"regionen.se" = "Vik"}
[[terms]]
from = 2024-01-01
to = 2024-12-31
bases = {shares = "decided", period = "decided"}
shares = [{party = "Vik", percent = "70"}, {party = "Socialnämnden", percent = 30.0}]
citations = [{source = "x", page = "1", section = "2", date = "2024-01", span = [1, 2]}]
[[previous]]
[[previous.terms]]
confirmed = true
shares = [{party = "Vik", measure = "fraction", value = "1/1"}]
""")
ODD: list[Any] = [
    None, True, 0, -1, float("nan"), float("inf"), 10**400, "", "x", "1/0", "1e999999999", "\u00b2", "2024-02-30", "9999-12-31",
    [], [1], [None], [[]], [{}], {}, {"x": 1}, {"": {}}, {"2024": 1}, {"0": {"Vik": 1}}, date.max, datetime(2024, 1, 1, 3), time(1),
]  # fmt: skip


def places(values: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key in values if isinstance(values, dict) else range(len(values)) if isinstance(values, list) else ():
        yield (*here, key)
        yield from places(values[key], (*here, key))


COSTS = [
    CostLine("regionen.se", 1, date(2024, 3, 1), 1000, account="4010", objects=(("1", "720"),)),
    CostLine("a", 2, date(2024, 12, 1), -300, account="3510", first=date(2024, 12, 1), last=date(2025, 1, 31)),
]


def taken(values: object) -> None:
    """All that `samverkan settle` asks of the values: they are settled and told, or some key is named."""
    stated = agreements_in(values)
    asked = together(stated)
    for one in stated:
        refuse_grants_of_nothing(one)
    billed = [bill for one in stated for bill in billed_in(one)]
    bearers = {source: party for one in stated for source, party in bearers_in(one).items()}
    first, last = days_in(stated[-1])
    for days in ({}, {"first": first, "last": last}):
        found = settle(asked, COSTS, books=Books({}, bearers), billed=billed, **days)  # type: ignore[arg-type]
        assert sum(one.ore for one in found.lines) == sum(one.ore for one in COSTS)
        said = settlement_json(found, say=lambda one: say_finding(one, "sv"))
        assert json.loads(json.dumps(said)) == said


def test_everything_is_taken_as_it_is_said() -> None:
    taken(EVERYTHING)
    found = together([EVERYTHING])
    assert found.parties == ("Vik", "Ekby")
    assert [share.party for row in found.rows for share in row.shares] == ["Vik", "Ekby", "Vik"]
    (grant,) = found.rules.other
    assert (grant.to, grant.portion) == ("Vik", Fraction(39, 100))
    assert (grant.which.first, grant.which.last) == (date(2024, 1, 1), date(2024, 6, 30))
    assert found.rules.keys == {2024: {"Vik": Fraction(1, 4)}}
    assert billed_in(EVERYTHING)[0].ore == -50050


@pytest.mark.parametrize("place", list(places(EVERYTHING)), ids=lambda place: ".".join(map(str, place)))
def test_whatever_stands_in_a_place_is_taken_or_named(place: tuple[Any, ...]) -> None:
    for odd in ODD:
        values = deepcopy(EVERYTHING)
        inside = values
        for key in place[:-1]:
            inside = inside[key]
        inside[place[-1]] = odd
        for whole in (values, {"agreements": [values]}):
            with suppress(StatedError):
                taken(whole)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("standing", "signed", "unknown_word"),
        ("other_funding", [{"name": "Bidrag", "accounts": ["3510"], "percent": 101}], "more_than_all"),
        ("other_funding", [{"name": "Bidrag", "accounts": ["3510"], "percent": -1}], "not_a_figure"),
        ("other_funding", [{"name": "Bidrag"}], "grant_of_no_accounts"),
        ("caps", [{"party": "Ekby", "kronor": "-1"}], "not_an_amount"),
        ("caps", [{"party": "Ekby", "kronor": "1", "from": "2024-07-01"}], "not_a_whole_year"),
        ("parties", [{"body": "Socialnämnden"}], "text_missing"),
        ("accounts_of", ["regionen.se"], "not_a_table"),
        ("belongs", [{"accounts": ["40xx"]}], "not_accounts"),
        ("belongs", [{"accounts": ["4999-4000"]}], "accounts_turned"),
        ("inhabitants", {"2024": {"Ekby": 18250.5}}, "not_whole_people"),
        ("inhabitants", {"0024": {"Ekby": 1.5}}, "not_whole_people"),
        ("accounts_of", {"regionen.se": 5}, "text_missing"),
    ],
)
def test_what_would_make_wrong_money_is_refused(key: str, value: object, code: str) -> None:
    with pytest.raises(StatedError) as wrong:
        taken({**EVERYTHING, key: value})
    assert wrong.value.code == code


BODY = "Socialnämnden"


def test_a_party_may_be_named_by_its_body_in_every_rule() -> None:
    by_body = {
        **EVERYTHING, "provider": BODY, "rest": BODY, "accounts_of": {"kommunen.se": BODY},
        "caps": [{"party": BODY, "kronor": "1"}], "inhabitants": {"2024": {BODY: 18250}}, "keys": {"2024": {BODY: 3}},
        "other_funding": [{"name": "Bidrag", "objects": ["6:1"], "to": BODY}], "billed": [{"payer": "Vik", "payee": BODY, "kronor": "1"}],
    }  # fmt: skip
    rules = together([by_body]).rules
    assert (rules.provider, rules.rest, rules.caps[0].party, rules.other[0].to) == ("Ekby",) * 4
    assert rules.inhabitants == {2024: {"Ekby": 18250}}
    assert rules.keys == {2024: {"Ekby": 3}}
    assert billed_in(by_body)[0].payee == "Ekby"
    assert bearers_in(by_body) == {"kommunen.se": "Ekby"}


def test_who_only_the_shares_name_is_no_party_where_the_parties_are_named() -> None:
    misspelled = [{"party": "Vik", "percent": "70"}, {"party": "Ekbyn", "percent": "30"}]
    terms = [{"confirmed": True, "shares": misspelled}]
    assert together([{**EVERYTHING, "previous": [], "terms": terms}]).parties == ("Vik", "Ekby")
    assert together([{"terms": terms}]).parties == ("Vik", "Ekbyn")


def test_an_answer_without_agreements_is_told_as_that() -> None:
    with pytest.raises(StatedError) as wrong:
        taken({"agreements": []})
    assert (wrong.value.code, wrong.value.values) == ("no_agreements", {"key": "agreements"})
