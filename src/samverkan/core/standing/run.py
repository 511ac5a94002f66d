"""One walk through an agreement's time: the rows of terms so far, its last day so far, and what led there.

`terms` starts it; amendments, extensions and notices of termination each take it further.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from samverkan.core.dates import PartialDate, valid_day
from samverkan.core.facts import Amendment, ConditionShown, Extension
from samverkan.core.standing.case import cite
from samverkan.core.standing.values import Open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.facts import Basis, ExtensionValue, Fact, Term, Termination
    from samverkan.core.sources import Citation
    from samverkan.core.standing.case import Case
    from samverkan.core.standing.values import Proof, TermsRow

ONE_DAY: Final = timedelta(days=1)
BASIS_WEIGHT: Final = {"agreed": 2, "decided": 1, "told": 0}


def months_on(day: date, months: int) -> date:
    """The same day some months on (or back); where the month has no such day, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = valid_day(year, month + 1, day.day)
    return last or next(found for n in range(day.day - 1, 0, -1) if (found := valid_day(year, month + 1, n)))


class Run:
    """The walk's state: how many times extended by decision (`used`) and by itself (`renewed`).

    `leaves`: the last day of each party that has given notice.
    """

    __slots__ = (
        "before_start", "case", "changes", "end", "extension", "leaves", "open", "reasons", "renewed", "rows", "stated",
        "unclear", "used",
    )  # fmt: skip

    def __init__(self, case: Case, rows: list[TermsRow], stated: Term | None, extension: ExtensionValue | None) -> None:
        self.case, self.stated, self.extension, self.rows = case, stated, extension, rows
        self.end = rows[0].to.last if rows and rows[0].to is not None else None
        self.reasons: list[Proof] = []
        self.open: list[Open] = []
        self.changes: list[Extension | Amendment | Termination] = []
        self.before_start: Proof | None = None
        self.unclear: Proof | None = None
        self.leaves: dict[str, tuple[date, Termination]] = {}
        self.used = self.renewed = 0

    def append(self, last: date, basis: Basis, citations: tuple[Citation, ...], extension: bool | None) -> None:
        """A row from the day after the present end to `last`, on the terms before it."""
        if self.rows:
            before = self.rows[-1]
            row = before._replace(
                from_=None if self.end is None else PartialDate.of(self.end + ONE_DAY),
                to=PartialDate.of(last),
                extension=extension,
                basis=_weaker(before, basis),
                citations=tuple(dict.fromkeys((*before.citations, *citations))),
                bases={**before.bases, "period": basis},
            )
            self.rows.append(row)
        self.end = last

    def cut(self, last: date) -> None:
        """End the rows on a day."""
        self.end = last
        self.rows = [row for row in self.rows if row.from_ is None or row.from_.first <= last]
        if self.rows:
            self.rows[-1] = self.rows[-1]._replace(to=PartialDate.of(last), open_ended=False)

    def missing(self, decided: Sequence[Extension | Amendment], first: date | None = None) -> tuple[str, ...]:
        """The parties that have not decided the same change, of those still in the agreement on its first day."""
        done = {one.party for one in decided if not one.proposed}
        if first is not None:
            done |= {party for party, (last, _) in self.leaves.items() if last < first}
        return tuple([party for party in self.case.parties if party not in done])

    def ask(self, missing: Sequence[str], what: str, decided: Sequence[Fact]) -> None:
        """An entry for each party whose decision on the change is missing."""
        for party in missing:
            self.open.append(Open("missing_decision", party, {"body": None, "what": what}, cite(*decided)))

    def waiting(self, decided: Sequence[Extension | Amendment]) -> list[Fact]:
        """The decisions whose conditions, others than the parties' decisions on the same, nothing shows met."""
        shown = {(one.decision, one.condition) for one in self.case.of(ConditionShown) if one.met}
        waits: list[Fact] = []
        for one in decided:
            for n, condition in enumerate(one.conditions):
                if condition.kind != "matching_decision" and (one.id, n) not in shown and not one.proposed:
                    values = {"kind": condition.kind, "on": condition.on, "met": None, "words": condition.text}
                    self.open.append(Open("unmet_condition", one.party, values, condition.citations or one.citations))
                    waits.append(one)
        return waits


def _weaker(row: TermsRow, basis: Basis) -> Basis:
    """What sets an extended row: its shares stand on what they stood on before, if that was weaker."""
    return min(row.basis, basis, key=BASIS_WEIGHT.__getitem__) if row.shares else basis
