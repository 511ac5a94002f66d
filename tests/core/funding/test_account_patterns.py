"""Which accounts, as people write them: what is taken, and what is refused by name."""

import pytest

from samverkan.core.funding.account_patterns import AccountPatternError, account_patterns


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
