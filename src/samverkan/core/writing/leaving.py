"""A party leaving an agreement or a joint authority, told by a decision's own words; and the last day they name."""

from __future__ import annotations

import re
from typing import Final

from samverkan.core.dates import PartialDate, valid_day

_LEAVES: Final = re.compile(
    r"\b(?:begär(?:a|s|an om)?|ansök(?:a|er) om|anmäl(?:a|er))\s+utträde\b|\butträd(?:a|er)\s+ur\b|\bträd(?:a|er)\s+ur\b"
    r"|\bsäg(?:a|er)\s+upp\s+medlemskap",
    re.IGNORECASE,
)
_LETS_LEAVE: Final = re.compile(
    r"\b(?:godkänn|medge|bifall|beviljar?|tillstyrk)\w*\s[^.]{0,80}\b\w*utträde\b", re.IGNORECASE
)
_MONTHS: Final = "januari februari mars april maj juni juli augusti september oktober november december".split()
_LAST: Final = re.compile(
    r"\b(?:till(?: och med)?|t\.?o\.?m\.?|upphör|den|från(?: och med)?|per|med verkan från)\s+(?:den\s+)?"
    r"(?:(?P<iso>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<day>\d{1,2})\s+(?P<month>"
    + "|".join(_MONTHS)
    + r")\s+(?P<year>\d{4}))",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"från", re.IGNORECASE)


def leaves(words: str) -> bool:
    """Whether the party, by this decision, leaves: it asks to, or does."""
    return _LEAVES.search(words) is not None and not lets_leave(words)


def lets_leave(words: str) -> bool:
    """Whether the decision is on another's leaving: it says nothing of the party's own."""
    return _LETS_LEAVE.search(words) is not None


def last_day_in(words: str) -> PartialDate | None:
    """The last day that a notice names in its own words: "till den 31 december 2022"; of "från" the day before."""
    named = _LAST.search(words)
    if named is None:
        return None
    if named["iso"]:
        found = valid_day(int(named["iso"]), int(named["m"]), int(named["d"]))
    else:
        month = _MONTHS.index(named["month"].casefold()) + 1
        found = valid_day(int(named["year"]), month, int(named["day"]))
    if found is None:
        return None
    before = _FROM.match(named[0]) is not None
    return PartialDate.of(type(found).fromordinal(found.toordinal() - 1) if before else found)
