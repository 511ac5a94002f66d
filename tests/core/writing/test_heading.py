"""A head corrected reaches every fact that repeats it, and no other."""

from pathlib import Path
from typing import Any

from samverkan.actions.reading import read_paper
from samverkan.core.writing.heading import corrected_head, with_head

PAPER = Path(__file__).parents[3] / "examples/alingsas/2021-10-01-vastra-halso-och-sjukvardsnamnden-196.txt"


def read() -> tuple[Any, list[Any]]:
    (item,) = read_paper(PAPER.read_bytes(), PAPER.name).items
    return item["head"], item["facts"]


def test_a_day_section_body_and_number_set_right_are_so_in_the_facts_too() -> None:
    head, facts = read()
    said = {
        "section": "197",
        "day": "2021-10-02",
        "body": "Norra nämnden",
        "registry_number": "N 1",
        "organisation": "Regionen",
    }
    after = corrected_head(head, said)
    assert (after["section"], after["day"], after["known"], after["board"]) == (
        "197",
        "2021-10-02",
        "2021-10-02",
        "Norra nämnden",
    )
    assert after["title"] == head["title"]
    found = [with_head(fact, head, after)["value"] for fact in facts]
    decision = found[0]
    assert (decision["section"], decision["happened"], decision["body"], decision["registry_number"]) == (
        "197", "2021-10-02", "Norra nämnden", "N 1",
    )  # fmt: skip
    assert decision["citations"][0]["section"] == "197"
    assert {one["happened"] for one in found} == {"2021-10-02"}


def test_what_a_fact_says_of_another_paper_stays() -> None:
    head, facts = read()
    after = corrected_head(head, {"section": "144", "day": "2021-06-24"})
    kinds = {fact["kind"]: with_head(fact, head, after)["value"] for fact in facts}
    assert (kinds["AssignmentFulfilled"]["section"], kinds["AssignmentFulfilled"]["day"]) == ("144", "2021-06-23")
    assert kinds["Told"]["day"] == "2021"


def test_what_is_emptied_is_unknown() -> None:
    head, facts = read()
    after = corrected_head(head, {"section": "", "day": None})
    assert after["section"] is None
    assert "known" not in after
    decision = with_head(facts[0], head, after)["value"]
    assert "section" not in decision
    assert "happened" not in decision


def test_a_committee_is_still_for_its_board() -> None:
    head, _ = read()
    after = corrected_head(head, {"body": "Socialnämndens arbetsutskott"})
    assert after["board"] == "Socialnämnden"
