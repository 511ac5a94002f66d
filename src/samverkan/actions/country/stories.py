"""What becomes of one cooperation: its successive agreements, each with the papers of every party, in their order.

Most are approved by all, run out and are followed by another; some wait for a party, a budget or a paper that was never
sent, some were refused, and of a few the papers contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.actions.country import sheets
from samverkan.actions.country.sheets import TASKS, Deal, Meeting, Said
from samverkan.core.dates import PartialDate
from samverkan.core.facts import (
    AssignmentFulfilled,
    AssignmentGiven,
    Decision,
    ExtensionValue,
    PeriodValue,
    ShareValue,
    Termination,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from samverkan.actions.country.places import Place, Shire

DECIDED: Final = (Decision, AssignmentGiven, AssignmentFulfilled, Termination)
"""The facts that are each a decision of a body: one att-clause of its minutes."""

_FIRST_YEAR: Final = 2004
_AHEAD: Final = 200
_GIVEN_UP: Final = 0.08
_PARTIES: Final = {2: 62, 3: 16, 4: 10, 5: 6, 6: 5, 0: 1}  # 0: the region with all its municipalities
_NOW: Final = {
    "stands": 60, "open_ended": 4, "missing": 8, "still_proposed": 6, "proposed": 8, "refused": 4, "two_ways": 3, "budget": 3,
    "differs": 2, "leaves": 2,
}  # fmt: skip
_THEN: Final = {"stands": 90, "missing": 3, "refused": 3, "two_ways": 2, "leaves": 2}
_SERVICES: Final = (
    "familjecentralen {name} i {place}", "ungdomsmottagningen i {place}", "elevhälsan i {place}",
    "hemsjukvården i {place}", "gymnasieutbildningen i {place}", "det lokala hälsoarbetet i {place}",
    "spädbarnsverksamheten {name} i {place}", "vuxenutbildningen i {place}", "räddningsvägen vid {name} i {place}",
    "hjälpmedelscentralen i {place}", "kulturskolan {name} i {place}", "krisberedskapen i {place}",
)  # fmt: skip
_BIRDS: Final = (
    "Ejdern Falken Gräsanden Gulsparven Hägern Järpen Koltrasten Lärkan Måsen Näktergalen Orren Rödhaken Staren Svalan "
    "Tranan Tärnan Ugglan Vipan Ärlan Örnen"
).split()


class Paper(NamedTuple):
    """One organisation's paper: what it says, when it came, and from when and why it is joint."""

    place: Place
    said: Said
    arrived: date
    ground: str
    meeting: Meeting | None


class Instrument(NamedTuple):
    """One agreement: its parties, the body and registry number under which each handles it, its papers."""

    parties: Sequence[Place]
    numbers: Sequence[tuple[str, str]]
    papers: Sequence[Paper]


@dataclass(slots=True)
class Pace:
    """How many decisions there shall be for each agreement, and how many there are so far."""

    wanted: float
    agreements: int = 0
    decisions: int = 0

    @property
    def behind(self) -> bool:
        """Whether more must be decided."""
        return self.decisions < self.wanted * self.agreements

    def count(self, paper: Paper) -> None:
        """Count what the paper decides."""
        self.decisions += sum(isinstance(fact, DECIDED) for fact in paper.said.item.facts)


def story(random: Random, shire: Shire, today: date, pace: Pace, *, whole: bool = False) -> Iterator[Instrument]:
    """The agreements of one cooperation in the region; `whole`: of the region with all its municipalities."""
    parties = [shire.region, *shire.municipalities] if whole else _parties(random, shire)
    service = random.randrange(len(_SERVICES))
    place = parties[1].name.removesuffix(" kommun") if len(parties) <= 6 else shire.region.name
    object_ = _SERVICES[service].format(name=random.choice(_BIRDS), place=place)
    year = int(random.triangular(_FIRST_YEAR, today.year + 1, today.year - 3))
    while True:
        years = random.choice((1, 2, 2, 3, 3, 4))
        first = date(year, random.choice((1, 1, 1, 7)), 1)
        if first > today + timedelta(days=_AHEAD):
            return
        last = date(first.year + years, first.month, 1) - timedelta(days=1)
        current = last >= today
        outcome = _one(random, _NOW if current else _THEN)
        pace.agreements += 1
        yield _Told(random, parties, service, object_, (first, last), outcome, today, pace).instrument()
        if last > today + timedelta(days=_AHEAD) or random.random() < _GIVEN_UP:
            return
        year = last.year + 1 if last.month == 12 else last.year


