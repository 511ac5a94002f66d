"""Tables of cost: rows of parties and figures, or parties as columns; one share a party and role out.

A table's unit may stand in its cells, its heads or the line that leads in to it; columns may tell of the old and the new.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.reading.terms.figures import decimal, kronor
from samverkan.core.reading.terms.yardsticks import COST
from samverkan.core.reading.values import Basis, Measure, Role, Share
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.core.reading.terms.clauses import Prose
    from samverkan.core.reading.terms.gathering import Shares
    from samverkan.core.reading.terms.parties import Mention, Parties

_UNIT = r"%|procent|miljoner kronor|mnkr|mkr|tkr|kkr|tusen kronor|tusental kronor|kronor|kr|sek|:-"
_CELL = Wording(
    rf"(?P<n>\d{{1,3}}(?:[ .]\d{{3}}){{1,3}}(?:,\d{{1,2}})?|\d{{1,9}}(?:[,.]\d{{1,3}})?) ?(?P<u>{_UNIT})?\.?"
)
_NAMED_UNIT = Wording(rf"(?<![\w])(?P<u>{_UNIT})(?!\w)")
_BETWEEN = Wording(r"[ |:.…_–-]*")
_OLD = Wording(
    r"nuvarande|tidigare|hittills|dagens|gällande avtal|gammal|gamla|(?<!\w)(?:före|t\.? ?o\.? ?m|till och med|idag|i dag)(?!\w)"
)
# Columns and rows that count something else than money.
_OTHER = Wording(
    r"invånar|folkmängd|antal|ledamöter|ersättare|mandat|röst|elever|platser|timmar|org|tjänst|index|yta|kvm"
)
# "Regionen betalar till kommunerna:": those in the rows are paid
_RECEIVED = Wording(
    r"(?:betala[rst]*|ersätter|lämnar|utgår|utbetalas)(?!\w)[^.]{0,120} till "
    r"(?:kommunerna|parterna|medlemmarna|respektive|varje|följande)(?!\w)"
)
_TOTAL = Wording(r"summa|totalt?(?!\w)|samtliga")
_LEAD = 300  # characters above a table that may say of what it is


class _Cell(NamedTuple):
    start: int
    end: int
    number: str
    unit: str


class _Row(NamedTuple):
    start: int
    end: int
    party: Mention
    cells: list[_Cell]


def read_tables(prose: Prose, parties: Parties, basis: Basis, into: Shares) -> None:
    """Add the shares that the tables of an agreement's own text state."""
    if len(parties.all) < 2:
        return
    breaks = prose.passage.breaks
    lines = [(a, breaks[i + 1] if i + 1 < len(breaks) else len(prose.text)) for i, a in enumerate(breaks)]
    for first, rows in _runs(prose, parties, lines):
        _read_rows(prose, lines, first, rows, basis, into)
    for i in range(len(lines) - 1):
        heads = _party_heads(prose, parties, *lines[i])
        if heads:
            _read_columns(prose, lines, i, heads, basis, into)


def _runs(prose: Prose, parties: Parties, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, list[_Row]]]:
    """Rows of parties one after the other with as many figures each, and the number of the first's line."""
    run: list[_Row] = []
    for i, (a, b) in enumerate([*lines, (0, 0)]):
        row = _row(prose, parties, a, b) if b - a < 200 else None
        if row is not None and (not run or len(row.cells) == len(run[0].cells)):
            run.append(row)
            continue
        if len(run) > 1:
            yield i - len(run), run
        run = [row] if row is not None else []


def _row(prose: Prose, parties: Parties, start: int, end: int) -> _Row | None:
    """A line that begins with a party and holds nothing more than figures."""
    if not any(c.isdigit() for c in prose.text[start:end]):
        return None
    named = [m for m in parties.mentions(prose, start, end, strangers=False) if m.start - start < 4]
    if not named:
        return None
    at = named[0].end
    between = _BETWEEN.match(prose.text, at, end)
    cells = _figures(prose, between.end() if between else at, end)
    return _Row(start, end, named[0], cells) if cells else None


def _figures(prose: Prose, start: int, end: int) -> list[_Cell]:
    """The figures of text[start:end]; none where it holds anything else."""
    found: list[_Cell] = []
    for a, b in _cells(prose, start, end):
        at = a
        while at < b:
            m = _CELL.match(prose.low, at, b)
            if m is None:
                return []
            found.append(_Cell(m.start("n"), m.end("n"), m["n"], m["u"] or ""))
            at = m.end()
            while at < b and prose.text[at] in " |–-":
                at += 1
    return found


def _cells(prose: Prose, start: int, end: int) -> list[tuple[int, int]]:
    """Where the cells of a line stand: parted by strokes or by more than one space in the stored text."""
    edges = [start]
    for at in range(start, end - 1):
        if prose.text[at] == "|" or (
            prose.text[at] == " " and prose.passage.offset(at + 1) - prose.passage.offset(at) > 1
        ):
            edges += (at, at + 1)
    edges.append(end)
    found: list[tuple[int, int]] = []
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        text = prose.text[a:b]
        if text.strip():
            left = a + len(text) - len(text.lstrip())
            found.append((left, left + len(text.strip())))
    return found


