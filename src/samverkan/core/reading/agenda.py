"""The items of a summons or a web page of minutes, by agenda numbers: pieces in, raw items out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.reading.headings import Piece
from samverkan.core.reading.items import build
from samverkan.core.reading.loose import proposal_item
from samverkan.core.reading.registry import registry_in
from samverkan.core.reading.starts import Start
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    import re

    from samverkan.core.reading.header import RawItem

_AGENDA = Wording(r"(?:(?<=\s)|^)(?P<n>\d{1,2})[.)]\s+(?=[A-ZÅÄÖ\"”])")
_AGENDA_GLUED = Wording(r"(?:(?<=\s)|^)(?P<n>\d{1,2})\s(?=[A-ZÅÄÖ][a-zåäö]{3,})")
_TITLED = Wording(r"(?P<n>\d{1,3})[.)]?\s(?=[A-ZÅÄÖ][a-zåäö])")
_ALONE = Wording(r"\d{1,2}")
_AGENDA_BARE = Wording(r"(?P<n>\d{1,3})\s(?=[A-ZÅÄÖ][a-zåäö])")


def agenda_items(pieces: list[Piece]) -> list[RawItem]:
    """The items of a summons: ascending agenda numbers at a line's start or glued; a scrambled column is paired by order."""
    starts: list[Start] = []
    expected: int | None = None
    glued = False  # whether agenda numbers without full stops stand in running text
    inner: int | None = None  # the next number of a list inside the item at hand
    for i, piece in enumerate(pieces):
        titled = (
            piece.heading is not None and piece.heading.kind == "background" and _with_proposal(pieces, i) is not None
        )
        if (piece.heading is not None and not titled) or piece.line.furniture:
            inner = None
            continue
        text = piece.line.text
        again = _with_proposal(pieces, i)
        if again is not None and expected is not None and again.number < expected:  # the contents stood first
            starts = [s for s in starts if s.number != again.number] + [again]
            continue
        if (
            _AGENDA_BARE.match(text)
            and (expected is None or text.startswith(f"{expected} "))
            and _numbered_entry(pieces, i)
        ):
            m = _AGENDA_BARE.match(text)
            assert m is not None
            starts.append(Start(i, 0, m.end(), int(m["n"]), m.span("n"), True, None))
            expected = int(m["n"]) + 1
            continue
        if _ALONE.fullmatch(text) and (expected is None or int(text) == expected) and _proposed_under(pieces, i):
            starts.append(Start(i, 0, len(text), int(text), (0, len(text)), True, None))
            expected = int(text) + 1
            continue
        if (len(text) > 160 and expected is None) or glued:
            bare = _bare_agenda(text, expected)
            glued = glued or bool(bare)
        else:
            bare = []
        for m in bare or (() if glued else _AGENDA.finditer(text)):
            n = int(m["n"])
            if n == 1 and expected is not None and expected > 1:
                inner = 2
                continue
            if inner is not None and n == inner:
                inner += 1
                continue
            if (expected is None and n <= 60) or n == expected:
                inner = None
                starts.append(Start(i, m.start(), m.end(), n, m.span("n"), True, None))
                expected = n + 1
    if len(starts) == 1 and starts[0].number != 1 and _with_proposal(pieces, starts[0].piece) is None:
        return []
    return _with_letter(_unscrambled(build(pieces, starts)))


_LETTER = Wording(
    r"(?<![\wåäöÅÄÖ])(?:TJÄNSTESKRIVELSE|TJÄNSTEUTLÅTANDE|ORDFÖRANDEFÖRSLAG|SAMMANTRÄDESPROTOKOLL|Tjänsteskrivelse|"
    r"Tjänsteutlåtande|ÄRENDE\s(?P<n>\d{1,3}))(?![\wåäöÅÄÖ])"
)


