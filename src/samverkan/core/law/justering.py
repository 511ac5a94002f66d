"""Justering: when minutes must be signed, and when they are (KL 5:69, for boards by 6:35)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from samverkan.core.law import deadlines
from samverkan.core.law.rule import KL, KL_1991, SINCE_2018, UNTIL_2018, Answer, Rule, cannot_tell, judge, no, yes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from samverkan.core.law.values import Justering

_PLACE, _PLACE_1991 = "5 kap. 69 §, 6 kap. 35 §", "5 kap. 61 §, 6 kap. 30 §"
_DAYS = timedelta(days=14)

LAST_DAY = Rule("justering.last_day", KL, _PLACE, SINCE_2018)
LAST_DAY_1991 = Rule("justering.last_day_1991", KL_1991, _PLACE_1991, UNTIL_2018)
ROLLED = Rule("justering.rolled_last_day", KL, "5 kap. 69 §; lag 1930:173, 2 §", SINCE_2018, confirm=True)
ROLLED_1991 = Rule(
    "justering.rolled_last_day_1991", KL_1991, "5 kap. 61 §; lag 1930:173, 2 §", UNTIL_2018, confirm=True
)
IN_TIME = Rule("justering.in_time", KL, _PLACE, SINCE_2018)
IN_TIME_1991 = Rule("justering.in_time_1991", KL_1991, _PLACE_1991, UNTIL_2018)
DONE = Rule("justering.done", KL, _PLACE, SINCE_2018)
DONE_1991 = Rule("justering.done_1991", KL_1991, _PLACE_1991, UNTIL_2018)
OF_SECTION = Rule("justering.of_section", KL, _PLACE, SINCE_2018, confirm=True)
OF_SECTION_1991 = Rule("justering.of_section_1991", KL_1991, _PLACE_1991, UNTIL_2018, confirm=True)


def last_day(*, meeting: date | None) -> Answer:
    """The last day for justering: fourteen days after the meeting, as counted.

    In: the day of the meeting. Out: yes, with the day. Source: KL 5:69; before 2018 1991:900 5:61.
    """
    return judge("meeting", meeting, (LAST_DAY, _plain), (LAST_DAY_1991, _plain))


def _plain(rule: Rule, meeting: date) -> Answer:
    return yes(rule, "justering_last_day", day=meeting + _DAYS, meeting=meeting)


def rolled_last_day(*, meeting: date | None) -> Answer:
    """⚖ The last day for justering, if it rolls past days on which nothing can be done.

    In: the day of the meeting. Out: yes, with the day, which may be the plain one. Source: KL 5:69 read with lag
    1930:173, 2 §; whether that act governs justering is for a lawyer to confirm.
    """
    return judge("meeting", meeting, (ROLLED, _roll), (ROLLED_1991, _roll))


def _roll(rule: Rule, meeting: date) -> Answer:
    rolled = deadlines.rolled(last=meeting + _DAYS)
    return yes(rule, "justering_rolled_last_day", day=rolled.day, meeting=meeting, because=(rolled,))


def in_time(*, meeting: date | None, done: date | None) -> Answer:
    """Whether the minutes were justerade in time.

    In: the day of the meeting and the day of the justering. Out: yes up to the plain last day, no after the rolled
    one, and between them "cannot be told", for that hangs on the rule marked ⚖. Source: KL 5:69.
    """

    def decide(rule: Rule, meeting: date) -> Answer:
        plain, rolled = last_day(meeting=meeting), rolled_last_day(meeting=meeting)
        assert plain.day is not None
        assert rolled.day is not None
        values = {"meeting": meeting, "done": done, "plain": plain.day, "rolled": rolled.day}
        if done is None:
            return cannot_tell(rule, "justering_day_unknown", values, missing=("justering",))
        if done <= plain.day:
            return yes(rule, "justering_in_time", values, because=(plain,))
        if done > rolled.day:
            return no(rule, "justering_late", values, because=(plain, rolled))
        return cannot_tell(rule, "justering_between", values, missing=(rolled.rule.id,), because=(plain, rolled))

    return judge("meeting", meeting, (IN_TIME, decide), (IN_TIME_1991, decide))


def done(*, meeting: date | None, signed: Mapping[str, date | None], refused: Collection[str] = ()) -> Answer:
    """Whether one set of sections is justerad, and from which day.

    In: the day of the meeting; for each who must sign (the chair and every appointed justerare) the day it was
    done, None where no signature is on file; those who refused. Out: yes with the day of the last signature; no
    where someone refused; otherwise "cannot be told", naming them. Source: KL 5:69, the way being for fullmäktige
    to decide.
    """

    def decide(rule: Rule, _meeting: date) -> Answer:
        if refused:
            return no(rule, "justering_refused", who=sorted(refused))
        without = sorted(name for name, day in signed.items() if day is None)
        if without or not signed:
            return cannot_tell(
                rule,
                "justering_unsigned" if without else "justering_signers_unknown",
                missing=without or ("signers",),
                who=without,
            )
        return yes(
            rule, "justering_done", day=max(day for day in signed.values() if day is not None), who=sorted(signed)
        )

    return judge("meeting", meeting, (DONE, decide), (DONE_1991, decide))


def of_section(*, meeting: date | None, section: str, units: Sequence[Justering]) -> Answer:
    """⚖ Whether one section is justerad: by the set it belongs to, not by the meeting.

    In: the day of the meeting, the section's number, the meeting's justeringar (the ordinary one and the immediate
    ones). Out: the answer of the set that holds the section; "cannot be told" where none or several hold it.
    Source: KL 5:69; omedelbar justering follows from the local rules of procedure.
    """

    def decide(rule: Rule, meeting: date) -> Answer:
        holding = [unit for unit in units if section in unit.sections]
        if len(holding) != 1:
            code = "justering_of_several" if holding else "justering_of_none"
            return cannot_tell(rule, code, missing=("justering",), section=section)
        unit = holding[0]
        why = done(meeting=meeting, signed=unit.signed, refused=unit.refused)
        if why.holds is None:
            return cannot_tell(rule, "justering_section_unknown", missing=why.missing, because=(why,), section=section)
        if not why.holds:
            return no(rule, "justering_section_not", because=(why,), section=section)
        code = "justering_section_immediate" if unit.immediate else "justering_section"
        return yes(rule, code, day=why.day, because=(why,), section=section)

    return judge("meeting", meeting, (OF_SECTION, decide), (OF_SECTION_1991, decide))
