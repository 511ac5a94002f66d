"""What notice of termination does: between two it ends the agreement, among more one party leaves it.

Whether it goes on between the others only the papers, or a person, can say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.dates import PartialDate
from samverkan.core.facts import Confirmation, Termination
from samverkan.core.standing.case import proved
from samverkan.core.standing.run import ONE_DAY, months_on
from samverkan.core.standing.values import Open

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.facts import Fact
    from samverkan.core.standing.run import Run


def end_by_notice(run: Run) -> None:
    """A lapse before the start, an earlier last day, a party's last day, or an end that nothing tells."""
    case = run.case
    for notice in case.of(Termination):
        if not case.happened_by(notice):
            continue
        run.changes.append(notice)
        party, day = notice.party, notice.happened
        if day is not None and case.start is not None and day.last < case.start:
            run.before_start = proved("terminated_before_start", True, facts=(notice,), **_notice(notice))
            continue
        last, months = _last_day(run, notice)
        if last is None:
            run.unclear = proved("termination_day_unknown", None, facts=(notice,), **_notice(notice))
            values = {"term": "termination", "silent": list(case.parties), "paper": "decides"}
            run.open.append(Open("unstated_term", party, values, notice.citations))
        elif len(case.parties) > 2:
            if party not in run.leaves or last < run.leaves[party][0]:
                run.leaves[party] = last, notice
        elif run.end is None or last < run.end:
            run.reasons.append(proved("terminated", True, facts=(notice,), **_notice(notice), end=last, months=months))
            run.cut(last)


def _notice(notice: Termination) -> dict[str, object]:
    """Whose notice it is, and where it stands."""
    return {"party": notice.party, "body": notice.body, "section": notice.section, "day": notice.happened}


def _last_day(run: Run, notice: Termination) -> tuple[date | None, int | None]:
    if notice.ends is not None:
        return notice.ends.last, None
    if notice.party in run.leaves:
        return run.leaves[notice.party][0], None
    clause = run.case.value("termination")
    if clause is not None and isinstance(clause.value, int) and notice.happened is not None:
        return months_on(notice.happened.last, clause.value), clause.value
    if run.extension is not None and run.extension.mode == "automatic" and run.end is not None:
        return run.end, None  # notice refuses the next extension; the period itself runs out
    return None, None


def leave(run: Run) -> None:
    """Each party's leaving in turn, of those whose last day has passed on the day asked about."""
    if not run.leaves:
        return
    case = run.case
    left = sorted(run.leaves.items(), key=lambda one: (one[1][0], one[0]))
    gone = {party for party, (last, _) in left if last < case.on}
    said = case.value("goes_on")
    facts: list[Fact] = [one for one in case.of(Confirmation) if one.of == "goes_on"]
    if said is not None and said.value:
        facts.append(said)
    others = tuple([party for party in case.parties if party not in gone])
    for party, (last, notice) in left:
        if party not in gone or (run.end is not None and last > run.end):
            continue
        values = {**_notice(notice), "end": last, "others": others}
        if len(others) < 2:
            run.reasons.append(proved("terminated", True, facts=(notice,), **values, months=None))
            run.cut(max(last for name, (last, _) in left if name in gone))
            return
        if facts:
            run.reasons.append(proved("goes_on_between_others", True, facts=(*facts, notice), **values))
            _without(run, party, last, others)
        else:
            run.unclear = proved("one_of_several_left", None, facts=(notice,), **values)
            run.open.append(Open("party_left", party, values, notice.citations))


def _without(run: Run, party: str, last: date, others: tuple[str, ...]) -> None:
    """The rows from the day after a party left: its share is nobody's until the others decide on it."""
    rows = []
    for row in run.rows:
        whole = row.to is not None and row.to.last <= last
        if whole or all(share.party != party for share in row.shares):
            rows.append(row)
            continue
        begins = row.from_ is not None and row.from_.first > last
        if not begins:
            rows.append(row._replace(to=PartialDate.of(last), open_ended=False))
        rows.append(row._replace(from_=row.from_ if begins else PartialDate.of(last + ONE_DAY), shares=()))
        values = {"term": "shares", "silent": others}
        if not any(one.values == values for one in run.open):
            run.open.append(Open("unstated_term", None, values, row.citations))
    run.rows = rows
