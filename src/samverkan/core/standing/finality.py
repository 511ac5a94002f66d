"""Whether a party's decision is shown to have legal force: notice and appeals in, what shows it or is lacking out.

Before that it binds all the same (KL 13:14), so this bars nothing. The days are counted by `core.law`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from samverkan.core.facts import (
    Amendment,
    Appeal,
    CourtOutcome,
    Decision,
    Extension,
    Fact,
    Justering,
    NoticePosted,
    Termination,
)
from samverkan.core.law import Posting, appeal
from samverkan.core.standing.case import cite, proved
from samverkan.core.standing.values import Proof

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.law import Answer
    from samverkan.core.standing.case import Case

Disposed: TypeAlias = Decision | Extension | Amendment | Termination
"""A decision that has its own window of appeal: on the agreement, or on what changes it."""

UNSHOWN: Final = frozenset({"no_notice_on_file", "appeal_time_runs", "notice_down_too_early", "appealed"})
"""The rules by which a decision is not shown to have legal force."""
_WHAT: Final[dict[type, str]] = {Extension: "extension", Amendment: "amendment", Termination: "termination"}


def forces(case: Case, decisions: Iterable[Disposed]) -> tuple[Proof, ...]:
    """Each decision's legal force; one that extends and amends at once is one decision."""
    each: dict[tuple[object, ...], Disposed] = {}
    for one in decisions:
        each.setdefault((one.party, one.happened, one.section) if one.happened or one.section else (one.id,), one)
    return tuple([legal_force(case, one) for one in each.values()])


def legal_force(case: Case, decision: Disposed) -> Proof:
    """Whether the decision can no longer be appealed, on the day asked about: yes, no, or not shown by the papers."""
    party = decision.party
    values: dict[str, object] = {"party": party, "section": decision.section, "day": decision.happened}
    if type(decision) is not Decision:
        values["what"] = _WHAT[type(decision)]
    appealed = case.of(Appeal)
    if appealed and (appeals := [one for one in appealed if _of(one, decision) and case.happened_by(one)]):
        outcomes = [one for one in case.of(CourtOutcome) if _of(one, decision) and case.happened_by(one)]
        if len(appeals) > len(outcomes):
            return proved("appealed", False, facts=appeals, **values)
    notice = None
    for one in case.of(NoticePosted):
        if one.party == party and covers(one, decision) and case.happened_by(one):
            notice = one
    if notice is None:
        values["justerad"] = False
        facts: list[Fact] = [decision]
        for justerad in case.of(Justering):
            if justerad.party == party and covers(justerad, decision):
                facts.append(justerad)
                values["justerad"] = True
        return Proof("no_notice_on_file", None, values, cite(*facts))
    if notice.happened is None or not notice.happened.is_day:
        return proved("no_notice_on_file", None, facts=(decision, notice), **values, justerad=True)
    ran_out = _ran_out(case.on, party, notice.happened.first, None if notice.removed is None else notice.removed.last)
    last = ran_out.values.get("last")
    rule = {
        "appeal_announce_again": "notice_down_too_early",
        "appeal_time_runs": "appeal_time_runs",
    }.get(
        ran_out.code,
        "appeal_time_out" if ran_out.code in {"appeal_time_out", "appeal_stayed_unknown"} else "no_notice_on_file",
    )
    holds = {"appeal_time_out": True, "no_notice_on_file": None}.get(rule, False)
    return proved(rule, holds, facts=(notice,), **values, posted=notice.happened, last=last, justerad=True)


@lru_cache(maxsize=4096)
def _ran_out(on: date, board: str, posted: date, removed: date | None) -> Answer:
    return appeal.ran_out(on=on, postings=(Posting(board=board, posted=posted, removed=removed),))


def _of(fact: Appeal | CourtOutcome, decision: Disposed) -> bool:
    """Whether an appeal is of the decision: the one it names, else the party's on the agreement."""
    if fact.party != decision.party:
        return False
    return type(decision) is Decision if fact.decision is None else fact.decision == decision.id


def covers(fact: Justering | NoticePosted, decision: Disposed) -> bool:
    """Whether a justering or notice is of the decision's meeting and, where it names sections, of its §."""
    meeting: PartialDate | None = fact.meeting
    if meeting is not None and decision.happened is not None and meeting != decision.happened:
        return False
    return not fact.sections or decision.section in fact.sections
