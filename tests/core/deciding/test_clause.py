"""The joint clause: one fingerprint wherever it is, and what is changed told by term and by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.core.dates import PartialDate
from samverkan.core.deciding.clause import Clause, Period, Share, differing, fingerprint, share_faults, word_changes
from samverkan.core.facts import ExtensionValue
from samverkan.core.writing.meeting_json import from_json, to_json

CLAUSE = Clause(
    "Samverkansavtal om Familjecentralen Lärkan", "Familjecentralen Lärkan", ("Region Västana", "Lindmora kommun"),
    Period(PartialDate(2025, 1, 1), PartialDate(2027, 12, 31)),
    (Share("Region Västana", "50"), Share("Lindmora kommun", "50")), ExtensionValue(False, "excluded"),
    ("Samverkansavtalet godkänns.",), ("Parterna driver familjecentralen tillsammans.",),
)  # fmt: skip
WORDS = st.text(alphabet="ab å.,\n–", max_size=40)


def test_a_clause_reads_back_the_same_and_keeps_its_fingerprint() -> None:
    again = from_json(Clause, to_json(CLAUSE))
    assert again == CLAUSE
    assert fingerprint(to_json(again)) == fingerprint(to_json(CLAUSE))
    assert fingerprint(to_json(CLAUSE._replace(points=("Samverkansavtalet godkänns",)))) != fingerprint(to_json(CLAUSE))


def test_a_fingerprint_is_the_same_tomorrow() -> None:
    """It goes between installations: another way of writing it would break every locked clause."""
    told = "ad5a2b8227f1ebc584a8d6037deede582b03f2798fb44078de9b2fa414a2d7d7"
    assert fingerprint({"title": "Å", "parties": ["B", "A"]}) == told
    assert fingerprint({"parties": ["B", "A"], "title": "Å"}) == told


def test_terms_that_differ_are_named() -> None:
    other = CLAUSE._replace(shares=(Share("Region Västana", "60"), Share("Lindmora kommun", "40")), points=("Nej.",))
    assert [one.term for one in differing(CLAUSE, other)] == ["shares", "points"]
    assert differing(CLAUSE, CLAUSE) == ()


def test_one_changed_word_is_told_alone() -> None:
    told = word_changes("Avtalet gäller i tre år och förlängs inte.", "Avtalet gäller i två år och förlängs inte.")
    assert [(one.kind, one.text) for one in told] == [
        ("same", "Avtalet gäller i "), ("gone", "tre"), ("new", "två"), ("same", " år och förlängs inte."),
    ]  # fmt: skip


def test_words_beside_each_other_change_as_one_run() -> None:
    told = word_changes("för perioden 2025 till 2027 godkänns", "utan slutdag efter 2027 godkänns")
    assert ("gone", "för perioden 2025 till") in [tuple(one) for one in told]
    assert ("new", "utan slutdag efter") in [tuple(one) for one in told]


@given(WORDS, WORDS)
def test_both_texts_can_be_had_back_from_their_changes(first: str, second: str) -> None:
    told = word_changes(first, second)
    assert "".join(one.text for one in told if one.kind != "new") == first
    assert "".join(one.text for one in told if one.kind != "gone") == second


@pytest.mark.parametrize("figure", ["sNaN", "Infinity", "1e9999999", "-50", "5_0", "101", "", "50,5"])
def test_a_figure_that_is_no_percentage_is_told(figure: str) -> None:
    shares = (Share("Region Västana", figure), Share("Lindmora kommun", "50"))
    assert [one.code for one in share_faults(CLAUSE._replace(shares=shares))] == ["share_no_figure"]
