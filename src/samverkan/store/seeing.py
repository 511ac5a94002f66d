"""Who sees what, and since when: the one place that says so, for rows at hand and for rows laid up in indexes.

One's own is seen once it is recorded; it had come on the day it reached the organisation. What another has recorded is seen
once its document is joint and one is party to its agreement; it had come no earlier than all of that. What another row
stands in the place of is seen no more from when that one is recorded, by any who saw it. `store.shown` asks the same in SQL.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypedDict, TypeVar

from samverkan.store.models import Party, Shared
from samverkan.store.view import reached_others

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from samverkan.store.models import Entry
    from samverkan.store.view import View

    T = TypeVar("T", bound=Hashable)
    V = TypeVar("V")


class Since(NamedTuple):
    """From which moment something is known, and from which day on it had come."""

    recorded: datetime
    reached: date


class Held(NamedTuple):
    """Since when somebody sees a row, and since when no more."""

    since: Since
    over: Since | None = None

    @property
    def marks(self) -> tuple[Since, ...]:
        """Where what is seen changes."""
        return (self.since,) if self.over is None else (self.since, self.over)

    def at(self, recorded: datetime, reached: date) -> bool:
        """Whether it is seen by what was known at a moment and had come by a day."""
        return _by(self.since, recorded, reached) and (self.over is None or not _by(self.over, recorded, reached))


class Area(NamedTuple):
    """Some views: what is known from a moment until before another, what had come from a day until before another.

    Without `since`: none.
    """

    since: datetime | None
    gone: datetime | None
    reached: date | None
    replaced: date | None


class Columns(TypedDict):
    """The same as an index holds it: the views in which something is told, and the joint ones."""

    since: datetime | None
    gone: datetime | None
    reached: date | None
    replaced: date | None
    joint_since: datetime | None
    joint_gone: datetime | None
    joint_reached: date | None
    joint_replaced: date | None


class Seer(NamedTuple):
    """Who sees an entry: its own organisation, and since when as a party; or another party, since then."""

    own: bool
    together: datetime | None

    def held(self, one: Held, *, joint: bool) -> Held | None:
        """Since when what its organisation recorded so is seen, in one's own view or the joint one; None: it is not."""
        if self.own and not joint:
            return one
        if self.together is None:
            return None
        return Held(others(*one.since, self.together), None if one.over is None else others(*one.over, self.together))


def own(recorded: datetime, reached: date) -> Since:
    """Since when the organisation in whose file it is sees it."""
    return Since(recorded, reached)


def others(recorded: datetime, reached: date, together: datetime) -> Since:
    """Since when another sees it, or its own as something joint; `together`: as `Sharing` tells."""
    then = max(recorded, together)
    return Since(then, reached_others(reached, then))


class Sharing(NamedTuple):
    """Since when each document is joint, and since when each organisation is party to an agreement."""

    shared: Mapping[UUID, datetime]
    parties: Mapping[UUID, Mapping[str, datetime]]

    def together(self, document: UUID | None, agreement: UUID | None, organisation: str) -> datetime | None:
        """Since when the organisation, as a party, sees what the document says of the agreement; None: it does not."""
        if document is None or agreement is None:
            return None
        shared, joined = self.shared.get(document), self.parties.get(agreement, {}).get(organisation)
        return None if shared is None or joined is None else max(shared, joined)

    def seers(self, document: UUID, agreement: UUID | None, organisation: str) -> dict[str, Seer]:
        """Whoever sees what the document says of the agreement: `organisation`, whose it is, and the other parties."""
        found = {organisation: Seer(True, self.together(document, agreement, organisation))}
        if agreement is not None and document in self.shared:
            for one in self.parties.get(agreement, ()):
                if one != organisation:
                    found[one] = Seer(False, self.together(document, agreement, one))
        return found


def sharing_of(documents: Iterable[UUID], agreements: Iterable[UUID]) -> Sharing:
    """What is joint of these documents, and who is party to these agreements: two questions to the database."""
    shared: dict[UUID, datetime] = {}
    rows = Shared.objects.filter(document__in=set(documents)).order_by("-recorded")
    for document, recorded in rows.values_list("document", "recorded"):
        shared[document] = recorded  # the earliest stays
    parties: dict[UUID, dict[str, datetime]] = {}
    for agreement, organisation, recorded in (
        Party.objects.filter(agreement__in=set(agreements))
        .order_by("organisation")
        .values_list("agreement", "organisation", "recorded")
    ):
        parties.setdefault(agreement, {})[organisation] = recorded
    return Sharing(shared, parties)


def shows(view: View, until: datetime | None, since: Since) -> bool:
    """Whether a view shows what is seen since then; `until`: the view's, which takes time to tell."""
    return (until is None or since.recorded < until) and (view.papers is None or since.reached <= view.papers)


def held_of(entry: Entry) -> Held:
    """Since when its own organisation sees an entry: until another stands in its place."""
    later: Entry | None = getattr(entry, "replaced_by", None)
    over = None if later is None else Since(later.recorded, later.reached)
    return Held(Since(entry.recorded, entry.reached), over)


def areas(
    marks: Iterable[Since], told: Callable[[datetime, date], Iterable[T]]
) -> Iterator[tuple[T, Area]]:  # fmt: skip
    """What is told in each view, each with all the views in which it is, as few areas as follow from that.

    `marks`: whatever changes what is told; `told`: what is, by a moment and a day.
    """
    held = set(marks)
    moments, days = sorted({one.recorded for one in held}), sorted({one.reached for one in held})
    cells: dict[T, set[tuple[int, int]]] = {}
    for m, moment in enumerate(moments):
        for d, day in enumerate(days):
            for one in told(moment, day):
                cells.setdefault(one, set()).add((m, d))
    for one, these in cells.items():
        for (m, last), (d, end) in _blocks(these):
            yield one, Area(moments[m], _next(moments, last), days[d], _next(days, end))


def laid(
    mine: Iterable[tuple[T, Area]], joint: Iterable[tuple[T, Area]]
) -> Iterator[tuple[T, Columns]]:  # fmt: skip
    """What is told in one's own view and in the joint one, as rows of an index: as few as hold both."""
    found: dict[T, tuple[list[Area], list[Area]]] = {}
    for n, these in enumerate((mine, joint)):
        for one, area in these:
            found.setdefault(one, ([], []))[n].append(area)
    for one, both in found.items():
        for own_, joint_ in zip_longest(*both, fillvalue=Area(None, None, None, None)):
            yield (
                one,
                Columns(
                    since=own_.since, gone=own_.gone, reached=own_.reached, replaced=own_.replaced,
                    joint_since=joint_.since, joint_gone=joint_.gone, joint_reached=joint_.reached,
                    joint_replaced=joint_.replaced,
                ),
            )  # fmt: skip


def _blocks(cells: set[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Cells of a grid as rectangles that do not overlap: the first and last of each way."""
    left = set(cells)
    for m, d in sorted(cells):
        if (m, d) not in left:
            continue
        end = d
        while (m, end + 1) in left:
            end += 1
        row = range(d, end + 1)
        last = m
        while all((last + 1, one) in left for one in row):
            last += 1
        left -= {(one, two) for one in range(m, last + 1) for two in row}
        yield (m, last), (d, end)


def _next(values: Sequence[V], at: int) -> V | None:
    return values[at + 1] if at + 1 < len(values) else None


def _by(since: Since, recorded: datetime, reached: date) -> bool:
    return since.recorded <= recorded and since.reached <= reached
