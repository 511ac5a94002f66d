"""Whether the agreements of examples/vastana stand, through time and as it was known, and why."""

from __future__ import annotations

import pytest
from vastana import HALVES, HEALTH, REGION, SEVENTY_THIRTY, SOCIAL, TOWN, chain

from answers import (
    cited_sections,
    match,
    open_codes,
    opened,
    party,
    proof_nodes,
    same_words,
    shares_by_party,
    terms_on,
)

TIMELINE = [
    ("2019-09-01", "proposed", "proposed", "before anything was decided"),
    ("2019-10-23", "awaiting", "proposed", "the region's board has decided, on condition of the other"),
    ("2019-11-12", "awaiting", "proposed", "the day before the other board met"),
    ("2019-11-13", "agreed", "proposed", "both have decided; the period has not begun"),
    ("2019-12-31", "agreed", "proposed", "the day before the period"),
    ("2020-01-01", "in_force", "proposed", "the first day"),
    ("2022-12-31", "in_force", "proposed", "the last day of the period as first agreed"),
    ("2023-01-01", "in_force", "proposed", "extended by both boards"),
    ("2024-06-11", "in_force", "proposed", "the committee has proposed the new one; that decides nothing"),
    ("2024-06-12", "in_force", "awaiting", "one board has decided on the new one"),
    ("2024-06-18", "in_force", "agreed", "both have"),
    ("2024-12-31", "in_force", "agreed", "the last day of the extension"),
    ("2025-01-01", "ended", "in_force", "the new one begins"),
    ("2025-03-01", "ended", "in_force", "the day that `make run` asks about"),
    ("2027-12-31", "ended", "in_force", "the last day of the new period"),
    ("2028-01-01", "ended", "in_force", "nobody gave notice, so it went on by a year"),
]


@pytest.mark.parametrize(("on", "first", "second", "why"), TIMELINE, ids=[row[0] for row in TIMELINE])
def test_standing_through_time(on: str, first: str, second: str, why: str) -> None:
    assert tuple(one["standing"] for one in chain(on)) == (first, second), why


KNOWN = [
    ("2021-06-01", "2019-10-30", "awaiting", "the other board had not met"),
    ("2023-06-01", "2022-05-20", "ended", "only one board had extended it"),
    ("2023-06-01", "2022-05-31", "in_force", "both had"),
]


@pytest.mark.parametrize(("on", "known", "expected", "why"), KNOWN, ids=[f"{row[0]}-{row[1]}" for row in KNOWN])
def test_the_first_agreement_as_it_was_known(on: str, known: str, expected: str, why: str) -> None:
    assert chain(on, known)[0]["standing"] == expected, why


@pytest.mark.parametrize(
    ("known", "expected"), [("2024-06-01", "proposed"), ("2024-06-14", "awaiting"), ("2024-06-18", "in_force")]
)
def test_the_new_agreement_as_it_was_known(known: str, expected: str) -> None:
    assert chain("2025-03-01", known)[1]["standing"] == expected


def test_both_are_of_one_cooperation_between_the_same_parties() -> None:
    first, second = chain("2025-03-01")
    assert first["cooperation"] == second["cooperation"]
    assert [one["title"][-9:] for one in (first, second)] == ["2020–2022", "2025–2027"]
    for agreement, numbers in (
        (first, {REGION: ["HSN 2019-00412"], TOWN: ["SN 2019/188"]}),
        (second, {REGION: ["HSN 2023-00157"], TOWN: ["SN 2024/047"]}),
    ):
        assert {one["name"]: one["registry_numbers"] for one in agreement["parties"]} == numbers
        assert same_words(party(agreement, REGION)["body"], HEALTH)
        assert same_words(party(agreement, TOWN)["body"], SOCIAL)
        assert {one["status"] for one in agreement["parties"]} == {"decided"}


