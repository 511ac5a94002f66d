"""What an entry is headed with, as the registers name it: its head in, body, day and place of the words out."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

_COMMITTEES: Final = {"arbetsutskottet": "arbetsutskott", "utskottet": "utskott", "presidiet": "presidium"}


def body_name(head: Any) -> str:
    """The body as the register names it: "Socialnämndens arbetsutskott", where the paper says only "Arbetsutskottet"."""
    body, board = str(head.get("body") or head.get("board") or ""), str(head.get("board") or "")
    short = _COMMITTEES.get(body.casefold())
    if short and board and board.casefold() != body.casefold():
        body = f"{board}s {short}"
    return capital(body)


def capital(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]


def day_of(written: object) -> date | None:
    """The day, where it is a whole one."""
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None


def span_of(value: Any) -> tuple[int, int] | None:
    """Where the words of a fact stand in its document."""
    for one in value.get("citations") or ():
        if one.get("span"):
            return int(one["span"][0]), int(one["span"][1])
    return None
