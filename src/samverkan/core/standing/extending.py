"""How far the agreement's period runs: extensions by decision within what it allows, and those that come by themselves.

"Utan möjlighet till förlängning" stops any extension; an option gives no more months, and no more times, than it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.facts import Extension, Termination
from samverkan.core.standing.case import cite, proved
from samverkan.core.standing.run import ONE_DAY, months_on
from samverkan.core.standing.values import Open

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.dates import PartialDate
    from samverkan.core.facts import ExtensionValue, Fact
    from samverkan.core.sources import Citation
    from samverkan.core.standing.run import Run


class NextExtension(NamedTuple):
    """What the agreement allows after its present last day `end`: by itself, or by decision (`mode` automatic, option).

    `by`: the last day to refuse it (automatic) or to decide on it (option); `to`: the last day it could reach, None
    where no paper limits it; `citations`: the words that allow it.
    """

    mode: str
    end: date
    by: date
    to: date | None
    citations: tuple[Citation, ...]


def next_extension(run: Run) -> NextExtension | None:
    """The extension that can come after the present end, once the walk is done; None where none can."""
    rule, stated = run.extension, run.stated
    if rule is None or stated is None or run.end is None or not rule.allowed or run.before_start is not None:
        return None
    by = months_on(run.end + ONE_DAY, -(rule.notice_months or 0)) - ONE_DAY
    if rule.mode == "option":
        limit = _limit(run, rule)
        return None if limit == run.end else NextExtension("option", run.end, by, limit, stated.citations)
    refused = any(run.case.happened_by(one) for one in run.case.of(Termination))
    if refused or rule.months is None or rule.months < 1 or (rule.times is not None and run.renewed >= rule.times):
        return None
    to = months_on(run.end + ONE_DAY, rule.months) - ONE_DAY
    return NextExtension("automatic", run.end, by, to, stated.citations)


def extend(run: Run) -> None:
    """Extensions that every party has decided, as far as the agreement allows them."""
    wanted: dict[PartialDate, list[Extension]] = {}
    for one in run.case.of(Extension):
        if run.case.counts(one, None if run.end is None else run.end + ONE_DAY):
            wanted.setdefault(one.to, []).append(one)
            if not one.proposed:
                run.changes.append(one)
    for to in sorted(wanted, key=lambda day: (day.last, str(day))):
        _one_extension(run, to, wanted[to])


def _one_extension(run: Run, to: PartialDate, decided: list[Extension]) -> None:
    rule = run.extension
    facts: list[Fact] = [*decided] if run.stated is None else [*decided, run.stated]
    if rule is not None and not rule.allowed:
        run.reasons.append(proved("extension_excluded", False, facts=facts, to=to))
        run.open.append(Open("extension_excluded", None, {"to": to}, cite(*facts)))
        return
    last = to.last
    limit = None if rule is None else _limit(run, rule)
    if run.end is not None and limit is not None and last > limit:
        values = {"to": to, "limit": limit}
        run.reasons.append(proved("extension_beyond_option", False, facts=facts, **values))
        run.open.append(Open("extension_beyond_option", None, values, cite(*facts)))
        if limit <= run.end:
            return
        last = limit
    missing = run.missing(decided)
    waiting = run.waiting(decided)
    if waiting and not missing:
        run.reasons.append(proved("change_waits", None, facts=waiting, what="extension"))
        return
    run.reasons.append(proved("extended_by_decisions", not missing, facts=decided, to=last, missing=missing))
    run.ask(missing, "extension", decided)
    if not missing and (run.end is None or last > run.end):
        run.used += _steps(run.end, last, rule)
        left = None if rule is None else rule.times is None or run.used < rule.times
        run.append(last, "decided", cite(*decided), left)


def _limit(run: Run, rule: ExtensionValue) -> date | None:
    """The last day that the option still gives; None where it sets no limit."""
    if rule.mode != "option" or run.end is None:
        return None
    left = None if rule.times is None else rule.times - run.used
    if left is not None and left < 1:
        return run.end
    return None if rule.months is None else months_on(run.end + ONE_DAY, rule.months * (left or 1)) - ONE_DAY


def _steps(end: date | None, last: date, rule: ExtensionValue | None) -> int:
    """How many times the option is used: two years at once are two times one year."""
    if rule is None or rule.months is None or rule.months < 1 or end is None:
        return 1
    months = (last.year - end.year) * 12 + last.month - end.month
    whole = months_on(end + ONE_DAY, months) - ONE_DAY >= last
    return max(1, -(-(months if whole else months + 1) // rule.months))


def prolong(run: Run) -> None:
    """Automatic extension, step by step until the day asked about, unless notice was given in time."""
    rule, stated = run.extension, run.stated
    if rule is None or stated is None or run.end is None or rule.mode == "excluded" or run.case.on <= run.end:
        return
    if rule.mode == "option":
        used_up = rule.times is not None and run.used >= rule.times
        run.reasons.append(
            proved("option_used_up" if used_up else "option_needs_decision", False, facts=(stated,), end=run.end)
        )
        return
    if rule.months is None or rule.months < 1:
        run.unclear = proved("automatic_extension_unknown", None, facts=(stated,), end=run.end)
        values = {"term": "extension", "silent": list(run.case.parties), "paper": "decides"}
        run.open.append(Open("unstated_term", None, values, stated.citations))
        return
    done = 0
    while run.end < run.case.on and (rule.times is None or done < rule.times):
        refused = _refused(run, rule.notice_months)
        if refused is not None and len(run.case.parties) > 2:
            run.leaves.setdefault(refused.party, (run.end, refused))  # whether the others go on is another question
        elif refused is not None:
            facts = (stated, refused)
            run.reasons.append(proved("extension_refused_in_time", True, facts=facts, end=run.end, party=refused.party))
            return
        done += 1
        run.renewed = done
        last = months_on(run.end + ONE_DAY, rule.months) - ONE_DAY
        run.append(last, stated.basis, stated.citations, rule.times is None or done < rule.times)
    run.reasons.append(
        proved("extended_automatically", True, facts=(stated,), times=done, months=rule.months, end=run.end)
    )


def _refused(run: Run, notice_months: int | None) -> Termination | None:
    """A notice given in time to stop the extension that would begin after the present end."""
    if run.end is None:
        return None
    before = months_on(run.end + ONE_DAY, -(notice_months or 0))
    for one in run.case.of(Termination):
        if one.happened is not None and one.happened.last < before and one.party not in run.leaves:
            return one
    return None
