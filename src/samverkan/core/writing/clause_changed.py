"""What a body changes of a joint clause: the clause and the item as it is kept in; by term and by word what is another out.

Both are read by the same grammar that reads the minutes: a term differs where the words of the points give another value.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.deciding.clause import Change, Share, word_changes
from samverkan.core.facts import Decision, Term
from samverkan.core.writing.recording import record
from samverkan.core.writing.understood import read_points, understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samverkan.core.deciding.clause import Clause
    from samverkan.core.deciding.values import Item


_STATED: Final = frozenset({"period", "extension", "shares", "later_shares", "termination"})
"""The terms that a point can state by itself; whom and what it is about stands in the title, too."""

_UNDOES: Final = frozenset({"reject", "refer_back", "postpone", "withdrawn", "rescind"})


class TermChanged(NamedTuple):
    """A term that the body's points give another value than the clause's; None: they say nothing of it."""

    term: str
    clause: Any
    now: Any


class Changed(NamedTuple):
    """`points`: word by word, point by point. `act`: what the body now does instead of approving, "" where it approves.

    `unconditional`: it no longer waits for the others' like decisions.
    """

    points: tuple[tuple[Change, ...], ...]
    terms: tuple[TermChanged, ...]
    act: str = ""
    unconditional: bool = False

    @property
    def breaks(self) -> bool:
        """Whether the bodies no longer decide alike: a term differs, or it is not approved."""
        return bool(self.terms or self.act)


def changed(clause: Clause, body: str, item: Item) -> Changed | None:
    """What the item changes of the clause; None where it has the clause's points, and what it adds changes nothing in them."""
    points = [one.text for one in item.points]
    carried = len(clause.points)
    lines = zip_longest(clause.points, points, fillvalue="")
    words = tuple(word_changes(before, after) for before, after in lines)
    was = _said(body, clause.title, clause.points)
    if points[:carried] == list(clause.points):
        added = _said(
            body, clause.title, ["Avtalet godkänns.", *points[carried:]]
        )  # of two statements a reader takes the first
        terms = tuple(
            TermChanged(name, was.terms.get(name), value)
            for name, value in added.terms.items()
            if name in _STATED and value != was.terms.get(name)
        )
        acts = (one.act for one in understood(body, clause.title, points[carried:]))
        act = next((one for one in acts if one in _UNDOES), "")
        return Changed(words, terms, act) if terms or act else None
    now = _said(body, clause.title, points)
    terms = tuple(
        TermChanged(name, was.terms.get(name), now.terms.get(name))
        for name in dict.fromkeys((*was.terms, *now.terms))
        if was.terms.get(name) != now.terms.get(name)
    )
    return Changed(words, terms, "" if now.act == was.act else now.act or "none", was.waits and not now.waits)


def _later(term: Term) -> tuple[Share, ...]:
    """Shares from a later day, as a clause has them."""
    return tuple(Share(one.party, one.percent, one.measure, one.value, term.from_) for one in term.shares)


class _Said(NamedTuple):
    terms: dict[str, Any]
    act: str
    waits: bool


def _said(body: str, title: str, points: Sequence[str]) -> _Said:
    facts = [fact for one in record(read_points(body, title, points)) for fact in one.facts]
    stated = [one for one in facts if isinstance(one, Term) and one.term != "title"]
    terms: dict[str, Any] = {one.term: one.value for one in stated if one.from_ is None}
    later = tuple(share for one in stated if one.from_ is not None for share in _later(one))
    if later:
        terms["later_shares"] = later
    decided = next((one for one in facts if isinstance(one, Decision)), None)
    waits = any(one.kind == "matching_decision" for one in (decided.conditions if decided else ()))
    return _Said(terms, "" if decided is None else decided.act, waits)
