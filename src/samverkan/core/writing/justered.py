"""The day on which a paper's minutes were justerade, where the paper says it: a text in, the day and its words out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from samverkan.core.reading.dating import dates_in
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from datetime import date

_SAYS: Final = re.compile(
    r"\bjuster(?:ingsdag|ingsdatum|ingens\s+dag|ades|at|ade|ad)\b|\bdag\s+för\s+justering\b", re.IGNORECASE
)
_NEAR: Final = 60
_PLAIN: Final = re.compile(r"[^.;!?]*")


def justered_on(text: str) -> Cited[date] | None:
    """The first day named right after the word, in the same sentence; None where no day is."""
    for said in _SAYS.finditer(text):
        sentence = _PLAIN.match(text, said.end(), said.end() + _NEAR)
        end = said.end() if sentence is None else sentence.end()
        for found in dates_in(text, said.end(), end):
            if found.date is not None and found.date.is_day:
                return Cited(found.date.first, Span(said.start(), found.end))
    return None
