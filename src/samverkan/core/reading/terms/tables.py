"""Periods that stand in tables: "Gäller | Ersätter" of a statute book, rows of years of an agreement's history.

Lines of cells in, periods out; where the rows of a history stand, so that they are not read as sentences.
"""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

from samverkan.core.reading.dating import dates_in
from samverkan.core.reading.terms.candidate import Candidate
from samverkan.core.reading.wording import Wording

if TYPE_CHECKING:
    import re

    from samverkan.core.reading.terms.clauses import Prose

_VALID = Wording(r"gäll(?:er|ande)|giltig|avtalstid|avtalsperiod|period")
_ROW = Wording(r"(?:år )?((?:19|20)\d\d) ?[-–—] ?((?:19|20)\d\d)(?![\d-])")
_TO = Wording(r" ?(?:[-–—]|t\.? ?o\.? ?m\.?|till och med|till) ?$")


def _lines(prose: Prose) -> list[tuple[int, int]]:
    breaks = prose.passage.breaks
    return [(a, breaks[i + 1] if i + 1 < len(breaks) else len(prose.text)) for i, a in enumerate(breaks)]


def in_cells(prose: Prose) -> list[Candidate]:
    """The period in the cell under "Gäller fr.o.m.–t.o.m.": the line of cells after its heading's."""
    if "|" not in prose.text:
        return []
    lines = _lines(prose)[:60]
    for (a, b), (c, d) in itertools.pairwise(lines):
        heads = prose.low[a:b].split("|")
        if len(heads) < 2 or "|" not in prose.text[c:d]:
            continue
        column = next((i for i, head in enumerate(heads) if _VALID.search(head)), None)
        if column is None:
            continue
        cells = prose.text[c:d].split("|")
        starts = [c + sum(len(cell) + 1 for cell in cells[:i]) for i in range(len(cells))]
        found = _in_cell(prose, starts[column], starts[column] + len(cells[column])) if column < len(cells) else None
        if found is None:
            continue
        replaced = next((i for i, head in enumerate(heads) if "ersätter" in head and i < len(cells)), None)
        old = (
            _in_cell(prose, starts[replaced], starts[replaced] + len(cells[replaced])) if replaced is not None else None
        )
        return [found, old._replace(role="previous", open_ended=False)] if old is not None else [found]
    return []


def _in_cell(prose: Prose, start: int, end: int) -> Candidate | None:
    dated = [x for x in dates_in(prose.text, start, end) if x.date is not None]
    if not dated:
        row = _ROW.search(prose.low, start, end)
        if row is None:
            return None
        return Candidate(
            date(int(row[1]), 1, 1), date(int(row[2]), 12, 31), False, "current", row.start(), row.end(), -1, False
        )
    first = dated[0]
    last = dated[1] if len(dated) > 1 and _TO.search(prose.low[first.end : dated[1].start]) else None
    assert first.date is not None
    to = last.date.last if last is not None and last.date is not None else None
    return Candidate(first.date.first, to, to is None, "current", first.start, (last or first).end, -1, False)


def history(prose: Prose) -> list[Candidate]:
    """The periods of two or more lines one after the other that each begin with a span of years: earlier agreements."""
    run: list[re.Match[str]] = []
    for a, b in _lines(prose):
        m = _ROW.match(prose.low, a, b)
        if m and int(m[1]) < int(m[2]):
            run.append(m)
        elif len(run) > 1:
            break
        else:
            run = []
    if len(run) < 2 or any(int(x[2]) > int(y[1]) for x, y in itertools.pairwise(run)):
        return []
    return [
        Candidate(date(int(m[1]), 1, 1), date(int(m[2]), 12, 31), False, "previous", m.start(), m.end(), 2, False)
        for m in run
    ]