@pytest.mark.parametrize(("day", "expected"), [
    ("2020-01-01", SEVENTY_THIRTY), ("2022-12-31", SEVENTY_THIRTY), ("2023-06-01", SEVENTY_THIRTY),
    ("2024-12-31", SEVENTY_THIRTY), ("2025-01-01", HALVES), ("2025-03-01", HALVES), ("2027-12-31", HALVES),
])  # fmt: skip
def test_who_pays_what_through_time(day: str, expected: dict[str, str]) -> None:
    (in_force,) = [one for one in chain(day) if one["standing"] == "in_force"]
    row = terms_on(in_force, day)
    assert shares_by_party(row["shares"]) == expected
    assert row["basis"] in {"agreed", "decided"}


def test_what_may_be_extended_once_may_not_be_extended_again() -> None:
    first, _ = chain("2023-06-01")
    assert terms_on(first, "2022-06-01")["extension"] is True
    assert terms_on(first, "2023-06-01")["extension"] is False


def test_the_decisions_of_2024_met_each_other_s_condition() -> None:
    _, second = chain("2025-03-01")
    assert {(one["party"], one["kind"], one["met"]) for one in second["conditions"]} == {
        (REGION, "matching_decision", True), (TOWN, "matching_decision", True),
    }  # fmt: skip
    assert "met_together" in {node["rule"] for node in proof_nodes(second["proof"])}


def test_nothing_differs_between_the_parties() -> None:
    for agreement in chain("2025-03-01"):
        assert "differs" not in {one["verdict"] for one in agreement["matching"]}
        assert "differing_term" not in open_codes(agreement)
    _, second = chain("2025-03-01")
    for term in ("period", "shares", "object", "parties"):
        assert match(second, term)["verdict"] in {"identical", "equivalent"}


def test_nothing_is_missing_of_the_new_agreement() -> None:
    _, second = chain("2025-03-01")
    assert open_codes(second) <= {"undated_paper"}  # the officer's report has no meeting


def test_the_first_agreement_s_decisions_bear_no_notice() -> None:
    first, _ = chain("2021-06-01")
    entries = [entry for entry in first["open"] if entry["code"] == "not_final"]
    assert {entry["party"] for entry in entries} == {REGION, TOWN}
    assert not open_codes(first) & {"missing_minutes", "missing_decision", "unmet_condition", "not_signed"}


def test_who_is_missing_between_the_two_meetings_of_2024() -> None:
    _, second = chain("2024-06-14", known="2024-06-14")
    assert party(second, TOWN)["status"] == "decided_conditionally"
    assert party(second, REGION)["status"] == "proposed"  # by its officer
    assert opened(second, "missing_decision")["party"] == REGION
    (condition,) = [one for one in second["conditions"] if one["party"] == TOWN]
    assert condition["met"] is False


def test_the_assignment_given_in_2023_is_fulfilled() -> None:
    rows = [row for one in chain("2025-03-01") for row in one["assignments"]]
    assert [(row["date"], row["section"], row["status"]) for row in rows] == [("2023-05-16", "88", "fulfilled")]
    (row,) = rows
    assert {"88", "93"} <= cited_sections(row["citations"])  # where it was given and where it was declared fulfilled
    before = [row for one in chain("2023-06-01", known="2023-06-01") for row in one["assignments"]]
    assert [(row["date"], row["section"], row["status"]) for row in before] == [("2023-05-16", "88", "given")]


def test_the_proof_quotes_both_boards_and_the_text() -> None:
    _, second = chain("2025-03-01")
    proof = second["proof"]
    assert (proof["rule"], proof["holds"]) == ("is_in_force", True)
    sources = {cite["source"].rpartition("/")[2] for node in proof_nodes(proof) for cite in node["citations"]}
    assert {
        "2024-06-12-socialnamnden-71.txt",
        "2024-06-18-halso-och-sjukvardsnamnden-93.txt",
        "2024-09-10-samverkansavtal-2025-2027.txt",
    } <= sources
    decided = {
        section
        for node in proof_nodes(proof)
        if node["rule"] == "party_has_decided" and node["holds"]
        for section in cited_sections(node["citations"])
    }
    assert decided == {"71", "93"}
