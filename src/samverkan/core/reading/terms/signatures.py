"""The block of signatures: an agreement's last lines in, a party, a day and a name for each signature out.

Two columns come out as one line with both parties: they are paired by column. An empty line gives no day and no name.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.dating import dates_in, first_date
from samverkan.core.reading.terms.clauses import lower
from samverkan.core.reading.values import Signature
from samverkan.core.reading.wording import Wording
from samverkan.core.sources import Cited, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.dates import PartialDate
    from samverkan.core.reading.lines import Line
    from samverkan.core.reading.terms.parties import Parties

# The heading of the block, or the sentence that stands before it.
_BLOCK = Wording(
    r"(?:§? ?\d{1,2}(?:\.\d)?[.)]? ?§? ?)?(?:parternas |avtalets )?(?:beslut ?/ ?)?"
    r"(?:underskrift(?:er)?|undertecknande|signering|signaturer)\W*$",
    r".{0,160}(?:likalydande exemplar|lika lydande exemplar|exemplar har parterna|upprätta[td]s? i [a-zåäö]+(?: \(\d\))? exemplar|"
    r"som underskrift)",
)
# Without either: labels of empty lines, or "För" and a name.
_LABELLED = Wording(r"ort och datum|ort/datum|namnförtydligande|för (?:[a-zåäö-]+ ){1,3}(?:kommun|stad)$|för region")
_COLUMN = Wording(r"(?:[ \t\xa0]{2,}|\t|\s*\|\s*)")
_EMPTY = Wording(
    r"[._…\-–\s]{3,}|datum:?|ort:?|ort och datum:?|ort/datum:?|namn:?|namnförtydligande:?|namnteckning:?",
    r"underskrift:?",
)
_LABEL = Wording(
    r"(?:ort och datum|ort/datum|datum|ort|namnförtydligande|namn|namnteckning|underskrift)\s*:?\s*",
)
_PERSON = Wording(
    r"(?:[A-ZÅÄÖÉ][a-zåäöé]+(?:-[A-ZÅÄÖÉ][a-zåäöé]+)?|"
    r"[A-ZÅÄÖ]\.?)(?: (?:[A-ZÅÄÖÉ][a-zåäöé]+(?:-[A-ZÅÄÖÉ][a-zåäöé]+)?|[A-ZÅÄÖ]\.?|von|af|de)){1,3}",
)
_OFFICE = Wording(
    r"ordförande|kommunalråd|regionråd|direktör|chef|sekreterare|nämnd|styrelse|kommun|stad|region",
    r"landsting|förbund|protokoll|avtal|bilaga|part",
)


class _Cell(NamedTuple):
    text: str
    start: int
    column: int


class _Signing:
    __slots__ = ("day", "party", "person")

    def __init__(self) -> None:
        self.party: Cited[str] | None = None
        self.day: PartialDate | None = None
        self.person: Cited[str] | None = None


def read_signatures(lines: Sequence[Line], parties: Parties) -> tuple[Signature, ...]:
    """One signature a party, in order; none where the text has no such block or says that minutes stand for it."""
    first = _first(lines)
    if first is None or not parties.all:
        return ()
    before = {line.text.strip() for line in lines[:first]}  # a page's head that stands again is nobody's signature
    block = [line for line in lines[first : first + 60] if not (line.furniture or line.text.strip() in before)]
    rows = [_cells(line) for line in block]
    if any("gäller som underskrift" in lower(line.text) or "som underskrift" in lower(line.text) for line in block):
        return ()
    wide = max((len(row) for row in rows), default=0) > 1
    if not wide and any(len(_names(row[0], parties)) > 1 for row in rows if row):
        rows, wide = [_parted(row[0], parties) if row else row for row in rows], True
    signings = _by_column(rows, parties) if wide else _by_turn(rows, parties)
    return tuple(Signature(s.party, s.day, s.person) for s in signings if s.party is not None)


def _first(lines: Sequence[Line]) -> int | None:
    """Where the block begins: its last heading, else the first label or "För ..." among the last lines."""
    start = max(0, len(lines) - 80)
    low = [lower(line.text) if len(line.text) < 200 else "" for line in lines[start:]]
    headed = [i for i, text in enumerate(low) if _BLOCK.match(text)]
    if headed:
        return start + headed[-1]
    return next((start + i for i, text in enumerate(low) if _LABELLED.match(text)), None)


def _cells(line: Line) -> list[_Cell]:
    cells: list[_Cell] = []
    last = 0
    for m in [*_COLUMN.finditer(line.text), None]:
        stop = m.start() if m else len(line.text)
        piece = line.text[last:stop]
        if piece.strip():
            cells.append(_Cell(piece.strip(), line.start + last + len(piece) - len(piece.lstrip()), len(cells)))
        last = m.end() if m else stop
    return cells


def _names(cell: _Cell, parties: Parties) -> list[int]:
    """Where a line of a block whose columns' spaces are lost names each of its parties, "För" with them."""
    low = lower(cell.text)
    if len(low) > 120:
        return []
    found = sorted(at for p in parties.all if (at := low.find(lower(p.name.value))) >= 0)
    return [at - 4 if low[:at].endswith("för ") else at for at in found]


