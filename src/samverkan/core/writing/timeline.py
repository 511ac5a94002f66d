"""The geometry of an agreement's timeline: its facts, its standing and its events in; lanes of pieces in days out.

One lane a party (what it decided, asked for and signed), one for the agreement's periods, one for the times that run.
Nothing is drawn and nothing is put in words here: a piece says on which days it lies, counted from the timeline's
first, and in which row of its lane, so that no two pieces with their labels lie on each other.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from samverkan.core.dates import PartialDate
from samverkan.core.facts import (
    Amendment,
    Appeal,
    CourtOutcome,
    Decision,
    Extension,
    PeriodValue,
    Proposal,
    Signature,
    Term,
    Termination,
    Told,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samverkan.core.facts import Fact
    from samverkan.core.sources import Citation
    from samverkan.core.standing.events import Event
    from samverkan.core.standing.values import Standing, TermsRow

LaneKind = Literal["party", "periods", "windows"]

LABELS: Final[Mapping[LaneKind, float]] = {"party": 0.2, "periods": 0.25, "windows": 0.45}
"""How much of the timeline's length the label of a piece may take, by its lane."""

_MARGIN: Final = 0.02
_FAR: Final = 0.25
"""A day asked about that lies further out than this part of the rest is told at the edge, not drawn to scale."""
_OVER: Final = frozenset({"in_force", "agreed", "ended"})
_WHILE_TO_COME: Final = frozenset({"justering_by", "notice_by"})
"""Times that matter only while they run: afterwards what is missing says it better."""
_SHOWN_ELSEWHERE: Final = frozenset({"begins", "ends", "decision_planned"})
"""Events that the other lanes show already."""


class Piece(NamedTuple):
    """One thing on the timeline: a mark where it lies on one day, else a span, both its days in it.

    `lane` is the lane it lies in, a party's with its name; `code` says what it is; `when`, `until` its days as told, None
    where the papers do not say; `opens`, `closes`: whether it begins and ends where it is drawn (False: it goes on past the
    edge, or no paper says). `n` is its number on the timeline, by day; `back`: its label stands before it. Those from `n` on
    are said when the piece is given its place.
    """

    lane: tuple[LaneKind, str | None]
    code: str
    when: PartialDate | None
    until: PartialDate | None
    opens: bool
    closes: bool
    party: str | None
    section: str | None
    values: Mapping[str, object]
    citations: tuple[Citation, ...]
    n: int = 0
    start: int = 0
    end: int = 0
    row: int = 0
    back: bool = False


class Lane(NamedTuple):
    """One lane: a party's, the periods' or the windows'; how many rows its pieces lie in."""

    kind: LaneKind
    party: str | None
    pieces: tuple[Piece, ...]
    rows: int


class Tick(NamedTuple):
    """A day to be told along the edge: the first of a year or of a month."""

    at: int
    day: date


class Timeline(NamedTuple):
    """The whole. `on` is where the day asked about lies; `outside`: it lies further out than the timeline goes.

    `undated`: what no day is told of, in the lane it would lie in.
    """

    first: date
    days: int
    on: int
    outside: bool
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    undated: tuple[Piece, ...]


def timeline(
    standing: Standing, facts: Iterable[Fact], events: Iterable[Event], *, on: date, known: date | None,
    before: tuple[str, Standing] | None = None, after: tuple[str, Standing] | None = None,
    labels: Mapping[LaneKind, float] = LABELS,
) -> Timeline | None:  # fmt: skip
    """The timeline of one agreement on the day `on`; None where nothing on it has a day.

    `before`, `after`: the agreements next to it in its cooperation, each under a key that its piece carries; `labels`:
    how much of the length a label takes.
    """
    on_file = [fact for _, fact in visible(facts, known)]
    loose = [
        *_acts(standing, on_file),
        *_periods(standing, on_file),
        *_other("before", before),
        *_other("after", after),
        *_told_before(standing),
        *_windows(events, on),
        *_conditions(standing, on_file, on),
    ]
    dated = [one for one in loose if one.when is not None or one.until is not None]
    if not dated:
        return None
    first, days, outside = _extent(dated, on)
    lanes = _lanes(standing, dated, first, days, labels)
    undated = [
        one._replace(n=len(dated) + n)
        for n, one in enumerate(one for one in loose if one.when is None and one.until is None)
    ]
    at = min(max((on - first).days, 0), days)
    return Timeline(first, days, at, outside, tuple(lanes), tuple(_ticks(first, days)), tuple(undated))


