"""Which accounts, as people write them: what is taken, and what is refused by name."""

import pytest

from samverkan.core.funding.account_patterns import AccountPatternError, Overlap, account_patterns, overlaps


@pytest.mark.parametrize(
    ("written", "taken"),
    [("4010", "4010"), (" 50* ", "50*"), ("4000 – 4999", "4000-4999"), ("4000-49", "4000-49"), ("40-4099", "40-4099")],
)
def test_accounts_are_taken_without_blanks(written: str, taken: str) -> None:
    assert account_patterns([written]) == (taken,)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("40 10", "not_accounts"), ("40X0", "not_accounts"), ("", "not_accounts"), ("*", "not_accounts"), ("4*0", "not_accounts"),
        ("40*-49*", "not_accounts"), ("4000-", "not_accounts"), ("٤٠", "not_accounts"), ("4999-4000", "accounts_turned"),
        ("45-4499", "accounts_turned"),
    ],
)  # fmt: skip
def test_what_names_no_accounts_is_refused_with_what_was_written(written: str, code: str) -> None:
    with pytest.raises(AccountPatternError) as wrong:
        account_patterns(["4010", written])
    assert (wrong.value.code, wrong.value.values["value"]) == (code, written)


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("60*", "60*", True), ("6*", "60*", True), ("60*", "6010", True), ("6010", "6010", True), ("6000-6099", "60*", True),
        ("6000-6099", "6050-6200", True), ("60-61", "6199", True), ("4000-4999", "49991", True), ("60*", "61*", False),
        ("6010", "60101", False), ("6000-6099", "61*", False), ("6000-6099", "6100-6199", False), ("60*", "6", False),
    ],
)  # fmt: skip
def test_patterns_of_two_rows_that_have_an_account_in_common_are_told(one: str, other: str, common: bool) -> None:
    assert overlaps([[one], [other]]) == ([Overlap(1, other, 0, one)] if common else [])
    assert overlaps([[other], [one]]) == ([Overlap(1, one, 0, other)] if common else [])
    assert overlaps([[one, other]]) == []


def test_each_row_is_told_of_whatever_lies_between_the_two() -> None:
    assert overlaps([["5*"], ["40*", "4500"], ["6010", "5010-5019"], ["4500", "70*"]]) == [
        Overlap(2, "5010-5019", 0, "5*"), Overlap(3, "4500", 1, "4500"),
    ]  # fmt: skip
    assert [one.row for one in overlaps([["6*"], ["6010"], ["60110", "7010"], ["6999"]])] == [1, 2, 3]
