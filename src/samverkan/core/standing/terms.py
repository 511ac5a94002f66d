"""The agreement's terms through time: what set them, how far the period runs, what prolongs or ends it.

The agreement's own text outranks what minutes decide, and that what they tell. "Utan möjlighet till förlängning" stops
any extension.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.dates import PartialDate, valid_day
from samverkan.core.facts import (
    Amendment,
    Confirmation,
    Extension,
    ExtensionValue,
    Fact,
    PeriodValue,
    ShareValue,
    Term,
    Termination,
)
from samverkan.core.standing.case import cite, proved
from samverkan.core.standing.values import Open, Proof, TermsRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.facts import Basis
    from samverkan.core.standing.case import Case

_DAY = timedelta(days=1)
_BASIS_WEIGHT = {"agreed": 2, "decided": 1, "told": 0}


class Course(NamedTuple):
    """The agreement through time. `end` is the last day; `unclear` the rule that leaves the end unknown."""

    rows: tuple[TermsRow, ...]
    start: date | None
    end: date | None
    open_ended: bool
    terminated_before_start: Proof | None
    unclear: Proof | None
    reasons: tuple[Proof, ...]
    open: tuple[Open, ...]


def months_on(day: date, months: int) -> date:
    """The same day some months on (or back); where the month has no such day, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = valid_day(year, month + 1, day.day)
    return last or next(found for n in range(day.day - 1, 0, -1) if (found := valid_day(year, month + 1, n)))


def course(case: Case, differing: Sequence[str] = ()) -> Course:
    """The rows of terms and the period's end as they stand for the day asked about."""
    period = _stated_period(case)
    value = period.value if period is not None and isinstance(period.value, PeriodValue) else PeriodValue(None, None)
    shares = case.value("shares")
    agreed_shares: tuple[ShareValue, ...] = ()
    if shares is not None and "shares" not in differing:
        agreed_shares = shares.value  # type: ignore[assignment]  # a term named shares holds them
    stated = extension_stated(case)
    extension = stated.value if stated is not None and isinstance(stated.value, ExtensionValue) else None
    first = TermsRow(
        value.from_,
        value.to,
        value.open_ended,
        None if extension is None else extension.allowed,
        _basis(shares if agreed_shares else None, period),
        agreed_shares,
        _confirmed(case, shares, "shares") if agreed_shares else _confirmed(case, period, "period"),
        cite(*[term for term in (period, shares, stated) if term is not None]),
    )
    run = _Run(case, first, stated, extension)
    if period is None and shares is None and stated is None:
        run.rows.clear()
    run.amend()
    run.extend()
    run.prolong()
    run.end_by_notice()
    return Course(
        tuple(run.rows), case.start, run.end, value.open_ended and run.end is None,
        run.before_start, run.unclear, tuple(run.reasons), tuple(run.open),
    )  # fmt: skip


def _stated_period(case: Case) -> Term | None:
    chosen = case.stated_period()
    return next((term for term in case.terms("period") if term.value is chosen), None)


def extension_stated(case: Case) -> Term | None:
    """What is said of extension: the agreement's text first; else one side's "excluded" outranks the other's option."""
    terms = case.terms("extension")
    if not terms or terms[0].basis == "agreed":
        return terms[0] if terms else None
    return next((one for one in terms if isinstance(one.value, ExtensionValue) and not one.value.allowed), terms[0])


def _basis(*terms: Term | None) -> Basis:
    stated = [term.basis for term in terms if term is not None]
    return min(stated, key=_BASIS_WEIGHT.__getitem__) if stated else "told"


def _confirmed(case: Case, term: Term | None, name: str) -> bool:
    confirmations = case.of(Confirmation)
    return bool(confirmations) and any(
        one.of == name or (term is not None and one.of == term.id) for one in confirmations
    )


