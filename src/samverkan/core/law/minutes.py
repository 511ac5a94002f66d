"""Minutes: what they must show for each matter, and when they become public (KL 5:66-67, 6:35; TF 2:10)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from samverkan.core.dates import Period
from samverkan.core.law.rule import KL, KL_1991, SINCE_2018, TF, UNTIL_2018, Answer, Rule, cannot_tell, judge, no, yes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

CONTENTS = Rule("minutes.contents", KL, "5 kap. 66-67 §§, 6 kap. 35 §", SINCE_2018)
CONTENTS_1991 = Rule("minutes.contents_1991", KL_1991, "5 kap. 58-59 §§, 6 kap. 30 §", UNTIL_2018)
PUBLIC = Rule("minutes.public", TF, "2 kap. 10 §", Period(date(2019, 1, 1), None), amended=("2018:1801",))
PUBLIC_1976 = Rule("minutes.public_1976", TF, "2 kap. 7 §", Period(date(2004, 1, 1), date(2019, 1, 1)))


class Part(StrEnum):
    """What the minutes must show of a matter, in the statute's order."""

    ATTENDANCE = "attendance"  # which members and substitutes served
    PROPOSALS = "proposals"  # put and not withdrawn
    ORDER = "order"  # in which the chair put them
    VOTES = "votes"  # and how they fell
    DECISIONS = "decisions"
    PARTICIPANTS = "participants"  # who took part in the decision, and how they voted in open votes
    RESERVATIONS = "reservations"


ALWAYS = frozenset({Part.ATTENDANCE, Part.DECISIONS, Part.PARTICIPANTS})  # there is no matter without these


def contents(*, meeting: date | None, happened: Mapping[Part, bool | None], shown: Collection[Part]) -> Answer:
    """Whether the minutes show of a matter what they must.

    In: the day of the meeting; for each part that need not occur (a vote, a reservation) whether it did, None or
    absent where that is not known; the parts that the minutes show. Out: yes; no with one answer for each part left
    out; "cannot be told" naming the parts that may have been left out. Source: KL 5:66-67, for boards by 6:35.
    """

    def decide(rule: Rule, meeting: date) -> Answer:
        hidden = [part for part in Part if part not in shown]
        lacks = [no(rule, f"minutes_lack_{part}") for part in hidden if part in ALWAYS or happened.get(part)]
        if lacks:
            return no(rule, "minutes_contents_lacking", because=lacks, meeting=meeting)
        unknown = [part for part in hidden if happened.get(part) is None]
        if unknown:
            doubts = [cannot_tell(rule, f"minutes_may_lack_{part}", missing=(part,)) for part in unknown]
            return cannot_tell(rule, "minutes_contents_unknown", missing=unknown, because=doubts, meeting=meeting)
        return yes(rule, "minutes_contents", meeting=meeting)

    return judge("meeting", meeting, (CONTENTS, decide), (CONTENTS_1991, decide))


def public(*, on: date, justering: Answer) -> Answer:
    """Whether the minutes are an official document (allmän handling); before justering they are a working copy.

    In: the day asked about, and the answer on the justering. Out: yes from the day of the justering, no before it,
    "cannot be told" where the justering cannot. Whether secrecy bars the document is another question. Source: TF
    2:10.
    """

    def decide(rule: Rule, on: date) -> Answer:
        if justering.holds is None:
            return cannot_tell(rule, "minutes_public_unknown", missing=justering.missing, because=(justering,), on=on)
        if not justering.holds or justering.day is None or on < justering.day:
            return no(rule, "minutes_working_copy", because=(justering,), on=on)
        return yes(rule, "minutes_public", day=justering.day, because=(justering,), on=on)

    return judge("on", on, (PUBLIC, decide), (PUBLIC_1976, decide))
