"""The terms that the papers of examples/vastana state: periods and shares everywhere, the rest in the agreements' own texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from vastana import (
    HALVES,
    HEALTH,
    MINUTES,
    NEW_TEXT,
    OLD_TEXT,
    REGION,
    REPORT,
    SEVENTY_THIRTY,
    SOCIAL,
    TOWN,
    said_in,
)

from answers import plain, same_words, shares_by_party

if TYPE_CHECKING:
    from collections.abc import Sequence

OLD, NEW = ("2020-01-01", "2022-12-31"), ("2025-01-01", "2027-12-31")
TERMS = [
    ("2019-10-23-halso-och-sjukvardsnamnden-112", OLD, SEVENTY_THIRTY),
    ("2019-11-13-socialnamnden-97", OLD, SEVENTY_THIRTY),
    (OLD_TEXT, OLD, SEVENTY_THIRTY),
    ("2022-05-18-socialnamnden-61", ("2023-01-01", "2024-12-31"), SEVENTY_THIRTY),
    ("2022-05-31-halso-och-sjukvardsnamnden-74", (None, "2024-12-31"), SEVENTY_THIRTY),
    ("2024-05-22-socialnamndens-arbetsutskott-58", NEW, HALVES),
    (REPORT, NEW, HALVES),
    ("2024-06-12-socialnamnden-71", NEW, HALVES),
    ("2024-06-18-halso-och-sjukvardsnamnden-93", NEW, HALVES),
    (NEW_TEXT, NEW, HALVES),
]


@pytest.mark.parametrize(("name", "period", "shares"), TERMS, ids=[row[0] for row in TERMS])
def test_its_period_and_shares(name: str, period: tuple[str | None, str], shares: dict[str, str]) -> None:
    terms = said_in(name)["terms"]
    assert [(one["from"], one["to"]) for one in terms["periods"] if one["role"] == "current"] == [period]
    assert shares_by_party([one for one in terms["shares"] if one["role"] == "current"]) == shares
    assert {one["measure"] for one in terms["shares"]} == {"percent"}


@pytest.mark.parametrize("name", [name for name, section in MINUTES.items() if section in {"58", "71", "93"}])
def test_former_shares_are_only_told(name: str) -> None:
    former = [one for one in said_in(name)["terms"]["shares"] if one["role"] == "previous"]
    assert shares_by_party(former) == SEVENTY_THIRTY
    assert {one["basis"] for one in former} == {"told"}


def test_the_new_text_s_history_is_another_agreement_s() -> None:
    periods = said_in(NEW_TEXT)["terms"]["periods"]
    former = {(one["from"], one["to"], one["role"]) for one in periods if one["role"] != "current"}
    assert former == {("2020-01-01", "2022-12-31", "previous"), (None, "2024-12-31", "previous")}


class Text(NamedTuple):
    name: str
    extension: tuple[str, int, int | None, int | None]
    notice_months: int | None
    signed: Sequence[str]


TEXTS = [
    Text(OLD_TEXT, ("option", 24, 1, 6), 6, ["2019-12-02", "2019-12-05"]),
    Text(NEW_TEXT, ("automatic", 12, None, 9), None, ["2024-09-03", "2024-09-10"]),
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_an_agreement_s_own_text(text: Text) -> None:
    found = said_in(text.name)
    terms = found["terms"]
    assert (found["decisions"], found["status"]) == ([], None)
    assert plain(terms["title"]).endswith(text.name[-9:].replace("-", "–"))
    assert plain(terms["object"]).startswith("Familjecentralen Lärkan")
    assert "stöd" in plain(terms["purpose"])
    assert {one["basis"] for one in (*terms["shares"], *terms["periods"]) if one["role"] == "current"} == {"agreed"}
    extension = terms["extension"]
    assert extension["value"] is True
    assert (extension["mode"], extension["months"], extension["times"]) == text.extension[:3]
    if extension["mode"] == "automatic":
        assert extension["notice_months"] == text.extension[3]
        assert terms["termination"] is None or terms["termination"]["notice_months"] in {None, 9}  # same clause
    else:
        assert terms["termination"]["notice_months"] == text.notice_months


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_who_an_agreement_binds_and_who_signed(text: Text) -> None:
    terms = said_in(text.name)["terms"]
    assert len(terms["parties"]) == 2
    for named, whole in zip(terms["parties"], (REGION, TOWN), strict=True):
        assert whole in plain(named) or same_words(plain(named), HEALTH if whole == REGION else SOCIAL)
    assert [(plain(one["party"]), one["date"], plain(one["signatory"])) for one in terms["signatures"]] == [
        (REGION, text.signed[0], "Maria Alm"),
        (TOWN, text.signed[1], "Jonas Brandt"),
    ]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_who_leads_and_who_it_is_for(text: Text) -> None:
    terms = said_in(text.name)["terms"]
    assert (terms["steering_group"]["equal"], terms["steering_group"]["per_party"]) == (True, 2)
    group = " ".join(plain(terms["target_group"]["text"]).split())
    assert "blivande föräldrar" in group
    assert "0–5 år" in group
    (prerequisite,) = terms["target_group"]["prerequisites"]
    assert "stödsamtal" in plain(prerequisite)