class _Told:
    """One agreement being told: the papers so far."""

    def __init__(
        self, random: Random, parties: Sequence[Place], service: int, object_: str, days: tuple[date, date], outcome: str,
        today: date, pace: Pace,
    ) -> None:  # fmt: skip
        self.random, self.parties, self.outcome, self.today, self.pace = random, parties, outcome, today, pace
        self.first, self.last = days
        self.bodies = [one.body_for(service) for one in parties]
        opened = self.first.year - 1
        self.numbers = [one.new_matter(letters, opened) for one, (_, letters) in zip(parties, self.bodies, strict=True)]
        open_ended = outcome == "open_ended"
        end = None if open_ended else PartialDate.of(self.last)
        period = PeriodValue(PartialDate.of(self.first), end, open_ended)
        names = tuple(one.name for one in parties)
        years = f"{self.first.year}–" if open_ended else f"{self.first.year}–{self.last.year}"
        option = random.choice((None, None, ExtensionValue(True, "option", 12, 1), ExtensionValue(False, "excluded")))
        self.deal = Deal(
            object_, f"Samverkansavtal om {object_} {years}", names, period, _shares(random, names),
            None if open_ended else option,
        )  # fmt: skip
        self.papers: list[Paper] = []

    def instrument(self) -> Instrument:
        """The agreement with all its papers."""
        decided = [self._day(self.first - timedelta(days=self.random.randint(40, _AHEAD))) for _ in self.parties]
        for n, day in enumerate(decided):
            if day <= self.today:
                self._decides(n, day)
        settled = self.outcome in {"stands", "open_ended", "leaves"} and max(decided) <= self.today
        if settled and self.random.random() < 0.35:
            self._text(max(decided))
        if settled:
            self._later()
        numbers = [(body, number) for (body, _), number in zip(self.bodies, self.numbers, strict=True)]
        return Instrument(self.parties, numbers, self.papers)

    def _decides(self, n: int, day: date) -> None:
        last = n == len(self.parties) - 1
        outcome = self.outcome
        if outcome == "proposed" or (outcome == "still_proposed" and last):
            board = self.bodies[n][0]
            meeting = self._meeting(n, day, committee=True)
            self._add(n, sheets.proposal(self.deal, meeting, board), meeting)
            return
        if outcome == "missing" and last:
            return
        meeting = self._meeting(n, day)
        deal = self.deal
        if outcome == "differs" and last:
            deal = deal._replace(shares=_shares(self.random, deal.parties, apart=1))
        tasks = self.random.sample(TASKS, self.random.randint(2, 3) if self.pace.behind else self.random.randint(0, 1))
        condition = "budget" if outcome == "budget" and n == 0 else None
        if condition is None and self.random.random() < 0.2:
            condition = "matching_decision"
        act = "reject" if outcome == "refused" and last else "approve"
        said = sheets.approval(
            deal, meeting, act=act, condition=None if act == "reject" else condition,  # type: ignore[arg-type]  # a plain text
            tasks=() if act == "reject" else tasks,
        )  # fmt: skip
        self._add(n, said, meeting)
        if outcome == "two_ways" and last:
            self._add(n, sheets.approval(deal, meeting, act="reject"), meeting)

    def _text(self, day: date) -> None:
        signing = [self._day(day + timedelta(days=self.random.randint(5, 30))) for _ in self.parties]
        if max(signing) > self.today:
            return
        signed = [(one.name, one.registrar, when) for one, when in zip(self.parties, signing, strict=True)]
        paper = Paper(self.parties[0], sheets.agreement_text(self.deal, signed), max(signing), "signed", None)
        self.papers.append(paper)

    def _later(self) -> None:
        """What is decided of an agreement that stands: changed shares, an extension, a notice to leave."""
        if self.outcome == "leaves":
            self._leaves()
        elif self.outcome == "stands" and (self.pace.behind or self.random.random() < 0.1):
            if self.random.random() < 0.4 and self.last.year > self.first.year:
                self._amends()
            if self.pace.behind and self.deal.extension is not None and self.deal.extension.allowed:
                self._extends()

    def _amends(self) -> None:
        from_ = date(self.first.year + 1, 1, 1)
        shares = _shares(self.random, self.deal.parties)
        for n in range(len(self.parties)):
            day = self._day(from_ - timedelta(days=self.random.randint(20, 90)))
            if self.first < day <= self.today:
                meeting = self._meeting(n, day)
                self._add(n, sheets.amendment(self.deal, meeting, from_, shares), meeting)

    def _extends(self) -> None:
        first, last = self.last + timedelta(days=1), date(self.last.year + 1, self.last.month, self.last.day)
        more = PeriodValue(PartialDate.of(first), PartialDate.of(last))
        for n in range(len(self.parties)):
            day = self._day(self.last - timedelta(days=self.random.randint(30, 120)))
            if self.first < day <= self.today:
                meeting = self._meeting(n, day)
                tasks = self.random.sample(TASKS, 1 if self.pace.behind else 0)
                self._add(n, sheets.extension(self.deal, meeting, more, tasks=tasks), meeting)

    def _leaves(self) -> None:
        n = self.random.randrange(len(self.parties))
        day = self._day(self.first + timedelta(days=self.random.randint(30, 200)))
        if day <= self.today:
            meeting = self._meeting(n, day)
            last = date(day.year + (day.month > 6), 6 if day.month > 6 else 12, 30 if day.month > 6 else 31)
            self._add(n, sheets.notice(self.deal, meeting, last), meeting)

    def _meeting(self, n: int, day: date, *, committee: bool = False) -> Meeting:
        place, (board, _) = self.parties[n], self.bodies[n]
        body = place.committee(board) if committee else board
        section = str(self.random.randint(1, 280))
        return Meeting(place.name, body, board, day, section, self.numbers[n], self.random.randint(2, 60))

    def _add(self, n: int, said: Said, meeting: Meeting) -> None:
        signed = meeting.day + timedelta(days=self.random.randint(5, 14))
        joint = signed <= self.today and self.random.random() < 0.92
        arrived = min(signed, self.today)
        if joint:
            said = sheets.justered(said, meeting, signed)
        paper = Paper(self.parties[n], said, arrived, "justering" if joint else "", meeting)
        self.pace.count(paper)
        self.papers.append(paper)

    @staticmethod
    def _day(day: date) -> date:
        """The day, or the Friday before it."""
        return day - timedelta(days=max(0, day.weekday() - 4))


def _parties(random: Random, shire: Shire) -> list[Place]:
    several = int(_one(random, {str(count): weight for count, weight in _PARTIES.items()}))
    if not several:
        return [shire.region, *shire.municipalities]
    few = min(several - 1, len(shire.municipalities))
    chosen = random.sample(shire.municipalities, few)
    if few > 1 and random.random() < 0.2:
        return chosen  # municipalities alone
    return [shire.region, *chosen]


def _shares(random: Random, names: Sequence[str], *, apart: int = 0) -> tuple[ShareValue, ...]:
    """Whole percents, together a hundred; `apart`: how much is moved from the first to the last."""
    each, rest = divmod(100, len(names))
    tilt = random.choice((0, 0, 5, 10)) if len(names) == 2 else 0
    parts = [each + (rest if n == 0 else 0) for n in range(len(names))]
    parts[0] += tilt - apart
    parts[-1] -= tilt - apart
    return tuple(ShareValue(name, "percent", str(part)) for name, part in zip(names, parts, strict=True))


def _one(random: Random, weights: dict[str, int]) -> str:
    return random.choices(list(weights), list(weights.values()))[0]
