"""The agreement's terms through time: what set them, how far the period runs, what prolongs or ends it.

The agreement's own text outranks what minutes decide, and that what they tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samverkan.core.facts import Confirmation, ExtensionValue, PeriodValue
from samverkan.core.standing.amending import amend
from samverkan.core.standing.case import cite
from samverkan.core.standing.ending import end_by_notice, leave
from samverkan.core.standing.extending import NextExtension, extend, next_extension, prolong
from samverkan.core.standing.run import BASIS_WEIGHT, Run
from samverkan.core.standing.stepping import step
from samverkan.core.standing.values import TermsRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from samverkan.core.facts import Amendment, Basis, Extension, Term, Termination
    from samverkan.core.standing.case import Case
    from samverkan.core.standing.values import Open, Proof


class Course(NamedTuple):
    """The agreement through time. `end` is the last day; `unclear` the rule that leaves the end unknown.

    `changes`: the decisions that changed it, or were to; `leaves`: the last day of each party that has given notice;
    `next`: the extension that can come after the last day.
    """

    rows: tuple[TermsRow, ...]
    start: date | None
    end: date | None
    open_ended: bool
    terminated_before_start: Proof | None
    unclear: Proof | None
    reasons: tuple[Proof, ...]
    open: tuple[Open, ...]
    changes: tuple[Extension | Amendment | Termination, ...]
    leaves: Mapping[str, date]
    next: NextExtension | None


def course(case: Case, differing: Sequence[str] = ()) -> Course:
    """The rows of terms and the period's end as they stand for the day; of a term that differs, no party's word."""
    period = case.period
    value = period.value if period is not None and isinstance(period.value, PeriodValue) else PeriodValue(None, None)
    shares = case.value("shares")
    agreed_shares = () if shares is None or "shares" in differing else shares.shares
    stated = None if "extension" in differing else extension_stated(case)
    extension = stated.value if stated is not None and isinstance(stated.value, ExtensionValue) else None
    rows: list[TermsRow] = []
    said = [term for term in (period, shares, stated) if term is not None]
    if said:
        divided = shares if agreed_shares else None
        first = TermsRow(
            value.from_,
            value.to,
            value.open_ended,
            None if extension is None else extension.allowed,
            min(
                (_basis(term) for term in (divided, period) if term is not None),
                key=BASIS_WEIGHT.__getitem__,
                default="told",
            ),
            agreed_shares,
            _confirmed(case, divided, "shares") if divided else _confirmed(case, period, "period"),
            cite(*said),
            {term.term: "proposed" if term.proposed else term.basis for term in said if term is not shares or divided},
            extension is not None and extension.mode == "automatic",
        )
        rows.append(first)
    run = Run(case, rows, stated, extension)
    extend(run)
    prolong(run)
    end_by_notice(run)
    if "shares" not in differing:
        step(run)
    amend(run)
    leave(run)
    agreed_time = "period" not in differing  # of what differs no side is the agreement's
    return Course(
        tuple(run.rows) if agreed_time else (), case.start, run.end, value.open_ended and run.end is None, run.before_start, run.unclear,
        tuple(run.reasons), tuple(run.open), tuple(run.changes), {party: last for party, (last, _) in run.leaves.items()},
        next_extension(run) if agreed_time else None,
    )  # fmt: skip


def _basis(term: Term) -> Basis:
    """What a term rests on; what is only proposed is nothing decided."""
    return "told" if term.proposed else term.basis


def extension_stated(case: Case) -> Term | None:
    """What is said of extension: the agreement's text first; else one side's "excluded" outranks the other's option."""
    terms = case.terms("extension")
    if not terms or terms[0].basis == "agreed":
        return terms[0] if terms else None
    return next((one for one in terms if isinstance(one.value, ExtensionValue) and not one.value.allowed), terms[0])


def _confirmed(case: Case, term: Term | None, name: str) -> bool:
    confirmations = case.of(Confirmation)
    return bool(confirmations) and any(
        one.of == name or (term is not None and one.of == term.id) for one in confirmations
    )
