"""The days an agreement's facts lead to: situations in, every event with its day and whose it is out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.core.standing.plain_facts import facts_of

from samverkan.core.standing.events import EVENTS, Event, dated_events

_DECIDED = """
2019-09-22 Ekby kommun/Socialnämnden: approves § 50
2019-10-01 Region Vik/Hälsonämnden: approves § 196
undated the agreement: says period 2020-01-01–2021-12-31 (agreed)
"""
_AUTOMATIC = (
    _DECIDED + "undated the agreement: says extension automatic, 12 months each, 2 times, notice 9 months (agreed)\n"
)
_OPTION = _DECIDED + "undated the agreement: says extension option, 12 months each, 1 times (agreed)\n"


def events(facts: str, on: str, *codes: str, known: str | None = None) -> list[str]:
    """Each event of these codes as "2021-12-31 ends" or "2019-10-06 justering_by Ekby kommun"."""
    found = dated_events(facts_of(facts), on=date.fromisoformat(on), known=known and date.fromisoformat(known))
    return [" ".join(filter(None, (str(one.day), one.code, one.party))) for one in found if one.code in codes]


def test_the_period_begins_and_ends() -> None:
    assert events(_DECIDED, "2020-06-01", "begins", "ends") == ["2020-01-01 begins", "2021-12-31 ends"]
    open_ended = _DECIDED.replace("2020-01-01–2021-12-31", "2020-01-01–further notice")
    assert events(open_ended, "2020-06-01", "begins", "ends") == ["2020-01-01 begins"]


def test_automatic_extension_says_when_it_takes_hold_and_until_when_it_can_be_refused() -> None:
    codes = ("ends", "extension_takes_hold", "termination_notice_by")
    assert events(_AUTOMATIC, "2020-06-01", *codes) == [
        "2021-03-31 termination_notice_by", "2021-12-31 ends", "2022-01-01 extension_takes_hold",
    ]  # fmt: skip
    assert events(_AUTOMATIC, "2022-06-01", *codes) == [
        "2022-03-31 termination_notice_by", "2022-12-31 ends", "2023-01-01 extension_takes_hold",
    ]  # fmt: skip
    assert events(_AUTOMATIC, "2023-06-01", *codes) == ["2023-12-31 ends"]  # extended as often as it allows


def test_the_last_day_of_notice_is_the_last_on_which_notice_refuses_the_extension() -> None:
    """The day that the event names and the day that the standing goes by are one."""
    for day, ends in (("2021-03-31", "2021-12-31"), ("2021-04-01", "2022-12-31")):
        given = _AUTOMATIC + f"{day} Ekby kommun/Socialnämnden: gives notice § 9\n"
        assert events(given, "2022-06-01", "ends") == [f"{ends} ends"]


def test_notice_given_leaves_no_extension_to_wait_for() -> None:
    given = _AUTOMATIC + "2021-02-01 Ekby kommun/Socialnämnden: gives notice § 9\n"
    assert events(given, "2021-06-01", "extension_takes_hold", "termination_notice_by") == []
    assert events(given, "2021-01-01", "extension_takes_hold") == ["2022-01-01 extension_takes_hold"]  # not given yet


def test_an_option_is_to_be_decided_on_before_the_period_ends_while_any_is_left() -> None:
    assert events(_OPTION, "2020-06-01", "extension_decision_by") == ["2021-12-31 extension_decision_by"]
    used = (
        _OPTION
        + "2021-10-01 Region Vik/Hälsonämnden: extends to 2022-12-31 § 7\n2021-11-01 Ekby kommun/Socialnämnden: extends to 2022-12-31 § 8\n"
    )
    assert events(used, "2021-12-01", "extension_decision_by", "ends") == ["2022-12-31 ends"]
    excluded = _DECIDED + "undated the agreement: says extension excluded (agreed)\n"
    assert events(excluded, "2020-06-01", "extension_decision_by") == []


def test_a_decision_that_is_missing_is_needed_before_the_period_begins() -> None:
    half = """
