"""The meeting: quorum, how a vote falls, postponement by a minority, reservations (KL 4:27, 5:45-56, 6:27, 6:33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.law.rule import KL, KL_1991, SINCE_2018, UNTIL_2018, Answer, Rule, cannot_tell, judge, no, yes
from samverkan.core.law.values import Body

if TYPE_CHECKING:
    from datetime import date

    from samverkan.core.law.rule import Outcome

QUORUM = Rule("meeting.quorum", KL, "6 kap. 24 och 27 §§", SINCE_2018)
QUORUM_1991 = Rule("meeting.quorum_1991", KL_1991, "6 kap. 23 och 32 §§", UNTIL_2018)
QUORUM_FULLMAKTIGE = Rule("meeting.quorum_fullmaktige", KL, "5 kap. 16, 45 och 46 §§", SINCE_2018)
MAJORITY = Rule("meeting.majority", KL, "5 kap. 55 §, 6 kap. 33 §", SINCE_2018)
MAJORITY_1991 = Rule("meeting.majority_1991", KL_1991, "5 kap. 43 §, 6 kap. 28 §", UNTIL_2018)
TIE = Rule("meeting.tie", KL, "5 kap. 56 §, 6 kap. 33 §", SINCE_2018, over=("meeting.majority",))
TIE_1991 = Rule("meeting.tie_1991", KL_1991, "5 kap. 44 §, 6 kap. 28 §", UNTIL_2018, over=("meeting.majority_1991",))
THIRD = Rule("meeting.third", KL, "5 kap. 50 § första stycket", SINCE_2018)
THIRD_1991 = Rule("meeting.third_1991", KL_1991, "5 kap. 36 § första stycket", UNTIL_2018)
ELECTION = Rule("meeting.election", KL, "5 kap. 50 § andra stycket", SINCE_2018, over=("meeting.third",))
ELECTION_1991 = Rule(
    "meeting.election_1991", KL_1991, "5 kap. 36 § andra stycket", UNTIL_2018, over=("meeting.third_1991",)
)
BOARD_POSTPONES = Rule("meeting.board_postpones", KL, "6 kap. 33 § andra stycket", SINCE_2018)
BOARD_POSTPONES_1991 = Rule("meeting.board_postpones_1991", KL_1991, "6 kap. 29 §", UNTIL_2018)
RESERVATION = Rule("meeting.reservation", KL, "4 kap. 27 §", SINCE_2018)
RESERVATION_1991 = Rule("meeting.reservation_1991", KL_1991, "4 kap. 22 §", UNTIL_2018)


def quorum(
    *, meeting: date | None, body: Body, members: int, present: int, remote: int, remote_allowed: bool | None
) -> Answer:
    """Whether enough members were present for the matter to be handled.

    In: the day; the kind of body; how many members it has; how many of them (or substitutes serving) were in the
    room for the matter, those kept out by jäv not counted; how many joined remotely; whether fullmäktige has
    allowed that, None where not told. Out: yes where more than half were present; no; "cannot be told" where it
    hangs on what is not told. In fullmäktige members kept out by jäv do not break the quorum (5:46). Source: KL
    6:27 with 6:24, 5:45-46 with 5:16.
    """

    def decide(rule: Rule, _meeting: date) -> Answer:
        values = {"members": members, "present": present, "remote": remote, "needed": members // 2 + 1}
        if 2 * present > members:
            return yes(rule, "quorum", values)
        if 2 * (present + remote) <= members or remote_allowed is False:
            return no(rule, "quorum_lacking", values)
        if remote_allowed is None:
            return cannot_tell(rule, "quorum_remote_unknown", values, missing=("remote_allowed",))
        return yes(rule, "quorum_with_remote", values)

    assembly = body is Body.FULLMAKTIGE
    return judge(
        "meeting",
        meeting,
        *([(QUORUM_FULLMAKTIGE, decide)] if assembly else [(QUORUM, decide), (QUORUM_1991, decide)]),
    )


def carried(
    *, meeting: date | None, ayes: int, noes: int, chair: bool | None, by_lot: bool, lot: bool | None = None
) -> Answer:
    """Whether a proposal put to the vote was carried.

    In: the day; the votes for and against; the chair's vote (True for, None not told); whether the matter is an
    election or the appointment of staff, where lots settle a tie; how the lot fell. Out: yes, no, or "cannot be
    told" where the tie's settlement is not told. Source: KL 5:55-56, for boards by 6:33.
    """

    def majority(rule: Rule, meeting: date) -> Answer:
        values = {"ayes": ayes, "noes": noes, "meeting": meeting}
        return yes(rule, "vote_majority", values) if ayes > noes else no(rule, "vote_minority", values)

    def tie(rule: Rule, meeting: date) -> Outcome:
        if ayes != noes:
            return None
        settles, name = (lot, "lot") if by_lot else (chair, "chair")
        values = {"ayes": ayes, "noes": noes, "meeting": meeting}
        if settles is None:
            return cannot_tell(rule, f"vote_tie_{name}_unknown", values, missing=(name,))
        if settles:
            return yes(rule, f"vote_tie_{name}_for", values)
        return no(rule, f"vote_tie_{name}_against", values)

    return judge("meeting", meeting, (TIE, tie), (MAJORITY, majority), (TIE_1991, tie), (MAJORITY_1991, majority))


def postponed(
    *,
    meeting: date | None,
    body: Body,
    election: bool,
    asked: int,
    present: int,
    before_by_minority: bool | None,
    for_it: int | None = None,
) -> Answer:
    """Whether a matter must be postponed (bordläggas), or in fullmäktige referred back (återremitteras), as asked.

    In: the day; the kind of body; whether the matter is an election; how many asked for it; how many were present;
    whether the matter has been put off on a minority's request before, None where not told; the votes for putting
    it off, where counted. Out: yes where a third ask for the first time in fullmäktige, or a majority wants it; no;
    or "cannot be told". Source: KL 5:50, 6:33. An extra election (5:50, third sentence) is not coded; nor is a
    referral back in a board.
    """

    def by_majority(rule: Rule, meeting: date) -> Answer:
        votes = asked if for_it is None else for_it
        values = {"asked": asked, "present": present, "votes": votes, "meeting": meeting}
        if 2 * votes > present:
            return yes(rule, "postponed_by_majority", values)
        if for_it is None:
            return cannot_tell(rule, "postponed_majority_unknown", values, missing=("for_it",))
        return no(rule, "postponed_not_by_majority", values)

    def by_third(rule: Rule, meeting: date) -> Outcome:
        if body is not Body.FULLMAKTIGE:
            return None
        if before_by_minority:
            return by_majority(rule, meeting)
        if 3 * asked < present:
            return by_majority(rule, meeting) if for_it else no(rule, "postponed_too_few", asked=asked, present=present)
        if before_by_minority is None and not (for_it is not None and 2 * for_it > present):
            return cannot_tell(rule, "postponed_before_unknown", missing=("before_by_minority",), asked=asked)
        return yes(rule, "postponed_by_third", asked=asked, present=present)

    def of_election(rule: Rule, meeting: date) -> Outcome:
        return by_majority(rule, meeting) if election and body is Body.FULLMAKTIGE else None

    def of_board(rule: Rule, meeting: date) -> Outcome:
        return by_majority(rule, meeting) if body in (Body.BOARD, Body.JOINT_BOARD) else None

    return judge(
        "meeting",
        meeting,
        (ELECTION, of_election),
        (THIRD, by_third),
        (BOARD_POSTPONES, of_board),
        (ELECTION_1991, of_election),
        (THIRD_1991, by_third),
        (BOARD_POSTPONES_1991, of_board),
    )


def reservation(*, meeting: date | None, took_part: bool | None, before_end: bool | None) -> Answer:
    """Whether a reservation counts.

    In: the day; whether the member took part in deciding the matter; whether it was announced before the meeting
    ended. Out: yes where both; no where either did not; otherwise "cannot be told". Source: KL 4:27.
    """

    def decide(rule: Rule, meeting: date) -> Answer:
        if took_part is False:
            return no(rule, "reservation_took_no_part", meeting=meeting)
        if before_end is False:
            return no(rule, "reservation_late", meeting=meeting)
        missing = [name for name, told in (("took_part", took_part), ("before_end", before_end)) if told is None]
        if missing:
            return cannot_tell(rule, "reservation_unknown", missing=missing, meeting=meeting)
        return yes(rule, "reservation", meeting=meeting)

    return judge("meeting", meeting, (RESERVATION, decide), (RESERVATION_1991, decide))
