"""Where each item of the minutes begins, its number, registry number and title: pieces in, raw items out.

The contents repeat every number, and pointers name others': ascending order decides which starts are items'.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from samverkan.core.reading.header import RawItem, head, titled
from samverkan.core.reading.headings import Piece
from samverkan.core.reading.registry import registry_in
from samverkan.core.reading.starts import in_running_text, starts_in, with_earlier
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from samverkan.core.reading.starts import Start


_DOTS = Wording(r"\.{3,}\s*\d*\s*$|\s\d{1,3}(?:\s?[-–]\s?\d{1,3})?\s*$")


def numbered_items(pieces: list[Piece], hint: str = "") -> list[RawItem]:
    """The items of minutes, by § or what stands for it; empty where none is numbered. `hint`: a portal's title for the paper."""
    return build(
        pieces, with_earlier(pieces, _chosen(pieces, list(starts_in(pieces)))) or in_running_text(pieces), hint
    )


_CONTENTS = Wording(r"(?i)(?:^|\s)(?:innehåll(?:sförteckning)?|ärendelista)(?=[\s:]|$)")


def _may_list(text: str) -> bool:
    return "ehåll" in text or "EHÅLL" in text or "endelista" in text or "ENDELISTA" in text


def _after_contents(pieces: list[Piece], starts: list[Start]) -> list[Start]:
    """The starts without those that the contents list: the ones under that word, up to where a number comes again."""
    at = next((i for i, p in enumerate(pieces) if _may_list(p.line.text) and _CONTENTS.search(p.line.text)), None)
    if at is None:
        return starts
    listed: set[int] = set()
    where: tuple[int, int] | None = None
    for s in starts:
        if s.piece < at or (s.piece, s.offset) == where or not (s.strong or listed):
            continue
        if s.number in listed and where is not None and s.piece > where[0]:
            return [one for one in starts if one.piece < at or (one.piece, one.offset) >= (s.piece, s.offset)]
        listed.add(s.number)
        where = (s.piece, s.offset)
    return starts


def _chosen(pieces: list[Piece], starts: list[Start]) -> list[Start]:
    """The longest ascending run of starts that are sure or follow by one; contents and pointers fall away."""
    starts.sort(key=lambda s: (s.piece, s.offset))
    starts = _after_contents(pieces, starts)
    signed = any("§" in pieces[s.piece].line.text[s.offset : s.after] for s in starts if s.strong)
    heads = [i for i, p in enumerate(pieces) if p.heading is not None and p.heading.kind != "end"]
    sure = any(s.strong and s.number for s in starts)
    by_number: dict[int, list[Start]] = {}
    for s in (s for s in starts if s.strong):
        by_number.setdefault(s.number, []).append(s)
    chosen: list[Start] = []
    last: int | None = None
    first = 0  # the place among the starts of the first chosen
    numbers = {s.number for s in starts}
    for k, s in enumerate(starts):
        if s.number == 0:
            if not signed:
                chosen.append(s)
            continue
        sign = "§" in pieces[s.piece].line.text[s.offset : s.after]
        if signed and not sign and s.prefix is None:
            continue
        following = last is not None and s.number == last + 1
        paired = (
            last is None and s.number >= 10 and s.number + 1 in numbers and (s.offset == 0 or s.number + 2 in numbers)
        )
        if (
            not s.strong
            and not following
            and not paired
            and not (last is None and not sure and _holds(pieces, starts, k, heads))
        ):
            continue
        if (
            last is not None
            and s.number < last
            and s.strong
            and len(chosen) == 1
            and s.piece > chosen[0].piece + 4
            and _holds(pieces, starts, k, heads)
            and (not _holds(pieces, starts, first, heads) or pieces[chosen[0].piece].line.text.count("§") > 1)
        ):
            chosen.clear()  # what stood first was noise of the front page
            last = None
        if last is not None and not (last < s.number <= last + 60):
            continue
        last_same = by_number.get(s.number, [s])[-1]
        if (last_same.piece, last_same.offset) > (s.piece, s.offset) and not _holds(pieces, starts, k, heads):
            continue  # the contents: the item itself comes later
        if _is_contents(pieces, starts, k, heads) or (
            chosen and (_handled_before(pieces, chosen[-1], s) or _prepared(starts, k))
        ):
            continue
        first = k if not chosen else first
        chosen.append(s)
        last = s.number
    return chosen


