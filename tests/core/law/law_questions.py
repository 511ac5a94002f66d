"""The questions a case under tests/cases/law can ask: a case's [given] table in, the law's answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samverkan.core.law import (
    Answer,
    Appeal,
    Body,
    Character,
    Justering,
    Posting,
    appeal,
    deadlines,
    force,
    jav,
    justering,
    meeting,
    minutes,
    notice,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Given = dict[str, Any]  # what TOML holds; a value left out is one that nobody has told


def ask(question: str, given: Given) -> Answer:
    return QUESTIONS[question](given)


def _postings(given: Given) -> list[Posting]:
    return [Posting(**{"posted": None, **posting}) for posting in given["postings"]]


def _signed(given: Given) -> dict[str, Any]:
    return {name: given.get("signed", {}).get(name) for name in given["signers"]}


def _units(given: Given) -> list[Justering]:
    return [
        Justering(
            sections=tuple(unit["sections"]),
            signed=_signed(unit),
            refused=tuple(unit.get("refused", ())),
            immediate=unit.get("immediate", False),
        )
        for unit in given["units"]
    ]


def _done(given: Given) -> Answer:
    return justering.done(meeting=given.get("meeting"), signed=_signed(given), refused=given.get("refused", ()))


def _disqualified(given: Given) -> Answer:
    return jav.disqualified(
        meeting=given.get("meeting"),
        body=Body(given["body"]),
        ties=[jav.Tie(tie) for tie in given.get("ties", ())],
        unknown=[jav.Tie(tie) for tie in given.get("unknown", ())],
        authority=given.get("authority"),
        immaterial=given.get("immaterial", False),
    )


def _appealable(given: Given) -> Answer:
    return appeal.appealable(
        decided=given.get("decided"),
        body=Body(given["body"]),
        character=Character(given["character"]) if "character" in given else None,
        elsewhere=given.get("elsewhere"),
    )


def _ran_out(given: Given) -> Answer:
    return appeal.ran_out(on=given["on"], postings=_postings(given), parties=given.get("parties", ()))


def _legal_force(given: Given) -> Answer:
    ran_out = _ran_out(given)
    notice_day = ran_out.values.get("notice")
    appeals = None
    if "appeals" in given:
        appeals = [
            Appeal(
                in_time=appeal.in_time(notice=notice_day, court=one.get("court"), body=one.get("body")),
                ended=one.get("ended"),
                annulled=one.get("annulled"),
            )
            for one in given["appeals"]
        ]
    return force.legal_force(on=given["on"], appealable=_appealable(given), ran_out=ran_out, appeals=appeals)


QUESTIONS: dict[str, Callable[[Given], Answer]] = {
    "deadlines.rolled": lambda g: deadlines.rolled(last=g.get("last")),
    "meeting.quorum": lambda g: meeting.quorum(
        meeting=g.get("meeting"),
        body=Body(g["body"]),
        members=g["members"],
        present=g["present"],
        remote=g.get("remote", 0),
        remote_allowed=g.get("remote_allowed"),
    ),
    "meeting.carried": lambda g: meeting.carried(
        meeting=g.get("meeting"),
        ayes=g["ayes"],
        noes=g["noes"],
        chair=g.get("chair"),
        by_lot=g.get("by_lot", False),
        lot=g.get("lot"),
    ),
    "meeting.postponed": lambda g: meeting.postponed(
        meeting=g.get("meeting"),
        body=Body(g["body"]),
        election=g.get("election", False),
        asked=g["asked"],
        present=g["present"],
        before_by_minority=g.get("before_by_minority"),
        for_it=g.get("for_it"),
    ),
    "meeting.reservation": lambda g: meeting.reservation(
        meeting=g.get("meeting"), took_part=g.get("took_part"), before_end=g.get("before_end")
    ),
    "minutes.contents": lambda g: minutes.contents(
        meeting=g.get("meeting"),
        happened={minutes.Part(part): told for part, told in g.get("happened", {}).items()},
        shown=[minutes.Part(part) for part in g["shown"]],
    ),
    "minutes.public": lambda g: minutes.public(on=g["on"], justering=_done(g)),
    "jav.disqualified": _disqualified,
    "jav.kept_out": lambda g: jav.kept_out(
        meeting=g.get("meeting"),
        body=Body(g["body"]),
        section=g["section"],
        jav=_disqualified(g),
        took_part=g.get("took_part"),
        present=g.get("present"),
        urgent_step=g.get("urgent_step", False),
    ),
    "justering.last_day": lambda g: justering.last_day(meeting=g.get("meeting")),
    "justering.rolled_last_day": lambda g: justering.rolled_last_day(meeting=g.get("meeting")),
    "justering.in_time": lambda g: justering.in_time(meeting=g.get("meeting"), done=g.get("done")),
    "justering.done": _done,
    "justering.of_section": lambda g: justering.of_section(
        meeting=g.get("meeting"), section=g["section"], units=_units(g)
    ),
    "notice.last_day": lambda g: notice.last_day(justering=g.get("justering")),
    "notice.rolled_last_day": lambda g: notice.rolled_last_day(justering=g.get("justering")),
    "notice.in_time": lambda g: notice.in_time(justering=g.get("justering"), posted=g.get("posted")),
    "notice.contents": lambda g: notice.contents(
        posted=g.get("posted"), says_where=g.get("says_where"), says_day=g.get("says_day")
    ),
    "notice.on_every_board": lambda g: notice.on_every_board(
        justering=g.get("justering"), parties=g["parties"], postings=_postings(g), lacking=g.get("lacking", ())
    ),
    "appeal.appealable": _appealable,
    "appeal.counted_from": lambda g: appeal.counted_from(postings=_postings(g), parties=g.get("parties", ())),
    "appeal.last_day": lambda g: appeal.last_day(notice=g.get("notice")),
    "appeal.stated": lambda g: appeal.stated(notice=g.get("notice"), stated=g.get("stated")),
    "appeal.in_time": lambda g: appeal.in_time(notice=g.get("notice"), court=g.get("court"), body=g.get("body")),
    "appeal.ran_out": _ran_out,
    "force.legal_force": _legal_force,
    "force.executable": lambda g: force.executable(
        decided=g.get("decided"),
        appealable=_appealable(g),
        legal_force=_legal_force(g),
        special_reasons=g.get("special_reasons"),
    ),
}
