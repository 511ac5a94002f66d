"""How agreements stand from a day on, and what they need of whom: agreements in, the rows of the index out.

Parties who see the same of a cooperation share one derivation.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from samverkan.core.facts import AssignmentGiven
from samverkan.core.standing.derive import standing_of
from samverkan.core.standing.events import events_of
from samverkan.core.standing.naming import Named
from samverkan.core.standing.weighed import weigh
from samverkan.store.concerning import concerning
from samverkan.store.load import EntryRow, Shown, Values, by_cooperation, rows_of, shown
from samverkan.store.models import Agreement, AgreementMatter, Due, Party, StandingSpan
from samverkan.store.needs import NEEDS, needs, turns
from samverkan.store.standings import alike, facts_in, facts_of
from samverkan.store.swedish_order import swedish
from samverkan.store.turning import turning_days
from samverkan.store.view import JOINT, PUBLIC, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from samverkan.core.facts import Fact
    from samverkan.core.standing.events import Event
    from samverkan.core.standing.values import AssignmentState, Standing
    from samverkan.store.models import Organisation
    from samverkan.store.needs import Need

FOR_EVER: Final = date(9999, 12, 31)
_ONE_DAY: Final = timedelta(days=1)
_FOLLOWED: Final = 3
_CODES: Final = {code: n for n, code in enumerate(NEEDS)}
_OVER: Final = frozenset({"ended", "lapsed"})
_BARS: Final = frozenset({"missing_decision", "missing_minutes", "unmet_condition", "differing_term"})


class Span(NamedTuple):
    """The days, both in it, in which an agreement stands as the answer says, and the days it leads to."""

    first: date
    last: date
    answer: Standing
    events: Sequence[Event]


class SpanRow(NamedTuple):
    """A row of `StandingSpan` without its scope."""

    agreement_id: UUID
    first: date
    last: date
    standing: str
    title: str
    parties: str
    begins: date | None
    ends: date | None
    waiting: int
    searched: str
    title_key: str
    parties_key: str
    assigned: list[list[str]]


class DueRow(NamedTuple):
    """A row of `Due` without its scope."""

    agreement_id: UUID
    first: date
    last: date
    code: str
    day: date | None
    party: str
    values: Mapping[str, Any]
    place: bytes


class Indexed(NamedTuple):
    """The rows of one agreement, the same in each of the scopes."""

    scopes: list[str]
    spans: list[SpanRow]
    dues: list[DueRow]


def indexed(ids: Iterable[UUID], today: date) -> Iterator[Indexed]:
    """The rows of these agreements, whole cooperations, in every scope that sees them."""
    asked = list(ids)
    scopes: dict[UUID, set[str]] = {}
    for agreement, organisation in Party.objects.filter(agreement__in=asked).values_list("agreement", "organisation"):
        scopes.setdefault(agreement, {JOINT, PUBLIC}).add(organisation)
    numbers = _numbers(asked)
    cooperations = _members(asked)
    for rows, members in zip(by_cooperation(rows_of(asked), cooperations), cooperations, strict=True):
        seen_by: dict[object, list[str]] = defaultdict(list)
        shows: dict[object, Shown] = {}
        for scope in sorted({scope for member in members for scope in scopes.get(member, ())}):
            these = shown(rows, View(scope), None)
            if these.entries or these.facts:
                seen_by[these.key, scope == PUBLIC].append(scope)
                shows[these.key, scope == PUBLIC] = these
        values, named = Values(rows), Named()
        for key, one in shows.items():
            loaded = values.of(one)
            every = facts_of(loaded, members, named)
            apart = JOINT in seen_by[key] and len(alike(members, rows.sharing, None)) > 1
            joint = facts_in(View(JOINT), loaded, members, rows.sharing, named) if apart else every
            for agreement in members:
                mine = [scope for scope in seen_by[key] if scope in scopes.get(agreement, ())]
                told = list(_told_numbers(one.entries, agreement))
                for facts, whose in _parted(every[agreement], joint[agreement], mine):
                    if facts and whose:
                        found = _rows(agreement, whose, list(_through_time(facts, today)), told)
                        yield from _with_numbers(found, numbers.get(agreement, {}))


def _parted(
    every: tuple[Fact, ...], joint: tuple[Fact, ...], scopes: list[str]
) -> list[tuple[tuple[Fact, ...], list[str]]]:  # fmt: skip
    """The scopes by the facts they have: the joint one may have others than those who see the same rows."""
    if JOINT not in scopes or every is joint or every == joint:
        return [(every, scopes)]
    return [(every, [one for one in scopes if one != JOINT]), (joint, [JOINT])]


def _members(agreements: Sequence[UUID]) -> list[list[UUID]]:
    """The agreements by cooperation."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for agreement, cooperation in Agreement.objects.filter(id__in=agreements).values_list("id", "cooperation_id"):
        found[cooperation].append(agreement)
    return list(found.values())


