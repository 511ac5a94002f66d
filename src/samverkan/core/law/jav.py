"""Jäv: who may not handle a matter, by the grounds in force that day, and staying out (KL 6:28-31, 5:47)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from samverkan.core.dates import Period
from samverkan.core.law.rule import KL, KL_1991, SINCE_2018, UNTIL_2018, Answer, Rule, cannot_tell, judge, no, yes
from samverkan.core.law.values import Body

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from samverkan.core.law.rule import Outcome

_CHANGED = date(2022, 7, 1)

GROUNDS_2022 = Rule("jav.grounds", KL, "6 kap. 28 och 31 §§", Period(_CHANGED, None), amended=("2022:638",))
GROUNDS_2018 = Rule("jav.grounds_2018", KL, "6 kap. 28 och 31 §§", Period(date(2018, 1, 1), _CHANGED))
GROUNDS_1991 = Rule("jav.grounds_1991", KL_1991, "6 kap. 25 och 27 §§", UNTIL_2018, amended=("2003:519",))
GROUNDS_FULLMAKTIGE = Rule("jav.grounds_fullmaktige", KL, "5 kap. 47 §", SINCE_2018)
IMMATERIAL = Rule("jav.immaterial", KL, "6 kap. 29 §", SINCE_2018, over=("jav.grounds", "jav.grounds_2018"))
IMMATERIAL_1991 = Rule("jav.immaterial_1991", KL_1991, "6 kap. 26 §", UNTIL_2018, over=("jav.grounds_1991",))
KEPT_OUT = Rule("jav.kept_out", KL, "6 kap. 30 §", SINCE_2018)
KEPT_OUT_1991 = Rule("jav.kept_out_1991", KL_1991, "6 kap. 24 §", UNTIL_2018)
KEPT_OUT_FULLMAKTIGE = Rule("jav.kept_out_fullmaktige", KL, "5 kap. 47 §", SINCE_2018)


class Tie(StrEnum):
    """What ties a member, or in the first five someone close (närstående), to a matter; a person says that it does."""

    PARTY = "party"  # the matter is theirs
    AFFECTED = "affected"  # the decision may affect them to an extent that is not insignificant
    GREATLY_AFFECTED = "greatly_affected"  # it may bring them extreme benefit or harm (synnerlig nytta eller skada)
    REPRESENTS = "represents"  # legal representative (ställföreträdare) of a party or of one affected
    REPRESENTED = "represented"  # was one
    AGENT = "agent"  # the member is or has been a party's agent (ombud) in the matter
    CLOSE_AGENT = "close_agent"  # someone close is or has been
    PAID_ASSISTANT = "paid_assistant"  # has assisted someone in it for pay
    SUPERVISION = "supervision"  # it is supervision of municipal activity that the member is tied to
    SPECIAL = "special"  # another special circumstance that calls impartiality in question
    COMPANY_ROLE = "company_role"  # only a post in, or tie to, a company or foundation at least half the municipality's
    HANDLED_ELSEWHERE = "handled_elsewhere"  # only that the member handled the matter in another board


_ALWAYS = frozenset({Tie.PARTY, Tie.GREATLY_AFFECTED, Tie.REPRESENTS, Tie.AGENT, Tie.SUPERVISION, Tie.SPECIAL})
_FIVE = _ALWAYS | {Tie.PAID_ASSISTANT}  # the five grounds until 30 June 2022
_FOUR = _ALWAYS | {Tie.AFFECTED, Tie.REPRESENTED, Tie.CLOSE_AGENT}  # the four since
_ASSEMBLY = frozenset({Tie.PARTY})


def disqualified(
    *,
    meeting: date | None,
    body: Body,
    ties: Collection[Tie],
    unknown: Collection[Tie] = (),
    authority: bool | None = None,
    immaterial: bool = False,
) -> Answer:
    """Whether a member is jävig in one matter, judged by the grounds in force on the day.

    In: the day; the kind of body; the ties that are stated; those that may exist but are not settled; whether the
    matter is exercise of authority (myndighetsutövning) against an individual, None where not told; whether the
    body has found it obvious that impartiality does not matter. Out: yes with one answer for each ground met; no;
    or "cannot be told", naming the ties to settle. Source: KL 6:28-29 and 6:31 in the wordings before and after SFS
    2022:638; in fullmäktige 5:47.
    """

    def by(grounds: Collection[Tie]) -> Callable[[Rule, date], Outcome]:
        def decide(rule: Rule, meeting: date) -> Answer:
            exempt = authority is False or grounds is _ASSEMBLY  # 6:31: a post in a municipal company is no ground
            bars = grounds if exempt else {*grounds, Tie.COMPANY_ROLE}
            met = [
                tie
                for tie in Tie
                if tie in ties and tie in bars and not (tie is Tie.COMPANY_ROLE and authority is None)
            ]
            if met:
                because = [yes(rule, f"jav_{tie}") for tie in met]
                return yes(rule, "jav", because=because, meeting=meeting)
            doubts = [
                cannot_tell(rule, f"jav_{tie}_unsettled", missing=(tie,))
                for tie in Tie
                if tie in unknown and tie in bars
            ]
            if Tie.COMPANY_ROLE in ties and not exempt:
                doubts.append(cannot_tell(rule, "jav_authority_unknown", missing=("authority",)))
            if doubts:
                missing = [name for doubt in doubts for name in doubt.missing]
                return cannot_tell(rule, "jav_unknown", missing=missing, because=doubts, meeting=meeting)
            spared = [no(rule, f"jav_not_{tie}") for tie in Tie if tie in ties]
            return no(rule, "jav_none", because=spared, meeting=meeting)

        return decide

    def disregard(rule: Rule, meeting: date) -> Outcome:
        return no(rule, "jav_immaterial", meeting=meeting) if immaterial else None

    if body is Body.FULLMAKTIGE:
        return judge("meeting", meeting, (GROUNDS_FULLMAKTIGE, by(_ASSEMBLY)))
    return judge(
        "meeting",
        meeting,
        (GROUNDS_2022, by(_FOUR)),
        (GROUNDS_2018, by(_FIVE)),
        (GROUNDS_1991, by(_FIVE)),
        (IMMATERIAL, disregard),
        (IMMATERIAL_1991, disregard),
    )


def kept_out(
    *,
    meeting: date | None,
    body: Body,
    section: str,
    jav: Answer,
    took_part: bool | None,
    present: bool | None,
    urgent_step: bool = False,
) -> Answer:
    """Whether a member kept out of one section's matter as jäv requires; it counts per item, not per meeting.

    In: the day; the kind of body; the section; the answer on jäv; whether the member took part, and was in the
    room, when it was handled; whether all that was done was a step that nobody else could take without considerable
    delay. Out: yes, no, or "cannot be told". In fullmäktige only taking part is barred. Source: KL 6:30; in
    fullmäktige 5:47.
    """

    def decide(rule: Rule, _meeting: date) -> Answer:
        assembly = rule is KEPT_OUT_FULLMAKTIGE
        if jav.holds is None:
            return cannot_tell(rule, "jav_out_unknown", missing=jav.missing, because=(jav,), section=section)
        if not jav.holds:
            return yes(rule, "jav_nothing_bars", because=(jav,), section=section)
        barred = {"took_part": took_part} if assembly else {"took_part": took_part, "present": present}
        if any(barred.values()):
            if urgent_step and not assembly:
                return yes(rule, "jav_urgent_step", because=(jav,), section=section)
            return no(rule, "jav_took_part" if took_part else "jav_present", because=(jav,), section=section)
        untold = [name for name, told in barred.items() if told is None]
        if untold:
            return cannot_tell(rule, "jav_out_untold", missing=untold, because=(jav,), section=section)
        return yes(rule, "jav_kept_out", because=(jav,), section=section)

    if body is Body.FULLMAKTIGE:
        return judge("meeting", meeting, (KEPT_OUT_FULLMAKTIGE, decide))
    return judge("meeting", meeting, (KEPT_OUT, decide), (KEPT_OUT_1991, decide))
