"""What a person should look at first: an entry as read and the reader's findings in, why each of its facts is unsure out.

The rules are the list at the end. A fact is unsure where its words are damaged or lie on a finding, where the paper does
not say who, when or under which §, where it is only told of, or where the paper says something else of the same.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.facts import (
    Amendment,
    AssignmentGiven,
    Decision,
    Extension,
    PeriodValue,
    Proposal,
    Term,
    Termination,
)
from samverkan.core.identity import identity_numbers
from samverkan.core.standing.items import Actor
from samverkan.core.standing.names import is_vague, plain, same_body
from samverkan.core.standing.whose import actor, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from samverkan.core.facts import Fact
    from samverkan.core.findings import Finding
    from samverkan.core.standing.items import RecordedItem

_WHOLE: Final = 100
_ROUNDED: Final = Fraction(1, 10)
"""By how much shares printed with a few decimals may miss the whole."""
_GAP: Final = "   "
_WEIGHTY: Final = frozenset({"period", "extension", "shares", "termination"})
"""Terms that decide whether and how an agreement holds."""
_DISPOSED: Final = (Decision, Proposal, Extension, Amendment, Termination)


class Doubt(NamedTuple):
    """Why a fact is unsure: a code, and the values its sentence needs; `finding` where the reader said so."""

    code: str
    values: tuple[tuple[str, object], ...] = ()
    finding: Finding | None = None


def doubts(item: RecordedItem, flaws: Sequence[Finding]) -> list[tuple[Doubt, ...]]:
    """Of each fact of the item, in its order, why it is unsure; nothing where it is sure."""
    placed = [flaw for flaw in flaws if flaw.span is not None]
    return [(*_flawed(fact, placed), *_of(fact, item)) for fact in item.facts]


def _of(fact: Fact, item: RecordedItem) -> Iterator[Doubt]:
    for rule in IN_ITSELF:
        yield from rule(fact)
    for among in IN_ITS_PAPER:
        yield from among(fact, item)


def head_doubts(item: RecordedItem) -> tuple[Doubt, ...]:
    """Why the entry's own head is unsure: whose it is, when and under which § it was decided."""
    if item.text:
        return ()
    lacking = {"organisation": item.organisation, "body": item.body, "day": item.day, "section": item.section}
    missing = [Doubt(f"no_{name}") for name, value in lacking.items() if not value]
    return (*missing, *([Doubt("day_imprecise")] if item.day is not None and not item.day.is_day else []))


def _flawed(fact: Fact, flaws: Sequence[Finding]) -> Iterator[Doubt]:
    for flaw in flaws:
        assert flaw.span is not None
        for citation in fact.citations:
            span = citation.span
            if span is not None and span.start <= flaw.span.end and flaw.span.start <= span.end:
                yield Doubt("finding", (), flaw)
                break


def _unsaid(fact: Fact, item: RecordedItem) -> Iterator[Doubt]:
    """A decision whose body the paper does not name; day and § are the head's to ask for."""
    if isinstance(fact, _DISPOSED) and not item.text and fact.body is None and item.body is not None:
        yield Doubt("no_body")


def _unclear_act(fact: Fact) -> Iterator[Doubt]:
    if isinstance(fact, Decision) and fact.act == "other":
        yield Doubt("unclear_act")


def _asked_of_nobody(fact: Fact) -> Iterator[Doubt]:
    if isinstance(fact, Proposal) and not fact.to:
        yield Doubt("asked_of_nobody")
    if isinstance(fact, AssignmentGiven) and fact.basis == "decided" and not fact.to:
        yield Doubt("given_to_nobody")


def _only_told(fact: Fact) -> Iterator[Doubt]:
    if isinstance(fact, Term) and fact.term in _WEIGHTY and fact.basis == "told" and fact.role == "current":
        yield Doubt("only_told.proposed" if fact.proposed else "only_told")


def _said_otherwise(fact: Fact, item: RecordedItem) -> Iterator[Doubt]:
    """The same paper gives the same term another value for the same time."""
    if not isinstance(fact, Term) or fact.term not in _WEIGHTY:
        return
    for other in item.facts:
        if isinstance(other, Term) and other is not fact and (other.term, other.role) == (fact.term, fact.role):
            if fact.role == "previous" and fact.term == "period":
                continue  # earlier periods follow each other
            if _compared(other) != _compared(fact):
                yield Doubt("said_otherwise", (("words", other.words),))
                return


def _compared(term: Term) -> object:
    """A term's value without the order and the letters in which shares are listed."""
    if term.shares:
        return frozenset((plain(one.party), one.measure, one.percent, one.value) for one in term.shares)
    return term.value


def _shares_whole(fact: Fact) -> Iterator[Doubt]:
    if isinstance(fact, Term) and len(fact.shares) > 1:
        percents = [Fraction(one.percent) for one in fact.shares if one.percent is not None]
        if len(percents) == len(fact.shares) and abs(sum(percents, Fraction()) - _WHOLE) > _ROUNDED:
            yield Doubt("shares_not_whole", (("sum", written_percent(sum(percents, Fraction()))),))


def _party_unknown(fact: Fact, item: RecordedItem) -> Iterator[Doubt]:
    """A share of somebody that the paper does not name as a party."""
    if isinstance(fact, Term) and fact.role == "current" and item.parties:
        known = [actor(name) for name in (*item.parties, item.body, item.board, item.organisation) if name]
        for share in fact.shares:
            if is_vague(share.party) or not any(_same(actor(share.party), one) for one in known):
                yield Doubt("party_unknown", (("party", share.party),))


def _same(one: Actor, other: Actor) -> bool:
    if one.person and other.person:
        return key_of(Actor(one.person, None), {}) == key_of(Actor(other.person, None), {})
    return same_body(one.body, other.body)


def _torn(fact: Fact) -> Iterator[Doubt]:
    """Somebody's name with the wide gaps of a page's head, which was read into it."""
    names = (getattr(fact, name, None) for name in ("to", "by", "title", "party", "signatory"))
    if any(isinstance(name, str) and _GAP in name.strip() for name in names):
        yield Doubt("torn")


def _of_a_person(fact: Fact) -> Iterator[Doubt]:
    """A personal identity number in what the fact holds: the ledger refuses it as it is."""
    held = (getattr(fact, name, None) for name in ("text", "words", "title", "to", "signatory", "value"))
    if any(isinstance(one, str) and any(identity_numbers(one)) for one in held):
        yield Doubt("identity_number")


def _backwards(fact: Fact) -> Iterator[Doubt]:
    if isinstance(fact, Term) and isinstance(fact.value, PeriodValue):
        start, end = fact.value.from_, fact.value.to
        if start is not None and end is not None and end.last < start.first:
            yield Doubt("period_backwards")


def written_percent(value: Fraction) -> str:
    """A percentage as a decimal string of at most two decimals."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


IN_ITSELF: Final[tuple[Callable[[Fact], Iterator[Doubt]], ...]] = (
    _of_a_person, _torn, _unclear_act, _asked_of_nobody, _backwards, _shares_whole, _only_told,
)  # fmt: skip
"""Why a fact can be unsure whatever else its paper says, beside a finding on its words."""

IN_ITS_PAPER: Final[tuple[Callable[[Fact, RecordedItem], Iterator[Doubt]], ...]] = (
    _unsaid, _said_otherwise, _party_unknown,
)  # fmt: skip
"""Why it can be unsure beside the rest of its paper."""