# -- what there is --------------------------------------------------------------------------------------------------


def _acts(standing: Standing, facts: Sequence[Fact]) -> Iterator[Piece]:
    """What each party did: one mark for what one § decides at once."""
    parties = {one.name for one in standing.parties}
    acted = {(one.party, one.happened) for one in facts if isinstance(one, Decision | Extension | Amendment)}
    seen: set[tuple[object, ...]] = set()
    for fact in facts:
        code = _code(fact)
        if code is None:
            continue
        party = fact.by if isinstance(fact, Told) else fact.party
        day = fact.day if isinstance(fact, Told) else fact.happened
        if party not in parties or (isinstance(fact, Told) and (party, day) in acted):
            continue
        section = getattr(fact, "section", None)
        key = party, day, section, code if section is None else _same_paper(fact)
        if key in seen:
            continue
        seen.add(key)
        values: dict[str, object] = {"body": fact.body, "conditions": bool(getattr(fact, "conditions", ()))}
        if isinstance(fact, Signature):
            values["signatory"] = fact.signatory
        if isinstance(fact, Extension):
            values["to"] = fact.to
        yield Piece(("party", party), code, day, day, True, True, party, section, values, fact.citations)


def _same_paper(fact: Fact) -> str:
    return "told" if isinstance(fact, Told) else "own"


def _code(fact: Fact) -> str | None:
    """What a fact is on a party's lane; None: it has no place there."""
    if isinstance(fact, Decision):
        return fact.act
    if isinstance(fact, Proposal):
        return "propose"
    if isinstance(fact, Extension | Amendment):
        name = "extend" if isinstance(fact, Extension) else "amend"
        return f"propose_{name}" if fact.proposed else name
    if isinstance(fact, Told):
        return "planned" if fact.planned and fact.day is not None and fact.day.is_day else None
    if isinstance(fact, CourtOutcome):
        return "annulled" if fact.annulled else "upheld"
    return {Termination: "terminate", Signature: "sign", Appeal: "appeal"}.get(type(fact))


def _periods(standing: Standing, facts: Iterable[Fact]) -> Iterator[Piece]:
    stated = [
        one.value.to
        for one in facts
        if isinstance(one, Term) and one.role == "current" and isinstance(one.value, PeriodValue) and one.value.to
    ]
    end = min((one.last for one in stated), default=None)
    for row in standing.terms:
        later = end is not None and row.from_ is not None and row.from_.first > end
        yield _row(row, "extended" if later else "period", {"waits": standing.standing not in _OVER})


def _row(row: TermsRow, code: str, values: Mapping[str, object]) -> Piece:
    shares = {"shares": row.shares, "basis": row.basis, "open_ended": row.open_ended}
    return Piece(
        ("periods", None), code, row.from_, row.to, row.from_ is not None, row.to is not None, None, None,
        {**shares, **values}, row.citations,
    )  # fmt: skip


def _told_before(standing: Standing) -> Iterator[Piece]:
    for earlier in standing.previous:
        for row in earlier.terms:
            yield _row(row, "previous", {"title": earlier.title})


def _other(code: str, neighbour: tuple[str, Standing] | None) -> Iterator[Piece]:
    if neighbour is None or not neighbour[1].terms:
        return
    key, other = neighbour
    whole = other.terms[0]._replace(to=other.terms[-1].to, open_ended=other.terms[-1].open_ended)
    waits = other.standing not in _OVER
    yield _row(whole, code, {"title": other.title or other.object, "key": key, "waits": waits})


def _windows(events: Iterable[Event], on: date) -> Iterator[Piece]:
    for one in events:
        if one.code in _SHOWN_ELSEWHERE or (one.code in _WHILE_TO_COME and one.day < on):
            continue
        section = one.values.get("section")
        yield Piece(
            ("windows", None), one.code, PartialDate.of(one.first or one.day), PartialDate.of(one.day), True, True,
            one.party, None if section is None else str(section), one.values, one.citations,
        )  # fmt: skip


