"""One stretch of constant shares, within one calendar year where figures go by year: its cost in, each party's part out.

The shares say who pays: percent and fractions of what it costs; fixed amounts a year; amounts per inhabitant; or a yardstick whose
figures a person has given. Fixed amounts come first, the rest by percent or to the party that bears the rest.
"""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.core.findings import Finding
from samverkan.core.money import divide, ore_of, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samverkan.core.facts import ShareValue
    from samverkan.core.funding.rules import Cap, FundingRules
    from samverkan.core.funding.terms import Stretch


_FIGURE: Final = re.compile(r"(?P<figure>\d{1,40}(?:[.,]\d{1,40})?)(?:/(?P<of>0*[1-9]\d{0,40}))?", re.ASCII)


class Weights(NamedTuple):
    """How a stretch is divided: `fixed` öre each pays whatever it cost, `parts` of the rest (all zero: nobody bears the rest)."""

    parts: tuple[Fraction, ...]
    fixed: tuple[int, ...]

    @property
    def nobody(self) -> bool:
        """Whether no party is said to bear anything: fixed amounts that come to nothing, and nobody who bears the rest."""
        return not any(self.fixed) and not any(self.parts)

    @property
    def by_part(self) -> bool:
        """Whether parts of the cost are all there is."""
        return not any(self.fixed) and sum(self.parts) == 1


class Division(NamedTuple):
    """What each party pays, in öre. Their sum is the cost, less `not_covered`, plus `above_cost`; never both.

    `above_cost`: nobody bears the rest, and what the parties pay is above the cost.
    """

    parts: tuple[int, ...]
    not_covered: int = 0
    above_cost: int = 0


def weights(stretch: Stretch, parties: Sequence[str], rules: FundingRules) -> Weights | Finding:
    """How to divide a stretch; a finding (docs/findings.md) where its shares do not say, and then nothing of it is divided."""
    parts = dict.fromkeys(parties, Fraction(0))
    fixed = dict.fromkeys(parties, 0)
    measures = set()
    for share in stretch.shares:
        if share.party not in parts:
            return _found("share_of_no_party", stretch, party=share.party, parties=list(parties))
        measures.add(share.measure)
        figure = _figure(share, stretch, rules)
        if isinstance(figure, Finding):
            return figure
        if isinstance(figure, Fraction):
            parts[share.party] += figure
        else:
            fixed[share.party] += figure
    if not measures:
        return _found("shares_missing", stretch)
    rest = sum(parts.values())
    comes_first = bool(measures & {"amount", "per_inhabitant"})  # also where it comes to nothing: others then bear all
    if rest == 0 and comes_first and rules.rest in parts:
        parts[rules.rest] = rest = Fraction(1)
    if rest != 1 and (rest != 0 or not comes_first):
        return _found("shares_do_not_sum", stretch, sum=_percent(Fraction(rest)))
    return Weights(tuple(parts.values()), tuple(fixed.values()))


def divided(ore: int, how: Weights, caps: Sequence[int | None]) -> Division:
    """A cost divided: fixed amounts, then the rest by parts, then what is over a party's cap among the others by their parts.

    `caps` is what each may still pay this year; None: no cap. What nobody may pay is not covered. Fixed amounts above the cost are
    what was agreed: they are told as above cost, never cut (KL 2:6).
    """
    rest = ore - sum(how.fixed)
    found = how.fixed
    if sum(how.parts) == 1:
        found = tuple(fixed + part for fixed, part in zip(how.fixed, divide(rest, how.parts), strict=True))
    paid = _capped(list(found), how.parts, caps)
    left = ore - sum(paid)
    return Division(tuple(paid), 0, -left) if left < 0 < sum(paid) else Division(tuple(paid), left)


def _capped(paid: list[int], parts: Sequence[Fraction], caps: Sequence[int | None]) -> list[int]:
    """What each pays with nobody above a cap: what is over goes to the others by their parts, as long as there are any."""
    full: set[int] = set()
    while True:
        over = {at: paid[at] - cap for at, cap in enumerate(caps) if cap is not None and paid[at] > cap}
        for at, ore in over.items():
            paid[at] -= ore
        full |= over.keys()
        others = [Fraction(0) if at in full else part for at, part in enumerate(parts)]
        whole = sum(others)
        if not over or whole == 0:
            return paid
        for at, part in enumerate(divide(sum(over.values()), [one / whole for one in others])):
            paid[at] += part


def caps_of(stretch: Stretch, parties: Sequence[str], rules: FundingRules) -> tuple[int | None, ...] | Finding:
    """The caps that apply on a stretch, öre a calendar year; a finding where one needs a level of an index that nobody has given."""
    found: dict[str, int] = {}
    for cap in rules.caps:
        if (cap.first is None or cap.first <= stretch.first) and (cap.last is None or stretch.last <= cap.last):
            ore = _indexed(cap, stretch, rules)
            if isinstance(ore, Finding):
                return ore
            found[cap.party] = ore
    return tuple(found.get(party) for party in parties)