class _Run:
    """One walk through the agreement's time: rows so far, its end so far, and why."""

    def __init__(self, case: Case, first: TermsRow, stated: Term | None, extension: ExtensionValue | None) -> None:
        self.case, self.stated, self.extension = case, stated, extension
        self.rows = [first]
        self.end = first.to.last if first.to is not None else None
        self.reasons: list[Proof] = []
        self.open: list[Open] = []
        self.before_start: Proof | None = None
        self.unclear: Proof | None = None

    def amend(self) -> None:
        """New shares from the day that every party has decided them from."""
        wanted: dict[tuple[PartialDate, tuple[ShareValue, ...]], list[Amendment]] = {}
        for one in self.case.of(Amendment):
            if self.case.counts(one, one.from_.first):
                wanted.setdefault((one.from_, tuple(sorted(one.shares, key=str))), []).append(one)
        for (from_, _), decided in sorted(wanted.items(), key=lambda pair: str(pair[0])):
            missing = self._missing(decided)
            self.reasons.append(proved("amended", not missing, facts=decided, from_=from_, missing=missing))
            self._ask(missing, "amendment", decided)
            if missing or not self.rows:
                continue
            last = self.rows[-1]
            if last.to is None or last.to.last >= from_.first:
                before = from_.first - _DAY
                if last.from_ is None or last.from_.first <= before:
                    self.rows[-1] = last._replace(to=PartialDate.of(before), open_ended=False)
                else:
                    self.rows.pop()
                self.rows.append(
                    last._replace(
                        from_=from_,
                        shares=decided[0].shares,
                        basis="decided",
                        confirmed=False,
                        citations=cite(*decided),
                    )
                )

    def extend(self) -> None:
        """Extensions that every party has decided, unless the agreement excludes any."""
        wanted: dict[PartialDate, list[Extension]] = {}
        for one in self.case.of(Extension):
            if self.case.counts(one, None if self.end is None else self.end + _DAY):
                wanted.setdefault(one.to, []).append(one)
        for to, decided in sorted(wanted.items(), key=lambda pair: (pair[0].last, str(pair[0]))):
            if self.extension is not None and not self.extension.allowed:
                facts = (*decided, self.stated) if self.stated is not None else decided
                self.reasons.append(proved("extension_excluded", False, facts=facts, to=to))
                self.open.append(Open("extension_excluded", None, {"to": to}, cite(*facts)))
                continue
            missing = self._missing(decided)
            self.reasons.append(proved("extended_by_decisions", not missing, facts=decided, to=to, missing=missing))
            self._ask(missing, "extension", decided)
            if not missing and (self.end is None or to.last > self.end):
                self._append(to.last, "decided", cite(*decided))

    def prolong(self) -> None:
        """Automatic extension, step by step until the day asked about, unless notice was given in time."""
        rule = self.extension
        if (
            rule is None
            or self.stated is None
            or self.end is None
            or rule.mode == "excluded"
            or self.case.on <= self.end
        ):
            return
        if rule.mode == "option":
            self.reasons.append(proved("option_needs_decision", False, facts=(self.stated,), end=self.end))
            return
        if rule.months is None or rule.months < 1:
            self.unclear = proved("automatic_extension_unknown", None, facts=(self.stated,), end=self.end)
            self.open.append(Open("unstated_term", None, {"term": "extension"}, self.stated.citations))
            return
        done = 0
        while self.end < self.case.on and (rule.times is None or done < rule.times):
            refused = self._refused(rule.notice_months)
            if refused is not None:
                facts = (self.stated, refused)
                self.reasons.append(
                    proved("extension_refused_in_time", True, facts=facts, end=self.end, party=refused.party)
                )
                return
            self._append(months_on(self.end + _DAY, rule.months) - _DAY, self.stated.basis, self.stated.citations)
            done += 1
        self.reasons.append(
            proved("extended_automatically", True, facts=(self.stated,), times=done, months=rule.months, end=self.end)
        )

    def end_by_notice(self) -> None:
        """What notice of termination does: a lapse before the start, an earlier last day, or one that nothing tells."""
        for notice in self.case.of(Termination):
            if not self.case.happened_by(notice):
                continue
            if notice.happened is not None and self.case.start is not None and notice.happened.last < self.case.start:
                self.before_start = proved(
                    "terminated_before_start", True, facts=(notice,), party=notice.party, day=notice.happened
                )
                continue
            if len(self.case.parties) > 2:
                self.open.append(Open("party_left", notice.party, {"day": notice.happened}, notice.citations))
                self.reasons.append(proved("one_of_several_left", None, facts=(notice,), party=notice.party))
                continue
            last, months = self._last_day(notice)
            if last is None:
                self.unclear = proved(
                    "termination_day_unknown", None, facts=(notice,), party=notice.party, day=notice.happened
                )
                self.open.append(Open("unstated_term", notice.party, {"term": "termination"}, notice.citations))
            elif self.end is None or last < self.end:
                self.end = last
                self.reasons.append(
                    proved(
                        "terminated",
                        True,
                        facts=(notice,),
                        party=notice.party,
                        day=notice.happened,
                        end=last,
                        months=months,
                    )
                )
                self.rows = [row for row in self.rows if row.from_ is None or row.from_.first <= last]
                if self.rows:
                    self.rows[-1] = self.rows[-1]._replace(to=PartialDate.of(last), open_ended=False)

    def _last_day(self, notice: Termination) -> tuple[date | None, int | None]:
        if notice.ends is not None:
            return notice.ends.last, None
        clause = self.case.value("termination")
        if clause is not None and isinstance(clause.value, int) and notice.happened is not None:
            return months_on(notice.happened.last, clause.value), clause.value
        if self.extension is not None and self.extension.mode == "automatic" and self.end is not None:
            return self.end, None  # notice refuses the next extension; the period itself runs out
        return None, None

    def _refused(self, notice_months: int | None) -> Fact | None:
        """A termination given in time to stop the extension that would begin after the present end."""
        if self.end is None:
            return None
        before = months_on(self.end + _DAY, -(notice_months or 0))
        return next(
            (one for one in self.case.of(Termination) if one.happened is not None and one.happened.last < before), None
        )

    def _append(self, last: date, basis: Basis, citations: tuple[object, ...]) -> None:
        if self.rows:
            before = self.rows[-1]
            from_ = None if self.end is None else PartialDate.of(self.end + _DAY)
            row = before._replace(
                from_=from_, to=PartialDate.of(last), basis=_weaker(before, basis),
                citations=tuple(dict.fromkeys((*before.citations, *citations))),  # type: ignore[arg-type]
            )  # fmt: skip
            self.rows.append(row)
        self.end = last

    def _missing(self, decided: Sequence[Fact]) -> tuple[str, ...]:
        has = {one.party for one in decided}
        return tuple([party for party in self.case.parties if party not in has])

    def _ask(self, missing: Sequence[str], what: str, decided: Sequence[Fact]) -> None:
        for party in missing:
            self.open.append(Open("missing_decision", party, {"body": None, "what": what}, cite(*decided)))


def _weaker(row: TermsRow, basis: Basis) -> Basis:
    """What sets an extended row: its shares stand on what they stood on before, if that was weaker."""
    return min(row.basis, basis, key=_BASIS_WEIGHT.__getitem__) if row.shares else basis