def _with_letter(items: list[RawItem]) -> list[RawItem]:
    """The officer's report bound in after the agenda moved to the item that it names, by registry number or title."""
    last = items[-1] if items else None
    if last is None:
        return items
    found = next(((i, m) for i, p in enumerate(last.pieces) if (m := _LETTER.search(p.line.text))), None)
    if found is None:
        return items
    i, m = found
    line = last.pieces[i].line
    letter = [Piece(line.part(m.start(), len(line.text)), None), *last.pieces[i + 1 :]]
    head = next((k for k, p in enumerate(letter) if p.heading is not None and p.heading.kind != "end"), len(letter))
    front = " ".join(p.line.text for p in letter[:head]).lower()
    named = next((one for one in items if one.registry_number and one.registry_number.value.lower() in front), None)
    if m["n"]:
        named = next((one for one in items if one.section and one.section.value == m["n"]), None)
    named = named or next(
        (one for one in items if one.title and len(one.title.value) > 8 and one.title.value.lower() in front), None
    )
    if named is last or head == len(letter):
        return items
    above = [*last.pieces[:i], Piece(line.part(0, m.start()), last.pieces[i].heading)]
    last.pieces = [p for p in above if p.line.text]
    last.end = max((p.line.end for p in last.pieces), default=line.start + m.start())
    if named is None:
        return [*items, proposal_item(letter)]  # no item is named: it is nobody's
    if named.registry_number is None:
        _registry_of(named, letter[:head])
    named.pieces = [*named.pieces, *letter[head:]]
    named.end = max(p.line.end for p in named.pieces)
    return items


def _registry_of(item: RawItem, front: list[Piece]) -> None:
    """The registry number on the letter's front, as the item's."""
    for piece in front:
        found = registry_in(piece.line.text, bare=False)
        if found and found.number:
            item.registry_number = piece.line.cited(*found.number)
            return


def _with_proposal(pieces: list[Piece], at: int) -> Start | None:
    """A number and a title with a proposal right under them."""
    m = _TITLED.match(pieces[at].line.text)
    if m is None or at + 1 >= len(pieces):
        return None
    heading = pieces[at + 1].heading
    if heading is None or heading.kind != "proposal":
        return None
    return Start(at, 0, m.end(), int(m["n"]), m.span("n"), True, None)


def _proposed_under(pieces: list[Piece], at: int) -> bool:
    """A number alone on its line, with a title and a proposal right under it."""
    return any(p.heading is not None and p.heading.kind == "proposal" for p in pieces[at + 2 : at + 5])


def _bare_agenda(text: str, expected: int | None) -> list[re.Match[str]]:
    """Agenda numbers without a full stop, glued, in order: 1, 2, 3 before any numbered list, or from the `expected` on."""
    found: list[re.Match[str]] = []
    for m in _AGENDA_GLUED.finditer(text):
        n = int(m["n"])
        follows = n == int(found[-1]["n"]) + 1 if found else n == expected if expected else n in (1, 2)
        if follows:
            found.append(m)
    if expected is not None:
        return found
    dotted = _AGENDA.search(text)
    return found if len(found) >= 2 and (dotted is None or found[0].start() < dotted.start()) else []


def _unscrambled(items: list[RawItem]) -> list[RawItem]:
    """Where several titles stand first, then their numbers, then their decisions, the last of each belong together."""
    for k, item in enumerate(items):
        heads = [
            i for i, p in enumerate(item.pieces) if p.heading is not None and p.heading.kind in ("decision", "proposal")
        ]
        begins = [i for n, i in enumerate(heads) if n == 0 or i > heads[n - 1] + 1]
        header = item.header[0] if item.header else None
        numbers = item.numbers
        count = len(begins)
        if header is None or count < 2 or len(numbers) != count or k + 1 < count:
            continue
        group = items[k + 1 - count : k + 1]
        if any(one.pieces for one in group[:-1]):
            continue
        edges = [*begins, len(item.pieces)]
        held = item.pieces
        for n, one in enumerate(group):
            one.registry_number = numbers[n]
            one.pieces = held[edges[n] : edges[n + 1]]
    return items


def _numbered_entry(pieces: list[Piece], at: int) -> bool:
    """A bare number and title with a registry number or a section right under it."""
    return any(
        p.heading is not None or registry_in(p.line.text, bare=False) is not None for p in pieces[at + 1 : at + 3]
    )
