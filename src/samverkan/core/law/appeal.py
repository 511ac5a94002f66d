"""Appeal (laglighetsprövning): what can be appealed, from when, until when, and whether time is out (KL 13:2-6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.law import deadlines, notice
from samverkan.core.law.rule import (
    KL,
    KL_1991,
    SINCE_1995,
    SINCE_2018,
    UNTIL_2018,
    Answer,
    Rule,
    cannot_tell,
    judge,
    no,
    yes,
)
from samverkan.core.law.values import Body, Character, Posting

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from samverkan.core.law.rule import Outcome

WEEKS = 3

APPEALABLE = Rule("appeal.appealable", KL, "13 kap. 2 §", SINCE_2018)
APPEALABLE_1991 = Rule("appeal.appealable_1991", KL_1991, "10 kap. 2 §", UNTIL_2018)
ELSEWHERE = Rule("appeal.elsewhere", KL, "13 kap. 3 §", SINCE_2018, over=("appeal.appealable",))
ELSEWHERE_1991 = Rule("appeal.elsewhere_1991", KL_1991, "10 kap. 3 §", UNTIL_2018, over=("appeal.appealable_1991",))
COUNTED_FROM = Rule("appeal.counted_from", KL, "13 kap. 5 § första stycket", SINCE_2018, amended=("2019:835",))
COUNTED_FROM_1991 = Rule(
    "appeal.counted_from_1991", KL_1991, "10 kap. 6 § första stycket", SINCE_1995, amended=("1995:84", "1997:550")
)
LAST_DAY = Rule("appeal.last_day", KL, "13 kap. 5 §", SINCE_2018, amended=("2019:835",))
LAST_DAY_1991 = Rule("appeal.last_day_1991", KL_1991, "10 kap. 6 §", SINCE_1995, amended=("1995:84",))
STATED = Rule("appeal.stated", KL, "13 kap. 5 §", SINCE_2018)
STATED_1991 = Rule("appeal.stated_1991", KL_1991, "10 kap. 6 §", SINCE_1995)
IN_TIME = Rule("appeal.in_time", KL, "13 kap. 5 §", SINCE_2018)
IN_TIME_1991 = Rule("appeal.in_time_1991", KL_1991, "10 kap. 6 §", SINCE_1995)
BY_MISTAKE = Rule("appeal.by_mistake", KL, "13 kap. 6 §", SINCE_2018, amended=("2019:835",), over=("appeal.in_time",))
BY_MISTAKE_1991 = Rule("appeal.by_mistake_1991", KL_1991, "10 kap. 7 §", SINCE_1995, over=("appeal.in_time_1991",))
RAN_OUT = Rule("appeal.ran_out", KL, "13 kap. 5 § andra stycket", SINCE_2018)
RAN_OUT_1991 = Rule("appeal.ran_out_1991", KL_1991, "10 kap. 6 § andra stycket", SINCE_1995)


def appealable(*, decided: date | None, body: Body, character: Character | None, elsewhere: bool | None) -> Answer:
    """Whether a decision can be appealed for its lawfulness.

    In: the day of the decision; the kind of body; the decision's character, None where not told; whether another
    statute has its own rules of appeal for it. Out: yes for what fullmäktige decides and for what a board decides
    finally; no for the purely preparatory (a proposal to another body), the purely executive, what another statute
    governs and what a steering group writes; otherwise "cannot be told". Source: KL 13:2-3.
    """

    def other_rules(rule: Rule, decided: date) -> Outcome:
        if elsewhere:
            return no(rule, "appeal_elsewhere", decided=decided)
        return None

    def decide(rule: Rule, decided: date) -> Answer:
        if body is Body.STEERING_GROUP:
            return no(rule, "appeal_no_body", decided=decided)
        if body is not Body.FULLMAKTIGE and character in (Character.PREPARATORY, Character.EXECUTIVE):
            return no(rule, f"appeal_{character}", decided=decided)
        if elsewhere is None:
            return cannot_tell(rule, "appeal_elsewhere_unknown", missing=("elsewhere",), decided=decided)
        if body is Body.FULLMAKTIGE:
            return yes(rule, "appealable_fullmaktige", decided=decided)
        if character is None:
            return cannot_tell(rule, "appeal_character_unknown", missing=("character",), decided=decided)
        return yes(rule, "appealable_board", decided=decided)

    return judge(
        "decision",
        decided,
        (APPEALABLE, decide),
        (ELSEWHERE, other_rules),
        (APPEALABLE_1991, decide),
        (ELSEWHERE_1991, other_rules),
    )


def counted_from(*, postings: Sequence[Posting], parties: Collection[str] = ()) -> Answer:
    """The day from which the time for appeal is counted.

    In: the notices; for a gemensam nämnd the parties, each with its own board. Out: yes, with the day of the
    notice, or of the last board to put it up; "cannot be told" where a board's day is not on file. A notice put up
    again after one taken down too early is asked about by itself. Source: KL 13:5 first paragraph.
    """
    days = {posting.board: posting.posted for posting in postings}
    unknown = sorted(board for board in parties or days if days.get(board) is None)
    latest = max((day for day in days.values() if day is not None), default=None)

    def decide(rule: Rule, latest: date) -> Answer:
        if unknown:
            return cannot_tell(rule, "appeal_board_unknown", missing=unknown, boards=unknown)
        code = "appeal_counted_from_last_board" if len(days) > 1 else "appeal_counted_from"
        return yes(rule, code, day=latest, boards=sorted(days))

    return judge("notice", latest, (COUNTED_FROM, decide), (COUNTED_FROM_1991, decide))


def last_day(*, notice: date | None) -> Answer:
    """The last day on which an appeal can come in: the same weekday three weeks on, or the next working day.

    In: the day counted from. Out: yes, with the day. Source: KL 13:5 with lag 1930:173, 1-2 §§; before 2018
    1991:900 10:6.
    """
    return judge("notice", notice, (LAST_DAY, _three_weeks), (LAST_DAY_1991, _three_weeks))


def _three_weeks(rule: Rule, notice: date) -> Answer:
    counted = deadlines.weeks_after(start=notice, weeks=WEEKS)
    rolled = deadlines.rolled(last=counted.day)
    return yes(rule, "appeal_last_day", day=rolled.day, because=(counted, rolled), notice=notice)


def stated(*, notice: date | None, stated: date | None) -> Answer:
    """Whether the last day that a notice states is the one the statute gives. Neither replaces the other.

    In: the day counted from, and the last day as the paper or the web page states it. Out: yes; no with the
    difference in days; "cannot be told" where none is stated. Source: KL 13:5.
    """

    def decide(rule: Rule, notice: date) -> Answer:
        computed = last_day(notice=notice)
        assert computed.day is not None
        values = {"stated": stated, "computed": computed.day}
        if stated is None:
            return cannot_tell(rule, "appeal_none_stated", values, missing=("stated",), because=(computed,))
        if stated == computed.day:
            return yes(rule, "appeal_stated_right", values, because=(computed,))
        days = (stated - computed.day).days
        code = "appeal_stated_late" if days > 0 else "appeal_stated_early"
        return no(rule, code, values, because=(computed,), days=abs(days))

    return judge("notice", notice, (STATED, decide), (STATED_1991, decide))


def in_time(*, notice: date | None, court: date | None, body: date | None = None) -> Answer:
    """Whether an appeal came in in time.

    In: the day counted from; the days it reached the court (förvaltningsrätten) and, by mistake, the municipality,
    region or kommunalförbund itself. Out: yes where either day is the last day or before; no; "cannot be told"
    where neither day is on file. Source: KL 13:5-6.
    """

    def at_court(rule: Rule, notice: date) -> Answer:
        last = last_day(notice=notice)
        assert last.day is not None
        if court is None and body is None:
            return cannot_tell(rule, "appeal_arrival_unknown", missing=("court",), because=(last,), last=last.day)
        if court is not None and court <= last.day:
            return yes(rule, "appeal_in_time", because=(last,), court=court, last=last.day)
        return no(rule, "appeal_late", because=(last,), court=court, last=last.day)

    def at_body(rule: Rule, notice: date) -> Outcome:
        last = last_day(notice=notice)
        assert last.day is not None
        if body is None or body > last.day or (court is not None and court <= last.day):
            return None
        return yes(rule, "appeal_in_time_by_mistake", because=(last,), body=body, last=last.day)

    return judge(
        "notice",
        notice,
        (IN_TIME, at_court),
        (BY_MISTAKE, at_body),
        (IN_TIME_1991, at_court),
        (BY_MISTAKE_1991, at_body),
    )


def ran_out(*, on: date, postings: Sequence[Posting], parties: Collection[str] = ()) -> Answer:
    """Whether the time for appeal has run out.

    In: the day asked about, the notices, and for a gemensam nämnd the parties. Out: yes with the last day, where
    that day is past and every notice stayed up; no while time runs, or where a notice came down too early, so that
    it must be announced again; "cannot be told" where a notice's days are not on file. Source: KL 13:5 second
    paragraph.
    """
    start = counted_from(postings=postings, parties=parties)
    if start.day is None:
        return start

    def decide(rule: Rule, first: date) -> Answer:
        last = last_day(notice=first)
        assert last.day is not None
        values = {"on": on, "notice": first, "last": last.day}
        stayed = [notice.stayed_up(posting=posting, last=last.day) for posting in postings]
        if early := [answer for answer in stayed if answer.holds is False]:
            return no(rule, "appeal_announce_again", values, because=(start, last, *early))
        if on <= last.day:
            return no(rule, "appeal_time_runs", values, because=(start, last))
        because = (start, last, *stayed)
        if doubtful := [answer for answer in stayed if answer.holds is None]:
            missing = [name for answer in doubtful for name in answer.missing]
            return cannot_tell(rule, "appeal_stayed_unknown", values, missing=missing, because=because)
        return yes(rule, "appeal_time_out", values, day=last.day, because=because)

    return judge("notice", start.day, (RAN_OUT, decide), (RAN_OUT_1991, decide))