def _above(prose: Prose, top: int, at: int) -> str:
    """The words above a table that say of what it is: its section's heading and the lines that lead in to it.

    `top`: where the line of its heads begins, which may look like a heading itself.
    """
    section = bisect_right(prose.headings, top, key=lambda h: h.end)
    start = prose.headings[section - 1].start if section else 0
    heading = prose.low[start : prose.headings[section - 1].end] if section else ""
    return heading + " " + prose.low[max(start, at - _LEAD) : at]


def _measure(cell: _Cell, unit: str) -> tuple[Measure, str | None, str | None] | None:
    """Measure, percent and value of a figure with its own unit or the column's."""
    unit = cell.unit or unit
    if not unit:
        return None
    if unit in {"%", "procent"}:
        return "percent", decimal(cell.number), None
    return "amount", None, kronor(cell.number, unit)


def _unit_of(words: str) -> str:
    units = [m["u"] for m in _NAMED_UNIT.finditer(words)]
    return units[-1].replace("tusental", "tusen") if units else ""


def _read_rows(
    prose: Prose, lines: Sequence[tuple[int, int]], first: int, rows: list[_Row], basis: Basis, into: Shares
) -> None:
    width = len(rows[0].cells)
    top = lines[first - 1] if first else (0, 0)
    titles = [prose.low[a:b] for a, b in _cells(prose, *top)]
    titles = titles[-width:] if len(titles) > width or (len(titles) == width and width > 1) else []
    above = _above(prose, top[0], rows[0].start)
    if not (COST.search(above) or _unit_of(above) or "|" in above) or _RECEIVED.search(above):
        return
    chosen: list[tuple[Role, int, str]] = []
    for column in range(width):
        title = titles[column] if titles else ""
        if _OTHER.search(title):
            continue
        unit = _unit_of(title) or (_unit_of(above) if width == 1 or not any(map(_unit_of, titles)) else "")
        if not unit and _whole([row.cells[column] for row in rows]):
            unit = "%"
        if all(_measure(row.cells[column], unit) for row in rows):
            chosen.append(("previous" if _OLD.search(title) else "current", column, unit))
    percent = [c for c in chosen if "%" in (c[2], rows[0].cells[c[1]].unit) or "procent" in c[2]]
    done: set[Role] = set()
    for role, column, unit in percent or chosen:
        if role in done or (role == "previous" and len(chosen) == 1):
            continue
        done.add(role)
        for row in rows:
            _add(prose, row.party, row.cells[column], unit, role, basis, into)


def _whole(cells: Sequence[_Cell]) -> bool:
    """Whether figures without a unit are the parts of a hundred."""
    parts = [decimal(c.number) for c in cells if not c.unit]
    return len(parts) == len(cells) and sum(Decimal(p) for p in parts if p) == 100


def _party_heads(prose: Prose, parties: Parties, start: int, end: int) -> list[Mention]:
    """The parties of a line that holds hardly anything but their names; none for another line."""
    if end - start > 300 or any(c.isdigit() for c in prose.text[start:end]):
        return []
    named = parties.mentions(prose, start, end, strangers=False)
    rest = end - start - sum(m.end - m.start for m in named)
    return named if len(named) > 1 and rest < 3 * len(named) + 24 and not prose.low[start:end].count(" och ") else []


def _read_columns(
    prose: Prose, lines: Sequence[tuple[int, int]], top: int, heads: list[Mention], basis: Basis, into: Shares
) -> None:
    above = _above(prose, lines[top][0], lines[top][0])
    for a, b in lines[top + 1 : top + 5]:
        digit = next(
            (at for at in range(a, min(b, a + 60)) if prose.text[at].isdigit() and prose.text[at - 1] in " |"), -1
        )
        label = prose.low[a : max(digit, a)]
        cells = _figures(prose, digit, b) if digit >= 0 else []
        if len(cells) not in {len(heads), len(heads) + 1}:
            return
        if _OTHER.search(label) or not COST.search(above + label):
            continue
        unit = _unit_of(label) or _unit_of(above) or ("%" if _whole(cells[: len(heads)]) else "")
        for party, cell in zip(heads, cells, strict=False):
            _add(prose, party, cell, unit, "previous" if _OLD.search(label) else "current", basis, into)


def _add(prose: Prose, party: Mention, cell: _Cell, unit: str, role: Role, basis: Basis, into: Shares) -> None:
    said = _measure(cell, unit)
    if said is None or _TOTAL.search(prose.low, party.start, party.end):
        return
    name = party.parties[0]
    if party.group is not None:
        name = prose.cited(party.start, party.end, prose.low[party.start : party.end])
    span = prose.span(min(party.start, cell.start), max(party.end, cell.end))
    section = bisect_right(prose.headings, cell.start, key=lambda h: h.end)
    into.add(Share(name, *said, role, basis, span), (prose, section))