def _handled_before(pieces: list[Piece], item: Start, s: Start) -> bool:
    """A committee's number right under the item's own bare one: the preparatory chain."""
    alone = not pieces[item.piece].line.text[item.after :].strip()
    return alone and s.piece == item.piece + 1 and s.prefix is not None and s.prefix != item.prefix


def _prepared(starts: list[Start], k: int) -> bool:
    """A working committee's number right under another body's, the title between: the preparatory chain."""
    s = starts[k]
    if s.prefix is None or not s.prefix.upper().endswith("AU"):
        return False
    return any(
        0 < s.piece - o.piece <= 2 and o.prefix is not None and o.prefix != s.prefix for o in starts[max(0, k - 3) : k]
    )


def _holds(pieces: list[Piece], starts: list[Start], k: int, heads: list[int]) -> bool:
    """Whether something that makes an item, a heading, stands between this start and the next."""
    here = starts[k].piece
    after = next(
        (s.piece for s in starts[k + 1 : k + 40] if s.piece > here and s.strong and s.number != starts[k].number),
        len(pieces),
    )
    at = bisect_right(heads, here)
    return at < len(heads) and heads[at] < after


def _is_contents(pieces: list[Piece], starts: list[Start], k: int, heads: list[int]) -> bool:
    text = pieces[starts[k].piece].line.text
    if len(text) > 240 or not _DOTS.search(text, max(starts[k].after, len(text) - 80)):
        return False
    beside = starts[max(0, k - 3) : k + 4]
    return not _holds(pieces, starts, k, heads) and (
        "..." in text or any(abs(s.piece - starts[k].piece) in (1, 2) for s in beside)
    )


def build(pieces: list[Piece], starts: list[Start], hint: str = "") -> list[RawItem]:
    """The items that begin at `starts`, in order, each with the pieces up to the next; `hint` as for numbered_items."""
    items: list[RawItem] = []
    for k, s in enumerate(starts):
        line = pieces[s.piece].line
        section = Cited(str(s.number), Span(line.start + s.at[0], line.start + s.at[1])) if s.number else None
        held: list[Piece] = []
        stop = starts[k + 1] if k + 1 < len(starts) else None
        first_end = stop.offset if stop is not None and stop.piece == s.piece else len(line.text)
        rest = line.text[s.after : first_end]
        if rest.strip():
            held.append(Piece(line.part(s.after, first_end), None))
        if stop is None or stop.piece > s.piece:
            held.extend(pieces[s.piece + 1 : stop.piece if stop else len(pieces)])
            if stop is not None and stop.offset:
                held.append(Piece(pieces[stop.piece].line.part(0, stop.offset), None))
        item = RawItem(section, line.start + s.offset, held, prefix=s.prefix)
        item.end = max((p.line.end for p in held if not p.line.furniture), default=line.start + s.after)
        _before(item, pieces, s)
        if s.title is not None:
            titled(item, line.part(*s.title))
        else:
            head(item, hint)
        items.append(item)
    return items


def _before(item: RawItem, pieces: list[Piece], s: Start) -> None:
    """A registry number printed on the line above the number, or right before it."""
    text = pieces[s.piece].line.text
    if (
        s.title is None
        and s.at[0] > s.offset + 4
        and (found := registry_in(text, bare=True, start=s.offset, end=s.at[0]))
        and found.number
    ):
        item.registry_number = pieces[s.piece].line.cited(*found.number)
    if s.offset == 0 and s.piece > 0 and pieces[s.piece - 1].heading is None:
        line = pieces[s.piece - 1].line
        found = registry_in(line.text, bare=True)
        if found and found.number and found.start <= 2 and found.end >= len(line.text) - 2:
            item.registry_number = line.cited(*found.number)
