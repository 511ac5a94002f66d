"""Notice: when the justering is announced, on which boards, with what in it (KL 8:12, 9:32)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from samverkan.core.law import deadlines
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

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from samverkan.core.law.values import Posting

_PLACE, _PLACE_1991 = "8 kap. 12 §", "5 kap. 62 §, 6 kap. 30 §"
_DAYS = timedelta(days=2)

LAST_DAY = Rule("notice.last_day", KL, _PLACE, SINCE_2018)
LAST_DAY_1991 = Rule("notice.last_day_1991", KL_1991, _PLACE_1991, UNTIL_2018)
ROLLED = Rule("notice.rolled_last_day", KL, "8 kap. 12 §; lag 1930:173, 2 §", SINCE_2018, confirm=True)
ROLLED_1991 = Rule("notice.rolled_last_day_1991", KL_1991, "5 kap. 62 §; lag 1930:173, 2 §", UNTIL_2018, confirm=True)
IN_TIME = Rule("notice.in_time", KL, _PLACE, SINCE_2018)
IN_TIME_1991 = Rule("notice.in_time_1991", KL_1991, _PLACE_1991, UNTIL_2018)
CONTENTS = Rule("notice.contents", KL, _PLACE, SINCE_2018)
CONTENTS_1991 = Rule("notice.contents_1991", KL_1991, _PLACE_1991, UNTIL_2018)
EVERY_BOARD = Rule("notice.every_board", KL, "9 kap. 32 §", SINCE_2018, amended=("2019:835",))
EVERY_BOARD_1991 = Rule("notice.every_board_1991", KL_1991, "6 kap. 30 §", UNTIL_2018, amended=("1997:550",))
STAYED_UP = Rule("notice.stayed_up", KL, "8 kap. 12 §, 13 kap. 5 §", SINCE_2018, amended=("2019:835",))
STAYED_UP_1991 = Rule("notice.stayed_up_1991", KL_1991, "5 kap. 62 §, 10 kap. 6 §", SINCE_1995, amended=("1995:84",))


def last_day(*, justering: date | None) -> Answer:
    """The last day to put up the notice: the second day after the justering, as counted.

    In: the day of the justering. Out: yes, with the day. Source: KL 8:12; before 2018 1991:900 5:62.
    """
    return judge("justering", justering, (LAST_DAY, _plain), (LAST_DAY_1991, _plain))


def _plain(rule: Rule, justering: date) -> Answer:
    return yes(rule, "notice_last_day", day=justering + _DAYS, justering=justering)


def rolled_last_day(*, justering: date | None) -> Answer:
    """⚖ The last day to put up the notice, if it rolls past days on which nothing can be done.

    In: the day of the justering. Out: yes, with the day, which may be the plain one. Source: KL 8:12 read with lag
    1930:173, 2 §; whether that act governs the notice is for a lawyer to confirm.
    """
    return judge("justering", justering, (ROLLED, _roll), (ROLLED_1991, _roll))


def _roll(rule: Rule, justering: date) -> Answer:
    rolled = deadlines.rolled(last=justering + _DAYS)
    return yes(rule, "notice_rolled_last_day", day=rolled.day, justering=justering, because=(rolled,))


def in_time(*, justering: date | None, posted: date | None) -> Answer:
    """Whether the notice was put up in time.

    In: the days of the justering and of the notice. Out: yes up to the plain last day, no after the rolled one or
    before the justering itself, and between the two last days "cannot be told", for that hangs on the rule marked
    ⚖. Source: KL 8:12.
    """

    def decide(rule: Rule, justering: date) -> Answer:
        plain, rolled = last_day(justering=justering), rolled_last_day(justering=justering)
        assert plain.day is not None
        assert rolled.day is not None
        values = {"justering": justering, "posted": posted, "plain": plain.day, "rolled": rolled.day}
        if posted is None:
            return cannot_tell(rule, "notice_day_unknown", values, missing=("notice",))
        if posted < justering:
            return no(rule, "notice_before_justering", values)
        if posted <= plain.day:
            return yes(rule, "notice_in_time", values, because=(plain,))
        if posted > rolled.day:
            return no(rule, "notice_late", values, because=(plain, rolled))
        return cannot_tell(rule, "notice_between", values, missing=(rolled.rule.id,), because=(plain, rolled))

    return judge("justering", justering, (IN_TIME, decide), (IN_TIME_1991, decide))


def contents(*, posted: date | None, says_where: bool | None, says_day: bool | None) -> Answer:
    """Whether the notice says what it must: where the minutes are, and the day it was put up.

    In: the day it was put up; whether it says each, None where its text is not on file. Out: yes, no or "cannot be
    told". Source: KL 8:12.
    """

    def decide(rule: Rule, posted: date) -> Answer:
        said = {"where": says_where, "day": says_day}
        lacks = [no(rule, f"notice_lacks_{name}") for name, value in said.items() if value is False]
        if lacks:
            return no(rule, "notice_contents_lacking", because=lacks, posted=posted)
        unknown = [name for name, value in said.items() if value is None]
        if unknown:
            return cannot_tell(rule, "notice_contents_unknown", missing=unknown, posted=posted)
        return yes(rule, "notice_contents", posted=posted)

    return judge("notice", posted, (CONTENTS, decide), (CONTENTS_1991, decide))


def on_every_board(
    *, justering: date | None, parties: Collection[str], postings: Sequence[Posting], lacking: Collection[str] = ()
) -> Answer:
    """Whether a gemensam nämnd's justering is announced by every party.

    In: the day of the justering, the parties, the notices on file, the parties known to have put up none. Out: yes
    with the day of the last; no naming those known to lack it; otherwise "cannot be told", naming the parties
    nothing is known of. Source: KL 9:32; before 2018 1991:900 6:30.
    """

    def decide(rule: Rule, _justering: date) -> Answer:
        if lacking:
            return no(rule, "notice_board_lacking", boards=sorted(lacking))
        days = {posting.board: posting.posted for posting in postings}
        unknown = sorted(party for party in parties if days.get(party) is None)
        if unknown or not parties:
            code = "notice_board_unknown" if unknown else "notice_parties_unknown"
            return cannot_tell(rule, code, missing=unknown or ("parties",), boards=unknown)
        last = max(day for party in parties if (day := days[party]) is not None)
        return yes(rule, "notice_on_every_board", day=last, boards=sorted(parties))

    return judge("justering", justering, (EVERY_BOARD, decide), (EVERY_BOARD_1991, decide))


def stayed_up(*, posting: Posting, last: date) -> Answer:
    """Whether a notice stayed on its board for the whole window.

    In: the notice, the last day for appeal. Out: yes where it was up after the last day; no where it came down
    before it; "cannot be told" where it came down on the very day (the hour decides) or nothing says when. Source:
    KL 8:12, 13:5.
    """

    def decide(rule: Rule, posted: date) -> Answer:
        values = {"board": posting.board, "posted": posted, "removed": posting.removed, "last": last}
        if posting.removed is None:
            if posting.seen is not None and posting.seen > last:
                return yes(rule, "notice_stayed_up_still", values, seen=posting.seen)
            return cannot_tell(rule, "notice_removed_unknown", values, missing=("removed",))
        if posting.removed < last:
            return no(rule, "notice_removed_early", values)
        if posting.removed == last:
            return cannot_tell(rule, "notice_removed_on_last_day", values, missing=("hour",))
        return yes(rule, "notice_stayed_up", values)

    return judge("notice", posting.posted, (STAYED_UP, decide), (STAYED_UP_1991, decide))
