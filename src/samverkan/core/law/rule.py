"""What a rule is, what it answers, and how the wording of the day is chosen.

SamverkanError
└── RuleConflictError   two rules answer differently and neither is said to go first: names both
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from samverkan.core.dates import Period
from samverkan.core.findings import SamverkanError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

KL = "2017:725"  # kommunallagen
KL_1991 = "1991:900"  # the one before it
COUNTING = "1930:173"  # lagen om beräkning av lagstadgad tid
TF = "1949:105"  # tryckfrihetsförordningen

SINCE_2018 = Period(date(2018, 1, 1), None)
SINCE_1995 = Period(date(1995, 4, 1), date(2018, 1, 1))  # 1991:900, 10 kap. as SFS 1995:84 put it
UNTIL_2018 = Period(date(2004, 1, 1), date(2018, 1, 1))  # 1991:900 is coded in its last wordings only, from 2004

_NOTHING: Mapping[str, object] = MappingProxyType({})


class RuleConflictError(SamverkanError):
    """Two rules govern the same act and answer differently: the policy lacks a priority. Values: first, second."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in one wording: where it stands, which acts it judges, and whether a lawyer must confirm it (⚖).

    `applies`: the days of the act judged. `amended`: the SFS numbers that gave the wording, where known.
    `over`: the ids of the rules it goes before.
    """

    id: str
    statute: str
    section: str
    applies: Period
    amended: tuple[str, ...] = ()
    confirm: bool = False
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule answered, with what it rests on.

    `holds`: yes, no, or None for "cannot be told", and then `missing` names what would tell. `code`: the sentence
    (domain `law`), which `values` fill. `day`: the day the answer gives, if it gives one. `because`: the answers it
    rests on.
    """

    rule: Rule
    holds: bool | None
    code: str
    values: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    day: date | None = None
    missing: tuple[str, ...] = ()
    because: tuple[Answer, ...] = ()


Outcome = Answer | None  # None: the rule says nothing about such an act


def _answer(
    holds: bool,
    rule: Rule,
    code: str,
    said: Mapping[str, object] = _NOTHING,
    *,
    day: date | None = None,
    because: Sequence[Answer] = (),
    **more: object,
) -> Answer:
    return Answer(rule, holds, code, _filled(said, more, day), day, (), tuple(because))


yes = partial(_answer, True)
"""The rule answers yes: `code` names the sentence, which `said` and what more is given by name fill."""

no = partial(_answer, False)
"""The rule answers no, said as a yes is."""


def cannot_tell(
    rule: Rule,
    code: str,
    said: Mapping[str, object] = _NOTHING,
    *,
    missing: Sequence[str],
    because: Sequence[Answer] = (),
    **more: object,
) -> Answer:
    """The rule cannot answer; `missing` names what would let it."""
    return Answer(rule, None, code, _filled(said, more, None), None, tuple(missing), tuple(because))


def _filled(said: Mapping[str, object], more: Mapping[str, object], day: date | None) -> Mapping[str, object]:
    return MappingProxyType({**said, **more} if day is None else {**said, **more, "day": day})


def judge(act: str, day: date | None, *tried: tuple[Rule, Callable[[Rule, date], Outcome]]) -> Answer:
    """The answer of the rule that governs an act of the day, in that day's wording.

    In: the act's name, its day, and the rules that may govern it with what each decides, the newest wording first.
    Out: one answer; "cannot be told" where the act's day is unknown or no rule on file governs it.
    RuleConflictError where two answer differently and neither is `over` the other.
    """
    newest = tried[0][0]
    if day is None:
        return cannot_tell(newest, f"{act}_day_unknown", missing=(act,))
    said = [answer for rule, decide in tried if day in rule.applies and (answer := decide(rule, day)) is not None]
    if not said:
        return cannot_tell(newest, "no_rule", missing=("rule",), on=day)
    set_aside = {rule_id for answer in said for rule_id in answer.rule.over}
    first, *others = [answer for answer in said if answer.rule.id not in set_aside]
    for other in others:
        if (first.holds, first.day) != (other.holds, other.day):
            raise RuleConflictError("rules_conflict", first=first.rule.id, second=other.rule.id)
    return first
