"""Which accounts, as a person writes them, in; the same checked and without blanks out: "4010", "40*", "4000-4999"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from samverkan.core.findings import SamverkanError

if TYPE_CHECKING:
    from collections.abc import Iterable

_BLANKS: Final = re.compile(r"\s*[-–]\s*")
_PATTERN: Final = re.compile(r"[0-9]{1,12}(?:\*|-[0-9]{1,12})?")


class AccountPatternError(SamverkanError):
    """What names no accounts: code `not_accounts` (letters, blanks, another sign) or `accounts_turned`; `value`: what was written."""


def account_patterns(written: Iterable[str]) -> tuple[str, ...]:
    """Each pattern, checked; blanks around it and around its dash are left out. AccountPatternError at the first that is none.

    An account ("4010"), those that begin so ("40*"), or those from one to another ("4000-4999"; by the digits that both have, so
    that "4000-49" holds 4999). An account is digits alone, as SIE 4B and the charts of accounts have it.
    """
    return tuple(map(_checked, written))


def _checked(written: str) -> str:
    pattern = _BLANKS.sub("-", written.strip())
    if _PATTERN.fullmatch(pattern) is None:
        raise AccountPatternError("not_accounts", value=written[:40])
    low, dash, high = pattern.partition("-")
    length = min(len(low), len(high))
    if dash and low[:length] > high[:length]:
        raise AccountPatternError("accounts_turned", value=written[:40])
    return pattern
