"""Two bodies' papers, one situation a test: what the answer must say of it on the days that matter."""

from __future__ import annotations

import pytest
from two_bodies import (
    FROM_TOWN,
    IF_TOWN,
    REGION,
    SHARES,
    TOWN,
    agreement,
    answer,
    answers,
    committee,
    region,
    region_approves,
    statuses,
    town,
    town_approves,
)

from samverkan.words.proofs import say_proof

R, T = region(region_approves()), town(town_approves())
HALF = "Region Sundland svarar för 50 procent och Nordvik kommun för 50 procent av kostnaderna."


def verdicts(*papers: str, on: str = "2024-03-01") -> dict[str, str]:
    return {match.term: match.verdict for match in answer(*papers, on=on).matching}


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2023-10-20", "awaiting"), ("2023-12-01", "agreed"), ("2024-01-01", "in_force"), ("2025-12-31", "in_force"),
     ("2026-01-01", "ended")],
)  # fmt: skip
def test_conditions_on_each_other_through_time(on: str, expected: str) -> None:
    assert answer(R, T, on=on).standing == expected


def test_a_later_decision_on_other_terms_is_not_compared_before_its_day() -> None:
    later = town(town_approves(years="1 juli 2024–31 december 2025", shares=HALF), day="2024-05-15")
    before = answer(R, later, on="2024-03-01")
    assert [str(row.from_) for row in before.terms] == ["2024-01-01"]
    assert {entry.code for entry in before.open}.isdisjoint({"differing_term"})
    assert verdicts(R, later, on="2024-03-01")["shares"] == "cannot_tell"
    assert verdicts(R, later, on="2024-08-01")["shares"] == "differs"


def test_a_period_that_differs_is_among_nobodys_terms() -> None:
    one = answer(R, town(town_approves(years="1 januari 2024–31 december 2024")))
    assert (one.standing, one.terms) == ("awaiting", ())


def test_an_approval_with_a_change_differs() -> None:
    changed = town(
        f"Socialnämnden godkänner {FROM_TOWN.lower()} för perioden 1 januari 2024–31 december 2025 med den ändringen att "
        "kostnaden fördelas med 70 procent för regionen och 30 procent för kommunen."
    )
    assert verdicts(R, changed)["shares"] == "differs"


def test_a_correction_decides_the_term_it_corrects() -> None:
    wrong = town(town_approves(shares=HALF))
    right = town(
        "Socialnämnden rättar beslutet 2023-11-08 § 44 så att Region Sundland svarar för 60 procent och Nordvik kommun för "
        "40 procent av kostnaderna.",
        day="2023-12-06", section=52, title="Rättelse av beslut om samverkansavtal om ungdomsmottagningen i Nordvik",
    )  # fmt: skip
    assert answer(R, wrong).standing == "awaiting"
    one = answer(R, wrong, right)
    assert one.standing == "in_force"
    assert {party.citations[0].section for party in one.parties} == {"81", "44"}
    assert one.title in {FROM_TOWN, "Samverkansavtal med Nordvik kommun om ungdomsmottagningen i Nordvik"}
    assert answer(R, wrong, right, on="2023-11-20").standing == "awaiting"


def test_notice_without_a_day_and_no_text_to_count_it_by() -> None:
    notice = town(
        "Socialnämnden säger upp samverkansavtalet med Region Sundland om ungdomsmottagningen i Nordvik.",
        day="2024-09-18", section=60, title="Uppsägning av samverkansavtal om ungdomsmottagningen i Nordvik",
    )  # fmt: skip
    one = answer(R, T, notice, on="2025-03-31")
    assert one.standing == "cannot_tell"
    (entry,) = [entry for entry in one.open if entry.values.get("term") == "termination"]
    assert answer(R, T, notice, on="2026-01-01").standing == "ended"  # the period is over, whatever the notice did
    for language in ("sv", "en"):
        assert say_proof("open.unstated_term", entry.values, language)  # type: ignore[arg-type]
    assert answer(R, T, notice, agreement(), on="2025-03-18").standing == "in_force"
    assert answer(R, T, notice, agreement(), on="2025-03-19").standing == "ended"


def test_the_text_against_both_minutes_is_one_entry() -> None:
    found = answers(R, T, agreement(shares=(55, 45)))
    (one,) = found.agreements
    (entry,) = [entry for entry in one.open if entry.code == "differing_term"]
    assert entry.party is None
    assert {citation.source for citation in entry.citations} == {"paper 1.txt", "paper 2.txt", "paper 3.txt"}
    assert [share.percent for share in one.terms[0].shares] == ["55", "45"]


def test_the_answer_has_one_title_and_order_of_parties_whatever_the_day() -> None:
    undone = town(
        "Socialnämnden upphäver sitt beslut 2023-11-08 § 44 om samverkansavtal med Region Sundland om "
        "ungdomsmottagningen i Nordvik.",
        day="2024-02-14", section=9, title="Upphävande av beslut om samverkansavtal om ungdomsmottagningen i Nordvik",
    )  # fmt: skip
    found = [answer(R, T, undone, on=on) for on in ("2023-10-01", "2023-12-01", "2024-03-01")]
    assert len({one.title for one in found}) == 1
    assert {tuple(party.name for party in one.parties) for one in found} == {(REGION, TOWN)}
    assert [statuses(one)[TOWN] for one in found] == ["none", "decided", "rescinded"]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ((), "proposed"),
        ((town("Kommunfullmäktige godkänner " + FROM_TOWN + " för perioden 1 januari 2024–31 december 2025. " + SHARES,
               day="2023-12-18", section=140, body="Kommunfullmäktige", heading="Kommunfullmäktiges beslut"),), "decided"),
    ],
    ids=["proposed to fullmäktige", "decided by fullmäktige"],
)  # fmt: skip
def test_the_higher_body_decides(own: tuple[str, ...], expected: str) -> None:
    asks = town(
        f"Socialnämnden föreslår kommunfullmäktige att godkänna {FROM_TOWN} för perioden 1 januari 2024–31 december 2025."
    )
    one = answer(region(region_approves(condition="")), asks, *own)
    assert statuses(one)[TOWN] == expected
    assert (one.standing == "in_force") is bool(own)


@pytest.mark.parametrize(
    ("on", "reason"),
    [("2023-11-20", "appeal_time_runs"), ("2023-12-07", "appeal_time_runs"), ("2023-12-08", None)],
)
def test_the_time_for_appeal_runs_from_the_notice(on: str, reason: str | None) -> None:
    board = "Anslaget sätts upp: 2023-11-16\nAnslaget tas ned: 2023-12-08"
    one = answer(region(region_approves()), town(town_approves(), front=board), on=on)
    reasons = {entry.values["reason"] for entry in one.open if entry.code == "not_final" and entry.party == TOWN}
    assert reasons == ({reason} if reason else set())
    assert one.standing == "agreed"  # it binds all the same


def test_known_is_not_on() -> None:
    """What was known before the municipality met does not change; the day asked about is another question."""
    assert answer(R, committee(), T, on="2024-03-01", known="2023-11-01").standing == "awaiting"
    assert statuses(answer(R, committee(), T, on="2024-03-01", known="2023-11-01"))[TOWN] == "proposed"
    assert answer(region(region_approves(condition=IF_TOWN)), committee(), T, on="2024-03-01").standing == "in_force"