2021-10-01 Region Vik/Hälsonämnden: approves § 196
2021-10-01 Region Vik/Hälsonämnden: says period 2022-01-01–2022-12-31 (decided)
2021-10-01 Region Vik/Hälsonämnden: says parties Region Vik, Ekby kommun (told)
2021-10-01 Region Vik/Hälsonämnden: tells that Ekby kommun will decide 2021-11-10
"""
    codes = ("decision_needed_by", "decision_planned")
    assert events(half, "2021-10-15", *codes) == [
        "2021-11-10 decision_planned Ekby kommun", "2021-12-31 decision_needed_by Ekby kommun",
    ]  # fmt: skip
    done = half + "2021-11-10 Ekby kommun/Socialnämnden: approves § 9\n"
    assert events(done, "2021-11-15", *codes) == []
    assert events(half + "2021-11-10 Ekby kommun/Socialnämnden: rejects § 9\n", "2021-11-15", *codes) == []


def test_the_time_for_appeal_follows_the_notice_and_what_is_not_on_file_is_asked_for() -> None:
    codes = ("justering_by", "notice_by", "appeal_by")
    ekby = "2021-09-22 Ekby kommun/Socialnämnden: approves § 50\n"
    assert events(ekby, "2021-09-25", *codes) == ["2021-10-06 justering_by Ekby kommun"]
    signed = ekby + "2021-09-29 Ekby kommun: justerar meeting 2021-09-22\n"
    assert events(signed, "2021-10-01", *codes) == ["2021-10-01 notice_by Ekby kommun"]
    posted = signed + "2021-09-30 Ekby kommun: announces meeting 2021-09-22\n"
    (appeal,) = [one for one in dated_events(facts_of(posted), on=date(2021, 10, 1), known=None) if one.code in codes]
    assert (str(appeal.day), str(appeal.first), appeal.values["section"]) == ("2021-10-21", "2021-09-30", "50")
    assert [one.source for one in appeal.citations] == ["paper 3"]


def test_a_notice_counts_for_the_meeting_it_is_of() -> None:
    facts = """
2021-09-22 Ekby kommun/Socialnämnden: approves § 50
2021-09-30 Ekby kommun: announces meeting 2021-08-22
"""
    assert events(facts, "2021-10-01", "justering_by", "appeal_by") == ["2021-10-06 justering_by Ekby kommun"]


def test_conditions_of_time_give_their_day_and_parties_that_leave_their_last() -> None:
    timed = "2021-09-22 Ekby kommun/Socialnämnden: approves § 50; if time 2022-02-01\n"
    assert events(timed, "2021-10-01", "condition_day") == ["2022-02-01 condition_day Ekby kommun"]
    three = """
undated the agreement: says parties Ekby kommun, Alby kommun, Norby kommun (agreed)
undated the agreement: says period 2020-01-01–further notice (agreed)
undated the agreement: says termination 12 months (agreed)
2019-05-15 Ekby kommun/Kommunfullmäktige: approves § 50
2019-06-15 Alby kommun/Kommunfullmäktige: approves § 60
2019-07-15 Norby kommun/Kommunfullmäktige: approves § 70
2021-12-31 Norby kommun/Kommunfullmäktige: gives notice § 12
"""
    assert events(three, "2022-03-01", "leaves") == ["2022-12-31 leaves Norby kommun"]


def test_what_was_not_known_gives_no_event() -> None:
    posted = """
2021-09-22 Ekby kommun/Socialnämnden: approves § 50
2021-09-30 Ekby kommun: announces meeting 2021-09-22
"""
    assert events(posted, "2022-01-01", "appeal_by", "justering_by", known="2021-09-25") == [
        "2021-10-06 justering_by Ekby kommun"
    ]


@pytest.mark.parametrize("facts", [_DECIDED, _AUTOMATIC, _OPTION])
@pytest.mark.parametrize("on", ["2019-01-01", "2020-01-01", "2021-12-31", "2025-06-30"])
def test_events_are_in_order_and_a_time_begins_before_it_ends(facts: str, on: str) -> None:
    found = dated_events(facts_of(facts), on=date.fromisoformat(on), known=None)
    assert list(found) == sorted(found, key=_place)
    assert all(one.first is None or one.first <= one.day for one in found)


def _place(one: Event) -> tuple[date, int, str]:
    return one.day, EVENTS.index(one.code), one.party or ""


def test_every_event_is_described_in_the_docs() -> None:
    page = (Path(__file__).parents[3] / "docs" / "standing.md").read_text(encoding="utf-8")
    table = page.partition("## Dated events")[2].partition("\n## ")[0]
    assert {line.split("`")[1] for line in table.splitlines() if line.startswith("| `")} == set(EVENTS)
