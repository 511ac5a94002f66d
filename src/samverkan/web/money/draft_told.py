"""What is told of a file of costs before it is taken in, and stops nothing: rows no rule could sift, days on which nothing is divided."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from samverkan.core.findings import Finding
from samverkan.core.funding.selecting import falls_on
from samverkan.core.funding.terms import stretches
from samverkan.store.money.rules import funded
from samverkan.store.view import JOINT, View
from samverkan.words import say
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samverkan.core.funding.terms import Stretch
    from samverkan.core.funding.vouchers import CostLine
    from samverkan.store.models import CostDraft
    from samverkan.web.asked import Asked


def accounts_told(asked: Asked, draft: CostDraft) -> list[str]:
    """That lines without an account are counted, though the organisation's rules name accounts; nothing where there are none."""
    count = draft.data.get("unasked", 0)
    if not count:
        return []
    code = "draft.account_unasked" if draft.data["accounts"] else "draft.accounts_unasked"
    return [say("money", code, {"count": count}, asked.language)]


def undivided_told(asked: Asked, draft: CostDraft, lines: Iterable[CostLine]) -> list[str]:
    """What of the lines is for days on which nothing is divided, and why, as a year of the agreement's money tells it.

    By the days that lines are for, not by line: a file has many lines and few days.
    """
    counts, sums = Counter[tuple[date, date]](), Counter[tuple[date, date]]()
    for line in lines:
        whole = line.first or line.day, line.last or line.day
        counts[whole] += 1
        sums[whole] += line.ore
    if not counts:
        return []
    told = []
    for one in _barred(asked, draft, min(first for first, _ in counts), max(last for _, last in counts)):
        there = [whole for whole in counts if whole[0] <= one.last and one.first <= whole[1]]
        if there:
            begins = max(one.first, min(first for first, _ in there))
            ends = min(one.last, max(last for _, last in there))
            ore = sum(falls_on(sums[whole], whole, (begins, ends)) for whole in there)
            values = {"from": begins, "to": ends, "count": sum(counts[whole] for whole in there), "ore": ore}
            told.append(say_finding(Finding(one.bars, values), asked.language))
    return told


def _barred(asked: Asked, draft: CostDraft, first: date, last: date) -> list[Stretch]:
    """The stretches between two days on which nothing is divided."""
    known = funded(draft.agreement, View(JOINT), on=asked.on, party=asked.somebody.organisation)
    return [one for one in stretches(known.asked.rows if known else (), first, last) if one.bars]
