"""One current period out of all that a text states, told more fully by what agrees with it; the others as they stand.

What ends before the current one begins is an earlier agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.core.dates import PartialDate
from samverkan.core.reading.values import Basis, PeriodTerm, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from samverkan.core.reading.terms.candidate import Candidate
    from samverkan.core.reading.terms.clauses import Prose
    from samverkan.core.sources import Span

_MOST = 24  # periods of one text that are weighed against each other


def merged(found: Iterable[tuple[Prose, Candidate, Basis]]) -> tuple[PeriodTerm, ...]:
    """One current period, told more fully by what agrees with it; earlier and planned ones as they stand."""
    entries = list(found)
    current = sorted((e for e in entries if e[1].role == "current"), key=lambda e: e[1].rank)[: 4 * _MOST]
    others = [e for e in entries if e[1].role != "current"][:_MOST]
    out: list[PeriodTerm] = []
    if current:
        prose, best, basis = current[0]
        from_, to, span = best.from_, best.to, prose.span(best.start, best.end)
        for entry in current[1:]:
            c = entry[1]
            before = c.to is not None and from_ is not None and c.to < from_
            earlier = c.to is not None and from_ is None and to is not None and c.to < to
            if before or earlier:
                others.append((entry[0], c._replace(role="previous"), entry[2]))
            elif (c.from_ is None or from_ is None or c.from_ == from_) and (c.to is None or to is None or c.to == to):
                if to is None and c.to is not None and from_ is not None and c.from_ is None:
                    span = entry[0].span(c.start, c.end)
                from_, to = from_ or c.from_, to or c.to
        if from_ is not None and to is not None and to < from_:
            from_, to = best.from_, best.to
        out.append(_term(from_, to, to is None and from_ is not None, "current", basis, span))
    for prose, c, basis in others:
        term = _term(c.from_, c.to, c.role != "previous" and c.to is None, c.role, basis, prose.span(c.start, c.end))
        if (term.from_, term.to, term.role) not in [(t.from_, t.to, t.role) for t in out]:
            out.append(term)
    return tuple(out)


def _term(from_: date | None, to: date | None, open_ended: bool, role: Role, basis: Basis, span: Span) -> PeriodTerm:
    return PeriodTerm(
        PartialDate.of(from_) if from_ else None, PartialDate.of(to) if to else None, open_ended, role, basis, span
    )