def _conditions(standing: Standing, facts: Iterable[Fact], on: date) -> Iterator[Piece]:
    """Each condition, from its decision to the act that met it; one that is not met goes on to the day asked about."""
    set_on: dict[tuple[str, str, str], PartialDate] = {}
    for fact in facts:
        for condition in getattr(fact, "conditions", ()) if isinstance(fact, Decision | Proposal) else ():
            if fact.happened is not None:
                set_on[fact.party, condition.kind, condition.text] = fact.happened
    for one in standing.conditions:
        decided = set_on.get((one.party, one.kind, one.text))
        if decided is None:
            continue
        met = max((day for cited in one.because.citations if (day := _day(cited)) is not None), default=decided)
        until = max(met, decided) if one.met else max(PartialDate.of(on), decided)
        values = {"kind": one.kind, "words": one.text, "met": one.met}
        yield Piece(
            ("windows", None), "condition", decided, until, True, one.met is True, one.party, None, values,
            one.citations or one.because.citations,
        )  # fmt: skip


def _day(citation: Citation) -> PartialDate | None:
    return None if citation.date is None else PartialDate.parse(citation.date)


# -- where it lies --------------------------------------------------------------------------------------------------


def _extent(dated: Sequence[Piece], on: date) -> tuple[date, int, bool]:
    """The first day and the length, with a margin; whether the day asked about lies outside."""
    days = [day for one in dated for day in _known(one)]
    first, last = min(days), max(days)
    reach = max((last - first).days, 60)
    outside = on < first - timedelta(days=round(reach * _FAR)) or on > last + timedelta(days=round(reach * _FAR))
    if not outside:
        first, last = min(first, on), max(last, on)
    margin = timedelta(days=max(round((last - first).days * _MARGIN), 15))
    first, last = _within(first, -margin), _within(last, margin)
    return first, (last - first).days, outside


def _known(one: Piece) -> Iterator[date]:
    if one.when is not None:
        yield one.when.first
    if one.until is not None:
        yield one.until.last


def _within(day: date, step: timedelta) -> date:
    try:
        return day + step
    except OverflowError:
        return day


def _lanes(
    standing: Standing, dated: Sequence[Piece], first: date, days: int, labels: Mapping[LaneKind, float]
) -> Iterator[Lane]:  # fmt: skip
    """Every party's lane, empty or not, then the periods and the windows where there are any."""
    order = sorted(range(len(dated)), key=lambda n: (min(_known(dated[n])), n))
    numbers = {n: place for place, n in enumerate(order)}
    names: list[tuple[LaneKind, str | None]] = [("party", one.name) for one in standing.parties]
    for name in (*names, ("periods", None), ("windows", None)):
        mine = [(dated[n], numbers[n]) for n in order if dated[n].lane == name]
        pieces, rows = _placed(mine, first, days, round(days * labels[name[0]]))
        if pieces or name[0] == "party":
            yield Lane(name[0], name[1], tuple(pieces), max(rows, 1))


def _placed(
    mine: Sequence[tuple[Piece, int]], first: date, days: int, label: int
) -> tuple[list[Piece], int]:  # fmt: skip
    """The pieces in the first row where each has room for itself and its label, and how many rows they take."""
    taken: list[list[tuple[int, int]]] = []
    pieces = []
    for one, n in mine:
        start = 0 if one.when is None else max((one.when.first - first).days, 0)
        end = days if one.until is None else min((one.until.last - first).days, days)
        end = max(start, end)
        back = start + label > days
        room = (min(start, end - label), end) if back else (start, max(end, start + label))
        row = next((r for r, held in enumerate(taken) if _free(held, room)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append(room)
        pieces.append(one._replace(n=n, start=start, end=end, row=row, back=back))
    return pieces, len(taken)


def _free(held: Iterable[tuple[int, int]], room: tuple[int, int]) -> bool:
    return all(room[1] <= start or end <= room[0] for start, end in held)


_MONTHS: Final = (1, 3, 6)
_YEARS: Final = (1, 2, 5, 10, 25, 50, 100, 500)
_MOST: Final = 12


def _ticks(first: date, days: int) -> Iterator[Tick]:
    """The first of months, quarters, half years or years: as close as a dozen of them allow."""
    last = _within(first, timedelta(days=days))
    months = next((step for step in _MONTHS if days / (step * 30.4) <= _MOST), None)
    years = next((step for step in _YEARS if days / (step * 365.2) <= _MOST), 1000)
    for year in range(first.year, last.year + 1):
        if months is None and year % years:
            continue
        for month in range(1, 13, months) if months else (1,):
            day = date(year, month, 1)
            if first <= day <= last:
                yield Tick((day - first).days, day)