def _parted(cell: _Cell, parties: Parties) -> list[_Cell]:
    """The line cut where its columns met: at each party's name, after each day, between the names of two persons."""
    cuts = _names(cell, parties)[1:]
    days = [d for d in dates_in(cell.text) if d.date is not None]
    words = cell.text.split()
    if not cuts and len(days) > 1:
        cuts = [d.end for d in days[:-1]]
    elif not cuts and len(words) == 4 and not _OFFICE.search(lower(cell.text)) and all(w[0].isupper() for w in words):
        cuts = [cell.text.index(words[2], len(words[0]) + len(words[1]) + 1)]
    edges = [0, *cuts, len(cell.text)]
    return [
        _Cell(cell.text[a:b].strip(), cell.start + a + len(cell.text[a:b]) - len(cell.text[a:b].lstrip()), column)
        for column, (a, b) in enumerate(itertools.pairwise(edges))
        if cell.text[a:b].strip()
    ]


def _party(cell: _Cell, parties: Parties) -> Cited[str] | None:
    """The party a cell names; a cell that only prints its town is a place."""
    low = lower(cell.text)
    for party in parties.all:
        at = low.find(lower(party.name.value))
        if at >= 0 and len(low) < len(party.name.value) + 40:
            return Cited(party.name.value, Span(cell.start + at, cell.start + at + len(party.name.value)))
    return None


def _take(signing: _Signing, cell: _Cell) -> None:
    """Put what the cell says, a day or a name, into the signature."""
    low = lower(cell.text)
    dated = first_date(cell.text)
    if dated is not None:
        signing.day = signing.day or dated.date
        return
    if _EMPTY.fullmatch(low):
        return
    label = _LABEL.match(low)
    rest = cell.text[label.end() :] if label else cell.text
    # "A B, ordförande": the office beside the name
    named = rest.split(",")[0].strip(" /()")
    person = _PERSON.fullmatch(named)
    if person and signing.person is None and not _OFFICE.search(lower(named)):
        start = cell.start + cell.text.index(person.group())
        signing.person = Cited(person.group(), Span(start, start + len(person.group())))


def _by_column(rows: list[list[_Cell]], parties: Parties) -> list[_Signing]:
    """Columns side by side; below a finished group of columns another may follow."""
    done: list[_Signing] = []
    open_: dict[int, _Signing] = {}
    for row in rows:
        if len(row) == 1 and len(row[0].text) > 60:
            continue
        for cell in row:
            signing = open_.setdefault(cell.column, _Signing())
            party = _party(cell, parties)
            if party is None:
                _take(signing, cell)
                continue
            if signing.party is not None:
                done.append(signing)
                signing = open_[cell.column] = _Signing()
            signing.party = party
    # Columns are told left to right, finished groups first.
    return [*done, *(open_[c] for c in sorted(open_))]


def _by_turn(rows: list[list[_Cell]], parties: Parties) -> list[_Signing]:
    """One under the other: the party opens each signature, or closes it where a day or a name stands first."""
    cells = [row[0] for row in rows if row]
    named = [_party(cell, parties) for cell in cells]
    opens: bool | None = None
    done: list[_Signing] = []
    current = _Signing()
    for cell, party in zip(cells, named, strict=True):
        if party is not None:
            if opens is None:
                opens = current.day is None and current.person is None
            if opens and current.party is not None:
                done.append(current)
                current = _Signing()
            current.party = party
            if first_date(cell.text) is not None:
                _take(current, cell)
            if not opens:
                done.append(current)
                current = _Signing()
        elif len(cell.text) < 60:
            _take(current, cell)
    if current.party is not None:
        done.append(current)
    return done
