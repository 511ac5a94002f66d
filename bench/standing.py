"""What a standing with its proof costs: one agreement of ten facts, a hundred thousand, one of hundreds of papers.

Measured against the goals of docs/performance.md: 200 µs in the median, 30 s in all; and how the time to link papers on
one agreement grows with their number, which should be as they do.
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
from samverkan.core.standing.items import OWN, RecordedItem
from samverkan.core.standing.linking import link

ON = date(2022, 3, 1)
AGREEMENTS = 100_000
PAPERS = (50, 100, 200, 400)


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


def papers_on_one_agreement(number: int) -> list[RecordedItem]:
    """Different minutes of two parties on one agreement: another § and day each, a registry number for every three."""
    found = []
    for n in range(number):
        party, body = (("Region Vik", "Hälsonämnden"), ("Ekby kommun", "Socialnämnden"))[n % 2]
        day, section = PartialDate(2021, 1 + n % 12, 1 + n % 28), str(n)
        cited = Citation(f"{n}.txt", None, section, str(day), Span(100, 180))
        period = PeriodValue(PartialDate(2022, 1, 1), PartialDate(2022, 12, 31))
        said: dict[str, Any] = {"party": OWN, "body": body, "happened": day, "known": day.last, "citations": (cited,)}
        number_ = f"{body[0]}N 2021-{n // 6}"
        facts: tuple[Fact, ...] = (
            Decision(**said, id=f"{n}:d", act="approve", section=section, registry_number=number_),
            Term(**said, id=f"{n}:p", term="period", value=period, basis="decided", words="2022"),
        )
        found.append(
            RecordedItem(
                id=f"{n:05}", text=False, organisation=party, body=body, board=None, registry_number=number_,
                section=section, day=day, title="Samverkansavtal mellan Region Vik och Ekby kommun om familjecentral 2022",
                object="familjecentral", parties=("Region Vik", "Ekby kommun"), periods=(period,), extends=False,
                facts=facts, citation=cited, quotes={}, known=day.last,
            )
        )  # fmt: skip
    return found


def linking() -> list[tuple[str, str]]:
    """Seconds to link so many papers on one agreement, and how much a paper costs in the most against the fewest."""
    seconds = []
    for number in PAPERS:
        items = papers_on_one_agreement(number)
        taken = []
        for _ in range(5):
            start = perf_counter()
            (found,) = link(items)
            taken.append(perf_counter() - start)
        assert len(found.facts) > 2 * number
        seconds.append(median(taken))
    growth = seconds[-1] / PAPERS[-1] / (seconds[0] / PAPERS[0])
    each = [
        (f"{number} papers on one agreement linked", f"{one * 1000:.0f} ms")
        for number, one in zip(PAPERS, seconds, strict=True)
    ]
    return [*each, ("linking: a paper of 400, against one of 50", f"{growth:.1f} times")]


def run() -> list[tuple[str, str]]:
    """The figures, each with its name."""
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
        *linking(),
    ]


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}")
