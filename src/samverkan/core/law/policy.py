"""The policy: every rule of law the program applies, in one list. Reading it tells which law that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.law import appeal, deadlines, force, jav, justering, meeting, minutes, notice

if TYPE_CHECKING:
    from samverkan.core.law.rule import Rule

POLICY: tuple[Rule, ...] = (
    # how time is counted
    deadlines.SAME_WEEKDAY,
    deadlines.NEXT_WORKING_DAY,
    # the meeting
    meeting.QUORUM,
    meeting.QUORUM_1991,
    meeting.QUORUM_FULLMAKTIGE,
    meeting.MAJORITY,
    meeting.MAJORITY_1991,
    meeting.TIE,
    meeting.TIE_1991,
    meeting.THIRD,
    meeting.THIRD_1991,
    meeting.ELECTION,
    meeting.ELECTION_1991,
    meeting.BOARD_POSTPONES,
    meeting.BOARD_POSTPONES_1991,
    meeting.RESERVATION,
    meeting.RESERVATION_1991,
    # jäv
    jav.GROUNDS_2022,
    jav.GROUNDS_2018,
    jav.GROUNDS_1991,
    jav.GROUNDS_FULLMAKTIGE,
    jav.IMMATERIAL,
    jav.IMMATERIAL_1991,
    jav.KEPT_OUT,
    jav.KEPT_OUT_1991,
    jav.KEPT_OUT_FULLMAKTIGE,
    # the minutes
    minutes.CONTENTS,
    minutes.CONTENTS_1991,
    minutes.PUBLIC,
    minutes.PUBLIC_1976,
    # justering
    justering.LAST_DAY,
    justering.LAST_DAY_1991,
    justering.ROLLED,
    justering.ROLLED_1991,
    justering.IN_TIME,
    justering.IN_TIME_1991,
    justering.DONE,
    justering.DONE_1991,
    justering.OF_SECTION,
    justering.OF_SECTION_1991,
    # notice
    notice.LAST_DAY,
    notice.LAST_DAY_1991,
    notice.ROLLED,
    notice.ROLLED_1991,
    notice.IN_TIME,
    notice.IN_TIME_1991,
    notice.CONTENTS,
    notice.CONTENTS_1991,
    notice.EVERY_BOARD,
    notice.EVERY_BOARD_1991,
    notice.STAYED_UP,
    notice.STAYED_UP_1991,
    # appeal
    appeal.APPEALABLE,
    appeal.APPEALABLE_1991,
    appeal.ELSEWHERE,
    appeal.ELSEWHERE_1991,
    appeal.COUNTED_FROM,
    appeal.COUNTED_FROM_1991,
    appeal.LAST_DAY,
    appeal.LAST_DAY_1991,
    appeal.STATED,
    appeal.STATED_1991,
    appeal.IN_TIME,
    appeal.IN_TIME_1991,
    appeal.BY_MISTAKE,
    appeal.BY_MISTAKE_1991,
    appeal.RAN_OUT,
    appeal.RAN_OUT_1991,
    # legal force and execution
    force.LEGAL_FORCE,
    force.LEGAL_FORCE_1991,
    force.EXECUTABLE,
    force.EXECUTABLE_1991,
)
