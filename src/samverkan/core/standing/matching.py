"""What the parties decided, compared term by term: each party's own papers in, verdicts with both sides quoted out.

What one party tells of another is not the other's word. No statute defines a matching decision (likalydande beslut):
see docs/standing.md.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

from samverkan.core.facts import THE_TEXT, ExtensionValue, PeriodValue, ShareValue
from samverkan.core.standing.subjects import relation
from samverkan.core.standing.values import MATCHED_TERMS, Match, Proof, Side

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from samverkan.core.facts import Term, TermName, TermValue
    from samverkan.core.standing.case import Case
    from samverkan.core.standing.values import Verdict

_ROLE_WORDS = re.compile(r"\b(?:nämnden|kommunen|regionen|styrelsen|parterna|förbundet)\b")
_HOLDS: Final[dict[Verdict, bool | None]] = {
    "identical": True, "equivalent": True, "differs": False, "cannot_tell": None,
}  # fmt: skip
_NOT_WORDS = re.compile(r"[\s\"'”“’»«.,;:()–—‐‑-]+")


def matching(case: Case) -> tuple[Match, ...]:
    """Every term that a matching decision is compared on, in a fixed order."""
    silent = tuple([Side(party, None, "", ()) for party in case.parties])
    return tuple([_match(case, name, silent) for name in MATCHED_TERMS])


def _match(case: Case, name: TermName, silent: tuple[Side, ...]) -> Match:
    stated = case.terms(name)
    if not stated:
        return Match(name, "cannot_tell", silent, ())
    later = [one for one in stated if one.from_ is not None and one.basis != "told"]
    sides = tuple([_side(case, [one for one in stated if one not in later] or stated, one) for one in silent])
    if later and compared(name, sides) != "differs":
        apart = _apart(case, name, later, silent)
        if apart is not None:
            return Match(
                name, "differs", apart, tuple(dict.fromkeys([one for side in apart for one in side.citations]))
            )
    citations = tuple(dict.fromkeys([citation for side in sides for citation in side.citations]))
    return Match(name, compared(name, sides), sides, citations)


def _apart(case: Case, name: TermName, later: Sequence[Term], silent: tuple[Side, ...]) -> tuple[Side, ...] | None:
    """What the parties say from the first later day on which they differ; who has later days, but not this, differs."""
    own = {one.party for one in later}
    for day in sorted({one.from_.first for one in later if one.from_ is not None}):
        here = [one for one in later if one.from_ is not None and one.from_.first == day]
        sides = [_side(case, here, one) for one in silent]
        if compared(name, sides) == "differs" or any(one.value is None and one.party in own for one in sides):
            return tuple([side if side.value is not None else _side(case, later, side) for side in sides])
    return None


def _side(case: Case, stated: Collection[Term], silent: Side) -> Side:
    """The party's own word on a term: what it decided, else the text before it, else what it tells or proposes."""
    party = silent.party
    text = own = None
    for term in stated:
        if term.party == party:
            if own is None:
                own = term
        elif term.party == THE_TEXT and text is None:
            text = term
    chosen: Term | None = own
    if text is not None and (own is None or own.basis != "decided" or own.proposed):
        chosen = text if own is not None or party in case.speaking else None  # no paper of its own: nothing before it
    return silent if chosen is None else Side(party, chosen.value, chosen.words, chosen.citations)


def compared(name: TermName, sides: Collection[Side]) -> Verdict:
    """The verdict on one term: `differs` if any two differ, else `cannot_tell` if anyone is silent."""
    said = [side for side in sides if side.value is not None]
    if len(said) < 2:
        return "cannot_tell"
    if len(said) == len(sides) == 2:
        return _two(name, *said)
    verdicts = {_two(name, said[0], other) for other in said[1:]}
    if len(said) > 2 and "differs" not in verdicts:
        verdicts |= {_two(name, one, other) for n, one in enumerate(said[1:], 1) for other in said[n + 1 :]}
    if "differs" in verdicts:
        return "differs"
    if "cannot_tell" in verdicts or len(said) < len(sides):
        return "cannot_tell"
    return "equivalent" if "equivalent" in verdicts else "identical"