def _numbers(agreements: Sequence[UUID], view: View | None = None) -> Mapping[UUID, Mapping[str, list[str]]]:
    """The registry numbers under which each organisation handles each agreement: its own to see (`shown.matters_shown`)."""
    found: dict[UUID, dict[str, list[str]]] = {}
    rows = concerning(AgreementMatter.objects.filter(agreement__in=agreements), None if view is None else view.until)
    for agreement, whose, number in rows.values_list("agreement", "matter__organisation", "matter__registry_number"):
        found.setdefault(agreement, {}).setdefault(whose, []).append(number)
    return found


def _with_numbers(found: Indexed, numbers: Mapping[str, list[str]]) -> Iterator[Indexed]:
    """The same rows, found by its own numbers too in the scope of whoever has any."""
    others = [scope for scope in found.scopes if not numbers.get(scope)]
    if others:
        yield found._replace(scopes=others)
    for scope in found.scopes:
        if numbers.get(scope):
            own = " ".join(["", *dict.fromkeys(numbers[scope])]).casefold()
            spans = [span._replace(searched=span.searched + own) for span in found.spans]
            yield found._replace(scopes=[scope], spans=spans)


def _told_numbers(entries: Iterable[EntryRow], agreement: UUID) -> Iterator[str]:
    """The registry numbers that the papers themselves give, whoever's they are."""
    for one in entries:
        if one.agreement_id == agreement and one.head.get("registry_number"):
            yield str(one.head["registry_number"])


def _through_time(facts: Sequence[Fact], today: date) -> Iterator[Span]:
    """The standing from today on, for each span of days in which it stays the same.

    Days that no fact names but that follow from them (an extension without end, each after the other) are looked ahead to
    a few at a time: `refresh` goes on when the first of the spans has run out.
    """
    days = [today, *(day for day in turning_days(facts) if day > today)]
    followed = 0
    n = 0
    while n < len(days):
        day = days[n]
        answer, events = _answered(facts, day)
        for turn in sorted(set(turns(events))):
            if turn > day and turn not in days and followed < _FOLLOWED:
                insort(days, turn)
                followed += 1
        n += 1
        yield Span(day, days[n] - _ONE_DAY if n < len(days) else FOR_EVER, answer, events)


def _answered(facts: Sequence[Fact], on: date, known: date | None = None) -> tuple[Standing, tuple[Event, ...]]:
    """How it stands and the days it leads to; what is over leads to none, save what was never reported back."""
    weighed = weigh(facts, on=on, known=known)
    answer = standing_of(weighed, known=known)
    if answer.standing in _OVER and not weighed.case.of(AssignmentGiven):
        return answer, ()
    return answer, events_of(weighed)


