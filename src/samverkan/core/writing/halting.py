"""Matters put off, referred back or withdrawn, in words that often name no agreement: items as read in and out.

"Ärendet utgår", "Bordläggs": whose matter it is only its title and registry number tell. A matter taken off the agenda
is withdrawn; to adopt the agenda decides on no agreement.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    import re

    from samverkan.core.reading.values import Decision, Item

_HALTS: Final = frozenset({"postpone", "refer_back", "withdrawn"})
_DISPOSES: Final = _HALTS | {"approve", "adopt", "reject", "rescind", "terminate", "propose", "refrain", "fulfilled"}
_GOES = r"(?:ska(?:ll)?\s+)?(?:utgår?|utgick|stryks|stryka|dras\s+(?:tillbaka|ur)|tas\s+bort|lyfts?\s+(?:ut|bort))\b"
_WITHDRAWN: Final = Wording(rf"(?i)(?:att\s+)?(?:ärendet|frågan|punkten)\s+{_GOES}")
_AGENDA: Final = Wording(r"(?i)\b(?:dagordning|föredragningslist|ärendelist)")
_TAKEN_OFF: Final = Wording(
    rf"(?i)(?P<what>\b\w{{0,30}}(?:avtal|överenskommelse)\w{{0,12}}\b[^.;]{{0,200}}?)[”\",]*\s+{_GOES}"
)


def plainly(item: Item) -> Item:
    """The item with the acts that its words make plain: what is withdrawn, and what only concerns the agenda.

    Of a matter taken off the agenda only that is left: the agreement's words as title, and the withdrawal.
    """
    found: list[Decision] = []
    for one in item.decisions:
        words = one.text.value
        if _of_the_agenda(item, one):
            taken = _TAKEN_OFF.search(words)
            if taken is not None:
                title = Cited(" ".join(taken["what"].split()), _place(one.text, taken))
                gone = replace(one, act="withdrawn", conditions=())
                return replace(item, title=title, registry_number=None, terms=None, decisions=(gone,), told=())
            found.append(replace(one, act="other"))
        elif one.act == "other" and _WITHDRAWN.match(words):
            found.append(replace(one, act="withdrawn"))
        else:
            found.append(one)
    return item if tuple(found) == item.decisions else replace(item, decisions=tuple(found))


def _place(words: Cited[str], taken: re.Match[str]) -> Span:
    """Where the matter's words stand; the whole decision's place where its text is joined from lines and offsets do not carry over."""
    start = words.span.start
    if words.span.end - start != len(words.value):
        return words.span
    return Span(start + taken.start("what"), start + taken.end("what"))


def off_the_agenda(read: Item, item: Item) -> bool:
    """Whether the item, made plain, is no longer about the agenda but about a matter taken off it."""
    return item.title != read.title


def _of_the_agenda(item: Item, one: Decision) -> bool:
    """Whether a decision is on the agenda itself, and not on a matter under its own heading."""
    if one.act not in {"adopt", "approve", "other", "withdrawn"}:
        return False
    titled = item.title is not None and _AGENDA.search(item.title.value) is not None
    return titled or (one.act != "withdrawn" and _AGENDA.search(one.text.value) is not None)


def only_halts(item: Item) -> bool:
    """Whether all that the item disposes is to put its matter off, refer it back or withdraw it."""
    acts = {one.act for one in item.decisions} & _DISPOSES
    return bool(acts) and acts <= _HALTS
