"""What a standing with its proof costs: one agreement of ten facts, and a hundred thousand agreements on one core.

Measured against the goals of docs/performance.md: 200 µs in the median, 30 s in all.
"""

from __future__ import annotations

from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

from samverkan.core.dates import PartialDate
from samverkan.core.facts import (
    AssignmentFulfilled,
    Condition,
    Decision,
    ExtensionValue,
    Fact,
    PeriodValue,
    Proposal,
    ShareValue,
    Term,
)
from samverkan.core.sources import Citation, Span
from samverkan.core.standing import standing

ON = date(2022, 3, 1)
AGREEMENTS = 100_000


def ten_facts(number: int = 0) -> list[Fact]:
    """An agreement between a region's board and a municipality: proposal, two decisions, terms, an assignment."""
    region, town = "Region Vik", f"Kommun {number}"
    day_one, day_two, day_three = (PartialDate.parse(day) for day in ("2021-09-08", "2021-09-22", "2021-10-01"))

    def said(name: str, party: str, day: PartialDate) -> dict[str, Any]:
        cited = (Citation(f"{party}.txt", "26 (64)", "50", str(day), Span(100, 180)),)
        return {"id": f"{number}:{name}", "party": party, "happened": day, "known": day.last, "citations": cited}

    period = PeriodValue(PartialDate(2022, 1, 1), PartialDate(2022, 12, 31))
    half = (ShareValue(region, "percent", "50"), ShareValue(town, "percent", "50"))
    matching = (Condition("matching_decision", region, "under förutsättning att nämnden fattar likalydande beslut"),)
    return [
        Proposal(**said("p", town, day_one), body="Arbetsutskottet", to="Socialnämnden", conditions=matching),
        Decision(**said("d1", town, day_two), body="Socialnämnden", act="approve", section="50", conditions=matching),
        Decision(**said("d2", region, day_three), body="Hälsonämnden", act="approve", section="196"),
        Term(**said("t1", region, day_three), term="parties", value=(region, town), basis="told", words="parterna"),
        Term(**said("t2", region, day_three), term="period", value=period, basis="decided", words="2022"),
        Term(**said("t3", town, day_two), term="period", value=period, basis="decided", words="1 jan - 31 dec"),
        Term(**said("t4", region, day_three), term="shares", value=half, basis="decided", words="50 procent vardera"),
        Term(**said("t5", town, day_two), term="shares", value=half, basis="decided", words="50 procent vardera"),
        Term(
            **said("t6", town, day_two),
            term="extension", value=ExtensionValue(False, "excluded"), basis="decided", words="utan förlängning",
        ),
        AssignmentFulfilled(**said("a", region, day_three), day=PartialDate(2021, 6, 23), section="144"),
    ]  # fmt: skip


def run() -> list[tuple[str, str]]:
    """The two figures, each with its name."""
    facts = ten_facts()
    assert len(facts) == 10
    assert standing(facts, on=ON, known=None).standing == "in_force"
    taken = []
    for _ in range(5_000):
        start = perf_counter()
        standing(facts, on=ON, known=None)
        taken.append(perf_counter() - start)
    many = [ten_facts(number) for number in range(1_000)]
    start = perf_counter()
    for number in range(AGREEMENTS):
        standing(many[number % len(many)], on=ON, known=None)
    seconds = perf_counter() - start
    return [
        ("a standing with its proof, ten facts, median", f"{median(taken) * 1e6:.0f} µs"),
        ("100,000 agreements on one core", f"{seconds:.1f} s"),
    ]


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}")
