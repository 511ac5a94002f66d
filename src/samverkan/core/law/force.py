"""Legal force (laga kraft) and execution: two questions with two answers (KL 13:5-6, 13:14)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from samverkan.core.law.rule import KL, KL_1991, SINCE_2018, UNTIL_2018, Answer, Rule, cannot_tell, judge, no, yes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.law.rule import Outcome
    from samverkan.core.law.values import Appeal

LEGAL_FORCE = Rule("force.legal_force", KL, "13 kap. 2, 5, 6 och 14 §§", SINCE_2018, confirm=True)
LEGAL_FORCE_1991 = Rule("force.legal_force_1991", KL_1991, "10 kap. 2, 6, 7 och 14 a §§", UNTIL_2018, confirm=True)
EXECUTABLE = Rule("force.executable", KL, "13 kap. 14 §", SINCE_2018)
EXECUTABLE_1991 = Rule("force.executable_1991", KL_1991, "10 kap. 14 a §", UNTIL_2018, amended=("2002:438",))


def legal_force(*, on: date, appealable: Answer, ran_out: Answer, appeals: Sequence[Appeal] | None) -> Answer:
    """⚖ Whether a decision has legal force, so that it can no longer be appealed.

    In: the day asked about; the answers on whether it can be appealed and whether time has run out (for the same
    day); the appeals, none as (), None where it is not known whether any came in. Out: yes, with the first day of
    it: the day after the last day for appeal, or the day the last appeal in time ended without success; no; or
    "cannot be told". No section says so in as many words; it is derived from KL 13:5 (time runs out), 13:6 (what
    counts as in time) and 13:14 (which speaks of the time before a decision has legal force).
    """

    def decide(rule: Rule, _act: date) -> Answer:
        if appealable.holds is False:
            return no(rule, "force_no_window", because=(appealable,), on=on)
        came_in = [appeal for appeal in appeals or () if appeal.in_time.holds]
        because = (appealable, ran_out, *(appeal.in_time for appeal in appeals or ()))
        if any(appeal.ended is None or on < appeal.ended for appeal in came_in):
            return no(rule, "force_appealed", because=because, on=on)
        if any(appeal.annulled for appeal in came_in):
            return no(rule, "force_annulled", because=because, on=on)
        if ran_out.holds is False:
            return no(rule, "force_not_yet", because=because, on=on)
        missing = [name for answer in because if answer.holds is None for name in answer.missing]
        missing += ["annulled"] if any(appeal.annulled is None for appeal in came_in) else []
        missing += ["appeals"] if appeals is None else []
        if missing:
            code = "force_appeals_unknown" if missing == ["appeals"] else "force_unknown"
            return cannot_tell(rule, code, missing=missing, because=because, on=on)
        assert ran_out.day is not None
        ended = [appeal.ended for appeal in came_in if appeal.ended is not None]
        return yes(rule, "force", day=max([ran_out.day + timedelta(days=1), *ended]), because=because, on=on)

    act = ran_out.values.get("notice") or appealable.values.get("decided")
    day = act if isinstance(act, date) else None
    return judge("notice", day, (LEGAL_FORCE, decide), (LEGAL_FORCE_1991, decide))


def executable(
    *, decided: date | None, appealable: Answer, legal_force: Answer, special_reasons: bool | None
) -> Answer:
    """Whether a decision that can be appealed may be executed.

    In: the day of the decision; the answers on whether it can be appealed and whether it has legal force; whether
    special reasons speak against executing it now (whether it could be undone weighs heavily), None where nobody
    has said. Out: yes with legal force, or before it where no special reasons speak against; no where they do, or a
    court has annulled it; "cannot be told" otherwise. Source: KL 13:14.
    """

    def decide(rule: Rule, decided: date) -> Outcome:
        if not appealable.holds:
            return None
        if legal_force.code == "force_annulled":
            return no(rule, "executable_annulled", because=(legal_force,), decided=decided)
        if legal_force.holds:
            return yes(rule, "executable", because=(legal_force,), decided=decided)
        if special_reasons is None:
            return cannot_tell(rule, "executable_reasons_unknown", missing=("special_reasons",), decided=decided)
        if special_reasons:
            return no(rule, "executable_reasons_against", because=(legal_force,), decided=decided)
        return yes(rule, "executable_before_force", because=(legal_force,), decided=decided)

    return judge("decision", decided, (EXECUTABLE, decide), (EXECUTABLE_1991, decide))
