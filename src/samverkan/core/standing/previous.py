"""The earlier agreement as the papers tell of it: told periods and shares in, its rows through time out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from samverkan.core.dates import PartialDate
from samverkan.core.facts import PeriodValue, Term
from samverkan.core.standing.case import cite
from samverkan.core.standing.values import Previous, TermsRow

if TYPE_CHECKING:
    from samverkan.core.standing.case import Case


def previous(case: Case) -> tuple[Previous, ...]:
    """One earlier agreement, its original period and those it was extended to; empty where nothing is told of one."""
    told = [one for one in case.of(Term) if one.role == "previous"]
    periods: dict[PartialDate | None, Term] = {}
    for one in told:
        if one.term == "period" and isinstance(one.value, PeriodValue) and one.value != case.stated_period():
            before = periods.get(one.value.to)
            if before is None or (isinstance(before.value, PeriodValue) and before.value.from_ is None):
                periods[one.value.to] = one
    shares = next((one for one in told if one.term == "shares"), None)
    title = next((one for one in told if one.term == "title"), None)
    if not periods and shares is None:
        return ()
    split = () if shares is None else shares.shares
    cited = [shares] if shares is not None else []
    rows: list[TermsRow] = []
    for to in sorted(periods, key=lambda day: (day is None, date.min if day is None else day.last, str(day))):
        term = periods[to]
        assert isinstance(term.value, PeriodValue)
        from_ = term.value.from_
        if from_ is None and rows and rows[-1].to is not None:
            from_ = PartialDate.of(rows[-1].to.last + timedelta(days=1))  # extended: it went on from where it ended
        rows.append(TermsRow(from_, to, term.value.open_ended, None, term.basis, split, False, cite(term, *cited)))
    if not rows and shares is not None:
        rows.append(TermsRow(None, None, False, None, shares.basis, split, False, shares.citations))
    name = str(title.value) if title is not None else None
    return (Previous(name, tuple(rows), cite(*told)),)