def _two(name: TermName, one: Side, other: Side) -> Verdict:
    same = same_value(name, one.value, other.value)
    if same is None:
        return "cannot_tell"
    if not same:
        return "differs"
    return "identical" if _plain(one.words) == _plain(other.words) else "equivalent"


def same_value(name: TermName, one: TermValue, other: TermValue) -> bool | None:
    """Whether two statements of a term mean the same; None where one leaves open what the other says."""
    if one == other:
        return True
    if isinstance(one, PeriodValue) and isinstance(other, PeriodValue):
        return _same_period(one, other)
    if isinstance(one, ExtensionValue) and isinstance(other, ExtensionValue):
        return _same_extension(one, other)
    if name == "shares":
        return _same_shares(cast("tuple[ShareValue, ...]", one), cast("tuple[ShareValue, ...]", other))
    if name == "parties":
        mine, theirs = set(cast("tuple[str, ...]", one)), set(cast("tuple[str, ...]", other))
        return True if mine == theirs else None if mine < theirs or theirs < mine else False
    if name in {"object", "title"}:
        return relation(str(one), str(other))
    return False


def _same_period(one: PeriodValue, other: PeriodValue) -> bool | None:
    """From the first day to the last: the year 2022 is 1 January to 31 December."""
    if one.from_ is not None and other.from_ is not None and one.from_.first != other.from_.first:
        return False
    if one.to is not None and other.to is not None and one.to.last != other.to.last:
        return False
    unsaid = (one.from_ is None) != (other.from_ is None) or (one.to is None) != (other.to is None)
    if one.open_ended != other.open_ended:
        return False if (one.to or other.to) else None
    return None if unsaid else True


def _same_extension(one: ExtensionValue, other: ExtensionValue) -> bool | None:
    if one.allowed != other.allowed or one.mode != other.mode:
        return False
    pairs = ((one.months, other.months), (one.times, other.times), (one.notice_months, other.notice_months))
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return False
    return True if all(a == b for a, b in pairs) else None


def _same_shares(one: tuple[ShareValue, ...], other: tuple[ShareValue, ...]) -> bool | None:
    mine, theirs = ({share.party: _amount(share) for share in shares} for shares in (one, other))
    common = mine.keys() & theirs.keys()
    if any(mine[party] != theirs[party] for party in common if mine[party][1] and theirs[party][1]):
        return False
    if not common or any(not (mine[party][1] and theirs[party][1]) for party in common):
        return None
    return True


def _amount(share: ShareValue) -> tuple[str, str]:
    """A share so that 50 percent and one half are one thing."""
    said = share.percent if share.percent is not None else share.value
    if said is None:
        return share.measure, ""
    if share.measure in {"percent", "fraction"}:
        try:
            part = Fraction(said.replace(",", ".").replace(" ", ""))
        except (ValueError, ZeroDivisionError):
            return share.measure, said
        return "part", str(part / 100 if share.percent is not None else part)
    return share.measure, said


@lru_cache(maxsize=4096)
def _plain(words: str) -> str:
    """Words without what LAW.md leaves out of account: case, white space, quotes, dashes, the parties' role words."""
    return _ROLE_WORDS.sub("", _NOT_WORDS.sub(" ", words.casefold())).strip()


def no_term_differs(matches: tuple[Match, ...]) -> Proof:
    """The rule that no term may differ, resting on each comparison; `cannot_tell` does not bar."""
    because = tuple(
        [
            Proof("term_compared", _HOLDS[verdict], {"term": term, "verdict": verdict}, citations)
            for term, verdict, _, citations in matches
        ]
    )
    return Proof("no_term_differs", all(one.holds is not False for one in because), {}, (), because)
