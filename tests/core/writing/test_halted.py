"""A matter put off, referred back or withdrawn leaves its trace: in the party's status, the proof and what is open."""

from __future__ import annotations

import pytest
from two_bodies import (
    FROM_TOWN,
    REGION,
    TOWN,
    YEARS,
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

HALTED = [
    ("Ärendet utgår.", "withdrawn", "lapsed"),
    ("Ärendet bordläggs.", "postponed", "awaiting"),
    ("Socialnämnden beslutar att bordlägga ärendet till nästa sammanträde.", "postponed", "awaiting"),
    ("Ärendet återremitteras till förvaltningen för att kostnaden ska utredas.", "referred_back", "awaiting"),
]


@pytest.mark.parametrize("title", [FROM_TOWN, "Ungdomsmottagningen i Nordvik"])
@pytest.mark.parametrize(("words", "status", "standing"), HALTED)
def test_a_halted_matter_is_said_with_its_words(title: str, words: str, status: str, standing: str) -> None:
    """Also where the title names no agreement: the registry number is that of the committee's proposal."""
    papers = region(region_approves()), committee(), town(words, title=title)
    found = answers(*papers)
    (one,) = found.agreements
    assert statuses(one) == {REGION: "decided_conditionally", TOWN: status}
    assert one.standing == standing
    assert status in one.proof.rules()
    entry = next(entry for entry in one.open if entry.code == "missing_decision")
    assert (entry.party, entry.values["paper"], entry.values["section"]) == (TOWN, status, "44")
    quoted = {found.quotes[citation].removesuffix(".") for citation in entry.citations}
    assert quoted == {words.removesuffix(".")}
    assert "(§ 44, 8 november 2023)" in say_proof("open.missing_decision", {"party": TOWN, **entry.values}, "sv")


@pytest.mark.parametrize(("words", "status", "standing"), HALTED)
def test_a_later_decision_takes_its_place(words: str, status: str, standing: str) -> None:
    later = town(town_approves(), day="2023-12-06", section=52)
    papers = region(region_approves()), town(words), later
    assert statuses(answer(*papers, on="2023-11-20"))[TOWN] == status
    assert answer(*papers).standing == "in_force"
    assert standing != "in_force"


def test_an_undecided_matter_that_comes_back_is_proposed_again() -> None:
    halted = town("Ärendet utgår.", day="2023-09-06", section=21)
    assert statuses(answer(region(region_approves()), halted, committee()))[TOWN] == "proposed"


@pytest.mark.parametrize(
    "words",
    [
        f"Dagordningen fastställs med den ändringen att ärendet {FROM_TOWN} utgår.",
        f"Föredragningslistan godkänns. Ärendet om {FROM_TOWN.lower()} utgår.",
    ],
)
def test_a_matter_taken_off_the_agenda_is_withdrawn_not_approved(words: str) -> None:
    agenda = town(words, section=40, title="Fastställande av dagordning", number="SN 2023/001")
    one = answer(region(region_approves()), committee(), agenda)
    assert statuses(one)[TOWN] == "withdrawn"
    assert one.title != "Fastställande av dagordning"


def test_to_adopt_the_agenda_decides_on_no_agreement() -> None:
    agenda = town(
        f"Dagordningen fastställs med tillägget att ärendet {FROM_TOWN} tas upp.",
        section=40, title="Fastställande av dagordning", number="SN 2023/001",
    )  # fmt: skip
    assert statuses(answer(region(region_approves()), committee(), agenda))[TOWN] == "proposed"


def test_the_region_withdraws_in_an_att_clause() -> None:
    one = answer(region("att ärendet ska utgå."), town(town_approves()))
    assert statuses(one)[REGION] == "withdrawn"


def test_whose_matter_it_is_may_be_for_a_person_to_say() -> None:
    """Nothing but the service's name ties it to the agreement: named, and no more."""
    halted = town("Ärendet utgår.", title="Ungdomsmottagningen i Nordvik", number="SN 2023/900")
    one = answer(region(region_approves()), halted)
    assert statuses(one)[TOWN] == "none"
    (entry,) = [entry for entry in one.open if entry.code == "unsure_same_agreement"]
    assert entry.values["title"] == "Ungdomsmottagningen i Nordvik"


def test_a_halted_matter_of_something_else_is_left_out() -> None:
    halted = town("Ärendet bordläggs.", title="Öppettider i simhallen", number="SN 2023/700")
    one = answer(region(region_approves()), committee(), halted)
    assert statuses(one)[TOWN] == "proposed"
    assert "unsure_same_agreement" not in {entry.code for entry in one.open}


def test_a_later_matter_does_not_touch_what_was_decided() -> None:
    halted = town("Ärendet utgår.", day="2024-02-14", section=9, title="Ungdomsmottagningen i Nordvik")
    assert answer(region(region_approves()), town(town_approves()), halted).standing == "in_force"


SHARES = "Region Sundland svarar för 60 procent och Nordvik kommun för 40 procent av kostnaderna."


@pytest.mark.parametrize(
    "decided",
    [
        f"Socialnämnden bordlägger ärendet om {FROM_TOWN} för perioden {YEARS}. {SHARES}",
        f"Socialnämnden avslår förslaget till {FROM_TOWN} för perioden {YEARS}. {SHARES}",
        f"1. Socialnämnden godkänner för sin del {FROM_TOWN} för perioden {YEARS}. {SHARES}\n"
        "2. Socialnämnden föreslår kommunfullmäktige att godkänna samverkansavtalet.",
        f"Socialnämnden föreslår kommunfullmäktige att godkänna {FROM_TOWN} för perioden {YEARS}. {SHARES}",
    ],
    ids=["postponed", "refused", "left to a higher body", "proposed"],
)
def test_terms_of_what_is_not_decided_are_only_proposed(decided: str) -> None:
    (row,) = answer(town(decided)).terms
    assert row.bases == {"period": "proposed", "shares": "proposed"}
    assert row.basis == "told"
