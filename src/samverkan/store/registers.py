"""The registers as somebody sees them: bodies, meetings and matters, on a day, as it was known on another.

In: an organisation, a view and a day. Out: values for a page of rows; as many questions to the database however many
rows there are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from samverkan.core.standing.names import body_key
from samverkan.store.folding import by_bytes, holds, swedish_key
from samverkan.store.heading import day_of
from samverkan.store.listed import Listed
from samverkan.store.models import (
    Body,
    Matter,
    Organisation,
    Party,
    RegisterEntry,
    StandingSpan,
)
from samverkan.store.registering import PREPARES
from samverkan.store.shown import facts_shown
from samverkan.store.swedish_order import swedish
from samverkan.store.view import JOINT, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import Model, QuerySet

    M = TypeVar("M", bound=Model)

PAGE: Final = 50


class Meeting(NamedTuple):
    """A body's meeting on a day, and what it did there."""

    owner: str
    body: str
    day: date
    entries: Sequence[RegisterEntry]


class Where(NamedTuple):
    """How far a matter has come: a code and the values of its sentence."""

    code: str
    values: Mapping[str, object]
    entry: RegisterEntry | None = None


class Matters(NamedTuple):
    """A page of matters, each with how far it has come; how many of all of them wait for a decision."""

    listed: Listed
    waiting: int


_NOWHERE: Final = Where("where.nothing", {})


class BodyRow(NamedTuple):
    """A body through time, and how many of its meetings are on file."""

    body: Body
    ended: date | None
    successors: Sequence[Body]
    predecessors: Sequence[Body]
    meetings: int