def _rows(agreement: UUID, scopes: list[str], through: list[Span], numbers: list[str]) -> Indexed:
    spans: list[SpanRow] = []
    dues: list[DueRow] = []
    latest: dict[tuple[object, ...], int] = {}
    for first, last, answer, events in through:
        title = answer.title or answer.object or ""
        parties = ", ".join(party.name for party in answer.parties)
        starts = [row.from_.first for row in answer.terms if row.from_ is not None]
        ends = [row.to.last for row in answer.terms if row.to is not None]
        open_ended = bool(answer.terms) and answer.terms[-1].to is None
        waiting = sum(one.code in _BARS for one in answer.open)
        searched = " ".join([title, parties, answer.object or "", *dict.fromkeys(numbers)]).casefold()
        spans.append(
            SpanRow(
                agreement, first, last, answer.standing, title[:400], parties[:400], min(starts, default=None),
                None if open_ended else max(ends, default=None), waiting, searched, swedish(title)[:400],
                swedish(parties)[:400], [[key_of(one)[0], one.status] for one in sorted(answer.assignments, key=key_of)],
            )
        )  # fmt: skip
        for need in needs(answer, events, first, last) if PUBLIC not in scopes else ():
            values = {"title": title[:400], **need.values}
            due = DueRow(
                agreement, need.first, need.last, need.code, need.day, need.party[:200], values, _place(need, title)
            )
            same = need.code, need.party, need.day, repr(values)
            at = latest.get(same)
            if at is not None and due.first - _ONE_DAY <= dues[at].last:  # the same, told of on
                dues[at] = dues[at]._replace(last=max(dues[at].last, due.last))
            else:
                latest[same] = len(dues)
                dues.append(due)
    return Indexed(scopes, spans, dues)


def key_of(one: AssignmentState) -> tuple[str, str]:
    """The key that puts an agreement's assignments in the order of their days, what has none last."""
    return str(one.date or "9"), str(one)


def _place(need: Need, title: str) -> bytes:
    """The key that puts what is needed first first, what has no day last."""
    return f"{need.day or FOR_EVER}{_CODES[need.code]:02d}{swedish(title)[:60]}".encode()


def derived_rows(
    organisation: Organisation, view: View, *, on: date, cooperation: UUID | None = None,
    agreements: Iterable[UUID] | None = None,
) -> list[StandingSpan]:  # fmt: skip
    """The same rows, unsaved, of one organisation's agreements on one day in one view: for days the index has not.

    Of all its agreements, of one cooperation's, or of some.
    """
    if cooperation is not None:
        agreements = Agreement.objects.filter(cooperation=cooperation).values_list("id", flat=True)
    derived = _derived(organisation, view, on, agreements)
    return [StandingSpan(scope=view.scope, **row._asdict()) for one in derived for row in one.spans]


def derived_dues(
    organisation: Organisation, view: View, *, on: date, agreements: Iterable[UUID] | None = None
) -> list[Due]:  # fmt: skip
    """What needed somebody on a day, in one view, of all its agreements or of some: rows as the index holds them, unsaved."""
    derived = _derived(organisation, view, on, agreements)
    return [Due(scope=view.scope, **row._asdict()) for one in derived for row in one.dues]


def _derived(organisation: Organisation, view: View, on: date, only: Iterable[UUID] | None = None) -> Iterator[Indexed]:
    parties = Party.objects.filter(organisation=organisation)
    if view.until is not None:
        parties = parties.filter(recorded__lt=view.until)
    if only is not None:
        parties = parties.filter(agreement__in=list(only))
    mine = set(parties.values_list("agreement", flat=True))
    cooperations = Agreement.objects.filter(id__in=parties.values("agreement")).values("cooperation")
    asked = list(Agreement.objects.filter(cooperation__in=cooperations).values_list("id", flat=True))
    numbers = _numbers(asked, view)
    members = _members(asked)
    for rows, these in zip(by_cooperation(rows_of(asked), members), members, strict=True):
        one = shown(rows, view, organisation.pk)
        for agreement, facts in facts_in(view, Values(rows).of(one), these, rows.sharing).items():
            if facts and agreement in mine:
                span = Span(on, on, *_answered(facts, on, view.known))
                found = _rows(agreement, [view.scope], [span], list(_told_numbers(one.entries, agreement)))
                yield from _with_numbers(found, numbers.get(agreement, {}))
