"""Lengths of time in words: "tolv (12) månader", "två års", "halvår" with their places and their whole months.

Weeks and days have no whole months; a bracket that repeats the figure is read once.
"""

from __future__ import annotations

from typing import NamedTuple

from samverkan.core.reading.dating import NUMBER_WORDS, number_of
from samverkan.core.reading.wording import Wording

_COUNT = rf"\d{{1,3}}|{NUMBER_WORDS}"
_DURATION = Wording(
    r"(?<![\w.,/-])(?P<h>(?:ett |en )?halvår|ett halvt år|årsvis|årlig(?:en|t)?|årsbasis|halvårsvis)(?!\w)",
    rf"(?<![\w.,/-])(?P<n>{_COUNT})(?P<half> och ett halvt)?(?: ?\((?P<b>{_COUNT})\))?[ -](?:kalender|läs|avtals|verksamhets|hela |helt )?"
    r"(?P<u>månad|mån(?![a-zåäö])|år|veck|dag)(?P<e>[a-zåäö]*)(?!\w)",
)
_NOT_LENGTH = frozenset({"et", "ets", "skurs", "skurser", "sskiftet", "svis", "skiften"})


class Duration(NamedTuple):
    """A length of time found: `months` None where it is not whole months."""

    start: int
    end: int
    months: int | None
    unit: str


def durations_in(low: str, start: int = 0, end: int | None = None) -> list[Duration]:
    """Every length of time in low[start:end], a text in lower case, in order."""
    found = []
    for m in _DURATION.finditer(low, start, len(low) if end is None else end):
        if m["h"]:
            found.append(Duration(m.start(), m.end(), 6 if "halv" in m["h"] else 12, "år"))
            continue
        if m["e"] in _NOT_LENGTH or m["e"].startswith("svis"):
            continue
        n, unit = number_of(m["n"]), m["u"]
        if n is None or (unit == "år" and n > 99):
            continue
        months = n if unit in {"månad", "mån"} else n * 12 + (6 if m["half"] else 0) if unit == "år" else None
        found.append(Duration(m.start(), m.end(), months, unit))
    return found
