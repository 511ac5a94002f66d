"""A clause's terms in, the operative points that every party can decide alike out: they name no body as their subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.writing.minutes_words import day_words, names_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samverkan.core.deciding.clause import Clause, Share


def clause_points(clause: Clause) -> tuple[str, ...]:
    """The points: the agreement is approved if the others decide the same; what it costs each; whether it can be extended."""
    return tuple(_points(clause))


def _points(clause: Clause) -> Iterator[str]:
    period = _period(clause)
    about = f" om {clause.object}" if clause.object else ""
    yield (
        f"Samverkansavtal mellan {names_words(clause.parties)}{about}{period} godkänns, under förutsättning att övriga parter fattar "
        "likalydande beslut."
    )
    steps = dict.fromkeys(one.since for one in clause.shares if one.measure == "percent")
    for since in steps:
        said = names_words([_share(one, n) for n, one in enumerate(s for s in clause.shares if s.since == since)])
        when = "" if since is None else f" från och med den {day_words(since)}"
        yield f"De gemensamma kostnaderna delas{when} så att {said}."
    if clause.extension is not None and not clause.extension.allowed:
        yield "Avtalet kan inte förlängas."


def _period(clause: Clause) -> str:
    begins, ends = clause.period
    if begins is None:
        return ""
    if ends is None:
        return f" från och med den {day_words(begins)} tills vidare"
    return f" för perioden {day_words(begins)}–{day_words(ends)}"


def _share(one: Share, at: int) -> str:
    return f"{one.party} {'bär ' if at == 0 else ''}{(one.percent or '').replace('.', ',')} procent"
