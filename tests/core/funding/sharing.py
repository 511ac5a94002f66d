"""Agreements to settle by: three parties, and their shares in percent and in amounts."""

from __future__ import annotations

from samverkan.core.facts import ShareValue
from samverkan.core.funding.rules import NO_RULES, FundingRules
from samverkan.core.funding.terms import Agreement, Terms

REGION, TOWN, PARISH = "Region Vik", "Ekby kommun", "Åby kommun"


def percent(*figures: str) -> tuple[ShareValue, ...]:
    return tuple(ShareValue(party, "percent", one) for party, one in zip((REGION, TOWN, PARISH), figures, strict=False))


def amounts(*figures: str | None, measure: str = "amount") -> tuple[ShareValue, ...]:
    named = zip((REGION, TOWN, PARISH), figures, strict=False)
    return tuple(ShareValue(party, measure, None, one) for party, one in named if one is not None)  # type: ignore[arg-type]


def agreement(*rows: Terms, rules: FundingRules = NO_RULES, parties: tuple[str, ...] = (REGION, TOWN)) -> Agreement:
    return Agreement("Samverkansavtal", parties, rows, rules)