def goes_by_year(stretch: Stretch, rules: FundingRules) -> bool:
    """Whether a stretch must be divided year by year: by figures of a year, or since a cap is counted by calendar year."""
    return bool(rules.caps) or any(share.measure not in ("percent", "fraction") for share in stretch.shares)


def fraction_of(share: ShareValue) -> Fraction | None:
    """A share of percent or fraction as an exact fraction; None where its figure is none."""
    found = _FIGURE.fullmatch((share.percent if share.percent is not None else share.value or "").replace(" ", ""))
    if found is None or (share.percent is not None and found["of"]):
        return None
    figure = Fraction(found["figure"].replace(",", "."))
    return figure / 100 if share.percent is not None else figure / int(found["of"] or 1)


def figure_said(share: ShareValue) -> tuple[str, str]:
    """What a share says of its party, however it is written: its kind and figure, the same text for the same meaning.

    A figure that is none, and a yardstick, are as they were written.
    """
    part = fraction_of(share)
    if share.measure in ("percent", "fraction") and part is not None:
        return "part", str(part)
    written = share.percent if share.percent is not None else share.value or ""
    with suppress(ValueError):
        if share.measure in ("amount", "per_inhabitant"):
            return share.measure, str(ore_of(share.value or ""))
    return share.measure, written


def _figure(share: ShareValue, stretch: Stretch, rules: FundingRules) -> Fraction | int | Finding:
    """What one share says: a part, or a fixed amount in öre for the days of the stretch."""
    if share.measure in ("percent", "fraction"):
        part = fraction_of(share)
        if part is None or not 0 <= part <= 1:
            return _found("share_unreadable", stretch, party=share.party, value=share.percent or share.value)
        return part
    if share.measure == "other":
        return _by_key(share, stretch, rules)
    try:
        ore = Fraction(ore_of(share.value or ""))
    except ValueError:
        ore = Fraction(-1)
    if ore < 0:
        return _found("share_unreadable", stretch, party=share.party, value=share.value)
    if share.measure == "per_inhabitant":
        people = rules.inhabitants.get(stretch.first.year, {}).get(share.party)
        if people is None:
            return _found("inhabitants_missing", stretch, party=share.party, year=stretch.first.year)
        ore *= people
    if rules.amount_index is not None:
        level = _level(rules.amount_index, stretch, rules)
        if isinstance(level, Finding):
            return level
        ore *= level
    before, until = (stretch.first - date(stretch.first.year, 1, 1)).days, stretch.last.timetuple().tm_yday
    days = 366 if calendar.isleap(stretch.first.year) else 365
    return rounded(ore * until / days) - rounded(ore * before / days)  # from New Year, so that a year comes to itself


def _by_key(share: ShareValue, stretch: Stretch, rules: FundingRules) -> Fraction | Finding:
    """The part by a yardstick: the party's figure of the sum of all that share by it."""
    figures: Mapping[str, Fraction] = rules.keys.get(stretch.first.year, {})
    sharing = [one.party for one in stretch.shares if one.measure == "other"]
    missing = [party for party in sharing if party not in figures]
    if missing:
        return _found("key_missing", stretch, party=missing[0], year=stretch.first.year, value=share.value)
    whole = sum(figures[party] for party in sharing)
    if whole <= 0:
        return _found("key_missing", stretch, party=share.party, year=stretch.first.year, value=share.value)
    parts = [fraction_of(one) or Fraction(0) for one in stretch.shares if one.measure in ("percent", "fraction")]
    said = sum(parts, Fraction(0))
    if said > 1:
        return _found("shares_do_not_sum", stretch, sum=_percent(said))
    return figures[share.party] / whole * (1 - said)


def _indexed(cap: Cap, stretch: Stretch, rules: FundingRules) -> int | Finding:
    if cap.series is None:
        return cap.ore
    level = _level(cap.series, stretch, rules)
    return level if isinstance(level, Finding) else rounded(cap.ore * level)


def _level(index: tuple[str, int], stretch: Stretch, rules: FundingRules) -> Fraction | Finding:
    """How much the index has risen since its base year, as a factor."""
    series, base = index
    levels = rules.indexes.get(series, {})
    for year in (base, stretch.first.year):
        if not levels.get(year):
            return _found("index_missing", stretch, index=series, year=year)
    return levels[stretch.first.year] / levels[base]


def _percent(part: Fraction) -> str:
    value = part * 100
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.4g}"


def _found(code: str, stretch: Stretch, **values: object) -> Finding:
    return Finding(code, {"from": stretch.first, "to": stretch.last, **values})
