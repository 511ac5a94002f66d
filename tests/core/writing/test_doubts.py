"""What a person should look at first, and why: sample papers, and papers with one thing wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from samverkan.core.dates import PartialDate
from samverkan.core.facts import Dispatch, PeriodValue, Term
from samverkan.core.findings import Finding
from samverkan.core.sources import Span
from samverkan.core.writing.doubts import doubts, head_doubts
from samverkan.core.writing.recording import record
from samverkan.outside.reading import read_bytes, read_file

EXAMPLES = Path(__file__).parents[3] / "examples"
DECIDED = (EXAMPLES / "alingsas-beslut/2021-09-29-socialnamnden-50.txt").read_text(encoding="utf-8")


def unsure(text: str, flaws: tuple[Finding, ...] = ()) -> dict[str, set[str]]:
    """The codes of the doubts by the kind of fact, or the term."""
    (item,) = record(read_bytes(text.encode(), "papper.txt"))
    found: dict[str, set[str]] = {"head": {one.code for one in head_doubts(item)}}
    for fact, why in zip(item.facts, doubts(item, flaws), strict=True):
        found.setdefault(getattr(fact, "term", type(fact).__name__), set()).update(one.code for one in why)
    return {name: codes for name, codes in found.items() if codes}


def test_of_a_plain_decision_only_what_is_merely_told_is_unsure() -> None:
    assert unsure(DECIDED) == {"shares": {"only_told"}}


@pytest.mark.parametrize(
    ("before", "after", "name", "code"),
    [
        ("ALINGSÅS KOMMUN\n", "", "head", "no_organisation"),
        ("2021-09-29\n\n§ 50", "§ 50", "head", "no_day"),
        ("50 procent vardera", "60 respektive 50 procent", "shares", "shares_not_whole"),
    ],
)  # fmt: skip
def test_what_the_paper_does_not_say_or_says_twice_is_unsure(before: str, after: str, name: str, code: str) -> None:
    assert before in DECIDED
    assert code in unsure(DECIDED.replace(before, after)).get(name, set())


def test_a_finding_on_the_words_makes_them_unsure_and_no_others() -> None:
    at = DECIDED.index("utan möjlighet")
    found = unsure(DECIDED, (Finding("damaged_characters", {"count": 1}, Span(at + 3, at + 4)),))
    assert "finding" in found["extension"]
    assert "period" not in found


def test_a_region_that_only_names_its_board_is_asked_whose_it_is() -> None:
    reading = read_file(str(EXAMPLES / "alingsas/2021-10-01-vastra-halso-och-sjukvardsnamnden-196.txt"))
    (item,) = record(reading)
    assert [one.code for one in head_doubts(item)] == ["no_organisation"]


def test_a_recipient_with_the_wide_gaps_of_a_page_head_is_unsure_and_no_sample_has_one() -> None:
    reading = read_file(str(EXAMPLES / "vastana/2024-06-12-socialnamnden-71.txt"))
    (item,) = record(reading)
    sent = [fact for fact in item.facts if isinstance(fact, Dispatch)]
    assert sent
    assert not [why for why in doubts(item, ()) if any(one.code == "torn" for one in why)]
    torn = replace(sent[0], to="Lindmora kommun          SAMMANTRÄDESPROTOKOLL")
    assert [[one.code for one in why] for why in doubts(item._replace(facts=(torn,)), ())] == [["torn"]]


def test_another_value_of_the_same_term_makes_both_unsure() -> None:
    (item,) = record(read_bytes(DECIDED.encode(), "papper.txt"))
    period = next(fact for fact in item.facts if isinstance(fact, Term) and fact.term == "period")
    other = replace(period, id="other", value=PeriodValue(PartialDate(2022), PartialDate(2024)), words="2022–2024")
    both = item._replace(facts=(period, other))
    assert [[one.code for one in why] for why in doubts(both, ())] == [["said_otherwise"], ["said_otherwise"]]
    earlier = replace(other, role="previous")
    assert [why for why in doubts(item._replace(facts=(period, earlier)), ()) if why] == []