def page_of(rows: Sequence[Any], page: int, size: int = PAGE) -> Listed:
    """One page of rows that are all at hand."""
    pages = max(1, -(-len(rows) // size))
    page = min(max(1, page), pages)
    return Listed(rows[(page - 1) * size : page * size], len(rows), page, pages)


def entries_seen(organisation: Organisation, view: View, on: date) -> QuerySet[RegisterEntry]:
    """The entries that the organisation sees in the view, of meetings held by the day."""
    return seen_in(RegisterEntry.objects.all(), organisation, view).filter(Q(day=None) | Q(day__lte=on))


def seen_in(rows: QuerySet[M], organisation: Organisation, view: View) -> QuerySet[M]:
    """The rows of an index that the organisation sees in the view."""
    of = "joint_" if view.scope == JOINT else ""
    since, gone, reached, replaced = (f"{of}{one}" for one in ("since", "gone", "reached", "replaced"))
    rows = rows.filter(organisation=organisation.pk, **{f"{since}__isnull": False})
    if view.until is None:
        rows = rows.filter(**{gone: None})
    else:
        rows = rows.filter(Q(**{gone: None}) | Q(**{f"{gone}__gte": view.until}), **{f"{since}__lt": view.until})
    if view.papers is None:
        return rows.filter(**{replaced: None})
    later = Q(**{replaced: None}) | Q(**{f"{replaced}__gt": view.papers})
    return rows.filter(later, **{f"{reached}__lte": view.papers})


def co_parties(organisation: Organisation, view: View) -> list[Organisation]:
    """Those with whom the organisation had agreements by then, and itself first."""
    parties = Party.objects.all() if view.until is None else Party.objects.filter(recorded__lt=view.until)
    mine = parties.filter(organisation=organisation).values("agreement")
    parties = parties.filter(agreement__in=mine)
    others = Organisation.objects.filter(pk__in=parties.values("organisation")).exclude(pk=organisation.pk)
    return [organisation, *sorted(others.prefetch_related("names"), key=lambda one: swedish(one.name))]


# -- bodies ------------------------------------------------------------------------------------------------------------


def bodies(organisation: Organisation, view: View, on: date, *, of: Organisation) -> list[BodyRow]:
    """The bodies of an organisation that there were or are, as known."""
    rows = Body.objects.filter(organisation=of).prefetch_related("endings__successor", "predecessors__body")
    if view.until is not None:
        rows = rows.filter(recorded__lt=view.until)
    counted: dict[str, int] = dict(
        entries_seen(organisation, view, on)
        .filter(owner=of.pk, day__isnull=False)
        .values_list("body_key")
        .annotate(meetings=Count("day", distinct=True))
        .order_by("body_key")
    )
    found = [_body_row(one, view, counted) for one in rows]
    return sorted(
        found, key=lambda row: (swedish(row.body.name), row.body.from_day is not None, str(row.body.from_day))
    )


def body_row(body: Body, view: View) -> BodyRow:
    """One body through time."""
    return _body_row(body, view, {})


def _body_row(body: Body, view: View, counted: Mapping[str, int]) -> BodyRow:
    def known(row: Any) -> bool:
        return view.until is None or row.recorded < view.until

    endings = [one for one in body.endings.all() if known(one)]
    return BodyRow(
        body,
        max((one.last_day for one in endings), default=None),
        [one.successor for one in endings if one.successor is not None],
        [one.body for one in body.predecessors.all() if known(one)],
        counted.get(body_key(body.name), 0),
    )


# -- meetings ----------------------------------------------------------------------------------------------------------


def meetings(
    organisation: Organisation, view: View, on: date, *, owner: str = "", body: str = "", year: int | None = None,
    oldest_first: bool = False, page: int = 1, size: int = PAGE,
) -> Listed:  # fmt: skip
    """The meetings that entries tell of, newest first, each with what was done there."""
    seen = entries_seen(organisation, view, on).filter(day__isnull=False)
    if owner:
        seen = seen.filter(owner=owner)
    if body:
        seen = seen.filter(body_key=body_key(body))
    if year is not None:
        seen = seen.filter(day__year=year)
    order = ("day" if oldest_first else "-day", "body_key", "owner")
    groups = seen.order_by(*order).values_list("day", "body_key", "owner").distinct()
    total = groups.count()
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    wanted = list(groups[(page - 1) * size : page * size])
    held: dict[tuple[Any, ...], list[RegisterEntry]] = defaultdict(list)
    if wanted:
        days = {day for day, _, _ in wanted}
        rows = seen.filter(day__in=days, body_key__in={key for _, key, _ in wanted}).select_related("entry__document")
        for one in rows.order_by("section", "entry"):
            held[one.day, one.body_key, one.owner].append(one)
    found = [
        Meeting(owner, held[day, key, owner][0].body, day, _in_order(_each_once(held[day, key, owner])))
        for day, key, owner in wanted
        if day is not None and held[day, key, owner]
    ]
    return Listed(found, total, page, pages)


def _in_order(rows: Iterable[RegisterEntry]) -> list[RegisterEntry]:
    def number(row: RegisterEntry) -> tuple[int, str]:
        digits = "".join(sign for sign in row.section if sign.isdecimal())  # a superscript is a digit, but no number
        return int(digits or 0), row.section

    return sorted(rows, key=number)


def _each_once(rows: Iterable[RegisterEntry]) -> list[RegisterEntry]:
    """One of those that are the same §: two organisations may both have its extract on file."""
    found: dict[tuple[str, str], RegisterEntry] = {}
    for row in rows:
        found.setdefault((row.section or str(row.entry_id), row.registry_number), row)
    return list(found.values())


# -- matters -----------------------------------------------------------------------------------------------------------


def matters(
    organisation: Organisation, view: View, on: date, *, text: str = "", sort: str = "-day", page: int | None = 1
) -> Matters:
    """A page of the organisation's matters with how far each has come, filtered and sorted; all of them where it is None."""
    rows = Matter.objects.filter(organisation=organisation)
    if view.until is not None:
        rows = rows.filter(recorded__lt=view.until)
    seen = entries_seen(organisation, view, on).filter(owner=organisation.pk)
    if view.scope == JOINT:
        rows = rows.filter(registry_number__in=seen.values("registry_number"))
    for word in text.split():
        rows = rows.filter(holds(word, "registry_number", "title", "body__name"))
    total = rows.count()
    pages = max(1, -(-total // PAGE)) if page else 1
    at = min(max(1, page or 1), pages)
    listed = _in_order_of(rows, seen, sort).select_related("body")
    held = list(listed[(at - 1) * PAGE : at * PAGE] if page else listed)
    numbers = [one.registry_number for one in held] if page else rows.values("registry_number")
    latest: dict[str, list[RegisterEntry]] = defaultdict(list)
    for entry in seen.filter(registry_number__in=numbers).order_by(F("day").asc(nulls_first=True), "entry"):
        latest[entry.registry_number].append(entry)
    found = [(one, where(latest[one.registry_number]) if one.registry_number in latest else _NOWHERE) for one in held]
    proposed = seen.filter(step=1, registry_number__in=rows.values("registry_number"))
    waiting = proposed.exclude(registry_number__in=seen.filter(step=2).values("registry_number"))
    count = waiting.order_by().values("registry_number").distinct().count()
    return Matters(Listed(found, total, at, pages), count)


def _in_order_of(rows: QuerySet[Matter], seen: QuerySet[RegisterEntry], sort: str) -> QuerySet[Matter]:
    """The matters sorted by the database: by the day of the entry that tells how far each has come, else when it was opened."""
    name = sort.removeprefix("-")
    if name in ("number", "title", "body"):
        column = swedish_key({"number": "registry_number", "title": "title", "body": "body__name"}[name])
        return rows.order_by(column.desc() if sort.startswith("-") else column.asc(), by_bytes("registry_number"), "pk")
    told = seen.filter(registry_number=OuterRef("registry_number"))
    last = told.order_by("-step", F("day").desc(nulls_last=True), "-entry")
    day = Coalesce(Subquery(last.values("day")[:1]), F("opened"))
    first = day.desc(nulls_last=True) if sort.startswith("-") else day.asc(nulls_first=True)
    return rows.order_by(first, by_bytes("registry_number"), "pk")


def matter_entries(matter: Matter, organisation: Organisation, view: View, on: date) -> list[RegisterEntry]:
    """The entries of one matter in order of their days; proposals without a day first."""
    rows = (
        entries_seen(organisation, view, on)
        .filter(owner=matter.organisation_id, registry_number=matter.registry_number)
        .select_related("entry__document")
    )
    return sorted(rows, key=lambda row: (str(row.day or ""), row.entry_id))


def planned(
    entries: Sequence[RegisterEntry], organisation: Organisation, view: View, on: date
) -> list[tuple[str, date]]:  # fmt: skip
    """Who is to decide on which day to come, as the entries tell in the view."""
    found = []
    for value in _said_in(entries, organisation, view, "Told"):
        day = day_of(value.get("day"))
        if value.get("planned") and day is not None and day > on and value.get("by"):
            found.append((str(value["by"]), day))
    return sorted(set(found), key=lambda one: one[1])


def proposed_to(entries: Sequence[RegisterEntry], organisation: Organisation, view: View) -> str:
    """Who finally decides what the last proposal proposes, where it says."""
    found = (str(value["to"]) for value in _said_in(entries, organisation, view, "Proposal") if value.get("to"))
    return next(found, "")


def _said_in(entries: Sequence[RegisterEntry], organisation: Organisation, view: View, kind: str) -> list[Any]:
    """The facts of a kind that the entries hold in the view, as corrected by then, the last first."""
    facts = facts_shown(organisation, view).filter(entry__in=[one.entry_id for one in entries], kind=kind)
    return list(facts.order_by("-pk").values_list("value", flat=True))


def where(entries: Sequence[RegisterEntry], to_come: Sequence[tuple[str, date]] = (), to: str = "") -> Where:
    """How far a matter has come by its entries in order."""
    decided = next((one for one in reversed(entries) if {code for code, _ in one.acts} - PREPARES), None)
    proposed = next((one for one in reversed(entries) if any(code == "propose" for code, _ in one.acts)), None)
    if decided is not None:
        code = next(code for code, _ in decided.acts if code not in PREPARES)
        return Where(f"where.{code}", _told(decided), decided)
    if proposed is not None:
        values = {**_told(proposed), "to": to or None}
        if to_come:
            by, day = to_come[0]
            return Where("where.planned", {**values, "by": by, "then": day}, proposed)
        return Where("where.proposed_to" if to else "where.proposed", values, proposed)
    if entries:
        last = entries[-1]
        return Where(
            "where.assigned" if any(code == "assign" for code, _ in last.acts) else "where.handled", _told(last), last
        )
    return _NOWHERE


def _told(entry: RegisterEntry) -> dict[str, object]:
    return {"body": entry.body or "–", "day": entry.day, "section": entry.section}


# -- agreements by name ------------------------------------------------------------------------------------------------


def titles(agreements: Sequence[Any], view: View, on: date) -> list[tuple[Any, str, str]]:
    """What the view calls these agreements on the day, and how they stand: id, title, standing; no title where not laid up."""
    spans = StandingSpan.objects.filter(agreement__in=agreements, scope=view.scope, first__lte=on, last__gte=on)
    if view.known is not None or view.papers is not None:
        spans = spans.none()  # the index tells what is known now
    found = {one.agreement_id: (one.title, one.standing) for one in spans}
    return [(one, *found.get(one, ("", "cannot_tell"))) for one in agreements]
