"""How statutory time is counted (lag 1930:173): by weeks, and past days on which nothing can be done."""

from __future__ import annotations

from datetime import date, timedelta

from samverkan.core.dates import Period, day_off, next_working_day
from samverkan.core.law.rule import COUNTING, Answer, Rule, judge, no, yes

_CODED = Period(date(1990, 1, 1), None)

SAME_WEEKDAY = Rule("time.same_weekday", COUNTING, "1 §", _CODED)
NEXT_WORKING_DAY = Rule("time.next_working_day", COUNTING, "2 §", _CODED, amended=("1987:1212", "2022:931"))


def weeks_after(*, start: date | None, weeks: int) -> Answer:
    """The day that ends a time of whole weeks: the same weekday as that from which it is counted.

    In: the day counted from, a number of weeks. Out: yes, with the day. Source: lag 1930:173, 1 §.
    """
    return judge("start", start, (SAME_WEEKDAY, lambda rule, day: _weeks(rule, day, weeks)))


def _weeks(rule: Rule, start: date, weeks: int) -> Answer:
    return yes(rule, "time_same_weekday", day=start + timedelta(weeks=weeks), start=start, weeks=weeks)


def rolled(*, last: date | None) -> Answer:
    """Whether a last day moves, and to which day.

    In: a last day as counted. Out: yes and the next working day where the last day is a Saturday, Sunday, public
    holiday, midsommarafton, julafton or nyårsafton; no and the day itself otherwise. `because` has one answer a day
    passed. Source: lag 1930:173, 2 §, with lag 1989:253 for the public holidays.
    """
    return judge("last", last, (NEXT_WORKING_DAY, _roll))


def _roll(rule: Rule, last: date) -> Answer:
    day = next_working_day(last)
    if day == last:
        return no(rule, "time_stands", day=last)
    passed = [last + timedelta(days=n) for n in range((day - last).days)]
    return yes(
        rule, "time_rolls", day=day, last=last, because=[yes(rule, f"off_{day_off(off)}", day=off) for off in passed]
    )
