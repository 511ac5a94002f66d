"""New shares from a day on, by every party's decision (tilläggsavtal, ändring av avtal): the walk in, changed rows out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.dates import PartialDate
from samverkan.core.facts import Amendment, Extension, ShareValue
from samverkan.core.standing.case import cite, proved
from samverkan.core.standing.run import ONE_DAY
from samverkan.core.standing.values import Open

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.facts import Basis
    from samverkan.core.sources import Citation
    from samverkan.core.standing.run import Run


def amend(run: Run) -> None:
    """New shares from the day that every party has decided them from; what a paper leaves unsaid stands open."""
    wanted: dict[tuple[PartialDate, tuple[ShareValue, ...]], list[Amendment]] = {}
    for one in run.case.of(Amendment):
        from_ = one.from_
        if not run.case.counts(one, None if from_ is None else from_.first):
            continue
        if not one.proposed:
            run.changes.append(one)
        if from_ is None or not one.shares:
            _unclear(run, one)
        else:
            wanted.setdefault((from_, tuple(sorted(one.shares, key=str))), []).append(one)
    for (from_, _), decided in sorted(wanted.items(), key=lambda pair: (pair[0][0], str(pair[0][1]))):
        missing, waiting = run.missing(decided, from_.first), run.waiting(decided)
        if waiting and not missing:
            run.reasons.append(proved("change_waits", None, facts=waiting, what="amendment"))
            continue
        run.reasons.append(proved("amended", not missing, facts=decided, from_=from_, missing=missing))
        run.ask(missing, "amendment", decided)
        if not missing:
            divide(run, from_.first, decided[0].shares, "decided", cite(*decided))


def _unclear(run: Run, one: Amendment) -> None:
    """A change whose content, or first day, the papers do not show; where it only extends, there is nothing more."""
    if any(other.happened == one.happened and other.section == one.section for other in run.case.of(Extension)):
        return
    values = {"body": one.body, "section": one.section, "day": one.happened, "from_": one.from_}
    run.reasons.append(proved("amendment_unclear", None, facts=(one,), party=one.party, **values))
    run.open.append(Open("amendment_unclear", one.party, values, one.citations))


def divide(
    run: Run, first: date, shares: tuple[ShareValue, ...], basis: Basis, citations: tuple[Citation, ...]
) -> None:
    """The rows from the day on with the new shares; the row that holds the day is split."""
    changed = []
    for row in run.rows:
        if row.to is not None and row.to.last < first:
            changed.append(row)
            continue
        begins = row.from_ is not None and row.from_.first >= first
        if not begins:
            changed.append(row._replace(to=PartialDate.of(first - ONE_DAY), open_ended=False))
        changed.append(
            row._replace(
                from_=row.from_ if begins else PartialDate.of(first),
                shares=shares,
                basis=basis,
                confirmed=False,
                citations=tuple(dict.fromkeys((*row.citations, *citations))),
                bases={**row.bases, "shares": basis},
            )
        )
    run.rows = changed
